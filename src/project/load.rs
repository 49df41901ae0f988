//! Reads a project: configuration, documents, locales, and what `extract`
//! would make of them.

use super::assemble::{is_reserved, scalar_text};
use super::chain::{Names, Readers};
use super::config::{self, Config, Segmentation};
use super::error::Error;
use super::files::{Listing, Root, Text, Unread};
use super::unread;
use crate::catalog::{self, DocumentInput, Extraction, LocaleFiles, Previous};
use crate::diagnostic::{Finding, Severity};
use crate::document::Format;
use crate::locale::Locale;
use crate::rules::project::broken_template;
use crate::segment::{self, Boundaries, Split};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A document, read and split.
#[derive(Debug)]
pub struct Document {
    /// Its path under the content folder, such as `releases/a.md`.
    pub path: String,
    /// Its path in the project.
    pub file: String,
    /// What kind of text it holds.
    pub format: Format,
    /// Its text.
    pub text: String,
    /// What it was split into.
    pub split: Split,
}

/// A project, read once.
#[derive(Debug)]
pub struct Project {
    /// Its folder.
    pub root: Root,
    /// The path of its configuration.
    pub config_path: String,
    /// Its configuration.
    pub config: Config,
    /// Its documents, by path.
    pub documents: Vec<Document>,
    /// The other files under the content folder: pictures and the like.
    pub assets: Vec<String>,
    /// The text of the project's own template of the pages.
    pub template: Option<String>,
    /// The files of the source locale.
    pub source: LocaleFiles,
    /// The files of the target locales, in the order of the configuration.
    pub targets: Vec<LocaleFiles>,
    /// The target locales' names, as their folders are named.
    pub target_names: Vec<String>,
    /// Who reads the target locales' folders.
    pub readers: Readers,
    /// What `extract` would make.
    pub extraction: Extraction,
    /// What is wrong with the configuration: nothing else was read then.
    pub faults: Vec<Finding>,
    /// What was found wrong while reading, splitting and matching.
    pub findings: Vec<Finding>,
    /// The files and folders that the findings of [`Project::is_unread`] are
    /// about: what they hold was not looked at.
    pub(super) unread: BTreeSet<String>,
    /// The texts that findings speak of, by path in the project.
    pub texts: BTreeMap<String, String>,
    /// How many blocks keep boundaries that they would not get today.
    pub kept: usize,
}

impl Drop for Project {
    fn drop(&mut self) {
        catalog::drop_aside((
            std::mem::take(&mut self.documents),
            std::mem::take(&mut self.texts),
            std::mem::take(&mut self.extraction),
        ));
        catalog::drop_aside((
            std::mem::take(&mut self.source),
            std::mem::take(&mut self.targets),
        ));
    }
}

/// How to read a project.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The configuration to read in the place of the nearest one.
    pub config: Option<std::path::PathBuf>,
    /// Whether hand edits of source resources will be overwritten.
    pub force: bool,
    /// Whether blocks whose text has not changed are divided anew.
    pub resegment: bool,
    /// A target locale to read, whether the configuration names it or not.
    pub locale: Option<String>,
}

/// Finds the project at or over `start`: its folder and its configuration's path.
///
/// # Errors
/// If there is none, or the configuration given lies outside of its own folder.
pub fn find(start: &Path, options: &Options) -> Result<(Root, String), Error> {
    let Some(path) = &options.config else {
        let root = Root::find(start, config::FILE_NAME)?;
        return Ok((root, config::FILE_NAME.to_owned()));
    };
    let path = start.join(path);
    let folder = path.parent().unwrap_or(start);
    let name = path.file_name().and_then(|name| name.to_str());
    let root = Root::open(folder)?;
    match name.filter(|name| root.exists(name)) {
        Some(name) => Ok((root, name.to_owned())),
        None => Err(Error::Input(format!(
            "there is no configuration `{}`",
            path.display()
        ))),
    }
}

