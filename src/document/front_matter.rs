//! Front matter: YAML between `---` lines, TOML between `+++` lines.
//!
//! Only top-level scalars are read; their places come from the parsers'
//! events, so that nothing is written anew but the value that is translated.

mod simple;

use super::{BlockKind, Document, Fault, Field, Leaf, Quoting, Scalar, Slot, embargo};
use crate::text::Span;
use rustc_hash::FxHashSet;
use saphyr_parser::{Event, Parser, ScalarStyle};
use toml::de::{DeTable, DeValue};

/// A value as it is written in front matter, quotes included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted(pub String);

/// A top-level value with its key.
#[derive(Debug)]
struct Entry {
    name: String,
    key: Span,
    /// `None` for what is neither a scalar nor a list of text.
    value: Option<Value>,
    span: Span,
    slot: Slot,
}

#[derive(Debug)]
enum Value {
    Scalar(Scalar),
    List(Vec<String>),
}

/// Reads the front matter that begins where `document.body` points, and moves
/// `body` past it.
pub(super) fn read(text: &str, fields: &[String], document: &mut Document) {
    let Some((fence, header, body)) = extent(text, document.body) else {
        let (at, lines) = unfenced(text, document.body);
        embargo::look_for(lines, at, document);
        return;
    };
    document.body = body;
    let source = header.slice(text);
    let entries = if fence == "+++" {
        toml_entries(source)
    } else {
        simple::entries(source).map_or_else(|| yaml_entries(source), Ok)
    };
    let mut entries = match entries {
        Ok(entries) => entries,
        Err((at, message)) => {
            let at = at.min(source.len());
            let span = Span::new(header.start + at, header.start + at);
            let help =
                "correct the front matter; until then no field of it is translated".to_owned();
            document.faults.push(Fault {
                span,
                message,
                help,
            });
            embargo::look_for(source, header.start, document);
            return;
        }
    };
    for entry in &mut entries {
        entry.span = Span::new(
            entry.span.start + header.start,
            entry.span.end + header.start,
        );
        entry.key = Span::new(entry.key.start + header.start, entry.key.end + header.start);
    }
    let mut named = FxHashSet::default();
    let again: Vec<bool> = entries
        .iter()
        .map(|entry| {
            let name = entry.name.as_str();
            let is_field = matches!(entry.value, Some(Value::Scalar(_)));
            named.contains(name) || (is_field && !named.insert(name))
        })
        .collect();
    for (entry, again) in entries.into_iter().zip(again) {
        let is_embargo = embargo::is_key(&entry.name);
        if is_embargo {
            let value = match &entry.value {
                Some(Value::Scalar(value)) => Some(value),
                _ => None,
            };
            embargo::add(entry.key, value, document);
        }
        if again && is_embargo {
            // That it is there twice was said.
        } else if again {
            document.faults.push(Fault {
                span: entry.key,
                message: format!("the front matter has `{}` twice", entry.name),
                help: "remove one of them; the first is used".to_owned(),
            });
        } else {
            add(entry, fields, document);
        }
    }
}

