//! `scripts/peers` knows every test that `cargo test` leaves out.

#![expect(clippy::print_stdout, reason = "a skipped test says so")]

use super::support::walk;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What is run by hand alone: each reads a file of whoever asks, or writes one.
const BY_HAND: [&str; 4] = [
    "facts::pairs_of_a_file_are_seldom_flagged",
    "noise::noise_of_typography_on_any_folder",
    "rule_index::the_index_of_rules_is_whole",
    "wild::one_document_is_shown",
];

/// Finds the script; `None`, said, where it cannot run (it is not packaged).
fn script() -> Option<PathBuf> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/peers");
    let there = script.is_file() && cfg!(unix);
    if !there {
        println!("skipped: there is no scripts/peers here");
    }
    there.then_some(script)
}

fn run(args: &[&str]) -> Option<Output> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = Command::new(script()?)
        .args(args)
        .current_dir(folder.path())
        .output();
    Some(output.expect("it runs"))
}

/// The tests that are left out, by module and name.
fn ignored() -> Vec<String> {
    let mut files = Vec::new();
    for folder in ["src", "tests/suite"] {
        walk(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
            &mut files,
        );
    }
    files.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let mut tests = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("UTF-8");
        let module = file.file_stem().expect("a name").to_string_lossy();
        let mut parts = text.split("\n#[ignore");
        parts.next();
        for part in parts {
            let (_, name) = part.split_once("\nfn ").expect("a test");
            let (name, _) = name.split_once('(').expect("a function");
            tests.push(format!("{module}::{name}"));
        }
    }
    tests
}

#[test]
fn every_test_that_is_left_out_has_a_judge() {
    let Some(output) = run(&["--list"]) else {
        return;
    };
    assert!(output.status.success(), "{output:?}");
    let listed = String::from_utf8(output.stdout).expect("UTF-8");
    let runs = listed
        .lines()
        .filter_map(|line| line.trim().strip_prefix("runs:"));
    let filters: Vec<&str> = runs
        .flat_map(str::split_whitespace)
        .filter(|word| word.contains("::") || word.contains('_'))
        .collect();
    let tests = ignored();
    assert!(tests.len() > 30, "{tests:?}");
    for test in tests {
        let judged = filters.iter().any(|filter| test.contains(filter));
        assert!(
            judged != BY_HAND.contains(&&*test),
            "{test}: name it in scripts/peers, or in BY_HAND"
        );
    }
}

#[test]
fn what_is_not_known_is_refused() {
    for arg in ["nobody", "--nothing"] {
        let Some(output) = run(&[arg]) else { return };
        assert_eq!(output.status.code(), Some(2), "{output:?}");
    }
}
