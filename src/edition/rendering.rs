//! Whole variants of a pattern as a reader sees them, with the places of their
//! parts: what a rule finds in a text can be shown, and mended, in the resource.

use crate::ftl::Alone;
use crate::text::Span;
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, VariantKey};

/// How many whole variants of one message are read.
const MOST: usize = 64;

/// A whole variant of a pattern, formatted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rendering {
    /// The text.
    pub text: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    /// Where it stands in the text.
    at: Span,
    /// Where it stands in the pattern: literal text, or a whole placeable.
    place: Span,
    literal: bool,
}

impl Part {
    /// Returns where the share of a span of the text stands in the pattern; a
    /// placeable is not divided.
    fn clipped(&self, span: Span) -> Span {
        if !self.literal {
            return self.place;
        }
        let from = span.start.max(self.at.start) - self.at.start;
        let to = span.end.min(self.at.end) - self.at.start;
        Span::new(self.place.start + from, self.place.start + to)
    }
}

impl Rendering {
    /// Makes the rendering of a pattern without placeables.
    #[must_use]
    pub fn literal(pattern: &str) -> Self {
        let whole = Span::new(0, pattern.len());
        Self {
            text: pattern.to_owned(),
            parts: vec![Part {
                at: whole,
                place: whole,
                literal: true,
            }],
        }
    }

    /// Returns where a part of the text stands in the pattern, byte for byte;
    /// `None` where a placeable gives some of it.
    #[must_use]
    pub fn exact(&self, span: Span) -> Option<Span> {
        let mut place: Option<Span> = None;
        for part in self.covering(span) {
            let here = part.clipped(span);
            // A string literal or an indented line may stand between.
            let joins = place.is_none_or(|before| before.end == here.start);
            if !part.literal || !joins {
                return None;
            }
            place = Some(Span::new(place.map_or(here.start, |p| p.start), here.end));
        }
        place
    }

    /// Returns the part of the pattern that gives a part of the text, whole
    /// placeables included.
    #[must_use]
    pub fn around(&self, span: Span) -> Option<Span> {
        let mut places = self.covering(span).map(|part| part.clipped(span));
        let first = places.next()?;
        Some(places.fold(first, |whole, next| {
            Span::new(whole.start.min(next.start), whole.end.max(next.end))
        }))
    }

    /// Returns the parts that a span of the text touches; an empty one touches
    /// the part that it stands in or ends.
    fn covering(&self, span: Span) -> impl Iterator<Item = &Part> {
        let mut seen = false;
        self.parts.iter().filter(move |part| {
            if span.is_empty() {
                let here = part.at.start <= span.start && span.start <= part.at.end;
                return here && !std::mem::replace(&mut seen, true);
            }
            part.at.start < span.end && span.start < part.at.end
        })
    }

    fn push(&mut self, text: &str, place: Span, literal: bool) {
        let start = self.text.len();
        self.text.push_str(text);
        let at = Span::new(start, self.text.len());
        self.parts.push(Part { at, place, literal });
    }

    fn append(&mut self, other: &Self) {
        let start = self.text.len();
        self.text.push_str(&other.text);
        self.parts.extend(other.parts.iter().map(|part| Part {
            at: Span::new(part.at.start + start, part.at.end + start),
            ..part.clone()
        }));
    }
}

/// Returns the whole variants of a pattern, at most 64: every choice of one
/// selector with the first choices of the others. `format` formats a placeable
/// that selects nothing, braces included.
///
/// Empty where the pattern does not parse or a placeable does not format.
#[must_use]
pub fn renderings(pattern: &str, format: &dyn Fn(&str) -> Option<String>) -> Vec<Rendering> {
    if !pattern.contains(['{', '}']) {
        return vec![Rendering::literal(pattern)];
    }
    let alone = Alone::new(pattern);
    let walk = Walk {
        source: alone.text(),
        alone: &alone,
        format,
    };
    alone
        .parse()
        .ok()
        .and_then(|value| walk.pattern(&value, alone.start()))
        .map(|(all, _)| all)
        .unwrap_or_default()
}

struct Walk<'a> {
    alone: &'a Alone<'a>,
    source: &'a str,
    format: &'a dyn Fn(&str) -> Option<String>,
}

