//! Does the acts of a history, and judges after each.

use super::acts::{Act, Kill, Meeting, Shape};
use super::hand::tokens;
use super::project::{Project, Sentence};
use crate::catalog::histories::merging::merge_files;
use crate::catalog::{ATTIC_FILE, Extraction, STATE_FILE, Selection, State, Writes, accept, owed};
use std::collections::BTreeSet;

/// Goes through a history.
pub(super) fn play(acts: &[Act]) {
    let mut project = Project::new();
    for act in acts {
        let before = project.clone();
        let settled = before.look(false).writes.is_empty();
        let done = project.act(act);
        if done.is_command {
            let lost: Vec<u32> = before
                .tokens()
                .difference(&project.tokens())
                .copied()
                .collect();
            assert!(lost.is_empty(), "{act:?} lost {lost:?}\n{}", before.told());
        }
        let made = project.look(false);
        let name = format!("{act:?}");
        project.judge(&made, &name);
        let mut next = project.clone();
        next.apply(&made.writes, |_, _| true);
        let lost: Vec<u32> = project
            .tokens()
            .difference(&next.tokens())
            .copied()
            .collect();
        assert!(
            lost.is_empty(),
            "after {act:?} `extract` lost {lost:?}\n{}",
            project.told()
        );
        let again = next.look(false);
        assert!(
            again.writes.is_empty(),
            "after {act:?} a second run writes {:#?}\n{}",
            again.writes,
            next.told()
        );
        assert_eq!(
            states(&made),
            states(&again),
            "after {act:?}\n{}",
            project.told()
        );
        next.judge(&again, &format!("`extract` after {act:?}"));
        if let Some((path, id)) = done.wrote.filter(|_| settled) {
            let targets = std::slice::from_ref(&project.target);
            let owed = owed(&project.source, targets, &made);
            assert!(
                owed.is_empty(),
                "after {act:?} {owed:?} is owed\n{}",
                project.told()
            );
            let key = (path.trim_end_matches(".ftl").to_owned(), id);
            let state = made.locales[0].translations.get(&key).map(|one| one.state);
            assert!(
                state.is_none_or(|state| state == State::Translated),
                "after {act:?} {key:?} is {state:?}\n{}",
                project.told()
            );
        }
    }
}

/// How the messages stand.
fn states(made: &Extraction) -> Vec<(&(String, String), State)> {
    let all = Project::messages(made).into_iter();
    all.map(|(key, one)| (key, one.state)).collect()
}

/// What an act did.
#[derive(Default)]
struct Done {
    /// Whether a command of ours did it, which may lose nothing.
    is_command: bool,
    /// The resource and message that a translator wrote and settled.
    wrote: Option<(String, String)>,
}

impl Project {
    fn act(&mut self, act: &Act) -> Done {
        let command = Done {
            is_command: true,
            wrote: None,
        };
        match act {
            Act::Extract(force) => {
                self.extract(*force);
                return command;
            }
            Act::Accept(pick) => self.accept(*pick),
            Act::Kill(kill) => {
                self.cut_off(kill);
                return Done {
                    is_command: kill.saved.is_none(),
                    wrote: None,
                };
            }
            Act::Translate(pick, shape, settle) => {
                let wrote = self.translate(*pick, *shape, *settle);
                return Done {
                    is_command: false,
                    wrote: wrote.filter(|_| *settle),
                };
            }
            Act::Touch(pick, line) => drop(self.touch(*pick, *line)),
            Act::TouchAttic(pick) => self.touch_attic(*pick),
            Act::Carry(pick, to) => self.carry(*pick, *to),
            Act::Comments => {
                // As the docs ask: lines of another time say nothing about what came since.
                self.extract(false);
                self.target.comments = !self.target.comments;
                self.extract(false);
            }
            Act::Given => {
                if !self.target.given.remove("masks") {
                    self.target.given.insert("masks".into());
                }
            }
            Act::Wrap | Act::Bare => self.by_tool(act),
            Act::Meet(meeting) => self.meet(meeting),
            _ => self.by_author(act),
        }
        Done::default()
    }

    fn extract(&mut self, force: bool) {
        let made = self.look(force);
        self.apply(&made.writes, |_, _| true);
        self.unsettled = false;
    }

    /// As the docs ask before comments go: extract what came with a merge.
    fn settle_down(&mut self) {
        if self.unsettled {
            self.extract(false);
        }
    }

    /// Writes so many files, in the order in which a run writes them.
    fn write_some(&mut self, writes: &Writes, count: usize) {
        let source = self.source.locale.clone();
        let mut order: Vec<&(String, String)> = writes.keys().collect();
        order.sort_by_key(|key| {
            let rank = match key.1.as_str() {
                _ if key.0 == source => 3,
                ATTIC_FILE => 0,
                STATE_FILE => 2,
                _ => 1,
            };
            // What is removed goes last.
            (writes[*key].is_none(), rank)
        });
        let done: BTreeSet<&(String, String)> = order.into_iter().take(count).collect();
        self.apply(writes, |locale, path| {
            done.contains(&(locale.to_owned(), path.to_owned()))
        });
        self.unsettled = true;
    }

