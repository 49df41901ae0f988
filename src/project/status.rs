//! Counts what is translated, stale, draft and missing.

use super::load::Project;
use crate::catalog::State;
use serde::Serialize;
use std::collections::BTreeMap;
use unicode_segmentation::UnicodeSegmentation as _;

/// The counts of one document in one locale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The locale.
    pub locale: String,
    /// The document.
    pub document: String,
    /// How many segments the locale owes.
    pub segments: usize,
    /// Those that are translated.
    pub translated: usize,
    /// Those translated from another source text.
    pub stale: usize,
    /// Those not accepted yet.
    pub draft: usize,
    /// Those that are not there.
    pub missing: usize,
    /// The words of the source text of all of them.
    pub words: usize,
}

impl Row {
    fn new(locale: &str, document: &str) -> Self {
        Self {
            locale: locale.to_owned(),
            document: document.to_owned(),
            segments: 0,
            translated: 0,
            stale: 0,
            draft: 0,
            missing: 0,
            words: 0,
        }
    }

    /// Adds the counts of another row.
    pub fn add(&mut self, other: &Self) {
        self.segments += other.segments;
        self.translated += other.translated;
        self.stale += other.stale;
        self.draft += other.draft;
        self.missing += other.missing;
        self.words += other.words;
    }
}

/// Counts each document in each of these target locales; all for none.
/// Overlays owe nothing and are left out.
#[must_use]
pub fn rows(project: &Project, locales: &[usize]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (index, target) in project.targets.iter().enumerate() {
        let wanted = locales.is_empty() || locales.contains(&index);
        let Some(catalog) = project.extraction.locale(&target.locale) else {
            continue;
        };
        if !wanted || target.overlay {
            continue;
        }
        let documents = project.extraction.documents.iter();
        for document in documents.filter(|one| !catalog.held.holds_document(&one.path)) {
            let mut row = Row::new(&target.locale, &document.path);
            for unit in &document.units {
                let key = (document.path.clone(), unit.id.clone());
                let Some(one) = catalog.translations.get(&key).filter(|one| one.owed) else {
                    continue;
                };
                row.segments += 1;
                row.words += words(&unit.pattern);
                match one.state {
                    State::Missing => row.missing += 1,
                    State::Translated => row.translated += 1,
                    State::Stale => row.stale += 1,
                    State::Draft => row.draft += 1,
                }
            }
            rows.push(row);
        }
    }
    rows
}

/// Adds the rows up by locale, in the order of the rows.
#[must_use]
pub fn totals(rows: &[Row]) -> Vec<Row> {
    let mut totals: Vec<Row> = Vec::new();
    let mut at: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let index = *at.entry(&row.locale).or_insert_with(|| {
            totals.push(Row::new(&row.locale, ""));
            totals.len() - 1
        });
        totals[index].add(row);
    }
    totals
}

/// Counts the words of a message, its placeables left out; a Han character is
/// a word.
fn words(pattern: &str) -> usize {
    let mut depth = 0_usize;
    let text: String = pattern
        .chars()
        .map(|c| match c {
            '{' => {
                depth += 1;
                ' '
            }
            '}' => {
                depth = depth.saturating_sub(1);
                ' '
            }
            _ if depth > 0 => ' ',
            _ => c,
        })
        .collect();
    text.unicode_words().count()
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_are_counted_without_placeables() {
        assert_eq!(super::words("See [the letter]({ $url1 }) of 2020."), 5);
        assert_eq!(super::words("潍坊市"), 3);
        assert_eq!(super::words(""), 0);
    }
}
