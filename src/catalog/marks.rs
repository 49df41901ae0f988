//! The comment lines that `extract` writes for people, and no others.

use super::reads::told;
use super::state::Change;
use crate::segment::{Address, Block};
use std::borrow::Cow;

/// The mark of the source text: its language, in capitals.
pub(super) fn source_mark(locale: &str) -> String {
    locale
        .split(['-', '_'])
        .next()
        .unwrap_or_default()
        .to_ascii_uppercase()
}

/// Returns whether a comment line carries one of our marks.
fn is_ours(line: &str, language: &str) -> bool {
    let Some(mark) = line
        .strip_prefix("# ")
        .and_then(|rest| rest.split(':').next())
    else {
        return false;
    };
    if !line[2 + mark.len()..].starts_with(':') {
        return false;
    }
    let url = mark
        .strip_prefix("URL")
        .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    url || mark.strip_prefix("WAS ").is_some_and(is_name)
        || mark == language
        || matches!(mark, "WAS" | "IN" | "NOTE" | "FROM")
}

/// Returns whether a text is a variable's or a term's name, as Fluent writes it.
fn is_name(text: &str) -> bool {
    text.strip_prefix(['$', '-']).is_some_and(|name| {
        let part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.bytes().all(part)
    })
}

/// Returns the lines of `comment` that people wrote.
pub(super) fn free_lines(comment: &str, language: &str) -> String {
    comment
        .split_inclusive('\n')
        .filter(|line| !is_ours(line, language))
        .collect()
}

/// Returns the digits that stand for a source text in an allowance.
#[must_use]
pub fn stamp(source: &str) -> String {
    format!("{:08x}", crate::text::hash(source) & 0xffff_ffff)
}

/// Writes into each allowance of a comment that has no digits yet, which source
/// text it was made for.
pub(super) fn stamped(comment: &str, source: &str) -> String {
    comment
        .split_inclusive('\n')
        .map(|line| match line.split_once(':') {
            Some((head, reason)) if is_allowance(head) && !reason.trim().is_empty() => {
                format!("{} @{}:{reason}", head.trim_end(), stamp(source))
            }
            _ => line.to_owned(),
        })
        .collect()
}

fn is_allowance(head: &str) -> bool {
    head.strip_prefix("# l10n-allow ")
        .is_some_and(|names| !names.trim().is_empty() && !names.contains('@'))
}

/// Returns the text after a mark; lines of the same mark are joined.
pub(super) fn read(comment: &str, mark: &str) -> Option<String> {
    let lead = format!("# {mark}:");
    let lines: Vec<&str> = comment
        .lines()
        .filter_map(|line| line.strip_prefix(lead.as_str()))
        .map(|rest| rest.strip_prefix(' ').unwrap_or(rest))
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Returns a source text as a comment shows it: what [`read`] gives of it.
pub(super) fn shown(source: &str) -> Option<String> {
    let mut comment = String::new();
    push(&mut comment, "WAS", source, "\n");
    read(&comment, "WAS")
}

/// Returns the addresses that a comment names.
pub(super) fn addresses(comment: &str) -> Vec<Address> {
    comment
        .lines()
        .filter_map(|line| {
            let (number, value) = line.strip_prefix("# URL")?.split_once(':')?;
            Some(Address {
                number: number.parse().ok()?,
                value: value.trim().to_owned(),
            })
        })
        .collect()
}

/// Adds a line for each line of `text` under `mark`.
pub(super) fn push(out: &mut String, mark: &str, text: &str, eol: &str) {
    for line in text.split('\n') {
        let line = line.trim_end_matches('\r');
        out.push_str("# ");
        out.push_str(mark);
        out.push(':');
        if !line.is_empty() {
            out.push(' ');
            out.push_str(line);
        }
        out.push_str(eol);
    }
}

/// Adds a line that says which value has changed since a translation was made:
/// `# WAS $masks: 30000 → 40000`.
pub(super) fn push_change(out: &mut String, change: &Change<'_>, eol: &str) {
    let sigil = if change.name.starts_with('-') {
        ""
    } else {
        "$"
    };
    for part in ["# WAS ", sigil, &told(change), eol] {
        out.push_str(part);
    }
}

/// Reads the lines of [`push_change`]: names, and the values that they had, as far as
/// a comment shows them.
pub(super) fn changed(comment: &str) -> Vec<(String, String)> {
    let lines = comment.lines().filter_map(|line| {
        let (name, values) = line.strip_prefix("# WAS ")?.split_once(':')?;
        let (was, _) = values.trim().rsplit_once(" → ").filter(|_| is_name(name))?;
        let name = name.strip_prefix('$').unwrap_or(name);
        Some((name.to_owned(), was.to_owned()))
    });
    lines.collect()
}

/// Returns where the message stands, its addresses and its notes, as comment lines.
pub(super) fn context(block: &Block, addresses: &[&Address], eol: &str) -> String {
    let mut out = String::new();
    if !block.context.is_empty() {
        let path: Vec<Cow<'_, str>> = block.context.iter().map(|one| one_line(one)).collect();
        push(&mut out, "IN", &path.join(" › "), eol);
    }
    for address in addresses {
        let mark = format!("URL{}", address.number);
        push(&mut out, &mark, &one_line(&address.value), eol);
    }
    for note in &block.notes {
        push(&mut out, "NOTE", note.trim(), eol);
    }
    out
}

fn one_line(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let plain = |byte: &u8| matches!(byte, b' '..=b'~');
    let single = !text.starts_with(' ') && !text.ends_with(' ') && !text.contains("  ");
    if single && bytes.iter().all(plain) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Returns whether a line of a text is a mark that git leaves where branches did not
/// merge: behind `id =` fluent-syntax takes it for the first line of a value.
pub(super) fn is_in_conflict(pattern: &str) -> bool {
    pattern.lines().any(|line| {
        let is_side = ["<<<<<<< ", ">>>>>>> ", "||||||| "];
        line == "=======" || is_side.iter().any(|mark| line.starts_with(mark))
    })
}
