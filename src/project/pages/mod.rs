//! The pages of the editions: links between them, their switcher, their index.
//!
//! [`Site::new`] is told which documents each edition shows; [`Site::page`]
//! makes the page of one, and [`Site::index`] and [`Site::editions`] the pages
//! that lead to them.

mod about;
mod article;
mod links;
mod order;
mod pictures;
mod previews;

pub use article::Article;
pub use links::{address_in_text, faults};
pub use order::Order;

use super::anchors;
use super::assemble::{Assembled, Reader};
use super::build::output_path;
use super::config::{Config, Edition, Kind, OutputFormat};
use super::links::{Map, encode_path, relative};
use super::load::{Document, Project};
use crate::diagnostic::Finding;
use crate::edition::html::{self, Tongue};
use crate::edition::page::{
    Alternate, Entry, Hreflang, OtherFormat, Page, PageKind, TemplateFault, Templates, Text,
    machine_date,
};
use crate::edition::picture::Png;
use crate::edition::words::{INTERFACE_FILE, Words};
use crate::locale::Locale;
use crate::rules::project::broken_template;
use crate::text::{LineIndex, Span};
use about::About;
use links::Links;
use pictures::Pictures;
use previews::Previews;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The name of an index.
pub const INDEX: &str = "index.html";
/// The folder in an edition for files from outside of the content folder.
const FILES: &str = "_files";

/// All that the pages of one run share.
#[derive(Debug)]
pub struct Site<'a> {
    project: &'a Project,
    map: Map,
    /// None where the project's own is not there or cannot be read.
    templates: Option<Templates>,
    /// The documents that have a page, by edition.
    shown: BTreeMap<String, BTreeSet<String>>,
    words: BTreeMap<String, (Locale, Words)>,
    /// The documents whose pages say that they are under embargo, and until when.
    pub(in crate::project) embargoes: BTreeMap<String, String>,
    pictures: Pictures,
    previews: Previews,
}

/// A page that was made.
#[derive(Debug)]
pub struct Made {
    /// The page.
    pub html: String,
    /// What an index says of it.
    pub entry: Entry,
    /// What decides on its place in the index.
    pub order: Order,
    /// Files from outside of the content folder that it shows, by their paths
    /// in the project.
    pub files: BTreeSet<String>,
    /// Pictures that were drawn for it, by path in the edition's folder.
    pub drawn: BTreeMap<String, Arc<Png>>,
}

impl<'a> Site<'a> {
    /// Prepares the pages; `shown` are the documents that have one, by edition.
    ///
    /// Returns a finding too, where the project's own template cannot be read.
    #[must_use]
    pub fn new(
        project: &'a Project,
        shown: BTreeMap<String, BTreeSet<String>>,
    ) -> (Self, Option<Box<Finding>>) {
        let (templates, fault) = templates(project);
        let own: Vec<(Locale, &str)> = project
            .targets
            .iter()
            .chain([&project.source])
            .filter_map(|files| {
                let text = files.files.get(INTERFACE_FILE)?;
                Some((Locale::parse(&files.locale).ok()?, text.as_str()))
            })
            .collect();
        let words = |locale: &str| {
            let parsed = Locale::parse(locale).ok()?;
            let chain = project.readers.chain(&parsed);
            let words = Words::new(&parsed, &chain, &own);
            let words = match project.config.kind {
                Kind::Documents => words,
                Kind::Releases => words.of_releases(),
            };
            Some((locale.to_owned(), (parsed, words)))
        };
        let locales: BTreeSet<&str> = project
            .config
            .editions
            .iter()
            .map(|edition| edition.locale.as_str())
            .chain([project.config.source.as_str()])
            .collect();
        let site = Self {
            map: Map::new(project),
            templates,
            shown,
            words: locales.into_iter().filter_map(words).collect(),
            embargoes: BTreeMap::new(),
            pictures: Pictures::default(),
            previews: Previews::default(),
            project,
        };
        (site, fault)
    }

    /// Returns whether pages can be made: not without a template.
    #[must_use]
    pub const fn can_make_pages(&self) -> bool {
        self.templates.is_some()
    }

    /// Returns the words of the interface in an edition's locale.
    #[must_use]
    pub fn words(&self, edition: &Edition) -> &Words {
        &self.voice(&edition.locale).1
    }

