//! A pattern by itself, as Fluent's parser reads it: the one place where a
//! pattern is put into a message, and its places are found again.

use super::fault::fault;
use super::guard::guard;
use crate::text::Span;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::{ParserError, parse};
use memchr::memchr_iter;
use std::cell::OnceCell;

/// What stands before a pattern of one line.
const BESIDE: &str = "m = ";
/// What stands before one of several, whose common indent counts the first
/// line only in a block.
const BLOCK: &str = "m =\n    ";
/// How far the lines but the first are moved to the right.
const INDENT: usize = 4;

/// A pattern in the message that the parser is given.
#[derive(Debug)]
pub(crate) struct Alone<'p> {
    pattern: &'p str,
    text: String,
    prefix: usize,
    /// Where its lines end in that, once one has asked.
    ends: OnceCell<Vec<usize>>,
}

/// Why a text is no pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoPattern {
    /// What is wrong, as a clause.
    pub(crate) message: String,
    /// Where, in the pattern.
    pub(crate) span: Span,
}

impl<'p> Alone<'p> {
    /// Makes a message of `pattern`.
    pub(crate) fn new(pattern: &'p str) -> Self {
        // A line that begins so ends a block: as the first line of a pattern it
        // can only have stood beside its `=`.
        let beside = !pattern.contains('\n') || pattern.starts_with(['.', '[', '*', '}']);
        let prefix = if beside { BESIDE } else { BLOCK };
        let lines = pattern.replace('\n', &format!("\n{:INDENT$}", ""));
        Self {
            pattern,
            text: format!("{prefix}{lines}\n"),
            prefix: prefix.len(),
            ends: OnceCell::new(),
        }
    }

    /// Parses it.
    ///
    /// # Errors
    /// What the parser cannot be given, what it finds wrong, or that the text
    /// is more than a pattern.
    pub(crate) fn parse(&self) -> Result<Pattern<&str>, NoPattern> {
        let whole = |message: String| NoPattern {
            message,
            span: Span::new(0, self.pattern.len()),
        };
        guard(self.pattern).map_err(whole)?;
        let mut resource = parse(self.text.as_str()).map_err(|(_, errors)| self.unread(&errors))?;
        match (resource.body.pop(), resource.body.is_empty()) {
            (Some(Entry::Message(message)), true) if message.attributes.is_empty() => message
                .value
                .ok_or_else(|| whole("there is no text".to_owned())),
            _ => Err(whole("this is not one pattern".to_owned())),
        }
    }

    /// Says what the parser finds, from there to the end of the line.
    fn unread(&self, errors: &[ParserError]) -> NoPattern {
        let (at, message) = errors.first().map_or_else(
            || (self.prefix, "this is no Fluent".to_owned()),
            |error| (error.pos.start, fault(&error.kind)),
        );
        // Positions of errors can lie inside a character.
        let start = self.pattern.floor_char_boundary(self.offset(at));
        let rest = &self.pattern[start..];
        let end = start + rest.find('\n').unwrap_or(rest.len());
        let span = Span::new(start, end);
        NoPattern { message, span }
    }

    /// Returns what the parser is given.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns where the pattern begins in that.
    pub(crate) const fn start(&self) -> usize {
        self.prefix
    }

    /// Returns where a slice of the text begins in it; `None` for one of
    /// another text.
    pub(crate) fn find(&self, slice: &str) -> Option<usize> {
        let base = self.text.as_ptr().addr();
        let at = slice.as_ptr().addr().checked_sub(base)?;
        (at + slice.len() <= self.text.len()).then_some(at)
    }

    /// Returns the place in the pattern of an offset in the text.
    pub(crate) fn offset(&self, at: usize) -> usize {
        let at = at.clamp(self.prefix, self.text.len());
        let ends = self.ends.get_or_init(|| {
            let bytes = &self.text.as_bytes()[self.prefix..];
            memchr_iter(b'\n', bytes).collect()
        });
        let before = at - self.prefix;
        let lines = ends.partition_point(|end| *end < before);
        (before.saturating_sub(INDENT * lines)).min(self.pattern.len())
    }
}

/// Returns whether `pattern` is no Fluent: nothing can be formatted of it.
pub(crate) fn is_broken(pattern: &str) -> bool {
    pattern.contains(['{', '}', '\n']) && Alone::new(pattern).parse().is_err()
}

/// Calls `visit` with every expression of a pattern, selectors and variants
/// included, outer ones first; it says whether to go on inside.
pub(crate) fn walk<'a>(
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

#[cfg(test)]
mod tests {
    use super::super::File;
    use super::*;

    fn texts(pattern: &Pattern<&str>) -> String {
        let texts = pattern.elements.iter().map(|element| match element {
            PatternElement::TextElement { value } => value,
            PatternElement::Placeable { .. } => "{}",
        });
        texts.collect()
    }

    /// What stands in a file is what the parser makes of the pattern alone:
    /// also where the first line must not stand in a block, where later lines
    /// are indented. (Where a later line begins with a placeable, the parser
    /// does not count its indent, as the grammar does.)
    #[test]
    fn a_pattern_alone_reads_as_in_its_file() {
        for value in [
            " one line",
            " .dot\n    second\n      third",
            " [a] first\n  second",
            " *star\n    second",
            "\n    first\n      second\n    third",
            "\n      first\n    second",
            " first\n      second\n        third",
            "\n    { $x } first\n      second",
            "\n    first\n\n      second",
            "\n    first { $n ->\n        [one] a\n       *[other] b\n         c\n    } last\n      more",
            " [x] { $n ->\n    [one] a\n   *[other] b\n } last\n    more",
        ] {
            let text = format!("m ={value}\n");
            let resource = parse(text.as_str()).expect(&text);
            let [Entry::Message(message)] = resource.body.as_slice() else {
                panic!("{text}")
            };
            let wanted = texts(message.value.as_ref().expect("a value"));
            let file = File::parse(&text);
            let pattern = file.chunks[0].pattern().expect("a value");
            let alone = Alone::new(&pattern);
            let made = alone.parse().expect(&pattern);
            assert_eq!(texts(&made), wanted, "{text}");
            assert!(!is_broken(&pattern), "{pattern}");
            for element in &made.elements {
                if let PatternElement::TextElement { value } = element {
                    let at = alone.offset(alone.find(value).expect("its own"));
                    let line = value.lines().next().unwrap_or_default();
                    assert!(pattern[at..].starts_with(line), "{pattern}: {value}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_pattern_has_a_place() {
        for (pattern, place) in [
            ("a { $x", "a { $x"),
            ("a\nb { é }\nc", "b { é }"),
            ("[x]\n b }\nc", " b }"),
            ("a\n.b = c", "a\n.b = c"),
            ("", ""),
        ] {
            let no = Alone::new(pattern).parse().expect_err(pattern);
            let place = pattern
                .find(place)
                .map(|at| Span::new(at, at + place.len()));
            let line = pattern[..no.span.start].rfind('\n').map_or(0, |at| at + 1);
            assert!(
                place.is_some_and(|one| one.start <= line && no.span.end <= one.end),
                "{pattern}: {no:?}"
            );
        }
        assert!(is_broken("{ $x") && is_broken("}") && is_broken("x\n[y"));
    }
}