/// Finds the front matter: its fence, what is between the fences, and where
/// the body begins.
fn extent(text: &str, start: usize) -> Option<(&'static str, Span, usize)> {
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    let fence = match first.trim_end() {
        "---" => "---",
        "+++" => "+++",
        _ => return None,
    };
    let begin = start + first.len();
    let mut at = begin;
    for line in lines {
        let content = line.trim_end();
        if content == fence || (fence == "---" && content == "...") {
            return Some((fence, Span::new(begin, at), at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Returns the lines that were meant to be front matter, and where they begin: up
/// to the first empty line, where the text begins with a fence and yet has no
/// front matter.
fn unfenced(text: &str, start: usize) -> (usize, &str) {
    let rest = &text[start..];
    let inner = rest.trim_start();
    let at = text.len() - inner.len();
    if !inner.starts_with("---") && !inner.starts_with("+++") {
        return (at, "");
    }
    let mut end = 0;
    for line in inner.split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        end += line.len();
    }
    (at, &inner[..end])
}

fn add(entry: Entry, fields: &[String], document: &mut Document) {
    match (entry.name.as_str(), &entry.value) {
        ("fluent", Some(Value::Scalar(Scalar::Bool(on)))) => document.fluent = *on,
        ("audience", Some(Value::Scalar(Scalar::Text(audience)))) => {
            document.audiences = Some(
                audience
                    .split([' ', ','])
                    .filter(|s| !s.is_empty())
                    .map(str::to_owned)
                    .collect(),
            );
        }
        ("audience", Some(Value::List(audiences))) => document.audiences = Some(audiences.clone()),
        _ => {}
    }
    let Some(Value::Scalar(value)) = entry.value else {
        return;
    };
    let mut block = None;
    if let Scalar::Text(text) = &value
        && fields.contains(&entry.name)
        && text.chars().any(char::is_alphanumeric)
    {
        let mut leaf = Leaf::new(
            BlockKind::FrontMatter(entry.name.clone()),
            entry.span,
            entry.slot,
        );
        leaf.value = Some(text.clone());
        block = Some(document.leaves.len());
        document.leaves.push(leaf);
    }
    document.fields.push(Field {
        name: entry.name,
        value,
        span: entry.span,
        block,
    });
}

type Entries = Result<Vec<Entry>, (usize, String)>;

/// Reads the top level of a YAML mapping.
fn yaml_entries(source: &str) -> Entries {
    // The parser counts characters.
    let mut offsets: Vec<usize> = source.char_indices().map(|(at, _)| at).collect();
    offsets.push(source.len());
    let offset = |index: usize| offsets.get(index).copied().unwrap_or(source.len());
    let mut entries: Vec<Entry> = Vec::new();
    let mut depth = 0_usize;
    let mut key: Option<(String, Span)> = None;
    let mut list: Option<Vec<String>> = None;
    for event in Parser::new_from_str(source) {
        let (event, span) = event.map_err(|error| {
            (
                offset(error.marker().index()),
                format!("the front matter is not YAML: {}", error.info()),
            )
        })?;
        let place = Span::new(
            offset(span.start.index()),
            offset(span.end.index()).max(offset(span.start.index())),
        );
        let opens = matches!(event, Event::SequenceStart(..) | Event::MappingStart(..));
        let closes = matches!(event, Event::SequenceEnd | Event::MappingEnd);
        if depth == 1 && (opens || matches!(event, Event::Scalar(..) | Event::Alias(_))) {
            let Some((name, at)) = key.take() else {
                key = match &event {
                    Event::Scalar(name, ..) => Some((name.to_string(), place)),
                    _ => Some((String::new(), place)),
                };
                depth += usize::from(opens);
                continue;
            };
            let mut entry = Entry {
                name,
                key: at,
                value: None,
                span: place,
                slot: Slot::Yaml(Quoting::None),
            };
            match event {
                Event::Scalar(value, style, _, tag) => {
                    let (span, quoting) = yaml_place(source, place, style);
                    entry.span = span;
                    entry.slot = Slot::Yaml(quoting);
                    let plain = style == ScalarStyle::Plain && tag.is_none();
                    // The newline that ends a block scalar is not of its text.
                    let text = if matches!(quoting, Quoting::Block(_)) {
                        value.trim_end()
                    } else {
                        &value
                    };
                    let scalar = if plain {
                        typed(text)
                    } else {
                        Some(Scalar::Text(text.to_owned()))
                    };
                    entry.value = scalar.map(Value::Scalar);
                }
                Event::SequenceStart(..) => list = Some(Vec::new()),
                _ => {}
            }
            entries.push(entry);
        } else if depth == 2
            && let (Some(list), Event::Scalar(value, ..)) = (&mut list, &event)
        {
            list.push(value.to_string());
        }
        if opens {
            depth += 1;
        } else if closes {
            depth = depth.saturating_sub(1);
            if depth == 1
                && let (Some(list), Some(entry)) = (list.take(), entries.last_mut())
            {
                entry.value = Some(Value::List(list));
            }
        }
    }
    Ok(entries)
}

/// Returns where a YAML value stands, and its quoting.
fn yaml_place(source: &str, place: Span, style: ScalarStyle) -> (Span, Quoting) {
    let place = behind_properties(source, place);
    let quoting = match style {
        ScalarStyle::SingleQuoted => Quoting::Single,
        ScalarStyle::DoubleQuoted => Quoting::Double,
        ScalarStyle::Literal | ScalarStyle::Folded => return block_place(source, place),
        _ => Quoting::None,
    };
    let end = place.start + place.slice(source).trim_end().len();
    (Span::new(place.start, end), quoting)
}

/// Returns a node's place without its anchor and its tag, which stay.
fn behind_properties(source: &str, place: Span) -> Span {
    let mut start = place.start;
    loop {
        let rest = Span::new(start, place.end).slice(source);
        let rest_start = start + (rest.len() - rest.trim_start().len());
        let rest = rest.trim_start();
        if !rest.starts_with(['&', '!']) {
            return Span::new(rest_start.min(place.end), place.end);
        }
        start = rest_start + rest.find(char::is_whitespace).unwrap_or(rest.len());
    }
}

fn block_place(source: &str, place: Span) -> (Span, Quoting) {
    // Whether the parser's span holds the indicator or only the lines, the
    // indicator ends the text before the lines, but for a comment.
    let start = if place.slice(source).starts_with(['|', '>']) {
        place.start
    } else {
        indicator(source[..place.start].trim_end()).unwrap_or(place.start)
    };
    let header = source[start..].split(['\n', '\r']).next();
    let stated = header
        .unwrap_or_default()
        .split([' ', '\t'])
        .next()
        .and_then(|mark| mark.chars().find_map(|c| c.to_digit(10)));
    let mut end = start;
    let mut at = start;
    let mut indent = 0;
    for (index, line) in source[start..].split_inclusive('\n').enumerate() {
        let content = line.trim_end();
        let width = content.len() - content.trim_start_matches(' ').len();
        if index > 0 && !content.is_empty() {
            if width == 0 {
                break;
            }
            indent = if indent == 0 { width } else { indent };
        }
        if !content.is_empty() {
            end = at + content.len();
        }
        at += line.len();
    }
    let indent = stated.map_or(indent, |digit| digit as usize);
    (Span::new(start, end), Quoting::Block(indent.max(1)))
}

/// Finds the indicator of a block scalar that ends `before`, a comment behind
/// it apart.
fn indicator(before: &str) -> Option<usize> {
    let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let line = &before[line_start..];
    let at_end = |line: &str| {
        let line = line.trim_end();
        let mark = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
        let at = mark.len().checked_sub(1)?;
        let is_mark = mark.ends_with(['|', '>']) && mark[..at].ends_with([' ', '\t']);
        is_mark.then_some(line_start + at)
    };
    let comments = line.match_indices(" #").map(|(at, _)| &line[..at]);
    comments.chain([line]).find_map(at_end)
}

/// Gives a plain YAML scalar its type, by the core schema of YAML 1.2 and with
/// the dates of YAML 1.1; `None` is null.
fn typed(value: &str) -> Option<Scalar> {
    match value {
        "" | "~" | "null" | "Null" | "NULL" => return None,
        "true" | "True" | "TRUE" => return Some(Scalar::Bool(true)),
        "false" | "False" | "FALSE" => return Some(Scalar::Bool(false)),
        _ => {}
    }
    let numeric = value.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'))
        && value
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E'));
    if numeric && let Some(number) = Scalar::number(value) {
        return Some(number);
    }
    if is_date(value) {
        return Some(Scalar::Date(value.to_owned()));
    }
    Some(Scalar::Text(value.to_owned()))
}

fn is_date(value: &str) -> bool {
    let bytes = value.as_bytes();
    let shaped = bytes.len() >= 10
        && bytes[..10].iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let rest = bytes.get(10..).unwrap_or_default();
    let timed = matches!(rest.first(), Some(b'T' | b't' | b' '))
        && rest.contains(&b':')
        && rest[1..]
            .iter()
            .all(|byte| byte.is_ascii_digit() || b" :.+-Zz".contains(byte));
    shaped && (rest.is_empty() || timed)
}

/// Reads the top level of a TOML document.
fn toml_entries(source: &str) -> Entries {
    let table = DeTable::parse(source).map_err(|error| {
        (
            error.span().map_or(0, |span| span.start),
            format!("the front matter is not TOML: {}", error.message()),
        )
    })?;
    let mut entries: Vec<Entry> = table
        .get_ref()
        .iter()
        .map(|(key, value)| {
            let span = Span::from(value.span());
            let quoting = if span.slice(source).starts_with('\'') {
                Quoting::Single
            } else {
                Quoting::Double
            };
            Entry {
                name: key.get_ref().to_string(),
                key: key.span().into(),
                value: toml_value(value.get_ref()),
                span,
                slot: Slot::Toml(quoting),
            }
        })
        .collect();
    entries.sort_by_key(|entry| entry.span.start);
    Ok(entries)
}

fn toml_value(value: &DeValue<'_>) -> Option<Value> {
    Some(Value::Scalar(match value {
        DeValue::String(text) => Scalar::Text(text.to_string()),
        DeValue::Boolean(value) => Scalar::Bool(*value),
        DeValue::Datetime(date) => Scalar::Date(date.to_string()),
        DeValue::Float(number) => Scalar::number(number.as_str())?,
        DeValue::Integer(number) if number.radix() == 10 => Scalar::number(number.as_str())?,
        DeValue::Array(items) => {
            let text = items
                .iter()
                .filter_map(|item| item.get_ref().as_str().map(str::to_owned));
            return Some(Value::List(text.collect()));
        }
        _ => return None,
    }))
}

/// Writes `text` as a value of front matter, as `own` is written, which stands
/// in the place that `slot` describes: its quoting where that can be, otherwise
/// between double quotes.
///
/// Read again, the value is `text`. Returns `None` where that cannot be, and
/// for slots that are not front matter.
#[must_use]
pub fn quote(text: &str, slot: Slot, own: &str) -> Option<Quoted> {
    let styled = match slot {
        Slot::Yaml(Quoting::None) if !is_old_bool(text) => vec![text.to_owned()],
        Slot::Yaml(Quoting::Block(indent)) => blocks(text, indent, own),
        Slot::Yaml(Quoting::Single) => vec![format!("'{}'", text.replace('\'', "''"))],
        Slot::Toml(_) => toml_styles(text, own),
        Slot::Yaml(_) => Vec::new(),
        _ => return None,
    };
    let double = std::iter::once_with(|| double_quoted(text));
    styled
        .into_iter()
        .chain(double)
        .find(|written| reads_back(written, text, slot))
        .map(Quoted)
}

/// Writes a TOML string in the style of `own`, if that is not `"…"`.
fn toml_styles(text: &str, own: &str) -> Vec<String> {
    let opening = |mark: &str| {
        let has_line = own[mark.len()..].starts_with(['\n', '\r']);
        let line_end = if own.contains("\r\n") { "\r\n" } else { "\n" };
        format!("{mark}{}", if has_line { line_end } else { "" })
    };
    if own.starts_with("'''") {
        vec![format!("{}{text}'''", opening("'''"))]
    } else if own.starts_with("\"\"\"") {
        let quoted = double_quoted(text).replace("\\n", "\n");
        let inner = &quoted[1..quoted.len() - 1];
        vec![format!("{}{inner}\"\"\"", opening("\"\"\""))]
    } else if own.starts_with('\'') {
        vec![format!("'{text}'")]
    } else {
        Vec::new()
    }
}

/// Returns whether YAML 1.1, which many site generators read, has a truth
/// value where YAML 1.2 has text.
fn is_old_bool(text: &str) -> bool {
    ["yes", "no", "on", "off", "y", "n"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word))
}

/// Writes the lines of a YAML block scalar under the first line of `own`, and
/// under `|-` for what that one cannot hold.
fn blocks(text: &str, indent: usize, own: &str) -> Vec<String> {
    let header = own
        .split(['\n', '\r'])
        .next()
        .unwrap_or_default()
        .trim_end();
    let line_end = if own.contains("\r\n") { "\r\n" } else { "\n" };
    let literal = |header: &str| {
        let mut written = header.to_owned();
        for line in text.split('\n') {
            written.push_str(line_end);
            if !line.is_empty() {
                written.push_str(&" ".repeat(indent));
                written.push_str(line);
            }
        }
        written
    };
    if header.starts_with('>') {
        let indent = format!("{line_end}{}", " ".repeat(indent));
        let lines = text.replace('\n', &format!("{line_end}{indent}"));
        vec![format!("{header}{indent}{lines}"), literal("|-")]
    } else {
        vec![literal(header), literal("|-")]
    }
}

/// Writes a string that YAML and TOML read alike.
fn double_quoted(text: &str) -> String {
    let mut written = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            c if c.is_control()
                || matches!(
                    c,
                    '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
                ) =>
            {
                written.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => written.push(c),
        }
    }
    written.push('"');
    written
}

fn reads_back(written: &str, text: &str, slot: Slot) -> bool {
    let is_toml = matches!(slot, Slot::Toml(_));
    let has_lines = match slot {
        Slot::Toml(_) => written.starts_with("'''") || written.starts_with("\"\"\""),
        _ => matches!(slot, Slot::Yaml(Quoting::Block(_))),
    };
    // A line of its own that closes the front matter would end it early.
    let fence = if is_toml { "+++" } else { "---" };
    if extent(&format!("{fence}\n{written}\n"), 0).is_some() {
        return false;
    }
    if !has_lines && written.contains(['\n', '\r']) {
        return false;
    }
    let entries = if is_toml {
        toml_entries(&format!("k = {written}\nz = 1\n"))
    } else {
        yaml_entries(&format!("k: {written}\nz: 1\n"))
    };
    let Ok(entries) = entries else { return false };
    let [first, second] = entries.as_slice() else {
        return false;
    };
    let whole = first.span.len() == written.len() && second.name == "z";
    whole && matches!(&first.value, Some(Value::Scalar(Scalar::Text(value))) if value == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Document {
        let mut document = Document {
            body: super::super::bom(text),
            ..Document::default()
        };
        read(
            text,
            &["title".to_owned(), "description".to_owned()],
            &mut document,
        );
        document
    }

    fn values(text: &str) -> Vec<(String, String)> {
        let leaves = document(text).leaves;
        leaves
            .iter()
            .map(|leaf| {
                (
                    leaf.span.slice(text).to_owned(),
                    leaf.value.clone().unwrap_or_default(),
                )
            })
            .collect()
    }

    fn pair(a: &str, b: &str) -> (String, String) {
        (a.to_owned(), b.to_owned())
    }

    #[test]
    fn yaml_fields() {
        let text = "\u{feff}---\r\n# é\r\ntitle: Über uns # no\r\ndescription: 'It''s'\r\nfluent: true\r\ndate: 2024-05-01\r\n\
                    weight: 3\r\naudience: [wire, press]\r\n---\r\nbody";
        assert_eq!(
            values(text),
            [pair("Über uns", "Über uns"), pair("'It''s'", "It's")]
        );
        let document = document(text);
        assert_eq!(&text[document.body..], "body");
        assert!(document.fluent && document.faults.is_empty());
        assert_eq!(
            document.audiences,
            Some(vec!["wire".to_owned(), "press".to_owned()])
        );
        assert_eq!(document.fields[3].value, Scalar::Date("2024-05-01".into()));
        assert_eq!(document.fields[4].value, Scalar::Number("3".into()));
        assert_eq!(document.fields[1].block, Some(1));
    }

    #[test]
    fn yaml_blocks() {
        let text = "---\ndescription: >-\n  Zwei ü\n  Zeilen\n\ntitle: \"a\\tb\"\n...\n";
        assert_eq!(
            values(text),
            [
                pair(">-\n  Zwei ü\n  Zeilen", "Zwei ü Zeilen"),
                pair("\"a\\tb\"", "a\tb")
            ]
        );
        assert_eq!(document(text).leaves[0].slot, Slot::Yaml(Quoting::Block(2)));
    }

    #[test]
    fn toml_fields() {
        let text = "+++\ntitle = 'A'\ndraft = true\ndescription = \"\"\"\nB \\u00e9\"\"\"\n[extra]\ntitle = 'no'\n+++\n";
        assert_eq!(
            values(text),
            [pair("'A'", "A"), pair("\"\"\"\nB \\u00e9\"\"\"", "B é")]
        );
        assert_eq!(document(text).body, text.len());
    }

    #[test]
    fn what_is_not_front_matter() {
        assert_eq!(document("---\ntitle: a\n").body, 0);
        assert_eq!(document("----\ntitle: a\n---\n").body, 0);
        assert_eq!(document("---\ntitle: [a\n---\n").faults.len(), 1);
        assert_eq!(document("+++\ntitle = \n+++\n").faults.len(), 1);
        assert_eq!(document("---\ntitle: a\ntitle: b\n---\n").faults.len(), 1);
    }

    #[test]
    fn quoting() {
        let plain = |text| quote(text, Slot::Yaml(Quoting::None), "").map(|quoted| quoted.0);
        assert_eq!(plain("Título nuevo"), Some("Título nuevo".into()));
        assert_eq!(plain("a: b"), Some("\"a: b\"".into()));
        assert_eq!(plain("No"), Some("\"No\"".into()));
        assert_eq!(plain("a #b"), Some("\"a #b\"".into()));
        assert_eq!(plain("2024-01-01"), Some("\"2024-01-01\"".into()));
        assert_eq!(plain("\"x\""), Some("\"\\\"x\\\"\"".into()));
        let of = |text, slot| {
            let double = slot == Slot::Toml(Quoting::Double);
            quote(text, slot, if double { "\"" } else { "'" }).map(|quoted| quoted.0)
        };
        assert_eq!(
            of("it's", Slot::Yaml(Quoting::Single)),
            Some("'it''s'".into())
        );
        assert_eq!(
            of("it's", Slot::Toml(Quoting::Single)),
            Some("\"it's\"".into())
        );
        assert_eq!(
            of("a \"b\" \\ é", Slot::Toml(Quoting::Double)),
            Some("\"a \\\"b\\\" \\\\ é\"".into())
        );
        assert_eq!(
            of("a\nb: é", Slot::Yaml(Quoting::Block(2))),
            Some("|-\n  a\n  b: é".into())
        );
        assert_eq!(of("a", Slot::Plain), None);
    }

    #[test]
    fn the_style_of_a_value_stays() {
        let written = |front: &str, text: &str| {
            let whole = front.to_owned();
            let document = document(&whole);
            let leaf = &document.leaves[0];
            let new = quote(text, leaf.slot, leaf.span.slice(&whole)).map(|quoted| quoted.0);
            let mut out = whole.clone();
            out.replace_range(leaf.span.start..leaf.span.end, &new.unwrap_or_default());
            out
        };
        for (front, text, expected) in [
            (
                "---\ntitle: >-\n  A\n  b\n---\n",
                "C d",
                "---\ntitle: >-\n  C d\n---\n",
            ),
            (
                "---\ntitle: > # a | b\n    A\n\n---\n",
                "C\nd",
                "---\ntitle: > # a | b\n    C\n\n    d\n\n---\n",
            ),
            (
                "---\ntitle: |\n  A\nz: 1\n---\n",
                "C\n d",
                "---\ntitle: |\n  C\n   d\nz: 1\n---\n",
            ),
            (
                "---\r\ntitle: |+\r\n  A\r\n\r\nz: 1\r\n---\r\n",
                "C\nd",
                "---\r\ntitle: |+\r\n  C\r\n  d\r\n\r\nz: 1\r\n---\r\n",
            ),
            (
                "---\ntitle: >+2\n    A\n---\n",
                "  C",
                "---\ntitle: >+2\n    C\n---\n",
            ),
            (
                "---\ntitle: &a A # c\nz: *a\n---\n",
                "C",
                "---\ntitle: &a C # c\nz: *a\n---\n",
            ),
            (
                "---\ntitle: &a >- # x > y\n  A\n---\n",
                "C",
                "---\ntitle: &a >- # x > y\n  C\n---\n",
            ),
            (
                "---\ntitle: !!str \"A\"\n---\n",
                "C",
                "---\ntitle: !!str \"C\"\n---\n",
            ),
            (
                "---\ntitle:\n  A\n  b\n---\n",
                "C",
                "---\ntitle:\n  C\n---\n",
            ),
            (
                "+++\ntitle = '''\nA\nb'''\n+++\n",
                "C\n'd'",
                "+++\ntitle = '''\nC\n'd''''\n+++\n",
            ),
            (
                "+++\ntitle = \"\"\"A \\\n  b\"\"\"\n+++\n",
                "C\n\"d\"",
                "+++\ntitle = \"\"\"C\n\\\"d\\\"\"\"\"\n+++\n",
            ),
            (
                "+++\ntitle = 'A'\n+++\n",
                "C\nd",
                "+++\ntitle = \"C\\nd\"\n+++\n",
            ),
        ] {
            assert_eq!(written(front, text), expected);
            assert_eq!(values(expected)[0].1, text, "{expected}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_back(text in "[-a-z é#:'\"\\\\|>{}\\[\\]&*!%@`,?~0-9中\\n\\t.]{0,12}", tail in ".{0,6}") {
            let text = text + &tail;
            let yaml = [(Quoting::None, "x"), (Quoting::Single, "'x'"), (Quoting::Double, "\"x\""), (Quoting::Block(2), "|\n  x"),
                (Quoting::Block(2), ">-\n  x"), (Quoting::Block(2), ">+2 # c\n  x"), (Quoting::Block(1), "|-\r\n x\r\n y")];
            let toml = [(Quoting::Single, "'x'"), (Quoting::Double, "\"x\""), (Quoting::Single, "'''x'''"), (Quoting::Double, "\"\"\"\nx\"\"\"")];
            for (slot, own) in yaml.map(|(q, own)| (Slot::Yaml(q), own)).into_iter().chain(toml.map(|(q, own)| (Slot::Toml(q), own))) {
                let written = quote(&text, slot, own);
                proptest::prop_assert!(written.is_some(), "{:?} {:?}", text, slot);
                let written = written.map(|quoted| quoted.0).unwrap_or_default();
                let toml = matches!(slot, Slot::Toml(_));
                let whole = if toml { format!("+++\ntitle = {written}\n+++\n") } else { format!("---\ntitle: {written}\n---\n") };
                let document = document(&whole);
                proptest::prop_assert_eq!(&document.fields[0].value, &Scalar::Text(text.clone()), "{}", whole);
                proptest::prop_assert_eq!(document.fields[0].span.slice(&whole), written);
            }
        }

        #[test]
        fn what_is_simple_is_read_as_the_parser_reads_it(
            source in "(([A-Za-z_]{1,4}|yes|null|1|k-k|[a-z ]): {1,2}([A-Za-z0-9 .,/-]{1,8}|[A-Za-z0-9:#'é]{1,4}|true|Null|0x1F|1e3|2024-05-01|- a|~)\n){1,4}"
        ) {
            if let Some(entries) = simple::entries(&source) {
                let parsed = yaml_entries(&source);
                proptest::prop_assert_eq!(format!("{:?}", Ok::<_, (usize, String)>(entries)), format!("{parsed:?}"));
            }
        }

        #[test]
        fn any_front_matter_is_read(inner in "([a-z]{0,3}|[-:?#'\"|>{}\\[\\]&*!%@\\n é中\t=+.0-9\r]|title: |\\n  ){0,30}") {
            for whole in [format!("---\n{inner}\n---\n"), format!("+++\n{inner}\n+++\n")] {
                let document = document(&whole);
                let mut end = 0;
                for leaf in &document.leaves {
                    proptest::prop_assert!(leaf.span.start >= end && whole.get(leaf.span.start..leaf.span.end).is_some());
                    end = leaf.span.end;
                }
            }
        }
    }
}
