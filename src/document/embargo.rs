//! `embargo:` of the front matter: until when a document is kept back.
//!
//! A document whose embargo cannot be read is kept back too: what is published
//! by mistake cannot be taken back.

use super::{Document, Fault, Scalar};
use crate::text::Span;
use jiff::{Timestamp, ZonedDateTime};

/// The name of the field.
const NAME: &str = "embargo";
/// What a faulty one should be.
const HELP: &str = "write a date, a time and its distance from UTC, such as \
    2026-12-01T08:00-05:00; the document is kept back until then";

/// Until when a document is kept back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embargo {
    /// When it ends; `None` is not before it is corrected.
    pub until: Option<Timestamp>,
    /// The time as its author wrote it.
    pub written: String,
    /// Where its key stands.
    pub key: Span,
}

impl Embargo {
    /// Returns whether the document is kept back at that time.
    #[must_use]
    pub fn holds(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}

/// Returns whether a key of front matter is this field's, by whatever case.
pub(super) fn is_key(name: &str) -> bool {
    name.eq_ignore_ascii_case(NAME)
}

/// Takes the field in; `value` is `None` for what is not a scalar.
pub(super) fn add(key: Span, value: Option<&Scalar>, document: &mut Document) {
    let written = match value {
        Some(Scalar::Date(text) | Scalar::Text(text)) => text.trim(),
        Some(Scalar::Number(text)) => text.as_str(),
        _ => "",
    };
    let message = if document.embargo.is_some() {
        Some("the front matter has `embargo` twice".to_owned())
    } else {
        let until = instant(written);
        document.embargo = Some(Embargo {
            until,
            written: written.to_owned(),
            key,
        });
        until.is_none().then(|| match written {
            "" => "the embargo is not a date with a time".to_owned(),
            _ => format!(
                "the embargo `{written}` is not a date with a time and its distance from UTC"
            ),
        })
    };
    if let Some(message) = message {
        fault(key, message, document);
    }
}

/// Keeps a document back whose front matter cannot be read, where `source`, which
/// begins at `start`, seems to have the field.
pub(super) fn look_for(source: &str, start: usize, document: &mut Document) {
    let mut at = start;
    for line in source.split_inclusive(['\n', '\r']) {
        let key = line.split([':', '=']).next().unwrap_or_default();
        let name = key.trim_matches(|one: char| one.is_whitespace() || matches!(one, '"' | '\''));
        if is_key(name) && name.len() < line.trim().len() {
            let key = Span::new(at, at + key.trim_end().len());
            fault(key, "the embargo cannot be read".to_owned(), document);
            return;
        }
        at += line.len();
    }
}

fn fault(key: Span, message: String, document: &mut Document) {
    document.embargo = Some(Embargo {
        until: None,
        written: String::new(),
        key,
    });
    document.faults.push(Fault {
        span: key,
        message,
        help: HELP.to_owned(),
    });
}

/// Reads a time that is one moment everywhere: `2026-12-01T08:00-05:00`, with
/// `[America/Guayaquil]` after it or not.
fn instant(text: &str) -> Option<Timestamp> {
    if text.ends_with(']') {
        return text
            .parse::<ZonedDateTime>()
            .ok()
            .map(|zoned| zoned.timestamp());
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::{Format, read};
    use jiff::Timestamp;

    fn until(text: &str) -> Option<Option<Timestamp>> {
        let document = read(text, Format::Markdown, &[]);
        let embargo = document.embargo?;
        assert_eq!(
            embargo.until.is_none(),
            !document.faults.is_empty(),
            "{text}"
        );
        Some(embargo.until)
    }

    #[test]
    fn a_time_with_its_distance_from_utc_is_read() {
        let moment = Some(Some("2026-12-01T13:00:00Z".parse().unwrap()));
        for value in [
            "2026-12-01T08:00-05:00",
            "2026-12-01 08:00:00-05:00",
            "2026-12-01T13:00Z",
            "\"2026-12-01T21:00+08:00\"",
            "'2026-12-01T08:00-05:00[America/Guayaquil]'",
        ] {
            assert_eq!(
                until(&format!("---\nembargo: {value}\n---\nx\n")),
                moment,
                "{value}"
            );
        }
        assert_eq!(until("---\nEmbargo: 2026-12-01T13:00Z\n---\nx\n"), moment);
        for value in [
            "2026-12-01T08:00:00-05:00",
            "2026-12-01 13:00:00Z",
            "'2026-12-01T13:00Z'",
        ] {
            assert_eq!(
                until(&format!("+++\nembargo = {value}\n+++\nx\n")),
                moment,
                "{value}"
            );
        }
        assert_eq!(until("---\ntitle: x\n---\nembargo: y\n"), None);
        assert_eq!(until("embargo: 2026-12-01T13:00Z\n"), None);
    }

    #[test]
    fn what_cannot_be_read_keeps_the_document_back() {
        for value in [
            "2026-12-01",
            "2026-12-01T08:00",
            "2026-02-30T08:00Z",
            "2026-12-01T25:00Z",
            "2026-13-01T08:00Z",
            "'2026-12-01T08:00-04:00[America/Guayaquil]'",
            "08:00-05:00",
            "tomorrow",
            "true",
            "1764594000",
            "",
            "[2026-12-01T08:00-05:00]",
            "\n  at: 2026-12-01T08:00-05:00",
            "2026-12-01T08:00-05:00\nembargo: 2026-11-01T08:00-05:00",
            "2026-12-01T08:00-05:00\ntitle: [a",
        ] {
            assert_eq!(
                until(&format!("---\nembargo: {value}\n---\nx\n")),
                Some(None),
                "{value}"
            );
        }
        for value in [
            "2026-12-01",
            "2026-12-01T08:00:00",
            "08:00:00",
            "2026-02-30T08:00:00Z",
            "true",
        ] {
            assert_eq!(
                until(&format!("+++\nembargo = {value}\n+++\nx\n")),
                Some(None),
                "{value}"
            );
        }
        // Front matter that does not end, or does not begin the file.
        for text in [
            "---\ntitle: x\nembargo: 2026-12-01T08:00-05:00\n\n# x\n",
            "\n---\nembargo: 2026-12-01T08:00-05:00\n---\n",
            " ---\nembargo: 2026-12-01T08:00-05:00\n---\n",
        ] {
            assert_eq!(until(text), Some(None), "{text:?}");
        }
    }
}
