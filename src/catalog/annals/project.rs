//! A project in memory, and what somebody knows about its translations.

use super::hand::{Sheet, tokens};
use crate::catalog::{
    DocumentInput, Extraction, LocaleFiles, Options, STATE_FILE, State, Translation, Writes,
    extract,
};
use crate::document::BlockKind;
use crate::segment::{Block, Segment};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// What a source text referred to in a text's own words: nothing, or a value.
pub(super) type Said = (String, Option<u32>);

/// A sentence of a document: which one, which version of it, whether it shows the
/// value of the front matter by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    pub(super) number: usize,
    pub(super) version: usize,
    pub(super) reads: bool,
}

impl Sentence {
    pub(super) fn text(&self) -> String {
        const TOWNS: [&str; 6] = ["Weifang", "Guaranda", "Quito", "Jinan", "Ambato", "Qingdao"];
        let town = TOWNS[self.number % TOWNS.len()];
        let (number, version) = (self.number, self.version);
        let what = if self.reads {
            "{ NUMBER($masks) } masks"
        } else {
            "some letters"
        };
        format!("The people of {town} sent {what} to house {number} in their year {version}.")
    }
}

/// A project.
#[derive(Clone)]
pub(super) struct Project {
    pub(super) documents: BTreeMap<String, Vec<Sentence>>,
    /// What the documents were before the author's last act.
    pub(super) older: BTreeMap<String, Vec<Sentence>>,
    pub(super) masks: u32,
    pub(super) source: LocaleFiles,
    pub(super) target: LocaleFiles,
    /// Sentences, versions and tokens that were given so far.
    pub(super) serial: usize,
    /// For which source texts, with which values, somebody wrote a text with a token.
    pub(super) claims: BTreeMap<u32, BTreeSet<Said>>,
    /// Whether branches met, or a run was cut off, and nobody has extracted since.
    pub(super) unsettled: bool,
}

fn locale(name: &str) -> LocaleFiles {
    LocaleFiles {
        locale: name.into(),
        comments: true,
        ..LocaleFiles::default()
    }
}

impl Project {
    pub(super) fn new() -> Self {
        let sentence = |number| Sentence {
            number,
            version: number,
            reads: number == 1,
        };
        let documents = BTreeMap::from([("a.md".to_owned(), vec![sentence(0), sentence(1)])]);
        Self {
            older: documents.clone(),
            documents,
            masks: 0,
            source: locale("en"),
            target: locale("es"),
            serial: 2,
            claims: BTreeMap::new(),
            unsettled: false,
        }
    }

    fn inputs(&self) -> Vec<DocumentInput> {
        let input = |(path, sentences): (&String, &Vec<Sentence>)| DocumentInput {
            path: path.clone(),
            blocks: (0..sentences.len()).map(block).collect(),
            segments: sentences
                .iter()
                .enumerate()
                .map(|(at, sentence)| Segment {
                    block: at,
                    pattern: sentence.text(),
                    span: Span::default(),
                })
                .collect(),
            fluent: true,
            audiences: None,
            values: BTreeMap::from([("masks".to_owned(), self.masks.to_string())]),
        };
        self.documents.iter().map(input).collect()
    }

    pub(super) fn look(&self, force: bool) -> Extraction {
        let targets = std::slice::from_ref(&self.target);
        extract(&self.source, &self.inputs(), targets, &Options { force })
    }

    /// Writes files, as far as `may` says so.
    pub(super) fn apply(&mut self, writes: &Writes, may: impl Fn(&str, &str) -> bool) {
        for ((locale, path), text) in writes {
            let of_source = *locale == self.source.locale;
            let files = if of_source {
                &mut self.source.files
            } else {
                &mut self.target.files
            };
            match text {
                _ if !may(locale, path) => {}
                Some(text) => drop(files.insert(path.clone(), text.clone())),
                None => drop(files.remove(path)),
            }
        }
    }

    /// The resources of the target: their paths.
    pub(super) fn resources(&self) -> Vec<String> {
        let paths = self.target.files.keys();
        paths
            .filter(|path| path.ends_with(".md.ftl"))
            .cloned()
            .collect()
    }

