//! What of a project could not be read: it is left out, reported whatever was
//! asked for, and stays as it is.
//!
//! A document that cannot be read is held in every locale, a resource in its
//! own; [`crate::catalog::Held`] says what that means.

use super::config::Config;
use super::error::Error;
use super::files::{Listing, Unread};
use super::load::{Project, format_of};
use crate::catalog::{ATTIC_FILE, LocaleFiles, STATE_FILE, TERMS_FILE};
use crate::diagnostic::{Finding, Severity};
use crate::document::Scalar;
use crate::locale::Locale;
use crate::rules::project::{invalid_document, not_utf8, unusable_file};
use crate::rules::state::newer_facts;
use crate::segment::Split;
use std::collections::BTreeMap;

/// The names of ignore files. Those of the project's folder are for git; nothing
/// is read from them here.
pub(super) const IGNORE_FILES: [&str; 2] = [".gitignore", ".ignore"];

/// What a locale's folder has that is not a file, by path in it.
#[derive(Debug, Default)]
pub(super) struct OfLocale {
    /// What cannot be read; `""` is the folder itself.
    unread: Vec<(String, Unread)>,
    /// Folders, with their paths in the project.
    folders: Vec<(String, String)>,
}

/// Sorts what is not a file under the folder of locales by locale.
pub(super) fn by_locale(listing: &Listing, folder: &str) -> BTreeMap<String, OfLocale> {
    let mut odd: BTreeMap<String, OfLocale> = BTreeMap::new();
    let split = |path: &str| {
        let inner = path.strip_prefix(folder)?.strip_prefix('/')?;
        let (locale, rest) = inner.split_once('/').unwrap_or((inner, ""));
        Some((locale.to_owned(), rest.to_owned()))
    };
    for unread in &listing.unread {
        if let Some((locale, path)) = split(&unread.path) {
            let of = odd.entry(locale).or_default();
            of.unread.push((path, unread.clone()));
        }
    }
    // The name of a locale may be that of a file.
    for path in &listing.files {
        let inner = path.strip_prefix(folder).unwrap_or_default();
        let inner = inner.strip_prefix('/').unwrap_or_default();
        if !inner.is_empty() && !inner.contains('/') {
            let why = "a file stands where a folder should be";
            let unread = Unread::new(path, why).help("move away what stands there");
            let of = odd.entry(inner.to_owned()).or_default();
            of.unread.push((String::new(), unread));
        }
    }
    for path in &listing.folders {
        if let Some((locale, inner)) = split(path).filter(|(_, inner)| !inner.is_empty()) {
            let of = odd.entry(locale).or_default();
            of.folders.push((inner, path.clone()));
        }
    }
    odd
}

/// The front-matter field that says which language a document is in.
const LANGUAGE: &str = "lang";

/// Says that a document is in another language than the project's source: its
/// sentences would be taken for the source's, and be translated from the wrong
/// language. A value that is not a locale is noted with the document's findings.
pub(super) fn other_language(
    config: &Config,
    file: &str,
    text: &str,
    split: &mut Split,
) -> Option<Unread> {
    let mut fields = split.document.fields.iter();
    let field = fields.find(|field| field.name == LANGUAGE)?;
    let source = config.source.locale();
    let Scalar::Text(said) = &field.value else {
        return None;
    };
    let (span, locale) = (field.span, Locale::parse(said));
    let meant = match &locale {
        Ok(locale) => Some(locale.clone()),
        Err(error) => error.meant(),
    };
    match meant {
        Some(locale) if !locale.is_written_as(source) => {
            let message = format!("this document is in `{said}`, and the source is `{source}`");
            let help = "it is left out until then: take the field out if the text is in the source's language, or keep the document outside of the content folder";
            let finding = invalid_document::RULE
                .finding(file, message)
                .at(span)
                .text(said);
            Some(Unread {
                finding: finding.help(help),
                path: file.to_owned(),
                shown: Some(text.to_owned()),
            })
        }
        _ => {
            if let Err(error) = locale {
                let mut finding = invalid_document::RULE.finding(file, error.to_string());
                finding.severity = Severity::Warning;
                split
                    .findings
                    .push(finding.at(span).text(said).help(error.help()));
            }
            None
        }
    }
}

impl Project {
    /// Returns whether a finding says that something was not looked at: no
    /// filter and no level hides it.
    #[must_use]
    pub fn is_unread(&self, finding: &Finding) -> bool {
        let rules = [
            not_utf8::RULE.name,
            unusable_file::RULE.name,
            invalid_document::RULE.name,
        ];
        let is_unread = rules.contains(&finding.rule) && self.unread.contains(&finding.path);
        is_unread || finding.rule == newer_facts::RULE.name
    }

    /// Returns the findings that say what was not looked at.
    #[must_use]
    pub fn unread_findings(&self) -> Vec<Finding> {
        let all = self.findings.iter();
        all.filter(|one| self.is_unread(one)).cloned().collect()
    }

    /// Returns whether nothing is known of a document: it could not be read,
    /// or its source resource.
    #[must_use]
    pub fn holds_document(&self, document: &str) -> bool {
        self.source.held.holds_document(document)
    }

