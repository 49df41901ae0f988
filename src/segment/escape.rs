//! Writing a translation so that it stays text in its place.

use super::emphasis;
use super::message::{Message, closes_up};
use crate::document::marks::code_span;
use crate::document::tags::{self, begins_tag};
use crate::document::{BlockKind, Leaf, Quoting, Slot, quote};
use memchr::{memchr, memchr_iter};
use std::borrow::Cow;

/// How much is escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// What would change the structure where it stands.
    Least,
    /// Notes that the source does not have, too.
    Notes,
    /// Whatever sign a line begins with, too.
    Starts,
    /// Every character that Markdown could read as more than text.
    All,
}

impl Level {
    /// Returns the level to try after this one has not held; `guest` says
    /// whether a tag came in.
    pub(super) const fn next(self, guest: bool) -> Self {
        match self {
            Self::Least if guest => Self::Notes,
            Self::Least | Self::Notes => Self::Starts,
            Self::Starts | Self::All => Self::All,
        }
    }
}

/// Where a text is written.
pub(super) struct Place<'a> {
    /// The document.
    pub source: &'a str,
    /// Its line end.
    pub eol: &'a str,
    /// The leaf.
    pub leaf: &'a Leaf,
    /// What the leaf holds.
    pub message: Message<'a>,
}

