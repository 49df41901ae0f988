//! The commands.

mod build;
mod check;
mod extract;
mod facts;
mod pseudo;
mod serve;
mod small;
mod status;
mod transfer;
mod verify;

use crate::Outcome;
use crate::args::{Cli, Command, Global};
use crate::terminal::{Failure, Terminal};
use fluentdown::diagnostic::{Finding, Severity};
use fluentdown::project::files::{Clash, Destination, Lock};
use fluentdown::project::load::{self, Options};
use fluentdown::project::{Error, Project, extract as writer, journal};
use fluentdown::report::{self, Format, Report};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Runs the command.
pub(crate) fn run(cli: &Cli, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let global = &cli.global;
    match &cli.command {
        Command::Init(args) => small::init(global, args, terminal),
        Command::Extract(args) => extract::run(global, args, terminal),
        Command::Build(args) => build::run(global, args, terminal),
        Command::Serve(args) => serve::run(global, args, terminal),
        Command::Check(args) => check::run(global, args, terminal),
        Command::Explain(args) => small::explain(args, terminal),
        Command::Facts(args) => facts::run(global, args, terminal),
        Command::Verify(args) => verify::run(global, args, terminal),
        Command::Status(args) => status::run(global, args, terminal),
        Command::Accept(args) => small::accept(global, args, terminal),
        Command::Export(args) => transfer::export(global, args, terminal),
        Command::Import(args) => transfer::import(global, args, terminal),
        Command::Pseudo(args) => pseudo::run(global, args, terminal),
        Command::Prune(args) => small::prune(global, args, terminal),
        Command::Completions(args) => small::completions(args, terminal),
        Command::Man => small::man(terminal),
    }
}

/// The folder to run in.
fn directory(global: &Global) -> &Path {
    global.directory.as_deref().unwrap_or(Path::new("."))
}

/// A path of the command line, seen from the folder to run in.
fn given(global: &Global, path: &Path) -> PathBuf {
    match &global.directory {
        Some(directory) if path != Path::new("-") => directory.join(path),
        _ => path.to_owned(),
    }
}

/// How often a command begins anew that meets files saved since it read them.
const TRIES: usize = 5;

/// Looks at the file that the command line names to be written, before the
/// command does its work; `-` and nothing are standard output.
fn look_at(global: &Global, path: Option<&Path>) -> Result<Option<Destination>, Error> {
    let path = path.filter(|path| *path != Path::new("-"));
    path.map(|path| Destination::look(&given(global, path)))
        .transpose()
}

/// Writes what the command line asks for into a file that it names, but not over one
/// that people wrote: a document, a resource, the configuration.
fn write_out(project: &Project, file: &Destination, text: &str) -> Result<(), Error> {
    let inside = project.root.relative(file.path());
    if let Some(own) = inside.filter(|own| project.texts.contains_key(own)) {
        return Err(Error::Input(format!(
            "`{own}` is a file of the project: nothing is written over it"
        )));
    }
    file.write(text.as_bytes())
}

/// Says which files were saved by somebody else, and so left as they are.
fn show_saved(left: &[Clash], terminal: &mut Terminal) {
    show(&writer::saved(left), &BTreeMap::new(), terminal);
}

/// Says that a command begins anew, and why.
fn say_anew(left: &[Clash], terminal: &mut Terminal) {
    for clash in left {
        terminal.say(&format!("{} was saved meanwhile: begun anew", clash.path));
        if let Some(beside) = &clash.beside {
            terminal.say(&format!("another version of it is in {beside}"));
        }
    }
}

/// A project that is open, with the right to write, if that is needed.
struct Session {
    project: Project,
    _lock: Option<Lock>,
}

impl Session {
    /// Opens the project.
    ///
    /// Returns `None` where its configuration has an error that was shown:
    /// nothing can be done then.
    fn open(
        global: &Global,
        writes: bool,
        force: bool,
        terminal: &mut Terminal,
    ) -> Result<Option<Self>, Failure> {
        let options = Options {
            force,
            ..Options::default()
        };
        Self::open_with(global, writes, options, terminal)
    }

    /// Opens the project to read it in a way of its own.
    fn open_with(
        global: &Global,
        writes: bool,
        options: Options,
        terminal: &mut Terminal,
    ) -> Result<Option<Self>, Failure> {
        let session = Self::read(global, writes, options, terminal)?;
        let faults = &session.project.faults;
        show(faults, &session.project.texts, terminal);
        Ok((!has_error(faults)).then_some(session))
    }

    /// Opens the project, whatever its configuration is like.
    fn open_any(
        global: &Global,
        writes: bool,
        force: bool,
        terminal: &mut Terminal,
    ) -> Result<Self, Failure> {
        let options = Options {
            force,
            ..Options::default()
        };
        Self::read(global, writes, options, terminal)
    }

    fn read(
        global: &Global,
        writes: bool,
        options: Options,
        terminal: &mut Terminal,
    ) -> Result<Self, Failure> {
        let options = Options {
            config: global.config.clone(),
            ..options
        };
        let (root, config) = load::find(directory(global), &options)?;
        // The lock comes before the first read, so that what is written rests
        // on what is there.
        let lock = if writes {
            Some(root.lock(|| terminal.say("waiting for another run of fluentdown to end"))?)
        } else {
            None
        };
        if writes {
            for clash in journal::recover(&root, &config)? {
                terminal.say(&match clash.beside {
                    Some(beside) => format!(
                        "a run was cut off, and {} has changed since: another version of it is in {beside}",
                        clash.path
                    ),
                    None => format!("a run was cut off, and {} is as it was saved", clash.path),
                });
            }
        }
        let project = Project::open(root, config, &options)?;
        Ok(Self {
            project,
            _lock: lock,
        })
    }

    /// Shows what was not read, for commands that show no other findings; returns
    /// how they end that are done.
    fn end(&self, terminal: &mut Terminal) -> Outcome {
        let unread = self.project.unread_findings();
        show(&unread, &self.project.texts, terminal);
        outcome(&unread)
    }

    /// Reads the project again, and keeps the lock.
    fn reopen(&mut self, global: &Global) -> Result<(), Failure> {
        let options = Options {
            config: global.config.clone(),
            ..Options::default()
        };
        let (root, config) = load::find(directory(global), &options)?;
        self.project = Project::open(root, config, &options)?;
        Ok(())
    }

    /// Returns the target locales that the command line names.
    fn targets(&self, names: &[String]) -> Result<Vec<usize>, Error> {
        names.iter().map(|name| self.project.target(name)).collect()
    }
}

/// Shows findings on stderr.
fn show(findings: &[Finding], texts: &BTreeMap<String, String>, terminal: &mut Terminal) {
    if !findings.is_empty() {
        let report = Report::new(findings, texts);
        terminal.show(&report::render(&report, Format::Text, true));
    }
}

fn has_error(findings: &[Finding]) -> bool {
    findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
}

/// Returns how a command ends that has these findings.
fn outcome(findings: &[Finding]) -> Outcome {
    if has_error(findings) {
        Outcome::Findings
    } else {
        Outcome::Clean
    }
}

/// Writes a value as JSON, with a final newline.
fn json(value: &impl serde::Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value);
    text.map(|text| text + "\n")
        .map_err(|error| Error::Input(error.to_string()).into())
}
