//! A project on its way through a history, and what is known about its
//! translations from outside.

use super::merging::{Sides, merge_files};
use super::steps::{How, Merge, PATHS, STRAY, Step, TEXTS};
use crate::catalog::tests::World;
use crate::catalog::{
    ATTIC_FILE, Extraction, Facts, Filling, Key, Options, STATE_FILE, Selection, Translation,
    accept, document_of, fill, marks, prune, rewrite,
};
use crate::ftl::{Chunk, File, Kind, write_message};
use std::collections::{BTreeMap, BTreeSet};

/// A selector that is somewhere in a translation.
const CHOICE: &str = "{ $n ->\n    [one] so\n   *[other] thus\n}";

/// A project, and which source texts each translation was made from. Each
/// translation has a number of its own, so that it is known again in whatever
/// becomes of it: `T7 said so.`
#[derive(Clone)]
pub(super) struct History {
    pub(super) world: World,
    older: BTreeMap<String, Vec<String>>,
    made_from: BTreeMap<Vec<usize>, BTreeSet<String>>,
    serial: usize,
    /// Whether branches have met and nobody has extracted since.
    merged: bool,
}

impl History {
    pub(super) fn new(comments: bool) -> Self {
        let mut world = World::new(&TEXTS[..4]);
        world.target.comments = comments;
        Self {
            older: world.documents.clone(),
            world,
            made_from: BTreeMap::new(),
            serial: 0,
            merged: false,
        }
    }

    /// Does a step.
    pub(super) fn run(&mut self, step: &Step) {
        let documents = self.world.documents.clone();
        let before = self.numbers(|_| true);
        let spared = self.act(step);
        self.merged = match step {
            Step::Merge(_) => true,
            Step::Extract | Step::Force | Step::LoseRecord(_) => false,
            _ => self.merged,
        };
        let after = self.numbers(|_| true);
        if is_command(step) {
            for number in before.difference(&after) {
                assert!(
                    spared.contains(number),
                    "{step:?} removed T{number}\n{:#?}",
                    self.world.target.files
                );
            }
        }
        if documents != self.world.documents {
            self.older = documents;
        }
    }

    /// Does a step; returns the translations that it may take away.
    fn act(&mut self, step: &Step) -> BTreeSet<usize> {
        let world = &mut self.world;
        match step {
            Step::Extract => drop(world.extract()),
            Step::Force => {
                let made = world.look_with(Options { force: true });
                world.apply(&made.writes);
            }
            Step::Translate(pick, how) => self.translate(*pick, *how),
            Step::Accept(pick) => self.accept(Some(*pick)),
            Step::AcceptAll => self.accept(None),
            Step::Import(pick, old) => return self.import(*pick, *old),
            Step::Fix(pick) => self.fix(*pick),
            Step::Prune => {
                let gone = self.numbers(|path| path == ATTIC_FILE);
                let stay = self.numbers(|path| path != ATTIC_FILE);
                let pruned = prune(&self.world.target);
                self.world.apply(&pruned.writes);
                return &gone - &stay;
            }
            Step::Merge(how) => self.merge(how),
            Step::Restore => world.documents.clone_from(&self.older),
            Step::LoseSource => world.source.files.clear(),
            Step::LoseFacts => drop(world.target.files.remove(STATE_FILE)),
            Step::TearFacts(at) => tear(world, *at),
            Step::LoseRecord(pick) => {
                lose_record(world, *pick);
                // Who loses the comments, too, before that is noticed has nothing.
                world.extract();
            }
            Step::EditSource(pick) => edit_source(world, *pick),
            Step::Stray(..) => {
                let before = self.patterns();
                by_hand(&mut self.world, step);
                self.note_edits(&before);
            }
            // The docs ask to extract first: the comments alone say from which text what
            // came with the merge was made.
            Step::Erase(_) | Step::Uncomment(_) | Step::DropComments if self.merged => {
                world.extract();
                self.merged = false;
                return self.act(step);
            }
            Step::Erase(_) | Step::Uncomment(_) => by_hand(world, step),
            Step::Reformat
            | Step::Literals
            | Step::Multiply
            | Step::Crlf
            | Step::DropComments
            | Step::Shuffle(_) => by_tool(world, step),
            _ => by_author(&mut world.documents, step),
        }
        BTreeSet::new()
    }

    /// All values that stand in the target's resources and the attic.
    pub(super) fn values(&self) -> BTreeSet<String> {
        values(&self.world, |_| true)
    }

