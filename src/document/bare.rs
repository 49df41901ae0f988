//! Bare addresses in text: what GitHub links without any mark.
//!
//! The rules are those of GFM 0.29 (§6.9, "Autolinks (extension)") as cmark-gfm
//! applies them, with one of our own: Han and full-width punctuation end an
//! address, since no space stands before them.

use crate::locale::is_cjk_punctuation;
use std::ops::Range;

/// An address in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bare {
    /// Where it stands.
    pub(crate) range: Range<usize>,
    /// Where it leads: with a scheme.
    pub(crate) href: String,
}

/// Finds the bare addresses of a text, in order.
pub(crate) fn addresses(text: &str) -> Vec<Bare> {
    let mut found: Vec<Bare> = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find([':', 'w', 'W', '@']) {
        let sign = at + next;
        let end = found.last().map_or(0, |bare| bare.range.end);
        let bare = match text.as_bytes()[sign] {
            b':' => with_scheme(text, sign, end),
            b'@' => mail(text, sign, end),
            _ => with_www(text, sign),
        };
        at = match bare {
            Some(bare) => {
                let end = bare.range.end;
                found.push(bare);
                end
            }
            None => sign + 1,
        };
    }
    found
}

/// Reads `https://…` around its colon; nothing before `from` belongs to it.
fn with_scheme(text: &str, colon: usize, from: usize) -> Option<Bare> {
    text[colon..].starts_with("://").then_some(())?;
    let before = &text[from..colon];
    let start = colon
        - ["https", "http", "ftp"].iter().find_map(|scheme| {
            let at = before.len().checked_sub(scheme.len())?;
            let own = before.get(at..)?;
            own.eq_ignore_ascii_case(scheme).then_some(scheme.len())
        })?;
    let is_word = text[from..start].ends_with(|c: char| c.is_ascii_alphanumeric());
    let end = ends(text, colon + 3, false).filter(|_| !is_word)?;
    let href = text[start..end].to_owned();
    Some(Bare {
        range: start..end,
        href,
    })
}

/// Reads `www.…`.
fn with_www(text: &str, start: usize) -> Option<Bare> {
    let lead = text.get(start..start + 4)?;
    lead.eq_ignore_ascii_case("www.").then_some(())?;
    let may_begin = text[..start].chars().next_back().is_none_or(|c| {
        c.is_whitespace() || matches!(c, '*' | '_' | '~' | '(') || (!c.is_ascii() && !is_latin(c))
    });
    let end = ends(text, start, true).filter(|_| may_begin)?;
    Some(Bare {
        range: start..end,
        href: format!("http://{}", &text[start..end]),
    })
}

/// Reads `name@host.org` around its sign.
fn mail(text: &str, sign: usize, from: usize) -> Option<Bare> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let name = text[from..sign].rfind(|c| !is_name(c)).map_or(from, |at| {
        from + at + text[from + at..].chars().next().map_or(1, char::len_utf8)
    });
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let host = &text[sign + 1..];
    let host = &host[..host.find(|c| !is_host(c)).unwrap_or(host.len())];
    let host = host.trim_end_matches('.');
    let fits = name < sign
        && host.contains('.')
        && host.split('.').all(|part| !part.is_empty())
        && !host.ends_with(['-', '_']);
    fits.then(|| {
        let range = name..sign + 1 + host.len();
        let href = format!("mailto:{}", &text[range.clone()]);
        Bare { range, href }
    })
}

/// Returns where an address ends whose host begins at `host`; `None` where that
/// is no host. One with `www.` needs a stop in it.
fn ends(text: &str, host: usize, needs_stop: bool) -> Option<usize> {
    let rest = &text[host..];
    let is_host = |c: char| c.is_alphanumeric() && !is_cjk_like(c) || matches!(c, '.' | '-' | '_');
    let length = rest.find(|c| !is_host(c)).unwrap_or(rest.len());
    let name = rest[..length].trim_end_matches('.');
    let parts: Vec<&str> = name.split('.').collect();
    let last_two = &parts[parts.len().saturating_sub(2)..];
    let fits = !name.is_empty()
        && parts.iter().all(|part| !part.is_empty())
        && (parts.len() > 1 || !needs_stop)
        && last_two.iter().all(|part| !part.contains('_'));
    fits.then_some(())?;
    let after = &rest[length..];
    // Han that follows the host is text; in a path it is a part of it.
    let end = if after.starts_with(is_cjk_like) {
        length
    } else {
        let stops = |c: char| c.is_whitespace() || c == '<' || is_cjk_punctuation(c);
        length + after.find(stops).unwrap_or(after.len())
    };
    let address = trimmed(&rest[..end]);
    (address.len() >= name.len()).then(|| host + address.len())
}

