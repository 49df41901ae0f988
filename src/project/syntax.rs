//! Resources that Fluent does not parse.

use super::load::Project;
use crate::catalog::{LocaleFiles, TERMS_FILE};
use crate::diagnostic::Finding;
use crate::ftl::{Broken, Safe};
use crate::rules::fluent::full_width_syntax;
use crate::rules::fluent::syntax_error::RULE;
use crate::text::Span;

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

/// Returns whether signs in braces are the document's own text, as its source
/// resource has it: a page about Fluent shows `｛ $x ｝`, and so do its translations.
fn is_the_documents(project: &Project, name: &str, shown: &str) -> bool {
    let source = project.source.files.get(name);
    name != TERMS_FILE
        && shown.starts_with('｛')
        && source.is_some_and(|source| source.contains(shown))
}

fn in_resource(project: &Project, files: &LocaleFiles, name: &str, text: &str) -> Vec<Finding> {
    let path = project.locale_file(&files.locale, name);
    let wide = full_width_syntax::find(text, |shown| is_the_documents(project, name, shown));
    let mut faults = Safe::new(text).faults();
    // One fault is told once, by the rule that knows what to write.
    faults.retain(|fault| {
        let entry = wide.iter().find(|one| one.entry.contains(fault.at));
        entry.is_none_or(|one| one.fix.is_none())
    });
    let in_wide = wide.into_iter().map(|one| {
        let shown = one.span.slice(text);
        let message = format!("`{}` is not Fluent: its signs are full-width", shown.trim());
        let finding = full_width_syntax::RULE
            .finding(path.as_str(), message)
            .at(one.span)
            .text(shown)
            .help("write the signs of ASCII: `{ $name }`, `=`, `\"long\"`");
        match one.fix {
            Some(edit) => finding.fix(path.as_str(), edit),
            None => finding,
        }
    });
    let finding = |fault: Broken| {
        let end = text[fault.at..]
            .find(['\n', '\r'])
            .map_or(text.len(), |at| fault.at + at);
        let span = Span::new(fault.at, end);
        RULE.finding(path.as_str(), fault.message)
            .at(span)
            .text(span.slice(text))
            .help("what cannot be read is not shown; it stays in the file until it is mended")
    };
    let in_wide: Vec<Finding> = in_wide.collect();
    faults.into_iter().map(finding).chain(in_wide).collect()
}
