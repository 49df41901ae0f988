//! Footnotes: numbered by their first reference, and taken to the end.

use crate::edition::numbered::Numbered;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

/// An event with its place in the text.
pub(super) type Placed<'a> = (Event<'a>, Range<usize>);

/// The footnotes of a document.
#[derive(Debug, Default)]
pub(super) struct Notes<'a> {
    /// Their labels, with their numbers.
    labels: Numbered,
    /// What each says.
    definitions: BTreeMap<String, Vec<Placed<'a>>>,
    /// How often each was referred to so far.
    references: BTreeMap<String, usize>,
}

impl<'a> Notes<'a> {
    /// Takes the definitions out of the events, and numbers them: those that
    /// the text refers to, those that notes refer to, and the rest.
    pub(super) fn take(events: Vec<Placed<'a>>) -> (Vec<Placed<'a>>, Self) {
        let mut notes = Self::default();
        let mut rest = Vec::with_capacity(events.len());
        // Definitions do not nest in practice; one in another is its own.
        let mut open: Vec<(String, Vec<Placed<'a>>)> = Vec::new();
        let mut labels = Vec::new();
        for (event, range) in events {
            match event {
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    open.push((label.to_string(), Vec::new()));
                }
                Event::End(TagEnd::FootnoteDefinition) => {
                    if let Some((label, inner)) = open.pop() {
                        labels.push(label.clone());
                        notes.definitions.entry(label).or_insert(inner);
                    }
                }
                event => match open.last_mut() {
                    Some((_, inner)) => inner.push((event, range)),
                    None => rest.push((event, range)),
                },
            }
        }
        notes.number(&rest);
        let mut next = 0;
        let mut unused = labels.iter();
        while let Some(label) = notes.order().get(next).cloned() {
            let inner = notes.definitions.get(&label).cloned().unwrap_or_default();
            notes.number(&inner);
            next += 1;
            if next == notes.order().len()
                && let Some(one) = unused.find(|one| notes.labels.get(one).is_none())
            {
                notes.labels.number(one);
            }
        }
        if notes.order().is_empty() {
            for one in &labels {
                notes.labels.number(one);
            }
        }
        (rest, notes)
    }

    /// Returns the labels in the order of their numbers.
    pub(super) fn order(&self) -> &[String] {
        self.labels.all()
    }

    fn number(&mut self, events: &[Placed<'a>]) {
        for (event, _) in events {
            if let Event::FootnoteReference(label) = event
                && self.definitions.contains_key(&**label)
            {
                self.labels.number(label);
            }
        }
    }

    /// Returns the number of a note and of this reference to it, from 1.
    pub(super) fn refer(&mut self, label: &str) -> Option<(usize, usize)> {
        let number = self.labels.get(label)?;
        let count = self.references.entry(label.to_owned()).or_default();
        *count += 1;
        Some((number, *count))
    }

    /// Returns how often a note was referred to.
    pub(super) fn count(&self, label: &str) -> usize {
        self.references.get(label).copied().unwrap_or(0)
    }

    /// Takes what a note says.
    pub(super) fn definition(&mut self, label: &str) -> Vec<Placed<'a>> {
        self.definitions.remove(label).unwrap_or_default()
    }
}
