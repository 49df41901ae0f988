//! `serve`: builds on each save, and shows the pages.

use super::build::chosen;
use super::{Session, has_error, show};
use crate::Outcome;
use crate::args::{Global, Serve};
use crate::terminal::{Failure, Terminal};
use fluentdown::diagnostic::{Finding, Severity};
use fluentdown::project::build::{Embargoes, Request, compose};
use fluentdown::project::check;
use fluentdown::project::serve::{Server, Watch};
use fluentdown::project::{Error, Project};
use fluentdown::report::{self, Format, Report, plural};
use std::collections::BTreeMap;
use std::time::Instant;

/// What a build gave.
struct Result {
    files: Option<BTreeMap<String, Vec<u8>>>,
    faults: Option<String>,
    line: String,
}

pub(super) fn run(
    global: &Global,
    args: &Serve,
    terminal: &mut Terminal,
) -> std::result::Result<Outcome, Failure> {
    // A project has to be there; what is wrong with it can be mended later.
    let first = Session::open_any(global, false, false, terminal)?;
    let mut watch = Watch::new().map_err(|reason| {
        Failure::from(Error::Input(format!("cannot watch the files: {reason}")))
    })?;
    watch.follow(&first.project);
    drop(first);
    let server = Server::start(args.port)?;
    once(global, &server, &mut watch, terminal);
    let address = format!("http://{}/", server.address());
    terminal.data(&format!("{address}\n"))?;
    terminal.say("shown to this machine alone; Ctrl-C ends it");
    if args.open && open::that_detached(&address).is_err() {
        terminal.say("no browser could be opened: open the address above");
    }
    loop {
        watch.wait();
        once(global, &server, &mut watch, terminal);
    }
}

/// Builds, and shows what came of it.
fn once(global: &Global, server: &Server, watch: &mut Watch, terminal: &mut Terminal) {
    let begun = Instant::now();
    let result = match Session::open_any(global, false, false, terminal) {
        Ok(session) => {
            watch.follow(&session.project);
            built(&session.project, terminal)
        }
        Err(failure) => failed(&failure),
    };
    terminal.say(&format!(
        "{} in {} ms",
        result.line,
        begun.elapsed().as_millis()
    ));
    // Pages that are open reload where something differs.
    let _ = server.show(result.files, result.faults);
}

fn built(project: &Project, terminal: &mut Terminal) -> Result {
    if has_error(&project.faults) {
        show(&project.faults, &project.texts, terminal);
        return Result {
            files: None,
            faults: text(&project.faults, project),
            line: "not built: see above".to_owned(),
        };
    }
    let embargoes = match Embargoes::marked(project) {
        Ok(embargoes) => embargoes,
        Err(error) => return failed(&error.into()),
    };
    let request = Request {
        embargoes,
        ..Request::default()
    };
    let (composed, all) = check::with(project, || compose(project, &request));
    let composed = match composed {
        Ok(composed) => composed,
        Err(error) => return failed(&error.into()),
    };
    let findings = chosen(project, all(composed.findings.clone()));
    let wrong: Vec<Finding> = findings
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .cloned()
        .collect();
    show(&wrong, &project.texts, terminal);
    let mut line = format!("built {}", plural(composed.files.len(), "file"));
    if let Some(found) = report::summary(&findings) {
        line.push_str(&format!(", {found}"));
    }
    // A broken template makes no page: those of before stay.
    let has_pages = composed.files.keys().any(|path| path.ends_with(".html"));
    Result {
        files: (wrong.is_empty() || has_pages).then_some(composed.files),
        faults: text(&wrong, project),
        line,
    }
}

fn failed(failure: &Failure) -> Result {
    let text = match failure {
        Failure::Project(error) => {
            let hints = error
                .hints()
                .into_iter()
                .map(|hint| format!("\n  help: {hint}"));
            format!("error: {error}{}", hints.collect::<String>())
        }
        Failure::Output(error) => format!("error: {error}"),
        Failure::ClosedPipe => String::new(),
    };
    Result {
        files: None,
        line: format!("not built: {}", text.trim_start_matches("error: ")),
        faults: Some(text),
    }
}

/// Writes findings as the terminal shows them, without colour.
fn text(findings: &[Finding], project: &Project) -> Option<String> {
    (!findings.is_empty()).then(|| {
        let report = Report::new(findings, &project.texts);
        report::render(&report, Format::Text, false)
    })
}
