//! Running text: soft breaks, bare addresses, and figures that stay on a line.

use super::{Placed, Writer, first_character};
use crate::edition::html::{bare, unbroken};
use crate::locale::is_cjk;
use pulldown_cmark::Event;

/// Elements whose inline text may have elements of ours.
const OPEN_ELEMENTS: [&str; 18] = [
    "a", "abbr", "b", "br", "cite", "del", "em", "i", "ins", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "u",
];

impl Writer<'_, '_> {
    /// Writes the texts that the events begin with, and the soft breaks between
    /// them, as long as they are in one language; returns how many they are.
    pub(super) fn text(&mut self, events: &[Placed<'_>]) -> usize {
        let tongue = |at: usize| self.source.tongue(at).map(|one| one.span);
        let own = events.first().and_then(|(_, range)| tongue(range.start));
        let mut text = String::new();
        let mut count = 0;
        for (event, range) in events {
            if tongue(range.start) != own {
                break;
            }
            match event {
                Event::Text(one) => text.push_str(one),
                Event::SoftBreak => {
                    let following = events.get(count + 1..).unwrap_or_default();
                    let closed =
                        text.ends_with(is_cjk) && first_character(following).is_some_and(is_cjk);
                    if !closed {
                        text.push('\n');
                    }
                }
                _ => break,
            }
            count += 1;
        }
        if self.in_link || self.in_raw > 0 {
            self.out.push_str(&unbroken(&text));
        } else {
            bare::write(&text, unbroken, &mut self.out);
        }
        self.last = text.chars().next_back().or(self.last);
        count
    }
}

/// Returns whether inline HTML leaves what follows open to elements of ours:
/// a comment, or a tag of an element of running text.
pub(super) fn is_open(html: &str) -> bool {
    let name = html.trim_start_matches(['<', '/']);
    let end = name.find(|one: char| !one.is_ascii_alphanumeric());
    let name = name[..end.unwrap_or(name.len())].to_ascii_lowercase();
    html.starts_with("<!--") || OPEN_ELEMENTS.contains(&name.as_str())
}
