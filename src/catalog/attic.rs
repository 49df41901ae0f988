//! The attic: translations whose segment left, until it comes back.
//!
//! An entry stands there under its id and a hash of both texts. The comment
//! says where it comes from (`# FROM: document#id`) and its source text; its
//! fact is kept under the attic's name.

use super::{ATTIC_FILE, Fact, Facts, Key, Reads, hash, layout, marks};
use crate::ftl::fingerprint;
use crate::ftl::{Chunk, File, Kind};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Returns the document and the id that an entry of the attic had.
pub(super) fn home(chunk: &Chunk) -> Option<Key> {
    if chunk.kind != Kind::Message {
        return None;
    }
    let from = marks::read(&chunk.comment, "FROM")?;
    let (document, id) = from.rsplit_once('#')?;
    Some((document.to_owned(), id.to_owned()))
}

/// How many translations of one text are looked at for the best.
const NEAR: usize = 64;

/// The attic of a locale.
pub(super) struct Attic {
    file: File,
    facts: BTreeMap<String, Fact>,
    by_source: BTreeMap<String, Vec<usize>>,
    taken: BTreeSet<usize>,
    /// Where the entries stand that come in now: from this place on.
    old: usize,
    /// What they were in their resources.
    moved: BTreeMap<usize, (String, Chunk)>,
    language: String,
}

/// A translation that comes back.
pub(super) struct Returned {
    pub(super) chunk: Chunk,
    pub(super) fact: Fact,
    /// Its document and what it was there, if it came in only now.
    pub(super) moved: Option<(String, Chunk)>,
}

impl Attic {
    /// Reads the attic.
    pub(super) fn new(text: Option<&String>, facts: &Facts, language: &str) -> Self {
        let file = text.map_or_else(|| File::parse(""), |text| File::parse(text));
        let mut own = BTreeMap::new();
        let mut by_source: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, chunk) in file.chunks.iter().enumerate() {
            let Some(pattern) = chunk.pattern().filter(|_| chunk.kind == Kind::Message) else {
                continue;
            };
            let print = fingerprint(&pattern);
            let any = ("", &Reads::new());
            let fact = facts.find(ATTIC_FILE, &chunk.id, &print, any).cloned();
            // Without its fact an entry comes back as a draft.
            let fact = fact.unwrap_or_else(|| {
                let source = marks::read(&chunk.comment, language);
                Fact {
                    draft: Some(String::new()),
                    ..Fact::new(print, source.unwrap_or_default())
                }
            });
            by_source.entry(fact.source.clone()).or_default().push(at);
            own.insert(chunk.id.clone(), fact);
        }
        Self {
            old: file.chunks.len(),
            file,
            facts: own,
            by_source,
            taken: BTreeSet::new(),
            moved: BTreeMap::new(),
            language: language.to_owned(),
        }
    }

    /// Takes out a translation of `source`, best one that was `key`'s.
    pub(super) fn take(&mut self, source: &str, key: &Key) -> Option<Returned> {
        let free = self.by_source.get(source)?;
        let free: Vec<usize> = free
            .iter()
            .copied()
            .filter(|at| !self.taken.contains(at))
            .take(NEAR)
            .collect();
        let own = |at: &usize| home(&self.file.chunks[*at]).as_ref() == Some(key);
        let at = free.iter().copied().find(own).or(free.first().copied())?;
        self.taken.insert(at);
        if let Some(list) = self.by_source.get_mut(source) {
            list.retain(|one| *one != at);
        }
        let chunk = self.file.chunks[at].clone();
        let fact = self.facts.get(&chunk.id).cloned()?;
        let moved = self.moved.get(&at).cloned();
        Some(Returned { chunk, fact, moved })
    }

    /// Puts a translation in; all come in before any goes out.
    pub(super) fn put(&mut self, mut chunk: Chunk, key: &Key, facts: &[Fact], source: &str) {
        let Some(pattern) = chunk.pattern() else {
            return;
        };
        let was = chunk.clone();
        chunk.fill();
        let print = fingerprint(&pattern);
        let fact = facts
            .iter()
            .find(|fact| fact.fingerprint == print)
            .cloned()
            .unwrap_or_else(|| Fact {
                draft: Some(String::new()),
                ..Fact::new(print, source.to_owned())
            });
        chunk.set_eol("\n");
        let eol = if self.file.eol.is_empty() {
            "\n"
        } else {
            self.file.eol
        };
        let free = marks::free_lines(&chunk.comment, &self.language);
        let sum = hash(&format!("{}\n{}\n{free}", fact.source, chunk.body));
        let id = format!("{}-{:08x}", key.1, (sum ^ (sum >> 32)) & 0xffff_ffff);
        chunk.set_eol(eol);
        let there = self.facts.contains_key(&id);
        chunk.rename(&id);
        chunk.comment.clear();
        marks::push(
            &mut chunk.comment,
            "FROM",
            &format!("{}#{}", key.0, key.1),
            eol,
        );
        marks::push(&mut chunk.comment, &self.language, &fact.source, eol);
        chunk.comment.push_str(&free.replace('\n', eol));
        if !there {
            let at = self.file.chunks.len();
            self.by_source
                .entry(fact.source.clone())
                .or_default()
                .push(at);
            self.moved.insert(at, (key.0.clone(), was));
            self.file.chunks.push(chunk);
        }
        self.facts.insert(id, fact);
    }

    /// Writes the attic and adds its facts.
    pub(super) fn finish(self, facts: &mut Facts) -> Option<String> {
        let eol = if self.file.eol.is_empty() {
            "\n"
        } else {
            self.file.eol
        };
        let mut out = layout::Writer::new(&self.file, eol);
        let mut skip_blank = false;
        for (at, chunk) in self.file.chunks.iter().enumerate() {
            if self.taken.contains(&at) {
                skip_blank = out.at_gap();
                continue;
            }
            if at >= self.old {
                out.apart(Cow::Borrowed(chunk));
            } else if !(skip_blank && chunk.kind == Kind::Blank) {
                out.push(Cow::Borrowed(chunk));
            }
            skip_blank = false;
            if let Some(fact) = self
                .facts
                .get(&chunk.id)
                .filter(|_| chunk.kind == Kind::Message)
            {
                facts.add(ATTIC_FILE, &chunk.id, fact.clone());
            }
        }
        out.finish()
    }
}
