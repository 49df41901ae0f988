//! Marks of other renderers: what a template language, an attribute list, an
//! expression or an include begins with.
//!
//! A site generator runs such marks wherever they stand, also where CommonMark
//! sees plain text. Until a document's dialect is declared, the openers of
//! *all* of them count: [`brought_in`] finds the first mark of a translation
//! that its source does not have. [`OPENERS`] is the one table, by family.
//!
//! Sources of the table: the grammars of Liquid and Jinja (`{{`, `{%`, `{#`),
//! Hugo (`{{<`, `{{%`), Handlebars and mdBook (`{{#`), Vue (`{{`), MDX (`{`,
//! ESM), kramdown (`{:`), Python-Markdown's `attr_list`, `toc` and
//! `admonition`, pymdownx `snippets`, `blocks` and `tabbed`, MyST (roles,
//! targets), remark-directive (`:name[`), VitePress (`<<<`, `[[toc]]`).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

/// What a mark is to its renderer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Family {
    /// A template language: it runs before Markdown is read, in code too.
    Template,
    /// An expression of MDX, a role of MyST, a placeholder.
    Expression,
    /// An attribute list.
    Attributes,
    /// What reads another file, or puts a list in its own place.
    Include,
    /// A container, a tab, a directive, a target.
    Directive,
    /// A line of JavaScript in MDX.
    Module,
}

/// Where a text stands: what may be a mark there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ground {
    /// In Markdown, at the start of a block.
    Markdown,
    /// In the text of raw HTML.
    Html,
    /// In an attribute, a title or the front matter: only templates count.
    Value,
}

/// What a mark begins with, where it is no brace.
pub(crate) struct Opener {
    /// What it is.
    pub(crate) family: Family,
    /// How it begins, as an expression; braces are read by hand.
    pattern: &'static str,
    /// Whether it must begin a line.
    starts_line: bool,
}

