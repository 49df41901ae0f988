//! The configuration, `fluentdown.toml`: what it means.
//!
//! [`Typed`] is what the author typed, with places; [`Config::parse`] checks
//! it and decides every default, so that the rest of the program reads a
//! [`Config`] and never asks whether a key was there.

mod house;
mod locales;
mod read;
#[cfg(test)]
mod tests;
mod typed;

use crate::diagnostic::{Finding, Severity};
use crate::document::Scalar;
use crate::locale::{Locale, Spelled};
use crate::project::Error;
use crate::project::files::is_hidden;
use crate::rules::{self, RULES, style};
use crate::text::Span;
use house::{allow, choose};
use locales::{edition_locale, fallback, locale_name, target_locales, unread_editions};
use read::Faults;
use std::collections::{BTreeMap, BTreeSet};

pub use house::Allow;
pub use read::{At, RULE, suggestion};
pub use typed::{KnownKeys, Typed, TypedAllow, TypedEdition, TypedList, TypedLocale, TypedStyle};

/// The name of the configuration file.
pub const FILE_NAME: &str = "fluentdown.toml";

/// What a message holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segmentation {
    /// A sentence.
    Sentence,
    /// A whole block.
    Paragraph,
}

/// How Markdown outputs keep the source's anchors of headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchors {
    /// Nothing is added.
    None,
    /// `{#id}` after the heading.
    Attribute,
    /// `<a id>` in the heading.
    Html,
}

/// What a project publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Documents of any kind.
    Documents,
    /// News releases.
    Releases,
}

/// A kind of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutputFormat {
    /// The document itself, translated.
    Md,
    /// A whole page.
    Html,
    /// Plain text.
    Txt,
    /// An article for WeChat, and a page that copies it.
    Wechat,
}

impl OutputFormat {
    /// All of them, in the order of messages.
    pub const ALL: [Self; 4] = [Self::Md, Self::Html, Self::Txt, Self::Wechat];

    /// Returns its name, which is also the extension of its files but for `wechat`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Md => "md",
            Self::Html => "html",
            Self::Txt => "txt",
            Self::Wechat => "wechat",
        }
    }

    /// Returns the format of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

/// What an edition makes of translations that are stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stale {
    /// It shows them, but none that states another value than its source.
    #[default]
    Facts,
    /// It shows them.
    Show,
    /// It shows none.
    Fallback,
}

/// A named output: a locale for an audience.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// Its name, also of its folder.
    pub name: String,
    /// What its readers call it, in the switcher between editions.
    pub label: String,
    /// The title of its index, where that is not just "Documents".
    pub title: Option<String>,
    /// The name over its pages, where that is not the project's.
    pub masthead: Option<String>,
    /// Its full locale.
    pub locale: Spelled,
    /// Whom it is for.
    pub audience: String,
    /// What is written.
    pub formats: Vec<OutputFormat>,
    /// Variables of its messages.
    pub vars: BTreeMap<String, Scalar>,
    /// Whether it shows drafts.
    pub drafts: bool,
    /// What it makes of stale translations.
    pub stale: Stale,
    /// The share of translated segments, 0 to 1, below which a document is
    /// left out.
    pub publish_at: f64,
    /// What it says of the house style.
    pub style: style::Choice,
}

