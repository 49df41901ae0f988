//! Findings: what is wrong with content, where, and how to mend it.
//!
//! A finding speaks of bytes in a file that is named by its path in the
//! project (`/` between the parts). Lines and columns are computed where it is
//! reported.

use crate::text::{Edit, Span};
use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never changes the exit status.
    Note,
    /// To be looked at; fails only under `--deny warnings`.
    Warning,
    /// A fault: exit status 1.
    Error,
}

impl Severity {
    /// Returns the lower-case word that reports use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A second place that a finding speaks of, with what is to be seen there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The file, as a path in the project.
    pub path: String,
    /// Where in it.
    pub span: Span,
    /// What is to be seen there.
    pub message: String,
}

/// An edit of one file of the project.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileEdit {
    /// The file, as a path in the project.
    pub path: String,
    /// What changes in it.
    pub edit: Edit,
}

/// One fault, found at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name, such as `missing-translation`.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence without a final stop: what is wrong.
    pub message: String,
    /// The file, as a path in the project.
    pub path: String,
    /// Where in it; `None` speaks of the whole file.
    pub span: Option<Span>,
    /// The locale whose translation is at fault, where it is one's.
    pub locale: Option<String>,
    /// The document, by its path under the content folder.
    pub document: Option<String>,
    /// The message's id.
    pub id: Option<String>,
    /// Other places worth seeing, such as the source text.
    pub related: Vec<Label>,
    /// What to do, where the message does not say it already.
    pub help: Option<String>,
    /// Edits that mend it without a change of meaning; empty where there are none.
    pub fix: Vec<FileEdit>,
    /// The text that the finding is about: with rule, locale, document and id
    /// it makes the fingerprint, so that a baseline outlives moved lines.
    pub text: String,
}

impl Finding {
    /// Makes a finding about `path` with nothing else set.
    #[must_use]
    pub fn new(
        rule: &'static str,
        severity: Severity,
        path: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            severity,
            message: message.into(),
            path: path.into(),
            span: None,
            locale: None,
            document: None,
            id: None,
            related: Vec::new(),
            help: None,
            fix: Vec::new(),
            text: String::new(),
        }
    }

    /// Sets where in the file.
    #[must_use]
    pub fn at(mut self, span: impl Into<Span>) -> Self {
        self.span = Some(span.into());
        self
    }

    /// Sets the locale, the document and the id of the message at fault.
    #[must_use]
    pub fn of(mut self, locale: &str, document: &str, id: &str) -> Self {
        self.locale = Some(locale.to_owned());
        self.document = Some(document.to_owned());
        self.id = Some(id.to_owned());
        self
    }

    /// Sets what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets the text that the finding is about.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(
        mut self,
        path: impl Into<String>,
        span: impl Into<Span>,
        message: impl Into<String>,
    ) -> Self {
        self.related.push(Label {
            path: path.into(),
            span: span.into(),
            message: message.into(),
        });
        self
    }

    /// Adds an edit that mends it.
    #[must_use]
    pub fn fix(mut self, path: impl Into<String>, edit: Edit) -> Self {
        self.fix.push(FileEdit {
            path: path.into(),
            edit,
        });
        self
    }

    /// Returns the finding's fingerprint, 16 hex digits: by rule, locale,
    /// document, id and text, so that it outlives moved lines. A finding about
    /// no document counts its path.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let parts = [
            self.rule,
            self.locale.as_deref().unwrap_or_default(),
            self.document.as_deref().unwrap_or(&self.path),
            self.id.as_deref().unwrap_or_default(),
            &self.text,
        ];
        // FNV-1a with 64 bits: baselines need a hash that never changes.
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for part in parts {
            for byte in part.bytes().chain([0xff]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        format!("{hash:016x}")
    }
}
