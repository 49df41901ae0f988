//! What resources of two locales show when they are laid side by side: out of
//! step with the content, attributes that are missing, terms that nothing uses.

use super::load::Project;
use crate::catalog::{LocaleFiles, TERMS_FILE};
use crate::diagnostic::Finding;
use crate::ftl::{File, Kind, Safe, definitions};
use crate::rules::fluent::{missing_attribute, unused_term};
use crate::rules::state::out_of_step;
use crate::text::Span;
use fluent_syntax::ast::{Entry, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};

/// Finds what the resources of the source and of the targets show.
#[must_use]
pub fn findings(project: &Project) -> Vec<Finding> {
    let mut findings = steps(project);
    let used = project.source.files.values().chain(
        project
            .targets
            .iter()
            .flat_map(|files| files.files.values()),
    );
    let used: BTreeSet<String> = used.flat_map(|text| references(text)).collect();
    findings.extend(unused(project, &project.source, &used));
    for files in &project.targets {
        findings.extend(unused(project, files, &used));
        findings.extend(attributes(project, files));
    }
    findings
}

/// Finds source resources that `extract` would write otherwise.
fn steps(project: &Project) -> Vec<Finding> {
    let writes = project.extraction.writes.keys();
    let source = writes.filter(|(locale, path)| {
        *locale == project.source.locale && path.ends_with(".ftl") && path != TERMS_FILE
    });
    source
        .map(|(locale, path)| {
            let file = project.locale_file(locale, path);
            let document = path.trim_end_matches(".ftl");
            let known = project.texts.contains_key(&file);
            let (place, message) = match (known, project.document(document)) {
                (true, _) => (
                    file,
                    "this resource is not what `extract` would write".to_owned(),
                ),
                (false, Some(document)) => (
                    document.file.clone(),
                    format!("`extract` has not written `{file}` yet"),
                ),
                (false, None) => (file, "`extract` has not written this file yet".to_owned()),
            };
            let mut finding = out_of_step::RULE
                .finding(place, message)
                .text(path.as_str())
                .help("run `fluentdown extract`, and commit what it writes");
            finding.document = Some(document.to_owned());
            finding
        })
        .collect()
}

/// Finds messages whose source has attributes that the translation has not.
fn attributes(project: &Project, files: &LocaleFiles) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, text) in &project.source.files {
        let Some(translated) = files.files.get(name).filter(|_| name != TERMS_FILE) else {
            continue;
        };
        if !has_attribute(text) {
            continue;
        }
        let (own, other) = (attribute_names(text), attribute_names(translated));
        for (id, names) in own {
            let Some(theirs) = other.get(&id) else {
                continue;
            };
            for name_of in names.difference(theirs) {
                let path = project.locale_file(&files.locale, name);
                let message = format!("`{id}` has no `.{name_of}`, as the source has");
                let document = name.trim_end_matches(".ftl");
                let mut finding = missing_attribute::RULE
                    .finding(path, message)
                    .of(&files.locale, document, &id)
                    .text(name_of.as_str());
                finding.span = entry(translated, &id);
                findings.push(finding);
            }
        }
    }
    findings
}

fn entry(text: &str, id: &str) -> Option<Span> {
    let file = File::parse(text);
    let mut chunks = file.chunks.iter();
    chunks
        .find(|chunk| chunk.kind == Kind::Message && chunk.id == id)
        .map(|chunk| chunk.span())
}

/// Tells whether a resource may have an attribute: most have none.
fn has_attribute(text: &str) -> bool {
    let mut lines = text.lines();
    lines.any(|line| line.starts_with(' ') && line.trim_start().starts_with('.'))
}

/// Returns the names of each message's attributes.
fn attribute_names(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    // What is no Fluent is another rule's finding.
    let safe = Safe::new(text);
    let entries = safe.parse().0.body.into_iter();
    let entries = entries.filter_map(|entry| match entry {
        Entry::Message(message) if message.value.is_some() => {
            let names = message.attributes.iter().map(|one| one.id.name.to_owned());
            Some((message.id.name.to_owned(), names.collect()))
        }
        _ => None,
    });
    entries.collect()
}

/// Finds terms that no message refers to and whose words no document has.
fn unused(project: &Project, files: &LocaleFiles, used: &BTreeSet<String>) -> Vec<Finding> {
    let Some(text) = files.files.get(TERMS_FILE) else {
        return Vec::new();
    };
    let own = project
        .source
        .files
        .get(TERMS_FILE)
        .map(|text| values(text));
    let own = own.unwrap_or_default();
    let documents: Vec<String> = project
        .documents
        .iter()
        .map(|one| one.split.text.to_lowercase())
        .collect();
    let in_documents = |name: &str| {
        let forms = own.get(name).into_iter().flatten();
        forms.clone().any(|form| {
            let form = form.to_lowercase();
            documents.iter().any(|text| text.contains(&form))
        })
    };
    let mut findings = Vec::new();
    for name in values(text).into_keys() {
        let referred = used.contains(&name)
            || project
                .documents
                .iter()
                .any(|one| one.split.text.contains(&format!("-{name}")));
        if referred || in_documents(&name) {
            continue;
        }
        let at = text.find(&format!("-{name}")).unwrap_or_default();
        let path = project.locale_file(&files.locale, TERMS_FILE);
        let message = format!("no message refers to `-{name}`, and no document has its words");
        let mut finding = unused_term::RULE
            .finding(path, message)
            .at(Span::new(at, at + name.len() + 1))
            .text(name.as_str());
        finding.locale = Some(files.locale.clone());
        findings.push(finding);
    }
    findings
}

/// Returns the terms of a glossary with the plain texts of their values and attributes.
fn values(text: &str) -> BTreeMap<String, Vec<String>> {
    let safe = Safe::new(text);
    let entries = safe.parse().0.body.into_iter();
    let entries = entries.filter_map(|entry| match entry {
        Entry::Term(term) => {
            let attributes = term.attributes.iter().map(|one| &one.value);
            let patterns = std::iter::once(&term.value).chain(attributes);
            let forms = patterns.filter_map(plain).collect();
            Some((term.id.name.to_owned(), forms))
        }
        _ => None,
    });
    entries.collect()
}

/// Returns a pattern's text where it has no placeables.
fn plain(pattern: &Pattern<&str>) -> Option<String> {
    let texts = pattern.elements.iter().map(|element| match element {
        PatternElement::TextElement { value } => Some(*value),
        PatternElement::Placeable { .. } => None,
    });
    texts.collect()
}

/// Returns the names of the terms that a resource refers to.
fn references(text: &str) -> BTreeSet<String> {
    if !may_refer(text) {
        return BTreeSet::new();
    }
    let all = definitions(text).into_iter().flat_map(|one| one.references);
    let terms = all.filter_map(|(name, _)| {
        let term = name.strip_prefix('-')?;
        Some(term.split('.').next().unwrap_or(term).to_owned())
    });
    terms.collect()
}

/// Tells whether a resource may refer to a term: a placeable begins with one,
/// or with the name of a function.
fn may_refer(text: &str) -> bool {
    text.split('{').skip(1).any(|rest| {
        let first = rest.trim_start().chars().next();
        first.is_some_and(|c| c == '-' || c.is_ascii_alphabetic())
    })
}
