//! `status`: counts what is translated, stale, draft and missing.

use super::{Session, json, outcome, show};
use crate::Outcome;
use crate::args::{Global, Status, TextOrJson};
use crate::terminal::{Failure, Terminal};
use fluentdown::project::status::{Row, rows, totals};

pub(super) fn run(
    global: &Global,
    args: &Status,
    terminal: &mut Terminal,
) -> Result<Outcome, Failure> {
    let Some(session) = Session::open(global, false, false, terminal)? else {
        return Ok(Outcome::Unable);
    };
    let project = &session.project;
    show(&project.findings, &project.texts, terminal);
    let rows = rows(project, &session.targets(&args.locale)?);
    if args.format == TextOrJson::Json {
        terminal.data(&json(&rows)?)?;
    } else {
        terminal.data(&table(&rows))?;
    }
    Ok(outcome(&project.findings))
}

fn table(rows: &[Row]) -> String {
    let totals = totals(rows);
    let name = |row: &Row| {
        if row.document.is_empty() {
            format!("{} (all)", row.locale)
        } else {
            format!("{} {}", row.locale, row.document)
        }
    };
    let all: Vec<&Row> = rows.iter().chain(&totals).collect();
    let width = all
        .iter()
        .map(|row| name(row).chars().count())
        .max()
        .unwrap_or(0)
        .max(8);
    let mut out = format!(
        "{:width$}  {:>8}  {:>10}  {:>5}  {:>5}  {:>7}  {:>6}\n",
        "document", "segments", "translated", "stale", "draft", "missing", "words"
    );
    for row in all {
        out.push_str(&format!(
            "{:width$}  {:>8}  {:>10}  {:>5}  {:>5}  {:>7}  {:>6}\n",
            name(row),
            row.segments,
            row.translated,
            row.stale,
            row.draft,
            row.missing,
            row.words
        ));
    }
    out
}
