//! Markdown: the leaves of pulldown-cmark's events.
//!
//! The extent of a leaf is that of its inline events, mended where the parser
//! reports less than the source has: text begins after a backslash, a
//! collapsed reference ends before its `[]`.

use super::directive::{self, Order};
use super::html::OpenTags;
use super::{BlockKind, Directive, Document, Fault, Heading, Inline, Leaf, OPTIONS, Slot, html};
use crate::text::Span;
use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::ops::Range;

/// Adds the leaves, headings and directives of the body of `text`.
pub(super) fn read(text: &str, document: &mut Document) {
    let masked = mask(text, document.body, document.fluent);
    let parser = Parser::new_ext(&masked[document.body..], OPTIONS);
    let offset = document.body;
    let mut definitions: Vec<Range<usize>> = parser
        .reference_definitions()
        .iter()
        .filter(|(_, definition)| definition.title.is_some())
        .map(|(_, definition)| definition.span.start + offset..definition.span.end + offset)
        .collect();
    definitions.sort_by_key(|span| span.start);
    let mut walk = Walk::new(text, document);
    for (event, range) in parser.into_offset_iter() {
        walk.event(event, Span::new(range.start + offset, range.end + offset));
    }
    walk.finish(text.len());
    add_titles(text, &definitions, document);
}

/// Returns the text to parse: as long as the source, with `:::` lines made
/// unlike definitions and, in a Fluent document, placeables made unlike markup.
pub(super) fn mask(text: &str, body: usize, fluent: bool) -> Cow<'_, str> {
    let mut masked = Cow::Borrowed(text);
    if text.contains(":::") {
        let bytes = masked.to_mut();
        let mut at = 0;
        let mut out = String::with_capacity(bytes.len());
        for line in text.split_inclusive('\n') {
            let rest = line.trim_start_matches([' ', '\t', '>']);
            let colons = rest.len() - rest.trim_start_matches(':').len();
            if colons >= 3 && at >= body {
                out.push_str(&line[..line.len() - rest.len()]);
                out.push_str(&";".repeat(colons));
                out.push_str(&rest[colons..]);
            } else {
                out.push_str(line);
            }
            at += line.len();
        }
        *bytes = out;
    }
    if fluent && text[body..].contains('{') {
        let code = code_ranges(&masked, body);
        let placeables = placeables(text, body, &code);
        let out = masked.to_mut();
        for span in placeables.iter().rev() {
            let filler: String = text[span.clone()]
                .chars()
                .map(|c| {
                    if c == '\n' || c == '\r' {
                        c.to_string()
                    } else {
                        "x".repeat(c.len_utf8())
                    }
                })
                .collect();
            out.replace_range(span.clone(), &filler);
        }
    }
    masked
}

fn code_ranges(text: &str, body: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for (event, range) in Parser::new_ext(&text[body..], OPTIONS).into_offset_iter() {
        if matches!(
            event,
            Event::Code(_)
                | Event::Start(Tag::CodeBlock(_))
                | Event::Start(Tag::HtmlBlock)
                | Event::InlineHtml(_)
        ) {
            ranges.push(range.start + body..range.end + body);
        }
    }
    ranges
}

/// Finds balanced braces outside `code`; a paragraph's end ends the search.
pub(super) fn placeables(text: &str, from: usize, code: &[Range<usize>]) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut code = code.iter().peekable();
    let mut at = from;
    while at < bytes.len() {
        while code.next_if(|range| range.end <= at).is_some() {}
        if let Some(range) = code.peek()
            && range.contains(&at)
        {
            at = range.end;
            continue;
        }
        if bytes[at] == b'{'
            && let Some(end) = closing_brace(bytes, at)
        {
            found.push(at..end);
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// Returns the end of the placeable that opens at `at`; strings may hold braces.
fn closing_brace(bytes: &[u8], at: usize) -> Option<usize> {
    const LONGEST: usize = 4096;
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut index = at;
    while index < bytes.len().min(at + LONGEST) {
        match bytes[index] {
            b'\\' if quoted => index += 1,
            b'"' if depth > 0 => quoted = !quoted,
            b'\n' if quoted || bytes.get(index + 1) == Some(&b'\n') => return None,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return Some(index + 1);
                }
            }
            _ => {}
        }
        index += 1;
    }
    None
}

