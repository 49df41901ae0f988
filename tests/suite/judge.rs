//! The judge: a document's structure as another parser than ours sees it.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeValue as V};
use fluentdown::document::{BlockKind, OPTIONS};
use fluentdown::segment::{BlockText, Split};
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Parser, Tag, TagEnd};
use std::collections::BTreeSet;

/// What the other parser reads beside CommonMark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Tables, footnotes, tasks and strikethrough: what GitHub's parser reads.
    Github,
    /// All that comrak knows and renderers of documentation use: alerts,
    /// definition lists, math, heading attributes, `:::` blocks.
    Wide,
}

pub(crate) const DIALECTS: [Dialect; 2] = [Dialect::Github, Dialect::Wide];

pub(crate) fn options(dialect: Dialect) -> comrak::Options<'static> {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    if dialect == Dialect::Wide {
        options.extension.description_lists = true;
        options.extension.alerts = true;
        options.extension.math_dollars = true;
        options.extension.math_code = true;
        options.extension.header_attributes = true;
        options.extension.block_directive = true;
    }
    options
}

/// Returns what stands behind a byte order mark and front matter.
pub(crate) fn body(text: &str) -> &str {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.split_inclusive('\n');
    let Some(fence) = lines.next().map(str::trim_end) else {
        return text;
    };
    if fence != "---" && fence != "+++" {
        return text;
    }
    let mut at = text.find('\n').map_or(text.len(), |at| at + 1);
    for line in lines {
        at += line.len();
        if line.trim_end() == fence || (fence == "---" && line.trim_end() == "...") {
            return &text[at..];
        }
    }
    text
}

/// The structure: a line for each node, with its depth, its attributes, and
/// what no translation changes in it (code, addresses, tags, math, labels).
pub(crate) fn structure(text: &str, dialect: Dialect) -> Vec<String> {
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, body(text), &options(dialect));
    let mut out = Vec::new();
    let mut stack: Vec<(&AstNode<'_>, usize)> = vec![(root, 0)];
    while let Some((node, depth)) = stack.pop() {
        out.extend(item(node).map(|item| format!("{depth} {item}")));
        let mut child = node.last_child();
        while let Some(found) = child {
            stack.push((found, depth + 1));
            child = found.previous_sibling();
        }
    }
    out
}

fn item(node: &AstNode<'_>) -> Option<String> {
    let data = node.data.borrow();
    let kind = match &data.value {
        V::Text(_) | V::SoftBreak => return None,
        V::LineBreak => "hard break".to_owned(),
        V::Heading(heading) => format!("heading {}", heading.level),
        V::Code(code) => format!("code {}", spaced(&code.literal)),
        V::CodeBlock(code) => format!("code block {} {}", code.info, code.literal),
        // How a tag's lines are indented is no structure.
        V::HtmlInline(html) => {
            let words: Vec<&str> = html.split_ascii_whitespace().collect();
            format!("html {}", words.join(" "))
        }
        V::HtmlBlock(html) => format!("html block {}", tags(&html.literal)),
        V::Link(link) => format!("link {}", link.url),
        V::Image(link) => format!("image {}", link.url),
        V::Math(math) => format!("math {} {}", math.display_math, spaced(&math.literal)),
        V::FootnoteReference(note) => format!("note {}", note.name),
        V::FootnoteDefinition(note) => format!("note's text {}", note.name),
        V::List(list) => format!("list {:?} {} {}", list.list_type, list.start, list.tight),
        V::TaskItem(task) => format!("task {:?}", task.symbol),
        V::Table(table) => format!("table {:?} {}", table.alignments, table.num_rows),
        V::Alert(alert) => format!("alert {:?} {}", alert.alert_type, alert.title.is_some()),
        V::BlockDirective(directive) => format!("directive {}", directive.info),
        other => name(other),
    };
    Some(match &data.attrs {
        Some(attributes) => format!("{kind} {attributes:?}"),
        None => kind,
    })
}

/// The name of a kind of node, without what it holds.
pub(crate) fn name(value: &V) -> String {
    let debug = format!("{value:?}");
    let name = debug.split(['(', ' ', '{']).next();
    name.unwrap_or_default().to_owned()
}

/// Line ends inside code are blanks, whatever the lines are.
fn spaced(literal: &str) -> String {
    literal.replace(['\n', '\r'], " ")
}

/// The tags of HTML with their attributes, but for the values that are
/// translated, and comments.
pub(crate) fn tags(html: &str) -> String {
    use html5gum::{Token, Tokenizer};
    let mut out = String::new();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                out.push_str(&format!("<{}", String::from_utf8_lossy(&tag.name)));
                for (name, value) in &tag.attributes {
                    let name = String::from_utf8_lossy(name);
                    let value = match &*name {
                        "alt" | "title" | "placeholder" | "aria-label" => "…".into(),
                        _ => String::from_utf8_lossy(value),
                    };
                    out.push_str(&format!(" {name}={value}"));
                }
                out.push('>');
            }
            Token::EndTag(tag) => {
                out.push_str(&format!("</{}>", String::from_utf8_lossy(&tag.name)));
            }
            Token::Comment(text) => {
                out.push_str(&format!("<!{}>", String::from_utf8_lossy(&text)));
            }
            _ => {}
        }
    }
    out
}

