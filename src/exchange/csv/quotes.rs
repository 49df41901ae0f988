//! Whether the quotes of a table stand where one can tell what they enclose.

use crate::exchange::Fault;

/// Where a reader of cells is.
enum At {
    /// Before the first byte of a cell.
    Start,
    /// In a cell without quotes around it, with how many it has met.
    Bare(usize),
    /// Between quotes; on which line the cell began.
    Quoted(usize),
    /// After the closing quote.
    Closed(usize),
}

/// Finds a quote that is never closed, or that closes what nothing opened
/// (RFC 4180, 2.5 to 2.7): a reader would take rows for the text of one cell.
///
/// A quote inside a cell that has none around it is a character like any
/// other, as spreadsheets read it; blanks may follow a closing quote.
pub(super) fn fault(text: &str, delimiter: u8) -> Option<Fault> {
    let bytes = text.as_bytes();
    let (mut at, mut line, mut here) = (At::Start, 1, 0);
    while let Some(&byte) = bytes.get(here) {
        let next = bytes.get(here + 1).copied();
        let ends_line = byte == b'\n' || byte == b'\r' && next != Some(b'\n');
        let ends_cell = byte == delimiter || byte == b'\n' || byte == b'\r';
        at = match at {
            At::Start if byte == b'"' => At::Quoted(line),
            At::Start if ends_cell => At::Start,
            At::Start => At::Bare(0),
            At::Bare(quotes) if ends_cell => {
                if quotes % 2 == 1 && bytes[here - 1] == b'"' {
                    return Some(unopened(line));
                }
                At::Start
            }
            At::Bare(quotes) => At::Bare(quotes + usize::from(byte == b'"')),
            At::Quoted(from) if byte == b'"' && next == Some(b'"') => {
                here += 1;
                At::Quoted(from)
            }
            At::Quoted(from) if byte == b'"' => At::Closed(from),
            At::Quoted(from) => At::Quoted(from),
            At::Closed(_) if ends_cell => At::Start,
            At::Closed(from) if byte == b' ' => At::Closed(from),
            At::Closed(from) => return Some(unclosed(from)),
        };
        line += usize::from(ends_line);
        here += 1;
    }
    match at {
        At::Quoted(from) => Some(unclosed(from)),
        At::Bare(quotes) if quotes % 2 == 1 && bytes.last() == Some(&b'"') => Some(unopened(line)),
        _ => None,
    }
}

fn unclosed(line: usize) -> Fault {
    let message = "a quote opens here that is not closed before the next cell, so nothing of this file is taken: close it, and write a quote inside a quoted text twice";
    Fault {
        line,
        message: message.to_owned(),
    }
}

fn unopened(line: usize) -> Fault {
    let message = "a quote closes here that nothing opened, so nothing of this file is taken: put quotes around the whole text, and write one inside it twice";
    Fault {
        line,
        message: message.to_owned(),
    }
}
