//! CSV: a spreadsheet for a translator (RFC 4180, UTF-8).
//!
//! A byte order mark tells Excel that it is UTF-8. A cell that a spreadsheet
//! would take for a formula begins with `'`, which is taken off on reading.

mod quotes;

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
///
/// A table whose quotes do not close, or that names a column twice, is refused
/// whole: nobody can tell where its cells end, or which of two texts counts. A
/// row that has more cells than the first line names, or ends before its
/// source text, is refused alone.
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
    if let Some(mut fault) = quotes::fault(text, delimiter) {
        fault.line += before;
        return (Vec::new(), vec![fault]);
    }
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
    let named = |name: &&&str| {
        let same = headers
            .iter()
            .filter(|one| one.trim().eq_ignore_ascii_case(name));
        same.count() > 1
    };
    if let Some(twice) = COLUMNS.iter().find(named) {
        let message = format!("the column `{twice}` stands twice in the first line: keep one");
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
        // Two tables, one below the other.
        if record == headers || record.iter().all(str::is_empty) {
            continue;
        }
        if let Some(message) = misshapen(&record, &headers, &places, delimiter) {
            faults.push(Fault { line, message });
            continue;
        }
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
        if row.id.contains('\n') {
            let message =
                "the row names an id of several lines: a quote is out of place here".to_owned();
            faults.push(Fault { line, message });
            continue;
        }
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

/// Says what is wrong with the number of a row's cells, if anything. Cells at
/// the end that are empty may be missing: some spreadsheets leave them out.
fn misshapen(
    record: &csv::StringRecord,
    headers: &csv::StringRecord,
    places: &[Option<usize>; 8],
    delimiter: u8,
) -> Option<String> {
    let mark = match delimiter {
        b'\t' => "tab".to_owned(),
        other => format!("`{}`", char::from(other)),
    };
    if record
        .iter()
        .skip(headers.len())
        .any(|cell| !cell.is_empty())
    {
        return Some(format!(
            "the row has {} cells, and the first line names {}: put quotes around a text that holds a {mark}",
            record.len(),
            headers.len()
        ));
    }
    // `document`, `id` and `source`.
    let needed = [places[0], places[1], places[3]];
    let last = needed.into_iter().flatten().max().unwrap_or(0);
    (record.len() <= last).then(|| {
        format!(
            "the row ends after {} of {} cells: put quotes around a text of several lines",
            record.len(),
            headers.len()
        )
    })
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

    /// The lines and ids of what a table gives.
    fn outcome(text: &str) -> (Vec<String>, Vec<usize>) {
        let (rows, faults) = read(text);
        (
            rows.into_iter().map(|row| row.id).collect(),
            faults.into_iter().map(|fault| fault.line).collect(),
        )
    }

    #[test]
    fn an_unclosed_quote_refuses_the_table_with_its_line() {
        let head = "document,id,source,target\n";
        for (rows, line) in [
            ("a.md,one,One,\"Uno\na.md,two,Two,Dos\n", 2),
            (
                "a.md,one,One,Uno\na.md,two,Two,\"Dos\na.md,three,Three,\"Tres\"\n",
                3,
            ),
            // It would end at the quote that opens a text of several lines.
            ("a.md,one,One,\"Uno\na.md,two,Two,\"\nDos\"\n", 4),
            ("a.md,one,One,\"Uno\na.md,two,Two,\"\"\n", 2),
            ("a.md,one,One,Uno\"\na.md,two,Two,Dos\n", 2),
            ("a.md,one,One, \"Uno, dos\"\n", 2),
            ("a.md,one,One,\"Uno\" y medio\n", 2),
            ("a.md,one,One,\"Uno", 2),
        ] {
            assert_eq!(
                outcome(&format!("{head}{rows}")),
                (vec![], vec![line]),
                "{rows}"
            );
        }
    }

    #[test]
    fn quotes_that_enclose_nothing_are_text() {
        let head = "document,id,source,target\n";
        for (cell, target) in [
            ("un tubo de 5\" de hierro", "un tubo de 5\" de hierro"),
            ("dijo \"hola\" ayer", "dijo \"hola\" ayer"),
            ("dijo \"hola\"", "dijo \"hola\""),
            ("\"dijo \"\"hola\"\"\"", "dijo \"hola\""),
            ("\"\"\"hola\"\"\"", "\"hola\""),
        ] {
            let (rows, faults) = read(&format!("{head}a.md,one,One,{cell}\na.md,two,,\n"));
            assert_eq!((rows[0].target.as_str(), rows.len()), (target, 2));
            assert_eq!(faults, []);
        }
    }

    #[test]
    fn a_row_of_the_wrong_shape_is_refused_alone() {
        let text = "document,id,source,target,base\na.md,one,One,Uno, y medio,f\n\
            a.md\ntwo,Two,Dos\na.md,three,Three\ndocument,id,source,target,base\na.md,four,Four,Cuatro,,,\n";
        let (ids, lines) = outcome(text);
        assert_eq!(ids, ["Two", "three", "four"].map(str::to_owned));
        assert_eq!(lines, [2, 3]);
    }

    #[test]
    fn a_column_that_stands_twice_refuses_the_table() {
        let text = "document,id,source,target,Target\na.md,one,One,Uno,Dos\n";
        assert_eq!(outcome(text), (vec![], vec![1]));
    }

    proptest! {
        /// A table with one quote too few or too many is refused, or differs in
        /// one row alone: none is swallowed.
        #[test]
        fn a_quote_out_of_place_swallows_no_row(
            cells in proptest::collection::vec("[\",\n a]{0,6}", 2..6),
            put in proptest::bool::ANY,
            place in 0_usize..1000,
        ) {
            let made = |(count, cell): (usize, &String)| Row {
                id: format!("id{count}"),
                line: 0,
                ..row("S", cell)
            };
            let rows: Vec<Row> = cells.iter().enumerate().map(made).collect();
            let mut text = write(&rows);
            let start = text.find('\n').expect("a header") + 1;
            if put {
                text.insert(start + place % (text.len() - start), '"');
            } else if let Some((at, _)) = text.match_indices('"').nth(place % 7) {
                text.remove(at);
            }
            let (came, faults) = read(&text);
            let came: Vec<Row> = came.into_iter().map(|row| Row { line: 0, ..row }).collect();
            let differ = rows.iter().filter(|row| !came.contains(row)).count();
            let refused = came.is_empty() && faults.len() == 1;
            prop_assert!(refused || differ <= 1, "{}\n{:?}\n{:?}", text, came, faults);
        }

        #[test]
        fn any_text_comes_back(source in "[^\r]{0,12}", target in "['=+@,;\"\n a-\u{4e2d}]{0,12}") {
            prop_assert_eq!(read(&write(&[row(&source, &target)])).0, [row(&source, &target)]);
        }
    }
}
