//! What Fluent's parser cannot be given is kept from it, and the rest is not.

use super::chunk::{message_id, write_message};
use super::fault::fault;
use super::scan::{ARGUMENTS, DEPTH, Scanner};
use crate::text::Span;
use fluent_syntax::ast::Resource;
use fluent_syntax::parser::{ErrorKind, ParserError, parse};
use std::borrow::Cow;

/// A part of a resource that is no Fluent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Broken {
    /// Where reading stopped.
    pub(crate) at: usize,
    /// What is wrong, as a clause.
    pub(crate) message: String,
}

/// A resource that the parser can read without harm.
pub(crate) struct Safe<'t> {
    text: Cow<'t, str>,
    /// What was cut off before it: a byte order mark, which the parser takes
    /// for the start of a message.
    offset: usize,
    /// The entries that the parser does not see, blank in the text.
    hidden: Vec<(Span, Broken)>,
}

impl<'t> Safe<'t> {
    /// Reads `text`; entries that would overflow or panic the parser become
    /// blank lines, so that the places of all others stay.
    pub(crate) fn new(text: &'t str) -> Self {
        let body = text.strip_prefix('\u{feff}').unwrap_or(text);
        let offset = text.len() - body.len();
        let hidden = traps(body);
        if hidden.is_empty() {
            return Self {
                text: Cow::Borrowed(body),
                offset,
                hidden,
            };
        }
        let mut bytes = body.to_owned().into_bytes();
        for (span, _) in &hidden {
            bytes[span.start..span.end].fill(b'\n');
        }
        // Whole entries became ASCII, so this is text.
        let text = String::from_utf8(bytes).unwrap_or_default();
        Self {
            text: Cow::Owned(text),
            offset,
            hidden,
        }
    }

    /// Parses it: as much as can be read, and the parser's errors.
    pub(crate) fn parse(&self) -> (Resource<&str>, Vec<ParserError>) {
        match parse(self.text.as_ref()) {
            Ok(resource) => (resource, Vec::new()),
            Err((resource, errors)) => (resource, errors),
        }
    }

    /// Returns the text that the parser can read.
    pub(crate) fn into_text(self) -> String {
        self.text.into_owned()
    }

    /// Returns where a slice of the parsed resource stands in the text that
    /// was given.
    pub(crate) fn place(&self, slice: &str) -> Span {
        let at = slice.as_ptr().addr() - self.text.as_ptr().addr() + self.offset;
        Span::new(at, at + slice.len())
    }

    /// Returns where the hidden entries begin, in the text that was given.
    pub(crate) fn hidden(&self) -> impl Iterator<Item = usize> {
        let offset = self.offset;
        self.hidden.iter().map(move |(span, _)| span.start + offset)
    }

    /// Says what is wrong with it. A message that is left empty is no fault.
    pub(crate) fn faults(&self) -> Vec<Broken> {
        let hidden = self.hidden.iter().map(|(_, broken)| broken.clone());
        let (_, errors) = self.parse();
        let told = errors
            .into_iter()
            .filter(|error| !matches!(error.kind, ErrorKind::ExpectedMessageField { .. }))
            .map(|error| Broken {
                at: floor(&self.text, error.pos.start),
                message: fault(&error.kind),
            });
        let mut all: Vec<Broken> = hidden.chain(told).collect();
        for one in &mut all {
            one.at += self.offset;
        }
        all.sort_by_key(|one| one.at);
        all
    }
}

/// Refuses a pattern that the parser cannot take.
///
/// # Errors
/// What is wrong, as a clause.
pub(crate) fn guard(pattern: &str) -> Result<(), String> {
    if !pattern.contains('{') || is_shallow(pattern) {
        return Ok(());
    }
    match traps(&write_message("m", pattern, "\n")).into_iter().next() {
        Some((_, broken)) => Err(broken.message),
        None => Ok(()),
    }
}

/// A quick look: too few marks to nest too deep or to have too many arguments,
/// and no escape.
fn is_shallow(pattern: &str) -> bool {
    let opens = |byte: &u8| matches!(byte, b'{' | b'(' | b']');
    let count = |is: &dyn Fn(&u8) -> bool| pattern.bytes().filter(|byte| is(byte)).count();
    !pattern.contains('\\') && count(&opens) < DEPTH && count(&|byte| *byte == b':') <= ARGUMENTS
}

