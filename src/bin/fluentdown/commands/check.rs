//! `check`: finds faults in resources and translations.

use super::{Session, given, has_error, look_at, outcome, say_anew, show_saved, write_out};
use crate::Outcome;
use crate::args::{Check, Global, ReportFormat};
use crate::terminal::{Failure, Terminal};
use fluentdown::diagnostic::{Finding, Severity};
use fluentdown::project::check::{self, Levels, Scope};
use fluentdown::project::files::Destination;
use fluentdown::project::fix;
use fluentdown::project::{Error, Project, files};
use fluentdown::report::{self, Format, Report, plural};
use fluentdown::rules;
use std::collections::BTreeSet;
use std::path::Path;

/// How often fixes are applied and looked for again.
const ROUNDS: usize = 8;

pub(super) fn run(
    global: &Global,
    args: &Check,
    terminal: &mut Terminal,
) -> Result<Outcome, Failure> {
    let levels = levels(args)?;
    let report = look_at(global, args.output_file.as_deref())?;
    let mut session = Session::open_any(global, args.fix, false, terminal)?;
    let (mut findings, mut gone) = chosen(global, args, &session, &levels)?;
    // One fix may make room for another: twice is as once. What is reported
    // is what is left.
    let (mut mended, mut left) = (BTreeSet::new(), Vec::new());
    for _ in 0..if args.fix { ROUNDS } else { 0 } {
        let fixed = fix::fix(&session.project, &findings)?;
        if fixed.changed.is_empty() && fixed.left.is_empty() {
            left.clear();
            break;
        }
        say_anew(&fixed.left, terminal);
        left = fixed.left;
        mended.extend(fixed.changed);
        session.reopen(global)?;
        (findings, gone) = chosen(global, args, &session, &levels)?;
    }
    for path in &mended {
        terminal.say(&format!("mended {path}"));
    }
    show_saved(&left, terminal);
    write_report(args, report.as_ref(), &session.project, &findings, terminal)?;
    if args.format == ReportFormat::Text {
        summary(&session.project, &findings, terminal);
    }
    if gone > 0 {
        terminal.say(&format!(
            "no longer found, of the baseline: {}; write it anew by `check --format json --output-file FILE`",
            plural(gone, "finding")
        ));
    }
    if has_error(&session.project.faults) {
        return Ok(Outcome::Unable);
    }
    let warned = findings
        .iter()
        .any(|finding| finding.severity == Severity::Warning);
    if warned && levels.deny_warnings || !left.is_empty() {
        return Ok(Outcome::Findings);
    }
    Ok(outcome(&findings))
}

/// Returns the findings that the command line asks for, and how many of the
/// baseline are found no more.
fn chosen(
    global: &Global,
    args: &Check,
    session: &Session,
    levels: &Levels,
) -> Result<(Vec<Finding>, usize), Failure> {
    let project = &session.project;
    if has_error(&project.faults) {
        // Nothing else was read: neither locales nor paths can be known.
        return Ok((project.faults.clone(), 0));
    }
    let scope = Scope {
        paths: paths(global, args, project)?,
        locales: session.targets(&args.locale)?,
        known: known(global, args)?,
    };
    let all = check::findings(project);
    let gone = check::gone(&all, &scope.known);
    Ok((check::select(project, all, levels, &scope), gone))
}

fn levels(args: &Check) -> Result<Levels, Error> {
    let mut levels = Levels::default();
    let lists = [
        (&args.allow, None),
        (&args.warn, Some(Severity::Warning)),
        (&args.deny, Some(Severity::Error)),
    ];
    for (names, severity) in lists {
        for name in names {
            if name == "warnings" && severity == Some(Severity::Error) {
                levels.deny_warnings = true;
            } else {
                check::known_rule(name)?;
                levels.rules.insert(name.clone(), severity);
            }
        }
    }
    Ok(levels)
}

fn paths(global: &Global, args: &Check, project: &Project) -> Result<Vec<String>, Error> {
    let inside = args.paths.iter().map(|path| {
        let full = given(global, path);
        project
            .root
            .relative(&full)
            .ok_or_else(|| Error::Input(format!("there is no `{}` in the project", path.display())))
    });
    inside.collect()
}

fn known(global: &Global, args: &Check) -> Result<Vec<String>, Error> {
    let Some(path) = &args.baseline else {
        return Ok(Vec::new());
    };
    let text = files::read_given(&given(global, path))?;
    check::read_baseline(&text).ok_or_else(|| {
        Error::Input(format!(
            "`{}` is no baseline: make one by `fluentdown check --format json --output-file FILE`",
            path.display()
        ))
    })
}

fn write_report(
    args: &Check,
    file: Option<&Destination>,
    project: &Project,
    findings: &[Finding],
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let format = match args.format {
        ReportFormat::Text => Format::Text,
        ReportFormat::Json => Format::Json,
        ReportFormat::Sarif => Format::Sarif,
        ReportFormat::Github => Format::Github,
    };
    let folder = project.root.seen_from(Path::new(".")).unwrap_or_default();
    let report = Report::new(findings, &project.texts).within(&folder);
    match file {
        Some(file) => {
            let text = report::render(&report, format, false);
            Ok(write_out(project, file, &text)?)
        }
        None => {
            let text = report::render(&report, format, true);
            match format {
                Format::Text => terminal.drawn(&text),
                _ => terminal.data(&text),
            }
        }
    }
}

fn summary(project: &Project, findings: &[Finding], terminal: &mut Terminal) {
    if has_error(&project.faults) {
        terminal.say("nothing was checked: the configuration has errors");
        return;
    }
    let checked = plural(project.documents.len(), "document");
    let locales = plural(project.targets.len(), "locale");
    let found = report::summary(findings).unwrap_or_else(|| "no findings".to_owned());
    terminal.say(&format!("{found} in {checked} and {locales}"));
    if let Some(finding) = findings.iter().find(|one| rules::find(one.rule).is_some()) {
        terminal.say(&format!("`fluentdown explain {}` says more", finding.rule));
    }
}
