//! Where a form of a term stands in a text.

use super::Term;
use crate::locale::is_han;
use crate::rules::prose::Prose;
use crate::rules::{Block, Read};
use crate::text::Span;
use regex::Regex;
use std::collections::BTreeMap;
use std::ops::Range;

/// A spelling of a term.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// As the glossary has it.
    pub(super) text: String,
    pattern: Regex,
}

impl Form {
    /// Reads a form; `None` for an empty one.
    ///
    /// A form with a capital is a name: its letters hold, but its first may be
    /// a capital and all may be. Others are found in any case. Words may be in
    /// the plural, and blanks and apostrophes are any of their kind.
    pub(super) fn new(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.is_empty() {
            return None;
        }
        let name = text.chars().any(char::is_uppercase);
        let spelled = |fold: &dyn Fn(&str) -> String| {
            let words: Vec<String> = words.iter().map(|word| fold(word)).collect();
            words.join(r"[\s\u{a0}\u{202f}]+")
        };
        let pattern = if text.chars().any(is_han) {
            spelled(&regex::escape).replace(r"[\s\u{a0}\u{202f}]+", r"\s*")
        } else {
            let plain = if name {
                spelled(&named)
            } else {
                spelled(&inflected)
            };
            let upper = spelled(&|word| regex::escape(&word.to_uppercase()));
            let either = if name {
                format!("{plain}|{upper}")
            } else {
                format!("(?i:{plain})")
            };
            format!(r"(?:^|[^\p{{L}}\p{{N}}_])((?:{either}))(?:$|[^\p{{L}}\p{{N}}_])")
        };
        Some(Self {
            text: words.join(" "),
            pattern: Regex::new(&pattern).ok()?,
        })
    }

    /// Returns every place of the form in a text.
    pub(super) fn all(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = 0;
        // The blank after a form may be the one before the next.
        while let Some(groups) = text
            .get(at..)
            .and_then(|_| self.pattern.captures_at(text, at))
        {
            let Some(place) = groups.get(1).or_else(|| groups.get(0)) else {
                break;
            };
            found.push(place.range());
            at = place.end().max(at + 1);
            while !text.is_char_boundary(at) {
                at += 1;
            }
        }
        found
    }

    pub(super) fn is_in(&self, text: &str) -> bool {
        self.pattern.is_match(text)
    }
}

/// A word of a name: its first letter may be a capital.
fn named(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().unwrap_or_default();
    let rest = regex::escape(letters.as_str()).replace(['\'', '’'], "['’]");
    let upper: String = first.to_uppercase().collect();
    if first.is_lowercase() {
        format!(
            "(?:{}|{}){rest}",
            regex::escape(&first.to_string()),
            regex::escape(&upper)
        )
    } else {
        format!("{}{rest}", regex::escape(&first.to_string()))
    }
}

/// A common word, in the singular or the regular plural of English and Spanish.
fn inflected(word: &str) -> String {
    let stem = regex::escape(word).replace(['\'', '’'], "['’]");
    if !word.ends_with(char::is_alphabetic) {
        return stem;
    }
    match (word.strip_suffix('s'), word.strip_suffix('y')) {
        (Some(single), _) if word.len() > 3 => format!("{}s?", regex::escape(single)),
        (_, Some(single)) => format!("{}(?:y|ys|ies)", regex::escape(single)),
        _ => format!("{stem}(?:e?s)?"),
    }
}

/// A place where the source uses a term: the message, and which terms it may be.
pub(super) struct Use<'a> {
    pub(super) index: usize,
    pub(super) text: String,
    pub(super) terms: Vec<&'a Term>,
}

impl<'a> Use<'a> {
    /// Returns the names of the terms.
    pub(super) fn names(&self) -> Vec<&'a str> {
        self.terms.iter().map(|term| term.name.as_str()).collect()
    }
}

/// Returns the uses of terms in a block's source, the longest form first where
/// several begin in one place; a form inside a longer one is no use.
pub(super) fn uses<'a>(read: &Read<'a>) -> Vec<Use<'a>> {
    of_block(&read.block)
}

/// Returns the uses of terms in a block's source, as [`uses`] does.
pub(super) fn of_block<'a>(block: &Block<'a>) -> Vec<Use<'a>> {
    let mut uses = Vec::new();
    for (index, message) in block.messages.iter().enumerate() {
        if block.terms.is_empty() {
            break;
        }
        let prose = Prose::read(message.source).plain;
        let mut places: Vec<(Range<usize>, &Term)> = Vec::new();
        for term in block.terms {
            for form in &term.source {
                places.extend(form.all(&prose).into_iter().map(|place| (place, term)));
            }
        }
        places.sort_by_key(|(place, term)| (usize::MAX - place.len(), place.start, &term.name));
        // They are apart, so that the nearest one before an end tells of all.
        let mut taken: BTreeMap<usize, (Range<usize>, Vec<&Term>)> = BTreeMap::new();
        for (place, term) in places {
            match taken.range_mut(..place.end).next_back() {
                Some((_, (other, terms))) if *other == place => terms.push(term),
                Some((_, (other, _))) if place.start < other.end => {}
                _ => {
                    taken.insert(place.start, (place, vec![term]));
                }
            }
        }
        uses.extend(taken.into_values().map(|(place, terms)| Use {
            index,
            text: prose[place].to_owned(),
            terms,
        }));
    }
    uses
}

/// Turns a range into a span.
pub(super) const fn span(range: &Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_found_by_words() {
        for (form, text, count) in [
            ("Weifang", "Weifang, Weifang’s and WEIFANG", 3),
            ("Weifang", "weifang Weifangs", 0),
            ("medical masks", "Medical masks, a medical\u{a0}mask", 2),
            ("city", "Cities and a city", 2),
            ("provincia de Bolívar", "Provincia de Bolívar", 1),
            ("provincia de Bolívar", "provincia de bolívar", 0),
            ("masa", "amasa masas", 1),
            ("潍坊", "潍坊市与潍坊", 2),
            ("《风筝报》", "《风筝报》与风筝报", 1),
            ("COVID-19", "COVID-19.", 1),
            ("mask mask", "mask mask mask", 1),
        ] {
            assert_eq!(
                Form::new(form).unwrap().all(text).len(),
                count,
                "{form}: {text}"
            );
        }
        assert!(Form::new(" ").is_none());
    }
}
