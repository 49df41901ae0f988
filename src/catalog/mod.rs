//! The catalog: units, their ids, the facts about translations, the attic.
//!
//! Its job is to say what `extract` would make of a project: which message
//! each segment is, how each translation stands to its source text, and what
//! the files under `locales/` should then hold. The entry point is
//! [`extract`]; it is pure, so `check`, `build` and `status` call it too and
//! leave its [`Extraction::writes`] unwritten.
//!
//! 1. `source` matches the segments of all documents with the messages of the
//!    source resources (`matching`, `similarity`), and gives ids (`id`).
//! 2. `target` finds, for each locale, the translation of each unit by the
//!    facts (`state`), and fetches from and sends to the `attic`.
//! 3. Both write files as chunks (`file`): what is not changed keeps its bytes.

mod accept;
#[cfg(test)]
mod annals;
mod attic;
mod grid;
mod held;
#[cfg(test)]
mod histories;
mod id;
mod layout;
#[cfg(test)]
mod lossless_tests;
mod marks;
mod matching;
#[cfg(test)]
mod mutant;
mod owed;
pub mod pseudo;
mod reads;
mod similarity;
mod source;
mod state;
mod target;
#[cfg(test)]
mod tests;

pub use accept::{Filling, Pruned, Selection, accept, fill, prune, rewrite};
pub use held::Held;
pub use id::slug;
pub use marks::stamp;
pub use owed::owed;
pub use similarity::{LONE_THRESHOLD, THRESHOLD};
pub use source::Previous;
pub use state::{Fact, Facts, Reads, decoded, encoded};

use crate::diagnostic::{Finding, Severity};
use crate::ftl::File;
use crate::segment::{Address, Block, Segment};
use crate::text::{Span, hash};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The name of the facts file in a locale's folder.
pub const STATE_FILE: &str = "translations.state";
/// The name of the attic in a locale's folder.
pub const ATTIC_FILE: &str = "attic.ftl";
/// The name of the terms file in a locale's folder, which no one here touches.
pub const TERMS_FILE: &str = "terms.ftl";

/// A document as `segment` cut it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentInput {
    /// Its path under the content folder, such as `releases/a.md`.
    pub path: String,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Its segments.
    pub segments: Vec<Segment>,
    /// Whether the author writes Fluent in it (`fluent: true`).
    pub fluent: bool,
    /// The audiences of the whole document; `None` is everybody.
    pub audiences: Option<Vec<String>>,
    /// The values that its messages can show by name, where the author writes Fluent
    /// in it: the scalars of its front matter.
    pub values: BTreeMap<String, String>,
}

/// The files of one locale, as they stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LocaleFiles {
    /// The locale, as its folder is named.
    pub locale: String,
    /// The texts of all its files, by path in the locale's folder:
    /// resources, `translations.state`, `attic.ftl`, `terms.ftl`.
    pub files: BTreeMap<String, String>,
    /// Whether `extract` writes comments and stubs for people here.
    pub comments: bool,
    /// Whether it lies over another folder (`es-EC` beside `es`): never
    /// stubbed, never missing.
    pub overlay: bool,
    /// The audiences of its editions; `None` owes every segment.
    pub audiences: Option<Vec<String>>,
    /// The variables that every edition which reads it gives itself: what the front
    /// matter says of them is not shown.
    pub given: BTreeSet<String>,
    /// The files that could not be read, which are not in `files`.
    pub held: Held,
}

/// How to extract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Whether hand edits of source resources are overwritten.
    pub force: bool,
}

/// A segment with its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The message's id, unique in its document.
    pub id: String,
    /// Index of its block.
    pub block: usize,
    /// Index of its segment.
    pub segment: usize,
    /// The source text, with the numbers of addresses as they are assigned.
    pub pattern: String,
    /// The audiences it is for, document and block together; `None` is everybody.
    pub audiences: Option<Vec<String>>,
    /// The values that the source text shows by name: fields of the front matter and
    /// the source's terms.
    pub reads: Reads,
    /// Where its message stands now: document and id in the source resources.
    pub(crate) origin: Option<Key>,
    /// The text in the source resource before this run.
    pub(crate) seen: Option<String>,
}

/// A document and a message's id in it.
pub type Key = (String, String);

/// The units of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentUnits {
    /// The document's path.
    pub path: String,
    /// Its units, one for each segment and in their order.
    pub units: Vec<Unit>,
    /// For each block its addresses, with the numbers as they are assigned.
    pub addresses: Vec<Vec<Address>>,
    /// The path that the document had at the last extraction, if it has moved.
    pub renamed_from: Option<String>,
}

