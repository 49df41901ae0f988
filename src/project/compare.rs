//! Hands the blocks of every edition to the rules, and puts what they find in
//! its place.

use super::assemble::{Formatted, Reader, with_addresses};
use super::config::Edition;
use super::load::{Document, Project};
use super::state::{inked, place};
use crate::catalog::{DocumentUnits, Unit};
use crate::diagnostic::{Finding, Severity};
use crate::edition::{Rendering, Value, renderings};
use crate::ftl;
use crate::rules::style::Style;
use crate::rules::terms::{self, Term};
use crate::rules::{self, Block, Fault, Message, Place, Rule};
use crate::text::{Edit, Span};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A message whose translation formats, with its source.
struct Shown<'a> {
    unit: &'a Unit,
    source: String,
    target: Formatted<'a>,
    variants: Vec<Rendering>,
}

/// What an edition is read by.
struct House {
    style: Style,
    terms: Vec<Term>,
}

/// Returns the house style of an edition: the project's choice, then those of
/// the locales that it reads, then its own.
fn style(project: &Project, edition: &Edition) -> Style {
    let config = &project.config;
    let mut choices = vec![config.style];
    let reads = project.readers.reads(edition.locale.locale());
    let names = reads.iter().rev().map(|index| &config.locales[*index]);
    choices.extend(names.filter_map(|name| config.styles.get(name.as_str()).copied()));
    choices.push(edition.style);
    Style::new(&edition.locale, &choices)
}

/// Compares every block that an edition shows in translation with its source.
#[must_use]
pub fn findings(project: &Project) -> Vec<Finding> {
    let mut findings = Vec::new();
    for edition in &project.config.editions {
        let Some(reader) = Some(Reader::new(project, edition)).filter(|reader| !reader.is_source())
        else {
            continue;
        };
        let (source, target) = reader.term_files();
        let house = House {
            style: style(project, edition),
            terms: terms::pair(&source, &target),
        };
        let found: Vec<Vec<Finding>> = project
            .extraction
            .documents
            .par_iter()
            .map(|units| match project.document(&units.path) {
                Some(document) if reader.shows(document.split.audiences.as_deref()) => {
                    of_document(project, &reader, &house, document, units)
                }
                _ => Vec::new(),
            })
            .collect();
        findings.extend(found.into_iter().flatten());
    }
    findings
}

fn of_document<'a>(
    project: &'a Project,
    reader: &Reader<'a>,
    house: &House,
    document: &Document,
    units: &'a DocumentUnits,
) -> Vec<Finding> {
    let mut variables = reader.variables(document);
    let mut blocks: BTreeMap<usize, Vec<&Unit>> = BTreeMap::new();
    for unit in &units.units {
        if reader.shows(unit.audiences.as_deref()) {
            blocks.entry(unit.block).or_default().push(unit);
        }
    }
    let free: Vec<String> = reader.edition.vars.keys().cloned().collect();
    let mut findings = Vec::new();
    for (block, members) in blocks {
        // A block that is not wholly there falls back, and is not compared. A
        // draft is: better its faults are found before it is accepted.
        let mut show = |unit: &'a Unit, variables: &BTreeMap<String, Value>| {
            let target = match reader.target_text(&units.path, unit, variables)? {
                Ok(target) => target,
                Err(fault) => {
                    findings.push(fault);
                    return None;
                }
            };
            let format = |pattern: &str| reader.format(&units.path, pattern, variables);
            Some(Shown {
                unit,
                source: reader.source_text(&units.path, unit, variables).ok()?,
                variants: renderings(target.pattern(), &format),
                target,
            })
        };
        let shown: Option<Vec<Shown<'_>>> =
            with_addresses(&mut variables, units, block, |variables| {
                let each = members.into_iter().map(|unit| show(unit, variables));
                each.collect()
            });
        let Some(shown) = shown else { continue };
        let messages: Vec<Message<'_>> = shown
            .iter()
            .map(|one| Message {
                source_pattern: &one.unit.pattern,
                target_pattern: one.target.pattern(),
                source: &one.source,
                target: &one.target.text,
                variants: &one.variants,
            })
            .collect();
        let faults = rules::check(&Block {
            is_markdown: document.split.document.leaves[block].slot.is_markdown(),
            free: &free,
            style: house.style,
            terms: &house.terms,
            ..Block::new(&project.config.source, &reader.edition.locale, &messages)
        });
        let mut told: BTreeMap<(usize, &str), Told> = BTreeMap::new();
        for (rule, fault) in faults {
            let told = told.entry((fault.index, rule.name)).or_default();
            if told.count < most(&shown[fault.index]) {
                told.last = findings.len();
                findings.push(finding(project, document, units, &shown, rule, fault));
            } else {
                told.left += 1;
            }
            told.count += 1;
        }
        for Told { last, left, .. } in told.into_values().filter(|told| told.left > 0) {
            let more = format!("{left} more like it in this message are not listed");
            let help = findings[last].help.take();
            findings[last].help = Some(help.map_or(more.clone(), |help| format!("{help}; {more}")));
        }
    }
    findings
}

