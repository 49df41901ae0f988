//! Plain text: what a wire service or an e-mail takes.
//!
//! A paragraph is one line, since those who receive it wrap it themselves.
//! A heading has two empty lines before it, since no mark tells it from a short
//! paragraph. Lists, quotes and definitions are indented, code by four blanks.
//! Addresses become numbered notes at the end, footnotes too; tables are aligned
//! by the width of their characters (Unicode Standard Annex 11). A picture that
//! stands alone is its description in brackets. Of raw HTML its text stays.

mod html;
mod table;

use super::inline::plain_line;
use super::numbered::Numbered;
use super::words::{self, Words};
use crate::document::{self, Format, OPTIONS, Scalar};
use crate::locale::is_cjk;
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};
use std::ops::Range;
use table::Table;

/// What a text is rendered for.
pub struct Setting<'a> {
    /// Whether the edition is Chinese, Japanese or Korean, where characters of
    /// ambiguous width, such as “ and ”, are wide.
    pub wide: bool,
    /// The words of the interface.
    pub words: &'a Words,
    /// Says where an address leads in a text that has no place of its own;
    /// `None` is nowhere.
    pub address: &'a dyn Fn(&str) -> Option<String>,
}

/// Renders Markdown as text without marks. A title that stands in the front
/// matter alone comes first.
#[must_use]
pub fn render(markdown: &str, setting: &Setting<'_>) -> String {
    let read = document::front(markdown, Format::Markdown);
    let body = &markdown[read.body..];
    let mut writer = Writer::new(setting);
    let headed = Parser::new_ext(body, OPTIONS).any(|event| is_title(&event));
    let field = |name: &str| {
        let found = read.fields.iter().find(|field| field.name == name)?;
        match &found.value {
            Scalar::Text(text) => Some(plain_line(text).trim().to_owned()),
            _ => None,
        }
    };
    let correction = field("correction").filter(|text| !text.is_empty());
    let correction = correction.map(|text| format!("{}: {text}", setting.words.text("correction")));
    if let (false, Some(title)) = (headed, field("title")) {
        writer.emit(&title);
    }
    let mut correction = correction.as_deref();
    for (index, event) in Parser::new_ext(body, OPTIONS).enumerate() {
        // It comes after the headline, where the text begins with one.
        if let (true, Some(text)) = (index == 0 && !is_title(&event), correction) {
            writer.emit(text);
            correction = None;
        }
        let ends_headline = matches!(event, Event::End(TagEnd::Heading(HeadingLevel::H1)));
        writer.event(event);
        if let (true, Some(text)) = (ends_headline, correction) {
            writer.emit(text);
            correction = None;
        }
    }
    if let Some(text) = correction {
        writer.emit(text);
    }
    writer.finish()
}

const fn is_title(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Start(Tag::Heading {
            level: HeadingLevel::H1,
            ..
        })
    )
}

/// A list item, a quote, a definition: what its lines begin with.
struct Frame {
    /// The mark of its first line, until that is written.
    lead: Option<String>,
    indent: String,
}

struct Writer<'s> {
    setting: &'s Setting<'s>,
    out: String,
    /// The text of the block that is being read.
    line: String,
    /// A soft break was read, and no text after it.
    soft: bool,
    /// Whether the next block has an empty line before it.
    gap: bool,
    frames: Vec<Frame>,
    lists: Vec<Option<u64>>,
    /// The pictures of the block: where their descriptions stand in its text.
    pictures: Vec<Range<usize>>,
    /// Whether the block has words beside its pictures.
    worded: bool,
    in_picture: bool,
    /// The links that are open: address, and where their text begins.
    links: Vec<(String, usize)>,
    addresses: Numbered,
    /// The labels of footnotes, in the order in which they are referred to.
    footnotes: Numbered,
    /// The footnotes' texts, by label.
    texts: Vec<(String, String)>,
    /// What was written before the footnote that is being read.
    aside: Option<(String, Vec<Frame>, bool)>,
    table: Option<Table>,
    code: bool,
    html: Option<String>,
    /// The inline element whose text is not shown, such as a script.
    hidden: Option<String>,
}

