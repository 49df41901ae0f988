//! What terms, helpers and attributes refer to: nothing, themselves, too much;
//! and what stands twice.
//!
//! A message that an edition shows is formatted, and what is wrong with it is
//! found there; here is found what nobody shows yet.

use super::load::Project;
use crate::catalog::{ATTIC_FILE, LocaleFiles, TERMS_FILE};
use crate::diagnostic::Finding;
use crate::ftl::{Definition, definitions};
use crate::locale::Locale;
use crate::rules::fluent::{
    cyclic_reference, format_error, too_many_placeables, unknown_reference,
};
use crate::rules::state::duplicate_message;
use std::collections::{BTreeMap, BTreeSet};

/// How many placeables Fluent's other runtimes format in one message.
const PLACEABLES: usize = 100;

/// The definitions of one file of a locale.
type Files<'a> = BTreeMap<&'a str, Vec<Definition>>;

/// Finds what the resources of the targets, and all glossaries, refer to.
#[must_use]
pub fn findings(project: &Project) -> Vec<Finding> {
    let all: Vec<(&LocaleFiles, Files<'_>)> = std::iter::once(&project.source)
        .chain(&project.targets)
        .map(|files| (files, read(files)))
        .collect();
    let mut findings = Vec::new();
    for (files, own) in &all {
        let is_source = files.locale == project.source.locale;
        let family: Vec<&Files<'_>> = all
            .iter()
            .filter(|(other, _)| same_language(&files.locale, &other.locale))
            .map(|(_, read)| read)
            .collect();
        for (name, entries) in own {
            // The documents are the source of the other source resources.
            if is_source && *name != TERMS_FILE {
                continue;
            }
            let scope = Scope::new(name, &family);
            let report = Report {
                project,
                files,
                name,
            };
            findings.extend(report.twice(entries));
            findings.extend(report.unknown(entries, &scope));
            findings.extend(report.cycles(entries, &scope));
            findings.extend(report.many(entries));
        }
    }
    findings
}

/// Leaves out the places at which a message is known not to format.
pub fn leave_out_known(found: Vec<Finding>, known: &[Finding]) -> Vec<Finding> {
    let places: BTreeSet<(&str, usize)> = known
        .iter()
        .filter(|one| one.rule == format_error::RULE.name)
        .filter_map(|one| Some((one.path.as_str(), one.span?.start)))
        .collect();
    let is_new = |one: &Finding| {
        let span = one.span.unwrap_or_default();
        let mut inside =
            places.range((one.path.as_str(), span.start)..(one.path.as_str(), span.end));
        inside.next().is_none()
    };
    found.into_iter().filter(is_new).collect()
}

fn read(files: &LocaleFiles) -> Files<'_> {
    let resources = files.files.iter();
    resources
        .filter(|(name, _)| name.ends_with(".ftl") && *name != ATTIC_FILE)
        .map(|(name, text)| (name.as_str(), definitions(text)))
        .collect()
}

fn same_language(one: &str, other: &str) -> bool {
    let language = |name: &str| {
        name.parse::<Locale>()
            .ok()
            .map(|it| it.language().to_owned())
    };
    one == other || (language(one).is_some() && language(one) == language(other))
}

/// What a resource can refer to: its own entries and the glossary, in all
/// folders of the language; the glossary, every entry that it is read with.
struct Scope<'a> {
    by_name: BTreeMap<&'a str, &'a Definition>,
    /// What a way of references leads from into a cycle.
    endless: BTreeSet<&'a str>,
}

impl<'a> Scope<'a> {
    fn new(name: &str, family: &[&'a Files<'a>]) -> Self {
        let mut by_name = BTreeMap::new();
        let read_with = |file: &str| name == TERMS_FILE || file == name || file == TERMS_FILE;
        let files = family.iter().flat_map(|files| files.iter());
        for (_, entries) in files.filter(|(file, _)| read_with(file)) {
            for entry in entries {
                by_name.entry(entry.name.as_str()).or_insert(entry);
            }
        }
        let endless = endless(&by_name);
        Self { by_name, endless }
    }

