//! Figures stay with what they count: no line ends inside `3万只`, `9月11日` or
//! `30.000 mascarillas`.
//!
//! A browser may end a line between a digit and Han, between Han and Han, and
//! at every space. [`unbroken`] puts each figure with what directly follows it
//! into an element that does not wrap. Characters are neither added nor
//! changed, so that what a reader copies is what stands in the text.

use super::escape;
use crate::locale::{is_cjk_punctuation, is_han, is_kana};
use std::ops::Range;

/// The most characters that are kept on a line, so that no line overflows: 22
/// in the largest heading fit into a window of 320 pixels.
const LONGEST: usize = 22;
/// The letters of a word such as `de` or `of`, which counts nothing itself.
const SHORTEST: usize = 3;
/// What stands between a Chinese, Japanese or Korean figure and its unit.
const MULTIPLIERS: &str = "十百千万萬亿億兆多余餘만억천백";
/// Units of more than one character; every other has one.
const UNITS: [&str; 52] = [
    "平方公里",
    "平方千米",
    "平方米",
    "立方米",
    "百分点",
    "個百分點",
    "个百分点",
    "周年",
    "週年",
    "公里",
    "公斤",
    "公顷",
    "公頃",
    "公尺",
    "海里",
    "英里",
    "小时",
    "小時",
    "时间",
    "時間",
    "分钟",
    "分鐘",
    "秒钟",
    "秒鐘",
    "美元",
    "欧元",
    "歐元",
    "日元",
    "比索",
    "人民币",
    "人民幣",
    "个月",
    "個月",
    "个小时",
    "個小時",
    "毫升",
    "毫米",
    "厘米",
    "千克",
    "千米",
    "世纪",
    "世紀",
    "年代",
    "人次",
    "周岁",
    "か月",
    "カ月",
    "ヶ月",
    "年間",
    "週間",
    "개월",
    "시간",
];
/// Parts of a date or a time that the next figure belongs to, and its units.
const GOES_ON: [(&str, &[&str]); 4] = [
    ("月", &["日", "号", "號"]),
    ("时", &["分"]),
    ("時", &["分"]),
    ("点", &["分"]),
];

/// Escapes text for HTML, with each figure and what it counts in a `span` that
/// does not wrap.
#[must_use]
pub fn unbroken(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for span in spans(text) {
        out.push_str(&escape(&text[done..span.start]));
        out.push_str("<span class=\"unbroken\">");
        out.push_str(&escape(&text[span.clone()]));
        out.push_str("</span>");
        done = span.end;
    }
    out.push_str(&escape(&text[done..]));
    out
}

/// Finds what is kept on one line, in order.
fn spans(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    if !text.contains(char::is_numeric) {
        return spans;
    }
    let mut before = None;
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        let next = at + character.len_utf8();
        if is_digit(character) && may_begin(before) {
            let figure = number(text, at);
            let start = match before {
                Some(ordinal @ '第') => at - ordinal.len_utf8(),
                _ => at,
            };
            let end = counted(text, at..figure);
            let is_short = text[start..end].chars().count() <= LONGEST;
            if end > figure && is_short {
                spans.push(start..end);
            }
            let end = end.max(figure);
            before = text[..end].chars().next_back();
            at = end;
        } else {
            before = Some(character);
            at = next;
        }
    }
    spans
}

fn is_digit(character: char) -> bool {
    character.is_numeric() && !is_han(character)
}

fn is_east_asian(character: char) -> bool {
    is_han(character) || is_kana(character) || is_hangul(character)
}

const fn is_hangul(character: char) -> bool {
    matches!(character, '\u{AC00}'..='\u{D7A3}')
}

/// Returns whether a figure may begin after this character: not inside a word,
/// an address or a number.
fn may_begin(before: Option<char>) -> bool {
    before.is_none_or(|one| {
        one.is_whitespace()
            || is_east_asian(one)
            || is_cjk_punctuation(one)
            || "([{«‹“‘„\"'¿¡+−±≈~$€£¥—…".contains(one)
    })
}

