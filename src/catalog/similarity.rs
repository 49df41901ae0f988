//! How alike two source texts are, and which pairs of a gap belong together.
//!
//! The measure is Dice's coefficient over the multisets of character
//! trigrams: it forgives a typing error in a heading of one word, and works
//! for Han without a dictionary.

use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// Two texts at least this alike (0 to 1) are one sentence, edited.
pub const THRESHOLD: f64 = 0.5;
/// A trigram that more texts of a gap share says nothing about which is meant.
const COMMON: usize = 48;

/// The trigrams of a text, sorted.
pub(super) struct Shingles(Vec<u64>);

impl Shingles {
    /// Takes the trigrams of `text`, in lower case, with a blank at each end;
    /// Han characters count alone and in pairs.
    pub(super) fn new(text: &str) -> Self {
        let mut chars = vec![' '];
        chars.extend(text.chars().flat_map(char::to_lowercase));
        chars.push(' ');
        let mut grams = Vec::with_capacity(chars.len());
        for window in chars.windows(3) {
            let [a, b, c] = [window[0], window[1], window[2]].map(|c| u64::from(u32::from(c)));
            if u32::from(window[1]) >= 0x2e80 {
                grams.push(b);
                grams.push(a << 21 | b);
            } else {
                grams.push(a << 42 | b << 21 | c);
            }
        }
        grams.sort_unstable();
        Self(grams)
    }

    /// Returns how alike two texts are, from 0 to 1.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a text has far fewer than 2^52 characters"
    )]
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        let total = self.0.len() + other.0.len();
        if total == 0 {
            return 1.0;
        }
        let (mut a, mut b, mut shared) = (0, 0, 0_usize);
        while let (Some(x), Some(y)) = (self.0.get(a), other.0.get(b)) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => a += 1,
                std::cmp::Ordering::Greater => b += 1,
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    a += 1;
                    b += 1;
                }
            }
        }
        2.0 * shared as f64 / total as f64
    }
}

/// Pairs the `old` texts of a gap with its `new` ones, best first; each is
/// paired once at most, and no pair is below [`THRESHOLD`].
///
/// Only texts that share a trigram which is rare in the gap are compared, so
/// the work grows with the length of the texts.
pub(super) fn pair(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let old: Vec<Shingles> = old.iter().map(|text| Shingles::new(text)).collect();
    let new: Vec<Shingles> = new.iter().map(|text| Shingles::new(text)).collect();
    let mut holders: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, shingles) in old.iter().enumerate() {
        for gram in &shingles.0 {
            let list = holders.entry(*gram).or_default();
            if list.len() <= COMMON && list.last() != Some(&at) {
                list.push(at);
            }
        }
    }
    let mut scored = Vec::new();
    for (n, shingles) in new.iter().enumerate() {
        for o in candidates(shingles, &holders) {
            let score = old[o].likeness(shingles);
            if score >= THRESHOLD {
                scored.push((score, o, n));
            }
        }
    }
    scored.sort_by(|a, b| {
        let near = |pair: &(f64, usize, usize)| pair.1.abs_diff(pair.2);
        b.0.total_cmp(&a.0)
            .then(near(a).cmp(&near(b)))
            .then((a.1, a.2).cmp(&(b.1, b.2)))
    });
    take_best(&scored, old.len(), new.len())
}

/// Returns the old texts worth a comparison: those with most rare trigrams in common.
fn candidates(shingles: &Shingles, holders: &FxHashMap<u64, Vec<usize>>) -> Vec<usize> {
    let mut seen: Vec<usize> = Vec::new();
    for gram in &shingles.0 {
        if let Some(list) = holders.get(gram).filter(|list| list.len() <= COMMON) {
            seen.extend_from_slice(list);
        }
    }
    seen.sort_unstable();
    let mut counted: Vec<(Reverse<usize>, usize)> = seen
        .chunk_by(|a, b| a == b)
        .map(|run| (Reverse(run.len()), run[0]))
        .collect();
    counted.sort_unstable();
    counted.into_iter().take(8).map(|(_, at)| at).collect()
}

fn take_best(scored: &[(f64, usize, usize)], old: usize, new: usize) -> Vec<(usize, usize)> {
    let (mut old_used, mut new_used) = (vec![false; old], vec![false; new]);
    let mut pairs = Vec::new();
    for (_, o, n) in scored {
        if !old_used[*o] && !new_used[*n] {
            old_used[*o] = true;
            new_used[*n] = true;
            pairs.push((*o, *n));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(a: &str, b: &str) -> f64 {
        Shingles::new(a).likeness(&Shingles::new(b))
    }

    #[test]
    fn edits_are_alike_and_other_sentences_are_not() {
        for (a, b) in [
            ("Instalation", "Installation"),
            (
                "The masks arrive on Friday.",
                "The 30,000 masks arrive on Friday.",
            ),
            ("潍坊将捐赠三万只口罩。", "潍坊市将捐赠三万只医用口罩。"),
        ] {
            assert!(likeness(a, b) >= THRESHOLD, "{a} / {b}: {}", likeness(a, b));
        }
        for (a, b) in [
            (
                "The masks arrive on Friday.",
                "Nobody asked the mayor about it.",
            ),
            ("Introduction", "Overview"),
            ("潍坊将捐赠三万只口罩。", "市长昨天没有回答问题。"),
        ] {
            assert!(likeness(a, b) < THRESHOLD, "{a} / {b}: {}", likeness(a, b));
        }
    }

    #[test]
    fn the_best_pairs_win() {
        let old = ["The masks arrive on Friday.", "The mayor thanked the city."];
        let new = [
            "The mayor thanked the whole city.",
            "The masks arrived on Friday.",
        ];
        assert_eq!(
            pair(&old, &new),
            [(0, 1), (1, 0)]
                .to_vec()
                .into_iter()
                .rev()
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect::<Vec<_>>()
        );
    }
}
