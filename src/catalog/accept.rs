//! What people decide: a translation holds, is filled in, is thrown away.

use super::reads::{self, Referable};
use super::{
    ATTIC_FILE, Extraction, Fact, Facts, Key, LocaleFiles, Reads, STATE_FILE, State, Writes,
    document_of, layout, target,
};
use crate::ftl::{Chunk, File, Kind, fingerprint, is_broken};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Which messages a command is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// All.
    All,
    /// Those of these documents, or with an id of these messages.
    Some(Vec<(String, Option<String>)>),
}

impl Selection {
    /// Returns whether the message of this document and id is meant.
    #[must_use]
    pub fn contains(&self, document: &str, id: &str) -> bool {
        match self {
            Self::All => true,
            Self::Some(list) => list
                .iter()
                .any(|(d, i)| d == document && i.as_ref().is_none_or(|i| i == id)),
        }
    }
}

/// Records that the selected stale and draft translations of `target` hold.
///
/// Returns the new text of its facts file, and the messages that were
/// accepted. Nothing else is written: the next extraction takes it from there.
#[must_use]
pub fn accept(
    target: &LocaleFiles,
    extraction: &Extraction,
    selection: &Selection,
) -> (String, Vec<Key>) {
    let mut facts = read_facts(target);
    let mut accepted = Vec::new();
    let Some(catalog) = extraction.locale(&target.locale) else {
        return (facts.over(target.files.get(STATE_FILE)), accepted);
    };
    for document in &extraction.documents {
        for unit in &document.units {
            let key = (document.path.clone(), unit.id.clone());
            let Some(one) = catalog.translations.get(&key) else {
                continue;
            };
            let open = matches!(one.state, State::Stale | State::Draft);
            let Some(pattern) = one.pattern.as_ref().filter(|_| open) else {
                continue;
            };
            // A text that is no Fluent is shown nowhere, and holds nowhere.
            if selection.contains(&key.0, &key.1) && !is_broken(pattern) {
                let mut fact = Fact::new(fingerprint(pattern), unit.pattern.clone());
                fact.reads.clone_from(&one.unsaid);
                facts.set(&one.key.0, &one.key.1, fact);
                accepted.push(key);
            }
        }
    }
    (facts.over(target.files.get(STATE_FILE)), accepted)
}

fn read_facts(target: &LocaleFiles) -> Facts {
    target
        .files
        .get(STATE_FILE)
        .map_or_else(Facts::default, |text| Facts::parse(text))
}

/// A translation that comes from elsewhere, such as a CSV file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filling {
    /// The document.
    pub document: String,
    /// The message's id.
    pub id: String,
    /// The translation, as a pattern.
    pub pattern: String,
    /// The source text that it was made from.
    pub source: String,
    /// Whose draft it is, if one.
    pub draft: Option<String>,
    /// The values that the source text showed by name.
    pub reads: Reads,
}

/// Puts translations into the resources of `target`, in the place of what is
/// there, with their facts.
///
/// The files must be as `extract` leaves them. Where a newer version of the program
/// wrote the facts, nothing is written. Whether a filling may replace a
/// newer translation is the caller's to decide. A message that is not in its
/// resource is added at the end, and the next extraction brings it in order.
#[must_use]
pub fn fill(target: &LocaleFiles, fillings: &[Filling]) -> Writes {
    let mut facts = match target.files.get(STATE_FILE) {
        Some(text) => Facts::parse(text),
        None => Facts::new(),
    };
    if facts.is_newer() {
        return Writes::new();
    }
    let referable = Referable::new(target);
    let mut by_document: BTreeMap<&str, Vec<&Filling>> = BTreeMap::new();
    for filling in fillings {
        by_document
            .entry(&filling.document)
            .or_default()
            .push(filling);
        let said = referable.said(&filling.document, &filling.pattern);
        let reads = said.map(|said| reads::unsaid(&filling.reads, &said));
        let fact = Fact {
            draft: filling.draft.clone(),
            reads: reads.unwrap_or_default(),
            ..Fact::new(fingerprint(&filling.pattern), filling.source.clone())
        };
        facts.set(&filling.document, &filling.id, fact);
    }
    let mut writes = Writes::new();
    for (document, fillings) in by_document {
        let path = format!("{document}.ftl");
        let text = target.files.get(&path).map_or("", String::as_str);
        let new = fill_file(text, &fillings);
        if new != text {
            writes.insert((target.locale.clone(), path), Some(new));
        }
    }
    let state = facts.over(target.files.get(STATE_FILE));
    if target.files.get(STATE_FILE) != Some(&state) {
        writes.insert((target.locale.clone(), STATE_FILE.to_owned()), Some(state));
    }
    writes
}

