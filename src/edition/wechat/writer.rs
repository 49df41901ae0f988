//! Writes the tokens of a page's body as a fragment.

use super::style::{self, Look};
use super::{Article, Fragment, Picture};
use crate::edition::html::{escape, is_remote};
use crate::edition::page::{Text, opening};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};
use std::collections::BTreeSet;

/// Writes the fragment.
pub(super) fn write(article: &Article<'_>) -> Fragment {
    let is_han = article.words.locale().is_cjk();
    let mut writer = Writer {
        article,
        is_han,
        out: String::with_capacity(article.body.len() * 2),
        open: Vec::new(),
        hidden: None,
        notes: Vec::new(),
        note: None,
        left_out: BTreeSet::new(),
    };
    let whole = if is_han { style::HAN } else { style::OTHER };
    writer.out.push_str(&format!("<section style=\"{whole}\">"));
    if let Some(title) = article.title {
        writer.block("h1", title);
    }
    let (opening, rest) = article.body.split_at(opening(article.body));
    writer.body(opening);
    if let Some(correction) = article.correction {
        let label = article.words.all().get("correction").map(Text::from);
        writer
            .out
            .push_str(&format!("<section style=\"{}\">", style::CORRECTION));
        writer.block("strong", &label.unwrap_or_default());
        writer.block("p", correction);
        writer.out.push_str("</section>");
    }
    writer.body(rest);
    writer.notes();
    writer.out.push_str("</section>\n");
    Fragment {
        html: writer.out,
        left_out: writer.left_out,
    }
}

/// An element of the body that is open.
struct Open {
    /// Its name in the body.
    name: String,
    /// What was written for it; nothing where its content alone stays.
    written: Option<&'static str>,
    /// The note that its end brings: a link's.
    address: Option<String>,
    /// Where its content began in what is written.
    start: usize,
}

/// A note at the end.
struct Note {
    key: Key,
    /// Its text, as HTML.
    html: String,
}

/// What a note is of.
#[derive(PartialEq, Eq)]
enum Key {
    Address(String),
    Footnote(usize),
}

struct Writer<'a> {
    article: &'a Article<'a>,
    is_han: bool,
    out: String,
    open: Vec<Open>,
    /// What is open and not shown, with the number of its like in it.
    hidden: Option<(String, usize)>,
    notes: Vec<Note>,
    /// The footnote that is being written, and what was written before it.
    note: Option<(usize, String)>,
    left_out: BTreeSet<String>,
}

fn name(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(value).into_owned())
}

