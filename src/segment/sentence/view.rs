//! What a message looks like to one who divides it: code, links and emphasis
//! are opaque, brackets and quotation marks are paired. In linear time.

use super::super::message::Message;
use memchr::{memchr, memchr2, memchr3};
use std::ops::Range;

/// Stands for code, addresses and the inside of markup: no letter, no blank, no stop.
pub(super) const FILLER: char = '\u{1}';

/// How many open marks a closing one looks back over: this bounds the time.
const LOOK_BACK: usize = 16;

/// How much of the end of emphasis or of a link shows, in bytes.
const TAIL: usize = 24;

/// Elements that have no end tag.
const VOID: [&str; 6] = ["br", "wbr", "img", "input", "hr", "area"];

/// A message, masked.
pub(super) struct View {
    /// As long as the message's text, and with the same boundaries of characters.
    pub text: String,
    /// Ranges in which no sentence ends, in order and apart.
    closed: Vec<Range<usize>>,
    /// Emphasis, links, code and the like, in order and apart.
    markup: Vec<Range<usize>>,
    /// Where a pair closes and where it opened, in order of the former.
    pairs: Vec<(usize, usize)>,
}

impl View {
    /// Masks `message`.
    pub(super) fn new(message: &Message<'_>) -> Self {
        let nests = joined(
            message
                .nests
                .iter()
                .cloned()
                .chain(elements(message))
                .collect(),
        );
        let mut bytes = message.text.as_bytes().to_vec();
        for atom in message.atoms {
            bytes[atom.clone()].fill(FILLER as u8);
        }
        for nest in &nests {
            bytes[nest.clone()].fill(FILLER as u8);
            show_ends(message, nest, &mut bytes);
        }
        let mut from = 0;
        while let Some(at) = memchr(b'\n', &bytes[from..]) {
            from += at;
            bytes[from] = b' ';
        }
        let text = String::from_utf8(bytes).unwrap_or_else(|_| message.text.to_owned());
        let pairs = pairs(&text);
        let markup = joined(
            nests
                .into_iter()
                .chain(message.atoms.iter().cloned())
                .collect(),
        );
        let mut closed = markup.clone();
        closed.extend(pairs.iter().map(|&(close, open)| open..close + 1));
        Self {
            text,
            closed: joined(closed),
            markup,
            pairs,
        }
    }

    /// Returns whether `at` stands inside markup, brackets or quotation marks.
    pub(super) fn is_inside(&self, at: usize) -> bool {
        let nearest = self.closed.partition_point(|range| range.start < at);
        nearest > 0 && at < self.closed[nearest - 1].end
    }

    /// Returns `at`, or the end of the markup it stands in.
    pub(super) fn out_of(&self, at: usize) -> usize {
        let nearest = self.markup.partition_point(|range| range.start < at);
        self.markup[..nearest]
            .last()
            .map_or(at, |range| range.end.max(at))
    }

    /// Returns where the pair opened that the mark at `close` closes.
    pub(super) fn opening(&self, close: usize) -> Option<usize> {
        let found = self
            .pairs
            .binary_search_by_key(&close, |pair| pair.0)
            .ok()?;
        Some(self.pairs[found].1)
    }
}

/// Sorts ranges, and joins those that overlap.
fn joined(mut all: Vec<Range<usize>>) -> Vec<Range<usize>> {
    all.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(all.len());
    for range in all {
        match joined.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// Finds the elements of inline HTML, from start tag to end tag.
fn elements(message: &Message<'_>) -> Vec<Range<usize>> {
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut found = Vec::new();
    for atom in message.atoms {
        let tag = &message.text[atom.clone()];
        let Some(inner) = tag.strip_prefix('<') else {
            continue;
        };
        let name = |text: &'_ str| {
            text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
                .unwrap_or(text.len())
        };
        if let Some(end) = inner.strip_prefix('/') {
            let end = &end[..name(end)];
            let from = open.len().saturating_sub(LOOK_BACK);
            let found_at = open[from..]
                .iter()
                .rposition(|(open, _)| open.eq_ignore_ascii_case(end));
            if let Some(at) = found_at {
                found.push(open[from + at].1..atom.end);
                open.truncate(from + at);
            }
        } else if inner.starts_with(|c: char| c.is_ascii_alphabetic()) && !inner.ends_with("/>") {
            let start = &inner[..name(inner)];
            if !inner.contains("://") && !VOID.contains(&start.to_ascii_lowercase().as_str()) {
                open.push((start, atom.start));
            }
        }
    }
    found
}

/// Lets the first letter and the last word of markup show through.
fn show_ends(message: &Message<'_>, nest: &Range<usize>, bytes: &mut [u8]) {
    let text = &message.text[nest.clone()];
    if text.starts_with("![") {
        return;
    }
    let is_code = |at: usize| {
        let nearest = message.atoms.partition_point(|atom| atom.start <= at);
        nearest > 0 && at < message.atoms[nearest - 1].end
    };
    let tail = tail(text);
    let mut start = tail.start;
    if !tail.is_empty() && !is_code(nest.start + tail.end - 1) {
        let shown = nest.start + tail.start..nest.start + tail.end;
        let end = nest.end - shown.len();
        bytes[end..nest.end].copy_from_slice(&message.text.as_bytes()[shown]);
        start = end - nest.start;
    }
    let head = text
        .char_indices()
        .take(TAIL)
        .take_while(|(at, _)| *at < tail.start)
        .find(|(at, c)| c.is_alphanumeric() && !is_code(nest.start + at));
    if let Some((_, c)) = head
        && c.len_utf8() <= start
    {
        c.encode_utf8(&mut bytes[nest.start..nest.start + c.len_utf8()]);
    }
}

/// Returns the last word of markup with what follows it, without the marks.
fn tail(text: &str) -> Range<usize> {
    let mut inner = text;
    if inner.starts_with('[') {
        let end = inner.rfind("](").or_else(|| inner.rfind("]["));
        inner = &inner[..end.unwrap_or(inner.len())];
        inner = inner.strip_suffix(']').unwrap_or(inner);
    }
    loop {
        let before = inner.len();
        inner = inner.trim_end_matches(['*', '_', '~']);
        if inner.ends_with('>')
            && let Some(tag) = inner.rfind("</")
        {
            inner = &inner[..tag];
        }
        if inner.len() == before {
            break;
        }
    }
    let mut from = inner.len().saturating_sub(TAIL);
    while !inner.is_char_boundary(from) {
        from += 1;
    }
    let word = inner[from..]
        .rfind(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '[' | '>' | '(' | '`'))
        .map_or(from, |at| {
            from + at + inner[from + at..].chars().next().map_or(1, char::len_utf8)
        });
    word..inner.len()
}

