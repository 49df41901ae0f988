//! What users copy: the hooks of pre-commit, and the commands of `docs/ci.md`.

use super::support::Sandbox;
use std::path::Path;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("it is there")
}

/// Returns the commands of our program in a text, one for each.
fn commands(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for line in text.lines() {
        let line = line.trim_start().trim_start_matches("- ");
        let line = line.strip_prefix("run: ").unwrap_or(line);
        let line = line.strip_prefix("entry: ").unwrap_or(line);
        if !line.starts_with("fluentdown ") {
            continue;
        }
        for command in line.split(" && ") {
            let words = command.split_whitespace().skip(1).map(str::to_owned);
            found.push(words.collect());
        }
    }
    found
}

#[test]
fn every_command_that_users_copy_runs_on_a_project_in_order() {
    let sandbox = Sandbox::empty();
    sandbox.run(&["init", "."]).code(0);
    sandbox.run(&["extract"]).code(0);
    let hooks = commands(&read(".pre-commit-hooks.yaml"));
    assert_eq!(hooks.len(), 2, "{hooks:?}");
    let page = commands(&read("docs/ci.md"));
    assert!(page.len() >= 9, "{page:?}");
    for command in hooks.iter().chain(&page) {
        let words: Vec<&str> = command.iter().map(String::as_str).collect();
        sandbox.run(&words).code(0);
    }
    assert!(sandbox.path("fluentdown.sarif").exists());
}

#[test]
fn the_hooks_look_at_the_files_that_a_project_has() {
    let text = read(".pre-commit-hooks.yaml") + &read("docs/ci.md");
    let patterns = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("files: "));
    let patterns: Vec<&str> = patterns.collect();
    assert_eq!(patterns.len(), 4, "{patterns:?}");
    for pattern in patterns {
        let pattern = regex::Regex::new(pattern).expect("a pattern");
        for path in ["fluentdown.toml", "content/a.md", "locales/es/a.md.ftl"] {
            assert!(pattern.is_match(path), "{pattern} {path}");
        }
        assert!(!pattern.is_match("src/main.rs"), "{pattern}");
    }
}
