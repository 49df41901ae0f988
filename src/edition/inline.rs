//! Inline Markdown as the text that a reader sees, for places where no markup
//! can stand: a page's title and description, a term in plain text.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// What stands before a line, so that nothing in it begins a block.
const BEFORE: &str = "x ";

/// Returns a line of Markdown without its marks: emphasis, code, links,
/// escapes and entities are read; line ends become blanks.
///
/// What might be meant as it is written stays: tags (`Vec<T>`), formulas
/// (`$5`), and two low lines (`__init__`).
#[must_use]
pub fn plain_line(text: &str) -> String {
    let is_mark = |c: char| matches!(c, '*' | '_' | '`' | '[' | '\\' | '&' | '~' | '\n' | '\r');
    if !text.contains(is_mark) {
        return text.to_owned();
    }
    let lines = text.split(['\r', '\n']).filter(|line| !line.is_empty());
    let line = format!("{BEFORE}{}", lines.collect::<Vec<_>>().join(" "));
    let mut out = String::with_capacity(text.len());
    for (event, range) in Parser::new_ext(&line, Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => out.push_str(&text),
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong)
                if line[range.start..].starts_with("__") =>
            {
                out.push_str("__");
            }
            _ => {}
        }
    }
    // The blanks at the end belong to no event.
    out.push_str(&line[line.trim_end().len()..]);
    out.get(BEFORE.len()..).unwrap_or_default().to_owned()
}

/// A heading that shows some text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Where it begins in the document.
    pub at: usize,
    /// Its text without marks and tags, but with its formulas.
    pub text: String,
}

/// Finds the first heading that shows some text.
pub(super) fn first_heading(events: &[(Event<'_>, Range<usize>)]) -> Option<Heading> {
    let mut open: Option<Heading> = None;
    for (event, range) in events {
        if let Event::Start(Tag::Heading { .. }) = event {
            open = Some(Heading {
                at: range.start,
                text: String::new(),
            });
            continue;
        }
        let Some(heading) = &mut open else {
            continue;
        };
        match event {
            Event::End(TagEnd::Heading(_)) => {
                heading.text = heading.text.trim().to_owned();
                if !heading.text.is_empty() {
                    return open;
                }
                open = None;
            }
            Event::Text(text) | Event::Code(text) => heading.text.push_str(text),
            Event::InlineMath(text) => heading.text.push_str(&format!("${text}$")),
            Event::DisplayMath(text) => heading.text.push_str(&format!("$${text}$$")),
            Event::SoftBreak | Event::HardBreak => heading.text.push(' '),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::OPTIONS;

    #[test]
    fn a_line_loses_its_marks_and_nothing_else() {
        for (markdown, shown) in [
            (
                "A *title* with `co_de` and **more**",
                "A title with co_de and more",
            ),
            ("by C*l_l, A & B <c>, [x]", "by C*l_l, A & B <c>, [x]"),
            (
                "by C\\*l\\_l, A \\& B \\<c>, \\[x\\]",
                "by C*l_l, A & B <c>, [x]",
            ),
            ("[a link](http://a.b/c_d \"t\") ![alt](x.png)", "a link alt"),
            ("AT&amp;T &copy; R&D", "AT&T © R&D"),
            (
                "5 * 3 * 2, $5 and $6, Vec<T>, __init__, a_b_c",
                "5 * 3 * 2, $5 and $6, Vec<T>, __init__, a_b_c",
            ),
            ("# no heading", "# no heading"),
            ("- no *item*", "- no item"),
            ("1. no *item*", "1. no item"),
            ("two\n*lines*\r\n\r\nand more", "two lines and more"),
            ("~~gone~~ C:\\Users\\_x", "gone C:\\Users_x"),
            ("**中文**：正文", "中文：正文"),
            ("", ""),
            ("*", "*"),
            (" *a* ", " a "),
            ("  ", "  "),
        ] {
            assert_eq!(plain_line(markdown), shown, "{markdown}");
        }
    }

    #[test]
    fn a_heading_has_the_text_that_it_shows() {
        let text = "before\n\n# \n\n# *One* [two][t] <b>three</b> \\* $x$\n\n# More\n\n[t]: x\n";
        let events: Vec<_> = Parser::new_ext(text, OPTIONS).into_offset_iter().collect();
        let heading = first_heading(&events).unwrap();
        assert_eq!(heading.text, "One two three * $x$");
        assert_eq!(heading.at, text.find("# *").unwrap());
    }
}
