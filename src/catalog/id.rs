//! Ids: the first words of a segment, assigned once.

use super::hash;
use std::collections::{BTreeMap, BTreeSet};

/// How many words an id takes at most.
const WORDS: usize = 6;
/// How many bytes an id takes at most, before a number that tells it apart.
const BYTES: usize = 72;

/// Returns the id that `pattern` asks for, before a number tells it apart.
///
/// Its first six words in lower-case ASCII, joined by `-`; `s-` comes before a
/// digit; a text without Latin words gives `s-` and eight hex digits of it.
/// Placeables count as their name, addresses and tags not at all.
#[must_use]
pub fn slug(pattern: &str) -> String {
    let text = readable(pattern);
    let latin = text.chars().any(|c| fold(c).is_some_and(has_letter));
    let foreign = text.chars().any(|c| c.is_alphabetic() && fold(c).is_none());
    let mut slug = String::new();
    if latin || !foreign {
        for word in words(&text).into_iter().take(WORDS) {
            let cut = &word[..word.len().min(BYTES)];
            if slug.len() + cut.len() >= BYTES && !slug.is_empty() {
                break;
            }
            if !slug.is_empty() {
                slug.push('-');
            }
            slug.push_str(cut);
        }
    }
    match slug.bytes().next() {
        None => format!("s-{:08x}", short_hash(pattern)),
        Some(first) if first.is_ascii_digit() => format!("s-{slug}"),
        Some(_) => slug,
    }
}

/// Returns the lower 32 bits of the two halves of the text's hash.
fn short_hash(text: &str) -> u64 {
    let whole = hash(text);
    (whole ^ (whole >> 32)) & 0xffff_ffff
}

fn has_letter(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Returns the text with tags gone and placeables replaced by their name.
fn readable(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    // Where none closes, none of what follows does.
    let (mut closes, mut ends) = (true, true);
    while let Some(at) = rest.find(['{', '<']) {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let close = if tail.starts_with('{') {
            let end = closes.then(|| tail.find('}')).flatten();
            closes = end.is_some();
            end.map(|end| {
                out.push(' ');
                out.push_str(&placeable_name(&tail[1..end]));
                out.push(' ');
                end + 1
            })
        } else if tail[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            let end = ends.then(|| tail.find('>')).flatten();
            ends = end.is_some();
            end.map(|end| end + 1)
        } else {
            None
        };
        let taken = close.unwrap_or_else(|| {
            out.push(' ');
            1
        });
        rest = &tail[taken..];
    }
    out.push_str(rest);
    out
}

/// Returns the name in a placeable, or nothing for literals and addresses.
fn placeable_name(inside: &str) -> String {
    let inside = inside.trim();
    let Some(name) = inside.strip_prefix(['$', '-']) else {
        return String::new();
    };
    let name: String = name
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    let address = name
        .strip_prefix("url")
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    if address { String::new() } else { name }
}

/// Splits `text` into lower-case ASCII words; apostrophes and combining marks
/// join, all else divides.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if let Some(folded) = fold(c) {
            word.push_str(folded);
        } else if !matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}' | '\u{ad}') && !word.is_empty()
        {
            words.push(std::mem::take(&mut word));
            if words.len() > WORDS {
                return words;
            }
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Returns the lower-case ASCII that stands for a letter or digit.
fn fold(c: char) -> Option<&'static str> {
    const ASCII: &str = "0123456789abcdefghijklmnopqrstuvwxyz";
    let lower = c.to_ascii_lowercase();
    if lower.is_ascii() {
        let at = ASCII.find(lower)?;
        return Some(&ASCII[at..=at]);
    }
    Some(match c.to_lowercase().next()? {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ' | 'ả' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ǒ' | 'ơ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ǔ' | 'ư' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

/// Returns the id that an author asked for, or its slug where it is none.
pub(super) fn valid(name: &str) -> String {
    let fits = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if fits { name.to_owned() } else { slug(name) }
}

/// The ids that are taken in a document.
#[derive(Default)]
pub(super) struct Taken {
    ids: BTreeSet<String>,
    /// The number to try next: a thousand equal cells must not count from two each.
    next: BTreeMap<String, usize>,
}

impl Taken {
    /// Takes `id`; returns whether it was free.
    pub(super) fn insert(&mut self, id: &str) -> bool {
        self.ids.insert(id.to_owned())
    }

    /// Takes `wanted`, or it with the first of `-2`, `-3`, … that is free.
    pub(super) fn claim(&mut self, wanted: &str) -> String {
        if self.insert(wanted) {
            return wanted.to_owned();
        }
        let mut number = self.next.get(wanted).copied().unwrap_or(2);
        let id = loop {
            let id = format!("{wanted}-{number}");
            number += 1;
            if self.insert(&id) {
                break id;
            }
        };
        self.next.insert(wanted.to_owned(), number);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_the_first_six_words() {
        for (pattern, id) in [
            (
                "Weifang would donate 30,000 medical masks.",
                "weifang-would-donate-30-000-medical",
            ),
            ("30,000 masks", "s-30-000-masks"),
            ("30,000", "s-30-000"),
            ("**Don’t** panic", "dont-panic"),
            ("See [the page]({ $url1 }).", "see-the-page"),
            ("{ -weifang } gives", "weifang-gives"),
            ("Señor Muñoz, Straße", "senor-munoz-strasse"),
            ("a { \"{\" } b <b>c</b>", "a-b-c"),
        ] {
            assert_eq!(slug(pattern), id);
        }
    }

    #[test]
    fn a_text_without_latin_words_gives_a_hash() {
        let id = slug("潍坊将捐赠 30,000 只口罩");
        assert!(id.starts_with("s-") && id.len() == 10, "{id}");
        assert_ne!(id, slug("潍坊"));
        assert!(slug("—").starts_with("s-"));
        assert!(slug("").starts_with("s-"));
    }

    #[test]
    fn a_taken_id_gets_a_number() {
        let mut taken = Taken::default();
        assert!(taken.insert("a-3"));
        for id in ["a", "a-2", "a-4"] {
            assert_eq!(taken.claim("a"), id);
        }
    }
}