    /// A run is cut off; the next one takes back what nobody has touched since.
    fn cut_off(&mut self, kill: &Kill) {
        let old = self.clone();
        let made = self.look(false);
        self.write_some(&made.writes, kill.count);
        let cut = self.clone();
        if let Some((pick, line)) = kill.saved {
            // Who saves it had opened it before, and saves what was there with the change.
            let _ = self.touch_as(&old, pick, line);
        }
        let now = [&mut self.source, &mut self.target];
        let before = [(&old.source, &cut.source), (&old.target, &cut.target)];
        for (files, (old, cut)) in now.into_iter().zip(before) {
            for (_, path) in made.writes.keys().filter(|key| key.0 == old.locale) {
                if files.files.get(path) == cut.files.get(path) {
                    match old.files.get(path) {
                        Some(text) => drop(files.files.insert(path.clone(), text.clone())),
                        None => drop(files.files.remove(path)),
                    }
                }
            }
        }
    }

    fn accept(&mut self, pick: usize) {
        let made = self.look(false);
        let Some((key, one)) = pick_of(&made, pick) else {
            return;
        };
        let selection = Selection::Some(vec![(key.0.clone(), Some(key.1.clone()))]);
        let (state, accepted) = accept(&self.target, &made, &selection);
        if !accepted.is_empty() {
            let source = Self::source_text(&made, &key);
            self.claim(&one, &source, self.masks);
            self.target.files.insert(STATE_FILE.into(), state);
        }
    }

    /// Finds a message in a resource: its path and id.
    fn message(&self, pick: usize) -> Option<(String, String)> {
        let known = self.source.files.iter();
        let known = known.filter(|(path, _)| path.ends_with(".md.ftl"));
        let all: Vec<(String, String)> = known
            .flat_map(|(path, text)| {
                let ids = super::hand::Sheet::open(text).ids();
                ids.into_iter().map(|id| (path.clone(), id))
            })
            .collect();
        all.get(pick.checked_rem(all.len())?).cloned()
    }

    fn translate(&mut self, pick: usize, shape: Shape, settle: bool) -> Option<(String, String)> {
        let (path, id) = self.message(pick)?;
        let source = self.shown(&path, &id)?;
        let mut token = || {
            self.serial += 1;
            format!("T{}q", self.serial)
        };
        let text = match shape {
            Shape::Line => format!("{id} = {} dijo.", token()),
            Shape::Reading if source.contains("$masks") => {
                format!("{id} = {} dijo {{ NUMBER($masks) }}.", token())
            }
            Shape::Reading => format!("{id} = {} dijo más.", token()),
            Shape::Wrapped => {
                let (a, b, c) = (token(), token(), token());
                format!("{id} =\n    {a} uno\n    {b} dos\n    {c} tres")
            }
            Shape::Selector => {
                let (a, b) = (token(), token());
                format!("{id} = {{ $n ->\n    [one] {a} una\n   *[other] {b} otras\n}}")
            }
        };
        let mut sheet = self.sheet(&path);
        match sheet.find(&id) {
            Some(place) => {
                sheet.put(place, &text);
                if settle {
                    sheet.settle(place);
                }
            }
            None => sheet.append(&text),
        }
        self.target.files.insert(path.clone(), sheet.text());
        self.claim(&text, &source, self.shown_value());
        Some((path, id))
    }

    /// Changes one token of a text; the lines around it stay.
    fn touch(&mut self, pick: usize, line: usize) -> Option<()> {
        let seen = self.clone();
        self.touch_as(&seen, pick, line)
    }

    /// Does so for the source text that is to be `seen`.
    fn touch_as(&mut self, seen: &Self, pick: usize, line: usize) -> Option<()> {
        let (path, id) = seen.message(pick)?;
        let source = seen.shown(&path, &id)?;
        let mut sheet = seen.sheet(&path);
        let place = sheet.find(&id)?;
        let old = sheet.entry(place);
        let there = tokens(&old);
        let token = there.get(line.checked_rem(there.len())?)?;
        self.serial += 1;
        let text = old.replace(&format!("T{token}q"), &format!("T{}q", self.serial));
        sheet.put(place, &text);
        self.target.files.insert(path, sheet.text());
        self.claim(&text, &source, seen.shown_value());
        Some(())
    }

    fn touch_attic(&mut self, pick: usize) {
        let mut sheet = self.sheet(ATTIC_FILE);
        let ids = sheet.ids();
        let Some(id) = pick.checked_rem(ids.len()).map(|at| &ids[at]) else {
            return;
        };
        let Some(place) = sheet.find(id) else {
            return;
        };
        let Some(source) = sheet.told(place, "EN") else {
            return;
        };
        self.serial += 1;
        let text = format!("{id} = T{}q del desván", self.serial);
        sheet.put(place, &text);
        self.target.files.insert(ATTIC_FILE.into(), sheet.text());
        self.claim(&text, &source, self.shown_value());
    }

