//! Pages: a template is filled with a body, an index or a list of editions.
//!
//! [`Templates`] holds the template: ours (`page.html`), or a project's own,
//! which may extend ours. Everything that goes into it is escaped but what is
//! HTML already: the body, the style and the data for search engines.

use super::html::{escape, unbroken};
use super::moment::Moment;
use super::words::{Word, Words};
use crate::locale::Locale;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, ValueKind};
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, Value, context};
use serde::Serialize;
use std::collections::BTreeMap;

/// Our template.
const TEMPLATE: &str = include_str!("page.html");
/// Its name, which a project's template may extend.
const NAME: &str = "page.html";
/// The style of our template.
const STYLE: &str = include_str!("page.css");
/// The script of the page that leads to the editions: always the same bytes.
const CHOOSE: &str = include_str!("choose.js");
/// What a project's template is called.
const PROJECT: &str = "template";

/// What a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// A document.
    Document,
    /// The documents of an edition.
    Index,
    /// The editions.
    Editions,
}

impl PageKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Index => "index",
            Self::Editions => "editions",
        }
    }
}

/// An edition, for the switcher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternate {
    /// Its name.
    pub name: String,
    /// What its readers call it.
    pub label: String,
    /// The title of its index.
    pub title: String,
    /// What heads the page that leads to the editions, for its readers: its
    /// masthead, or else the title of its index.
    pub heading: String,
    /// Its locale.
    pub locale: String,
    /// Its direction, `ltr` or `rtl`.
    pub dir: String,
    /// The address of its page, from this page.
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
}

/// The same page for readers of another language, for search engines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hreflang {
    /// The locale, or `x-default`.
    pub locale: String,
    /// The address, absolute where the project says where it is published.
    pub href: String,
}

/// A text, with its language where that is not the page's.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Text {
    /// The text.
    pub text: String,
    /// Its language, where that is not the page's.
    pub lang: Option<String>,
    /// Its direction, where its language is not the page's.
    pub dir: Option<String>,
}

impl Text {
    /// Makes a text in the page's own language.
    #[must_use]
    pub fn own(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Makes a text in a language that may differ from the page's.
    #[must_use]
    pub fn in_language(text: &str, own: &Locale, page: &Locale) -> Self {
        let differs = own.language() != page.language() || own.script() != page.script();
        let turns = own.direction() != page.direction();
        Self {
            text: text.to_owned(),
            lang: differs.then(|| own.to_string()),
            dir: (differs && turns).then(|| own.direction().as_str().to_owned()),
        }
    }
}

impl From<&Word> for Text {
    fn from(word: &Word) -> Self {
        let (lang, dir) = word
            .tongue
            .as_ref()
            .map(|(lang, dir)| (lang.clone(), dir.as_str().to_owned()))
            .unzip();
        Self {
            text: word.text.clone(),
            lang,
            dir,
        }
    }
}

/// A document in an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its title.
    pub title: Text,
    /// Its description.
    pub description: Option<Text>,
    /// Its date as ISO 8601 writes it.
    pub date: Option<String>,
    /// Its date as the edition writes it.
    pub date_text: Option<Text>,
    /// The address of its page, from the index.
    pub href: String,
}

/// The same document in another format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OtherFormat {
    /// What it is called, `md` or `txt`.
    pub name: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// Its address, from the page.
    pub href: String,
}

/// The picture of a page, for previews of links to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Its address: whole, where the project says where it is published.
    pub href: String,
    /// Its width and height in pixels, where they are known.
    pub size: Option<(u32, u32)>,
}

impl Image {
    /// Makes a picture whose size is not known.
    #[must_use]
    pub const fn at(href: String) -> Self {
        Self { href, size: None }
    }
}

