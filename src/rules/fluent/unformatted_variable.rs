//! Variables that the source formats and the translation shows raw.

use super::pattern::with;
use crate::diagnostic::Severity;
use crate::ftl::walk;
use crate::rules::{Check, Fault, Group, Read, Rule};
use fluent_syntax::ast::{Expression, InlineExpression};
use std::collections::{BTreeMap, BTreeSet};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "unformatted-variable",
    severity: Severity::Error,
    group: Group::Fluent,
    summary: "A figure or a date is shown as the file has it",
    page: include_str!("unformatted-variable.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    let mut by: BTreeMap<String, String> = BTreeMap::new();
    for message in read.block.messages {
        by.extend(with(message.source_pattern, formatted));
    }
    if by.is_empty() {
        return Vec::new();
    }
    let mut faults = Vec::new();
    for (index, message) in read.block.messages.iter().enumerate() {
        for variable in with(message.target_pattern, raw) {
            if let Some(function) = by.get(&variable) {
                let message = format!(
                    "the source formats `${variable}` by `{function}`, the translation shows it as it is"
                );
                let help = format!("write `{{ {function}(${variable}) }}`");
                faults.push(Fault::new(index, message).help(help));
            }
        }
    }
    faults
}

/// Returns the variables that a pattern gives to functions, each with its function.
fn formatted(pattern: &fluent_syntax::ast::Pattern<&str>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    walk(pattern, &mut |expression| {
        if let Expression::Inline(InlineExpression::FunctionReference { id, arguments }) =
            expression
        {
            for argument in &arguments.positional {
                if let InlineExpression::VariableReference { id: variable } = argument {
                    found.insert(variable.name.to_owned(), id.name.to_owned());
                }
            }
        }
        true
    });
    found
}

/// Returns the variables that a pattern shows without a function.
fn raw(pattern: &fluent_syntax::ast::Pattern<&str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(pattern, &mut |expression| {
        if let Expression::Inline(InlineExpression::VariableReference { id }) = expression {
            found.insert(id.name.to_owned());
        }
        true
    });
    found
}