impl Walk<'_> {
    /// Expands a pattern that begins at `at` or after blanks, and says where it ends.
    fn pattern(&self, pattern: &Pattern<&str>, mut at: usize) -> Option<(Vec<Rendering>, usize)> {
        let mut all = vec![Rendering::default()];
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => {
                    let start = self.alone.find(value)?;
                    at = start + value.len();
                    let place = self.place(start, at);
                    all.iter_mut()
                        .for_each(|rendering| rendering.push(value, place, true));
                }
                PatternElement::Placeable { expression } => {
                    let start = at + self.source.get(at..)?.find('{')?;
                    at = self.placeable(expression, start, &mut all)?;
                }
            }
        }
        Some((all, at))
    }

    /// Appends what a placeable that opens at `start` gives, and says where it
    /// ends.
    fn placeable(
        &self,
        expression: &Expression<&str>,
        start: usize,
        all: &mut Vec<Rendering>,
    ) -> Option<usize> {
        let Expression::Select { variants, .. } = expression else {
            let end = end_of_inline(self.source, start, expression)?;
            let text = (self.format)(&self.source[start..end])?;
            let place = self.place(start, end);
            all.iter_mut()
                .for_each(|rendering| rendering.push(&text, place, false));
            return Some(end);
        };
        let mut choices = Vec::new();
        let mut at = start;
        for variant in variants {
            let (VariantKey::Identifier { name: key } | VariantKey::NumberLiteral { value: key }) =
                &variant.key;
            let key = self.alone.find(key)? + key.len();
            let body = key + self.source.get(key..)?.find(']')? + 1;
            let (texts, end) = self.pattern(&variant.value, body)?;
            choices.extend(texts);
            at = end;
        }
        let (first, others) = choices.split_first()?;
        let more: Vec<Rendering> = others
            .iter()
            .take(MOST.saturating_sub(all.len()))
            .map(|choice| {
                let mut rendering = all[0].clone();
                rendering.append(choice);
                rendering
            })
            .collect();
        all.iter_mut().for_each(|rendering| rendering.append(first));
        all.extend(more);
        Some(at + self.source.get(at..)?.find('}')? + 1)
    }

    /// Turns offsets in the source into those in the pattern.
    fn place(&self, start: usize, end: usize) -> Span {
        Span::new(self.alone.offset(start), self.alone.offset(end))
    }
}

/// Returns the end of a placeable that selects nothing and opens at `at`;
/// `None` where a selector is nested in it, whose text may hold quotes.
fn end_of_inline(source: &str, at: usize, expression: &Expression<&str>) -> Option<usize> {
    let mut inner = expression;
    while let Expression::Inline(InlineExpression::Placeable { expression }) = inner {
        inner = expression;
    }
    if matches!(inner, Expression::Select { .. }) {
        return None;
    }
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (index, byte) in source.bytes().enumerate().skip(at) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return Some(index + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(placeable: &str) -> Option<String> {
        let inner = placeable.strip_prefix("{ ")?.strip_suffix(" }")?;
        Some(inner.trim_matches('"').to_uppercase())
    }

    #[test]
    fn every_variant_is_read_and_its_parts_are_found_in_the_pattern() {
        let pattern = "Uno \"dos\", { $x ->\n    [one] una \"tarde\n   *[other] { $n } tardes\n} y { \"{\" }fin.\nOtra";
        let all = renderings(pattern, &show);
        let texts: Vec<&str> = all.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Uno \"dos\", una \"tarde y {fin.\nOtra",
                "Uno \"dos\", $N tardes y {fin.\nOtra"
            ]
        );
        for one in &all {
            for word in ["Uno", "dos", "tarde", "fin.", "Otra"] {
                let at = one.text.find(word).unwrap();
                let place = one.exact(Span::new(at, at + word.len())).unwrap();
                assert_eq!(place.slice(pattern), word);
            }
        }
        let at = all[1].text.find("$N t").unwrap();
        let span = Span::new(at, at + 4);
        assert_eq!(all[1].exact(span), None);
        assert_eq!(all[1].around(span).unwrap().slice(pattern), "{ $n } t");
    }

    #[test]
    fn a_first_line_that_may_not_begin_a_block_is_read_as_it_stands() {
        for pattern in [
            ".net { $n }\nand\n  more",
            "[a] { $n }\nmore",
            "uno\n  dos { $n }\n    tres",
        ] {
            let all = renderings(pattern, &show);
            let wanted = pattern.replace("{ $n }", "$N");
            assert_eq!(all.len(), 1, "{pattern}");
            assert_eq!(all[0].text, wanted);
            let at = wanted.find("$N").unwrap();
            let place = all[0].around(Span::new(at, at + 2)).unwrap();
            assert_eq!(place.slice(pattern), "{ $n }");
        }
    }

    #[test]
    fn what_cannot_be_read_has_no_variants() {
        assert!(renderings("{ $x", &show).is_empty());
        assert!(renderings("{ $x }", &|_| None).is_empty());
        assert_eq!(renderings("plain", &show), [Rendering::literal("plain")]);
    }
}
