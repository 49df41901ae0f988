//! Block HTML: its text nodes and the attributes that readers see.

use super::html_input::Input;
use super::{BlockKind, Leaf, Quoting, Slot};
use crate::text::Span;
use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use memchr::memchr_iter;

/// Attributes whose values are shown or read out.
const ATTRIBUTES: [&str; 4] = ["alt", "title", "placeholder", "aria-label"];

/// Elements whose text is not prose, or is not tokenized.
const OPAQUE: [&str; 11] = [
    "pre",
    "code",
    "script",
    "style",
    "textarea",
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "xmp",
];

/// Elements that have no end tag.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// How many elements an end tag looks back for: this bounds the time.
const LOOK_BACK: usize = 64;

/// The open elements that decide whether text is translated. They last from
/// one HTML block to the next, as in `<div translate="no">`, blank line, text.
#[derive(Debug, Default)]
pub(super) struct OpenTags {
    stack: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    name: String,
    /// How many elements of the name are open, one in the other.
    depth: usize,
    opaque: bool,
    blocks: bool,
}

impl OpenTags {
    /// Returns whether what stands here is not translated.
    pub(super) fn blocks_translation(&self) -> bool {
        self.stack.last().is_some_and(|open| open.blocks)
    }

    /// Enters an element; returns whether its own attributes are translated.
    fn start(&mut self, name: &str, translate: Option<bool>) -> bool {
        let inside_opaque = self.stack.last().is_some_and(|open| open.opaque);
        let outside = self.blocks_translation();
        let opaque = inside_opaque || OPAQUE.contains(&name);
        let unmarked = translate.map_or(outside, |translate| !translate);
        if VOID.contains(&name) {
            return !(unmarked || inside_opaque);
        }
        let decides = translate.is_some() || (opaque && !inside_opaque);
        if decides {
            self.stack.push(Open {
                name: name.to_owned(),
                depth: 1,
                opaque,
                blocks: opaque || unmarked,
            });
        } else if let Some(open) = self.stack.last_mut().filter(|open| open.name == name) {
            open.depth += 1;
        }
        !(unmarked || inside_opaque)
    }

    fn end(&mut self, name: &str) {
        let from = self.stack.len().saturating_sub(LOOK_BACK);
        let Some(index) = self.stack[from..]
            .iter()
            .rposition(|open| open.name == name)
        else {
            return;
        };
        let index = from + index;
        self.stack[index].depth -= 1;
        let keep = if self.stack[index].depth == 0 {
            index
        } else {
            index + 1
        };
        self.stack.truncate(keep);
    }
}

/// What the tokenizer tells, with offsets into the lines put together.
enum Token {
    Start(String),
    Attribute(String),
    Value(String, usize),
    Close,
    End(String),
    Text {
        start: usize,
        end: usize,
        visible: bool,
    },
    Other,
}

/// Returns whether `html` is one comment, in which there is nothing to read.
///
/// HTML ends one at `-->` and at `--!>` too, and at once at `<!-->`.
pub(super) fn is_comment(html: &str) -> bool {
    html.trim_ascii()
        .strip_prefix("<!--")
        .and_then(|rest| rest.strip_suffix("-->"))
        .is_some_and(|inner| {
            let at_once = inner.starts_with('>') || inner.starts_with("->");
            let ends = |at: usize| {
                let rest = &inner[at..];
                rest.starts_with("-->") || rest.starts_with("--!>")
            };
            !at_once && !inner.ends_with('-') && !memchr_iter(b'-', inner.as_bytes()).any(ends)
        })
}

/// Returns whether `html` is one tag without attributes, which opens or closes
/// nothing that decides what is translated.
pub(super) fn is_idle_tag(html: &str, open: &OpenTags) -> bool {
    let inner = html.trim_ascii().strip_prefix('<');
    let name = inner.and_then(|inner| inner.strip_suffix('>'));
    open.stack.is_empty()
        && name.is_some_and(|name| {
            let name = name.strip_prefix('/').unwrap_or(name);
            name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
                && !OPAQUE.iter().any(|one| one.eq_ignore_ascii_case(name))
        })
}

