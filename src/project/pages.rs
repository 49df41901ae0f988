//! The pages of the editions: links between them, their switcher, their index.
//!
//! [`Site::new`] is told which documents each edition shows; [`Site::page`]
//! makes the page of one, and [`Site::index`] and [`Site::editions`] the pages
//! that lead to them.

use super::anchors;
use super::assemble::{Assembled, Reader, scalar_text};
use super::build::output_path;
use super::chain;
use super::config::{Config, Edition, OutputFormat};
use super::dead_files;
use super::links::{Map, Place, encode_path, locate, relative};
use super::load::{Document, Project};
use crate::catalog::{DocumentUnits, Translation};
use crate::diagnostic::Finding;
use crate::document::{self, Format};
use crate::edition::html::{self, Kind, Reference, Target, Tongue};
use crate::edition::page::{
    Alternate, Entry, Hreflang, Page, PageKind, TemplateFault, Templates, Text,
};
use crate::edition::words::{INTERFACE_FILE, Words};
use crate::locale::Locale;
use crate::rules::project::{broken_template, no_page};
use crate::text::LineIndex;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

/// The name of an index.
pub const INDEX: &str = "index.html";
/// The folder in an edition for files from outside of the content folder.
const FILES: &str = "_files";

/// All that the pages of one run share.
#[derive(Debug)]
pub struct Site<'a> {
    project: &'a Project,
    map: Map,
    templates: Templates,
    /// The documents that have a page, by edition.
    shown: BTreeMap<String, BTreeSet<String>>,
    words: BTreeMap<String, (Locale, Words)>,
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
}

/// What decides on the place of a document in an index: its own number, then
/// the date, newest first, then the path.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    number: Option<f64>,
    date: Option<String>,
    path: Vec<Part>,
}

/// A part of a path: numbers count by value, and a folder's own document comes
/// before what is in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Index,
    Number(u64),
    Text(String),
}

impl Order {
    fn new(path: &str, fields: &BTreeMap<String, String>) -> Self {
        let number = fields.get("order").or_else(|| fields.get("weight"));
        Self {
            number: number
                .and_then(|one| one.parse().ok())
                .filter(|one: &f64| one.is_finite()),
            date: fields.get("date").cloned(),
            path: path.split('/').flat_map(parts).collect(),
        }
    }

    /// Compares for the order of reading.
    #[must_use]
    pub fn compare(&self, other: &Self) -> std::cmp::Ordering {
        // Those that have a number, or a date, come before those that have none.
        let number = |one: &Self| one.number.unwrap_or(f64::INFINITY);
        number(self)
            .total_cmp(&number(other))
            .then_with(|| other.date.cmp(&self.date))
            .then_with(|| self.path.cmp(&other.path))
    }
}

fn parts(name: &str) -> Vec<Part> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if ["index", "readme"].contains(&stem.to_lowercase().as_str()) {
        return vec![Part::Index];
    }
    let mut parts = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let is_digit = rest.starts_with(|c: char| c.is_ascii_digit());
        let end = rest
            .find(|c: char| c.is_ascii_digit() != is_digit)
            .unwrap_or(rest.len());
        let (part, tail) = rest.split_at(end);
        parts.push(match part.parse() {
            Ok(number) if is_digit => Part::Number(number),
            _ => Part::Text(part.to_owned()),
        });
        rest = tail;
    }
    parts
}

