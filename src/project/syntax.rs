//! Resources that Fluent does not parse.

use super::load::Project;
use crate::catalog::LocaleFiles;
use crate::diagnostic::Finding;
use crate::ftl::guard;
use crate::rules::fluent::syntax_error::RULE;
use crate::text::Span;
use fluent_syntax::parser::{ErrorKind, parse};

/// Finds what Fluent's parser says of every resource.
///
/// A message that is left empty is no fault: it counts as missing.
#[must_use]
pub fn findings(project: &Project) -> Vec<Finding> {
    let mut findings = Vec::new();
    for files in std::iter::once(&project.source).chain(&project.targets) {
        for (name, text) in files
            .files
            .iter()
            .filter(|(name, _)| name.ends_with(".ftl"))
        {
            findings.extend(in_resource(project, files, name, text));
        }
    }
    findings
}

fn in_resource(project: &Project, files: &LocaleFiles, name: &str, text: &str) -> Vec<Finding> {
    let path = project.locale_file(&files.locale, name);
    let finding = |message: String, span: Span| {
        RULE.finding(path.as_str(), message)
            .at(span)
            .text(span.slice(text))
            .help("what cannot be read is not shown; it stays in the file until it is mended")
    };
    if let Err(message) = guard(text) {
        return vec![finding(message, Span::new(0, 0))];
    }
    // The parser takes a byte order mark for the start of a message.
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let offset = text.len() - body.len();
    let Err((_, errors)) = parse(body) else {
        return Vec::new();
    };
    errors
        .into_iter()
        .filter(|error| !matches!(error.kind, ErrorKind::ExpectedMessageField { .. }))
        .map(|error| {
            // Positions of errors can lie inside a character.
            let start = floor(text, error.pos.start + offset);
            let end = text[start..]
                .find(['\n', '\r'])
                .map_or(text.len(), |at| start + at);
            finding(error.kind.to_string(), Span::new(start, end))
        })
        .collect()
}

fn floor(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or_default()
}
