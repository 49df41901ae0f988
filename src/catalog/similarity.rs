//! How alike two source texts are, and which pairs of a gap belong together.
//!
//! The measure is Dice's coefficient over the multisets of character
//! trigrams: it forgives a typing error in a heading of one word, and works
//! for Han without a dictionary. A sentence that was divided, joined or
//! lengthened is told by how much of the shorter text the longer one has.
//!
//! The figures here were settled on the history of one book and confirmed on
//! another's: `docs/matching.md` says how.

use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// Two texts at least this alike (0 to 1) are one sentence, edited.
pub const THRESHOLD: f64 = 0.5;
/// What is enough for the one text that left and the one that came between
/// two neighbours that stayed: a sentence that was written anew in its place.
pub const LONE_THRESHOLD: f64 = 0.3;
/// What the share of the shorter text in the longer one counts for: five
/// sixths of it are as good as [`THRESHOLD`].
const PART: f64 = 0.6;
/// A text of fewer trigrams is part of too many others to say anything.
const SHORTEST_PART: usize = 16;
/// A trigram that more texts of a gap share says nothing about which is meant.
const COMMON: usize = 48;
/// How many of a text's rarest trigrams are looked up.
const RAREST: usize = 40;
/// How many texts before and behind its place a text is compared with.
const NEAR: usize = 3;
/// How many texts are compared with each.
const CANDIDATES: usize = 8;

/// A text of fewer characters begins too many others to say anything.
const SHORTEST_HEAD: usize = 4;

/// What is compared of a text: its letters, and their trigrams, sorted.
pub(super) struct Shingles {
    text: String,
    grams: Vec<u64>,
}

impl Shingles {
    /// Takes the trigrams of `text`, in lower case, with a blank at each end;
    /// Han characters count alone and in pairs. Addresses are left out: links
    /// are not alike for being links.
    pub(super) fn new(text: &str) -> Self {
        let text = text.replace("]({ $url })", "]").to_lowercase();
        let mut chars = vec![' '];
        chars.extend(text.chars());
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
        Self { text, grams }
    }

    /// Returns how alike two texts are, from 0 to 1.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a text has far fewer than 2^52 characters"
    )]
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        let total = self.grams.len() + other.grams.len();
        if total == 0 {
            return 1.0;
        }
        let shared = if self.grams.len() < other.grams.len() {
            shared(&self.grams, &other.grams)
        } else {
            shared(&other.grams, &self.grams)
        };
        let mut whole = 2.0 * shared as f64 / total as f64;
        if self.heads(other) || other.heads(self) {
            whole = whole.max(THRESHOLD);
        }
        let shorter = self.grams.len().min(other.grams.len());
        if shorter < SHORTEST_PART {
            return whole;
        }
        whole.max(PART * shared as f64 / shorter as f64)
    }

    /// Returns whether the other text begins with this one and a mark, as a
    /// term does that got its definition.
    fn heads(&self, other: &Self) -> bool {
        let own = self.text.trim_end_matches(|c: char| !c.is_alphanumeric());
        own.chars().nth(SHORTEST_HEAD - 1).is_some()
            && other.text.strip_prefix(own).is_some_and(|rest| {
                let mark = rest.chars().next();
                mark.is_none_or(|mark| !mark.is_alphanumeric() && !mark.is_whitespace())
            })
    }
}

/// Counts what two sorted lists share; `long` is at least as long as `short`.
fn shared(short: &[u64], long: &[u64]) -> usize {
    // In a far longer list each is looked up: many short texts may stand beside
    // one of megabytes.
    let is_far = long.len() / 16 > short.len();
    let (mut at, mut shared) = (0, 0);
    for gram in short {
        if is_far {
            at += long[at..].partition_point(|other| other < gram);
        } else {
            while long.get(at).is_some_and(|other| other < gram) {
                at += 1;
            }
        }
        if long.get(at) == Some(gram) {
            shared += 1;
            at += 1;
        }
    }
    shared
}