impl Place<'_> {
    /// Writes `text` at the end of `out`; returns whether it could be.
    pub(super) fn write(&self, text: &str, level: Level, out: &mut String) -> bool {
        let text = if memchr(b'\r', text.as_bytes()).is_some() {
            Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
        } else {
            Cow::Borrowed(text)
        };
        let start = out.len();
        match self.leaf.slot {
            Slot::Lines | Slot::Setext => self.lines(&text, level, out),
            Slot::Plain => out.push_str(&soft_join(&text)),
            Slot::Atx => atx(&self.inline(&one_line(&text), level), out),
            Slot::Cell => {
                let text = one_line(&text);
                if self.begins_row() {
                    let mut row = String::with_capacity(text.len() + 4);
                    self.row(&text, level, true, &mut row);
                    cell(&row, out);
                } else {
                    cell(&self.inline(&text, level), out);
                }
            }
            Slot::Brackets => out.push_str(&brackets(&self.inline(&one_line(&text), level))),
            Slot::HtmlText => out.push_str(&one_line(&text).replace('<', "&lt;")),
            Slot::HtmlAttribute(quoting) => out.push_str(&attribute(&one_line(&text), quoting)),
            Slot::Title(quoting) => {
                out.push_str(&title(&tags_as_text(&one_line(&text)), quoting));
            }
            Slot::Yaml(_) | Slot::Toml(_) => {
                match quote(&text, self.leaf.slot, self.leaf.span.slice(self.source)) {
                    Some(quoted) => out.push_str(&quoted.0),
                    None => return false,
                }
            }
        }
        !out[start..].trim().is_empty()
    }

    /// Writes a paragraph: hard breaks in the source's style, each line with
    /// the prefix of its containers.
    fn lines(&self, text: &str, level: Level, out: &mut String) {
        let start = out.len();
        if memchr(b'\n', text.as_bytes()).is_none() {
            let row = text.trim_matches([' ', '\t']);
            if !row.is_empty() {
                self.row(row, level, true, out);
                even_backslashes(out, start);
            }
            return;
        }
        let prefix = self.continuation();
        let mut first = true;
        for (index, part) in text.split("\\\n").enumerate() {
            let mut break_before = !first;
            let mut write = |text: &str, row: &str| {
                if row.is_empty() {
                    return;
                }
                if !first {
                    if break_before {
                        out.push_str(self.hard_break(index));
                    }
                    out.push_str(self.eol);
                    out.push_str(&prefix);
                }
                self.start(text, row, level, first, out);
                (first, break_before) = (false, false);
            };
            // There is one line between hard breaks, but for HTML that keeps its own.
            // Its tags go over lines, so that no line can be escaped by itself.
            if self.message.keeps_lines {
                let part = self.inline(part, level);
                part.split('\n')
                    .map(str::trim)
                    .for_each(|row| write(row, row));
            } else {
                let text = soft_join(part);
                write(&text, &self.inline(&text, level));
            }
        }
        even_backslashes(out, start);
    }

    /// Returns the hard break before the part at `index`, in the style of the
    /// source's, or of its last one.
    fn hard_break(&self, index: usize) -> &'static str {
        let styles = self.message.breaks_with_blanks;
        let own = styles.get(index.wrapping_sub(1)).or(styles.last());
        if own == Some(&true) { "  " } else { "\\" }
    }

    /// Returns whether the leaf, a cell, is the first thing in its line.
    fn begins_row(&self) -> bool {
        let before = self.source[..self.leaf.span.start].trim_end_matches([' ', '\t', '>']);
        before.is_empty() || before.ends_with(['\n', '\r'])
    }

    /// Writes one line.
    fn row(&self, text: &str, level: Level, first: bool, out: &mut String) {
        self.start(text, &self.inline(text, level), level, first, out);
    }

    /// Writes one line that is escaped within, `row`, so that its start is
    /// text. The translation has it as `text`.
    fn start(&self, text: &str, row: &str, level: Level, first: bool, out: &mut String) {
        let own = first && starts_alike(text, self.leaf.span.slice(self.source));
        if level < Level::Starts && (own || (self.message.keeps_lines && !first)) {
            out.push_str(row);
            return;
        }
        match mark_at_start(row, self.leaf, first, level) {
            Some(at) => {
                out.push_str(&row[..at]);
                out.push('\\');
                out.push_str(&row[at..]);
            }
            None => out.push_str(row),
        }
    }

    /// Returns the bytes that a new line of the leaf begins with: its first
    /// line's with all blank but the quotes.
    fn continuation(&self) -> String {
        let before = &self.source[..self.leaf.span.start];
        let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let mut quotes = self.leaf.quotes;
        let mut out = String::new();
        for c in before[start..].trim_start_matches('\u{feff}').chars() {
            out.push(match c {
                '\t' => '\t',
                '>' if quotes > 0 => {
                    quotes -= 1;
                    '>'
                }
                _ => ' ',
            });
        }
        out
    }

    /// Escapes within a line what the level asks for: the tags that the source
    /// does not have, always.
    fn inline<'a>(&self, text: &'a str, level: Level) -> Cow<'a, str> {
        if level == Level::All {
            return Cow::Owned(all(text));
        }
        let notes = level >= Level::Notes && text.contains("[^");
        let text = self.emphasised(text);
        let has_tag = memchr_iter(b'<', text.as_bytes()).any(|at| begins_tag(&text[at + 1..]));
        if has_tag || notes {
            Cow::Owned(self.without_tags(&text, notes))
        } else {
            text
        }
    }

    fn emphasised<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if text.is_ascii() {
            return Cow::Borrowed(text);
        }
        emphasis::closed(text, self.message.text, self.message.has_emphasis())
    }

    /// Writes `&lt;` for the `<` of whatever tag the source does not have, and
    /// where `notes`, escapes the `[^` of its notes.
    ///
    /// `\<` is a `<` in CommonMark alone: original Markdown, Python-Markdown
    /// and Showdown have no such escape, and would run what follows.
    fn without_tags(&self, text: &str, notes: bool) -> String {
        let atoms = self.message.atoms.iter();
        let own: Vec<&str> = atoms
            .filter_map(|atom| self.message.text.get(atom.clone()))
            .filter(|atom| atom.starts_with('<') || atom.starts_with("[^"))
            .collect();
        let keys: Vec<Cow<'_, str>> = own.iter().map(|atom| tags::key(atom)).collect();
        let kept_tag = |rest: &str| {
            let read = tags::read(rest).filter(|tag| keys.iter().any(|key| *key == tag.key));
            read.map(|tag| tag.length)
        };
        let mut out = String::with_capacity(text.len() + 8);
        let mut at = 0;
        while let Some(found) = text[at..].find(['<', '[', '`', '\\']) {
            let sign = at + found;
            out.push_str(&text[at..sign]);
            let rest = &text[sign..];
            let own_atom = || own.iter().find(|atom| rest.starts_with(**atom));
            let kept = match rest.as_bytes()[0] {
                b'\\' if rest[1..].strip_prefix('<').is_some_and(begins_tag) => {
                    out.push_str("&lt;");
                    at = sign + 2;
                    continue;
                }
                b'\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
                b'`' => code_span(rest),
                b'<' if begins_tag(&rest[1..]) => {
                    let atom = own_atom().map(|atom| atom.len());
                    let kept = atom.or_else(|| kept_tag(rest));
                    let kept = kept.or_else(|| own_brackets(self.message.text, text, sign));
                    match kept.or_else(|| tags::autolink(&rest[1..]).map(|length| length + 1)) {
                        Some(length) => length,
                        None => {
                            out.push_str("&lt;");
                            at = sign + 1;
                            continue;
                        }
                    }
                }
                b'[' if notes && rest.starts_with("[^") => match own_atom() {
                    Some(atom) => atom.len(),
                    None => {
                        out.push('\\');
                        1
                    }
                },
                _ => 1,
            };
            out.push_str(&rest[..kept]);
            at = sign + kept;
        }
        out.push_str(&text[at..]);
        out
    }
}