impl<'a> Site<'a> {
    /// Prepares the pages; `shown` are the documents that have one, by edition.
    ///
    /// # Errors
    /// A finding about the project's own template, where it is not there or
    /// cannot be read.
    pub fn new(
        project: &'a Project,
        shown: BTreeMap<String, BTreeSet<String>>,
    ) -> Result<Self, Box<Finding>> {
        let template = project.template.as_deref();
        let templates =
            Templates::new(template).map_err(|fault| template_finding(project, &fault))?;
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
            let chain = chain::chain(&project.config, locale);
            let words = Words::new(&parsed, &chain, &own);
            Some((locale.to_owned(), (parsed, words)))
        };
        let locales: BTreeSet<&str> = project
            .config
            .editions
            .iter()
            .map(|edition| edition.locale.as_str())
            .chain([project.config.source.as_str()])
            .collect();
        Ok(Self {
            map: Map::new(project),
            templates,
            shown,
            words: locales.into_iter().filter_map(words).collect(),
            project,
        })
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
        let links = Links {
            site: self,
            reader,
            document,
            assembled,
            problems: RefCell::default(),
            files: RefCell::default(),
        };
        let (anchors, tongues) = (places(document, assembled), tongues(locale, assembled));
        let body = html::body(&html::Source {
            text: &assembled.text,
            format: document.format,
            anchors: &anchors,
            tongues: &tongues,
            words,
            target: &|reference| links.target(&path, reference),
        });
        let about = About::new(document, assembled, locale, &body);
        let image = self.image(&links, &path, &about.fields);
        let page = Page {
            kind: PageKind::Document,
            locale,
            words,
            title: about.title.clone(),
            description: about.description.clone(),
            heading: about.heading,
            editions: self.switcher(reader.edition, Some(&document.path), &path),
            alternates: self.alternates(reader.edition, Some(&document.path), &path),
            canonical: self.canonical(&format!("{}/{path}", reader.edition.name)),
            image,
            index: (path != INDEX).then(|| relative(&path, INDEX)),
            documents: Vec::new(),
            body,
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
                date,
                href: encode_path(&path),
            },
            order: Order::new(&document.path, &page.fields),
            files: links.files.into_inner(),
        })
    }

    /// Makes the index of an edition.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub fn index(&self, edition: &Edition, documents: Vec<Entry>) -> Result<String, Box<Finding>> {
        let (locale, words) = self.voice(&edition.locale);
        let title = match &edition.title {
            Some(title) => Text::own(title),
            None => Text::from(&words.all()["documents"]),
        };
        self.render(&Page {
            kind: PageKind::Index,
            locale,
            words,
            title,
            description: None,
            heading: true,
            fields: BTreeMap::new(),
            editions: self.switcher(edition, None, INDEX),
            alternates: self.alternates(edition, None, INDEX),
            canonical: self.canonical(&format!("{}/{INDEX}", edition.name)),
            image: None,
            index: None,
            documents,
            body: String::new(),
        })
    }

    /// Makes the page that leads to the editions.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub fn editions(&self) -> Result<String, Box<Finding>> {
        let (locale, words) = self.voice(&self.project.config.source);
        let editions = html_editions(&self.project.config)
            .map(|edition| self.alternate(edition, format!("{}/{INDEX}", edition.name), false));
        self.render(&Page {
            kind: PageKind::Editions,
            locale,
            words,
            title: Text::from(&words.all()["editions"]),
            description: None,
            heading: true,
            fields: BTreeMap::new(),
            editions: editions.collect(),
            alternates: Vec::new(),
            canonical: self.canonical(INDEX),
            image: None,
            index: None,
            documents: Vec::new(),
            body: String::new(),
        })
    }

    fn render(&self, page: &Page<'_>) -> Result<String, Box<Finding>> {
        self.templates
            .render(page)
            .map_err(|fault| template_finding(self.project, &fault))
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
        let dir =
            Locale::parse(&edition.locale).map_or("ltr", |locale| locale.direction().as_str());
        Alternate {
            name: edition.name.clone(),
            label: edition.label.clone(),
            locale: edition.locale.clone(),
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
                locale: edition.locale.clone(),
                href: href(edition),
            })
            .collect();
        let source = Locale::parse(&self.project.config.source).ok();
        let default = chosen.iter().find(|edition| {
            Locale::parse(&edition.locale)
                .ok()
                .zip(source.as_ref())
                .is_some_and(|(one, source)| one.language() == source.language())
        });
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

    /// Returns the address of the picture that the front matter names.
    fn image(
        &self,
        links: &Links<'_, '_>,
        path: &str,
        fields: &BTreeMap<String, String>,
    ) -> Option<String> {
        let address = fields.get("image")?;
        let at = links.assembled.text.find(address.as_str()).unwrap_or(0);
        let reference = Reference {
            address,
            kind: Kind::Picture,
            at,
            raw: false,
        };
        let target = match links.target(path, reference) {
            Target::To(target) => target,
            Target::Kept if html::is_remote(address) => {
                return html::is_harmless(address, Kind::Picture).then(|| address.clone());
            }
            Target::Kept | Target::Nowhere => return None,
        };
        let Some(base) = &self.project.config.base_url else {
            return Some(target);
        };
        let mut parts: Vec<&str> = path.split('/').collect();
        parts.pop();
        for part in target.split('/') {
            if part == ".." {
                parts.pop();
            } else {
                parts.push(part);
            }
        }
        Some(format!(
            "{base}/{}/{}",
            links.reader.edition.name,
            parts.join("/")
        ))
    }
}

