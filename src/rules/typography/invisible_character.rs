//! Zero-width and control characters.

use crate::diagnostic::Severity;
use crate::rules::{Check, Flaw, Group, Rule, Text};
use crate::text::Span;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "invisible-character",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "A character that is not to be seen",
    page: include_str!("invisible-character.md"),
    check: Check::Text(check),
};

/// Characters without a width; joiners are letters' business in some scripts.
const ZERO: [char; 7] = [
    '\u{200b}', '\u{2060}', '\u{feff}', '\u{ad}', '\u{180e}', '\u{200c}', '\u{200d}',
];

fn check(text: &Text<'_>) -> Vec<Flaw> {
    let plainly =
        |c: char| c.is_ascii() || ('\u{a0}'..'\u{370}').contains(&c) || crate::locale::is_cjk(c);
    let mut flaws = Vec::new();
    for (at, c) in text.text.char_indices() {
        let control = c.is_control() && !matches!(c, '\n' | '\t' | '\r');
        let joiner = matches!(c, '\u{200c}' | '\u{200d}');
        let before = text.text[..at].chars().next_back().is_none_or(plainly);
        let flagged = control || (ZERO.contains(&c) && (!joiner || before));
        if flagged && !text.source.contains(c) {
            let message = format!("U+{:04X} is not to be seen", u32::from(c));
            flaws.push(Flaw::new(
                Span::new(at, at + c.len_utf8()),
                message,
                Some(String::new()),
            ));
        }
    }
    flaws
}