impl<'s> Writer<'s> {
    fn new(setting: &'s Setting<'s>) -> Self {
        Self {
            setting,
            out: String::new(),
            line: String::new(),
            soft: false,
            gap: false,
            frames: Vec::new(),
            lists: Vec::new(),
            pictures: Vec::new(),
            worded: false,
            in_picture: false,
            links: Vec::new(),
            addresses: Numbered::default(),
            footnotes: Numbered::default(),
            texts: Vec::new(),
            aside: None,
            table: None,
            code: false,
            html: None,
            hidden: None,
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(_) | Event::Code(_) if self.hidden.is_some() => {}
            Event::Text(text) if self.code => self.line.push_str(&text),
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.text(&text),
            Event::SoftBreak => self.soft = true,
            Event::HardBreak => self.line.push('\n'),
            Event::FootnoteReference(label) => {
                let number = self.footnotes.number(&label);
                self.text(&format!("({number})"));
            }
            Event::Rule => {
                self.flush(true);
                self.emit("* * *");
            }
            Event::TaskListMarker(done) => self.line.push_str(if done { "[x] " } else { "[ ] " }),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Html(text) => match &mut self.html {
                Some(html) => html.push_str(&text),
                None => self.raw(&text),
            },
            Event::InlineHtml(tag) if html::is_break(&tag) => self.line.push('\n'),
            Event::InlineHtml(tag) => {
                match &self.hidden {
                    None => self.hidden = html::hides(&tag),
                    Some(name) if tag.starts_with(&format!("</{name}")) => self.hidden = None,
                    Some(_) => {}
                }
                let text = html::paragraphs(&tag).join(" ");
                if !text.is_empty() {
                    self.text(&text);
                }
            }
        }
    }

