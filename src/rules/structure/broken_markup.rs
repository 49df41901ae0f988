//! Markup that came out as text.

use crate::diagnostic::Severity;
use crate::locale::is_cjk;
use crate::rules::{Check, Fault, Group, Place, Read, Rule};
use crate::text::Span;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "broken-markup",
    severity: Severity::Error,
    group: Group::Structure,
    summary: "A mark of Markdown is shown as it is",
    page: include_str!("broken-markup.md"),
    check: Check::Block(check),
};

/// Marks that are text only where something went wrong.
const MARKS: [&str; 6] = ["](", "][", "**", "`", "~~", "!["];

fn check(read: &Read<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let in_source = |mark: &str| -> usize {
        read.source_markup
            .iter()
            .map(|inline| shown(inline, mark).len())
            .sum()
    };
    for mark in MARKS.into_iter().chain(["*", "_", "["]) {
        let mut allowed = in_source(mark);
        for (index, inline) in read.target_markup.iter().enumerate() {
            for span in shown(inline, mark) {
                if allowed > 0 {
                    allowed -= 1;
                    continue;
                }
                let message = format!("`{mark}` is shown as it is, and marks nothing");
                faults.push(Fault::new(index, message).at(Place::Formatted(span)));
            }
        }
    }
    // One broken link is one fault, not three.
    faults.sort_by_key(|fault| fault.index);
    faults.dedup_by_key(|fault| fault.index);
    faults
}

/// Returns where a mark is text. Single ones count where they touch a word on
/// one side, and in no word: `5 * 3`, `snake_case` and `señal_útil` are text.
/// Han has no blanks between words, so there it takes two `_` to be a fault.
fn shown(inline: &super::Inline, mark: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let first = mark.chars().next().unwrap_or_default();
    if inline.text.iter().all(|piece| !piece.value.contains(first)) {
        return Vec::new();
    }
    let text = Joined::new(inline);
    for (at, _) in text.text.match_indices(mark) {
        let before = text.text[..at].chars().next_back();
        let after = text.text[at + mark.len()..].chars().next();
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let spaced =
            |c: Option<char>| c.is_some_and(|c| (c.is_alphanumeric() && !is_cjk(c)) || c == '_');
        let is_mark = match mark {
            // `/*` and `*/` stand around a comment.
            "*" => {
                let is_comment = before == Some('/') || after == Some('/');
                before != Some('*')
                    && after != Some('*')
                    && !is_comment
                    && word(before) != word(after)
            }
            "_" => {
                let in_name = spaced(before) && spaced(after);
                !in_name
                    && before != Some('_')
                    && after != Some('_')
                    && (word(before) || word(after))
            }
            // `vec![…]` is a call.
            "![" => !before.is_some_and(|c| c.is_ascii_alphanumeric()),
            "[" => is_lone_reference(&text.text[at..]),
            _ => true,
        };
        if is_mark {
            found.push((text.place(at, mark.len()), word(before) && word(after)));
        }
    }
    if mark == "_" && matches!(found[..], [(_, true)]) {
        found.clear();
    }
    found.into_iter().map(|(span, _)| span).collect()
}

/// Returns whether `[text]` stands here with an address in round brackets after
/// it, apart: `[text] (https://…)`.
fn is_lone_reference(rest: &str) -> bool {
    let Some((_, after)) = rest.split_once(']') else {
        return false;
    };
    let after = after.trim_start();
    ["(http://", "(https://", "（http"]
        .iter()
        .any(|mark| after.starts_with(mark))
}

/// The texts of a message as one, with their places.
struct Joined {
    text: String,
    parts: Vec<(usize, Span)>,
}

impl Joined {
    fn new(inline: &super::Inline) -> Self {
        let mut joined = Self {
            text: String::new(),
            parts: Vec::new(),
        };
        let mut end = 0;
        for piece in &inline.text {
            if piece.span.start != end {
                // Something else stands between.
                joined.text.push('\u{fffc}');
            }
            joined.parts.push((joined.text.len(), piece.span));
            joined.text.push_str(&piece.value);
            end = piece.span.end;
        }
        joined
    }

    /// Returns where a part of the joined text stands in the message.
    fn place(&self, at: usize, len: usize) -> Span {
        let index = self.parts.partition_point(|(start, _)| *start <= at);
        let (start, span) = self.parts[index - 1];
        let from = (span.start + at - start).min(span.end);
        Span::new(from, (from + len).min(span.end).max(from))
    }
}
