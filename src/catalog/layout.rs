//! Putting chunks one after another.

use super::{DocumentUnits, Unit, matching};
use crate::ftl::{Chunk, File, Kind};
use crate::segment::Address;
use std::collections::BTreeSet;

/// Writes a resource chunk by chunk.
pub(super) struct Writer {
    file: File,
    eol: &'static str,
}

impl Writer {
    /// Begins a resource with the byte order mark that `before` has.
    pub(super) fn new(before: &File, eol: &'static str) -> Self {
        let file = before.emptied(eol);
        Self { file, eol }
    }

    /// Adds a chunk as it is.
    pub(super) fn push(&mut self, chunk: Chunk) {
        self.file.chunks.push(chunk);
    }

    /// Adds a chunk with a blank line before it.
    pub(super) fn apart(&mut self, chunk: Chunk) {
        self.gap();
        self.push(chunk);
    }

    /// Makes sure that a blank line stands at the end, unless nothing does.
    pub(super) fn gap(&mut self) {
        let Some(last) = self
            .file
            .chunks
            .last_mut()
            .filter(|c| c.kind != Kind::Blank)
        else {
            return;
        };
        if !last.body.ends_with('\n') {
            last.body.push_str(self.eol);
        }
        let blank = Chunk::new(Kind::Blank, "", String::new(), self.eol.to_owned());
        self.file.chunks.push(blank);
    }

    /// Returns whether a blank line, or nothing, stands at the end.
    pub(super) fn at_gap(&self) -> bool {
        self.file
            .chunks
            .last()
            .is_none_or(|c| c.kind == Kind::Blank)
    }

    /// Takes the blank lines at the end away, if the file was not to end so.
    pub(super) fn trim_end(&mut self) {
        while self
            .file
            .chunks
            .last()
            .is_some_and(|c| c.kind == Kind::Blank)
        {
            self.file.chunks.pop();
        }
    }

    /// Returns the text, or `None` where nothing but blank lines is left.
    pub(super) fn finish(self) -> Option<String> {
        (!self.file.is_empty()).then(|| self.file.to_text())
    }
}

/// Returns the addresses that a unit names.
pub(super) fn named_addresses<'a>(document: &'a DocumentUnits, unit: &Unit) -> Vec<&'a Address> {
    let numbers = matching::numbers(&unit.pattern);
    let Some(all) = document
        .addresses
        .get(unit.block)
        .filter(|_| !numbers.is_empty())
    else {
        return Vec::new();
    };
    // Most stand at the place of their number: a block may have thousands.
    let at_home = |number: &usize| {
        let index = number.checked_sub(1)?;
        all.get(index)
            .filter(|one| one.number == *number)
            .map(|_| index)
    };
    match numbers.iter().map(at_home).collect::<Option<BTreeSet<_>>>() {
        Some(places) => places.into_iter().map(|at| &all[at]).collect(),
        None => all
            .iter()
            .filter(|one| numbers.contains(&one.number))
            .collect(),
    }
}

/// Returns the names that the placeables of `chunks` begin with, but for a
/// message's own: those of the messages that are referred to, and some more.
pub(super) fn references(chunks: &[Chunk]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for chunk in chunks {
        for part in chunk.body.split('{').skip(1) {
            let name: String = part
                .trim_start()
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
                .collect();
            if !name.is_empty() && name != chunk.id {
                names.insert(name);
            }
        }
    }
    names
}
