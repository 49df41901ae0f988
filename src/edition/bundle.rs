//! Patterns become text: a small resolver over `fluent_syntax`'s tree.
//!
//! `fluent-bundle` would format with the plural rules of CLDR 37, stop after
//! 100 placeables, mix up `-brand` and `brand`, and keep no place of an error;
//! so the tree is walked here, and every fault is an error with its span.

use std::collections::BTreeMap;

use fixed_decimal::Decimal;
use fluent_syntax::ast::{self, Expression, InlineExpression, PatternElement, VariantKey};

use super::number::Number;
use super::{date, number};
use crate::document::Scalar;
use crate::ftl::guard;
use crate::locale::Locale;
use crate::text::Span;

/// How deep references and placeables may nest.
const DEPTH: usize = 50;
/// The longest text, in bytes, that one pattern may give.
const LONGEST: usize = 1 << 20;
/// What stands before the pattern in the text that is parsed.
const PREFIX: &str = "m = ";

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
            Scalar::Number(number) => Self::Number(number.to_string()),
            Scalar::Bool(value) => Self::Text(value.to_string()),
            Scalar::Date(date) => Self::Date(date.clone()),
        }
    }
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

#[derive(Clone)]
enum Resolved {
    Text(String),
    Number(Number),
    Date(String),
}

struct Scope<'a> {
    bundle: &'a Bundle,
    args: &'a BTreeMap<String, Value>,
    source: &'a str,
    spent: usize,
    path: Vec<String>,
    /// Whether a term is read, which sees its arguments alone.
    in_term: bool,
}

type Outcome<T> = Result<T, FormatError>;

