//! Where the links of one document lead in one edition, and which lead nowhere.

use super::{INDEX, Site, file_path};
use crate::catalog::{DocumentUnits, Translation};
use crate::diagnostic::Finding;
use crate::edition::html::{self, Kind, Reference, Target};
use crate::edition::page::Image;
use crate::edition::picture::Png;
use crate::project::assemble::{Assembled, Reader, scalar_text};
use crate::project::build::output_path;
use crate::project::config::OutputFormat;
use crate::project::dead_files;
use crate::project::links::{Place, locate, relative};
use crate::project::load::Document;
use crate::rules::project::no_page;
use rustc_hash::FxHashSet;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The links of one document in one edition.
pub(super) struct Links<'s, 'a> {
    site: &'s Site<'a>,
    reader: &'s Reader<'s>,
    document: &'s Document,
    assembled: &'s Assembled,
    pub(super) problems: RefCell<Vec<Finding>>,
    pub(super) files: RefCell<BTreeSet<String>>,
    /// The pictures that were drawn, by path in the edition's folder.
    pub(super) drawn: RefCell<BTreeMap<String, Arc<Png>>>,
    /// The addresses that the source itself has, once one has asked.
    own: OnceCell<FxHashSet<String>>,
}

impl<'s, 'a> Links<'s, 'a> {
    pub(super) fn new(
        site: &'s Site<'a>,
        reader: &'s Reader<'s>,
        document: &'s Document,
        assembled: &'s Assembled,
    ) -> Self {
        Self {
            site,
            reader,
            document,
            assembled,
            problems: RefCell::default(),
            files: RefCell::default(),
            drawn: RefCell::default(),
            own: OnceCell::new(),
        }
    }

    /// Returns the picture that the front matter names, for previews of links;
    /// the PNG of an SVG is noted in `drawn`.
    pub(super) fn image(&self, path: &str, fields: &BTreeMap<String, String>) -> Option<Image> {
        let address = fields.get("image")?;
        let at = self.assembled.text.find(address.as_str()).unwrap_or(0);
        let reference = Reference {
            address,
            kind: Kind::Picture,
            at,
            raw: false,
        };
        if let Some(image) = self.drawn_image(path, address) {
            return Some(image);
        }
        let target = match self.target(path, reference) {
            Target::To(target) => target,
            Target::Kept if html::is_remote(address) => {
                return html::is_harmless(address, Kind::Picture)
                    .then(|| Image::at(address.clone()));
            }
            Target::Kept | Target::Nowhere => return None,
        };
        Some(Image::at(self.whole(path, target)))
    }

    /// Returns the picture that is drawn of an SVG of the project, which is in
    /// the content folder, or is named by the author.
    fn drawn_image(&self, path: &str, address: &str) -> Option<Image> {
        let site = self.site;
        let (place, _) = locate(site.project, &site.map, &self.document.path, address)?;
        let file = match place {
            Place::Asset(asset) => format!("{}/{asset}", site.project.config.content),
            Place::File(file) if self.is_authors(address) => file,
            _ => return None,
        };
        let png = site.previews.get(site.project, &file)?;
        let to = file_path(&format!("{file}.png"));
        let href = self.whole(path, relative(path, &to));
        let size = Some((png.width, png.height));
        self.drawn.borrow_mut().insert(to, png);
        Some(Image { href, size })
    }

    /// Returns the whole address of what `target` leads to from the page at
    /// `path`, where the project says where it is published.
    fn whole(&self, path: &str, target: String) -> String {
        let Some(base) = &self.site.project.config.base_url else {
            return target;
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
        format!("{base}/{}/{}", self.reader.edition.name, parts.join("/"))
    }

    /// Says where an address leads from the page at `page`.
    pub(super) fn target(&self, page: &str, reference: Reference<'_>) -> Target {
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
        // What could not be read is left out for now; its page may be there.
        if site.shows(&edition.name, path) || self.reader.holds(path) {
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
        let read = || {
            let found = RefCell::new(FxHashSet::default());
            html::references(&self.document.text, self.document.format, &|reference| {
                found.borrow_mut().insert(reference.address.to_owned());
            });
            let fields = self.document.split.document.fields.iter();
            let images = fields.filter(|field| field.name == "image");
            let mut found = found.into_inner();
            found.extend(images.map(|field| scalar_text(&field.value)));
            found
        };
        self.own.get_or_init(read).contains(address)
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
        let next = blocks.partition_point(|(span, _)| span.end <= reference.at);
        let (_, origin) = blocks
            .get(next)
            .filter(|(span, _)| span.contains(reference.at))?;
        let units: &DocumentUnits = project
            .extraction
            .documents
            .iter()
            .find(|units| units.path == self.document.path)?;
        let own = units.of_block(origin.block).iter();
        own.filter_map(|unit| self.reader.translation(&units.path, unit))
            .find(|(_, translation)| {
                let pattern = translation.pattern.as_deref().unwrap_or_default();
                pattern.contains(reference.address)
            })
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
    let links = Links::new(site, reader, document, assembled);
    html::references(&assembled.text, document.format, &|reference| {
        links.target(&path, reference);
    });
    links.problems.into_inner()
}

/// Returns the address that a link has in plain text, where it leads somewhere:
/// whole addresses do, and those of pages and files where `base_url` is set.
#[must_use]
pub fn address_in_text(
    site: &Site<'_>,
    reader: &Reader<'_>,
    document: &Document,
    address: &str,
) -> Option<String> {
    let found = locate(site.project, &site.map, &document.path, address);
    let Some((place, rest)) = found else {
        let is_whole = html::is_remote(address) || address.starts_with("mailto:");
        return (is_whole && html::is_harmless(address, Kind::Link)).then(|| address.to_owned());
    };
    let edition = reader.edition;
    let file = match place {
        Place::Document(path) if site.shows(&edition.name, &path) => {
            output_path(site.project.document(&path)?, OutputFormat::Html)
        }
        Place::Asset(path) => path,
        _ => return None,
    };
    let base = site.canonical(&format!("{}/{file}", edition.name))?;
    Some(format!("{base}{rest}"))
}
