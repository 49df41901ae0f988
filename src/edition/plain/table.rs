//! Tables as lines of text, their columns aligned.

use pulldown_cmark::Alignment;
use std::fmt;
use unicode_width::UnicodeWidthStr;

/// A table while it is read, and then its text.
pub(super) struct Table {
    alignments: Vec<Alignment>,
    rows: Vec<Vec<String>>,
    wide: bool,
}

impl Table {
    /// Begins a table; `wide` says how wide characters of ambiguous width are.
    pub(super) const fn new(alignments: Vec<Alignment>, wide: bool) -> Self {
        Self {
            alignments,
            rows: Vec::new(),
            wide,
        }
    }

    /// Begins a row.
    pub(super) fn row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Ends a cell of the row.
    pub(super) fn cell(&mut self, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(row) = self.rows.last_mut() {
            row.push(text);
        }
    }

    fn width(&self, text: &str) -> usize {
        if self.wide {
            text.width_cjk()
        } else {
            text.width()
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let widths: Vec<usize> = (0..columns)
            .map(|column| {
                let cells = self.rows.iter().filter_map(|row| row.get(column));
                cells.map(|cell| self.width(cell)).max().unwrap_or_default()
            })
            .collect();
        // A row of blanks says nothing without its rules.
        let has_text = |row: &&Vec<String>| row.iter().any(|cell| !cell.is_empty());
        for row in self.rows.iter().filter(has_text) {
            let mut line = String::new();
            for (column, cell) in row.iter().enumerate() {
                let blanks = widths[column] - self.width(cell);
                let before = match self.alignments.get(column) {
                    Some(Alignment::Right) => blanks,
                    Some(Alignment::Center) => blanks / 2,
                    _ => 0,
                };
                if column > 0 {
                    line.push_str("  ");
                }
                line.push_str(&" ".repeat(before));
                line.push_str(cell);
                line.push_str(&" ".repeat(blanks - before));
            }
            writeln!(formatter, "{}", line.trim_end())?;
        }
        Ok(())
    }
}