    /// Returns the way from `start` back to it, if there is one.
    fn cycle(&self, start: &'a Definition) -> Option<Vec<&'a str>> {
        if !self.endless.contains(start.name.as_str()) {
            return None;
        }
        let mut open = vec![start];
        let mut from: BTreeMap<&str, &'a str> = BTreeMap::new();
        while let Some(entry) = open.pop() {
            for (name, _) in &entry.references {
                let Some(next) = self.by_name.get(name.as_str()) else {
                    continue;
                };
                if next.name == start.name {
                    return Some(way(&from, entry.name.as_str(), &start.name));
                }
                if from.insert(&next.name, &entry.name).is_none() {
                    open.push(next);
                }
            }
        }
        None
    }
}

/// Takes away what refers to nothing, again and again, and returns what is left.
fn endless<'a>(by_name: &BTreeMap<&'a str, &'a Definition>) -> BTreeSet<&'a str> {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    let mut back: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
    for (name, entry) in by_name {
        let known = entry.references.iter();
        let known = known.filter_map(|(to, _)| by_name.get_key_value(to.as_str()));
        for (to, _) in known {
            *left.entry(name).or_insert(0) += 1;
            back.entry(to).or_default().push(name);
        }
    }
    let mut open: Vec<&str> = by_name
        .keys()
        .filter(|name| !left.contains_key(*name))
        .copied()
        .collect();
    while let Some(done) = open.pop() {
        for name in back.remove(done).unwrap_or_default() {
            if let Some(count) = left.get_mut(name) {
                *count -= 1;
                if *count == 0 {
                    left.remove(name);
                    open.push(name);
                }
            }
        }
    }
    let names = by_name.keys().copied();
    names.filter(|name| left.contains_key(name)).collect()
}

/// Returns the names between a start and the last one before it comes again.
fn way<'a>(from: &BTreeMap<&str, &'a str>, last: &'a str, start: &'a str) -> Vec<&'a str> {
    let mut names = Vec::new();
    let mut at = last;
    while at != start && names.len() < from.len() {
        names.push(at);
        at = from.get(at).copied().unwrap_or(start);
    }
    names.reverse();
    names
}

struct Report<'a> {
    project: &'a Project,
    files: &'a LocaleFiles,
    name: &'a str,
}

impl Report<'_> {
    fn of(&self, finding: Finding, entry: &Definition) -> Finding {
        let mut finding = finding.text(entry.name.as_str());
        finding.locale = Some(self.files.locale.clone());
        if let Some(document) = self
            .name
            .strip_suffix(".ftl")
            .filter(|_| self.name != TERMS_FILE)
        {
            finding = finding.of(&self.files.locale, document, &entry.id);
        }
        finding
    }

    fn path(&self) -> String {
        self.project.locale_file(&self.files.locale, self.name)
    }

    fn twice(&self, entries: &[Definition]) -> Vec<Finding> {
        let mut seen = BTreeSet::new();
        let again = entries
            .iter()
            .filter(|entry| !seen.insert(entry.name.as_str()));
        // Messages of segments that stand twice are found where they are matched.
        let told = |entry: &&Definition| {
            let catalog = self.project.extraction.locale(&self.files.locale);
            let mut known = catalog.into_iter().flat_map(|one| &one.duplicates);
            known.any(|one| one.path == self.name && one.id == entry.name)
        };
        again
            .filter(|entry| !told(entry))
            .map(|entry| {
                let message = format!("`{}` stands in this resource already", entry.name);
                let finding = duplicate_message::RULE.finding(self.path(), message);
                let finding = finding
                    .at(entry.span)
                    .help("the first one holds; remove this one, or the other");
                self.of(finding, entry)
            })
            .collect()
    }

    fn unknown(&self, entries: &[Definition], scope: &Scope<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for entry in entries {
            for (name, span) in &entry.references {
                if !scope.by_name.contains_key(name.as_str()) {
                    let message = format!(
                        "`{}` refers to `{name}`, and nothing is called so",
                        entry.name
                    );
                    let finding = unknown_reference::RULE.finding(self.path(), message);
                    findings.push(self.of(finding.at(*span), entry));
                }
            }
        }
        findings
    }

    fn cycles<'d>(&self, entries: &'d [Definition], scope: &Scope<'d>) -> Vec<Finding> {
        let mut told: BTreeSet<&str> = BTreeSet::new();
        let mut findings = Vec::new();
        for entry in entries {
            if told.contains(entry.name.as_str()) {
                continue;
            }
            let Some(through) = scope.cycle(entry) else {
                continue;
            };
            let way: String = through.iter().map(|name| format!("`{name}`, ")).collect();
            let message = match way.strip_suffix(", ") {
                None => format!("`{}` refers to itself", entry.name),
                Some(way) => format!("`{}` refers to itself, through {way}", entry.name),
            };
            told.extend(through);
            let finding = cyclic_reference::RULE.finding(self.path(), message);
            findings.push(self.of(finding.at(entry.span), entry));
        }
        findings
    }

    fn many(&self, entries: &[Definition]) -> Vec<Finding> {
        let many = entries.iter().filter(|entry| entry.placeables > PLACEABLES);
        many.map(|entry| {
            let message = format!(
                "`{}` has {} placeables; other programs that read Fluent stop at {PLACEABLES}",
                entry.name, entry.placeables
            );
            let finding = too_many_placeables::RULE.finding(self.path(), message);
            let finding = finding
                .at(entry.span)
                .help("divide the text, or write braces that belong together in one literal");
            self.of(finding, entry)
        })
        .collect()
    }
}
