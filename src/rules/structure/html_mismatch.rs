//! HTML tags that are lost or added.

use super::Inline;
use super::multiset::{Found, all, lacking};
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Place, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "html-mismatch",
    severity: Severity::Error,
    group: Group::Structure,
    summary: "An HTML tag is added or lost",
    page: include_str!("html-mismatch.md"),
    check: Check::Block(check),
};

/// Tags that are typography and not structure.
const FREE: [&str; 4] = ["br", "wbr", "nobr", "/nobr"];

fn check(read: &Read<'_>) -> Vec<Fault> {
    let source = all(&read.source_markup, |inline| &inline.tags);
    let target = all(&read.target_markup, |inline| &inline.tags);
    let own = |name: &str| name.to_owned();
    let is_free = |name: &str| FREE.contains(&name);
    let mut lost = lacking(&source, &target, own);
    let mut added = lacking(&target, &source, own);
    lost.retain(|(_, piece)| !is_free(&piece.value));
    added.retain(|(_, piece)| !is_free(&piece.value));
    for tags in [&mut lost, &mut added] {
        without_keys(tags);
    }
    for strong in [true, false] {
        emphasised_otherwise(strong, &mut lost, &read.source_markup, &read.target_markup);
        emphasised_otherwise(strong, &mut added, &read.target_markup, &read.source_markup);
    }
    translated_names(&mut lost, &mut added);
    let lost = lost.into_iter().map(|(index, piece)| {
        let name = &piece.value;
        Fault::new(
            index,
            format!("the source has `<{name}>`, the translation has not"),
        )
    });
    let added = added.into_iter().map(|(index, piece)| {
        let name = &piece.value;
        let message = format!("the translation has `<{name}>`, the source has not");
        Fault::new(index, message).at(Place::Formatted(piece.span))
    });
    lost.chain(added).collect()
}

/// Takes out whole `<kbd>…</kbd>`: it is how the name of a key or a button looks.
fn without_keys(tags: &mut Vec<Found<'_>>) {
    let place = |tags: &[Found<'_>], name: &str| tags.iter().position(|one| one.1.value == name);
    while let (Some(open), Some(_)) = (place(tags, "kbd"), place(tags, "/kbd")) {
        tags.remove(open);
        if let Some(close) = place(tags, "/kbd") {
            tags.remove(close);
        }
    }
}

/// Takes out pairs of tags of emphasis that the other side has as marks: `<strong>`
/// for `**`, or for code.
fn emphasised_otherwise(strong: bool, tags: &mut Vec<Found<'_>>, own: &[Inline], other: &[Inline]) {
    let marks = |side: &[Inline]| -> usize {
        let count = |inline: &Inline| {
            if strong {
                inline.strong
            } else {
                inline.emphasis
            }
        };
        side.iter().map(count).sum()
    };
    let code = |side: &[Inline]| side.iter().map(|inline| inline.code.len()).sum::<usize>();
    let mut left = marks(other).saturating_sub(marks(own));
    // What was bold may be code.
    left += code(other).saturating_sub(code(own));
    let names = if strong { ["strong", "b"] } else { ["em", "i"] };
    for name in names {
        let place =
            |tags: &[Found<'_>], name: &str| tags.iter().position(|one| one.1.value == name);
        while left > 0
            && let Some(open) = place(tags, name)
            && place(tags, &format!("/{name}")).is_some()
        {
            tags.remove(open);
            if let Some(close) = place(tags, &format!("/{name}")) {
                tags.remove(close);
            }
            left -= 1;
        }
    }
}

/// Takes out what is read as a tag and is a word to be filled in, told in the
/// other language: `<github-user>`, `<usuario-github>`. No such one is closed.
fn translated_names(lost: &mut Vec<Found<'_>>, added: &mut Vec<Found<'_>>) {
    let is_word = |tags: &[Found<'_>], name: &str| {
        name.contains('-')
            && !name.starts_with('/')
            && !tags
                .iter()
                .any(|one| one.1.value.strip_prefix('/') == Some(name))
    };
    while let Some(own) = lost.iter().position(|one| is_word(lost, &one.1.value))
        && let Some(other) = added.iter().position(|one| is_word(added, &one.1.value))
    {
        lost.remove(own);
        added.remove(other);
    }
}
