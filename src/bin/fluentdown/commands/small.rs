//! The commands that are a few lines each.

use super::{Session, given, show_saved};
use crate::Outcome;
use crate::args::{Accept, Cli, Completions, Explain, Global, Init, Prune};
use crate::terminal::{Failure, Terminal};
use clap::CommandFactory as _;
use fluentdown::catalog;
use fluentdown::project::error::Error;
use fluentdown::project::{accept, extract, init};
use fluentdown::report::plural;
use fluentdown::rules::{self, Group, RULES};
use fluentdown::text::shell_word;

pub(super) fn init(
    global: &Global,
    args: &Init,
    terminal: &mut Terminal,
) -> Result<Outcome, Failure> {
    let folder = given(global, &args.folder);
    let plan = init::Plan {
        source: args.source.clone(),
        locales: args.locale.clone(),
    };
    for path in init::init(&folder, &plan)? {
        terminal.say(&format!("made {path}"));
    }
    let place = if args.folder.as_os_str() == "." {
        String::new()
    } else {
        format!(" -C {}", shell_word(&args.folder.to_string_lossy()))
    };
    terminal.say(&format!(
        "next: `fluentdown{place} extract`, translate what is in `locales`, `fluentdown{place} build`"
    ));
    Ok(Outcome::Clean)
}

pub(super) fn explain(args: &Explain, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let Some(name) = &args.rule else {
        let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
        let mut list = String::new();
        for group in Group::ALL {
            list.push_str(&format!("{}:\n", group.name()));
            for rule in RULES.iter().filter(|rule| rule.group == group) {
                let severity = rule.severity.as_str();
                list.push_str(&format!(
                    "  {:width$}  {severity:7}  {}\n",
                    rule.name, rule.summary
                ));
            }
        }
        terminal.data(&list)?;
        return Ok(Outcome::Clean);
    };
    let rule = rules::find(name).ok_or_else(|| Error::Unknown {
        kind: "rule",
        name: name.clone(),
        known: RULES.iter().map(|rule| rule.name.to_owned()).collect(),
    })?;
    terminal.data(&format!(
        "{} ({})\n\n{}",
        rule.name,
        rule.severity.as_str(),
        rule.page.trim_start_matches("# "),
    ))?;
    Ok(Outcome::Clean)
}

pub(super) fn accept(
    global: &Global,
    args: &Accept,
    terminal: &mut Terminal,
) -> Result<Outcome, Failure> {
    let Some(session) = Session::open(global, true, false, terminal)? else {
        return Ok(Outcome::Unable);
    };
    let project = &session.project;
    let target = project.open_target(&args.locale)?;
    let selection = accept::selection(project, &args.messages)?;
    let (accepted, written) = accept::accept(project, target, &selection)?;
    if !written.left.is_empty() {
        // What was saved may be what was accepted: its person has to look again.
        show_saved(&written.left, terminal);
        return Ok(Outcome::Findings);
    }
    for (document, id) in &accepted {
        terminal.say(&format!("accepted {document}#{id}"));
    }
    terminal.say(&format!(
        "{} accepted",
        plural(accepted.len(), "translation")
    ));
    if !accepted.is_empty() {
        terminal.say("next: `fluentdown extract` takes the old texts out of the resources");
    }
    Ok(session.end(terminal))
}

pub(super) fn prune(
    global: &Global,
    args: &Prune,
    terminal: &mut Terminal,
) -> Result<Outcome, Failure> {
    let Some(session) = Session::open(global, true, false, terminal)? else {
        return Ok(Outcome::Unable);
    };
    let project = &session.project;
    let mut targets = session.targets(&args.locale)?;
    if targets.is_empty() {
        targets = (0..project.targets.len()).collect();
    }
    let (mut gone, mut left) = (0, Vec::new());
    for target in targets {
        project.open_target(&project.targets[target].locale)?;
        let files = &project.targets[target];
        let pruned = catalog::prune(files);
        for ((document, id), text) in &pruned.gone {
            terminal.data(&format!("{} {document}#{id} = {text}\n", files.locale))?;
        }
        let written = extract::write(project, &pruned.writes)?;
        if written.left.is_empty() {
            gone += pruned.gone.len();
        }
        left.extend(written.left);
    }
    show_saved(&left, terminal);
    terminal.say(&format!("{} thrown away", plural(gone, "translation")));
    let ended = session.end(terminal);
    Ok(if left.is_empty() {
        ended
    } else {
        Outcome::Findings
    })
}

pub(super) fn completions(args: &Completions, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "fluentdown", &mut script);
    terminal.exact(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Clean)
}

pub(super) fn man(terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command())
        .render(&mut page)
        .map_err(Failure::Output)?;
    terminal.exact(&String::from_utf8_lossy(&page))?;
    Ok(Outcome::Clean)
}
