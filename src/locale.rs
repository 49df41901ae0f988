//! Locales: BCP 47 ids, fallback chains, and what a script asks for.
//!
//! [`Locale::parse`] makes a canonical id, and is the only way to one: whoever is
//! given a locale asks it, and [`LocaleError::help`] says what was meant.
//! [`Spelled`] keeps how its author wrote it. [`Locale::chain`] lists the locales
//! that it falls back to by CLDR's parents and likely scripts, and
//! [`Locale::matches`] tells whether two ids name the same locale (`zh-Hans`
//! and `zh`). The character classes ([`is_han`], [`is_kana`]) are what
//! Chinese and Japanese typography needs.

mod guess;

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use icu_locale::fallback::LocaleFallbackConfig;
use icu_locale::{LanguageIdentifier, LocaleCanonicalizer, LocaleDirectionality, LocaleExpander};
use icu_locale::{LocaleFallbacker, fallback::LocaleFallbackIterator};

/// What is wrong with a locale id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LocaleError {
    /// Occurs when the text is not a BCP 47 language tag whose language has two
    /// letters or three, as all have that are registered.
    #[error("`{0}` is not a locale")]
    Syntax(String),
    /// Occurs when the tag names no language (`und`).
    #[error("`{0}` names no language")]
    NoLanguage(String),
}

impl LocaleError {
    /// Returns what to do: which locale was meant, as far as that can be told.
    #[must_use]
    pub fn help(&self) -> String {
        let (Self::Syntax(text) | Self::NoLanguage(text)) = self;
        guess::guess(text).map_or_else(
            || "write a language tag such as `es`, `es-EC` or `zh-Hans-CN`".to_owned(),
            |tag| format!("did you mean `{tag}`?"),
        )
    }

    /// Returns the locale that was probably meant.
    #[must_use]
    pub fn meant(&self) -> Option<Locale> {
        let (Self::Syntax(text) | Self::NoLanguage(text)) = self;
        Locale::parse(&guess::guess(text)?).ok()
    }

    /// Returns what is wrong and what to do, for a place where there is one line.
    #[must_use]
    pub fn told(&self) -> String {
        format!("{self}: {}", self.help())
    }
}

/// The direction in which a locale's text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// Returns the value of HTML's `dir`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// A locale, by its canonical BCP 47 id.
///
/// Equality and order are those of the id as written canonically; whether two
/// ids name the same locale is [`Locale::matches`].
#[derive(Debug, Clone)]
pub struct Locale {
    id: icu_locale::Locale,
    tag: String,
}

impl Locale {
    /// Reads a locale id and makes it canonical: case, aliases (`iw` becomes
    /// `he`) and `_` for `-`.
    ///
    /// # Errors
    /// When the text is no language tag, or names no language.
    pub fn parse(text: &str) -> Result<Self, LocaleError> {
        let mut id = icu_locale::Locale::try_from_str(&text.replace('_', "-"))
            .map_err(|_| LocaleError::Syntax(text.to_owned()))?;
        if id.id.language.is_unknown() {
            return Err(LocaleError::NoLanguage(text.to_owned()));
        }
        // The grammar has languages of five letters to eight; none is registered
        // (RFC 5646, 2.2.1), and `spanish` would be one.
        if id.id.language.as_str().len() > 3 {
            return Err(LocaleError::Syntax(text.to_owned()));
        }
        LocaleCanonicalizer::new_common().canonicalize(&mut id);
        Ok(Self::from_icu(id))
    }

    /// Returns English, which every page can fall back to.
    #[must_use]
    pub fn english() -> Self {
        Self::from_icu(icu_locale::locale!("en"))
    }

    fn from_icu(id: icu_locale::Locale) -> Self {
        let tag = id.to_string();
        Self { id, tag }
    }

