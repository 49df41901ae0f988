//! Random histories: no translation is lost, and nothing stale passes for
//! translated.

use super::tests::{World, id_of};
use super::*;
use proptest::prelude::*;

/// Texts that authors write; some are alike, some have no Latin words.
const TEXTS: [&str; 10] = [
    "Weifang would donate masks.",
    "Weifang would donate 30,000 masks.",
    "Weifang would donate 30,000 medical masks to Guaranda.",
    "Guaranda thanked the city.",
    "Guaranda thanked the whole city.",
    "30,000",
    "潍坊将捐赠三万只口罩。",
    "潍坊市将捐赠三万只医用口罩。",
    "See [it]({ $url1 }). @https://a.example",
    "See [this]({ $url1 }) and [it]({ $url2 }). @https://b.example https://a.example",
];

#[derive(Debug, Clone)]
enum Step {
    Write(bool, Vec<usize>),
    Delete(bool),
    Rename,
    Extract,
    Translate(usize),
    Reformat,
    Crlf,
    LoseFacts,
    TearFacts(usize),
    LoseSource,
    Merge(Vec<usize>, usize),
}

fn step() -> impl Strategy<Value = Step> {
    let texts = || prop::collection::vec(0..TEXTS.len(), 0..6);
    prop_oneof![
        4 => (any::<bool>(), texts()).prop_map(|(a, t)| Step::Write(a, t)),
        1 => any::<bool>().prop_map(Step::Delete),
        1 => Just(Step::Rename),
        4 => Just(Step::Extract),
        6 => (0..9_usize).prop_map(Step::Translate),
        1 => Just(Step::Reformat),
        1 => Just(Step::Crlf),
        1 => Just(Step::LoseFacts),
        1 => (0..200_usize).prop_map(Step::TearFacts),
        1 => Just(Step::LoseSource),
        2 => (texts(), 0..9_usize).prop_map(|(t, n)| Step::Merge(t, n)),
    ]
}

/// All values that stand in the target's resources and the attic.
fn values(world: &World) -> Vec<String> {
    let mut values: Vec<String> = world
        .target
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".ftl"))
        .flat_map(|(_, text)| crate::ftl::File::parse(text).chunks)
        .filter_map(|chunk| chunk.pattern())
        .collect();
    values.sort();
    values.dedup();
    values
}

/// Says in the translation what it was made from, so that the test can tell.
fn translate(world: &mut World, pick: usize, serial: usize) {
    let made = world.look();
    let list: Vec<(Key, Translation)> = made.locales[0].translations.clone().into_iter().collect();
    if list.is_empty() {
        return;
    }
    let (_, one) = &list[pick % list.len()];
    let Some(text) = world.target.files.get(&one.path) else {
        return;
    };
    let Some(seen) = seen_by_translator(text, one) else {
        return;
    };
    if one.path == ATTIC_FILE {
        return;
    }
    let mut file = crate::ftl::File::parse(text);
    let eol = file.eol;
    for chunk in &mut file.chunks {
        if Some(chunk.span()) == one.span {
            chunk.set_pattern(&format!("T{serial} of {}", id_of(&seen)), eol);
        }
    }
    let text = file.to_text();
    world.target.files.insert(one.path.clone(), text);
}

fn seen_by_translator(text: &str, one: &Translation) -> Option<String> {
    marks::read(one.span?.slice(text), "EN")
}

fn run(world: &mut World, step: Step, serial: usize) {
    let path = |a| if a { "a.md" } else { "b.md" };
    let texts = |list: &[usize]| list.iter().map(|t| TEXTS[*t]).collect::<Vec<_>>();
    match step {
        Step::Write(a, list) => world.write(path(a), &texts(&list)),
        Step::Delete(a) => drop(world.documents.remove(path(a))),
        Step::Rename => {
            if let Some(texts) = world.documents.remove("a.md") {
                world.documents.insert("c.md".into(), texts);
            }
        }
        Step::Extract => drop(world.extract()),
        Step::Translate(pick) => translate(world, pick, serial),
        Step::Reformat => {
            for (path, text) in &mut world.target.files {
                if path.ends_with(".md.ftl") {
                    *text = text.replace(" = T", " =\n        T");
                }
            }
        }
        Step::Crlf => {
            for text in world.target.files.values_mut() {
                *text = text.replace("\r\n", "\n").replace('\n', "\r\n");
            }
        }
        Step::LoseFacts => drop(world.target.files.remove(STATE_FILE)),
        Step::TearFacts(at) => {
            if let Some(text) = world.target.files.get_mut(STATE_FILE) {
                let cut = text.floor_char_boundary(at.min(text.len()));
                *text = format!(
                    "<<<<<<< a\n{}\n=======\n{}\n>>>>>>> b\n",
                    &text[..cut],
                    &text[cut..]
                );
            }
        }
        Step::LoseSource => world.source.files.clear(),
        Step::Merge(list, pick) => {
            let mut theirs = world.clone();
            translate(&mut theirs, pick, serial);
            world.write("a.md", &texts(&list));
            world.target = theirs.target;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_translation_is_lost_and_nothing_stale_passes(steps in prop::collection::vec(step(), 1..24)) {
        let mut world = World::new(&TEXTS[..4]);
        for (serial, step) in steps.into_iter().enumerate() {
            run(&mut world, step, serial);
            let before = values(&world);
            let made = world.extract();
            let after = values(&world);
            for value in &before {
                prop_assert!(after.contains(value), "lost {value}\n{:#?}", world.target.files);
            }
            for document in &made.documents {
                for unit in &document.units {
                    let key = (document.path.clone(), unit.id.clone());
                    let Some(one) = made.locales[0].translations.get(&key) else { continue };
                    let Some(pattern) = one.pattern.as_ref().filter(|_| one.state == State::Translated) else { continue };
                    let of = pattern.split_once(" of ").map(|(_, of)| of.to_owned());
                    prop_assert_eq!(of, Some(id_of(&unit.pattern)), "{:#?}", world.target.files);
                }
            }
        }
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
        let before = values(&world);
        let made = world.look();
        world.apply(&made.writes);
        // A filled stub before junk may take the junk in: compare as text.
        let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut after: Vec<String> = world.target.files.values().map(|text| squeeze(text)).collect();
        after.extend(values(&world).iter().map(|text| squeeze(text)));
        for value in &before {
            let value = squeeze(value);
            prop_assert!(after.iter().any(|text| text.contains(&value)), "lost {value}\n{:#?}", world.target.files);
        }
    }
}