/// What one rule has said of one message.
#[derive(Default)]
struct Told {
    count: usize,
    left: usize,
    /// The last finding that was listed.
    last: usize,
}

/// Returns how many findings of one rule are listed for a message: each holds
/// the message's text and looks for its place there, so that a message of
/// megabytes gets few.
fn most(shown: &Shown<'_>) -> usize {
    const BYTES: usize = 4_000_000;
    (BYTES / shown.target.text.len().max(1)).max(8)
}

fn finding(
    project: &Project,
    document: &Document,
    units: &DocumentUnits,
    shown: &[Shown<'_>],
    rule: &Rule,
    fault: Fault,
) -> Finding {
    let one = &shown[fault.index];
    let Shown { unit, target, .. } = one;
    let path = project.locale_file(target.folder, &target.translation.path);
    let mut finding = rule
        .finding(path.as_str(), fault.message)
        .of(target.folder, &units.path, &unit.id)
        .text(target.text.as_str());
    finding.help = fault.help;
    if fault.is_doubtful {
        finding.severity = finding.severity.min(Severity::Warning);
    }
    if let (Some(at), Some(text)) = (place(target.translation), project.texts.get(&path)) {
        let whole = inked(text, at);
        let (around, exact) = places(one, whole.slice(text), fault.place);
        let moved = |span: Span| Span::new(span.start + whole.start, span.end + whole.start);
        finding = finding.at(around.map_or(whole, moved));
        let edit = |span: Option<Span>, fix: String| Some(Edit::new(moved(span?), fix));
        let first = fault.fix.and_then(|fix| edit(exact, fix));
        let second = fault
            .with
            .map(|(place, fix)| edit(places(one, whole.slice(text), place).1, fix));
        // What must change together has both places, or neither.
        if let (Some(first), Some(second)) =
            (first, second.map_or(Some(None), |with| with.map(Some)))
        {
            for edit in std::iter::once(first).chain(second) {
                finding = finding.fix(path.as_str(), edit);
            }
        }
    }
    if let Some(segment) = document.split.segments.get(unit.segment) {
        finding = finding.related(&document.file, segment.span, "the source text");
    }
    finding
}

/// Returns where a fault stands in the bytes of its message's value: what to
/// show, and what may be replaced.
fn places(shown: &Shown<'_>, value: &str, fault: Place) -> (Option<Span>, Option<Span>) {
    let (rendering, span) = match fault {
        Place::Message => return (None, None),
        Place::Formatted(span) => {
            let mut variants = shown.variants.iter();
            (variants.find(|one| one.text == shown.target.text), span)
        }
        Place::Variant(index, span) => (shown.variants.get(index), span),
    };
    let Some(rendering) = rendering else {
        return (None, None);
    };
    let pattern = shown.target.pattern();
    let written = |span: Option<Span>| ftl::place(value, pattern, span?);
    (
        written(rendering.around(span)),
        written(rendering.exact(span)),
    )
}
