//! CSV: a spreadsheet for a translator (RFC 4180, UTF-8).
//!
//! A byte order mark tells Excel that it is UTF-8. A cell that a spreadsheet
//! would take for a formula begins with `'`, which is taken off on reading.

use super::{Fault, Row};
use crate::text::LineIndex;

const COLUMNS: [&str; 8] = [
    "document", "id", "context", "source", "target", "state", "notes", "base",
];

/// Writes rows, with a line of column names.
pub(super) fn write(rows: &[Row]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let mut written = writer.write_record(COLUMNS);
    for row in rows {
        let cells = [
            &row.document,
            &row.id,
            &row.context,
            &row.source,
            &row.target,
            &row.state,
            &row.notes,
            &row.base,
        ];
        written = written.and_then(|()| writer.write_record(cells.map(|cell| guard(cell))));
    }
    debug_assert!(written.is_ok(), "memory takes all rows");
    let bytes = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}

/// Reads rows; columns may stand in any order, and others beside them.
pub(super) fn read(text: &str) -> (Vec<Row>, Vec<Fault>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // Excel reads and writes such a line to say what divides the cells.
    let named = text
        .lines()
        .next()
        .filter(|line| line.starts_with("sep=") && line.len() == 5);
    let skipped = named.map_or(0, |line| {
        line.len()
            + text[line.len()..]
                .chars()
                .take_while(|c| matches!(c, '\r' | '\n'))
                .count()
    });
    let (before, text) = (usize::from(skipped > 0), &text[skipped..]);
    let first = text.lines().next().unwrap_or_default();
    // Spreadsheets in Spanish and many other languages save semicolons.
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|mark| first.bytes().filter(|byte| byte == mark).count())
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let headers = reader.headers().cloned().unwrap_or_default();
    let column = |name: &str| {
        headers
            .iter()
            .position(|header| header.trim().eq_ignore_ascii_case(name))
    };
    let missing: Vec<&str> = ["document", "id", "source", "target"]
        .into_iter()
        .filter(|name| column(name).is_none())
        .collect();
    if !missing.is_empty() {
        let message = format!(
            "there is no column `{}`: keep the first line as `export` wrote it",
            missing.join("`, `")
        );
        let line = before + 1;
        return (Vec::new(), vec![Fault { line, message }]);
    }
    let places = COLUMNS.map(column);
    let index = LineIndex::new(text);
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                faults.push(Fault {
                    line: before + usize::try_from(line).unwrap_or(1),
                    message: format!("the row cannot be read: {error}"),
                });
                continue;
            }
        };
        let line = record
            .position()
            .map_or(1, |position| line_at(text, &index, position.byte()))
            + before;
        let cell = |index: usize| {
            let raw = places[index]
                .and_then(|place| record.get(place))
                .unwrap_or_default();
            unguard(raw).replace("\r\n", "\n").replace('\r', "\n")
        };
        let row = Row {
            document: cell(0),
            id: cell(1),
            context: cell(2),
            source: cell(3),
            target: cell(4),
            state: cell(5),
            notes: cell(6),
            base: cell(7),
            line,
        };
        if row.document.is_empty() || row.id.is_empty() {
            if !row.target.trim().is_empty() {
                let message =
                    "the row names no document or no id: restore both from the exported file"
                        .to_owned();
                faults.push(Fault {
                    line: row.line,
                    message,
                });
            }
            continue;
        }
        rows.push(row);
    }
    (rows, faults)
}

/// Returns the line of the record at `byte`; the reader counts the rest of the
/// line end before it, and blank lines, as the record's own.
fn line_at(text: &str, index: &LineIndex, byte: u64) -> usize {
    let at = usize::try_from(byte).unwrap_or(0).min(text.len());
    let ends = text.as_bytes()[at..]
        .iter()
        .take_while(|byte| matches!(byte, b'\r' | b'\n'))
        .count();
    index.position(text, at + ends).line
}

/// Returns whether a spreadsheet could run the cell, or it looks guarded already.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn guard(cell: &str) -> String {
    if is_formula(cell) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(cell) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(source: &str, target: &str) -> Row {
        Row {
            document: "a.md".into(),
            id: "one".into(),
            source: source.into(),
            target: target.into(),
            line: 2,
            ..Row::default()
        }
    }

    #[test]
    fn formulas_are_guarded_and_come_back() {
        let text = write(&[row("=1+1", "'-x")]);
        assert!(text.contains(",'=1+1,''-x,"), "{text}");
        assert_eq!(read(&text).0, [row("=1+1", "'-x")]);
    }

    #[test]
    fn a_spreadsheet_may_change_delimiter_order_and_line_ends() {
        let (rows, faults) = read("ID;Target;Document;Source\none;\"Uno;\ndos\";a.md;One\n;x;;\n");
        assert_eq!(rows, [row("One", "Uno;\ndos")]);
        assert_eq!(faults[0].line, 4);
    }

    #[test]
    fn excels_line_that_names_the_delimiter_is_no_header() {
        let (rows, faults) = read(
            "sep=;\r\nid;target;document;source;;\r\none;\"Uno\r\ndos\";a.md;One;;\r\n;x;;;;\r\n",
        );
        let wanted = Row {
            line: 3,
            ..row("One", "Uno\ndos")
        };
        assert_eq!(rows, [wanted]);
        assert_eq!(faults[0].line, 5);
    }

    #[test]
    fn a_file_without_the_columns_is_refused() {
        let (rows, faults) = read("a,b\n1,2\n");
        assert!(rows.is_empty());
        assert!(faults[0].message.contains("`document`, `id`"));
    }

    proptest! {
        #[test]
        fn any_text_comes_back(source in "[^\r]{0,12}", target in "['=+@,;\"\n a-\u{4e2d}]{0,12}") {
            prop_assert_eq!(read(&write(&[row(&source, &target)])).0, [row(&source, &target)]);
        }
    }
}