/// Returns an address without the punctuation that is the sentence's.
fn trimmed(address: &str) -> &str {
    let mut address = address;
    let (mut open, mut closed) = (address.matches('(').count(), address.matches(')').count());
    loop {
        let before = address;
        address = address.trim_end_matches(['?', '!', '.', ',', ':', '*', '_', '~', '\'', '"']);
        if address.ends_with(')') && closed > open {
            address = &address[..address.len() - 1];
            closed -= 1;
        }
        if let Some(rest) = address.strip_suffix(';') {
            let name = rest.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
            address = match name.strip_suffix('&') {
                Some(before) if name.len() < rest.len() => {
                    open -= address[before.len()..].matches('(').count();
                    before
                }
                _ => rest,
            };
        }
        if address.len() == before.len() {
            return address;
        }
    }
}

fn is_latin(c: char) -> bool {
    c.is_alphanumeric() && !is_cjk_like(c)
}

/// Returns whether a character is Han, Kana, or punctuation as wide.
fn is_cjk_like(c: char) -> bool {
    crate::locale::is_cjk(c) || is_cjk_punctuation(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        addresses(text).into_iter().map(|bare| bare.href).collect()
    }

    /// The examples of GFM 0.29 §6.9, and Han.
    #[test]
    fn addresses_are_those_of_github() {
        for (text, expected) in [
            ("www.commonmark.org", &["http://www.commonmark.org"][..]),
            (
                "Visit www.commonmark.org/help for more.",
                &["http://www.commonmark.org/help"],
            ),
            ("Visit www.commonmark.org.", &["http://www.commonmark.org"]),
            (
                "Visit www.commonmark.org/a.b.",
                &["http://www.commonmark.org/a.b"],
            ),
            (
                "www.google.com/search?q=Markup+(business)",
                &["http://www.google.com/search?q=Markup+(business)"],
            ),
            (
                "(www.google.com/search?q=Markup+(business)))",
                &["http://www.google.com/search?q=Markup+(business)"],
            ),
            (
                "www.google.com/search?q=(business))+ok",
                &["http://www.google.com/search?q=(business))+ok"],
            ),
            (
                "www.google.com/search?q=commonmark&hl=en",
                &["http://www.google.com/search?q=commonmark&hl=en"],
            ),
            (
                "www.google.com/search?q=commonmark&hl;",
                &["http://www.google.com/search?q=commonmark"],
            ),
            (
                "www.commonmark.org/he<lp",
                &["http://www.commonmark.org/he"],
            ),
            ("http://commonmark.org", &["http://commonmark.org"]),
            (
                "(Visit https://encrypted.google.com/search?q=Markup+(business))",
                &["https://encrypted.google.com/search?q=Markup+(business)"],
            ),
            ("foo@bar.baz", &["mailto:foo@bar.baz"]),
            (
                "hello@mail+xyz.example isn't valid, but hello+xyz@mail.example is.",
                &["mailto:hello+xyz@mail.example"],
            ),
            (
                "a.b-c_d@a.b a.b-c_d@a.b. a.b-c_d@a.b- a.b-c_d@a.b_",
                &["mailto:a.b-c_d@a.b", "mailto:a.b-c_d@a.b"],
            ),
            (
                "见https://a.org/b。再看https://c.org，和www.d.org（好）",
                &["https://a.org/b", "https://c.org", "http://www.d.org"],
            ),
            (
                "访问https://a.org的网页、https://a.org/路径/b？",
                &["https://a.org", "https://a.org/路径/b"],
            ),
            ("写信给a@b.org。", &["mailto:a@b.org"]),
            ("javascript://x.org/%0aalert(1) data://x.org", &[]),
            ("xhttps://a.org awww.b.org https:// www. @a.b a@b", &[]),
            ("http://a_b.org/x www.a_b", &[]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn addresses_are_in_order(text in "(https?://|www\\.|[a-z]{1,2}|[.@)(;&!:_/ 中。é]){0,20}") {
            let mut end = 0;
            for bare in addresses(&text) {
                proptest::prop_assert!(bare.range.start >= end && text.get(bare.range.clone()).is_some());
                end = bare.range.end;
            }
        }
    }
}
