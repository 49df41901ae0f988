//! HTML: an edition's Markdown becomes a whole page.
//!
//! The template escapes what it is given; the body is pulldown-cmark's, with
//! the source's anchors on headings and without addresses that run code. Raw
//! HTML stays: the gate of `segment` lets none in that the source lacks.

use crate::document::{self, Format, OPTIONS, Scalar};
use crate::locale::{Locale, is_cjk};
use minijinja::{Environment, Value, context};
use pulldown_cmark::{CowStr, Event, Parser, Tag, TagEnd, html};
use std::ops::Range;

/// The template of a page.
const TEMPLATE: &str = include_str!("page.html");

/// An edition of the same document, for the switcher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternate {
    /// What its readers call it.
    pub label: String,
    /// Its locale.
    pub locale: String,
    /// The address of its page, from this page.
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
}

/// Renders the Markdown of a document in `locale` as a page.
///
/// `anchors` are places in the text, in order, and the id of the heading that
/// stands there; `alternates` are all the editions of the document, this one
/// included. A plain-text document becomes paragraphs.
///
/// # Errors
/// If the template cannot be filled, with the template engine's reason.
pub fn render(
    markdown: &str,
    format: Format,
    locale: &Locale,
    anchors: &[(usize, String)],
    alternates: &[Alternate],
) -> Result<String, String> {
    let read = document::read(markdown, format, &[]);
    let field = |name: &str| {
        read.fields
            .iter()
            .find(|field| field.name == name)
            .map(|field| match &field.value {
                Scalar::Text(text) | Scalar::Date(text) => text.clone(),
                Scalar::Number(number) => number.to_string(),
                Scalar::Bool(value) => value.to_string(),
            })
    };
    let heading = read.headings.first().map(|heading| heading.text.clone());
    let title = field("title").or(heading).unwrap_or_default();
    let editions: Vec<Value> = alternates
        .iter()
        .map(|other| {
            context! { label => &other.label, locale => &other.locale, href => &other.href, current => other.current }
        })
        .collect();
    let label = match locale.language() {
        "es" => "Ediciones",
        "zh" => "版本",
        _ => "Editions",
    };
    let values = context! {
        locale => locale.as_str(),
        dir => locale.direction().as_str(),
        title => &title,
        description => field("description"),
        editions => editions,
        label => label,
        data => Value::from_safe_string(news(locale.as_str(), &title, &field)),
        body => Value::from_safe_string(match format {
            Format::Markdown => body(markdown, read.body, anchors),
            Format::Text => paragraphs(markdown, &read),
        }),
    };
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::Html);
    environment
        .render_str(TEMPLATE, values)
        .map_err(|error| error.to_string())
}

/// Writes schema.org's `NewsArticle`; `<` is escaped, so that no text ends the script.
fn news(locale: &str, title: &str, field: &dyn Fn(&str) -> Option<String>) -> String {
    let mut data = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "inLanguage": locale,
    });
    for (key, name) in [
        ("description", "description"),
        ("datePublished", "date"),
        ("image", "image"),
    ] {
        if let Some(value) = field(name) {
            data[key] = value.into();
        }
    }
    data.to_string().replace('<', "\\u003c")
}

/// Renders the body: anchors on headings, tables that scroll, no dangerous address.
fn body(markdown: &str, start: usize, anchors: &[(usize, String)]) -> String {
    let parser = Parser::new_ext(&markdown[start..], OPTIONS).into_offset_iter();
    let events =
        closed_up(parser.collect())
            .into_iter()
            .flat_map(move |(event, range)| match event {
                Event::Start(Tag::Heading {
                    level,
                    id,
                    classes,
                    attrs,
                }) => {
                    let here = |at: usize| range.start + start <= at && at < range.end + start;
                    let own = anchors
                        .iter()
                        .find(|(at, _)| here(*at))
                        .map(|(_, id)| CowStr::from(id.clone()));
                    vec![Event::Start(Tag::Heading {
                        level,
                        id: id.or(own),
                        classes,
                        attrs,
                    })]
                }
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title,
                    id,
                }) => {
                    vec![Event::Start(Tag::Link {
                        link_type,
                        dest_url: page_address(&dest_url),
                        title,
                        id,
                    })]
                }
                Event::Start(Tag::Image {
                    link_type,
                    dest_url,
                    title,
                    id,
                }) => {
                    vec![Event::Start(Tag::Image {
                        link_type,
                        dest_url: harmless(&dest_url),
                        title,
                        id,
                    })]
                }
                Event::Start(Tag::Table(alignments)) => {
                    vec![
                        Event::Html("<div class=\"table\">".into()),
                        Event::Start(Tag::Table(alignments)),
                    ]
                }
                Event::End(TagEnd::Table) => {
                    vec![Event::End(TagEnd::Table), Event::Html("</div>\n".into())]
                }
                other => vec![other],
            });
    let mut out = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut out, events);
    out
}