/// A project's configuration, checked and complete.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The source locale, spelled as its folder.
    pub source: Spelled,
    /// The target locales, spelled as their folders.
    pub locales: Vec<Spelled>,
    /// The folder of the documents.
    pub content: String,
    /// The folder of the locales.
    pub locales_dir: String,
    /// The folder of the outputs.
    pub out: String,
    /// What a message holds.
    pub segmentation: Segmentation,
    /// Front-matter fields that are translated.
    pub front_matter: Vec<String>,
    /// How Markdown outputs keep anchors.
    pub anchors: Anchors,
    /// Where the outputs will be published, without a final `/`.
    pub base_url: Option<String>,
    /// The project's own template of the pages, by its path in the project.
    pub template: Option<At<String>>,
    /// The name over all pages, in the source's language.
    pub masthead: Option<String>,
    /// What the documents are, for the words of navigation.
    pub kind: Kind,
    /// Words that end with a stop and end no sentence, by locale.
    pub abbreviations: Vec<(Locale, Vec<String>)>,
    /// What is made of each rule's findings; `None` drops them.
    pub rules: BTreeMap<String, Option<Severity>>,
    /// Target locales whose resources get no comments and stubs.
    pub without_comments: BTreeSet<String>,
    /// Fallback chains set by hand, by the locale of an edition.
    pub fallback: Vec<(Locale, Vec<Locale>)>,
    /// The house style.
    pub style: style::Choice,
    /// What target locales say of it.
    pub styles: BTreeMap<String, style::Choice>,
    /// Findings that are known to be right.
    pub allow: Vec<Allow>,
    /// The editions, in the order of the file.
    pub editions: Vec<Edition>,
}

impl Config {
    /// Reads and checks the text of a configuration file.
    ///
    /// `path` names it in findings. Total: where the findings hold an error,
    /// the rest is filled in with defaults.
    #[must_use]
    pub fn parse(path: &str, text: &str) -> (Self, Vec<Finding>) {
        let (typed, _, mut findings) = Typed::parse(path, text);
        let mut faults = Faults::new(path);
        let config = Self::validate(&typed, &mut faults);
        unread_editions(&typed, &config, &mut faults);
        findings.append(&mut faults.findings);
        (config, findings)
    }

    fn validate(typed: &Typed, faults: &mut Faults) -> Self {
        let source = typed
            .source
            .as_ref()
            .and_then(|name| locale_name(name, faults))
            .unwrap_or_else(|| Locale::english().into());
        let locales = target_locales(typed, &source, faults);
        let content = folder(typed.content.as_ref(), "content", faults);
        let locales_dir = folder(typed.locales_dir.as_ref(), "locales", faults);
        let out = folder(typed.out.as_ref(), "dist", faults);
        check_folders(typed, [&content, &locales_dir, &out], faults);
        let by_locale = |list: &At<Vec<At<String>>>| plain(list);
        Self {
            editions: editions(typed, &source, &locales, faults),
            source,
            content,
            locales_dir,
            out,
            segmentation: choice(
                typed.segmentation.as_ref(),
                &[
                    ("sentence", Segmentation::Sentence),
                    ("paragraph", Segmentation::Paragraph),
                ],
                faults,
            ),
            front_matter: typed.front_matter.as_ref().map_or_else(
                || {
                    ["title", "description", "summary", "correction"]
                        .map(str::to_owned)
                        .to_vec()
                },
                by_locale,
            ),
            anchors: choice(
                typed.anchors.as_ref(),
                &[
                    ("none", Anchors::None),
                    ("attribute", Anchors::Attribute),
                    ("html", Anchors::Html),
                ],
                faults,
            ),
            base_url: typed
                .base_url
                .as_ref()
                .and_then(|url| base_url(url, faults)),
            template: typed
                .template
                .as_ref()
                .and_then(|path| inside(path, faults)),
            masthead: text(typed.masthead.as_ref()),
            kind: choice(
                typed.kind.as_ref(),
                &[("documents", Kind::Documents), ("releases", Kind::Releases)],
                faults,
            ),
            abbreviations: typed
                .abbreviations
                .iter()
                .filter_map(|(name, list)| {
                    let name = locale_name(name, faults)?;
                    Some((name.locale().clone(), plain(list)))
                })
                .collect(),
            rules: rules(typed, faults),
            without_comments: without_comments(typed, &locales, faults),
            style: choose(&typed.style, faults),
            styles: typed
                .locale
                .iter()
                .map(|one| {
                    // Under the spelling that it has in `locales`.
                    let named = locale_name(&one.locale, faults);
                    let listed = named.and_then(|named| listed(&locales, named.locale()));
                    let name = listed.map_or(&*one.locale.value, Spelled::as_str);
                    (name.to_owned(), choose(&one.style, faults))
                })
                .collect(),
            allow: allow(typed, faults),
            fallback: fallback(typed, faults),
            locales,
        }
    }

