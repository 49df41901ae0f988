//! Random histories: no translation is lost, and nothing stale passes for
//! translated.

mod found;
mod history;
pub(super) mod merging;
mod steps;
mod unread;

use super::tests::World;
use super::*;
use crate::ftl::is_broken;
use history::{History, values};
use proptest::prelude::*;
use steps::{Step, TEXTS, step};

/// Goes through a history. After each step `extract` is run: on the project
/// itself if it is `eager`, else on a copy, so that steps meet as people
/// leave them.
fn play(comments: bool, eager: bool, steps: &[Step]) {
    let mut history = History::new(comments);
    for step in steps {
        history.run(step);
        let mut next = history.clone();
        let made = next.world.extract();
        let (before, after) = (history.values(), next.values());
        let mut lost: Vec<&String> = before.difference(&after).collect();
        // What is no Fluent may take in what comes to stand below it: it is in its text.
        let broken = |value: &str| is_broken(value) || marks::is_in_conflict(value);
        lost.retain(|value| !(broken(value) && stands(&next.world, value)));
        assert!(
            lost.is_empty(),
            "after {step:?} `extract` lost {lost:?}\n{:#?}",
            next.world.target.files
        );
        for document in &made.documents {
            for unit in &document.units {
                let key = (document.path.clone(), unit.id.clone());
                let one = made.locales[0].translations.get(&key);
                let translated = one.filter(|one| one.state == State::Translated);
                if let Some(pattern) = translated.and_then(|one| one.pattern.as_ref()) {
                    assert!(
                        history.was_made_from(pattern, &unit.pattern),
                        "after {step:?} {pattern} passes for a translation of {}\n{:#?}",
                        unit.pattern,
                        next.world.target.files
                    );
                }
            }
        }
        if eager {
            history = next;
        }
    }
}

/// Says whether a value stands somewhere in the target's files or is a part of one of
/// their values, blanks aside.
fn stands(world: &World, value: &str) -> bool {
    let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted = squeeze(value);
    let values = values(world, |_| true);
    let mut texts = world.target.files.values().chain(&values);
    texts.any(|text| squeeze(text).contains(&wanted))
}

/// A hundred histories, the same on each run, or as many others as
/// `PROPTEST_CASES` asks for.
fn some_histories() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok();
    let asked: Option<u32> = asked.and_then(|count| count.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(100),
        rng_seed: match asked {
            Some(_) => proptest::test_runner::RngSeed::Random,
            None => proptest::test_runner::RngSeed::Fixed(17),
        },
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(some_histories())]
    #[test]
    fn no_translation_is_lost_and_nothing_stale_passes(
        comments in prop::bool::weighted(0.8),
        eager in any::<bool>(),
        steps in prop::collection::vec(step(), 1..24),
    ) {
        play(comments, eager, &steps);
    }
}

#[test]
fn ten_thousand_segments_match_at_once() {
    let texts: Vec<String> = (0..10_000)
        .map(|n| {
            format!(
                "Sentence {} of the town number {n} tells of {} things.",
                n * 7919 % 10_007,
                n * 31 % 977
            )
        })
        .collect();
    let mut world = World::new(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let first = world.look();
    world.apply(&first.writes);
    let edited: Vec<String> = texts
        .iter()
        .enumerate()
        .map(|(n, text)| {
            if n % 10 == 0 {
                text.replace("tells", "told")
            } else {
                text.clone()
            }
        })
        .collect();
    world.write(
        "a.md",
        &edited.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    let second = world.look();
    for (old, new) in first.documents[0]
        .units
        .iter()
        .zip(&second.documents[0].units)
    {
        assert_eq!(old.id, new.id);
    }
}

#[test]
fn ten_thousand_equal_or_all_new_segments_stay_near_linear() {
    let same = vec!["Yes."; 10_000];
    let mut world = World::new(&same);
    let made = world.look();
    world.apply(&made.writes);
    let new: Vec<String> = (0..10_000)
        .map(|n| format!("Now no {} is left of {n}.", n * 31))
        .collect();
    world.write("a.md", &new.iter().map(String::as_str).collect::<Vec<_>>());
    let made = world.look();
    world.apply(&made.writes);
    let newer: Vec<String> = (0..10_000)
        .map(|n| format!("Later no {} was left of {n}.", n * 31))
        .collect();
    world.write(
        "a.md",
        &newer.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    assert_eq!(world.look().documents[0].units.len(), 10_000);
}

/// Lines of resources and of facts, right and wrong.
const LINES: &str = "(guaranda-thanked-the-city = x\n|# guaranda-thanked-the-city =|# weifang-would-donate-masks = y\n|weifang-would-donate-masks =\n|    z\n|\n|\r\n|# EN: Guaranda thanked the city.\n|# WAS: q\n|# FROM: a.md#x\n|x-1 = v\n|## g\n|\\{|\\}|\"|<<<<<<<\n|=======\n|a.md\t|\tdraft|# é|\u{feff}|    .a = b\n|-t = \\{x-1\\}\n){0,14}";

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn broken_files_lose_nothing(source in LINES, target in LINES, attic in LINES, facts in LINES) {
        let mut world = World::new(&TEXTS[..4]);
        world.source.files.insert("a.md.ftl".into(), source);
        world.target.files.insert("a.md.ftl".into(), target);
        world.target.files.insert(ATTIC_FILE.into(), attic);
        world.target.files.insert(STATE_FILE.into(), facts);
        let before = values(&world, |_| true);
        let made = world.look();
        world.apply(&made.writes);
        // A filled stub before junk may take the junk in: compare as text.
        for value in &before {
            prop_assert!(stands(&world, value), "lost {value}\n{:#?}", world.target.files);
        }
    }
}
