//! SARIF 2.1.0, with relative addresses and every rule listed.

use super::Report;
use crate::diagnostic::{Finding, Severity};
use crate::rules::{RULES, Rule};
use crate::text::Span;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Writes the report as one run.
pub(super) fn render(report: &Report<'_>) -> String {
    let mut listed: BTreeMap<&str, Value> =
        RULES.iter().map(|rule| (rule.name, entry(rule))).collect();
    for finding in report.findings {
        let unlisted = || json!({ "id": finding.rule });
        listed.entry(finding.rule).or_insert_with(unlisted);
    }
    let index: BTreeMap<&str, usize> = listed
        .keys()
        .enumerate()
        .map(|(at, name)| (*name, at))
        .collect();
    let results: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| result(report, finding, index[finding.rule]))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "fluentdown",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": listed.values().collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn entry(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.summary },
        "help": { "text": rule.page, "markdown": rule.page },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": [rule.group.name()] },
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn result(report: &Report<'_>, finding: &Finding, rule: usize) -> Value {
    let mut message = finding.message.clone();
    if let Some(help) = &finding.help {
        message.push_str(". ");
        message.push_str(help);
    }
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": level(finding.severity),
        "message": { "text": message },
        "locations": [{ "physicalLocation": location(report, &finding.path, finding.span) }],
        "partialFingerprints": { "fluentdown/v1": finding.fingerprint() },
    });
    if let Some(fix) = fix(report, finding) {
        result["fixes"] = json!([fix]);
    }
    if !finding.related.is_empty() {
        let related = finding.related.iter().enumerate().map(|(at, label)| {
            json!({
                "id": at,
                "physicalLocation": location(report, &label.path, Some(label.span)),
                "message": { "text": label.message },
            })
        });
        result["relatedLocations"] = related.collect();
    }
    result
}

fn location(report: &Report<'_>, path: &str, span: Option<Span>) -> Value {
    let mut location = json!({ "artifactLocation": { "uri": uri(&report.seen(path)) } });
    if let Some(region) = span.and_then(|span| region(report, path, span)) {
        location["region"] = region;
    }
    location
}

fn region(report: &Report<'_>, path: &str, span: Span) -> Option<Value> {
    let (_, place) = report.place(path, span)?;
    Some(json!({
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
    }))
}

/// Writes the edits that mend a finding, where every place is known.
fn fix(report: &Report<'_>, finding: &Finding) -> Option<Value> {
    let mut changes: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for fix in &finding.fix {
        let region = region(report, &fix.path, fix.edit.span)?;
        let change =
            json!({ "deletedRegion": region, "insertedContent": { "text": fix.edit.text } });
        changes.entry(&fix.path).or_default().push(change);
    }
    let changes = changes.into_iter().map(|(path, replacements)| {
        json!({
            "artifactLocation": { "uri": uri(&report.seen(path)) },
            "replacements": replacements,
        })
    });
    let changes: Vec<Value> = changes.collect();
    (!changes.is_empty()).then(|| {
        json!({ "description": { "text": "what check --fix writes" }, "artifactChanges": changes })
    })
}

/// Writes a path as a relative reference, as RFC 3986 has it.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
