//! Front matter so simple that no parser is needed to read it.

use super::{Entry, Value, typed};
use crate::document::{Quoting, Slot};
use crate::text::Span;

/// Reads YAML whose lines are all `key: value` with values of plain words;
/// `None` is for the parser to read.
///
/// Most front matter is such: a title, a date, a number. What is taken here
/// means the same by every version of YAML: a key of letters, one blank, and a
/// value that begins with a letter or a figure, in which no sign has a meaning.
pub(super) fn entries(source: &str) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let content = line.strip_suffix('\n')?;
        let (name, value) = content.split_once(": ")?;
        if !is_key(name) || !is_word_like(value) {
            return None;
        }
        let start = at + name.len() + 2;
        entries.push(Entry {
            name: name.to_owned(),
            key: Span::new(at, at + name.len()),
            value: typed(value).map(Value::Scalar),
            span: Span::new(start, start + value.len()),
            slot: Slot::Yaml(Quoting::None),
        });
        at += line.len();
    }
    Some(entries)
}

fn is_key(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn is_word_like(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !value.ends_with(' ')
        && value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b" .,-/".contains(&byte))
}
