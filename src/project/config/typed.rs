//! The configuration as it was typed: every key with its place, nothing decided.

use super::read::{At, Faults, Table, read_scalar, read_string, read_strings};
use crate::diagnostic::Finding;
use crate::document::Scalar;
use toml::de::DeTable;

/// A list of strings, each with its place.
pub type TypedList = At<Vec<At<String>>>;

/// `fluentdown.toml` as its author typed it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Typed {
    /// `source`
    pub source: Option<At<String>>,
    /// `locales`
    pub locales: Option<At<Vec<At<String>>>>,
    /// `content`
    pub content: Option<At<String>>,
    /// `locales_dir`
    pub locales_dir: Option<At<String>>,
    /// `out`
    pub out: Option<At<String>>,
    /// `segmentation`
    pub segmentation: Option<At<String>>,
    /// `front_matter`
    pub front_matter: Option<At<Vec<At<String>>>>,
    /// `anchors`
    pub anchors: Option<At<String>>,
    /// `base_url`
    pub base_url: Option<At<String>>,
    /// `template`
    pub template: Option<At<String>>,
    /// `masthead`
    pub masthead: Option<At<String>>,
    /// `kind`
    pub kind: Option<At<String>>,
    /// `[abbreviations]`: by locale
    pub abbreviations: Vec<(At<String>, TypedList)>,
    /// `[rules]`: by rule
    pub rules: Vec<(At<String>, At<String>)>,
    /// `[locale.…]`
    pub locale: Vec<TypedLocale>,
    /// `[style]`
    pub style: TypedStyle,
    /// `[[allow]]`
    pub allow: Vec<TypedAllow>,
    /// `[[edition]]`
    pub editions: Vec<TypedEdition>,
}

/// A `style` table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TypedStyle {
    /// `profile`
    pub profile: Option<At<String>>,
    /// `quotes`
    pub quotes: Option<At<String>>,
    /// `percent`
    pub percent: Option<At<String>>,
    /// `han_latin`
    pub han_latin: Option<At<String>>,
    /// `brackets`
    pub brackets: Option<At<String>>,
    /// `numbers`
    pub numbers: Option<At<String>>,
}

/// An `[[allow]]` table.
#[derive(Debug, Clone, PartialEq)]
pub struct TypedAllow {
    /// Where the table stands.
    pub span: crate::text::Span,
    /// `rule`
    pub rule: Option<At<String>>,
    /// `reason`
    pub reason: Option<At<String>>,
    /// `path`
    pub path: Option<At<String>>,
    /// `locale`
    pub locale: Option<At<String>>,
    /// `id`
    pub id: Option<At<String>>,
}

/// A `[locale.…]` table.
#[derive(Debug, Clone, PartialEq)]
pub struct TypedLocale {
    /// The locale that the table is named after.
    pub locale: At<String>,
    /// `comments`
    pub comments: Option<At<bool>>,
    /// `fallback`
    pub fallback: Option<At<Vec<At<String>>>>,
    /// `style`
    pub style: TypedStyle,
}

/// An `[[edition]]` table.
#[derive(Debug, Clone, PartialEq)]
pub struct TypedEdition {
    /// Where the table stands.
    pub span: crate::text::Span,
    /// `name`
    pub name: Option<At<String>>,
    /// `label`
    pub label: Option<At<String>>,
    /// `title`
    pub title: Option<At<String>>,
    /// `masthead`
    pub masthead: Option<At<String>>,
    /// `locale`
    pub locale: Option<At<String>>,
    /// `audience`
    pub audience: Option<At<String>>,
    /// `formats`
    pub formats: Option<At<Vec<At<String>>>>,
    /// `vars`
    pub vars: Vec<(At<String>, At<Scalar>)>,
    /// `drafts`
    pub drafts: Option<At<bool>>,
    /// `stale`
    pub stale: Option<At<String>>,
    /// `publish_at`
    pub publish_at: Option<At<f64>>,
    /// `style`
    pub style: TypedStyle,
}

/// The keys that each table knows, for the comparison with the schema.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownKeys {
    /// Of the file itself.
    pub project: Vec<&'static str>,
    /// Of `[[edition]]`.
    pub edition: Vec<&'static str>,
    /// Of `[locale.…]`.
    pub locale: Vec<&'static str>,
    /// Of a `style`.
    pub style: Vec<&'static str>,
    /// Of `[[allow]]`.
    pub allow: Vec<&'static str>,
}

