//! Documents under embargo: which are kept back, and what stays of them.
//!
//! The time is an input of a build only where a document has an embargo. What
//! was published of such a document before stays as it is: its files, and what
//! indexes and switchers say of it.

use super::{output_path, output_paths};
use crate::diagnostic::{Finding, Severity};
use crate::document::Embargo;
use crate::edition::page::{Entry, Text};
use crate::project::assemble::scalar_text;
use crate::project::config::{Edition, OutputFormat};
use crate::project::dist::Dist;
use crate::project::error::Error;
use crate::project::files::Root;
use crate::project::links::encode_path;
use crate::project::load::{Document, Project};
use crate::project::pages::{self, Order};
use crate::rules::project::embargo::RULE;
use html5gum::{Token, Tokenizer};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// The variable of the environment that says what time it is.
const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// What becomes of documents under embargo.
#[derive(Debug, Clone, Default)]
pub enum Embargoes {
    /// They are as any other, and nothing says so: for the checks.
    #[default]
    Ignored,
    /// They are shown, and their pages say that they are under embargo at this
    /// time: for their author.
    Marked(Timestamp),
    /// Those are kept back whose embargo holds at this time.
    KeptBack {
        /// The time of the build.
        now: Timestamp,
        /// The outputs that are published, by path in the folder of the outputs.
        published: BTreeMap<String, Vec<u8>>,
    },
}

impl Embargoes {
    /// Marks what is under embargo now.
    ///
    /// # Errors
    /// If `SOURCE_DATE_EPOCH` is not a number of seconds.
    pub fn marked(project: &Project) -> Result<Self, Error> {
        if !are_any(project) {
            return Ok(Self::Ignored);
        }
        Ok(Self::Marked(now()?))
    }

    /// Keeps back what is under embargo now; `out` is the folder of the outputs.
    ///
    /// # Errors
    /// If `SOURCE_DATE_EPOCH` is not a number of seconds, or an output cannot be
    /// read.
    pub(super) fn kept_back(project: &Project, root: &Root, out: &str) -> Result<Self, Error> {
        if !are_any(project) {
            return Ok(Self::Ignored);
        }
        let now = now()?;
        let dist = Dist::new(root, out);
        let (ours, _) = dist.manifest()?;
        let mut published = BTreeMap::new();
        for document in project.documents.iter().filter(|one| is_kept(one, now)) {
            for edition in &project.config.editions {
                for path in outputs(edition, document) {
                    if ours.contains_key(&path)
                        && let Some(bytes) = dist.read(&path)?
                    {
                        published.insert(path, bytes);
                    }
                }
            }
        }
        Ok(Self::KeptBack { now, published })
    }

    /// Returns the embargo that keeps a document back.
    pub(super) fn of<'d>(&self, document: &'d Document) -> Option<&'d Embargo> {
        let Self::KeptBack { now, .. } = self else {
            return None;
        };
        embargo(document).filter(|one| one.holds(*now))
    }

    /// Returns whether articles for WeChat stay of documents that are kept back:
    /// then their pictures stay too.
    pub(super) fn keeps_articles(&self) -> bool {
        matches!(self, Self::KeptBack { published, .. }
            if published.keys().any(|path| path.ends_with(".wechat.html")))
    }

    /// Lists the documents whose pages say that they are under embargo, and until
    /// when.
    pub(super) fn marks(&self, project: &Project) -> BTreeMap<String, String> {
        let Self::Marked(now) = self else {
            return BTreeMap::new();
        };
        let marked = project.documents.iter().filter(|one| is_kept(one, *now));
        marked
            .filter_map(|one| Some((one.path.clone(), embargo(one)?.written.clone())))
            .collect()
    }

    /// Returns what an index says of a document that is kept back and has a page:
    /// what that page says.
    pub(super) fn entry(&self, edition: &Edition, document: &Document) -> Option<pages::Made> {
        let Self::KeptBack { published, .. } = self else {
            return None;
        };
        let path = output_path(document, OutputFormat::Html);
        let bytes = published.get(&format!("{}/{path}", edition.name))?;
        let page = Published::read(&String::from_utf8_lossy(bytes));
        // An index of ours may have the name of the document's page.
        if page.is_index {
            return None;
        }
        let fields = document.split.document.fields.iter();
        let fields = fields.map(|one| (one.name.clone(), scalar_text(&one.value)));
        Some(pages::Made {
            html: String::new(),
            entry: Entry {
                title: page.title,
                description: page.description,
                date: page.date,
                date_text: None,
                href: encode_path(&path),
            },
            order: Order::new(&document.path, &fields.collect()),
            files: BTreeSet::new(),
            drawn: BTreeMap::new(),
        })
    }

    /// Returns whether an output stays as it is: one of a document that is kept
    /// back, or a file that goes along with its page.
    pub(super) fn keeps(&self, path: &str) -> bool {
        let Self::KeptBack { published, .. } = self else {
            return false;
        };
        let along = path.split_once('/').is_some_and(|(edition, rest)| {
            let has_page = |one: &String| {
                one.strip_prefix(edition)
                    .is_some_and(|one| one.starts_with('/'))
            };
            pages::is_file_path(rest) && published.keys().any(has_page)
        });
        along || published.contains_key(path)
    }
}

