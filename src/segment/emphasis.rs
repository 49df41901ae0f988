//! Emphasis between Han characters.
//!
//! CommonMark lets `**` close only where it is right-flanking: behind
//! punctuation it needs a blank or punctuation after it (CommonMark 0.31.2,
//! 6.2). Chinese has no blanks, so that `**中文：**正文` does not close and
//! `这是_强调_的` does not open. Such marks are written so that they do: `_` as
//! `*`, and the character that stands in the way as its entity, which is
//! punctuation for a parser and the same character for a reader.

use super::message::is_han_like;
use crate::document::OPTIONS;
use pulldown_cmark::{Event, Parser, Tag};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::ops::Range;

/// A run of `*` or `_`.
#[derive(Debug, Clone)]
struct Run {
    range: Range<usize>,
    mark: u8,
}

/// Writes `text` so that marks of emphasis among Han characters open and close.
///
/// `own` is the source's text, and `emphasised` says whether it has emphasis:
/// only then is `_` one. Where marks of the source's are text, so are these.
pub(crate) fn closed<'a>(text: &'a str, own: &str, emphasised: bool) -> Cow<'a, str> {
    if !text.contains(['*', '_']) || text.is_ascii() || !text.contains(is_han_like) {
        return Cow::Borrowed(text);
    }
    let marks = Marks::read(text);
    if marks.idle < 2 || has_idle(own) {
        return Cow::Borrowed(text);
    }
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (open, close) in pairs(text, &marks.runs) {
        let is_read = marks.has_read(&(open.range.start..close.range.end));
        if !is_read && is_pair(text, &open, &close) && (open.mark == b'*' || emphasised) {
            mend(text, &open, &close, &mut edits);
        }
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    if edits.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + edits.len() * 8);
    let mut at = 0;
    for (range, new) in edits {
        if range.start < at {
            continue;
        }
        out.push_str(&text[at..range.start]);
        out.push_str(&new);
        at = range.end;
    }
    out.push_str(&text[at..]);
    if Marks::read(&out).idle < marks.idle {
        Cow::Owned(out)
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns whether `text` shows marks as they are: an author who has written
/// them so is not corrected.
pub(super) fn has_idle(text: &str) -> bool {
    text.contains(['*', '_']) && Marks::read(text).idle > 0
}

/// Joins the sentences of `text`, which are `ranges` from `first` on, where they
/// were cut behind what is meant as emphasis and is none, and no sentence ends:
/// `**要約…**を選択`.
pub(super) fn rejoin(text: &str, ranges: &mut Vec<Range<usize>>, first: usize) {
    let is_suspicious = |range: &Range<usize>| {
        let before = &text[..range.end];
        before.ends_with(['*', '_'])
            && text[range.end..].starts_with(is_han_like)
            && !before.trim_end_matches(['*', '_']).ends_with(ENDS)
    };
    if !ranges[first..].iter().any(is_suspicious) {
        return;
    }
    let marks = Marks::read(text);
    let idle: FxHashSet<usize> = pairs(text, &marks.runs)
        .into_iter()
        .map(|(open, close)| open.range.start..close.range.end)
        .filter(|pair| !marks.has_read(pair))
        .map(|pair| pair.end)
        .collect();
    let own = ranges.split_off(first);
    for range in own {
        match ranges.get_mut(first..).and_then(<[_]>::last_mut) {
            Some(last) if is_suspicious(last) && idle.contains(&last.end) => last.end = range.end,
            _ => ranges.push(range),
        }
    }
}

/// What a sentence ends with, before marks that do not close.
const ENDS: [char; 11] = ['。', '！', '？', '.', '!', '?', '”', '’', '」', '』', '）'];

/// The marks of a text, and what the parser makes of them.
struct Marks {
    /// All runs of them, in order.
    runs: Vec<Run>,
    /// How many runs are at least in part text.
    idle: usize,
    /// What is emphasised, marks included: where it begins and ends.
    read: FxHashSet<(usize, usize)>,
}

impl Marks {
    fn read(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut idle: Vec<Range<usize>> = Vec::new();
        let mut all: Vec<Range<usize>> = Vec::new();
        let mut read: Vec<Range<usize>> = Vec::new();
        for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
            let width = match event {
                Event::Text(_) => {
                    idle.extend(idle_marks(bytes, range));
                    continue;
                }
                Event::Start(Tag::Emphasis) => 1,
                Event::Start(Tag::Strong) => 2,
                _ => continue,
            };
            all.push(range.start..range.start + width);
            all.push(range.end - width..range.end);
            read.push(range);
        }
        let idle = runs(bytes, idle);
        all.extend(idle.iter().map(|run| run.range.clone()));
        // `***` is one mark of a writer's and two of the parser's.
        read.dedup_by(|inner, outer| {
            let nested = outer.start + 2 >= inner.start && inner.end + 2 >= outer.end;
            let marks = bytes[outer.start..inner.start]
                .iter()
                .all(|byte| *byte == bytes[outer.start]);
            nested && marks && outer.end - inner.end == inner.start - outer.start
        });
        Self {
            idle: idle.len(),
            runs: runs(bytes, all),
            read: read.into_iter().map(|one| (one.start, one.end)).collect(),
        }
    }

    /// Returns whether the parser reads this as emphasis, marks included.
    fn has_read(&self, pair: &Range<usize>) -> bool {
        self.read.contains(&(pair.start, pair.end))
    }
}