    /// Opens a resource of the target.
    pub(super) fn sheet(&self, path: &str) -> Sheet {
        Sheet::open(self.target.files.get(path).map_or("", String::as_str))
    }

    /// All tokens that stand in files of the target.
    pub(super) fn tokens(&self) -> BTreeSet<u32> {
        let files = self.target.files.iter();
        let texts = files.filter(|(path, _)| path.ends_with(".ftl"));
        texts.flat_map(|(_, text)| tokens(text)).collect()
    }

    /// Returns the source text that a translator sees: over the message, else in the
    /// source's resource.
    pub(super) fn shown(&self, path: &str, id: &str) -> Option<String> {
        let sheet = self.sheet(path);
        let over = sheet.find(id).and_then(|place| sheet.told(place, "EN"));
        over.filter(|_| self.target.comments).or_else(|| {
            let text = self.source.files.get(path)?;
            let line = text.lines().find_map(|line| line.strip_prefix(id))?;
            Some(line.trim_start().strip_prefix('=')?.trim().to_owned())
        })
    }

    /// Returns the value that the source showed at the last extraction.
    pub(super) fn shown_value(&self) -> u32 {
        let facts = self.source.files.get(STATE_FILE);
        let told = facts.and_then(|text| text.split("reads=masks=").nth(1));
        let digits = told.and_then(|rest| rest.split(['\n', ';', ' ']).next());
        digits
            .and_then(|text| text.parse().ok())
            .unwrap_or(self.masks)
    }

    /// Notes that somebody wrote a text for a source text that they could see.
    pub(super) fn claim(&mut self, text: &str, source: &str, value: u32) {
        let said = (source.to_owned(), own_words(text, source).then_some(value));
        for token in tokens(text) {
            self.claims.entry(token).or_default().insert(said.clone());
        }
    }

    /// Returns whether each part of a text was written for this source text and value.
    pub(super) fn was_made_from(&self, text: &str, source: &str) -> bool {
        let counts = own_words(text, source) && !self.target.given.contains("masks");
        tokens(text).iter().all(|token| {
            let claims = self.claims.get(token).into_iter().flatten();
            let mut fits = claims.filter(|(of, _)| of == source);
            fits.any(|(_, value)| !counts || value.is_none_or(|value| value == self.masks))
        })
    }

    /// The messages that the target has, in the order of their ids.
    pub(super) fn messages(made: &Extraction) -> Vec<(&(String, String), &Translation)> {
        made.locales[0].translations.iter().collect()
    }

    /// Returns the source text of a message as the documents have it.
    pub(super) fn source_text(made: &Extraction, key: &(String, String)) -> String {
        let document = made.documents.iter().find(|one| one.path == key.0);
        let mut units = document.into_iter().flat_map(|one| &one.units);
        let unit = units.find(|unit| unit.id == key.1);
        unit.map_or_else(String::new, |unit| unit.pattern.clone())
    }

    /// Fails where a text passes for translated that nobody made from its source.
    pub(super) fn judge(&self, made: &Extraction, after: &str) {
        for (key, one) in Self::messages(made) {
            let Some(text) = one
                .pattern
                .as_ref()
                .filter(|_| one.state == State::Translated)
            else {
                continue;
            };
            let source = Self::source_text(made, key);
            assert!(
                self.was_made_from(text, &source),
                "after {after} {text:?} passes for a translation of {source:?}, with {}\n{}",
                self.masks,
                self.told()
            );
        }
    }

    /// All files, for a person who looks for what went wrong.
    pub(super) fn told(&self) -> String {
        let files = self.target.files.iter().chain(&self.source.files);
        files
            .map(|(path, text)| format!("--- {path}\n{text}"))
            .collect()
    }
}

/// Whether a text says in its own words what its source shows by name.
fn own_words(text: &str, source: &str) -> bool {
    source.contains("$masks") && !text.contains("$masks")
}

fn block(at: usize) -> Block {
    Block {
        kind: BlockKind::Paragraph,
        span: Span::default(),
        context: Vec::new().into(),
        notes: Vec::new(),
        id: None,
        audiences: None,
        addresses: Vec::new(),
        segments: at..at + 1,
        caption: false,
    }
}
