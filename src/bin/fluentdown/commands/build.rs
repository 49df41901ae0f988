//! `build`: the main job. Checks, then writes the outputs of each edition.

use super::{Session, given, has_error, json, outcome, show};
use crate::Outcome;
use crate::args::{Build, Global, Output, TextOrJson};
use crate::terminal::{Failure, Terminal};
use fluentdown::diagnostic::{Finding, Severity};
use fluentdown::project::Project;
use fluentdown::project::build::{Built, Request, Row, build};
use fluentdown::project::check::{self, Levels, Scope};
use fluentdown::project::config::OutputFormat;
use fluentdown::report::{self, plural};
use fluentdown::rules::project::embargo;
use std::collections::BTreeMap;

pub(super) fn run(
    global: &Global,
    args: &Build,
    terminal: &mut Terminal,
) -> Result<Outcome, Failure> {
    let Some(session) = Session::open(global, true, false, terminal)? else {
        return Ok(Outcome::Unable);
    };
    let project = &session.project;
    let formats = args.to.iter().map(|format| match format {
        Output::Md => OutputFormat::Md,
        Output::Html => OutputFormat::Html,
        Output::Txt => OutputFormat::Txt,
        Output::Wechat => OutputFormat::Wechat,
    });
    let request = Request {
        editions: args.editions.clone(),
        formats: formats.collect(),
        out: args.out.as_ref().map(|folder| given(global, folder)),
        strict: args.strict,
        allow_removal: args.allow_removal,
        ..Request::default()
    };
    let (built, all) = check::with(project, || build(project, &request));
    let built = built?;
    let findings = chosen(project, all(built.findings.clone()));
    // Missing and stale translations are in the table below; here is what is wrong.
    let is_told = |one: &&Finding| {
        let is_held = one.rule == embargo::RULE.name && !global.quiet;
        is_held || one.severity == Severity::Error
    };
    let wrong: Vec<Finding> = findings.iter().filter(is_told).cloned().collect();
    show(&wrong, &project.texts, terminal);
    match args.format {
        TextOrJson::Json => terminal.data(&json(&built.rows)?)?,
        TextOrJson::Text => summary(project, &built, &findings, terminal)?,
    }
    Ok(outcome(&findings))
}

/// Chooses the findings that the configuration asks for.
pub(super) fn chosen(project: &Project, all: Vec<Finding>) -> Vec<Finding> {
    check::select(project, all, &Levels::default(), &Scope::default())
}

/// Ends with what was made of each edition, what is open, and the next step.
fn summary(
    project: &Project,
    built: &Built,
    findings: &[Finding],
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let mut editions: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &built.rows {
        editions.entry(&row.edition).or_default().push(row);
    }
    let width = project
        .config
        .editions
        .iter()
        .map(|one| one.name.len())
        .max()
        .unwrap_or(0);
    let mut out = String::new();
    for edition in &project.config.editions {
        let Some(rows) = editions.get(edition.name.as_str()) else {
            continue;
        };
        out.push_str(&format!(
            "{:width$}  {}: {}\n",
            edition.name,
            edition.locale,
            standing(rows)
        ));
        for file in rows.iter().flat_map(|row| &row.files) {
            out.push_str(&format!("{:width$}    {}/{file}\n", "", built.out));
        }
    }
    terminal.data(&out)?;
    let published = &built.published;
    terminal.say(&format!(
        "{} written, {} unchanged, {} removed",
        plural(published.written.len(), "file"),
        published.unchanged,
        published.removed.len()
    ));
    if let Some(found) = report::summary(findings) {
        terminal.say(&format!("{found}: `fluentdown check` shows them"));
    }
    next_step(project, built, findings, terminal);
    Ok(())
}

/// Says how the segments of an edition's documents stand.
fn standing(rows: &[&Row]) -> String {
    let sum = |count: fn(&Row) -> usize| rows.iter().map(|row| count(row)).sum::<usize>();
    let mut parts = vec![
        plural(rows.len(), "document"),
        plural(sum(|row| row.segments), "segment"),
    ];
    let open = [
        (sum(|row| row.missing), "missing"),
        (sum(|row| row.stale), "stale"),
        (sum(|row| row.draft), "draft"),
        (rows.iter().filter(|row| row.left_out).count(), "left out"),
    ];
    let before = parts.len();
    parts.extend(
        open.into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}")),
    );
    if parts.len() == before {
        parts.push("all translated".to_owned());
    }
    let fallback: usize = rows.iter().map(|row| row.fallback.len()).sum();
    if fallback > 0 {
        parts.push(format!("{} in another language", plural(fallback, "block")));
    }
    parts.join(", ")
}

fn next_step(project: &Project, built: &Built, findings: &[Finding], terminal: &mut Terminal) {
    let open = built
        .rows
        .iter()
        .any(|row| row.missing + row.stale + row.draft > 0);
    let page = built
        .rows
        .iter()
        .flat_map(|row| &row.files)
        .find(|file| file.ends_with(".html"));
    let next = if has_error(findings) {
        "next: mend the errors above".to_owned()
    } else if !project.extraction.writes.is_empty() {
        "next: `fluentdown extract` brings the resources into step with the content".to_owned()
    } else if open {
        format!(
            "next: translate what is open under `{}`, and build again",
            project.config.locales_dir
        )
    } else if let Some(page) = page {
        format!("next: open {}/{page}", built.out)
    } else {
        return;
    };
    terminal.say(&next);
}
