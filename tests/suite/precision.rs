//! Findings of severity error on published translations, judged by hand.

use super::published::{LOCALES, corpus, fingerprint, prose};
use fluentdown::diagnostic::Severity;
use fluentdown::edition::Rendering;
use fluentdown::rules::{Block, Message, check};

/// Findings on other projects' translations: what was drawn, and what became of it.
const OTHERS: &str = include_str!("../tables/precision-others.tsv");

/// The table of other projects adds up, and `docs/checks.md` says what it says.
#[test]
fn the_sample_of_other_projects_is_told_as_it_is() {
    let mut real = [0, 0];
    let mut all = [0, 0];
    for line in OTHERS.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), 7, "{line}");
        assert!(fluentdown::rules::find(cells[4]).is_some(), "{line}");
        let is_real = match cells[5] {
            "real" => true,
            "false" => false,
            other => panic!("{other} is no verdict: {line}"),
        };
        let found = match cells[6] {
            "found" => &[0, 1][..],
            "not found" => &[0],
            other => panic!("{other}: {line}"),
        };
        for at in found {
            all[*at] += 1;
            real[*at] += usize::from(is_real);
        }
    }
    let told = |at: usize| format!("{} of {}", real[at], all[at]);
    println!("{} at first, {} now", told(0), told(1));
    let page = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md"),
    );
    let page = page.expect("the page");
    assert!(
        page.contains(&told(0)) && page.contains(&told(1)),
        "{} {}",
        told(0),
        told(1)
    );
}

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
            let mark = fingerprint(target);
            for (rule, fault) in check(&Block::new("en", locale, &messages)) {
                if rule.severity != Severity::Error {
                    continue;
                }
                let verdict = JUDGED.lines().find_map(|line| {
                    let cells: Vec<&str> = line.split('\t').collect();
                    let same = cells.first() == Some(&locale)
                        && cells.get(2..) == Some(&[rule.name, &fault.message, &mark]);
                    same.then(|| cells[1])
                });
                let verdict = verdict.unwrap_or("not judged");
                println!(
                    "{locale}\t{verdict}\t{}\t{}\t{mark}",
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