    /// The numbers of the translations in the files that are asked for.
    fn numbers(&self, of: impl Fn(&str) -> bool) -> BTreeSet<usize> {
        let values = values(&self.world, of);
        values.iter().flat_map(|value| numbers(value)).collect()
    }

    /// Says whether a translation was made from, or accepted for, `source`:
    /// whole, or in the parts that it was joined from.
    pub(super) fn was_made_from(&self, pattern: &str, source: &str) -> bool {
        fits(&self.made_from, &numbers(pattern), &squeezed(source))
    }

    /// The values of the translations, as they stand.
    fn patterns(&self) -> BTreeMap<Key, String> {
        let made = self.world.look();
        let each = made.locales[0].translations.iter();
        each.filter_map(|(key, one)| Some((key.clone(), one.pattern.clone()?)))
            .collect()
    }

    /// A line that lands in a value, where Fluent reads it as text, is a person's edit,
    /// who sees the source text over it. A mark of git is none.
    fn note_edits(&mut self, before: &BTreeMap<Key, String>) {
        let made = self.world.look();
        for (key, one) in &made.locales[0].translations {
            let Some(pattern) = &one.pattern else {
                continue;
            };
            let is_same = before.get(key).is_none_or(|old| old == pattern);
            if is_same || marks::is_in_conflict(pattern) {
                continue;
            }
            let text = self.world.target.files.get(&one.path);
            let file = File::parse(text.map_or("", String::as_str));
            let mut chunks = file.chunks.iter();
            let chunk = chunks.find(|chunk| Some(chunk.span()) == one.span);
            let shown = chunk.and_then(|chunk| marks::read(&chunk.comment, "EN"));
            if let Some(seen) = shown.or_else(|| said(&self.world, key)) {
                self.note(numbers(pattern), &seen);
            }
        }
    }

    fn note(&mut self, numbers: Vec<usize>, source: &str) {
        let sources = self.made_from.entry(numbers).or_default();
        sources.insert(squeezed(source));
    }

    /// One of the messages that the target owes or has, as things stand.
    fn pick(&self, made: &Extraction, pick: usize) -> Option<(Key, Translation)> {
        let list = &made.locales[0].translations;
        let at = pick.checked_rem(list.len())?;
        let (key, one) = list.iter().nth(at)?;
        Some((key.clone(), one.clone()))
    }

    fn translate(&mut self, pick: usize, how: How) {
        let made = self.world.look();
        let Some((_, one)) = self.pick(&made, pick) else {
            return;
        };
        if one.path == ATTIC_FILE {
            return;
        }
        let file = self.world.target.files.get(&one.path);
        let mut file = File::parse(file.map_or("", String::as_str));
        let at = file
            .chunks
            .iter()
            .position(|chunk| Some(chunk.span()) == one.span);
        let shown = at.and_then(|at| marks::read(&file.chunks[at].comment, "EN"));
        let Some(seen) = shown.or_else(|| said(&self.world, &one.key)) else {
            return;
        };
        self.serial += 1;
        let value = match how {
            How::Selector => format!("T{} said {CHOICE}.", self.serial),
            How::Helper => format!("T{} said {{ helper-{} }}.", self.serial, self.serial),
            _ => format!("T{} said so.", self.serial),
        };
        self.note(vec![self.serial], &seen);
        let new = |value: &str| {
            let body = write_message(&one.key.1, value, file.eol);
            Chunk::new(Kind::Message, &one.key.1, String::new(), body)
        };
        let second = new(&value);
        match at.map(|at| (at, file.chunks[at].kind)) {
            Some((at, Kind::Message)) if how == How::Second => file.chunks.insert(at + 1, second),
            Some((at, Kind::Stub)) if how == How::InStub => {
                let chunk = &mut file.chunks[at];
                chunk.body = format!("# {} = {value}\n", chunk.id);
            }
            Some((at, _)) => file.chunks[at].set_pattern(&value, file.eol),
            None => file.chunks.push(second),
        }
        if how == How::Helper {
            let id = format!("helper-{}", self.serial);
            let body = format!("\n{id} = so\n");
            let helper = Chunk::new(Kind::Message, &id, String::new(), body);
            file.chunks.push(helper);
        }
        for chunk in &mut file.chunks {
            if !chunk.body.ends_with('\n') {
                chunk.body.push('\n');
            }
        }
        self.world.target.files.insert(one.path, file.to_text());
    }

