//! Walks the tree of a pattern: what `bundle` gives, this makes text of.

use std::collections::BTreeMap;

use fluent_syntax::ast::{self, Expression, InlineExpression, PatternElement, VariantKey};

use super::bundle::{Bundle, FormatError, Landing, Value};
use super::date;
use super::inline::plain_line;
use super::number::Number;
use crate::ftl::Alone;
use crate::text::Span;

/// How deep references and placeables may nest.
const DEPTH: usize = 50;
/// The longest text, in bytes, that one pattern may give, whatever its own length.
const LONGEST: usize = 1 << 20;
/// How many times as long as itself a pattern's text may be, where that is more.
const TIMES: usize = 8;

/// What an expression gives.
#[derive(Clone)]
enum Resolved {
    /// Text that is written as it is.
    Text(String),
    /// The text of a variable, escaped where it is written.
    Literal(String),
    Number(Box<Number>),
    Date(String),
}

/// What variables a pattern sees.
enum Arguments<'a> {
    /// A message: those of the document.
    Given(&'a BTreeMap<String, Value>),
    /// A term: those that its reference gives, and no other.
    OfTerm(BTreeMap<String, Resolved>),
}

/// One run over a pattern.
pub(super) struct Scope<'a> {
    bundle: &'a Bundle,
    args: Arguments<'a>,
    alone: &'a Alone<'a>,
    landing: Landing,
    spent: usize,
    path: Vec<String>,
}

type Outcome<T> = Result<T, FormatError>;

impl<'a> Scope<'a> {
    /// Begins a run over the tree of `alone`.
    pub(super) const fn new(
        bundle: &'a Bundle,
        args: &'a BTreeMap<String, Value>,
        alone: &'a Alone<'a>,
        landing: Landing,
    ) -> Self {
        Self {
            bundle,
            args: Arguments::Given(args),
            alone,
            landing,
            spent: 0,
            path: Vec::new(),
        }
    }

    /// Returns where a name stands in the pattern; what stands in a term or in
    /// another message is at `outer`, the reference to it.
    fn place(&self, name: &str, outer: Span) -> Span {
        let Some(at) = self.alone.find(name) else {
            return outer;
        };
        let start = self.alone.offset(at);
        Span::new(start, start + name.len())
    }

    /// Returns where a name stands with the `$` or `-` before it.
    fn place_with_sign(&self, name: &str, outer: Span) -> Span {
        let place = self.place(name, outer);
        let start = place.start - usize::from(place != outer && place.start > 0);
        Span::new(start, place.end)
    }

