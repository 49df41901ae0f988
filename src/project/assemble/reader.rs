//! An edition with all that it reads: which translation it shows of a message,
//! and what that formats to.

use super::{FORMAT_ERROR, is_reserved};
use crate::catalog::{Translation, Unit};
use crate::diagnostic::{Finding, Severity};
use crate::document::{BlockKind, Format};
use crate::edition::{FormatError, Landing, Value};
use crate::ftl;
use crate::locale::Locale;
use crate::project::config::Edition;
use crate::project::load::{Document, Project};
use crate::project::state::inked;
use crate::project::voice::Voice;
use crate::rules::terms::{self, Term};
use crate::text::Span;
use std::collections::BTreeMap;

/// An edition with all that it reads, ready to assemble documents.
#[derive(Debug)]
pub struct Reader<'a> {
    pub(super) project: &'a Project,
    /// The edition.
    pub edition: &'a Edition,
    /// Its locale.
    pub locale: Locale,
    pub(super) groups: Vec<Voice<'a>>,
    pub(super) source: Voice<'a>,
    pub(super) variables: BTreeMap<String, Value>,
}

/// The formatted text of a message, with where it stands.
#[derive(Debug, Clone)]
pub struct Formatted<'a> {
    /// The translation.
    pub translation: &'a Translation,
    /// The folder that it stands in.
    pub folder: &'a str,
    /// What it formats to.
    pub text: String,
}

impl Formatted<'_> {
    /// Returns the pattern that it was formatted from.
    #[must_use]
    pub fn pattern(&self) -> &str {
        self.translation.pattern.as_deref().unwrap_or_default()
    }
}

impl<'a> Reader<'a> {
    /// Opens what the edition reads.
    #[must_use]
    pub fn new(project: &'a Project, edition: &'a Edition) -> Self {
        let locale = edition.locale.locale().clone();
        let source_locale = project.config.source.locale().clone();
        let groups = project.readers.groups(edition.locale.locale());
        let groups = groups.iter().map(|group| {
            let folders: Vec<_> = group
                .folders
                .iter()
                .map(|index| &project.targets[*index])
                .map(|files| (files, project.extraction.locale(&files.locale)))
                .collect();
            let own = folders
                .first()
                .and_then(|(files, _)| Locale::parse(&files.locale).ok());
            Voice::new(folders, own.as_ref().unwrap_or(&source_locale), &locale)
        });
        let mut variables: BTreeMap<String, Value> = edition
            .vars
            .iter()
            .map(|(name, value)| (name.clone(), value.into()))
            .collect();
        variables.insert("audience".to_owned(), Value::Text(edition.audience.clone()));
        Self {
            groups: groups.collect(),
            source: Voice::new(vec![(&project.source, None)], &source_locale, &locale),
            project,
            edition,
            locale,
            variables,
        }
    }

    /// Returns whether nothing can be told of a document in this edition: a file of
    /// one of its folders could not be read.
    #[must_use]
    pub fn holds(&self, document: &str) -> bool {
        let mut folders = self.groups.iter().flat_map(|voice| &voice.folders);
        folders.any(|(_, catalog)| catalog.is_some_and(|one| one.held.holds_document(document)))
    }

    /// Returns whether the edition shows what is for these audiences.
    #[must_use]
    pub fn shows(&self, audiences: Option<&[String]>) -> bool {
        audiences.is_none_or(|list| list.contains(&self.edition.audience))
    }

    /// Returns whether the edition is in the source's own language.
    #[must_use]
    pub fn is_source(&self) -> bool {
        let own = &self.source.locale;
        let alike =
            own.language() == self.locale.language() && own.script() == self.locale.script();
        self.groups.is_empty() && alike
    }

    /// Returns the locale that the source's messages are formatted for.
    #[must_use]
    pub const fn source_locale(&self) -> &Locale {
        &self.source.locale
    }

    /// Returns the variables of the document's messages: the edition's, and
    /// the scalars of the front matter. The edition's win.
    #[must_use]
    pub fn variables(&self, document: &Document) -> BTreeMap<String, Value> {
        let fields = document
            .split
            .document
            .fields
            .iter()
            .filter(|field| !is_reserved(&field.name));
        let mut all: BTreeMap<String, Value> = fields
            .map(|field| (field.name.clone(), Value::from(&field.value)))
            .collect();
        all.extend(self.variables.clone());
        all
    }

