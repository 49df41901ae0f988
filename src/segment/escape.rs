//! Writing a translation so that it stays text in its place.

use super::message::{Message, is_han_like};
use crate::document::{Leaf, Quoting, Slot, quote};

/// How much is escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// What would change the structure where it stands.
    Least,
    /// Every character that Markdown could read as more than text.
    All,
}

/// Writes `text` for the place of `leaf`; `None` where it cannot be.
pub(super) fn write(
    source: &str,
    leaf: &Leaf,
    message: &Message,
    text: &str,
    level: Level,
) -> Option<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let one_line = |text: &str| soft_join(&text.replace("\\\n", "\n"));
    let written = match leaf.slot {
        Slot::Lines | Slot::Setext => lines(source, leaf, message, &text, level),
        Slot::Plain => soft_join(&text),
        Slot::Atx => atx(&inline(&one_line(&text), level)),
        Slot::Cell => cell(&inline(&one_line(&text), level)),
        Slot::Brackets => brackets(&inline(&one_line(&text), level)),
        Slot::HtmlText => one_line(&text).replace('<', "&lt;"),
        Slot::HtmlAttribute(quoting) => attribute(&one_line(&text), quoting),
        Slot::Title(quoting) => title(&one_line(&text), quoting),
        Slot::Yaml(_) | Slot::Toml(_) => quote(&text, leaf.slot)?.0,
    };
    (!written.trim().is_empty()).then_some(written)
}

/// Joins lines: with a blank, or with nothing between Han.
fn soft_join(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text
        .split('\n')
        .map(|line| line.trim_matches([' ', '\t']))
        .filter(|line| !line.is_empty())
    {
        let closed_up = out.ends_with(is_han_like) && line.starts_with(is_han_like);
        if !out.is_empty() && !closed_up {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

/// Writes a paragraph: hard breaks in the source's style, each line with the
/// prefix of its containers.
fn lines(source: &str, leaf: &Leaf, message: &Message, text: &str, level: Level) -> String {
    let prefix = continuation(source, leaf);
    let eol = if source.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let hard = if message.breaks_with_blanks {
        "  "
    } else {
        "\\"
    };
    let mut out = String::new();
    let mut first = true;
    for part in text.split("\\\n") {
        let rows: Vec<String> = if message.keeps_lines {
            part.split('\n')
                .map(|row| row.trim().to_owned())
                .filter(|row| !row.is_empty())
                .collect()
        } else {
            vec![soft_join(part)]
        };
        for (index, row) in rows.iter().enumerate() {
            if row.is_empty() {
                continue;
            }
            if !first {
                if index == 0 {
                    out.push_str(hard);
                }
                out.push_str(eol);
                out.push_str(&prefix);
            }
            let own = first && starts_alike(row, leaf.span.slice(source));
            let row = inline(row, level);
            out.push_str(&if own || (message.keeps_lines && !first) {
                row
            } else {
                line_start(&row, leaf, first)
            });
            first = false;
        }
    }
    even_backslashes(&mut out);
    out
}

/// Returns whether the source begins with the same mark, so that it is text there.
fn starts_alike(row: &str, source: &str) -> bool {
    let mark = |text: &str| {
        text.chars()
            .take_while(|c| !c.is_whitespace())
            .collect::<String>()
    };
    let own = mark(row);
    !own.is_empty() && own == mark(source)
}

/// Returns the bytes that a new line of the leaf begins with: its first line's
/// with all blank but the quotes.
fn continuation(source: &str, leaf: &Leaf) -> String {
    let start = source[..leaf.span.start]
        .rfind(['\n', '\r'])
        .map_or(0, |at| at + 1);
    let mut quotes = leaf.quotes;
    let mut out = String::new();
    for c in source[start..leaf.span.start]
        .trim_start_matches('\u{feff}')
        .chars()
    {
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

/// Escapes what the start of a line would make of `row`.
fn line_start(row: &str, leaf: &Leaf, first: bool) -> String {
    let bytes = row.as_bytes();
    let followed = |at: usize| {
        bytes
            .get(at)
            .is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'\n'))
    };
    let hashes = bytes.iter().take_while(|byte| **byte == b'#').count();
    let digits = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    if (1..=9).contains(&digits)
        && matches!(bytes.get(digits), Some(b'.' | b')'))
        && followed(digits + 1)
    {
        return format!("{}\\{}", &row[..digits], &row[digits..]);
    }
    let is_mark = match bytes.first() {
        Some(b'#') => hashes <= 6 && followed(hashes),
        Some(b'>') => true,
        Some(b'-' | b'+' | b'*') if followed(1) => true,
        // `~ ` opens a definition for other parsers.
        Some(b':' | b'~') if followed(1) => true,
        Some(b'`') => row.starts_with("```"),
        Some(b'~') => row.starts_with("~~~"),
        Some(b'[') => reads_as_label(row) || (first && reads_as_marker(row)),
        Some(b'<') => {
            bytes.get(1).is_some_and(|byte| {
                byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?')
            }) && leaf.inline.is_empty()
        }
        _ => false,
    };
    if is_mark || is_rule(row) {
        return format!("\\{row}");
    }
    row.to_owned()
}

/// Returns whether a line is a thematic break, an underline or a delimiter row.
fn is_rule(row: &str) -> bool {
    let is_run = |mark: char| row.chars().all(|c| c == mark || c == ' ' || c == '\t');
    ['-', '*', '_', '='].into_iter().any(is_run)
        || (row.contains('-') && row.chars().all(|c| matches!(c, '-' | '|' | ':' | ' ')))
}

/// Returns whether `row` begins as a reference or a footnote definition does.
fn reads_as_label(row: &str) -> bool {
    row.find("]:")
        .is_some_and(|at| !row[1..at].contains(['[', ']']))
}

/// Returns whether `row` begins with a task's box or an alert's mark.
fn reads_as_marker(row: &str) -> bool {
    ["[ ]", "[x]", "[X]", "[!"]
        .iter()
        .any(|mark| row.starts_with(mark))
}

/// Escapes all that could be markup where the level asks for it.
fn inline(text: &str, level: Level) -> String {
    if level == Level::Least {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`'
                | '*'
                | '_'
                | '['
                | ']'
                | '<'
                | '>'
                | '|'
                | '~'
                | '#'
                | '!'
                | '$'
                | '{'
                | '}'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Doubles a final backslash that would escape what follows.
fn even_backslashes(text: &mut String) {
    if text.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1 {
        text.push('\\');
    }
}

fn atx(text: &str) -> String {
    let mut out = text.to_owned();
    even_backslashes(&mut out);
    let kept = out.trim_end_matches('#').len();
    if kept < out.len() && (kept == 0 || out[..kept].ends_with([' ', '\t'])) {
        out.insert(kept, '\\');
    }
    if out.ends_with('}')
        && let Some(open) = out.rfind('{')
        && !out[..open].ends_with('\\')
    {
        out.insert(open, '\\');
    }
    out
}

fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut backslashes = 0;
    for c in text.chars() {
        if c == '|' && backslashes % 2 == 0 {
            out.push('\\');
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        out.push(c);
    }
    even_backslashes(&mut out);
    out
}

/// Escapes the brackets of an image's text that have no partner.
fn brackets(text: &str) -> String {
    let mut out = text.to_owned();
    even_backslashes(&mut out);
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
    lone.append(&mut open);
    lone.sort_unstable();
    for at in lone.into_iter().rev() {
        out.insert(at, '\\');
    }
    out
}

fn attribute(text: &str, quoting: Quoting) -> String {
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
    even_backslashes(&mut out);
    out
}
