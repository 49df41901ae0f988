//! The project's own release: the example of the README, and sentences that its
//! editors found to be false.

use super::support::Sandbox;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

const RESOURCE: &str = "locales/es/releases/2020-09-17-weifang-guaranda.md.ftl";

fn own() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What the README says that a reader should try does what it says.
#[test]
fn the_fault_of_the_readme_is_found() {
    let readme = std::fs::read_to_string(own().join("README.md")).expect("read");
    assert!(readme.contains(RESOURCE) && readme.contains("`medical-masks`"));
    let sandbox = Sandbox::copy(own(), &["fluentdown.toml", "content", "locales"]);
    let count = |sandbox: &Sandbox, code| {
        let json = sandbox
            .run(&["check", "--format", "json"])
            .code(code)
            .json();
        json.as_array().expect("an array").clone()
    };
    assert!(count(&sandbox, 0).is_empty(), "the release is clean");
    let line = "medical-masks = { NUMBER($masks) } mascarillas médicas";
    sandbox.edit(RESOURCE, line, &line.replace("{ NUMBER($masks) }", "3.000"));
    let findings = count(&sandbox, 1);
    assert!(
        findings.iter().any(|one| one["rule"] == "number-mismatch"
            && one["path"] == RESOURCE
            && one["message"]
                .as_str()
                .is_some_and(|said| said.contains("30,000") && said.contains("3.000"))),
        "{findings:?}"
    );
}

/// A row of the table.
struct Row<'t> {
    is_found: bool,
    locale: &'t str,
    source: &'t str,
    wrong: &'t str,
    right: &'t str,
}

fn rows(table: &str) -> Vec<Row<'_>> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [status, locale, source, wrong, right] = cells.try_into().expect("five cells");
            assert!(matches!(status, "found" | "unseen"), "{status}");
            let is_found = status == "found";
            Row {
                is_found,
                locale,
                source,
                wrong,
                right,
            }
        })
        .collect()
}

/// The rows of which a rule finds something, of one side of the table, in a project
/// with the release's own glossary.
fn found(rows: &[Row<'_>], target: impl Fn(&Row<'_>) -> String) -> BTreeSet<usize> {
    let mut document = String::new();
    for (number, row) in rows.iter().enumerate() {
        let _ = writeln!(document, "<!-- l10n:id row-{number} -->\n{}\n", row.source);
    }
    let sandbox = Sandbox::copy(own(), &["fluentdown.toml"]).file("content/editors.md", document);
    for locale in ["en", "es", "zh"] {
        let terms = format!("locales/{locale}/terms.ftl");
        sandbox.write(&terms, std::fs::read(own().join(&terms)).expect("read"));
    }
    sandbox.edit("fluentdown.toml", "\"sentence\"", "\"paragraph\"");
    sandbox.run(&["extract", "--quiet"]).code(0);
    for locale in ["es", "zh"] {
        let mut resource = String::new();
        for (number, row) in rows.iter().enumerate() {
            if row.locale == locale {
                let _ = writeln!(resource, "row-{number} = {}", target(row));
            }
        }
        sandbox.write(&format!("locales/{locale}/editors.md.ftl"), resource);
    }
    sandbox.run(&["extract", "--quiet"]).code(0);
    let findings = sandbox.run(&["check", "--format", "json"]).json();
    let findings = findings.as_array().expect("an array").iter();
    findings
        .filter(|one| one["rule"] != "missing-translation")
        .filter_map(|one| {
            let number = one["id"].as_str()?.strip_prefix("row-")?;
            number.parse().ok()
        })
        .collect()
}

/// Which of these faults the rules find, and which need to be understood: a change
/// either way is one of the table.
#[test]
fn what_the_editors_found_is_known_as_found_or_unseen() {
    let rows = rows(include_str!("../tables/release-editors.tsv"));
    let clean = found(&rows, |row| row.right.to_owned());
    assert!(clean.is_empty(), "true sentences are flagged: {clean:?}");
    let found = found(&rows, |row| row.wrong.to_owned());
    for (number, row) in rows.iter().enumerate() {
        assert_eq!(
            found.contains(&number),
            row.is_found,
            "{} | {}",
            row.source,
            row.wrong
        );
    }
}