/// Reads the HTML block that stands in `lines` of `text`.
///
/// `lines` are without the prefixes of block quotes and lists. The leaves are
/// in order; entities stay as they are written.
pub(super) fn read(text: &str, lines: &[Span], open: &mut OpenTags) -> Vec<Leaf> {
    let (source, starts) = join(text, lines);
    let mut reader = Reader {
        text,
        source: &source,
        starts: &starts,
        leaves: Vec::new(),
    };
    let mut tag: Option<Tag> = None;
    let mut pending: Option<(usize, usize, bool)> = None;
    for token in tokens(&source) {
        if let Token::Text {
            start,
            end,
            visible,
        } = token
        {
            let before = pending.unwrap_or((start, end, false));
            pending = Some((before.0, end, before.2 || visible));
            continue;
        }
        if let Some((start, end, true)) = pending.take()
            && !open.blocks_translation()
        {
            reader.add(start, end, BlockKind::Html, Slot::HtmlText);
        }
        match token {
            Token::Start(name) => {
                tag = Some(Tag {
                    name,
                    attributes: Vec::new(),
                })
            }
            Token::Attribute(name) => {
                if let Some(tag) = &mut tag {
                    tag.attributes.push((name, None));
                }
            }
            Token::Value(value, at) => {
                if let Some(last) = tag.as_mut().and_then(|tag| tag.attributes.last_mut()) {
                    last.1 = Some((value, at));
                }
            }
            Token::Close => {
                if let Some(tag) = tag.take() {
                    reader.tag(&tag, open);
                }
            }
            Token::End(name) => open.end(&name),
            Token::Text { .. } | Token::Other => {}
        }
    }
    if let Some((start, end, true)) = pending
        && !open.blocks_translation()
    {
        reader.add(start, end, BlockKind::Html, Slot::HtmlText);
    }
    reader.leaves
}

/// Something in raw HTML that a renderer may have to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mark {
    /// An attribute that has a value.
    Attribute {
        /// The element's name, in lower case.
        element: String,
        /// The attribute's name, in lower case.
        name: String,
        /// Where its value stands, without quotes.
        value: Span,
        /// Where its name begins.
        start: usize,
    },
    /// Text between tags.
    Text {
        /// The element that was opened or closed last before it.
        parent: String,
        /// Where it stands.
        span: Span,
    },
}

/// Lists the attributes and texts of raw HTML, in order. A CR in it would
/// shift the places: put a blank there before.
pub(crate) fn marks(html: &str) -> Vec<Mark> {
    let reader = Reader {
        text: html,
        source: html,
        starts: &[(0, 0)],
        leaves: Vec::new(),
    };
    let mut marks = Vec::new();
    let (mut element, mut attribute) = (String::new(), String::new());
    for token in tokens(html) {
        match token {
            Token::Start(name) => element = name,
            Token::End(_) => element.clear(),
            Token::Attribute(name) => attribute = name,
            Token::Value(_, at) => {
                let Some((start, end, _)) = reader.value(at) else {
                    continue;
                };
                let before = html.get(..start).unwrap_or_default();
                let name_end = before
                    .trim_end_matches(['"', '\''])
                    .trim_end()
                    .trim_end_matches('=');
                let name_end = name_end.trim_end().len();
                marks.push(Mark::Attribute {
                    element: element.clone(),
                    name: attribute.clone(),
                    value: Span::new(start, end),
                    start: name_end.saturating_sub(attribute.len()),
                });
            }
            Token::Text { start, end, .. } => match marks.last_mut() {
                Some(Mark::Text { span, .. }) if span.end == start => span.end = end,
                _ => marks.push(Mark::Text {
                    parent: element.clone(),
                    span: Span::new(start, end),
                }),
            },
            Token::Close | Token::Other => {}
        }
    }
    marks
}

struct Tag {
    name: String,
    attributes: Vec<(String, Option<(String, usize)>)>,
}

struct Reader<'a> {
    text: &'a str,
    source: &'a str,
    starts: &'a [(usize, usize)],
    leaves: Vec<Leaf>,
}