/// All openers but braces.
pub(crate) static OPENERS: &[Opener] = &[
    // ERB, EJS.
    anywhere(Family::Template, "<%"),
    // pymdownx.snippets: any number of hyphens.
    anywhere(
        Family::Include,
        r#"-+8<-+(?:[ \t]*(?:"[^"\n]*"|'[^'\n]*'))?"#,
    ),
    // Python-Markdown, markdown-it-table-of-contents, Azure, GitLab.
    anywhere(Family::Include, r"(?i)\[\[?_?toc_?\]\]?"),
    // Foam, Obsidian and their plug-ins.
    anywhere(Family::Include, r"!\[\[[^\]\n]*"),
    // VuePress.
    anywhere(Family::Include, r"@\[[a-zA-Z]+[^\]]*\]\([^)\n]*"),
    // remark-directive, markdown-it-container's inline kin.
    anywhere(Family::Directive, r"\B::?[A-Za-z][A-Za-z0-9_-]*[\[{]"),
    // VitePress, Markdown Preview Enhanced, markdown-pp.
    at_start(Family::Include, r#"<<<[ \t]*[@./~"\w]\S*"#),
    at_start(Family::Include, r#"@import[ \t]+["'][^"'\n]*"#),
    at_start(Family::Include, r#"!INCLUDE[ \t]+["'][^"'\n]*"#),
    // Python-Markdown's admonitions, pymdownx's details, tabs and blocks.
    at_start(Family::Directive, r"(?:!!!|\?\?\?)\+?[ \t]*[\w-]"),
    at_start(Family::Directive, r#"===[!+]?[ \t]*["']"#),
    at_start(Family::Directive, r"///+[ \t]*[\w-]"),
    // MyST's targets.
    at_start(Family::Directive, r"\([^\s()]+\)=(?:[ \t]*$)"),
    at_start(
        Family::Module,
        r#"import(?:[ \t]+[\w$*{][^\n]*[ \t}]from)?[ \t]*["'(][^\n]*"#,
    ),
    at_start(
        Family::Module,
        r"export[ \t]+(?:default|const|let|var|function|class|async)\b[^\n]*|export[ \t]*[*{][^\n]*",
    ),
];

const fn anywhere(family: Family, pattern: &'static str) -> Opener {
    Opener {
        family,
        pattern,
        starts_line: false,
    }
}

const fn at_start(family: Family, pattern: &'static str) -> Opener {
    Opener {
        family,
        pattern,
        starts_line: true,
    }
}

/// The openers as one expression each.
static EXPRESSIONS: LazyLock<Vec<(Regex, &'static Opener)>> = LazyLock::new(|| {
    let compiled = OPENERS.iter().filter_map(|opener| {
        let pattern = if opener.starts_line {
            format!(r"(?m)^[ \t]*(?:{})", opener.pattern)
        } else {
            opener.pattern.to_owned()
        };
        Some((Regex::new(&pattern).ok()?, opener))
    });
    compiled.collect()
});

/// A mark that closes further away is taken for one that does not close: this
/// bounds the time.
const LONGEST: usize = 4096;

/// Properties whose value is text, in a shortcode or a tag of a template.
const TEXT_PROPERTIES: [&str; 9] = [
    "alt",
    "title",
    "caption",
    "label",
    "text",
    "description",
    "summary",
    "placeholder",
    "aria-label",
];

/// A mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// What it is.
    pub(crate) family: Family,
    /// What it begins with: `{{<`, `{%`, `{`, or the opener itself.
    opener: &'static str,
    /// All of it, or what is known of it, with single spaces.
    pub(crate) text: String,
}

/// Returns the first mark of `target` that `source` does not have, as a reader
/// of the message would see it; `None` where all are the source's.
///
/// Each mark of the source may be used once. One that differs passes for the
/// source's where only words differ: those of a placeholder in braces
/// (`{name}`, `{nombre}`), or of a property that is text (`title="…"`).
pub(crate) fn brought_in<'s>(
    source: impl FnOnce() -> Cow<'s, str>,
    target: &str,
    ground: Ground,
) -> Option<Mark> {
    let brought = marks(target, ground);
    if brought.is_empty() {
        return None;
    }
    let mut left: Counts = BTreeMap::new();
    for mark in marks(&source(), ground) {
        *left.entry((mark.opener, mark.text)).or_default() += 1;
    }
    let mut strange = brought;
    strange.retain(|mark| !take(&mut left, (mark.opener, mark.text.clone())));
    let mut frames: Counts = BTreeMap::new();
    for ((opener, text), count) in left {
        *frames.entry((opener, frame(opener, &text))).or_default() += count;
    }
    strange
        .into_iter()
        .find(|mark| !take(&mut frames, (mark.opener, frame(mark.opener, &mark.text))))
}

/// How often each mark is there, by its opener and its text.
type Counts = BTreeMap<(&'static str, String), usize>;

/// Uses one of the marks up, if any is left.
fn take(left: &mut Counts, mark: (&'static str, String)) -> bool {
    match left.get_mut(&mark) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    }
}

/// Returns a mark without what a translator may put in other words.
fn frame(opener: &str, text: &str) -> String {
    match opener {
        "{{" | "{" if is_words(text.trim_matches(['{', '}'])) => String::new(),
        "{{<" | "{{%" | "{%" => without_words(text),
        _ => text.to_owned(),
    }
}

/// Returns whether a text is words and their punctuation, and no code.
fn is_words(text: &str) -> bool {
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let ends = matches!(characters.peek(), None | Some(' '));
        let fits = c.is_alphanumeric()
            || matches!(c, ' ' | '-' | '_')
            || (matches!(c, ',' | '.' | ';' | ':' | '!' | '?') && ends)
            || matches!(
                c,
                '，' | '、' | '。' | '；' | '：' | '！' | '？' | '¿' | '¡' | '’'
            );
        if !fits {
            return false;
        }
    }
    true
}

/// Returns a tag of a template without the values of properties that are text.
fn without_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\'']) {
        let quote = &rest[at..=at];
        let name = rest[..at].trim_end_matches([' ', '=', ':']);
        let is_value = name.len() < rest[..at].trim_end().len();
        let name = name.rsplit([' ', '<', '%']).next().unwrap_or_default();
        let Some(end) = rest[at + 1..].find(quote) else {
            break;
        };
        let end = at + 1 + end + 1;
        if is_value && TEXT_PROPERTIES.contains(&name) {
            out.push_str(&rest[..at]);
            out.push('…');
        } else {
            out.push_str(&rest[..end]);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Finds the marks of a text, in no order.
fn marks(text: &str, ground: Ground) -> Vec<Mark> {
    let mut found = Vec::new();
    let has_braces = text.contains('{') || (text.contains('&') && plain_braces(text).contains('{'));
    if has_braces {
        braces(text, ground, &mut found);
    }
    if !text.contains(['<', '[', '{', '@', '!', '?', '=', '/', '\n'])
        && !text.trim_start().starts_with(['i', 'e'])
    {
        return found;
    }
    let prose = without_code(text);
    for (expression, opener) in EXPRESSIONS.iter() {
        // A template runs in code too.
        let text = if opener.family == Family::Template {
            text
        } else {
            &prose
        };
        let counts = match ground {
            Ground::Markdown => true,
            Ground::Html => !opener.starts_line,
            Ground::Value => opener.family == Family::Template,
        };
        if counts {
            found.extend(expression.find_iter(text).map(|place| Mark {
                family: opener.family,
                opener: opener.pattern,
                // Of a container the words may differ, of the rest nothing.
                text: match opener.family {
                    Family::Directive if opener.starts_line => opener.pattern.to_owned(),
                    _ => place.as_str().trim().to_owned(),
                },
            }));
        }
    }
    found
}

/// Finds marks that begin with a brace.
fn braces(text: &str, ground: Ground, found: &mut Vec<Mark>) {
    // What becomes of a text in HTML is read once more by Vue and its like:
    // there `\{\{` and `&#123;&#123;` are braces too.
    let shown = plain_braces(text);
    let mut at = 0;
    while let Some(next) = shown[at..].find("{{") {
        let start = at + next;
        let (mark, length) = template(&shown[start..]);
        found.push(mark);
        at = start + length;
    }
    let mut rest = text;
    while let Some(next) = rest.find(['{', '`', '\\']) {
        rest = &rest[next..];
        let length = match rest.as_bytes()[0] {
            b'`' => {
                let length = code_span(rest);
                if ground != Ground::Html {
                    tags_in_code(&rest[..length], found);
                    length
                } else {
                    1
                }
            }
            b'\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            _ if rest.starts_with("{{") => template(rest).1,
            _ => {
                let (mark, length) = single(rest);
                if ground != Ground::Value || mark.family == Family::Template {
                    found.push(mark);
                }
                length
            }
        };
        rest = &rest[length.min(rest.len())..];
    }
}

/// Finds the tags of templates in a code span: they run there too.
fn tags_in_code(code: &str, found: &mut Vec<Mark>) {
    for (at, _) in code.match_indices("{%") {
        found.push(single(&code[at..]).0);
    }
}

/// Reads a mark that begins with `{{`, and its length.
fn template(text: &str) -> (Mark, usize) {
    let opener = match text.as_bytes().get(2) {
        Some(b'<') => "{{<",
        Some(b'%') => "{{%",
        Some(b'#') => "{{#",
        _ => "{{",
    };
    let near = &text[..text.floor_char_boundary(LONGEST)];
    let end = near.find("}}").map_or(line_end(near), |end| {
        end + near[end..].len() - near[end..].trim_start_matches('}').len()
    });
    (Mark::new(Family::Template, opener, &text[..end]), end)
}

/// Reads a mark that begins with one brace, and its length.
fn single(text: &str) -> (Mark, usize) {
    let (family, opener, close) = match text.as_bytes().get(1) {
        Some(b'%') => (Family::Template, "{%", "%}"),
        Some(b'#') => (Family::Attributes, "{#", "}"),
        Some(b':') => (Family::Attributes, "{:", "}"),
        Some(b'.') => (Family::Attributes, "{.", "}"),
        _ => (Family::Expression, "{", "}"),
    };
    let near = &text[..text.floor_char_boundary(LONGEST)];
    let end = if family == Family::Expression {
        balanced(near)
    } else {
        near.find(close).map(|end| end + close.len())
    };
    let end = end.unwrap_or_else(|| line_end(near));
    // A role of MyST runs what stands in the code after it; that is compared
    // as the source's code is.
    (Mark::new(family, opener, &text[..end]), end)
}

impl Mark {
    fn new(family: Family, opener: &'static str, text: &str) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        Self {
            family,
            opener,
            text: words.join(" "),
        }
    }
}

/// Returns the end of the braces that `text` begins with, where they close
/// within [`LONGEST`].
fn balanced(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate().take(LONGEST) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

fn line_end(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

/// Returns the text with filler for its code spans.
fn without_code(text: &str) -> Cow<'_, str> {
    if !text.contains('`') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['`', '\\']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = if rest.starts_with('`') {
            out.push('`');
            code_span(rest)
        } else {
            let length = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
            out.push_str(&rest[..length]);
            length
        };
        rest = &rest[length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Returns the length of the code span that `text` begins with, or of its
/// backticks where they do not close.
pub(crate) fn code_span(text: &str) -> usize {
    let run = text.len() - text.trim_start_matches('`').len();
    let mut at = run;
    while let Some(found) = text[at..].find('`') {
        let start = at + found;
        let length = text[start..].len() - text[start..].trim_start_matches('`').len();
        at = start + length;
        if length == run {
            return at;
        }
    }
    run
}

/// Returns the text with braces for their escapes and entities.
fn plain_braces(text: &str) -> Cow<'_, str> {
    static SPELLINGS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\\(?P<own>[{}])|&(?:#0*123|#x0*7b|lcub|lbrace);|&(?P<close>#0*125|#x0*7d|rcub|rbrace);").ok()
    });
    let Some(spellings) = SPELLINGS.as_ref() else {
        return Cow::Borrowed(text);
    };
    spellings.replace_all(text, |found: &regex::Captures<'_>| {
        if let Some(own) = found.name("own") {
            own.as_str().to_owned()
        } else if found.name("close").is_some() {
            "}".to_owned()
        } else {
            "{".to_owned()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brought_in(source: &str, target: &str, ground: Ground) -> Option<Mark> {
        super::brought_in(|| Cow::Borrowed(source), target, ground)
    }

    #[test]
    fn every_opener_compiles() {
        assert_eq!(EXPRESSIONS.len(), OPENERS.len());
        assert_eq!(plain_braces("\\{&#x7B; &rcub;\\}"), "{{ }}");
    }

    /// What a source without a mark may not get.
    #[test]
    fn marks_that_only_a_translation_has_are_found() {
        for target in [
            "**Hola**{: onclick=alert(1) }",
            "**Hola**{ onclick=alert(1) }",
            "{{#include /etc/hostname}}",
            "{{ #include /etc/hostname }}",
            "`{{#include /etc/hostname}}`",
            "{% include_relative x %}",
            "`{% raw %}`",
            "{{< readfile \"x\" >}}",
            "{{% readfile \"x\" %}}",
            "{process.env.HOME}",
            "{(()=>alert(1))()}",
            "\\{\\{ constructor.constructor('alert(1)')() }}",
            "&#123;&#x7b; x }}",
            "--8<-- \"x\"",
            "-8<- \"x\"",
            "[TOC]",
            "[[toc]]",
            "[[_TOC_]]",
            "${toc}",
            "<%= x %>",
            "{eval-rst}`x`",
            "{.a}",
            "{#a}",
            ":name[x]{onclick=alert(1)}",
            "::name{onclick=alert(1)}",
            "!!! note",
            "??? note",
            "=== \"Tab\"",
            "/// note",
            "(target)=",
            "<<< @/../../etc/passwd",
            "import x from 'y'",
            "import {x} from \"y\"",
            "export const x = alert(1)",
            "export default alert",
            "Hola\\\nexport const x = 1",
            "{sin cerrar",
        ] {
            assert!(
                brought_in("Hello.", target, Ground::Markdown).is_some(),
                "{target}"
            );
            assert_eq!(
                brought_in(target, target, Ground::Markdown),
                None,
                "{target}"
            );
        }
    }

    #[test]
    fn text_is_no_mark() {
        for target in [
            "100 %, 5 < 6, a: b[1], x[toc-1], 3:15pm",
            "`{x}` y `{ y }`",
            "importe total: 3 EUR",
            "import y export: dos palabras",
            "exportar, importar",
            "¡Hola! ¿Qué? == x ==",
            "\\{llaves\\}",
            "[tocar](x) y [TOCA]",
            "8 < 9 - 8",
            "C: [x]",
            "(nota) = algo",
            "https://a.b/c:d?e=[f]",
        ] {
            assert_eq!(
                brought_in("Hello.", target, Ground::Markdown),
                None,
                "{target}"
            );
        }
        for target in ["{x}", "{: .a}", "[TOC]"] {
            assert_eq!(
                brought_in("Hello.", target, Ground::Value),
                None,
                "{target}"
            );
        }
    }

    #[test]
    fn words_in_a_mark_of_the_source_may_differ() {
        for (source, target, passes) in [
            ("{name} and {x}", "{nombre} y {x}", true),
            ("{name}", "{nombre} {nombre}", false),
            ("{name}", "{process.env.HOME}", false),
            ("{ name }", "{nombre}", true),
            ("{ }", "{}", true),
            ("{{ name }}", "{{name()}}", false),
            ("{{ page.version }}", "{{ page.version }}", true),
            ("{{ page.version }}", "{{ site.secret }}", false),
            (
                "{{< figure src=\"a.png\" caption=\"A cat\" >}}",
                "{{< figure src=\"a.png\" caption=\"Un gato\" >}}",
                true,
            ),
            (
                "{{< figure src=\"a.png\" >}}",
                "{{< figure src=\"/etc/passwd\" >}}",
                false,
            ),
            ("{{< readfile \"a\" >}}", "{{< readfile \"b\" >}}", false),
            ("{% link a.md %}", "{% include_relative x %}", false),
            ("{: .a}", "{: onclick=x}", false),
            ("--8<-- \"a\"", "--8<-- \"/etc/passwd\"", false),
            ("<<< ./a.js", "<<< ./b.js", false),
            ("import a from \"a\"", "import a from \"b\"", false),
            ("!!! note \"A cat\"", "!!! note \"Un gato\"", true),
            ("/// A cat", "/// Un gato", true),
        ] {
            let found = brought_in(source, target, Ground::Markdown);
            assert_eq!(found.is_none(), passes, "{source} {target} {found:?}");
        }
    }
}
