//! Writing target resources: chunks stay, move, come in.

use super::{At, Fate, Place, Run};
use crate::catalog::{DocumentUnits, Fact, layout, marks};
use crate::ftl::fingerprint;
use crate::ftl::{Chunk, File, Kind, write_message};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A resource, written: its text, whether that is what stands there, and the
/// facts about what is in it.
type Written = (Option<String>, bool, Notes);
/// Facts with the ids of their messages.
type Notes = Vec<(String, Fact)>;

impl Run<'_> {
    /// Writes the resources of the documents.
    pub(super) fn texts(&self) -> Vec<Written> {
        let bases = |document: &'_ DocumentUnits| -> Vec<String> {
            let from = document.renamed_from.iter();
            from.chain([&document.path]).cloned().collect()
        };
        let documents = self.side.documents.par_iter().enumerate();
        documents
            .map(|(d, document)| {
                if self.is_held(d) {
                    return (None, true, Notes::new());
                }
                let (text, notes) = self.resource(Some(d), &bases(document));
                let text = layout::with_header(text, self.has_header(document));
                let present = self.files.files.get(&format!("{}.ftl", document.path));
                let stands = document.renamed_from.is_none() && present == text.as_ref();
                (text.filter(|_| !stands), stands, notes)
            })
            .collect()
    }

    /// Returns whether a document's resource is there without a message, too: a tool
    /// that fills it looks for it, and no stub of ours stands in it.
    fn has_header(&self, document: &DocumentUnits) -> bool {
        let own = !self.files.comments && !self.files.overlay;
        own && document.units.iter().any(|unit| self.owed(unit))
    }

    /// Returns the files that may have changed, of these texts of the documents
    /// and of what else there is.
    pub(super) fn write(&mut self, texts: Vec<Written>) -> BTreeMap<String, Option<String>> {
        let side = self.side;
        let mut made = BTreeMap::new();
        let mut done: FxHashSet<&str> = FxHashSet::default();
        for (document, (text, stands, notes)) in side.documents.iter().zip(texts) {
            self.facts.add_all(&document.path, notes);
            if let Some(from) = &document.renamed_from {
                done.insert(from);
                if !self.held.holds_document(from) {
                    made.insert(format!("{from}.ftl"), None);
                }
            }
            done.insert(&document.path);
            if !stands {
                made.insert(format!("{}.ftl", document.path), text);
            }
        }
        let paths = self.resources.iter().map(|(path, _)| path);
        let rest: Vec<String> = paths
            .filter(|path| !done.contains(path.as_str()))
            .cloned()
            .collect();
        for path in rest {
            let (text, notes) = self.resource(None, std::slice::from_ref(&path));
            let text = layout::with_header(text, false);
            self.facts.add_all(&path, notes);
            made.insert(format!("{path}.ftl"), text);
        }
        made
    }

    /// Writes one resource, a document's or of none, from the chunks of `bases`.
    fn resource(&self, document: Option<usize>, bases: &[String]) -> (Option<String>, Notes) {
        let mut notes = Notes::new();
        let rows: Vec<usize> = bases
            .iter()
            .filter_map(|path| self.resources.find(path))
            .collect();
        let file = |row: &usize| &self.resources.files[*row].1;
        let mut base: Vec<Place> = rows
            .iter()
            .flat_map(|row| (0..file(row).chunks.len()).map(|at| (*row, at)))
            .collect();
        // Of two files that become one, each may have the line.
        let mut headers = 0;
        base.retain(|place| {
            headers += usize::from(layout::is_header(&self.chunk(place).body));
            headers < 2 || !layout::is_header(&self.chunk(place).body)
        });
        let units = document.map_or(0, |d| self.side.documents[d].units.len());
        let mut stands: Vec<Option<usize>> = vec![None; units];
        for (at, place) in base.iter().enumerate() {
            if let Some(Fate::Unit((d, u))) = self.fates.get(place)
                && Some(*d) == document
            {
                stands[*u] = Some(at);
            }
        }
        let first = stands.iter().flatten().copied().min().unwrap_or(base.len());
        let mut inserted: BTreeMap<usize, Vec<Chunk>> = BTreeMap::new();
        // Where one has CRLF, the whole will be taken for such.
        let eol = rows.iter().map(|row| file(row).eol).max().unwrap_or("\n");
        let doubles = self.kept(&base);
        let mut after = first;
        for (u, at) in stands.iter().enumerate() {
            if let Some(at) = at {
                after = at + 1;
            } else if let Some(chunk) = document.and_then(|d| self.fresh((d, u), eol, &mut notes)) {
                // Of the entries under one id the first is the unit's in the next run.
                let double = doubles.get(chunk.id.as_str()).copied();
                let place = double.map_or(after, |double| after.min(double));
                inserted.entry(place).or_default().push(chunk);
            }
        }
        let none = File::default();
        let mut out = layout::Writer::new(rows.first().map_or(&none, file), eol);
        let mut removed = false;
        for (at, place) in base.iter().enumerate() {
            let chunk = self.chunk(place);
            if insert(&mut out, inserted.remove(&at)) && chunk.kind != Kind::Blank {
                out.gap();
            }
            if chunk.kind == Kind::Blank && std::mem::take(&mut removed) && out.at_gap() {
                continue;
            }
            if chunk.kind == Kind::Message && !out.at_gap() && removed {
                out.gap();
            }
            match self.place(place, document, eol, &mut notes) {
                Some(chunk) => {
                    removed = false;
                    out.push(chunk);
                }
                None => removed = true,
            }
        }
        if removed {
            out.trim_end();
        }
        for chunks in inserted.into_values() {
            insert(&mut out, Some(chunks));
        }
        (out.finish(), notes)
    }

    /// Returns for the ids of the entries that stay and are no unit's the first that has each.
    fn kept(&self, base: &[Place]) -> FxHashMap<&str, usize> {
        let mut kept = FxHashMap::default();
        for (at, place) in base.iter().enumerate() {
            let chunk = self.chunk(place);
            if chunk.kind == Kind::Message && self.fates.get(place) == Some(&Fate::Keep) {
                kept.entry(chunk.id.as_str()).or_insert(at);
            }
        }
        kept
    }

    /// Does with a chunk what its fate is; returns what stays of it here.
    fn place(
        &self,
        place: &Place,
        document: Option<usize>,
        eol: &str,
        notes: &mut Notes,
    ) -> Option<Cow<'_, Chunk>> {
        let chunk = self.chunk(place);
        match self.fates.get(place).copied().unwrap_or(Fate::Keep) {
            Fate::Keep => {
                let facts = self.before.of(self.document(place), &chunk.id);
                if let Some(pattern) = self.pattern(place).filter(|_| !facts.is_empty()) {
                    let print = fingerprint(pattern);
                    let own = facts.iter().filter(|fact| fact.fingerprint == print);
                    notes.extend(own.map(|fact| (chunk.id.clone(), fact.clone())));
                }
                if let Some(fact) = self.fact_of_double.get(place) {
                    notes.push((chunk.id.clone(), fact.clone()));
                }
                Some(Cow::Borrowed(chunk))
            }
            Fate::Unit(at) if Some(at.0) == document => self.settled(at, chunk, eol, notes),
            Fate::Unit(at) if self.have.get(&at) == Some(place) => None,
            Fate::Attic => None,
            Fate::Unit(_) | Fate::Remove => {
                if self.files.comments {
                    self.free_of(chunk)
                } else {
                    Some(Cow::Borrowed(chunk))
                }
            }
        }
    }

    /// Returns what people wrote over a chunk that goes.
    fn free_of<'c>(&self, chunk: &Chunk) -> Option<Cow<'c, Chunk>> {
        let free = marks::free_lines(&chunk.comment, &self.language);
        let chunk = Chunk::new(Kind::Other, "", String::new(), free);
        (!chunk.body.is_empty()).then_some(Cow::Owned(chunk))
    }

    /// Returns a unit's entry or stub with its comment brought up to date.
    fn settled<'c>(
        &self,
        at: At,
        chunk: &'c Chunk,
        eol: &str,
        notes: &mut Notes,
    ) -> Option<Cow<'c, Chunk>> {
        let unit = self.unit(at);
        let mut chunk = Cow::Borrowed(chunk);
        if self.stubs.contains_key(&at) {
            if self.returned.contains_key(&at) || self.made.contains_key(&at) {
                let mut entry = self.fresh(at, eol, notes)?;
                let free = marks::free_lines(&chunk.comment, &self.language);
                entry.comment.insert_str(0, &free);
                return Some(Cow::Owned(entry));
            }
            if !self.files.comments {
                return Some(chunk);
            }
            if !self.owed(unit) || self.files.overlay {
                return self.free_of(&chunk);
            }
            let body = format!("# {} ={eol}", unit.id);
            if chunk.kind != Kind::Stub || chunk.id != unit.id || chunk.body != body {
                let comment = chunk.comment.clone();
                chunk = Cow::Owned(Chunk::new(Kind::Stub, &unit.id, comment, body));
            }
        } else {
            if chunk.kind == Kind::Stub {
                chunk.to_mut().fill();
            }
            if chunk.id != unit.id {
                chunk.to_mut().rename(&unit.id);
            }
            self.note_fact(at, notes);
        }
        if self.files.comments {
            let comment = self.comment(at, &chunk.comment, eol);
            if comment != chunk.comment {
                chunk.to_mut().comment = comment;
            }
        }
        Some(chunk)
    }

    /// Returns a chunk for a unit that the resource does not have: moved here,
    /// back from the attic, or a stub.
    fn fresh(&self, at: At, eol: &str, notes: &mut Notes) -> Option<Chunk> {
        let unit = self.unit(at);
        let (id, wanted) = (unit.id.clone(), self.owed(unit) && !self.files.overlay);
        let moved = self.have.get(&at).map(|place| self.chunk(place).clone());
        let found = moved.or_else(|| self.returned.get(&at).map(|back| back.chunk.clone()));
        if let Some(mut chunk) = found {
            chunk.fill();
            chunk.rename(&id);
            chunk.set_eol(eol);
            chunk.comment = if self.files.comments {
                self.comment(at, &chunk.comment, eol)
            } else {
                marks::free_lines(&chunk.comment, &self.language)
            };
            self.note_fact(at, notes);
            return Some(chunk);
        }
        if let Some(pattern) = self.made.get(&at) {
            let body = write_message(&id, pattern, eol);
            let comment = if self.files.comments {
                self.comment(at, "", eol)
            } else {
                String::new()
            };
            self.note_fact(at, notes);
            return Some(Chunk::new(Kind::Message, &id, comment, body));
        }
        if !wanted || !self.files.comments {
            return None;
        }
        let comment = self.comment(at, "", eol);
        Some(Chunk::new(
            Kind::Stub,
            &id,
            comment,
            format!("# {id} ={eol}"),
        ))
    }

    fn note_fact(&self, at: At, notes: &mut Notes) {
        if let Some(fact) = self.fact_of.get(&at).filter(|_| !self.broken.contains(&at)) {
            notes.push((self.unit(at).id.clone(), fact.clone()));
        }
    }

    /// Writes the comment over a unit's entry.
    fn comment(&self, at: At, before: &str, eol: &str) -> String {
        let document = &self.side.documents[at.0];
        let unit = self.unit(at);
        let free = marks::free_lines(before, &self.language);
        let made_for = self.fact_of.get(&at).map(|fact| fact.source.as_str());
        let mut out = made_for.map_or_else(|| free.clone(), |text| marks::stamped(&free, text));
        if let Some(block) = self.side.inputs[at.0].blocks.get(unit.block) {
            let named = layout::named_addresses(document, unit);
            out.push_str(&marks::context(block, &named, eol));
        }
        let was = made_for.filter(|was| *was != unit.pattern && !was.is_empty());
        if let Some(was) = was {
            marks::push(&mut out, "WAS", was, eol);
        }
        let now = self.counted(at);
        for change in self
            .fact_of
            .get(&at)
            .iter()
            .flat_map(|fact| fact.changed(&now))
        {
            marks::push_change(&mut out, &change, eol);
        }
        // The source text stands right over its translation, so that a merge
        // of an author's edit and a translator's is a conflict, not a text
        // that looks translated.
        marks::push(&mut out, &self.language, &unit.pattern, eol);
        out
    }
}

/// Adds new chunks, each with a blank line before it; returns whether there were any.
fn insert(out: &mut layout::Writer<'_>, chunks: Option<Vec<Chunk>>) -> bool {
    let found = chunks.is_some();
    for chunk in chunks.unwrap_or_default() {
        out.apart(Cow::Owned(chunk));
    }
    found
}
