//! The prose of a text: what is left of inline Markdown when its marks are
//! taken out and its code, addresses, tags and formulas are one character each.
//!
//! Rules of typography read [`Prose::plain`], so that a mark between two
//! characters hides neither from the other, and nothing that is no prose is
//! ever looked at or changed. [`Prose::span`] leads back.

use crate::text::Span;
use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What stands for code, an address, a tag, a formula.
pub const ATOM: char = '\u{fffc}';
/// What is put before the text, so that its start opens no block.
const LEAD: &str = "x ";

/// Bare addresses, templates, footnote marks, names of emoji.
static ATOMS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(?:https?|ftp|mailto):[^\s<>\p{Han}，。；：？！、）】》”’」]+",
        r"|\bwww\.[^\s<>\p{Han}，。；：？！、）】》”’」]+",
        r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        r"|\{\{.*?\}\}|\{%.*?%\}|\[\^[^\]\s]*\]|\B:[a-z][a-z0-9_+-]*:",
    ))
    .ok()
});

/// A stretch of the text that is prose, or an atom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// Where it begins in the plain text.
    plain: usize,
    /// Where it stands in the text.
    text: Span,
    atom: bool,
}

impl Piece {
    const fn plain_end(&self) -> usize {
        self.plain
            + if self.atom {
                ATOM.len_utf8()
            } else {
                self.text.len()
            }
    }
}

/// The prose of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prose {
    /// The text without marks, an [`ATOM`] for each part that is no prose.
    pub plain: String,
    pieces: Vec<Piece>,
    length: usize,
}

impl Prose {
    /// Reads `text`, which is inline Markdown.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut prose = Self {
            length: text.len(),
            ..Self::default()
        };
        let parts = if has_mark(text) {
            parts(text)
        } else {
            vec![(Span::new(0, text.len()), false)]
        };
        for (span, atom) in parts {
            if atom {
                prose.push(text, span, true);
                continue;
            }
            let slice = span.slice(text);
            let mut at = 0;
            let atoms = ATOMS.iter().filter(|_| may_have_atoms(slice));
            for found in atoms.flat_map(|atoms| atoms.find_iter(slice)) {
                let (from, to) = (found.start(), found.start() + address(found.as_str()).len());
                prose.push(text, Span::new(span.start + at, span.start + from), false);
                prose.push(text, Span::new(span.start + from, span.start + to), true);
                at = to;
            }
            prose.push(text, Span::new(span.start + at, span.end), false);
        }
        prose
    }

    fn push(&mut self, text: &str, span: Span, atom: bool) {
        if span.is_empty() {
            return;
        }
        let plain = self.plain.len();
        if atom {
            self.plain.push(ATOM);
        } else {
            self.plain.push_str(span.slice(text));
        }
        self.pieces.push(Piece {
            plain,
            text: span,
            atom,
        });
    }

    /// Returns the pieces that a range of the plain text touches.
    fn touched(&self, range: &Range<usize>) -> &[Piece] {
        let from = self
            .pieces
            .partition_point(|piece| piece.plain_end() <= range.start);
        let to = self.pieces.partition_point(|piece| piece.plain < range.end);
        let to = to.max((from + 1).min(self.pieces.len()));
        self.pieces.get(from..to).unwrap_or_default()
    }

    /// Returns where a range of the plain text stands in the text, marks
    /// between its ends included.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let touched = self.touched(&range);
        let (Some(first), Some(last)) = (touched.first(), touched.last()) else {
            return Span::new(self.length, self.length);
        };
        let start = if first.atom {
            first.text.start
        } else {
            first.text.start + range.start.saturating_sub(first.plain)
        };
        let end = if last.atom {
            last.text.end
        } else {
            last.text.start + range.end.saturating_sub(last.plain).min(last.text.len())
        };
        Span::new(start, end.max(start))
    }

    /// Tells whether a range of the plain text stands in the text byte for
    /// byte: no mark and no atom in it.
    #[must_use]
    pub fn is_whole(&self, range: Range<usize>) -> bool {
        let length = range.len();
        let touched = self.touched(&range);
        !touched.is_empty()
            && touched.iter().all(|piece| !piece.atom)
            && self.span(range).len() == length
    }

    /// Tells whether a mark of emphasis touches a range of the plain text: what
    /// changes there may change what the mark does.
    #[must_use]
    pub fn by_emphasis(&self, text: &str, range: Range<usize>) -> bool {
        let span = self.span(range);
        let prose = |at: usize| {
            let next = self.pieces.partition_point(|piece| piece.text.end <= at);
            self.pieces
                .get(next)
                .is_some_and(|piece| piece.text.contains(at))
        };
        let mark =
            |at: usize| matches!(text.as_bytes().get(at), Some(b'*' | b'_' | b'~')) && !prose(at);
        (span.start > 0 && mark(span.start - 1)) || mark(span.end)
    }
}

/// Tells whether Markdown may read more than text in a text: most have no mark.
fn has_mark(text: &str) -> bool {
    let is_mark = |byte: u8| b"\\`*_[]<>&~$!".contains(&byte) || byte < b' ';
    text.trim().len() != text.len() || text.bytes().any(is_mark)
}

/// Tells whether a text may hold what [`ATOMS`] finds: most do not, and it is
/// slow to see by the pattern.
fn may_have_atoms(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().any(|byte| b":@{[".contains(byte))
        || bytes
            .windows(4)
            .any(|four| four.eq_ignore_ascii_case(b"www."))
}