/// Empties the soft breaks between Han or Kana, where a browser would show a blank.
fn closed_up<'a>(events: Vec<(Event<'a>, Range<usize>)>) -> Vec<(Event<'a>, Range<usize>)> {
    let mut kept: Vec<(Event<'a>, Range<usize>)> = Vec::with_capacity(events.len());
    let mut before = None;
    let mut pending = None;
    for (event, range) in events {
        match &event {
            Event::SoftBreak if before.is_some_and(is_cjk) => {
                pending = Some(kept.len());
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(at) = pending.take()
                    && text.starts_with(is_cjk)
                {
                    kept[at].0 = Event::Text("".into());
                }
                before = text.chars().last();
            }
            Event::Start(tag) if is_inline(tag) => {}
            Event::End(_) => {}
            _ => pending = None,
        }
        kept.push((event, range));
    }
    kept
}

const fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

/// Renders plain text: a paragraph for each, with nothing read as markup.
fn paragraphs(text: &str, read: &document::Document) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for leaf in &read.leaves {
        out.push_str("<p>");
        let text = leaf
            .span
            .slice(text)
            .replace('&', "&amp;")
            .replace('<', "&lt;");
        out.push_str(&text.replace('>', "&gt;"));
        out.push_str("</p>\n");
    }
    out
}

/// Returns an address of a page: a relative one of a document leads to its page.
fn page_address(address: &str) -> CowStr<'static> {
    let safe = harmless(address);
    if safe.contains(':') || safe.starts_with("//") {
        return safe;
    }
    let (path, rest) = safe
        .find(['#', '?'])
        .map_or((&*safe, ""), |at| safe.split_at(at));
    match path
        .strip_suffix(".md")
        .or_else(|| path.strip_suffix(".markdown"))
    {
        Some(stem) => format!("{stem}.html{rest}").into(),
        None => safe,
    }
}

/// Returns the address, or `#` where its scheme may run code.
fn harmless(address: &str) -> CowStr<'static> {
    let bare: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect();
    let head = bare.split(['/', '?', '#']).next().unwrap_or_default();
    let is_safe = head.split_once(':').is_none_or(|(scheme, _)| {
        ["http", "https", "mailto", "tel"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(scheme))
    });
    if is_safe {
        address.to_owned().into()
    } else {
        "#".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(markdown: &str) -> String {
        let locale = Locale::parse("es-EC").expect("a locale");
        let alternates = [
            Alternate {
                label: "Guaranda".into(),
                locale: "es-EC".into(),
                href: "a.html".into(),
                current: true,
            },
            Alternate {
                label: "<Wire>".into(),
                locale: "en".into(),
                href: "../../wire/a.html".into(),
                current: false,
            },
        ];
        render(
            markdown,
            Format::Markdown,
            &locale,
            &[(markdown.find("# ").unwrap_or(0) + 2, "title".into())],
            &alternates,
        )
        .expect("a page")
    }

    #[test]
    fn a_page_says_its_language_and_links_its_editions() {
        let page = page("---\ntitle: Uno\ndate: 2020-09-17\n---\n# Uno\n\nVer [b](b.md#x).\n");
        assert!(page.contains("<html lang=\"es-EC\" dir=\"ltr\">"), "{page}");
        assert!(page.contains("<title>Uno</title>"));
        assert!(page.contains("<h1 id=\"title\">Uno</h1>"));
        assert!(page.contains("href=\"b.html#x\""));
        assert!(page.contains("hreflang=\"en\""));
        assert!(page.contains("&lt;Wire&gt;"));
        assert!(page.contains("\"datePublished\":\"2020-09-17\""));
    }

    #[test]
    fn a_line_end_between_han_is_no_blank() {
        let page = page("# x\n\n中文\n**正文**和\nLatin\nwords\n");
        assert!(
            page.contains("<p>中文<strong>正文</strong>和\nLatin\nwords</p>"),
            "{page}"
        );
    }

    #[test]
    fn text_does_not_become_script() {
        let page = page(
            "---\ntitle: \"</script><script>alert(1)</script>\"\ndescription: '\"><script>alert(2)</script>'\n---\n[a](javascript:alert(3)) ![b](JaVa&#x0A;Script:alert(4)) [c](data:text/html,x)\n",
        );
        assert!(!page.contains("<script>alert"), "{page}");
        assert!(!page.to_lowercase().contains("\"javascript:"), "{page}");
        assert!(!page.contains("data:text"), "{page}");
    }
}