    /// Writes the date of an entry as the edition writes it, where that is open.
    #[must_use]
    pub fn dated(&self, edition: &Edition, mut entry: Entry) -> Entry {
        if let (None, Some(date)) = (&entry.date_text, &entry.date) {
            entry.date_text = Some(Text::from(&self.words(edition).date(date)));
        }
        entry
    }

    fn shows(&self, edition: &str, document: &str) -> bool {
        self.shown
            .get(edition)
            .is_some_and(|documents| documents.contains(document))
    }

    /// Returns whether the edition has an index of ours: not where a document
    /// or a file of the project has its name.
    #[must_use]
    pub fn has_index(&self, edition: &Edition) -> bool {
        let documents = &self.project.documents;
        let taken = documents.iter().any(|one| {
            output_path(one, OutputFormat::Html) == INDEX && self.shows(&edition.name, &one.path)
        });
        !taken && self.project.assets.iter().all(|asset| asset != INDEX)
    }

    /// Makes the page of a document; what is wrong on the way is in `findings`.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub fn page(
        &self,
        reader: &Reader<'_>,
        document: &Document,
        assembled: &Assembled,
        findings: &mut Vec<Finding>,
    ) -> Result<Made, Box<Finding>> {
        let path = output_path(document, OutputFormat::Html);
        let (locale, words) = self.voice(&reader.edition.locale);
        let links = Links::new(self, reader, document, assembled);
        let (anchors, tongues) = (places(document, assembled), tongues(locale, assembled));
        let captions = captions(document, assembled);
        let body = html::body(&html::Source {
            text: &assembled.text,
            format: document.format,
            anchors: &anchors,
            tongues: &tongues,
            captions: &captions,
            words,
            target: &|reference| links.target(&path, reference),
        });
        let about = About::new(document, assembled, locale, &body);
        let image = links.image(&path, &about.fields);
        let page = Page {
            kind: PageKind::Document,
            locale,
            words,
            masthead: self.masthead(Some(reader.edition), locale),
            title: about.title.clone(),
            description: about.description.clone(),
            correction: about.correction.clone(),
            embargo: self.embargoes.get(&document.path).cloned(),
            source: about.source,
            contact: about.contact,
            contact_href: about.contact_href,
            formats: other_formats(reader.edition, document, &path),
            heading: about.heading,
            editions: self.switcher(reader.edition, Some(&document.path), &path),
            alternates: self.alternates(reader.edition, Some(&document.path), &path),
            canonical: self.canonical(&format!("{}/{path}", reader.edition.name)),
            image,
            index: (path != INDEX).then(|| relative(&path, INDEX)),
            documents: Vec::new(),
            body: body.html,
            opening: body.opening,
            fields: about.fields,
        };
        let html = self.render(&page)?;
        findings.extend(links.problems.into_inner());
        let date = page.fields.get("date").cloned();
        Ok(Made {
            html,
            entry: Entry {
                title: page.title,
                description: page.description,
                date_text: date.as_ref().map(|date| Text::from(&words.date(date))),
                date: date.as_deref().and_then(machine_date),
                href: encode_path(&path),
            },
            order: Order::new(&document.path, &page.fields),
            files: links.files.into_inner(),
            drawn: links.drawn.into_inner(),
        })
    }

    /// Makes the index of an edition.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub fn index(&self, edition: &Edition, documents: Vec<Entry>) -> Result<String, Box<Finding>> {
        let (locale, words) = self.voice(&edition.locale);
        let title = self.title(edition);
        self.render(&Page {
            masthead: self.masthead(Some(edition), locale),
            editions: self.switcher(edition, None, INDEX),
            alternates: self.alternates(edition, None, INDEX),
            canonical: self.canonical(&format!("{}/{INDEX}", edition.name)),
            documents,
            ..Page::new(PageKind::Index, locale, words, title)
        })
    }

    /// Makes the page that leads to the editions; `None` where none has pages.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub fn editions(&self) -> Result<Option<String>, Box<Finding>> {
        let (locale, words) = self.voice(&self.project.config.source);
        let editions: Vec<Alternate> = html_editions(&self.project.config)
            .map(|edition| self.alternate(edition, format!("{}/{INDEX}", edition.name), false))
            .collect();
        if editions.is_empty() {
            return Ok(None);
        }
        let masthead = self.masthead(None, locale);
        let title = masthead.unwrap_or_else(|| Text::from(&words.all()["editions"]));
        let page = self.render(&Page {
            editions,
            canonical: self.canonical(INDEX),
            ..Page::new(PageKind::Editions, locale, words, title)
        });
        page.map(Some)
    }

    fn render(&self, page: &Page<'_>) -> Result<String, Box<Finding>> {
        match &self.templates {
            Some(templates) => templates.render(page),
            None => Err(TemplateFault {
                message: "there is no template".to_owned(),
                line: None,
            }),
        }
        .map_err(|fault| template_finding(self.project, &fault))
    }

    /// Returns the title of an edition's index.
    fn title(&self, edition: &Edition) -> Text {
        match &edition.title {
            Some(title) => Text::own(title),
            None => Text::from(&self.words(edition).all()["documents"]),
        }
    }

    /// Returns the name over the pages of an edition, or over the page that
    /// leads to the editions; the project's own is in the source's language.
    fn masthead(&self, edition: Option<&Edition>, locale: &Locale) -> Option<Text> {
        if let Some(own) = edition.and_then(|edition| edition.masthead.as_ref()) {
            return Some(Text::own(own));
        }
        let text = self.project.config.masthead.as_ref()?;
        let source = Locale::parse(&self.project.config.source).ok()?;
        Some(Text::in_language(text, &source, locale))
    }

    fn voice(&self, locale: &str) -> &(Locale, Words) {
        &self.words[locale]
    }

    /// Returns the editions that have this page: `document`'s, or the index.
    fn with_page(&self, document: Option<&str>) -> impl Iterator<Item = &'a Edition> {
        html_editions(&self.project.config)
            .filter(move |edition| document.is_none_or(|path| self.shows(&edition.name, path)))
    }

    fn alternate(&self, edition: &Edition, href: String, current: bool) -> Alternate {
        let masthead = self.masthead(Some(edition), &self.voice(&edition.locale).0);
        let heading = masthead.filter(|one| one.lang.is_none());
        let dir = edition.locale.locale().direction().as_str();
        Alternate {
            name: edition.name.clone(),
            label: edition.label.clone(),
            heading: heading.unwrap_or_else(|| self.title(edition)).text,
            title: self.title(edition).text,
            locale: edition.locale.to_string(),
            dir: dir.to_owned(),
            href,
            current,
        }
    }

    fn switcher(&self, current: &Edition, document: Option<&str>, path: &str) -> Vec<Alternate> {
        let here = format!("{}/{path}", current.name);
        self.with_page(document)
            .map(|edition| {
                let there = format!("{}/{path}", edition.name);
                self.alternate(
                    edition,
                    relative(&here, &there),
                    edition.name == current.name,
                )
            })
            .collect()
    }

    /// Lists the page for other languages: one for each locale, this page for
    /// its own, and what those get whose language is not there.
    fn alternates(&self, current: &Edition, document: Option<&str>, path: &str) -> Vec<Hreflang> {
        let here = format!("{}/{path}", current.name);
        let href = |edition: &Edition| {
            let there = format!("{}/{path}", edition.name);
            self.canonical(&there)
                .unwrap_or_else(|| relative(&here, &there))
        };
        let mut chosen: Vec<&Edition> = vec![current];
        for edition in self.with_page(document) {
            if chosen.iter().all(|one| one.locale != edition.locale) {
                chosen.push(edition);
            }
        }
        chosen.sort_by_key(|one| {
            html_editions(&self.project.config).position(|other| other.name == one.name)
        });
        let mut list: Vec<Hreflang> = chosen
            .iter()
            .map(|edition| Hreflang {
                locale: edition.locale.to_string(),
                href: href(edition),
            })
            .collect();
        let source = self.project.config.source.locale().language();
        let default = chosen
            .iter()
            .find(|edition| edition.locale.locale().language() == source);
        let default = match document {
            Some(_) => default.or(chosen.first()).map(|edition| href(edition)),
            None => Some(
                self.canonical(INDEX)
                    .unwrap_or_else(|| relative(&here, INDEX)),
            ),
        };
        list.extend(default.map(|href| Hreflang {
            locale: "x-default".to_owned(),
            href,
        }));
        list
    }

    /// Returns the whole address of a file in the folder of the outputs, where
    /// the project says where that is published.
    fn canonical(&self, path: &str) -> Option<String> {
        let base = self.project.config.base_url.as_ref()?;
        let path = match path.strip_suffix(INDEX) {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => path,
        };
        Some(format!("{base}/{}", encode_path(path)))
    }
}

