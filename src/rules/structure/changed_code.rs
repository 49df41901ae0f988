//! Code that is another than in the source.

use super::address::is_language;
use super::dropped_code::normal;
use super::multiset::{all, lacking};
use crate::diagnostic::Severity;
use crate::locale::is_han;
use crate::rules::{Check, Fault, Group, Place, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "changed-code",
    severity: Severity::Error,
    group: Group::Structure,
    summary: "Code is written otherwise than in the source",
    page: include_str!("changed-code.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    let mut pairs = changes(read);
    pairs.retain(|(own, (_, _, text))| !is_told_otherwise(&normal(own), &normal(text)));
    let fault = |(own, other): &(String, (usize, crate::text::Span, String))| {
        let (index, span, text) = other;
        let message = format!("the source has the code `{own}`, the translation `{text}`");
        Fault::new(*index, message).at(Place::Formatted(*span))
    };
    pairs.iter().map(fault).collect()
}

/// A code text of the source, and the one that stands for it: message, place, text.
type Change = (String, (usize, crate::text::Span, String));

/// Pairs code that only the source has with the code that only the translation has
/// and that is most like it: what is far from it is other code, which the
/// translation has in its place. Code with words that a translator may translate (letters
/// that are not ASCII) is not compared, nor what the source says outside of code.
pub(super) fn changes(read: &Read<'_>) -> Vec<Change> {
    let source = all(&read.source_markup, |inline| &inline.code);
    let target = all(&read.target_markup, |inline| &inline.code);
    let missing = lacking(&source, &target, normal);
    let extra = lacking(&target, &source, normal);
    let is_gone = |text: &str| {
        !target
            .iter()
            .any(|(_, piece)| normal(&piece.value) == normal(text))
    };
    let is_new = |text: &str| {
        text.is_ascii()
            && !read
                .block
                .messages
                .iter()
                .any(|message| stands_in(message.source, text))
    };
    let mut missing: Vec<&str> = missing
        .iter()
        .map(|(_, piece)| piece.value.as_str())
        .filter(|text| text.is_ascii() && is_gone(text))
        .collect();
    let mut changes = Vec::new();
    for (index, piece) in extra {
        if !is_new(&piece.value) {
            continue;
        }
        let near = |own: &&str| strsim::normalized_levenshtein(own, &piece.value);
        let best = (0..missing.len())
            .max_by(|a, b| near(&missing[*a]).total_cmp(&near(&missing[*b])))
            .filter(|best| is_alike(missing[*best], &piece.value));
        if let Some(best) = best {
            let own = missing.swap_remove(best).to_owned();
            changes.push((own, (index, piece.span, piece.value.clone())));
        }
    }
    changes
}

/// Whether one may be the other with a slip of the pen, or a new version of it.
fn is_alike(one: &str, other: &str) -> bool {
    if is_word_told(one, other) {
        return false;
    }
    strsim::normalized_levenshtein(one, other) >= 0.5
        || strsim::damerau_levenshtein(one, other) <= 2
        || one.eq_ignore_ascii_case(other)
}

/// Whether code is a word, or the name of a file, that stands for the reader's own and was
/// translated: `mode` is `modo`, `bank.csv` is `banco.csv`. Their stems may be alike, but
/// the new word ends in another vowel, as few slips of the pen do.
fn is_word_told(one: &str, other: &str) -> bool {
    let name = |code: &str| {
        let at = code.find(|c: char| !c.is_ascii_alphabetic());
        let (word, rest) = code.split_at(at.unwrap_or(code.len()));
        let is_plain = rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
        let is_even = !word.contains(char::is_lowercase) || !word.contains(char::is_uppercase);
        (word.len() > 2 && is_plain && is_even)
            .then(|| (word.to_ascii_lowercase(), rest.to_owned()))
    };
    let (Some((one, rest)), Some((other, same))) = (name(one), name(other)) else {
        return false;
    };
    let vowel = |word: &str| {
        let last = word.strip_suffix('s').unwrap_or(word).chars().last();
        last.filter(|last| matches!(last, 'a' | 'e' | 'o'))
    };
    rest == same && vowel(&other).is_some() && vowel(&one) != vowel(&other)
}

/// Whether code differs only in what a translation may say in its own language: the
/// language of an address, a word to be filled in (`https://<user>.example.org`).
fn is_told_otherwise(one: &str, other: &str) -> bool {
    let shape = |code: &str| {
        let is_filled = code.contains(['/', ' ']) && code.contains('<');
        let code = if is_filled {
            without_words(code)
        } else {
            code.to_owned()
        };
        let parts = code
            .split('/')
            .map(|part| if is_language(part) { "" } else { part });
        parts.collect::<Vec<_>>().join("/")
    };
    // `version` may be told as `hexo version`.
    let in_full = |long: &str, short: &str| {
        let command = long
            .strip_suffix(short)
            .and_then(|long| long.strip_suffix(' '));
        command.is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_lowercase()))
    };
    shape(one) == shape(other)
        || in_full(one, other)
        || in_full(other, one)
        || is_readers_own(one, other)
}

/// Whether two addresses or paths are one but for parts that stand for the reader's
/// own: `your-domain.com/rss.xml`, `github.com/username`.
fn is_readers_own(one: &str, other: &str) -> bool {
    let parts = |code: &str| -> Vec<String> {
        let parts = code.split(['/', '.', ':', '@']);
        parts.map(str::to_ascii_lowercase).collect()
    };
    let is_own = |part: &str| {
        part.split(['-', '_'])
            .any(|word| matches!(word, "your" | "user" | "username"))
    };
    let (one, other) = (parts(one), parts(other));
    one.len() > 1
        && one.len() == other.len()
        && one
            .iter()
            .zip(&other)
            .all(|(one, other)| one == other || is_own(one))
}

/// Returns code without the words in `<…>`.
fn without_words(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut inside = false;
    for c in code.chars() {
        inside &= c != '>';
        if !inside || !(c.is_alphanumeric() || matches!(c, '-' | '_' | ' ')) {
            out.push(c);
        }
        inside |= c == '<';
    }
    out
}

/// Returns whether `part` stands in `text` as a whole word.
pub(super) fn stands_in(text: &str, part: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() && !is_han(c) || c == '_';
    text.match_indices(part).any(|(at, _)| {
        !text[..at].ends_with(in_word) && !text[at + part.len()..].starts_with(in_word)
    })
}
