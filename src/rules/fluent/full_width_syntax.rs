//! Fluent's own signs written full-width: `｛ $x ｝`, `＝`, `“long”`.
//!
//! An input method or a well-meant replacement writes them. Braces that are
//! full-width are text, and printed; the rest makes a message unreadable.
//! `find` reads a resource entry by entry, writes the signs as Fluent has
//! them, and lets the parser prove the result.

use crate::diagnostic::Severity;
use crate::ftl::Safe;
use crate::rules::{Check, Group, Rule};
use crate::text::{Edit, Span};
use regex::Regex;
use std::sync::LazyLock;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "full-width-syntax",
    severity: Severity::Error,
    group: Group::Fluent,
    summary: "Fluent's own signs are written full-width",
    page: include_str!("full-width-syntax.md"),
    check: Check::Elsewhere,
};

/// A placeable is not looked for further than this: it bounds the time.
const LONGEST: usize = 2048;

/// What is wrong with an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// The entry.
    pub(crate) entry: Span,
    /// The first sign at fault, with what belongs to it.
    pub(crate) span: Span,
    /// What to write for all signs of the entry; `None` where the parser does
    /// not take the result.
    pub(crate) fix: Option<Edit>,
}

/// Finds the entries of a resource that have signs full-width, in order; what
/// `is_text` knows for text of the document is none of them.
pub(crate) fn find(text: &str, is_text: impl Fn(&str) -> bool) -> Vec<Found> {
    if !text.contains(|c| is_wide_sign(c) || is_blank(c)) {
        return Vec::new();
    }
    let whole = entries(text);
    whole
        .filter_map(|entry| in_entry(text, entry, &is_text))
        .collect()
}

/// Returns what the entries of a resource cover, without the comments.
fn entries(text: &str) -> impl Iterator<Item = Span> {
    let mut lines = text.split_inclusive('\n').peekable();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let line = lines.next()?;
            let start = at;
            at += line.len();
            if !begins_entry(line) {
                continue;
            }
            while let Some(next) =
                lines.next_if(|next| !begins_entry(next) && !next.starts_with('#'))
            {
                at += next.len();
            }
            return Some(Span::new(start, at));
        }
    })
}

fn begins_entry(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '－' | '—' | '–'))
}

fn in_entry(text: &str, entry: Span, is_text: impl Fn(&str) -> bool) -> Option<Found> {
    let own = entry.slice(text);
    let mut edits = edits(own);
    edits.retain(|edit| !is_text(edit.span.slice(own)));
    let (first, last) = (edits.first()?, edits.last()?);
    let span = first.span;
    let (from, to) = (span.start, last.span.end);
    let mut written = String::with_capacity(own.len());
    let mut at = 0;
    for edit in &edits {
        written.push_str(&own[at..edit.span.start]);
        written.push_str(&edit.text);
        at = edit.span.end;
    }
    let tail = own.len() - to;
    written.push_str(&own[at..]);
    let proven = Safe::new(&written).faults().is_empty();
    let new = written[from..written.len() - tail].to_owned();
    let shift = |span: Span| Span::new(span.start + entry.start, span.end + entry.start);
    let place = shift(Span::new(from, to));
    Some(Found {
        entry,
        span: shift(span),
        fix: proven.then(|| Edit::new(place, new)),
    })
}

/// Lists what to write otherwise in an entry.
fn edits(entry: &str) -> Vec<Edit> {
    static HEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^([-－—–]?)([A-Za-z][\w-]*)([ \u{3000}\u{a0}]*)([=＝])").ok()
    });
    let mut edits = Vec::new();
    let mut at = 0;
    if let Some(head) = HEAD.as_ref().and_then(|head| head.captures(entry)) {
        at = head[0].len();
        let dash = if head[1].is_empty() { "" } else { "-" };
        let fixed = format!("{dash}{} =", &head[2]);
        let is_plain = head[3].chars().all(|c| c == ' ') && &head[4] == "=";
        if !is_plain || &head[1] != dash {
            edits.push(Edit::new(Span::new(0, at), fixed));
        }
    }
    while let Some(next) = entry[at..].find(['{', '｛']) {
        let start = at + next;
        let Some(length) = placeable(&entry[start..]) else {
            at = start + 1;
            while !entry.is_char_boundary(at) {
                at += 1;
            }
            continue;
        };
        let old = &entry[start..start + length];
        let new = narrowed(old);
        if new != old && (old.starts_with('{') || is_syntax(&new)) {
            edits.push(Edit::new(Span::new(start, start + length), new));
        }
        at = start + length;
    }
    edits
}

