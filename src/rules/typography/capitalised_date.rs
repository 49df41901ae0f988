//! Months and weekdays with a capital.

use super::{Pattern, after};
use crate::diagnostic::Severity;
use crate::rules::style::Tongue;
use crate::rules::{Check, Flaw, Group, Rule, Text};
use regex::Regex;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "capitalised-date",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "A Spanish month or weekday has a capital",
    page: include_str!("capitalised-date.md"),
    check: Check::Text(check),
};

const MONTH: &str = "Enero|Febrero|Marzo|Abril|Mayo|Junio|Julio|Agosto|Septiembre|Setiembre|Octubre|Noviembre|Diciembre";
const DAY: &str = "Lunes|Martes|Miércoles|Jueves|Viernes|Sábado|Domingo|Sábados|Domingos";

/// A month with a figure before or a year after, or after a word of time.
static MONTHS: Pattern = Pattern::new(|| {
    Regex::new(&format!(
        r"(?:\d{{1,2}}(?:\.?º)? de |(?:en|desde|hasta|para|durante|mes de|meses de|principios de|mediados de|finales de|fines de|pasado|próximo) )({MONTH})\b|\b({MONTH})(?: de| del)? \d{{4}}\b"
    ))
    .ok()
});
/// Whether there is any, which is told much faster.
static NAMES: Pattern = Pattern::new(|| Regex::new(&format!("{MONTH}|{DAY}")).ok());
static DAYS: Pattern = Pattern::new(|| {
    Regex::new(&format!(
        r"(?:\b(?:el|los|este|del|al|cada|hasta|desde|pasado|próximo|de|y) )({DAY})\b|\b({DAY}),? \d{{1,2}} de "
    ))
    .ok()
});

fn check(text: &Text<'_>) -> Vec<Flaw> {
    if text.style.tongue != Tongue::Spanish {
        return Vec::new();
    }
    let plain = text.plain();
    if NAMES.iter().any(|names| !names.is_match(plain)) {
        return Vec::new();
    }
    let mut flaws = Vec::new();
    for (pattern, days) in [(&MONTHS, false), (&DAYS, true)] {
        for groups in pattern
            .iter()
            .flat_map(|pattern| pattern.captures_iter(plain))
        {
            let Some(word) = groups.get(1).or_else(|| groups.get(2)) else {
                continue;
            };
            let head = plain[..word.start()].trim_end();
            let starts = head.is_empty()
                || head.ends_with(['.', '?', '!', ':', '¿', '¡', '\n', '“', '«', '"']);
            if starts || is_name(plain, word.end(), days) {
                continue;
            }
            let fix = word.as_str().to_lowercase();
            flaws.push(text.flaw(word.range(), format!("Spanish writes `{fix}`"), Some(fix)));
        }
    }
    flaws
}

/// Tells whether a name goes on after the word: a holiday, a battle, a street.
fn is_name(plain: &str, end: usize, days: bool) -> bool {
    let next = plain[end..].trim_start();
    let capital = after(next, 0).is_some_and(char::is_uppercase);
    let ramos = next.starts_with("de Ramos")
        || next.starts_with("de Resurrección")
        || next.starts_with("de Gloria");
    let goes_on = if days {
        capital || ramos
    } else {
        capital && plain[end..].starts_with(' ')
    };
    goes_on || is_holiday(plain, end)
}

/// Tells whether a day and a month are the name of a feast or a place: no year
/// follows, and a word of names stands before.
fn is_holiday(plain: &str, end: usize) -> bool {
    let head: String = plain[..end]
        .chars()
        .rev()
        .take(60)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let year = plain[end..]
        .trim_start_matches(" del")
        .trim_start_matches(" de")
        .trim_start();
    let named = [
        "avenida",
        "av.",
        "calle",
        "plaza",
        "parque",
        "cantón",
        "parroquia",
        "barrio",
        "batalla",
        "estadio",
        "colegio",
        "escuela",
        "unidad educativa",
        "coop",
        "fiesta",
        "día",
        "movimiento",
        "hospital",
        "puente",
        "ciudadela",
    ];
    let lower = head.to_lowercase();
    !year.starts_with(|c: char| c.is_ascii_digit()) && named.iter().any(|word| lower.contains(word))
}