/// Returns the path in an edition's folder of a file from outside of the
/// content folder.
#[must_use]
pub fn file_path(path: &str) -> String {
    format!("{FILES}/{path}")
}

/// Returns whether a path in an edition's folder is of a file from outside of the
/// content folder.
#[must_use]
pub fn is_file_path(path: &str) -> bool {
    let rest = path.strip_prefix(FILES);
    rest.is_some_and(|rest| rest.starts_with('/'))
}

/// Reads the templates; one that the configuration names and that is not there
/// is a finding already.
fn templates(project: &Project) -> (Option<Templates>, Option<Box<Finding>>) {
    if project.config.template.is_some() && project.template.is_none() {
        return (None, None);
    }
    match Templates::new(project.template.as_deref()) {
        Ok(templates) => (Some(templates), None),
        Err(fault) => (None, Some(template_finding(project, &fault))),
    }
}

/// Returns the editions that have pages.
pub fn html_editions(config: &Config) -> impl Iterator<Item = &Edition> {
    config
        .editions
        .iter()
        .filter(|edition| edition.formats.contains(&OutputFormat::Html))
}

/// Says what is wrong with the template, at its place where that is known.
fn template_finding(project: &Project, fault: &TemplateFault) -> Box<Finding> {
    let file = project.config.template.as_ref().map(|at| at.value.as_str());
    let path = file.unwrap_or(&project.config_path);
    let mut finding = broken_template::RULE
        .finding(path, fault.message.clone())
        .help("`docs/editions.md` lists the variables of a template");
    let text = project.template.as_deref().unwrap_or_default();
    if let Some(line) = fault.line.filter(|_| file.is_some()) {
        let lines = LineIndex::new(text);
        let start = lines.line_start(line).unwrap_or(text.len());
        let rest = text.get(start..).unwrap_or_default();
        let end = start + rest.lines().next().unwrap_or_default().len();
        finding.span = Some((start..end).into());
    }
    Box::new(finding)
}