    fn fallback(&self) -> LocaleFallbackIterator<'static> {
        LocaleFallbacker::new()
            .for_config(LocaleFallbackConfig::default())
            .fallback_for(LanguageIdentifier::clone(&self.id.id).into())
    }

    /// Returns the canonical id, `es-EC`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.tag
    }

    /// Returns the language subtag, `es`.
    #[must_use]
    pub fn language(&self) -> &str {
        self.id.id.language.as_str()
    }

    /// Returns whether the id says how numbers, dates and the like are written:
    /// `ar-EG-u-nu-latn`.
    #[must_use]
    pub fn has_extensions(&self) -> bool {
        self.id.id.to_string() != self.tag
    }

    /// Says of a language of two letters that there is none of it; with what was
    /// probably meant, `ja` for `jp`.
    #[must_use]
    pub fn unknown_language(&self) -> Option<Option<&'static str>> {
        guess::unknown(self.language())
    }

    /// Returns whether both are the same language in the same script: `en-GB` and
    /// `en`, but not `zh` and `zh-TW`.
    #[must_use]
    pub fn is_written_as(&self, other: &Self) -> bool {
        self.language() == other.language() && self.script() == other.script()
    }

    /// Returns the id for the formatters of ICU4X.
    #[must_use]
    pub fn icu(&self) -> &icu_locale::Locale {
        &self.id
    }

    /// Returns the id for `fluent-bundle`, without extensions.
    #[must_use]
    pub fn to_langid(&self) -> unic_langid::LanguageIdentifier {
        // Both crates read the same grammar; `und` is the harmless fallback.
        self.id.id.to_string().parse().unwrap_or_default()
    }

    /// Returns the script that the locale is written in, likely if not given:
    /// `Hant` for zh-HK.
    #[must_use]
    pub fn script(&self) -> Option<String> {
        let mut id = self.id.id.clone();
        LocaleExpander::new_extended().maximize(&mut id);
        id.script.map(|script| script.to_string())
    }

    /// Returns the direction of the locale's script.
    #[must_use]
    pub fn direction(&self) -> Direction {
        if LocaleDirectionality::new_extended().is_right_to_left(&self.id.id) {
            Direction::Rtl
        } else {
            Direction::Ltr
        }
    }

    /// Tells whether the locale is written in Han or Kana, without blanks
    /// between words and sentences.
    #[must_use]
    pub fn is_cjk(&self) -> bool {
        matches!(
            self.script().as_deref(),
            Some("Hans" | "Hant" | "Hani" | "Jpan" | "Hira" | "Kana" | "Bopo")
        )
    }

    /// Returns the canonical spelling that equal locales share: `zh` for
    /// `zh-Hans`, `zh-CN` for `zh-Hans-CN`.
    #[must_use]
    pub fn key(&self) -> String {
        self.fallback().get().to_string()
    }

    /// Tells whether both ids name the same locale (`zh-Hans` and `zh`).
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    /// Lists the locale and what it falls back to, nearest first, by CLDR's
    /// parent locales: es-EC, es-419, es. A script never falls back to
    /// another: zh-HK reads zh-Hant and not zh.
    ///
    /// Compare the entries with [`Locale::matches`]: a folder may be called
    /// `zh-Hans` where the chain says `zh`.
    #[must_use]
    pub fn chain(&self) -> Vec<Self> {
        let mut chain = vec![self.clone()];
        // CLDR's parent of Macao is Hong Kong, which ICU4X's data leave out.
        let macao = icu_locale::locale!("zh-Hant-MO");
        let hong_kong = Self::from_icu(icu_locale::locale!("zh-Hant-HK"));
        if self.matches(&Self::from_icu(macao)) {
            chain.push(hong_kong);
        }
        let mut steps = self.fallback();
        // CLDR's chains have at most five entries; the bound is for safety.
        for _ in 0..16 {
            steps.step();
            let here = steps.get();
            if here.is_unknown() {
                break;
            }
            let id = here.into_locale();
            if chain.iter().all(|known| known.id.id != id.id) {
                chain.push(Self::from_icu(id));
            }
        }
        chain
    }

    /// Lists the given locales that this one reads, nearest first, as indexes:
    /// its chain, as far as it is present.
    #[must_use]
    pub fn present_chain(&self, present: &[Self]) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for link in self.chain() {
            let key = link.key();
            let next = present.iter().position(|locale| locale.key() == key);
            found.extend(next.filter(|index| !found.contains(index)));
        }
        found
    }
}

/// A locale with the spelling that its author gave it, which is also the name of
/// its folder: `zh_hans` is a folder for `zh-Hans`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelled {
    text: String,
    locale: Locale,
}

impl Spelled {
    /// Reads a locale as it is spelled.
    ///
    /// # Errors
    /// As [`Locale::parse`].
    pub fn parse(text: &str) -> Result<Self, LocaleError> {
        Locale::parse(text).map(|locale| Self {
            text: text.to_owned(),
            locale,
        })
    }

    /// Gives it another spelling, that of its folder.
    pub fn respell(&mut self, text: String) {
        self.text = text;
    }

    /// Returns the locale.
    #[must_use]
    pub const fn locale(&self) -> &Locale {
        &self.locale
    }

    /// Returns its spelling.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl From<Locale> for Spelled {
    fn from(locale: Locale) -> Self {
        Self {
            text: locale.to_string(),
            locale,
        }
    }
}