/// Pairs the `old` texts of a gap with its `new` ones, best first; each is
/// paired once at most, and no pair is below [`THRESHOLD`], but for the one
/// text that is left on each side between two others: [`LONE_THRESHOLD`].
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
        for gram in &shingles.grams {
            let list = holders.entry(*gram).or_default();
            if list.len() <= COMMON && list.last() != Some(&at) {
                list.push(at);
            }
        }
    }
    let mut scored = Vec::new();
    for (n, shingles) in new.iter().enumerate() {
        // Where all share their trigrams, as after a word was replaced
        // everywhere, the place still says which may be meant.
        let place = n * old.len() / new.len();
        let near = place.saturating_sub(NEAR)..(place + NEAR + 1).min(old.len());
        let mut found = candidates(shingles, &holders);
        found.extend(near.filter(|o| !found.contains(o)).collect::<Vec<_>>());
        for o in found {
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
    let mut pairs = take_best(&scored, old.len(), new.len());
    let lone: Vec<(usize, usize)> = lone(&pairs, old.len(), new.len())
        .into_iter()
        .filter(|(o, n)| old[*o].likeness(&new[*n]) >= LONE_THRESHOLD)
        .collect();
    pairs.extend(lone);
    pairs
}

/// Returns the texts that stand alone on both sides between two neighbouring
/// pairs, where no pair crosses another there.
fn lone(pairs: &[(usize, usize)], old: usize, new: usize) -> Vec<(usize, usize)> {
    let mut of: Vec<Option<usize>> = vec![None; old];
    let mut taken = vec![false; new];
    for (o, n) in pairs {
        of[*o] = Some(*n);
        taken[*n] = true;
    }
    (0..old)
        .filter(|o| of[*o].is_none())
        .filter_map(|o| {
            let from = o
                .checked_sub(1)
                .map_or(Some(0), |before| Some(of[before]? + 1))?;
            let to = of.get(o + 1).map_or(Some(new), |after| *after)?;
            (from + 1 == to && !taken[from]).then_some((o, from))
        })
        .collect()
}

/// Returns the old texts worth a comparison: those with most rare trigrams in common.
fn candidates(shingles: &Shingles, holders: &FxHashMap<u64, Vec<usize>>) -> Vec<usize> {
    let mut lists: Vec<&Vec<usize>> = shingles
        .grams
        .chunk_by(|a, b| a == b)
        .filter_map(|run| holders.get(&run[0]))
        .filter(|list| list.len() <= COMMON)
        .collect();
    lists.sort_by_key(|list| list.len());
    let mut seen: Vec<usize> = lists.into_iter().take(RAREST).flatten().copied().collect();
    seen.sort_unstable();
    let mut counted: Vec<(Reverse<usize>, usize)> = seen
        .chunk_by(|a, b| a == b)
        .map(|run| (Reverse(run.len()), run[0]))
        .collect();
    counted.sort_unstable();
    counted
        .into_iter()
        .take(CANDIDATES)
        .map(|(_, at)| at)
        .collect()
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
        let mut pairs = pair(&old, &new);
        pairs.sort_unstable();
        assert_eq!(pairs, [(0, 1), (1, 0)]);
    }

    #[test]
    fn divided_joined_and_rewritten_sentences_are_known() {
        let long = "Historically, programming in these contexts has been difficult and error prone: Rust hopes to change that.";
        let halves = [
            "Historically, programming in these contexts has been difficult and error prone.",
            "Rust hopes to change that.",
        ];
        assert_eq!(pair(&[long], &halves), [(0, 0)]);
        assert_eq!(pair(&halves, &[long]), [(0, 0)]);
        assert_eq!(pair(&[long], &halves[1..]), [(0, 0)]);
        // Written anew in its place, where nothing else is new or gone.
        let (old, new) = (
            "Interior Mutability: A Mutable Borrow",
            "Using Interior Mutability",
        );
        assert!(
            likeness(
                "The Anatomy of a Test Function",
                "Structuring Test Functions"
            ) < THRESHOLD
        );
        assert_eq!(
            pair(
                &["The Anatomy of a Test Function"],
                &["Structuring Test Functions"]
            ),
            [(0, 0)]
        );
        assert_eq!(
            pair(
                &["Same one.", old, "And the same two."],
                &["Same one!", new, "And the same two!"]
            )
            .len(),
            3
        );
        assert!(
            pair(
                &["The Anatomy of a Test Function", "Something else"],
                &["Structuring Test Functions"]
            )
            .is_empty()
        );
        // A term that got its definition, in the midst of others.
        assert_eq!(
            pair(
                &["macro:\\", "main:\\"],
                &["Other things:", "macro:\\\nIt writes code for you."]
            ),
            [(0, 1)]
        );
        assert!(
            pair(
                &["mdBook", "More"],
                &["mdBook can be had for nothing, by everybody."]
            )
            .is_empty()
        );
        // Links are not alike for being links.
        assert!(pair(&["[Scalar Types]({ $url })"], &["[Loops]({ $url })"]).is_empty());
        // A short text is part of any long one.
        assert!(
            pair(
                &["of the"],
                &["One of these days the mayor of the town will come."]
            )
            .is_empty()
        );
    }
}
