//! The ledger of a document: every figure, date, amount and name with its
//! value, beside what each edition says for it. An editor reads it before a
//! release.

use super::assemble::{Formatted, Reader, with_addresses};
use super::load::{Document, Project};
use super::state::{inked, place};
use crate::catalog::{DocumentUnits, Unit};
use crate::rules::facts::compare::{Placed, Side};
use crate::rules::facts::{Class, Facts, Unit as Measure, Value, Weight};
use crate::rules::terms::{self, Term};
use crate::rules::{Block, Message};
use crate::text::{LineIndex, Position};
use serde::Serialize;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// How an edition stands to a fact of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It says the same.
    Same,
    /// It says something else.
    Differs,
    /// It does not say it.
    Missing,
    /// It says it, and the source does not.
    Added,
    /// A word that it does not repeat, which is no fault.
    Unsaid,
    /// It has no translation of the block.
    Untranslated,
}

/// What an edition says for a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// How it stands.
    pub state: State,
    /// The words, and what they say.
    pub said: Option<Said>,
    /// The resource, and the place of the message in it.
    pub place: Option<(String, Position)>,
}

/// A fact as it is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// Its words.
    pub text: String,
    /// What they say.
    pub value: String,
}

/// A fact of the source, or one that only an edition has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What a reader would call it: `number`, `date`, `name`, ….
    pub kind: &'static str,
    /// Where the source says it.
    pub line: usize,
    /// Its column.
    pub column: usize,
    /// The source's words; `None` where only an edition has the fact.
    pub source: Option<Said>,
    /// What each edition has; `None` where it does not show the block.
    pub cells: Vec<Option<Cell>>,
}

/// The facts of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The document's path.
    pub document: String,
    /// Its facts, in order.
    pub rows: Vec<Row>,
}

/// An edition of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The edition.
    pub edition: String,
    /// Its locale, as BCP 47.
    pub locale: String,
}

/// The ledger of documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// The source's locale.
    pub source: String,
    /// The editions, in the order of the configuration.
    pub columns: Vec<Column>,
    /// The documents, by path.
    pub pages: Vec<Page>,
}

/// A fact beside what one edition says: a record of the report in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the page about facts says what they are")]
pub struct Record<'a> {
    pub document: &'a str,
    pub line: usize,
    pub column: usize,
    pub kind: &'a str,
    pub text: Option<&'a str>,
    pub value: Option<&'a str>,
    pub edition: Option<&'a str>,
    pub locale: Option<&'a str>,
    pub state: Option<State>,
    pub target_text: Option<&'a str>,
    pub target_value: Option<&'a str>,
    pub target_path: Option<&'a str>,
    pub target_line: Option<usize>,
    pub target_column: Option<usize>,
}

impl Ledger {
    /// Returns a record for each fact and each edition that shows it; one
    /// without an edition where none does.
    #[must_use]
    pub fn records(&self) -> Vec<Record<'_>> {
        let mut records = Vec::new();
        for page in &self.pages {
            for row in &page.rows {
                let before = records.len();
                let cells = self.columns.iter().zip(&row.cells);
                for (column, cell) in cells {
                    if let Some(cell) = cell {
                        records.push(record(page, row, Some((column, cell))));
                    }
                }
                if records.len() == before {
                    records.push(record(page, row, None));
                }
            }
        }
        records
    }

    /// Counts the cells in these states; names are counted apart.
    #[must_use]
    pub fn count(&self, states: &[State], names: bool) -> usize {
        let rows = self.pages.iter().flat_map(|page| &page.rows);
        rows.filter(|row| (row.kind == NAME) == names)
            .flat_map(|row| row.cells.iter().flatten())
            .filter(|cell| states.contains(&cell.state))
            .count()
    }
}

fn record<'a>(page: &'a Page, row: &'a Row, cell: Option<(&'a Column, &'a Cell)>) -> Record<'a> {
    let said = cell.and_then(|(_, cell)| cell.said.as_ref());
    let place = cell.and_then(|(_, cell)| cell.place.as_ref());
    Record {
        document: &page.document,
        line: row.line,
        column: row.column,
        kind: row.kind,
        text: row.source.as_ref().map(|said| said.text.as_str()),
        value: row.source.as_ref().map(|said| said.value.as_str()),
        edition: cell.map(|(column, _)| column.edition.as_str()),
        locale: cell.map(|(column, _)| column.locale.as_str()),
        state: cell.map(|(_, cell)| cell.state),
        target_text: said.map(|said| said.text.as_str()),
        target_value: said.map(|said| said.value.as_str()),
        target_path: place.map(|(path, _)| path.as_str()),
        target_line: place.map(|(_, at)| at.line),
        target_column: place.map(|(_, at)| at.column),
    }
}

