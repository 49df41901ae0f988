//! What `NUMBER` and `DATETIME` share: named options, and how they are refused.

use icu_locale::extensions::unicode::{Key, Value};

/// The named arguments of a call, in their order.
pub(super) type Options = [(String, String)];

/// Says that a function does not know an option.
pub(super) fn no_option(function: &str, name: &str) -> String {
    format!("`{function}` has no option `{name}`")
}

/// Says that an option does not take a value.
pub(super) fn not_a_value(function: &str, name: &str, value: &str) -> String {
    format!("`{value}` is no value for the option `{name}` of `{function}`")
}

/// Sets a keyword of the `-u-` extension, such as `nu` or `hc`; `None` where
/// the value is not of the form that BCP 47 asks for.
pub(super) fn prefer(locale: &mut icu_locale::Locale, key: &str, value: &str) -> Option<()> {
    let key = Key::try_from_str(key).ok()?;
    let value = Value::try_from_str(value).ok()?;
    locale.extensions.unicode.keywords.set(key, value);
    Some(())
}