    /// Adds a target locale of the command line, if one is given and is new.
    ///
    /// # Errors
    /// If it is no locale, or the source locale.
    pub fn add_locale(&mut self, name: Option<&str>) -> Result<(), Error> {
        let Some(name) = name else { return Ok(()) };
        let wanted = Spelled::parse(name).map_err(|error| Error::Input(error.told()))?;
        if self.source.locale().matches(wanted.locale()) {
            return Err(Error::Input(format!(
                "`{name}` is the source locale, so it is not translated"
            )));
        }
        if listed(&self.locales, wanted.locale()).is_none() {
            self.locales.push(wanted);
        }
        Ok(())
    }
}

fn text(typed: Option<&At<String>>) -> Option<String> {
    typed.map(|typed| typed.value.clone())
}

fn plain(list: &At<Vec<At<String>>>) -> Vec<String> {
    list.value.iter().map(|item| item.value.clone()).collect()
}

/// Returns the one of some locales that names the same locale.
fn listed<'a>(locales: &'a [Spelled], locale: &Locale) -> Option<&'a Spelled> {
    locales.iter().find(|one| one.locale().matches(locale))
}

/// Returns a path without what does not count, if it is relative, without
/// `..`, and has `/` between its parts.
fn plain_path(typed: &str) -> Option<&str> {
    let path = typed.trim_end_matches('/');
    let path = path.strip_prefix("./").unwrap_or(path);
    let bad =
        |part: &str| part.is_empty() || part == "." || part == ".." || part.contains(['\\', ':']);
    (!path.split('/').any(bad)).then_some(path)
}

/// Reads the path of a file in the project.
fn inside(typed: &At<String>, faults: &mut Faults) -> Option<At<String>> {
    let path = plain_path(&typed.value).map(|path| At {
        value: path.to_owned(),
        span: typed.span,
    });
    if let Some(path) = path.as_ref().filter(|path| is_in_hidden(&path.value)) {
        faults.error(path.span, hidden(&path.value), Some(VISIBLE.to_owned()));
        return None;
    }
    if path.is_none() {
        let message = format!("`{}` is not a file inside the project", typed.value);
        let help =
            "write a path from the project's folder, without `..`, such as `theme/page.html`";
        faults.error(typed.span, message, Some(help.to_owned()));
    }
    path
}

/// Reads a folder's path.
fn folder(typed: Option<&At<String>>, default: &str, faults: &mut Faults) -> String {
    let Some(typed) = typed else {
        return default.to_owned();
    };
    let Some(path) = plain_path(&typed.value) else {
        faults.error(
            typed.span,
            format!("`{}` is not a folder inside the project", typed.value),
            Some(
                "write a path from the project's folder, without `..`, such as `docs/source`"
                    .to_owned(),
            ),
        );
        return default.to_owned();
    };
    if is_in_hidden(path) {
        faults.error(typed.span, hidden(path), Some(VISIBLE.to_owned()));
        return default.to_owned();
    }
    path.to_owned()
}

const VISIBLE: &str = "choose a folder whose name does not begin with a dot";

/// Tells whether a path leads through a hidden folder or one of another tool.
fn is_in_hidden(path: &str) -> bool {
    path.split('/').any(is_hidden)
}

fn hidden(path: &str) -> String {
    format!(
        "`{path}` is hidden, or belongs to another tool: fluentdown reads and writes nothing there"
    )
}

/// Notes folders that lie in each other: outputs must not become input.
fn check_folders(typed: &Typed, folders: [&String; 3], faults: &mut Faults) {
    let spans = [&typed.content, &typed.locales_dir, &typed.out];
    let inside = |inner: &str, outer: &str| {
        inner == outer
            || inner
                .strip_prefix(outer)
                .is_some_and(|rest| rest.starts_with('/'))
    };
    for (left, right) in [(0, 1), (0, 2), (1, 2)] {
        let (a, b) = (folders[left], folders[right]);
        if inside(a, b) || inside(b, a) {
            let at = spans[right].as_ref().or(spans[left].as_ref());
            let span = at.map_or(Span::new(0, 0), |at| at.span);
            faults.error(
                span,
                format!("the folders `{a}` and `{b}` lie in each other"),
                Some("`content`, `locales_dir` and `out` must be apart".to_owned()),
            );
        }
    }
}