impl Bundle {
    /// Collects the terms (`-id`), messages and attributes (`id.attribute`) of
    /// resources, given nearest locale first: the first definition holds.
    #[must_use]
    pub fn new(locale: Locale, resources: &[&str]) -> Self {
        let mut entries = BTreeMap::new();
        for text in resources.iter().filter(|text| guard(text).is_ok()) {
            let text = text.trim_start_matches('\u{FEFF}').to_owned();
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

    /// Formats a pattern. Variables are Markdown-escaped, but for `url1` ….
    ///
    /// # Errors
    /// The first fault: what does not parse or resolve, with its place.
    pub fn format(
        &self,
        pattern: &str,
        args: &BTreeMap<String, Value>,
    ) -> Result<String, Vec<FormatError>> {
        let whole = Span::new(0, pattern.len());
        let fault = |message: String| {
            vec![FormatError {
                message,
                span: whole,
            }]
        };
        guard(pattern).map_err(fault)?;
        let text = format!("{PREFIX}{}\n", pattern.replace('\n', "\n    "));
        let resource = fluent_syntax::parser::parse(text.as_str()).map_err(|(_, errors)| {
            fault(errors.first().map_or_else(String::new, ToString::to_string))
        })?;
        let [ast::Entry::Message(message)] = resource.body.as_slice() else {
            return Err(fault("this is not one pattern".to_owned()));
        };
        let Some(value) = message
            .value
            .as_ref()
            .filter(|_| message.attributes.is_empty())
        else {
            return Err(fault("this is not one pattern".to_owned()));
        };
        let mut scope = Scope {
            bundle: self,
            args,
            source: &text,
            spent: 0,
            path: Vec::new(),
            in_term: false,
        };
        scope.pattern(value, whole).map_err(|error| vec![error])
    }
}

impl Scope<'_> {
    fn place(&self, name: &str, outer: Span) -> Span {
        let base = self.source.as_ptr().addr();
        let at = name.as_ptr().addr();
        if at < base + PREFIX.len() || at + name.len() > base + self.source.len() {
            return outer;
        }
        let offset = at - base;
        let lines = self.source.as_bytes()[..offset]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
        let start = offset - PREFIX.len() - 4 * lines;
        Span::new(start, start + name.len())
    }

    fn pattern<S: AsRef<str>>(&mut self, pattern: &ast::Pattern<S>, at: Span) -> Outcome<String> {
        let mut text = String::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => text.push_str(value.as_ref()),
                PatternElement::Placeable { expression } => {
                    match self.expression(expression, at)? {
                        Resolved::Text(part) | Resolved::Date(part) => text.push_str(&part),
                        Resolved::Number(number) => text.push_str(&number.text),
                    }
                }
            }
        }
        self.spent += text.len() + 1;
        if self.spent > LONGEST {
            return fault("the text grows too long", at);
        }
        Ok(text)
    }

    fn expression<S: AsRef<str>>(&mut self, node: &Expression<S>, at: Span) -> Outcome<Resolved> {
        let (selector, variants) = match node {
            Expression::Inline(inline) => return self.inline(inline, at),
            Expression::Select { selector, variants } => (selector, variants),
        };
        let value = if self.is_argument_not_given(selector) {
            Resolved::Text(String::new())
        } else {
            self.inline(selector, at)?
        };
        let chosen = variants
            .iter()
            .find(|variant| match (&variant.key, &value) {
                (VariantKey::Identifier { name }, Resolved::Text(text)) => name.as_ref() == text,
                (VariantKey::NumberLiteral { value }, Resolved::Number(number)) => {
                    decimal(value.as_ref()).is_some_and(|key| same(key, number.decimal.clone()))
                }
                _ => false,
            })
            .or_else(|| {
                let Resolved::Number(number) = &value else { return None };
                let category = number::category(&self.bundle.locale, number);
                variants.iter().find(
                    |variant| matches!(&variant.key, VariantKey::Identifier { name } if name.as_ref() == category),
                )
            })
            .or_else(|| variants.iter().find(|variant| variant.default));
        match chosen {
            Some(variant) => Ok(Resolved::Text(self.pattern(&variant.value, at)?)),
            None => fault("no variant fits", at),
        }
    }

    fn inline<S: AsRef<str>>(&mut self, node: &InlineExpression<S>, at: Span) -> Outcome<Resolved> {
        match node {
            InlineExpression::StringLiteral { value } => Ok(Resolved::Text(
                fluent_syntax::unicode::unescape_unicode_to_string(value.as_ref()).into_owned(),
            )),
            InlineExpression::NumberLiteral { value } => as_written(value.as_ref(), at),
            InlineExpression::VariableReference { id } => self.variable(id.name.as_ref(), at),
            InlineExpression::Placeable { expression } => self.expression(expression, at),
            InlineExpression::FunctionReference { id, arguments } => {
                self.function(id.name.as_ref(), arguments, at)
            }
            InlineExpression::MessageReference { id, attribute } => {
                let place = self.place(id.name.as_ref(), at);
                self.reference(entry_name("", id, attribute.as_ref()), place)
            }
            InlineExpression::TermReference {
                id,
                attribute,
                arguments,
            } => {
                let place = self.place(id.name.as_ref(), at);
                let given = match arguments {
                    Some(arguments) => self.named(arguments, place)?,
                    None => Vec::new(),
                };
                // A term sees its arguments and no other variables.
                let given: BTreeMap<String, Value> = given
                    .into_iter()
                    .map(|(name, value)| (name, typed(value)))
                    .collect();
                let mut inner = Scope {
                    bundle: self.bundle,
                    args: &given,
                    source: self.source,
                    spent: self.spent,
                    path: self.path.clone(),
                    in_term: true,
                };
                let text = inner.reference(entry_name("-", id, attribute.as_ref()), place);
                self.spent = inner.spent;
                text
            }
        }
    }

    /// Returns whether a term selects by an argument that its reference does
    /// not give: the default variant is meant, and nothing is wrong. Anywhere
    /// else a variable that is not there is a fault.
    fn is_argument_not_given<S: AsRef<str>>(&self, selector: &InlineExpression<S>) -> bool {
        let InlineExpression::VariableReference { id } = selector else {
            return false;
        };
        self.in_term && !self.args.contains_key(id.name.as_ref())
    }

    fn variable(&self, name: &str, at: Span) -> Outcome<Resolved> {
        let place = self.place(name, at);
        match self.args.get(name) {
            None => fault(format!("unknown variable `${name}`"), place),
            Some(Value::Text(text)) if is_url(name) => Ok(Resolved::Text(text.clone())),
            Some(Value::Text(text)) => Ok(Resolved::Text(escape_markdown(text))),
            Some(Value::Number(text)) => as_written(text, place),
            Some(Value::Date(text)) => Ok(Resolved::Date(text.clone())),
        }
    }

    fn reference(&mut self, name: String, place: Span) -> Outcome<Resolved> {
        let bundle = self.bundle;
        let Some(pattern) = bundle.entries.get(&name) else {
            return fault(format!("nothing is called `{name}`"), place);
        };
        if self.path.contains(&name) || self.path.len() >= DEPTH {
            return fault(format!("`{name}` refers to itself"), place);
        }
        self.path.push(name);
        let text = self.pattern(pattern, place);
        self.path.pop();
        text.map(Resolved::Text)
    }

    fn named<S: AsRef<str>>(
        &mut self,
        arguments: &ast::CallArguments<S>,
        at: Span,
    ) -> Outcome<Vec<(String, String)>> {
        let mut options = Vec::new();
        for argument in &arguments.named {
            let value = match self.inline(&argument.value, at)? {
                Resolved::Text(text) | Resolved::Date(text) => text,
                Resolved::Number(number) => number.text,
            };
            options.push((argument.name.name.as_ref().to_owned(), value));
        }
        Ok(options)
    }

    fn function<S: AsRef<str>>(
        &mut self,
        name: &str,
        arguments: &ast::CallArguments<S>,
        at: Span,
    ) -> Outcome<Resolved> {
        let place = self.place(name, at);
        let options = self.named(arguments, place)?;
        let [argument] = arguments.positional.as_slice() else {
            return fault(format!("`{name}` takes one value"), place);
        };
        let value = self.inline(argument, place)?;
        let locale = &self.bundle.locale;
        let outcome = match (name, value) {
            ("NUMBER", Resolved::Number(number)) => {
                number::format(locale, number.decimal, &options).map(Resolved::Number)
            }
            ("NUMBER", _) => Err("`NUMBER` takes a number".to_owned()),
            ("DATETIME", Resolved::Date(iso)) => {
                date::format(locale, &iso, &options).map(Resolved::Text)
            }
            ("DATETIME", _) => Err("`DATETIME` takes a date".to_owned()),
            _ => Err(format!("unknown function `{name}`")),
        };
        outcome.map_err(|message| FormatError {
            message,
            span: place,
        })
    }
}

