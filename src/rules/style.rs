//! House styles: what a publisher decides and no grammar does.
//!
//! A [`Profile`] sets every switch for a language by its authority; a
//! configuration changes single switches, for the project, a locale, an
//! edition.

use crate::locale::Locale;
use icu_decimal::DecimalFormatter;

/// A set of switches under one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// Newspapers and agencies: the norms, as they stand.
    #[default]
    Press,
    /// Software documentation: what its readers are used to is let be.
    Docs,
}

/// Which quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quotes {
    /// Those of the locale: « » in Spanish, “ ” in simplified Chinese, 「 」 in
    /// traditional.
    Locale,
    /// “ ”.
    Curly,
    /// Whichever.
    Any,
}

/// Whether a blank stands in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spacing {
    /// None.
    Closed,
    /// One.
    Spaced,
    /// As the translator likes.
    Any,
}

/// Which brackets Chinese text has full-width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brackets {
    /// All that stand in Chinese text.
    Full,
    /// Those with Han between them.
    Han,
    /// Whichever.
    Any,
}

/// What a configuration says of the style; what is `None` is not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Choice {
    /// `profile`: sets all the switches anew.
    pub profile: Option<Profile>,
    /// `quotes`
    pub quotes: Option<Quotes>,
    /// `percent`
    pub percent: Option<Spacing>,
    /// `han_latin`
    pub han_latin: Option<Spacing>,
    /// `brackets`
    pub brackets: Option<Brackets>,
    /// `numbers`: whether figures are written as the locale does.
    pub numbers: Option<bool>,
}

/// A language that has rules of its own here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// Chinese in simplified characters.
    Hans,
    /// Chinese in traditional characters.
    Hant,
    /// Spanish.
    Spanish,
    /// Any other.
    Other,
}

/// The style that a text is read by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Its language.
    pub tongue: Tongue,
    /// Whether it runs from right to left.
    pub rtl: bool,
    /// Which quotation marks.
    pub quotes: Quotes,
    /// Before `%`.
    pub percent: Spacing,
    /// Between Han and Latin.
    pub han_latin: Spacing,
    /// Which brackets Chinese text has full-width.
    pub brackets: Brackets,
    /// Whether figures are written as the locale does.
    pub numbers: bool,
    /// What parts the thousands, by CLDR.
    pub grouping: char,
    /// What stands before a fraction, by CLDR.
    pub decimal: char,
}

impl Style {
    /// Makes the style of a locale: `press`, then each choice over it.
    #[must_use]
    pub fn new(locale: &str, choices: &[Choice]) -> Self {
        let locale = Locale::parse(locale).ok();
        let tongue = locale.as_ref().map_or(Tongue::Other, tongue);
        let (grouping, decimal) = locale.as_ref().and_then(separators).unwrap_or((',', '.'));
        let rtl = locale
            .as_ref()
            .is_some_and(|one| one.direction() == crate::locale::Direction::Rtl);
        let mut style = Self {
            tongue,
            rtl,
            quotes: Quotes::Any,
            percent: Spacing::Any,
            han_latin: Spacing::Any,
            brackets: Brackets::Any,
            numbers: false,
            grouping,
            decimal,
        };
        style.set(Profile::Press);
        for choice in choices {
            if let Some(profile) = choice.profile {
                style.set(profile);
            }
            style.quotes = choice.quotes.unwrap_or(style.quotes);
            style.percent = choice.percent.unwrap_or(style.percent);
            style.han_latin = choice.han_latin.unwrap_or(style.han_latin);
            style.brackets = choice.brackets.unwrap_or(style.brackets);
            style.numbers = choice.numbers.unwrap_or(style.numbers);
        }
        style
    }

    /// Sets every switch as a profile has it for the language.
    const fn set(&mut self, profile: Profile) {
        let press = matches!(profile, Profile::Press);
        let chinese = self.is_chinese();
        let simplified = matches!(self.tongue, Tongue::Hans);
        self.quotes = if press || simplified {
            Quotes::Locale
        } else {
            Quotes::Any
        };
        self.percent = match self.tongue {
            Tongue::Hans | Tongue::Hant => Spacing::Closed,
            Tongue::Spanish if press => Spacing::Spaced,
            _ => Spacing::Any,
        };
        self.han_latin = if press && chinese {
            Spacing::Closed
        } else {
            Spacing::Any
        };
        self.brackets = if press { Brackets::Full } else { Brackets::Han };
        self.numbers = press;
    }

    /// Tells whether the text is Chinese.
    #[must_use]
    pub const fn is_chinese(&self) -> bool {
        matches!(self.tongue, Tongue::Hans | Tongue::Hant)
    }
}

fn tongue(locale: &Locale) -> Tongue {
    match (locale.language(), locale.script().as_deref()) {
        ("zh", Some("Hant")) => Tongue::Hant,
        ("zh", _) => Tongue::Hans,
        ("es", _) => Tongue::Spanish,
        _ => Tongue::Other,
    }
}

/// Returns what parts thousands and fractions in a locale, by CLDR.
fn separators(locale: &Locale) -> Option<(char, char)> {
    let number: fixed_decimal::Decimal = "1234567.8".parse().ok()?;
    let formatter = DecimalFormatter::try_new(locale.icu().into(), Default::default()).ok()?;
    let text = formatter.format(&number).to_string();
    let mut marks = text.chars().filter(|c| !c.is_numeric());
    Some((marks.next()?, marks.next_back()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_those_of_cldr() {
        let of = |tag: &str| {
            let style = Style::new(tag, &[]);
            (style.grouping, style.decimal)
        };
        assert_eq!(of("es-EC"), ('.', ','));
        assert_eq!(of("es-MX"), (',', '.'));
        assert_eq!(of("zh-Hans-CN"), (',', '.'));
        assert_eq!(of("fr"), ('\u{202f}', ','));
    }

    #[test]
    fn later_choices_win_and_a_profile_sets_all() {
        let docs = Choice {
            profile: Some(Profile::Docs),
            ..Choice::default()
        };
        let closed = Choice {
            percent: Some(Spacing::Closed),
            ..Choice::default()
        };
        assert_eq!(Style::new("es", &[]).percent, Spacing::Spaced);
        assert_eq!(Style::new("es", &[closed, docs]).percent, Spacing::Any);
        assert_eq!(Style::new("es", &[docs, closed]).percent, Spacing::Closed);
        assert_eq!(Style::new("zh-HK", &[]).tongue, Tongue::Hant);
        assert_eq!(Style::new("zh", &[]).tongue, Tongue::Hans);
    }
}
