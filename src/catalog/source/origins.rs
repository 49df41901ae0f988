//! Which message of the last extraction each segment is.

use super::regroup::{self, Groups};
use super::{OldFiles, Origins, text_hash};
use crate::catalog::{DocumentInput, matching};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Finds documents that took another name: a new one that shares most of its
/// texts with one that is gone.
pub(super) fn renames(inputs: &[DocumentInput], old: &OldFiles) -> BTreeMap<usize, String> {
    let present: BTreeSet<&str> = inputs.iter().map(|one| one.path.as_str()).collect();
    let mut homes: BTreeMap<u64, BTreeSet<&str>> = BTreeMap::new();
    for (path, file) in old {
        if !present.contains(path.as_str()) {
            for entry in &file.entries {
                homes.entry(entry.hash).or_default().insert(path);
            }
        }
    }
    let mut scored = Vec::new();
    for (at, input) in inputs.iter().enumerate() {
        if homes.is_empty() || old.contains_key(&input.path) {
            continue;
        }
        let mut shared: BTreeMap<&str, usize> = BTreeMap::new();
        for segment in &input.segments {
            for path in homes
                .get(&text_hash(&segment.pattern))
                .into_iter()
                .flatten()
            {
                *shared.entry(path).or_default() += 1;
            }
        }
        for (path, count) in shared {
            let size = old.get(path).map_or(0, |file| file.entries.len());
            if 2 * count >= size.min(input.segments.len()) {
                scored.push((std::cmp::Reverse(count), at, path));
            }
        }
    }
    scored.sort_unstable();
    let (mut renamed, mut used) = (BTreeMap::new(), BTreeSet::new());
    for (_, at, path) in scored {
        if !renamed.contains_key(&at) && used.insert(path) {
            renamed.insert(at, path.to_owned());
        }
    }
    renamed
}

/// Finds for each segment of each document the message it was.
pub(super) fn find_origins<'a>(
    inputs: &[DocumentInput],
    old: &'a OldFiles,
    renamed: &BTreeMap<usize, String>,
    returned: &BTreeMap<u64, String>,
) -> (Vec<Origins<'a>>, Groups) {
    let hashes: Vec<Vec<u64>> = inputs
        .par_iter()
        .map(|one| one.segments.iter().map(|s| text_hash(&s.pattern)).collect())
        .collect();
    let mut used: BTreeMap<&str, Vec<bool>> = old
        .iter()
        .map(|(path, file)| (path.as_str(), vec![false; file.entries.len()]))
        .collect();
    let mut origins: Vec<Origins<'a>> = Vec::with_capacity(inputs.len());
    let mut anchors = Vec::with_capacity(inputs.len());
    let mut groups = Groups::new();
    for (at, input) in inputs.iter().enumerate() {
        let home = renamed.get(&at).unwrap_or(&input.path);
        let mut found: Origins<'a> = vec![None; input.segments.len()];
        let mut pairs = Vec::new();
        let known = old.get_key_value(home);
        if let (Some((home, file)), Some(used)) = (known, used.get_mut(home.as_str())) {
            let texts: Vec<u64> = file.entries.iter().map(|e| e.hash).collect();
            pairs = matching::in_order(&texts, &hashes[at]);
            for (o, n) in &pairs {
                used[*o] = true;
                found[*n] = Some((home.as_str(), *o));
            }
            regroup::find((at, input), (home, file), used, &mut found, &mut groups);
        }
        anchors.push(pairs);
        origins.push(found);
    }
    find_moved(
        inputs,
        old,
        renamed,
        &hashes,
        &groups,
        &mut used,
        &mut origins,
    );
    for (at, input) in inputs.iter().enumerate() {
        let home = renamed.get(&at).unwrap_or(&input.path);
        let known = old.get_key_value(home);
        let (Some((home, file)), Some(used)) = (known, used.get_mut(home.as_str())) else {
            continue;
        };
        let free = |n: usize| {
            origins[at][n].is_none()
                && !returned.contains_key(&hashes[at][n])
                && !groups.contains_key(&(at, n))
        };
        let new_free: Vec<bool> = (0..hashes[at].len()).map(free).collect();
        if used.iter().all(|used| *used) || !new_free.contains(&true) {
            continue;
        }
        let old_texts: Vec<String> = file
            .entries
            .iter()
            .map(|e| matching::normalised(&e.text))
            .collect();
        let new_texts: Vec<String> = input
            .segments
            .iter()
            .map(|s| matching::normalised(&s.pattern))
            .collect();
        let old_free: Vec<bool> = used.iter().map(|used| !used).collect();
        let old_texts: Vec<&str> = old_texts.iter().map(String::as_str).collect();
        let new_texts: Vec<&str> = new_texts.iter().map(String::as_str).collect();
        for (o, n) in matching::in_gaps(&old_texts, &old_free, &new_texts, &new_free, &anchors[at])
        {
            used[o] = true;
            origins[at][n] = Some((home.as_str(), o));
        }
    }
    (origins, groups)
}

/// Finds equal texts that moved: in the document first, then from any other.
fn find_moved<'a>(
    inputs: &[DocumentInput],
    old: &'a OldFiles,
    renamed: &BTreeMap<usize, String>,
    hashes: &[Vec<u64>],
    groups: &Groups,
    used: &mut BTreeMap<&'a str, Vec<bool>>,
    origins: &mut [Origins<'a>],
) {
    let mut pool: BTreeMap<u64, BTreeSet<(&'a str, usize)>> = BTreeMap::new();
    for (path, file) in old {
        for (at, entry) in file.entries.iter().enumerate() {
            if used.get(path.as_str()).is_some_and(|used| !used[at]) {
                pool.entry(entry.hash).or_default().insert((path, at));
            }
        }
    }
    for own in [true, false] {
        for (at, input) in inputs.iter().enumerate() {
            let home = renamed.get(&at).unwrap_or(&input.path);
            let home = old.get_key_value(home).map(|(path, _)| path.as_str());
            for (n, origin) in origins[at].iter_mut().enumerate() {
                let Some(free) = pool
                    .get_mut(&hashes[at][n])
                    .filter(|_| origin.is_none() && !groups.contains_key(&(at, n)))
                else {
                    continue;
                };
                let found = match home {
                    Some(home) if own => free.range((home, 0)..).next().filter(|one| one.0 == home),
                    None if own => None,
                    _ => free.first(),
                };
                if let Some(found) = found.copied() {
                    free.remove(&found);
                    if let Some(used) = used.get_mut(found.0) {
                        used[found.1] = true;
                    }
                    *origin = Some(found);
                }
            }
        }
    }
}
