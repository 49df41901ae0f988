//! Boundaries that stay while the text stays.
//!
//! [`Boundaries`] knows the messages that the last extraction made of each
//! document. [`Boundaries::keep`] divides a block whose text has not changed
//! as it was divided then, whatever the splitter says now.
//!
//! 1. A block whose messages stand there as they are is left alone.
//! 2. Any other is looked for by its letters and digits: a run of messages
//!    that has the same ones.
//! 3. The block's text is cut where the letters of those messages end, and the
//!    cut is kept only where each piece is, as a pattern, the message that was.

use super::message::Message;
use super::{Segment, Split, sentence};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// By how many letters a run is looked up, in bytes: a block of fewer has no
/// two sentences worth keeping.
const HEAD: usize = 8;
/// How many places are looked at for one block, and how many for one cut:
/// keeps the work linear where all is alike.
const TRIES: usize = 64;

/// The messages that documents were divided into.
#[derive(Debug, Default)]
pub struct Boundaries<'a> {
    messages: Vec<&'a str>,
    homes: FxHashMap<&'a str, Range<usize>>,
    letters: OnceLock<Letters>,
}

/// The letters of messages, one after another.
#[derive(Debug)]
pub(crate) struct Letters {
    text: String,
    /// Where each message's letters begin and end.
    places: Vec<Range<usize>>,
    /// The messages by the letters that begin there.
    heads: FxHashMap<[u8; HEAD], Vec<usize>>,
}

impl Letters {
    /// Takes the messages of each document, as patterns; no run goes from one
    /// document into another.
    pub(crate) fn new<'a>(
        documents: impl IntoIterator<Item = impl IntoIterator<Item = &'a str>>,
    ) -> Self {
        let (mut text, mut places) = (String::new(), Vec::new());
        for document in documents {
            for message in document {
                let start = text.len();
                push_letters(&mut text, message);
                places.push(start..text.len());
            }
            text.push('\0');
        }
        let mut heads: FxHashMap<[u8; HEAD], Vec<usize>> = FxHashMap::default();
        for (at, place) in places.iter().enumerate() {
            if let Some(head) = text.as_bytes()[place.start..].first_chunk() {
                heads.entry(*head).or_default().push(at);
            }
        }
        Self {
            text,
            places,
            heads,
        }
    }

    /// Returns the runs of messages that have these letters: first those of
    /// `home` behind `at`, then those before, then others; not all of many.
    pub(crate) fn runs(&self, wanted: &str, at: usize, home: &Range<usize>) -> Vec<Range<usize>> {
        let head = wanted.as_bytes().first_chunk::<HEAD>();
        let Some(found) = head.and_then(|head| self.heads.get(head)) else {
            return Vec::new();
        };
        let place = |limit: usize| found.partition_point(|one| *one < limit);
        let (first, last) = (place(home.start), place(home.end));
        let from = place(at).clamp(first, last);
        let order = (from..last)
            .chain(first..from)
            .chain(0..first)
            .chain(last..found.len());
        let mut runs = Vec::new();
        for start in order.take(TRIES).map(|index| found[index]) {
            let from = self.places[start].start;
            if !self.text[from..].starts_with(wanted) {
                continue;
            }
            let end = from + wanted.len();
            let last = self.places.partition_point(|place| place.end < end);
            // Messages without letters may follow: a dash, say.
            let ends = (last..self.places.len().min(last + 4))
                .take_while(|one| self.places[*one].end == end);
            runs.extend(ends.map(|last| start..last + 1));
        }
        runs
    }
}

impl<'a> Boundaries<'a> {
    /// Takes the messages of each document, in their order, as patterns.
    #[must_use]
    pub fn new(documents: impl IntoIterator<Item = (&'a str, Vec<&'a str>)>) -> Self {
        let mut made = Self::default();
        for (document, messages) in documents {
            let start = made.messages.len();
            made.messages.extend(messages);
            made.homes.insert(document, start..made.messages.len());
        }
        made
    }

    /// Divides the blocks of `split`, the document `path`, as they were; returns
    /// how many were divided otherwise now.
    pub fn keep(&self, path: &str, split: &mut Split) -> usize {
        if self.messages.is_empty() {
            return 0;
        }
        let home = self.homes.get(path).cloned().unwrap_or(0..0);
        let (mut at, mut places) = (home.start, None);
        let mut otherwise: Vec<(usize, Vec<Range<usize>>)> = Vec::new();
        for (index, block) in split.blocks.iter().enumerate() {
            let fresh = &split.segments[block.segments.clone()];
            if !self.stands(fresh, at, &home) {
                // What comes next there, before what is equal elsewhere.
                let Some(message) = split.message(index) else {
                    continue;
                };
                if let Some(ranges) = self.cut_at(&message, at, &home) {
                    at += ranges.len();
                    otherwise.push((index, ranges));
                    continue;
                }
                let places = places.get_or_insert_with(|| self.places(&home));
                let found = fresh
                    .first()
                    .and_then(|first| places.get(&plain(&first.pattern)));
                let found = found.into_iter().flatten().copied();
                let Some(there) = found
                    .take(TRIES)
                    .find(|one| self.stands(fresh, *one, &home))
                else {
                    if let Some((from, ranges)) = self.cut(&message, at, &home) {
                        at = from + ranges.len();
                        otherwise.push((index, ranges));
                    }
                    continue;
                };
                at = there;
            }
            at += fresh.len();
        }
        otherwise.retain(|(index, ranges)| {
            split.ranges[split.blocks[*index].segments.clone()] != **ranges
        });
        let count = otherwise.len();
        split.divide_anew(otherwise);
        count
    }

