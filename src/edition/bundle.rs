//! Patterns become text: a bundle of terms and messages, and its patterns.
//!
//! `fluent-bundle` would format with the plural rules of CLDR 37, stop after
//! 100 placeables, mix up `-brand` and `brand`, and keep no place of an error
//! (`docs/formatting.md` has the table, `peer_tests` shows it); so the tree of
//! `fluent_syntax` is walked by `resolve`, and every fault is an error with its
//! span.

use std::collections::BTreeMap;

use fluent_syntax::ast;

use super::resolve::Scope;
use crate::document::Scalar;
use crate::ftl::{Alone, Safe};
use crate::locale::Locale;
use crate::text::Span;

/// The value of a variable.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, literal.
    Text(String),
    /// A number, in decimal digits as written.
    Number(String),
    /// A date, as ISO 8601 writes it.
    Date(String),
}

impl From<&Scalar> for Value {
    fn from(scalar: &Scalar) -> Self {
        match scalar {
            Scalar::Text(text) => Self::Text(text.clone()),
            Scalar::Number(number) => Self::Number(number.clone()),
            Scalar::Bool(value) => Self::Text(value.to_string()),
            Scalar::Date(date) => Self::Date(date.clone()),
        }
    }
}

/// Where a pattern's text will stand: how the text of variables is escaped, so
/// that it shows as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Landing {
    /// In Markdown.
    #[default]
    Markdown,
    /// In the text or an attribute of raw HTML.
    Html,
    /// Where every character is literal, such as a `.txt` or front matter.
    Text,
}

impl Landing {
    /// Escapes literal text for the place; line ends become blanks.
    #[must_use]
    pub fn escape(self, text: &str) -> String {
        let mut escaped = String::with_capacity(text.len());
        for character in text.chars() {
            let html = match character {
                '\n' | '\r' => " ",
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ => "",
            };
            match self {
                _ if html == " " => escaped.push(' '),
                Self::Html if !html.is_empty() => escaped.push_str(html),
                // Original Markdown and its kin have no escape for these.
                Self::Markdown if matches!(character, '<' | '&') => escaped.push_str(html),
                Self::Markdown if MARKDOWN.contains(&character) => {
                    escaped.extend(['\\', character]);
                }
                _ => escaped.push(character),
            }
        }
        escaped
    }
}

/// What Markdown could read as more than text, inside a line.
const MARKDOWN: [char; 10] = ['\\', '`', '*', '_', '[', ']', '>', '~', '|', '{'];

/// Escapes text so that Markdown shows it as it is; line ends become blanks.
#[must_use]
pub fn escape_markdown(text: &str) -> String {
    Landing::Markdown.escape(text)
}

/// Why a pattern does not format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatError {
    /// A sentence that names the fault.
    pub message: String,
    /// Where it stands in the pattern source.
    pub span: Span,
}

/// Terms and helper messages of one locale chain, ready to format patterns.
#[derive(Debug)]
pub struct Bundle {
    locale: Locale,
    entries: BTreeMap<String, ast::Pattern<String>>,
}

impl Bundle {
    /// Collects the terms (`-id`), messages and attributes (`id.attribute`) of
    /// resources, given nearest locale first: the first definition holds.
    #[must_use]
    pub fn new(locale: Locale, resources: &[&str]) -> Self {
        let mut entries = BTreeMap::new();
        for text in resources {
            let text = Safe::new(text).into_text();
            let (Ok(resource) | Err((resource, _))) = fluent_syntax::parser::parse(text);
            for entry in resource.body {
                let (id, value, attributes) = match entry {
                    ast::Entry::Message(entry) => (entry.id.name, entry.value, entry.attributes),
                    ast::Entry::Term(entry) => (
                        format!("-{}", entry.id.name),
                        Some(entry.value),
                        entry.attributes,
                    ),
                    _ => continue,
                };
                for attribute in attributes {
                    let name = format!("{id}.{}", attribute.id.name);
                    entries.entry(name).or_insert(attribute.value);
                }
                if let Some(value) = value {
                    entries.entry(id).or_insert(value);
                }
            }
        }
        Self { locale, entries }
    }

    /// Returns the locale that it formats for.
    #[must_use]
    pub const fn locale(&self) -> &Locale {
        &self.locale
    }

    /// Returns the pattern of a message (`id`), a term (`-id`) or an attribute
    /// (`id.attribute`).
    pub(super) fn entry(&self, name: &str) -> Option<&ast::Pattern<String>> {
        self.entries.get(name)
    }

    /// Formats a pattern for Markdown, as [`Bundle::format_for`] does.
    ///
    /// # Errors
    /// The first fault: what does not parse or resolve, with its place.
    pub fn format(
        &self,
        pattern: &str,
        args: &BTreeMap<String, Value>,
    ) -> Result<String, Vec<FormatError>> {
        self.format_for(pattern, args, Landing::Markdown)
    }

    /// Formats a pattern. The text of variables, but for `url1` …, is escaped
    /// for where it lands.
    ///
    /// # Errors
    /// The first fault: what does not parse or resolve, with its place.
    pub fn format_for(
        &self,
        pattern: &str,
        args: &BTreeMap<String, Value>,
        landing: Landing,
    ) -> Result<String, Vec<FormatError>> {
        if is_plain(pattern) {
            return Ok(pattern.to_owned());
        }
        let alone = Alone::new(pattern);
        let value = alone.parse().map_err(|no| {
            vec![FormatError {
                message: no.message,
                span: no.span,
            }]
        })?;
        let whole = Span::new(0, pattern.len());
        let mut scope = Scope::new(self, args, &alone, landing);
        scope.pattern(&value, whole).map_err(|error| vec![error])
    }
}

/// Returns whether the pattern is its own text: one line, and no placeable.
fn is_plain(pattern: &str) -> bool {
    let holds = |byte: u8| matches!(byte, b'{' | b'}' | b'\n' | b'\r');
    !pattern.is_empty() && !pattern.bytes().any(holds) && pattern.trim() == pattern
}

#[cfg(test)]
#[path = "bundle_tests.rs"]
mod tests;
