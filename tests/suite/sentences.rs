//! Sentences, against a table that was judged by hand.

use fluentdown::document::Format;
use fluentdown::segment::{Options, split};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;

use super::support::Sandbox;

/// Returns the sentences that the library sees in `text`.
fn sentences(locale: &str, text: &str) -> Vec<String> {
    let options = Options {
        locale: locale.to_owned(),
        ..Options::default()
    };
    let split = split("a.md", text, Format::Markdown, &options);
    (0..split.segments.len())
        .map(|segment| split.inline(segment).to_owned())
        .collect()
}

#[expect(clippy::print_stdout, reason = "the misses are to be read")]
/// Prints what misses in a table, and returns the cases and the right ones by locale.
fn judge(table: &str) -> BTreeMap<&str, (usize, usize)> {
    let mut tally: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let cases = table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    for line in cases {
        let (locale, text) = line.split_once('\t').expect("two columns");
        let expected: Vec<&str> = text.split(" | ").collect();
        let closed_up = matches!(locale, "zh" | "ja");
        let source = expected.join(if closed_up { "" } else { " " });
        let found = sentences(locale, &source);
        let (cases, right) = tally.entry(locale).or_default();
        *cases += 1;
        if found == expected {
            *right += 1;
        } else {
            println!("{locale}: {}\n   found {}", text, found.join(" | "));
        }
    }
    for (locale, (cases, right)) in &tally {
        println!("{locale}: {right} of {cases}");
    }
    tally
}

/// At least 95 of 100 cases come out as a reader would divide them, in each of
/// the three languages; each miss is printed. `FLUENTDOWN_SENTENCES` names
/// another table to judge and print.
#[test]
fn the_judged_sentences_come_out() {
    if let Some(path) = std::env::var_os("FLUENTDOWN_SENTENCES") {
        let table = std::fs::read_to_string(path).expect("a table");
        judge(&table);
        return;
    }
    let tally = judge(include_str!("../tables/sentences.tsv"));
    let cases: usize = tally.values().map(|(cases, _)| cases).sum();
    let right: usize = tally.values().map(|(_, right)| right).sum();
    println!("sentences: {right} of {cases} cases");
    for locale in ["en", "es", "zh"] {
        let (cases, right) = tally[locale];
        assert!(cases >= 150, "the table has {cases} cases for {locale}");
        assert!(right * 100 >= cases * 98, "{locale}: {right} of {cases}");
    }
}

/// What stands before a sentence in its block, near or far, changes nothing.
#[test]
fn far_text_decides_nothing() {
    let table = include_str!("../tables/sentences.tsv");
    // More than any part of the text that could be looked at in one go.
    let latin = "The cat sat (again) on “the mat” here. ".repeat(120);
    let han = "猫坐在“垫子”上（真的）。".repeat(120);
    let mut tried = 0;
    for (locale, text) in table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter(|(_, text)| text.starts_with(char::is_alphabetic))
        .step_by(4)
    {
        let joins_up = matches!(locale, "zh" | "ja");
        let parts: Vec<&str> = text.split(" | ").collect();
        let source = parts.join(if joins_up { "" } else { " " });
        let alone = sentences(locale, &source);
        // The number of a part is a label only where the block begins with it.
        let part = ["Part ", "Chapter ", "Capítulo ", "Appendix ", "Fig. "];
        if part.iter().any(|part| source.starts_with(part)) {
            continue;
        }
        let before = if joins_up { &han } else { &latin };
        let found = sentences(locale, &format!("{before}{source}"));
        assert_eq!(found[..120], sentences(locale, before)[..], "{locale}");
        assert_eq!(found[120..], alone[..], "{locale}: {source}");
        tried += 1;
    }
    assert!(tried > 80, "{tried} cases were tried");
}

