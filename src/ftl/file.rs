//! A resource as chunks of its own bytes: what is not changed is not rewritten.

use super::chunk::{Chunk, Kind, bare, message_id};
use super::guard::Safe;
use super::scan::Scanner;
use fluent_syntax::ast::{Comment, Entry};
use memchr::memchr_iter;
use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::ops::Range;

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
    /// Cuts `text`; total. Where the lines alone do not tell how far an entry
    /// goes, Fluent's parser does.
    pub(crate) fn parse(text: &str) -> Self {
        let mark = if text.starts_with('\u{feff}') {
            "\u{feff}"
        } else {
            ""
        };
        let eol = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let starts = is_doubtful(text).then(|| entry_starts(text));
        let lines: Vec<&str> = lines_of(&text[mark.len()..]).collect();
        let mut cuts: Vec<Cut> = Vec::new();
        let (mut start, mut n) = (mark.len(), 0);
        while n < lines.len() {
            let kind = kind_of(lines[n]);
            let (mut at, first) = (start + lines[n].len(), n);
            n += 1;
            let mut stub = StubReader::default();
            if kind == Kind::Stub {
                stub.read(lines[first]);
            }
            while n < lines.len() {
                let joins = match kind {
                    Kind::Blank => is_blank(lines[n]),
                    Kind::Stub => stub.goes_on(&lines[n..]),
                    _ if lines[first].starts_with('#') => false,
                    _ => !starts
                        .as_ref()
                        .map_or_else(|| begins_entry(lines[n]), |starts| starts.contains(&at)),
                };
                if !joins {
                    break;
                }
                at += lines[n].len();
                n += 1;
            }
            let mut end = n;
            while end > first + 1 && kind != Kind::Blank && is_blank(lines[end - 1]) {
                end -= 1;
            }
            let blank: usize = lines[end..n].iter().map(|line| line.len()).sum();
            join(&mut cuts, text, kind, start..at - blank);
            if end < n {
                join(&mut cuts, text, Kind::Blank, at - blank..at);
            }
            start = at;
        }
        let chunks = cuts.into_iter().map(|cut| cut.chunk(text)).collect();
        Self { mark, eol, chunks }
    }

    /// Writes the chunks out again.
    #[cfg(test)]
    pub(crate) fn to_text(&self) -> String {
        self.with_chunks(self.eol, &self.chunks)
    }

    /// Writes chunks out as a resource that begins as this one does.
    pub(crate) fn with_chunks(&self, eol: &str, chunks: &[impl Borrow<Chunk>]) -> String {
        let chunks = chunks.iter().map(Borrow::borrow);
        let size = chunks.clone().map(|one| one.comment.len() + one.body.len());
        let mut out = String::with_capacity(self.mark.len() + size.sum::<usize>());
        out.push_str(self.mark);
        for chunk in chunks {
            let whole = out.is_empty() || out == self.mark || out.ends_with('\n');
            if !whole {
                out.push_str(eol);
            }
            out.push_str(&chunk.comment);
            out.push_str(&chunk.body);
        }
        out
    }
}

/// Returns the id of a stub: `# id =`.
fn stub_id(line: &str) -> Option<&str> {
    message_id(line.strip_prefix("# ")?)
}

/// Reads the lines of a stub, to tell how far it goes.
#[derive(Default)]
struct StubReader {
    scanner: Scanner,
    /// How many of the next lines are known to be its, as they are empty before one that is.
    known: usize,
}

impl StubReader {
    /// Reads a line of the stub, with or without its `#`.
    fn read(&mut self, line: &str) {
        // What the parser must not be given ends nowhere; all else does as it does.
        let _ = self.scanner.line(bare(line));
    }

    /// Returns whether the first of these lines goes on with the stub's text, and reads it
    /// if so: it is indented under its `#`, or without one; or closes a placeable; or is an
    /// empty comment line before such a one.
    fn goes_on(&mut self, lines: &[&str]) -> bool {
        if self.known > 0 {
            self.known -= 1;
            return true;
        }
        let empty = lines.iter().take_while(|line| line.trim_end() == "#");
        let empty = empty.count();
        let goes_on = lines.get(empty).map(|line| bare(line)).is_some_and(|text| {
            let closes = text.starts_with('}') && !self.scanner.is_text();
            closes || (!text.trim().is_empty() && text.starts_with([' ', '\t']))
        });
        if goes_on && empty == 0 {
            self.read(lines[0]);
        } else if goes_on {
            self.known = empty - 1;
        }
        goes_on
    }
}

/// Where a chunk stands: its comment up to `body`, its lines from there on.
struct Cut {
    kind: Kind,
    start: usize,
    body: usize,
    end: usize,
}

impl Cut {
    fn chunk(&self, text: &str) -> Chunk {
        let body = &text[self.body..self.end];
        let id = match self.kind {
            Kind::Message => message_id(body),
            Kind::Stub => stub_id(body),
            _ => None,
        };
        let comment = text[self.start..self.body].to_owned();
        let mut chunk = Chunk::new(self.kind, id.unwrap_or_default(), comment, body.to_owned());
        chunk.start = self.start;
        chunk
    }
}

