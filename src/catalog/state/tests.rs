//! Facts as they are found, and as the file has them.

use super::format::{DAMAGED, HEADER};
use super::*;
use proptest::prelude::*;

fn fact(source: &str) -> Fact {
    Fact::new("0123456789abcdef".into(), source.into())
}

#[test]
fn conflict_markers_and_half_lines_are_passed_over() {
    let mut facts = Facts::new();
    facts.add("a.md", "one", fact("One.\\\nTwo\tthree"));
    facts.add("b.md", "two", fact("Two."));
    let text = facts.to_text();
    let line = text.lines().nth(4).unwrap_or_default();
    let merged =
        format!("<<<<<<< HEAD\n{text}=======\n{line}\nb.md\ttw\n>>>>>>> other\n\u{0}garbage");
    let read = Facts::parse(&merged);
    assert!(read.is_damaged() && read.is_known());
    let mended = read.to_text().replace(DAMAGED, "");
    assert_eq!(mended, text);
    assert!(Facts::parse(&read.to_text()).is_damaged(), "still");
}

#[test]
fn a_fact_takes_the_place_of_one_about_the_same_text() {
    let mut facts = Facts::new();
    let other = Fact {
        fingerprint: "fedcba9876543210".into(),
        ..fact("other")
    };
    facts.add("a.md", "one", fact("old"));
    facts.add("a.md", "one", other.clone());
    facts.set("a.md", "one", fact("new"));
    assert_eq!(facts.of("a.md", "one"), [fact("new"), other.clone()]);
    assert_eq!(Facts::parse(&facts.to_text()), facts, "in their order");
}

#[test]
fn no_file_is_not_an_empty_file() {
    assert!(!Facts::parse("").is_known());
    assert!(Facts::parse(&Facts::new().to_text()).is_known());
    assert!(!Facts::parse(&Facts::new().to_text()).is_damaged());
}

#[test]
fn of_two_facts_the_present_source_holds() {
    let mut facts = Facts::new();
    facts.add("a.md", "one", fact("old"));
    facts.add("a.md", "one", fact("new"));
    let found = facts.find("a.md", "one", "0123456789abcdef", ("old", &Reads::new()));
    assert_eq!(found.map(|fact| fact.source.as_str()), Some("old"));
}

/// The first version of the file, as the program before this one wrote it.
const FIRST: &str = "# Facts about translations, kept by fluentdown (1)\n\na.md\tone\t0123456789abcdef\t-\tOne.\n\na.md\ttwo\t0123456789abcdef\tdraft:x\tTwo.\n";

#[test]
fn the_first_version_is_read_and_stays_until_the_facts_change() {
    let mut facts = Facts::parse(FIRST);
    assert!(facts.is_known() && !facts.is_damaged());
    assert_eq!(facts.of("a.md", "one"), [fact("One.")]);
    assert_eq!(facts.over(Some(&FIRST.to_owned())), FIRST);
    facts.set("a.md", "one", fact("Other."));
    let second = facts.over(Some(&FIRST.to_owned()));
    assert!(second.starts_with("# Facts about translations, kept by fluentdown (2)\n"));
    assert_eq!(Facts::parse(&second), facts);
}

#[test]
fn line_ends_count_for_nothing() {
    for text in [FIRST.to_owned(), FIRST.replace("(1)", "(2)")] {
        let windows = text.replace('\n', "\r\n");
        let mut facts = Facts::parse(&windows);
        assert_eq!(facts, Facts::parse(&text));
        assert_eq!(facts.over(Some(&windows)), windows, "nothing to write");
        facts.set("a.md", "one", fact("Other."));
        let new = facts.over(Some(&windows));
        assert_eq!(new.replace("\r\n", "\n"), facts.to_text());
        assert_eq!(new.matches("\r\n").count(), new.matches('\n').count());
    }
}

#[test]
fn a_sixth_field_is_read_and_what_is_unknown_in_it_is_kept() {
    let line = "a.md\tone\t0123456789abcdef\t-\tOne.\tby=Li%20Wei new=%FFx=y;z% reads=masks=30%20000;-letter=a%3Bb%3Dc%25";
    let text = format!("{HEADER}\n{line}\n");
    let facts = Facts::parse(&text);
    assert!(!facts.is_damaged());
    let [only] = facts.of("a.md", "one") else {
        panic!("{facts:?}")
    };
    let reads: Vec<(&str, &str)> = only
        .reads
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(reads, [("-letter", "a;b=c%"), ("masks", "30 000")]);
    let wanted = text.replace(
        "masks=30%20000;-letter=a%3Bb%3Dc%25",
        "-letter=a%3Bb%3Dc%25;masks=30%20000",
    );
    assert_eq!(facts.to_text(), wanted, "all else to the byte");
}

#[test]
fn what_is_not_made_of_pairs_is_not_a_record() {
    for field in ["by", "by=x reads", "=x", "reads=masks", "by=x\tmore=y"] {
        let text = format!("{HEADER}\na.md\tone\t0123456789abcdef\t-\tOne.\t{field}\n");
        assert!(Facts::parse(&text).is_damaged(), "{field}");
    }
}

#[test]
fn a_version_to_come_is_not_read_and_is_no_damage() {
    for version in ["3", "17", "99999999999999999999999999"] {
        for eol in ["\n", "\r\n"] {
            let text = FIRST.replace("(1)", &format!("({version})"));
            let facts = Facts::parse(&text.replace('\n', eol));
            assert!(facts.is_newer() && facts.is_known() && !facts.is_damaged());
            assert_eq!(facts.iter().count(), 0);
        }
    }
    assert!(!Facts::parse(FIRST).is_newer());
    assert!(Facts::parse(&FIRST.replace("(1)", "(x)")).is_damaged());
}

#[test]
fn of_two_facts_the_one_that_knows_the_present_values_is_taken() {
    let with = |value: Option<&str>| {
        let mut fact = fact("One.");
        fact.reads
            .extend(value.map(|value| ("masks".to_owned(), value.to_owned())));
        fact
    };
    let now = Reads::from([("masks".to_owned(), "40000".to_owned())]);
    for (first, second, taken) in [
        (Some("30000"), Some("40000"), Some("40000")),
        (None, Some("30000"), Some("30000")),
        (None, Some("40000"), Some("40000")),
    ] {
        for swap in [false, true] {
            let mut facts = Facts::new();
            let both = if swap {
                [second, first]
            } else {
                [first, second]
            };
            for value in both {
                facts.add("a.md", "one", with(value));
            }
            let found = facts.find("a.md", "one", "0123456789abcdef", ("One.", &now));
            assert_eq!(found, Some(&with(taken)));
        }
    }
}

proptest! {
    #[test]
    fn any_text_comes_back(
        source in any::<String>(),
        who in any::<Option<String>>(),
        path in ".{1,9}",
        reads in prop::collection::btree_map("-?[a-z.]{1,5}", any::<String>(), 0..3),
    ) {
        prop_assume!(!path.starts_with('\u{feff}'));
        let mut facts = Facts::new();
        facts.add(&path, "id", Fact { draft: who, reads, ..fact(&source) });
        let text = facts.to_text();
        prop_assert_eq!(&Facts::parse(&text), &facts);
        prop_assert_eq!(Facts::parse(&text.replace('\n', "\r\n")), facts);
    }
}
