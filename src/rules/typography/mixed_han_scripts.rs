//! Simplified and traditional characters mixed.

use crate::diagnostic::Severity;
use crate::rules::style::Tongue;
use crate::rules::{Check, Flaw, Group, Rule, Text};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "mixed-han-scripts",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "Characters of the other Chinese script",
    page: include_str!("mixed-han-scripts.md"),
    check: Check::Text(check),
};

/// Characters that only the traditional, only the simplified script has.
static ONLY: LazyLock<[BTreeSet<char>; 2]> = LazyLock::new(|| {
    let part = |head: &str| {
        let lines = include_str!("han.txt").lines();
        let lines = lines.skip_while(|line| *line != head).skip(1);
        lines
            .take_while(|line| !line.starts_with('#'))
            .flat_map(str::chars)
            .collect()
    };
    [part("# hant"), part("# hans")]
});

fn check(text: &Text<'_>) -> Vec<Flaw> {
    let (foreign, script) = match text.style.tongue {
        Tongue::Hans => (&ONLY[0], "traditional"),
        Tongue::Hant => (&ONLY[1], "simplified"),
        _ => return Vec::new(),
    };
    let plain = text.plain();
    let mut flaws = Vec::new();
    let mut start: Option<usize> = None;
    for (at, c) in plain.char_indices().chain([(plain.len(), ' ')]) {
        match (start, foreign.contains(&c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let message = format!("`{}` is {script}", &plain[from..at]);
                flaws.push(text.flaw(from..at, message, None));
                start = None;
            }
            _ => {}
        }
    }
    flaws
}
