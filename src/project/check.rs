//! Checks a project: pairs source and translation for the rules, and chooses
//! which findings are reported, and how severely.

use super::error::Error;
use super::load::Project;
use super::state;
use crate::catalog::State;
use crate::diagnostic::{Finding, Severity};
use crate::rules::state::stale_fact;
use crate::rules::{self, Group, RULES};
use rayon::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What the command line makes of findings.
#[derive(Debug, Clone, Default)]
pub struct Levels {
    /// By rule: the severity, or `None` to drop them.
    pub rules: BTreeMap<String, Option<Severity>>,
    /// Whether a warning fails the run.
    pub deny_warnings: bool,
}

/// Which findings are asked for.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Files or folders, by path in the project; all for none. A document
    /// stands for its resources too.
    pub paths: Vec<String>,
    /// Target locales, by index; all for none.
    pub locales: Vec<usize>,
    /// Fingerprints of findings that are known already.
    pub known: Vec<String>,
}

/// What looks for findings, each for itself; what a build finds is another.
const CHECKS: [fn(&Project) -> Vec<Finding>; 7] = [
    state::findings,
    super::syntax::findings,
    super::resources::findings,
    super::consistency::findings,
    super::dead_anchors::findings,
    super::dead_files::findings,
    super::compare::findings,
];

/// Finds everything, at the severities of the rules themselves.
#[must_use]
pub fn findings(project: &Project) -> Vec<Finding> {
    let (built, all) = with(project, || {
        if is_readable(project) {
            super::build::faults(project)
        } else {
            Vec::new()
        }
    });
    all(built)
}

/// Returns whether more than the configuration was read.
fn is_readable(project: &Project) -> bool {
    let faults = &project.faults;
    faults.iter().all(|one| one.severity != Severity::Error)
}

/// Looks for everything while `build` builds, which finds what
/// [`super::build::faults`] would; returns what that gave, and what makes all
/// findings of those of the build.
pub fn with<T: Send>(
    project: &Project,
    build: impl FnOnce() -> T + Send,
) -> (T, impl FnOnce(Vec<Finding>) -> Vec<Finding> + '_) {
    let is_readable = is_readable(project);
    let look = || -> Vec<Vec<Finding>> {
        let checks = CHECKS.par_iter().filter(|_| is_readable);
        checks.map(|find| find(project)).collect()
    };
    let refer = || {
        if is_readable {
            super::references::findings(project)
        } else {
            Vec::new()
        }
    };
    let (built, (found, references)) = rayon::join(build, || rayon::join(look, refer));
    let join = move |faults: Vec<Finding>| {
        let mut all = project.faults.clone();
        all.extend(project.findings.iter().cloned());
        all.extend(faults);
        all.extend(found.into_iter().flatten());
        let references = super::references::leave_out_known(references, &all);
        all.extend(references);
        tell_stale_facts_once(&mut all);
        super::build::dedup(&mut all);
        if is_readable {
            super::suppress::apply(project, &mut all);
        }
        all.sort_by(|left, right| {
            let (left, right) = [left, right]
                .map(|one| (&one.path, one.span, one.rule, &one.message))
                .into();
            left.cmp(&right)
        });
        all
    };
    (built, join)
}

/// What of a stale translation is not shown is told once: the rule that compares
/// facts knows the place better.
fn tell_stale_facts_once(all: &mut Vec<Finding>) {
    let key = |one: &Finding| (one.locale.clone(), one.document.clone(), one.id.clone());
    let mut told: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (index, one) in all.iter().enumerate() {
        if one.rule == stale_fact::RULE.name {
            told.entry(key(one)).or_default().push(index);
        }
    }
    if told.is_empty() {
        return;
    }
    let mut places = Vec::new();
    let mut known = vec![false; all.len()];
    for (index, one) in all.iter().enumerate() {
        let of_facts = rules::find(one.rule).is_some_and(|rule| rule.group == Group::Facts);
        for at in told
            .get(&key(one))
            .into_iter()
            .flatten()
            .filter(|_| of_facts)
        {
            if all[*at].message.ends_with(&one.message) {
                places.push((*at, one.span));
                known[index] = true;
            }
        }
    }
    for (at, span) in places {
        all[at].span = span;
    }
    let mut known = known.into_iter();
    all.retain(|_| !known.next().unwrap_or(false));
}

