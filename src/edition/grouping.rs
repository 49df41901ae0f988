//! Groups of digits where ICU4X makes none.

use fixed_decimal::Decimal;
use icu_decimal::DecimalFormatter;

/// Groups a number of four digits in locales that begin at five (`3.000` in
/// Spain, where 3000 is the rule): ICU4X does not tell `always` from `auto`.
/// The number is written with two nines before it, which are taken away.
pub(super) fn grouped(
    formatter: &DecimalFormatter,
    number: &Decimal,
    text: &str,
) -> Option<String> {
    if *number.absolute.magnitude_range().end() != 3 {
        return None;
    }
    let longer: Decimal = format!("99{}", number.absolute).parse().ok()?;
    let longer = Decimal::new(number.sign, longer.absolute);
    let longer = formatter.format(&longer).to_string();
    // What stands before the digits (a sign, marks of direction) is the same.
    let at = text.find(char::is_alphanumeric)?;
    if !text[at..].chars().take(4).all(char::is_alphanumeric) {
        return None;
    }
    let mut rest = longer.get(at..)?.chars();
    rest.next()?;
    rest.next()?;
    Some(format!("{}{}", &text[..at], rest.as_str()))
}
