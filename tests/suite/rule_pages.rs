//! The examples of the rules' pages that are projects, run for real.
//!
//! A paragraph that begins with `Fails` or `Passes` opens an example; the
//! blocks of code that name a path are its files, and those marked `then` are
//! written after a run of `extract`. A block `console` says what is run;
//! without one it is `check`. The rule's name is in what that says, or not.

use super::support::Sandbox;
use fluentdown::rules::{Check, RULES};

/// Rules whose fault is no text.
const NO_TEXT: [&str; 2] = ["not-utf8", "unusable-file"];

#[derive(Default)]
struct Example {
    passes: bool,
    files: Vec<(String, String, bool)>,
    commands: Vec<String>,
}

fn examples(page: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("Fails") || line.starts_with("Passes") {
            examples.push(Example {
                passes: line.starts_with("Passes"),
                ..Example::default()
            });
        }
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let example = examples.last_mut().expect("an example is opened");
        let mut words = info.split(' ');
        match (words.next(), words.next(), words.next()) {
            (Some("console"), None, None) => {
                let commands = body.iter().map(|line| {
                    let command = line
                        .strip_prefix("$ fluentdown ")
                        .expect("a command of ours");
                    command.to_owned()
                });
                example.commands.extend(commands);
            }
            (Some(_), Some(path), then) => {
                let text = format!("{}\n", body.join("\n"));
                example
                    .files
                    .push((path.to_owned(), text, then == Some("then")));
            }
            other => panic!("{other:?} names no path"),
        }
    }
    examples
}

/// Runs an example, and returns what its last command says.
fn run(example: &Example) -> String {
    let sandbox = Sandbox::empty()
        .file("fluentdown.toml", "source = \"en\"\nlocales = [\"es\"]\n")
        .file("content/.keep", "");
    for (path, text, then) in &example.files {
        if *then {
            sandbox.run(&["extract"]);
        }
        sandbox.write(path, text);
    }
    let mut said = String::new();
    let check = ["check".to_owned()];
    let commands = match example.commands.as_slice() {
        [] => &check,
        given => given,
    };
    for command in commands {
        let args: Vec<&str> = command.split(' ').collect();
        let run = sandbox.run(&args);
        said = format!("{}{}", run.stdout, run.stderr);
    }
    said
}

#[test]
fn the_projects_of_the_pages_hold() {
    let mut misses = Vec::new();
    for rule in RULES {
        let name = rule.name;
        if !matches!(rule.check, Check::Elsewhere) || NO_TEXT.contains(&name) {
            continue;
        }
        let examples = examples(rule.page);
        for example in &examples {
            let said = run(example);
            let marks = [format!("[{name}]"), format!("\"{name}\"")];
            let is_found = marks.iter().any(|mark| said.contains(mark));
            if is_found == example.passes {
                let wanted = if example.passes { "passes" } else { "fails" };
                misses.push(format!("{name} should see that this {wanted}:\n{said}"));
            }
        }
        let count = |passes: bool| examples.iter().filter(|one| one.passes == passes).count();
        if count(true) == 0 || count(false) == 0 {
            misses.push(format!("the page of {name} does not show both"));
        }
    }
    assert!(misses.is_empty(), "{}", misses.join("\n\n"));
}
