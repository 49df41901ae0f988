//! Carries a locale to a translator's tool and back.

use super::error::Error;
use super::files::Clash;
use super::load::Project;
use crate::catalog::{self, Filling, Reads, State, Translation, Unit, fingerprint};
use crate::diagnostic::{Finding, Severity};
use crate::exchange::{FORMATS, Fault, Format, Row};
use crate::ftl::Alone;
use crate::text::{LineIndex, Span};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A row of an imported file that was not taken.
pub const REFUSED: &str = "refused-import";

/// Returns the format of this name.
///
/// # Errors
/// If there is none.
pub fn format(name: &str) -> Result<&'static Format, Error> {
    FORMATS
        .iter()
        .find(|format| format.name == name)
        .ok_or_else(|| Error::Unknown {
            kind: "exchange format",
            name: name.to_owned(),
            known: FORMATS
                .iter()
                .map(|format| format.name.to_owned())
                .collect(),
        })
}

/// Returns the messages that a target locale owes, in the order of the
/// documents; `only` keeps those in one state.
#[must_use]
pub fn rows(project: &Project, target: usize, only: Option<State>) -> Vec<Row> {
    let mut rows = Vec::new();
    let Some(catalog) = project.extraction.locale(&project.targets[target].locale) else {
        return rows;
    };
    for document in &project.extraction.documents {
        let Some(split) = project.document(&document.path).map(|one| &one.split) else {
            continue;
        };
        for unit in &document.units {
            let key = (document.path.clone(), unit.id.clone());
            let Some(one) = catalog.translations.get(&key).filter(|one| one.owed) else {
                continue;
            };
            if only.is_some_and(|state| state != one.state) {
                continue;
            }
            let block = &split.blocks[unit.block];
            let context: Vec<&str> = block
                .context
                .iter()
                .map(String::as_str)
                .chain([block.kind.as_str()])
                .collect();
            let addresses = document.addresses.get(unit.block).into_iter().flatten();
            let notes: Vec<String> = block
                .notes
                .iter()
                .cloned()
                .chain(addresses.map(|one| format!("$url{}: {}", one.number, one.value)))
                .chain(one.changed.iter().cloned())
                .collect();
            let target = one.pattern.clone().unwrap_or_default();
            rows.push(Row {
                document: document.path.clone(),
                id: unit.id.clone(),
                context: context.join(" › "),
                source: unit.pattern.clone(),
                base: base_cell(one, unit),
                target,
                state: word(one.state).to_owned(),
                notes: notes.join("\n"),
                line: 0,
            });
        }
    }
    rows
}

const fn word(state: State) -> &'static str {
    match state {
        State::Missing => "missing",
        State::Translated => "translated",
        State::Stale => "stale",
        State::Draft => "draft",
    }
}

fn base(one: &Translation) -> String {
    one.pattern.as_deref().map(fingerprint).unwrap_or_default()
}

/// Returns what the column `base` says of the translation that is exported: its
/// fingerprint, and the values that the source text shows by name.
fn base_cell(one: &Translation, unit: &Unit) -> String {
    let base = base(one);
    match (unit.reads.is_empty(), base.is_empty()) {
        (true, _) => base,
        (false, true) => catalog::encoded(&unit.reads),
        (false, false) => format!("{base} {}", catalog::encoded(&unit.reads)),
    }
}

/// Reads what [`base_cell`] writes; `None` for values where it says none, as files
/// of earlier versions do not.
fn read_base(cell: &str) -> (&str, Option<Reads>) {
    let mut parts = cell.split_whitespace();
    let first = parts.next().unwrap_or_default();
    if first.contains('=') {
        return ("", catalog::decoded(first));
    }
    (first, parts.next().and_then(catalog::decoded))
}

/// What an import did.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// How many translations were taken.
    pub taken: usize,
    /// How many were as they are here.
    pub unchanged: usize,
    /// How many rows have no translation.
    pub empty: usize,
    /// The rows that were refused, and why.
    pub findings: Vec<Finding>,
    /// Files that somebody saved meanwhile: then nothing is taken.
    pub left: Vec<Clash>,
}

