//! The numbers of addresses, assigned once.

use super::{OldFiles, Origins};
use crate::catalog::{DocumentInput, matching};
use crate::segment::{Address, Block};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Gives the addresses of each block the numbers that they had.
///
/// First by place where a text is unchanged, then by the address itself, then
/// by order where a text was edited; the rest gets numbers not used before.
pub(super) fn number_addresses(
    input: &DocumentInput,
    origins: &Origins<'_>,
    old: &OldFiles,
) -> (Vec<String>, Vec<Vec<Address>>) {
    let mut patterns: Vec<String> = input.segments.iter().map(|s| s.pattern.clone()).collect();
    let mut addresses: Vec<Vec<Address>> = Vec::with_capacity(input.blocks.len());
    for block in &input.blocks {
        if block.addresses.is_empty() {
            addresses.push(Vec::new());
            continue;
        }
        let range = block.segments.start..block.segments.end.min(patterns.len());
        let map = address_map(block, input, origins, old);
        for pattern in patterns.get_mut(range).into_iter().flatten() {
            *pattern = matching::renumbered(pattern, |n| map.get(&n).unwrap_or(&n).to_string());
        }
        let renumber = |one: &Address| Address {
            number: *map.get(&one.number).unwrap_or(&one.number),
            value: one.value.clone(),
        };
        addresses.push(block.addresses.iter().map(renumber).collect());
    }
    (patterns, addresses)
}

fn address_map(
    block: &Block,
    input: &DocumentInput,
    origins: &Origins<'_>,
    old: &OldFiles,
) -> BTreeMap<usize, usize> {
    let mut map: BTreeMap<usize, usize> = BTreeMap::new();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let mut before: Vec<&Address> = Vec::new();
    let mut give = |map: &mut BTreeMap<usize, usize>, new: usize, old: usize| {
        if !map.contains_key(&new) && used.insert(old) {
            map.insert(new, old);
        }
    };
    let mut edited = Vec::new();
    for n in block.segments.clone() {
        let (Some(segment), Some(&Some((path, at)))) = (input.segments.get(n), origins.get(n))
        else {
            continue;
        };
        let Some(entry) = old.get(path).and_then(|file| file.entries.get(at)) else {
            continue;
        };
        before.extend(&entry.addresses);
        let (now, then) = (
            matching::numbers(&segment.pattern),
            matching::numbers(&entry.text),
        );
        if matching::normalised(&segment.pattern) == matching::normalised(&entry.text) {
            for (new, old) in now.into_iter().zip(then) {
                give(&mut map, new, old);
            }
        } else {
            edited.push((now, then));
        }
    }
    let mut known: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    for one in &before {
        known.entry(&one.value).or_default().push_back(one.number);
    }
    for address in &block.addresses {
        // Numbers that are taken go for good: a text may name one address often.
        let Some(numbers) = known.get_mut(address.value.trim()) else {
            continue;
        };
        while !map.contains_key(&address.number)
            && let Some(number) = numbers.pop_front()
        {
            give(&mut map, address.number, number);
        }
    }
    for (now, then) in edited {
        if now.len() == then.len() {
            for (new, old) in now.into_iter().zip(then) {
                give(&mut map, new, old);
            }
        }
    }
    let highest = before.iter().map(|one| one.number).max().unwrap_or(0);
    let mut next = map.values().copied().max().unwrap_or(0).max(highest);
    for address in &block.addresses {
        map.entry(address.number).or_insert_with(|| {
            next = next.saturating_add(1);
            next
        });
    }
    map
}
