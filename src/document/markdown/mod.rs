//! Markdown: the leaves of pulldown-cmark's events.
//!
//! [`read`] walks once through the events: inline ones gather in a run
//! (`run`), which becomes a leaf where its block ends; HTML blocks are taken
//! apart, comments among them obeyed (`directives`). Lines that are another
//! renderer's syntax divide a leaf (`barrier`); titles of reference
//! definitions, which no event reports, are added at the end (`titles`).

mod barrier;
mod directives;
mod mask;
mod run;
mod titles;

use super::html::OpenTags;
use super::{BlockKind, Document, Heading, Inline, Leaf, OPTIONS, Slot, directive, html};
use crate::text::Span;
use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};
use run::{Link, Run};
use std::ops::Range;
use std::sync::Arc;

pub(super) use mask::mask;

/// Adds the leaves, headings and directives of the body of `text`.
pub(super) fn read(text: &str, document: &mut Document) {
    let masked = mask(text, document.body, document.fluent);
    let parser = Parser::new_ext(&masked[document.body..], OPTIONS);
    let offset = document.body;
    let mut definitions: Vec<Range<usize>> = Vec::new();
    for (_, definition) in parser.reference_definitions().iter() {
        document.outline.labels += 1;
        if definition.title.is_some() {
            definitions.push(definition.span.start + offset..definition.span.end + offset);
        }
    }
    definitions.sort_by_key(|span| span.start);
    let mut walk = Walk::new(text, document);
    for (event, range) in parser.into_offset_iter() {
        let span = Span::new(range.start + offset, range.end + offset);
        walk.document.outline.take(&event, span);
        walk.event(event, span);
    }
    walk.finish(text.len());
    titles::add_titles(text, &definitions, document);
}

