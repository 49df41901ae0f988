//! The file of the facts.
//!
//! It is read a line at a time. A record is one line of five fields, divided by
//! tabs: document, id, fingerprint of the target's meaning, `-` or `draft` or
//! `draft:NAME`, and the source text (`\n`, `\t`, `\r`, `\\` escaped). A sixth
//! may follow: pairs `key=value` with one space between them, values
//! percent-encoded; of `reads=NAME=VALUE;NAME=VALUE` each part. Keys that are
//! not known here are kept. A blank line follows each record, so that git merges
//! neighbours. A line that is not a record (a conflict marker, half a line) is
//! passed over. Line ends count for nothing.
//!
//! The first version of the format had no sixth field. A file of it stays as it
//! is until its facts change; a file of a version after this one is not read.

use super::{Book, Fact, Facts, Reads, add_to};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use rayon::prelude::*;
use std::borrow::Cow;

/// How the first line of the file begins, which tells a file without records from
/// none; the version in brackets follows.
const LEAD: &str = "# Facts about translations, kept by fluentdown (";
/// The version that is written.
const VERSION: u64 = 2;
/// The first line of the file's first version.
const HEADER_1: &str = "# Facts about translations, kept by fluentdown (1)\n";
/// The first line of the file.
pub(super) const HEADER: &str = "# Facts about translations, kept by fluentdown (2)\n";
/// What stands below it where records may have been lost; not a record itself, so
/// that a reader knows.
pub(super) const DAMAGED: &str =
    "# Some lines could not be read; the next `extract` drafts what they were about\n";

impl Facts {
    /// Reads a facts file; takes every well-formed record and passes over the rest.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut facts = Self::default();
        let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
        let read: Vec<Line<'_>> = lines.into_par_iter().map(read_line).collect();
        let newer = |line: &Line<'_>| matches!(line, Line::Header(version) if *version > VERSION);
        if read.iter().any(newer) {
            facts.known = true;
            facts.newer = true;
            return facts;
        }
        let mut read = read.into_iter().peekable();
        while let Some(line) = read.next() {
            match line {
                Line::Blank => {}
                Line::Header(_) => facts.known = true,
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

    /// Writes the facts file: sorted by message, the same for the same facts.
    ///
    /// Facts that were read from a damaged file, or whose file was lost, stay
    /// marked as such, so that a command that only adds to them does not make
    /// lost records look as if there had been none.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = HEADER.to_owned();
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

    /// Writes the facts in the place of the file `present`, with its line ends;
    /// where it says the same, if in the format's first version, it stays as it is.
    #[must_use]
    pub(in crate::catalog) fn over(&self, present: Option<&String>) -> String {
        let new = self.to_text();
        let Some(present) = present else {
            return new;
        };
        let crlf = present.contains("\r\n");
        let lines = if crlf {
            Cow::Owned(present.replace("\r\n", "\n"))
        } else {
            Cow::Borrowed(present.as_str())
        };
        let below = |text: &str, header: &str| text.strip_prefix(header).map(str::len);
        let old_body = below(&lines, HEADER_1).or_else(|| below(&lines, HEADER));
        let same = old_body.is_some_and(|size| lines[lines.len() - size..] == new[HEADER.len()..]);
        match (same, crlf) {
            (true, _) => present.clone(),
            (false, true) => new.replace('\n', "\r\n"),
            (false, false) => new,
        }
    }
}

/// What stands in a line of the file.
enum Line<'t> {
    Blank,
    /// The header of this version of the format.
    Header(u64),
    Record(Cow<'t, str>, &'t str, Fact),
    /// Not a record.
    Other,
}

fn read_line(line: &str) -> Line<'_> {
    if line.trim().is_empty() {
        return Line::Blank;
    }
    if let Some(version) = version(line) {
        return Line::Header(version);
    }
    record(line).map_or(Line::Other, |(document, id, fact)| {
        Line::Record(document, id, fact)
    })
}

/// Returns the version that a header names; a number too great to be read is a
/// version to come, too.
fn version(line: &str) -> Option<u64> {
    let digits = line.trim_end().strip_prefix(LEAD)?.strip_suffix(')')?;
    let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    number.then(|| digits.parse().unwrap_or(u64::MAX))
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
            push_pairs(&mut out, fact);
            out.push('\n');
        }
    }
    out
}

/// Writes the sixth field, if there is something to write.
fn push_pairs(out: &mut String, fact: &Fact) {
    let mut before = '\t';
    for (key, value) in &fact.more {
        out.push(before);
        for part in [key, "=", value] {
            out.push_str(part);
        }
        before = ' ';
    }
    if !fact.reads.is_empty() {
        out.push(before);
        out.push_str("reads=");
        out.push_str(&encoded(&fact.reads));
    }
}

/// Writes values as the facts have them: `NAME=VALUE;NAME=VALUE`, each part
/// percent-encoded.
#[must_use]
pub fn encoded(reads: &Reads) -> String {
    let pairs = reads
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    pairs.collect::<Vec<_>>().join(";")
}

/// Reads what [`encoded`] writes; `None` where a part is not a pair.
#[must_use]
pub fn decoded(text: &str) -> Option<Reads> {
    let pairs = text.split(';').map(|pair| {
        let (name, value) = pair.split_once('=')?;
        (!name.is_empty()).then(|| (decode(name), decode(value)))
    });
    pairs.collect()
}

fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || matches!(c, ' ' | '%' | '=' | ';') {
            let bytes = c.encode_utf8(&mut [0; 4]).to_owned();
            out.extend(utf8_percent_encode(&bytes, NON_ALPHANUMERIC));
        } else {
            out.push(c);
        }
    }
    out
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
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
    let mut fact = Fact {
        draft,
        ..Fact::new(fingerprint.to_owned(), unescape(source).into_owned())
    };
    if let Some(pairs) = fields.next() {
        read_pairs(pairs, &mut fact)?;
    }
    let named = id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    let hex = fingerprint.len() == 16 && fingerprint.bytes().all(|b| b.is_ascii_hexdigit());
    let fits = named && hex && !document.is_empty() && fields.next().is_none();
    fits.then_some((document, id, fact))
}

/// Reads the pairs of the sixth field; `None` where it is not made of pairs.
fn read_pairs(field: &str, fact: &mut Fact) -> Option<()> {
    for pair in field.split(' ').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').filter(|(key, _)| !key.is_empty())?;
        if key == "reads" {
            fact.reads.extend(decoded(value)?);
        } else {
            fact.more.push((key.to_owned(), value.to_owned()));
        }
    }
    Some(())
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
