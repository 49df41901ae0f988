//! Marks that stand alone, over a whole block.

use crate::rules::prose::Prose;
use crate::rules::{Fault, Place, Read};

/// A mark without its other half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where in the plain text.
    pub(super) at: usize,
    /// What it is.
    pub(super) mark: char,
}

/// Returns a fault for each mark of the translation that stands alone in its
/// block, unless some do in the source too.
pub(super) fn faults(read: &Read<'_>, unpaired: &dyn Fn(&str) -> Vec<Mark>) -> Vec<Fault> {
    let join = |texts: &[Prose]| -> String {
        let plain: Vec<&str> = texts.iter().map(|prose| prose.plain.as_str()).collect();
        plain.join("\n")
    };
    let target = read.target_prose();
    let alone = unpaired(&join(target));
    if alone.is_empty() {
        return Vec::new();
    }
    if !unpaired(&join(read.source_prose())).is_empty() {
        return Vec::new();
    }
    let starts: Vec<usize> = target
        .iter()
        .scan(0, |next, prose| {
            let start = *next;
            *next += prose.plain.len() + 1;
            Some(start)
        })
        .collect();
    let fault = |Mark { at, mark }: Mark| {
        let index = starts.partition_point(|start| *start <= at) - 1;
        let from = at - starts[index];
        let span = target[index].span(from..from + mark.len_utf8());
        Fault::new(index, format!("`{mark}` stands alone")).at(Place::Formatted(span))
    };
    alone.into_iter().map(fault).collect()
}

/// Tells whether a closing bracket ends a label, `a)`, or a face, `:)`.
pub(super) fn is_label(text: &str, at: usize) -> bool {
    let head = &text[..at];
    let start = super::last_word(head);
    let word = head.get(start..).unwrap_or_default();
    let short = word.len() <= 4 && word.chars().all(char::is_alphanumeric);
    let face = word.ends_with([':', ';', '-', '=']);
    face || (short && !word.is_empty())
}
