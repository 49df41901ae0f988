//! Blocks whose translation is the source.

use crate::diagnostic::Severity;
use crate::locale::is_han;
use crate::rules::prose::ATOM;
use crate::rules::typography::COMMON;
use crate::rules::{Check, Fault, Group, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "untranslated-copy",
    severity: Severity::Warning,
    group: Group::State,
    summary: "A translation is a copy of its source",
    page: include_str!("untranslated-copy.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    let messages = read.block.messages;
    let same = |one: &crate::rules::Message<'_>| one.source.trim() == one.target.trim();
    let language = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_owned();
    if messages.is_empty()
        || language(read.block.source_locale) == language(read.block.target_locale)
    {
        return Vec::new();
    }
    let all = messages.iter().all(same);
    let mut faults = Vec::new();
    for (index, _) in messages.iter().enumerate().filter(|(_, one)| same(one)) {
        if is_translatable(
            &read.source_prose()[index].plain,
            read.block.source_locale,
            all,
        ) {
            faults.push(Fault::new(
                index,
                "this is the source text, not a translation",
            ));
        }
    }
    faults
}

/// Tells whether a text has words that another language would have otherwise:
/// some in lower case, a common one among them or many.
fn is_translatable(plain: &str, locale: &str, whole: bool) -> bool {
    if plain.chars().filter(|c| is_han(*c)).count() >= 4 {
        return true;
    }
    let english = locale.starts_with("en");
    let (mut lower, mut words, mut common) = (0, 0, 0);
    for word in plain.split(|c: char| c.is_whitespace() || c == ATOM) {
        let word = word.trim_matches(|c: char| {
            c.is_ascii_punctuation() || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—')
        });
        if word.is_empty() {
            continue;
        }
        words += 1;
        lower += usize::from(word.chars().count() > 1 && word.chars().all(char::is_lowercase));
        common += usize::from(english && COMMON.contains(&word));
    }
    lower >= 4 || (lower >= 3 && !english) || (common >= 1 && words >= if whole { 2 } else { 3 })
}
