//! The text of raw HTML.

use crate::document::HtmlInput;
use html5gum::{Token, Tokenizer};

/// Elements that stand in a line of text; all others divide it.
const INLINE: [&str; 28] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u",
    "var",
];

/// Elements whose text is not shown.
const HIDDEN: [&str; 7] = [
    "script", "style", "template", "noscript", "iframe", "object", "head",
];

/// Returns whether this is a line break.
pub(super) fn is_break(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').trim_end_matches('>');
    name.trim_end_matches('/').trim().eq_ignore_ascii_case("br")
}

/// Returns the name of the element whose text a start tag hides.
pub(super) fn hides(tag: &str) -> Option<String> {
    let name = tag.strip_prefix('<')?.to_ascii_lowercase();
    let end = name.find(|c: char| !c.is_ascii_alphanumeric())?;
    let name = &name[..end];
    (HIDDEN.contains(&name) && !tag.ends_with("/>")).then(|| name.to_owned())
}

/// Returns the text of a piece of HTML, a paragraph for each of its blocks;
/// a line break is a line end, a picture its alternative text.
pub(super) fn paragraphs(html: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut hidden: Option<(String, usize)> = None;
    let push = |all: &mut Vec<String>, text: &str| {
        if let Some(last) = all.last_mut() {
            last.push_str(text);
        }
    };
    for token in Tokenizer::new(HtmlInput::new(html)).filter_map(Result::ok) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if let Some((inside, depth)) = &mut hidden {
                    *depth += usize::from(*inside == name);
                } else if HIDDEN.contains(&name.as_str()) && !tag.self_closing {
                    hidden = Some((name, 1));
                } else if name == "img" {
                    let alt = tag.attributes.get(b"alt".as_slice());
                    let alt = alt.map(|alt| String::from_utf8_lossy(alt).into_owned());
                    push(&mut all, &alt.unwrap_or_default());
                } else if name == "br" {
                    push(&mut all, "\u{2028}");
                } else if !INLINE.contains(&name.as_str()) {
                    all.push(String::new());
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                match &mut hidden {
                    Some((inside, depth)) if *inside == name => {
                        *depth -= 1;
                        if *depth == 0 {
                            hidden = None;
                        }
                    }
                    Some(_) => {}
                    None if !INLINE.contains(&name.as_str()) => all.push(String::new()),
                    None => {}
                }
            }
            Token::String(text) if hidden.is_none() => {
                push(&mut all, &String::from_utf8_lossy(&text));
            }
            _ => {}
        }
    }
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    all.iter()
        .map(|text| {
            text.split('\u{2028}')
                .map(line)
                .collect::<Vec<_>>()
                .join("\n")
        })
        .filter(|text| !text.trim().is_empty())
        .map(|text| text.trim().to_owned())
        .collect()
}