/// Says that a document is kept back; where its embargo cannot be read, a finding
/// says so already, unless all must be published.
pub(super) fn finding(document: &Document, embargo: &Embargo, strict: bool) -> Option<Finding> {
    if embargo.until.is_none() && !strict {
        return None;
    }
    let message = match embargo.until {
        Some(_) => format!(
            "`{}` is under embargo until {}, and is left out",
            document.path, embargo.written
        ),
        None => format!(
            "`{}` is left out: its embargo cannot be read",
            document.path
        ),
    };
    let mut finding = RULE
        .finding(document.file.as_str(), message)
        .at(embargo.key);
    if strict {
        finding.severity = Severity::Error;
    }
    finding.document = Some(document.path.clone());
    Some(finding)
}

fn embargo(document: &Document) -> Option<&Embargo> {
    document.split.document.embargo.as_ref()
}

fn are_any(project: &Project) -> bool {
    project.documents.iter().any(|one| embargo(one).is_some())
}

fn is_kept(document: &Document, now: Timestamp) -> bool {
    embargo(document).is_some_and(|one| one.holds(now))
}

/// Lists the outputs that a document has, or had, in an edition.
fn outputs(edition: &Edition, document: &Document) -> impl Iterator<Item = String> {
    let all = OutputFormat::ALL.into_iter();
    let paths = all.flat_map(|format| output_paths(document, format));
    paths.map(|path| format!("{}/{path}", edition.name))
}

/// Returns the time: `SOURCE_DATE_EPOCH` where it is set, else the clock's.
fn now() -> Result<Timestamp, Error> {
    match std::env::var_os(EPOCH) {
        Some(value) => epoch(&value.to_string_lossy()),
        None => Ok(Timestamp::now()),
    }
}

fn epoch(value: &str) -> Result<Timestamp, Error> {
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = value.parse().ok().filter(|_| is_number);
    let time = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
    time.ok_or_else(|| {
        Error::Input(format!(
            "`{EPOCH}` is `{value}`, which is not a number of seconds since 1970"
        ))
    })
}

/// What a page that was published says of itself.
#[derive(Default)]
struct Published {
    title: Text,
    description: Option<Text>,
    date: Option<String>,
    is_index: bool,
}

impl Published {
    fn read(html: &str) -> Self {
        let mut page = Self::default();
        let mut in_title = false;
        for token in Tokenizer::new(html) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let get = |name: &str| {
                        let value = tag.attributes.get(name.as_bytes())?;
                        Some(String::from_utf8_lossy(value).into_owned())
                    };
                    let text = |text: String| Text {
                        text,
                        lang: get("lang"),
                        dir: get("dir"),
                    };
                    let content = || get("content").unwrap_or_default();
                    match tag.name.as_slice() {
                        b"title" => {
                            in_title = true;
                            page.title = text(String::new());
                        }
                        b"meta" if get("name").as_deref() == Some("description") => {
                            page.description = Some(text(content()));
                        }
                        b"meta" => match get("property").as_deref() {
                            Some("og:type") => page.is_index = content() == "website",
                            Some("article:published_time") => page.date = Some(content()),
                            _ => {}
                        },
                        b"body" => break,
                        _ => {}
                    }
                }
                Token::EndTag(tag) if tag.name.as_slice() == b"title" => in_title = false,
                Token::String(text) if in_title => {
                    page.title.text.push_str(&String::from_utf8_lossy(&text));
                }
                _ => {}
            }
        }
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_epoch_is_a_number_of_seconds() {
        assert_eq!(epoch("0").unwrap(), Timestamp::UNIX_EPOCH);
        assert_eq!(
            epoch("1796130000").unwrap().to_string(),
            "2026-12-01T13:00:00Z"
        );
        for value in [
            "",
            "x",
            "-1",
            "+1",
            " 1",
            "1.5",
            "2026-12-01",
            "99999999999999",
            "99999999999999999999999",
        ] {
            assert!(epoch(value).is_err(), "{value}");
        }
    }

    #[test]
    fn a_page_says_what_an_index_says_of_it() {
        let page = Published::read(
            "<!doctype html><html lang=en><head><title lang=\"es\" dir=\"ltr\">A &amp; b</title>\
             <meta name=\"description\" content=\"D\"><meta property=\"og:type\" content=\"article\">\
             <meta property=\"article:published_time\" content=\"2020-09-17\"></head><body><title>no</title>",
        );
        assert_eq!(page.title.text, "A & b");
        assert_eq!(page.title.lang.as_deref(), Some("es"));
        assert_eq!(page.description.unwrap().text, "D");
        assert_eq!(page.date.as_deref(), Some("2020-09-17"));
        assert!(!page.is_index);
    }
}
