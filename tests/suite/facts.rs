//! Figures, dates and amounts: tables of pairs of sentences, judged by hand.

#![expect(clippy::print_stdout, reason = "accuracies and misses are printed")]

use fluentdown::rules::{Block, Group, Message, check};

/// What the rules of facts find in a pair: rule and message.
fn found(source: &str, target: &str, locale: &str) -> Vec<(&'static str, String)> {
    let messages = [Message {
        source_pattern: source,
        target_pattern: target,
        source,
        target,
        variants: &[],
    }];
    check(&Block::new("en", locale, &messages))
        .into_iter()
        .filter(|(rule, _)| rule.group == Group::Facts)
        .map(|(rule, fault)| (rule.name, fault.message))
        .collect()
}

/// A row: locale, whether it is right, source, translation.
fn rows(table: &str) -> Vec<[&str; 4]> {
    let lines = table.lines();
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            cells.try_into().expect("four cells")
        })
        .collect()
}

/// Returns the rows that come out wrong, each with what was found.
fn misses(table: &str) -> Vec<String> {
    let rows = rows(table);
    let misses: Vec<String> = rows
        .iter()
        .filter_map(|[locale, verdict, source, target]| {
            let found = found(source, target, locale);
            let wrong = found.is_empty() != (*verdict == "ok");
            wrong.then(|| format!("{locale} {verdict}: {source} | {target} -> {found:?}"))
        })
        .collect();
    println!(
        "{} of {} judged pairs come out right",
        rows.len() - misses.len(),
        rows.len()
    );
    for miss in &misses {
        println!("  {miss}");
    }
    misses
}

#[test]
fn the_judged_pairs_come_out_right() {
    let misses = misses(include_str!("../tables/facts.tsv"));
    assert!(misses.is_empty(), "{} misses", misses.len());
}

#[test]
fn the_second_table_comes_out_right() {
    let misses = misses(include_str!("../tables/facts-holdout.tsv"));
    assert!(misses.is_empty(), "{} misses", misses.len());
}
