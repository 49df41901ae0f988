//! Figures, with the scale words that follow them.

use super::{Fact, Language, ONE, Value, clear};
use regex::Regex;
use std::sync::LazyLock;

/// A run of digits with what may stand between them, not inside a word.
static FIGURE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[0-9０-９]+(?:[.,'’．，\u{a0}\u{202f}\u{2009} ][0-9０-９]+)*").ok()
});

/// A Roman numeral after the word for a century, as Spanish writes it.
static CENTURY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i:siglos?)\s+([IVX]{1,5})\b").ok());

/// Takes figures out of a masked text.
pub(super) fn take(masked: &mut [u8], language: Language) -> Vec<Fact> {
    let mut facts = Vec::new();
    let text = String::from_utf8_lossy(masked).into_owned();
    if let (Some(regex), Language::Spanish { .. }) = (CENTURY.as_ref(), language) {
        for found in regex.captures_iter(&text) {
            if let (Some(whole), Some(value)) = (
                found.get(0),
                found.get(1).and_then(|roman| roman_value(roman.as_str())),
            ) {
                facts.push(Fact::new(Value::whole(value), whole.start(), whole.end()));
            }
        }
    }
    let Some(regex) = FIGURE.as_ref() else {
        return facts;
    };
    for found in regex.find_iter(&text) {
        for (start, end) in pieces(found.as_str(), language) {
            let (start, end) = (found.start() + start, found.start() + end);
            let mut fact = figure(&text[start..end], start, end, language);
            let scale = scale(&text[end..], language);
            if let (Some(fact), Some((factor, len))) = (&mut fact, scale) {
                fact.value = scaled(fact.value, factor);
                fact.other = fact.other.map(|value| scaled(value, factor));
                fact.span.end = end + len;
                join_compound(&mut facts, fact);
            }
            facts.extend(fact);
        }
    }
    for fact in &facts {
        clear(masked, fact.span.start, fact.span.end);
    }
    facts.retain(|fact| !fact.span.is_empty());
    facts
}

/// Adds `2000万` to the `1亿` that it directly follows.
fn join_compound(facts: &mut [Fact], fact: &mut Fact) {
    if let Some(last) = facts.last_mut()
        && last.span.end == fact.span.start
        && let (Value::Number(high), Value::Number(low)) = (last.value, fact.value)
        && high > low
    {
        fact.value = Value::Number(high + low);
        fact.span.start = last.span.start;
        last.span.end = last.span.start;
    }
}

/// Divides a run at separators that do not group: `1, 2, 3` and `2020 300`.
fn pieces(run: &str, language: Language) -> Vec<(usize, usize)> {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let mut pieces = Vec::new();
    let mut start = 0;
    let marks: Vec<(usize, char)> = run.char_indices().filter(|(_, c)| !is_digit(*c)).collect();
    for (index, (at, mark)) in marks.iter().enumerate() {
        let next = at + mark.len_utf8();
        let end = marks.get(index + 1).map_or(run.len(), |(end, _)| *end);
        let digits = run[next..end].chars().count();
        let before = run[start..*at]
            .chars()
            .rev()
            .take_while(|c| is_digit(*c))
            .count();
        let blank = matches!(mark, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}');
        let joins = match mark {
            '，' => false,
            _ if blank => {
                digits == 3 && before <= 3 && *mark != ' '
                    || (blank
                        && digits == 3
                        && before <= 3
                        && !matches!(language, Language::English | Language::Chinese))
            }
            '\'' | '’' => digits == 3 && before <= 3,
            _ => true,
        };
        if !joins {
            pieces.push((start, *at));
            start = next;
        }
    }
    pieces.push((start, run.len()));
    pieces
}

/// Reads one figure by the conventions of the language.
fn figure(text: &str, start: usize, end: usize, language: Language) -> Option<Fact> {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => {
                char::from(b'0' + u8::try_from(u32::from(c) - u32::from('０')).unwrap_or(0))
            }
            '．' => '.',
            c => c,
        })
        .collect();
    let (group, decimal) = match language {
        Language::Spanish { comma: true } => ('.', ','),
        _ => (',', '.'),
    };
    let value = as_grouped(&plain, group, decimal)?;
    let mut fact = Fact::new(Value::Number(value), start, end);
    // `30,000` where the comma is decimal: three zeros behind it mean thousands.
    if let Language::Spanish { comma: true } = language {
        let other =
            as_grouped(&plain, ',', '.').filter(|_| plain.contains(',') && is_grouped(&plain, ','));
        fact.other = other.map(Value::Number);
    }
    Some(fact)
}

