//! Hands the blocks of every edition to the rules, and puts what they find in
//! its place.

use super::assemble::{Formatted, Reader};
use super::load::{Document, Project};
use super::state::{inked, place};
use crate::catalog::{DocumentUnits, Unit};
use crate::diagnostic::{Finding, Severity};
use crate::rules::{self, Block, Fault, Message};
use crate::text::Span;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A message whose translation formats, with its source.
struct Shown<'a> {
    unit: &'a Unit,
    source: String,
    target: Formatted<'a>,
}

/// Compares every block that an edition shows in translation with its source.
#[must_use]
pub fn findings(project: &Project) -> Vec<Finding> {
    let mut findings = Vec::new();
    for edition in &project.config.editions {
        let Some(reader) = Reader::new(project, edition).filter(|reader| !reader.is_source())
        else {
            continue;
        };
        let found: Vec<Vec<Finding>> = project
            .extraction
            .documents
            .par_iter()
            .map(|units| match project.document(&units.path) {
                Some(document) if reader.shows(document.split.audiences.as_deref()) => {
                    of_document(project, &reader, document, units)
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
    document: &Document,
    units: &'a DocumentUnits,
) -> Vec<Finding> {
    let variables = reader.variables(document);
    let mut blocks: BTreeMap<usize, Vec<&Unit>> = BTreeMap::new();
    for unit in &units.units {
        if reader.shows(unit.audiences.as_deref()) {
            blocks.entry(unit.block).or_default().push(unit);
        }
    }
    let free: Vec<String> = reader.edition.vars.keys().cloned().collect();
    let mut findings = Vec::new();
    for (block, members) in blocks {
        let mut variables = variables.clone();
        variables.extend(super::assemble::addresses(units, block));
        // A block that is not wholly there falls back, and is not compared.
        let shown: Option<Vec<Shown<'_>>> = members
            .into_iter()
            .map(|unit| {
                Some(Shown {
                    unit,
                    source: reader.source_text(&units.path, unit, &variables).ok()?,
                    target: reader.target_text(&units.path, unit, &variables)?.ok()?,
                })
            })
            .collect();
        let Some(shown) = shown else { continue };
        let messages: Vec<Message<'_>> = shown
            .iter()
            .map(|one| Message {
                source_pattern: &one.unit.pattern,
                target_pattern: one
                    .target
                    .translation
                    .pattern
                    .as_deref()
                    .unwrap_or_default(),
                source: &one.source,
                target: &one.target.text,
            })
            .collect();
        let faults = rules::check(&Block {
            source_locale: &project.config.source,
            target_locale: &reader.edition.locale,
            messages: &messages,
            free: &free,
        });
        let place = |fault| finding(project, document, &units.path, &shown, fault);
        findings.extend(faults.into_iter().map(place));
    }
    findings
}

fn finding(
    project: &Project,
    document: &Document,
    name: &str,
    shown: &[Shown<'_>],
    fault: Fault,
) -> Finding {
    let Shown { unit, target, .. } = &shown[fault.index];
    let path = project.locale_file(target.folder, &target.translation.path);
    let mut finding = Finding::new(fault.rule, Severity::Error, path.as_str(), fault.message)
        .of(target.folder, name, &unit.id)
        .text(target.text.as_str());
    if let (Some(at), Some(text)) = (place(target.translation), project.texts.get(&path)) {
        let whole = inked(text, at);
        let exact = fault.text.as_deref().and_then(|wrong| {
            let start = whole.start + whole.slice(text).find(wrong)?;
            Some(Span::new(start, start + wrong.len()))
        });
        finding = finding.at(exact.unwrap_or(whole));
    }
    if let Some(segment) = document.split.segments.get(unit.segment) {
        finding = finding.related(&document.file, segment.span, "the source text");
    }
    finding
}
