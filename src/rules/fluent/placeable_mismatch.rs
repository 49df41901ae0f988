//! Variables of the source that the translation does not show.

use super::pattern::with;
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Read, Rule};
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};
use std::collections::BTreeSet;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "placeable-mismatch",
    severity: Severity::Error,
    group: Group::Fluent,
    summary: "A translation does not show a variable of its source",
    page: include_str!("placeable-mismatch.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    let shown: Vec<BTreeSet<String>> = read
        .block
        .messages
        .iter()
        .map(|message| everywhere(message.target_pattern))
        .collect();
    let mut faults = Vec::new();
    for (index, message) in read.block.messages.iter().enumerate() {
        for variable in everywhere(message.source_pattern) {
            let is_free = variable == "audience" || read.block.free.contains(&variable);
            if is_free || shown.iter().any(|set| set.contains(&variable)) {
                continue;
            }
            // Links are compared by their addresses, and a figure of the same
            // value may stand for a variable; each is another rule's finding.
            let is_address = variable
                .strip_prefix("url")
                .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
            if is_address || has_figures(message.source) {
                continue;
            }
            faults.push(Fault::new(
                index,
                format!("the source shows `{{ ${variable} }}`, the translation does not"),
            ));
        }
    }
    faults
}

fn has_figures(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// Returns the variables that a pattern uses in each of its variants.
fn everywhere(pattern: &str) -> BTreeSet<String> {
    with(pattern, of_pattern)
}

fn of_pattern(pattern: &Pattern<&str>) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            all.extend(of_expression(expression));
        }
    }
    all
}

fn of_expression(expression: &Expression<&str>) -> BTreeSet<String> {
    match expression {
        Expression::Inline(inline) => of_inline(inline),
        Expression::Select { selector, variants } => {
            let mut common = variants
                .iter()
                .map(|variant| of_pattern(&variant.value))
                .reduce(|a, b| a.intersection(&b).cloned().collect())
                .unwrap_or_default();
            // What chooses the words is used by them.
            common.extend(of_inline(selector));
            common
        }
    }
}

fn of_inline(inline: &InlineExpression<&str>) -> BTreeSet<String> {
    match inline {
        InlineExpression::VariableReference { id } => BTreeSet::from([id.name.to_owned()]),
        InlineExpression::Placeable { expression } => of_expression(expression),
        InlineExpression::FunctionReference { arguments, .. } => arguments
            .positional
            .iter()
            .flat_map(of_inline)
            .chain(
                arguments
                    .named
                    .iter()
                    .flat_map(|named| of_inline(&named.value)),
            )
            .collect(),
        _ => BTreeSet::new(),
    }
}
