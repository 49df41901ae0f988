//! `pseudo`: fills a locale with texts that show what is not localised.

use super::{Session, TRIES, say_anew, show_saved};
use crate::Outcome;
use crate::args::{Global, Pseudo};
use crate::terminal::{Failure, Terminal};
use fluentdown::project::extract;
use fluentdown::project::load::Options;
use fluentdown::project::pseudo::{Made, fill};
use fluentdown::report::plural;

/// How many kept translations are named.
const NAMED: usize = 10;

pub(super) fn run(
    global: &Global,
    args: &Pseudo,
    terminal: &mut Terminal,
) -> Result<Outcome, Failure> {
    let options = Options {
        locale: Some(args.locale.clone()),
        ..Options::default()
    };
    let open =
        |terminal: &mut Terminal| Session::open_with(global, true, options.clone(), terminal);
    let mut tries = 1;
    let (session, left) = loop {
        let Some(session) = open(terminal)? else {
            return Ok(Outcome::Unable);
        };
        let project = &session.project;
        let made = fill(project, project.open_target(&args.locale)?)?;
        let mut left = made.files.left.clone();
        if left.is_empty() {
            report(locale_of(project, &args.locale), &made, terminal);
            drop(session);
            // What the comments over the messages say depends on what was written.
            let Some(session) = open(terminal)? else {
                return Ok(Outcome::Unable);
            };
            let project = &session.project;
            let own = |(of, _): &(String, String)| of == locale_of(project, &args.locale);
            let mut writes = project.extraction.writes.clone();
            writes.retain(|file, _| own(file));
            left = extract::write(project, &writes)?.left;
            if left.is_empty() || tries == TRIES {
                break (session, left);
            }
        } else if tries == TRIES {
            break (session, left);
        }
        say_anew(&left, terminal);
        tries += 1;
    };
    let project = &session.project;
    show_saved(&left, terminal);
    let index = project.open_target(&args.locale)?;
    let mut readers = project.readers.editions(&project.config, index);
    let shown = readers.next().is_some();
    if !shown {
        let name = locale_of(project, &args.locale);
        terminal.say(&format!(
            "help: no edition shows it yet; put `\"{name}\"` into `locales` in {}, and an edition with `locale = \"{name}\"`",
            project.config_path
        ));
    }
    let ended = session.end(terminal);
    Ok(if left.is_empty() {
        ended
    } else {
        Outcome::Findings
    })
}

fn locale_of<'a>(project: &'a fluentdown::project::Project, name: &str) -> &'a str {
    project
        .target(name)
        .map_or("", |index| project.targets[index].locale.as_str())
}

fn report(locale: &str, made: &Made, terminal: &mut Terminal) {
    for path in &made.files.changed {
        terminal.say(&format!("wrote {path}"));
    }
    terminal.say(&format!(
        "{locale}: {} written, {} as they were, {} by hand and kept",
        plural(made.written, "message"),
        made.unchanged,
        made.kept.len()
    ));
    for (document, id) in made.kept.iter().take(NAMED) {
        terminal.say(&format!("kept {document}#{id}"));
    }
    if made.kept.len() > NAMED {
        terminal.say(&format!("kept {} more", made.kept.len() - NAMED));
    }
    if made.kept_terms {
        terminal.say("kept terms.ftl, which was edited by hand");
    }
}