/// What names are called.
const NAME: &str = "name";

/// Makes the ledger of these documents, by path, in the editions that read one
/// of these target locales; all for none.
#[must_use]
pub fn ledger(project: &Project, documents: &[String], locales: &[usize]) -> Ledger {
    let readers: Vec<Reader<'_>> = project
        .config
        .editions
        .iter()
        .map(|edition| Reader::new(project, edition))
        .filter(|reader| {
            let wanted = project
                .readers
                .reads(reader.edition.locale.locale())
                .iter()
                .any(|index| locales.contains(index));
            locales.is_empty() || reader.is_source() || wanted
        })
        .collect();
    let columns = readers
        .iter()
        .filter(|reader| !reader.is_source())
        .map(|reader| Column {
            edition: reader.edition.name.clone(),
            locale: reader.edition.locale.to_string(),
        });
    let glossaries: Vec<Vec<Term>> = readers
        .iter()
        .map(|reader| {
            let (source, target) = reader.term_files();
            terms::pair(&source, &target)
        })
        .collect();
    let pages = project.extraction.documents.iter().filter_map(|units| {
        if !documents.is_empty() && !documents.contains(&units.path) {
            return None;
        }
        let document = project.document(&units.path)?;
        Some(page(project, &readers, &glossaries, document, units))
    });
    Ledger {
        source: project.config.source.to_string(),
        columns: columns.collect(),
        pages: pages.collect(),
    }
}

/// What orders and joins the rows: message of the document, place in its text, words.
type Key = (usize, usize, Option<Said>, usize);

fn page(
    project: &Project,
    readers: &[Reader<'_>],
    glossaries: &[Vec<Term>],
    document: &Document,
    units: &DocumentUnits,
) -> Page {
    let text = project.texts.get(&document.file).map_or("", String::as_str);
    let index = LineIndex::new(text);
    let count = readers.iter().filter(|reader| !reader.is_source()).count();
    let mut rows: BTreeMap<Key, Row> = BTreeMap::new();
    let mut column = 0;
    let mut order: Vec<_> = readers.iter().zip(glossaries).collect();
    // Editions of the source tell only what no translation shows.
    order.sort_by_key(|(reader, _)| reader.is_source());
    let mut shown: BTreeSet<usize> = BTreeSet::new();
    for (reader, glossary) in order {
        let own = (!reader.is_source()).then_some(column);
        column += usize::from(own.is_some());
        if !reader.shows(document.split.audiences.as_deref()) || reader.holds(&document.path) {
            continue;
        }
        let members: Vec<usize> = (0..units.units.len())
            .filter(|at| reader.shows(units.units[*at].audiences.as_deref()))
            .filter(|at| own.is_some() || !shown.contains(at))
            .collect();
        shown.extend(&members);
        for (key, kind, cell) in cells(project, reader, glossary, document, (units, &members)) {
            let row = rows.entry(key.clone()).or_insert_with(|| {
                let segment = document.split.segments.get(units.units[key.0].segment);
                let at = index.position(text, segment.map_or(0, |segment| segment.span.start));
                Row {
                    kind,
                    line: at.line,
                    column: at.column,
                    source: key.2,
                    cells: vec![None; count],
                }
            });
            if let (Some(own), Some(cell)) = (own, cell) {
                row.cells[own] = Some(cell);
            }
        }
    }
    Page {
        document: units.path.clone(),
        rows: rows.into_values().collect(),
    }
}

type Found = (Key, &'static str, Option<Cell>);

/// Returns what an edition says for each fact of a document.
fn cells<'a>(
    project: &Project,
    reader: &Reader<'a>,
    glossary: &[Term],
    document: &Document,
    (units, members): (&'a DocumentUnits, &[usize]),
) -> Vec<Found> {
    let mut variables = reader.variables(document);
    let indexes = Indexes::default();
    let mut blocks: BTreeMap<usize, Vec<(usize, &Unit)>> = BTreeMap::new();
    for index in members {
        let unit = &units.units[*index];
        blocks.entry(unit.block).or_default().push((*index, unit));
    }
    let mut found = Vec::new();
    for (block, members) in blocks {
        let (sources, targets) = with_addresses(&mut variables, units, block, |variables| {
            let own = members.iter().map(|(_, unit)| {
                let text = reader.source_text(&units.path, unit, variables);
                text.ok()
            });
            let theirs = members
                .iter()
                .map(|(_, unit)| reader.target_text(&units.path, unit, variables)?.ok());
            (
                own.collect::<Option<Vec<String>>>(),
                theirs.collect::<Option<Vec<Formatted<'_>>>>(),
            )
        });
        let Some(sources) = sources else { continue };
        let shown = Shown {
            project,
            reader,
            members: &members,
            sources: &sources,
            targets: targets.as_deref(),
            indexes: &indexes,
        };
        let from = found.len();
        shown.names(glossary, &mut found);
        let names: Vec<(usize, String)> = found[from..]
            .iter()
            .filter_map(|(key, ..)| Some((key.0, key.2.as_ref()?.text.clone())))
            .collect();
        shown.facts(&names, &mut found);
    }
    found
}

/// A block as an edition shows it.
struct Shown<'s, 'a> {
    project: &'s Project,
    reader: &'s Reader<'a>,
    members: &'s [(usize, &'s Unit)],
    sources: &'s [String],
    targets: Option<&'s [Formatted<'a>]>,
    indexes: &'s Indexes,
}

