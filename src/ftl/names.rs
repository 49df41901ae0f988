//! What the value of a pattern depends on, by name.

use super::guard::Safe;
use super::pattern::Alone;
use super::{Chunk, File};
use fluent_syntax::ast::{
    CallArguments, Entry, Expression, Identifier, InlineExpression, Message, Pattern,
    PatternElement, Resource,
};
use fluent_syntax::serializer::serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The names that a pattern refers to, as Fluent writes them: `$variable`,
/// `-term`, `message`, and `-term.attribute`, `message.attribute`.
pub(crate) type Names = BTreeSet<String>;

/// Returns what a pattern refers to: in placeables, selectors, variants and
/// arguments; `None` where it is not Fluent.
pub(crate) fn names(pattern: &str) -> Option<Names> {
    let mut found = Names::new();
    if pattern.contains('{') {
        in_pattern(&Alone::new(pattern).parse().ok()?, &mut found);
    }
    Some(found)
}

/// The entries of a resource that others may refer to, by name: what each says
/// and what it refers to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entries(BTreeMap<String, (String, Names)>);

impl Entries {
    /// Reads the terms and messages of a resource, and their attributes; of two
    /// of one name the first is taken, as on formatting.
    pub(crate) fn read(text: &str) -> Self {
        let mut entries = Self::default();
        for entry in Safe::new(text).parse().0.body {
            let (id, value, attributes) = match entry {
                Entry::Message(one) => (one.id.name.to_owned(), one.value, one.attributes),
                Entry::Term(one) => (format!("-{}", one.id.name), Some(one.value), one.attributes),
                _ => continue,
            };
            for attribute in attributes {
                entries.add(format!("{id}.{}", attribute.id.name), attribute.value);
            }
            if let Some(value) = value {
                entries.add(id, value);
            }
        }
        entries
    }

    fn add(&mut self, name: String, value: Pattern<&str>) {
        let mut found = Names::new();
        in_pattern(&value, &mut found);
        self.0
            .entry(name)
            .or_insert_with(|| (written(value), found));
    }

    /// Returns what the entry of this name says, as a pattern.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|(value, _)| value.as_str())
    }

    /// Returns what the entry of this name refers to.
    pub(crate) fn names(&self, name: &str) -> Option<&Names> {
        self.0.get(name).map(|(_, names)| names)
    }
}

/// Writes a parsed pattern again: one way for all ways of wrapping it.
fn written(value: Pattern<&str>) -> String {
    let message = Entry::Message(Message {
        id: Identifier { name: "m" },
        value: Some(value),
        attributes: Vec::new(),
        comment: None,
    });
    let text = serialize(&Resource {
        body: vec![message],
    });
    let file = File::parse(&text);
    file.chunks
        .iter()
        .find_map(Chunk::pattern)
        .unwrap_or_default()
}

fn in_pattern(pattern: &Pattern<&str>, found: &mut Names) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, found);
        }
    }
}

fn in_expression(expression: &Expression<&str>, found: &mut Names) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, found),
        Expression::Select { selector, variants } => {
            in_inline(selector, found);
            for variant in variants {
                in_pattern(&variant.value, found);
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, found: &mut Names) {
    let mut add = |sigil: &str, id: &Identifier<&str>, attribute: Option<&Identifier<&str>>| {
        let dot = attribute.map_or_else(String::new, |one| format!(".{}", one.name));
        found.insert(format!("{sigil}{}{dot}", id.name));
    };
    match inline {
        InlineExpression::VariableReference { id } => add("$", id, None),
        InlineExpression::MessageReference { id, attribute } => add("", id, attribute.as_ref()),
        InlineExpression::TermReference {
            id,
            attribute,
            arguments,
        } => {
            add("-", id, attribute.as_ref());
            if let Some(arguments) = arguments {
                in_call(arguments, found);
            }
        }
        InlineExpression::FunctionReference { arguments, .. } => in_call(arguments, found),
        InlineExpression::Placeable { expression } => in_expression(expression, found),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
    }
}

fn in_call(call: &CallArguments<&str>, found: &mut Names) {
    for argument in &call.positional {
        in_inline(argument, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_wherever_fluent_takes_them() {
        let pattern = "{ $a } { NUMBER($b, x: 1) } { -t(y: 2) } { -t.u ->\n [x] { \"{ $no }\" }\n *[y] { { m } }\n } { $c ->\n *[z] { n.o }\n }";
        let found: Vec<String> = names(pattern).expect("Fluent").into_iter().collect();
        assert_eq!(
            found,
            ["$a", "$b", "$c", "-t", "-t.u", "m", "n.o"],
            "{pattern}"
        );
        assert_eq!(names("no more"), Some(Names::new()));
        assert_eq!(names("{ $a"), None);
    }

    #[test]
    fn an_entry_says_the_same_however_it_is_wrapped() {
        let one = Entries::read("-a = x { -b } y\n    .c = d\nm = { $n }\n");
        let other = Entries::read("-a =\n    x {-b} y\n    .c =\n        d\n-a = z\n");
        for name in ["-a", "-a.c"] {
            assert_eq!(one.value(name), other.value(name));
        }
        assert_eq!(one.value("-a"), Some("x { -b } y"));
        assert_eq!(one.value("-a.c"), Some("d"));
        assert!(one.names("m").is_some_and(|names| names.contains("$n")));
        assert!(one.value("$n").is_none());
    }
}