impl Project {
    /// Reads the project at `root`.
    ///
    /// # Errors
    /// If a file or folder cannot be read. What is wrong with their content is
    /// in [`Project::findings`]; where [`Project::faults`] holds an error,
    /// nothing but the configuration was read.
    pub fn open(root: Root, config_path: String, options: &Options) -> Result<Self, Error> {
        let text = match root.read_text(&config_path)? {
            Text::Utf8(text) => text,
            Text::Absent => String::new(),
            Text::Invalid(unread) => {
                return Err(Error::Encoding {
                    path: config_path,
                    fault: unread.finding.message,
                });
            }
        };
        let (mut config, faults) = Config::parse(&config_path, &text);
        config.add_locale(options.locale.as_deref())?;
        let mut project = Self {
            root,
            texts: BTreeMap::from([(config_path.clone(), text)]),
            config_path,
            config,
            documents: Vec::new(),
            assets: Vec::new(),
            template: None,
            source: LocaleFiles::default(),
            targets: Vec::new(),
            target_names: Vec::new(),
            readers: Readers::default(),
            extraction: Extraction::default(),
            faults,
            findings: Vec::new(),
            unread: BTreeSet::new(),
            kept: 0,
        };
        let is_sound = |project: &Self| {
            let mut faults = project.faults.iter();
            faults.all(|fault| fault.severity != Severity::Error)
        };
        if is_sound(&project) {
            project.check_folders()?;
        }
        if is_sound(&project) {
            project.read_template()?;
            let content = project.read_content()?;
            project.read_locales(&content)?;
            project.extract(options);
        }
        Ok(project)
    }

    /// Returns the path in the project of a file of a locale.
    #[must_use]
    pub fn locale_file(&self, locale: &str, path: &str) -> String {
        format!("{}/{locale}/{path}", self.config.locales_dir)
    }

    /// Returns the document of this path under the content folder.
    #[must_use]
    pub fn document(&self, path: &str) -> Option<&Document> {
        let found = self
            .documents
            .binary_search_by(|one| one.path.as_str().cmp(path));
        found.ok().map(|index| &self.documents[index])
    }

    /// Returns the target locale that `name` names, by its folder's name.
    ///
    /// # Errors
    /// If there is none.
    pub fn target(&self, name: &str) -> Result<usize, Error> {
        let position = |name: &str| self.readers.names().place(name);
        let meant = Locale::parse(name).err().and_then(|error| error.meant());
        if let Some(meant) = meant.filter(|meant| position(meant.as_str()).is_some()) {
            return Err(Error::Input(format!(
                "there is no target locale `{name}`: did you mean `{meant}`?"
            )));
        }
        position(name).ok_or_else(|| Error::Unknown {
            kind: "target locale",
            name: name.to_owned(),
            known: self.target_names.clone(),
        })
    }

    /// Returns the target locale that `name` names, where it may be written.
    ///
    /// # Errors
    /// If there is none, a newer version of the program wrote its facts, or they
    /// cannot be read.
    pub fn open_target(&self, name: &str) -> Result<usize, Error> {
        let index = self.target(name)?;
        let locale = &self.targets[index].locale;
        let catalog = self.extraction.locale(locale);
        if catalog.is_some_and(|catalog| catalog.closed) {
            return Err(Error::Input(format!(
                "the facts of `{locale}` were made by a newer fluentdown: nothing of it is read or written"
            )));
        }
        self.check_writable(&self.targets[index])?;
        Ok(index)
    }

    /// Makes sure that the folders of the configuration are not hidden, by a link
    /// either, and that there is one of documents: without it, all translations
    /// would look as if their sentences had left.
    fn check_folders(&mut self) -> Result<(), Error> {
        let config = &self.config;
        let template = config.template.as_ref().map(|path| &path.value);
        let folders = [&config.content, &config.locales_dir, &config.out];
        for path in folders.into_iter().chain(template) {
            self.root.check_visible(path)?;
        }
        if !self.root.exists(&config.content) {
            let text = &self.texts[&self.config_path];
            let span = config::Typed::parse(&self.config_path, text).0.content;
            let message = format!(
                "there is no folder `{}`, where the documents are",
                config.content
            );
            let mut fault = Finding::new(
                config::RULE,
                Severity::Error,
                self.config_path.as_str(),
                message,
            )
            .help(
                "write the name of the folder as `content`, or make it; git keeps no empty folders",
            );
            fault.span = span.map(|content| content.span);
            self.faults.push(fault);
        }
        Ok(())
    }

