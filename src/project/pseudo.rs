//! Fills a pseudo-locale from the source, to see what is not localised.

use super::error::Error;
use super::extract::{Written, guard, write};
use super::load::Project;
use crate::catalog::{self, Filling, Key, State, TERMS_FILE, Writes, fingerprint, pseudo};

/// What was done to a pseudo-locale.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Made {
    /// How many messages were written, new or anew.
    pub written: usize,
    /// How many were as they should be.
    pub unchanged: usize,
    /// Translations that people made, which stay.
    pub kept: Vec<Key>,
    /// Whether the terms are by hand too, and stay.
    pub kept_terms: bool,
    /// The files that changed.
    pub files: Written,
}

/// Writes a changed text for each message of a target locale that has none, or
/// has one that this function made from an older source text.
///
/// What a person wrote there is not touched: it is what [`pseudo::text`] would
/// not have made of the text that it was made from. Where the locale's name is
/// not one for private use, one such translation is enough to refuse it.
///
/// # Errors
/// If the resources are not in step with the content, the locale is one that
/// people translate, or a file cannot be written.
pub fn fill(project: &Project, target: usize) -> Result<Made, Error> {
    let locale = &project.targets[target].locale;
    let (own, others): (Writes, Writes) = project
        .extraction
        .writes
        .clone()
        .into_iter()
        .partition(|((of, _), _)| of == locale);
    if !others.is_empty() && !others.keys().all(|(of, _)| is_new(project, of)) {
        return Err(Error::Input(
            "the resources are not in step with the content: run `fluentdown extract` first"
                .to_owned(),
        ));
    }
    guard(project, false)?;
    let mut made = Made::default();
    let fillings = fillings(project, locale, &mut made);
    let terms = terms(project, target, &mut made);
    if let Some((document, id)) = made.kept.first().filter(|_| !is_private(locale)) {
        return Err(Error::Input(format!(
            "`{locale}` is a locale that people translate (`{document}#{id}`, and {} more): \
             nothing is written there; take one for private use, such as `qps-ploc`",
            made.kept.len() - 1
        )));
    }
    let mut files = project.targets[target].clone();
    for ((_, path), text) in &own {
        match text {
            Some(text) => files.files.insert(path.clone(), text.clone()),
            None => files.files.remove(path),
        };
    }
    let mut writes = others;
    writes.extend(own);
    writes.extend(catalog::fill(&files, &fillings));
    if let Some(text) = terms {
        writes.insert((locale.clone(), TERMS_FILE.to_owned()), Some(text));
    }
    made.files = write(project, &writes)?;
    Ok(made)
}

/// Whether a locale has no file yet: writing its first ones undoes nothing.
fn is_new(project: &Project, locale: &str) -> bool {
    let files = project.targets.iter().chain([&project.source]);
    files
        .filter(|files| files.locale == locale)
        .all(|files| files.files.keys().all(|path| path == TERMS_FILE))
}

/// Finds what is missing or out of date.
fn fillings(project: &Project, locale: &str, made: &mut Made) -> Vec<Filling> {
    let mut fillings = Vec::new();
    let Some(catalog) = project.extraction.locale(locale) else {
        return fillings;
    };
    for document in &project.extraction.documents {
        for unit in &document.units {
            let key = (document.path.clone(), unit.id.clone());
            let Some(here) = catalog.translations.get(&key) else {
                continue;
            };
            let wanted = pseudo::text(&unit.pattern);
            if let Some(pattern) = &here.pattern {
                let source = here.was.as_ref().unwrap_or(&unit.pattern);
                let is_ours = |of: &str| fingerprint(pattern) == fingerprint(&pseudo::text(of));
                if here.state == State::Translated && is_ours(&unit.pattern) {
                    made.unchanged += 1;
                    continue;
                }
                if !is_ours(source) {
                    made.kept.push(key);
                    continue;
                }
            }
            made.written += 1;
            fillings.push(Filling {
                document: key.0,
                id: key.1,
                pattern: wanted,
                source: unit.pattern.clone(),
                draft: None,
                reads: unit.reads.clone(),
            });
        }
    }
    fillings
}

/// Returns the terms to write, where there are none or our own older ones.
fn terms(project: &Project, target: usize, made: &mut Made) -> Option<String> {
    let source = project.source.files.get(TERMS_FILE)?;
    let wanted = pseudo::terms(source);
    match project.targets[target].files.get(TERMS_FILE) {
        Some(text) if *text == wanted => None,
        Some(text) if !pseudo::is_ours(text) => {
            made.kept_terms = true;
            None
        }
        _ => Some(wanted),
    }
}

/// Whether the language is for private use (`qaa` to `qtz`, among them `qps`).
fn is_private(locale: &str) -> bool {
    let language = locale.split(['-', '_']).next().unwrap_or_default();
    let bytes = language.as_bytes();
    bytes.len() == 3
        && bytes[0].eq_ignore_ascii_case(&b'q')
        && bytes[1].to_ascii_lowercase() <= b't'
        && bytes[1].is_ascii_alphabetic()
}
