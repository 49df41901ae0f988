//! Findings of severity error on published translations, judged by hand.

use super::published::{LOCALES, corpus, prose};
use fluentdown::diagnostic::Severity;
use fluentdown::edition::Rendering;
use fluentdown::rules::{Block, Message, check};

const JUDGED: &str = include_str!("../tables/precision.tsv");

/// Whether a unit is prose, and no comment or string of a program.
fn is_prose(source: &str) -> bool {
    let start = source.trim_start();
    !start.starts_with("//") && !start.starts_with('"')
}

/// Nineteen of twenty errors are real faults; one that nobody has judged
/// counts as none, and is printed.
#[test]
#[ignore = "reads thousands of pairs; run it by `cargo test --release --test suite precision -- --ignored --nocapture`"]
fn errors_are_real_faults() {
    let Some(corpus) = corpus() else { return };
    let (mut real, mut all) = (0, 0);
    for (file, locale) in LOCALES {
        for (source, target) in prose(&corpus, file)
            .iter()
            .filter(|(source, _)| is_prose(source))
        {
            let variants = [Rendering::literal(target)];
            let messages = [Message {
                source_pattern: source,
                target_pattern: target,
                source,
                target,
                variants: &variants,
            }];
            let start: String = target.replace('\n', "⏎").chars().take(40).collect();
            for (rule, fault) in check(&Block::new("en", locale, &messages)) {
                if rule.severity != Severity::Error {
                    continue;
                }
                let verdict = JUDGED.lines().find_map(|line| {
                    let cells: Vec<&str> = line.split('\t').collect();
                    let same = cells.first() == Some(&locale)
                        && cells.get(2..) == Some(&[rule.name, &fault.message, &start]);
                    same.then(|| cells[1])
                });
                let verdict = verdict.unwrap_or("not judged");
                println!(
                    "{verdict:10} {locale} {}: {} | {start}",
                    rule.name, fault.message
                );
                all += 1;
                real += usize::from(verdict == "real");
            }
        }
    }
    println!("{real} of {all} findings of severity error are real faults");
    assert!(all >= 60, "{all} findings");
    assert!(real * 100 >= all * 95, "{real} of {all}");
}
