//! What a page says of its document: title, description, fields.

use crate::document::{self, Scalar};
use crate::edition::html::{Body, encode};
use crate::edition::page::Text;
use crate::edition::plain_line;
use crate::locale::Locale;
use crate::project::assemble::{Assembled, scalar_text};
use crate::project::load::Document;
use std::collections::BTreeMap;

/// What a page says of its document.
pub(super) struct About {
    pub(super) title: Text,
    pub(super) description: Option<Text>,
    /// What was corrected in it.
    pub(super) correction: Option<Text>,
    pub(super) source: Option<Text>,
    pub(super) contact: Option<Text>,
    /// The address that the contact leads to: the author's, not a translator's.
    pub(super) contact_href: Option<String>,
    /// Whether the title has to be written over the body.
    pub(super) heading: bool,
    /// The scalars of the front matter, as text.
    pub(super) fields: BTreeMap<String, String>,
}

impl About {
    pub(super) fn new(
        document: &Document,
        assembled: &Assembled,
        locale: &Locale,
        body: &Body,
    ) -> Self {
        let front = document::front(&assembled.text, document.format);
        let fields: BTreeMap<String, String> = front
            .fields
            .iter()
            .map(|field| (field.name.clone(), scalar_text(&field.value)))
            .collect();
        let spoken = |text: String, block: Option<usize>| {
            let origin = assembled
                .blocks
                .iter()
                .find(|(_, origin)| Some(origin.block) == block && origin.fallback)
                .map(|(_, origin)| origin);
            let foreign = origin.filter(|origin| origin.lang != locale.as_str());
            let dir = foreign
                .and_then(|origin| Locale::parse(&origin.lang).ok())
                .map(|one| one.direction())
                .filter(|dir| *dir != locale.direction());
            Text {
                text,
                lang: foreign.map(|origin| origin.lang.clone()),
                dir: dir.map(|dir| dir.as_str().to_owned()),
            }
        };
        let field = |name: &str| {
            let text = fields.get(name).map(|text| plain_line(text.trim()));
            let text = text.filter(|text| !text.is_empty())?;
            let source = document.split.document.fields.iter();
            let block = source.clone().find(|one| one.name == name)?.block;
            Some(spoken(text, block))
        };
        let is_text = |name: &str| {
            let found = front.fields.iter().find(|field| field.name == name);
            found.is_some_and(|field| matches!(field.value, Scalar::Text(_)))
        };
        let has_heading = body.html.contains("<h1");
        let first = body.heading.as_ref().map(|heading| {
            let mut blocks = assembled.blocks.iter();
            let block = blocks.find(|(span, _)| span.start >= heading.at);
            spoken(heading.text.clone(), block.map(|(_, origin)| origin.block))
        });
        let own = field("title");
        let is_written = own.is_some() || first.is_none();
        let title = own
            .or(first)
            .unwrap_or_else(|| Text::own(name_of(&document.path)));
        Self {
            title,
            correction: field("correction").filter(|_| is_text("correction")),
            description: field("description").or_else(|| field("summary")),
            source: field("source"),
            contact: field("contact").map(without_scheme),
            contact_href: contact_href(document),
            heading: !has_heading && is_written,
            fields,
        }
    }
}

/// Finds an address in the contact that the source itself names: the first word
/// that is an e-mail address or begins with `https://` or `http://`.
fn contact_href(document: &Document) -> Option<String> {
    let fields = &document.split.document.fields;
    let field = fields.iter().find(|field| field.name == "contact")?;
    let text = scalar_text(&field.value);
    let mut words = text.split([
        ' ', ',', ';', '<', '>', '(', ')', '[', ']', '，', '；', '（', '）',
    ]);
    words.find_map(address_of)
}

/// Shows an address of a site that stands alone as people write it.
fn without_scheme(mut contact: Text) -> Text {
    let rest = contact.text.strip_prefix("https://");
    if let Some(site) = rest.filter(|rest| !rest.contains(' ')) {
        contact.text = site.trim_end_matches('/').to_owned();
    }
    contact
}

/// Returns the address that a word is, if it is one that a reader can follow.
fn address_of(word: &str) -> Option<String> {
    let word = word.trim_end_matches(['.', '。', ':']);
    let bare = word.strip_prefix("mailto:").unwrap_or(word);
    let is_plain = |one: char| one.is_ascii_alphanumeric() || "._%+-".contains(one);
    let is_mail = bare.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && name.chars().chain(host.chars()).all(is_plain)
    });
    if is_mail {
        return Some(format!("mailto:{bare}"));
    }
    let rest = word
        .strip_prefix("https://")
        .or(word.strip_prefix("http://"))?;
    (!rest.is_empty()).then(|| encode(word))
}

/// A title for a document that has none: its name.
fn name_of(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.replace(['-', '_'], " ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_contact_leads_to_an_address() {
        for (word, expected) in [
            ("press@example.org", Some("mailto:press@example.org")),
            ("press@example.org.", Some("mailto:press@example.org")),
            ("https://example.org/a", Some("https://example.org/a")),
            ("https://", None),
            ("javascript:alert(1)", None),
            ("a@b", None),
            ("@example.org", None),
            ("x@y.z?body=1", None),
            ("Office", None),
        ] {
            assert_eq!(super::address_of(word).as_deref(), expected, "{word}");
        }
    }

    #[test]
    fn a_document_without_a_title_has_its_name() {
        assert_eq!(super::name_of("a/press-note_1.txt"), "press note 1");
    }
}