impl Typed {
    /// Reads the text of a configuration file; `path` names it in findings.
    ///
    /// Total: what cannot be read is a finding, and the rest is read all the
    /// same.
    #[must_use]
    pub fn parse(path: &str, text: &str) -> (Self, KnownKeys, Vec<Finding>) {
        let mut faults = Faults::new(path);
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let span = error.span().unwrap_or_default().into();
            faults.error(span, error.message().trim().replace('\n', ", "), None);
        }
        let mut keys = KnownKeys::default();
        let typed = Self::read(Table::new("", table.get_ref()), &mut keys, &mut faults);
        (typed, keys, faults.findings)
    }

    fn read(mut table: Table<'_>, keys: &mut KnownKeys, faults: &mut Faults) -> Self {
        let mut typed = Self {
            source: table.string("source", faults),
            locales: table.strings("locales", faults),
            content: table.string("content", faults),
            locales_dir: table.string("locales_dir", faults),
            out: table.string("out", faults),
            segmentation: table.string("segmentation", faults),
            front_matter: table.strings("front_matter", faults),
            anchors: table.string("anchors", faults),
            base_url: table.string("base_url", faults),
            template: table.string("template", faults),
            masthead: table.string("masthead", faults),
            kind: table.string("kind", faults),
            ..Self::default()
        };
        if let Some(mut inner) = table.table("abbreviations", faults) {
            for (locale, value) in inner.rest() {
                let what = format!("`{}`", locale.value);
                let read = read_strings(value, &what, faults);
                typed.abbreviations.extend(read.map(|list| (locale, list)));
            }
        }
        if let Some(mut inner) = table.table("rules", faults) {
            for (rule, value) in inner.rest() {
                let read = read_string(value, &format!("`{}`", rule.value), faults);
                typed.rules.extend(read.map(|severity| (rule, severity)));
            }
        }
        if let Some(mut inner) = table.table("locale", faults) {
            for (locale, value) in inner.rest() {
                if let Some(table) = value.get_ref().as_table() {
                    let name = format!("locale.{}", locale.value);
                    let table = Table::new(name, table);
                    typed
                        .locale
                        .push(TypedLocale::read(locale, table, keys, faults));
                } else {
                    let message = format!("`locale.{}` must be a table", locale.value);
                    faults.error(value.span().into(), message, None);
                }
            }
        }
        typed.style = TypedStyle::read(&mut table, keys, faults);
        for At { value, span } in table.tables("allow", faults) {
            typed
                .allow
                .push(TypedAllow::read(value, span, keys, faults));
        }
        for At { value, span } in table.tables("edition", faults) {
            typed
                .editions
                .push(TypedEdition::read(value, span, keys, faults));
        }
        keys.project = table.finish(faults);
        typed
    }
}

impl TypedStyle {
    /// Reads the `style` of a table, where it has one.
    fn read(table: &mut Table<'_>, keys: &mut KnownKeys, faults: &mut Faults) -> Self {
        let Some(mut inner) = table.table("style", faults) else {
            return Self::default();
        };
        let read = Self {
            profile: inner.string("profile", faults),
            quotes: inner.string("quotes", faults),
            percent: inner.string("percent", faults),
            han_latin: inner.string("han_latin", faults),
            brackets: inner.string("brackets", faults),
            numbers: inner.string("numbers", faults),
        };
        keys.style = inner.finish(faults);
        read
    }
}

impl TypedAllow {
    fn read(
        mut table: Table<'_>,
        span: crate::text::Span,
        keys: &mut KnownKeys,
        faults: &mut Faults,
    ) -> Self {
        let read = Self {
            span,
            rule: table.string("rule", faults),
            reason: table.string("reason", faults),
            path: table.string("path", faults),
            locale: table.string("locale", faults),
            id: table.string("id", faults),
        };
        keys.allow = table.finish(faults);
        read
    }
}

impl TypedLocale {
    fn read(
        locale: At<String>,
        mut table: Table<'_>,
        keys: &mut KnownKeys,
        faults: &mut Faults,
    ) -> Self {
        let read = Self {
            locale,
            comments: table.boolean("comments", faults),
            fallback: table.strings("fallback", faults),
            style: TypedStyle::read(&mut table, keys, faults),
        };
        keys.locale = table.finish(faults);
        read
    }
}

impl TypedEdition {
    fn read(
        mut table: Table<'_>,
        span: crate::text::Span,
        keys: &mut KnownKeys,
        faults: &mut Faults,
    ) -> Self {
        let mut read = Self {
            span,
            name: table.string("name", faults),
            label: table.string("label", faults),
            title: table.string("title", faults),
            masthead: table.string("masthead", faults),
            locale: table.string("locale", faults),
            audience: table.string("audience", faults),
            formats: table.strings("formats", faults),
            vars: Vec::new(),
            drafts: table.boolean("drafts", faults),
            stale: table.string("stale", faults),
            publish_at: table.number("publish_at", faults),
            style: TypedStyle::read(&mut table, keys, faults),
        };
        if let Some(mut inner) = table.table("vars", faults) {
            for (name, value) in inner.rest() {
                let scalar = read_scalar(value, &format!("`{}`", name.value), faults);
                read.vars.extend(scalar.map(|scalar| (name, scalar)));
            }
        }
        keys.edition = table.finish(faults);
        read
    }
}
