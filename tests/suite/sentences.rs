//! Sentences, against a table that was judged by hand.

use fluentdown::document::Format;
use fluentdown::segment::{Options, split};

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

/// At least 95 of 100 cases come out as a reader would divide them; each miss is printed.
#[test]
fn the_judged_sentences_come_out() {
    let table = include_str!("../tables/sentences.tsv");
    let (mut cases, mut right) = (0, 0);
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (locale, text) = line.split_once('\t').expect("two columns");
        let expected: Vec<&str> = text.split(" | ").collect();
        let han = locale == "zh";
        let source = expected.join(if han { "" } else { " " });
        let found = sentences(locale, &source);
        cases += 1;
        if found == expected {
            right += 1;
        } else {
            println!("{locale}: {source}\n   found {found:?}");
        }
    }
    println!("sentences: {right} of {cases} cases");
    assert!(cases >= 150, "the table has {cases} cases");
    assert!(right * 100 >= cases * 95, "{right} of {cases}");
}
