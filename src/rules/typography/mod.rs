//! Rules of typography, by language and house style.
//!
//! They read the prose of a text without marks ([`super::prose`]). A fix is
//! given only where it cannot change what the text means.

pub mod double_space;

use super::Text;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

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
