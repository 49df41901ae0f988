//! A resource as chunks of its own bytes: what is not changed is not rewritten.

use crate::text::Span;

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
        let from = self.body.find('=').map_or(self.body.len(), |eq| eq + 1);
        let cut = attributes_at(&self.body);
        let value = self.body.get(from..cut).unwrap_or_default();
        let lead = value.len() - value.trim_start().len();
        Span::new(
            at + from + lead,
            at + from + value.trim_end().len().max(lead),
        )
    }

    /// Returns its value as a pattern; `None` where it has none.
    pub(crate) fn pattern(&self) -> Option<String> {
        let plain;
        let body = match self.kind {
            Kind::Message => &self.body,
            Kind::Stub => {
                plain = uncomment(&self.body);
                &plain
            }
            _ => return None,
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

    /// Puts `pattern` in the place of its value; attributes stay.
    pub(crate) fn set_pattern(&mut self, pattern: &str, eol: &str) {
        self.fill();
        let rest = self.body.split_off(attributes_at(&self.body));
        self.body = write_message(&self.id, pattern, eol);
        self.body.push_str(&rest);
    }

    /// Ends its lines as another file's lines end, where it moves.
    pub(crate) fn set_eol(&mut self, eol: &str) {
        for text in [&mut self.comment, &mut self.body] {
            *text = text.replace("\r\n", "\n").replace('\n', eol);
        }
    }

    /// Gives it another id.
    pub(crate) fn rename(&mut self, id: &str) {
        if let Some(at) = self.body.find(&self.id) {
            self.body.replace_range(at..at + self.id.len(), id);
            id.clone_into(&mut self.id);
        }
    }
}

/// A resource, cut.
#[derive(Debug, Clone, Default)]
pub(crate) struct File {
    /// The byte order mark, if there is one.
    mark: &'static str,
    /// What ends its lines.
    pub(crate) eol: &'static str,
    /// Its chunks, in order; together they are the text.
    pub(crate) chunks: Vec<Chunk>,
}

impl File {
    /// Cuts `text`; total. An entry begins where a line begins with a letter,
    /// `-` or `#`, which is where Fluent's grammar resumes after junk too.
    pub(crate) fn parse(text: &str) -> Self {
        let mark = if text.starts_with('\u{feff}') {
            "\u{feff}"
        } else {
            ""
        };
        let eol = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut chunks: Vec<Chunk> = Vec::new();
        let mut at = mark.len();
        let mut lines = text[at..].split_inclusive('\n').peekable();
        while let Some(line) = lines.next() {
            let start = at;
            at += line.len();
            let mut body = line.to_owned();
            let kind = if line.trim().is_empty() {
                Kind::Blank
            } else if line.starts_with('#') {
                stub_id(line).map_or(Kind::Other, |_| Kind::Stub)
            } else if message_id(line).is_some() {
                Kind::Message
            } else {
                Kind::Other
            };
            let comment = line.starts_with('#');
            while let Some(next) = lines.peek() {
                let joins = match kind {
                    Kind::Blank => next.trim().is_empty(),
                    Kind::Stub => is_stub_rest(next),
                    _ if comment => false,
                    _ => {
                        !next.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-' || c == '#')
                    }
                };
                if !joins {
                    break;
                }
                at += next.len();
                body.push_str(next);
                lines.next();
            }
            let blank = if matches!(kind, Kind::Message | Kind::Other) && !comment {
                split_blank_end(&mut body)
            } else {
                String::new()
            };
            let blank_at = start + body.len();
            join(&mut chunks, kind, start, body);
            if !blank.is_empty() {
                join(&mut chunks, Kind::Blank, blank_at, blank);
            }
        }
        Self { mark, eol, chunks }
    }

    /// Writes the chunks out again.
    pub(crate) fn to_text(&self) -> String {
        let mut out = String::from(self.mark);
        for chunk in &self.chunks {
            let whole = out.is_empty() || out == self.mark || out.ends_with('\n');
            if !whole {
                out.push_str(self.eol);
            }
            out.push_str(&chunk.comment);
            out.push_str(&chunk.body);
        }
        out
    }

    /// Returns whether nothing but blank lines is left.
    pub(crate) fn is_empty(&self) -> bool {
        self.chunks.iter().all(|chunk| chunk.kind == Kind::Blank)
    }
}

/// Adds lines to the chunks: a comment right above a message is the message's.
fn join(chunks: &mut Vec<Chunk>, kind: Kind, start: usize, body: String) {
    let id = match kind {
        Kind::Message => message_id(&body),
        Kind::Stub => stub_id(&body),
        _ => None,
    };
    let mut chunk = Chunk::new(kind, id.unwrap_or_default(), String::new(), body.clone());
    chunk.start = start;
    if let Some(last) = chunks.last_mut() {
        let open = last.kind == Kind::Other && last.body.starts_with('#');
        let level = |text: &str| text.bytes().take_while(|b| *b == b'#').count();
        if open && kind == Kind::Other && level(&body) == level(last_line(&last.body)) {
            last.body.push_str(&body);
            return;
        }
        if open && matches!(kind, Kind::Message | Kind::Stub) && level(last_line(&last.body)) == 1 {
            chunk.start = last.start;
            chunk.comment = std::mem::take(&mut last.body);
            chunks.pop();
        }
    }
    chunks.push(chunk);
}

fn last_line(text: &str) -> &str {
    text.trim_end_matches(['\n', '\r'])
        .rsplit('\n')
        .next()
        .unwrap_or_default()
}

/// Cuts the blank lines off the end of `body` and returns them.
fn split_blank_end(body: &mut String) -> String {
    let mut cut = body.len();
    for line in body.split_inclusive('\n').rev() {
        if !line.trim().is_empty() {
            break;
        }
        cut -= line.len();
    }
    body.split_off(cut)
}

/// Returns the id of a message whose first line is `line`.
fn message_id(line: &str) -> Option<&str> {
    let end = line
        .bytes()
        .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')))?;
    let (id, rest) = line.split_at(end);
    (id.starts_with(|c: char| c.is_ascii_alphabetic())
        && rest.trim_start_matches(' ').starts_with('='))
    .then_some(id)
}

/// Returns the id of a stub: `# id =`.
fn stub_id(line: &str) -> Option<&str> {
    message_id(line.strip_prefix("# ")?)
}

/// Returns whether a line goes on with the text of a stub: it is indented, or
/// a brace, under its `#`; or indented without.
fn is_stub_rest(line: &str) -> bool {
    let inside = line.strip_prefix("# ").unwrap_or(line);
    !inside.trim().is_empty() && inside.starts_with([' ', '\t', '}'])
}

/// Takes `# ` off each line.
fn uncomment(body: &str) -> String {
    body.split_inclusive('\n')
        .map(|line| line.strip_prefix("# ").unwrap_or(line))
        .collect()
}

/// Returns where the attributes begin, or the end.
fn attributes_at(body: &str) -> usize {
    let mut at = 0;
    let mut depth = Depth::default();
    for line in body.split_inclusive('\n') {
        let inside = line.trim_start();
        if at > 0
            && depth.open == 0
            && inside.len() < line.len()
            && inside.strip_prefix('.').and_then(message_id).is_some()
        {
            return at;
        }
        depth.read(line);
        at += line.len();
    }
    body.len()
}

/// How deep in placeables a reader is.
#[derive(Default)]
struct Depth {
    open: usize,
    quoted: bool,
}

impl Depth {
    fn read(&mut self, line: &str) {
        let mut escaped = false;
        for c in line.chars() {
            match c {
                _ if escaped => escaped = false,
                '\\' if self.quoted => escaped = true,
                '"' if self.open > 0 => self.quoted = !self.quoted,
                '{' if !self.quoted => self.open += 1,
                '}' if !self.quoted => self.open = self.open.saturating_sub(1),
                _ => {}
            }
        }
        // A string literal ends with its line.
        self.quoted = false;
    }
}

/// Reads a value as Fluent does: line ends are LF, the common indent and the
/// blanks around are gone.
fn dedent(value: &str) -> String {
    let mut depth = Depth::default();
    let mut lines: Vec<(bool, &str)> = Vec::new();
    for line in value.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        lines.push((depth.open == 0, line));
        depth.read(line);
    }
    let indent = lines
        .iter()
        .skip(1)
        .filter(|(text, line)| *text && !line.trim_matches(' ').is_empty())
        .map(|(_, line)| line.len() - line.trim_start_matches(' ').len())
        .min()
        .unwrap_or(0);
    let mut out = String::new();
    for (at, (text, line)) in lines.iter().enumerate() {
        if at == 0 {
            out.push_str(line.trim_start_matches([' ', '\t']));
            continue;
        }
        out.push('\n');
        let cut = if *text { indent } else { 0 };
        out.push_str(line.get(cut..).unwrap_or_default());
    }
    out.trim_start_matches('\n')
        .trim_end_matches([' ', '\n', '\t'])
        .to_owned()
}

