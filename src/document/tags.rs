//! The tags of inline HTML in a text: which of a translation's are the
//! source's, and what a page would show as text where the source has a tag.

use super::marks::code_span;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

/// Attributes whose value a translator writes.
const FREE: [&str; 4] = ["alt", "title", "placeholder", "aria-label"];

/// Elements that have no end tag.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// A tag, a comment or an autolink.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    /// Its name in lower case, with the `/` of an end tag; empty for a comment.
    name: String,
    /// What it is, whatever its spelling and its free attributes are.
    pub(crate) key: String,
    /// How long it is.
    pub(crate) length: usize,
    /// Whether an element opens that must be closed.
    opens: bool,
}

/// Returns what tells a tag from another: its name, its attributes in any
/// order, and their values but for those that a translator writes.
pub(crate) fn key(html: &str) -> Cow<'_, str> {
    // Blanks at the ends of a tag's lines come and go with its container.
    let line = if html.contains(['\n', '\r']) {
        let words: Vec<&str> = html.split_ascii_whitespace().collect();
        Cow::Owned(words.join(" "))
    } else {
        Cow::Borrowed(html)
    };
    match read(&line) {
        Some(tag) if tag.length == line.len() => Cow::Owned(tag.key),
        _ => line,
    }
}

/// Returns whether a `<` could begin a tag: what follows it is `rest`.
pub(crate) fn begins_tag(rest: &str) -> bool {
    rest.as_bytes()
        .first()
        .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, b'/' | b'!' | b'?'))
}

/// Reads the tag or comment that `text` begins with, by the grammar of
/// CommonMark 0.31 (§6.6).
///
/// A value that is free may not hold what another parser could read as the end
/// of the tag or of the value; then the tag is no one's but its own.
pub(crate) fn read(text: &str) -> Option<Tag> {
    let inner = text.strip_prefix('<')?;
    if inner.starts_with(['!', '?']) {
        let end = if inner.starts_with("!--") {
            text.find("-->")? + 3
        } else {
            text.find('>')? + 1
        };
        let key = text[..end].to_owned();
        return Some(Tag {
            name: String::new(),
            key,
            length: end,
            opens: false,
        });
    }
    let closing = inner.starts_with('/');
    let start = 1 + usize::from(closing);
    let length = text[start..]
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .unwrap_or(text.len() - start);
    let name = text[start..start + length].to_ascii_lowercase();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut at = start + length;
    let mut attributes = Vec::new();
    let end = loop {
        let rest = text[at..].trim_start_matches(is_blank);
        let blanks = text[at..].len() - rest.len();
        at += blanks;
        if rest.starts_with('>') {
            break at + 1;
        }
        if rest.starts_with("/>") && !closing {
            attributes.push("/".to_owned());
            break at + 2;
        }
        if blanks == 0 || closing {
            return None;
        }
        let (attribute, length) = attribute(rest)?;
        attributes.push(attribute);
        at += length;
    };
    let opens = !closing
        && !VOID.contains(&name.as_str())
        && attributes.last().is_none_or(|last| last != "/");
    attributes.sort_unstable();
    let slash = if closing { "/" } else { "" };
    let key = format!("<{slash}{name} {}>", attributes.join(" "));
    Some(Tag {
        name: format!("{slash}{name}"),
        key,
        length: end,
        opens,
    })
}

const fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Reads an attribute: how it is compared, and its length.
fn attribute(text: &str) -> Option<(String, usize)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '.' | '-');
    let length = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let name = text[..length].to_ascii_lowercase();
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-')) {
        return None;
    }
    let rest = text[length..].trim_start_matches(is_blank);
    let Some(after) = rest.strip_prefix('=') else {
        return Some((name, length));
    };
    let after = after.trim_start_matches(is_blank);
    let at = text.len() - after.len();
    let (value, end) = match after.chars().next()? {
        quote @ ('"' | '\'') => {
            let end = after[1..].find(quote)? + 1;
            (&after[1..end], at + end + 1)
        }
        _ => {
            let ends = |c: char| is_blank(c) || matches!(c, '"' | '\'' | '=' | '<' | '>' | '`');
            let end = after.find(ends).unwrap_or(after.len());
            if end == 0 {
                return None;
            }
            (&after[..end], at + end)
        }
    };
    let is_free = FREE.contains(&name.as_str());
    let value = if is_free && !value.contains(['<', '>', '`', '{', '}']) {
        "…"
    } else {
        value
    };
    Some((format!("{name}=\"{value}\""), end))
}

