//! Han and Roman numerals.

use super::ONE;

pub(super) use super::token::is_han;

/// Returns the value of a Han digit, a plain or a financial one.
pub(super) fn digit(c: char) -> Option<i128> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' | '弌' => 1,
        '二' | '两' | '兩' | '贰' | '貳' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Returns the value of a Han sign for a place.
pub(super) fn place(c: char) -> Option<i128> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => return None,
    })
}

/// A sign of a Chinese number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A figure, in millionths.
    Figure(i128),
    /// A Han digit.
    Digit(i128),
    /// A place: ten, a hundred, …
    Place(i128),
    /// Tens in one sign: `廿`, `卅`.
    Tens(i128),
}

/// Evaluates the signs of a number, in millionths: with places (`三万二千`,
/// `1亿2000万`) or without (`二〇二〇`).
pub(super) fn evaluate(signs: &[Sign]) -> Option<i128> {
    if signs.iter().all(|sign| matches!(sign, Sign::Digit(_))) {
        if signs.len() > 20 {
            return None;
        }
        return signs.iter().try_fold(0_i128, |value, sign| match sign {
            Sign::Digit(digit) => value.checked_mul(10)?.checked_add(digit * ONE),
            _ => None,
        });
    }
    let (mut total, mut section) = (0_i128, 0_i128);
    let mut last: Option<i128> = None;
    let mut place = 0_i128;
    let mut zero = false;
    for (index, sign) in signs.iter().enumerate() {
        match *sign {
            Sign::Figure(value) if last.is_none() => {
                last = Some(value);
                zero = value >= 10 * ONE || place > 10;
            }
            Sign::Digit(0) => zero = true,
            Sign::Digit(digit) if last.is_none() => last = Some(digit * ONE),
            Sign::Tens(tens) if last.is_none() => section = section.checked_add(tens * ONE)?,
            Sign::Place(value) if value < 10_000 => {
                let count = last.take().unwrap_or(ONE);
                section = section.checked_add(count.checked_mul(value)?)?;
                (place, zero) = (value, false);
            }
            Sign::Place(value) => {
                let low = section.checked_add(last.take().unwrap_or(0))?;
                let big = value.checked_mul(ONE)?;
                if total < big {
                    let sum = total.checked_add(low)?;
                    let sum = if sum == 0 && index == 0 { ONE } else { sum };
                    total = sum.checked_mul(value)?;
                } else {
                    total = total.checked_add(low.checked_mul(value)?)?;
                }
                section = 0;
                (place, zero) = (value, false);
            }
            _ => return None,
        }
    }
    let mut rest = last.unwrap_or(0);
    // `三万五` and `一百二` leave the last place out.
    let single = matches!(signs.last(), Some(Sign::Digit(_) | Sign::Figure(_))) && rest < 10 * ONE;
    if single && place >= 100 && !zero {
        rest = rest.checked_mul(place / 10)?;
    }
    total.checked_add(section)?.checked_add(rest)
}

/// Returns the value of a Roman numeral that is written as it should be.
pub(super) fn roman(text: &str) -> Option<i128> {
    const UNITS: [(&str, i128); 13] = [
        ("m", 1000),
        ("cm", 900),
        ("d", 500),
        ("cd", 400),
        ("c", 100),
        ("xc", 90),
        ("l", 50),
        ("xl", 40),
        ("x", 10),
        ("ix", 9),
        ("v", 5),
        ("iv", 4),
        ("i", 1),
    ];
    let (mut rest, mut value) = (text, 0);
    let mut least = i128::MAX;
    for (sign, worth) in UNITS {
        let most = if sign.starts_with(['v', 'l', 'd']) || sign.len() == 2 {
            1
        } else {
            3
        };
        for _ in 0..most {
            // Behind `iv` comes no more `i`.
            if worth >= least {
                break;
            }
            let Some(next) = rest.strip_prefix(sign) else {
                break;
            };
            (rest, value) = (next, value + worth);
            if sign.len() == 2 {
                least = 10_i128.pow(worth.ilog10());
            }
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::{ONE, Sign, digit, evaluate, place, roman};

    fn han(text: &str) -> Option<i128> {
        let signs: Vec<Sign> = text
            .chars()
            .filter_map(|c| match c {
                '廿' => Some(Sign::Tens(20)),
                c => digit(c).map(Sign::Digit).or(place(c).map(Sign::Place)),
            })
            .collect();
        evaluate(&signs).map(|value| value / ONE)
    }

    #[test]
    fn han_numbers_have_their_values() {
        for (text, value) in [
            ("十", 10),
            ("十五", 15),
            ("廿五", 25),
            ("二〇二〇", 2020),
            ("一百二", 120),
            ("一百零二", 102),
            ("一百一十", 110),
            ("两百五十万", 2_500_000),
            ("三万五", 35_000),
            ("三万零五", 30_005),
            ("一千零一十", 1_010),
            ("九百三十八万六千七百零五", 9_386_705),
            ("一亿二千万", 120_000_000),
            ("三万五千亿", 3_500_000_000_000),
            ("五万亿", 5_000_000_000_000),
            ("百", 100),
            ("万", 10_000),
            ("贰仟叁佰", 2_300),
        ] {
            assert_eq!(han(text), Some(value), "{text}");
        }
    }

    #[test]
    fn roman_numerals_have_their_values() {
        for (text, value) in [("xxi", 21), ("xix", 19), ("iv", 4), ("mcmxcix", 1999)] {
            assert_eq!(roman(text), Some(value), "{text}");
        }
        for text in ["iiii", "vx", "ivi", "mild", ""] {
            assert_eq!(roman(text), None, "{text}");
        }
    }
}