impl Reader<'_> {
    fn tag(&mut self, tag: &Tag, open: &mut OpenTags) {
        let translate = tag
            .attributes
            .iter()
            .find(|(name, _)| name == "translate")
            .and_then(
                |(_, value)| match value.as_ref().map_or("", |(value, _)| value.as_str()) {
                    value if value.eq_ignore_ascii_case("no") => Some(false),
                    value if value.is_empty() || value.eq_ignore_ascii_case("yes") => Some(true),
                    _ => None,
                },
            );
        if !open.start(&tag.name, translate) {
            return;
        }
        let mut seen: Vec<&str> = Vec::new();
        for (name, value) in &tag.attributes {
            if !ATTRIBUTES.contains(&name.as_str()) || seen.contains(&name.as_str()) {
                continue;
            }
            seen.push(name);
            let Some((_, at)) = value
                .as_ref()
                .filter(|(value, _)| value.chars().any(char::is_alphanumeric))
            else {
                continue;
            };
            if let Some((start, end, quoting)) = self.value(*at) {
                self.add(
                    start,
                    end,
                    BlockKind::Attribute(name.clone()),
                    Slot::HtmlAttribute(quoting),
                );
            }
        }
    }

    /// Finds the value that begins at `at`, or at the quote there.
    fn value(&self, at: usize) -> Option<(usize, usize, Quoting)> {
        let bytes = self.source.as_bytes();
        let before = at
            .checked_sub(1)
            .and_then(|index| bytes.get(index))
            .copied();
        let (start, quote) = match (before, bytes.get(at).copied()?) {
            (Some(quote @ (b'"' | b'\'')), _) => (at, Some(quote)),
            (_, quote @ (b'"' | b'\'')) => (at + 1, Some(quote)),
            _ => (at, None),
        };
        let rest = bytes.get(start..)?;
        let (end, quoting) = match quote {
            Some(b'"') => (rest.iter().position(|byte| *byte == b'"')?, Quoting::Double),
            Some(_) => (
                rest.iter().position(|byte| *byte == b'\'')?,
                Quoting::Single,
            ),
            None => {
                let end = rest
                    .iter()
                    .position(|byte| byte.is_ascii_whitespace() || *byte == b'>');
                (end.unwrap_or(rest.len()), Quoting::None)
            }
        };
        Some((start, start + end, quoting))
    }

    /// Adds a leaf for what stands in `start..end` of the joined lines,
    /// without the blanks around it.
    fn add(&mut self, start: usize, end: usize, kind: BlockKind, slot: Slot) {
        let Some(raw) = self.source.get(start..end) else {
            return;
        };
        let blanks = |c: char| c.is_ascii_whitespace();
        let start = start + (raw.len() - raw.trim_start_matches(blanks).len());
        let length = raw.trim_matches(blanks).len();
        if length == 0 {
            return;
        }
        // The end is one past the last byte, which may end its line.
        let span = Span::new(self.place(start), self.place(start + length - 1) + 1);
        let clear = self
            .leaves
            .last()
            .is_none_or(|last| last.span.end <= span.start);
        if clear && self.text.get(span.start..span.end).is_some() {
            self.leaves.push(Leaf::new(kind, span, slot));
        }
    }

    /// Returns where the byte at `offset` of the joined lines stands.
    fn place(&self, offset: usize) -> usize {
        let index = self.starts.partition_point(|(joined, _)| *joined <= offset);
        index.checked_sub(1).map_or(offset, |index| {
            self.starts[index].1 + offset - self.starts[index].0
        })
    }
}

/// Puts the lines together; also returns where each begins, there and here.
fn join(text: &str, lines: &[Span]) -> (String, Vec<(usize, usize)>) {
    let mut source = String::new();
    let mut starts = Vec::new();
    for line in lines {
        starts.push((source.len(), line.start));
        // The tokenizer drops a CR, which would shift its offsets.
        source.push_str(&line.slice(text).replace('\r', " "));
    }
    (source, starts)
}