/// Takes the translations of a file that was read from `path` into a target
/// locale.
///
/// A row is refused where its message is gone, its pattern is no Fluent, or
/// the translation here has changed since the file was exported.
///
/// # Errors
/// If the resources are not in step with the content, or cannot be written.
pub fn import(
    project: &Project,
    target: usize,
    format: &Format,
    path: &str,
    text: &str,
) -> Result<Imported, Error> {
    let files = &project.targets[target];
    if !project.extraction.writes.is_empty() {
        return Err(Error::Input(
            "the resources are not in step with the content: run `fluentdown extract` first"
                .to_owned(),
        ));
    }
    let mut imported = Imported::default();
    let (rows, faults) = (format.read)(text);
    let index = LineIndex::new(text);
    let refuse = |line: usize, message: String| {
        let start = index.line_start(line).unwrap_or(0);
        let end = text[start..]
            .find(['\n', '\r'])
            .map_or(text.len(), |at| start + at);
        Finding::new(REFUSED, Severity::Error, path, message).at(Span::new(start, end))
    };
    imported.findings.extend(
        faults
            .into_iter()
            .map(|Fault { line, message }| refuse(line, message)),
    );
    let mut fillings: BTreeMap<(String, String), Filling> = BTreeMap::new();
    let documents = project.extraction.documents.iter();
    let units: FxHashMap<(&str, &str), &Unit> = documents
        .flat_map(|one| {
            one.units
                .iter()
                .map(|unit| ((one.path.as_str(), unit.id.as_str()), unit))
        })
        .collect();
    for row in rows {
        let unit = units.get(&(row.document.as_str(), row.id.as_str()));
        match judge(project, &files.locale, &row, unit.copied()) {
            Verdict::Empty => imported.empty += 1,
            Verdict::Unchanged => imported.unchanged += 1,
            Verdict::Refused(reason) => {
                let message = format!("`{}` of `{}` is not taken: {reason}", row.id, row.document);
                imported.findings.push(refuse(row.line, message));
            }
            Verdict::Taken(source, reads) => {
                let filling = Filling {
                    document: row.document.clone(),
                    id: row.id.clone(),
                    pattern: trimmed(&row.target).to_owned(),
                    source,
                    draft: None,
                    reads,
                };
                let key = (row.document.clone(), row.id.clone());
                match fillings.get(&key) {
                    Some(first) if first.pattern != filling.pattern => {
                        let message = format!(
                            "`{}` of `{}` is not taken: it stands in this file already, with another text",
                            row.id, row.document
                        );
                        imported.findings.push(refuse(row.line, message));
                    }
                    _ => drop(fillings.insert(key, filling)),
                }
            }
        }
    }
    imported.taken = fillings.len();
    let fillings: Vec<Filling> = fillings.into_values().collect();
    imported.left = super::extract::write(project, &catalog::fill(files, &fillings))?.left;
    Ok(imported)
}

enum Verdict {
    Empty,
    Unchanged,
    /// It is taken, as made from this source text, which showed these values.
    Taken(String, Reads),
    Refused(String),
}

fn judge(project: &Project, locale: &str, row: &Row, unit: Option<&Unit>) -> Verdict {
    if row.target.trim().is_empty() {
        return Verdict::Empty;
    }
    let Some(unit) = unit else {
        return Verdict::Refused("the project has no such message".to_owned());
    };
    let key = (row.document.clone(), row.id.clone());
    let here = project
        .extraction
        .locale(locale)
        .and_then(|catalog| catalog.translations.get(&key));
    let current = here.and_then(|one| one.pattern.as_deref());
    let new = trimmed(&row.target);
    let same = current.is_some_and(|pattern| fingerprint(pattern) == fingerprint(new));
    let holds = here.is_some_and(|one| one.state == State::Translated);
    let (base_of_row, reads) = read_base(&row.base);
    let reads = reads.unwrap_or_else(|| unit.reads.clone());
    // Where the text is the same, the row says no more than that it stood there.
    if same && (holds || fingerprint(new) == base_of_row) {
        return Verdict::Unchanged;
    }
    if let Err(reason) = parses(new) {
        return Verdict::Refused(format!("it is no Fluent: {reason}"));
    }
    // Spreadsheets cut blanks off cells.
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let source = if words(&row.source) == words(&unit.pattern) {
        unit.pattern.clone()
    } else {
        row.source.clone()
    };
    if current.is_some() && here.map(base).unwrap_or_default() != base_of_row {
        return Verdict::Refused("the translation here has changed since the export".to_owned());
    }
    let older = reads
        .iter()
        .any(|(name, was)| unit.reads.get(name).is_some_and(|is| is != was));
    if holds && (source != unit.pattern || older) {
        return Verdict::Refused(
            "it was made from an older source text than the translation here".to_owned(),
        );
    }
    Verdict::Taken(source, reads)
}

/// Returns a cell without what a spreadsheet or a hand left around its text;
/// Fluent takes the blanks off itself.
fn trimmed(cell: &str) -> &str {
    cell.trim_matches([' ', '\n'])
}

/// Checks that a pattern is one message's value, and nothing more.
fn parses(pattern: &str) -> Result<(), String> {
    let Err(no) = Alone::new(pattern).parse() else {
        return Ok(());
    };
    let reason = no.message;
    let marks = ['.', '[', '*', '}'];
    let begins = |line: &str| line.trim_start_matches(' ').starts_with(marks);
    if pattern.lines().skip(1).any(begins) && !pattern.contains("->") {
        return Err(format!(
            "{reason} (a line begins with `.`, `[`, `*` or `}}`: write such a mark as `{{ \"*\" }}`)"
        ));
    }
    if pattern.contains(['{', '}']) {
        return Err(format!(
            "{reason} (a brace that is text is written `{{ \"{{\" }}`)"
        ));
    }
    Err(reason)
}
