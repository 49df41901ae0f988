//! How translations stand: missing, stale, draft, surplus, twice.

use super::load::Project;
use crate::catalog::{LocaleCatalog, State, Surplus, Translation, Unit};
use crate::diagnostic::Finding;
use crate::rules::Rule;
use crate::rules::state::{
    draft_translation, duplicate_message, missing_translation, stale_translation, surplus_message,
};
use crate::text::{Span, shell_word};

/// Finds how the translations of every target locale stand.
#[must_use]
pub fn findings(project: &Project) -> Vec<Finding> {
    let mut findings = Vec::new();
    for catalog in &project.extraction.locales {
        for units in &project.extraction.documents {
            for unit in &units.units {
                let key = (units.path.clone(), unit.id.clone());
                if let Some(one) = catalog.translations.get(&key).filter(|one| one.owed) {
                    findings.extend(standing(project, catalog, &units.path, unit, one));
                }
            }
        }
        for surplus in &catalog.surplus {
            let message = format!(
                "no sentence of `{}` needs `{}`",
                surplus.document, surplus.id
            );
            findings.push(
                extra(project, catalog, surplus, &surplus_message::RULE, message)
                    .help("`fluentdown extract` moves it to the attic"),
            );
        }
        for twice in &catalog.duplicates {
            let message = format!("`{}` stands in this resource already", twice.id);
            findings.push(
                extra(project, catalog, twice, &duplicate_message::RULE, message)
                    .help("the first one holds; remove this one, or the other"),
            );
        }
    }
    findings
}

fn extra(
    project: &Project,
    catalog: &LocaleCatalog,
    entry: &Surplus,
    rule: &Rule,
    message: String,
) -> Finding {
    let path = project.locale_file(&catalog.locale, &entry.path);
    rule.finding(path, message)
        .at(entry.span)
        .of(&catalog.locale, &entry.document, &entry.id)
}

fn standing(
    project: &Project,
    catalog: &LocaleCatalog,
    document: &str,
    unit: &Unit,
    one: &Translation,
) -> Option<Finding> {
    let (rule, message) = match one.state {
        State::Translated => return None,
        State::Missing => (
            missing_translation::RULE,
            format!("`{}` is not translated", unit.id),
        ),
        State::Stale if one.was.is_none() && !one.changed.is_empty() => (
            stale_translation::RULE,
            format!(
                "`{}` was translated when its source showed other values",
                unit.id
            ),
        ),
        State::Stale => (
            stale_translation::RULE,
            format!("`{}` was translated from another text", unit.id),
        ),
        State::Draft => (draft_translation::RULE, format!("`{}` is a draft", unit.id)),
    };
    let source = project.document(document)?;
    let span = source
        .split
        .segments
        .get(unit.segment)
        .map_or(Span::default(), |one| one.span);
    let path = project.locale_file(&catalog.locale, &one.path);
    let mut finding = match place(one).filter(|_| project.texts.contains_key(&path)) {
        Some(at) => rule
            .finding(path.as_str(), message)
            .at(inked(&project.texts[&path], at))
            .related(&source.file, span, "the source text"),
        None => rule.finding(&source.file, message).at(span),
    };
    let accept = || {
        let key = format!("{document}#{}", unit.id);
        let key = shell_word(&key);
        format!("`fluentdown accept --locale {} {key}`", catalog.locale)
    };
    finding.help = match one.state {
        State::Stale => Some(made_from(one, accept)),
        State::Draft => Some(format!("{} makes it hold", accept())),
        _ => None,
    };
    Some(
        finding
            .of(&catalog.locale, document, &unit.id)
            .text(&unit.pattern),
    )
}

/// Says what a stale translation was made from, and what has changed since.
fn made_from(one: &Translation, accept: impl Fn() -> String) -> String {
    let was = one.was.iter().map(|was| format!("it was made from: {was}"));
    let changed = (!one.changed.is_empty()).then(|| one.changed.join(", "));
    let left = one.unsettled.then(|| {
        let accept = accept();
        format!("the line `# WAS:` was left over a changed text; {accept} if it is up to date")
    });
    let parts: Vec<String> = was.chain(changed).chain(left).collect();
    parts.join("; ")
}

/// Returns the span without the blank lines at its ends.
pub(super) fn inked(text: &str, span: Span) -> Span {
    let part = span.slice(text);
    let start = span.start + part.len() - part.trim_start().len();
    Span::new(start, (span.start + part.trim_end().len()).max(start))
}

/// Returns where a translation stands: its text, or its stub.
pub(super) const fn place(one: &Translation) -> Option<Span> {
    match (one.state, one.value_span) {
        (State::Missing, _) | (_, None) => one.span,
        (_, found) => found,
    }
}