/// Reads one of some words; the first is the default.
fn choice<T: Copy>(typed: Option<&At<String>>, known: &[(&str, T)], faults: &mut Faults) -> T {
    let default = known[0].1;
    let Some(typed) = typed else {
        return default;
    };
    if let Some((_, value)) = known.iter().find(|(word, _)| *word == typed.value) {
        return *value;
    }
    unknown_word(typed, known.iter().map(|(word, _)| *word), faults);
    default
}

fn unknown_word<'a>(
    typed: &At<String>,
    known: impl Iterator<Item = &'a str> + Clone,
    faults: &mut Faults,
) {
    let help = suggestion(&typed.value, known.clone()).map_or_else(
        || format!("known here: {}", known.collect::<Vec<_>>().join(", ")),
        |word| format!("did you mean `{word}`?"),
    );
    faults.error(
        typed.span,
        format!("`{}` is not known here", typed.value),
        Some(help),
    );
}

fn base_url(typed: &At<String>, faults: &mut Faults) -> Option<String> {
    let url = typed.value.trim_end_matches('/');
    let safe = !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"'".contains(c));
    if safe && (url.starts_with("https://") || url.starts_with("http://")) {
        return Some(url.to_owned());
    }
    faults.error(
        typed.span,
        format!("`{}` is not the address of a site", typed.value),
        Some("write it whole, such as `https://example.org/news`".to_owned()),
    );
    None
}

fn rules(typed: &Typed, faults: &mut Faults) -> BTreeMap<String, Option<Severity>> {
    let known = [
        ("allow", None),
        ("note", Some(Severity::Note)),
        ("warn", Some(Severity::Warning)),
        ("deny", Some(Severity::Error)),
    ];
    let mut levels = BTreeMap::new();
    for (rule, word) in &typed.rules {
        if rules::find(&rule.value).is_none() {
            let names = RULES.iter().map(|rule| rule.name);
            let help = suggestion(&rule.value, names).map_or_else(
                || "`fluentdown explain` lists them".to_owned(),
                |known| format!("did you mean `{known}`?"),
            );
            let message = format!("there is no rule `{}`", rule.value);
            faults.error(rule.span, message, Some(help));
        }
        if let Some((_, severity)) = known.iter().find(|(name, _)| *name == word.value) {
            levels.insert(rule.value.clone(), *severity);
        } else {
            unknown_word(word, known.iter().map(|(name, _)| *name), faults);
        }
    }
    levels
}

fn without_comments(typed: &Typed, locales: &[Spelled], faults: &mut Faults) -> BTreeSet<String> {
    let mut without = BTreeSet::new();
    for one in &typed.locale {
        let Some(comments) = &one.comments else {
            continue;
        };
        // What is not a locale is told where the style is read.
        let Ok(named) = Locale::parse(&one.locale.value) else {
            continue;
        };
        let Some(known) = listed(locales, &named) else {
            faults.error(
                one.locale.span,
                format!(
                    "`comments` of `{}`, which is not in `locales`",
                    one.locale.value
                ),
                suggestion(&one.locale.value, locales.iter().map(Spelled::as_str))
                    .map(|known| format!("did you mean `{known}`?")),
            );
            continue;
        };
        if !comments.value {
            without.insert(known.to_string());
        }
    }
    without
}

