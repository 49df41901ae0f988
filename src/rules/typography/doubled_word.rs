//! A word that stands twice.

use super::{Pattern, places, words};
use crate::diagnostic::Severity;
use crate::rules::{Check, Flaw, Group, Rule, Text};
use regex::Regex;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "doubled-word",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "A word stands twice in a row",
    page: include_str!("doubled-word.md"),
    check: Check::Text(check),
};

/// Words that Spanish and English double on purpose.
const MEANT: &[&str] = &[
    "no", "muy", "sí", "ja", "je", "bla", "casi", "poco", "luego", "very", "bye", "ha", "so",
    "tan", "uno", "nos", "that", "had",
];
/// Chinese words of grammar, which are not doubled for effect.
static CHINESE: Pattern = Pattern::new(|| {
    let once = [
        "我们", "你们", "他们", "它们", "因为", "所以", "如果", "但是", "以及", "或者", "并且",
        "可以", "这个", "那个", "对于", "由于",
    ];
    let twice: Vec<String> = once.iter().map(|word| format!("{word}{word}")).collect();
    Regex::new(&format!(
        "{}|的的|在在|和和|与与|了了|被被|将将",
        twice.join("|")
    ))
    .ok()
});
/// Where those characters are doubled all the same.
const REDUPLICATED: [&str; 9] = [
    "的的确确",
    "实实在在",
    "自自在在",
    "和和美美",
    "和和气气",
    "不甚了了",
    "了了解",
    "草草了了",
    "与与",
];

fn check(text: &Text<'_>) -> Vec<Flaw> {
    let plain = text.plain();
    if text.style.is_chinese() {
        let meant = |at: &std::ops::Range<usize>| {
            REDUPLICATED.iter().any(|whole| {
                let from = at.end.saturating_sub(whole.len());
                let mut starts = from..=at.start;
                starts.any(|start| {
                    plain
                        .get(start..)
                        .is_some_and(|rest| rest.starts_with(whole))
                })
            })
        };
        let found = places(&CHINESE, text).filter(|at| !meant(at));
        return found
            .map(|at| {
                let half = (at.end - at.start) / 2;
                let once = plain[at.start..at.start + half].to_owned();
                text.flaw(at, format!("`{once}` stands twice"), Some(once))
            })
            .collect();
    }
    let words = words(plain);
    let mut flaws = Vec::new();
    for pair in words.windows(2) {
        let [(first, one), (second, two)] = pair else {
            continue;
        };
        let between = &plain[first.end..second.start];
        let is_blank = !between.is_empty() && between.chars().all(char::is_whitespace);
        if is_blank && is_doubled(one, two) && !is_doubled_in_source(text, two) {
            let message = format!("`{two}` stands twice");
            let fix = (*one).to_owned();
            flaws.push(text.flaw(first.start..second.end, message, Some(fix)));
        }
    }
    flaws
}

/// Tells whether two neighbours are one word that is not doubled on purpose.
fn is_doubled(one: &str, two: &str) -> bool {
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let lower = |word: &str| word.to_lowercase();
    one.chars().all(char::is_alphabetic)
        && !(is_name(one) && is_name(two))
        && (one == two || lower(one) == lower(two))
        && !MEANT.contains(&lower(two).as_str())
}

/// Tells whether the source has a word twice in a row.
fn is_doubled_in_source(text: &Text<'_>, word: &str) -> bool {
    let source = words(&text.source_prose.plain);
    let is_it = |(_, other): &(_, &str)| other.to_lowercase() == word.to_lowercase();
    source.windows(2).any(|pair| pair.iter().all(is_it))
}
