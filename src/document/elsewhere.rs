//! What other renderers read as an address or as code where CommonMark sees
//! text, and so lets through.

use super::marks::code_span;
use super::tags::begins_tag;
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Schemes whose addresses run code.
const SCHEMES: [&str; 5] = ["javascript:", "vbscript:", "data:", "blob:", "filesystem:"];

/// No address is longer: this bounds the time.
const LONGEST: usize = 4096;

/// Says what in a translation some renderer would read as an address that runs
/// code or breaks out of its attribute, or as a tag; `None` where nothing is
/// there that the source does not have.
///
/// Python-Markdown and kramdown read an address with spaces; Showdown writes
/// one with quotation marks as it stands; kramdown takes a lone backtick before
/// a space for text, so that code and text change places.
pub(crate) fn danger(source: &str, target: &str) -> Option<String> {
    if target.contains("](")
        && let Some(address) = addresses(target).find(|one| is_odd(one) && !source.contains(one))
    {
        return Some(format!(
            "it brings in an address that some renderers would run: {address}"
        ));
    }
    if target.contains('`') && target.contains('<') {
        let code = shifting_code(target)?;
        if !source.contains(code) {
            return Some(format!(
                "it brings in code that some renderers would read as HTML: {code}"
            ));
        }
    }
    None
}

/// Returns what stands after each `](`, up to its closing bracket.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("](").map(|(at, mark)| {
        let rest = &text[at + mark.len()..];
        let mut depth = 0_usize;
        let near = &rest[..rest.floor_char_boundary(LONGEST)];
        let end = near.find(|c| {
            match c {
                '(' => depth += 1,
                ')' if depth == 0 => return true,
                ')' => depth -= 1,
                _ => {}
            }
            false
        });
        &near[..end.unwrap_or(near.len())]
    })
}

/// Returns whether an address runs code where spaces do not end it, or has a
/// quotation mark that begins no title.
fn is_odd(address: &str) -> bool {
    let bare: String = decoded(address)
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control() && *c != '<')
        .flat_map(char::to_lowercase)
        .take(16)
        .collect();
    let destination = address.trim_start();
    let end = destination
        .find(char::is_whitespace)
        .unwrap_or(destination.len());
    SCHEMES.iter().any(|scheme| bare.starts_with(scheme)) || destination[..end].contains(['"', '`'])
}

/// Returns the text with characters for the entities that may hide a scheme.
fn decoded(text: &str) -> Cow<'_, str> {
    static ENTITY: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new("&(#[xX]?[0-9a-fA-F]{1,8}|[A-Za-z]{1,8});?").ok());
    let Some(entity) = ENTITY.as_ref().filter(|_| text.contains('&')) else {
        return Cow::Borrowed(text);
    };
    entity.replace_all(text, |found: &regex::Captures<'_>| {
        let name = &found[1];
        let number = name.strip_prefix('#').and_then(|number| {
            let hex = number.strip_prefix(['x', 'X']);
            let code = match hex {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        });
        match (number, name) {
            (Some(c), _) => c.to_string(),
            (None, "colon") => ":".to_owned(),
            (None, "Tab" | "NewLine" | "nbsp") => " ".to_owned(),
            (None, "quot") => "\"".to_owned(),
            (None, "grave") => "`".to_owned(),
            _ => found[0].to_owned(),
        }
    })
}

/// Returns a code span that holds the beginning of a tag, where some backtick of
/// the text could be read otherwise.
fn shifting_code(text: &str) -> Option<&str> {
    let (mut tagged, mut shifts) = (None, false);
    let mut rest = text;
    while let Some(at) = rest.find(['`', '\\']) {
        rest = &rest[at..];
        if rest.starts_with('\\') {
            shifts |= rest[1..].starts_with('`');
            rest = &rest[1 + rest[1..].chars().next().map_or(0, char::len_utf8)..];
            continue;
        }
        let length = code_span(rest);
        let code = &rest[..length];
        let inner = code.trim_matches('`');
        shifts |= inner.is_empty() || inner.starts_with(char::is_whitespace);
        let has_tag = inner
            .match_indices('<')
            .any(|(at, _)| begins_tag(&inner[at + 1..]));
        if has_tag && tagged.is_none() {
            tagged = Some(code);
        }
        rest = &rest[length..];
    }
    tagged.filter(|_| shifts)
}

#[cfg(test)]
mod tests {
    use super::danger;

    #[test]
    fn what_other_renderers_would_run_is_found() {
        for target in [
            "[x](java script:alert(1))",
            "[x]( javascript:alert(1) )",
            "[x](\u{1}javascript:alert(1))",
            "[x](java\nscript:alert(1))",
            "[x](&#106;avascript&colon;alert(1) y)",
            "[x](<javascript: alert(1)>)",
            "[x](http://a.b/\"onmouseover=\"alert(1))",
            "![x](x\"onerror=\"alert(1))",
            "a ` <img src=\"x` `<script>\"` `>",
            "\\` `<script>`",
        ] {
            assert!(danger("Hello", target).is_some(), "{target}");
            assert_eq!(danger(target, target), None, "{target}");
        }
        for target in [
            "[x](https://a.b \"A title\") and [y](a.md 'it is')",
            "[x](datos.md) [y](data/a.md) [z](<a b.md>)",
            "`Vec<T>` and `<b>`, ``a ` b``",
            "It's [x](a_(b).md \"o'clock\").",
        ] {
            assert_eq!(danger("Hello", target), None, "{target}");
        }
    }
}
