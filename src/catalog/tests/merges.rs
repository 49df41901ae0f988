//! Branches that meet: what git makes of them without a conflict, and what people take.

use super::*;
use crate::catalog::histories::merging::{Conflict, Sides, merge_files};

const OLD: &str = "Weifang would donate 30,000 masks.";
const NEW: &str = "Weifang would donate 40,000 masks.";
const ID: &str = "weifang-would-donate-30-000-masks";

/// Ways of writing three lines of a translation as a value.
const SHAPES: [fn(&[&str; 3]) -> String; 5] = [
    |lines| format!("\n    {}\n    {}\n    {}", lines[0], lines[1], lines[2]),
    |lines| format!(" {}\n    {}\n    {}", lines[0], lines[1], lines[2]),
    |lines| format!(" {} {} {}", lines[0], lines[1], lines[2]),
    |[a, b, c]| format!(" {{ $n ->\n    [one] {a}\n   *[other] {b} {c}\n}}"),
    |[a, b, c]| format!("\n    {a} {{ $n ->\n        [one] {b}\n       *[other] {c}\n    }} más"),
];

fn with_value(world: &World, value: &str) -> String {
    let mut text = String::new();
    for chunk in crate::ftl::File::parse(world.file("a.md.ftl")).chunks {
        text.push_str(&chunk.comment);
        if chunk.id == ID {
            let _ = writeln!(text, "{ID} ={value}");
        } else {
            text.push_str(&chunk.body);
        }
    }
    text
}

/// A translator changes one line of a translation where the old text stands, and the
/// author's change is extracted on another branch.
fn meet(shape: usize, line: usize, extracted: bool, sides: Sides) -> World {
    let lines = ["uno y dos", "tres y cuatro", "cinco y seis"];
    let mut base = World::new(&[OLD, THANKS]);
    base.extract();
    let text = with_value(&base, &SHAPES[shape](&lines));
    base.target.files.insert("a.md.ftl".into(), text);
    base.extract();
    assert_eq!(base.state("a.md", ID), State::Translated, "{shape}");
    let mut theirs = base.clone();
    let mut changed = lines;
    changed[line] = "otra cosa";
    let text = with_value(&theirs, &SHAPES[shape](&changed));
    theirs.target.files.insert("a.md.ftl".into(), text);
    if extracted {
        theirs.extract();
    }
    let mut ours = base.clone();
    ours.write("a.md", &[NEW, THANKS]);
    ours.extract();
    merge_files(&base.source, &mut ours.source, &theirs.source, sides);
    merge_files(&base.target, &mut ours.target, &theirs.target, sides);
    ours
}

#[test]
fn a_translation_that_meets_another_source_text_is_stale() {
    let takes = [Conflict::Ours, Conflict::Theirs, Conflict::Markers];
    for (shape, line) in (0..SHAPES.len()).flat_map(|shape| (0..3).map(move |line| (shape, line))) {
        for (resource, facts) in takes.iter().flat_map(|a| takes.map(|b| (*a, b))) {
            for extracted in [false, true] {
                let mut world = meet(shape, line, extracted, Sides { resource, facts });
                for _ in 0..2 {
                    let state = world.state("a.md", ID);
                    assert!(
                        matches!(state, State::Stale | State::Draft),
                        "{shape} {line} {resource:?} {facts:?} {extracted}: {state:?}\n{}",
                        world.file("a.md.ftl")
                    );
                    world.extract();
                }
            }
        }
    }
}

#[test]
fn a_text_under_the_old_source_text_is_stale_until_that_line_goes() {
    let mut world = translated();
    world.write("a.md", &["Weifang would donate 30,000 masks.", THANKS]);
    world.extract();
    let id = "weifang-would-donate-masks";
    let edited = world.file("a.md.ftl").replace("donaría", "donaría 30.000");
    world.target.files.insert("a.md.ftl".into(), edited.clone());
    let mut left = world.clone();
    for _ in 0..2 {
        assert_eq!(left.state("a.md", id), State::Stale);
        left.extract();
    }
    assert!(
        left.file("a.md.ftl")
            .contains("# WAS: Weifang would donate masks.\n")
    );
    // Where the author goes back, nobody knows which of both its author saw.
    left.write("a.md", &[DONATE, THANKS]);
    left.extract();
    assert_eq!(left.state("a.md", id), State::Stale);
    let (state, accepted) = accept(&left.target, &left.look(), &Selection::All);
    assert_eq!(accepted.len(), 1);
    left.target.files.insert(STATE_FILE.into(), state);
    left.extract();
    assert_eq!(left.state("a.md", id), State::Translated);
    let settled = edited.replace("# WAS: Weifang would donate masks.\n", "");
    world.target.files.insert("a.md.ftl".into(), settled);
    world.extract();
    assert_eq!(world.state("a.md", id), State::Translated);
}

#[test]
fn a_resource_renamed_by_hand_keeps_its_facts_and_is_written_once() {
    let mut world = translated();
    let id = "weifang-would-donate-masks";
    let texts = world.documents.remove("a.md").unwrap_or_default();
    world.documents.insert("b.md".into(), texts);
    let mut text = world.target.files.remove("a.md.ftl").unwrap_or_default();
    let twice = format!("\n{id} = Otra.\n\n{id} = Weifang donaría mascarillas.\n");
    text.push_str(&twice);
    world.target.files.insert("b.md.ftl".into(), text);
    assert_eq!(world.state("b.md", id), State::Translated);
    world.extract();
    assert_eq!(world.state("b.md", id), State::Translated);
}

#[test]
fn what_is_known_goes_with_resources_that_are_renamed_by_hand() {
    let mut world = translated();
    let id = "weifang-would-donate-masks";
    // A draft stays one, and what is stale stays so, whoever renamed what.
    let state = world
        .file(STATE_FILE)
        .replace("\t-\tWeifang", "\tdraft\tWeifang");
    world.target.files.insert(STATE_FILE.into(), state);
    let thanks = "guaranda-thanked-the-city";
    world.write("a.md", &[DONATE, "Guaranda thanked the whole city."]);
    world.extract();
    let texts = world.documents.remove("a.md").unwrap_or_default();
    world.documents.insert("b.md".into(), texts);
    for both in [false, true] {
        let mut world = world.clone();
        let mut locales = vec![&mut world.target];
        if both {
            locales.push(&mut world.source);
        }
        for files in locales {
            let text = files.files.remove("a.md.ftl").unwrap_or_default();
            files.files.insert("b.md.ftl".into(), text);
        }
        for _ in 0..2 {
            assert_eq!(world.state("b.md", id), State::Draft, "{both}");
            assert_eq!(world.state("b.md", thanks), State::Stale, "{both}");
            world.extract();
        }
    }
}
