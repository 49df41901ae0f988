//! The page with a button that copies an article.

use super::Fragment;
use crate::edition::html::escape;
use crate::edition::page::Text;
use crate::edition::words::Words;

/// The page; `{{…}}` are filled in.
const PAGE: &str = include_str!("copy.html");

/// What the page is made of.
#[derive(Debug)]
pub struct CopyPage<'a> {
    /// The title of the document.
    pub title: &'a Text,
    /// The words of the interface, in the locale of the article.
    pub words: &'a Words,
    /// The article; its pictures are in it, as `data:` addresses, since no
    /// other address means anything after it is pasted.
    pub article: &'a Fragment,
}

/// Makes the page: whole, valid, and without any request.
#[must_use]
pub fn copy_page(page: &CopyPage<'_>) -> String {
    let locale = page.words.locale();
    let word = |id: &str| {
        let (text, tongue) = (page.words.text(id), page.words.attributes(id));
        (escape(&text), tongue)
    };
    let (copy, copy_tongue) = word("copy-article");
    let (copied, tongue) = word("article-copied");
    let (failed, _) = word("article-not-copied");
    let title_tongue = page
        .title
        .lang
        .as_ref()
        .map_or_else(String::new, |lang| format!(" lang=\"{}\"", escape(lang)));
    let values = [
        ("locale", escape(locale.as_str())),
        ("dir", locale.direction().as_str().to_owned()),
        ("title-tongue", title_tongue),
        ("title", escape(&page.title.text)),
        ("copy-tongue", copy_tongue),
        ("copy", copy),
        ("tongue", tongue),
        ("copied", copied),
        ("failed", failed),
        ("article", page.article.html.trim_end().to_owned()),
    ];
    fill(PAGE, &values)
}

/// Fills a page in one pass, so that no value is read as a part of the page.
fn fill(page: &str, values: &[(&str, String)]) -> String {
    let mut out = String::with_capacity(page.len() * 2);
    let mut parts = page.split("{{");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap_or((part, ""));
        if let Some((_, value)) = values.iter().find(|(one, _)| *one == name) {
            out.push_str(value);
        }
        out.push_str(rest);
    }
    out
}
