//! The ledger as text, with columns aligned by the width of their characters,
//! and as a page of its own.

use crate::edition::html::escape;
use crate::project::ledger::{Cell, Ledger, Page, Row, State};
use unicode_width::UnicodeWidthStr as _;

/// The widest cell of the text, in columns of a terminal.
const WIDEST: usize = 48;

/// The style of the page.
const STYLE: &str = include_str!("ledger.css");

/// Writes the ledger as text, a table for each document.
#[must_use]
pub fn text(ledger: &Ledger) -> String {
    let mut out = String::new();
    for page in &ledger.pages {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&visible(&page.document));
        out.push_str("\n\n");
        table(ledger, page, &mut out);
    }
    out
}

fn table(ledger: &Ledger, page: &Page, out: &mut String) {
    if page.rows.is_empty() {
        out.push_str("no figures, dates or names\n");
        return;
    }
    let mut head = vec![String::new(), "line".into(), "fact".into(), "value".into()];
    head.push(ledger.source.clone());
    let name = |one: &crate::project::ledger::Column| format!("{} ({})", one.edition, one.locale);
    head.extend(ledger.columns.iter().map(name));
    let rows = page.rows.iter().map(|row| {
        let mark = if is_marked(row) { "!" } else { "" };
        let mut cells = vec![mark.to_owned(), row.line.to_string(), row.kind.to_owned()];
        let source = row.source.as_ref();
        cells.push(source.map_or_else(String::new, |said| said.value.clone()));
        cells.push(source.map_or_else(|| "(not said)".to_owned(), |said| said.text.clone()));
        cells.extend(row.cells.iter().map(|cell| in_words(cell.as_ref())));
        cells.iter().map(|cell| short(&visible(cell))).collect()
    });
    let lines: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    let widths: Vec<usize> = (0..lines[0].len())
        .map(|at| lines.iter().map(|line| line[at].width()).max().unwrap_or(0))
        .collect();
    for line in &lines {
        let mut row = String::new();
        for (at, cell) in line.iter().enumerate() {
            let blank = " ".repeat(widths[at].saturating_sub(cell.width()));
            // Line numbers are set to the right.
            let (before, after) = if at == 1 {
                (blank.as_str(), "")
            } else {
                ("", blank.as_str())
            };
            row.push_str(before);
            row.push_str(cell);
            row.push_str(after);
            row.push_str("  ");
        }
        out.push_str(row.trim_end());
        out.push('\n');
    }
}

/// Whether an editor must look at a row.
fn is_marked(row: &Row) -> bool {
    let marked = |cell: &Cell| matches!(cell.state, State::Differs | State::Missing | State::Added);
    row.cells.iter().flatten().any(marked)
}

fn in_words(cell: Option<&Cell>) -> String {
    let Some(cell) = cell else {
        return "–".to_owned();
    };
    let said = cell.said.as_ref();
    let both = said.map(|said| {
        if said.text == said.value {
            said.text.clone()
        } else {
            format!("{} = {}", said.text, said.value)
        }
    });
    let text = said.map(|said| said.text.clone());
    match cell.state {
        State::Same => text.unwrap_or_else(|| "(said once)".to_owned()),
        State::Differs => format!("differs: {}", both.unwrap_or_default()),
        State::Added => format!("added: {}", both.unwrap_or_default()),
        State::Missing => "missing".to_owned(),
        State::Unsaid => "(not said)".to_owned(),
        State::Untranslated => "(not translated)".to_owned(),
    }
}

/// Cuts a cell that is too wide.
fn short(text: &str) -> String {
    if text.width() <= WIDEST {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        if out.width() + 3 > WIDEST {
            break;
        }
        out.push(c);
    }
    out + "…"
}

/// Writes control characters and line ends as blanks: a text from a file must
/// not steer a terminal.
fn visible(text: &str) -> String {
    let steers =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|c| if steers(c) { ' ' } else { c })
        .collect()
}