/// Returns the end of the number that begins at `start`: digits, in groups that
/// are parted as languages do.
fn number(text: &str, start: usize) -> usize {
    let digits = |at: usize| {
        let rest = &text[at..];
        at + rest.find(|c| !is_digit(c)).unwrap_or(rest.len())
    };
    let mut end = digits(start);
    let is_short = end - start <= 3;
    while let Some(separator) = text[end..].chars().next() {
        let next = end + separator.len_utf8();
        let group = digits(next);
        let is_group = match separator {
            '.' | ',' | '’' | '\'' | '٫' | '٬' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '–' | ':' => {
                group > next
            }
            // Three digits after a space are the same number.
            ' ' => text[next..group].chars().count() == 3 && is_short,
            _ => false,
        };
        if !is_group {
            break;
        }
        end = group;
    }
    end
}

/// Returns the end of what a number counts; its own where that is nothing, or
/// what no line ends before anyway.
fn counted(text: &str, number: Range<usize>) -> usize {
    let end = number.end;
    let rest = &text[end..];
    let Some(next) = rest.chars().next() else {
        return end;
    };
    if is_east_asian(next) {
        return end + east_asian(rest);
    }
    // `40.º`, `40th`, `30kg`.
    let suffix = ordinal(rest);
    let rest = &rest[suffix..];
    let Some(space) = rest
        .chars()
        .next()
        .filter(|one| matches!(one, ' ' | '\n' | '\u{a0}'))
    else {
        return end;
    };
    let after = &rest[space.len_utf8()..];
    let word = match after.chars().next() {
        Some(one) if is_east_asian(one) => east_asian(after),
        Some(one) if one.is_alphabetic() => match words(&text[number], after) {
            0 => return end,
            length => length,
        },
        Some(one) if "%‰°℃€$£¥".contains(one) => one.len_utf8(),
        _ => return end,
    };
    end + suffix + space.len_utf8() + word
}

/// Returns the length of what makes an ordinal of a number, or a unit that is
/// closed up to it.
fn ordinal(text: &str) -> usize {
    let dot = usize::from(text.starts_with('.'));
    let letters: usize = text[dot..]
        .chars()
        .take_while(|one| one.is_alphabetic() && !is_east_asian(*one))
        .map(char::len_utf8)
        .sum();
    match letters {
        0 => 0,
        _ if dot == 1 && !text[dot..].starts_with(['º', 'ª', 'o', 'a']) => 0,
        letters => dot + letters,
    }
}

/// Returns the length of what follows a number and a space: a word, and the
/// next one after a word such as `de` in `17 de septiembre`. A year is not
/// followed by what it counts where a word so short comes after it.
fn words(number: &str, text: &str) -> usize {
    let first = word(text);
    if text[..first].chars().count() > SHORTEST {
        return first;
    }
    let is_year = number.len() == 4
        && number.starts_with(['1', '2'])
        && number.bytes().all(|one| one.is_ascii_digit());
    if is_year {
        return 0;
    }
    let Some(next) = text[first..].strip_prefix([' ', '\n', '\u{a0}']) else {
        return first;
    };
    let both = text.len() - next.len() + word(next);
    // The number and its space count too.
    let length = number.chars().count() + 1 + text[..both].chars().count();
    let is_word = next.starts_with(|one: char| one.is_alphabetic() && !is_east_asian(one));
    if is_word && length <= LONGEST {
        both
    } else {
        first
    }
}

/// Returns the length of the word that `text` begins with.
fn word(text: &str) -> usize {
    text.find(|one: char| !(one.is_alphabetic() || "-’'\u{ad}".contains(one)) || is_east_asian(one))
        .unwrap_or(text.len())
}