struct Walk<'a> {
    text: &'a str,
    document: &'a mut Document,
    kinds: Vec<BlockKind>,
    quotes: usize,
    run: Option<Run>,
    /// The headings that are open, with their levels.
    headings: Vec<(u8, String)>,
    /// Their texts, for the leaves under them.
    context: Arc<[String]>,
    html: Vec<Span>,
    in_html: bool,
    in_code: bool,
    /// Whether the text has marks of other renderers.
    has_marks: bool,
    open_tags: OpenTags,
    notes: Vec<String>,
    id: Option<String>,
    skip: bool,
    off: Option<Span>,
    region: Option<usize>,
    skipped_depth: Option<usize>,
    depth: usize,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str, document: &'a mut Document) -> Self {
        Self {
            text,
            has_marks: barrier::may_have(text),
            document,
            kinds: Vec::new(),
            quotes: 0,
            run: None,
            headings: Vec::new(),
            context: Arc::default(),
            html: Vec::new(),
            in_html: false,
            in_code: false,
            open_tags: OpenTags::default(),
            notes: Vec::new(),
            id: None,
            skip: false,
            off: None,
            region: None,
            skipped_depth: None,
            depth: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Html(_) => self.html.push(span),
            Event::Rule | Event::TaskListMarker(_) => self.close_run(),
            _ if self.in_html || self.in_code => {}
            Event::Text(text) => {
                let source = self.text;
                self.run().text(source, span, &text);
            }
            Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_) => self.inline(Inline::Atom(span)),
            Event::InlineHtml(_) => {
                self.run().tags = true;
                if let Some(word) = directive::misplaced(span.slice(self.text)) {
                    self.misplaced(span, word);
                }
                let long = span.slice(self.text).contains(['\n', '\r']);
                self.inline(if long {
                    Inline::LongHtml(span)
                } else {
                    Inline::Atom(span)
                });
            }
            Event::SoftBreak => self.run().line_end(),
            Event::HardBreak => {
                if self.run.is_some() {
                    self.inline(Inline::HardBreak(run::break_span(self.text, span)));
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        let link = match tag {
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript => None,
            Tag::Link { link_type, id, .. } => Some(link(link_type, id, false)),
            Tag::Image { link_type, id, .. } => Some(link(link_type, id, true)),
            block => return self.start_block(&block, span),
        };
        if !self.in_html {
            self.run().open(span, link);
        }
    }

    fn start_block(&mut self, tag: &Tag<'_>, span: Span) {
        self.close_run();
        self.depth += 1;
        match tag {
            Tag::Paragraph => self.run = Some(Run::new(Slot::Lines)),
            Tag::Heading { level, id, .. } => {
                let atx = span.slice(self.text).starts_with('#');
                let mut run = Run::new(if atx { Slot::Atx } else { Slot::Setext });
                run.text = Some(String::new());
                self.run = Some(run);
                self.kinds.push(BlockKind::Heading(*level as u8));
                self.document.headings.push(Heading {
                    level: *level as u8,
                    span,
                    text: String::new(),
                    id: id.as_ref().map(ToString::to_string),
                });
            }
            Tag::TableCell => {
                self.kinds.push(BlockKind::TableCell);
                self.run = Some(Run::new(Slot::Cell));
            }
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::Item => self.kinds.push(BlockKind::ListItem),
            Tag::FootnoteDefinition(_) => self.kinds.push(BlockKind::Footnote),
            Tag::DefinitionListTitle => self.kinds.push(BlockKind::DefinitionTerm),
            Tag::DefinitionListDefinition => self.kinds.push(BlockKind::Definition),
            Tag::CodeBlock(_) => self.in_code = true,
            Tag::HtmlBlock => {
                self.in_html = true;
                self.html.clear();
            }
            _ => {}
        }
        // A directive before a list, a table or a quote speaks of all of it.
        if self.skip
            && self.skipped_depth.is_none()
            && matches!(
                tag,
                Tag::List(_)
                    | Tag::Table(_)
                    | Tag::BlockQuote(_)
                    | Tag::CodeBlock(_)
                    | Tag::DefinitionList
                    | Tag::FootnoteDefinition(_)
            )
        {
            self.skip = false;
            self.skipped_depth = Some(self.depth);
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => {
                if let Some(run) = &mut self.run {
                    run.close(self.text, span);
                }
            }
            block => {
                self.end_block(block, span);
                if self.skipped_depth == Some(self.depth) {
                    self.skipped_depth = None;
                }
                self.depth = self.depth.saturating_sub(1);
            }
        }
    }

    fn run(&mut self) -> &mut Run {
        self.run.get_or_insert_with(|| Run::new(Slot::Lines))
    }

    fn inline(&mut self, inline: Inline) {
        let source = self.text;
        self.run().inline(source, inline);
    }

    fn end_block(&mut self, tag: TagEnd, span: Span) {
        if tag == TagEnd::HtmlBlock {
            self.in_html = false;
            self.html_block(span);
            return;
        }
        if let TagEnd::Heading(level) = tag {
            self.end_heading(level as u8);
            return;
        }
        self.close_run();
        match tag {
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.notes.clear();
                self.skip = false;
            }
            TagEnd::Item
            | TagEnd::TableCell
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {
                self.kinds.pop();
            }
            _ => {}
        }
    }

    fn end_heading(&mut self, level: u8) {
        let text = self
            .run
            .as_mut()
            .and_then(|run| run.text.take())
            .map_or_else(String::new, |text| text.trim().to_owned());
        // The heading itself is not over itself; deeper ones have gone.
        self.headings.retain(|(outer, _)| *outer < level);
        self.set_context();
        self.close_run();
        self.kinds.pop();
        if let Some(heading) = self.document.headings.last_mut() {
            heading.text.clone_from(&text);
        }
        self.headings.push((level, shortened(text)));
        self.set_context();
    }

    fn set_context(&mut self) {
        self.context = self.headings.iter().map(|(_, text)| text.clone()).collect();
    }

    fn close_run(&mut self) {
        let Some(mut run) = self.run.take() else {
            return;
        };
        let Some(span) = run.span else { return };
        let id = self.id.take();
        let notes = std::mem::take(&mut self.notes);
        let skip =
            std::mem::take(&mut self.skip) || self.off.is_some() || self.skipped_depth.is_some();
        if skip || !run.visible || self.open_tags.blocks_translation() {
            return;
        }
        let mut leaf = Leaf::new(self.kind(), span, run.slot);
        let alt = run.lone_image(self.text, span);
        leaf.inline = std::mem::take(&mut run.inline);
        if !leaf.inline.is_sorted_by_key(Inline::order) {
            leaf.inline.sort_by_key(Inline::order);
        }
        if let Some(alt) = alt {
            leaf.kind = BlockKind::Alt;
            leaf.slot = Slot::Brackets;
            leaf.span = alt;
            leaf.inline.retain(|inline| {
                let inner = inline.span();
                alt.start <= inner.start && inner.end <= alt.end
            });
        }
        leaf.id = id;
        leaf.notes = notes;
        self.place(leaf, run.tags);
    }

    /// Adds a leaf where it is not among lines that other tools own.
    fn place(&mut self, mut leaf: Leaf, tags: bool) {
        leaf.quotes = self.quotes;
        leaf.context = Arc::clone(&self.context);
        leaf.audiences = self
            .region
            .and_then(|index| self.document.directives[index].audiences.clone());
        let contained = self.quotes > 0 || !self.kinds.is_empty();
        let is_alert = self.quotes > 0 && leaf.span.slice(self.text).starts_with("[!");
        if leaf.slot == Slot::Lines && (self.has_marks || is_alert || (tags && contained)) {
            let parts = barrier::divided(self.text, leaf);
            self.document.leaves.extend(parts);
        } else {
            self.document.leaves.push(leaf);
        }
    }

    fn kind(&self) -> BlockKind {
        self.kinds.last().cloned().unwrap_or(BlockKind::Paragraph)
    }

    fn html_block(&mut self, span: Span) {
        let lines = std::mem::take(&mut self.html);
        let source: String = lines.iter().map(|line| line.slice(self.text)).collect();
        if let Some(comments) = directive::all(&source) {
            let mut at = lines.first().map_or(span.start, |line| line.start);
            for comment in comments {
                at = self.directive(comment, at);
            }
            return;
        }
        if let Some(word) = directive::misplaced(&source) {
            self.misplaced(span, word);
        }
        let only_comment = source.trim_start().starts_with("<!--");
        let skip = !only_comment && std::mem::take(&mut self.skip)
            || self.off.is_some()
            || self.skipped_depth.is_some();
        let leaves = html::read(self.text, &lines, &mut self.open_tags);
        if skip {
            return;
        }
        for (index, mut leaf) in leaves.into_iter().enumerate() {
            if index == 0 {
                leaf.notes = std::mem::take(&mut self.notes);
                leaf.id = self.id.take();
            }
            self.place(leaf, false);
        }
    }

    fn finish(&mut self, end: usize) {
        self.close_run();
        if let Some(index) = self.region {
            let span = self.document.directives[index].span;
            self.fault(
                span,
                "`l10n:audience` is not ended",
                "put `<!-- l10n:end -->` after the part",
            );
            self.end_region(end);
        }
        if let Some(span) = self.off {
            self.fault(
                span,
                "`l10n:off` is not ended",
                "put `<!-- l10n:on -->` where translation goes on",
            );
        }
    }
}

/// Cuts a heading that is too long to be shown over each message.
fn shortened(mut text: String) -> String {
    const LONGEST: usize = 160;
    if let Some((at, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(at);
        text.push('…');
    }
    text
}

fn link(kind: LinkType, label: CowStr<'_>, image: bool) -> Link {
    Link {
        kind,
        label: label.into_static(),
        image,
    }
}
