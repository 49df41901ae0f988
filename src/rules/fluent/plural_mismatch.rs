//! Plural variants that do not fit the language.

use super::pattern::with;
use crate::diagnostic::Severity;
use crate::edition::plural_categories;
use crate::ftl::walk;
use crate::rules::{Check, Fault, Group, Read, Rule};
use fluent_syntax::ast::{Expression, Variant, VariantKey};
use std::collections::BTreeSet;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "plural-mismatch",
    severity: Severity::Warning,
    group: Group::Fluent,
    summary: "The plural variants do not fit the language",
    page: include_str!("plural-mismatch.md"),
    check: Check::Block(check),
};

/// CLDR's names of plural categories.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

fn check(read: &Read<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, message) in read.block.messages.iter().enumerate() {
        let selectors = with(message.target_pattern, selectors);
        for (is_ordinal, keys) in selectors {
            let known = plural_categories(read.block.target_locale, is_ordinal);
            faults.extend(compare(index, read.block.target_locale, &known, &keys));
        }
    }
    faults
}

fn compare(index: usize, locale: &str, known: &[&str], keys: &BTreeSet<String>) -> Vec<Fault> {
    let list = |names: Vec<&str>| {
        let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        quoted.join(", ")
    };
    let never: Vec<&str> = keys
        .iter()
        .map(String::as_str)
        .filter(|key| CATEGORIES.contains(key) && !known.contains(key))
        .collect();
    let absent: Vec<&str> = known
        .iter()
        .copied()
        .filter(|name| *name != "other" && !keys.contains(*name))
        .collect();
    let mut faults = Vec::new();
    if !never.is_empty() {
        let message = format!(
            "{} is never chosen in `{locale}`, whose plural categories are {}",
            list(never),
            list(known.to_vec())
        );
        faults.push(Fault::new(index, message));
    }
    if !absent.is_empty() {
        let message = format!("no variant is there for {} in `{locale}`", list(absent));
        faults.push(Fault::new(index, message).help("the default variant stands in for it"));
    }
    faults
}

/// Whether a selector is ordinal, and the keys of its variants.
type Selector = (bool, BTreeSet<String>);

/// Returns the selectors of a pattern that choose by plural category: one key
/// at least but `other` is a category, and all the others are categories or numbers.
fn selectors(pattern: &fluent_syntax::ast::Pattern<&str>) -> Vec<Selector> {
    let mut found = Vec::new();
    walk(pattern, &mut |expression| {
        if let Expression::Select { selector, variants } = expression
            && let Some(keys) = categories(variants)
        {
            let is_ordinal = format!("{selector:?}").contains("\"ordinal\"");
            found.push((is_ordinal, keys));
        }
        true
    });
    found
}

fn categories(variants: &[Variant<&str>]) -> Option<BTreeSet<String>> {
    let mut keys = BTreeSet::new();
    for variant in variants {
        match &variant.key {
            VariantKey::Identifier { name } if CATEGORIES.contains(name) => {
                keys.insert((*name).to_owned());
            }
            VariantKey::Identifier { .. } => return None,
            VariantKey::NumberLiteral { .. } => {}
        }
    }
    keys.iter().any(|key| key != "other").then_some(keys)
}
