//! How often the rules speak up on translations that people have published.

#![expect(clippy::print_stdout, reason = "what is measured is printed")]

use super::published::{corpus, entries};
use fluentdown::document::Format;
use fluentdown::edition::Rendering;
use fluentdown::rules::style::{Choice, Profile, Style};
use fluentdown::rules::{Block, Group, Message, Place, check};
use fluentdown::segment::{Options, split};
use fluentdown::text::Span;
use std::collections::BTreeMap;

/// Whether a unit is prose: no code block, no string of a program, some words.
fn is_prose(source: &str) -> bool {
    let string = source.starts_with('"') && source.ends_with('"');
    source.contains(' ') && !source.contains("```") && !source.contains('\n') && !string
}

/// For each rule: how many units it flags, and samples.
fn measure(
    pairs: &[(String, String)],
    locale: &str,
    profile: Profile,
    samples: usize,
) -> BTreeMap<&'static str, (usize, Vec<String>)> {
    let choice = Choice {
        profile: Some(profile),
        ..Choice::default()
    };
    let style = Style::new(locale, &[choice]);
    let mut counts: BTreeMap<&'static str, (usize, Vec<String>)> = BTreeMap::new();
    for (source, target) in pairs {
        let variants = [Rendering::literal(target)];
        let messages = [Message {
            source_pattern: "",
            target_pattern: "",
            source,
            target,
            variants: &variants,
        }];
        let block = Block {
            style,
            ..Block::new("en", locale, &messages)
        };
        let mut told = Vec::new();
        for (rule, fault) in check(&block) {
            let wanted = matches!(rule.group, Group::Typography | Group::Terms)
                || rule.name == "untranslated-copy";
            if !wanted {
                continue;
            }
            let (count, kept) = counts.entry(rule.name).or_default();
            if !told.contains(&rule.name) {
                told.push(rule.name);
                *count += 1;
            }
            let span = match fault.place {
                Place::Variant(_, span) | Place::Formatted(span) => span,
                Place::Message => Span::new(0, 0),
            };
            if told.len() <= 8 {
                kept.push(format!(
                    "{} [{}] -> {:?}\n      {source}\n      {target}",
                    fault.message,
                    span.slice(target),
                    fault.fix
                ));
            }
        }
    }
    for (_, kept) in counts.values_mut() {
        let step = (kept.len() / samples.max(1)).max(1);
        *kept = kept.iter().step_by(step).take(samples).cloned().collect();
    }
    counts
}

#[test]
#[ignore = "a measurement; cargo test --release --test suite noise -- --ignored --nocapture"]
fn noise_of_typography_on_published_translations() {
    let Some(corpus) = corpus() else { return };
    for (file, locale) in [("es.po", "es"), ("zh-CN.po", "zh-Hans-CN")] {
        let text = std::fs::read_to_string(corpus.join("comprehensive-rust/po").join(file))
            .expect("the corpus has translations");
        let mut pairs = entries(&text);
        pairs.retain(|(source, _)| is_prose(source));
        assert!(pairs.len() > 1000, "{file} is read");
        for profile in [Profile::Press, Profile::Docs] {
            println!("{locale}, {profile:?}: {} units", pairs.len());
            print(&measure(&pairs, locale, profile, samples()), pairs.len());
        }
    }
}

/// Every paragraph of the Markdown files under `FLUENTDOWN_NOISE_TEXTS`, in the
/// language of `FLUENTDOWN_NOISE_LOCALE`, without a source.
#[test]
#[ignore = "a measurement of any folder; FLUENTDOWN_NOISE_TEXTS=DIR FLUENTDOWN_NOISE_LOCALE=es cargo test --release --test suite noise -- --ignored --nocapture"]
fn noise_of_typography_on_any_folder() {
    let Some(folder) = std::env::var_os("FLUENTDOWN_NOISE_TEXTS") else {
        println!("skipped: FLUENTDOWN_NOISE_TEXTS is not set");
        return;
    };
    let locale = std::env::var("FLUENTDOWN_NOISE_LOCALE").unwrap_or_else(|_| "es".to_owned());
    let mut files = Vec::new();
    super::support::walk(std::path::Path::new(&folder), &mut files);
    let mut pairs = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.extension().is_some_and(|one| one == "md"))
    {
        let text = std::fs::read_to_string(file).expect("a text that can be read");
        let split = split(
            &file.display().to_string(),
            &text,
            Format::Markdown,
            &Options::default(),
        );
        for block in 0..split.blocks.len() {
            let gap = if locale.starts_with("zh") { "" } else { " " };
            let whole = split.source_texts(block).join(gap);
            pairs.push((String::new(), whole));
        }
    }
    for profile in [Profile::Press, Profile::Docs] {
        println!("{locale}, {profile:?}: {} blocks", pairs.len());
        print(&measure(&pairs, &locale, profile, samples()), pairs.len());
    }
}

fn samples() -> usize {
    let samples = std::env::var("FLUENTDOWN_NOISE_SAMPLES").ok();
    samples.and_then(|text| text.parse().ok()).unwrap_or(0)
}

fn print(counts: &BTreeMap<&'static str, (usize, Vec<String>)>, all: usize) {
    let only = std::env::var("FLUENTDOWN_NOISE_RULE").unwrap_or_default();
    for (rule, (count, kept)) in counts {
        if !only.is_empty() && !only.split(',').any(|one| one == *rule) {
            continue;
        }
        let share = 100.0 * *count as f64 / all as f64;
        println!("  {rule:28} {count:5}  {share:.1} %");
        for sample in kept {
            println!("    - {sample}");
        }
    }
}
