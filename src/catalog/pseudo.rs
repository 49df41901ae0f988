//! A pseudo-locale: each letter that readers see is changed, so that what
//! stays as it was is not localised.
//!
//! [`text`] changes a message's pattern, [`terms`] a resource of terms. Both
//! depend on their source alone, so that our own work is known again.

use crate::text::hash;
use std::collections::BTreeSet;

/// How far the end of code, a tag or an address is looked for, in bytes: this
/// bounds the time.
const LONGEST: usize = 4096;

/// What a message begins and ends with, so that joined and cut texts show.
const BRACKETS: (char, char) = ('⟦', '⟧');

/// Where the mark of a terms file that we wrote begins.
const MARK: &str = "### Written by `fluentdown pseudo` from the source's terms";

/// Letters and what takes their place.
const LETTERS: &str = "aábƀcçdđeéfƒgğhĥiíjĵkķlłmɱnñoópþqɋrřsštţuúvṽwŵxẋyýzž\
                       AÁBƁCÇDĐEÉFƑGĞHĤIÍJĴKĶLŁMⱮNÑOÓPÞQɊRŘSŠTŢUÚVṼWŴXẊYÝZŽ";

/// Changes a message: accents on its letters, a third longer, in brackets.
///
/// Code, addresses, HTML tags, entities, labels of references and footnotes,
/// math, escapes and placeables stay; the variants of a selector are changed.
/// Text without Latin letters is made longer by `～`.
#[must_use]
pub fn text(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut writer = Writer {
        out: &mut out,
        others: 0,
    };
    writer.text(pattern);
    let padding = "～".repeat(writer.others / 3);
    if out.trim().is_empty() || is_one_select(pattern) {
        return out;
    }
    let (open, close) = BRACKETS;
    // A hard break at the end stays the end.
    let end = out.len() - if pattern.ends_with("\\\n") { 2 } else { 0 };
    format!("{open}{}{padding}{close}{}", &out[..end], &out[end..])
}

/// Changes a resource of terms: their values, and attributes that no selector
/// may ask for. A mark says that it is ours while nobody has edited it.
#[must_use]
pub fn terms(source: &str) -> String {
    let keys = variant_keys(source);
    let mut body = String::with_capacity(source.len() * 2);
    let mut open = String::new();
    for line in source.split_inclusive('\n') {
        let goes_on = line.starts_with([' ', '{', '}', '.']) && !open.is_empty();
        if !goes_on {
            body.push_str(&entry(&std::mem::take(&mut open), &keys));
        }
        if goes_on || line.starts_with('-') || line.starts_with(char::is_alphabetic) {
            open.push_str(line);
        } else {
            body.push_str(line);
        }
    }
    body.push_str(&entry(&open, &keys));
    format!("{MARK} ({:016x}).\n\n{body}", hash(&body))
}

/// Whether a terms file is as [`terms`] wrote it, from whatever source.
#[must_use]
pub fn is_ours(text: &str) -> bool {
    let rest = text
        .strip_prefix(MARK)
        .and_then(|rest| rest.split_once('\n'));
    rest.is_some_and(|(mark, body)| {
        let body = body.strip_prefix('\n').unwrap_or(body);
        mark.trim_matches([' ', '(', ')', '.']) == format!("{:016x}", hash(body))
    })
}

/// Collects the keys of all variants: attributes with such values are asked for.
fn variant_keys(source: &str) -> BTreeSet<&str> {
    source
        .lines()
        .filter_map(|line| {
            let line = line.trim_start();
            let line = line.strip_prefix('*').unwrap_or(line).strip_prefix('[')?;
            Some(line.split_once(']')?.0.trim())
        })
        .collect()
}

/// Changes the value and the attributes of one entry.
fn entry(body: &str, keys: &BTreeSet<&str>) -> String {
    let mut out = String::with_capacity(body.len() * 2);
    let mut parts: Vec<&str> = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        if at > 0 && line.trim_start().starts_with('.') && line.contains('=') {
            parts.push(&body[start..at]);
            start = at;
        }
        at += line.len();
    }
    parts.push(&body[start..]);
    for part in parts {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        out.push_str(name);
        if part.len() > name.len() {
            out.push('=');
        }
        let is_asked_for = name.trim_start().starts_with('.') && keys.contains(value.trim());
        if is_asked_for {
            out.push_str(value);
        } else {
            let mut writer = Writer {
                out: &mut out,
                others: 0,
            };
            writer.text(value);
        }
    }
    out
}

