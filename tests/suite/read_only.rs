//! A project that cannot be written to, in whole or in part: what only reads
//! runs, what writes says so, and nothing is left half done.

#![cfg(unix)]
#![expect(clippy::print_stdout, reason = "a skipped test says so")]

use super::support::{Run, Sandbox};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A project with translations and an edit that is not extracted yet.
fn edited() -> Sandbox {
    let sandbox = Sandbox::small();
    sandbox.run(&["extract"]).code(0);
    sandbox.edit("locales/es/news.md.ftl", "# masks =", "masks = Mascarillas");
    sandbox.run(&["extract"]).code(0);
    sandbox.edit(
        "locales/es/news.md.ftl",
        "= Mascarillas",
        "= Las mascarillas",
    );
    sandbox.edit("content/news.md", "title: Masks", "title: All masks");
    sandbox.write("content/more.md", "# More\n");
    sandbox
}

/// Undoes what a test did to a path, however the test ends.
struct Undo {
    command: [&'static str; 2],
    path: PathBuf,
}

impl Drop for Undo {
    fn drop(&mut self) {
        let [command, argument] = self.command;
        let mut undo = Command::new(command);
        if !argument.is_empty() {
            undo.arg(argument);
        }
        let _ = undo.arg(&self.path).status();
    }
}

fn done(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

/// Makes a file or folder one that even root cannot change.
fn immutable(path: PathBuf) -> Option<Undo> {
    if done(Command::new("chattr").arg("+i").arg(&path)) {
        return Some(Undo {
            command: ["chattr", "-i"],
            path,
        });
    }
    println!("skipped: `chattr +i` cannot be had here");
    None
}

fn refused(run: Run, path: &str) {
    let run = run.code(2).says(path);
    run.says("check, status and verify run where nothing may be written");
}

#[test]
fn a_file_that_is_read_only_stops_what_would_change_it() {
    for path in [
        "locales/es/news.md.ftl",
        "locales/es/translations.state",
        "locales/en/news.md.ftl",
    ] {
        let sandbox = edited();
        let full = sandbox.path(path);
        let mut mode = fs::metadata(&full).expect("there").permissions();
        mode.set_readonly(true);
        fs::set_permissions(&full, mode).expect("set");
        let before = sandbox.snapshot();
        refused(sandbox.run(&["extract"]), path);
        assert_eq!(sandbox.snapshot(), before, "{path}: nothing was written");
        assert!(sandbox.run(&["check"]).code < 2);
    }
}

#[test]
fn what_not_even_root_may_change_stops_a_run_and_is_taken_back() {
    for path in [
        "locales/es/news.md.ftl",
        "locales/es/translations.state",
        "locales/en/translations.state",
        "locales/es",
        "locales/en",
        "locales",
        "",
    ] {
        let sandbox = edited();
        let files = |sandbox: &Sandbox| -> Vec<(PathBuf, Vec<u8>)> {
            let all = sandbox.snapshot().into_iter();
            all.map(|(path, bytes, _)| (path, bytes)).collect()
        };
        let before = files(&sandbox);
        let Some(undo) = immutable(sandbox.path(path)) else {
            return;
        };
        // The folder over the locales does not change, and the files in them do.
        let allowed = path == "locales";
        let run = sandbox.run(&["extract"]);
        if allowed {
            run.code(0);
            continue;
        }
        refused(run, path);
        assert_eq!(files(&sandbox), before, "{path}: as before");
        refused(sandbox.run(&["extract"]), path);
        drop(undo);
        sandbox.run(&["extract"]).code(0);
        sandbox.run(&["extract"]).code(0).says("nothing to change");
    }
}

/// Runs each command, those that write and those that only read, in a project
/// that is read-only as a whole.
fn try_all(sandbox: &Sandbox) {
    for command in [
        &["extract"][..],
        &["extract", "--force"],
        &["build"],
        &["accept", "--locale", "es", "news.md#masks"],
        &["export", "--locale", "es", "--out", "t.csv"],
    ] {
        let run = sandbox.run(command).code(2);
        assert!(run.stderr.contains("cannot "), "{command:?}: {run:?}");
    }
    for command in [
        &["check"][..],
        &["status"],
        &["extract", "--check"],
        &["verify", "content"],
        &["export", "--locale", "es"],
        &["facts"],
        &["explain", "number-mismatch"],
    ] {
        let run = sandbox.run(command);
        assert!(run.code < 2, "{command:?}: {run:?}");
    }
}

#[test]
#[ignore = "mounts a folder read-only, as root; cargo test --test suite read_only -- --ignored"]
fn a_project_on_a_read_only_disk_can_be_looked_at() {
    let sandbox = edited();
    let path = sandbox.path("");
    let mounted = done(Command::new("mount").arg("--bind").arg(&path).arg(&path));
    let undo = Undo {
        command: ["umount", ""],
        path: path.clone(),
    };
    let closed = done(
        Command::new("mount")
            .args(["-o", "remount,bind,ro"])
            .arg(&path),
    );
    if !mounted || !closed {
        println!("skipped: nothing can be mounted here");
        return;
    }
    let before = sandbox.snapshot();
    try_all(&sandbox);
    assert_eq!(sandbox.snapshot(), before);
    drop(undo);
    sandbox.run(&["extract"]).code(0);
}

#[test]
fn an_output_that_takes_nothing_is_reported() {
    if !Path::new("/dev/full").exists() {
        println!("skipped: there is no /dev/full");
        return;
    }
    let sandbox = edited();
    let full = "/dev/full";
    sandbox.run(&["extract"]).code(0);
    sandbox
        .run(&["export", "--locale", "es", "--out", full])
        .code(2)
        .says(full);
    sandbox
        .run(&["check", "--format", "json", "--output-file", full])
        .code(2)
        .says(full);
    for args in [
        &["status", "--format", "json"][..],
        &["export", "--locale", "es"],
        &["extract", "--format", "json"],
        &["check", "--format", "json"],
    ] {
        let out = fs::OpenOptions::new()
            .write(true)
            .open(full)
            .expect("there");
        let run = Command::new(env!("CARGO_BIN_EXE_fluentdown"))
            .args(args)
            .current_dir(sandbox.path(""))
            .stdout(out)
            .output()
            .expect("it runs");
        assert_eq!(run.status.code(), Some(2), "{args:?}: {run:?}");
        assert!(!run.stderr.is_empty(), "{args:?}");
    }
}
