//! Writing target resources: chunks stay, move, come in.

use super::{At, Fate, Place, Run};
use crate::catalog::{layout, marks};
use crate::ftl::fingerprint;
use crate::ftl::{Chunk, File, Kind, write_message};
use std::collections::{BTreeMap, BTreeSet};

impl Run<'_> {
    /// Writes the resources.
    pub(super) fn write(&mut self) -> BTreeMap<String, Option<String>> {
        let mut made = BTreeMap::new();
        let mut done: BTreeSet<&str> = BTreeSet::new();
        let side = self.side;
        for (d, document) in side.documents.iter().enumerate() {
            let mut bases = vec![document.path.as_str()];
            if let Some(from) = &document.renamed_from {
                bases.insert(0, from);
            }
            done.extend(&bases);
            let text = self.resource(Some(d), &bases);
            for base in bases {
                made.insert(format!("{base}.ftl"), None);
            }
            made.insert(format!("{}.ftl", document.path), text);
        }
        let rest: Vec<String> = self
            .resources
            .keys()
            .filter(|path| !done.contains(path.as_str()))
            .cloned()
            .collect();
        for path in rest {
            let text = self.resource(None, &[path.as_str()]);
            made.insert(format!("{path}.ftl"), text);
        }
        made
    }

    /// Writes one resource from the chunks of `bases`.
    fn resource(&mut self, document: Option<usize>, bases: &[&str]) -> Option<String> {
        let mut base: Vec<(Place, Chunk)> = Vec::new();
        for path in bases {
            let chunks = self.resources.get(*path).map(|file| file.chunks.clone());
            let chunks = chunks.unwrap_or_default().into_iter().enumerate();
            base.extend(chunks.map(|(at, chunk)| (((*path).to_owned(), at), chunk)));
        }
        let here = |fate: Fate| matches!(fate, Fate::Unit((d, _)) if Some(d) == document);
        let mut stands: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, (place, _)) in base.iter().enumerate() {
            if let Some(Fate::Unit((_, u))) = self.fates.get(place).filter(|fate| here(**fate)) {
                stands.insert(*u, at);
            }
        }
        let first = stands.values().copied().min().unwrap_or(base.len());
        let mut inserted: BTreeMap<usize, Vec<Chunk>> = BTreeMap::new();
        let eol = bases
            .iter()
            .filter_map(|path| self.resources.get(*path))
            .map(|file| file.eol)
            // Where one has CRLF, the whole will be taken for such.
            .max()
            .unwrap_or("\n");
        let mut after = first;
        for u in 0..document.map_or(0, |d| self.side.documents[d].units.len()) {
            if let Some(at) = stands.get(&u) {
                after = at + 1;
            } else if let Some(chunk) = document.and_then(|d| self.fresh((d, u), eol)) {
                inserted.entry(after).or_default().push(chunk);
            }
        }
        let file = bases.iter().find_map(|path| self.resources.get(*path));
        let mut out = file.map_or_else(
            || layout::Writer::new(&File::default(), eol),
            |file| layout::Writer::new(file, eol),
        );
        let mut removed = false;
        for (at, (place, chunk)) in base.into_iter().enumerate() {
            if insert(&mut out, inserted.remove(&at)) && chunk.kind != Kind::Blank {
                out.gap();
            }
            let fate = self.fates.get(&place).copied().unwrap_or(Fate::Keep);
            if chunk.kind == Kind::Blank && std::mem::take(&mut removed) && out.at_gap() {
                continue;
            }
            if chunk.kind == Kind::Message && !out.at_gap() && removed {
                out.gap();
            }
            let path = document.map_or(place.0.as_str(), |d| &self.side.documents[d].path);
            let path = path.to_owned();
            let kept = self.place(chunk, &place, fate, document, &path, eol);
            match kept {
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
        out.finish()
    }

    /// Does with a chunk what its fate is; returns what stays of it here.
    fn place(
        &mut self,
        mut chunk: Chunk,
        place: &Place,
        fate: Fate,
        document: Option<usize>,
        path: &str,
        eol: &str,
    ) -> Option<Chunk> {
        let key = (place.0.clone(), chunk.id.clone());
        match fate {
            Fate::Keep => {
                for fact in self.before.of(&key.0, &key.1).to_vec() {
                    if chunk
                        .pattern()
                        .is_some_and(|p| fingerprint(&p) == fact.fingerprint)
                    {
                        self.facts.add(path, &key.1, fact);
                    }
                }
                if let Some(fact) = self.fact_of_double.get(place) {
                    self.facts.add(path, &key.1, fact.clone());
                }
                Some(chunk)
            }
            Fate::Unit(at) if Some(at.0) == document => self.settled(at, chunk, eol),
            Fate::Unit(at) if self.have.get(&at) == Some(place) => None,
            Fate::Attic => None,
            Fate::Unit(_) | Fate::Remove => {
                if !self.files.comments {
                    return Some(chunk);
                }
                let free = marks::free_lines(&chunk.comment, &self.language);
                chunk = Chunk::new(Kind::Other, "", String::new(), free);
                (!chunk.body.is_empty()).then_some(chunk)
            }
        }
    }

    /// Returns a unit's entry or stub with its comment brought up to date.
    fn settled(&mut self, at: At, mut chunk: Chunk, eol: &str) -> Option<Chunk> {
        let unit = self.unit(at);
        let (id, owed) = (unit.id.clone(), self.owed(unit));
        if self.stubs.contains_key(&at) {
            if self.returned.contains_key(&at) || self.made.contains_key(&at) {
                let mut entry = self.fresh(at, eol)?;
                let free = marks::free_lines(&chunk.comment, &self.language);
                entry.comment.insert_str(0, &free);
                return Some(entry);
            }
            if !self.files.comments {
                return Some(chunk);
            }
            if !owed || self.files.overlay {
                let free = marks::free_lines(&chunk.comment, &self.language);
                chunk = Chunk::new(Kind::Other, "", String::new(), free);
                return (!chunk.body.is_empty()).then_some(chunk);
            }
            chunk.kind = Kind::Stub;
            chunk.body = format!("# {id} ={eol}");
            chunk.id = id;
        } else {
            chunk.fill();
            chunk.rename(&id);
            self.note_fact(at);
        }
        if self.files.comments {
            chunk.comment = self.comment(at, &chunk.comment, eol);
        }
        Some(chunk)
    }

    /// Returns a chunk for a unit that the resource does not have: moved here,
    /// back from the attic, or a stub.
    fn fresh(&mut self, at: At, eol: &str) -> Option<Chunk> {
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
            self.note_fact(at);
            return Some(chunk);
        }
        if let Some(pattern) = self.made.get(&at) {
            let body = write_message(&id, pattern, eol);
            let comment = if self.files.comments {
                self.comment(at, "", eol)
            } else {
                String::new()
            };
            self.note_fact(at);
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

    fn note_fact(&mut self, at: At) {
        let document = &self.side.documents[at.0];
        let (path, id) = (&document.path, &document.units[at.1].id);
        if let Some(fact) = self.fact_of.get(&at).filter(|_| !self.broken.contains(&at)) {
            self.facts.add(path, id, fact.clone());
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
        // The source text stands right over its translation, so that a merge
        // of an author's edit and a translator's is a conflict, not a text
        // that looks translated.
        marks::push(&mut out, &self.language, &unit.pattern, eol);
        out
    }
}

/// Adds new chunks, each with a blank line before it; returns whether there were any.
fn insert(out: &mut layout::Writer, chunks: Option<Vec<Chunk>>) -> bool {
    let found = chunks.is_some();
    for chunk in chunks.unwrap_or_default() {
        out.apart(chunk);
    }
    found
}
