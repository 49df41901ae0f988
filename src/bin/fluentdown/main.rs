//! The command-line program: arguments, commands, exit status.
//!
//! `args` says what can be typed, `commands` has a module for each command,
//! and `terminal` is the only place that prints. Errors are told to the user
//! here, and become exit status 2.

mod args;
mod commands;
mod terminal;

use clap::Parser as _;
use std::process::ExitCode;
use terminal::{Failure, Terminal};

/// How a command that ran has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// No error.
    Clean,
    /// An error-level finding, or what the command was asked to refuse.
    Findings,
    /// A fault of the configuration, which was shown: nothing else was looked at.
    Unable,
}

fn main() -> ExitCode {
    let cli = match args::Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // A closed pipe behind `--help` is nobody's fault.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let mut terminal = Terminal::new(cli.global.color, cli.global.quiet);
    match commands::run(&cli, &mut terminal) {
        Ok(Outcome::Clean) | Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Unable) => ExitCode::from(2),
        Err(Failure::Output(error)) => {
            terminal.error(&format!("cannot write the output: {error}"), &[]);
            ExitCode::from(2)
        }
        Err(Failure::Project(error)) => {
            terminal.error(&error.to_string(), &error.hints());
            ExitCode::from(2)
        }
    }
}
