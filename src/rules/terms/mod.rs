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

use crate::ftl::Safe;
use crate::rules::Block;
use find::Form;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};
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
/// The longest spelling of a form that is read, in bytes: no name is longer, and
/// terms that name terms would grow without end.
const LONGEST: usize = 4096;

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

/// Returns a name of the glossary that the source has and the translation has not,
/// where the translation has another that the source has not: as source and
/// translation say them.
///
/// A name that is missing alone is no other name: a pronoun may stand for it.
#[must_use]
pub fn other_name(terms: &[Term], source: &str, target: &str) -> Option<(String, String)> {
    let in_source = |term: &&Term| term.source.iter().any(|form| form.is_in(source));
    let in_target = |term: &&Term| term.target.iter().any(|form| form.is_in(target));
    // A form of one term may stand inside of another's.
    let longest = |forms: &[Form], text: &str| -> Option<Range<usize>> {
        let all = forms.iter().flat_map(|form| form.all(text));
        all.max_by_key(Range::len)
    };
    let alone = |own: &Term, text: &str, side: fn(&Term) -> &[Form]| {
        let place = longest(side(own), text)?;
        let mut others = terms.iter().filter(|other| other.name != own.name);
        let covered = others.any(|other| {
            longest(side(other), text).is_some_and(|one| {
                one.len() > place.len() && one.start <= place.start && place.end <= one.end
            })
        });
        (!covered).then(|| text[place].to_owned())
    };
    let lost = terms
        .iter()
        .filter(|term| in_source(term) && !in_target(term))
        .find_map(|term| alone(term, source, |term| &term.source))?;
    let found = terms
        .iter()
        .filter(|term| in_target(term) && !in_source(term))
        .find_map(|term| alone(term, target, |term| &term.target))?;
    Some((lost, found))
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
        // A term that the parser cannot take is a fault of its file; the others are read.
        let text = Safe::new(text).into_text();
        let resource = match fluent_syntax::parser::parse(text) {
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
    let forms = spell_all(&patterns);
    let mut terms: BTreeMap<String, Entries> = BTreeMap::new();
    for name in patterns.keys() {
        terms.entry(name.clone()).or_default().forms = forms.get(name).cloned().unwrap_or_default();
    }
    for (name, attribute, pattern) in &attributes {
        let Some(term) = terms.get_mut(name) else {
            continue;
        };
        let spelled = spell(pattern, &forms);
        if attribute == "avoid" || attribute.starts_with("avoid-") {
            let parts = spelled.iter().flat_map(|text| text.split(['|', '\n']));
            term.avoid.extend(parts.map(|part| part.trim().to_owned()));
        } else if !GRAMMAR.contains(&attribute.as_str()) {
            term.forms.extend(spelled);
        }
    }
    terms
}

/// Returns what each term may be, by name; terms that refer to themselves, in
/// however many steps, are not among them.
///
/// A term is spelled once, when all that it refers to is, so that terms that
/// name each other many times take no more time than their own text.
fn spell_all(patterns: &BTreeMap<String, Pattern<String>>) -> BTreeMap<String, Vec<String>> {
    let mut users: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut open: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, pattern) in patterns {
        let mut needed = BTreeSet::new();
        referred(pattern, &mut needed);
        needed.retain(|other| patterns.contains_key(*other));
        open.insert(name, needed.len());
        for other in needed {
            users.entry(other).or_default().push(name);
        }
    }
    let mut ready: Vec<&str> = open
        .iter()
        .filter(|(_, left)| **left == 0)
        .map(|(name, _)| *name)
        .collect();
    let mut forms = BTreeMap::new();
    while let Some(name) = ready.pop() {
        if let Some(pattern) = patterns.get(name) {
            let spelled = spell(pattern, &forms);
            forms.insert(name.to_owned(), spelled);
        }
        for user in users.get(name).into_iter().flatten() {
            if let Some(left) = open.get_mut(user) {
                *left -= 1;
                if *left == 0 {
                    ready.push(user);
                }
            }
        }
    }
    forms
}

/// Collects the terms whose values a pattern shows.
fn referred<'a>(pattern: &'a Pattern<String>, found: &mut BTreeSet<&'a str>) {
    for element in &pattern.elements {
        match element {
            PatternElement::Placeable {
                expression: Expression::Select { variants, .. },
            } => {
                for variant in variants {
                    referred(&variant.value, found);
                }
            }
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::TermReference { id, .. }),
            } => {
                found.insert(&id.name);
            }
            PatternElement::Placeable { .. } | PatternElement::TextElement { .. } => {}
        }
    }
}

/// Returns the texts that a pattern may give, with the `forms` of the terms that
/// it refers to; none where a variable or a function decides on them. One that
/// is too long for a name is left out.
fn spell(pattern: &Pattern<String>, forms: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let mut all = vec![String::new()];
    for element in &pattern.elements {
        let choices = match element {
            PatternElement::TextElement { value } => vec![value.clone()],
            PatternElement::Placeable { expression } => match expression {
                Expression::Select { variants, .. } => variants
                    .iter()
                    .flat_map(|variant| spell(&variant.value, forms))
                    .collect(),
                Expression::Inline(InlineExpression::StringLiteral { value }) => {
                    vec![value.clone()]
                }
                Expression::Inline(InlineExpression::TermReference { id, .. }) => {
                    forms.get(&id.name).cloned().unwrap_or_default()
                }
                Expression::Inline(_) => Vec::new(),
            },
        };
        let joined = all
            .iter()
            .flat_map(|head| choices.iter().map(move |tail| (head, tail)))
            .filter(|(head, tail)| head.len() + tail.len() <= LONGEST)
            .map(|(head, tail)| format!("{head}{tail}"));
        all = joined.take(MOST).collect();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_term_that_is_nested_too_deeply_leaves_the_others() {
        let deep = format!("-deep = {}x{}\n", "{ ".repeat(200), " }".repeat(200));
        for text in [
            format!("-city = Weifang\n{deep}-letter = carta\n"),
            format!("{deep}-city = Weifang\n-letter = carta\n"),
            format!("\u{feff}-city = Weifang\n-letter = carta\n{deep}"),
        ] {
            let terms = read(&[&text]);
            assert_eq!(terms["city"].forms, ["Weifang"]);
            assert_eq!(terms["letter"].forms, ["carta"]);
        }
    }

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

    #[test]
    fn terms_that_name_terms_are_spelled_once() {
        let mut chain = String::from("-l0 = lol\n");
        for level in 1..=2000 {
            chain.push_str(&format!("-l{level} = {{ -l{} }}\n", level - 1));
        }
        assert_eq!(read(&[&chain])["l2000"].forms, ["lol"]);
        let mut bomb = String::from("-l0 = lol\n");
        for level in 1..=40 {
            let one = format!("{{ -l{} }}", level - 1);
            bomb.push_str(&format!("-l{level} = {}\n", one.repeat(10)));
        }
        let terms = read(&[&bomb]);
        assert_eq!(terms["l3"].forms, ["lol".repeat(1000)]);
        assert!(terms["l40"].forms.is_empty());
    }
}
