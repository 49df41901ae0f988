//! Patterns as Fluent's tree, for the rules that look at placeables.

use crate::ftl::guard;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

/// Parses a pattern and hands its tree to `read`; the default where it is no
/// Fluent, which is another rule's finding.
pub(super) fn with<T: Default>(pattern: &str, read: impl Fn(&Pattern<&str>) -> T) -> T {
    if !pattern.contains('{') || guard(pattern).is_err() {
        return T::default();
    }
    let text = format!("x = {}\n", pattern.replace('\n', "\n    "));
    let Ok(resource) = fluent_syntax::parser::parse(text.as_str()) else {
        return T::default();
    };
    let value = resource.body.iter().find_map(|entry| match entry {
        Entry::Message(message) => message.value.as_ref(),
        _ => None,
    });
    value.map(read).unwrap_or_default()
}

/// Calls `visit` with every expression of a pattern, selectors and variants
/// included, outer ones first; it says whether to go on inside.
pub(super) fn walk<'a>(
    pattern: &'a Pattern<&'a str>,
    visit: &mut dyn FnMut(&'a Expression<&'a str>) -> bool,
) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            walk_expression(expression, visit);
        }
    }
}

fn walk_expression<'a>(
    expression: &'a Expression<&'a str>,
    visit: &mut dyn FnMut(&'a Expression<&'a str>) -> bool,
) {
    if !visit(expression) {
        return;
    }
    match expression {
        Expression::Select { variants, .. } => {
            for variant in variants {
                walk(&variant.value, visit);
            }
        }
        Expression::Inline(InlineExpression::Placeable { expression }) => {
            walk_expression(expression, visit);
        }
        Expression::Inline(_) => {}
    }
}
