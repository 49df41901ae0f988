//! Who reads which locale: folders, fallback chains, overlays, audiences.

use super::config::{Config, Edition};
use crate::locale::Locale;
use std::collections::BTreeSet;

/// What an edition reads before the source: the folders of one language
/// stand together, the overlay first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The folders, by index into the target locales, nearest first.
    pub folders: Vec<usize>,
}

/// Returns the name of the folder of `locale` among those `present`: its own
/// name, or one that names the same locale (`zh-Hans` for `zh`).
#[must_use]
pub fn folder_of(locale: &str, present: &[String]) -> String {
    if present.iter().any(|name| name == locale) {
        return locale.to_owned();
    }
    let same = |name: &&String| match (Locale::parse(name), Locale::parse(locale)) {
        (Ok(name), Ok(locale)) => name.matches(&locale),
        _ => false,
    };
    present
        .iter()
        .find(same)
        .map_or_else(|| locale.to_owned(), Clone::clone)
}

/// Returns the target folders that `locale` reads, nearest first, by the chain
/// set by hand or else CLDR's; it ends where the source comes.
#[must_use]
pub fn reads(config: &Config, locale: &str, targets: &[String]) -> Vec<usize> {
    let chain = chain(config, locale);
    let source = config.source.locale();
    let names: Vec<Option<Locale>> = targets
        .iter()
        .map(|name| Locale::parse(name).ok())
        .collect();
    let mut found = Vec::new();
    for link in chain {
        if source.matches(&link) {
            break;
        }
        let next = names
            .iter()
            .position(|name| name.as_ref().is_some_and(|name| name.matches(&link)));
        found.extend(next.filter(|index| !found.contains(index)));
    }
    found
}

pub(super) fn chain(config: &Config, locale: &str) -> Vec<Locale> {
    let Ok(wanted) = Locale::parse(locale) else {
        return Vec::new();
    };
    let by_hand = config
        .fallback
        .iter()
        .find(|(name, _)| name.matches(&wanted));
    match by_hand {
        Some((_, names)) => std::iter::once(wanted)
            .chain(names.iter().cloned())
            .collect(),
        None => wanted.chain(),
    }
}

/// Returns what `locale` reads, in groups of one language: a message may come
/// from any folder of a group, a block never from two groups.
#[must_use]
pub fn groups(config: &Config, locale: &str, targets: &[String]) -> Vec<Group> {
    let mut groups: Vec<(String, Group)> = Vec::new();
    for index in reads(config, locale, targets) {
        let language = Locale::parse(&targets[index])
            .map(|locale| locale.language().to_owned())
            .unwrap_or_default();
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

/// Returns whether the target lies over another folder, `es-EC` over `es`.
#[must_use]
pub fn is_overlay(config: &Config, index: usize, targets: &[String]) -> bool {
    let Ok(own) = Locale::parse(&targets[index]) else {
        return false;
    };
    let over = |name: &Locale| !name.matches(&own) && chain_holds(&own, name);
    let mut others = targets.iter();
    others.any(|name| Locale::parse(name).is_ok_and(|name| over(&name)))
        || over(config.source.locale())
}

/// Returns whether a locale is the source's language, or its chain comes to it.
pub(super) fn comes_to_source(config: &Config, locale: &Locale) -> bool {
    let source = config.source.locale();
    let mut chain = chain(config, locale.as_str()).into_iter();
    locale.is_written_as(source) || chain.any(|link| link.matches(source))
}

fn chain_holds(locale: &Locale, other: &Locale) -> bool {
    locale.chain().iter().any(|link| link.matches(other))
}

/// Returns the editions that read a target folder.
pub fn readers<'a>(
    config: &'a Config,
    index: usize,
    targets: &'a [String],
) -> impl Iterator<Item = &'a Edition> {
    config
        .editions
        .iter()
        .filter(move |edition| reads(config, &edition.locale, targets).contains(&index))
}

/// Returns the audiences that a target folder is read for; `None` where no
/// edition reads it, so that nobody can tell.
#[must_use]
pub fn audiences(config: &Config, index: usize, targets: &[String]) -> Option<Vec<String>> {
    let audiences: Vec<String> = readers(config, index, targets)
        .map(|edition| edition.audience.clone())
        .collect();
    (!audiences.is_empty()).then_some(audiences)
}

/// Returns the variables that every edition which reads a target folder gives
/// itself; none where no edition reads it.
#[must_use]
pub fn given(config: &Config, index: usize, targets: &[String]) -> BTreeSet<String> {
    let names = |edition: &Edition| edition.vars.keys().cloned().collect::<BTreeSet<String>>();
    let given = readers(config, index, targets).map(names);
    given
        .reduce(|all, own| all.intersection(&own).cloned().collect())
        .unwrap_or_default()
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

    #[test]
    fn editions_read_the_chain_and_never_another_script() {
        let config = config("source = \"en\"\n");
        let targets = names(&["es", "zh", "es-EC", "zh-Hant"]);
        assert_eq!(reads(&config, "es-EC", &targets), [2, 0]);
        assert_eq!(reads(&config, "zh-Hans-CN", &targets), [1]);
        assert_eq!(reads(&config, "zh-HK", &targets), [3]);
        assert_eq!(reads(&config, "en", &targets), Vec::<usize>::new());
        assert_eq!(groups(&config, "es-EC", &targets).len(), 1);
        assert!(is_overlay(&config, 2, &targets));
        assert!(!is_overlay(&config, 0, &targets));
    }

    #[test]
    fn a_chain_can_be_set_by_hand() {
        let config =
            config("locales = [\"es\", \"pt\"]\n[locale.qu]\nfallback = [\"es\", \"pt\"]\n");
        let targets = names(&["es", "pt"]);
        assert_eq!(reads(&config, "qu", &targets), [0, 1]);
        assert_eq!(groups(&config, "qu", &targets).len(), 2);
    }

    #[test]
    fn an_overlay_of_the_source_is_never_owed() {
        let config = config("locales = [\"en-GB\"]\n");
        assert!(is_overlay(&config, 0, &names(&["en-GB"])));
        assert_eq!(reads(&config, "en-GB", &names(&["en-GB"])), [0]);
    }

    #[test]
    fn folders_match_by_locale() {
        assert_eq!(folder_of("zh", &names(&["es", "zh-Hans"])), "zh-Hans");
        assert_eq!(folder_of("es", &names(&["es", "es-419"])), "es");
        assert_eq!(folder_of("fr", &names(&["es"])), "fr");
    }
}
