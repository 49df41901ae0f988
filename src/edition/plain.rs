//! Plain text: what a wire service or an e-mail takes.

use crate::document::{self, Format, OPTIONS};
use crate::locale::is_cjk;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use unicode_width::UnicodeWidthStr;

/// Renders Markdown as text without marks: a paragraph a line, links as
/// numbered notes at the end, tables aligned by the width of their characters
/// (Unicode Standard Annex 11).
#[must_use]
pub fn render(markdown: &str) -> String {
    let read = document::read(markdown, Format::Markdown, &[]);
    let mut writer = Writer::default();
    for event in Parser::new_ext(&markdown[read.body..], OPTIONS) {
        writer.event(event);
    }
    writer.finish()
}

#[derive(Default)]
struct Writer {
    out: String,
    line: String,
    notes: Vec<String>,
    links: Vec<(String, usize)>,
    lists: Vec<Option<u64>>,
    lead: String,
    rows: Vec<Vec<String>>,
    tight: bool,
    soft: bool,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => {
                self.text(&text);
            }
            Event::SoftBreak => self.soft = true,
            Event::HardBreak => self.line.push('\n'),
            Event::FootnoteReference(label) => {
                self.line.push_str(&format!("({label})"));
            }
            Event::Rule => self.paragraph("* * *"),
            Event::TaskListMarker(done) => self.line.push_str(if done { "[x] " } else { "[ ] " }),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Html(_) | Event::InlineHtml(_) => {}
        }
    }

    /// Adds text; a soft break before it is a blank, but not between Han.
    fn text(&mut self, text: &str) {
        let closed_up = self.line.ends_with(is_cjk) && text.starts_with(is_cjk);
        if std::mem::take(&mut self.soft) && !closed_up {
            self.line.push(' ');
        }
        self.line.push_str(text);
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                let indent = "  ".repeat(self.lists.len().saturating_sub(1));
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "• ".to_owned(),
                };
                self.lead = indent + &mark;
            }
            Tag::Link { dest_url, .. } => self.links.push((dest_url.to_string(), self.line.len())),
            Tag::FootnoteDefinition(label) => self.lead = format!("({label}) "),
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => {
                if let Some((address, start)) = self.links.pop()
                    && self.line.get(start..) != Some(address.as_str())
                {
                    self.notes.push(address);
                    self.line.push_str(&format!(" [{}]", self.notes.len()));
                }
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.line);
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            TagEnd::Table => self.table(),
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                self.tight = !self.lists.is_empty();
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {
                self.flush();
            }
            _ => {}
        }
    }

    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        let trimmed = line.trim();
        if trimmed.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.lead) + trimmed;
        self.paragraph(&text);
        self.tight = !self.lists.is_empty();
    }

    fn paragraph(&mut self, text: &str) {
        if !self.out.is_empty() && !self.tight {
            self.out.push('\n');
        }
        self.tight = false;
        for line in text.lines() {
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
    }

    fn table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let widths: Vec<usize> = (0..columns)
            .map(|column| {
                rows.iter()
                    .filter_map(|row| row.get(column))
                    .map(|cell| cell.width())
                    .max()
                    .unwrap_or_default()
            })
            .collect();
        let lines: Vec<String> = rows
            .iter()
            .map(|row| {
                let cells = row
                    .iter()
                    .zip(&widths)
                    .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width())));
                cells.collect::<Vec<_>>().join("  ")
            })
            .collect();
        self.paragraph(&lines.join("\n"));
    }

    fn finish(mut self) -> String {
        self.flush();
        let notes: Vec<String> = self
            .notes
            .iter()
            .enumerate()
            .map(|(index, address)| format!("[{}] {address}", index + 1))
            .collect();
        self.tight = false;
        if !notes.is_empty() {
            self.paragraph(&notes.join("\n"));
        }
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::render;

    #[test]
    fn no_marks_are_left() {
        let text = render(
            "---\ntitle: x\n---\n# One *two*\n\nSee [it](http://a.b) and `code`.\n\n- a\n- b\n  - c\n\n| 事项 | B |\n|---|---|\n| a | 内容 |\n\n![Alt](x.svg)\n",
        );
        assert_eq!(
            text,
            "One two\n\nSee it [1] and code.\n\n• a\n• b\n  • c\n\n事项  B\na     内容\n\nAlt\n\n[1] http://a.b\n"
        );
    }

    #[test]
    fn lines_join_and_notes_are_told_apart() {
        let text = render("中文\n正文 a\nb[^1] [c](http://d.e)\n\n[^1]: A note.\n");
        assert_eq!(
            text,
            "中文正文 a b(1) c [1]\n\n(1) A note.\n\n[1] http://d.e\n"
        );
    }
}