    /// Reads the project's own template; one that is not there is a fault of
    /// the configuration.
    fn read_template(&mut self) -> Result<(), Error> {
        let Some(path) = self.config.template.clone() else {
            return Ok(());
        };
        let fault = |why: String| {
            broken_template::RULE
                .finding(self.config_path.as_str(), why)
                .at(path.span)
                .help("move away what stands there, or write the path of a file; no page is written until then")
        };
        let read = match self.root.read_text(&path.value) {
            Err(error @ (Error::Outside { .. } | Error::Hidden { .. })) => return Err(error),
            Err(error) => {
                let fault = fault(format!("the template cannot be read: {error}"));
                self.findings.push(fault);
                return Ok(());
            }
            Ok(read) => read,
        };
        match read {
            Text::Utf8(text) => {
                self.texts.insert(path.value, text.clone());
                self.template = Some(text);
            }
            Text::Invalid(unread) => {
                let fault = fault(format!("the template cannot be read: {}", unread.finding.message));
                self.findings.push(fault);
                self.note_unread(*unread);
            }
            Text::Absent => self.findings.push(
                broken_template::RULE
                    .finding(
                        self.config_path.as_str(),
                        format!("there is no template `{}`", path.value),
                    )
                    .at(path.span)
                    .help("write its path from the project's folder; no page is written until it is there"),
            ),
        }
        Ok(())
    }

    /// Reads the documents; returns what the content folder has.
    fn read_content(&mut self) -> Result<Listing, Error> {
        let listing = self.root.list(&self.config.content, true)?;
        if listing.files.is_empty() && listing.unread.is_empty() {
            self.findings.push(
                Finding::new(
                    "no-documents",
                    Severity::Note,
                    self.config_path.as_str(),
                    format!("there is no document under `{}`", self.config.content),
                )
                .help("put a `.md` or `.txt` file there, and run `fluentdown extract`"),
            );
        }
        let over = unread::IGNORE_FILES.iter();
        let over = over.filter_map(|name| self.root.other_than_file(name));
        let over: Vec<Finding> = over.map(|unread| unread.finding).collect();
        self.findings.extend(over);
        let (mut documents, mut assets) = (Vec::new(), Vec::new());
        for file in &listing.files {
            match format_of(file) {
                Some(format) => documents.push((file.clone(), format)),
                None => assets.push(file[self.config.content.len() + 1..].to_owned()),
            }
        }
        self.assets = assets;
        let documents = self.with_resources(documents);
        let read: Vec<Result<(Document, String), Box<Unread>>> = documents
            .into_par_iter()
            .map(|(file, format)| {
                let document = self.read_document(file, format)?;
                let text = document.text.clone();
                Ok((document, text))
            })
            .collect();
        for result in read {
            match result {
                Ok((document, text)) => {
                    self.texts.insert(document.file.clone(), text);
                    self.findings
                        .extend(document.split.findings.iter().cloned());
                    self.documents.push(document);
                }
                Err(unread) => self.hold_document(*unread),
            }
        }
        for unread in &listing.unread {
            self.hold_document(unread.clone());
        }
        self.documents
            .sort_by(|left, right| left.path.cmp(&right.path));
        Ok(listing)
    }

    /// Leaves out the documents whose resources could not be files of their
    /// own: for the length of a name, or since a file stands over them.
    fn with_resources(&mut self, documents: Vec<(String, Format)>) -> Vec<(String, Format)> {
        let inner = self.config.content.len() + 1;
        let all: BTreeSet<&str> = documents.iter().map(|(file, _)| &file[inner..]).collect();
        let faults: Vec<Option<String>> = documents
            .iter()
            .map(|(file, _)| no_resource(&file[inner..], &all))
            .collect();
        let mut kept = Vec::with_capacity(documents.len());
        for (document, fault) in documents.into_iter().zip(faults) {
            match fault {
                Some(why) => self.hold_document(Unread::new(&document.0, &why)),
                None => kept.push(document),
            }
        }
        kept
    }

    fn read_document(&self, file: String, format: Format) -> Result<Document, Box<Unread>> {
        let text = match self.root.read_listed(&file) {
            Text::Utf8(text) => text,
            Text::Absent => String::new(),
            Text::Invalid(unread) => return Err(unread),
        };
        let options = split_options(&self.config);
        let mut split = segment::split(&file, &text, format, &options);
        if let Some(unread) = unread::other_language(&self.config, &file, &text, &mut split) {
            return Err(Box::new(unread));
        }
        let path = file[self.config.content.len() + 1..].to_owned();
        Ok(Document {
            path,
            file,
            format,
            text,
            split,
        })
    }