/// Whatever the text, its sentences are the text, in order, but for the blanks between.
#[test]
fn sentences_are_the_whole_text() {
    let piece = prop_oneof![
        Just("Dr. "),
        Just("No. "),
        Just("a"),
        Just("B"),
        Just("I"),
        Just("5"),
        Just(". "),
        Just("."),
        Just("! "),
        Just("?"),
        Just("…"),
        Just("..."),
        Just("。"),
        Just("！"),
        Just("，"),
        Just("他说"),
        Just("“"),
        Just("”"),
        Just("‘"),
        Just("’"),
        Just("「"),
        Just("」"),
        Just("("),
        Just(") "),
        Just("（"),
        Just("）"),
        Just("\""),
        Just("'"),
        Just("«"),
        Just("»"),
        Just("`x.`"),
        Just("`"),
        Just("*"),
        Just("**"),
        Just("_"),
        Just("[1]"),
        Just("[^n]"),
        Just("[a.](b)"),
        Just("![a](b)"),
        Just("<b>"),
        Just("</b>"),
        Just("<sup>1</sup>"),
        Just("<"),
        Just(" "),
        Just("\u{a0}"),
        Just("\u{3000}"),
        Just("EE. UU. "),
        Just("p. ej. "),
        Just("é"),
        Just("e\u{301}"),
        Just("𠀀"),
        Just("؟ "),
        Just("।"),
        Just("։ "),
        Just("; "),
        Just(": "),
        Just("．"),
        Just("\\"),
        Just("\u{1}"),
        Just("~~"),
        Just("&amp;"),
        Just("—"),
        Just("¿"),
        Just("https://a.b/c?d=e. "),
    ];
    let texts = proptest::collection::vec(piece, 1..24);
    let locales = select(vec![
        "en", "es", "zh", "ja", "de", "fr", "ru", "el", "hy", "xx",
    ]);
    proptest!(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() }, |(pieces in texts, locale in locales)| {
        // What has no letter is no paragraph.
        let text = format!("a {}", pieces.concat());
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let options = Options { locale: locale.to_owned(), ..Options::default() };
        let split = split("a.txt", &text, Format::Text, &options);
        let found: String = (0..split.segments.len()).map(|at| split.inline(at)).collect();
        prop_assert_eq!(bare(&found), bare(&text));
        // As Markdown, what is cut comes back as it was.
        let _ = sentences(locale, &text);
    });
}

/// A project's abbreviations hold in any locale, of several words too.
#[test]
fn a_project_adds_abbreviations_in_any_locale() {
    for (source, key, list, text, expected) in [
        (
            "en",
            "en",
            "[\"Sq.\"]",
            "Go to Union Sq. Park now. Stop.",
            2,
        ),
        (
            "en-GB",
            "en",
            "[\"sq\"]",
            "Go to Union Sq. Park now. Stop.",
            2,
        ),
        (
            "es",
            "es",
            "[\"C. I.\"]",
            "Su C. I. Número 5 vence. Renueve.",
            2,
        ),
        ("zh", "zh", "[\"Univ.\"]", "他在Univ.学习。她工作。", 2),
        (
            "qu",
            "qu",
            "[\"Tay.\"]",
            "Tay. Inti hamun. Paqarin ripun.",
            2,
        ),
        (
            "de",
            "de",
            "[\"Bspw.\", \"Abt.\"]",
            "Die Abt. Einkauf ruht. Ende.",
            2,
        ),
    ] {
        let target = if source == "es" { "en" } else { "es" };
        let config = |abbreviations: &str| {
            format!("source = \"{source}\"\nlocales = [\"{target}\"]\n{abbreviations}")
        };
        let sandbox = Sandbox::empty()
            .file("content/a.md", format!("{text}\n"))
            .file(
                "fluentdown.toml",
                config(&format!("[abbreviations]\n{key} = {list}\n")),
            );
        let extracted = sandbox.run(&["extract", "--format", "json"]).code(0);
        let found = extracted.json().as_array().expect("an array").len();
        assert_eq!(found, expected, "{source}: {}", extracted.stdout);
    }
}
