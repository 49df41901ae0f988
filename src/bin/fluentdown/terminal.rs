//! The only place that prints: data on stdout, all else on stderr.

use crate::args::Color;
use anstream::{AutoStream, ColorChoice};
use fluentdown::project::Error;
use std::borrow::Cow;
use std::io::{self, Write as _};

/// Why a command ended before its end.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The reader of stdout went away: a quiet success.
    ClosedPipe,
    /// Stdout cannot be written.
    Output(io::Error),
    /// The command could not run.
    Project(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Project(error)
    }
}

/// Where a command speaks to.
pub(crate) struct Terminal {
    out: AutoStream<io::Stdout>,
    err: AutoStream<io::Stderr>,
    quiet: bool,
}

impl Terminal {
    pub(crate) fn new(color: Color, quiet: bool) -> Self {
        let choice = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self {
            out: AutoStream::new(io::stdout(), choice),
            err: AutoStream::new(io::stderr(), choice),
            quiet,
        }
    }

    /// Writes what was asked for: text, or JSON, in whose strings an escape means
    /// the character that it stands for.
    pub(crate) fn data(&mut self, text: &str) -> Result<(), Failure> {
        self.exact(&harmless(text, |c| {
            c.is_control() && !matches!(c, '\n' | '\t')
        }))
    }

    /// Writes findings as they were drawn, with colours of our own.
    pub(crate) fn drawn(&mut self, text: &str) -> Result<(), Failure> {
        self.exact(&harmless(text, is_c1))
    }

    /// Writes what another program reads, to the byte.
    pub(crate) fn exact(&mut self, text: &str) -> Result<(), Failure> {
        let written = self
            .out
            .write_all(text.as_bytes())
            .and_then(|()| self.out.flush());
        written.map_err(|error| match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::ClosedPipe,
            _ => Failure::Output(error),
        })
    }

    /// Says a line about how it goes, unless that is not wanted.
    pub(crate) fn say(&mut self, line: &str) {
        if !self.quiet {
            // Where stderr is closed there is nobody to tell.
            let _ = writeln!(self.err, "{}", harmless(line, steers));
        }
    }

    /// Shows findings on stderr, where data goes to stdout.
    pub(crate) fn show(&mut self, text: &str) {
        let _ = self.err.write_all(harmless(text, is_c1).as_bytes());
    }

    /// Says why the command could not run, and what to do.
    pub(crate) fn error(&mut self, message: &str, hints: &[String]) {
        let (red, cyan, reset) = ("\u{1b}[1;31m", "\u{1b}[36m", "\u{1b}[0m");
        let _ = writeln!(self.err, "{red}error{reset}: {}", harmless(message, steers));
        for hint in hints {
            let _ = writeln!(self.err, "  {cyan}help{reset}: {}", harmless(hint, steers));
        }
    }
}

/// Tells whether a character is a control of one byte's eighth bit: terminals
/// take U+009B for the beginning of a command, as they do `ESC [`.
fn is_c1(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}')
}

/// Tells whether a character steers a terminal, or the order of what it shows.
fn steers(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Writes out the characters of a text that must not reach a terminal, as JSON
/// writes them: names of files and texts from files are not ours.
fn harmless(text: &str, is_bad: fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(is_bad) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_bad(c) {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_written_out() {
        assert_eq!(harmless("a\u{9b}31mb\nc\td", steers), "a\\u009b31mb\nc\td");
        assert_eq!(
            harmless("\u{1b}[2J\u{202e}\r\u{7f}", steers),
            "\\u001b[2J\\u202e\\u000d\\u007f"
        );
        assert_eq!(harmless("\u{1b}[1m\u{85}é中", is_c1), "\u{1b}[1m\\u0085é中");
        for c in '\u{0}'..='\u{ff}' {
            let text = c.to_string();
            let shown = harmless(&text, steers);
            assert!(
                !shown.contains(|c: char| c.is_control() && c != '\n' && c != '\t'),
                "{c:?}"
            );
        }
    }
}