/// Whether a pattern is a selector and nothing else: its variants stand alone.
fn is_one_select(pattern: &str) -> bool {
    let trimmed = pattern.trim();
    trimmed.starts_with('{') && placeable(trimmed) == trimmed.len() && variants(trimmed).is_some()
}

/// Writes changed text.
struct Writer<'a> {
    out: &'a mut String,
    /// How many letters stay, as Han does.
    others: usize,
}

impl Writer<'_> {
    fn text(&mut self, text: &str) {
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            let length = if c == '{' {
                let mark = mark(rest);
                if mark > 0 {
                    self.out.push_str(&rest[..mark]);
                    at += mark;
                    continue;
                }
                let length = placeable(rest);
                self.placeable(&rest[..length]);
                at += length;
                continue;
            } else {
                kept(&text[..at], rest)
            };
            if length > 0 {
                self.out.push_str(&rest[..length]);
                at += length;
            } else {
                self.letter(c);
                at += c.len_utf8();
            }
        }
    }

    fn letter(&mut self, c: char) {
        let Some(index) = LETTERS.chars().step_by(2).position(|one| one == c) else {
            self.others += usize::from(c.is_alphabetic());
            self.out.push(c);
            return;
        };
        let accented = LETTERS.chars().nth(index * 2 + 1).unwrap_or(c);
        self.out.push(accented);
        // Four letters of ten are vowels: twice each makes a third more.
        if matches!(c, 'a' | 'e' | 'i' | 'o' | 'u') {
            self.out.push(accented);
        }
    }

    /// Copies a placeable; the variants of a selector are text.
    fn placeable(&mut self, code: &str) {
        let Some(first) = variants(code) else {
            self.out.push_str(code);
            return;
        };
        self.out.push_str(&code[..first]);
        let mut rest = &code[first..code.len() - 1];
        while let Some(end) = rest.find(']') {
            self.out.push_str(&rest[..=end]);
            rest = &rest[end + 1..];
            let next = next_variant(rest).unwrap_or(rest.len());
            self.text(&rest[..next]);
            rest = &rest[next..];
        }
        self.out.push_str(rest);
        self.out.push('}');
    }
}

/// Returns the length of a mark in braces of another renderer (`{{ x }}`,
/// `{% x %}`) that `text` begins with, or 0. Its braces are string literals of
/// the pattern; what stands between them is code.
fn mark(text: &str) -> usize {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(next) = text[at..].find('{') {
        let start = at + next;
        at = start + placeable(&text[start..]);
        let inner = text[start..at].strip_prefix('{');
        let inner = inner.and_then(|inner| inner.strip_suffix('}'));
        let inner = inner.map_or("", str::trim);
        let literal = inner
            .strip_prefix('"')
            .and_then(|inner| inner.strip_suffix('"'));
        for brace in literal.unwrap_or_default().matches(['{', '}']) {
            match brace {
                "{" => depth += 1,
                _ => depth = depth.saturating_sub(1),
            }
        }
        if depth == 0 {
            // A literal without a brace that stays open is no mark.
            return if start > 0 { at } else { 0 };
        }
    }
    0
}

/// Returns the length of the placeable that `text` begins with.
fn placeable(text: &str) -> usize {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' if depth % 2 == 1 || quoted => quoted = !quoted,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// Returns where the first variant of a selector begins, if it is one.
fn variants(code: &str) -> Option<usize> {
    let arrow = code.find("->")?;
    let quotes = code[..arrow].matches('"').count();
    (quotes.is_multiple_of(2) && code.ends_with('}')).then_some(())?;
    Some(arrow + 2 + next_variant(&code[arrow + 2..])?)
}

/// Returns where a line begins with a variant's key, at its mark.
fn next_variant(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start();
        if depth == 0 && (bare.starts_with('[') || bare.starts_with("*[")) && bare.contains(']') {
            return Some(at + line.len() - bare.len());
        }
        depth += line.matches('{').count();
        depth = depth.saturating_sub(line.matches('}').count());
        at += line.len();
    }
    None
}