    /// Cuts the text of `message` into the messages from `at` on, if they have
    /// its letters.
    fn cut_at(
        &self,
        message: &Message<'_>,
        at: usize,
        home: &Range<usize>,
    ) -> Option<Vec<Range<usize>>> {
        let wanted: String = letter_places(message).map(|(_, c)| c).collect();
        let (mut letters, mut end) = (String::new(), at);
        while end < home.end && letters.len() < wanted.len() {
            let rest = wanted.len() - letters.len();
            letters.extend(letters_of(self.messages[end]).take(rest + 1));
            end += 1;
        }
        (end > at && letters == wanted)
            .then(|| self.ranges(message, at..end))
            .flatten()
    }

    /// Returns whether the messages from `at` on are those of `fresh`.
    fn stands(&self, fresh: &[Segment], at: usize, home: &Range<usize>) -> bool {
        at >= home.start
            && at + fresh.len() <= home.end
            && fresh
                .iter()
                .zip(&self.messages[at..])
                .all(|(one, message)| same(&one.pattern, message))
    }

    /// Returns where each message of a document stands.
    fn places(&self, home: &Range<usize>) -> FxHashMap<String, Vec<usize>> {
        let mut places: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for at in home.clone() {
            places.entry(plain(self.messages[at])).or_default().push(at);
        }
        places
    }

    /// Finds a run of messages with the letters of `message`, and the ranges
    /// that they are of its text: in its own document behind `at` if it can
    /// be, else before, else in another.
    fn cut(
        &self,
        message: &Message<'_>,
        at: usize,
        home: &Range<usize>,
    ) -> Option<(usize, Vec<Range<usize>>)> {
        let wanted: String = letter_places(message).map(|(_, c)| c).collect();
        let letters = self.letters.get_or_init(|| self.all_letters());
        letters
            .runs(&wanted, at, home)
            .into_iter()
            .find_map(|run| Some((run.start, self.ranges(message, run)?)))
    }

    /// Cuts the text of `message` into the messages of `run`, if it can be.
    fn ranges(&self, message: &Message<'_>, run: Range<usize>) -> Option<Vec<Range<usize>>> {
        let text = message.text;
        let closed = closed(message);
        let mut ranges = Vec::with_capacity(run.len());
        let mut letters = letter_places(message).peekable();
        let mut start = 0;
        for at in run.clone() {
            let wanted = self.messages[at];
            let mut end = start;
            for _ in letters_of_pattern(wanted).chars() {
                let (place, c) = letters.next()?;
                end = place + c.len_utf8();
            }
            let limit = if at + 1 == run.end {
                end = text.len();
                end
            } else {
                letters.peek().map_or(text.len(), |(place, _)| *place)
            };
            let cut = |end: &usize| {
                let range = sentence::trimmed(text, start..*end)?;
                let inside = closed.partition_point(|one| one.start < *end);
                let apart = inside == 0 || closed[inside - 1].end <= *end;
                (apart && same(&message.pattern(range.clone()), wanted)).then_some((range, *end))
            };
            let (range, end) = (end..=limit)
                .filter(|end| text.is_char_boundary(*end))
                .take(TRIES)
                .find_map(|end| cut(&end))?;
            ranges.push(range);
            start = end;
        }
        Some(ranges)
    }

    fn all_letters(&self) -> Letters {
        let mut homes: Vec<&Range<usize>> = self.homes.values().collect();
        homes.sort_by_key(|home| home.start);
        Letters::new(
            homes
                .into_iter()
                .map(|home| self.messages[home.clone()].iter().copied()),
        )
    }
}

/// Returns the parts of `a` that are not numbers of addresses.
fn unnumbered(a: &str) -> impl Iterator<Item = &str> {
    a.split("{ $url").enumerate().map(|(index, part)| {
        if index == 0 {
            part
        } else {
            part.trim_start_matches(|c: char| c.is_ascii_digit())
        }
    })
}

/// Returns whether two patterns differ in the numbers of addresses at most.
fn same(a: &str, b: &str) -> bool {
    a == b || unnumbered(a).eq(unnumbered(b))
}

fn plain(pattern: &str) -> String {
    unnumbered(pattern).collect::<Vec<_>>().join("{ $url")
}

/// Returns the letters and digits of a pattern: none of an address's variable
/// or of an escape.
pub(crate) fn letters_of_pattern(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    push_letters(&mut out, pattern);
    out
}

fn push_letters(out: &mut String, pattern: &str) {
    out.extend(letters_of(pattern));
}

fn letters_of(pattern: &str) -> impl Iterator<Item = char> {
    unnumbered(pattern)
        .flat_map(|part| part.split("{ \"\\u").enumerate())
        .flat_map(|(index, part)| {
            let escape = (index > 0).then(|| part.split_once('}')).flatten();
            let part = escape.map_or(part, |(_, rest)| rest);
            part.chars().filter(|c| c.is_alphanumeric())
        })
}

/// Returns the letters and digits of a text with their places, but for those
/// of its addresses.
fn letter_places<'a>(message: &Message<'a>) -> impl Iterator<Item = (usize, char)> + use<'a> {
    let mut addresses = message.addresses.iter().peekable();
    message.text.char_indices().filter(move |(at, c)| {
        while addresses.next_if(|address| address.end <= *at).is_some() {}
        c.is_alphanumeric() && !addresses.peek().is_some_and(|address| address.contains(at))
    })
}

/// Returns the parts that no sentence ends in: in order, and joined where they
/// overlap.
fn closed(message: &Message<'_>) -> Vec<Range<usize>> {
    let all = message.nests.iter().chain(message.atoms);
    let mut all: Vec<Range<usize>> = all.chain(message.addresses).cloned().collect();
    all.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(all.len());
    for range in all {
        match joined.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}