/// Returns whether the finding is about a translation that is stale: an author's
/// change made it so, and does not turn a build red before a translator has seen it.
fn is_about_stale(project: &Project, finding: &Finding) -> bool {
    let (Some(locale), Some(document), Some(id)) =
        (&finding.locale, &finding.document, &finding.id)
    else {
        return false;
    };
    let Some(catalog) = project.extraction.locale(locale) else {
        return false;
    };
    let is_stale = |id: &str| {
        let key = (document.clone(), id.to_owned());
        let one = catalog.translations.get(&key);
        one.is_some_and(|one| one.state == State::Stale)
    };
    // What is wrong with a block may be told of any of its messages.
    let mut documents = project.extraction.documents.iter();
    let units = documents.find(|units| units.path == *document);
    let unit = units.and_then(|units| units.units.iter().find(|unit| unit.id == *id));
    match (units, unit) {
        (Some(units), Some(unit)) => {
            let mut block = units.of_block(unit.block).iter();
            block.any(|unit| is_stale(&unit.id))
        }
        _ => is_stale(id),
    }
}

/// Chooses the findings that are asked for, at the severities that the
/// configuration and the command line give them; the latter wins. What is found in
/// a stale translation is a warning at the most.
///
/// What says that something was not looked at is always among them, as an error:
/// a fault of the configuration, a file that cannot be read.
#[must_use]
pub fn select(
    project: &Project,
    findings: Vec<Finding>,
    levels: &Levels,
    scope: &Scope,
) -> Vec<Finding> {
    let locales: Vec<&String> = scope
        .locales
        .iter()
        .map(|index| &project.target_names[*index])
        .collect();
    let known: BTreeSet<&String> = scope.known.iter().collect();
    let mut chosen = Vec::new();
    for mut finding in findings {
        if must_be_seen(project, &finding) {
            chosen.push(finding);
            continue;
        }
        let configured = project.config.rules.get(finding.rule);
        match levels.rules.get(finding.rule).or(configured) {
            Some(None) => continue,
            Some(Some(severity)) => finding.severity = *severity,
            None => {}
        }
        if finding.severity == Severity::Error && is_about_stale(project, &finding) {
            finding.severity = Severity::Warning;
        }
        let of_locale = |locale: &String| locales.contains(&locale);
        let wanted_locale = locales.is_empty() || finding.locale.as_ref().is_some_and(of_locale);
        if wanted_locale
            && in_paths(project, &finding, &scope.paths)
            && (known.is_empty() || !known.contains(&finding.fingerprint()))
        {
            chosen.push(finding);
        }
    }
    chosen
}

/// Returns whether a finding says that something was not looked at.
fn must_be_seen(project: &Project, finding: &Finding) -> bool {
    let is_fault = finding.severity == Severity::Error && project.faults.contains(finding);
    is_fault || project.is_unread(finding)
}

fn in_paths(project: &Project, finding: &Finding, paths: &[String]) -> bool {
    let document = finding
        .document
        .as_ref()
        .map(|path| format!("{}/{path}", project.config.content));
    paths.is_empty()
        || paths.iter().any(|path| {
            let under = |file: &str| {
                path.is_empty()
                    || file == path
                    || file
                        .strip_prefix(path.as_str())
                        .is_some_and(|rest| rest.starts_with('/'))
            };
            under(&finding.path) || document.as_deref().is_some_and(under)
        })
}

/// Checks that there is a rule of this name.
///
/// # Errors
/// If there is none.
pub fn known_rule(name: &str) -> Result<(), Error> {
    if is_known(name) {
        return Ok(());
    }
    let known = RULES.iter().map(|rule| rule.name.to_owned()).collect();
    Err(Error::Unknown {
        kind: "rule",
        name: name.to_owned(),
        known,
    })
}

fn is_known(name: &str) -> bool {
    rules::find(name).is_some()
}

#[derive(Deserialize)]
struct Known {
    fingerprint: String,
}

/// Returns how many fingerprints of a baseline are not among the findings.
#[must_use]
pub fn gone(findings: &[Finding], known: &[String]) -> usize {
    let found: BTreeSet<String> = findings.iter().map(Finding::fingerprint).collect();
    let known: BTreeSet<&String> = known.iter().collect();
    known
        .into_iter()
        .filter(|one| !found.contains(*one))
        .count()
}

/// Reads the fingerprints of an earlier report in JSON; `None` if it is none.
#[must_use]
pub fn read_baseline(text: &str) -> Option<Vec<String>> {
    let known: Vec<Known> = serde_json::from_str(text).ok()?;
    Some(known.into_iter().map(|one| one.fingerprint).collect())
}