/// A text for each block, made of the source's by `change`.
pub(crate) fn changed(
    split: &Split,
    change: impl Fn(&BlockKind, &str) -> String,
) -> Vec<BlockText> {
    let texts = |block: usize| {
        let kind = &split.blocks[block].kind;
        let own = split.source_texts(block);
        own.iter().map(|text| change(kind, text)).collect()
    };
    (0..split.blocks.len())
        .map(|block| BlockText::Text(texts(block)))
        .collect()
}

/// A word before a text, as a translation that keeps everything.
pub(crate) fn marked(_: &BlockKind, text: &str) -> String {
    format!("Xx {text}")
}

/// Texts of a document with every visible letter changed to another, and
/// nothing else.
pub(crate) fn changed_letters(split: &Split) -> Vec<BlockText> {
    let parser = Parser::new_ext(body(&split.text), OPTIONS);
    let labels: BTreeSet<String> = parser
        .reference_definitions()
        .iter()
        .map(|(label, _)| folded(label))
        .collect();
    changed(split, |kind, text| other_letters(kind, text, &labels))
}

fn folded(label: &str) -> String {
    label
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

fn other_letters(kind: &BlockKind, text: &str, labels: &BTreeSet<String>) -> String {
    let visible: Vec<std::ops::Range<usize>> = match kind {
        BlockKind::FrontMatter(_) => std::iter::once(0..text.len()).collect(),
        BlockKind::Html | BlockKind::Attribute(_) | BlockKind::ReferenceTitle => {
            without_entities(text)
        }
        _ => of_markdown(text, labels),
    };
    // A sentence without its neighbours can be read otherwise: what stands
    // where an address does is left alone.
    let address = regex::Regex::new(r"\]\([^)\s]*").expect("an expression");
    let hidden: Vec<_> = address.find_iter(text).map(|found| found.range()).collect();
    let is_hidden = |at: usize| hidden.iter().any(|range| range.contains(&at));
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = 0;
    for range in visible {
        out.push_str(&text[at..range.start]);
        for (index, c) in text[range.clone()].char_indices() {
            out.push(if is_hidden(range.start + index) {
                c
            } else {
                other_letter(c)
            });
        }
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

fn without_entities(text: &str) -> Vec<std::ops::Range<usize>> {
    let entity = regex::Regex::new("&#?[0-9A-Za-z]+;").expect("an expression");
    let mut found = Vec::new();
    let mut at = 0;
    for place in entity.find_iter(text) {
        found.push(at..place.start());
        at = place.end();
    }
    found.push(at..text.len());
    found
}

/// Finds the letters of inline Markdown that are shown as text; `labels` are
/// those that the document defines.
fn of_markdown(text: &str, labels: &BTreeSet<String>) -> Vec<std::ops::Range<usize>> {
    // Behind a word nothing begins a block.
    const BEFORE: &str = "x ";
    let whole = format!("{BEFORE}{text}");
    let mut known = |link: BrokenLink<'_>| {
        labels
            .contains(&folded(&link.reference))
            .then(|| (CowStr::from(link.reference.to_string()), CowStr::from("")))
    };
    let parser = Parser::new_with_broken_link_callback(&whole, OPTIONS, Some(&mut known));
    let mut found = Vec::new();
    let mut hidden = 0_usize;
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                ..
            }) => {
                hidden += 1;
            }
            Event::End(TagEnd::Link) => hidden = hidden.saturating_sub(1),
            Event::Text(shown)
                if hidden == 0 && range.start >= BEFORE.len() && *shown == whole[range.clone()] =>
            {
                let place = range.start - BEFORE.len()..range.end - BEFORE.len();
                // A note that is defined elsewhere is no text.
                if !text[..place.start].ends_with('[') || !text[place.clone()].starts_with('^') {
                    found.push(place);
                }
            }
            _ => {}
        }
    }
    found
}

fn other_letter(c: char) -> char {
    const LATIN: [char; 26] = [
        'á', 'ƀ', 'ç', 'đ', 'é', 'ƒ', 'ğ', 'ħ', 'í', 'ĵ', 'ķ', 'ł', 'ɱ', 'ñ', 'ó', 'þ', 'ɋ', 'ř',
        'š', 'ŧ', 'ú', 'ṽ', 'ŵ', 'ẋ', 'ý', 'ž',
    ];
    match c {
        'a'..='z' => LATIN[c as usize - 'a' as usize],
        'A'..='Z' => LATIN[c as usize - 'A' as usize]
            .to_uppercase()
            .next()
            .unwrap_or(c),
        '\u{4e00}'..='\u{9fff}' => char::from_u32(c as u32 ^ 1).unwrap_or(c),
        _ => c,
    }
}