/// Returns whether every part behind the first has three digits.
fn is_grouped(text: &str, mark: char) -> bool {
    text.split(mark)
        .skip(1)
        .all(|part| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Reads a figure; a point or comma that cannot group is taken for a decimal one.
fn as_grouped(text: &str, group: char, decimal: char) -> Option<i128> {
    let text: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’'))
        .collect();
    let (whole, fraction) = match text.rsplit_once(decimal) {
        Some((whole, fraction)) if !whole.contains(decimal) && !fraction.contains(group) => {
            (whole, fraction)
        }
        Some(_) => return as_list(&text),
        None => (text.as_str(), ""),
    };
    if whole.contains(group) && !is_grouped(whole, group) {
        let (first, rest) = whole.split_once(group)?;
        return if fraction.is_empty() && !rest.contains(group) {
            exact(first, rest)
        } else {
            as_list(&text)
        };
    }
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    exact(&whole, fraction)
}

/// A run that is no number, such as a list: its digits, so that it equals itself.
fn as_list(text: &str) -> Option<i128> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    exact(&digits, "")
}

fn exact(whole: &str, fraction: &str) -> Option<i128> {
    if whole.len() > 24 {
        return None;
    }
    let mut digits: String = fraction.chars().take(6).collect();
    while digits.len() < 6 {
        digits.push('0');
    }
    let whole: i128 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    Some(
        whole
            .saturating_mul(ONE)
            .saturating_add(digits.parse().ok()?),
    )
}

fn scaled(value: Value, factor: i128) -> Value {
    match value {
        Value::Number(number) => Value::Number(number.saturating_mul(factor)),
        other => other,
    }
}

/// Scale words that directly follow a figure, longest first.
fn scale(rest: &str, language: Language) -> Option<(i128, usize)> {
    let table: &[(&str, i128)] = match language {
        Language::English => &[
            ("thousand", 1_000),
            ("million", 1_000_000),
            ("billion", 1_000_000_000),
            ("trillion", 1_000_000_000_000),
            ("bn", 1_000_000_000),
        ],
        Language::Spanish { .. } => &[
            ("mil millones", 1_000_000_000),
            ("millones", 1_000_000),
            ("millón", 1_000_000),
            ("billones", 1_000_000_000_000),
            ("billón", 1_000_000_000_000),
            ("millardos", 1_000_000_000),
            ("mil", 1_000),
        ],
        Language::Chinese => &[
            ("万亿", 1_000_000_000_000),
            ("千亿", 100_000_000_000),
            ("百亿", 10_000_000_000),
            ("十亿", 1_000_000_000),
            ("亿", 100_000_000),
            ("千万", 10_000_000),
            ("百万", 1_000_000),
            ("十万", 100_000),
            ("万", 10_000),
            ("萬", 10_000),
            ("億", 100_000_000),
            ("千", 1_000),
            ("百", 100),
        ],
        Language::Other => &[],
    };
    let blank = rest.len()
        - rest
            .trim_start_matches([' ', '\u{a0}', '\u{202f}', '-'])
            .len();
    let word = &rest[blank..];
    table.iter().find_map(|(name, factor)| {
        let after = word
            .get(..name.len())
            .filter(|head| head.eq_ignore_ascii_case(name))
            .map(|_| &word[name.len()..])?;
        let ends =
            matches!(language, Language::Chinese) || !after.starts_with(char::is_alphanumeric);
        // 千米, 千克 and 百分之 are units and fractions.
        let unit = matches!(language, Language::Chinese)
            && (after.starts_with(['米', '克', '瓦', '赫', '字', '卡']) && *name == "千"
                || after.starts_with("分"));
        (ends && !unit).then_some((*factor, blank + name.len()))
    })
}

fn roman_value(text: &str) -> Option<i128> {
    let values: Vec<i128> = text
        .chars()
        .map(|c| match c {
            'I' => Some(1),
            'V' => Some(5),
            'X' => Some(10),
            _ => None,
        })
        .collect::<Option<_>>()?;
    let total = values.iter().enumerate().map(|(index, value)| {
        if values.get(index + 1).is_some_and(|next| next > value) {
            -value
        } else {
            *value
        }
    });
    Some(total.sum())
}