/// Checks the editions; with none, each locale is one, as Markdown and HTML.
fn editions(
    typed: &Typed,
    source: &Spelled,
    locales: &[Spelled],
    faults: &mut Faults,
) -> Vec<Edition> {
    let mut editions: Vec<Edition> = Vec::new();
    for one in &typed.editions {
        let Some(edition) = edition(one, source, faults) else {
            continue;
        };
        if editions
            .iter()
            .any(|other| other.name.eq_ignore_ascii_case(&edition.name))
        {
            let span = one.name.as_ref().map_or(one.span, |name| name.span);
            faults.error(
                span,
                format!("two editions are named `{}`", edition.name),
                None,
            );
        } else {
            editions.push(edition);
        }
    }
    if typed.editions.is_empty() {
        let all = std::iter::once(source).chain(locales);
        editions.extend(all.map(|locale| Edition {
            name: locale.to_string(),
            label: locale.to_string(),
            title: None,
            masthead: None,
            locale: locale.clone(),
            audience: locale.to_string(),
            formats: vec![OutputFormat::Md, OutputFormat::Html],
            vars: BTreeMap::new(),
            drafts: false,
            stale: Stale::default(),
            publish_at: 0.0,
            style: style::Choice::default(),
        }));
    }
    editions
}

fn edition(typed: &TypedEdition, source: &Spelled, faults: &mut Faults) -> Option<Edition> {
    let Some(name) = &typed.name else {
        let help = "give it one: it becomes the name of its folder";
        faults.error(
            typed.span,
            "an edition without a `name`".to_owned(),
            Some(help.to_owned()),
        );
        return None;
    };
    let locale = match &typed.locale {
        Some(locale) => edition_locale(locale, faults)?,
        None => source.clone(),
    };
    let audience = typed.audience.as_ref().unwrap_or(name);
    if !identifier(name, faults) || !identifier(audience, faults) {
        return None;
    }
    Some(Edition {
        name: name.value.clone(),
        label: typed.label.as_ref().unwrap_or(name).value.clone(),
        title: text(typed.title.as_ref()),
        masthead: text(typed.masthead.as_ref()),
        locale,
        audience: audience.value.clone(),
        formats: formats(typed, faults),
        vars: vars(typed, faults),
        drafts: typed.drafts.as_ref().is_some_and(|at| at.value),
        stale: choice(
            typed.stale.as_ref(),
            &[
                ("facts", Stale::Facts),
                ("show", Stale::Show),
                ("fallback", Stale::Fallback),
            ],
            faults,
        ),
        publish_at: publish_at(typed, faults),
        style: choose(&typed.style, faults),
    })
}

/// Checks that `name` may be a folder's name and a Fluent selector's key.
fn identifier(name: &At<String>, faults: &mut Faults) -> bool {
    let mut chars = name.value.chars();
    let good = chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if !good {
        faults.error(
            name.span,
            format!("`{}` is not an identifier", name.value),
            Some("use ASCII letters, digits, `-` and `_`, and begin with a letter".to_owned()),
        );
    }
    good
}

fn formats(typed: &TypedEdition, faults: &mut Faults) -> Vec<OutputFormat> {
    let Some(list) = &typed.formats else {
        return vec![OutputFormat::Md, OutputFormat::Html];
    };
    let mut formats = BTreeSet::new();
    for item in &list.value {
        match OutputFormat::from_name(&item.value) {
            Some(format) => {
                formats.insert(format);
            }
            None => unknown_word(
                item,
                OutputFormat::ALL.iter().map(|one| one.as_str()),
                faults,
            ),
        }
    }
    formats.into_iter().collect()
}

fn vars(typed: &TypedEdition, faults: &mut Faults) -> BTreeMap<String, Scalar> {
    let mut vars = BTreeMap::new();
    for (name, value) in &typed.vars {
        let reserved = name.value == "audience"
            || name
                .value
                .strip_prefix("url")
                .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()));
        if reserved {
            faults.error(
                name.span,
                format!("the variable `{}` is set by fluentdown itself", name.value),
                Some("choose another name".to_owned()),
            );
        } else if identifier(name, faults) {
            vars.insert(name.value.clone(), value.value.clone());
        }
    }
    vars
}

fn publish_at(typed: &TypedEdition, faults: &mut Faults) -> f64 {
    let Some(share) = &typed.publish_at else {
        return 0.0;
    };
    if (0.0..=1.0).contains(&share.value) {
        return share.value;
    }
    faults.error(
        share.span,
        "`publish_at` is a share between 0 and 1".to_owned(),
        Some("`0.95` leaves out a document of which less than 95 % is translated".to_owned()),
    );
    0.0
}