impl Deref for Spelled {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl PartialEq<str> for Spelled {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

impl PartialEq<&str> for Spelled {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

impl fmt::Display for Spelled {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag
    }
}

impl Eq for Locale {}

impl PartialOrd for Locale {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Locale {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.tag.cmp(&other.tag)
    }
}

impl std::hash::Hash for Locale {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.tag.hash(state);
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.tag)
    }
}

impl FromStr for Locale {
    type Err = LocaleError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// Tells whether a character is a Han ideograph (Unicode's unified ideographs
/// and their compatibility forms, 〇 and 々 included).
#[must_use]
pub const fn is_han(character: char) -> bool {
    matches!(character,
        '\u{3005}' | '\u{3007}' | '\u{2E80}'..='\u{2FDF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// Tells whether a character is Hiragana, Katakana or Bopomofo.
#[must_use]
pub const fn is_kana(character: char) -> bool {
    matches!(character,
        '\u{3041}'..='\u{312F}' | '\u{31A0}'..='\u{31BF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{FF66}'..='\u{FF9F}' | '\u{1B000}'..='\u{1B16F}')
}

/// Tells whether a character is full-width punctuation of Chinese or Japanese.
#[must_use]
pub const fn is_cjk_punctuation(character: char) -> bool {
    matches!(character,
        '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{FF01}'..='\u{FF0F}'
        | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}'
        | '\u{FE10}'..='\u{FE1F}' | '\u{FE30}'..='\u{FE4F}')
}

/// Tells whether no blank belongs beside this character where lines join: Han,
/// Kana and their punctuation.
#[must_use]
pub const fn is_cjk(character: char) -> bool {
    is_han(character) || is_kana(character) || is_cjk_punctuation(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(tag: &str) -> Vec<String> {
        let locale = Locale::parse(tag).unwrap();
        locale.chain().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn chains_follow_cldr() {
        assert_eq!(chain("es-EC"), ["es-EC", "es-419", "es"]);
        assert_eq!(chain("es_ec"), ["es-EC", "es-419", "es"]);
        assert_eq!(chain("en-GB"), ["en-GB", "en-001", "en"]);
        assert_eq!(chain("de-CH"), ["de-CH", "de"]);
        assert_eq!(chain("zh-Hans-CN").last().unwrap(), "zh");
        assert!(chain("zh-HK").contains(&"zh-Hant".to_owned()));
        assert!(!chain("zh-HK").contains(&"zh".to_owned()));
        assert!(!chain("zh-Hant-TW").contains(&"zh".to_owned()));
        assert!(chain("zh-MO")[1].starts_with("zh-Hant-HK"));
    }

    #[test]
    fn present_locales_are_found_under_either_name() {
        let parse = |tags: &[&str]| -> Vec<Locale> {
            tags.iter().map(|tag| Locale::parse(tag).unwrap()).collect()
        };
        let wanted = Locale::parse("zh-Hans-CN").unwrap();
        assert_eq!(wanted.present_chain(&parse(&["es", "zh-Hans"])), [1]);
        assert_eq!(wanted.present_chain(&parse(&["zh", "zh-CN"])), [1, 0]);
        assert!(
            wanted
                .present_chain(&parse(&["zh-Hant", "zh-TW"]))
                .is_empty()
        );
        let wanted = Locale::parse("zh-HK").unwrap();
        assert!(wanted.present_chain(&parse(&["zh", "zh-Hans"])).is_empty());
        assert_eq!(wanted.present_chain(&parse(&["zh-Hant"])), [0]);
    }

    #[test]
    fn ids_become_canonical() {
        assert_eq!(Locale::parse("IW").unwrap().as_str(), "he");
        assert_eq!(Locale::parse("ZH-hans-cn").unwrap().as_str(), "zh-Hans-CN");
        assert!(matches!(
            Locale::parse("no locale"),
            Err(LocaleError::Syntax(_))
        ));
        assert!(Locale::parse("").is_err());
        assert!(matches!(
            Locale::parse("und"),
            Err(LocaleError::NoLanguage(_))
        ));
    }

    #[test]
    fn scripts_and_directions() {
        let direction = |tag: &str| Locale::parse(tag).unwrap().direction();
        assert_eq!(direction("ar"), Direction::Rtl);
        assert_eq!(direction("ur-PK"), Direction::Rtl);
        assert_eq!(direction("es-EC"), Direction::Ltr);
        assert!(Locale::parse("zh-HK").unwrap().is_cjk());
        assert!(Locale::parse("ja").unwrap().is_cjk());
        assert!(!Locale::parse("ko").unwrap().is_cjk());
        assert!(is_han('潍') && is_kana('カ') && is_cjk('。') && !is_cjk('a'));
    }
}
