//! Which message of the source resource each segment is.

use super::similarity;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How deep anchors are looked for between anchors, before the rest is paired
/// by its order alone: keeps the work near-linear on hostile input.
const DEPTH: usize = 24;

/// A pair of an old and a new index.
pub(super) type Pair = (usize, usize);

/// Pairs equal elements of two sequences in order, as a patience diff does.
///
/// First the ends that are equal, then elements that are unique on both sides,
/// then the same between them; equal elements that are not unique are paired
/// by their rank. The pairs rise on both sides.
pub(super) fn in_order(old: &[u64], new: &[u64]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut work = vec![(0..old.len(), 0..new.len(), 0_usize)];
    while let Some((mut o, mut n, depth)) = work.pop() {
        while !o.is_empty() && !n.is_empty() && old[o.start] == new[n.start] {
            pairs.push((o.start, n.start));
            o.start += 1;
            n.start += 1;
        }
        while !o.is_empty() && !n.is_empty() && old[o.end - 1] == new[n.end - 1] {
            o.end -= 1;
            n.end -= 1;
            pairs.push((o.end, n.end));
        }
        if o.is_empty() || n.is_empty() {
            continue;
        }
        let unique = rising(&common(old, o.clone(), new, n.clone(), true));
        if unique.is_empty() || depth >= DEPTH {
            pairs.extend(rising(&common(old, o, new, n, false)));
            continue;
        }
        let (mut o_at, mut n_at) = (o.start, n.start);
        for (a, b) in &unique {
            work.push((o_at..*a, n_at..*b, depth + 1));
            (o_at, n_at) = (a + 1, b + 1);
        }
        work.push((o_at..o.end, n_at..n.end, depth + 1));
        pairs.extend(unique);
    }
    pairs.sort_unstable();
    pairs
}

/// Returns pairs of equal elements, by their place in `new`: those that are
/// unique on both sides, or each with the one of the same rank.
fn common(old: &[u64], o: Range<usize>, new: &[u64], n: Range<usize>, unique: bool) -> Vec<Pair> {
    let mut places: FxHashMap<u64, (Vec<usize>, Vec<usize>)> = FxHashMap::default();
    for at in o {
        places.entry(old[at]).or_default().0.push(at);
    }
    let mut order = Vec::new();
    for at in n {
        if let Some(both) = places.get_mut(&new[at]) {
            if both.1.is_empty() {
                order.push(new[at]);
            }
            both.1.push(at);
        }
    }
    let mut pairs = Vec::new();
    for element in order {
        if let Some((a, b)) = places.get(&element)
            && (!unique || (a.len() == 1 && b.len() == 1))
        {
            pairs.extend(a.iter().copied().zip(b.iter().copied()));
        }
    }
    pairs.sort_unstable_by_key(|(_, b)| *b);
    pairs
}

/// Returns the longest run of `pairs` that rises on both sides; `pairs` rise
/// in their second part.
fn rising(pairs: &[Pair]) -> Vec<Pair> {
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (at, (old, _)) in pairs.iter().enumerate() {
        let place = tops.partition_point(|top| pairs[*top].0 < *old);
        before[at] = place.checked_sub(1).map(|one| tops[one]);
        if place == tops.len() {
            tops.push(at);
        } else {
            tops[place] = at;
        }
    }
    let mut run = Vec::with_capacity(tops.len());
    let mut next = tops.last().copied();
    while let Some(at) = next {
        run.push(pairs[at]);
        next = before[at];
    }
    run.reverse();
    run
}

/// Pairs what is left between the `anchors` (which rise on both sides) by
/// likeness; `old_free` and `new_free` say what is left.
pub(super) fn in_gaps(
    old: &[&str],
    old_free: &[bool],
    new: &[&str],
    new_free: &[bool],
    anchors: &[Pair],
) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let (mut o_at, mut n_at) = (0, 0);
    let ends = anchors
        .iter()
        .copied()
        .chain(std::iter::once((old.len(), new.len())));
    for (a, b) in ends {
        let o: Vec<usize> = (o_at..a).filter(|at| old_free[*at]).collect();
        let n: Vec<usize> = (n_at..b).filter(|at| new_free[*at]).collect();
        let o_texts: Vec<&str> = o.iter().map(|at| old[*at]).collect();
        let n_texts: Vec<&str> = n.iter().map(|at| new[*at]).collect();
        let found = similarity::pair(&o_texts, &n_texts);
        pairs.extend(found.into_iter().map(|(x, y)| (o[x], n[y])));
        (o_at, n_at) = (a + 1, b + 1);
    }
    pairs
}

/// Returns `pattern` with the numbers of its addresses taken away, which is
/// what texts are compared by.
pub(super) fn normalised(pattern: &str) -> String {
    renumbered(pattern, |_| String::new())
}

/// Returns the numbers of the addresses in `pattern`, in order.
pub(super) fn numbers(pattern: &str) -> Vec<usize> {
    let mut found = Vec::new();
    renumbered(pattern, |number| {
        found.push(number);
        String::new()
    });
    found
}

/// Returns `pattern` with each address's number replaced by what `name` says.
pub(super) fn renumbered(pattern: &str, mut name: impl FnMut(usize) -> String) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(at) = rest.find("$url") {
        let digits_at = at + "$url".len();
        let digits = rest[digits_at..]
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        out.push_str(&rest[..digits_at]);
        let tail = &rest[digits_at..];
        let ends = !tail[digits..]
            .starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        match tail[..digits].parse() {
            Ok(number) if ends => out.push_str(&name(number)),
            _ => out.push_str(&tail[..digits]),
        }
        rest = &tail[digits..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_elements_are_paired_in_order() {
        assert_eq!(in_order(&[1, 2, 3], &[1, 9, 3]), [(0, 0), (2, 2)]);
        assert_eq!(
            in_order(&[1, 2, 3, 4], &[4, 1, 2, 3]),
            [(0, 1), (1, 2), (2, 3)]
        );
        assert_eq!(
            in_order(&[5, 1, 5, 2, 5], &[1, 5, 2, 5]),
            [(1, 0), (2, 1), (3, 2), (4, 3)]
        );
        assert!(in_order(&[], &[1]).is_empty());
    }

    #[test]
    fn numbers_of_addresses_do_not_matter() {
        assert_eq!(normalised("[a]({ $url12 }) $urls"), "[a]({ $url }) $urls");
        assert_eq!(numbers("{ $url2 } { $url1 }"), [2, 1]);
        assert_eq!(
            renumbered("{ $url1 }", |n| (n + 4).to_string()),
            "{ $url5 }"
        );
    }
}
