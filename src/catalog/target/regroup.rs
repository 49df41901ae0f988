//! Translations of texts that were divided otherwise: joined where messages
//! were joined, drafts where one was divided.

use super::{At, Run};
use crate::catalog::source::Regrouped;
use crate::catalog::{Fact, Key};
use crate::ftl::{Chunk, fingerprint};
use crate::segment;
use std::collections::BTreeMap;

/// A translation of one of the messages that a group was, with its fact.
struct Part {
    pattern: String,
    fact: Fact,
    /// Whether it was made from what the message said last.
    current: bool,
}

impl Run<'_> {
    /// Makes translations for the units that were divided otherwise and have
    /// none. What they are made of goes to the attic, and comes back from
    /// there if the texts are divided as before.
    pub(super) fn regroup(&mut self) {
        let open: Vec<(At, &Regrouped)> = self
            .side
            .regrouped
            .iter()
            .filter(|(at, _)| !self.have.contains_key(at) && !self.returned.contains_key(at))
            .filter(|(at, _)| !self.is_held(at.0))
            .map(|(at, group)| (*at, group))
            .collect();
        if open.is_empty() {
            return;
        }
        let mut entries: BTreeMap<Key, &Chunk> = BTreeMap::new();
        for (document, file) in self.resources.iter() {
            for chunk in file.chunks.iter().filter(|chunk| chunk.pattern().is_some()) {
                let key = (document.clone(), chunk.id.clone());
                entries.entry(key).or_insert(chunk);
            }
        }
        let mut made = Vec::new();
        for (at, group) in open {
            let parts = group
                .parts
                .iter()
                .map(|key| self.part(key, entries.get(key)?));
            let parts: Vec<Option<Part>> = parts.collect();
            if let Some((pattern, draft, source)) =
                combined(&parts, group.place, &self.files.locale)
            {
                let source = source.unwrap_or_else(|| self.unit(at).pattern.clone());
                let mut fact = Fact {
                    draft: draft.then(String::new),
                    ..Fact::new(fingerprint(&pattern), source)
                };
                for part in parts.iter().flatten() {
                    // What was unsettled or of another value in a part is so in the whole.
                    fact.record(&part.fact.reads);
                    if part.fact.is_unsettled() {
                        fact.unsettle();
                    }
                }
                made.push((at, pattern, fact));
            }
        }
        for (at, pattern, mut fact) in made {
            self.note_unsaid(at, &pattern, &mut fact);
            self.fact_of.insert(at, fact);
            self.made.insert(at, pattern);
        }
    }

    fn part(&self, key: &Key, chunk: &Chunk) -> Option<Part> {
        let pattern = chunk.pattern()?;
        let seen = self.side.known(&key.0, &key.1)?;
        // What the unit's text was divided into: a person may have changed it since.
        let said = self.side.given(&key.0, &key.1)?;
        let any = (said, &self.nothing);
        let (fact, _) = self.fact_about(&key.0, (chunk, &pattern), (None, Some(seen)), any);
        let current = fact.source == said;
        Some(Part {
            pattern,
            fact,
            current,
        })
    }
}

/// Returns what a unit gets of the `parts`, whether that is a draft, and the
/// text that it was made from, where that is not the present one.
fn combined(
    parts: &[Option<Part>],
    (index, count): (usize, usize),
    locale: &str,
) -> Option<(String, bool, Option<String>)> {
    let there: Vec<&Part> = parts.iter().flatten().collect();
    let whole = segment::join(there.iter().map(|part| part.pattern.as_str()));
    if there.is_empty() || whole.is_empty() {
        return None;
    }
    if count > 1 {
        // A selector is not divided: its variants may end anywhere.
        let pieces = if whole.contains("->") {
            Vec::new()
        } else {
            segment::sentences(&whole, locale)
        };
        let piece = if pieces.len() == count {
            pieces.get(index).cloned()
        } else {
            (index == 0).then_some(whole)
        };
        return piece.map(|piece| (piece, true, None));
    }
    let draft = there.len() < parts.len() || there.iter().any(|part| part.fact.draft.is_some());
    let stale = there.iter().any(|part| !part.current);
    let sources = || segment::join(there.iter().map(|part| part.fact.source.as_str()));
    Some((whole, draft, stale.then(sources)))
}
