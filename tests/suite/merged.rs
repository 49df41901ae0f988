//! Translators merge, divide and reorder the sentences of a block: its structure
//! holds, its addresses go where they are named, and only what is lost is told.

use super::support::Sandbox;

const SOURCE: &str = "> - See [one](a.md) here. Then go to [two](b.md \"Tip\"). Last has ![pic](p.png) in it.\n>\n>   After.\n";

/// Builds the edition with these texts for the three sentences; returns it and
/// what `check` says, as rules with lines.
fn edition(texts: [&str; 3]) -> (String, Vec<(String, u64)>) {
    let sandbox = Sandbox::empty()
        .file(
            "fluentdown.toml",
            "locales = [\"es\"]\n[[edition]]\nname = \"e\"\nlocale = \"es\"\nformats = [\"md\"]\n",
        )
        .file("content/a.md", SOURCE)
        .file("content/b.md", "Bee.\n")
        .file("content/p.png", "png")
        .file("content/es.md", "Es.\n")
        .file("locales/es/b.md.ftl", "bee = Abeja.\n")
        .file("locales/es/es.md.ftl", "es = Son.\n")
        .file(
            "locales/es/a.md.ftl",
            format!(
                "see-one-here = {}\nthen-go-to-two-tip = {}\nlast-has-pic-in-it = {}\nafter = Después.\n",
                texts[0], texts[1], texts[2]
            ),
        );
    sandbox.run(&["extract"]).code(0);
    sandbox.run(&["accept", "--locale", "es"]).code(0);
    let json = sandbox.run(&["check", "--format", "json"]).json();
    let found = json.as_array().expect("findings").iter().map(|one| {
        let rule = one["rule"].as_str().unwrap_or_default().to_owned();
        (rule, one["line"].as_u64().unwrap_or_default())
    });
    let found = found.collect();
    sandbox.run(&["build"]);
    (sandbox.read("dist/e/a.md"), found)
}

const EMPTY: &str = "{ \"\" }";

#[test]
fn sentences_move_with_their_addresses_and_nothing_is_said() {
    let whole =
        "Vea [uno]({ $url1 }) y [dos]({ $url2 } \"Consejo\"). La última tiene ![foto]({ $url3 }).";
    let written = "Vea [uno](a.md) y [dos](b.md \"Consejo\"). La última tiene ![foto](p.png).";
    for texts in [
        [whole, EMPTY, EMPTY],
        [EMPTY, whole, EMPTY],
        [EMPTY, EMPTY, whole],
        [
            "Vea [uno]({ $url1 })",
            "y [dos]({ $url2 } \"Consejo\").",
            "La última tiene ![foto]({ $url3 }).",
        ],
        [
            "Vea [uno]({ $url1 }) y [dos]({ $url2 } \"Consejo\").\n    La última",
            "tiene ![foto]({ $url3 }).",
            EMPTY,
        ],
    ] {
        let (text, found) = edition(texts);
        assert_eq!(text, format!("> - {written}\n>\n>   Después.\n"));
        // A full stop that has moved to the neighbour is not looked for here.
        let grave: Vec<_> = found
            .iter()
            .filter(|(rule, _)| rule != "end-punctuation-mismatch")
            .collect();
        assert!(grave.is_empty(), "{texts:?}: {grave:?}");
    }
    let (text, found) = edition([
        "Vaya a [dos]({ $url2 } \"Consejo\").",
        "La última tiene ![foto]({ $url3 }).",
        "Antes vea [uno]({ $url1 }).",
    ]);
    assert_eq!(
        text,
        "> - Vaya a [dos](b.md \"Consejo\"). La última tiene ![foto](p.png). Antes vea [uno](a.md).\n>\n>   Después.\n"
    );
    assert_eq!(found, []);
}

#[test]
fn what_is_lost_or_added_is_told_at_its_message() {
    let two = "Vaya a [dos]({ $url2 } \"Consejo\").";
    let three = "La última tiene ![foto]({ $url3 }).";
    let one = "Vea [uno]({ $url1 }) aquí.";
    let own = |rule: &str, line: u64| (rule.to_owned(), line);
    let rules = |texts| edition(texts).1;
    // The lines are those behind the comments that `extract` writes.
    let dropped = rules(["Vea uno aquí.", two, three]);
    assert_eq!(dropped, [own("link-mismatch", 3)]);
    let twice = rules(["Vea [uno]({ $url1 }) y [uno]({ $url1 }).", two, three]);
    assert_eq!(twice, [own("link-mismatch", 3)]);
    let unknown = rules([one, "Vaya a [dos]({ $url9 }).", three]);
    assert!(unknown.contains(&own("format-error", 6)), "{unknown:?}");
    let other = rules([one, "Vaya a [dos](es.md \"Consejo\").", three]);
    assert_eq!(other, [own("changed-address", 6)]);
    let lost = rules([one, "Vaya a [dos](no.md \"Consejo\").", three]);
    assert_eq!(lost, [own("changed-address", 6), own("missing-file", 6)]);
}

#[test]
fn a_block_that_is_all_empty_falls_back_and_is_told() {
    let (text, found) = edition([EMPTY, EMPTY, EMPTY]);
    assert_eq!(
        text.lines().next(),
        SOURCE.lines().next(),
        "the source's own block"
    );
    assert!(
        found.iter().any(|(rule, _)| rule == "breaks-structure"),
        "{found:?}"
    );
}