fn tokens(source: &str) -> impl Iterator<Item = Token> {
    let string = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut emitter = CallbackEmitter::new(
        move |event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
            Some(match event {
                CallbackEvent::OpenStartTag { name } => Token::Start(string(name)),
                CallbackEvent::AttributeName { name } => Token::Attribute(string(name)),
                CallbackEvent::AttributeValue { value } => Token::Value(string(value), span.start),
                CallbackEvent::CloseStartTag { .. } => Token::Close,
                CallbackEvent::EndTag { name } => Token::End(string(name)),
                CallbackEvent::String { value } => {
                    let visible = String::from_utf8_lossy(value).contains(char::is_alphanumeric);
                    Token::Text {
                        start: span.start,
                        end: span.end,
                        visible,
                    }
                }
                CallbackEvent::Error(_) => return None,
                _ => Token::Other,
            })
        },
    );
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(Input::new(source), emitter).filter_map(Result::ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(text: &str, open: &mut OpenTags) -> Vec<String> {
        let mut at = 0;
        let mut lines = Vec::new();
        for line in text.split_inclusive('\n') {
            let prefix = if line.starts_with("> ") { 2 } else { 0 };
            lines.push(Span::new(at + prefix, at + line.len()));
            at += line.len();
        }
        read(text, &lines, open)
            .iter()
            .map(|leaf| leaf.span.slice(text).to_owned())
            .collect()
    }

    #[test]
    fn text_and_attributes() {
        let all = |text| leaves(text, &mut OpenTags::default());
        assert_eq!(
            all("<p>A &amp; B&copy;</p>\r\n<b> 中文 </b>\n"),
            ["A &amp; B&copy;", "中文"]
        );
        assert_eq!(
            all("<p>&lt;A</p>x &nbsp;<i>&nbsp;</i>1 < 2<br>é"),
            ["&lt;A", "x &nbsp;", "1 < 2", "é"]
        );
        assert_eq!(
            all(
                "<img src='x.png' title = 'It &amp; é' alt=\"a &quot;b&quot;\" alt=twice><input placeholder=Name>"
            ),
            ["It &amp; é", "a &quot;b&quot;", "Name"]
        );
        assert_eq!(all("> <p>one\r\n> two</p>\r\n"), ["one\r\n> two"]);
        assert_eq!(
            all("<script>let a = '<p>x</p>';</script><pre>x</pre>y"),
            ["y"]
        );
        assert_eq!(all("<img alt='' title><!-- c --><p"), [""; 0]);
    }

    #[test]
    fn open_elements_last_over_blocks() {
        let mut open = OpenTags::default();
        assert_eq!(
            leaves("<div translate=no>a<div>b</div>c\n", &mut open),
            [""; 0]
        );
        assert!(open.blocks_translation());
        assert_eq!(
            leaves("<b translate=yes>d</b><img alt=e></div>f\n", &mut open),
            ["d", "f"]
        );
        assert!(!open.blocks_translation());
    }

    #[test]
    fn comments_and_lone_tags_are_known_at_a_look() {
        for (html, comment) in [
            ("<!-- a - b\n-- c > -->\n", true),
            ("<!---->", true),
            ("<!--> a -->", false),
            ("<!---> a -->", false),
            ("<!-- a --!> b -->", false),
            ("<!-- a --> b <!-- c -->", false),
        ] {
            assert_eq!(is_comment(html), comment, "{html}");
        }
        let mut open = OpenTags::default();
        for (html, idle) in [
            ("</details>\n", true),
            ("<H2>", true),
            ("<PRE>", false),
            ("<a b>", false),
            ("< a>", false),
            ("<br>x", false),
        ] {
            assert_eq!(is_idle_tag(html, &open), idle, "{html}");
        }
        leaves("<div translate=no>\n", &mut open);
        assert!(!is_idle_tag("</div>", &open));
    }

    proptest::proptest! {
        #[test]
        fn what_is_known_at_a_look_holds_nothing(html in "(<!--|-->|--!>|<!|-|>|<|</|[a-z]|pre|[ a!]|<[a-zA-Z]{1,3}>){0,8}", comment in ".{0,4}(-|--|>|!|<!--|a| ){0,6}") {
            for html in [html, format!("<!--{comment}-->")] {
                let mut open = OpenTags::default();
                if is_comment(&html) || is_idle_tag(&html, &open) {
                    let lines = vec![Span::new(0, html.len())];
                    proptest::prop_assert!(read(&html, &lines, &mut open).is_empty(), "{html}");
                    proptest::prop_assert!(open.stack.is_empty(), "{html}");
                }
            }
        }

        #[test]
        fn spans_are_in_order(text in "(<[a-z]{1,2}|</p>|<pre>| alt=| title='|\"|[<>&;!'é中a-z \\n/=-]|&amp;|&#233;|<!--|-->|>){0,30}") {
            let lines: Vec<Span> = vec![Span::new(0, text.len())];
            let mut end = 0;
            for leaf in read(&text, &lines, &mut OpenTags::default()) {
                proptest::prop_assert!(leaf.span.start >= end && text.get(leaf.span.start..leaf.span.end).is_some());
                proptest::prop_assert!(leaf.slot != Slot::HtmlText || !leaf.span.slice(&text).contains("-->") || !leaf.span.slice(&text).contains("<!--"));
                end = leaf.span.end;
            }
        }
    }
}
