//! `facts`: every figure, date, amount and name, locales side by side.

use super::{Session, given, json, show};
use crate::Outcome;
use crate::args::{Facts, Global, LedgerFormat};
use crate::terminal::{Failure, Terminal};
use fluentdown::project::ledger::{State, ledger};
use fluentdown::project::{Error, Project};
use fluentdown::report::ledger as report;

pub(super) fn run(
    global: &Global,
    args: &Facts,
    terminal: &mut Terminal,
) -> Result<Outcome, Failure> {
    let Some(session) = Session::open(global, false, false, terminal)? else {
        return Ok(Outcome::Unable);
    };
    let project = &session.project;
    show(&project.findings, &project.texts, terminal);
    let documents = documents(global, args, project)?;
    let ledger = ledger(project, &documents, &session.targets(&args.locale)?);
    match args.format {
        LedgerFormat::Text => terminal.data(&report::text(&ledger))?,
        LedgerFormat::Json => terminal.data(&json(&ledger.records())?)?,
        LedgerFormat::Html => terminal.data(&report::html(&ledger))?,
    }
    let differ = ledger.count(&[State::Differs, State::Missing, State::Added], false);
    let names = ledger.count(&[State::Missing], true);
    terminal.say(&report::summary(&ledger, differ, names));
    Ok(if differ > 0 {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

/// The documents that the command line names: by their path under the content
/// folder, or as files or folders.
fn documents(global: &Global, args: &Facts, project: &Project) -> Result<Vec<String>, Error> {
    let mut wanted = Vec::new();
    for name in &args.documents {
        let typed = name.to_string_lossy().replace('\\', "/");
        let file = project.root.relative(&given(global, name));
        let is_meant = |document: &fluentdown::project::Document| {
            let under = |path: &str, folder: &str| {
                let rest = path.strip_prefix(folder.trim_end_matches('/'));
                rest.is_some_and(|rest| {
                    rest.is_empty() || rest.starts_with('/') || folder.is_empty()
                })
            };
            under(&document.path, &typed)
                || file
                    .as_deref()
                    .is_some_and(|file| under(&document.file, file))
        };
        let before = wanted.len();
        let found = project.documents.iter().filter(|one| is_meant(one));
        wanted.extend(found.map(|one| one.path.clone()));
        if wanted.len() == before {
            return Err(Error::Unknown {
                kind: "document",
                name: typed,
                known: project
                    .documents
                    .iter()
                    .map(|one| one.path.clone())
                    .collect(),
            });
        }
    }
    Ok(wanted)
}
