//! Rules of typography, by language and house style.
//!
//! They read the prose of a text without marks ([`super::prose`]). A fix is
//! given only where it cannot change what the text means.

mod balance;
pub mod bidi_control;
pub mod capitalised_date;
pub mod double_space;
pub mod doubled_punctuation;
pub mod doubled_word;
pub mod end_punctuation_mismatch;
pub mod full_width_alphanumeric;
pub mod half_width_bracket;
pub mod half_width_punctuation;
pub mod han_latin_space;
pub mod invisible_character;
pub mod missing_space;
pub mod mixed_han_scripts;
pub mod mojibake;
pub mod number_format;
pub mod percent_space;
pub mod replacement_character;
pub mod space_by_punctuation;
pub mod stop_before_quote;
pub mod stray_space;
#[cfg(test)]
mod tests;
pub mod unpaired_bracket;
pub mod unpaired_question_mark;
pub mod unpaired_quote;
pub mod untranslated_words;
pub mod wrong_dash;
pub mod wrong_ellipsis;
pub mod wrong_nested_quote;
pub mod wrong_quote;

use super::Text;
use super::prose::ATOM;
use crate::locale::is_han;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Common English words, in lower case: a name has few of them.
pub(super) const COMMON: &[&str] = &[
    "the", "and", "of", "to", "is", "are", "was", "were", "with", "for", "from", "that", "this",
    "these", "those", "which", "it", "its", "by", "on", "at", "an", "be", "been", "has", "have",
    "had", "not", "but", "or", "as", "will", "would", "can", "could", "should", "their", "they",
    "there", "when", "where", "who", "what", "into", "than", "then", "we", "you", "your", "our",
    "his", "her", "he", "she",
];

/// A pattern that is compiled once.
type Pattern = LazyLock<Option<Regex>>;

/// Returns every place of a pattern in a text's plain prose.
fn places<'t>(
    pattern: &'static Pattern,
    text: &Text<'t>,
) -> impl Iterator<Item = Range<usize>> + use<'t> {
    let plain = text.plain();
    pattern
        .iter()
        .flat_map(move |pattern| pattern.find_iter(plain))
        .map(|found| found.range())
}

/// Returns the character before a place.
fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Returns the character at a place.
fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Tells whether a character is a blank within a line.
const fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\u{3000}')
}

/// Tells whether a character is punctuation that Chinese sets full-width.
const fn is_wide(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '（'
            | '）'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '【'
            | '】'
            | '「'
            | '」'
            | '『'
            | '』'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '…'
    )
}

/// Tells whether a character makes its surroundings Chinese.
fn is_chinese(c: Option<char>) -> bool {
    c.is_some_and(|c| is_han(c) || is_wide(c))
}

/// Extends a range over the blanks on both sides.
fn with_blanks(text: &str, range: Range<usize>) -> Range<usize> {
    let head = text[..range.start].trim_end_matches(is_blank).len();
    let tail = &text[range.end..];
    let end = range.end + tail.len() - tail.trim_start_matches(is_blank).len();
    head..end
}

/// Returns the words of a text with their places: runs of letters, digits and
/// apostrophes between letters.
fn words(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inner = c.is_alphanumeric() && !is_han(c)
            || c == '_'
            || (matches!(c, '\'' | '’' | '-')
                && start.is_some()
                && after(text, at + c.len_utf8()).is_some_and(char::is_alphabetic));
        match (start, inner) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.push((from..at, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Tells whether a character stands for what is no prose.
const fn is_atom(c: char) -> bool {
    c == ATOM
}

/// Where a mark stands in a text, for many questions about one text.
struct Marks(Vec<usize>);

impl Marks {
    fn of(text: &str, mark: char) -> Self {
        Self(text.match_indices(mark).map(|(at, _)| at).collect())
    }

    /// Returns how many stand before a place.
    fn before(&self, at: usize) -> usize {
        self.0.partition_point(|place| *place < at)
    }
}

/// How far back a word is looked for, in bytes.
const LONGEST_WORD: usize = 256;

/// Returns where the last word of a text begins; blanks may be of several bytes.
fn last_word(text: &str) -> usize {
    let from = text.floor_char_boundary(text.len().saturating_sub(LONGEST_WORD));
    let near = &text[from..];
    from + near.trim_end_matches(|c: char| !c.is_whitespace()).len()
}
