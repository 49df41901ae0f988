//! The plural categories of a language.

use crate::locale::Locale;
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules, PluralRulesOptions};

/// Returns the plural categories of a locale by CLDR, `other` included: the
/// cardinal ones, or the ordinal ones. Empty for what is no locale.
#[must_use]
pub fn plural_categories(locale: &str, is_ordinal: bool) -> Vec<&'static str> {
    let Ok(locale) = Locale::parse(locale) else {
        return Vec::new();
    };
    let kind = match is_ordinal {
        true => PluralRuleType::Ordinal,
        false => PluralRuleType::Cardinal,
    };
    let options = PluralRulesOptions::default().with_type(kind);
    let Ok(rules) = PluralRules::try_new(locale.icu().into(), options) else {
        return Vec::new();
    };
    let mut all: Vec<PluralCategory> = rules.categories().collect();
    all.sort_unstable();
    all.into_iter().map(name).collect()
}

/// Returns the name of a category, as Fluent writes it.
pub(super) const fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::plural_categories;

    #[test]
    fn categories_are_those_of_the_present_cldr() {
        assert_eq!(plural_categories("zh-Hans-CN", false), ["other"]);
        assert_eq!(plural_categories("es-EC", false), ["one", "many", "other"]);
        assert_eq!(
            plural_categories("en", true),
            ["one", "two", "few", "other"]
        );
        assert_eq!(plural_categories("ar", false).len(), 6);
        assert!(plural_categories("not a locale", false).is_empty());
    }
}
