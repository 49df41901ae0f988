//! The only place that prints: data on stdout, all else on stderr.

use crate::args::Color;
use anstream::{AutoStream, ColorChoice};
use fluentdown::project::Error;
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

    /// Writes what was asked for.
    pub(crate) fn data(&mut self, text: &str) -> Result<(), Failure> {
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
            let _ = writeln!(self.err, "{line}");
        }
    }

    /// Shows findings on stderr, where data goes to stdout.
    pub(crate) fn show(&mut self, text: &str) {
        let _ = self.err.write_all(text.as_bytes());
    }

    /// Says why the command could not run, and what to do.
    pub(crate) fn error(&mut self, message: &str, hints: &[String]) {
        let (red, cyan, reset) = ("\u{1b}[1;31m", "\u{1b}[36m", "\u{1b}[0m");
        let _ = writeln!(self.err, "{red}error{reset}: {message}");
        for hint in hints {
            let _ = writeln!(self.err, "  {cyan}help{reset}: {hint}");
        }
    }
}