impl Writer<'_> {
    fn body(&mut self, html: &str) {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            match token {
                Token::StartTag(tag) => self.start(&tag),
                Token::EndTag(tag) => self.end(&name(&tag.name)),
                Token::String(text) => self.text(&String::from_utf8_lossy(&text)),
                _ => {}
            }
        }
        while let Some(open) = self.open.pop() {
            self.close(open);
        }
        self.end_note();
    }

    /// Writes a block of plain text.
    fn block(&mut self, name: &str, text: &Text) {
        let Some(look) = style::of(name, "", self.is_han) else {
            return;
        };
        let mut tongue = String::new();
        for (name, value) in [("lang", &text.lang), ("dir", &text.dir)] {
            if let Some(value) = value {
                tongue.push_str(&format!(" {name}=\"{}\"", escape(value)));
            }
        }
        let Look { name, style } = look;
        let text = escape(&text.text);
        self.out.push_str(&format!(
            "<{name}{tongue} style=\"{style}\">{text}</{name}>"
        ));
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = name(&tag.name);
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth += usize::from(*hidden == name && !tag.self_closing);
            return;
        }
        if style::is_hidden(&name) {
            if style::is_lost(&name) {
                self.left_out.insert(name.clone());
            }
            let is_empty = tag.self_closing || name == "embed";
            self.hidden = (!is_empty).then_some((name, 0));
            return;
        }
        let role = attribute(tag, "role").unwrap_or_default();
        match (name.as_str(), role.as_str()) {
            ("a", "doc-noteref") => {
                let number = attribute(tag, "href").and_then(|href| note_number(&href));
                if let Some(number) = number {
                    let number = self.number(Key::Footnote(number));
                    self.say(&format!("[{number}]"));
                }
                self.hidden = Some((name, 0));
            }
            ("a", "doc-backlink") => self.hidden = Some((name, 0)),
            ("img", _) => self.picture(tag),
            ("input", _) => {
                if attribute(tag, "type").as_deref() == Some("checkbox") {
                    let is_done = tag.attributes.contains_key(&b"checked"[..]);
                    self.say(if is_done { "☑\u{fe0e}" } else { "☐" });
                }
            }
            _ => self.element(tag, name, &role),
        }
    }

    /// Opens an element that has a look, or whose content alone stays.
    fn element(&mut self, tag: &StartTag<()>, name: String, role: &str) {
        let class = attribute(tag, "class").unwrap_or_default();
        let look = style::of(&name, &class, self.is_han);
        self.end_before(&name, look);
        if role == "doc-endnotes" {
            // Its items are taken out; it has no look of its own.
            return self.push(name, None, None);
        }
        if name == "ol" && self.is_in_endnotes() && self.note.is_none() {
            return self.push(name, None, None);
        }
        if name == "li" && self.is_in_endnotes() && self.note.is_none() {
            let number = attribute(tag, "id").and_then(|id| note_number(&id));
            if let Some(number) = number {
                self.note = Some((number, std::mem::take(&mut self.out)));
                return self.push(name, None, None);
            }
        }
        let Some(look) = look else {
            return self.push(name, None, None);
        };
        if matches!(name.as_str(), "br" | "hr") {
            let attributes = attributes(&name, look, tag, "");
            self.out.push_str(&format!("<{}{attributes}>", look.name));
            return;
        }
        let address = (name == "a")
            .then(|| attribute(tag, "href"))
            .flatten()
            .filter(|href| is_noted(href));
        let look = match name.as_str() {
            "code" if self.is_open("pre") => Look {
                style: style::CODE_IN_BLOCK,
                ..look
            },
            "a" if address.is_some() => Look {
                style: style::LINK,
                ..look
            },
            _ => look,
        };
        let attributes = attributes(&name, look, tag, &class);
        if look.name == "span" && attributes.is_empty() {
            return self.push(name, None, address);
        }
        self.out.push_str(&format!("<{}{attributes}>", look.name));
        self.push(name, Some(look.name), address);
    }

    fn push(&mut self, name: String, written: Option<&'static str>, address: Option<String>) {
        self.open.push(Open {
            name,
            written,
            address,
            start: self.out.len(),
        });
    }

    fn is_open(&self, name: &str) -> bool {
        self.open.iter().any(|one| one.name == name)
    }

    /// Returns whether the section of the endnotes is open.
    fn is_in_endnotes(&self) -> bool {
        self.open
            .iter()
            .any(|one| one.name == "section" && one.written.is_none())
    }

    /// Ends what a parser of HTML would end before this element.
    fn end_before(&mut self, name: &str, look: Option<Look>) {
        let is_block = look.is_some_and(|look| !style::is_inline(look.name));
        if is_block && let Some(at) = self.open.iter().rposition(|one| one.name == "p") {
            // A paragraph holds no block.
            let inner = &self.open[at + 1..];
            if inner
                .iter()
                .all(|one| one.written.is_none_or(style::is_inline))
            {
                self.end("p");
            }
        }
        let like: &[&str] = match name {
            "li" => &["li"],
            "dt" | "dd" => &["dt", "dd"],
            "td" | "th" => &["td", "th"],
            "tr" => &["td", "th", "tr"],
            _ => return,
        };
        while let Some(last) = self.open.last() {
            if !like.contains(&last.name.as_str()) {
                break;
            }
            let last = last.name.clone();
            self.end(&last);
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((hidden, depth)) = &mut self.hidden {
            if hidden == name {
                match depth.checked_sub(1) {
                    Some(less) => *depth = less,
                    None => self.hidden = None,
                }
            }
            return;
        }
        if !self.open.iter().any(|one| one.name == name) {
            return;
        }
        while let Some(open) = self.open.pop() {
            let is_it = open.name == name;
            self.close(open);
            if is_it {
                return;
            }
        }
    }

    fn close(&mut self, open: Open) {
        if let Some(written) = open.written {
            if matches!(written, "pre" | "code") && self.out.ends_with("<br>") {
                self.out.truncate(self.out.len() - "<br>".len());
            } else if !style::is_inline(written) {
                self.out.truncate(self.out.trim_end_matches(' ').len());
            }
            self.out.push_str(&format!("</{written}>"));
        }
        if let Some(address) = open.address {
            // A link whose text is its address needs no note.
            let text = self.out.get(open.start..).unwrap_or_default();
            let shown = text.split('<').next().unwrap_or_default().trim();
            let plain = plain_address(&address);
            if shown != escape(&plain) && shown != escape(&address) {
                let number = self.number(Key::Address(plain));
                self.out.push_str(&format!(
                    "<sup style=\"{}\">[{number}]</sup>",
                    style::NUMBER
                ));
            }
        }
        if open.name == "li" && open.written.is_none() && self.is_in_endnotes() {
            self.end_note();
        }
    }

    /// Returns the number of a note, from 1.
    fn number(&mut self, key: Key) -> usize {
        if let Some(at) = self.notes.iter().position(|one| one.key == key) {
            return at + 1;
        }
        let html = match &key {
            Key::Address(address) => escape(address),
            Key::Footnote(_) => String::new(),
        };
        self.notes.push(Note { key, html });
        self.notes.len()
    }

    /// Puts the footnote that was written among the notes.
    fn end_note(&mut self) {
        let Some((number, before)) = self.note.take() else {
            return;
        };
        let html = std::mem::replace(&mut self.out, before);
        let at = self.number(Key::Footnote(number)) - 1;
        self.notes[at].html = html;
    }

    fn notes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        let title = escape(&self.article.words.text("footnotes"));
        let tongue = self.article.words.attributes("footnotes");
        self.out.push_str(&format!(
            "<section style=\"{}\"><p{tongue} style=\"{}\">{title}</p>",
            style::NOTES,
            style::NOTES_TITLE
        ));
        for (index, note) in std::mem::take(&mut self.notes).into_iter().enumerate() {
            let number = index + 1;
            let is_text = matches!(note.key, Key::Address(_));
            let paragraph = format!("<p style=\"{}\">", style::NOTE);
            // A footnote's number stands in its first paragraph.
            let inner = if !is_text && note.html.starts_with("<p") {
                note.html.replacen('>', &format!(">[{number}] "), 1)
            } else {
                format!("{paragraph}[{number}] {}</p>", note.html)
            };
            self.out.push_str(&inner);
        }
        self.out.push_str("</section>");
    }

    fn text(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        if self.is_open("pre") {
            // Editors join the lines of a text, whatever its style says.
            let lines: Vec<String> = text.split('\n').map(escape).collect();
            self.out.push_str(&lines.join("<br>"));
            return;
        }
        let is_blank = text.chars().all(|c| c.is_ascii_whitespace());
        let is_between = self.out.is_empty() || self.out.ends_with('>') && !self.ends_inline();
        // WeChat makes an empty item of a line end in a list.
        if is_blank && (is_between || self.is_between_parts()) {
            return;
        }
        let text = if is_between { text.trim_start() } else { text };
        self.say(&text.replace('\n', " "));
    }

    fn say(&mut self, text: &str) {
        self.out.push_str(&escape(text));
    }

    /// Returns whether what is written ends with an element in a line of text.
    fn ends_inline(&self) -> bool {
        let Some(at) = self.out.rfind('<') else {
            return false;
        };
        let tag = self.out[at + 1..].trim_start_matches('/');
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric());
        let name = &tag[..end.unwrap_or(tag.len())];
        name == "img" || style::is_inline(name)
    }

    /// Returns whether text cannot stand here: between items, rows and cells.
    fn is_between_parts(&self) -> bool {
        let last = self.open.iter().rev().find_map(|one| one.written);
        matches!(last, Some("ul" | "ol" | "table" | "thead" | "tbody" | "tr"))
    }

    fn picture(&mut self, tag: &StartTag<()>) {
        let source = attribute(tag, "src").unwrap_or_default();
        let alt = attribute(tag, "alt").unwrap_or_default();
        if is_remote(&source) {
            // Nobody is asked for anything: the address is a note.
            let text = if alt.trim().is_empty() { &source } else { &alt };
            self.say(text);
            if is_noted(&source) && text != &source {
                let number = self.number(Key::Address(source));
                self.out.push_str(&format!(
                    "<sup style=\"{}\">[{number}]</sup>",
                    style::NUMBER
                ));
            }
            return;
        }
        match (self.article.picture)(&source) {
            Picture::Shown(address) => {
                let tongue = tongue(tag);
                self.out.push_str(&format!(
                    "<img src=\"{}\" alt=\"{}\"{tongue} style=\"{}\">",
                    escape(&address),
                    escape(&alt),
                    style::PICTURE
                ));
            }
            Picture::Text => self.say(&alt),
        }
    }
}

