//! Who reads which locale: folders, fallback chains, overlays, audiences.

use super::config::{Config, Edition};
use crate::locale::Locale;
use std::collections::{BTreeMap, BTreeSet};

/// What an edition reads before the source: the folders of one language
/// stand together, the overlay first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The folders, by index into the target locales, nearest first.
    pub folders: Vec<usize>,
}

/// Names of folders, found by the locale that they name: `zh-Hans` for `zh`.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Each name with its place.
    places: BTreeMap<String, usize>,
    /// By [`Locale::key`], the first name that names the locale.
    by_key: BTreeMap<String, String>,
}

impl Names {
    /// Reads names of folders; one that is not a locale's is found by itself alone.
    #[must_use]
    pub fn new<'n>(names: impl IntoIterator<Item = &'n String>) -> Self {
        let mut read = Self::default();
        for (place, name) in names.into_iter().enumerate() {
            read.places.entry(name.clone()).or_insert(place);
            if let Ok(locale) = Locale::parse(name) {
                let named = read.by_key.entry(locale.key());
                named.or_insert_with(|| name.clone());
            }
        }
        read
    }

    /// Returns the name of the folder of `locale`: its own name, or one that names
    /// the same locale; where there is neither, `locale` itself.
    #[must_use]
    pub fn of(&self, locale: &str) -> String {
        if self.places.contains_key(locale) {
            return locale.to_owned();
        }
        let key = Locale::parse(locale).map(|locale| locale.key());
        let same = key.ok().and_then(|key| self.by_key.get(&key));
        same.map_or_else(|| locale.to_owned(), Clone::clone)
    }

    /// Returns the place of the folder of `locale`.
    #[must_use]
    pub fn place(&self, locale: &str) -> Option<usize> {
        self.places.get(&self.of(locale)).copied()
    }
}

/// Who reads which folders of target locales, worked out once for a project.
#[derive(Debug, Clone, Default)]
pub struct Readers {
    names: Names,
    /// The folders by [`Locale::key`].
    by_key: BTreeMap<String, usize>,
    /// The language of each folder.
    languages: Vec<String>,
    /// Whether each folder lies over another, or over the source.
    overlays: Vec<bool>,
    /// The chains that are set by hand, by [`Locale::key`].
    by_hand: BTreeMap<String, Vec<Locale>>,
    /// The source's [`Locale::key`].
    source: String,
    /// The editions that read each folder, by index into the configuration's.
    readers: Vec<Vec<usize>>,
}

impl Readers {
    /// Works out who reads the `folders`, which are named in the order of the
    /// configuration's target locales.
    #[must_use]
    pub fn new(config: &Config, folders: &[String]) -> Self {
        let parsed: Vec<Option<Locale>> = folders
            .iter()
            .map(|name| Locale::parse(name).ok())
            .collect();
        let mut by_key = BTreeMap::new();
        for (index, locale) in parsed.iter().enumerate() {
            if let Some(locale) = locale {
                by_key.entry(locale.key()).or_insert(index);
            }
        }
        let source = config.source.locale().key();
        let over = |own: &Locale| {
            let key = own.key();
            let links = own.chain().into_iter().map(|link| link.key());
            let mut others = links.filter(|link| *link != key);
            others.any(|link| link == source || by_key.contains_key(&link))
        };
        let overlays = parsed.iter().map(|own| own.as_ref().is_some_and(over));
        let language = |own: &Option<Locale>| {
            let own = own.as_ref().map(Locale::language);
            own.unwrap_or_default().to_owned()
        };
        let by_hand = config.fallback.iter();
        let mut readers = Self {
            names: Names::new(folders),
            languages: parsed.iter().map(language).collect(),
            overlays: overlays.collect(),
            by_hand: by_hand
                .map(|(name, chain)| (name.key(), chain.clone()))
                .rev()
                .collect(),
            readers: vec![Vec::new(); folders.len()],
            by_key,
            source,
        };
        for (index, edition) in config.editions.iter().enumerate() {
            for folder in readers.reads(edition.locale.locale()) {
                readers.readers[folder].push(index);
            }
        }
        readers
    }

    /// Returns the names of the folders.
    #[must_use]
    pub const fn names(&self) -> &Names {
        &self.names
    }

    /// Lists the locale and what it falls back to, nearest first: by the chain set
    /// by hand, or else CLDR's.
    pub(super) fn chain(&self, locale: &Locale) -> Vec<Locale> {
        match self.by_hand.get(&locale.key()) {
            Some(names) => std::iter::once(locale).chain(names).cloned().collect(),
            None => locale.chain(),
        }
    }