/// Returns the length of what stays as it is, at the start of `rest`.
fn kept(before: &str, rest: &str) -> usize {
    let rest = &rest[..rest.floor_char_boundary(LONGEST)];
    let until = |from: usize, end: &str| rest[from..].find(end).map(|at| from + at + end.len());
    let found = match rest.as_bytes().first() {
        Some(b'`') => {
            let run = rest.len() - rest.trim_start_matches('`').len();
            code_end(rest, run).or(Some(run))
        }
        Some(b'<') if !rest.starts_with("<%") => {
            let next = rest[1..].chars().next().unwrap_or(' ');
            let is_tag = next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?');
            until(1, ">").filter(|_| is_tag)
        }
        Some(b'&') => until(1, ";").filter(|end| {
            *end < 34
                && rest[1..end - 1]
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'#')
        }),
        Some(b'\\') => Some(1 + rest[1..].chars().next().map_or(0, char::len_utf8)),
        // ERB, a snippet of pymdownx, a list of contents.
        Some(b'<') if rest.starts_with("<%") => until(2, "%>"),
        Some(b'8') if rest.starts_with("8<-") && before.ends_with('-') => {
            Some(rest.find('\n').unwrap_or(rest.len()))
        }
        Some(b'[') if contents(rest) > 0 => Some(contents(rest)),
        Some(b'$') => math_end(rest),
        Some(b'[') if rest.starts_with("[^") || before.ends_with(']') => until(1, "]"),
        Some(byte)
            if byte.is_ascii_alphanumeric()
                && !before.trim_end_matches(['_', '*']).ends_with(is_of_address) =>
        {
            Some(address(rest)).filter(|end| *end > 0)
        }
        _ => None,
    };
    found.unwrap_or(0)
}

/// Returns the length of the place of a list of contents that `rest` begins
/// with, or 0: `[TOC]`, `[[toc]]`.
fn contents(rest: &str) -> usize {
    let places = ["[TOC]", "[toc]", "[[TOC]]", "[[toc]]", "[[_TOC_]]"];
    places
        .iter()
        .find(|place| rest.starts_with(**place))
        .map_or(0, |place| place.len())
}

/// Returns the end of a code span that begins with `run` backticks.
fn code_end(rest: &str, run: usize) -> Option<usize> {
    let mut at = run;
    loop {
        at += rest[at..].find('`')?;
        let here = rest[at..].len() - rest[at..].trim_start_matches('`').len();
        at += here;
        if here == run {
            return Some(at);
        }
    }
}

/// Returns the end of a formula: `$x$`, not `$5 and $10`.
fn math_end(rest: &str) -> Option<usize> {
    let mark = if rest.starts_with("$$") { "$$" } else { "$" };
    let inner = &rest[mark.len()..];
    let end = inner.find(mark).filter(|end| *end > 0)?;
    let after = inner[end + mark.len()..].chars().next().unwrap_or(' ');
    let is_open = !inner.starts_with(char::is_whitespace);
    let is_closed = !inner[..end].ends_with(char::is_whitespace) && !after.is_ascii_digit();
    (mark.len() == 2 || (is_open && is_closed)).then_some(end + 2 * mark.len())
}

fn is_of_address(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '@' | ':' | '%' | '+' | '#' | '=')
}

