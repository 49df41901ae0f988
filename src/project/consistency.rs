//! One source text, two translations.

use super::load::Project;
use super::state::{inked, place};
use crate::catalog::Translation;
use crate::diagnostic::Finding;
use crate::rules::state::inconsistent_translation::RULE;
use std::collections::BTreeMap;

/// Finds source texts that a locale translates in more than one way: every
/// later translation that differs from the first.
#[must_use]
pub fn findings(project: &Project) -> Vec<Finding> {
    let mut findings = Vec::new();
    for catalog in &project.extraction.locales {
        let mut first: BTreeMap<&str, &Translation> = BTreeMap::new();
        for units in &project.extraction.documents {
            for unit in &units.units {
                let key = (units.path.clone(), unit.id.clone());
                let Some(one) = catalog.translations.get(&key) else {
                    continue;
                };
                let Some(pattern) = &one.pattern else {
                    continue;
                };
                let earlier = *first.entry(&unit.pattern).or_insert(one);
                if earlier.pattern.as_ref() == Some(pattern) {
                    continue;
                }
                let message = format!(
                    "`{}` translates a text that is translated otherwise elsewhere",
                    unit.id
                );
                let path = project.locale_file(&catalog.locale, &one.path);
                let mut finding = RULE
                    .finding(path.as_str(), message)
                    .of(&catalog.locale, &units.path, &unit.id)
                    .text(pattern.clone())
                    .help("make them alike, unless the places need different words");
                if let (Some(at), Some(text)) = (place(one), project.texts.get(&path)) {
                    finding = finding.at(inked(text, at));
                }
                let other = project.locale_file(&catalog.locale, &earlier.path);
                if let (Some(at), Some(text)) = (place(earlier), project.texts.get(&other)) {
                    finding =
                        finding.related(other.as_str(), inked(text, at), "the other translation");
                }
                findings.push(finding);
            }
        }
    }
    findings
}