/// Returns the length of what stands between braces, of whatever width.
fn placeable(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if at > LONGEST => return None,
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '\n' if quoted => return None,
            '{' | '｛' if !quoted => depth += 1,
            '}' | '｝' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + c.len_utf8());
                }
            }
            _ => {}
        }
    }
    None
}

/// Returns whether braces hold what is Fluent and no word: a term, a variable,
/// a function, a text in quotes.
fn is_syntax(code: &str) -> bool {
    static SYNTAX: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"^\{\s*(?:-[A-Za-z]|\$[A-Za-z]|[A-Z][A-Z_]*\s*\(|"[^"\n]*"\s*\})"#).ok()
    });
    SYNTAX.as_ref().is_some_and(|syntax| syntax.is_match(code))
}

/// Writes a placeable with the signs that Fluent has. Texts in quotes stay, and
/// so do the texts of variants, but for the placeables in them.
fn narrowed(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let inner_start = code.chars().next().map_or(0, char::len_utf8);
    let inner_end = code.len() - code.chars().next_back().map_or(0, char::len_utf8);
    let inner = code.get(inner_start..inner_end).unwrap_or_default();
    out.push('{');
    let arrow = ["->", "－>", "-＞", "－＞", "→"]
        .iter()
        .filter_map(|arrow| Some((inner.find(arrow)?, *arrow)))
        .min();
    match arrow.filter(|(at, _)| inner[*at..].contains('\n')) {
        None => out.push_str(&signs(inner)),
        Some((at, arrow)) => {
            out.push_str(&signs(&inner[..at]));
            out.push_str("->");
            variants(&inner[at + arrow.len()..], &mut out);
        }
    }
    out.push('}');
    out
}

/// Writes the variants of a selector: their keys, and the placeables in them.
fn variants(text: &str, out: &mut String) {
    static KEY: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^([ \u{3000}\u{a0}]*)([*＊]?)[\[［]([^\]］\n]*)[\]］]").ok());
    for line in text.split_inclusive('\n') {
        let key = KEY.as_ref().and_then(|key| key.captures(line));
        let rest = match &key {
            Some(key) => {
                out.push_str(&key[1].replace(is_blank, " "));
                out.push_str(if key[2].is_empty() { "" } else { "*" });
                out.push_str(&format!("[{}]", signs(&key[3])));
                &line[key[0].len()..]
            }
            None => line,
        };
        let mut at = 0;
        for edit in edits_of_text(rest) {
            out.push_str(&rest[at..edit.span.start]);
            out.push_str(&edit.text);
            at = edit.span.end;
        }
        out.push_str(&rest[at..]);
    }
}

/// Lists the placeables in the text of a variant that are written otherwise.
fn edits_of_text(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(['{', '｛']) {
        let start = at + next;
        let Some(length) = placeable(&text[start..]) else {
            break;
        };
        let old = &text[start..start + length];
        let new = narrowed(old);
        if new != old && (old.starts_with('{') || is_syntax(&new)) {
            edits.push(Edit::new(Span::new(start, start + length), new));
        }
        at = start + length;
    }
    edits
}

/// Writes signs outside of quotes as Fluent has them.
fn signs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quoted = false;
    let mut escaped = false;
    for c in text.chars() {
        if quoted {
            quoted = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            out.push(c);
            continue;
        }
        match c {
            '"' => {
                quoted = true;
                out.push('"');
            }
            '“' | '”' | '„' | '‟' | '＂' | '«' | '»' => out.push('"'),
            '－' | '—' | '–' | '−' => out.push('-'),
            '＄' | '﹩' => out.push('$'),
            '：' => out.push(':'),
            '，' => out.push(','),
            '（' => out.push('('),
            '）' => out.push(')'),
            '．' => out.push('.'),
            '［' => out.push('['),
            '］' => out.push(']'),
            '＿' => out.push('_'),
            '＞' => out.push('>'),
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
                out.push(char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c));
            }
            _ if is_blank(c) => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

