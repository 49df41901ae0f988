//! A run of lines of a resource: an entry, a stub, blank lines.

use super::scan::Scanner;
use crate::text::Span;
use memchr::memchr;

/// What a chunk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A message with its comment.
    Message,
    /// A commented-out message, `# id =`, filled in or not.
    Stub,
    /// Blank lines.
    Blank,
    /// A term, a comment that stands alone, junk.
    Other,
}

/// A run of lines of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chunk {
    /// What it is.
    pub(crate) kind: Kind,
    /// The message's id; empty for what is none.
    pub(crate) id: String,
    /// Where it stands in the file.
    pub(crate) start: usize,
    /// The lines of its comment.
    pub(crate) comment: String,
    /// The lines of the entry.
    pub(crate) body: String,
}

impl Chunk {
    /// Makes a message or a stub that is new.
    pub(crate) fn new(kind: Kind, id: &str, comment: String, body: String) -> Self {
        Self {
            kind,
            id: id.to_owned(),
            start: 0,
            comment,
            body,
        }
    }

    /// Returns where it stands, comment included.
    pub(crate) fn span(&self) -> Span {
        let text = self.body.trim_end_matches(['\n', '\r']).len();
        Span::new(self.start, self.start + self.comment.len() + text)
    }

    /// Returns where its value stands in the file.
    pub(crate) fn value_span(&self) -> Span {
        let at = self.start + self.comment.len();
        let value = value(&self.body);
        Span::new(at + value.start, at + value.end)
    }

    /// Returns its value as a pattern; `None` where it has none.
    pub(crate) fn pattern(&self) -> Option<String> {
        if !matches!(self.kind, Kind::Message | Kind::Stub) {
            return None;
        }
        let head = self.body.find('=')? + 1;
        // Most stand on one line.
        if memchr(b'\n', &self.body.as_bytes()[head..])
            .is_none_or(|at| head + at + 1 == self.body.len())
            && memchr(b'\n', &self.body.as_bytes()[..head]).is_none()
        {
            let line = &self.body[head..];
            let line = line.strip_suffix('\n').unwrap_or(line);
            let line = line.strip_suffix('\r').unwrap_or(line);
            let text = line.trim_matches(' ');
            return (!text.is_empty()).then(|| text.to_owned());
        }
        let plain;
        let body = if self.kind == Kind::Stub {
            plain = uncomment(&self.body);
            &plain
        } else {
            &self.body
        };
        let from = body.find('=')? + 1;
        let value = body.get(from..attributes_at(body))?;
        let pattern = dedent(value);
        (!pattern.is_empty()).then_some(pattern)
    }

    /// Turns a filled stub into a message.
    pub(crate) fn fill(&mut self) {
        if self.kind == Kind::Stub {
            self.body = uncomment(&self.body);
            self.kind = Kind::Message;
        }
    }

    /// Puts `pattern` in the place of its value: no other byte changes, but
    /// for the blanks around the value where it begins or ends to be a block.
    pub(crate) fn set_pattern(&mut self, pattern: &str, eol: &str) {
        self.fill();
        let eol = if self.body.contains("\r\n") {
            "\r\n"
        } else if self.body.contains('\n') {
            "\n"
        } else {
            eol
        };
        let old = value(&self.body);
        let head = self.body.find('=').map_or(old.start, |eq| eq + 1);
        let tail = self.body.split_off(old.end);
        let blank = self.body[head..old.start].to_owned();
        self.body.truncate(head);
        let new = write_value(pattern, eol);
        match new.strip_prefix(' ') {
            // It stands beside its `=`, as far from it as before.
            Some(new) if !blank.is_empty() && !blank.contains('\n') => {
                self.body.push_str(&blank);
                self.body.push_str(new);
            }
            _ => self.body.push_str(&new),
        }
        self.body.push_str(&tail);
    }

    /// Ends its lines as another file's lines end, where it moves.
    pub(crate) fn set_eol(&mut self, eol: &str) {
        for text in [&mut self.comment, &mut self.body] {
            *text = text.replace("\r\n", "\n").replace('\n', eol);
        }
    }

    /// Gives it another id.
    pub(crate) fn rename(&mut self, id: &str) {
        if self.id == id {
            return;
        }
        if let Some(at) = self.body.find(&self.id) {
            self.body.replace_range(at..at + self.id.len(), id);
            id.clone_into(&mut self.id);
        }
    }
}

