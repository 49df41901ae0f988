//! The locales of a configuration: one way to read them, wherever they are given.

use super::read::{At, Faults};
use super::typed::Typed;
use super::{Config, listed};
use crate::locale::{Locale, LocaleError, Spelled};
use crate::project::chain::Readers;

/// Notes that a name is not a locale, with what was probably meant.
fn not_a_locale(name: &At<String>, error: &LocaleError, faults: &mut Faults) {
    faults.error(name.span, error.to_string(), Some(error.help()));
}

/// Reads the locale of an edition, which may say how numbers and dates are
/// written: `ar-EG-u-nu-latn`.
pub(super) fn edition_locale(name: &At<String>, faults: &mut Faults) -> Option<Spelled> {
    let spelled = match Spelled::parse(&name.value) {
        Ok(spelled) => spelled,
        Err(error) => {
            not_a_locale(name, &error, faults);
            return None;
        }
    };
    if let Some(meant) = spelled.locale().unknown_language() {
        let message = format!("there is no language `{}`", spelled.locale().language());
        let help = meant.map_or_else(
            || {
                "ISO 639-1 does not have it; for a language of your own take one of `qaa` to `qtz`"
                    .to_owned()
            },
            |tag| format!("did you mean `{tag}`?"),
        );
        faults.warning(name.span, message, Some(help));
    }
    Some(spelled)
}

/// Reads the locale of a folder or of a table.
pub(super) fn locale_name(name: &At<String>, faults: &mut Faults) -> Option<Spelled> {
    let spelled = edition_locale(name, faults)?;
    if !spelled.locale().has_extensions() {
        return Some(spelled);
    }
    faults.error(
        name.span,
        format!("`{}` says how numbers or dates are written", name.value),
        Some("only the `locale` of an edition may".to_owned()),
    );
    None
}

/// Reads `locales`; the source is not among them, and none stands there twice.
pub(super) fn target_locales(typed: &Typed, source: &Spelled, faults: &mut Faults) -> Vec<Spelled> {
    let mut locales: Vec<Spelled> = Vec::new();
    for item in typed.locales.iter().flat_map(|list| &list.value) {
        let Some(name) = locale_name(item, faults) else {
            continue;
        };
        let same = |other: &Spelled| other.eq_ignore_ascii_case(&name);
        if same(source) {
            faults.error(
                item.span,
                format!("`{name}` is the source locale, so it is not translated"),
                Some("take it out of `locales`".to_owned()),
            );
            continue;
        }
        if locales.iter().any(same) {
            faults.error(item.span, format!("`{name}` stands here twice"), None);
            continue;
        }
        // Each may have a folder, but only the first is read.
        let earlier = listed(&locales, name.locale());
        let earlier = earlier.or_else(|| source.locale().matches(name.locale()).then_some(source));
        if let Some(earlier) = earlier {
            let message = format!("`{name}` and `{earlier}` are the same locale");
            let help = format!("keep one; `{name}` is read by nobody");
            faults.warning(item.span, message, Some(help));
        }
        locales.push(name);
    }
    locales
}

/// Reads the fallback chains that are set by hand.
pub(super) fn fallback(typed: &Typed, faults: &mut Faults) -> Vec<(Locale, Vec<Locale>)> {
    let mut chains = Vec::new();
    for one in &typed.locale {
        let Some(list) = &one.fallback else { continue };
        let names = list.value.iter();
        let names = names.filter_map(|name| Some(locale_name(name, faults)?.locale().clone()));
        let names = names.collect();
        // The name itself is judged where the style is read.
        if let Ok(locale) = Locale::parse(&one.locale.value) {
            chains.push((locale, names));
        }
    }
    chains
}

/// Notes editions that read no folder, though they are in another language than the
/// source: they would show nothing but the source.
pub(super) fn unread_editions(typed: &Typed, config: &Config, faults: &mut Faults) {
    let folders: Vec<String> = config.locales.iter().map(ToString::to_string).collect();
    let readers = Readers::new(config, &folders);
    for one in &typed.editions {
        let (Some(name), Some(locale)) = (&one.name, &one.locale) else {
            continue;
        };
        let known = config
            .editions
            .iter()
            .find(|edition| edition.name == name.value);
        let Some(edition) = known else { continue };
        if !readers.reads(edition.locale.locale()).is_empty() {
            continue;
        }
        if readers.comes_to_source(config, edition.locale.locale()) {
            continue;
        }
        let message = format!(
            "the edition `{}` is in `{}` and reads no folder of `locales`: it shows the source",
            edition.name, edition.locale
        );
        let help = match config.locales.is_empty() {
            true => format!(
                "add `locales = [\"{}\"]`",
                edition.locale.locale().language()
            ),
            false => format!(
                "add `\"{}\"` to `locales`, or name a chain in `[locale.{}]`",
                edition.locale.locale().language(),
                edition.locale
            ),
        };
        faults.warning(locale.span, message, Some(help));
    }
}