/// Finds what is wrong with the links of a document, without its page.
pub fn faults(
    site: &Site<'_>,
    reader: &Reader<'_>,
    document: &Document,
    assembled: &Assembled,
) -> Vec<Finding> {
    let path = output_path(document, OutputFormat::Html);
    let links = Links {
        site,
        reader,
        document,
        assembled,
        problems: RefCell::default(),
        files: RefCell::default(),
    };
    html::references(&assembled.text, document.format, &|reference| {
        links.target(&path, reference);
    });
    links.problems.into_inner()
}

/// Returns the path in an edition's folder of a file from outside of the
/// content folder.
#[must_use]
pub fn file_path(path: &str) -> String {
    format!("{FILES}/{path}")
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

/// What a page says of its document.
struct About {
    title: Text,
    description: Option<Text>,
    heading: bool,
    fields: BTreeMap<String, String>,
}

impl About {
    fn new(document: &Document, assembled: &Assembled, locale: &Locale, body: &str) -> Self {
        let read = document::read(&assembled.text, document.format, &[]);
        let fields: BTreeMap<String, String> = read
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
            let text = fields.get(name).filter(|text| !text.trim().is_empty())?;
            let source = document.split.document.fields.iter();
            let block = source.clone().find(|one| one.name == name)?.block;
            Some(spoken(text.clone(), block))
        };
        let has_heading = body.contains("<h1");
        let heading = read.headings.iter().find(|one| !one.text.trim().is_empty());
        let plain = match document.format {
            Format::Text => html::plain_title(&assembled.text, &read).map(str::to_owned),
            Format::Markdown => heading.map(|heading| heading.text.clone()),
        };
        let first = plain.map(|text| {
            let at = heading.map_or(0, |heading| heading.span.start);
            let block = assembled.blocks.iter().find(|(span, _)| span.start >= at);
            spoken(text, block.map(|(_, origin)| origin.block))
        });
        let own = field("title");
        let is_written = own.is_some() || first.is_none();
        let title = own
            .or(first)
            .unwrap_or_else(|| Text::own(name_of(&document.path)));
        Self {
            title,
            description: field("description").or_else(|| field("summary")),
            heading: !has_heading && is_written,
            fields,
        }
    }
}

/// A title for a document that has none: its name.
fn name_of(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.replace(['-', '_'], " ")
}

/// The links of one document in one edition.
struct Links<'s, 'a> {
    site: &'s Site<'a>,
    reader: &'s Reader<'s>,
    document: &'s Document,
    assembled: &'s Assembled,
    problems: RefCell<Vec<Finding>>,
    files: RefCell<BTreeSet<String>>,
}

impl Links<'_, '_> {
    /// Says where an address leads from the page at `page`.
    fn target(&self, page: &str, reference: Reference<'_>) -> Target {
        let site = self.site;
        let found = locate(
            site.project,
            &site.map,
            &self.document.path,
            reference.address,
        );
        let Some((place, rest)) = found else {
            return Target::Kept;
        };
        let to = |path: &str| Target::To(format!("{}{rest}", relative(page, path)));
        match place {
            Place::Document(path) => self.document(page, &path, rest, reference),
            Place::Folder(path) => {
                let index = ["index.md", "README.md", "index.txt"].map(|name| {
                    if path.is_empty() {
                        name.to_owned()
                    } else {
                        format!("{path}/{name}")
                    }
                });
                let own = index
                    .iter()
                    .find(|one| site.project.document(one).is_some());
                match own {
                    Some(own) => self.document(page, own, rest, reference),
                    None if path.is_empty() => to(INDEX),
                    None => Target::Kept,
                }
            }
            Place::Asset(path) => to(&path),
            // Only the author may publish what is not under the content folder.
            Place::File(path) if reference.raw || self.is_authors(reference.address) => {
                let target = to(&file_path(&path));
                self.files.borrow_mut().insert(path);
                target
            }
            Place::File(_) | Place::Missing => {
                let finding = dead_files::finding(self.document, reference.address);
                self.report(finding, reference);
                Target::Kept
            }
        }
    }

