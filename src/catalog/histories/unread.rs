//! Files that cannot be read for a while: what they hold stays, and comes back
//! as it was.

use super::*;
use std::collections::BTreeSet;

/// What cannot be read, by a number each.
#[derive(Debug, Clone, Copy)]
enum Hidden {
    /// A resource of the target, of those that there are.
    Resource(usize),
    /// A document, or its source resource.
    Document(usize),
    /// The target's facts.
    Facts,
    /// The target's attic.
    Attic,
    /// The source's facts.
    SourceFacts,
}

fn hidden() -> impl Strategy<Value = Hidden> {
    prop_oneof![
        6 => (0..9_usize).prop_map(Hidden::Resource),
        4 => (0..9_usize).prop_map(Hidden::Document),
        1 => Just(Hidden::Facts),
        1 => Just(Hidden::Attic),
        1 => Just(Hidden::SourceFacts),
    ]
}

/// What authors do meanwhile.
fn meanwhile() -> impl Strategy<Value = Step> {
    let kinds = step().prop_filter("what an author does", |step| {
        matches!(
            step,
            Step::Extract
                | Step::Write(..)
                | Step::Edit(..)
                | Step::Remove(..)
                | Step::Move(..)
                | Step::Reorder(_)
                | Step::Delete(_)
                | Step::Rename(..)
                | Step::Join(_)
        )
    });
    prop_oneof![2 => kinds, 1 => Just(Step::Extract)]
}

/// What was taken out of sight.
#[derive(Default)]
struct Away {
    source: BTreeMap<String, String>,
    target: BTreeMap<String, String>,
    documents: BTreeMap<String, Vec<String>>,
}

fn hide(world: &mut World, what: Hidden, away: &mut Away) {
    let resource = |files: &LocaleFiles, at: usize| {
        let names: Vec<&String> = files.files.keys().collect();
        let names: Vec<&&String> = names
            .iter()
            .filter(|path| document_of(path).is_some())
            .collect();
        let at = at.checked_rem(names.len())?;
        Some((*names[at]).clone())
    };
    let (files, kept, path) = match what {
        Hidden::Resource(at) => {
            let path = resource(&world.target, at);
            (&mut world.target, &mut away.target, path)
        }
        Hidden::Document(at) => {
            let path = resource(&world.source, at);
            let document = path.as_ref().and_then(|path| document_of(path));
            if let Some((path, texts)) =
                document.and_then(|path| world.documents.remove_entry(path))
            {
                away.documents.insert(path, texts);
            }
            (&mut world.source, &mut away.source, path)
        }
        Hidden::Facts => (
            &mut world.target,
            &mut away.target,
            Some(STATE_FILE.to_owned()),
        ),
        Hidden::Attic => (
            &mut world.target,
            &mut away.target,
            Some(ATTIC_FILE.to_owned()),
        ),
        Hidden::SourceFacts => (
            &mut world.source,
            &mut away.source,
            Some(STATE_FILE.to_owned()),
        ),
    };
    if let Some((path, text)) = path.and_then(|path| files.files.remove_entry(&path)) {
        files.held.add(path.as_str());
        kept.insert(path, text);
    }
}

/// All values of the target, those out of sight included.
fn all_values(world: &World, away: &Away) -> BTreeSet<String> {
    let mut whole = world.clone();
    whole.target.files.extend(away.target.clone());
    values(&whole, |_| true)
}

fn assert_none_lost(before: &BTreeSet<String>, world: &World, away: &Away, after: &str) {
    let now = all_values(world, away);
    let mut whole = world.clone();
    whole.target.files.extend(away.target.clone());
    let mut lost: Vec<&String> = before.difference(&now).collect();
    lost.retain(|value| {
        let broken = is_broken(value) || marks::is_in_conflict(value);
        !(broken && stands(&whole, value))
    });
    assert!(
        lost.is_empty(),
        "{after} lost {lost:?}\n{:#?}\n{:#?}",
        world.target.files,
        away.target
    );
}

/// Extracts, and checks that it ends: that a document has moved whose resource
/// cannot be read is known by the first run, and later by the facts alone.
fn settle(world: &mut World) -> Extraction {
    let made = world.look();
    world.apply(&made.writes);
    let again = world.look();
    world.apply(&again.writes);
    assert_eq!(world.look().writes, Writes::new(), "it does not end");
    made
}

fn play(comments: bool, before: &[Step], hiding: &[Hidden], meanwhile: &[Step]) {
    let mut history = History::new(comments);
    before.iter().for_each(|step| history.run(step));
    // Nobody can tell what the author of a text saw that came while its file could not be
    // read, where no comment says it.
    history.world.extract();
    let mut away = Away::default();
    for what in hiding {
        hide(&mut history.world, *what, &mut away);
    }
    let held = history.world.target.held.clone();
    for step in meanwhile.iter().chain([&Step::Extract]) {
        // No author writes what cannot be read; the disk says so.
        let documents = history.world.documents.clone();
        let values = all_values(&history.world, &away);
        match step {
            Step::Extract => {
                let made = settle(&mut history.world);
                for (locale, path) in made.writes.keys() {
                    let own = if *locale == history.world.source.locale {
                        &history.world.source.held
                    } else {
                        &held
                    };
                    assert!(!own.holds(path), "{locale}/{path} was written");
                }
                for (key, one) in &made.locales[0].translations {
                    assert!(!held.holds_document(&key.0), "{one:?} is told");
                }
            }
            step => history.run(step),
        }
        if away
            .documents
            .keys()
            .any(|path| history.world.documents.contains_key(path))
        {
            history.world.documents = documents;
        }
        assert_none_lost(&values, &history.world, &away, &format!("{step:?}"));
    }
    let values = all_values(&history.world, &away);
    let world = &mut history.world;
    world.documents.append(&mut away.documents);
    world.source.files.append(&mut away.source);
    world.target.files.append(&mut away.target);
    (world.source.held, world.target.held) = (Held::default(), Held::default());
    let made = world.extract();
    assert_none_lost(&values, world, &away, "to read it again");
    for document in &made.documents {
        for unit in &document.units {
            let key = (document.path.clone(), unit.id.clone());
            let one = made.locales[0].translations.get(&key);
            let translated = one.filter(|one| one.state == State::Translated);
            if let Some(pattern) = translated.and_then(|one| one.pattern.as_ref()) {
                assert!(
                    history.was_made_from(pattern, &unit.pattern),
                    "{pattern} passes for a translation of {}",
                    unit.pattern,
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(some_histories())]
    #[test]
    fn what_cannot_be_read_stays_and_comes_back(
        comments in prop::bool::weighted(0.8),
        before in prop::collection::vec(step(), 1..16),
        hiding in prop::collection::vec(hidden(), 1..4),
        meanwhile in prop::collection::vec(meanwhile(), 0..6),
    ) {
        play(comments, &before, &hiding, &meanwhile);
    }
}
