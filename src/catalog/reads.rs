//! What source texts show by name, and targets may say in their own words.
//!
//! An author writes `{ NUMBER($masks) }`, and `masks: 30000` stands in the front
//! matter; a translator may write `3万`. When the author changes the value, the
//! source text stays as it is, and the translation is of another value. So a fact
//! keeps the values of the fields and terms that the source text refers to and the
//! target does not. What a target refers to itself is shown as it is now.

use super::state::Change;
use super::{DocumentInput, DocumentUnits, Fact, LocaleFiles, Reads, TERMS_FILE};
use crate::ftl::{Entries, Names, names};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// The values that source texts can refer to.
pub(super) struct Values<'a> {
    inputs: &'a [DocumentInput],
    terms: Entries,
    /// For each document what its messages refer to, by their ids.
    messages: Vec<FxHashMap<String, Names>>,
}

impl<'a> Values<'a> {
    pub(super) fn new(inputs: &'a [DocumentInput], source: &LocaleFiles) -> Self {
        let some = inputs.iter().any(|one| one.fluent);
        let text = source.files.get(TERMS_FILE).filter(|_| some);
        Self {
            inputs,
            terms: text.map_or_else(Entries::default, |text| Entries::read(text)),
            messages: Vec::new(),
        }
    }

    pub(super) const fn inputs(&self) -> &'a [DocumentInput] {
        self.inputs
    }

    /// Notes with the units of the documents what they show.
    pub(super) fn note(&mut self, documents: &mut [DocumentUnits]) {
        for (d, document) in documents.iter_mut().enumerate() {
            let units = document.units.iter().filter(|_| self.inputs[d].fluent);
            let refers = units.filter(|unit| unit.pattern.contains('{'));
            let of_unit = |unit: &super::Unit| Some((unit.id.clone(), names(&unit.pattern)?));
            self.messages.push(refers.filter_map(of_unit).collect());
            if !self.messages[d].is_empty() {
                for unit in &mut document.units {
                    unit.reads = self.of(d, &unit.pattern, &Names::new());
                }
            }
        }
    }

    /// Returns what `pattern` shows in the document at `at`, but for what is `said`
    /// and what only that shows.
    pub(super) fn of(&self, at: usize, pattern: &str, said: &Names) -> Reads {
        let mut shown = Reads::new();
        let input = &self.inputs[at];
        if !input.fluent || !pattern.contains('{') {
            return shown;
        }
        let mut seen = said.clone();
        let mut open: Vec<String> = names(pattern).unwrap_or_default().into_iter().collect();
        while let Some(name) = open.pop() {
            if !seen.insert(name.clone()) {
                continue;
            }
            if let Some(field) = name.strip_prefix('$') {
                let value = input.values.get(field);
                shown.extend(value.map(|value| (field.to_owned(), value.clone())));
            } else if name.starts_with('-') {
                let value = self.terms.value(&name);
                shown.extend(value.map(|value| (name.clone(), value.to_owned())));
                open.extend(inside(&name, self.terms.names(&name)));
            } else {
                open.extend(inside(&name, self.messages[at].get(&name)));
            }
        }
        shown
    }
}

/// Returns what the entry of this name brings in that refers to `names`: in a term
/// `$x` is an argument, and not a field.
fn inside<'n>(name: &'n str, names: Option<&'n Names>) -> impl Iterator<Item = String> + 'n {
    let is_term = name.starts_with('-');
    let names = names.into_iter().flatten();
    let shown = names.filter(move |one| !(is_term && one.starts_with('$')));
    shown.cloned()
}

/// What the texts of one target locale can refer to.
pub(super) struct Referable<'a> {
    files: &'a LocaleFiles,
    /// The locale's files of Fluent, by path, as they are asked for.
    entries: FxHashMap<&'a str, OnceLock<Entries>>,
}

impl<'a> Referable<'a> {
    pub(super) fn new(files: &'a LocaleFiles) -> Self {
        let paths = files.files.keys().map(String::as_str);
        let entries = paths.map(|path| (path, OnceLock::new())).collect();
        Self { files, entries }
    }

    /// Returns what a target in this document's resource refers to, also by the
    /// messages and terms that it shows.
    ///
    /// `None` where nobody can tell: the target is not Fluent, or refers to a message
    /// of another file.
    pub(super) fn said(&self, document: &str, target: &str) -> Option<Names> {
        let mut open: Vec<String> = names(target)?.into_iter().collect();
        let mut said = Names::new();
        let resource = format!("{document}.ftl");
        while let Some(name) = open.pop() {
            if !said.insert(name.clone()) || name.starts_with('$') {
                continue;
            }
            let files = [resource.as_str(), TERMS_FILE];
            let mut entries = files.iter().filter_map(|path| self.entries(path));
            let own = entries.find_map(|entries| entries.names(&name));
            if own.is_none() && !name.starts_with('-') {
                return None;
            }
            open.extend(inside(&name, own));
        }
        Some(said)
    }

    fn entries(&self, path: &str) -> Option<&Entries> {
        let entries = self.entries.get(path)?;
        Some(entries.get_or_init(|| Entries::read(&self.files.files[path])))
    }
}

/// Returns those of the values that are not `said`.
pub(super) fn unsaid(reads: &Reads, said: &Names) -> Reads {
    let is_said = |name: &str| said.contains(name) || said.contains(&format!("${name}"));
    let rest = reads.iter().filter(|(name, _)| !is_said(name));
    rest.map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

impl Fact {
    /// Adds the values of `now` that are not recorded; what is recorded stays.
    pub(super) fn record(&mut self, now: &Reads) {
        for (name, value) in now {
            let known = self.reads.entry(name.clone());
            known.or_insert_with(|| value.clone());
        }
    }
}

/// Says what has changed: `masks: 30000 → 40000`.
pub(super) fn told(change: &Change<'_>) -> String {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!(
        "{}: {} → {}",
        change.name,
        line(change.was),
        line(change.is)
    )
}