/// Returns the number in `note.1`, the anchor of a footnote.
fn note_number(anchor: &str) -> Option<usize> {
    anchor
        .trim_start_matches('#')
        .strip_prefix("note.")?
        .parse()
        .ok()
}

/// Returns whether an address leads anywhere from an article.
fn is_noted(address: &str) -> bool {
    let lower = address.trim().to_ascii_lowercase();
    ["http://", "https://", "mailto:", "tel:", "ftp://"]
        .iter()
        .any(|scheme| lower.starts_with(scheme))
}

/// Writes an address as people write it.
fn plain_address(address: &str) -> String {
    let bare = address.trim();
    let bare = bare.strip_prefix("mailto:").unwrap_or(bare);
    bare.strip_prefix("tel:").unwrap_or(bare).to_owned()
}

/// Writes the language of an element.
fn tongue(tag: &StartTag<()>) -> String {
    ["lang", "dir"]
        .into_iter()
        .filter_map(|name| Some((name, attribute(tag, name)?)))
        .map(|(name, value)| format!(" {name}=\"{}\"", escape(&value)))
        .collect()
}

/// Writes the attributes that an element keeps, and its style.
fn attributes(name: &str, look: Look, tag: &StartTag<()>, class: &str) -> String {
    let mut out = tongue(tag);
    let kept: &[&str] = match name {
        "td" | "th" => &["colspan", "rowspan"],
        "ol" => &["start"],
        _ => &[],
    };
    for name in kept {
        let value = attribute(tag, name).and_then(|value| value.trim().parse::<u32>().ok());
        if let Some(value) = value {
            out.push_str(&format!(" {name}=\"{value}\""));
        }
    }
    let aligned = match name {
        "td" | "th" => style::alignment(class),
        _ => "",
    };
    let style = format!("{}{aligned}", look.style);
    if !style.is_empty() {
        out.push_str(&format!(" style=\"{style}\""));
    }
    out
}
