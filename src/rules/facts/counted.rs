//! Figures that have traded what they count, by the names of the glossary.

use super::compare::{Placed, Side};
use super::{Class, Weight, token};
use crate::rules::terms::{Language, counted};
use crate::rules::{Fault, Place, Read};

/// How far a name may stand behind its figure, in bytes.
const NEAR: usize = 60;

/// Words that begin another part of the sentence.
const ENDS: [&str; 10] = [
    " and ", " y ", " e ", " for ", " para ", " with ", " con ", " in ", " en ", "和",
];

/// Finds figures of which each stands before the name that the other stands before
/// in the source: `30,000 masks and 500 gloves` and `500 mascarillas y 30.000
/// guantes`. Both names must be terms, since only then is it known what they are.
pub(super) fn traded(read: &Read<'_>) -> Vec<Fault> {
    if read.block.terms.len() < 2 {
        return Vec::new();
    }
    let facts = read.facts();
    let named: Vec<(usize, usize, [&str; 2])> = facts
        .comparison
        .pairs
        .iter()
        .filter_map(|(left, right)| {
            let own = name(read, &facts.source, *left, Language::Source)?;
            let its = name(read, &facts.target, *right, Language::Target)?;
            (own != its).then_some((*left, *right, [own, its]))
        })
        .collect();
    let is_back = |names: [&str; 2]| {
        named
            .iter()
            .any(|(.., other)| *other == [names[1], names[0]])
    };
    let faults = named.iter().filter(|(.., names)| is_back(*names));
    faults
        .map(|(left, right, _)| {
            let placed = &facts.target.facts[*right];
            let (own, its) = (facts.source.text(*left), facts.target.text(*right));
            let message = format!(
                "`{own}` counts something else in the source than `{its}` in the translation"
            );
            Fault::new(placed.index, message).at(Place::Formatted(placed.fact.span))
        })
        .collect()
}

/// Returns the term that stands behind a figure and is what it counts.
fn name<'a>(read: &Read<'a>, side: &Side<'_>, at: usize, language: Language) -> Option<&'a str> {
    let Placed { index, fact } = &side.facts[at];
    if fact.weight != Weight::Figure || fact.class != Class::Number || fact.unit.is_some() {
        return None;
    }
    let rest = &side.texts[*index][fact.span.end..];
    let end = rest
        .char_indices()
        .find(|(at, c)| {
            *at > NEAR || ",，.。;；:：、(（".contains(*c) || token::digit(*c).is_some()
        })
        .map_or(rest.len(), |(at, _)| at);
    let near = &rest[..end];
    let end = ENDS.iter().filter_map(|word| near.find(word)).min();
    counted(
        read.block.terms,
        &near[..end.unwrap_or(near.len())],
        language,
    )
}
