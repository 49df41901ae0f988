//! Facts: records that *this target text was made from this source text*.
//!
//! The file is read a line at a time. A record is one line of five fields,
//! divided by tabs: document, id, fingerprint of the target's meaning, `-` or
//! `draft` or `draft:NAME`, and the source text (`\n`, `\t`, `\r`, `\\`
//! escaped). A blank line follows each, so that git merges neighbours. A line
//! that is no record (a conflict marker, half a line) is passed over.

use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The first line of the file: it tells a file without records from none.
const HEADER: &str = "# Facts about translations, kept by fluentdown (1)";
/// What stands below it where records may have been lost; no record itself, so
/// that a reader knows.
const DAMAGED: &str =
    "# Some lines could not be read; the next `extract` drafts what they were about\n";

/// A record that a target text was made from a source text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// The fingerprint of the target's meaning, 16 hex digits.
    pub fingerprint: String,
    /// The source text it was made from.
    pub source: String,
    /// Whose draft it is (may be empty); `None` is accepted.
    pub draft: Option<String>,
}

/// The facts about the messages of a document, by id.
pub(super) type Book = BTreeMap<String, Vec<Fact>>;

/// The facts of a locale: about each message what holds now, then what was
/// known about texts that it had before, the newest first.
///
/// That order makes each new record an insertion before the message's others,
/// so that git merges it with those of the messages beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// By document, then by id; no document is without a record.
    records: BTreeMap<String, Book>,
    /// Whether the file had its header or a record: else it was lost.
    known: bool,
    /// Whether lines were passed over: records may have been lost.
    damaged: bool,
}

