//! A word that stands twice.

use super::{Pattern, places, words};
use crate::diagnostic::Severity;
use crate::rules::{Check, Flaw, Group, Rule, Text};
use regex::Regex;
use std::collections::BTreeSet;

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
    let source: Vec<String> = self::words_of(&text.source_prose.plain);
    let doubled: BTreeSet<&str> = source
        .windows(2)
        .filter(|pair| pair[0] == pair[1])
        .map(|pair| pair[0].as_str())
        .collect();
    let mut flaws = Vec::new();
    for pair in words.windows(2) {
        let [(first, one), (second, two)] = pair else {
            continue;
        };
        let between = &plain[first.end..second.start];
        let same =
            one.to_lowercase() == two.to_lowercase() && between.chars().all(char::is_whitespace);
        let word = two.to_lowercase();
        let letters = one.chars().all(char::is_alphabetic);
        let name = |word: &str| word.starts_with(char::is_uppercase);
        let meant = MEANT.contains(&word.as_str())
            || (name(one) && name(two))
            || doubled.contains(word.as_str());
        if same && letters && !meant && !between.is_empty() {
            let fix = (*one).to_owned();
            flaws.push(text.flaw(
                first.start..second.end,
                format!("`{two}` stands twice"),
                Some(fix),
            ));
        }
    }
    flaws
}

fn words_of(text: &str) -> Vec<String> {
    words(text)
        .into_iter()
        .map(|(_, word)| word.to_lowercase())
        .collect()
}
