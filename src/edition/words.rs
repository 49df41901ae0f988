//! The words of the interface: from our own Fluent resource, and a project's.
//!
//! A page is in any locale; where nobody has put a word into it, the word
//! falls back along the locale's chain, at last to English, and says so by its
//! own `lang`.

use super::bundle::{Bundle, Landing, Value};
use super::html::escape;
use crate::locale::{Direction, Locale};
use pulldown_cmark::BlockQuoteKind;
use std::collections::BTreeMap;

/// The name of a project's own words in a locale's folder.
pub const INTERFACE_FILE: &str = "interface.ftl";

/// The words that there are.
pub const WORDS: [&str; 19] = [
    "all-documents",
    "back",
    "caution",
    "date",
    "documents",
    "editions",
    "footnotes",
    "important",
    "note",
    "nothing",
    "published",
    "skip",
    "table",
    "task-done",
    "task-open",
    "tip",
    "updated",
    "warning",
    "written-by",
];

/// Our own words, by locale.
const OWN: [(&str, &str); 13] = [
    ("ar", include_str!("words/ar.ftl")),
    ("de", include_str!("words/de.ftl")),
    ("en", include_str!("words/en.ftl")),
    ("es", include_str!("words/es.ftl")),
    ("fr", include_str!("words/fr.ftl")),
    ("he", include_str!("words/he.ftl")),
    ("it", include_str!("words/it.ftl")),
    ("ja", include_str!("words/ja.ftl")),
    ("ko", include_str!("words/ko.ftl")),
    ("pt", include_str!("words/pt.ftl")),
    ("ru", include_str!("words/ru.ftl")),
    ("zh", include_str!("words/zh.ftl")),
    ("zh-Hant", include_str!("words/zh-Hant.ftl")),
];

/// Returns the word for a kind of alert.
pub(super) const fn alert(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}

/// A word, with its language where that is not the page's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The text.
    pub text: String,
    /// Its language and direction, where they are not the page's.
    pub tongue: Option<(String, Direction)>,
}

/// The words of one page's locale.
#[derive(Debug)]
pub struct Words {
    locale: Locale,
    voices: Vec<(Locale, Bundle)>,
    words: BTreeMap<&'static str, Word>,
}

impl Words {
    /// Chooses the words of `locale`.
    ///
    /// `chain` is what the locale falls back to, itself first; `own` are a
    /// project's resources with their locales, which win over ours.
    #[must_use]
    pub fn new(locale: &Locale, chain: &[Locale], own: &[(Locale, &str)]) -> Self {
        let mut voices = Vec::new();
        let english = Some(Locale::english());
        for link in chain.iter().flat_map(Locale::chain).chain(english) {
            let theirs = own.iter().filter(|(one, _)| one.matches(&link));
            let ours = OWN
                .iter()
                .filter(|(one, _)| Locale::parse(one).is_ok_and(|one| one.matches(&link)));
            let texts: Vec<&str> = theirs
                .map(|(_, text)| *text)
                .chain(ours.map(|(_, text)| *text))
                .collect();
            // Dates are in the page's own format where the language is the same.
            let same = link.language() == locale.language() && link.script() == locale.script();
            let speaks = if same { locale.clone() } else { link };
            if !texts.is_empty() {
                voices.push((speaks.clone(), Bundle::new(speaks, &texts)));
            }
        }
        let mut words = Self {
            locale: locale.clone(),
            voices,
            words: BTreeMap::new(),
        };
        let plain = WORDS.iter().filter(|id| !["date"].contains(id));
        words.words = plain
            .map(|id| (*id, words.format(id, &BTreeMap::new())))
            .collect();
        words
    }

    /// Has no words: for a text that nobody will read.
    #[must_use]
    pub fn none() -> Self {
        Self {
            locale: Locale::english(),
            voices: Vec::new(),
            words: BTreeMap::new(),
        }
    }

    /// Returns the locale of the page.
    #[must_use]
    pub const fn locale(&self) -> &Locale {
        &self.locale
    }