fn fill_file(text: &str, fillings: &[&Filling]) -> String {
    let file = File::parse(text);
    let mut out = layout::Writer::new(&file, file.eol);
    let by_id: BTreeMap<&str, &Filling> = fillings.iter().map(|f| (f.id.as_str(), *f)).collect();
    let mut open = by_id.clone();
    let entries: Vec<&str> = file
        .chunks
        .iter()
        .filter(|c| c.kind == Kind::Message)
        .map(|c| c.id.as_str())
        .collect();
    let entries: std::collections::BTreeSet<String> =
        entries.into_iter().map(str::to_owned).collect();
    for chunk in &file.chunks {
        let mut chunk = Cow::Borrowed(chunk);
        let fits = chunk.kind == Kind::Message
            || (chunk.kind == Kind::Stub && !entries.contains(&chunk.id));
        if let Some(filling) = by_id.get(chunk.id.as_str()).filter(|_| fits)
            && open.remove(chunk.id.as_str()).is_some()
            && chunk.pattern().as_deref() != Some(&filling.pattern)
        {
            chunk.to_mut().set_pattern(&filling.pattern, file.eol);
        }
        out.push(chunk);
    }
    for filling in open.into_values() {
        let body = target::entry(&filling.id, &filling.pattern, file.eol);
        let chunk = Chunk::new(Kind::Message, &filling.id, String::new(), body);
        out.apart(Cow::Owned(chunk));
    }
    out.finish().unwrap_or_default()
}

/// Returns what becomes of a target's files where our own command rewrites
/// resources without a change of meaning (`check --fix`): `texts` by path in
/// the locale's folder, with the facts that they keep.
#[must_use]
pub fn rewrite(target: &LocaleFiles, texts: BTreeMap<String, String>) -> Writes {
    let mut facts = read_facts(target);
    let mut writes = Writes::new();
    if facts.is_newer() {
        return writes;
    }
    for (path, new) in texts {
        let old = target.files.get(&path).map_or("", String::as_str);
        let document = document_of(&path).unwrap_or(&path);
        let prints = |text: &str| {
            let chunks = File::parse(text).chunks.into_iter();
            let entries = chunks.filter_map(|one| Some((fingerprint(&one.pattern()?), one.id)));
            entries.collect::<Vec<_>>()
        };
        let (before, after) = (prints(old), prints(&new));
        // A fix changes texts, not how many there are.
        if before.len() == after.len() {
            for ((was, id), (is, _)) in before.iter().zip(&after).filter(|(a, b)| a.1 == b.1) {
                facts.rewrite(document, id, was, is);
            }
        }
        writes.insert((target.locale.clone(), path), Some(new));
    }
    if facts.is_known() {
        let state = (target.locale.clone(), STATE_FILE.to_owned());
        writes.insert(state, Some(facts.over(target.files.get(STATE_FILE))));
    }
    writes
}

/// What `prune` throws away.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pruned {
    /// The files that change.
    pub writes: Writes,
    /// The entries that go: document and id that they had, and their text.
    pub gone: Vec<(Key, String)>,
}

/// Empties the attic of `target`; comments that people wrote there go too.
#[must_use]
pub fn prune(target: &LocaleFiles) -> Pruned {
    let mut pruned = Pruned::default();
    let Some(text) = target.files.get(ATTIC_FILE) else {
        return pruned;
    };
    let mut facts = read_facts(target);
    if facts.is_newer() {
        return pruned;
    }
    for chunk in File::parse(text).chunks {
        let Some(pattern) = chunk.pattern().filter(|_| chunk.kind == Kind::Message) else {
            continue;
        };
        let home = super::attic::home(&chunk);
        let key = home.unwrap_or_else(|| (ATTIC_FILE.to_owned(), chunk.id.clone()));
        facts.remove(ATTIC_FILE, &chunk.id);
        pruned.gone.push((key, pattern));
    }
    let locale = &target.locale;
    pruned
        .writes
        .insert((locale.clone(), ATTIC_FILE.to_owned()), None);
    if facts.is_known() {
        let state = (locale.clone(), STATE_FILE.to_owned());
        pruned
            .writes
            .insert(state, Some(facts.over(target.files.get(STATE_FILE))));
    }
    pruned
}
