//! The examples of the rules' pages, and a judged table of figures and dates.

use super::{Block, Message, RULES, check};

/// Returns the names of the rules that find something.
fn found(source: &str, target: &str, locale: &str) -> Vec<&'static str> {
    let message = Message {
        source_pattern: source,
        target_pattern: target,
        source,
        target,
    };
    let block = Block {
        source_locale: "en",
        target_locale: locale,
        messages: &[message],
        free: &[],
    };
    check(&block).into_iter().map(|fault| fault.rule).collect()
}

#[test]
fn rules_are_sorted_and_their_examples_hold() {
    assert!(RULES.windows(2).all(|pair| pair[0].name < pair[1].name));
    for rule in RULES {
        let mut lines = rule.page.lines();
        let (mut failing, mut passing) = (0, 0);
        while let Some(line) = lines.next() {
            let Some(info) = line.strip_prefix("```en-") else {
                continue;
            };
            let (language, ok) = info
                .split_once(' ')
                .map_or((info, false), |(language, _)| (language, true));
            let (source, target) = (lines.next().unwrap(), lines.next().unwrap());
            assert_eq!(lines.next(), Some("```"), "{}", rule.name);
            let locale = if language == "es" {
                "es-EC"
            } else {
                "zh-Hans-CN"
            };
            let found = found(source, target, locale);
            if ok {
                assert!(
                    found.is_empty(),
                    "{}: {source} / {target}: {found:?}",
                    rule.name
                );
                passing += 1;
            } else {
                assert_eq!(found, [rule.name], "{source} / {target}");
                failing += 1;
            }
        }
        assert!(failing > 0 && passing > 0, "{} shows both", rule.name);
    }
}

/// `language`, whether it is right, source, translation: judged by hand.
const JUDGED: &str = include_str!("judged.tsv");

#[test]
fn the_judged_table_holds() {
    let mut misses = Vec::new();
    let rows: Vec<&str> = JUDGED
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    for row in &rows {
        let cells: Vec<&str> = row.split('\t').collect();
        let [locale, verdict, source, target] = cells.as_slice() else {
            panic!("four cells: {row}")
        };
        let found = found(source, target, locale);
        if found.is_empty() != (*verdict == "ok") {
            misses.push(format!("{row} -> {found:?}"));
        }
    }
    println!(
        "{} of {} judged pairs come out right",
        rows.len() - misses.len(),
        rows.len()
    );
    assert!(misses.is_empty(), "{}", misses.join("\n"));
}