impl Facts {
    /// Reads a facts file; takes every well-formed record and passes over the rest.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut facts = Self::default();
        let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
        let read: Vec<Line<'_>> = lines.into_par_iter().map(read_line).collect();
        let mut read = read.into_iter().peekable();
        while let Some(line) = read.next() {
            match line {
                Line::Blank => {}
                Line::Header => facts.known = true,
                Line::Other => facts.damaged = true,
                Line::Record(document, id, fact) => {
                    facts.known = true;
                    let book = facts.book(&document);
                    add_to(book, id, fact);
                    // Most stand beside others of their document.
                    let same = |line: &Line<'_>| match line {
                        Line::Record(other, ..) => *other == document,
                        other => matches!(other, Line::Blank),
                    };
                    while let Some(line) = read.next_if(same) {
                        if let Line::Record(_, id, fact) = line {
                            add_to(book, id, fact);
                        }
                    }
                }
            }
        }
        facts
    }

    /// Returns facts that are known to be empty, as of a new locale.
    #[must_use]
    pub fn new() -> Self {
        Self {
            known: true,
            ..Self::default()
        }
    }

    /// Writes the facts file: sorted by message, the same for the same facts.
    ///
    /// Facts that were read from a damaged file, or whose file was lost, stay
    /// marked as such, so that a command that only adds to them does not make
    /// lost records look as if there had been none.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = format!("{HEADER}\n");
        if self.damaged || !self.known {
            out.push_str(DAMAGED);
        }
        let books: Vec<(&String, &Book)> = self.records.iter().collect();
        let texts: Vec<String> = books
            .into_par_iter()
            .map(|(document, book)| book_text(document, book))
            .collect();
        out.reserve(texts.iter().map(String::len).sum());
        out.extend(texts);
        out
    }

    /// Returns whether the file was there, if without a record.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.known
    }

    /// Returns whether the file held lines that are no records.
    #[must_use]
    pub const fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// Returns all facts about a message; two branches may each have left one.
    #[must_use]
    pub fn of(&self, document: &str, id: &str) -> &[Fact] {
        let book = self.records.get(document);
        book.and_then(|book| book.get(id))
            .map_or(&[], Vec::as_slice)
    }

    /// Returns the fact about the target with `fingerprint`.
    ///
    /// Where two branches left one each, the one made from `present` holds,
    /// and an accepted one before a draft.
    #[must_use]
    pub fn find(
        &self,
        document: &str,
        id: &str,
        fingerprint: &str,
        present: &str,
    ) -> Option<&Fact> {
        self.of(document, id)
            .iter()
            .filter(|fact| fact.fingerprint == fingerprint)
            .max_by_key(|fact| (fact.source == present, fact.draft.is_none()))
    }

    /// Adds a fact behind those about the same message, unless the very same
    /// is there.
    pub fn add(&mut self, document: &str, id: &str, fact: Fact) {
        add_to(self.book(document), id, fact);
    }

    /// Adds facts as [`Facts::add`] does, all about messages of one document.
    pub(super) fn add_all(&mut self, document: &str, facts: Vec<(String, Fact)>) {
        if facts.is_empty() {
            return;
        }
        let book = self.book(document);
        for (id, fact) in facts {
            add_to(book, &id, fact);
        }
    }

    /// Puts `book` in the place of all that is known about a document's messages.
    pub(super) fn set_book(&mut self, document: &str, book: Book) {
        if book.is_empty() {
            self.records.remove(document);
        } else {
            self.records.insert(document.to_owned(), book);
        }
    }

    /// Returns the document's records, to be added to.
    fn book(&mut self, document: &str) -> &mut Book {
        self.records.entry(document.to_owned()).or_default()
    }

    /// Puts `fact` in the place of all that is known about the same target
    /// text of the message. What is known about its other texts stays: an id
    /// may stand twice in a resource.
    pub fn set(&mut self, document: &str, id: &str, fact: Fact) {
        let facts = self.book(document).entry(id.to_owned()).or_default();
        facts.retain(|one| one.fingerprint != fact.fingerprint);
        facts.insert(0, fact);
    }

    /// Removes all facts about the message.
    pub fn remove(&mut self, document: &str, id: &str) {
        if let Some(book) = self.records.get_mut(document) {
            book.remove(id);
            if book.is_empty() {
                self.records.remove(document);
            }
        }
    }

    /// Tells the facts that our own command rewrote a target without a change
    /// of meaning (`check --fix`): the fact stays, with the new fingerprint.
    pub fn rewrite(&mut self, document: &str, id: &str, old: &str, new: &str) {
        let book = self.records.get_mut(document);
        if let Some(facts) = book.and_then(|book| book.get_mut(id)) {
            for fact in facts.iter_mut().filter(|fact| fact.fingerprint == old) {
                new.clone_into(&mut fact.fingerprint);
            }
            let mut seen = Vec::with_capacity(facts.len());
            facts.retain(|fact| {
                let new = !seen.contains(fact);
                seen.push(fact.clone());
                new
            });
        }
    }

    /// Returns every fact with its document and id, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &Fact)> {
        self.records.iter().flat_map(|(document, book)| {
            book.iter().flat_map(move |(id, facts)| {
                let facts = facts.iter();
                facts.map(move |fact| (document.as_str(), id.as_str(), fact))
            })
        })
    }
}

/// What stands in a line of the file.
enum Line<'t> {
    Blank,
    Header,
    Record(Cow<'t, str>, &'t str, Fact),
    /// No record.
    Other,
}

fn read_line(line: &str) -> Line<'_> {
    if line.trim().is_empty() {
        return Line::Blank;
    }
    if line.trim_end() == HEADER {
        return Line::Header;
    }
    record(line).map_or(Line::Other, |(document, id, fact)| {
        Line::Record(document, id, fact)
    })
}

fn add_to(book: &mut Book, id: &str, fact: Fact) {
    match book.get_mut(id) {
        Some(facts) if facts.contains(&fact) => {}
        Some(facts) => facts.push(fact),
        None => drop(book.insert(id.to_owned(), vec![fact])),
    }
}

/// Writes the records of a document.
fn book_text(document: &str, book: &Book) -> String {
    let document = escape(document);
    let mut out = String::new();
    for (id, facts) in book {
        for fact in facts {
            let (mark, who) = match fact.draft.as_deref() {
                None => ("-", ""),
                Some("") => ("draft", ""),
                Some(who) => ("draft:", who),
            };
            out.push('\n');
            out.push_str(&document);
            for part in ["\t", id, "\t", &fact.fingerprint, "\t", mark] {
                out.push_str(part);
            }
            out.push_str(&escape(who));
            out.push('\t');
            out.push_str(&escape(&fact.source));
            out.push('\n');
        }
    }
    out
}