    /// Returns the texts of the terms files that it reads, the source's and its
    /// own, nearest first.
    #[must_use]
    pub fn term_files(&self) -> (Vec<&'a str>, Vec<&'a str>) {
        let own = self.groups.first().map(Voice::term_files);
        (self.source.term_files(), own.unwrap_or_default())
    }

    /// Returns the glossary of one of its languages, read once.
    pub(super) fn glossary<'v>(&self, voice: &'v Voice<'a>) -> &'v [Term] {
        voice.glossary(|| terms::pair(&self.source.term_files(), &voice.term_files()))
    }

    /// Formats a message of the source.
    ///
    /// # Errors
    /// Why it does not format, with the place in its pattern.
    pub fn source_text(
        &self,
        document: &str,
        unit: &Unit,
        variables: &BTreeMap<String, Value>,
    ) -> Result<String, FormatError> {
        let landing = self.landing(document, unit);
        self.source
            .format(document, &unit.pattern, variables, landing)
    }

    /// Returns what the text of a message lands in.
    fn landing(&self, document: &str, unit: &Unit) -> Landing {
        let Some(document) = self.project.document(document) else {
            return Landing::default();
        };
        let block = document.split.blocks.get(unit.block);
        match block.map(|block| &block.kind) {
            _ if document.format == Format::Text => Landing::Text,
            Some(BlockKind::FrontMatter(_)) => Landing::Text,
            Some(BlockKind::Html | BlockKind::Attribute(_)) => Landing::Html,
            _ => Landing::Markdown,
        }
    }

    /// Finds and formats the translation of a message in the edition's own
    /// language, a draft too; `None` if there is none.
    #[must_use]
    pub fn target_text(
        &self,
        document: &str,
        unit: &Unit,
        variables: &BTreeMap<String, Value>,
    ) -> Option<Result<Formatted<'a>, Finding>> {
        self.groups
            .first()
            .and_then(|voice| self.spoken(voice, document, unit, variables, true))
    }

    /// Formats a pattern that stands in a document's resource in the edition's
    /// own language; `None` where it does not format.
    #[must_use]
    pub fn format(
        &self,
        document: &str,
        pattern: &str,
        variables: &BTreeMap<String, Value>,
    ) -> Option<String> {
        let voice = self.groups.first()?;
        let landing = Landing::Markdown;
        voice.format(document, pattern, variables, landing).ok()
    }

    /// Returns the translation that the edition shows of a message, and the
    /// folder it stands in, in whatever language of its chain.
    #[must_use]
    pub fn translation(&self, document: &str, unit: &Unit) -> Option<(&'a str, &'a Translation)> {
        let drafts = self.edition.drafts;
        let found = self
            .groups
            .iter()
            .find_map(|voice| voice.find(document, unit, drafts));
        found.map(|(folder, translation, _)| (folder, translation))
    }

    pub(super) fn spoken(
        &self,
        voice: &Voice<'a>,
        document: &str,
        unit: &Unit,
        variables: &BTreeMap<String, Value>,
        drafts: bool,
    ) -> Option<Result<Formatted<'a>, Finding>> {
        let (folder, translation, pattern) = voice.find(document, unit, drafts)?;
        let landing = self.landing(document, unit);
        Some(match voice.format(document, pattern, variables, landing) {
            Ok(text) => Ok(Formatted {
                translation,
                folder,
                text,
            }),
            Err(error) => Err(self.unformatted(folder, translation, document, unit, &error)),
        })
    }

    /// Says that a translation does not format, and where.
    fn unformatted(
        &self,
        folder: &str,
        translation: &Translation,
        document: &str,
        unit: &Unit,
        error: &FormatError,
    ) -> Finding {
        let path = self.project.locale_file(folder, &translation.path);
        let pattern = translation.pattern.as_deref().unwrap_or_default();
        let message = format!("this message does not format: {}", error.message);
        let mut finding = Finding::new(FORMAT_ERROR, Severity::Error, path.as_str(), message)
            .of(folder, document, &unit.id)
            .text(pattern);
        finding.span = translation.value_span;
        if let (Some(at), Some(text)) = (translation.value_span, self.project.texts.get(&path)) {
            let value = inked(text, at);
            let place = ftl::place(value.slice(text), pattern, error.span);
            finding.span = place.map_or(Some(value), |place| {
                Some(Span::new(
                    place.start + value.start,
                    place.end + value.start,
                ))
            });
        }
        finding
    }
}
