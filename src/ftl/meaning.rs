//! The fingerprint of a pattern's meaning: what facts know a target by.
//!
//! Selectors are expanded to whole variants, string literals are resolved and
//! runs of blanks count as one, so that a tool that reformats a message, or
//! multiplies its text into every variant, changes nothing.

use super::pattern::Alone;
use crate::text::hash;
use fluent_syntax::ast::{Expression, InlineExpression, PatternElement, VariantKey};
use fluent_syntax::unicode::unescape_unicode_to_string;

/// How many whole variants a message may expand to; beyond, its text counts.
const VARIANTS: usize = 256;

/// A whole variant: its conditions and its text.
type Flat = (Vec<String>, String);

/// Returns the fingerprint of `pattern`, 16 hex digits.
pub(crate) fn fingerprint(pattern: &str) -> String {
    let meaning = expanded(pattern).unwrap_or_else(|| squeeze(pattern));
    format!("{:016x}", hash(&meaning))
}

/// Returns the whole variants as one text; `None` where it cannot be parsed.
fn expanded(pattern: &str) -> Option<String> {
    if !pattern.contains('{') {
        return None;
    }
    let mut flat = flatten(&Alone::new(pattern).parse().ok()?.elements)?;
    for (conditions, text) in &mut flat {
        conditions.sort();
        conditions.dedup();
        *text = squeeze(text);
    }
    flat.sort();
    if let [(conditions, text)] = flat.as_slice()
        && conditions.is_empty()
    {
        return Some(text.clone());
    }
    Some(format!("{flat:?}"))
}

fn flatten(elements: &[PatternElement<&str>]) -> Option<Vec<Flat>> {
    let mut all: Vec<Flat> = vec![(Vec::new(), String::new())];
    for element in elements {
        let next = match element {
            PatternElement::TextElement { value } => vec![(Vec::new(), (*value).to_owned())],
            PatternElement::Placeable { expression } => choices(expression)?,
        };
        // Most add a text to what there is: a message may have thousands.
        if let [(conditions, tail)] = next.as_slice()
            && conditions.is_empty()
        {
            all.iter_mut().for_each(|(_, text)| text.push_str(tail));
            continue;
        }
        if all.len() * next.len() > VARIANTS {
            return None;
        }
        all = all
            .iter()
            .flat_map(|(conditions, text)| {
                next.iter().map(move |(more, tail)| {
                    (
                        [conditions.as_slice(), more].concat(),
                        format!("{text}{tail}"),
                    )
                })
            })
            .collect();
    }
    Some(all)
}

fn choices(expression: &Expression<&str>) -> Option<Vec<Flat>> {
    match expression {
        Expression::Inline(inline) => inline_text(inline),
        Expression::Select { selector, variants } => {
            let mut all = Vec::new();
            for variant in variants {
                let key = match &variant.key {
                    VariantKey::Identifier { name } => name,
                    VariantKey::NumberLiteral { value } => value,
                };
                let condition = format!("{selector:?} {key} {}", variant.default);
                for (mut conditions, text) in flatten(&variant.value.elements)? {
                    conditions.push(condition.clone());
                    all.push((conditions, text));
                }
            }
            Some(all)
        }
    }
}

fn inline_text(inline: &InlineExpression<&str>) -> Option<Vec<Flat>> {
    match inline {
        InlineExpression::StringLiteral { value } => {
            let text = unescape_unicode_to_string(value).into_owned();
            Some(vec![(Vec::new(), text)])
        }
        InlineExpression::Placeable { expression } => choices(expression),
        other => Some(vec![(Vec::new(), format!("\u{1}{other:?}\u{2}"))]),
    }
}

/// Makes one blank of each run of blanks, and none at the ends.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_tools_reformat_means_the_same() {
        for (a, b) in [
            ("uno  dos", "uno\ndos"),
            ("a { \"\\u0041\" }", "a A"),
            ("{ $url1 } x", "{$url1} x"),
            (
                "Hay { $n ->\n    [one] uno\n   *[other] varios\n} aquí",
                "{ $n ->\n [one] Hay uno aquí\n *[other] Hay varios aquí\n}",
            ),
        ] {
            assert_eq!(fingerprint(a), fingerprint(b), "{a}");
        }
        for (a, b) in [("uno", "dos"), ("{ $a }", "{ $b }"), ("{ -a }", "{ a }")] {
            assert_ne!(fingerprint(a), fingerprint(b));
        }
    }

    #[test]
    fn the_parsers_traps_are_not_reached() {
        for pattern in [
            "{ \"\\u中\" }".to_owned(),
            "{".repeat(50_000),
            "{f(".repeat(50_000),
        ] {
            assert_eq!(fingerprint(&pattern).len(), 16);
        }
    }

    proptest! {
        #[test]
        fn any_pattern_has_a_fingerprint(pattern in "(\\{|\\}|\"|\\\\u|\\\\|中|\\$a| |\n|->|\\*\\[o\\]|\\[x\\]|x|\\(|\\)|,|-t|F|.){0,30}") {
            prop_assert_eq!(fingerprint(&pattern).len(), 16);
        }
    }
}