/// Writes a message: on one line, or as an indented block.
pub(crate) fn write_message(id: &str, pattern: &str, eol: &str) -> String {
    if pattern.contains('\n') {
        let mut out = format!("{id} ={eol}");
        for line in pattern.split('\n') {
            if !line.is_empty() {
                out.push_str("    ");
                out.push_str(line);
            }
            out.push_str(eol);
        }
        return out;
    }
    format!("{id} = {pattern}{eol}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chunks_are_the_text() {
        let text = "\u{feff}# File\r\n\r\n## Group\r\n\r\n# EN: A.\r\n# note\r\na = A\r\n    .title = T\r\n\r\n# EN: B\r\n# b =\r\n\r\n-term = T\r\njunk\r\nc =\r\n    { $n ->\r\n       *[other] x\r\n    }\r\n\r\n\r\n";
        let file = File::parse(text);
        assert_eq!(file.to_text(), text);
        let ids: Vec<(&str, Option<String>)> = file
            .chunks
            .iter()
            .filter(|chunk| !chunk.id.is_empty())
            .map(|chunk| (chunk.id.as_str(), chunk.pattern()))
            .collect();
        assert_eq!(ids[0], ("a", Some("A".into())));
        assert_eq!(ids[1], ("b", None));
        assert_eq!(ids[2].0, "c");
        let a = &file.chunks.iter().find(|chunk| chunk.id == "a").unwrap();
        assert_eq!(a.value_span().slice(text), "A");
        assert!(a.span().slice(text).starts_with("# EN: A."));
    }

    #[test]
    fn a_filled_stub_has_a_value() {
        let file = File::parse("# a = Hola\n\n# b =\n#     uno\\\n#     dos\n");
        assert_eq!(file.chunks[0].pattern().as_deref(), Some("Hola"));
        assert_eq!(file.chunks[2].pattern().as_deref(), Some("uno\\\ndos"));
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "(#|##|a|-t| |=|\\{|\\}|\n|\r\n|\"|x|<|\u{feff}|\\.b){0,40}") {
            prop_assert_eq!(File::parse(&text).to_text(), text);
        }
    }
}
