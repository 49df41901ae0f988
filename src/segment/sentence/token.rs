//! Small questions about words and marks, by their characters alone.

use super::view::FILLER;
use memchr::{memchr2, memchr3};

/// How far back a word is looked for, in characters.
const LONGEST_WORD: usize = 40;

/// How much of what follows a stop is looked at, in bytes: what is longer than
/// this without a blank is no words.
const LONGEST_LOOK: usize = 256;

/// Who said it, in English, by name: `“Stop!” Tom cried.`
pub(super) fn says_who(after: &str) -> bool {
    let after = &after[..after.floor_char_boundary(LONGEST_LOOK)];
    let mut words = after.split(' ').take(4);
    let Some(first) = words.next() else {
        return false;
    };
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && !word.ends_with('.');
    if !is_name(first) || matches!(first, "The" | "He" | "She" | "They" | "We" | "A" | "An") {
        return false;
    }
    for word in words {
        let bare = word.trim_end_matches(['.', ',', ':', ';']);
        if super::words::is_speech(bare) {
            return true;
        }
        if !is_name(word) {
            return false;
        }
    }
    false
}

/// A look first: most blocks have no sentence's end but their own.
pub(super) fn may_have_two(text: &str) -> bool {
    let text = text.trim_end();
    if text.is_ascii() {
        may_have_two_ascii(text.as_bytes())
    } else {
        may_have_two_of_any(text)
    }
}

fn may_have_two_of_any(text: &str) -> bool {
    let mut ended = false;
    for c in text.chars() {
        match c {
            '.' | '!' | '?' | ';' | ':' => ended = true,
            '[' | '(' | '<' if ended => return true,
            '"' | '\'' | ')' | ']' | '*' | '_' | '~' | '`' | '}' | '>' => {}
            c if c.is_ascii_alphanumeric() => ended = false,
            c if c.is_ascii_whitespace() => {
                if ended {
                    return true;
                }
            }
            c if c.is_ascii() => ended = false,
            '¿' | '¡' | '“' | '‘' | '«' | '—' | '–' => ended = false,
            '”' | '’' | '»' => {}
            c if c.is_alphabetic() && !super::han::begins(c) => ended = false,
            _ => {
                if ended || !c.is_alphanumeric() {
                    return true;
                }
            }
        }
    }
    false
}

/// [`may_have_two_of_any`] for ASCII: looks only at the marks and at what follows each.
fn may_have_two_ascii(text: &[u8]) -> bool {
    parts_behind(text, |rest| memchr3(b'.', b'!', b'?', rest))
        || parts_behind(text, |rest| memchr2(b';', b':', rest))
}

fn parts_behind(text: &[u8], find: impl Fn(&[u8]) -> Option<usize>) -> bool {
    let mut rest = text;
    while let Some(at) = find(rest) {
        let closes = |byte: &&u8| b".!?;:\"')]*_~`}>".contains(*byte);
        let closers = rest[at..].iter().take_while(closes).count();
        rest = &rest[at + closers..];
        if let Some(byte) = rest.first()
            && (byte.is_ascii_whitespace() || b"[(<".contains(byte))
        {
            return true;
        }
    }
    false
}

/// What counts as content: a letter, a figure, or something masked.
pub(super) fn is_content(c: char) -> bool {
    c == FILLER || c.is_alphanumeric()
}

pub(super) const fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | ')'
            | ']'
            | '}'
            | '”'
            | '’'
            | '»'
            | '›'
            | '“'
            | '‘'
            | '«'
            | '）'
            | '］'
            | '】'
            | '〕'
            | '》'
            | '〉'
            | '」'
            | '』'
            | '¹'
            | '²'
            | '³'
    )
}

/// Returns the length of the reference to a note that `text` begins with.
pub(super) fn footnote(text: &str) -> Option<usize> {
    if text.starts_with("<sup") {
        let end = text.bytes().take(120).collect::<Vec<_>>();
        let end = end.windows(6).position(|bytes| bytes == b"</sup>")?;
        return Some(end + 6);
    }
    if text.starts_with("</") {
        return text
            .bytes()
            .take(20)
            .position(|byte| byte == b'>')
            .map(|at| at + 1);
    }
    let inner = text.strip_prefix('[')?;
    let end = inner.char_indices().take(40).find(|(_, c)| *c == ']')?.0;
    let label = &inner[..end];
    let note = label.starts_with('^') && !label.contains(char::is_whitespace);
    let number = !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit());
    (note || number).then_some(end + 2)
}

