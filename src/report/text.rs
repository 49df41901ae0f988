//! Text for people: each finding drawn at its place, as rustc does.

use super::Report;
use crate::diagnostic::{Finding, Severity};
use crate::text::Span;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use rayon::prelude::*;
use std::borrow::Cow;

/// How wide the drawing is, in columns.
const WIDTH: usize = 120;

/// Bytes around a place that are given to be drawn; a longer line is cut. They are
/// more than the columns, of which a Han character takes two and three bytes.
const NEAR: usize = 3 * WIDTH;

/// Writes the findings, each followed by a blank line.
pub(super) fn render(report: &Report<'_>, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(WIDTH);
    let all = report.findings.par_iter();
    let drawn: Vec<String> = all
        .map(|finding| one(report, finding, &renderer) + "\n\n")
        .collect();
    drawn.concat()
}

fn one(report: &Report<'_>, finding: &Finding, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(visible(&finding.message))
        .id(finding.rule);
    let window = finding
        .span
        .and_then(|span| Window::new(report, &finding.path, span));
    let mut places = Vec::new();
    let mut group = match &window {
        Some(window) => {
            places.extend(window.place(&finding.path));
            let mark = AnnotationKind::Primary.span(window.mark.clone());
            title.element(window.snippet(&finding.path).annotation(mark))
        }
        None => title.element(Origin::path(visible(&finding.path))),
    };
    for label in &finding.related {
        if let Some(window) = Window::new(report, &label.path, label.span) {
            places.extend(window.place(&label.path));
            let mark = AnnotationKind::Context.span(window.mark.clone());
            let mark = mark.label(visible(&label.message));
            group = group.element(window.snippet(&label.path).annotation(mark));
        }
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    if !finding.fix.is_empty() {
        group = group.element(Level::HELP.message("`fluentdown check --fix` mends it"));
    }
    let mut drawn = renderer.render(&[group]);
    for (wrong, right) in places {
        drawn = drawn.replacen(&wrong, &right, 1);
    }
    drawn
}

/// The part of a text that is drawn: only its lines, so that drawing one
/// place does not read the whole of a long file.
struct Window<'a> {
    text: &'a str,
    line: usize,
    /// The column in the file.
    column: usize,
    mark: std::ops::Range<usize>,
}

impl<'a> Window<'a> {
    fn new(report: &Report<'a>, path: &str, span: Span) -> Option<Self> {
        let (text, place) = report.place(path, span)?;
        let start = floor(text, span.start);
        // An entry of many lines is drawn by its beginning.
        let end = floor(text, span.end.clamp(start, start + NEAR));
        // A line may be megabytes long.
        let near = floor(text, start.saturating_sub(NEAR));
        let from = text[near..start]
            .rfind('\n')
            .map_or(near, |at| near + at + 1);
        let far = floor(text, end + NEAR);
        let to = text[end..far].find('\n').map_or(far, |at| end + at);
        Some(Self {
            text: &text[from..to],
            line: place.start.line,
            column: place.start.column,
            mark: start - from..end - from,
        })
    }

    /// Returns the place as the drawing has it, which counts columns from the cut, and
    /// as it is; `None` where nothing was cut before it.
    fn place(&self, path: &str) -> Option<(String, String)> {
        let drawn = self.text[..self.mark.start].chars().count() + 1;
        let path = visible(path);
        let place = |column: usize| format!("{path}:{}:{column}", self.line);
        (drawn != self.column).then(|| (place(drawn), place(self.column)))
    }

    fn snippet(&self, path: &str) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        Snippet::source(self.text)
            .line_start(self.line)
            .path(visible(path).into_owned())
    }
}

/// Returns the last character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Writes control characters out: a text from a file must not steer a terminal.
fn visible(text: &str) -> Cow<'_, str> {
    let steers = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if steers(c) {
            out.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}