/// Lists where the headings of an edition stand, with the source's anchors.
fn places(document: &Document, assembled: &Assembled) -> Vec<(usize, String)> {
    let all = anchors::anchors(document);
    let mut places: Vec<(usize, String)> = assembled
        .blocks
        .iter()
        .filter_map(|(span, origin)| Some((span.start, all.get(&origin.block)?.clone())))
        .collect();
    places.extend(anchors::untranslated(document, &assembled.text, &places));
    places.sort();
    places
}

/// Lists the document in the other formats that its edition has.
fn other_formats(edition: &Edition, document: &Document, page: &str) -> Vec<OtherFormat> {
    let known = [
        (OutputFormat::Txt, "text/plain"),
        (OutputFormat::Md, "text/markdown"),
    ];
    let built = known
        .into_iter()
        .filter(|(format, _)| edition.formats.contains(format));
    built
        .map(|(format, media)| OtherFormat {
            name: format.as_str(),
            media,
            href: relative(page, &output_path(document, format)),
        })
        .collect()
}

/// Lists where the captions of pictures stand.
fn captions(document: &Document, assembled: &Assembled) -> Vec<Span> {
    let is_caption = |block: usize| {
        let block = document.split.blocks.get(block);
        block.is_some_and(|block| block.caption)
    };
    let blocks = assembled.blocks.iter();
    let mut captions: Vec<Span> = blocks
        .filter(|(_, origin)| is_caption(origin.block))
        .map(|(span, _)| *span)
        .collect();
    captions.sort();
    captions
}

/// Lists what fell back to another language.
fn tongues(locale: &Locale, assembled: &Assembled) -> Vec<Tongue> {
    let fell_back = assembled
        .blocks
        .iter()
        .filter(|(_, origin)| origin.fallback && origin.lang != locale.as_str());
    let mut tongues: Vec<Tongue> = fell_back
        .map(|(span, origin)| {
            let dir = Locale::parse(&origin.lang).map(|one| one.direction());
            Tongue {
                span: *span,
                lang: origin.lang.clone(),
                dir: dir.ok().filter(|dir| *dir != locale.direction()),
            }
        })
        .collect();
    tongues.sort_by_key(|one| one.span);
    tongues
}