fn entry_name<S: AsRef<str>>(
    sigil: &str,
    id: &ast::Identifier<S>,
    attribute: Option<&ast::Identifier<S>>,
) -> String {
    let id = id.name.as_ref();
    attribute.map_or_else(
        || format!("{sigil}{id}"),
        |attribute| format!("{sigil}{id}.{}", attribute.name.as_ref()),
    )
}

fn fault<T>(message: impl Into<String>, span: Span) -> Outcome<T> {
    Err(FormatError {
        message: message.into(),
        span,
    })
}

fn decimal(text: &str) -> Option<Decimal> {
    // Exponents could ask for thousands of digits.
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    (plain && text.len() <= 400)
        .then(|| text.parse().ok())
        .flatten()
}

fn same(mut left: Decimal, mut right: Decimal) -> bool {
    for side in [&mut left, &mut right] {
        side.absolute.trim_start();
        side.absolute.trim_end();
    }
    left == right
}

fn as_written(text: &str, at: Span) -> Outcome<Resolved> {
    match decimal(text) {
        Some(decimal) => Ok(Resolved::Number(Number {
            decimal,
            ordinal: false,
            text: text.to_owned(),
        })),
        None => fault(format!("`{text}` is no decimal number"), at),
    }
}

fn typed(text: String) -> Value {
    if decimal(&text).is_some() {
        Value::Number(text)
    } else {
        Value::Text(text)
    }
}

fn is_url(name: &str) -> bool {
    name.strip_prefix("url")
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Escapes text so that Markdown shows it as it is; line ends become blanks.
#[must_use]
pub fn escape_markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' => {
                escaped.extend(['\\', character]);
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
#[path = "bundle_tests.rs"]
mod tests;