/// Returns whether `text`, which follows a `<`, is an autolink that every
/// renderer reads as one: and its length with the `>`.
pub(crate) fn autolink(text: &str) -> Option<usize> {
    let end = text.find('>')?;
    let inner = &text[..end];
    let lower = inner.to_ascii_lowercase();
    let has_scheme = ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme));
    let is_mail = inner.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains('@') && !name.contains('/')
    });
    let is_plain = !inner.contains(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '<' | '"' | '\'' | '`' | '\\' | '{')
    });
    ((has_scheme || is_mail) && is_plain).then_some(end + 1)
}

/// What a text has of tags, outside of code.
#[derive(Debug, Default)]
struct Tags {
    tags: Vec<Tag>,
    /// What looks like a tag, and is shown as text: names in lower case.
    shown: Vec<String>,
}

/// Finds the tags of a text; those that are not in `own` are text.
fn tags(text: &str, own: Option<&FxHashSet<String>>) -> Tags {
    let mut found = Tags::default();
    let mut rest = text;
    while let Some(at) = rest.find(['<', '`', '\\', '&', '＜']) {
        rest = &rest[at..];
        let length = match rest.as_bytes()[0] {
            b'`' => code_span(rest),
            b'\\' if !rest[1..].starts_with('<') => {
                1 + rest[1..].chars().next().map_or(0, char::len_utf8)
            }
            b'<' => {
                let tag = read(rest).filter(|tag| own.is_none_or(|own| own.contains(&tag.key)));
                match tag {
                    Some(tag) => {
                        let length = tag.length;
                        found.tags.push(tag);
                        length
                    }
                    None => {
                        if autolink(&rest[1..]).is_none() {
                            found.shown.extend(looks_like(&rest[1..]));
                        }
                        1
                    }
                }
            }
            _ => {
                let open = ["\\<", "&lt;", "&#60;", "&#x3c;", "&#x3C;", "&LT;", "＜"];
                match open.iter().find(|one| rest.starts_with(**one)) {
                    Some(open) => {
                        found.shown.extend(looks_like(&rest[open.len()..]));
                        open.len()
                    }
                    None => 1,
                }
            }
        };
        rest = &rest[length..];
    }
    found
}

/// Returns the name of the tag that a reader would see after a `<`.
fn looks_like(text: &str) -> Option<String> {
    let text = text.trim_start_matches([' ', '/', '\\', '／', '\u{3000}']);
    let end = text
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .unwrap_or(text.len());
    (end > 0 && text.starts_with(|c: char| c.is_ascii_alphabetic()))
        .then(|| text[..end].to_ascii_lowercase())
}

/// Elements of HTML, most of which no prose names in angle brackets.
const ELEMENTS: &str = " a abbr address applet area article aside audio b base bdi bdo blink \
    blockquote body br button canvas caption center cite code col dd del details dfn dialog dir \
    div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 \
    h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li \
    link listing main map mark marquee math menu meta meter nav nobr noembed noframes noscript \
    object ol optgroup option output p param picture plaintext pre progress q rp rt ruby s samp \
    script section select slot small source span strike strong style sub summary sup svg table \
    tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp ";

/// Returns the first tag, or beginning of one, that a value has and its source
/// does not: a theme may print a title as it stands. A word that is no element
/// and has no attribute (`Vec<T>`) is text.
pub(crate) fn brought_in<'t>(source: &str, target: &'t str) -> Option<&'t str> {
    let mut at = 0;
    while let Some(found) = target[at..].find('<') {
        let rest = &target[at + found..];
        let tag = read(rest);
        at += found + tag.as_ref().map_or(1, |tag| tag.length);
        if !begins_tag(&rest[1..]) {
            continue;
        }
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let shown = &rest[..tag.as_ref().map_or(word, |tag| tag.length)];
        let name = rest[1..].trim_start_matches('/');
        let end = name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        let name = format!(" {} ", name[..end].to_ascii_lowercase());
        let all = tag.as_ref().map_or(rest, |_| shown);
        let is_html = end == 0 || ELEMENTS.contains(&name) || all.contains('=');
        if is_html && !source.contains(shown) {
            return Some(shown);
        }
    }
    None
}

