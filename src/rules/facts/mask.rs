//! What is no prose: its digits are nobody's facts.

use regex::Regex;
use std::sync::LazyLock;

/// Code, destinations, addresses, tags, entities; then names with digits in them.
static NO_PROSE: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"``[^`]+``|`[^`]*`",
        r"\]\([^)\s]*",
        r"<[^<>\s][^<>]*>",
        r"(?i)\b(?:https?://|www\.)[^\s<>，。；）]+",
        r"[\w.+-]+@[\w-]+\.[\w.-]+",
        r"&#?\w+;",
        r"\[\^[^\]]*\]",
        // A version, an address of the net: more than one point between short runs.
        r"\bv?\d+(?:\.\d{1,2}){2,}\b",
        r"\$[^$\s][^$]*\$",
    ]
    .iter()
    .filter_map(|pattern| Regex::new(pattern).ok())
    .collect()
});

/// Letters and digits in one word: `COVID-19`, `i32`, `A4`, `3D`, `H1N1`.
static NAME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[A-Za-z_][A-Za-z_]*[-–]?\d[A-Za-z0-9_]*(?:[-.]\d+)*").ok());

/// Figures before letters that are an ordinal, a unit or a scale keep their meaning.
static KNOWN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^\d[\d.,]*(?:st|nd|rd|th|km|cm|mm|kg|mg|ml|m|g|h|s|ms|GB|MB|KB|kB|TB|Hz|MHz|GHz|W|kW|MW|V|a\.m|p\.m|am|pm|s)?$").ok()
});

/// Returns `text` with blanks for all that is no prose, byte for byte as long,
/// and full-width digits left as they are.
pub(super) fn mask(text: &str) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for pattern in NO_PROSE.iter() {
        let shown = String::from_utf8_lossy(&bytes).into_owned();
        for found in pattern.find_iter(&shown) {
            if found.end() <= bytes.len() {
                super::clear(&mut bytes, found.start(), found.end());
            }
        }
    }
    let shown = String::from_utf8_lossy(&bytes).into_owned();
    if let Some(pattern) = NAME.as_ref() {
        for found in pattern.find_iter(&shown) {
            super::clear(&mut bytes, found.start(), found.end());
        }
    }
    mask_mixed(&shown, &mut bytes);
    bytes
}

/// Masks words that begin with a digit and go on with letters, such as `3D`.
fn mask_mixed(shown: &str, bytes: &mut [u8]) {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut start = None;
    for (at, c) in shown.char_indices().chain([(shown.len(), ' ')]) {
        match (start, is_part(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let word = &shown[from..at];
                let mixed = word.starts_with(|c: char| c.is_ascii_digit())
                    && word.contains(|c: char| c.is_ascii_alphabetic());
                if mixed && !KNOWN.as_ref().is_some_and(|known| known.is_match(word)) {
                    super::clear(bytes, from, at);
                }
                start = None;
            }
            _ => {}
        }
    }
}