/// The lines of the resources that cells stand in, by path: each file's are
/// counted once.
type Indexes = RefCell<BTreeMap<String, LineIndex>>;

impl Shown<'_, '_> {
    fn cell(&self, state: State, said: Option<Said>, index: Option<usize>) -> Option<Cell> {
        let place = index.and_then(|index| {
            let target = self.targets?.get(index)?;
            let path = self
                .project
                .locale_file(target.folder, &target.translation.path);
            let text = self.project.texts.get(&path)?;
            let span = inked(text, place(target.translation)?);
            let mut indexes = self.indexes.borrow_mut();
            let index = match indexes.get(&path) {
                Some(index) => index,
                None => indexes
                    .entry(path.clone())
                    .or_insert_with(|| LineIndex::new(text)),
            };
            let at = index.position(text, span.start);
            Some((path, at))
        });
        (!self.reader.is_source()).then_some(Cell { state, said, place })
    }

    fn messages(&self) -> Vec<Message<'_>> {
        let pairs = self.sources.iter().enumerate();
        pairs
            .map(|(index, source)| Message {
                source_pattern: source,
                target_pattern: "",
                source,
                target: self.targets.map_or("", |targets| &targets[index].text),
                variants: &[],
            })
            .collect()
    }

    /// `names` are those of the block: what stands in one is told with it.
    fn facts(&self, names: &[(usize, String)], found: &mut Vec<Found>) {
        let messages = self.messages();
        let tag = &self.project.config.source;
        let facts = Facts::read(tag, &self.reader.edition.locale, &messages);
        let mut partner: BTreeMap<usize, (State, Option<usize>)> = BTreeMap::new();
        for (source, target) in &facts.comparison.pairs {
            partner.insert(*source, (State::Same, Some(*target)));
        }
        for one in &facts.comparison.differences {
            let is_unread = one.may_be_spelled_out(&facts.source, &facts.target);
            match (one.source, one.target) {
                (Some(source), None) if is_unread => {
                    partner.insert(source, (State::Unsaid, None));
                }
                (None, Some(_)) if is_unread => {}
                (Some(source), Some(target)) => {
                    partner.insert(source, (State::Differs, Some(target)));
                }
                (Some(source), None) => {
                    partner.insert(source, (State::Missing, None));
                }
                (None, Some(target)) => self.added(&facts, target, found),
                (None, None) => {}
            }
        }
        for (at, placed) in facts.source.facts.iter().enumerate() {
            let is_told = |other: &Placed| {
                // The year of a whole date is told with it.
                other.index == placed.index
                    && matches!(other.fact.value, Value::Date { year: Some(_), .. })
                    && other.fact.span.start <= placed.fact.span.start
                    && placed.fact.span.end <= other.fact.span.end
            };
            let around = at.saturating_sub(3)..(at + 4).min(facts.source.facts.len());
            let is_year = placed.fact.class == Class::Year
                && !matches!(partner.get(&at), Some((State::Differs | State::Missing, _)))
                && facts.source.facts[around].iter().any(is_told);
            let text = facts.source.text(at);
            let in_name = placed.fact.class == Class::Code
                && names.iter().any(|(member, name)| {
                    *member == self.members[placed.index].0 && name.contains(text)
                });
            if placed.fact.weight == Weight::Hint || is_year || in_name {
                continue;
            }
            let (mut state, target) = match partner.get(&at) {
                _ if self.targets.is_none() => (State::Untranslated, None),
                Some(known) => *known,
                // Another place of the block says it once for both.
                None if placed.fact.weight == Weight::Figure => (State::Same, None),
                None => (State::Unsaid, None),
            };
            let its = target.map(|target| &facts.target.facts[target]);
            if its.is_some_and(|its| its.fact.wrong_weekday().is_some()) {
                state = State::Differs;
            }
            let cell = self.cell(
                state,
                target.map(|target| said(&facts.target, target)),
                its.map(|its| its.index),
            );
            let key = (
                self.members[placed.index].0,
                placed.fact.span.start,
                Some(said(&facts.source, at)),
                0,
            );
            found.push((key, kind(&facts.source, at), cell));
        }
    }

    /// A fact that only the edition has: it stands at the end of its message.
    fn added(&self, facts: &Facts<'_>, target: usize, found: &mut Vec<Found>) {
        let placed = &facts.target.facts[target];
        let said = said(&facts.target, target);
        let cell = self.cell(State::Added, Some(said), Some(placed.index));
        let key = (self.members[placed.index].0, usize::MAX, None, found.len());
        found.push((key, kind(&facts.target, target), cell));
    }

    fn names(&self, glossary: &[Term], found: &mut Vec<Found>) {
        let messages = self.messages();
        let tag = &self.project.config.source;
        let block = Block {
            terms: glossary,
            ..Block::new(tag, &self.reader.edition.locale, &messages)
        };
        let mut seen = Vec::new();
        for named in terms::names(&block) {
            if seen.contains(&(named.index, named.text.clone())) {
                continue;
            }
            seen.push((named.index, named.text.clone()));
            let value = format!("-{}", named.term);
            let (state, index) = match &named.target {
                _ if self.targets.is_none() => (State::Untranslated, None),
                Some((index, _)) => (State::Same, Some(*index)),
                None => (State::Missing, None),
            };
            let its = named.target.map(|(_, text)| Said {
                text,
                value: value.clone(),
            });
            let cell = self.cell(state, its, index);
            let place = self.sources[named.index].find(&named.text).unwrap_or(0);
            let own = Said {
                text: named.text,
                value,
            };
            let key = (self.members[named.index].0, place, Some(own), 1);
            found.push((key, NAME, cell));
        }
    }
}