    /// Makes sure that a command may write in a locale.
    ///
    /// # Errors
    /// If its facts, its attic or its terms could not be read, or the source's.
    pub fn check_writable(&self, files: &LocaleFiles) -> Result<(), Error> {
        for one in [&self.source, files] {
            if let Some(name) = one.held.what_holds_locale() {
                return Err(Error::Input(format!(
                    "`{}` cannot be read, so nothing is written in `{}`",
                    self.locale_file(&one.locale, name),
                    files.locale
                )));
            }
        }
        Ok(())
    }

    /// Notes what was not read.
    pub(super) fn note_unread(&mut self, unread: Unread) {
        self.unread.insert(unread.finding.path.clone());
        if let Some(shown) = unread.shown {
            self.texts.insert(unread.finding.path.clone(), shown);
        }
        self.findings.push(unread.finding);
    }

    /// Holds a document, or a folder of them, that cannot be read. A picture is only
    /// left out.
    pub(super) fn hold_document(&mut self, mut unread: Unread) {
        let path = unread.path.clone();
        let name = path.rsplit('/').next().unwrap_or(&path);
        let is_document = format_of(&path).is_some();
        let is_folder = !name.contains('.') || self.root.is_folder(&path);
        if !is_document && !is_folder && unread.finding.path == path {
            self.findings.push(unread.finding);
            return;
        }
        let inner = path.strip_prefix(&self.config.content).unwrap_or(&path);
        let inner = inner.trim_start_matches('/').to_owned();
        if is_document {
            unread.finding.document = Some(inner.clone());
            self.source.held.add(format!("{inner}.ftl"));
        }
        if is_folder || unread.finding.path != path {
            self.source.held.add(inner);
        }
        self.note_unread(unread);
    }

    /// Holds documents in whose places folders stand: where one stood before, and where
    /// the folder has none.
    pub(super) fn hold_folders_for_documents(&mut self, content: &Listing) {
        for folder in &content.folders {
            if format_of(folder).is_none() {
                continue;
            }
            let inner = &folder[self.config.content.len() + 1..];
            let inside = format!("{inner}/");
            let is_empty = !self
                .documents
                .iter()
                .any(|one| one.path.starts_with(&inside));
            let resource = format!("{inner}.ftl");
            if is_empty || self.source.files.contains_key(&resource) {
                let why = "a folder stands in its place";
                let unread = Unread::new(folder, why).help("move away what stands there");
                self.source.held.add(resource);
                self.note_unread(unread);
            }
        }
    }

    /// Returns what stands in the places of files of a locale and is none.
    pub(super) fn odd_in_locale(&self, odd: Option<&OfLocale>) -> Vec<(String, Unread)> {
        let Some(odd) = odd else { return Vec::new() };
        let is_file = |path: &str| {
            let document = path.strip_suffix(".ftl");
            let known = |one: &str| self.document(one).is_some() || self.holds_document(one);
            [ATTIC_FILE, STATE_FILE, TERMS_FILE].contains(&path) || document.is_some_and(known)
        };
        let folders = odd.folders.iter().filter(|(path, _)| is_file(path));
        let folders = folders.map(|(path, full)| {
            let why = "a folder stands in its place";
            (
                path.clone(),
                Unread::new(full, why).help("move away what stands there"),
            )
        });
        let unread = odd.unread.iter().filter(|(path, unread)| {
            let name = path.rsplit('/').next().unwrap_or_default();
            let ours = path.ends_with(".ftl") || path == STATE_FILE;
            ours || !name.contains('.') || self.root.is_folder(&unread.path)
        });
        folders.chain(unread.cloned()).collect()
    }

    /// Holds a file or folder of a locale that could not be read.
    pub(super) fn hold(
        &mut self,
        files: &mut LocaleFiles,
        path: &str,
        mut unread: Unread,
        is_target: bool,
    ) {
        let what = match path {
            STATE_FILE if is_target => {
                "nothing is known of this locale, and nothing is written there until then"
            }
            STATE_FILE | TERMS_FILE if !is_target => "nothing is written in any locale until then",
            ATTIC_FILE | TERMS_FILE => "nothing is written in this locale until then",
            "" => "this locale is left out until then",
            _ if is_target => "its document is left out in this locale until then",
            _ => "its document is left out in every locale until then",
        };
        let help = unread.finding.help.take().unwrap_or_default();
        let first = help.split("; it is left out").next().unwrap_or_default();
        unread.finding.help = Some(format!("{first}; {what}"));
        if is_target {
            unread.finding.locale = Some(files.locale.clone());
        }
        let ours = [ATTIC_FILE, STATE_FILE, TERMS_FILE];
        let document = path.strip_suffix(".ftl").filter(|_| !ours.contains(&path));
        unread.finding.document = document.map(str::to_owned);
        files.held.add(path);
        self.note_unread(unread);
    }

    /// Leaves out the documents of which nothing is known.
    pub(super) fn leave_out_held(&mut self) {
        let held = self.source.held.clone();
        self.documents.retain(|one| !held.holds_document(&one.path));
    }
}