fn one_line(text: &str) -> Cow<'_, str> {
    if memchr(b'\n', text.as_bytes()).is_some() {
        Cow::Owned(soft_join(&text.replace("\\\n", "\n")).into_owned())
    } else {
        soft_join(text)
    }
}

/// Joins lines: with a blank, or with nothing between Han.
fn soft_join(text: &str) -> Cow<'_, str> {
    if memchr(b'\n', text.as_bytes()).is_none() {
        return Cow::Borrowed(text.trim_matches([' ', '\t']));
    }
    let mut out = String::with_capacity(text.len());
    for line in text
        .split('\n')
        .map(|line| line.trim_matches([' ', '\t']))
        .filter(|line| !line.is_empty())
    {
        if !out.is_empty() && !closes_up(&out, line, true) {
            out.push(' ');
        }
        out.push_str(line);
    }
    Cow::Owned(out)
}

/// Returns whether the source begins with the same mark, so that it is text there.
fn starts_alike(row: &str, source: &str) -> bool {
    fn mark(text: &str) -> &str {
        text.split(char::is_whitespace).next().unwrap_or_default()
    }
    let own = mark(row);
    !own.is_empty() && own == mark(source)
}

/// Finds what the start of a line would make of `row`: where a backslash must stand.
fn mark_at_start(row: &str, leaf: &Leaf, first: bool, level: Level) -> Option<usize> {
    let bytes = row.as_bytes();
    let followed = |at: usize| {
        bytes
            .get(at)
            .is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'\n'))
    };
    let digits = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    if (1..=9).contains(&digits)
        && matches!(bytes.get(digits), Some(b'.' | b')'))
        && followed(digits + 1)
    {
        return Some(digits);
    }
    if level >= Level::Starts && bytes.first().is_some_and(u8::is_ascii_punctuation) {
        return (bytes[0] != b'\\').then_some(0);
    }
    let is_mark = match bytes.first()? {
        b'#' => {
            let hashes = bytes.iter().take_while(|byte| **byte == b'#').count();
            hashes <= 6 && followed(hashes)
        }
        b'>' => true,
        b'-' | b'+' | b'*' if followed(1) => true,
        // `~ ` opens a definition for other parsers.
        b':' | b'~' if followed(1) => true,
        // A container of other renderers.
        b':' => row.starts_with(":::"),
        // A fence has no backtick in its info string.
        b'`' => row.starts_with("```") && !row.trim_start_matches('`').contains('`'),
        b'~' => row.starts_with("~~~"),
        b'[' => reads_as_label(row) || (first && reads_as_marker(row, leaf)),
        b'<' => {
            bytes.get(1).is_some_and(|byte| {
                byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?')
            }) && leaf.inline.is_empty()
        }
        _ => false,
    };
    (is_mark || is_rule(row)).then_some(0)
}

/// Returns whether a line is a thematic break, an underline or a delimiter row.
fn is_rule(row: &str) -> bool {
    let bytes = row.as_bytes();
    if !matches!(bytes.first(), Some(b'-' | b'*' | b'_' | b'=' | b'|' | b':')) {
        return false;
    }
    let is_run = |mark: u8| {
        bytes
            .iter()
            .all(|c| *c == mark || matches!(c, b' ' | b'\t'))
    };
    [b'-', b'*', b'_', b'='].into_iter().any(is_run)
        || (row.contains('-') && bytes.iter().all(|c| matches!(c, b'-' | b'|' | b':' | b' ')))
}

/// Returns whether `row` begins as a reference or a footnote definition does.
fn reads_as_label(row: &str) -> bool {
    row.find("]:")
        .is_some_and(|at| !row[1..at].contains(['[', ']']))
}