/// What a page is made of.
#[derive(Debug)]
pub struct Page<'a> {
    /// What it shows.
    pub kind: PageKind,
    /// Its locale.
    pub locale: &'a Locale,
    /// The words of the interface.
    pub words: &'a Words,
    /// The name over the page.
    pub masthead: Option<Text>,
    /// Its title.
    pub title: Text,
    /// Its description.
    pub description: Option<Text>,
    /// What was corrected in the document.
    pub correction: Option<Text>,
    /// The time until which the document is under embargo, as it is written, on
    /// a page for its author alone.
    pub embargo: Option<String>,
    /// Who says what the document says.
    pub source: Option<Text>,
    /// Whom to ask about it.
    pub contact: Option<Text>,
    /// The address that the contact leads to.
    pub contact_href: Option<String>,
    /// The document in other formats.
    pub formats: Vec<OtherFormat>,
    /// Whether the title has to be written over the body.
    pub heading: bool,
    /// The scalars of the document's front matter, by name.
    pub fields: BTreeMap<String, String>,
    /// All the editions of the page, this one included.
    pub editions: Vec<Alternate>,
    /// The page for other languages.
    pub alternates: Vec<Hreflang>,
    /// The address of this page, where it is known.
    pub canonical: Option<String>,
    /// Its picture.
    pub image: Option<Image>,
    /// The address of the edition's index, from this page.
    pub index: Option<String>,
    /// The documents of an index.
    pub documents: Vec<Entry>,
    /// The body, as HTML.
    pub body: String,
    /// Where in the body its opening ends, the first heading of level 1: what
    /// the page says of the document comes after it.
    pub opening: usize,
}

impl<'a> Page<'a> {
    /// Makes a page that has only a title, and shows it as its heading.
    #[must_use]
    pub const fn new(kind: PageKind, locale: &'a Locale, words: &'a Words, title: Text) -> Self {
        Self {
            kind,
            locale,
            words,
            masthead: None,
            title,
            description: None,
            correction: None,
            embargo: None,
            source: None,
            contact: None,
            contact_href: None,
            formats: Vec::new(),
            heading: true,
            fields: BTreeMap::new(),
            editions: Vec::new(),
            alternates: Vec::new(),
            canonical: None,
            image: None,
            index: None,
            documents: Vec::new(),
            body: String::new(),
            opening: 0,
        }
    }
}

/// Why a page cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault {
    /// A sentence that says what is wrong.
    pub message: String,
    /// The line of the project's template, from 1; `None` is a fault of ours.
    pub line: Option<usize>,
}

/// The template of the pages, ready to be filled.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
    name: &'static str,
}

impl Templates {
    /// Reads the templates: ours, and the project's own where it has one.
    ///
    /// # Errors
    /// What is wrong with the syntax of the project's template.
    pub fn new(own: Option<&str>) -> Result<Self, TemplateFault> {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        let syntax = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build();
        environment.set_syntax(syntax.map_err(fault)?);
        // The engine's own escaping writes `/` as an entity too.
        environment.set_formatter(|out, state, value| match value.as_str() {
            Some(text) if !value.is_safe() => Ok(out.write_str(&escape(text))?),
            _ => minijinja::escape_formatter(out, state, value),
        });
        environment.add_filter("lang", lang);
        environment.add_filter("unbroken", |text: &str| {
            Value::from_safe_string(unbroken(text))
        });
        environment.add_template(NAME, TEMPLATE).map_err(fault)?;
        let name = match own {
            Some(text) => {
                environment
                    .add_template_owned(PROJECT, text.to_owned())
                    .map_err(fault)?;
                PROJECT
            }
            None => NAME,
        };
        Ok(Self { environment, name })
    }

    /// Fills the template.
    ///
    /// # Errors
    /// What is wrong with the template: a variable that is not there, and the like.
    pub fn render(&self, page: &Page<'_>) -> Result<String, TemplateFault> {
        let template = self.environment.get_template(self.name).map_err(fault)?;
        let words: BTreeMap<String, Text> = page
            .words
            .all()
            .iter()
            .map(|(id, word)| (id.replace('-', "_"), Text::from(word)))
            .collect();
        let date = page.fields.get("date");
        let updated = page.fields.get("updated").or(page.fields.get("modified"));
        let machine = |text: Option<&String>| text.and_then(|text| machine_date(text));
        let text = |iso: Option<&String>| iso.map(|iso| filled(Text::from(&page.words.date(iso))));
        let (opening, rest) = page.body.split_at_checked(page.opening).unwrap_or_default();
        let values = context! {
            kind => page.kind.as_str(),
            locale => page.locale.as_str(),
            dir => page.locale.direction().as_str(),
            masthead => filled(&page.masthead),
            title => filled(&page.title),
            description => filled(&page.description),
            correction => filled(&page.correction),
            embargo => page.embargo.as_deref(),
            source => filled(&page.source),
            contact => filled(&page.contact),
            contact_href => page.contact_href.as_deref(),
            formats => filled(&page.formats),
            heading => page.heading,
            fields => filled(&page.fields),
            date => machine(date),
            date_text => text(date),
            updated => machine(updated),
            updated_text => text(updated),
            editions => filled(&page.editions),
            alternates => filled(&page.alternates),
            canonical => page.canonical.as_deref(),
            image => page.image.as_ref().map(|image| image.href.as_str()),
            image_size => page.image.as_ref().and_then(|image| image.size),
            index => page.index.as_deref(),
            documents => filled(&page.documents),
            words => filled(&words),
            style => Value::from_safe_string(STYLE.to_owned()),
            data => (page.kind == PageKind::Document).then(|| Value::from_safe_string(news(page))),
            opening => Value::from_safe_string(opening.to_owned()),
            rest => Value::from_safe_string(rest.to_owned()),
            body => Value::from_safe_string(page.body.clone()),
            choose => Value::from_safe_string(CHOOSE.to_owned()),
        };
        template.render(values).map_err(fault)
    }
}