/// Lists the bytes of text that are marks and not escaped.
fn idle_marks(bytes: &[u8], text: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let is_escaped = text.start > 0 && bytes[text.start - 1] == b'\\';
    let start = text.start + usize::from(is_escaped);
    (start..text.end)
        .filter(|at| matches!(bytes[*at], b'*' | b'_'))
        .map(|at| at..at + 1)
}

/// Joins marks that stand side by side and are alike.
fn runs(bytes: &[u8], mut marks: Vec<Range<usize>>) -> Vec<Run> {
    marks.sort_by_key(|range| range.start);
    let mut runs: Vec<Run> = Vec::new();
    for range in marks {
        let mark = bytes[range.start];
        match runs.last_mut() {
            Some(last) if last.range.end >= range.start && last.mark == mark => {
                last.range.end = last.range.end.max(range.end);
            }
            _ => runs.push(Run { range, mark }),
        }
    }
    runs
}

/// Pairs marks as a writer means them: with the next one that is alike, where
/// no blank sets off what is between them.
fn pairs(text: &str, runs: &[Run]) -> Vec<(Run, Run)> {
    let mut open: Vec<&Run> = Vec::new();
    // Where those that are alike stand among them.
    let mut places: FxHashMap<(u8, usize), Vec<usize>> = FxHashMap::default();
    let alike = |run: &Run| (run.mark, run.range.len());
    let mut pairs = Vec::new();
    for run in runs {
        let blank_before = text[..run.range.start].ends_with(char::is_whitespace);
        let own = places.get(&alike(run)).and_then(|places| places.last());
        if let Some(index) = own.copied().filter(|_| !blank_before) {
            pairs.push((open[index].clone(), run.clone()));
            for gone in open.drain(index..) {
                places.entry(alike(gone)).and_modify(|places| {
                    places.pop();
                });
            }
        } else if !text[run.range.end..].starts_with(char::is_whitespace) {
            places.entry(alike(run)).or_default().push(open.len());
            open.push(run);
        }
    }
    pairs
}

/// Returns whether two runs are what a writer means by emphasis: alike, with
/// something between them that no blank sets off, and Han beside them.
fn is_pair(text: &str, open: &Run, close: &Run) -> bool {
    let inner = &text[open.range.end..close.range.start];
    let outer = [
        text[..open.range.start].chars().next_back(),
        text[close.range.end..].chars().next(),
    ];
    let beside = outer.into_iter().flatten().chain(inner.chars());
    // `snake_case_名` is a name.
    let is_name = |c: &char| c.is_alphanumeric() && !is_han_like(*c);
    if open.mark == b'_' && outer.iter().flatten().any(is_name) {
        return false;
    }
    open.mark == close.mark
        && open.range.len() == close.range.len()
        && open.range.len() <= 3
        && !inner.is_empty()
        && !inner.starts_with(char::is_whitespace)
        && !inner.ends_with(char::is_whitespace)
        && !inner.contains('\n')
        && beside.into_iter().any(is_han_like)
}

