//! What Fluent's parser and runtimes trip over, as `check` reports it: each
//! with file, line and column, and none hides another.

use super::support::Sandbox;

const TERMS: &str = "-a = { -b }
-b = { -a }
-c = { -nope }
-d = é
    .x = { $n ->
        [y] é { -missing }
       *[z] z
    }
-d = D2
-loop = x { -loop.attr ->
    [m] { -loop }
   *[n] n
 }
    .attr = m
    .attr = n
brand = Marca
-brand = Marca T
";

const RESOURCE: &str = "one-thing = Uno { helper } { brand } { helper.no }
two-things = Dos { -brand } é { \"\\u中\" }
three-things = Tres { -b }
helper = { helper2 }
helper2 = { helper } { gone }
é = no
last = { -brand
";

fn sandbox(terms: &str, resource: &str) -> Sandbox {
    Sandbox::empty()
        .file(
            "fluentdown.toml",
            "locales = [\"es\"]\n[[edition]]\nname = \"e\"\nlocale = \"es\"\nformats = [\"md\"]\n",
        )
        .file(
            "content/a.md",
            "One thing.\n\nTwo things.\n\nThree things.\n",
        )
        .file("locales/es/terms.ftl", terms)
        .file("locales/es/a.md.ftl", resource)
}

/// Returns rule, file, line and column of the errors and warnings about resources.
fn found(sandbox: &Sandbox) -> Vec<(String, String, u64, u64)> {
    sandbox.run(&["extract"]);
    let json = sandbox.run(&["check", "--format", "json"]).code(1).json();
    let word =
        |one: &serde_json::Value, name: &str| one[name].as_str().unwrap_or_default().to_owned();
    let list = json.as_array().expect("findings").iter();
    list.map(|one| {
        let path = word(one, "path");
        let file = path.strip_prefix("locales/es/").unwrap_or(&path).to_owned();
        let place = |name: &str| one[name].as_u64().unwrap_or_default();
        (word(one, "rule"), file, place("line"), place("column"))
    })
    .collect()
}

#[test]
fn each_trap_has_its_place() {
    let wanted: &[(&str, &str, u64, u64)] = &[
        ("cyclic-reference", "terms.ftl", 1, 1),
        ("unknown-reference", "terms.ftl", 3, 8),
        ("unknown-reference", "terms.ftl", 6, 17),
        ("duplicate-message", "terms.ftl", 9, 1),
        ("cyclic-reference", "terms.ftl", 10, 1),
        ("duplicate-message", "terms.ftl", 15, 6),
    ];
    let forms = [
        ("as they are", TERMS.to_owned()),
        ("with CRLF", TERMS.replace('\n', "\r\n")),
        ("with a mark", format!("\u{feff}{TERMS}")),
    ];
    for (name, terms) in forms {
        let found = found(&sandbox(&terms, ""));
        for (rule, file, line, column) in wanted {
            let one = ((*rule).to_owned(), (*file).to_owned(), *line, *column);
            assert!(found.contains(&one), "{name}: {one:?} is not in {found:#?}");
        }
        let errors = |rule: &str| found.iter().filter(|one| one.0 == rule).count();
        assert_eq!(
            (
                errors("unknown-reference"),
                errors("cyclic-reference"),
                errors("duplicate-message")
            ),
            (2, 2, 2),
            "{name}"
        );
    }
}

#[test]
fn messages_that_are_shown_and_those_that_are_not() {
    let sandbox = sandbox("-b = B\n-brand = Marca\nbrand = marca\n", RESOURCE);
    let found = found(&sandbox);
    let text = sandbox.read("locales/es/a.md.ftl");
    let place = |rule: &str, needle: &str| {
        let at = text.find(needle).expect(needle);
        let line = text[..at].matches('\n').count() as u64 + 1;
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let one = (
            rule.to_owned(),
            "a.md.ftl".to_owned(),
            line,
            text[start..at].chars().count() as u64 + 1,
        );
        assert!(found.contains(&one), "{one:?} is not in {found:#?}\n{text}");
    };
    place("syntax-error", "\\u中");
    place("format-error", "helper }");
    place("unknown-reference", "helper.no");
    place("cyclic-reference", "helper = ");
    place("unknown-reference", "gone");
    place("syntax-error", "é = no");
    assert_eq!(
        found.iter().filter(|one| one.0 == "syntax-error").count(),
        3,
        "{found:#?}"
    );
    // The term and the message of one name are told apart.
    assert!(
        !found.iter().any(|one| one.0 == "duplicate-message"),
        "{found:#?}"
    );
}

#[test]
fn twenty_thousand_braces_hide_only_themselves() {
    let deep = format!(
        "one-thing = {}\n\ntwo-things = Dos\n\nmany = {}\n",
        "{".repeat(20_000),
        "{ $x }".repeat(101)
    );
    let sandbox = sandbox("-deep = { -deep2 }\n", &deep);
    let found = found(&sandbox);
    let rules = ["syntax-error", "too-many-placeables", "unknown-reference"];
    for rule in rules {
        assert_eq!(
            found.iter().filter(|one| one.0 == rule).count(),
            1,
            "{rule}: {found:#?}"
        );
    }
    let text = sandbox.read("locales/es/a.md.ftl");
    assert!(text.contains(&"{".repeat(20_000)));
    let status = sandbox.run(&["status", "--format", "json"]).json();
    assert_eq!(status[0]["missing"], 1);
    sandbox.run(&["accept", "--locale", "es"]).code(0);
    sandbox.run(&["build"]).code(1);
    assert!(sandbox.read("dist/e/a.md").contains("One thing.\n\nDos\n"));
}

#[test]
fn a_long_chain_of_references_takes_no_time() {
    let chain: String = (0..3_000)
        .map(|n| format!("-t{n} = {{ -t{} }}\n", n + 1))
        .collect();
    let found = found(&sandbox(&format!("{chain}-t3000 = {{ -t2999 }}\n"), ""));
    assert_eq!(
        found
            .iter()
            .filter(|one| one.0 == "cyclic-reference")
            .count(),
        1
    );
}
