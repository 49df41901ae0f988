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
use super::{
    BlockKind, Document, Heading, Inline, Leaf, OPTIONS, Request, Slot, directive, html, labels,
};
use crate::text::Span;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use run::{Link, Run};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

pub(super) use mask::mask;

/// Adds the leaves, headings and directives of the body of `text`.
pub(super) fn read(text: &str, document: &mut Document) {
    let masked = mask(text, document.body, document.fluent);
    let parser = Parser::new_ext(&masked[document.body..], OPTIONS);
    let offset = document.body;
    let mut definitions: Vec<Range<usize>> = Vec::new();
    for (label, definition) in parser.reference_definitions().iter() {
        document.outline.labels += 1;
        document.labels.insert(labels::folded(label));
        if definition.title.is_some() {
            definitions.push(definition.span.start + offset..definition.span.end + offset);
        }
    }
    definitions.sort_by_key(|span| span.start);
    document.make_room(text.len());
    document.contexts.push(Arc::default());
    let mut walk = Walk::new(text, document);
    let mut events = parser.into_offset_iter();
    // An event is large, and stays where it is made.
    while let Some((event, range)) = &events.next() {
        let span = Span::new(range.start + offset, range.end + offset);
        walk.document.outline.take(event, span);
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
    run: Run<'a>,
    /// The headings that are open: their levels, and their texts from the
    /// outermost one on, as an index of [`Document::contexts`].
    headings: Vec<(u8, usize)>,
    /// The texts for the leaf that comes.
    context: usize,
    html: Vec<Span>,
    in_html: bool,
    in_code: bool,
    open_tags: OpenTags,
    notes: Vec<String>,
    id: Option<String>,
    /// Where the next block was said to be a caption.
    caption: Option<Span>,
    /// Whether the block before was a picture that stands alone.
    after_picture: bool,
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
            document,
            kinds: Vec::new(),
            quotes: 0,
            run: Run::new(),
            headings: Vec::new(),
            context: 0,
            html: Vec::with_capacity(16),
            in_html: false,
            in_code: false,
            open_tags: OpenTags::default(),
            notes: Vec::new(),
            id: None,
            caption: None,
            after_picture: false,
            skip: false,
            off: None,
            region: None,
            skipped_depth: None,
            depth: 0,
        }
    }

    fn event(&mut self, event: &Event<'a>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(*tag, span),
            Event::Html(_) => self.html.push(span),
            Event::Rule | Event::TaskListMarker(_) => {
                self.close_run();
                self.after_picture = false;
            }
            _ if self.in_html || self.in_code => {}
            Event::Text(text) => {
                let source = self.text;
                self.run().text(source, span, text);
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
                if self.run.is_open {
                    self.inline(Inline::HardBreak(run::break_span(self.text, span)));
                }
            }
        }
    }

    fn start(&mut self, tag: &Tag<'a>, span: Span) {
        let link = match tag {
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript => None,
            Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. } => Some(Link {
                kind: *link_type,
                label: id.clone(),
                image: matches!(tag, Tag::Image { .. }),
            }),
            block => return self.start_block(block, span),
        };
        if !self.in_html {
            self.run().open(span, link);
        }
    }

    fn start_block(&mut self, tag: &Tag<'_>, span: Span) {
        self.close_run();
        self.depth += 1;
        self.after_picture &= matches!(tag, Tag::Paragraph | Tag::HtmlBlock);
        match tag {
            Tag::Paragraph => self.run.begin(Slot::Lines),
            Tag::Heading { level, id, .. } => {
                let atx = span.slice(self.text).starts_with('#');
                self.run.begin(if atx { Slot::Atx } else { Slot::Setext });
                self.run.is_heading = true;
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
                self.run.begin(Slot::Cell);
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
                if self.run.is_open {
                    self.run.close(self.text, span);
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

    fn run(&mut self) -> &mut Run<'a> {
        if !self.run.is_open {
            self.run.begin(Slot::Lines);
        }
        &mut self.run
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
        self.after_picture &= tag == TagEnd::Paragraph;
        match tag {
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.notes.clear();
                self.skip = false;
                self.take_caption(false);
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
        let is_read = self.run.is_open && self.run.is_heading;
        let text = if is_read { self.run.text.trim() } else { "" }.to_owned();
        // The heading itself is not over itself; deeper ones have gone.
        self.headings.retain(|(outer, _)| *outer < level);
        self.context = self.headings.last().map_or(0, |(_, context)| *context);
        self.close_run();
        self.kinds.pop();
        let contexts = &mut self.document.contexts;
        let outer: &[String] = contexts.get(self.context).map_or(&[], |texts| texts);
        let texts = outer.iter().cloned();
        let texts = texts.chain([shortened(&text)]).collect();
        contexts.push(texts);
        self.context = contexts.len() - 1;
        self.headings.push((level, self.context));
        if let Some(heading) = self.document.headings.last_mut() {
            heading.text = text;
        }
    }

    fn close_run(&mut self) {
        if !std::mem::take(&mut self.run.is_open) {
            return;
        }
        let Some(span) = self.run.span else { return };
        let id = self.id.take();
        let notes = std::mem::take(&mut self.notes);
        let alt = self.run.lone_image(self.text, span);
        let is_paragraph = self.run.slot == Slot::Lines && alt.is_none();
        let caption = self.take_caption(is_paragraph);
        self.after_picture = alt.is_some();
        let skip =
            std::mem::take(&mut self.skip) || self.off.is_some() || self.skipped_depth.is_some();
        if skip || !self.run.visible || self.open_tags.blocks_translation() {
            return;
        }
        let mut leaf = Leaf::new(self.kind(), span, self.run.slot);
        let inline = &mut self.run.inline;
        if !inline.is_sorted_by_key(Inline::order) {
            inline.sort_by_key(Inline::order);
        }
        if let Some(alt) = alt {
            leaf.kind = BlockKind::Alt;
            leaf.slot = Slot::Brackets;
            leaf.span = alt;
            inline.retain(|inline| {
                let inner = inline.span();
                alt.start <= inner.start && inner.end <= alt.end
            });
        }
        let first = self.document.inlines.len();
        self.document.inlines.append(inline);
        leaf.inline = first..self.document.inlines.len();
        self.place(
            leaf,
            Request {
                notes,
                id,
                caption,
                audiences: None,
            },
            self.run.tags,
        );
    }

    /// Adds a leaf where it is not among lines that other tools own.
    fn place(&mut self, mut leaf: Leaf, mut request: Request, tags: bool) {
        leaf.quotes = self.quotes;
        leaf.context = self.context;
        let audiences = |index: usize| self.document.directives[index].audiences.clone();
        request.audiences = self.region.and_then(audiences);
        if request != Request::default() {
            leaf.request = Some(Box::new(request));
        }
        let contained = self.quotes > 0 || !self.kinds.is_empty();
        let source = leaf.span.slice(self.text);
        let is_alert = self.quotes > 0 && source.starts_with("[!");
        if leaf.slot == Slot::Lines
            && (is_alert || (tags && contained) || barrier::may_have(source))
        {
            let inline = &self.document.inlines[leaf.inline.clone()];
            let parts = barrier::divided(self.text, leaf, inline);
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
        self.html_lines(span, &lines);
        self.html = lines;
    }

    fn html_lines(&mut self, span: Span, lines: &[Span]) {
        let source = joined(self.text, lines);
        if let Some(comments) = directive::all(&source) {
            let mut at = lines.first().map_or(span.start, |line| line.start);
            for comment in comments {
                at = self.directive(comment, at);
            }
            return;
        }
        let is_idle = html::is_idle_tag(&source, &self.open_tags);
        if !is_idle && let Some(word) = directive::misplaced(&source) {
            self.misplaced(span, word);
        }
        let only_comment = source.trim_start().starts_with("<!--");
        let skip = !only_comment && std::mem::take(&mut self.skip)
            || self.off.is_some()
            || self.skipped_depth.is_some();
        if is_idle || html::is_comment(&source) {
            return;
        }
        self.take_caption(false);
        self.after_picture = false;
        let leaves = html::read(self.text, lines, &mut self.open_tags);
        if skip {
            return;
        }
        for leaf in leaves {
            // The first takes what there is.
            let request = Request {
                notes: std::mem::take(&mut self.notes),
                id: self.id.take(),
                ..Request::default()
            };
            self.place(leaf, request, false);
        }
    }

    fn finish(&mut self, end: usize) {
        self.close_run();
        self.take_caption(false);
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
fn shortened(text: &str) -> String {
    const LONGEST: usize = 160;
    if text.len() > LONGEST
        && let Some((at, _)) = text.char_indices().nth(LONGEST)
    {
        return format!("{}…", &text[..at]);
    }
    text.to_owned()
}

/// Puts lines together; those that follow on each other are as they stand.
fn joined<'t>(text: &'t str, lines: &[Span]) -> Cow<'t, str> {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return Cow::default();
    };
    if lines.windows(2).all(|two| two[0].end == two[1].start) {
        return Cow::Borrowed(Span::new(first.start, last.end).slice(text));
    }
    lines.iter().map(|line| line.slice(text)).collect()
}
