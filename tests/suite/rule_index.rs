//! The index of rules in the documentation is made from the table.

use fluentdown::rules::{Group, RULES};
use std::fmt::Write as _;
use std::path::Path;

fn index() -> String {
    let mut text = String::from(
        "# Rules\n\n\
         What `fluentdown check` finds. `fluentdown explain RULE` prints a rule's page, with\n\
         examples; the `[rules]` table of the [configuration](configuration.md) and `--allow`,\n\
         `--warn`, `--deny` change severities. This page is made from the table of rules: run\n\
         `FLUENTDOWN_WRITE=1 cargo test --test suite rule_index -- --ignored` after changing that.\n",
    );
    for group in Group::ALL {
        let name = group.name();
        let (first, rest) = name.split_at(1);
        let _ = write!(text, "\n## {}{rest}\n\n", first.to_uppercase());
        text.push_str("| rule | severity | what it finds |\n|---|---|---|\n");
        for rule in RULES.iter().filter(|rule| rule.group == group) {
            let (name, folder) = (rule.name, group.name());
            let _ = writeln!(
                text,
                "| [`{name}`](../src/rules/{folder}/{name}.md) | {} | {} |",
                rule.severity.as_str(),
                rule.summary
            );
        }
    }
    text
}

fn path() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md")
}

#[test]
fn the_index_of_rules_says_nothing_that_the_table_does_not() {
    let present = std::fs::read_to_string(path()).expect("there is an index");
    let wanted = index();
    for row in present.lines().filter(|line| line.starts_with("| [")) {
        assert!(wanted.lines().any(|line| line == row), "out of date: {row}");
    }
    for rule in RULES {
        let page = format!("src/rules/{}/{}.md", rule.group.name(), rule.name);
        assert!(
            Path::new(env!("CARGO_MANIFEST_DIR")).join(&page).exists(),
            "{page}"
        );
    }
}

#[test]
#[ignore = "writes the index with FLUENTDOWN_WRITE=1; cargo test --test suite rule_index -- --ignored"]
fn the_index_of_rules_is_whole() {
    let wanted = index();
    if std::env::var_os("FLUENTDOWN_WRITE").is_some() {
        std::fs::write(path(), &wanted).expect("the index is written");
    }
    let present = std::fs::read_to_string(path()).expect("there is an index");
    assert!(present == wanted, "run it with FLUENTDOWN_WRITE=1");
}
