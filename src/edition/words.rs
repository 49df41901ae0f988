//! The words of the interface: from our own Fluent resource, and a project's.
//!
//! A page is in any locale; where nobody has put a word into it, the word
//! falls back along the locale's chain, at last to English, and says so by its
//! own `lang`. `voice` formats them by `fluent-bundle`.

mod voice;

use super::html::escape;
use crate::locale::{Direction, Locale};
use fluent_bundle::{FluentArgs, FluentValue};
use fluent_langneg::{NegotiationStrategy, negotiate_languages};
use pulldown_cmark::BlockQuoteKind;
use std::collections::BTreeMap;
use unic_langid::LanguageIdentifier;
use voice::Voice;

/// The name of a project's own words in a locale's folder.
pub const INTERFACE_FILE: &str = "interface.ftl";

/// The words that there are.
pub const WORDS: [&str; 29] = [
    "all-documents",
    "all-releases",
    "article-copied",
    "article-not-copied",
    "back",
    "caution",
    "contact",
    "copy-article",
    "correction",
    "date",
    "documents",
    "editions",
    "embargo",
    "footnotes",
    "important",
    "note",
    "nothing",
    "plain-text",
    "published",
    "releases",
    "skip",
    "source",
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
    voices: Vec<Voice>,
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
        for link in order(chain, own) {
            let theirs = own.iter().filter(|(one, _)| one.matches(&link));
            let ours = OWN
                .iter()
                .filter(|(one, _)| Locale::parse(one).is_ok_and(|one| one.matches(&link)));
            let texts: Vec<&str> = theirs
                .map(|(_, text)| *text)
                .chain(ours.map(|(_, text)| *text))
                .collect();
            if !texts.is_empty() {
                // Dates are in the page's own format where the language is the same.
                let same = is_same_writing(&link, locale);
                let speaks = if same { locale.clone() } else { link };
                voices.push(Voice::new(speaks, &texts));
            }
        }
        let mut words = Self {
            locale: locale.clone(),
            voices,
            words: BTreeMap::new(),
        };
        let plain = WORDS.iter().filter(|id| !["date"].contains(id));
        words.words = plain.map(|id| (*id, words.format(id, None))).collect();
        words
    }

    /// Calls the documents news releases, in navigation.
    #[must_use]
    pub fn of_releases(mut self) -> Self {
        for (id, other) in [("all-documents", "all-releases"), ("documents", "releases")] {
            if let Some(word) = self.words.get(other).cloned() {
                self.words.insert(id, word);
            }
        }
        self
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
        let args = FluentArgs::from_iter([("date", FluentValue::from(iso))]);
        let word = self.format("date", Some(&args));
        if word.text == "date" {
            return Word {
                text: iso.to_owned(),
                tongue: None,
            };
        }
        word
    }

    fn format(&self, id: &str, args: Option<&FluentArgs<'_>>) -> Word {
        for voice in &self.voices {
            if let Some(text) = voice.word(id, args) {
                let speaks = &voice.locale;
                let foreign = !is_same_writing(speaks, &self.locale);
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

/// Returns whether both are one language in one script.
fn is_same_writing(one: &Locale, other: &Locale) -> bool {
    one.language() == other.language() && one.script() == other.script()
}

/// Lists the languages in which a word is looked for, nearest first, English
/// last.
///
/// What a locale falls back to is CLDR's chain first: `fluent-langneg` does not
/// know that es-EC reads es-419 before es, nor that zh-HK reads zh-Hant and no
/// zh-Hans. It finds what the chain leaves out: the same language in the same
/// script for another region.
fn order(chain: &[Locale], own: &[(Locale, &str)]) -> Vec<Locale> {
    let ours = OWN.iter().filter_map(|(tag, _)| Locale::parse(tag).ok());
    let theirs = own.iter().map(|(locale, _)| locale.clone());
    let available: Vec<Locale> = theirs.chain(ours).collect();
    let mut order: Vec<Locale> = Vec::new();
    for wanted in chain {
        let near = wanted.chain().into_iter();
        for link in near.chain(negotiated(wanted, &available)) {
            if !order.iter().any(|known| known.matches(&link)) {
                order.push(link);
            }
        }
    }
    let english = Locale::english();
    if !order.iter().any(|known| known.matches(&english)) {
        order.push(english);
    }
    order
}

/// Lists what `fluent-langneg` finds for a locale among those that are written
/// as it is.
fn negotiated(wanted: &Locale, available: &[Locale]) -> Vec<Locale> {
    let alike: Vec<&Locale> = available
        .iter()
        .filter(|one| is_same_writing(one, wanted))
        .collect();
    let ids: Vec<LanguageIdentifier> = alike.iter().map(|one| one.to_langid()).collect();
    let strategy = NegotiationStrategy::Filtering;
    let found = negotiate_languages(&[wanted.to_langid()], &ids, None, strategy);
    found
        .into_iter()
        .filter_map(|id| alike.iter().find(|one| one.to_langid() == *id))
        .map(|one| (*one).clone())
        .collect()
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

    /// What docs/editions.md gives a word.
    fn arguments(id: &str) -> &'static [&'static str] {
        match id {
            "date" => &["date"],
            _ => &[],
        }
    }

    #[test]
    fn every_resource_has_every_word_with_its_variables_and_no_other() {
        for (tag, text) in OWN {
            let resource = fluent_syntax::parser::parse(text).expect(tag);
            let mut ids = Vec::new();
            for entry in resource.body {
                let fluent_syntax::ast::Entry::Message(message) = entry else {
                    panic!("{tag} has no messages alone");
                };
                let written = format!("{:?}", message.value);
                let mut used: Vec<&str> = written
                    .split("VariableReference { id: Identifier { name: \"")
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next())
                    .collect();
                used.sort_unstable();
                used.dedup();
                assert_eq!(
                    used,
                    arguments(message.id.name),
                    "{tag} {}",
                    message.id.name
                );
                ids.push(message.id.name);
            }
            ids.sort_unstable();
            assert_eq!(ids, WORDS, "{tag}");
        }
    }

    #[test]
    fn every_word_formats_in_every_language() {
        for (tag, text) in OWN {
            let voice = Voice::new(Locale::parse(tag).unwrap(), &[text]);
            for id in WORDS {
                let given = arguments(id).iter().map(|name| match *name {
                    "date" => ("date", FluentValue::from("2020-09-17")),
                    other => panic!("no value for {other}"),
                });
                let args = FluentArgs::from_iter(given);
                assert_eq!(
                    voice.faults(id, Some(&args)),
                    Vec::<String>::new(),
                    "{tag} {id}"
                );
            }
            let words = words(tag, &[]);
            for (id, word) in words.all() {
                assert_eq!(word.tongue, None, "{tag} {id}");
                assert_ne!(word.text, *id, "{tag} {id}");
            }
        }
    }

    #[test]
    fn a_script_never_reads_another_and_cldrs_parents_come_first() {
        let simplified = [("zh", "note = 简\n"), ("zh-CN", "note = 简\n")];
        assert_eq!(words("zh-HK", &simplified).text("note"), "說明");
        let latin = [("sr-Latn", "note = Napomena\n")];
        assert_eq!(words("sr", &latin).text("note"), "Note");
        let spanish = [
            ("es", "note = de España\n"),
            ("es-419", "note = de América\n"),
        ];
        assert_eq!(words("es-EC", &spanish).text("note"), "de América");
        assert_eq!(words("es-ES", &spanish).text("note"), "de España");
    }

    #[test]
    fn another_region_of_the_language_is_found() {
        let quechua = words("qu-PE", &[("qu-EC", "note = Willay\n")]);
        assert_eq!(quechua.text("note"), "Willay");
        assert_eq!(quechua.attributes("note"), "");
        assert_eq!(quechua.text("tip"), "Tip");
        let own = [("es-EC", "note = de Ecuador\n")];
        assert_eq!(words("es-CO", &own).text("note"), "Nota");
    }

    #[test]
    fn a_word_that_does_not_format_is_the_next_languages() {
        let nested = format!(
            "note = {{ {{ tip }} }}\ntip = {}\n",
            "{ \"a\" }".repeat(101)
        );
        let chosen = format!(
            "note = {{ \"x\" ->\n   *[x] {{ tip }}\n }}\ntip = {}\n",
            "{ \"a\" }".repeat(101)
        );
        for text in [
            "note = { $nobody }\n",
            "note = { -term }\n-term = { $nobody }\n",
            "note = { NUMBER(\"x\") }\n",
            "note = { DATETIME(\"x\") }\n",
            "note = { DATETIME(\"2020-09-17\", style: \"x\") ->\n   *[other] x\n }\n",
            "note = { NONE(1) }\n",
            "note = { note }\n",
            "note = { tip }\ntip = { note }\n",
            "note = { nothing-like-it }\n",
            "note = {\n",
            nested.as_str(),
            chosen.as_str(),
        ] {
            let words = words("qu", &[("qu", text)]);
            assert_eq!(words.text("note"), "Note", "{text}");
            assert_eq!(words.attributes("note"), " lang=\"en\" dir=\"ltr\"");
        }
        let bad_date = words(
            "es",
            &[("es", "date = { DATETIME($date, dateStyle: \"x\") }\n")],
        );
        assert_eq!(bad_date.date("2020-09-17").text, "September 17, 2020");
    }

    #[test]
    fn a_word_may_have_the_name_of_a_term() {
        let text = "-note = Kite\n    .short = K\n-tip = T\nnote = The { -note }\ntip = { -tip }, { -note.short ->\n    [K] { -note(case: \"x\") }\n   *[other] other\n }\n";
        let own = words("es", &[("es", text)]);
        assert_eq!(own.text("note"), "The Kite");
        assert_eq!(own.text("tip"), "T, Kite");
        let ours = words(
            "es",
            &[("es", "-editions = E\nnote = { -editions } { editions }\n")],
        );
        assert_eq!(ours.text("note"), "E Ediciones");
    }

    #[test]
    fn numbers_in_words_are_the_locales() {
        let text = "note = { NUMBER(30000) } { 2020 } { NUMBER(1) ->\n    [one] uno\n   *[other] otros\n }\n";
        assert_eq!(
            words("es-EC", &[("es", text)]).text("note"),
            "30.000 2020 uno"
        );
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
    fn navigation_may_speak_of_releases() {
        let spoken = |tag: &str| words(tag, &[]).of_releases().text("all-documents");
        assert_eq!(spoken("es-EC"), "Todos los comunicados");
        assert_eq!(spoken("zh-Hans-CN"), "全部新闻稿");
        assert_eq!(
            words("fr", &[]).of_releases().text("documents"),
            "Communiqués"
        );
        let own = words("es", &[("es", "all-releases = Todas las notas\n")]);
        assert_eq!(own.of_releases().text("all-documents"), "Todas las notas");
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
