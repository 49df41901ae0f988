//! WeChat: the body of a page becomes a fragment that its editor takes.
//!
//! People paste an article into WeChat's editor, which keeps what each element
//! says of itself and drops style sheets, classes, scripts, drawings in SVG and
//! links that lead out of WeChat. So the fragment has:
//!
//! - inline styles alone (`style`), by elements that are known here and no
//!   others (`writer`);
//! - no link: its text stays, with a number, and its address is in the notes at
//!   the end, among the footnotes;
//! - pictures that the editor takes: who calls says which by a [`Picture`].
//!
//! [`fragment`] makes it from the body that [`html`](super::html) wrote, and
//! [`copy_page`] makes the page with the button that copies it.

mod copy;
mod style;
mod writer;

pub use copy::{CopyPage, copy_page};

use super::page::Text;
use super::words::Words;
use std::collections::BTreeSet;

/// What stands in the place of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// A picture that is shown, by its address.
    Shown(String),
    /// Its alternative text: there is nothing to show.
    Text,
}

/// What a fragment is made of.
pub struct Article<'a> {
    /// The body of the page, as HTML.
    pub body: &'a str,
    /// The title, where it has to be written over the body.
    pub title: Option<&'a Text>,
    /// The correction, which stands over the text and after its headline.
    pub correction: Option<&'a Text>,
    /// The words of the interface, in the locale of the article.
    pub words: &'a Words,
    /// Says what stands in the place of the picture at an address.
    pub picture: &'a dyn Fn(&str) -> Picture,
}

/// A fragment of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// The fragment.
    pub html: String,
    /// The elements of the body that show something and are not in it, such as
    /// `svg` and `video`.
    pub left_out: BTreeSet<String>,
}

/// Makes the fragment of an article.
///
/// Whatever the body holds, the fragment has the elements and attributes that
/// this module knows, nested as they should be, and no address but those of
/// pictures.
#[must_use]
pub fn fragment(article: &Article<'_>) -> Fragment {
    writer::write(article)
}

#[cfg(test)]
mod tests;