/// Returns the id of a message whose first line is `line`.
pub(super) fn message_id(line: &str) -> Option<&str> {
    let end = line
        .bytes()
        .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')))?;
    let (id, rest) = line.split_at(end);
    (id.starts_with(|c: char| c.is_ascii_alphabetic())
        && rest.trim_start_matches(' ').starts_with('='))
    .then_some(id)
}

/// Takes `# ` off each line.
fn uncomment(body: &str) -> String {
    body.split_inclusive('\n').map(bare).collect()
}

/// Returns a line of a stub as it stands in the message that it becomes.
pub(super) fn bare(line: &str) -> &str {
    let bare = line.strip_prefix("# ");
    bare.or_else(|| line.strip_prefix('#').filter(|rest| rest.trim().is_empty()))
        .unwrap_or(line)
}

/// Returns where the value stands in a message's lines, blanks left out; at
/// the end of the line of its `=` where it has none.
fn value(body: &str) -> std::ops::Range<usize> {
    let from = body.find('=').map_or(body.len(), |eq| eq + 1);
    let text = body.get(from..attributes_at(body)).unwrap_or_default();
    let mut inside = text.trim_end_matches([' ', '\n', '\r']);
    // A CR by itself is text.
    while let Some(rest) = inside
        .strip_prefix([' ', '\n'])
        .or_else(|| inside.strip_prefix("\r\n"))
    {
        inside = rest;
    }
    if inside.is_empty() {
        let line = text.find(['\n', '\r']).unwrap_or(text.len());
        let at = from + text[..line].trim_end_matches(' ').len();
        return at..at;
    }
    let end = from + text.trim_end_matches([' ', '\n', '\r']).len();
    end - inside.len()..end
}

/// Returns where the attributes begin, or the end.
fn attributes_at(body: &str) -> usize {
    let mut at = 0;
    let mut scanner = Scanner::default();
    for line in body.split_inclusive('\n') {
        let inside = line.trim_start_matches(' ');
        if at > 0 && scanner.is_text() && inside.starts_with('.') {
            return at;
        }
        // What the parser cannot take is read as well as can be.
        let _ = scanner.line(line);
        at += line.len();
    }
    body.len()
}

/// Reads a value as Fluent does: line ends are LF, the common indent and the
/// blanks around are gone.
fn dedent(value: &str) -> String {
    let mut scanner = Scanner::default();
    let mut lines: Vec<(bool, &str)> = Vec::new();
    for line in value.split('\n') {
        let text = scanner.is_text();
        let _ = scanner.line(line);
        lines.push((text, line.strip_suffix('\r').unwrap_or(line)));
    }
    let indent = |text: bool| {
        let lines = lines.iter().skip(1);
        lines
            .filter(|(of, line)| *of == text && !line.trim_matches(' ').is_empty())
            .map(|(_, line)| line.len() - line.trim_start_matches(' ').len())
            .min()
    };
    let (common, inner) = (indent(true), indent(false));
    // Lines inside of placeables go along, all by the same width.
    let inner = inner.map_or(0, |inner| common.map_or(inner, |common| inner.min(common)));
    let common = common.unwrap_or(0);
    let mut out = String::new();
    for (at, (text, line)) in lines.iter().enumerate() {
        if at == 0 {
            out.push_str(line.trim_start_matches(' '));
            continue;
        }
        out.push('\n');
        let cut = if *text { common } else { inner };
        out.push_str(line.get(cut..).unwrap_or_default());
    }
    out.trim_start_matches('\n')
        .trim_end_matches([' ', '\n'])
        .to_owned()
}

/// Writes a message: on one line, or as an indented block.
pub(crate) fn write_message(id: &str, pattern: &str, eol: &str) -> String {
    format!("{id} ={}{eol}", write_value(pattern, eol))
}

/// Writes what stands behind a `=`, without the last line's end.
fn write_value(pattern: &str, eol: &str) -> String {
    let mut lines = pattern.split('\n');
    let mut out = String::new();
    // Text that would end a block stands beside the `=`, where it does not.
    if !pattern.contains('\n') || pattern.starts_with(['.', '[', '*']) {
        out.push(' ');
        out.push_str(lines.next().unwrap_or_default());
    }
    for line in lines {
        out.push_str(eol);
        if !line.is_empty() {
            out.push_str("    ");
            out.push_str(line);
        }
    }
    out
}
