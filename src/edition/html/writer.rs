//! Writes the events of Markdown as HTML.

mod figure;
mod text;

use super::notes::{Notes, Placed};
use super::{
    Kind, Reference, Source, Target, Tongue, bare, encode, escape, is_harmless, is_remote, raw,
};
use crate::edition::words;
use crate::locale::is_cjk;
use figure::Part;
use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd,
};
use std::ops::Range;
use text::is_open;

/// Writes the body of a document; returns where its opening ends too
/// ([`super::Body::opening`]).
pub(super) fn write(source: &Source<'_>, events: Vec<Placed<'_>>) -> (String, usize) {
    let (events, notes) = Notes::take(bare::joined(events));
    let mut writer = Writer {
        source,
        out: String::with_capacity(source.text.len() * 2),
        notes,
        alignments: Vec::new(),
        column: 0,
        in_head: false,
        in_header: false,
        tongue: None,
        in_link: false,
        in_raw: 0,
        last: None,
        figure: None,
        is_closed: false,
        depth: 0,
        opening: 0,
    };
    writer.all(events);
    writer.endnotes();
    (writer.out, writer.opening)
}

struct Writer<'s, 'e> {
    source: &'s Source<'s>,
    out: String,
    notes: Notes<'e>,
    /// The alignments of the open table.
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Whether the open cell is a header.
    in_header: bool,
    /// The tongue that is open, and whether a `span` was opened for it.
    tongue: Option<(&'s Tongue, bool)>,
    /// Whether a link is open: links do not nest.
    in_link: bool,
    /// How many elements of raw HTML are open that hold no links.
    in_raw: usize,
    /// The last character of the text before, where only marks stand between.
    last: Option<char>,
    /// The open figure.
    figure: Option<Part>,
    /// Whether the text of the open block is code, or inside raw HTML that may
    /// hold no element of ours.
    is_closed: bool,
    /// How many blocks are open.
    depth: usize,
    /// Where the first heading of level 1 ends.
    opening: usize,
}

impl<'e> Writer<'_, 'e> {
    fn all(&mut self, events: Vec<Placed<'e>>) {
        let mut index = 0;
        while let Some((event, range)) = events.get(index) {
            self.close_tongue(event, range.start);
            match event {
                Event::Start(Tag::Image { .. }) => {
                    let end = index + inside(&events[index..]);
                    self.open_tongue(range.start);
                    self.image(&events[index..=end]);
                    index = end;
                }
                Event::Start(Tag::HtmlBlock) => {
                    let end = index + inside(&events[index..]);
                    let lines: Vec<(usize, &str)> = events[index..end]
                        .iter()
                        .filter_map(|(event, range)| match event {
                            Event::Html(html) | Event::Text(html) => Some((range.start, &**html)),
                            _ => None,
                        })
                        .collect();
                    self.line();
                    self.out.push_str(&raw::write(self.source, &lines));
                    self.last = None;
                    index = end;
                }
                Event::Start(tag) => self.start(tag, range, &events[index + 1..]),
                Event::Text(_) if !self.is_closed => {
                    self.open_tongue(range.start);
                    index += self.text(&events[index..]).saturating_sub(1);
                }
                Event::End(tag) => self.end(*tag),
                event => {
                    let following = events.get(index + 1..).unwrap_or_default();
                    self.open_tongue(range.start);
                    self.leaf(event, range.start, following);
                }
            }
            index += 1;
        }
        self.close_tongue(&Event::Rule, usize::MAX);
    }

    /// Ends the open tongue where `event` is no part of its text.
    fn close_tongue(&mut self, event: &Event<'_>, at: usize) {
        if let Some((tongue, is_span)) = self.tongue
            && !(is_inline(event) && tongue.span.contains(at))
        {
            if is_span {
                self.out.push_str("</span>");
            }
            self.tongue = None;
        }
    }

    /// Begins the tongue of the inline event at `at`, if it has one.
    fn open_tongue(&mut self, at: usize) {
        if self.tongue.is_none()
            && let Some(tongue) = self.source.tongue(at)
        {
            self.out.push_str(&format!("<span{}>", tongue.attributes()));
            self.tongue = Some((tongue, true));
        }
    }

    /// Returns the attributes of a block whose text begins at `next`.
    fn block_tongue(&mut self, next: usize) -> String {
        let Some(tongue) = self.source.tongue(next) else {
            return String::new();
        };
        self.tongue = Some((tongue, false));
        tongue.attributes()
    }