fn mend(text: &str, open: &Run, close: &Run, edits: &mut Vec<(Range<usize>, String)>) {
    let inner = &text[open.range.end..close.range.start];
    let before = text[..open.range.start].char_indices().next_back();
    let after = text[close.range.end..].chars().next();
    if let Some((at, c)) = before
        && is_letter(c)
        && inner.starts_with(is_punctuation)
    {
        edits.push((at..open.range.start, entity(c)));
    }
    let marks = "*".repeat(open.range.len());
    edits.push((open.range.clone(), marks.clone()));
    edits.push((close.range.clone(), marks));
    if let Some(c) = after
        && is_letter(c)
        && inner.ends_with(is_punctuation)
    {
        edits.push((close.range.end..close.range.end + c.len_utf8(), entity(c)));
    }
}

fn entity(c: char) -> String {
    format!("&#{};", u32::from(c))
}

/// Returns whether a parser counts `c` neither as a blank nor as punctuation.
fn is_letter(c: char) -> bool {
    !c.is_whitespace() && !is_punctuation(c)
}

/// Returns whether `c` is punctuation or a symbol of those used in Chinese and
/// in ASCII, which CommonMark counts as one.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c,
            '\u{a1}'..='\u{bf}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}'
            | '\u{2190}'..='\u{2bff}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{30fb}'
            | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_among_han_open_and_close() {
        for (text, expected) in [
            ("**中文：**正文", "**中文：**&#27491;文"),
            ("这是**“引用”**的", "这&#26159;**“引用”**&#30340;"),
            ("这是_强调_的", "这是*强调*的"),
            ("这是__“强调”__的", "这&#26159;**“强调”**&#30340;"),
            ("已经**很好**了", "已经**很好**了"),
            ("5 * 3 * 2 是三十", "5 * 3 * 2 是三十"),
            ("\\*\\*中文：\\*\\*正文", "\\*\\*中文：\\*\\*正文"),
            ("`**中文：**正文`", "`**中文：**正文`"),
            ("snake_case_名", "snake_case_名"),
            // The parser would pair the second mark with the third.
            (
                "**中文：**正文的**“引用”**是",
                "**中文：**&#27491;文&#30340;**“引用”**&#26159;",
            ),
            (
                "**注意：**中*斜（体）*文",
                "**注意：**&#20013;*斜（体）*&#25991;",
            ),
        ] {
            assert_eq!(closed(text, "**A:** b", true), expected);
            let marks = |text: &str| {
                Parser::new(text)
                    .filter(|event| matches!(event, Event::Start(_)))
                    .count()
            };
            let meant = match text {
                _ if text.contains("**中文：**正文的") || text.contains("斜") => 2,
                _ => usize::from(text != expected || text.contains("很好")),
            };
            assert_eq!(marks(expected), 1 + meant, "{expected}");
        }
        assert_eq!(
            closed("**中文：**正文", "**中文：**正文", true),
            "**中文：**正文"
        );
        assert_eq!(closed("变量_名称_是", "a_b_c", false), "变量_名称_是");
    }

    #[test]
    fn sentences_are_not_cut_behind_marks_that_do_not_close() {
        let ends = |text: &str| {
            let cut = text.find('|').unwrap();
            let text = text.replace('|', "");
            let mut ranges = vec![0..9, 0..cut, cut..text.len()];
            rejoin(&text, &mut ranges, 1);
            ranges.len() - 1
        };
        assert_eq!(ends("**要約…**|を選択します。"), 1);
        assert_eq!(ends("选择**更改…**|选项。"), 1);
        assert_eq!(ends("**注意。**|下一句。"), 2);
        assert_eq!(ends("他走了……|下一句。"), 2);
        assert_eq!(ends("**要約**…|を選択します。"), 2);
    }
}
