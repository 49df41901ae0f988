//! The raw HTML of the source: kept, but for its addresses and the language of
//! what fell back.

use super::{Kind, Reference, Source, Target, Tongue, encode, escape};
use crate::document::{Mark, marks};
use crate::text::{Edit, Span, apply};

/// Elements whose text may not be put into a `span`.
const NO_SPAN: [&str; 12] = [
    "option", "title", "textarea", "script", "style", "select", "table", "tr", "tbody", "thead",
    "ul", "ol",
];

/// Writes raw HTML.
///
/// `lines` are its lines, each with where it stands in the text.
pub(super) fn write(source: &Source<'_>, lines: &[(usize, &str)]) -> String {
    let (mut html, mut starts) = (String::new(), Vec::new());
    for (at, line) in lines {
        starts.push((html.len(), *at));
        // The tokenizer drops a CR, which would shift its offsets.
        html.push_str(&line.replace('\r', " "));
    }
    let place = |offset: usize| {
        let next = starts.partition_point(|(joined, _)| *joined <= offset);
        let (joined, at) = starts[next.saturating_sub(1)];
        at + offset - joined
    };
    let mut edits: Vec<Edit> = Vec::new();
    for mark in marks(&html) {
        let edit = match mark {
            Mark::Attribute {
                element,
                name,
                value,
                start,
            } => attribute(
                source,
                &html,
                &element,
                &name,
                value,
                (start, place(value.start)),
            ),
            Mark::Text { parent, span } => {
                let inner = trimmed(&html, span);
                source
                    .tongue(place(inner.start))
                    .filter(|_| !inner.is_empty() && !NO_SPAN.contains(&parent.as_str()))
                    .map(|tongue| spoken(&html, inner, tongue))
            }
        };
        let clear = |edit: &Edit| {
            edits
                .last()
                .is_none_or(|last| last.span.end <= edit.span.start)
                && html.get(edit.span.start..edit.span.end).is_some()
        };
        if let Some(edit) = edit.filter(clear) {
            edits.push(edit);
        }
    }
    apply(&html, &edits).unwrap_or(html)
}

/// Follows an address; says the language of a picture's text.
fn attribute(
    source: &Source<'_>,
    html: &str,
    element: &str,
    name: &str,
    value: Span,
    (start, at): (usize, usize),
) -> Option<Edit> {
    if name == "alt" && element == "img" {
        let tongue = source.tongue(at)?;
        let text = format!("{} ", tongue.attributes().trim_start());
        return Some(Edit {
            span: Span::new(start, start),
            text,
        });
    }
    let kind = match (element, name) {
        ("a" | "area", "href") => Kind::Link,
        ("base", _) => return None,
        (_, "src" | "poster" | "href" | "data") => Kind::Picture,
        _ => return None,
    };
    let written = html.get(value.start..value.end)?;
    let address = written.trim().replace("&amp;", "&");
    let target = (source.target)(Reference {
        address: &address,
        kind,
        at,
        raw: true,
    });
    let text = match target {
        Target::Kept => return None,
        Target::To(address) => escape(&encode(&address)).replace('\'', "%27"),
        Target::Nowhere => "#".to_owned(),
    };
    Some(Edit { span: value, text })
}

fn spoken(html: &str, span: Span, tongue: &Tongue) -> Edit {
    let text = format!("<span{}>{}</span>", tongue.attributes(), span.slice(html));
    Edit { span, text }
}

fn trimmed(html: &str, span: Span) -> Span {
    let text = html.get(span.start..span.end).unwrap_or_default();
    let start = span.start + (text.len() - text.trim_start().len());
    Span::new(start, start + text.trim().len())
}
