//! `export` and `import`: a locale goes to a translator and comes back.

use super::{Session, TRIES, given, look_at, outcome, say_anew, show, show_saved, write_out};
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
    let file = look_at(global, args.out.as_deref())?;
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
    match (&file, &args.out) {
        (Some(file), Some(path)) => {
            write_out(project, file, &text)?;
            terminal.say(&format!(
                "{} in {}",
                plural(rows.len(), "message"),
                path.display()
            ));
        }
        _ => terminal.exact(&text)?,
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
        match import_one(global, args, path, terminal)? {
            Outcome::Clean => {}
            Outcome::Findings => ended = Outcome::Findings,
            Outcome::Unable => return Ok(Outcome::Unable),
        }
    }
    Ok(ended)
}

/// Takes one file in; each meets the project as the one before it left it.
fn import_one(
    global: &Global,
    args: &Import,
    path: &Path,
    terminal: &mut Terminal,
) -> Result<Outcome, Failure> {
    let extension = path
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or("csv");
    let format = transfer::format(&extension.to_ascii_lowercase())?;
    let text = read_given(&given(global, path))?;
    let name = path.to_string_lossy();
    let mut tries = 1;
    let (imported, unread) = loop {
        let Some(session) = Session::open(global, true, false, terminal)? else {
            return Ok(Outcome::Unable);
        };
        let project = &session.project;
        let target = project.open_target(&args.locale)?;
        let imported = transfer::import(project, target, format, &name, &text)?;
        if imported.left.is_empty() || tries == TRIES {
            break (imported, session.end(terminal));
        }
        say_anew(&imported.left, terminal);
        tries += 1;
    };
    show(
        &imported.findings,
        &BTreeMap::from([(name.to_string(), text)]),
        terminal,
    );
    show_saved(&imported.left, terminal);
    let taken = if imported.left.is_empty() {
        imported.taken
    } else {
        0
    };
    terminal.say(&format!(
        "{}: {taken} taken, {} as they were, {} empty, {} refused",
        path.display(),
        imported.unchanged,
        imported.empty,
        imported.findings.len()
    ));
    let is_clean = imported.left.is_empty() && outcome(&imported.findings) == Outcome::Clean;
    Ok(if is_clean { unread } else { Outcome::Findings })
}
