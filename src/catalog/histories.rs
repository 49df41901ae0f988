//! Random histories: no translation is lost, and nothing stale passes for
//! translated.

use super::tests::{World, id_of};
use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

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
    /// Two branches meet: here the author writes, there a translator works.
    Merge(Merge),
    /// An older version of the document comes back.
    Restore,
    /// The author turns the document around.
    Reorder(usize),
    /// Two neighbours become one paragraph.
    Join(usize),
    /// The paragraphs of several sentences are divided otherwise.
    Resegment,
    /// A tool drops all comments and stubs.
    DropComments,
    /// A tool writes the entries in another order.
    Shuffle(usize),
}

#[derive(Debug, Clone)]
struct Merge {
    texts: Vec<usize>,
    pick: usize,
    /// Whether each branch was extracted before they met.
    ours_extracts: bool,
    theirs_extracts: bool,
    /// Whose side is taken where git sees a conflict.
    ours_wins: bool,
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
        3 => (texts(), 0..9_usize, any::<[bool; 3]>()).prop_map(|(texts, pick, [a, b, c])| Step::Merge(Merge {
            texts,
            pick,
            ours_extracts: a,
            theirs_extracts: b,
            ours_wins: c,
        })),
        1 => Just(Step::Restore),
        1 => (0..5_usize).prop_map(Step::Reorder),
        2 => (0..5_usize).prop_map(Step::Join),
        2 => Just(Step::Resegment),
        1 => Just(Step::DropComments),
        1 => (0..5_usize).prop_map(Step::Shuffle),
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

/// What translators said that they had read, by its name.
type Read = std::collections::BTreeMap<String, String>;

/// Says in the translation what it was made from, so that the test can tell.
fn translate(world: &mut World, pick: usize, serial: usize, read: &mut Read) {
    let made = world.look();
    let list: Vec<(Key, Translation)> = made.locales[0].translations.clone().into_iter().collect();
    if list.is_empty() {
        return;
    }
    let (_, one) = &list[pick % list.len()];
    let Some(text) = world.target.files.get(&one.path) else {
        return;
    };
    let Some(seen) = seen_by_translator(world, text, one) else {
        return;
    };
    if one.path == ATTIC_FILE {
        return;
    }
    let name = id_of(&seen);
    read.insert(name.clone(), seen);
    let mut file = crate::ftl::File::parse(text);
    let eol = file.eol;
    for chunk in &mut file.chunks {
        if Some(chunk.span()) == one.span {
            chunk.set_pattern(&format!("T{serial} of {name}."), eol);
        }
    }
    let text = file.to_text();
    world.target.files.insert(one.path.clone(), text);
}

/// Returns what the comment over a message shows, or the source resource
/// where a tool has dropped it.
fn seen_by_translator(world: &World, text: &str, one: &Translation) -> Option<String> {
    marks::read(one.span?.slice(text), "EN").or_else(|| {
        let source = world.source.files.get(&format!("{}.ftl", one.key.0))?;
        let chunks = crate::ftl::File::parse(source).chunks;
        let entry = chunks.into_iter().find(|chunk| chunk.id == one.key.1)?;
        entry.pattern()
    })
}

/// Merges the lines of two branches as git does: changes that touch are a
/// conflict, in which one side wins, or both stand between markers.
fn merge_text(base: &str, ours: &str, theirs: &str, ours_wins: Option<bool>) -> String {
    let [base, ours, theirs] =
        [base, ours, theirs].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let (a, b) = (kept(&base, &ours), kept(&base, &theirs));
    let (mut out, mut at, mut a_at, mut b_at) = (String::new(), 0, 0, 0);
    loop {
        // The next line that stands in all three.
        let next = (at..base.len()).find(|line| a.contains_key(line) && b.contains_key(line));
        let (to, a_to, b_to) = next.map_or((base.len(), ours.len(), theirs.len()), |line| {
            (line, a[&line], b[&line])
        });
        let (was, x, y) = (
            base[at..to].concat(),
            ours[a_at..a_to].concat(),
            theirs[b_at..b_to].concat(),
        );
        match ours_wins {
            _ if x == y || y == was => out.push_str(&x),
            _ if x == was => out.push_str(&y),
            Some(true) => out.push_str(&x),
            Some(false) => out.push_str(&y),
            None => out.push_str(&format!("<<<<<<< ours\n{x}=======\n{y}>>>>>>> theirs\n")),
        }
        let Some(line) = next else { return out };
        out.push_str(base[line]);
        (at, a_at, b_at) = (to + 1, a_to + 1, b_to + 1);
    }
}

/// Returns the lines of `old` that stay in `new`, with their places there.
fn kept(old: &[&str], new: &[&str]) -> std::collections::BTreeMap<usize, usize> {
    let mut best = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            best[a][b] = if old[a] == new[b] {
                best[a + 1][b + 1] + 1
            } else {
                best[a + 1][b].max(best[a][b + 1])
            };
        }
    }
    let (mut a, mut b, mut pairs) = (0, 0, std::collections::BTreeMap::new());
    while a < old.len() && b < new.len() {
        if old[a] == new[b] {
            pairs.insert(a, b);
            (a, b) = (a + 1, b + 1);
        } else if best[a + 1][b] >= best[a][b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

fn merge_files(base: &LocaleFiles, ours: &mut LocaleFiles, theirs: &LocaleFiles, ours_wins: bool) {
    let names: BTreeSet<String> = [base, ours, theirs]
        .iter()
        .flat_map(|files| files.files.keys().cloned())
        .collect();
    for name in names {
        let (was, x, y) = (
            base.files.get(&name),
            ours.files.get(&name),
            theirs.files.get(&name),
        );
        let wins = (name != STATE_FILE).then_some(ours_wins);
        let merged = match (was, x, y) {
            _ if y == was => continue,
            _ if x == was => y.cloned(),
            (_, Some(x), Some(y)) => Some(merge_text(was.map_or("", String::as_str), x, y, wins)),
            // One has removed what the other has changed: the file stays.
            (_, x, y) => x.or(y).cloned(),
        };
        match merged {
            Some(text) => drop(ours.files.insert(name, text)),
            None => drop(ours.files.remove(&name)),
        }
    }
}

fn merge(world: &mut World, merge: &Merge, serial: usize, read: &mut Read) {
    let base = world.clone();
    let mut theirs = world.clone();
    translate(&mut theirs, merge.pick, serial, read);
    if merge.theirs_extracts {
        theirs.extract();
    }
    world.write(
        "a.md",
        &merge
            .texts
            .iter()
            .map(|text| TEXTS[*text])
            .collect::<Vec<_>>(),
    );
    if merge.ours_extracts {
        world.extract();
    }
    merge_files(
        &base.source,
        &mut world.source,
        &theirs.source,
        merge.ours_wins,
    );
    merge_files(
        &base.target,
        &mut world.target,
        &theirs.target,
        merge.ours_wins,
    );
}

/// What authors and tools do to one list of texts.
fn rewrite(texts: &mut Vec<String>, step: &Step) {
    match step {
        Step::Reorder(at) if !texts.is_empty() => {
            let by = at % texts.len();
            texts.rotate_left(by);
        }
        Step::Join(at) if texts.len() > 1 => {
            let at = at % (texts.len() - 1);
            let next = texts.remove(at + 1);
            if texts[at].contains('@') || next.contains('@') {
                texts.insert(at + 1, next);
            } else {
                texts[at] = format!("{} ¦ {next}", texts[at]);
            }
        }
        Step::Resegment => {
            for text in texts {
                *text = if text.contains('¦') {
                    text.replace('¦', "‖")
                } else {
                    text.replace('‖', "¦")
                };
            }
        }
        _ => {}
    }
}

fn by_tool(text: &str, step: &Step) -> String {
    let mut file = crate::ftl::File::parse(text);
    match step {
        Step::DropComments => {
            file.chunks
                .retain(|chunk| chunk.kind != crate::ftl::Kind::Stub);
            for chunk in &mut file.chunks {
                chunk.comment.clear();
            }
        }
        Step::Shuffle(by) => {
            file.chunks
                .retain(|chunk| chunk.kind != crate::ftl::Kind::Blank);
            if let Some(by) = by.checked_rem(file.chunks.len()) {
                file.chunks.rotate_left(by);
            }
            for chunk in &mut file.chunks {
                if !chunk.body.ends_with('\n') {
                    chunk.body.push('\n');
                }
            }
        }
        _ => {}
    }
    file.to_text()
}

fn run(world: &mut World, step: Step, serial: usize, old: &World, read: &mut Read) {
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
        Step::Translate(pick) => translate(world, pick, serial, read),
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
        Step::Merge(how) => merge(world, &how, serial, read),
        Step::Restore => world.documents.clone_from(&old.documents),
        Step::Reorder(_) | Step::Join(_) | Step::Resegment => {
            for texts in world.documents.values_mut() {
                rewrite(texts, &step);
            }
        }
        Step::DropComments | Step::Shuffle(_) => {
            for (path, text) in &mut world.target.files {
                if path.ends_with(".md.ftl") {
                    *text = by_tool(text, &step);
                }
            }
        }
    }
}

/// Returns the source texts that a translation says it was made from.
fn made_from(pattern: &str, read: &Read) -> Option<String> {
    let parts = pattern.split(" of ").skip(1);
    let names = parts.map(|part| part.split('.').next().unwrap_or_default());
    names
        .map(|name| read.get(name).map(|text| squeezed(text)))
        .collect()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
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
    fn no_translation_is_lost_and_nothing_stale_passes(steps in prop::collection::vec(step(), 1..24)) {
        let mut world = World::new(&TEXTS[..4]);
        let (mut old, mut read) = (world.clone(), Read::new());
        for (serial, step) in steps.into_iter().enumerate() {
            let said = format!("{step:?}");
            let last = world.clone();
            run(&mut world, step, serial, &old, &mut read);
            if last.documents != world.documents {
                old = last;
            }
            let before = values(&world);
            let made = world.extract();
            let after = values(&world);
            for value in &before {
                prop_assert!(after.contains(value), "{said} lost {value}\n{:#?}", world.target.files);
            }
            for document in &made.documents {
                for unit in &document.units {
                    let key = (document.path.clone(), unit.id.clone());
                    let Some(one) = made.locales[0].translations.get(&key) else { continue };
                    let Some(pattern) = one.pattern.as_ref().filter(|_| one.state == State::Translated) else { continue };
                    let of = made_from(pattern, &read);
                    prop_assert_eq!(of, Some(squeezed(&unit.pattern)), "after {}: {:#?}", said, world.target.files);
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
