//! The glossary: terms that both languages name alike, and what a translation
//! must not call them.
//!
//! A term's forms are its value and its attributes' values, so that inflected
//! forms are listed where the term is. Attributes that say something *about*
//! the term (`.gender`, …) are no forms; `.avoid`, `.avoid-2`, … are variants
//! that must not be used, several parted by `|`.

mod find;
pub mod forbidden_term;
pub mod missing_term;

use crate::ftl::guard;
use crate::rules::Block;
use find::Form;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::BTreeMap;
use std::ops::Range;

/// Attributes that tell other messages about a term's grammar.
const GRAMMAR: &[&str] = &[
    "gender",
    "animacy",
    "case",
    "number",
    "article",
    "vowel",
    "starts-with",
    "starts-with-vowel",
];
/// How many spellings of one form are read.
const MOST: usize = 64;

/// A term in both languages.
#[derive(Debug, Clone)]
pub struct Term {
    /// Its name, without the `-`.
    pub name: String,
    source: Vec<Form>,
    target: Vec<Form>,
    avoid: Vec<Form>,
}

/// A term as one locale has it.
#[derive(Debug, Clone, Default)]
struct Entries {
    forms: Vec<String>,
    avoid: Vec<String>,
}

/// A term that the source uses, and what the translation has for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The term's name, without the `-`.
    pub term: String,
    /// Index of the message.
    pub index: usize,
    /// The source's words.
    pub text: String,
    /// The translation's words, with the index of their message.
    pub target: Option<(usize, String)>,
}

/// A side of a glossary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Language {
    Source,
    Target,
}

/// Returns the name of the term that stands first in a text, the longest where
/// several begin there.
pub(in crate::rules) fn counted<'a>(
    terms: &'a [Term],
    text: &str,
    language: Language,
) -> Option<&'a str> {
    let places = terms.iter().flat_map(|term| {
        let forms = match language {
            Language::Source => &term.source,
            Language::Target => &term.target,
        };
        let found = forms.iter().flat_map(|form| form.all(text));
        found.map(move |place| (place.start, usize::MAX - place.len(), term.name.as_str()))
    });
    places.min().map(|(.., name)| name)
}

/// Returns the terms that a block's source uses.
#[must_use]
pub fn names(block: &Block<'_>) -> Vec<Named> {
    let uses = find::of_block(block);
    let look = |terms: &[&Term], index: usize| {
        let text = block.messages[index].target;
        let forms = terms.iter().flat_map(|term| &term.target);
        let found = forms
            .flat_map(|form| form.all(text))
            .max_by_key(Range::len)?;
        Some((index, text[found].to_owned()))
    };
    // A text may use a term thousands of times, and is looked through once.
    let mut own = BTreeMap::new();
    let mut first = BTreeMap::new();
    let named = uses.into_iter().map(|one| {
        // Its own message first, then the rest of the block.
        let here = own
            .entry((one.names(), one.index))
            .or_insert_with(|| look(&one.terms, one.index));
        let target = here.clone().or_else(|| {
            let all = first.entry(one.names()).or_insert_with(|| {
                (0..block.messages.len()).find_map(|index| look(&one.terms, index))
            });
            all.clone()
        });
        Named {
            term: one.terms[0].name.clone(),
            index: one.index,
            text: one.text,
            target,
        }
    });
    named.collect()
}

/// Pairs the terms of the `source` locale with those of the target's terms
/// files, nearest first. A term that either lacks is left out.
#[must_use]
pub fn pair(source: &[&str], target: &[&str]) -> Vec<Term> {
    let (source, target) = (read(source), read(target));
    let forms = |texts: &[String]| texts.iter().filter_map(|text| Form::new(text)).collect();
    let both = source
        .iter()
        .filter_map(|(name, ours)| Some((name, ours, target.get(name)?)));
    both.map(|(name, ours, theirs)| Term {
        name: name.clone(),
        source: forms(&ours.forms),
        target: forms(&theirs.forms),
        avoid: forms(&theirs.avoid),
    })
    .filter(|term| !term.source.is_empty() && !term.target.is_empty())
    .collect()
}

/// Reads the terms of a locale's files; the first that has a term holds.
fn read(files: &[&str]) -> BTreeMap<String, Entries> {
    let mut patterns: BTreeMap<String, Pattern<String>> = BTreeMap::new();
    let mut attributes: Vec<(String, String, Pattern<String>)> = Vec::new();
    for text in files {
        let text = text.trim_start_matches('\u{feff}');
        if guard(text).is_err() {
            continue;
        }
        let resource = match fluent_syntax::parser::parse(text.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        for entry in resource.body {
            let Entry::Term(term) = entry else { continue };
            if patterns.contains_key(&term.id.name) {
                continue;
            }
            for attribute in term.attributes {
                attributes.push((term.id.name.clone(), attribute.id.name, attribute.value));
            }
            patterns.insert(term.id.name, term.value);
        }
    }
    let mut terms: BTreeMap<String, Entries> = BTreeMap::new();
    for (name, pattern) in &patterns {
        terms.entry(name.clone()).or_default().forms = spell(pattern, &patterns, 0);
    }
    for (name, attribute, pattern) in &attributes {
        let Some(term) = terms.get_mut(name) else {
            continue;
        };
        let spelled = spell(pattern, &patterns, 0);
        if attribute == "avoid" || attribute.starts_with("avoid-") {
            let parts = spelled.iter().flat_map(|text| text.split(['|', '\n']));
            term.avoid.extend(parts.map(|part| part.trim().to_owned()));
        } else if !GRAMMAR.contains(&attribute.as_str()) {
            term.forms.extend(spelled);
        }
    }
    terms
}

/// Returns the texts that a pattern may give; none where a variable or a
/// function decides on them.
fn spell(
    pattern: &Pattern<String>,
    terms: &BTreeMap<String, Pattern<String>>,
    depth: usize,
) -> Vec<String> {
    let mut all = vec![String::new()];
    for element in &pattern.elements {
        let choices = match element {
            PatternElement::TextElement { value } => vec![value.clone()],
            PatternElement::Placeable { expression } => match expression {
                Expression::Select { variants, .. } => variants
                    .iter()
                    .flat_map(|variant| spell(&variant.value, terms, depth))
                    .collect(),
                Expression::Inline(InlineExpression::StringLiteral { value }) => {
                    vec![value.clone()]
                }
                Expression::Inline(InlineExpression::TermReference { id, .. }) if depth < 8 => {
                    let other = terms.get(&id.name);
                    other.map_or_else(Vec::new, |other| spell(other, terms, depth + 1))
                }
                Expression::Inline(_) => Vec::new(),
            },
        };
        let joined = all
            .iter()
            .flat_map(|head| choices.iter().map(move |tail| format!("{head}{tail}")));
        all = joined.take(MOST).collect();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_with_their_variants_references_and_avoided_ones() {
        let text = "-city = Weifang\n-full = { -city }市\n    .short = { $n -> \n        [one] uno\n       *[other] otro\n    }\n    .gender = f\n    .avoid = malo | peor\n    .avoid-2 = fatal\n-var = { $x }\n";
        let terms = read(&[text, "-city = Other\n"]);
        assert_eq!(terms["city"].forms, ["Weifang"]);
        assert_eq!(terms["full"].forms, ["Weifang市", "uno", "otro"]);
        assert_eq!(terms["full"].avoid, ["malo", "peor", "fatal"]);
        assert!(terms["var"].forms.is_empty());
        let cycle = read(&["-a = { -b }\n-b = { -a }\n"]);
        assert!(cycle["a"].forms.is_empty());
    }
}