/// Adds lines to the chunks: a comment right above a message is the message's.
fn join(cuts: &mut Vec<Cut>, text: &str, kind: Kind, lines: Range<usize>) {
    let mut start = lines.start;
    if let Some(last) = cuts.last_mut().filter(|last| last.kind == Kind::Other) {
        // Comments are cut line by line.
        let above = comment_level(last_line(&text[last.body..last.end]));
        if kind == Kind::Other && above.is_some() && comment_level(&text[lines.clone()]) == above {
            last.end = lines.end;
            return;
        }
        if above == Some(1) && matches!(kind, Kind::Message | Kind::Stub) {
            start = last.start;
            cuts.pop();
        }
    }
    cuts.push(Cut {
        kind,
        start,
        body: lines.start,
        end: lines.end,
    });
}

/// Divides a text into its lines, each with its end.
fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    let (mut at, mut ends) = (0, memchr_iter(b'\n', text.as_bytes()));
    std::iter::from_fn(move || {
        if at == text.len() {
            return None;
        }
        let end = ends.next().map_or(text.len(), |end| end + 1);
        let line = &text[at..end];
        at = end;
        Some(line)
    })
}

/// Returns how many `#` a comment's line has; `None` if it is no comment.
fn comment_level(line: &str) -> Option<usize> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let is_comment = matches!(level, 1..=3) && (text.starts_with(' ') || text.trim().is_empty());
    is_comment.then_some(level)
}

fn last_line(text: &str) -> &str {
    text.trim_end_matches(['\n', '\r'])
        .rsplit('\n')
        .next()
        .unwrap_or_default()
}

/// Returns what begins with this line.
fn kind_of(line: &str) -> Kind {
    if is_blank(line) {
        Kind::Blank
    } else if line.starts_with('#') {
        stub_id(line).map_or(Kind::Other, |_| Kind::Stub)
    } else if message_id(line).is_some() {
        Kind::Message
    } else {
        Kind::Other
    }
}

/// Returns whether Fluent takes the line for a blank one: a tab is text.
fn is_blank(line: &str) -> bool {
    let line = line.strip_suffix('\n').unwrap_or(line);
    let line = line.strip_suffix('\r').unwrap_or(line);
    line.bytes().all(|byte| byte == b' ')
}

/// Returns whether an entry can begin with this line, where none is open.
fn begins_entry(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '#'))
}

/// Returns whether an entry may end, or go on, where its lines do not show it:
/// at a mark that begins a line, or in a placeable over several lines.
fn is_doubtful(text: &str) -> bool {
    lines_of(text).any(|line| {
        if line.starts_with('#') {
            return false;
        }
        let line = line.strip_suffix('\n').unwrap_or(line);
        let plain = begins_entry(line) || line.trim_end_matches('\r').is_empty();
        let count = |brace: u8| memchr_iter(brace, line.as_bytes()).count();
        let mark = line
            .trim_start_matches(' ')
            .starts_with(['.', '}', '[', '*', '\r']);
        mark || (!plain && !line.starts_with(' ')) || count(b'{') != count(b'}')
    })
}

/// Returns where entries begin: as Fluent's parser says, and in its junk at
/// every line with which an entry can begin (the grammar's `Junk`; the parser
/// itself may run past some).
fn entry_starts(text: &str) -> BTreeSet<usize> {
    let mut starts = BTreeSet::new();
    let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut open: Vec<_> = std::iter::once(mark..text.len()).collect();
    while let Some(range) = open.pop() {
        let part = &text[range.clone()];
        let safe = Safe::new(part);
        let mut note = |slice: &str| {
            let at = safe.place(slice).start;
            starts.insert(range.start + part[..at].rfind('\n').map_or(0, |end| end + 1));
            range.start + at
        };
        for entry in safe.parse().0.body {
            match entry {
                // A comment and its message are cut apart by their lines.
                Entry::Message(one) => {
                    one.comment
                        .iter()
                        .for_each(|one| note_comment(one, &mut note));
                    note(one.id.name);
                }
                Entry::Term(one) => {
                    one.comment
                        .iter()
                        .for_each(|one| note_comment(one, &mut note));
                    note(one.id.name);
                }
                Entry::Comment(one) | Entry::GroupComment(one) | Entry::ResourceComment(one) => {
                    note_comment(&one, &mut note);
                }
                Entry::Junk { content } => {
                    let at = note(content);
                    open.extend(rest_of_junk(content, at));
                }
            }
        }
        starts.extend(safe.hidden().map(|at| range.start + at));
    }
    starts
}

fn note_comment(comment: &Comment<&str>, note: &mut impl FnMut(&str) -> usize) {
    if let Some(first) = comment.content.first() {
        note(first);
    }
}

/// Returns the part of junk that begins with a later entry's line.
fn rest_of_junk(content: &str, start: usize) -> Option<Range<usize>> {
    let mut at = 0;
    for (n, line) in content.split_inclusive('\n').enumerate() {
        if n > 0 && begins_entry(line) {
            return Some(start + at..start + content.len());
        }
        at += line.len();
    }
    None
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