/// Writes the ledger as a whole page that needs no other file.
#[must_use]
pub fn html(ledger: &Ledger) -> String {
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Facts</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>Facts</h1>\n"
    );
    let differ = ledger.count(&[State::Differs, State::Missing, State::Added], false);
    let names = ledger.count(&[State::Missing], true);
    out.push_str(&format!(
        "<p>{}.</p>\n",
        escape(&summary(ledger, differ, names))
    ));
    for page in &ledger.pages {
        section(ledger, page, &mut out);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn section(ledger: &Ledger, page: &Page, out: &mut String) {
    out.push_str(&format!("<h2>{}</h2>\n", escape(&page.document)));
    if page.rows.is_empty() {
        out.push_str("<p>No figures, dates or names.</p>\n");
        return;
    }
    out.push_str("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"");
    out.push_str(&escape(&page.document));
    out.push_str("\">\n<table>\n<thead><tr><th scope=\"col\">Line</th><th scope=\"col\">Fact</th><th scope=\"col\">Value</th>");
    out.push_str(&format!(
        "<th scope=\"col\">{}</th>",
        escape(&ledger.source)
    ));
    for column in &ledger.columns {
        let (name, locale) = (escape(&column.edition), escape(&column.locale));
        out.push_str(&format!(
            "<th scope=\"col\">{name} <small>{locale}</small></th>"
        ));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &page.rows {
        let class = if is_marked(row) {
            " class=\"marked\""
        } else {
            ""
        };
        let source = row.source.as_ref();
        let value = source.map_or("", |said| &said.value);
        let text = match source {
            Some(said) => format!(
                "<td lang=\"{}\">{}</td>",
                escape(&ledger.source),
                escape(&said.text)
            ),
            None => "<td class=\"quiet\">not said</td>".to_owned(),
        };
        out.push_str(&format!(
            "<tr{class}><td class=\"line\">{}</td><td>{}</td><td>{}</td>{text}",
            row.line,
            row.kind,
            escape(value)
        ));
        for (column, cell) in ledger.columns.iter().zip(&row.cells) {
            out.push_str(&html_cell(&column.locale, cell.as_ref()));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

fn html_cell(locale: &str, cell: Option<&Cell>) -> String {
    let Some(cell) = cell else {
        return "<td class=\"quiet\" title=\"for another audience\">–</td>".to_owned();
    };
    let text = cell.said.as_ref().map_or_else(String::new, |said| {
        format!(
            "<span lang=\"{}\">{}</span>",
            escape(locale),
            escape(&said.text)
        )
    });
    let value = cell.said.as_ref().map_or("", |said| &said.value);
    let place = cell.place.as_ref().map_or_else(String::new, |(path, at)| {
        format!(" title=\"{}:{}\"", escape(path), at.line)
    });
    match cell.state {
        State::Same if text.is_empty() => "<td class=\"quiet\">said once</td>".to_owned(),
        State::Same => format!("<td{place}>{text}</td>"),
        State::Differs => format!(
            "<td class=\"fault\"{place}>{text} <small>differs: {}</small></td>",
            escape(value)
        ),
        State::Added => format!(
            "<td class=\"fault\"{place}>{text} <small>added: {}</small></td>",
            escape(value)
        ),
        State::Missing => format!("<td class=\"fault\"{place}><small>missing</small></td>"),
        State::Unsaid => "<td class=\"quiet\">not said</td>".to_owned(),
        State::Untranslated => "<td class=\"quiet\">not translated</td>".to_owned(),
    }
}

/// Returns the sentence that sums the ledger up, without a stop.
#[must_use]
pub fn summary(ledger: &Ledger, differ: usize, names: usize) -> String {
    let rows: usize = ledger.pages.iter().map(|page| page.rows.len()).sum();
    let verb = |count: usize, one: &str, many: &str| {
        format!("{count} {}", if count == 1 { one } else { many })
    };
    let facts = super::plural(rows, "fact");
    let documents = super::plural(ledger.pages.len(), "document");
    let mut parts = vec![format!("{facts} in {documents}")];
    parts.push(match differ {
        0 => "none differs".to_owned(),
        count => verb(count, "differs", "differ"),
    });
    if names > 0 {
        parts.push(verb(names, "name is missing", "names are missing"));
    }
    parts.join(", ")
}