    /// Resolves a pattern to its text.
    pub(super) fn pattern<S: AsRef<str>>(
        &mut self,
        pattern: &ast::Pattern<S>,
        at: Span,
    ) -> Outcome<String> {
        let mut text = String::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => text.push_str(value.as_ref()),
                PatternElement::Placeable { expression } => {
                    let value = self.expression(expression, at)?;
                    text.push_str(&self.written(value));
                }
            }
        }
        self.spent += text.len() + 1;
        if self.spent > LONGEST.max(self.alone.text().len() * TIMES) {
            return fault("the text grows too long", at);
        }
        Ok(text)
    }

    fn written(&self, value: Resolved) -> String {
        match value {
            Resolved::Text(text) | Resolved::Date(text) => text,
            Resolved::Literal(text) => self.landing.escape(&text),
            Resolved::Number(number) => number.text,
        }
    }

    fn expression<S: AsRef<str>>(&mut self, node: &Expression<S>, at: Span) -> Outcome<Resolved> {
        match node {
            Expression::Inline(inline) => self.inline(inline, at),
            Expression::Select { selector, variants } => self.select(selector, variants, at),
        }
    }

    /// Chooses a variant: an exact key first, then the plural category, then
    /// the default.
    fn select<S: AsRef<str>>(
        &mut self,
        selector: &InlineExpression<S>,
        variants: &[ast::Variant<S>],
        at: Span,
    ) -> Outcome<Resolved> {
        let value = if self.is_argument_not_given(selector) {
            None
        } else {
            Some(self.inline(selector, at)?)
        };
        let name_is = |variant: &ast::Variant<S>, wanted: &str| matches!(&variant.key, VariantKey::Identifier { name } if name.as_ref() == wanted);
        let chosen = match &value {
            None | Some(Resolved::Date(_)) => None,
            Some(Resolved::Text(text) | Resolved::Literal(text)) => {
                variants.iter().find(|variant| name_is(variant, text))
            }
            Some(Resolved::Number(number)) => {
                let exact = |variant: &&ast::Variant<S>| matches!(&variant.key, VariantKey::NumberLiteral { value } if number.is(value.as_ref()));
                variants.iter().find(exact).or_else(|| {
                    let category = number.category(self.bundle.locale());
                    variants.iter().find(|variant| name_is(variant, category))
                })
            }
        };
        match chosen.or_else(|| variants.iter().find(|variant| variant.default)) {
            Some(variant) => Ok(Resolved::Text(self.pattern(&variant.value, at)?)),
            None => fault("no variant fits", at),
        }
    }

    fn inline<S: AsRef<str>>(&mut self, node: &InlineExpression<S>, at: Span) -> Outcome<Resolved> {
        match node {
            InlineExpression::StringLiteral { value } => Ok(Resolved::Text(
                fluent_syntax::unicode::unescape_unicode_to_string(value.as_ref()).into_owned(),
            )),
            InlineExpression::NumberLiteral { value } => number(value.as_ref(), at),
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
                let place = self.place_with_sign(id.name.as_ref(), at);
                let given = match arguments {
                    Some(arguments) => self.named(arguments, place)?,
                    None => Vec::new(),
                };
                let mut inner = Scope {
                    args: Arguments::OfTerm(given.into_iter().collect()),
                    path: std::mem::take(&mut self.path),
                    ..*self
                };
                // Terms are Markdown, and other places show every mark as it is.
                inner.landing = Landing::Markdown;
                let term = inner.reference(entry_name("-", id, attribute.as_ref()), place);
                self.spent = inner.spent;
                self.path = inner.path;
                term.map(|term| match (term, self.landing) {
                    (Resolved::Text(text), Landing::Html | Landing::Text) => {
                        Resolved::Text(self.landing.escape(&plain_line(&text)))
                    }
                    (term, _) => term,
                })
            }
        }
    }

    /// Returns whether a term selects by an argument that its reference does
    /// not give: the default variant is meant, and nothing is wrong. Anywhere
    /// else a variable that is not there is a fault.
    fn is_argument_not_given<S: AsRef<str>>(&self, selector: &InlineExpression<S>) -> bool {
        match (selector, &self.args) {
            (InlineExpression::VariableReference { id }, Arguments::OfTerm(given)) => {
                !given.contains_key(id.name.as_ref())
            }
            _ => false,
        }
    }

    fn variable(&self, name: &str, at: Span) -> Outcome<Resolved> {
        let place = self.place_with_sign(name, at);
        let (value, unknown) = match &self.args {
            Arguments::Given(args) => (args.get(name), format!("unknown variable `${name}`")),
            Arguments::OfTerm(given) => {
                if let Some(value) = given.get(name) {
                    return Ok(value.clone());
                }
                let term = self.path.iter().rev().find(|name| name.starts_with('-'));
                let term = term.map_or("", String::as_str);
                (
                    None,
                    format!(
                        "unknown variable `${name}`: a term sees only the arguments of its reference, `{{ {term}({name}: \"…\") }}`"
                    ),
                )
            }
        };
        match value {
            None => fault(unknown, place),
            Some(Value::Text(text)) if is_url(name) => Ok(Resolved::Text(text.clone())),
            Some(Value::Text(text)) => Ok(Resolved::Literal(text.clone())),
            Some(Value::Number(text)) => number(text, place),
            Some(Value::Date(text)) => Ok(Resolved::Date(text.clone())),
        }
    }

    fn reference(&mut self, name: String, place: Span) -> Outcome<Resolved> {
        let bundle = self.bundle;
        let Some(pattern) = bundle.entry(&name) else {
            let what = if name.starts_with('-') {
                "term"
            } else {
                "message"
            };
            return fault(format!("there is no {what} `{name}`"), place);
        };
        if self.path.contains(&name) {
            return fault(format!("`{name}` refers to itself"), place);
        }
        if self.path.len() >= DEPTH {
            return fault("references nest too deep", place);
        }
        self.path.push(name);
        let text = self.pattern(pattern, place);
        let name = self.path.pop();
        text.map(Resolved::Text).map_err(|mut error| {
            // The place is in this pattern; the fault is in what it refers to.
            if let Some(name) = name.filter(|_| self.path.is_empty()) {
                error.message = format!("in `{name}`: {}", error.message);
            }
            error
        })
    }

    fn named<S: AsRef<str>>(
        &mut self,
        arguments: &ast::CallArguments<S>,
        at: Span,
    ) -> Outcome<Vec<(String, Resolved)>> {
        let mut named = Vec::new();
        for argument in &arguments.named {
            let value = self.inline(&argument.value, at)?;
            named.push((argument.name.name.as_ref().to_owned(), value));
        }
        Ok(named)
    }

    fn function<S: AsRef<str>>(
        &mut self,
        name: &str,
        arguments: &ast::CallArguments<S>,
        at: Span,
    ) -> Outcome<Resolved> {
        let place = self.place(name, at);
        if !matches!(name, "NUMBER" | "DATETIME") {
            return fault(
                format!("unknown function `{name}`: there are `NUMBER` and `DATETIME`"),
                place,
            );
        }
        let options: Vec<(String, String)> = self
            .named(arguments, place)?
            .into_iter()
            .map(|(name, value)| (name, self.written(value)))
            .collect();
        let [argument] = arguments.positional.as_slice() else {
            return fault(format!("`{name}` takes one value"), place);
        };
        let value = self.inline(argument, place)?;
        let locale = self.bundle.locale();
        let outcome = match (name, value) {
            ("NUMBER", Resolved::Number(number)) => number
                .shaped(locale, &options)
                .map(|number| Resolved::Number(Box::new(number))),
            ("NUMBER", value) => Err(format!(
                "`NUMBER` takes a number, and this is {}",
                kind(&value)
            )),
            (_, Resolved::Date(iso)) => date::format(locale, &iso, &options).map(Resolved::Text),
            (_, value) => Err(format!(
                "`DATETIME` takes a date, and this is {}",
                kind(&value)
            )),
        };
        outcome.map_err(|message| FormatError {
            message,
            span: place,
        })
    }
}

fn kind(value: &Resolved) -> &'static str {
    match value {
        Resolved::Text(_) | Resolved::Literal(_) => "text",
        Resolved::Number(_) => "a number",
        Resolved::Date(_) => "a date",
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

fn number(text: &str, at: Span) -> Outcome<Resolved> {
    match Number::as_written(text) {
        Some(number) => Ok(Resolved::Number(Box::new(number))),
        None => fault(format!("`{text}` is no decimal number"), at),
    }
}

fn is_url(name: &str) -> bool {
    name.strip_prefix("url")
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}