/// Reads one record.
fn record(line: &str) -> Option<(Cow<'_, str>, &str, Fact)> {
    let mut fields = line.split('\t');
    let document = unescape(fields.next()?);
    let id = fields.next()?;
    let fingerprint = fields.next()?;
    let draft = match fields.next()? {
        "-" => None,
        "draft" => Some(String::new()),
        other => Some(unescape(other.strip_prefix("draft:")?).into_owned()),
    };
    let source = fields.next()?;
    let named = id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    let hex = fingerprint.len() == 16 && fingerprint.bytes().all(|b| b.is_ascii_hexdigit());
    let fits = named && hex && !document.is_empty() && fields.next().is_none();
    fits.then(|| {
        let fact = Fact {
            fingerprint: fingerprint.to_owned(),
            source: unescape(source).into_owned(),
            draft,
        };
        (document, id, fact)
    })
}

fn escape(text: &str) -> Cow<'_, str> {
    let special = |byte: u8| matches!(byte, b'\\' | b'\n' | b'\r' | b'\t');
    if !text.bytes().any(special) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some(other) => out.push(other),
            None => out.push('\\'),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fact(source: &str) -> Fact {
        Fact {
            fingerprint: "0123456789abcdef".into(),
            source: source.into(),
            draft: None,
        }
    }

    #[test]
    fn conflict_markers_and_half_lines_are_passed_over() {
        let mut facts = Facts::new();
        facts.add("a.md", "one", fact("One.\\\nTwo\tthree"));
        facts.add("b.md", "two", fact("Two."));
        let text = facts.to_text();
        let line = text.lines().nth(4).unwrap_or_default();
        let merged =
            format!("<<<<<<< HEAD\n{text}=======\n{line}\nb.md\ttw\n>>>>>>> other\n\u{0}garbage");
        let read = Facts::parse(&merged);
        assert!(read.is_damaged() && read.is_known());
        let mended = read.to_text().replace(DAMAGED, "");
        assert_eq!(mended, text);
        assert!(Facts::parse(&read.to_text()).is_damaged(), "still");
    }

    #[test]
    fn a_fact_takes_the_place_of_one_about_the_same_text() {
        let mut facts = Facts::new();
        let other = Fact {
            fingerprint: "fedcba9876543210".into(),
            ..fact("other")
        };
        facts.add("a.md", "one", fact("old"));
        facts.add("a.md", "one", other.clone());
        facts.set("a.md", "one", fact("new"));
        assert_eq!(facts.of("a.md", "one"), [fact("new"), other.clone()]);
        assert_eq!(Facts::parse(&facts.to_text()), facts, "in their order");
    }

    #[test]
    fn no_file_is_not_an_empty_file() {
        assert!(!Facts::parse("").is_known());
        assert!(Facts::parse(&Facts::new().to_text()).is_known());
        assert!(!Facts::parse(&Facts::new().to_text()).is_damaged());
    }

    #[test]
    fn of_two_facts_the_present_source_holds() {
        let mut facts = Facts::new();
        facts.add("a.md", "one", fact("old"));
        facts.add("a.md", "one", fact("new"));
        let found = facts.find("a.md", "one", "0123456789abcdef", "old");
        assert_eq!(found.map(|fact| fact.source.as_str()), Some("old"));
    }

    proptest! {
        #[test]
        fn any_text_comes_back(source in any::<String>(), who in any::<Option<String>>(), path in ".{1,9}") {
            prop_assume!(!path.starts_with('\u{feff}'));
            let mut facts = Facts::new();
            facts.add(&path, "id", Fact { draft: who, ..fact(&source) });
            prop_assert_eq!(Facts::parse(&facts.to_text()), facts);
        }
    }
}