/// Finds the entries that the parser must not read, and why.
fn traps(text: &str) -> Vec<(Span, Broken)> {
    let mut found: Vec<(Span, Broken)> = Vec::new();
    let (mut scanner, mut begin, mut at) = (Scanner::default(), 0, 0);
    let mut trap: Option<Broken> = None;
    for line in text.split_inclusive('\n') {
        let bare = line.strip_prefix('-').unwrap_or(line);
        let entry = message_id(bare).is_some();
        // Neither can stand inside a placeable, so that reading begins anew.
        if entry || line.starts_with('#') {
            found.extend(trap.take().map(|broken| (Span::new(begin, at), broken)));
            (scanner, begin) = (Scanner::default(), at);
        }
        // The parser does not read what neither begins nor goes on with an entry.
        let junk = scanner.is_text() && !entry && !line.starts_with([' ', '{', '.', '\r', '\n']);
        if trap.is_none()
            && !junk
            && let Err(stopped) = scanner.line(line)
        {
            trap = Some(Broken {
                at: at + stopped.at,
                message: stopped.message.to_owned(),
            });
        }
        at += line.len();
    }
    found.extend(trap.map(|broken| (Span::new(begin, at), broken)));
    found
}

/// Returns the character's start: positions of errors can lie inside of one.
fn floor(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset.min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nesting_is_limited() {
        for deep in [
            "{".repeat(20_000),
            "{ F(".repeat(20_000),
            format!("{{ {}", "F(\n".repeat(20_000)),
            format!("{{ {}", "F(\nG(".repeat(20_000)),
            "{ $n ->\n[a] ".repeat(20_000),
            // Braces that a look at quotes alone would take for text.
            format!("{{ $n ->\n *[o] \" {}", "{".repeat(20_000)),
            format!("{{ F(\" {{ \",{}\" }}", "{".repeat(20_000)),
            format!("{{ F(\" {{ \" {}\" }}", "{".repeat(20_000)),
            format!("{{ \"\\\"\" {}", "{".repeat(20_000)),
        ] {
            let text = format!("a = A\nb = {deep}\nc = C\n");
            let safe = Safe::new(&text);
            assert_eq!(safe.hidden.len(), 1, "{}", &deep[..20]);
            assert_eq!(safe.parse().0.body.len(), 2, "{}", &deep[..20]);
            assert!(guard(&deep).is_err());
        }
    }

    #[test]
    fn arguments_are_limited_whose_time_grows_with_their_square() {
        let call = |count: usize| {
            let named: Vec<String> = (0..count).map(|at| format!("a{at}: 1")).collect();
            format!("{{ NUMBER($x, {}) }}", named.join(", "))
        };
        for many in [call(20_000), format!("{}{}", call(3), call(20_000))] {
            let text = format!("a = A\nb = {many}\nc = C\n");
            let safe = Safe::new(&text);
            assert_eq!(safe.hidden.len(), 1);
            assert_eq!(safe.parse().0.body.len(), 2);
            assert!(guard(&many).is_err());
        }
        for few in [call(200), call(20).repeat(40), "12:00 ".repeat(2_000)] {
            assert_eq!(guard(&few), Ok(()));
        }
    }

    #[test]
    fn what_only_looks_deep_is_let_through() {
        for pattern in [
            "{ \"{\" }".repeat(200),
            "{ \"}\" } ( [ \" {".repeat(40),
            "say \" { \"{\" } ".repeat(200),
            "C:\\usuários \\u中".to_owned(),
            "{ \"\\u4E2D\" }中".to_owned(),
            "{ $n ->\n [a] C:\\u中\n *[b] \"\\u中\n}".to_owned(),
            "{ $n ->\n [a] 5\" { $x }\n *[b] \"\n}".repeat(30),
        ] {
            assert_eq!(guard(&pattern), Ok(()), "{pattern}");
        }
        let text = "# { (\nx = { $a ->\nnot { closed\n".repeat(200);
        assert!(Safe::new(&text).hidden.is_empty());
    }

    #[test]
    fn one_trap_hides_one_entry_and_has_its_place() {
        let text = "\u{feff}a = A\n# c\né = { \"\\u中\" }\nb = é { \"\\u中\" }\n-t = T\n";
        let safe = Safe::new(text);
        let faults = safe.faults();
        let at: Vec<usize> = faults.iter().map(|fault| fault.at).collect();
        assert_eq!(at, [text.find('é').unwrap(), text.rfind("\\u").unwrap()]);
        let (resource, _) = safe.parse();
        let fluent_syntax::ast::Entry::Term(term) = &resource.body[3] else {
            panic!("{resource:?}");
        };
        assert_eq!(safe.place(term.id.name).slice(text), "t");
    }

    #[test]
    fn errors_stand_on_characters() {
        for text in ["a = { é }\n", "a = { \"é\n", "a = 中 } x\n", "a = { $é }\n"] {
            for fault in Safe::new(text).faults() {
                assert!(text.is_char_boundary(fault.at), "{text}");
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_panics_the_parser(text in "(a = |-t = |# |\\{|\\}|\"|\\\\u|\\\\U|\\\\|中|\\$a| |\n|\r|->\n|\\*\\[o\\]|\\[x\\]|x|\\(|\\)|,|:|F|\\.b = |\u{feff}){0,60}") {
            let safe = Safe::new(&text);
            for fault in safe.faults() {
                prop_assert!(text.is_char_boundary(fault.at));
            }
        }
    }
}
