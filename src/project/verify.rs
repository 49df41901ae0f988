//! Proves that documents survive, with no project around them.

use super::error::Error;
use super::files;
use super::load::format_of;
use crate::diagnostic::{Finding, Severity};
use crate::segment::{self, BlockText, Split};
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

/// Lists the documents at these paths.
///
/// # Errors
/// If a path is not there, or a folder cannot be read.
pub fn documents(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut all = Vec::new();
    for path in paths {
        all.extend(files::list_given(path, &["md", "markdown", "txt"])?);
    }
    all.dedup();
    Ok(all)
}

/// Proves a document: it comes back byte for byte, and its structure holds
/// when each segment is marked as a translation would be.
///
/// # Errors
/// If it cannot be read.
pub fn verify(path: &Path, source: &str) -> Result<Verdict, Error> {
    let name = path.to_string_lossy().into_owned();
    let mut verdict = Verdict {
        path: path.to_owned(),
        text: String::new(),
        segments: 0,
        findings: Vec::new(),
    };
    let text = match files::read_given(path) {
        Ok(text) => text,
        Err(Error::Input(message)) => {
            verdict.findings.push(Finding::new(
                files::NOT_UTF8,
                Severity::Error,
                name,
                message,
            ));
            return Ok(verdict);
        }
        Err(error) => return Err(error),
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
    Ok(verdict)
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