    /// Returns the folders that `locale` reads, nearest first, by index into the
    /// target locales; they end where the source comes.
    #[must_use]
    pub fn reads(&self, locale: &Locale) -> Vec<usize> {
        let mut found = Vec::new();
        for link in self.chain(locale) {
            let key = link.key();
            if key == self.source {
                break;
            }
            let next = self.by_key.get(&key).copied();
            found.extend(next.filter(|index| !found.contains(index)));
        }
        found
    }

    /// Returns what `locale` reads, in groups of one language: a message may come
    /// from any folder of a group, a block never from two groups.
    #[must_use]
    pub fn groups(&self, locale: &Locale) -> Vec<Group> {
        let mut groups: Vec<(&str, Group)> = Vec::new();
        for index in self.reads(locale) {
            let language = self.languages[index].as_str();
            match groups.last_mut() {
                Some((last, group)) if *last == language => group.folders.push(index),
                _ => groups.push((
                    language,
                    Group {
                        folders: vec![index],
                    },
                )),
            }
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }

    /// Returns whether a folder lies over another, `es-EC` over `es`.
    #[must_use]
    pub fn is_overlay(&self, folder: usize) -> bool {
        self.overlays.get(folder).is_some_and(|over| *over)
    }

    /// Returns whether a locale is the source's language, or its chain comes to it.
    pub(super) fn comes_to_source(&self, config: &Config, locale: &Locale) -> bool {
        let mut chain = self.chain(locale).into_iter();
        locale.is_written_as(config.source.locale()) || chain.any(|link| link.key() == self.source)
    }

    /// Returns the editions that read a folder.
    pub fn editions<'a>(
        &'a self,
        config: &'a Config,
        folder: usize,
    ) -> impl Iterator<Item = &'a Edition> {
        let readers = self.readers.get(folder).into_iter().flatten();
        readers.filter_map(|index| config.editions.get(*index))
    }

    /// Returns the audiences that a folder is read for; `None` where no edition reads
    /// it, so that nobody can tell.
    #[must_use]
    pub fn audiences(&self, config: &Config, folder: usize) -> Option<Vec<String>> {
        let editions = self.editions(config, folder);
        let audiences: Vec<String> = editions.map(|one| one.audience.clone()).collect();
        (!audiences.is_empty()).then_some(audiences)
    }

    /// Returns the variables that every edition which reads a folder gives itself;
    /// none where no edition reads it.
    #[must_use]
    pub fn given(&self, config: &Config, folder: usize) -> BTreeSet<String> {
        let names = |one: &Edition| one.vars.keys().cloned().collect::<BTreeSet<String>>();
        let given = self.editions(config, folder).map(names);
        given
            .reduce(|all, own| all.intersection(&own).cloned().collect())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> Config {
        let (config, findings) = Config::parse("fluentdown.toml", text);
        assert!(findings.is_empty(), "{findings:?}");
        config
    }

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|name| (*name).to_owned()).collect()
    }

    fn reads(readers: &Readers, locale: &str) -> Vec<usize> {
        readers.reads(&Locale::parse(locale).unwrap())
    }

    #[test]
    fn editions_read_the_chain_and_never_another_script() {
        let config = config("source = \"en\"\n");
        let readers = Readers::new(&config, &names(&["es", "zh", "es-EC", "zh-Hant"]));
        assert_eq!(reads(&readers, "es-EC"), [2, 0]);
        assert_eq!(reads(&readers, "zh-Hans-CN"), [1]);
        assert_eq!(reads(&readers, "zh-HK"), [3]);
        assert_eq!(reads(&readers, "en"), Vec::<usize>::new());
        assert_eq!(readers.groups(&Locale::parse("es-EC").unwrap()).len(), 1);
        assert!(readers.is_overlay(2));
        assert!(!readers.is_overlay(0));
    }

    #[test]
    fn a_chain_can_be_set_by_hand() {
        let config =
            config("locales = [\"es\", \"pt\"]\n[locale.qu]\nfallback = [\"es\", \"pt\"]\n");
        let readers = Readers::new(&config, &names(&["es", "pt"]));
        assert_eq!(reads(&readers, "qu"), [0, 1]);
        assert_eq!(readers.groups(&Locale::parse("qu").unwrap()).len(), 2);
    }

    #[test]
    fn an_overlay_of_the_source_is_never_owed() {
        let config = config("locales = [\"en-GB\"]\n");
        let readers = Readers::new(&config, &names(&["en-GB"]));
        assert!(readers.is_overlay(0));
        assert_eq!(reads(&readers, "en-GB"), [0]);
    }

    #[test]
    fn folders_match_by_locale() {
        assert_eq!(Names::new(&names(&["es", "zh-Hans"])).of("zh"), "zh-Hans");
        assert_eq!(Names::new(&names(&["es", "es-419"])).of("es"), "es");
        assert_eq!(Names::new(&names(&["es"])).of("fr"), "fr");
    }
}
