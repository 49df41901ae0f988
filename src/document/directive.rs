//! Directives: HTML comments that speak to the localisation.
//!
//! Ours begin with `l10n:` and leave the outputs; those of mdbook-i18n-helpers
//! are obeyed and stay.

use memchr::memmem;

/// What a comment asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Order {
    /// A note to the translator, for the next block.
    Note(String),
    /// The next block is not translated.
    Skip,
    /// Nothing is translated from here.
    Off,
    /// Translation goes on.
    On,
    /// The id of the next block.
    Id(String),
    /// The next block is the caption of the picture before it.
    Caption,
    /// What follows is for these audiences.
    Audience(Vec<String>),
    /// The region ends.
    End,
    /// A directive of ours that is not known.
    Unknown(String),
}

/// A comment that is a directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Comment {
    /// What it asks for.
    pub order: Order,
    /// Whether it is ours, and so leaves the outputs.
    pub ours: bool,
}

/// Reads `html` as comments that all are directives, with nothing but blanks
/// around them; `None` for any other.
pub(super) fn all(html: &str) -> Option<Vec<Comment>> {
    let mut rest = html.trim();
    let mut found = Vec::new();
    while !rest.is_empty() {
        if !begins_as_one(rest) {
            return None;
        }
        let end = rest.find("-->")? + "-->".len();
        found.push(parse(&rest[..end])?);
        rest = rest[end..].trim_start();
    }
    (!found.is_empty()).then_some(found)
}

/// Returns whether a comment that begins so may be a directive: most are not,
/// and need not be read to their ends.
fn begins_as_one(html: &str) -> bool {
    html.strip_prefix("<!--").is_some_and(|inner| {
        let inner = inner.trim_start();
        let marks = ["l10n:", "i18n", "mdbook-xgettext:"];
        marks.iter().any(|mark| inner.starts_with(mark))
    })
}

/// Finds a directive of ours among other HTML, where it is none: what stands
/// behind `l10n:`.
pub(super) fn misplaced(html: &str) -> Option<&str> {
    memmem::find(html.as_bytes(), b"l10n:")?;
    html.split("<!--").skip(1).find_map(|comment| {
        let word = comment.trim_start().strip_prefix("l10n:")?;
        let end = word.find(|c: char| !c.is_ascii_alphanumeric());
        Some(&word[..end.unwrap_or(word.len())])
    })
}

/// Reads `html` as one directive; blanks around the comment do not count.
fn parse(html: &str) -> Option<Comment> {
    let inner = html.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    if inner.contains("-->") {
        return None;
    }
    let inner = inner.trim();
    if let Some(rest) = inner.strip_prefix("l10n:") {
        return Some(Comment {
            order: ours(rest),
            ours: true,
        });
    }
    let order = match inner {
        "i18n:skip" | "mdbook-xgettext:skip" | "i18n-skip" => Order::Skip,
        "i18n:skip-start" => Order::Off,
        "i18n:skip-end" => Order::On,
        _ => Order::Note(
            inner
                .strip_prefix("i18n:comment")?
                .trim_start_matches(':')
                .trim()
                .to_owned(),
        ),
    };
    Some(Comment { order, ours: false })
}

fn ours(rest: &str) -> Order {
    let (word, argument) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let argument = argument.split_whitespace().collect::<Vec<_>>().join(" ");
    match word {
        "note" if !argument.is_empty() => Order::Note(argument),
        "skip" if argument.is_empty() => Order::Skip,
        "off" if argument.is_empty() => Order::Off,
        "on" if argument.is_empty() => Order::On,
        "end" if argument.is_empty() => Order::End,
        "id" if is_identifier(&argument) => Order::Id(argument),
        "caption" if argument.is_empty() => Order::Caption,
        "audience" if !argument.is_empty() => Order::Audience(
            argument
                .split([' ', ','])
                .filter(|s| !s.is_empty())
                .map(str::to_owned)
                .collect(),
        ),
        _ => Order::Unknown(rest.trim().to_owned()),
    }
}

/// Returns whether `text` is an identifier of Fluent.
fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_and_those_of_mdbook() {
        let order = |text| parse(text).map(|comment| comment.order);
        assert_eq!(
            order("<!-- l10n:note  two\nlines -->"),
            Some(Order::Note("two lines".into()))
        );
        assert_eq!(order("<!--l10n:skip-->"), Some(Order::Skip));
        assert_eq!(order("<!-- l10n:caption -->"), Some(Order::Caption));
        assert_eq!(
            order("<!-- l10n:audience weifang wire -->"),
            Some(Order::Audience(vec!["weifang".into(), "wire".into()]))
        );
        assert_eq!(
            order("<!-- l10n:id 1x -->"),
            Some(Order::Unknown("id 1x".into()))
        );
        assert_eq!(
            order("<!-- i18n:comment: hm -->"),
            Some(Order::Note("hm".into()))
        );
        assert_eq!(order("<!-- mdbook-xgettext:skip -->"), Some(Order::Skip));
        assert_eq!(order("<!-- prose -->"), None);
        assert_eq!(order("<!-- l10n:off --> x <!-- l10n:on -->"), None);
        let count = |text| all(text).map(|found| found.len());
        assert_eq!(
            count(" <!-- l10n:skip --> <!-- l10n:id a -->\n<!-- i18n:skip -->"),
            Some(3)
        );
        assert_eq!(count("<!-- l10n:off --> x <!-- l10n:on -->"), None);
        assert_eq!(count("<!-- l10n:skip --> <!-- prose -->"), None);
        assert_eq!(count(""), None);
        assert_eq!(misplaced("<p> <!-- l10n:skip --> x"), Some("skip"));
        assert_eq!(misplaced("<p> l10n:skip <!-- see l10n:skip -->"), None);
    }
}
