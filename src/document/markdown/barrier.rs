//! Lines in a paragraph that other renderers read as their own syntax.
//!
//! They stay in the skeleton, each where it stands: joined with the text before
//! or behind a word they would be something else.

use crate::document::{Inline, Leaf, Slot};
use crate::text::Span;
use memchr::memchr3_iter;

/// What a line of another renderer begins with: containers, Liquid and
/// shortcodes, admonitions.
const MARKS: [&str; 4] = [":::", "{%", "{{", "!!!"];

/// Returns whether `text` could have such lines at all.
pub(super) fn may_have(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Of the signs that a mark begins with most stand alone.
    memchr3_iter(b':', b'{', b'!', bytes).any(|at| {
        matches!(bytes.get(at + 1), Some(b':' | b'%' | b'{' | b'!'))
            && MARKS.iter().any(|mark| text[at..].starts_with(mark))
    })
}

/// Divides a paragraph at its barriers; `inline` stands in it.
pub(super) fn divided(text: &str, leaf: Leaf, inline: &[Inline]) -> Vec<Leaf> {
    let source = leaf.span.slice(text);
    let parts = parts(text, &leaf, inline);
    if parts.as_slice() == [leaf.span] {
        return vec![leaf];
    }
    let is_alert = source.starts_with("[!");
    let first_line = leaf.span.start + source.find(['\n', '\r']).unwrap_or(source.len());
    let furthest = furthest(inline);
    let cut = |at: usize| {
        let before = before(inline, at);
        before > 0 && furthest[before - 1] > at
    };
    parts
        .into_iter()
        // One that would cut markup in two stays in the skeleton.
        .filter(|part| !cut(part.start) && !cut(part.end))
        .filter(|part| is_visible(text, *part, inline))
        .map(|span| {
            let first = leaf.inline.start;
            Leaf {
                span,
                inline: first + before(inline, span.start)..first + before(inline, span.end),
                kind: leaf.kind.clone(),
                // An alert's title has one line.
                slot: if is_alert && span.start < first_line {
                    Slot::Atx
                } else {
                    leaf.slot
                },
                quotes: leaf.quotes,
                context: leaf.context,
                request: leaf.request.clone(),
                value: None,
            }
        })
        .collect()
}

/// Returns how many things begin before `at`.
fn before(inline: &[Inline], at: usize) -> usize {
    inline.partition_point(|one| one.span().start < at)
}

/// Returns for each thing in the leaf how far it or one before it reaches.
fn furthest(inline: &[Inline]) -> Vec<usize> {
    let mut end = 0;
    inline
        .iter()
        .map(|one| {
            end = end.max(one.span().end);
            end
        })
        .collect()
}

/// Returns what stands between the barriers.
fn parts(text: &str, leaf: &Leaf, inline: &[Inline]) -> Vec<Span> {
    let column = column(text, leaf);
    let mut parts: Vec<Span> = Vec::new();
    let (mut at, mut open, mut after) = (leaf.span.start, None::<Span>, false);
    for line in leaf.span.slice(text).split_inclusive(['\n', '\r']) {
        let is_first = at == leaf.span.start;
        let content = line.trim_matches([' ', '\t', '\n', '\r', '>']);
        let lead = if is_first {
            0
        } else {
            line.len() - line.trim_start_matches([' ', '\t', '>']).len()
        };
        let is_lazy = !is_first && (lead < column || quotes(line) < leaf.quotes);
        let whole = Span::new(at + lead, at + line.trim_end().len());
        let title = is_first.then(|| alert_title(text, leaf, whole)).flatten();
        if is_barrier(content) || ((is_lazy || after) && is_tag(inline, whole)) {
            parts.extend(open.take());
            after = true;
        } else if let Some(title) = title {
            parts.push(title);
        } else if !content.is_empty() {
            after = false;
            let end = at + line.trim_end().len();
            open = Some(Span::new(open.map_or(at + lead, |span| span.start), end));
        }
        at += line.len();
    }
    parts.extend(open);
    parts
}

/// Returns where in its first line the leaf begins.
fn column(text: &str, leaf: &Leaf) -> usize {
    let before = &text[..leaf.span.start];
    leaf.span.start - before.rfind(['\n', '\r']).map_or(0, |at| at + 1)
}

fn quotes(line: &str) -> usize {
    let lead = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
    line[..lead].matches('>').count()
}

/// Returns whether `span` is one tag: not behind its container's prefix, it
/// begins an HTML block for cmark and its kin, and goes on with the paragraph
/// for others.
fn is_tag(inline: &[Inline], span: Span) -> bool {
    inline[before(inline, span.start)..]
        .iter()
        .take_while(|one| one.span().start == span.start)
        .any(|one| matches!(one, Inline::Atom(atom) if *atom == span))
}

/// Returns the title behind an alert's mark: `> [!NOTE] Title` is an alert for
/// some renderers, a paragraph for others.
fn alert_title(text: &str, leaf: &Leaf, line: Span) -> Option<Span> {
    let source = line.slice(text);
    let word = source.strip_prefix("[!").filter(|_| leaf.quotes > 0)?;
    let close = word.find(']')?;
    let rest = word[close + 1..].trim_start_matches(['+', '-']);
    let is_mark = close > 0
        && word[..close]
            .bytes()
            .all(|c| c.is_ascii_alphabetic() || c == b'-');
    let start = line.end - rest.trim_start().len();
    is_mark.then(|| Span::new(start, line.end))
}

/// Returns whether a part has a letter or a figure outside of code, tags and addresses.
fn is_visible(text: &str, part: Span, inline: &[Inline]) -> bool {
    let mut at = part.start;
    for inline in &inline[before(inline, part.start)..] {
        let span = inline.span();
        if span.start >= part.end {
            break;
        }
        if matches!(inline, Inline::Nest(_)) || span.start < at {
            continue;
        }
        if Span::new(at, span.start)
            .slice(text)
            .contains(char::is_alphanumeric)
        {
            return true;
        }
        at = span.end;
    }
    Span::new(at, part.end)
        .slice(text)
        .contains(char::is_alphanumeric)
}

fn is_barrier(line: &str) -> bool {
    line.starts_with(":::")
        || (line.starts_with("{%") && line.ends_with("%}"))
        || (line.starts_with("{{") && line.ends_with("}}"))
        || line.starts_with("!!!")
}
