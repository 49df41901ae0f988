//! UTF-8 that was read as Windows-1252.

use crate::diagnostic::Severity;
use crate::locale::{is_cjk, is_cjk_punctuation};
use crate::rules::{Check, Flaw, Group, Rule, Text};
use crate::text::Span;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "mojibake",
    severity: Severity::Error,
    group: Group::Typography,
    summary: "Text was read in a wrong encoding",
    page: include_str!("mojibake.md"),
    check: Check::Text(check),
};

/// What Windows-1252 has from 0x80 to 0x9f.
const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

fn check(text: &Text<'_>) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    if !text.text.contains(is_lead) {
        return flaws;
    }
    let letters: Vec<(usize, char)> = text.text.char_indices().collect();
    let mut index = 0;
    while index < letters.len() {
        let Some((length, meant)) = proven(&letters, index) else {
            index += 1;
            continue;
        };
        let start = letters[index].0;
        let end = letters
            .get(index + length)
            .map_or(text.text.len(), |(at, _)| *at);
        let wrong = &text.text[start..end];
        if !text.source.contains(wrong) {
            let message = format!("`{wrong}` is `{meant}`, read in a wrong encoding");
            flaws.push(Flaw::new(Span::new(start, end), message, Some(meant)));
        }
        index += length;
    }
    flaws
}

/// Reads what was read in a wrong encoding from `index` on: how many characters
/// it is, and what was meant; `None` where letters could stand there by right.
///
/// The proof is that the bytes are UTF-8, *and* that no language writes what is
/// there: letters alone prove nothing (`éšš` is 隚, and Slovak), nor do
/// quotation marks and dots after a word (`é”…` is 锅, and ends a quotation). Han
/// proves itself by several characters that follow each other.
fn proven(letters: &[(usize, char)], index: usize) -> Option<(usize, String)> {
    let (length, meant) = decode(&letters[index..])?;
    let group = &letters[index + 1..index + length];
    if !group.iter().any(|(_, c)| !c.is_alphabetic() || is_sign(*c)) && !is_odd(letters, index) {
        return None;
    }
    if is_wide(meant) {
        return proven_han(letters, index);
    }
    // `MAÇÃ»` ends a quotation in capitals.
    let capitals = index > 0 && letters[index - 1].1.is_uppercase();
    let ends_word = letters
        .get(index + length)
        .is_none_or(|(_, c)| !c.is_alphabetic());
    let by_right = length == 2 && ends_word && group.iter().all(|(_, c)| may_follow(*c));
    (!capitals && !by_right).then(|| (length, meant.to_string()))
}

/// Reads Han from `index` on: two characters at least, each with a sign that is
/// no letter, and one of all with a sign that ends no word.
fn proven_han(letters: &[(usize, char)], index: usize) -> Option<(usize, String)> {
    let (mut meant, mut all, mut strong) = (String::new(), 0, false);
    while let Some((length, next)) = decode(&letters[index + all..])
        && is_wide(next)
    {
        let mut signs = letters[index + all + 1..index + all + length]
            .iter()
            .filter(|(_, c)| !c.is_alphabetic())
            .peekable();
        if signs.peek().is_none() {
            break;
        }
        strong |= signs.any(|(_, c)| !may_follow(*c));
        meant.push(next);
        all += length;
    }
    (strong && meant.chars().nth(1).is_some()).then_some((all, meant))
}

fn is_wide(c: char) -> bool {
    is_cjk(c) || is_cjk_punctuation(c)
}

/// Returns whether a letter is one in Unicode's eyes alone: `º` of *nº*.
const fn is_sign(c: char) -> bool {
    matches!(c, 'ª' | 'º' | 'µ' | 'ˆ' | 'ƒ')
}

/// Returns whether a capital stands where none can: between small letters, or
/// before one that no language writes after it.
fn is_odd(letters: &[(usize, char)], index: usize) -> bool {
    let is_small = |at: Option<usize>| {
        at.and_then(|at| letters.get(at))
            .is_some_and(|(_, c)| c.is_ascii_lowercase())
    };
    matches!(letters[index].1, 'Ã' | 'Â')
        && (is_small(index.checked_sub(1)) || is_small(Some(index + 2)))
}

/// Returns whether a sign of punctuation may stand after a word.
const fn may_follow(c: char) -> bool {
    matches!(
        c,
        '“' | '”' | '‘' | '’' | '»' | '›' | '…' | '–' | '—' | '„' | '‚'
    )
}

/// Tells whether a character stands for the first byte of one that [`decode`] reads.
const fn is_lead(c: char) -> bool {
    matches!(c, '\u{c2}'..='\u{c5}' | '\u{e2}'..='\u{ef}')
}

/// Returns the byte that Windows-1252 has for a character.
fn byte(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ (0x80..=0xff) => u8::try_from(code).ok(),
        _ => u8::try_from(0x80 + HIGH.chars().position(|high| high == c)?).ok(),
    }
}

/// Reads one character of UTF-8 from characters that stand for its bytes:
/// how many they are, and the character, if it is one that texts hold.
fn decode(letters: &[(usize, char)]) -> Option<(usize, char)> {
    let first = byte(letters.first().filter(|(_, c)| is_lead(*c))?.1)?;
    let length = match first {
        0xc2..=0xc5 => 2,
        0xe2..=0xef => 3,
        _ => return None,
    };
    let bytes: Vec<u8> = letters
        .get(..length)?
        .iter()
        .map_while(|(_, c)| byte(*c))
        .collect();
    let meant = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    let usual = matches!(meant, '\u{a1}'..='\u{17f}' | '\u{2010}'..='\u{2026}' | '\u{20ac}' | '\u{2122}')
        || is_cjk(meant)
        || is_cjk_punctuation(meant);
    usual.then_some((length, meant))
}
