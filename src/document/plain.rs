//! Plain text: paragraphs between blank lines, every character literal.

use super::{BlockKind, Document, Leaf, Slot};
use crate::text::Span;

/// Adds a leaf for each paragraph of `text`.
pub(super) fn read(text: &str, document: &mut Document) {
    let mut open: Option<Span> = None;
    let mut at = document.body;
    for line in text[document.body..].split_inclusive(['\n', '\r']) {
        let content = line.trim_matches(is_blank);
        if content.is_empty() {
            // The LF of a CRLF comes as a line of its own and ends nothing.
            let is_rest_of_crlf = line == "\n" && text[..at].ends_with('\r');
            if !is_rest_of_crlf {
                close(text, &mut open, document);
            }
        } else {
            let start = at + (line.len() - line.trim_start_matches(is_blank).len());
            let end = start + content.len();
            open = Some(Span::new(open.map_or(start, |span| span.start), end));
        }
        at += line.len();
    }
    close(text, &mut open, document);
}

const fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}')
}

/// Ends a paragraph; one without a letter or a figure has nothing to translate.
fn close(text: &str, open: &mut Option<Span>, document: &mut Document) {
    if let Some(span) = open.take()
        && span.slice(text).contains(char::is_alphanumeric)
    {
        document
            .leaves
            .push(Leaf::new(BlockKind::Paragraph, span, Slot::Plain));
    }
}
