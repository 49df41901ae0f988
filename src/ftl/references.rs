//! What the entries of a resource are called, and what they refer to.

use super::guard::Safe;
use crate::text::Span;
use fluent_syntax::ast::{
    Attribute, CallArguments, Entry, Expression, Identifier, InlineExpression, Pattern,
    PatternElement,
};

/// The value of a message, a term or an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Definition {
    /// `message`, `-term`, `message.attribute` or `-term.attribute`.
    pub(crate) name: String,
    /// The id of the message or term: `-term`'s is `term`.
    pub(crate) id: String,
    /// Where its name stands.
    pub(crate) span: Span,
    /// What it refers to, by name, and where.
    pub(crate) references: Vec<(String, Span)>,
    /// How many placeables it takes to format it, at most.
    pub(crate) placeables: usize,
}

/// Lists the definitions of a resource, in their order; one that stands twice
/// is listed twice.
pub(crate) fn definitions(text: &str) -> Vec<Definition> {
    let safe = Safe::new(text);
    let mut found = Vec::new();
    let mut add =
        |sigil: &str, id: &str, value: Option<&Pattern<&str>>, attributes: &[Attribute<&str>]| {
            let name = format!("{sigil}{id}");
            if let Some(value) = value {
                let mut span = safe.place(id);
                span.start -= sigil.len();
                found.push(define(&safe, name.clone(), id, span, value));
            }
            for one in attributes {
                let span = safe.place(one.id.name);
                let name = format!("{name}.{}", one.id.name);
                found.push(define(&safe, name, id, span, &one.value));
            }
        };
    for entry in safe.parse().0.body {
        match entry {
            Entry::Message(one) => add("", one.id.name, one.value.as_ref(), &one.attributes),
            Entry::Term(one) => add("-", one.id.name, Some(&one.value), &one.attributes),
            _ => {}
        }
    }
    found
}

fn define(
    safe: &Safe<'_>,
    name: String,
    id: &str,
    span: Span,
    value: &Pattern<&str>,
) -> Definition {
    let mut references = Vec::new();
    let placeables = in_pattern(value, safe, &mut references);
    Definition {
        name,
        id: id.to_owned(),
        span,
        references,
        placeables,
    }
}

type References = Vec<(String, Span)>;

/// Collects the references of a pattern, and counts its placeables: of a
/// selector's variants only one is formatted.
fn in_pattern(pattern: &Pattern<&str>, safe: &Safe<'_>, found: &mut References) -> usize {
    let mut placeables = 0;
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            placeables += 1 + in_expression(expression, safe, found);
        }
    }
    placeables
}

fn in_expression(expression: &Expression<&str>, safe: &Safe<'_>, found: &mut References) -> usize {
    match expression {
        Expression::Inline(inline) => in_inline(inline, safe, found),
        Expression::Select { selector, variants } => {
            let inside = in_inline(selector, safe, found);
            let counts = variants
                .iter()
                .map(|variant| in_pattern(&variant.value, safe, found));
            inside + counts.max().unwrap_or(0)
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, safe: &Safe<'_>, found: &mut References) -> usize {
    let mut name = |sigil: &str, id: &Identifier<&str>, attribute: Option<&Identifier<&str>>| {
        let mut span = safe.place(id.name);
        span.start -= sigil.len();
        let mut name = format!("{sigil}{}", id.name);
        if let Some(attribute) = attribute {
            name = format!("{name}.{}", attribute.name);
            span.end = safe.place(attribute.name).end;
        }
        found.push((name, span));
    };
    match inline {
        InlineExpression::MessageReference { id, attribute } => {
            name("", id, attribute.as_ref());
            0
        }
        InlineExpression::TermReference {
            id,
            attribute,
            arguments,
        } => {
            name("-", id, attribute.as_ref());
            arguments
                .as_ref()
                .map_or(0, |one| in_call(one, safe, found))
        }
        InlineExpression::FunctionReference { arguments, .. } => in_call(arguments, safe, found),
        InlineExpression::Placeable { expression } => 1 + in_expression(expression, safe, found),
        _ => 0,
    }
}

fn in_call(call: &CallArguments<&str>, safe: &Safe<'_>, found: &mut References) -> usize {
    let counts = call
        .positional
        .iter()
        .map(|one| in_inline(one, safe, found));
    counts.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_places_are_those_of_the_file() {
        let text = "\u{feff}é\na = { b.c } { -t(x: 1) }\n    .d = { F(-t.e) }\n-t = { $n ->\n    [one] { a }{ a }\n   *[other] { a }\n }\n    .e = E\n";
        let found = definitions(text);
        let names: Vec<(&str, &str)> = found
            .iter()
            .map(|one| (one.name.as_str(), one.span.slice(text)))
            .collect();
        assert_eq!(
            names,
            [("a", "a"), ("a.d", "d"), ("-t", "-t"), ("-t.e", "e")]
        );
        for one in &found {
            for (name, span) in &one.references {
                assert_eq!(span.slice(text), name);
            }
        }
        let counts: Vec<(usize, usize)> = found
            .iter()
            .map(|one| (one.references.len(), one.placeables))
            .collect();
        assert_eq!(counts, [(2, 2), (1, 1), (3, 3), (0, 0)]);
    }
}