    fn read_locales(&mut self, content: &Listing) -> Result<(), Error> {
        let folder = self.config.locales_dir.clone();
        let listing = self.root.list(&folder, false)?;
        let mut by_locale: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for file in &listing.files {
            if let Some((locale, path)) = file[folder.len() + 1..].split_once('/') {
                by_locale.entry(locale.to_owned()).or_default().push(path);
            }
        }
        let odd = unread::by_locale(&listing, &folder);
        let present: BTreeSet<String> = by_locale.keys().chain(odd.keys()).cloned().collect();
        let present: Vec<String> = present.into_iter().collect();
        let present = Names::new(&present);
        let folder = present.of(&self.config.source);
        self.config.source.respell(folder);
        let wanted = self.config.locales.iter();
        self.target_names = wanted.map(|name| present.of(name)).collect();
        self.readers = Readers::new(&self.config, &self.target_names);
        self.note_unlisted(by_locale.keys());
        let source = self.config.source.to_string();
        self.read_locale(&source, by_locale.get(&source), odd.get(&source), None);
        self.hold_folders_for_documents(content);
        for index in 0..self.target_names.len() {
            let name = self.target_names[index].clone();
            self.read_locale(&name, by_locale.get(&name), odd.get(&name), Some(index));
        }
        self.leave_out_held();
        Ok(())
    }

    /// Notes folders of locales that the configuration does not name.
    fn note_unlisted<'a>(&mut self, present: impl Iterator<Item = &'a String>) {
        let known: BTreeSet<&str> = self
            .target_names
            .iter()
            .map(String::as_str)
            .chain([self.config.source.as_str()])
            .collect();
        let unlisted: Vec<&String> = present
            .filter(|name| !known.contains(name.as_str()))
            .collect();
        for name in unlisted {
            let message = format!("the folder `{name}` is not in `locales`, so nobody reads it");
            let finding = Finding::new(
                "unlisted-locale",
                Severity::Warning,
                self.config_path.as_str(),
                message,
            );
            self.findings.push(finding.help(format!(
                "add `\"{name}\"` to `locales` in {}",
                self.config_path
            )));
        }
    }

    /// Reads the files of a locale: of the target of this index, or of the source.
    fn read_locale(
        &mut self,
        locale: &str,
        paths: Option<&Vec<&str>>,
        odd: Option<&unread::OfLocale>,
        target: Option<usize>,
    ) {
        let mut files = LocaleFiles {
            locale: locale.to_owned(),
            comments: true,
            ..LocaleFiles::default()
        };
        if target.is_none() {
            // Documents that could not be read are known by now.
            files.held.clone_from(&self.source.held);
        }
        let ours = |path: &&&str| path.ends_with(".ftl") || **path == catalog::STATE_FILE;
        let paths: Vec<&&str> = paths.into_iter().flatten().filter(ours).collect();
        let read: Vec<(String, Text, String)> = paths
            .par_iter()
            .map(|path| {
                let full = self.locale_file(locale, path);
                let text = self.root.read_listed(&full);
                let copy = match &text {
                    Text::Utf8(text) => text.clone(),
                    _ => String::new(),
                };
                (full, text, copy)
            })
            .collect();
        let mut unread = Vec::new();
        for (path, (full, text, copy)) in paths.into_iter().zip(read) {
            match text {
                Text::Utf8(text) => {
                    self.texts.insert(full, copy);
                    files.files.insert((*path).to_owned(), text);
                }
                Text::Invalid(one) => unread.push(((*path).to_owned(), *one)),
                Text::Absent => {}
            }
        }
        unread.extend(self.odd_in_locale(odd));
        for (path, one) in unread {
            self.hold(&mut files, &path, one, target.is_some());
        }
        match target {
            None => self.source = files,
            Some(index) => {
                files.comments = !self
                    .config
                    .without_comments
                    .contains(self.config.locales[index].as_str());
                files.overlay = self.readers.is_overlay(index);
                files.audiences = self.readers.audiences(&self.config, index);
                files.given = self.readers.given(&self.config, index);
                self.targets.push(files);
            }
        }
    }

    fn extract(&mut self, options: &Options) {
        let previous = Previous::read(&self.source);
        if !options.resegment {
            let boundaries = Boundaries::new(previous.messages());
            let keep = |one: &mut Document| boundaries.keep(&one.path, &mut one.split);
            self.kept = self.documents.par_iter_mut().map(keep).sum();
        }
        let inputs: Vec<DocumentInput> = self.documents.iter_mut().map(lend).collect();
        let options = catalog::Options {
            force: options.force,
        };
        self.extraction =
            catalog::extract_after(&previous, &self.source, &inputs, &self.targets, &options);
        for (document, input) in self.documents.iter_mut().zip(inputs) {
            (document.split.blocks, document.split.segments) = (input.blocks, input.segments);
        }
        catalog::drop_aside(previous);
        let folder = format!("{}/", self.config.locales_dir);
        for mut finding in std::mem::take(&mut self.extraction.findings) {
            finding.path.insert_str(0, &folder);
            for label in &mut finding.related {
                // Labels speak of resources, or of documents by their own path.
                match self
                    .documents
                    .binary_search_by(|one| one.path.cmp(&label.path))
                {
                    Ok(index) => label.path.clone_from(&self.documents[index].file),
                    Err(_) => label.path.insert_str(0, &folder),
                }
            }
            self.findings.push(finding);
        }
    }
}