    /// Returns a word; a word that nobody has is its id.
    #[must_use]
    pub fn text(&self, id: &str) -> String {
        self.words
            .get(id)
            .map_or_else(|| id.to_owned(), |word| word.text.clone())
    }

    /// Returns the attributes `lang` and `dir` that a word needs, each with a
    /// blank before it.
    #[must_use]
    pub fn attributes(&self, id: &str) -> String {
        let tongue = self.words.get(id).and_then(|word| word.tongue.as_ref());
        tongue.map_or_else(String::new, |(lang, dir)| {
            format!(" lang=\"{}\" dir=\"{}\"", escape(lang), dir.as_str())
        })
    }

    /// Returns all the words.
    #[must_use]
    pub const fn all(&self) -> &BTreeMap<&'static str, Word> {
        &self.words
    }

    /// Formats an ISO 8601 date for the page; one that is no date stays.
    #[must_use]
    pub fn date(&self, iso: &str) -> Word {
        let args = BTreeMap::from([("date".to_owned(), Value::Date(iso.to_owned()))]);
        let word = self.format("date", &args);
        if word.text == "date" {
            return Word {
                text: iso.to_owned(),
                tongue: None,
            };
        }
        word
    }

    fn format(&self, id: &str, args: &BTreeMap<String, Value>) -> Word {
        let pattern = format!("{{ {id} }}");
        for (speaks, bundle) in &self.voices {
            if let Ok(text) = bundle.format_for(&pattern, args, Landing::Text) {
                let foreign = speaks.language() != self.locale.language()
                    || speaks.script() != self.locale.script();
                return Word {
                    text,
                    tongue: foreign.then(|| (speaks.to_string(), speaks.direction())),
                };
            }
        }
        Word {
            text: id.to_owned(),
            tongue: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(tag: &str, own: &[(&str, &str)]) -> Words {
        let locale = Locale::parse(tag).unwrap();
        let own: Vec<(Locale, &str)> = own
            .iter()
            .map(|(tag, text)| (Locale::parse(tag).unwrap(), *text))
            .collect();
        Words::new(&locale, std::slice::from_ref(&locale), &own)
    }

    #[test]
    fn every_resource_has_every_word_and_no_other() {
        for (tag, text) in OWN {
            let ids: Vec<&str> = text
                .lines()
                .filter_map(|line| line.split_once(" = "))
                .map(|(id, _)| id)
                .collect();
            assert_eq!(ids, WORDS, "{tag}");
            let words = words(tag, &[]);
            for (id, word) in words.all() {
                assert_eq!(word.tongue, None, "{tag} {id}");
                assert_ne!(word.text, *id, "{tag} {id}");
            }
        }
    }

    #[test]
    fn words_fall_back_and_say_so() {
        assert_eq!(words("es-EC", &[]).text("editions"), "Ediciones");
        assert_eq!(words("zh-Hans-CN", &[]).text("editions"), "版本");
        assert_eq!(words("zh-HK", &[]).text("warning"), "警告");
        assert_eq!(words("zh-HK", &[]).attributes("warning"), "");
        let swahili = words("sw", &[]);
        assert_eq!(swahili.text("editions"), "Editions");
        assert_eq!(swahili.attributes("editions"), " lang=\"en\" dir=\"ltr\"");
    }

    #[test]
    fn a_projects_words_win() {
        let own = words("es-EC", &[("es", "editions = Otras ediciones\n")]);
        assert_eq!(own.text("editions"), "Otras ediciones");
        assert_eq!(own.text("table"), "Tabla");
    }

    #[test]
    fn dates_are_the_locales() {
        let date = |tag: &str| words(tag, &[]).date("2020-09-17").text;
        assert_eq!(date("es-EC"), "17 de septiembre de 2020");
        assert_eq!(date("zh-Hans-CN"), "2020年9月17日");
        assert_eq!(date("en"), "September 17, 2020");
        assert_eq!(words("en", &[]).date("soon").text, "soon");
    }
}