fn is_wide_sign(c: char) -> bool {
    matches!(
        c,
        '｛' | '｝' | '＝' | '＄' | '﹩' | '－' | '：' | '（' | '）' | '［' | '］' | '“' | '”' | '„'
            | '＂' | '«' | '»' | '，' | '＊' | '—' | '–' | '−' | '→' | '＞' | '＿' | '．'
            | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ'
    )
}

/// Returns whether a blank is one that Fluent does not know.
fn is_blank(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{3000}' | '\u{202f}' | '\u{2003}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> Option<String> {
        let found = find(text, |_| false);
        let edits: Vec<Edit> = found.iter().filter_map(|one| one.fix.clone()).collect();
        (found.len() == edits.len() && !edits.is_empty())
            .then(|| crate::text::apply(text, &edits))
            .flatten()
    }

    #[test]
    fn signs_are_written_as_fluent_has_them() {
        for (text, expected) in [
            ("a = 你好｛ -city ｝。\n", "a = 你好{ -city }。\n"),
            ("a = [x](｛ $url1 ｝)\n", "a = [x]({ $url1 })\n"),
            ("a = ｛$n}\n", "a = {$n}\n"),
            ("a = {$n｝ b\n", "a = {$n} b\n"),
            ("a ＝ 文\n", "a = 文\n"),
            ("a＝文\n", "a =文\n"),
            ("a\u{a0}= 文\n", "a = 文\n"),
            ("－city ＝ 文\n", "-city = 文\n"),
            (
                "a = { DATETIME($d, dateStyle: “long”) }\n",
                "a = { DATETIME($d, dateStyle: \"long\") }\n",
            ),
            (
                "a = { DATETIME（$d，dateStyle：\"long\"） }\n",
                "a = { DATETIME($d,dateStyle:\"long\") }\n",
            ),
            ("a = { ＄n } { －city }\n", "a = { $n } { -city }\n"),
            ("a = {\u{a0}$n\u{3000}}\n", "a = { $n }\n"),
            ("a = { “{” }x\n", "a = { “{” }x\n"),
            (
                "a = { $n －>\n    ［one］ 一：“个”\n   ＊[other] ｛ $n ｝个\n｝\n",
                "a = { $n ->\n    [one] 一：“个”\n   *[other] { $n }个\n}\n",
            ),
        ] {
            let expected = (text != expected).then(|| expected.to_owned());
            assert_eq!(mended(text), expected, "{text}");
        }
    }

    #[test]
    fn text_is_no_syntax() {
        for text in [
            "a = “你好”，（好）：１２｛甲｝、｛ab｝＝＄\n",
            "a = { $n }：“long” { \"“a”\" }\n",
            "# ＝ ｛ $x ｝\n# a ＝ b\na = x\n",
            "a = x\n    ＝ y ｛甲\n",
            "a = { $n ->\n    [one] “一”：\n   *[other] 〔二〕\n}\n",
            "a = —Hola\n",
        ] {
            assert_eq!(find(text, |_| false), [], "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_mended_is_fluent_and_stays(text in "(a = |－t ＝ |# |[{}｛｝\"“”＄$：:－>\n x一()（）]|->\n|\\*?\\[o\\]|＊［o］){0,24}") {
            let found = find(&text, |_| false);
            for one in &found {
                proptest::prop_assert!(text.get(one.span.start..one.span.end).is_some());
                if let Some(fix) = &one.fix {
                    let mut entry = one.entry.slice(&text).to_owned();
                    entry.replace_range(fix.span.start - one.entry.start..fix.span.end - one.entry.start, &fix.text);
                    proptest::prop_assert!(Safe::new(&entry).faults().is_empty());
                }
            }
        }
    }
}
