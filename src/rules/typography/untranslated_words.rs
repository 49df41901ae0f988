//! Words of the source's language that were left.

use super::{COMMON, Marks, words};
use crate::diagnostic::Severity;
use crate::locale::is_han;
use crate::rules::{Check, Flaw, Group, Rule, Text};
use rustc_hash::FxHashSet;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "untranslated-words",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "Words of the source were left as they are",
    page: include_str!("untranslated-words.md"),
    check: Check::Text(check),
};

fn check(text: &Text<'_>) -> Vec<Flaw> {
    if !text.source_locale.starts_with("en") || text.locale.starts_with("en") {
        return Vec::new();
    }
    let (plain, source) = (text.plain(), text.source_prose.plain.as_str());
    let translated = plain.chars().any(is_han) || !text.style.is_chinese();
    if !translated || plain == source {
        return Vec::new();
    }
    let own: FxHashSet<&str> = source.split(|c: char| !c.is_alphanumeric()).collect();
    let around = Around::new(plain);
    let all = words(plain);
    let mut flaws = Vec::new();
    let mut from = 0;
    while from < all.len() {
        // Most words are not the source's, which is not looked through for them.
        let first = all[from].1.split(|c: char| !c.is_alphanumeric());
        if !first
            .into_iter()
            .all(|part| part.is_empty() || own.contains(part))
        {
            from += 1;
            continue;
        }
        let run = run(plain, source, &all, from);
        let inner = &all[from..from + run];
        let lower = inner
            .iter()
            .filter(|(_, word)| word.chars().all(char::is_lowercase))
            .count();
        let common = inner
            .iter()
            .filter(|(_, word)| COMMON.contains(word))
            .count();
        if run >= 3
            && common >= 1
            && lower > run / 2
            && lower >= 3
            && !around.hold(inner[0].0.start)
        {
            let range = inner[0].0.start..inner[run - 1].0.end;
            let message = format!("“{}” was left as in the source", &plain[range.clone()]);
            flaws.push(text.flaw(range, message, None));
        }
        from += run.max(1);
    }
    flaws
}

/// Returns how many words from here stand in the source just so, one blank
/// between them.
fn run(plain: &str, source: &str, all: &[(std::ops::Range<usize>, &str)], from: usize) -> usize {
    let start = all[from].0.start;
    let mut run = 0;
    for (place, word) in &all[from..] {
        let joined = run == 0
            || plain[all[from + run - 1].0.end..place.start]
                .chars()
                .all(|c| c == ' ');
        let latin = word
            .chars()
            .all(|c| c.is_ascii_alphabetic() || matches!(c, '\'' | '’' | '-'));
        if !joined || !latin || !holds(source, &plain[start..place.end]) {
            break;
        }
        run += 1;
    }
    run
}

/// Tells whether the source holds these words whole.
fn holds(source: &str, part: &str) -> bool {
    source.match_indices(part).any(|(at, _)| {
        let letter = |c: char| c.is_alphanumeric();
        !source[..at].ends_with(letter) && !source[at + part.len()..].starts_with(letter)
    })
}

/// Where quotation marks and brackets stand in a text.
struct Around {
    pairs: [[Marks; 2]; 6],
    straight: Marks,
}

impl Around {
    fn new(plain: &str) -> Self {
        let pairs = [
            ['“', '”'],
            ['«', '»'],
            ['(', ')'],
            ['（', '）'],
            ['《', '》'],
            ['‘', '’'],
        ];
        Self {
            pairs: pairs.map(|pair| pair.map(|mark| Marks::of(plain, mark))),
            straight: Marks::of(plain, '"'),
        }
    }

    /// Tells whether a place is within quotation marks or brackets: a title, or
    /// the original of a word.
    fn hold(&self, at: usize) -> bool {
        let mut pairs = self.pairs.iter();
        pairs.any(|[open, close]| open.before(at) > close.before(at))
            || self.straight.before(at) % 2 == 1
    }
}