/// Lends a document's blocks and segments to the catalog.
fn lend(document: &mut Document) -> DocumentInput {
    DocumentInput {
        path: document.path.clone(),
        blocks: std::mem::take(&mut document.split.blocks),
        segments: std::mem::take(&mut document.split.segments),
        fluent: document.split.fluent,
        audiences: document.split.audiences.clone(),
        values: values(&document.split),
    }
}

/// Returns what the messages of a document can show by name.
fn values(split: &Split) -> BTreeMap<String, String> {
    if !split.fluent {
        return BTreeMap::new();
    }
    let fields = split.document.fields.iter();
    let fields = fields.filter(|field| !is_reserved(&field.name));
    fields
        .map(|field| (field.name.clone(), scalar_text(&field.value)))
        .collect()
}

/// How many bytes the name of a file may have, nearly everywhere.
const LONGEST_NAME: usize = 255;

/// Says why the document of this path can have no resource, if so.
fn no_resource(path: &str, all: &BTreeSet<&str>) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if name.len() + ".ftl".len() > LONGEST_NAME {
        return Some(format!(
            "with `.ftl` behind it its name has more than {LONGEST_NAME} bytes"
        ));
    }
    let ours = [
        catalog::STATE_FILE,
        catalog::ATTIC_FILE,
        catalog::TERMS_FILE,
    ];
    let taken = |folder: &&str| {
        ours.iter().any(|one| folder.eq_ignore_ascii_case(one))
            || folder
                .strip_suffix(".ftl")
                .is_some_and(|one| all.contains(one))
    };
    let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]);
    let folder = folders.find(taken)?;
    Some(format!(
        "its resource would lie in a folder `{folder}`, which is a file of the locale"
    ))
}

/// The extensions of documents.
pub const DOCUMENTS: [&str; 3] = ["md", "markdown", "txt"];

/// Returns the format of a document's file by its extension; other files are
/// no documents.
#[must_use]
pub fn format_of(path: &str) -> Option<Format> {
    let extension = path.rsplit_once('.')?.1.to_ascii_lowercase();
    match extension.as_str() {
        "md" | "markdown" => Some(Format::Markdown),
        "txt" => Some(Format::Text),
        _ => None,
    }
}

fn split_options(config: &Config) -> segment::Options {
    let abbreviations = abbreviations(config);
    segment::Options {
        locale: config.source.to_string(),
        mode: match config.segmentation {
            Segmentation::Sentence => segment::Mode::Sentence,
            Segmentation::Paragraph => segment::Mode::Paragraph,
        },
        fields: config.front_matter.clone(),
        abbreviations,
    }
}

/// Collects the abbreviations of the source's locale and of what it falls
/// back to: those of `en` hold for `en-GB`.
fn abbreviations(config: &Config) -> Vec<String> {
    let chain = config.source.locale().chain();
    let holds = |own: &Locale| chain.iter().any(|locale| locale.matches(own));
    let lists = config.abbreviations.iter().filter(|(name, _)| holds(name));
    lists.flat_map(|(_, list)| list.iter().cloned()).collect()
}
