//! Text as a pattern that gives it back, exactly, for every Unicode string.
//!
//! What Fluent would read otherwise is written as string literals: braces;
//! the blanks at a line's ends (at its start, in a text of several lines, any
//! of Unicode's); `.`, `[` and `*` at the start of a line but
//! the first; CR, other control characters, the line and paragraph separators
//! and the byte order mark; and an empty first or last line (Fluent 1.0:
//! `text_char`, `indented_char`, and its rules of blanks).

use memchr::{memchr_iter, memchr3_iter};
use std::fmt::Write as _;

/// How many literals a pattern may have: other runtimes stop at 100 placeables
/// (`fluent-bundle`, `@fluent/bundle`), so that more become one.
const LITERALS: usize = 80;

/// A part of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part<'t> {
    /// Text: what it says is what is shown.
    Text(&'t str),
    /// Fluent, written as it is.
    Fluent(&'t str),
}

/// What stands in a line: a character, or Fluent.
#[derive(Clone, Copy)]
enum Piece<'t> {
    Text(char),
    Fluent(&'t str),
}

/// Writes parts as a pattern.
pub(crate) fn from_parts(parts: &[Part<'_>]) -> String {
    let size = |part: &Part<'_>| match part {
        Part::Text(text) | Part::Fluent(text) => text.len(),
    };
    let ends = |part: &Part<'_>| match part {
        Part::Text(text) => memchr_iter(b'\n', text.as_bytes()).count(),
        Part::Fluent(_) => 0,
    };
    let last: usize = parts.iter().map(ends).sum();
    let length: usize = parts.iter().map(size).sum();
    let (mut out, mut literals, mut n) = (String::with_capacity(length + 16), 0, 0);
    let mut line = Vec::with_capacity(length);
    let mut end_line = |line: &mut Vec<Piece<'_>>| {
        if n > 0 {
            out.push('\n');
        }
        if line.is_empty() && (n == 0 || n == last) {
            out.push_str("{ \"\" }");
            literals += 1;
        }
        literals += write_line(&mut out, line, n > 0, last > 0);
        line.clear();
        n += 1;
    };
    for part in parts {
        match part {
            Part::Fluent(code) => line.push(Piece::Fluent(code)),
            Part::Text(text) => {
                for c in text.chars() {
                    match c {
                        '\n' => end_line(&mut line),
                        _ => line.push(Piece::Text(c)),
                    }
                }
            }
        }
    }
    end_line(&mut line);
    if literals <= LITERALS {
        return out;
    }
    let whole = |part: &Part<'_>| match part {
        Part::Text(text) => literal(text),
        Part::Fluent(code) => (*code).to_owned(),
    };
    parts.iter().map(whole).collect()
}

/// Writes a line, and returns how many literals it took. It may be a `later`
/// one, and stand in a `block`, where `@fluent/bundle` takes any blanks of
/// Unicode for its indent.
fn write_line(out: &mut String, line: &[Piece<'_>], later: bool, block: bool) -> usize {
    let is_blank = |piece: &&Piece<'_>| matches!(piece, Piece::Text(' '));
    let is_indent = |piece: &&Piece<'_>| match piece {
        Piece::Text(c) => *c == ' ' || (block && c.is_whitespace()),
        Piece::Fluent(_) => false,
    };
    let lead = line.iter().take_while(is_indent).count();
    let trail = line.iter().rev().take_while(is_blank).count();
    let (mut open, mut literals) = (String::new(), 0);
    let mut close = |out: &mut String, open: &mut String| {
        if !open.is_empty() {
            out.push_str(&literal(open));
            open.clear();
            literals += 1;
        }
    };
    for (at, piece) in line.iter().enumerate() {
        match piece {
            Piece::Fluent(code) => {
                close(out, &mut open);
                out.push_str(code);
            }
            Piece::Text(c) => {
                let special = match c {
                    '{' | '}' => true,
                    _ if at < lead => true,
                    ' ' => at + trail >= line.len(),
                    '.' | '[' | '*' => later && at == 0,
                    _ => is_unsafe(*c),
                };
                if special {
                    open.push(*c);
                } else {
                    close(out, &mut open);
                    out.push(*c);
                }
            }
        }
    }
    close(out, &mut open);
    literals
}

/// Returns whether a character must not stand in a resource as it is: Fluent
/// or a tool would change it, take it for a line end, or not show it.
pub(crate) fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Returns whether a text has a character that [`is_unsafe`] names.
pub(crate) fn has_unsafe(text: &str) -> bool {
    let is_control = |byte: u8| u8::from(byte < 0x20) | u8::from(byte == 0x7f);
    // Without a way out of it, the loop takes many bytes at a time.
    let controls = text.bytes().fold(0, |all, byte| all | is_control(byte));
    // The others begin with one of these bytes in UTF-8.
    controls != 0
        || memchr3_iter(0xc2, 0xe2, 0xef, text.as_bytes())
            .any(|at| text[at..].starts_with(is_unsafe))
}

/// Writes text as a string literal in a placeable.
fn literal(text: &str) -> String {
    let mut out = String::from("{ \"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            // Control characters and separators have four digits.
            _ if is_unsafe(c) => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out.push_str("\" }");
    out
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