/// Pairs brackets and quotation marks; what has no counterpart is passed over.
fn pairs(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    if memchr3(b'(', b'[', b'{', bytes).is_none()
        && memchr2(b'"', b'\'', bytes).is_none()
        && text.is_ascii()
    {
        return Vec::new();
    }
    let outward = text
        .find(['«', '»'])
        .is_some_and(|at| text[at..].starts_with('»'));
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut found = Vec::new();
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_ascii() && !matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '"' | '\'') {
            before = c;
            continue;
        }
        let after = chars.peek().map_or(' ', |(_, next)| *next);
        let low = open.last().map(|(closer, _)| *closer);
        match role(c, before, after, low, outward) {
            Role::Opens(closer) => open.push((closer, at)),
            Role::Closes => close(c, at, &mut open, &mut found),
            Role::Either => {
                let from = open.len().saturating_sub(LOOK_BACK);
                let is_open = open[from..].iter().any(|(closer, _)| *closer == c);
                let begins = before.is_whitespace() || is_opening(before);
                if is_open && (!begins || after.is_whitespace()) {
                    close(c, at, &mut open, &mut found);
                } else if begins && !after.is_whitespace() {
                    open.push((c, at));
                }
            }
            Role::None => {}
        }
        before = c;
    }
    found
}

fn close(c: char, at: usize, open: &mut Vec<(char, usize)>, found: &mut Vec<(usize, usize)>) {
    let from = open.len().saturating_sub(LOOK_BACK);
    if let Some(back) = open[from..].iter().rposition(|(closer, _)| *closer == c) {
        found.push((at, open[from + back].1));
        open.truncate(from + back);
    }
}

enum Role {
    /// Opens what this closes.
    Opens(char),
    Closes,
    /// `"` and its like: it depends on what is open.
    Either,
    None,
}

fn role(c: char, before: char, after: char, low: Option<char>, outward: bool) -> Role {
    match c {
        '(' => Role::Opens(')'),
        '[' => Role::Opens(']'),
        '{' => Role::Opens('}'),
        '（' => Role::Opens('）'),
        '［' => Role::Opens('］'),
        '【' => Role::Opens('】'),
        '〔' => Role::Opens('〕'),
        '《' => Role::Opens('》'),
        '〈' => Role::Opens('〉'),
        '「' => Role::Opens('」'),
        '『' => Role::Opens('』'),
        '‹' => Role::Opens('›'),
        '„' => Role::Opens('“'),
        '‚' => Role::Opens('‘'),
        '«' if !outward => Role::Opens('»'),
        '»' if outward => Role::Opens('«'),
        // `“` closes what `„` opened; where nothing is, it opens.
        '“' | '‘' if low == Some(c) => Role::Closes,
        '“' => Role::Opens('”'),
        '‘' => Role::Opens('’'),
        '"' => Role::Either,
        '\'' if !(before.is_alphanumeric() && after.is_alphanumeric()) => Role::Either,
        '’' if before.is_alphanumeric() && after.is_alphabetic() && after.is_lowercase() => {
            Role::None
        }
        ')' | ']' | '}' | '）' | '］' | '】' | '〕' | '》' | '〉' | '」' | '』' | '›' | '”'
        | '’' | '»' | '«' => Role::Closes,
        _ => Role::None,
    }
}

/// Returns whether a word that follows this mark begins there.
pub(super) const fn is_opening(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '"'
            | '\''
            | '“'
            | '‘'
            | '«'
            | '„'
            | '‚'
            | '‹'
            | '¿'
            | '¡'
            | '—'
            | '–'
            | '-'
            | '/'
            | '（'
            | '【'
            | '《'
            | '「'
            | '『'
    )
}

#[cfg(test)]
mod tests {
    use super::{pairs, tail};

    #[test]
    fn pairs_are_found_and_strays_are_passed_over() {
        for (text, found) in [
            ("(a) [b", vec![(2, 0)]),
            ("\"a\" \"b\"", vec![(2, 0), (6, 4)]),
            ("it's 'a'", vec![(7, 5)]),
            ("the 1990s' end", vec![]),
            ("(a ) b)", vec![(3, 0)]),
        ] {
            assert_eq!(pairs(text), found, "{text}");
        }
    }

    #[test]
    fn the_tail_of_markup_is_its_last_word() {
        for (text, word) in [
            ("**Big note.**", "note."),
            ("[the guide.](a.md)", "guide."),
            ("*very. Very*", "Very"),
            ("<b>Note.</b>", "Note."),
        ] {
            assert_eq!(&text[tail(text)], word, "{text}");
        }
    }
}