    /// Adds text; a soft break before it is a blank, but not between Han.
    fn text(&mut self, text: &str) {
        let closed_up = self.line.ends_with(is_cjk) && text.starts_with(is_cjk);
        if std::mem::take(&mut self.soft) && !closed_up && !self.line.is_empty() {
            self.line.push(' ');
        }
        self.worded |= !self.in_picture && !text.trim().is_empty();
        self.line.push_str(text);
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => {
                self.flush(false);
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::Heading { .. } => {
                self.flush(true);
                if self.frames.is_empty() && !self.out.is_empty() {
                    self.out.push('\n');
                }
            }
            Tag::BlockQuote(kind) => {
                self.flush(true);
                self.frame(None, "  ");
                if let Some(kind) = kind {
                    let word = self.setting.words.text(words::alert(kind));
                    self.emit(&word);
                }
            }
            Tag::Image { .. } => {
                // A soft break before it is written where it begins.
                if std::mem::take(&mut self.soft) && !self.line.is_empty() {
                    self.line.push(' ');
                }
                self.in_picture = true;
                self.pictures.push(self.line.len()..self.line.len());
            }
            Tag::DefinitionListDefinition => {
                self.gap = false;
                self.frame(None, "    ");
            }
            Tag::Link { dest_url, .. } => {
                self.links.push((dest_url.to_string(), self.line.len()));
            }
            Tag::FootnoteDefinition(label) => {
                self.flush(true);
                self.texts.push((label.to_string(), String::new()));
                let before = std::mem::take(&mut self.out);
                let frames = std::mem::take(&mut self.frames);
                self.aside = Some((before, frames, std::mem::take(&mut self.gap)));
            }
            Tag::CodeBlock(_) => {
                self.flush(true);
                self.code = true;
            }
            Tag::HtmlBlock => {
                self.flush(true);
                self.html = Some(String::new());
            }
            Tag::Table(alignments) => {
                self.flush(true);
                self.table = Some(Table::new(alignments, self.setting.wide));
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.row();
                }
            }
            _ => {}
        }
    }

    fn item(&mut self) {
        self.flush(false);
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "• ".to_owned(),
        };
        let indent = " ".repeat(mark.chars().count());
        self.frame(Some(mark), &indent);
    }

    fn frame(&mut self, lead: Option<String>, indent: &str) {
        self.frames.push(Frame {
            lead,
            indent: indent.to_owned(),
        });
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => self.close_link(),
            TagEnd::Image => {
                self.in_picture = false;
                if let Some(last) = self.pictures.last_mut() {
                    last.end = self.line.len();
                }
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.line);
                self.pictures.clear();
                self.worded = false;
                if let Some(table) = &mut self.table {
                    table.cell(&cell);
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.emit(&table.to_string());
                }
            }
            TagEnd::List(_) => {
                self.flush(false);
                self.lists.pop();
                self.gap |= self.lists.is_empty();
            }
            TagEnd::Item => {
                self.flush(false);
                self.frames.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.flush(true);
                self.frames.pop();
            }
            TagEnd::DefinitionListTitle => {
                self.flush(true);
            }
            TagEnd::DefinitionListDefinition => {
                self.flush(true);
                self.frames.pop();
            }
            TagEnd::FootnoteDefinition => self.close_footnote(),
            TagEnd::CodeBlock => self.close_code(),
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    self.raw(&html);
                }
            }
            TagEnd::Paragraph | TagEnd::Heading(_) => {
                self.hidden = None;
                self.flush(true);
            }
            _ => {}
        }
    }

    /// Gives the address of a link a number, where its text does not say it.
    fn close_link(&mut self) {
        let Some((address, start)) = self.links.pop() else {
            return;
        };
        let text = self.line.get(start..).unwrap_or_default();
        let bare = |address: &str| address.trim_start_matches("mailto:").to_owned();
        let said = bare(text) == bare(&address);
        if said || address.is_empty() || address.starts_with('#') {
            return;
        }
        let Some(address) = (self.setting.address)(&address) else {
            return;
        };
        let number = self.addresses.number(&address);
        self.line.push_str(&format!(" [{number}]"));
    }

    /// Puts the descriptions of pictures that stand without words into brackets.
    fn bracket_pictures(&mut self) {
        let pictures = std::mem::take(&mut self.pictures);
        if self.worded {
            return;
        }
        let (open, close) = if self.setting.wide {
            ('［', '］')
        } else {
            ('[', ']')
        };
        let line = std::mem::take(&mut self.line);
        let mut at = 0;
        for place in pictures {
            let text = &line[place.clone()];
            if !text.trim().is_empty() {
                self.line.push_str(&line[at..place.start]);
                self.line.push(open);
                self.line.push_str(text);
                self.line.push(close);
                at = place.end;
            }
        }
        self.line.push_str(&line[at..]);
    }

    fn close_footnote(&mut self) {
        self.flush(true);
        let text = std::mem::take(&mut self.out);
        if let Some((_, last)) = self.texts.last_mut() {
            *last = text;
        }
        if let Some((before, frames, gap)) = self.aside.take() {
            (self.out, self.frames, self.gap) = (before, frames, gap);
        }
    }

    fn close_code(&mut self) {
        self.code = false;
        let code = std::mem::take(&mut self.line);
        let lines: Vec<String> = code.lines().map(|line| format!("    {line}")).collect();
        if !code.trim().is_empty() {
            self.emit(&lines.join("\n"));
        }
    }

    /// Writes the text of raw HTML, a paragraph for each of its blocks.
    fn raw(&mut self, source: &str) {
        for paragraph in html::paragraphs(source) {
            self.emit(&paragraph);
        }
    }

    /// Ends a block; `gap` says whether an empty line follows.
    fn flush(&mut self, gap: bool) {
        self.soft = false;
        self.bracket_pictures();
        self.worded = false;
        let line = std::mem::take(&mut self.line);
        let trimmed: Vec<&str> = line.trim().lines().map(str::trim).collect();
        if trimmed.iter().any(|line| !line.is_empty()) {
            self.emit(&trimmed.join("\n"));
            self.gap = gap;
        }
    }

    /// Writes a block, its lines under the marks of what it stands in.
    fn emit(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.gap && !self.out.is_empty() {
            self.out.push('\n');
        }
        self.gap = true;
        for line in text.lines() {
            let mut prefix = String::new();
            for frame in &mut self.frames {
                let lead = frame.lead.take();
                prefix.push_str(lead.as_deref().unwrap_or(&frame.indent));
            }
            self.out.push_str((prefix + line).trim_end());
            self.out.push('\n');
        }
    }

    fn finish(mut self) -> String {
        self.flush(true);
        let mut texts = std::mem::take(&mut self.texts);
        // In the order of their numbers; what nobody refers to stands last.
        texts.sort_by_cached_key(|(label, _)| self.footnotes.number(label));
        for (label, text) in texts {
            let mark = format!("({}) ", self.footnotes.number(&label));
            let indent = " ".repeat(mark.len());
            self.gap = true;
            self.frame(Some(mark), &indent);
            self.emit(text.trim_end());
            self.frames.pop();
        }
        let addresses = std::mem::take(&mut self.addresses);
        let notes: Vec<String> = addresses
            .all()
            .iter()
            .enumerate()
            .map(|(index, address)| format!("[{}] {address}", index + 1))
            .collect();
        self.gap = true;
        self.emit(&notes.join("\n"));
        self.out
    }
}

#[cfg(test)]
#[path = "plain/tests.rs"]
mod tests;