    /// Copies a text of the attic into a resource, for a message that the person sees.
    fn carry(&mut self, pick: usize, to: usize) {
        let attic = self.sheet(ATTIC_FILE);
        let ids = attic.ids();
        let from = pick.checked_rem(ids.len()).map(|at| &ids[at]);
        let found = from.and_then(|id| attic.find(id));
        let (Some(from), Some(place), Some((path, id))) = (from, found, self.message(to)) else {
            return;
        };
        let (mut sheet, source) = (self.sheet(&path), self.shown(&path, &id));
        let (Some(there), Some(source)) = (sheet.find(&id), source) else {
            return;
        };
        let text = attic.entry(place).replacen(from.as_str(), &id, 1);
        sheet.put(there, &text);
        sheet.settle(there);
        self.target.files.insert(path, sheet.text());
        self.claim(&text, &source, self.shown_value());
    }

    fn by_tool(&mut self, act: &Act) {
        if matches!(act, Act::Bare) {
            self.settle_down();
        }
        for path in self.resources() {
            let mut sheet = self.sheet(&path);
            match act {
                Act::Wrap => sheet.wrap(),
                _ => sheet.bare(),
            }
            self.target.files.insert(path, sheet.text());
        }
    }

    /// An author revises a sentence on one branch, a translator works on the other.
    fn meet(&mut self, meeting: &Meeting) {
        self.settle_down();
        // Without comments nothing stands between the two: only one branch is extracted.
        let noted = self.target.comments;
        self.extract(false);
        let base = self.clone();
        let mut theirs = base.clone();
        match meeting.anew {
            Some(shape) => drop(theirs.translate(meeting.touched.0, shape, true)),
            None => drop(theirs.touch(meeting.touched.0, meeting.touched.1)),
        }
        if meeting.extracted[1] && noted {
            theirs.extract(false);
        }
        (self.serial, self.claims) = (theirs.serial, theirs.claims.clone());
        self.by_author(&Act::Revise(meeting.revised));
        if meeting.extracted[0] && noted {
            self.extract(false);
        }
        let sides = meeting.sides;
        merge_files(&base.source, &mut self.source, &theirs.source, sides);
        merge_files(&base.target, &mut self.target, &theirs.target, sides);
        self.unsettled = true;
    }

    fn by_author(&mut self, act: &Act) {
        let before = self.documents.clone();
        let paths: Vec<String> = self.documents.keys().cloned().collect();
        let path = |at: usize| paths[at % paths.len()].clone();
        self.serial += 1;
        let serial = self.serial;
        match act {
            Act::Revise(pick) => {
                if let Some((path, at)) = self.sentence(*pick) {
                    self.in_document(&path)[at].version = serial;
                }
            }
            Act::Undo => self.documents.clone_from(&self.older),
            Act::Value(value) => self.masks = *value,
            Act::Add(document, at, reads) => {
                let list = self.in_document(&path(*document));
                let new = Sentence {
                    number: serial,
                    version: serial,
                    reads: *reads,
                };
                list.insert(at % (list.len() + 1), new);
            }
            Act::Drop(pick) => {
                if let Some((path, at)) = self.sentence(*pick) {
                    let _ = self.in_document(&path).remove(at);
                }
            }
            Act::Move(pick, to) => {
                if let Some((from, at)) = self.sentence(*pick) {
                    let sentence = self.in_document(&from).remove(at);
                    let to = ["a.md", "b.md", "c.md"][to % 3];
                    self.in_document(to).push(sentence);
                }
            }
            Act::Rename(document, both) => self.rename(&path(*document), *both),
            _ => {}
        }
        if before != self.documents {
            self.older = before;
        }
    }

    fn rename(&mut self, from: &str, both: bool) {
        let to = format!("d{}.md", self.serial);
        let Some(sentences) = self.documents.remove(from) else {
            return;
        };
        self.documents.insert(to.clone(), sentences);
        let (from, to) = (format!("{from}.ftl"), format!("{to}.ftl"));
        let mut locales = vec![&mut self.target];
        if both {
            locales.push(&mut self.source);
        }
        for files in locales {
            if let Some(text) = files.files.remove(&from) {
                files.files.insert(to.clone(), text);
            }
        }
    }

    fn in_document(&mut self, path: &str) -> &mut Vec<Sentence> {
        self.documents.entry(path.to_owned()).or_default()
    }

    /// Picks a sentence: its document and place.
    fn sentence(&self, pick: usize) -> Option<(String, usize)> {
        let all: Vec<(&String, usize)> = self
            .documents
            .iter()
            .flat_map(|(path, list)| (0..list.len()).map(move |at| (path, at)))
            .collect();
        let (path, at) = all.get(pick.checked_rem(all.len())?)?;
        Some(((*path).clone(), *at))
    }
}

/// Picks a message that the target has a text of: its key and that text.
fn pick_of(made: &Extraction, pick: usize) -> Option<((String, String), String)> {
    let all: Vec<_> = Project::messages(made)
        .into_iter()
        .filter_map(|(key, one)| Some((key.clone(), one.pattern.clone()?)))
        .collect();
    all.get(pick.checked_rem(all.len())?).cloned()
}