/// Returns the last word of `text`, which may hold stops and hyphens.
pub(super) fn last_word(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take(LONGEST_WORD)
        .find(|(_, c)| !is_of_word(*c))
        .map(|(at, c)| at + c.len_utf8());
    let word = start.map_or_else(
        || if text.len() <= LONGEST_WORD { text } else { "" },
        |start| &text[start..],
    );
    word.trim_start_matches(['\'', '’'])
}

pub(super) fn is_of_word(c: char) -> bool {
    (c.is_alphanumeric() && !super::han::begins(c))
        || matches!(c, '.' | 'ª' | 'º' | '\'' | '’' | '\u{301}' | '_')
}

/// Returns the first word of `text`, without its stops.
pub(super) fn next_word(text: &str) -> &str {
    let end = text
        .char_indices()
        .take(LONGEST_WORD)
        .find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
        .map_or_else(|| text.len().min(LONGEST_WORD), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// A single letter, as an initial is.
pub(super) fn is_letter(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

/// Letters with stops between: `U.S`, `a.s.a.p`.
pub(super) fn is_dotted(word: &str) -> bool {
    word.contains('.') && word.split('.').all(is_letter)
}

/// A letter and its like, as Spanish writes plurals: `EE`.
pub(super) fn is_doubled(word: &str) -> bool {
    let mut letters = word.chars();
    let one = letters.next();
    one.is_some_and(char::is_uppercase) && letters.next() == one && letters.next().is_none()
}

/// Whether what follows `before` is no word, but the end of an address, a
/// path, a key (`Ctrl+C`).
pub(super) fn is_in_token(before: &str) -> bool {
    let mut back = before.chars().rev();
    match back.next() {
        Some('=' | '&' | '/' | '?' | '#' | '@' | '\\' | '+' | '%') => true,
        Some('-') => back.next().is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

/// Whether a word has no vowel and so is likely to be short for another:
/// `Crnl`, `Hrs`; `TV` and `by` are not.
pub(super) fn is_clipped(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic)
        && word.chars().nth(1).is_some_and(char::is_lowercase)
        && word
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_uppercase())
        && !word.to_lowercase().contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// A place as a noun of its own: `in D.C.`, `Washington, D.C.`
pub(super) fn is_place(word: &str, before: &str) -> bool {
    let before = before.trim_end();
    word == "D.C"
        && (before.ends_with(',')
            || matches!(
                last_word(before),
                "in" | "to" | "from" | "of" | "near" | "outside" | "around" | "for" | "at" | "DC"
            ))
}

/// Surnames that are English words: `J. He`.
pub(super) fn is_surname(word: &str) -> bool {
    matches!(word, "He" | "You" | "So" | "An" | "Do")
}

/// A label in brackets: `(b) two`.
pub(super) fn is_bracketed_label(text: &str) -> bool {
    let text = &text[..text.floor_char_boundary(8)];
    let inner = text.strip_prefix('(').and_then(|text| text.split_once(')'));
    inner.is_some_and(|(label, _)| {
        is_letter(label)
            || (!label.is_empty() && label.len() < 5 && label.chars().all(|c| "ivx".contains(c)))
    })
}

pub(super) fn is_i(word: &str) -> bool {
    word == "I" || word.starts_with("I'") || word.starts_with("I’")
}

/// A name that begins with a small letter: `iPhone`, `macOS`.
pub(super) fn is_brand(word: &str) -> bool {
    word.chars().skip(1).take(5).any(char::is_uppercase)
}

pub(super) fn is_hour(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "a.m" | "p.m" | "am" | "pm")
}

/// Whether `text` ends with `lower`, whatever the case, as a word of its own.
pub(super) fn ends_with(text: &str, lower: &str) -> bool {
    let start = text
        .char_indices()
        .rev()
        .take(lower.chars().count())
        .last()
        .map_or(text.len(), |(at, _)| at);
    text[start..].to_lowercase() == lower && !text[..start].ends_with(|c: char| c.is_alphanumeric())
}

/// Whether `text` begins with `lower`, whatever the case.
pub(super) fn starts_with(text: &str, lower: &str) -> bool {
    let end = text
        .char_indices()
        .nth(lower.chars().count())
        .map_or(text.len(), |(at, _)| at);
    text[..end].to_lowercase() == lower
}

#[cfg(test)]
mod tests {
    proptest::proptest! {
        #[test]
        fn a_look_at_ascii_sees_what_a_look_at_characters_sees(text in "[a1.!?:;\"'\\])*_>\\[(<, \\n-]{0,12}") {
            let seen = super::may_have_two_of_any(&text);
            proptest::prop_assert_eq!(super::may_have_two_ascii(text.as_bytes()), seen);
        }
    }
}