impl DocumentUnits {
    /// Returns the units of a block; they stand in the order of their blocks.
    #[must_use]
    pub fn of_block(&self, block: usize) -> &[Unit] {
        let from = self.units.partition_point(|unit| unit.block < block);
        let rest = &self.units[from..];
        &rest[..rest.partition_point(|unit| unit.block == block)]
    }
}

/// How a translation stands to its source text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// There is none.
    Missing,
    /// Made from the present source text, and nobody's draft.
    Translated,
    /// Made from another source text than the present one.
    Stale,
    /// Not accepted yet by a person.
    Draft,
}

/// What a locale has for one unit. Spans and path speak of the files as they
/// stand, not as `extract` would write them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    /// How it stands.
    pub state: State,
    /// Whether one of the locale's editions shows it; others are not counted.
    pub owed: bool,
    /// The file in the locale's folder that holds it or its stub, or should.
    pub path: String,
    /// Its text as a pattern; `None` if missing.
    pub pattern: Option<String>,
    /// Where its entry or stub stands in the file, comments included.
    pub span: Option<Span>,
    /// Where its pattern stands in the file.
    pub value_span: Option<Span>,
    /// The source text that it was made from, where that is not the present one.
    pub was: Option<String>,
    /// The values that the source text shows by name and that have changed since it
    /// was made: `masks: 30000 → 40000`. What it refers to itself is not among them.
    pub changed: Vec<String>,
    /// Whether the text was found under a line `# WAS:` that was left there: nobody
    /// can tell from which text it was made.
    pub unsettled: bool,
    /// The values that the source text shows by name now and it does not refer to.
    pub unsaid: Reads,
    /// Whose draft it is, if one.
    pub draft: Option<String>,
    /// The key under which the file as it stands has it.
    pub key: Key,
}

/// An entry of a target resource that no segment and no entry needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surplus {
    /// The document.
    pub document: String,
    /// The message's id.
    pub id: String,
    /// The file in the locale's folder.
    pub path: String,
    /// Where it stands.
    pub span: Span,
}

/// What a locale has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LocaleCatalog {
    /// The locale.
    pub locale: String,
    /// By document and id: all that is owed, and all else that is there.
    pub translations: BTreeMap<Key, Translation>,
    /// What nothing needs.
    pub surplus: Vec<Surplus>,
    /// Ids that a file has twice: document, id, path, place of the later one.
    pub duplicates: Vec<Surplus>,
    /// The facts as `extract` would write them.
    pub facts: Facts,
    /// How many translations came from people or tools since the last extraction.
    pub unrecorded: usize,
    /// Whether a newer version of the program wrote its facts: then nothing is known
    /// of the locale, and nothing of it is written.
    pub closed: bool,
    /// What could not be read, in this locale or the source's: of the documents
    /// that it holds there are no translations here, and none is missing.
    pub held: Held,
}

/// The texts of changed files by locale and path; `None` is a file to delete.
pub type Writes = BTreeMap<(String, String), Option<String>>;

/// What `extract` would make.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extraction {
    /// The units of each document, in the order of the input.
    pub documents: Vec<DocumentUnits>,
    /// What each target locale has, in the order of the input.
    pub locales: Vec<LocaleCatalog>,
    /// The files that change.
    pub writes: Writes,
    /// Findings about source resources. Paths are `<locale>/<path>`, under the
    /// folder of locales.
    pub findings: Vec<Finding>,
}

impl Extraction {
    /// Returns what `locale` has, if it is a target.
    #[must_use]
    pub fn locale(&self, locale: &str) -> Option<&LocaleCatalog> {
        self.locales.iter().find(|one| one.locale == locale)
    }
}

/// Says what `extract` makes of `documents`, the `source` locale's files and
/// the `targets`' files.
///
/// Total and deterministic. Applied to its own result it changes nothing. No
/// translation leaves the files: it stands in its resource or in the attic.
/// What is [`Held`] stays as it is; `documents` has none that the source holds.
#[must_use]
pub fn extract(
    source: &LocaleFiles,
    documents: &[DocumentInput],
    targets: &[LocaleFiles],
    options: &Options,
) -> Extraction {
    extract_after(&Previous::read(source), source, documents, targets, options)
}