/// Returns the length of an address that `rest` begins with, or 0.
fn address(rest: &str) -> usize {
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '{' | '}' | '`' | '|'))
        .unwrap_or(rest.len());
    let word =
        rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '*', '_', '\'']);
    let local = |word: &str| {
        word.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && host.is_ascii() && !host.ends_with('.')
        })
    };
    // A name of code, as `may_overflow` is.
    let is_name = word.contains("::") || word.trim_end_matches('_').contains('_');
    let is_address = is_name
        || word.starts_with("www.")
        || word.split_once("://").is_some_and(|(scheme, rest)| {
            !rest.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
        || local(word);
    if is_address { word.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::{is_ours, terms, text};

    #[test]
    fn letters_change_and_nothing_else() {
        for (source, expected) in [
            ("The city.", "⟦Ţĥéé çííţý.⟧"),
            ("Run `cargo test` & go", "⟦Řúúñ `cargo test` & ğóó⟧"),
            ("``a `b` c`` d", "⟦``a `b` c`` đ⟧"),
            (
                "See https://example.org/a?b=c.",
                "⟦Šéééé https://example.org/a?b=c.⟧",
            ),
            (
                "At www.a.org or a.b@example.org!",
                "⟦Áţ www.a.org óóř a.b@example.org!⟧",
            ),
            ("An &amp; AT&T &#x20; x", "⟦Áñ &amp; ÁŢ&Ţ &#x20; ẋ⟧"),
            (
                "<b class=\"x\">Go</b> a < b",
                "⟦<b class=\"x\">Ğóó</b> áá < ƀ⟧",
            ),
            ("[go]({ $url1 }) on", "⟦[ğóó]({ $url1 }) óóñ⟧"),
            ("[go][the label] on[^note]", "⟦[ğóó][the label] óóñ[^note]⟧"),
            ("a { \"{\" }b{ \"}\" }", "⟦áá { \"{\" }b{ \"}\" }⟧"),
            (
                "Costs $5 or $10, $x_1$ is",
                "⟦Çóóšţš $5 óóř $10, $x_1$ ííš⟧",
            ),
            ("1\\. one\\\ntwo", "⟦1\\. óóñéé\\\nţŵóó⟧"),
            ("{ -weifang } gave", "⟦{ -weifang } ğááṽéé⟧"),
            (
                "At { \"{{\" } page.version { \"}}\" } on { \"{\" }% raw x %{ \"}\" } go",
                "⟦Áţ { \"{{\" } page.version { \"}}\" } óóñ { \"{\" }% raw x %{ \"}\" } ğóó⟧",
            ),
            (
                "{ \"{{\" }< x \"a b\" >{ \"}}\" } c",
                "⟦{ \"{{\" }< x \"a b\" >{ \"}}\" } ç⟧",
            ),
            ("{ \"{\" } open", "⟦{ \"{\" } óóþééñ⟧"),
            ("[TOC] { \" \" }x { $n } b", "⟦[TOC] { \" \" }ẋ { $n } ƀ⟧"),
            ("--8<-- \"a b\"", "⟦--8<-- \"a b\"⟧"),
            ("_a_file/main.rs_ is", "⟦_a_file/main.rs_ ííš⟧"),
            ("三万只口罩", "⟦三万只口罩～⟧"),
            ("30,000", "⟦30,000⟧"),
        ] {
            assert_eq!(text(source), expected, "{source}");
        }
    }

    #[test]
    fn variants_are_text_and_keys_are_not() {
        let source = "{ $n ->\n    [one] one mask\n   *[other] { NUMBER($n) } masks\n}";
        let expected = "{ $n ->\n    [one] óóñéé ɱáášķ\n   *[other] { NUMBER($n) } ɱáášķš\n}";
        assert_eq!(text(source), expected);
        let source = "We got { $n ->\n    [one] a mask\n   *[other] masks\n} today";
        let expected = "⟦Ŵéé ğóóţ { $n ->\n    [one] áá ɱáášķ\n   *[other] ɱáášķš\n} ţóóđááý⟧";
        assert_eq!(text(source), expected);
    }

    #[test]
    fn terms_change_and_are_known_again() {
        let source = "# A city.\n-city = Quito\n    .kind = feminine\n    .short = Q town\n-x = { -city.kind ->\n   *[feminine] la\n    [masculine] el\n  }\n";
        let made = terms(source);
        assert!(made.contains("# A city.\n-city = Ɋúúííţóó\n"), "{made}");
        assert!(made.contains(".kind = feminine\n"), "{made}");
        assert!(made.contains(".short = Ɋ ţóóŵñ\n"), "{made}");
        assert!(made.contains("*[feminine] łáá\n"), "{made}");
        assert!(is_ours(&made));
        assert!(!is_ours(&made.replace("Ɋ", "q")));
        assert!(!is_ours(source));
    }
}