/// Returns the parts of a text that are prose, or atoms (`true`), in order.
fn parts(text: &str) -> Vec<(Span, bool)> {
    let whole = format!("{LEAD}{text}");
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH;
    let mut labels = |link: BrokenLink<'_>| {
        (!link.reference.starts_with('^')).then_some((CowStr::Borrowed("x"), CowStr::Borrowed("")))
    };
    let events = Parser::new_with_broken_link_callback(&whole, options, Some(&mut labels));
    let mut parts: Vec<(Span, bool)> = Vec::new();
    // Within an address or code block nothing is prose.
    let mut closed = 0_usize;
    for (event, range) in events.into_offset_iter() {
        let atom = match &event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_)) => {
                closed += 1;
                true
            }
            Event::Start(Tag::Link { link_type, .. }) if is_bare(*link_type) => {
                closed += 1;
                true
            }
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_)) => {
                closed = closed.saturating_sub(1);
                continue;
            }
            Event::End(TagEnd::Link) if closed > 0 => {
                closed -= 1;
                continue;
            }
            _ if closed > 0 => continue,
            Event::Text(content) => whole[range.clone()] != **content,
            Event::SoftBreak => false,
            Event::HardBreak
            | Event::Code(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_) => true,
            _ => continue,
        };
        let (start, end) = (range.start.max(LEAD.len()), range.end.max(LEAD.len()));
        let span = Span::new(start - LEAD.len(), end - LEAD.len());
        match parts.last_mut() {
            Some((last, false)) if !atom && last.end == span.start => last.end = span.end,
            Some((last, _)) if span.start < last.end => {}
            _ => parts.push((span, atom)),
        }
    }
    parts
}

/// Returns a bare address without the punctuation that follows it, as GFM reads
/// it: a closing bracket belongs to it only where it has the opening one.
fn address(found: &str) -> &str {
    let mut found = found;
    while let Some(c) = found.chars().next_back() {
        let closes = c == ')' && found.matches(')').count() > found.matches('(').count();
        let follows = matches!(c, '.' | ',' | ';' | '!' | '?' | '"' | '\'') && found.contains('/');
        if !closes && !follows {
            break;
        }
        found = &found[..found.len() - c.len_utf8()];
    }
    found
}

const fn is_bare(kind: pulldown_cmark::LinkType) -> bool {
    matches!(
        kind,
        pulldown_cmark::LinkType::Autolink | pulldown_cmark::LinkType::Email
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(text: &str) -> String {
        Prose::read(text).plain.replace(ATOM, "@")
    }

    #[test]
    fn marks_go_and_what_is_no_prose_is_one_character() {
        for (text, wanted) in [
            ("**中文**，`a, b`文", "中文，@文"),
            (
                "see [the *page*](https://x.org/a,b), now",
                "see the page, now",
            ),
            ("[text][label] and <b>x</b> &amp; \\*", "text and @x@ @ *"),
            ("go to https://x.org/a?b，然后 a@b.org", "go to @，然后 @"),
            ("(see https://x.org/a_(b)).", "(see @)."),
            ("micro:bit: a :smile: face", "micro:bit: a @ face"),
            ("# no heading, 1. no list", "# no heading, 1. no list"),
            ("<https://x.org> {{< a >}} $x, y$ ![alt](u)", "@ @ @ alt"),
            ("one\ntwo\\\nthree[^1]", "one\ntwo@three@"),
            ("", ""),
        ] {
            assert_eq!(plain(text), wanted, "{text}");
        }
    }

    #[test]
    fn places_lead_back() {
        let text = "**中文** , `a`文";
        let prose = Prose::read(text);
        let at = prose.plain.find(" ,").unwrap();
        assert_eq!(prose.span(at..at + 2).slice(text), " ,");
        assert!(prose.is_whole(at..at + 2) && prose.by_emphasis(text, at..at + 1));
        assert!(!prose.by_emphasis(text, at + 2..at + 3));
        let at = prose.plain.find("文 ").unwrap();
        assert_eq!(prose.span(at..at + 4).slice(text), "文** ");
        assert!(!prose.is_whole(at..at + 4));
    }

    proptest! {
        #[test]
        fn a_text_without_marks_is_prose_as_the_parser_reads_it(text in "[ a-cA-C中，.:@{}%#+=|()'\"0-9/-]{0,40}|https://x|www.x.y") {
            prop_assume!(!has_mark(&text) && !text.is_empty());
            prop_assert_eq!(parts(&text), [(Span::new(0, text.len()), false)]);
            let found = ATOMS.as_ref().is_some_and(|atoms| atoms.is_match(&text));
            prop_assert!(may_have_atoms(&text) || !found);
        }

        #[test]
        fn every_part_of_the_prose_is_in_the_text(text in "([*_`\\[\\]()<>&;a-c ，中\n\\\\$#!{}%:/]|https://x){0,40}") {
            let prose = Prose::read(&text);
            for (at, c) in prose.plain.char_indices().filter(|(_, c)| *c != ATOM) {
                let span = prose.span(at..at + c.len_utf8());
                prop_assert_eq!(span.slice(&text), c.to_string());
            }
            let mut last = 0;
            for piece in &prose.pieces {
                prop_assert!(last <= piece.text.start);
                last = piece.text.end;
            }
        }
    }
}
