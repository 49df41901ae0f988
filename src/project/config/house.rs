//! What a configuration says of house styles and of findings that are right.

use super::read::{At, Faults, suggestion};
use super::typed::{Typed, TypedStyle};
use super::unknown_word;
use crate::locale::Locale;
use crate::rules::style::{Brackets, Choice, Profile, Quotes, Spacing};
use crate::rules::{self, RULES};
use crate::text::Span;

/// An `[[allow]]` table: findings that somebody looked at and lets be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// Where the table stands.
    pub span: Span,
    /// The rule.
    pub rule: String,
    /// Why.
    pub reason: String,
    /// Files, folders or documents; all if not given.
    pub path: Option<String>,
    /// The target locale; all if not given.
    pub locale: Option<String>,
    /// The message; all if not given.
    pub id: Option<String>,
}

/// Reads the tables `[[allow]]`; one without a rule or a reason is an error.
pub(super) fn allow(typed: &Typed, faults: &mut Faults) -> Vec<Allow> {
    let mut all = Vec::new();
    for one in &typed.allow {
        let plain = |value: &Option<At<String>>| value.as_ref().map(|at| at.value.clone());
        let reason = plain(&one.reason).filter(|reason| !reason.trim().is_empty());
        let (Some(rule), Some(reason)) = (&one.rule, reason) else {
            let message = "an `[[allow]]` needs a `rule` and a `reason`".to_owned();
            faults.error(one.span, message, None);
            continue;
        };
        if rules::find(&rule.value).is_none() {
            let names = RULES.iter().map(|rule| rule.name);
            let help = suggestion(&rule.value, names).map(|name| format!("did you mean `{name}`?"));
            faults.error(
                rule.span,
                format!("there is no rule `{}`", rule.value),
                help,
            );
            continue;
        }
        if let Some(Err(error)) = one.locale.as_ref().map(|at| Locale::parse(&at.value))
            && let Some(at) = &one.locale
        {
            faults.error(at.span, error.to_string(), Some(error.help()));
            continue;
        }
        all.push(Allow {
            span: one.span,
            rule: rule.value.clone(),
            reason,
            path: plain(&one.path),
            locale: plain(&one.locale),
            id: plain(&one.id),
        });
    }
    all
}

/// Reads a `style` table.
pub(super) fn choose(typed: &TypedStyle, faults: &mut Faults) -> Choice {
    const SPACING: [(&str, Spacing); 3] = [
        ("closed", Spacing::Closed),
        ("spaced", Spacing::Spaced),
        ("any", Spacing::Any),
    ];
    Choice {
        profile: word(
            typed.profile.as_ref(),
            &[("press", Profile::Press), ("docs", Profile::Docs)],
            faults,
        ),
        quotes: word(
            typed.quotes.as_ref(),
            &[
                ("locale", Quotes::Locale),
                ("curly", Quotes::Curly),
                ("any", Quotes::Any),
            ],
            faults,
        ),
        percent: word(typed.percent.as_ref(), &SPACING, faults),
        han_latin: word(typed.han_latin.as_ref(), &SPACING, faults),
        brackets: word(
            typed.brackets.as_ref(),
            &[
                ("full", Brackets::Full),
                ("han", Brackets::Han),
                ("any", Brackets::Any),
            ],
            faults,
        ),
        numbers: word(
            typed.numbers.as_ref(),
            &[("locale", true), ("any", false)],
            faults,
        ),
    }
}

/// Reads one of some words.
fn word<T: Copy>(
    typed: Option<&At<String>>,
    known: &[(&str, T)],
    faults: &mut Faults,
) -> Option<T> {
    let typed = typed?;
    let found = known.iter().find(|(word, _)| *word == typed.value);
    if found.is_none() {
        unknown_word(typed, known.iter().map(|(word, _)| *word), faults);
    }
    found.map(|(_, value)| *value)
}