    fn line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>, following: &[Placed<'_>]) {
        let at = range.start;
        let next = following
            .first()
            .map_or(usize::MAX, |(_, range)| range.start);
        if is_inline_tag(tag) {
            self.open_tongue(at);
        } else {
            self.is_closed = matches!(tag, Tag::CodeBlock(_));
            (self.last, self.in_raw) = (None, usize::from(self.is_closed));
            self.depth += 1;
        }
        match tag {
            Tag::Paragraph => self.paragraph(next, following),
            Tag::Heading { .. } => self.heading(tag, range, next),
            Tag::BlockQuote(kind) => self.quote(*kind),
            Tag::CodeBlock(kind) => self.code(kind),
            Tag::List(Some(first)) if *first != 1 => {
                self.block(&format!("<ol start=\"{first}\">\n"))
            }
            Tag::List(Some(_)) => self.block("<ol>\n"),
            Tag::List(None) => self.block("<ul>\n"),
            Tag::Item => self.block("<li>"),
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                let label = escape(&self.source.words.text("table"));
                self.block(&format!(
                    "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{label}\">\n<table>\n"
                ));
            }
            Tag::TableHead => {
                (self.in_head, self.column) = (true, 0);
                self.out.push_str("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => self.cell(following.first()),
            Tag::DefinitionList => self.block("<dl>\n"),
            Tag::DefinitionListTitle => {
                self.line();
                let tongue = self.block_tongue(next);
                self.out.push_str(&format!("<dt{tongue}>"));
            }
            Tag::DefinitionListDefinition => self.block("<dd>"),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Subscript => self.out.push_str("<sub>"),
            Tag::Superscript => self.out.push_str("<sup>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.link(*link_type, dest_url, title, at),
            // Images, HTML and notes are written as a whole.
            Tag::Image { .. }
            | Tag::HtmlBlock
            | Tag::FootnoteDefinition(_)
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn block(&mut self, text: &str) {
        self.line();
        self.out.push_str(text);
    }

    fn end(&mut self, tag: TagEnd) {
        if !is_inline(&Event::End(tag)) {
            self.is_closed = false;
            self.depth = self.depth.saturating_sub(1);
        }
        let text = match tag {
            TagEnd::Paragraph => match self.figure {
                Some(Part::Picture) => "\n",
                Some(Part::Caption) => {
                    self.figure = None;
                    "</figcaption>\n</figure>\n"
                }
                None => "</p>\n",
            },
            TagEnd::Heading(level) => {
                self.out.push_str(&format!("</{level}>\n"));
                if level == HeadingLevel::H1 && self.depth == 0 && self.opening == 0 {
                    self.opening = self.out.len();
                }
                ""
            }
            TagEnd::BlockQuote(Some(_)) => "</div>\n",
            TagEnd::BlockQuote(None) => "</blockquote>\n",
            TagEnd::CodeBlock => "</code></pre>\n",
            TagEnd::List(true) => "</ol>\n",
            TagEnd::List(false) => "</ul>\n",
            TagEnd::Item => "</li>\n",
            TagEnd::Table => "</tbody>\n</table>\n</div>\n",
            TagEnd::TableHead => {
                self.in_head = false;
                "</tr>\n</thead>\n<tbody>\n"
            }
            TagEnd::TableRow => "</tr>\n",
            TagEnd::TableCell => {
                self.column += 1;
                if self.in_header { "</th>" } else { "</td>" }
            }
            TagEnd::DefinitionList => "</dl>\n",
            TagEnd::DefinitionListTitle => "</dt>\n",
            TagEnd::DefinitionListDefinition => "</dd>\n",
            TagEnd::Emphasis => "</em>",
            TagEnd::Strong => "</strong>",
            TagEnd::Strikethrough => "</del>",
            TagEnd::Subscript => "</sub>",
            TagEnd::Superscript => "</sup>",
            TagEnd::Link => {
                self.in_link = false;
                "</a>"
            }
            TagEnd::Image
            | TagEnd::HtmlBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::MetadataBlock(_) => "",
        };
        self.out.push_str(text);
    }

    fn leaf(&mut self, event: &Event<'_>, at: usize, following: &[Placed<'_>]) {
        match event {
            Event::Text(text) => {
                if self.in_link || self.in_raw > 0 {
                    self.out.push_str(&escape(text));
                } else {
                    bare::write(text, escape, &mut self.out);
                }
                self.last = text.chars().last().or(self.last);
            }
            Event::Code(text) => {
                self.out.push_str(&format!("<code>{}</code>", escape(text)));
                self.last = text.chars().last();
            }
            // Formulas stay as they are written: no script sets them, and a
            // sum of dollars may look like one.
            Event::InlineMath(text) => self.math(text, "$", "math"),
            Event::DisplayMath(text) => self.math(text, "$$", "math display"),
            Event::Html(html) | Event::InlineHtml(html) => {
                self.in_raw = bare::depth(self.in_raw, html);
                self.is_closed |= !is_open(html);
                let html = raw::write(self.source, &[(at, html)]);
                self.out.push_str(&html);
            }
            Event::SoftBreak => {
                let closed =
                    self.last.is_some_and(is_cjk) && first_character(following).is_some_and(is_cjk);
                if !closed {
                    self.out.push('\n');
                    self.last = None;
                }
            }
            Event::HardBreak => {
                self.out.push_str("<br>\n");
                self.last = None;
            }
            Event::Rule => self.block("<hr>\n"),
            Event::TaskListMarker(done) => {
                let label = if *done { "task-done" } else { "task-open" };
                let label = escape(&self.source.words.text(label));
                let checked = if *done { " checked" } else { "" };
                self.out.push_str(&format!(
                    "<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> "
                ));
            }
            Event::FootnoteReference(label) => self.reference(label),
            Event::Start(_) | Event::End(_) => {}
        }
    }

    fn math(&mut self, text: &str, mark: &str, class: &str) {
        let text = escape(text);
        self.out.push_str(&format!(
            "<span class=\"{class}\" translate=\"no\">{mark}{text}{mark}</span>"
        ));
        self.last = None;
    }

    fn heading(&mut self, tag: &Tag<'_>, range: &Range<usize>, next: usize) {
        let Tag::Heading {
            level,
            id,
            classes,
            attrs,
        } = tag
        else {
            return;
        };
        self.line();
        let anchors = self.source.anchors;
        let first = anchors.partition_point(|(place, _)| *place < range.start);
        let own = anchors.get(first).filter(|(place, _)| *place < range.end);
        let anchor = id.as_deref().or(own.map(|(_, anchor)| anchor.as_str()));
        let mut attributes =
            anchor.map_or_else(String::new, |id| format!(" id=\"{}\"", escape(id)));
        if !classes.is_empty() {
            attributes.push_str(&format!(" class=\"{}\"", escape(&classes.join(" "))));
        }
        for (name, value) in attrs {
            let value = escape(value.as_deref().unwrap_or_default());
            attributes.push_str(&format!(" {}=\"{value}\"", escape(name)));
        }
        let tongue = self.block_tongue(next);
        self.out.push_str(&format!("<{level}{attributes}{tongue}>"));
    }

    fn quote(&mut self, kind: Option<BlockQuoteKind>) {
        let Some(kind) = kind else {
            return self.block("<blockquote>\n");
        };
        let name = words::alert(kind);
        let (word, tongue) = (
            self.source.words.text(name),
            self.source.words.attributes(name),
        );
        self.block(&format!(
            "<div class=\"alert {name}\" role=\"note\">\n<p class=\"alert-title\"{tongue}>{}</p>\n",
            escape(&word)
        ));
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>) {
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        let class = if language.is_empty() {
            String::new()
        } else {
            format!(" class=\"language-{}\"", escape(language))
        };
        self.block(&format!(
            "<pre tabindex=\"0\" translate=\"no\"><code{class}>"
        ));
    }

    fn cell(&mut self, following: Option<&Placed<'_>>) {
        let alignment = match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            _ => "",
        };
        let text = following.filter(|(event, _)| !matches!(event, Event::End(_)));
        let tongue = text.map_or_else(String::new, |(_, range)| self.block_tongue(range.start));
        // A cell that heads nothing is no header.
        self.in_header = self.in_head && text.is_some();
        let tag = if self.in_header {
            "th scope=\"col\""
        } else {
            "td"
        };
        self.out.push_str(&format!("<{tag}{alignment}{tongue}>"));
    }

    /// Returns the address that the page has for one of the document's.
    fn address(&self, address: &str, kind: Kind, at: usize) -> Option<String> {
        let reference = Reference {
            address,
            kind,
            at,
            raw: false,
        };
        let address = match (self.source.target)(reference) {
            Target::Kept => address.to_owned(),
            Target::To(address) => address,
            Target::Nowhere => return None,
        };
        is_harmless(&address, kind).then_some(address)
    }

    fn link(&mut self, link_type: LinkType, address: &CowStr<'_>, title: &str, at: usize) {
        self.in_link = true;
        let address = if link_type == LinkType::Email {
            Some(format!("mailto:{address}"))
        } else {
            self.address(address, Kind::Link, at)
        };
        let href = address.map_or_else(String::new, |address| {
            format!(" href=\"{}\"", escape(&encode(&address)))
        });
        self.out
            .push_str(&format!("<a{href}{}>", title_attribute(title)));
    }

    /// Writes a picture; one of another host becomes a link to it, so that a
    /// page asks nobody for anything.
    fn image(&mut self, events: &[Placed<'_>]) {
        let [
            (
                Event::Start(Tag::Image {
                    dest_url, title, ..
                }),
                range,
            ),
            inner @ ..,
        ] = events
        else {
            return;
        };
        let alt: String = inner
            .iter()
            .filter_map(|(event, _)| match event {
                Event::Text(text) | Event::Code(text) => Some(&**text),
                Event::InlineMath(text) | Event::DisplayMath(text) => Some(&**text),
                Event::SoftBreak | Event::HardBreak => Some(" "),
                _ => None,
            })
            .collect();
        let tongue = if self.tongue.is_none() {
            let inner = inner.first().map_or(range.start, |(_, range)| range.start);
            self.source
                .tongue(inner)
                .map_or_else(String::new, Tongue::attributes)
        } else {
            String::new()
        };
        let title = title_attribute(title);
        let alt = escape(&alt);
        let text = match self.address(dest_url, Kind::Picture, range.start) {
            Some(address) if is_remote(&address) => {
                let href = escape(&encode(&address));
                let text = if alt.trim().is_empty() { &href } else { &alt };
                if self.in_link {
                    format!("<span{tongue}>{text}</span>")
                } else {
                    format!("<a class=\"picture\" href=\"{href}\"{title}{tongue}>{text}</a>")
                }
            }
            Some(address) => {
                let src = escape(&encode(&address));
                format!("<img src=\"{src}\" alt=\"{alt}\"{title}{tongue}>")
            }
            None => alt,
        };
        self.out.push_str(&text);
        self.last = None;
    }

    fn reference(&mut self, label: &str) {
        let Some((number, count)) = self.notes.refer(label) else {
            self.out.push_str(&escape(&format!("[^{label}]")));
            return;
        };
        self.out.push_str(&format!(
            "<sup><a id=\"{}\" href=\"#note.{number}\" role=\"doc-noteref\">{number}</a></sup>",
            reference_id(number, count)
        ));
    }

    fn endnotes(&mut self) {
        if self.notes.order().is_empty() {
            return;
        }
        let label = escape(&self.source.words.text("footnotes"));
        self.block(&format!(
            "<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"{label}\">\n<ol>\n"
        ));
        let words = self.source.words;
        let back = escape(&words.text("back"));
        // A note that fell back is in another language than its way back.
        let lang = if self.source.tongues.is_empty() {
            String::new()
        } else {
            format!(" lang=\"{}\"", escape(words.locale().as_str()))
        };
        for (index, label) in self.notes.order().to_vec().iter().enumerate() {
            let number = index + 1;
            self.out.push_str(&format!("<li id=\"note.{number}\">"));
            let definition = self.notes.definition(label);
            self.all(definition);
            let backlinks: String = (1..=self.notes.count(label))
                .map(|count| {
                    let id = reference_id(number, count);
                    format!(" <a href=\"#{id}\" role=\"doc-backlink\" aria-label=\"{back}\"{lang}>↩\u{fe0e}</a>")
                })
                .collect();
            if self.out.ends_with("</p>\n") {
                self.out.truncate(self.out.len() - "</p>\n".len());
                self.out.push_str(&format!("{backlinks}</p>\n"));
            } else {
                self.out.push_str(&backlinks);
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n</section>\n");
    }
}

/// The anchor of a reference to a note; headings' anchors have no dot.
fn reference_id(number: usize, count: usize) -> String {
    if count == 1 {
        format!("ref.{number}")
    } else {
        format!("ref.{number}.{count}")
    }
}

fn title_attribute(title: &str) -> String {
    if title.is_empty() {
        String::new()
    } else {
        format!(" title=\"{}\"", escape(title))
    }
}

/// Returns where the element that the first event opens has its end.
fn inside(events: &[Placed<'_>]) -> usize {
    let mut depth = 0_usize;
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return index;
        }
    }
    events.len().saturating_sub(1)
}

/// Returns the first character of the text that follows, where only inline
/// marks stand before it.
fn first_character(events: &[Placed<'_>]) -> Option<char> {
    for (event, _) in events {
        match event {
            Event::Text(text) | Event::Code(text) => return text.chars().next(),
            Event::Start(tag) if is_inline_tag(tag) => {}
            Event::End(_) => {}
            _ => return None,
        }
    }
    None
}

const fn is_inline_tag(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

const fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => is_inline_tag(tag),
        Event::End(tag) => matches!(
            tag,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Superscript
                | TagEnd::Subscript
                | TagEnd::Link
                | TagEnd::Image
        ),
        Event::Html(_) | Event::Rule | Event::TaskListMarker(_) => false,
        _ => true,
    }
}
