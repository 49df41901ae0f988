//! What gets numbers in the order in which it comes up.

use rustc_hash::FxHashMap;

/// Names with their numbers, from 1.
#[derive(Debug, Default)]
pub(super) struct Numbered {
    all: Vec<String>,
    numbers: FxHashMap<String, usize>,
}

impl Numbered {
    /// Returns the number of `one`; it is added where it is new.
    pub(super) fn number(&mut self, one: &str) -> usize {
        if let Some(number) = self.get(one) {
            return number;
        }
        self.all.push(one.to_owned());
        self.numbers.insert(one.to_owned(), self.all.len());
        self.all.len()
    }

    /// Returns the number of `one`, if it has any.
    pub(super) fn get(&self, one: &str) -> Option<usize> {
        self.numbers.get(one).copied()
    }

    /// Returns all names in the order of their numbers.
    pub(super) fn all(&self) -> &[String] {
        &self.all
    }
}
