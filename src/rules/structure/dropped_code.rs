//! Code of the source that is no code in the translation.

use super::changed_code::{changes, stands_in};
use super::multiset::{all, lacking};
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "dropped-code",
    severity: Severity::Warning,
    group: Group::Structure,
    summary: "Code of the source is missing, or no code any more",
    page: include_str!("dropped-code.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    let source = all(&read.source_markup, |inline| &inline.code);
    let target = all(&read.target_markup, |inline| &inline.code);
    let mut changed: Vec<String> = changes(read).into_iter().map(|(own, _)| own).collect();
    let mut translated = lacking(&target, &source, normal)
        .into_iter()
        .filter(|(_, piece)| !piece.value.is_ascii())
        .count();
    let mut faults = Vec::new();
    for (index, piece) in lacking(&source, &target, normal) {
        if let Some(at) = changed.iter().position(|own| *own == piece.value) {
            changed.swap_remove(at);
            continue;
        }
        // Words in code may be translated; then another code stands for it.
        if translated > 0 {
            translated -= 1;
            continue;
        }
        let code = &piece.value;
        let count = |found: &[super::multiset::Found<'_>]| {
            found
                .iter()
                .filter(|(_, piece)| normal(&piece.value) == normal(code))
                .count()
        };
        let message = match (count(&source), count(&target)) {
            (many, few) if few > 0 => {
                format!("the source has the code `{code}` {many} times, the translation {few}")
            }
            _ if shown(read, code) => {
                format!("`{code}` is code in the source, and plain text in the translation")
            }
            _ => format!("the source has the code `{code}`, the translation does not"),
        };
        faults.push(Fault::new(index, message));
    }
    faults
}

/// Returns whether the translation has this text as prose.
fn shown(read: &Read<'_>, code: &str) -> bool {
    let mut messages = read.block.messages.iter();
    messages.any(|message| stands_in(message.target, code))
}

/// Code as it is compared: single blanks, none after a comma and inside `{{ … }}`,
/// tags with or without their `/`, a string in either quotes, no marks of code and no
/// words of comments inside, no dots at its ends, folders without their last `/`, and
/// one example domain.
pub(super) fn normal(code: &str) -> String {
    let words: Vec<&str> = code.split_whitespace().collect();
    let code = words.join(" ").replace(", ", ",").replace('`', "");
    let code = code.replace("{{ ", "{{").replace(" }}", "}}");
    let code = code.replace(" />", ">").replace("/>", ">");
    let code = code.replace("example.org", "example.com");
    // What is left out before or behind it is said by dots.
    let code = code
        .trim_start_matches("...")
        .trim_end_matches("...")
        .to_owned();
    let code = match quoted(&code) {
        Some(text) => format!("\"{text}\""),
        None => without_comments(&code),
    };
    match code.strip_suffix('/') {
        Some(folder) if folder.ends_with(|c: char| c.is_alphanumeric()) => folder.to_owned(),
        _ => code,
    }
}

/// Returns what stands in single quotes, where that is all and no character.
fn quoted(code: &str) -> Option<&str> {
    let text = code.strip_prefix('\'')?.strip_suffix('\'')?;
    (text.chars().nth(1).is_some() && !text.contains(['\'', '"'])).then_some(text)
}

/// Returns code with empty comments: their words may be translated.
fn without_comments(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some((before, comment)) = rest.split_once("/*") {
        let Some((_, after)) = comment.split_once("*/") else {
            break;
        };
        out.push_str(before);
        out.push_str("/**/");
        rest = after;
    }
    out.push_str(rest);
    out
}