/// Returns whether `row` begins with what is a task's box in an item, or an
/// alert's mark in a quote.
fn reads_as_marker(row: &str, leaf: &Leaf) -> bool {
    let boxed = ["[ ]", "[x]", "[X]"].iter().any(|mark| {
        row.strip_prefix(mark)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    });
    (boxed && leaf.kind == BlockKind::ListItem) || (row.starts_with("[!") && leaf.quotes > 0)
}

/// Escapes all that could be markup.
fn all(text: &str) -> String {
    const SIGNS: &str = "\\`*_[]>|~#!${}";
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            // These have no escape in original Markdown.
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            _ if SIGNS.contains(c) => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

/// Doubles a final backslash that would escape what follows the text from
/// `start` on.
fn even_backslashes(text: &mut String, start: usize) {
    let backslashes = text.as_bytes()[start..].iter().rev();
    if backslashes.take_while(|byte| **byte == b'\\').count() % 2 == 1 {
        text.push('\\');
    }
}

fn atx(text: &str, out: &mut String) {
    let start = out.len();
    out.push_str(text);
    even_backslashes(out, start);
    let kept = start + out[start..].trim_end_matches('#').len();
    if kept < out.len() && (kept == start || out[start..kept].ends_with([' ', '\t'])) {
        out.insert(kept, '\\');
    }
    if out.len() > start
        && out.ends_with('}')
        && let Some(open) = out[start..].rfind('{')
        && !out[start..start + open].ends_with('\\')
    {
        out.insert(start + open, '\\');
    }
}

fn cell(text: &str, out: &mut String) {
    let start = out.len();
    if memchr(b'|', text.as_bytes()).is_none() {
        out.push_str(text);
        even_backslashes(out, start);
        return;
    }
    let mut backslashes = 0;
    for c in text.chars() {
        if c == '|' && backslashes % 2 == 0 {
            out.push('\\');
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        out.push(c);
    }
    even_backslashes(out, start);
}

/// Escapes the brackets of an image's text that have no partner.
fn brackets(text: &str) -> String {
    let mut out = text.to_owned();
    even_backslashes(&mut out, 0);
    let mut open = Vec::new();
    let mut lone = Vec::new();
    let mut escaped = false;
    for (at, c) in out.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => open.push(at),
            ']' if open.pop().is_none() => lone.push(at),
            _ => {}
        }
    }
    if lone.is_empty() && open.is_empty() {
        return out;
    }
    lone.append(&mut open);
    lone.sort_unstable();
    let mut written = String::with_capacity(out.len() + lone.len());
    let mut from = 0;
    for at in lone {
        written.push_str(&out[from..at]);
        written.push('\\');
        from = at;
    }
    written.push_str(&out[from..]);
    written
}

/// Returns the length of what `text` has from the `<` at `sign` to the next `>`, or to
/// its end, where the source has the very same, in the same kind of place: an
/// address in angle brackets, or a `<` that is text for the source's reader too.
/// What Markdown reads as a tag there is looked for again by the gate.
fn own_brackets(source: &str, text: &str, sign: usize) -> Option<usize> {
    const OPENER: &str = "](";
    let rest = &text[sign..];
    let length = rest.find('>').map_or(rest.len(), |at| at + 1);
    let is_address = text[..sign].ends_with(OPENER);
    let mut places = source.match_indices(&rest[..length]);
    let alike = places.any(|(at, _)| source[..at].ends_with(OPENER) == is_address);
    alike.then_some(length)
}

/// Writes `&lt;` for each `<` that could begin a tag: where a value stands,
/// both are the same.
fn tags_as_text(text: &str) -> Cow<'_, str> {
    if !memchr_iter(b'<', text.as_bytes()).any(|at| begins_tag(&text[at + 1..])) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        out.push_str(if begins_tag(&rest[at + 1..]) {
            "&lt;"
        } else {
            "<"
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn attribute(text: &str, quoting: Quoting) -> String {
    let text = &*tags_as_text(text);
    match quoting {
        Quoting::Single => text.replace('\'', "&#39;"),
        Quoting::Double => text.replace('"', "&quot;"),
        _ => format!("\"{}\"", text.replace('"', "&quot;")),
    }
}

fn title(text: &str, quoting: Quoting) -> String {
    let marks: &[char] = match quoting {
        Quoting::Single => &['\''],
        Quoting::Parentheses => &['(', ')'],
        _ => &['"'],
    };
    let mut out = String::with_capacity(text.len());
    let mut escaped = false;
    for c in text.chars() {
        if marks.contains(&c) && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    even_backslashes(&mut out, 0);
    out
}