/// Says why the tags of a translation do not fit the source's: a tag that is
/// shown as text where the source has one, or that opens or closes alone.
///
/// `None` where they fit. Tags that only the translation has become text, and
/// pairs may come and go: that is a rule's to find.
pub(crate) fn misfit(source: &str, target: &str) -> Option<String> {
    if !source.contains('<') {
        return None;
    }
    let own = tags(source, None);
    if own.tags.is_empty() {
        return None;
    }
    let keys: FxHashSet<String> = own.tags.iter().map(|tag| tag.key.clone()).collect();
    let other = tags(target, Some(&keys));
    let lost = own.tags.iter().find(|tag| {
        let count = |tags: &[Tag]| tags.iter().filter(|one| one.name == tag.name).count();
        !is_word_to_fill(&own.tags, tag) && count(&other.tags) < count(&own.tags)
    });
    if let Some(lost) = lost {
        let mut known: FxHashMap<&str, usize> = FxHashMap::default();
        for name in &own.shown {
            *known.entry(name).or_default() += 1;
        }
        let strange = other
            .shown
            .iter()
            .find(|name| match known.get_mut(name.as_str()) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    false
                }
                _ => true,
            });
        if let Some(shown) = strange {
            return Some(format!(
                "`<{shown}` would be shown as text, where the source has the tag `<{}>`",
                lost.name
            ));
        }
    }
    let open = balance(&own.tags);
    balance(&other.tags)
        .into_iter()
        .find(|(name, count)| open.get(name).copied().unwrap_or(0) != *count)
        .map(|(name, count)| {
            let what = if count > open.get(name).copied().unwrap_or(0) {
                "opened and not closed"
            } else {
                "closed and not opened"
            };
            format!("the tag `<{name}>` is {what}")
        })
}

/// Returns whether a tag is a word to be filled in, as `<github-user>` is.
fn is_word_to_fill(all: &[Tag], tag: &Tag) -> bool {
    tag.name.contains('-')
        && !tag.name.starts_with('/')
        && !all
            .iter()
            .any(|one| one.name.strip_prefix('/') == Some(&tag.name))
}

/// Counts how often each element opens more than it closes.
fn balance(tags: &[Tag]) -> std::collections::BTreeMap<&str, isize> {
    let mut open = std::collections::BTreeMap::new();
    for tag in tags {
        let (name, by) = match tag.name.strip_prefix('/') {
            Some(name) => (name, -1),
            None => (tag.name.as_str(), isize::from(tag.opens)),
        };
        *open.entry(name).or_default() += by;
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_key(text: &str) -> Option<String> {
        read(text).map(|tag| tag.key)
    }

    #[test]
    fn a_tag_is_known_by_what_it_is() {
        for (one, other, same) in [
            ("<b>", "<B >", true),
            ("<br>", "<br/>", false),
            (
                "<img src=x alt=\"A cat\">",
                "<img alt='Un gato' src=\"x\">",
                true,
            ),
            (
                "<img src=x alt=\"A cat\">",
                "<img alt='Un gato' src=\"y\">",
                false,
            ),
            ("<b title=x>", "<b title=\"y\" onclick=z>", false),
            ("<b title=x>", "<b title=\"> <script>\">", false),
            ("</b>", "</B\n>", true),
            ("<!-- a -->", "<!-- b -->", false),
        ] {
            assert_eq!(read_key(one) == read_key(other), same, "{one} {other}");
        }
        for text in ["<b", "< b>", "<1>", "</b x>", "<b x=>", "<b x='>", "<b/x>"] {
            assert_eq!(read_key(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_shown_where_the_source_has_a_tag_is_a_misfit() {
        let source = "Press <kbd>Enter</kbd> now, a < b.";
        for (target, fits) in [
            ("Pulse <kbd>Intro</kbd> ya, a < b.", true),
            ("Pulse <KBD>Intro</KBD> ya.", true),
            ("Pulse Intro ya.", true),
            ("Pulse <kdb>Intro</kdb> ya.", false),
            ("Pulse <kbd>Intro</kbd ya.", false),
            ("Pulse <kbd>Intro ya.", false),
            ("Pulse <kbd>Intro<kbd> ya.", false),
            ("Pulse Intro</kbd> ya.", false),
            ("Pulse &lt;kbd&gt;Intro&lt;/kbd&gt; ya.", false),
            ("Pulse \\<kbd>Intro\\</kbd> ya.", false),
            ("Pulse ＜kbd＞Intro＜/kbd＞ ya.", false),
            ("Pulse < kbd >Intro< / kbd > ya.", false),
            ("Pulse <kbd class=x>Intro</kbd> ya.", false),
            ("Pulse <kbd>A</kbd> y <kbd>B</kbd>, `<kdb>`.", true),
        ] {
            assert_eq!(misfit(source, target).is_none(), fits, "{target}");
        }
        for (target, brings) in [
            ("<script>x", true),
            ("x <img src=x", true),
            ("<x onclick=y>", true),
            ("</p>", true),
            ("<!-- x", true),
            ("Vec<T> & <c>, 1 <2, a < b", false),
        ] {
            assert_eq!(brought_in("Title", target).is_some(), brings, "{target}");
            assert_eq!(brought_in(target, target), None, "{target}");
        }
        // A word to fill in is translated.
        assert_eq!(
            misfit("Use <github-user> here", "Use <usuario-github> aquí"),
            None
        );
        assert_eq!(misfit("No tag", "<b>x"), None);
        assert_eq!(
            misfit("a<br>b", "a&lt;b b"),
            Some("`<b` would be shown as text, where the source has the tag `<br>`".to_owned())
        );
    }
}
