//! GitHub's workflow commands: each finding as an annotation of the diff.

use super::Report;
use crate::diagnostic::Severity;

/// Writes a command a line.
pub(super) fn render(report: &Report<'_>) -> String {
    let mut out = String::new();
    for finding in report.findings {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        out.push_str(&format!(
            "::{command} file={}",
            property(&report.seen(&finding.path))
        ));
        let place = finding
            .span
            .and_then(|span| report.place(&finding.path, span));
        if let Some((_, place)) = place {
            let (start, end) = (place.start, place.end);
            out.push_str(&format!(",line={},endLine={}", start.line, end.line));
            // GitHub takes columns only where the lines are the same.
            if start.line == end.line {
                out.push_str(&format!(",col={},endColumn={}", start.column, end.column));
            }
        }
        let mut message = finding.message.clone();
        if let Some(help) = &finding.help {
            message.push('\n');
            message.push_str(help);
        }
        out.push_str(&format!(
            ",title={}::{}\n",
            property(finding.rule),
            data(&message)
        ));
    }
    out
}

/// Escapes the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes the value of a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
