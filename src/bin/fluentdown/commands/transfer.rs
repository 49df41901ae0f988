//! `export` and `import`: a locale goes to a translator and comes back.

use super::{Session, given, outcome, show, write_out};
use crate::Outcome;
use crate::args::{Export, Global, Import, Only};
use crate::terminal::{Failure, Terminal};
use fluentdown::catalog::State;
use fluentdown::project::files::read_given;
use fluentdown::project::transfer;
use fluentdown::report::plural;
use std::collections::BTreeMap;
use std::path::Path;

pub(super) fn export(
    global: &Global,
    args: &Export,
    terminal: &mut Terminal,
) -> Result<Outcome, Failure> {
    let Some(session) = Session::open(global, false, false, terminal)? else {
        return Ok(Outcome::Unable);
    };
    let project = &session.project;
    let format = transfer::format(&args.to)?;
    let only = match args.only {
        Only::Missing => Some(State::Missing),
        Only::Stale => Some(State::Stale),
        Only::Draft => Some(State::Draft),
        Only::All => None,
    };
    let rows = transfer::rows(project, project.open_target(&args.locale)?, only);
    let text = (format.write)(&rows);
    match args.out.as_deref().filter(|path| *path != Path::new("-")) {
        Some(path) => {
            write_out(global, project, path, &text)?;
            terminal.say(&format!(
                "{} in {}",
                plural(rows.len(), "message"),
                path.display()
            ));
        }
        None => terminal.exact(&text)?,
    }
    Ok(session.end(terminal))
}

pub(super) fn import(
    global: &Global,
    args: &Import,
    terminal: &mut Terminal,
) -> Result<Outcome, Failure> {
    let mut ended = Outcome::Clean;
    for path in &args.files {
        // Each file meets the project as the one before it left it.
        let Some(session) = Session::open(global, true, false, terminal)? else {
            return Ok(Outcome::Unable);
        };
        let project = &session.project;
        let extension = path
            .extension()
            .and_then(|extension| extension.to_str())
            .unwrap_or("csv");
        let format = transfer::format(&extension.to_ascii_lowercase())?;
        let text = read_given(&given(global, path))?;
        let name = path.to_string_lossy();
        let target = project.open_target(&args.locale)?;
        let imported = transfer::import(project, target, format, &name, &text)?;
        show(
            &imported.findings,
            &BTreeMap::from([(name.to_string(), text)]),
            terminal,
        );
        terminal.say(&format!(
            "{}: {} taken, {} as they were, {} empty, {} refused",
            path.display(),
            imported.taken,
            imported.unchanged,
            imported.empty,
            imported.findings.len()
        ));
        let unread = session.end(terminal);
        if [outcome(&imported.findings), unread].contains(&Outcome::Findings) {
            ended = Outcome::Findings;
        }
    }
    Ok(ended)
}
