//! What git makes of two branches, line by line.

use crate::catalog::{LocaleFiles, STATE_FILE};
use std::collections::{BTreeMap, BTreeSet};

/// What becomes of lines that both branches changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::catalog) enum Conflict {
    /// Ours are taken.
    Ours,
    /// Theirs are taken.
    Theirs,
    /// Both stay, between markers.
    Markers,
}

/// What people take of the lines that both branches changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::catalog) struct Sides {
    pub(in crate::catalog) resource: Conflict,
    pub(in crate::catalog) facts: Conflict,
}

impl Sides {
    /// In the facts both sides stay, between markers, as the docs say that they may.
    pub(super) const fn of(resource: Conflict) -> Self {
        Self {
            resource,
            facts: Conflict::Markers,
        }
    }
}

/// Merges two branches of a locale's files into `ours`.
pub(in crate::catalog) fn merge_files(
    base: &LocaleFiles,
    ours: &mut LocaleFiles,
    theirs: &LocaleFiles,
    sides: Sides,
) {
    let names: BTreeSet<String> = [base, ours, theirs]
        .iter()
        .flat_map(|files| files.files.keys().cloned())
        .collect();
    for name in names {
        let (was, x, y) = (
            base.files.get(&name),
            ours.files.get(&name),
            theirs.files.get(&name),
        );
        let conflict = if name == STATE_FILE {
            sides.facts
        } else {
            sides.resource
        };
        let merged = match (was, x, y) {
            _ if y == was => continue,
            _ if x == was => y.cloned(),
            (_, Some(x), Some(y)) => {
                Some(merge_text(was.map_or("", String::as_str), x, y, conflict))
            }
            // One has removed what the other has changed: the file stays.
            (_, x, y) => x.or(y).cloned(),
        };
        match merged {
            Some(text) => drop(ours.files.insert(name, text)),
            None => drop(ours.files.remove(&name)),
        }
    }
}

/// Merges the lines of two branches as git does: changes that touch are a
/// conflict.
fn merge_text(base: &str, ours: &str, theirs: &str, conflict: Conflict) -> String {
    let [base, ours, theirs] =
        [base, ours, theirs].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let (a, b) = (kept(&base, &ours), kept(&base, &theirs));
    let (mut out, mut at, mut a_at, mut b_at) = (String::new(), 0, 0, 0);
    loop {
        // The next line that stands in all three.
        let next = (at..base.len()).find(|line| a.contains_key(line) && b.contains_key(line));
        let (to, a_to, b_to) = next.map_or((base.len(), ours.len(), theirs.len()), |line| {
            (line, a[&line], b[&line])
        });
        let (was, x, y) = (
            base[at..to].concat(),
            ours[a_at..a_to].concat(),
            theirs[b_at..b_to].concat(),
        );
        match conflict {
            _ if x == y || y == was => out.push_str(&x),
            _ if x == was => out.push_str(&y),
            Conflict::Ours => out.push_str(&x),
            Conflict::Theirs => out.push_str(&y),
            Conflict::Markers => {
                out.push_str(&format!("<<<<<<< ours\n{x}=======\n{y}>>>>>>> theirs\n"));
            }
        }
        let Some(line) = next else { return out };
        out.push_str(base[line]);
        (at, a_at, b_at) = (to + 1, a_to + 1, b_to + 1);
    }
}

/// Returns the lines of `old` that stay in `new`, with their places there.
fn kept(old: &[&str], new: &[&str]) -> BTreeMap<usize, usize> {
    let mut best = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            best[a][b] = if old[a] == new[b] {
                best[a + 1][b + 1] + 1
            } else {
                best[a + 1][b].max(best[a][b + 1])
            };
        }
    }
    let (mut a, mut b, mut pairs) = (0, 0, BTreeMap::new());
    while a < old.len() && b < new.len() {
        if old[a] == new[b] {
            pairs.insert(a, b);
            (a, b) = (a + 1, b + 1);
        } else if best[a + 1][b] >= best[a][b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}
