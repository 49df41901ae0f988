//! JSON: a flat array, absent values `null`.

use super::{Place, Report};
use crate::diagnostic::{Finding, Severity};
use serde::Serialize;

/// A finding as JSON has it.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    help: Option<&'a str>,
    path: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    locale: Option<&'a str>,
    document: Option<&'a str>,
    id: Option<&'a str>,
    related: Vec<Related<'a>>,
    fix: Option<Vec<Fix<'a>>>,
    fingerprint: String,
}

#[derive(Debug, Serialize)]
struct Related<'a> {
    path: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    message: &'a str,
}

#[derive(Debug, Serialize)]
struct Fix<'a> {
    path: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
}

impl<'a> Record<'a> {
    /// Makes the record of a finding of this report.
    #[must_use]
    pub fn new(report: &Report<'_>, finding: &'a Finding) -> Self {
        let place = |path, span| report.place(path, span).map(|(_, place)| place);
        let here: Option<Place> = finding.span.and_then(|span| place(&finding.path, span));
        let related = finding.related.iter().map(|label| {
            let at = place(&label.path, label.span);
            Related {
                path: &label.path,
                line: at.map(|at| at.start.line),
                column: at.map(|at| at.start.column),
                message: &label.message,
            }
        });
        let fix = finding.fix.iter().map(|fix| Fix {
            path: &fix.path,
            start: fix.edit.span.start,
            end: fix.edit.span.end,
            text: &fix.edit.text,
        });
        Self {
            rule: finding.rule,
            severity: finding.severity,
            message: &finding.message,
            help: finding.help.as_deref(),
            path: &finding.path,
            line: here.map(|at| at.start.line),
            column: here.map(|at| at.start.column),
            end_line: here.map(|at| at.end.line),
            end_column: here.map(|at| at.end.column),
            locale: finding.locale.as_deref(),
            document: finding.document.as_deref(),
            id: finding.id.as_deref(),
            related: related.collect(),
            fix: (!finding.fix.is_empty()).then(|| fix.collect()),
            fingerprint: finding.fingerprint(),
        }
    }
}

/// Writes the report as JSON.
pub(super) fn render(report: &Report<'_>) -> String {
    let records: Vec<Record<'_>> = report
        .findings
        .iter()
        .map(|finding| Record::new(report, finding))
        .collect();
    let mut json = serde_json::to_string_pretty(&records).unwrap_or_else(|_| "[]".to_owned());
    json.push('\n');
    json
}