/// Returns the length of the unit that `text` begins with, in Chinese,
/// Japanese or Korean: `万只`, `月11日`, `周年`.
fn east_asian(text: &str) -> usize {
    let multiplied = text
        .find(|one| !MULTIPLIERS.contains(one))
        .unwrap_or(text.len());
    let rest = &text[multiplied..];
    let Some(first) = rest.chars().next().filter(|one| is_east_asian(*one)) else {
        // Korean has a space before the unit.
        let unit = rest.strip_prefix(' ').and_then(|unit| unit.chars().next());
        let unit = unit.filter(|one| is_hangul(*one));
        return multiplied + unit.map_or(0, |unit| 1 + unit.len_utf8());
    };
    let known = UNITS.iter().filter(|unit| rest.starts_with(**unit));
    let unit = known.map(|unit| unit.len()).max();
    let end = multiplied + unit.unwrap_or(first.len_utf8());
    let (unit, rest) = (&text[multiplied..end], &text[end..]);
    let goes_on = GOES_ON.iter().find(|(one, _)| *one == unit);
    let Some((_, parts)) = goes_on else {
        return end;
    };
    let digits = rest.find(|one| !is_digit(one)).unwrap_or(rest.len());
    let part = parts.iter().find(|one| rest[digits..].starts_with(**one));
    match part {
        Some(part) if digits > 0 => end + digits + part.len(),
        _ => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts that are kept on one line.
    fn kept(text: &str) -> Vec<&str> {
        spans(text).into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn figures_stay_with_what_they_count() {
        for (text, expected) in [
            ("将捐赠3万只医用口罩。", vec!["3万只"]),
            ("潍坊9月17日讯，9月11日", vec!["9月17日", "9月11日"]),
            ("2020年9月17日", vec!["2020年", "9月17日"]),
            ("常住人口9386705人（2020年）", vec!["9386705人", "2020年"]),
            ("中厄建交40周年，第7次", vec!["40周年", "第7次"]),
            (
                "3.5万余名代表，面积1.6万平方公里",
                vec!["3.5万余名", "1.6万平方公里"],
            ),
            ("上午9时30分开始", vec!["9时30分"]),
            ("3 万只", vec!["3 万只"]),
            ("30.000 mascarillas médicas", vec!["30.000 mascarillas"]),
            ("el 17 de septiembre de 2020.", vec!["17 de septiembre"]),
            ("¿30.000 mascarillas?", vec!["30.000 mascarillas"]),
            ("el 40.º aniversario", vec!["40.º aniversario"]),
            (
                "the 40th anniversary, 30,000 masks",
                vec!["40th anniversary", "30,000 masks"],
            ),
            ("de 2020 en Quito, 3 de 40 %", vec!["3 de", "40 %"]),
            ("2000 masks, 5 km", vec!["2000 masks", "5 km"]),
            ("30 000 masques, 40 %", vec!["30 000 masques", "40 %"]),
            (
                "30\u{202f}000\u{a0}masques",
                vec!["30\u{202f}000\u{a0}masques"],
            ),
            ("10–20 masks", vec!["10–20 masks"]),
            ("1 234 567 masques", vec!["1 234 567 masques"]),
            ("2,668\nmetres", vec!["2,668\nmetres"]),
            ("마스크 3만 개", vec!["3만 개"]),
            ("マスク3万枚", vec!["3万枚"]),
            ("٣٠ قناعا", vec!["٣٠ قناعا"]),
        ] {
            assert_eq!(kept(text), expected, "{text}");
        }
    }

    #[test]
    fn what_counts_nothing_is_left_alone() {
        for text in [
            "",
            "no figure",
            "in 2020, and then.",
            "https://example.org/30 masks",
            "a1 b",
            "COVID-19 epidemic",
            "v1.2 of it",
            "新冠COVID-19疫情",
            "三万只",
            "3。4，5",
            "x@2 y",
            // Too long for a narrow window.
            "30.000 electroencefalografistas",
        ] {
            assert_eq!(kept(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn nothing_but_the_element_is_added() {
        assert_eq!(
            unbroken("<b> & 3万只\""),
            "&lt;b&gt; &amp; <span class=\"unbroken\">3万只</span>&quot;"
        );
    }
}