/// Does what [`extract`] does, where the source's files have been read already.
#[must_use]
pub fn extract_after(
    previous: &Previous,
    source: &LocaleFiles,
    documents: &[DocumentInput],
    targets: &[LocaleFiles],
    options: &Options,
) -> Extraction {
    let resources: Vec<Resources> = targets.par_iter().map(cut).collect();
    let values = reads::Values::new(documents, source);
    let side = source::extract(previous, values, (targets, &resources));
    let of_target = |(files, resources)| target::extract(files, resources, &side, source);
    let ((made, mut findings), results) = rayon::join(
        || source::write(&side, source, *options),
        || -> Vec<target::Outcome> {
            let targets = targets.par_iter().zip(resources);
            targets.map(of_target).collect()
        },
    );
    let mut writes = Writes::new();
    note_changes(&mut writes, source, made);
    let mut locales = Vec::with_capacity(results.len());
    for (files, outcome) in targets.iter().zip(results) {
        note_changes(&mut writes, files, outcome.files);
        if outcome.catalog.closed {
            findings.push(newer_facts(&files.locale));
        }
        locales.push(outcome.catalog);
    }
    if previous.is_newer() {
        // What the source is, decides what becomes of all others.
        writes.clear();
        findings.push(newer_facts(&source.locale));
    }
    // Without the source's facts and terms nobody knows what translators have seen.
    if source.held.holds_locale() {
        writes.clear();
    }
    Extraction {
        documents: side.documents,
        locales,
        writes,
        findings,
    }
}

/// Says that a newer version of the program wrote a locale's facts.
fn newer_facts(locale: &str) -> Finding {
    let path = format!("{locale}/{STATE_FILE}");
    let message = format!("the facts of `{locale}` were made by a newer fluentdown");
    Finding::new("newer-facts", Severity::Error, path, message)
        .of(locale, "", "")
        .at(Span::new(0, 0))
        .help("take that version, or a newer one; nothing of this locale is read or written until then")
}

/// Returns whether a test wants this step of the code spoilt, to see that it is found.
#[cfg(not(test))]
const fn spoilt(_: &str) -> bool {
    false
}
#[cfg(test)]
use mutant::is as spoilt;

/// Drops what is of many parts while others go on.
pub(crate) fn drop_aside(parts: impl Send + 'static) {
    rayon::spawn(move || drop(parts));
}

/// The resources of a locale.
#[derive(Default)]
struct Resources {
    /// By document, sorted.
    files: Vec<(String, File)>,
}

impl Resources {
    fn iter(&self) -> impl Iterator<Item = (&String, &File)> {
        self.files.iter().map(|(document, file)| (document, file))
    }

    /// Returns the ids of the messages and stubs of a resource.
    fn ids(&self, row: usize) -> BTreeSet<String> {
        let chunks = self.files[row].1.chunks.iter();
        let named = chunks.filter(|chunk| !chunk.id.is_empty());
        named.map(|chunk| chunk.id.clone()).collect()
    }

    /// Returns the place of a document's resource among them.
    fn find(&self, document: &str) -> Option<usize> {
        let found = self
            .files
            .binary_search_by(|(one, _)| one.as_str().cmp(document));
        found.ok()
    }
}

/// Cuts the resources of a locale.
fn cut(files: &LocaleFiles) -> Resources {
    let texts: Vec<(&str, &String)> = files
        .files
        .iter()
        .filter_map(|(path, text)| Some((document_of(path)?, text)))
        .collect();
    let cut = |(document, text): (&str, &String)| (document.to_owned(), File::parse(text));
    let mut files: Vec<(String, File)> = texts.into_par_iter().map(cut).collect();
    files.sort_by(|left, right| left.0.cmp(&right.0));
    Resources { files }
}

/// Returns the fingerprint of a target's meaning, as facts record it: 16 hex
/// digits that blanks and line ends do not change.
///
/// For [`Facts::rewrite`], when a command of ours rewrites a target.
#[must_use]
pub fn fingerprint(pattern: &str) -> String {
    crate::ftl::fingerprint(pattern)
}

/// Notes those of the `made` files that differ from the present ones.
fn note_changes(
    writes: &mut Writes,
    present: &LocaleFiles,
    made: BTreeMap<String, Option<String>>,
) {
    if present.held.holds_locale() {
        return;
    }
    for (path, text) in made {
        if present.files.get(&path) != text.as_ref() && !present.held.holds(&path) {
            writes.insert((present.locale.clone(), path), text);
        }
    }
}

/// Returns the document whose resource `path` is: `a.md.ftl` is `a.md`'s.
fn document_of(path: &str) -> Option<&str> {
    let document = path.strip_suffix(".ftl")?;
    let lower = document.to_ascii_lowercase();
    [".md", ".markdown", ".txt"]
        .iter()
        .any(|extension| lower.ends_with(extension))
        .then_some(document)
}
