//! What cannot be read: why, where, and what to do.

use super::Text;
use crate::diagnostic::{Finding, Severity};
use crate::text::Span;
use std::io;
use std::path::Path;

/// The rule under which text that is not UTF-8 is reported.
pub const NOT_UTF8: &str = "not-utf8";
/// The rule under which what is not a file of the project is reported.
const UNUSABLE: &str = "unusable-file";

/// Something that is there and was not read.
#[derive(Debug, Clone, PartialEq)]
pub struct Unread {
    /// Why, and where.
    pub finding: Finding,
    /// The file or folder, by its path, that nothing is known of: that of the finding,
    /// or a folder whose rules are in that file.
    pub path: String,
    /// The bytes as a text that the finding's place is in, what is wrong replaced.
    pub shown: Option<String>,
}

impl Unread {
    /// Says why a file or folder cannot be part of the project.
    pub(crate) fn new(path: &str, why: &str) -> Self {
        Self {
            finding: unusable(path, why),
            path: path.to_owned(),
            shown: None,
        }
    }

    /// Sets what to do.
    pub(crate) fn help(mut self, help: &str) -> Self {
        self.finding = self.finding.help(help);
        self
    }

    /// Says why a file or folder cannot be read.
    pub(super) fn of_error(path: &str, error: &io::Error) -> Self {
        let why = match error.kind() {
            io::ErrorKind::NotFound => "it was there a moment ago, and is not any more".to_owned(),
            io::ErrorKind::PermissionDenied => "nobody gave the right to read it".to_owned(),
            _ => format!("it cannot be read ({error})"),
        };
        let help = match error.kind() {
            io::ErrorKind::NotFound => "run again",
            io::ErrorKind::PermissionDenied => "give yourself the right to read it (`chmod u+r`)",
            _ => "put it back from git, or look at the disk",
        };
        Self::new(path, &why).help(help)
    }
}

/// Says that a file is left out.
pub(crate) fn unusable(path: &str, why: &str) -> Finding {
    Finding::new(
        UNUSABLE,
        Severity::Error,
        path,
        format!("this file is left out: {why}"),
    )
    .help("move the file into the project, or rename it")
}

/// What stands in the place of a file, if that is something else.
pub(super) fn other_kind(data: &std::fs::Metadata) -> Option<&'static str> {
    if data.is_file() {
        return None;
    }
    if data.is_dir() {
        return Some("a folder stands in its place");
    }
    Some(special(data))
}

#[cfg(unix)]
fn special(data: &std::fs::Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    let kind = data.file_type();
    if kind.is_fifo() {
        "a pipe stands in its place, which would be waited for"
    } else if kind.is_socket() {
        "a socket stands in its place"
    } else {
        "a device stands in its place"
    }
}

#[cfg(not(unix))]
fn special(_: &std::fs::Metadata) -> &'static str {
    "something that is not a file stands in its place"
}

/// How large a text may be, in bytes: spans of many times its size are kept of it.
const LARGEST: u64 = 512 << 20;

/// Reads the text of a file by its full path; `path` names it in findings.
///
/// Total: nothing is waited for, and what cannot be read is [`Text::Invalid`].
pub(super) fn read(full: &Path, path: &str) -> Text {
    let invalid = |unread: Unread| Text::Invalid(Box::new(unread));
    let data = match std::fs::metadata(full) {
        Ok(data) => data,
        Err(error) => return invalid(Unread::of_error(path, &error)),
    };
    if let Some(why) = other_kind(&data) {
        return invalid(Unread::new(path, why).help("move away what stands there"));
    }
    if data.len() > LARGEST {
        let why = format!("it has more than {} MiB", LARGEST >> 20);
        return invalid(Unread::new(path, &why).help("divide it"));
    }
    match std::fs::read(full) {
        Ok(bytes) => decode(path, bytes),
        Err(error) => invalid(Unread::of_error(path, &error)),
    }
}

/// Reads bytes as text; what is no text is a finding at its first bad byte.
pub(super) fn decode(path: &str, bytes: Vec<u8>) -> Text {
    if let Some(wide) = Wide::of(&bytes) {
        return Text::Invalid(Box::new(wide.unread(path, &bytes)));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Text::Utf8(text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let shown = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let wrong = shown[at..].chars().next().map_or(0, char::len_utf8);
            let message = format!(
                "this is not UTF-8 text: {} at byte {at} of the file",
                bad_bytes(&error)
            );
            let finding = Finding::new(NOT_UTF8, Severity::Error, path, message)
                .at(Span::new(at, at + wrong))
                .help("save the file as UTF-8; it is left out until then");
            Text::Invalid(Box::new(Unread {
                finding,
                path: path.to_owned(),
                shown: Some(shown),
            }))
        }
    }
}