fn said(side: &Side<'_>, at: usize) -> Said {
    let text = side.text(at).to_owned();
    let value = match &side.facts[at].fact.value {
        // A name says itself.
        Value::Code(code) if code.contains(char::is_alphabetic) => text.clone(),
        _ => side.facts[at].fact.shown(),
    };
    Said { text, value }
}

/// What a reader would call a fact.
fn kind(side: &Side<'_>, at: usize) -> &'static str {
    let fact = &side.facts[at].fact;
    match (fact.unit, fact.class, &fact.value) {
        (Some(Measure::Money(_)), ..) => "amount",
        (Some(Measure::Percent), ..) => "percentage",
        (Some(Measure::Measure(_)), Class::Number, _) => "measure",
        (_, Class::Number, _) => "number",
        (_, Class::Ordinal, _) => "ordinal",
        (_, Class::Fraction, _) => "part",
        (_, Class::Year, _) => "year",
        (_, Class::Weekday, _) => "weekday",
        (_, Class::Time, _) => "time",
        (_, Class::Code, _) => "identifier",
        (_, Class::Date, Value::Month(_)) => "month",
        (_, Class::Date, Value::Decade(..)) => "decade",
        (_, Class::Date, Value::Century(_)) => "century",
        (_, Class::Date, _) => "date",
    }
}
