//! Reports: findings become text, JSON, SARIF or GitHub's annotations.
//!
//! The entry point is [`render`]. A reporter gets a [`Report`], which knows
//! the texts that the findings speak of, and computes lines and columns here
//! and nowhere else: from 1, in Unicode code points, ends exclusive.

mod github;
mod json;
pub mod ledger;
mod sarif;
mod text;

use crate::diagnostic::{Finding, Severity};
use crate::text::{LineIndex, Position, Span};
use std::collections::{BTreeMap, BTreeSet};

pub use json::Record;

/// How findings are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// As rustc draws them, for people.
    Text,
    /// A flat array.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// Findings with the texts that they speak of.
#[derive(Debug)]
pub struct Report<'a> {
    /// What is reported, in order.
    pub findings: &'a [Finding],
    texts: &'a BTreeMap<String, String>,
    folder: String,
    lines: BTreeMap<&'a str, LineIndex>,
}

/// A place as it is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The first character.
    pub start: Position,
    /// Just past the last character.
    pub end: Position,
}

impl<'a> Report<'a> {
    /// Joins findings with the texts of the project's files, by path.
    #[must_use]
    pub fn new(findings: &'a [Finding], texts: &'a BTreeMap<String, String>) -> Self {
        let spoken_of = findings.iter().flat_map(|finding| {
            let related = finding.related.iter().map(|label| label.path.as_str());
            std::iter::once(finding.path.as_str()).chain(related)
        });
        let lines = spoken_of
            .collect::<BTreeSet<_>>()
            .into_iter()
            .filter_map(|path| Some((path, LineIndex::new(texts.get(path)?))))
            .collect();
        Self {
            findings,
            texts,
            folder: String::new(),
            lines,
        }
    }

    /// Sets the project's folder as the reader of SARIF and of GitHub's
    /// annotations sees it: they count from the repository, not the project.
    #[must_use]
    pub fn within(mut self, folder: &str) -> Self {
        self.folder = match folder.trim_end_matches('/') {
            "" | "." => String::new(),
            folder => format!("{folder}/"),
        };
        self
    }

    /// Returns a path as it is seen from the repository.
    fn seen(&self, path: &str) -> String {
        format!("{}{path}", self.folder)
    }

    /// Returns the text of a file, and the place of `span` in it.
    #[must_use]
    pub fn place(&self, path: &str, span: Span) -> Option<(&'a str, Place)> {
        let text = self.texts.get(path)?;
        let index = self.lines.get(path)?;
        let place = Place {
            start: index.position(text, span.start),
            end: index.position(text, span.end.max(span.start)),
        };
        Some((text, place))
    }
}

/// Writes the report in the given format.
///
/// `color` puts ANSI escapes into text.
#[must_use]
pub fn render(report: &Report<'_>, format: Format, color: bool) -> String {
    match format {
        Format::Text => text::render(report, color),
        Format::Json => json::render(report),
        Format::Sarif => sarif::render(report),
        Format::Github => github::render(report),
    }
}

/// Returns the summary of findings: `2 errors, 1 warning`, or `None` for none.
#[must_use]
pub fn summary(findings: &[Finding]) -> Option<String> {
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
        let count = findings
            .iter()
            .filter(|one| one.severity == severity)
            .count();
        (count, severity.as_str())
    });
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| plural(count, word))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Returns `count` with its English noun: `1 error`, `2 errors`.
#[must_use]
pub fn plural(count: usize, noun: &str) -> String {
    match (count, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        _ => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests;
