//! Addresses of both sides, and which of them lead to the same page.

use super::multiset::{Found, all, lacking};
use super::{Inline, Piece};
use crate::rules::Read;

/// What is left where equal and localised addresses are taken away.
pub(super) struct Paired<'a> {
    /// What only the source has.
    pub(super) lost: Vec<Found<'a>>,
    /// What only the translation has.
    pub(super) added: Vec<Found<'a>>,
}

/// Pairs the addresses of both sides.
pub(super) fn pair<'a>(
    read: &'a Read<'_>,
    kind: fn(&'a Inline) -> &'a Vec<Piece>,
    same: fn(&str, &str) -> bool,
) -> Paired<'a> {
    let source = all(&read.source_markup, kind);
    let target = all(&read.target_markup, kind);
    let whole = |address: &str| address.trim_matches(['<', '>']).to_owned();
    let mut lost = lacking(&source, &target, whole);
    let mut added = lacking(&target, &source, whole);
    added.retain(|(_, other)| {
        let own = lost
            .iter()
            .position(|(_, own)| same(&own.value, &other.value));
        own.map(|at| lost.remove(at)).is_none()
    });
    Paired { lost, added }
}

/// Returns whether `other` may be the page of `own` in another language: the
/// same host but for labels that are tags of languages, and such a tag in one
/// of both.
pub(super) fn is_localised(own: &str, other: &str) -> bool {
    let (Some((_, own)), Some((_, other))) = (own.split_once("://"), other.split_once("://"))
    else {
        return false;
    };
    let (own_host, own_path) = own.split_once('/').unwrap_or((own, ""));
    let (other_host, other_path) = other.split_once('/').unwrap_or((other, ""));
    let tagged = |host: &str, path: &str| {
        let parts = path.split(['/', '?', '&', '=', '.']);
        host.split('.').chain(parts).any(is_language)
    };
    site(own_host) == site(other_host)
        && (tagged(own_host, own_path) || tagged(other_host, other_path))
}

/// Returns a host without `www` and without labels that are tags of languages,
/// its last two labels apart.
fn site(host: &str) -> Vec<String> {
    let labels: Vec<&str> = host.split('.').collect();
    let last = labels.len().saturating_sub(2);
    let kept = labels
        .iter()
        .enumerate()
        .filter(|(index, label)| *index >= last || !(is_language(label) || **label == "www"));
    kept.map(|(_, label)| label.to_ascii_lowercase()).collect()
}

/// Returns whether a part of an address is a language's tag: `es`, `zh-cn`, `zh_Hans`.
pub(super) fn is_language(part: &str) -> bool {
    let mut tags = part.split(['-', '_']);
    let language = tags.next().unwrap_or_default();
    let is_word = |tag: &str, from: usize, to: usize| {
        (from..=to).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    is_word(language, 2, 3)
        && tags.all(|tag| is_word(tag, 2, 2) || is_word(tag, 4, 4) || tag == "419")
        && LANGUAGES.contains(&language.to_ascii_lowercase().as_str())
}

/// Languages that sites are commonly kept in.
const LANGUAGES: &[&str] = &[
    "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "gl",
    "he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "nb", "nl", "no", "pl", "pt",
    "qu", "ro", "ru", "sk", "sl", "sr", "sv", "ta", "th", "tr", "uk", "ur", "vi", "zh", "yue",
];