    fn accept(&mut self, pick: Option<usize>) {
        let made = self.world.look();
        let selection = match pick {
            None => Selection::All,
            Some(pick) => match self.pick(&made, pick) {
                Some((key, _)) => Selection::Some(vec![(key.0, Some(key.1))]),
                None => return,
            },
        };
        let (state, accepted) = accept(&self.world.target, &made, &selection);
        for key in accepted {
            let pattern = made.locales[0].translations[&key].pattern.clone();
            let source = unit(&made, &key);
            self.note(numbers(&pattern.unwrap_or_default()), &source);
        }
        self.world.target.files.insert(STATE_FILE.into(), state);
    }

    /// Imports as the command does: only where the resources are in step.
    fn import(&mut self, pick: usize, old: bool) -> BTreeSet<usize> {
        let made = self.world.look();
        if !made.writes.is_empty() {
            return BTreeSet::new();
        }
        let Some((key, one)) = self.pick(&made, pick) else {
            return BTreeSet::new();
        };
        self.serial += 1;
        let source = if old {
            "An older text.".to_owned()
        } else {
            unit(&made, &key)
        };
        self.note(vec![self.serial], &source);
        let filling = Filling {
            reads: BTreeMap::new(),
            document: key.0,
            id: key.1,
            pattern: format!("T{} said so.", self.serial),
            source,
            draft: None,
        };
        let writes = fill(&self.world.target, &[filling]);
        self.world.apply(&writes);
        numbers(&one.pattern.unwrap_or_default())
            .into_iter()
            .collect()
    }

    /// Mends a translation as `check --fix` does: it says the same.
    fn fix(&mut self, pick: usize) {
        let made = self.world.look();
        let Some((_, one)) = self.pick(&made, pick) else {
            return;
        };
        let Some(text) = self.world.target.files.get(&one.path) else {
            return;
        };
        let mut file = File::parse(text);
        for chunk in &mut file.chunks {
            if Some(chunk.span()) == one.span
                && let Some(pattern) = chunk.pattern()
            {
                chunk.set_pattern(&format!("{pattern}!"), file.eol);
            }
        }
        let texts = BTreeMap::from([(one.path, file.to_text())]);
        let writes = rewrite(&self.world.target, texts);
        self.world.apply(&writes);
    }

    fn merge(&mut self, how: &Merge) {
        // Where no comments stand over the messages, git merges in silence: so
        // the docs ask that only one branch be extracted.
        let base = self.world.clone();
        let mut theirs = self.clone();
        theirs.translate(how.pick, How::Value);
        let comments = self.world.target.comments && all_noted(&theirs.world);
        if how.theirs_extracts && comments {
            theirs.world.extract();
        }
        (self.serial, self.made_from) = (theirs.serial, theirs.made_from);
        let texts: Vec<&str> = how.texts.iter().map(|text| TEXTS[*text]).collect();
        self.world.write("a.md", &texts);
        if how.ours_extracts && comments {
            self.world.extract();
        }
        let (world, theirs) = (&mut self.world, &theirs.world);
        merge_files(
            &base.source,
            &mut world.source,
            &theirs.source,
            Sides::of(how.conflict),
        );
        merge_files(
            &base.target,
            &mut world.target,
            &theirs.target,
            Sides::of(how.conflict),
        );
    }
}

const fn is_command(step: &Step) -> bool {
    matches!(
        step,
        Step::Extract
            | Step::Force
            | Step::Accept(_)
            | Step::AcceptAll
            | Step::Import(..)
            | Step::Fix(_)
            | Step::Prune
    )
}

/// All values that stand in these files of the target.
pub(super) fn values(world: &World, of: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let files = world.target.files.iter();
    files
        .filter(|(path, _)| path.ends_with(".ftl") && of(path))
        .flat_map(|(_, text)| File::parse(text).chunks)
        .filter_map(|chunk| chunk.pattern())
        .collect()
}

/// Says whether a comment stands over each entry of the target's resources.
fn all_noted(world: &World) -> bool {
    let files = world.target.files.iter();
    let resources = files.filter(|(path, _)| document_of(path).is_some());
    let chunks = resources.flat_map(|(_, text)| File::parse(text).chunks);
    let mut entries = chunks.filter(|chunk| chunk.kind == Kind::Message);
    entries
        .all(|chunk| chunk.id.starts_with("helper") || marks::read(&chunk.comment, "EN").is_some())
}