    fn document(&self, page: &str, path: &str, rest: &str, reference: Reference<'_>) -> Target {
        let site = self.site;
        let edition = self.reader.edition;
        let Some(document) = site.project.document(path) else {
            return Target::Kept;
        };
        if site.shows(&edition.name, path) {
            let to = output_path(document, OutputFormat::Html);
            return Target::To(format!("{}{rest}", relative(page, &to)));
        }
        let message = format!(
            "`{}` leads to a document that the edition `{}` does not show",
            reference.address, edition.name
        );
        let finding = no_page::RULE.finding(&self.document.file, message);
        self.report(finding.help("its text stays, without a link"), reference);
        Target::Nowhere
    }

    /// Returns whether the source itself has this address.
    fn is_authors(&self, address: &str) -> bool {
        let found = Cell::new(false);
        html::references(&self.document.text, self.document.format, &|reference| {
            found.set(found.get() || reference.address == address);
        });
        let is_image =
            |field: &document::Field| field.name == "image" && scalar_text(&field.value) == address;
        let mut fields = self.document.split.document.fields.iter();
        found.get() || fields.any(is_image)
    }

    /// Notes a finding where the address stands: in the document, or else in
    /// the translation.
    fn report(&self, mut finding: Finding, reference: Reference<'_>) {
        let project = self.site.project;
        finding.document = Some(self.document.path.clone());
        finding.text = reference.address.to_owned();
        let in_source = self.document.text.find(reference.address);
        if let Some(at) = in_source {
            finding.span = Some((at..at + reference.address.len()).into());
        } else if let Some((folder, translation)) = self.translation(reference) {
            let path = project.locale_file(folder, &translation.path);
            let value = translation.value_span;
            finding.span = dead_files::place(project, &path, value, reference.address);
            finding.path = path;
            finding.locale = Some(folder.to_owned());
        }
        self.problems.borrow_mut().push(finding);
    }

    /// Finds the translation that an address of the edition stands in.
    fn translation(&self, reference: Reference<'_>) -> Option<(&str, &Translation)> {
        let project = self.site.project;
        let blocks = &self.assembled.blocks;
        let (_, origin) = blocks
            .iter()
            .find(|(span, _)| span.contains(reference.at))?;
        let units: &DocumentUnits = project
            .extraction
            .documents
            .iter()
            .find(|units| units.path == self.document.path)?;
        let own = units.units.iter().filter(|unit| unit.block == origin.block);
        own.filter_map(|unit| self.reader.translation(&units.path, unit))
            .find(|(_, translation)| {
                let pattern = translation.pattern.as_deref().unwrap_or_default();
                pattern.contains(reference.address)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(path: &str, fields: &[(&str, &str)]) -> Order {
        let fields = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Order::new(path, &fields)
    }

    #[test]
    fn the_order_of_reading() {
        let mut all = [
            ("2-b.md", order("2-b.md", &[])),
            ("10-a.md", order("10-a.md", &[])),
            ("x/a.md", order("x/a.md", &[])),
            ("x/index.md", order("x/index.md", &[])),
            ("old.md", order("old.md", &[("date", "2019-01-01")])),
            ("new.md", order("new.md", &[("date", "2020-01-01")])),
            ("second.md", order("second.md", &[("order", "2")])),
            ("first.md", order("first.md", &[("order", "1")])),
        ];
        all.sort_by(|left, right| left.1.compare(&right.1));
        let paths: Vec<&str> = all.iter().map(|(path, _)| *path).collect();
        assert_eq!(
            paths,
            [
                "first.md",
                "second.md",
                "new.md",
                "old.md",
                "2-b.md",
                "10-a.md",
                "x/index.md",
                "x/a.md"
            ]
        );
    }

    #[test]
    fn a_document_without_a_title_has_its_name() {
        assert_eq!(name_of("a/press-note_1.txt"), "press note 1");
    }
}
