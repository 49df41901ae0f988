//! Putting chunks one after another.

use super::{DocumentUnits, Unit, matching};
use crate::ftl::{Chunk, File, Kind};
use crate::segment::Address;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Writes a resource chunk by chunk.
pub(super) struct Writer<'c> {
    before: &'c File,
    chunks: Vec<Cow<'c, Chunk>>,
    eol: &'static str,
}

impl<'c> Writer<'c> {
    /// Begins a resource with the byte order mark that `before` has.
    pub(super) fn new(before: &'c File, eol: &'static str) -> Self {
        Self {
            before,
            chunks: Vec::with_capacity(before.chunks.len()),
            eol,
        }
    }

    /// Adds a chunk as it is.
    pub(super) fn push(&mut self, chunk: Cow<'c, Chunk>) {
        self.chunks.push(chunk);
    }

    /// Adds a chunk with a blank line before it.
    pub(super) fn apart(&mut self, chunk: Cow<'c, Chunk>) {
        self.gap();
        self.push(chunk);
    }

    /// Makes sure that a blank line stands at the end, unless nothing does.
    pub(super) fn gap(&mut self) {
        let last = self.chunks.last_mut();
        let Some(last) = last.filter(|c| c.kind != Kind::Blank) else {
            return;
        };
        if !last.body.ends_with('\n') {
            last.to_mut().body.push_str(self.eol);
        }
        let blank = Chunk::new(Kind::Blank, "", String::new(), self.eol.to_owned());
        self.chunks.push(Cow::Owned(blank));
    }

    /// Returns whether a blank line, or nothing, stands at the end.
    pub(super) fn at_gap(&self) -> bool {
        let last = self.chunks.last();
        last.is_none_or(|c| c.kind == Kind::Blank)
    }

    /// Takes the blank lines at the end away, if the file was not to end so.
    pub(super) fn trim_end(&mut self) {
        while !self.chunks.is_empty() && self.at_gap() {
            self.chunks.pop();
        }
    }

    /// Returns the text, or `None` where nothing but blank lines is left.
    pub(super) fn finish(self) -> Option<String> {
        let some = self.chunks.iter().any(|c| c.kind != Kind::Blank);
        some.then(|| self.before.with_chunks(self.eol, &self.chunks))
    }
}

/// What stands in a resource in which nothing else stands.
const HEADER: &str = "### Kept in step by fluentdown";

/// Returns whether that is all that stands in a text.
pub(super) fn is_header(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim() == HEADER
}

/// Gives a resource in which nothing stands a line, where it is wanted all the same,
/// and takes away one in which that line alone stands where it is not.
pub(super) fn with_header(text: Option<String>, wanted: bool) -> Option<String> {
    match text {
        None if wanted => Some(format!("{HEADER}\n")),
        Some(text) if !wanted && is_header(&text) => None,
        other => other,
    }
}

/// Returns the addresses that a unit names.
pub(super) fn named_addresses<'a>(document: &'a DocumentUnits, unit: &Unit) -> Vec<&'a Address> {
    let all = document.addresses.get(unit.block);
    let Some(all) = all.filter(|all| !all.is_empty()) else {
        return Vec::new();
    };
    let numbers = matching::numbers(&unit.pattern);
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
