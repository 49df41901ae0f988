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
        let Some((length, meant)) = decode(&letters[index..]) else {
            index += 1;
            continue;
        };
        let start = letters[index].0;
        let end = letters
            .get(index + length)
            .map_or(text.text.len(), |(at, _)| *at);
        let wrong = &text.text[start..end];
        // `MAÇÃ»` ends a quotation in capitals.
        let capitals = index > 0 && letters[index - 1].1.is_uppercase();
        if !capitals && !text.source.contains(wrong) {
            let message = format!("`{wrong}` is `{meant}`, read in a wrong encoding");
            flaws.push(Flaw::new(
                Span::new(start, end),
                message,
                Some(meant.to_string()),
            ));
        }
        index += length;
    }
    flaws
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