/// A run of inline events that becomes a leaf.
struct Run {
    slot: Slot,
    span: Option<Span>,
    inline: Vec<Inline>,
    nest: Vec<Nested>,
    /// Ends of what is inside the innermost link or image so far.
    images: Vec<(Span, bool)>,
    visible: bool,
    text: String,
}

struct Nested {
    start: usize,
    inner_end: usize,
    link: Option<(LinkType, CowStr<'static>, bool)>,
}

struct Walk<'a> {
    text: &'a str,
    document: &'a mut Document,
    kinds: Vec<BlockKind>,
    quotes: usize,
    run: Option<Run>,
    headings: Vec<(u8, String)>,
    html: Vec<Span>,
    in_html: bool,
    in_code: bool,
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
            document,
            kinds: Vec::new(),
            quotes: 0,
            run: None,
            headings: Vec::new(),
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
            Event::Text(text) if !self.in_code => self.inline(span, Some(&text), None),
            Event::Text(_) => {}
            Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_) => {
                self.inline(span, None, Some(Inline::Atom(span)));
            }
            Event::InlineHtml(_) => {
                let long = span.slice(self.text).contains(['\n', '\r']);
                let inline = if long {
                    Inline::LongHtml(span)
                } else {
                    Inline::Atom(span)
                };
                self.inline(span, None, Some(inline));
            }
            Event::SoftBreak => {
                if let Some(run) = &mut self.run {
                    run.text.push(' ');
                }
            }
            Event::HardBreak => {
                if self.run.is_some() {
                    let span = break_span(self.text, span);
                    self.inline(span, None, Some(Inline::HardBreak(span)));
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript => {
                self.open_nested(span, None);
            }
            Tag::Link { link_type, id, .. } => {
                if matches!(link_type, LinkType::Autolink | LinkType::Email) {
                    self.open_nested(span, Some((link_type, CowStr::Borrowed(""), false)));
                } else {
                    self.open_nested(span, Some((link_type, id.into_static(), false)));
                }
            }
            Tag::Image { link_type, id, .. } => {
                self.open_nested(span, Some((link_type, id.into_static(), true)));
            }
            block => self.start_block(&block, span),
        }
    }

    fn start_block(&mut self, tag: &Tag<'_>, span: Span) {
        self.close_run();
        self.depth += 1;
        match tag {
            Tag::Paragraph => self.open_run(Slot::Lines),
            Tag::Heading { level, id, .. } => {
                let atx = span.slice(self.text).starts_with('#');
                self.open_run(if atx { Slot::Atx } else { Slot::Setext });
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
                self.open_run(Slot::Cell);
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
            | TagEnd::Subscript => {
                self.close_nested(span);
            }
            TagEnd::Link | TagEnd::Image => self.close_nested(span),
            block => {
                self.end_block(block, span);
                if self.skipped_depth == Some(self.depth) {
                    self.skipped_depth = None;
                }
                self.depth = self.depth.saturating_sub(1);
            }
        }
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
            .as_ref()
            .map_or_else(String::new, |run| run.text.trim().to_owned());
        self.headings.retain(|(outer, _)| *outer < level);
        self.close_run();
        self.kinds.pop();
        if let Some(heading) = self.document.headings.last_mut() {
            heading.text.clone_from(&text);
        }
        self.headings.push((level, shortened(text)));
    }

    fn open_run(&mut self, slot: Slot) {
        self.run = Some(Run {
            slot,
            span: None,
            inline: Vec::new(),
            nest: Vec::new(),
            images: Vec::new(),
            visible: false,
            text: String::new(),
        });
    }

    fn run(&mut self) -> &mut Run {
        if self.run.is_none() {
            self.open_run(Slot::Lines);
        }
        self.run.get_or_insert_with(unreachable_run)
    }

    /// Takes in an inline event that covers `span`.
    fn inline(&mut self, span: Span, text: Option<&str>, inline: Option<Inline>) {
        // What was masked for the parser is shown as it is written.
        let same = |text: &&str| text.len() == span.end - span.start;
        let text = text.map(|text| match Some(text).filter(same) {
            Some(_) => span.slice(self.text),
            None => text,
        });
        if self.in_html {
            return;
        }
        let start = if text.is_some() {
            after_backslash(self.text, span.start)
        } else {
            span.start
        };
        let source = self.text;
        let run = self.run();
        run.extend(Span::new(start, span.end));
        let in_autolink = run.nest.last().is_some_and(|nested| {
            matches!(
                nested.link,
                Some((LinkType::Autolink | LinkType::Email, _, _))
            )
        });
        if let Some(text) = text {
            run.text.push_str(text);
            run.visible |= !in_autolink && text.chars().any(char::is_alphanumeric);
        } else if let Some(Inline::Atom(span)) = &inline {
            run.text
                .push_str(span.slice(source).trim_matches(['`', '$']));
        }
        run.inline.extend(inline);
    }

    fn open_nested(&mut self, span: Span, link: Option<(LinkType, CowStr<'static>, bool)>) {
        if self.in_html {
            return;
        }
        let width = match &link {
            Some((_, _, true)) => 2,
            _ => 1,
        };
        let run = self.run();
        run.extend(Span::new(span.start, span.start));
        run.nest.push(Nested {
            start: span.start,
            inner_end: span.start + width,
            link,
        });
    }

    fn close_nested(&mut self, span: Span) {
        let text = self.text;
        let Some(run) = &mut self.run else { return };
        let Some(nested) = run.nest.pop() else { return };
        let mut end = span.end;
        if let Some((link, id, image)) = nested.link {
            match link {
                LinkType::Autolink | LinkType::Email => run.inline.push(Inline::Atom(span)),
                LinkType::Inline => {
                    if let Some(address) = destination(text, nested.inner_end, end) {
                        run.inline.push(Inline::Address(address));
                    }
                }
                LinkType::Collapsed | LinkType::CollapsedUnknown => {
                    let brackets = if text[..end].ends_with("[]") {
                        end - 2
                    } else {
                        end
                    };
                    if text[brackets..].starts_with("[]") {
                        end = brackets + 2;
                        run.inline
                            .push(Inline::Label(Span::new(brackets, end), id.to_string()));
                    }
                }
                LinkType::Shortcut | LinkType::ShortcutUnknown => {
                    run.inline
                        .push(Inline::Label(Span::new(end, end), id.to_string()));
                }
                LinkType::Reference | LinkType::ReferenceUnknown => {
                    let label = text[nested.inner_end..end]
                        .rfind("][")
                        .map_or(end, |at| nested.inner_end + at + 1);
                    run.inline.push(Inline::Atom(Span::new(label, end)));
                }
                LinkType::WikiLink { .. } => {}
            }
            if image {
                run.images.push((
                    Span::new(nested.start, end),
                    nested.inner_end > nested.start + 2,
                ));
            }
        }
        run.inline.push(Inline::Nest(Span::new(nested.start, end)));
        run.extend(Span::new(nested.start, end));
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
        run.inline.sort_by_key(Inline::order);
        let mut leaf = Leaf::new(self.kind(), span, run.slot);
        if let Some(alt) = lone_image(self.text, span, &run) {
            leaf.kind = BlockKind::Alt;
            leaf.slot = Slot::Brackets;
            leaf.span = alt;
            run.inline.retain(|inline| {
                let inner = inline.span();
                alt.start <= inner.start && inner.end <= alt.end
            });
        }
        leaf.inline = run.inline;
        leaf.quotes = self.quotes;
        leaf.id = id;
        leaf.notes = notes;
        self.place(leaf);
    }

    /// Adds a leaf where it is not among lines that other tools own.
    fn place(&mut self, mut leaf: Leaf) {
        leaf.context = self.headings.iter().map(|(_, text)| text.clone()).collect();
        if matches!(leaf.kind, BlockKind::Heading(_)) {
            // The heading itself is not over itself; deeper ones have gone.
            let BlockKind::Heading(level) = leaf.kind else {
                return;
            };
            leaf.context = self
                .headings
                .iter()
                .filter(|(outer, _)| *outer < level)
                .map(|(_, text)| text.clone())
                .collect();
        }
        leaf.audiences = self
            .region
            .and_then(|index| self.document.directives[index].audiences.clone());
        self.document
            .leaves
            .extend(without_barriers(self.text, leaf));
    }

    fn kind(&self) -> BlockKind {
        self.kinds.last().cloned().unwrap_or(BlockKind::Paragraph)
    }

    fn html_block(&mut self, span: Span) {
        let lines = std::mem::take(&mut self.html);
        let source: String = lines.iter().map(|line| line.slice(self.text)).collect();
        if let Some(comment) = directive::parse(&source) {
            self.directive(
                comment,
                lines.first().map_or(span.start, |line| line.start),
                &source,
            );
            return;
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
            leaf.quotes = self.quotes;
            if index == 0 {
                leaf.notes = std::mem::take(&mut self.notes);
                leaf.id = self.id.take();
            }
            self.place(leaf);
        }
    }

    fn directive(&mut self, comment: directive::Comment, start: usize, source: &str) {
        let lead = source.len() - source.trim_start().len();
        let start = start + lead;
        let end = self.text[start..]
            .find("-->")
            .map_or(start, |at| start + at + 3);
        let span = Span::new(start, end);
        let mut audiences = None;
        match comment.order {
            Order::Note(note) => self.notes.push(note),
            Order::Skip => self.skip = true,
            Order::Off => self.off = Some(span),
            Order::On if self.off.is_none() => self.fault(span, "`l10n:on` without `l10n:off` before it", "remove it, or put `<!-- l10n:off -->` where the untranslated part begins"),
            Order::On => self.off = None,
            Order::Id(id) => self.id = Some(id),
            Order::Audience(names) => {
                if self.region.is_some() {
                    self.fault(span, "`l10n:audience` inside another audience's part", "put `<!-- l10n:end -->` before it");
                    self.end_region(span.start);
                }
                audiences = Some(names);
                self.region = Some(self.document.directives.len());
            }
            Order::End if self.region.is_none() => self.fault(span, "`l10n:end` without `l10n:audience` before it", "remove it, or put `<!-- l10n:audience NAME -->` where the part begins"),
            Order::End => self.end_region(span.start),
            Order::Unknown(text) => self.fault(
                span,
                &format!("`l10n:{text}` is no directive"),
                "write l10n:note TEXT, l10n:skip, l10n:off, l10n:on, l10n:id NAME, l10n:audience NAME… or l10n:end",
            ),
        }
        if comment.ours {
            self.document.directives.push(Directive {
                span,
                audiences,
                region_end: None,
            });
        }
    }

    fn end_region(&mut self, at: usize) {
        if let Some(index) = self.region.take() {
            self.document.directives[index].region_end = Some(at);
        }
    }

    fn fault(&mut self, span: Span, message: &str, help: &str) {
        self.document.faults.push(Fault {
            span,
            message: message.to_owned(),
            help: help.to_owned(),
        });
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

impl Run {
    fn extend(&mut self, span: Span) {
        let whole = self.span.get_or_insert(span);
        whole.start = whole.start.min(span.start);
        whole.end = whole.end.max(span.end);
        // Outer ones follow when the inner one closes.
        if let Some(nested) = self.nest.last_mut() {
            nested.inner_end = nested.inner_end.max(span.end);
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

/// A run to fall back on, so that no branch of the walk can fail.
fn unreachable_run() -> Run {
    Run {
        slot: Slot::Lines,
        span: None,
        inline: Vec::new(),
        nest: Vec::new(),
        images: Vec::new(),
        visible: false,
        text: String::new(),
    }
}

impl Inline {
    /// Returns what it covers.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Address(span)
            | Self::Label(span, _)
            | Self::Atom(span)
            | Self::LongHtml(span)
            | Self::Nest(span)
            | Self::HardBreak(span) => *span,
        }
    }

    const fn order(&self) -> (usize, usize) {
        let span = self.span();
        (span.start, usize::MAX - span.end)
    }
}

impl Leaf {
    /// Makes a leaf with nothing in it.
    #[must_use]
    pub const fn new(kind: BlockKind, span: Span, slot: Slot) -> Self {
        Self {
            kind,
            span,
            slot,
            quotes: 0,
            inline: Vec::new(),
            context: Vec::new(),
            notes: Vec::new(),
            id: None,
            audiences: None,
            value: None,
        }
    }
}

/// Returns `start`, or the offset of the backslash that escapes what stands there.
fn after_backslash(text: &str, start: usize) -> usize {
    let backslashes = text[..start]
        .bytes()
        .rev()
        .take_while(|byte| *byte == b'\\')
        .count();
    start - backslashes % 2
}

/// Returns the marker of a hard break with its line end, without the next line's prefix.
fn break_span(text: &str, span: Span) -> Span {
    let bytes = text.as_bytes();
    let mut end = span.start;
    while end < bytes.len() && !matches!(bytes[end], b'\n' | b'\r') {
        end += 1;
    }
    let mut start = span.start;
    while start > 0 && matches!(bytes[start - 1], b' ' | b'\t') {
        start -= 1;
    }
    let width = if bytes[end..].starts_with(b"\r\n") {
        2
    } else {
        usize::from(end < bytes.len())
    };
    Span::new(start, end + width)
}

/// Finds the destination in `](destination "title")`, between `from` and `end`.
fn destination(text: &str, from: usize, end: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    let open = from + text.get(from..end)?.find("](")? + 2;
    let mut start = open;
    while start < end && matches!(bytes[start], b' ' | b'\t' | b'\n' | b'\r' | b'>') {
        if bytes[start] == b'>' && !text[open..start].contains(['\n', '\r']) {
            break;
        }
        start += 1;
    }
    let mut at = start;
    if bytes.get(at) == Some(&b'<') {
        while at < end && (bytes[at] != b'>' || text[..at].ends_with('\\')) {
            at += 1;
        }
        return (at < end).then(|| Span::new(start, at + 1));
    }
    let mut depth = 0_usize;
    while at < end {
        match bytes[at] {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            b' ' | b'\t' | b'\n' | b'\r' => break,
            _ => {}
        }
        at += 1;
    }
    let at = at.min(end);
    (at > start && text.is_char_boundary(at)).then(|| Span::new(start, at))
}

/// Returns the alternative text where one image, without a title, is all of a block.
fn lone_image(text: &str, span: Span, run: &Run) -> Option<Span> {
    let [(image, true)] = run.images.as_slice() else {
        return None;
    };
    if *image != span || run.slot != Slot::Lines {
        return None;
    }
    let address = run.inline.iter().find_map(|inline| match inline {
        Inline::Address(address) => Some(*address),
        _ => None,
    })?;
    let alt_end = text[..address.start].rfind("](")?;
    let plain_end = text[address.end..span.end].trim() == ")";
    (plain_end && alt_end > span.start + 2).then(|| Span::new(span.start + 2, alt_end))
}

/// Divides a leaf at lines that other renderers read as their own syntax.
fn without_barriers(text: &str, leaf: Leaf) -> Vec<Leaf> {
    let source = leaf.span.slice(text);
    let suspicious = [":::", "{%", "{{", "!!!"]
        .iter()
        .any(|mark| source.contains(mark));
    if !suspicious || leaf.slot != Slot::Lines {
        return vec![leaf];
    }
    let mut parts: Vec<Span> = Vec::new();
    let mut at = leaf.span.start;
    let mut open: Option<Span> = None;
    for line in source.split_inclusive(['\n', '\r']) {
        let content = line.trim_matches([' ', '\t', '\n', '\r', '>']);
        if is_barrier(content) {
            parts.extend(open.take());
        } else if !content.is_empty() {
            let lead = if open.is_none() && at > leaf.span.start {
                line.len() - line.trim_start_matches([' ', '\t', '>']).len()
            } else {
                0
            };
            let end = at + line.trim_end().len();
            open = Some(Span::new(open.map_or(at + lead, |span| span.start), end));
        }
        at += line.len();
    }
    parts.extend(open);
    if parts.as_slice() == [leaf.span] {
        return vec![leaf];
    }
    // A part that would cut markup in two stays in the skeleton.
    parts
        .into_iter()
        .filter(|part| {
            leaf.inline.iter().all(|inline| {
                let inner = inline.span();
                inner.end <= part.start
                    || part.end <= inner.start
                    || (part.start <= inner.start && inner.end <= part.end)
            })
        })
        .map(|span| {
            let mut part = leaf.clone();
            part.span = span;
            part.inline.retain(|inline| {
                span.start <= inline.span().start && inline.span().end <= span.end
            });
            part
        })
        .filter(|part| part.span.slice(text).chars().any(char::is_alphanumeric))
        .collect()
}

fn is_barrier(line: &str) -> bool {
    line.starts_with(":::")
        || (line.starts_with("{%") && line.ends_with("%}"))
        || (line.starts_with("{{") && line.ends_with("}}"))
        || line.starts_with("!!!")
}

/// Adds the titles of reference definitions as leaves.
fn add_titles(text: &str, definitions: &[Range<usize>], document: &mut Document) {
    let mut titles = Vec::new();
    for range in definitions {
        let source = text[range.clone()].trim_end();
        let (open, quoting) = match source.chars().last() {
            Some('"') => ('"', super::Quoting::Double),
            Some('\'') => ('\'', super::Quoting::Single),
            Some(')') => ('(', super::Quoting::Parentheses),
            _ => continue,
        };
        let inner = &source[..source.len() - 1];
        let Some(at) = opening(inner, open) else {
            continue;
        };
        let span = Span::new(range.start + at + 1, range.start + inner.len());
        let value = span.slice(text);
        if value.contains(['\n', '\r']) || !value.chars().any(char::is_alphanumeric) {
            continue;
        }
        let mut leaf = Leaf::new(BlockKind::ReferenceTitle, span, Slot::Title(quoting));
        leaf.quotes = 0;
        let index = document
            .leaves
            .partition_point(|other| other.span.start < span.start);
        let clear = document
            .leaves
            .get(index.wrapping_sub(1))
            .is_none_or(|other| other.span.end <= span.start)
            && document
                .leaves
                .get(index)
                .is_none_or(|other| span.end <= other.span.start);
        if clear {
            titles.push(leaf);
        }
    }
    if !titles.is_empty() {
        document.leaves.append(&mut titles);
        document.leaves.sort_by_key(|leaf| leaf.span.start);
    }
}

/// Finds the delimiter that opens a title: the last unescaped one after a blank.
fn opening(inner: &str, open: char) -> Option<usize> {
    inner
        .char_indices()
        .rev()
        .filter(|(at, c)| *c == open && after_backslash(inner, *at) == *at)
        .find(|(at, _)| inner[..*at].ends_with([' ', '\t', '\n', '\r']))
        .map(|(at, _)| at)
}