/// Returns the numbers of the translations that a text is made of, each once
/// where it stands in several variants.
fn numbers(pattern: &str) -> Vec<usize> {
    let lines = pattern.lines();
    let once = lines.filter(|line| !line.trim_start().starts_with("[one]"));
    let parts = once.flat_map(|line| line.split('T').skip(1));
    let digits = parts.map(|part| part.split(|c: char| !c.is_ascii_digit()).next());
    digits.filter_map(|one| one?.parse().ok()).collect()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Says whether `source` is made of source texts of runs of the translations.
fn fits(known: &BTreeMap<Vec<usize>, BTreeSet<String>>, of: &[usize], source: &str) -> bool {
    if of.is_empty() {
        return source.is_empty();
    }
    (1..=of.len()).any(|count| {
        let sources = known.get(&of[..count]).into_iter().flatten();
        let mut rests = sources.filter_map(|one| source.strip_prefix(one.as_str()));
        rests.any(|rest| fits(known, &of[count..], rest))
    })
}

/// The source text of a message as the documents have it.
fn unit(made: &Extraction, key: &Key) -> String {
    let document = made.documents.iter().find(|one| one.path == key.0);
    let units = document.into_iter().flat_map(|one| &one.units);
    let mut units = units.filter(|unit| unit.id == key.1);
    units
        .next()
        .map_or_else(String::new, |unit| unit.pattern.clone())
}

/// What the source resource says of a message.
fn said(world: &World, key: &Key) -> Option<String> {
    let source = world.source.files.get(&format!("{}.ftl", key.0))?;
    let chunks = File::parse(source).chunks;
    let entry = chunks.into_iter().find(|chunk| chunk.id == key.1)?;
    entry.pattern()
}

fn by_author(documents: &mut BTreeMap<String, Vec<String>>, step: &Step) {
    let texts = |list: &[usize]| list.iter().map(|at| TEXTS[*at].to_owned()).collect();
    let place = |list: &Vec<String>, at: usize| at.checked_rem(list.len());
    match step {
        Step::Write(path, list) => drop(documents.insert(PATHS[*path].into(), texts(list))),
        Step::Edit(path, at, text) => {
            if let Some(list) = documents.get_mut(PATHS[*path])
                && let Some(at) = place(list, *at)
            {
                list[at] = TEXTS[*text].to_owned();
            }
        }
        Step::Remove(path, at) => {
            if let Some(list) = documents.get_mut(PATHS[*path])
                && let Some(at) = place(list, *at)
            {
                list.remove(at);
            }
        }
        Step::Move(from, at, to, before) => {
            if let Some(list) = documents.get_mut(PATHS[*from])
                && let Some(at) = place(list, *at)
            {
                let text = list.remove(at);
                let list = documents.entry(PATHS[*to].into()).or_default();
                list.insert((*before).min(list.len()), text);
            }
        }
        Step::Delete(path) => drop(documents.remove(PATHS[*path])),
        Step::Rename(from, to) => {
            if let Some(texts) = documents.remove(PATHS[*from]) {
                documents.insert(PATHS[*to].into(), texts);
            }
        }
        _ => {
            for texts in documents.values_mut() {
                divide(texts, step);
            }
        }
    }
}

/// Turns, joins and divides the texts of a document.
fn divide(texts: &mut Vec<String>, step: &Step) {
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

/// Changes all resources of the target, but not the attic.
fn each_resource(world: &mut World, mut change: impl FnMut(&str) -> String) {
    for (path, text) in &mut world.target.files {
        if document_of(path).is_some() {
            *text = change(text);
        }
    }
}

fn by_hand(world: &mut World, step: &Step) {
    let resource = |world: &World| {
        let mut paths = world.target.files.keys();
        paths.find(|path| document_of(path).is_some()).cloned()
    };
    let Some(path) = resource(world) else { return };
    let text = world.target.files[&path].clone();
    let mut file = File::parse(&text);
    let entries: Vec<usize> = (0..file.chunks.len())
        .filter(|at| file.chunks[*at].kind == Kind::Message)
        .collect();
    let entry = |pick: usize| Some(entries[pick.checked_rem(entries.len())?]);
    let new = match step {
        Step::Erase(pick) => entry(*pick).map(|at| {
            file.chunks.remove(at);
            file.to_text()
        }),
        Step::Uncomment(pick) => entry(*pick).map(|at| {
            file.chunks[at].comment.clear();
            file.to_text()
        }),
        Step::Stray(at, what) => {
            let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
            lines.insert((*at).min(lines.len()), STRAY[*what]);
            Some(lines.concat())
        }
        _ => None,
    };
    if let Some(new) = new {
        world.target.files.insert(path, new);
    }
}

fn by_tool(world: &mut World, step: &Step) {
    each_resource(world, |text| match step {
        Step::Reformat => text.replace(" = T", " =\n        T"),
        Step::Crlf => text.replace("\r\n", "\n").replace('\n', "\r\n"),
        _ => by_library(text, step),
    });
}

/// What libraries do that read a resource and write it again.
fn by_library(text: &str, step: &Step) -> String {
    let mut file = File::parse(text);
    let eol = file.eol;
    for chunk in &mut file.chunks {
        let Some(pattern) = chunk.pattern().filter(|_| chunk.kind == Kind::Message) else {
            continue;
        };
        match step {
            Step::Literals if !pattern.contains('"') => {
                chunk.set_pattern(&pattern.replace(" said", "{ \" said\" }"), eol);
            }
            Step::Multiply => {
                if let Some((head, tail)) = pattern.split_once(CHOICE)
                    && !head.contains('\n')
                    && !tail.contains('\n')
                {
                    let whole = format!(
                        "{{ $n ->\n    [one] {head}so{tail}\n   *[other] {head}thus{tail}\n}}"
                    );
                    chunk.set_pattern(&whole, eol);
                }
            }
            _ => {}
        }
    }
    match step {
        Step::DropComments => {
            file.chunks.retain(|chunk| chunk.kind != Kind::Stub);
            for chunk in &mut file.chunks {
                chunk.comment.clear();
            }
        }
        Step::Shuffle(by) => {
            file.chunks.retain(|chunk| chunk.kind != Kind::Blank);
            if let Some(by) = by.checked_rem(file.chunks.len()) {
                file.chunks.rotate_left(by);
            }
            for chunk in &mut file.chunks {
                if !chunk.body.ends_with('\n') {
                    chunk.body.push_str(eol);
                }
            }
        }
        _ => {}
    }
    file.to_text()
}

/// Tears the facts apart, but no source text: what is left of one is a text, too.
fn tear(world: &mut World, at: usize) {
    if let Some(text) = world.target.files.get_mut(STATE_FILE) {
        let mut at = text.floor_char_boundary(at.min(text.len()));
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        if text[line..at].matches('\t').count() == 4 {
            at += text[at..].find('\n').unwrap_or(0);
        }
        let (head, tail) = text.split_at(at);
        *text = format!("<<<<<<< a\n{head}\n=======\n{tail}\n>>>>>>> b\n");
    }
}

/// Takes what is known about a message out of the facts where its comment still
/// says what it was made from: without either nobody could know. That a text
/// is a draft, or which of several it was made from, stands in the facts alone.
fn lose_record(world: &mut World, pick: usize) {
    if !world.look().writes.is_empty() {
        return;
    }
    let (mut shown, mut bare) = (BTreeSet::new(), BTreeSet::new());
    for (path, text) in &world.target.files {
        let Some(document) = document_of(path) else {
            continue;
        };
        for chunk in File::parse(text).chunks {
            let noted = marks::read(&chunk.comment, "EN").is_some();
            let keys = if noted { &mut shown } else { &mut bare };
            keys.insert((document.to_owned(), chunk.id));
        }
    }
    // Of two entries under one id the second may have no comment.
    shown.retain(|key| !bare.contains(key));
    let Some(text) = world.target.files.get_mut(STATE_FILE) else {
        return;
    };
    let mut facts = Facts::parse(text);
    let told = |(document, id): &&Key| {
        let about = facts.of(document, id);
        !about.is_empty() && about.iter().all(|fact| fact.draft.is_none())
    };
    let keys: Vec<&Key> = shown.iter().filter(told).collect();
    if let Some(at) = pick.checked_rem(keys.len()) {
        facts.remove(&keys[at].0, &keys[at].1);
        *text = facts.to_text();
    }
}

fn edit_source(world: &mut World, pick: usize) {
    let Some((_, text)) = world
        .source
        .files
        .iter_mut()
        .find(|(path, _)| document_of(path).is_some())
    else {
        return;
    };
    let mut file = File::parse(text);
    let eol = file.eol;
    let entries = file
        .chunks
        .iter_mut()
        .filter(|one| one.kind == Kind::Message);
    let mut entries: Vec<&mut Chunk> = entries.collect();
    if let Some(at) = pick.checked_rem(entries.len())
        && let Some(pattern) = entries[at].pattern()
    {
        entries[at].set_pattern(&format!("{pattern} (sic)"), eol);
    }
    *text = file.to_text();
}
