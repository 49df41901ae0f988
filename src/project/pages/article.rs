//! A document as an article for WeChat: a fragment, and the page that copies it.

use super::about::About;
use super::links::Links;
use super::pictures::{Ready, is_svg, png_path};
use super::{Site, address_in_text, captions, file_path, places, tongues};
use crate::diagnostic::Finding;
use crate::edition::html::{self, Body, Kind, Reference, Target};
use crate::edition::wechat::{self, CopyPage, Fragment, Picture, copy_page};
use crate::project::assemble::{Assembled, Reader};
use crate::project::build::output_paths;
use crate::project::config::OutputFormat;
use crate::project::links::{Place, locate, relative};
use crate::project::load::Document;
use crate::rules::project::unshown_element;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// An article that was made.
#[derive(Debug)]
pub struct Article {
    /// Its files, by path in the edition's folder: the fragment and the page.
    pub files: Vec<(String, Vec<u8>)>,
    /// The pictures that were drawn for it, by path in the edition's folder.
    pub pictures: BTreeMap<String, Vec<u8>>,
    /// Files from outside of the content folder that it shows, by their paths
    /// in the project.
    pub beside: BTreeSet<String>,
    /// What was found on the way.
    pub findings: Vec<Finding>,
}

/// A picture of the document: where its file is in the edition's folder, and
/// what became of it.
struct Seen {
    path: String,
    ready: Arc<OnceLock<Ready>>,
}

impl Seen {
    fn picture(&self) -> Option<&super::pictures::Picture> {
        self.ready.get()?.picture.as_ref()
    }
}

impl Site<'_> {
    /// Makes the article of a document.
    #[must_use]
    pub fn article(
        &self,
        reader: &Reader<'_>,
        document: &Document,
        assembled: &Assembled,
    ) -> Article {
        let paths = output_paths(document, OutputFormat::Wechat);
        let path = paths.first().map_or("", String::as_str);
        let links = Links::new(self, reader, document, assembled);
        // Only what the document may show is here, by the address that the
        // body has for it.
        let seen: RefCell<BTreeMap<String, Seen>> = RefCell::default();
        let target = |reference: Reference<'_>| match reference.kind {
            Kind::Link => address_in_text(self, reader, document, reference.address)
                .map_or(Target::Nowhere, Target::To),
            Kind::Picture => {
                let target = links.target(path, reference);
                if let Target::To(address) = &target
                    && let Some(one) = self.seen(document, reference.address)
                {
                    seen.borrow_mut().insert(html::encode(address), one);
                }
                target
            }
        };
        let (locale, words) = self.voice(&reader.edition.locale);
        let (anchors, tongues) = (places(document, assembled), tongues(locale, assembled));
        let body = html::body(&html::Source {
            text: &assembled.text,
            format: document.format,
            anchors: &anchors,
            tongues: &tongues,
            captions: &captions(document, assembled),
            words,
            target: &target,
        });
        let about = About::new(document, assembled, locale, &body);
        let seen = seen.into_inner();
        let write = |picture: &dyn Fn(&Seen) -> Option<String>| {
            self.fragment(reader, &about, &body, &|address| {
                if is_picture_data(address) {
                    return Picture::Shown(address.to_owned());
                }
                let shown = seen.get(address).and_then(picture);
                shown.map_or(Picture::Text, Picture::Shown)
            })
        };
        let fragment = write(&|one| one.picture().map(|_| relative(path, &one.path)));
        let whole = write(&|one| one.picture().map(super::pictures::Picture::address));
        let page = copy_page(&CopyPage {
            title: &about.title,
            words,
            article: &whole,
        });
        let mut findings = links.problems.into_inner();
        findings.extend(unshown(document, &fragment));
        let mut pictures = BTreeMap::new();
        for one in seen.values() {
            findings.extend(
                one.ready
                    .get()
                    .iter()
                    .flat_map(|ready| ready.findings.clone()),
            );
            if let Some(picture) = one.picture().filter(|picture| picture.is_drawn) {
                pictures.insert(one.path.clone(), picture.bytes.clone());
            }
        }
        let texts = [fragment.html, page].map(String::into_bytes);
        Article {
            files: paths.into_iter().zip(texts).collect(),
            pictures,
            beside: links.files.into_inner(),
            findings,
        }
    }

    fn fragment(
        &self,
        reader: &Reader<'_>,
        about: &About,
        body: &Body,
        picture: &dyn Fn(&str) -> Picture,
    ) -> Fragment {
        wechat::fragment(&wechat::Article {
            body: &body.html,
            title: about.heading.then_some(&about.title),
            correction: about.correction.as_ref(),
            words: self.words(reader.edition),
            picture,
        })
    }

    /// Makes the picture that an address of the document leads to ready.
    fn seen(&self, document: &Document, address: &str) -> Option<Seen> {
        let project = self.project;
        let (place, _) = locate(project, &self.map, &document.path, address)?;
        let (file, path) = match place {
            Place::Asset(path) => (format!("{}/{path}", project.config.content), path),
            Place::File(path) => {
                let to = file_path(&path);
                (path, to)
            }
            _ => return None,
        };
        let path = if is_svg(&path) { png_path(&path) } else { path };
        let ready = self.pictures.get(project, &file);
        Some(Seen { path, ready })
    }
}

/// Returns whether an address holds a picture that the editor takes.
fn is_picture_data(address: &str) -> bool {
    ["png", "jpeg", "gif", "webp"]
        .iter()
        .any(|kind| address.starts_with(&format!("data:image/{kind};base64,")))
}

/// Says what of a document an article cannot show.
fn unshown(document: &Document, fragment: &Fragment) -> Vec<Finding> {
    let all = fragment.left_out.iter().map(|element| {
        let message = format!("`{element}` cannot stand in an article for WeChat, and is left out");
        let mut finding = unshown_element::RULE
            .finding(document.file.as_str(), message)
            .text(element.as_str())
            .help("put a picture or a text in its place, or leave `wechat` out of the formats");
        finding.document = Some(document.path.clone());
        let at = document.text.find(&format!("<{element}"));
        finding.span = at.map(|at| (at..at + element.len() + 1).into());
        finding
    });
    all.collect()
}
