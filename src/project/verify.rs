//! Proves that documents survive, with no project around them.

use super::error::Error;
use super::files::{self, Text};
use super::load::{DOCUMENTS, format_of};
use crate::diagnostic::{Finding, Severity};
use crate::segment::{self, BlockText, Split};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What became of a document.
#[derive(Debug)]
pub struct Verdict {
    /// The document, as it was found.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// How many segments it has.
    pub segments: usize,
    /// What did not hold; nothing where all is well.
    pub findings: Vec<Finding>,
}

/// The documents at some paths.
#[derive(Debug, Default)]
pub struct Documents {
    /// The documents, each once.
    pub files: Vec<PathBuf>,
    /// What is there and cannot be read.
    pub unread: Vec<Finding>,
    /// What was left out, as a list in words; empty for nothing.
    pub left_out: String,
}

/// Lists the documents at these paths.
///
/// # Errors
/// If a path is not there, a folder cannot be read, or there is nothing to look at.
pub fn documents(paths: &[PathBuf]) -> Result<Documents, Error> {
    let mut all = Documents::default();
    let mut left_out: BTreeMap<&str, usize> = BTreeMap::new();
    for path in paths {
        let given = files::list_given(path, &DOCUMENTS)?;
        all.files.extend(given.files);
        all.unread
            .extend(given.unread.into_iter().map(|one| one.finding));
        for (count, what) in given.left_out {
            *left_out.entry(what).or_default() += count;
        }
    }
    all.files.sort();
    all.files.dedup();
    let left_out = left_out.iter().filter(|(_, count)| **count > 0);
    let left_out: Vec<String> = left_out
        .map(|(what, count)| format!("{count} {what}"))
        .collect();
    all.left_out = left_out.join(", ");
    if all.files.is_empty() && all.unread.is_empty() {
        let besides = if all.left_out.is_empty() {
            String::new()
        } else {
            format!("; left out: {}", all.left_out)
        };
        let known = DOCUMENTS.join("`, `.");
        return Err(Error::Input(format!(
            "there is no document to verify (`.{known}`){besides}"
        )));
    }
    Ok(all)
}

/// Proves a document: it comes back byte for byte, and its structure holds
/// when each segment is marked as a translation would be.
///
/// Total: a document that cannot be read is a finding.
#[must_use]
pub fn verify(path: &Path, source: &str) -> Verdict {
    let name = path.to_string_lossy().into_owned();
    let mut verdict = Verdict {
        path: path.to_owned(),
        text: String::new(),
        segments: 0,
        findings: Vec::new(),
    };
    let text = match files::read_found(path) {
        Text::Utf8(text) => text,
        Text::Absent => String::new(),
        Text::Invalid(unread) => {
            verdict.text = unread.shown.unwrap_or_default();
            verdict.findings.push(unread.finding);
            return verdict;
        }
    };
    let format = format_of(&name).unwrap_or(crate::document::Format::Markdown);
    let options = segment::Options {
        locale: source.to_owned(),
        ..segment::Options::default()
    };
    let split = segment::split(&name, &text, format, &options);
    verdict.segments = split.segments.len();
    verdict.findings.extend(split.findings.iter().cloned());
    verdict.findings.extend(identity(&name, &text, &split));
    verdict.findings.extend(structure(&name, &split));
    verdict.text = text;
    verdict
}

fn identity(name: &str, text: &str, split: &Split) -> Option<Finding> {
    let source = vec![BlockText::Source; split.blocks.len()];
    let rebuilt = split.rebuild(&source, None);
    // Directives leave the outputs: without any, not a byte may differ.
    if rebuilt.text == text || !split.directives().is_empty() {
        return None;
    }
    let differs = text
        .bytes()
        .zip(rebuilt.text.bytes())
        .position(|(a, b)| a != b);
    let at = differs.unwrap_or(text.len().min(rebuilt.text.len()));
    let finding = Finding::new(
        "identity-broken",
        Severity::Error,
        name,
        "this document does not come back byte for byte",
    );
    Some(finding.at(at..at))
}

fn structure(name: &str, split: &Split) -> Vec<Finding> {
    let texts: Vec<BlockText> = split
        .blocks
        .iter()
        .map(|block| {
            let marked = block
                .segments
                .clone()
                .map(|segment| format!("Xx {}", split.inline(segment)));
            BlockText::Text(marked.collect())
        })
        .collect();
    let rebuilt = split.rebuild(&texts, None);
    rebuilt
        .refused
        .iter()
        .map(|refusal| {
            let message = format!(
                "a translation of this block would be refused: {}",
                refusal.reason
            );
            Finding::new("structure-broken", Severity::Error, name, message)
                .at(split.blocks[refusal.block].span)
        })
        .collect()
}