/// Writes the first bytes that are no text as hexadecimal digits.
fn bad_bytes(error: &std::string::FromUtf8Error) -> String {
    let bytes = error.as_bytes();
    let at = error.utf8_error().valid_up_to();
    let length = error.utf8_error().error_len().unwrap_or(bytes.len() - at);
    let digits = bytes[at..at + length]
        .iter()
        .map(|byte| format!("{byte:02X}"));
    digits.collect::<Vec<_>>().join(" ")
}

/// Says where bytes cease to be text, for a file that the command line names.
pub(super) fn not_text(bytes: &[u8], error: &std::string::FromUtf8Error) -> String {
    if let Some(wide) = Wide::of(bytes) {
        return wide.name().to_owned();
    }
    let at = error.utf8_error().valid_up_to();
    let before = &bytes[..at];
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
    format!("this is not UTF-8 text: line {line}, byte {at} of the file")
}

/// Text of two bytes or four a character, which some Windows programs call "Unicode".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wide {
    Utf16Le,
    Utf16Be,
    Utf32,
}

/// How many bytes are looked at for the pattern of UTF-16.
const LOOK: usize = 4096;

impl Wide {
    /// Recognises it by its byte order mark (Unicode 17.0, 23.8), or, where every other
    /// byte of nearly all pairs is zero, by that: Latin text without a mark.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => return Some(Self::Utf32),
            [0xFF, 0xFE, ..] => return Some(Self::Utf16Le),
            [0xFE, 0xFF, ..] => return Some(Self::Utf16Be),
            _ => {}
        }
        let pairs = bytes[..bytes.len().min(LOOK)].chunks_exact(2);
        let count = pairs.len();
        let (mut first, mut second) = (0, 0);
        for pair in pairs {
            first += usize::from(pair[0] == 0 && pair[1] != 0);
            second += usize::from(pair[1] == 0 && pair[0] != 0);
        }
        // A line or so; nine of ten, since there may be a dash or an accent of another block.
        let most = |zeros: usize| count >= 4 && zeros * 10 >= count * 9;
        if most(second) {
            Some(Self::Utf16Le)
        } else {
            most(first).then_some(Self::Utf16Be)
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Utf16Le | Self::Utf16Be => "this is UTF-16 text, not UTF-8",
            Self::Utf32 => "this is UTF-32 text, not UTF-8",
        }
    }

    /// Says so, at the beginning of the file.
    fn unread(self, path: &str, bytes: &[u8]) -> Unread {
        let pairs = bytes.chunks_exact(2);
        let units: Vec<u16> = pairs
            .map(|pair| match self {
                Self::Utf16Be => u16::from_be_bytes([pair[0], pair[1]]),
                _ => u16::from_le_bytes([pair[0], pair[1]]),
            })
            .collect();
        let shown = match self {
            Self::Utf32 => String::new(),
            _ => String::from_utf16_lossy(&units),
        };
        let finding = Finding::new(NOT_UTF8, Severity::Error, path, self.name())
            .at(Span::new(0, 0))
            .help("save the file as UTF-8 (editors call this one \"Unicode\" or \"UTF-16\"; `iconv -f UTF-16 -t UTF-8` converts it); it is left out until then");
        Unread {
            finding,
            path: path.to_owned(),
            shown: Some(shown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::LineIndex;

    fn unread(bytes: &[u8]) -> Unread {
        match decode("x.md", bytes.to_vec()) {
            Text::Invalid(unread) => *unread,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn bytes_that_are_no_text_say_where() {
        for (bytes, line, column) in [
            (&b"one\ntwo \xff"[..], 2, 5),
            ("é中𠀀".as_bytes(), 1, 4),
            ("\u{feff}é\r\n".as_bytes(), 2, 1),
            (b"", 1, 1),
        ] {
            let mut all = bytes.to_vec();
            if !all.ends_with(b"\xff") {
                all.push(0xff);
            }
            let unread = unread(&all);
            let shown = unread.shown.unwrap_or_default();
            let start = unread.finding.span.unwrap_or_default().start;
            let place = LineIndex::new(&shown).position(&shown, start);
            assert_eq!((place.line, place.column), (line, column), "{all:?}");
            assert!(unread.finding.message.contains("FF at byte"));
        }
    }

    #[test]
    fn sixteen_bits_are_named_with_a_mark_and_without() {
        let text = "# Título\n\nThe city gave masks.\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for bytes in [
            little.clone(),
            big.clone(),
            marked(b"\xff\xfe", &little),
            marked(b"\xfe\xff", &big),
        ] {
            let unread = unread(&bytes);
            assert!(unread.finding.message.contains("UTF-16"));
            assert!(unread.shown.unwrap_or_default().contains("Título"));
        }
    }

    #[test]
    fn text_with_some_zeros_is_text() {
        for text in [
            "Two.\0\n",
            "a\0",
            "",
            "\0\0\0\0\0\0\0\0\0\0",
            "中文\0中文\n",
        ] {
            assert_eq!(decode("x", text.into()), Text::Utf8(text.to_owned()));
        }
    }
}
