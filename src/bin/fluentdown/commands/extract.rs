//! `extract`: brings the resources into step with the content.

use super::{Session, TRIES, has_error, json, outcome, say_anew, show, show_saved};
use crate::Outcome;
use crate::args::{Extract, Global, TextOrJson};
use crate::terminal::{Failure, Terminal};
use fluentdown::project::Project;
use fluentdown::project::extract::{guard, owed, write};
use fluentdown::project::load::Options;
use fluentdown::project::status;
use fluentdown::report::plural;
use fluentdown::text::LineIndex;
use serde::Serialize;

/// A segment as JSON has it.
#[derive(Serialize)]
struct Record<'a> {
    document: &'a str,
    id: &'a str,
    kind: &'a str,
    block: usize,
    text: &'a str,
    line: usize,
    column: usize,
    context: &'a [String],
}

pub(super) fn run(
    global: &Global,
    args: &Extract,
    terminal: &mut Terminal,
) -> Result<Outcome, Failure> {
    let options = Options {
        force: args.force,
        resegment: args.resegment,
        ..Options::default()
    };
    let open = |terminal: &mut Terminal| {
        Session::open_with(global, !args.check, options.clone(), terminal)
    };
    let Some(mut session) = open(terminal)? else {
        return Ok(Outcome::Unable);
    };
    if args.check {
        return check(&session.project, args, terminal);
    }
    let mut tries = 1;
    let written = loop {
        let project = &session.project;
        if !args.allow_removal {
            guard(project, args.resegment)?;
        }
        let written = write(project, &project.extraction.writes);
        match &written {
            Ok(done) if !done.left.is_empty() && tries < TRIES => say_anew(&done.left, terminal),
            _ => break written,
        }
        tries += 1;
        // Another run may have the lock in between.
        drop(session);
        session = match open(terminal)? {
            Some(session) => session,
            None => return Ok(Outcome::Unable),
        };
    };
    let project = &session.project;
    show(&project.findings, &project.texts, terminal);
    let written = written?;
    let mut result = outcome(&project.findings);
    for path in &written.changed {
        terminal.say(&format!("wrote {path}"));
    }
    for path in &written.removed {
        terminal.say(&format!("removed {path}"));
    }
    if !written.left.is_empty() {
        show_saved(&written.left, terminal);
        result = Outcome::Findings;
    } else if written.is_empty() {
        terminal.say("nothing to change");
    }
    ended(project, args, terminal)?;
    Ok(result)
}

/// Says what an author owes, and how many translations are not recorded.
fn check(project: &Project, args: &Extract, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    show(&project.findings, &project.texts, terminal);
    if !args.allow_removal {
        guard(project, args.resegment)?;
    }
    let mut result = outcome(&project.findings);
    let owed = owed(project);
    for path in &owed {
        terminal.say(&format!("out of step: {path}"));
    }
    if !owed.is_empty() {
        terminal.say("help: run `fluentdown extract`");
        result = Outcome::Findings;
    }
    for catalog in &project.extraction.locales {
        if catalog.unrecorded > 0 {
            let count = plural(catalog.unrecorded, "translation");
            terminal.say(&format!("{}: {count} not recorded yet", catalog.locale));
        }
    }
    ended(project, args, terminal)?;
    Ok(result)
}

/// Ends with the segments, or with how many there are.
fn ended(project: &Project, args: &Extract, terminal: &mut Terminal) -> Result<(), Failure> {
    if args.format == TextOrJson::Json {
        terminal.data(&json(&records(project))?)?;
    } else if !has_error(&project.findings) {
        summary(project, terminal);
    }
    Ok(())
}

fn summary(project: &Project, terminal: &mut Terminal) {
    if project.kept > 0 {
        let (blocks, verb) = (
            plural(project.kept, "block"),
            if project.kept == 1 { "keeps" } else { "keep" },
        );
        terminal.say(&format!("{blocks} {verb} the sentences of an earlier extraction; `extract --resegment` divides anew"));
    }
    let units = project
        .extraction
        .documents
        .iter()
        .map(|document| document.units.len())
        .sum();
    let documents = plural(project.extraction.documents.len(), "document");
    terminal.say(&format!("{} in {documents}", plural(units, "segment")));
    for total in status::totals(&status::rows(project, &[])) {
        let open = [
            (total.missing, "missing"),
            (total.stale, "stale"),
            (total.draft, "draft"),
        ];
        let open: Vec<String> = open
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        let open = if open.is_empty() {
            "all translated".to_owned()
        } else {
            open.join(", ")
        };
        terminal.say(&format!("{}: {open}", total.locale));
    }
}

fn records(project: &Project) -> Vec<Record<'_>> {
    let mut records = Vec::new();
    for units in &project.extraction.documents {
        let Some(document) = project.document(&units.path) else {
            continue;
        };
        let index = LineIndex::new(&document.text);
        for unit in &units.units {
            let block = &document.split.blocks[unit.block];
            let start = document.split.segments[unit.segment].span.start;
            let position = index.position(&document.text, start);
            records.push(Record {
                document: &units.path,
                id: &unit.id,
                kind: block.kind.as_str(),
                block: unit.block,
                text: &unit.pattern,
                line: position.line,
                column: position.column,
                context: &block.context,
            });
        }
    }
    records
}