/// Returns where the opening of a body ends: the heading of level 1 that it
/// begins with, or nothing.
pub(super) fn opening(body: &str) -> usize {
    if !body.trim_start().starts_with("<h1") {
        return 0;
    }
    let end = body.find("</h1>").map_or(0, |at| at + "</h1>".len());
    end + usize::from(body[end..].starts_with('\n'))
}

/// Makes a value of the template's.
fn filled(value: impl Serialize) -> Value {
    Value::from(Serde(value))
}

/// The filter `lang`: the attributes of a text in another language.
fn lang(text: &Value) -> Value {
    let get = |name: &str| {
        let value = text.get_attr(name).ok()?;
        (value.kind() == ValueKind::String).then(|| escape(&value.to_string()))
    };
    let mut attributes = String::new();
    for name in ["lang", "dir"] {
        if let Some(value) = get(name) {
            attributes.push_str(&format!(" {name}=\"{value}\""));
        }
    }
    Value::from_safe_string(attributes)
}

fn fault(error: minijinja::Error) -> TemplateFault {
    // The innermost error is the one in the template itself.
    let mut cause = &error;
    while let Some(inner) =
        std::error::Error::source(cause).and_then(|inner| inner.downcast_ref::<minijinja::Error>())
    {
        cause = inner;
    }
    let detail = cause
        .detail()
        .map_or_else(String::new, |detail| format!(": {detail}"));
    let message = match cause.kind() {
        ErrorKind::UndefinedError => format!("the template uses what is not there{detail}"),
        kind => format!("{kind}{detail}"),
    };
    let at = [cause, &error]
        .into_iter()
        .find(|error| error.name() == Some(PROJECT));
    TemplateFault {
        message,
        line: at.and_then(minijinja::Error::line),
    }
}

/// Writes a date, with its time where it has one, as HTML's `datetime` takes it;
/// `None` for a text that is not a date.
#[must_use]
pub fn machine_date(text: &str) -> Option<String> {
    Moment::parse(text)?.machine()
}

/// Writes schema.org's `NewsArticle`; `<` is escaped, so that no text ends the script.
fn news(page: &Page<'_>) -> String {
    let mut data = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title.text,
        "inLanguage": page.title.lang.as_deref().unwrap_or(page.locale.as_str()),
    });
    let field = |name: &str| page.fields.get(name).map(String::as_str);
    let published = field("date").and_then(machine_date);
    let modified = field("updated").or(field("modified"));
    let modified = modified.and_then(machine_date);
    let description = page.description.as_ref().map(|one| one.text.as_str());
    let correction = page.correction.as_ref().map(|one| one.text.as_str());
    let texts = [
        ("description", description),
        ("correction", correction),
        ("datePublished", published.as_deref()),
        ("dateModified", modified.as_deref()),
        (
            "image",
            page.image.as_ref().map(|image| image.href.as_str()),
        ),
        ("url", page.canonical.as_deref()),
        ("mainEntityOfPage", page.canonical.as_deref()),
    ];
    for (key, value) in texts {
        if let Some(value) = value {
            data[key] = value.into();
        }
    }
    for (key, kind) in [("author", "Person"), ("publisher", "Organization")] {
        if let Some(name) = field(key) {
            data[key] = serde_json::json!({ "@type": kind, "name": name });
        }
    }
    if let Some(name) = &page.source {
        data["sourceOrganization"] =
            serde_json::json!({ "@type": "Organization", "name": name.text });
    }
    data.to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}
