//! Texts that stay while they are divided otherwise: `extract --resegment`,
//! another `segmentation`, paragraphs that were joined.

use super::{OldFile, Origins, Regrouped};
use crate::catalog::{DocumentInput, matching};
use crate::segment::{Block, Letters, letters_of_pattern};
use std::collections::BTreeMap;
use std::ops::Range;

/// The units that were divided otherwise, by document and place.
pub(super) type Groups = BTreeMap<(usize, usize), Regrouped>;

/// Finds the blocks whose text stands in `file` as a run of messages that are
/// not used yet. The first unit of each group keeps the first message's id.
pub(super) fn find<'a>(
    (at, input): (usize, &DocumentInput),
    (home, file): (&'a str, &OldFile),
    used: &mut [bool],
    found: &mut Origins<'a>,
    groups: &mut Groups,
) {
    let open = |block: &&Block| found[block.segments.clone()].iter().any(Option::is_none);
    let blocks: Vec<&Block> = input.blocks.iter().filter(open).collect();
    if blocks.is_empty() || used.iter().all(|used| *used) {
        return;
    }
    let texts: Vec<&str> = file
        .entries
        .iter()
        .map(|entry| entry.text.as_str())
        .collect();
    let letters = Letters::new([texts.iter().copied()]);
    let mut next = 0;
    for block in blocks {
        let new: Vec<&str> = input.segments[block.segments.clone()]
            .iter()
            .map(|one| one.pattern.as_str())
            .collect();
        let wanted: String = new.iter().map(|text| letters_of_pattern(text)).collect();
        let own: Vec<usize> = found[block.segments.clone()]
            .iter()
            .flatten()
            .map(|one| one.1)
            .collect();
        let runs = letters.runs(&wanted, next, &(0..texts.len()));
        let run = runs.into_iter().find(|run| {
            own.iter().all(|o| run.contains(o))
                && run.clone().all(|o| !used[o] || own.contains(&o))
                && squeezed(&texts[run.clone()]) == squeezed(&new)
        });
        let Some(run) = run else { continue };
        next = run.end;
        for (old, new) in pieces(&texts, run, input, block.segments.clone()) {
            old.clone().for_each(|o| used[o] = true);
            for n in new.clone() {
                found[n] = (n == new.start).then_some((home, old.start));
            }
            if old.len() > 1 || new.len() > 1 {
                let key = |o: usize| (home.to_owned(), file.entries[o].id.clone());
                let parts: Vec<_> = old.clone().map(key).collect();
                for n in new.clone() {
                    let place = (n - new.start, new.len());
                    groups.insert(
                        (at, n),
                        Regrouped {
                            parts: parts.clone(),
                            place,
                        },
                    );
                }
            }
        }
    }
}

fn squeezed(texts: &[&str]) -> String {
    let all = texts.iter().flat_map(|text| text.split_whitespace());
    matching::normalised(&all.collect::<String>())
}

/// Divides a run of old messages and the new ones of the same text at the
/// places where both end.
fn pieces(
    texts: &[&str],
    old: Range<usize>,
    input: &DocumentInput,
    new: Range<usize>,
) -> Vec<(Range<usize>, Range<usize>)> {
    let size = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace() && !c.is_ascii_digit())
            .count()
    };
    let ends = |range: Range<usize>, text: &dyn Fn(usize) -> usize| -> Vec<usize> {
        let sizes = range.map(text);
        sizes
            .scan(0, |sum, size| {
                *sum += size;
                Some(*sum)
            })
            .collect()
    };
    let old_ends = ends(old.clone(), &|o| size(texts[o]));
    let new_ends = ends(new.clone(), &|n| size(&input.segments[n].pattern));
    let (mut found, mut o_at, mut n_at) = (Vec::new(), old.start, new.start);
    for (o, end) in old_ends.iter().enumerate() {
        if let Ok(n) = new_ends.binary_search(end) {
            let (o_end, n_end) = (old.start + o + 1, new.start + n + 1);
            if o_end > o_at && n_end > n_at {
                found.push((o_at..o_end, n_at..n_end));
                (o_at, n_at) = (o_end, n_end);
            }
        }
    }
    found
}
