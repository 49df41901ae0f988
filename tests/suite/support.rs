//! A project in a temporary folder, and the real binary run in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{fs, str};

/// What a run has said.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// Asserts how the run has ended.
    #[track_caller]
    pub(crate) fn code(self, code: i32) -> Self {
        assert_eq!(
            self.code, code,
            "stdout:\n{}\nstderr:\n{}",
            self.stdout, self.stderr
        );
        self
    }

    /// Asserts that one of both streams says this.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        let said = self.stdout.contains(text) || self.stderr.contains(text);
        assert!(
            said,
            "{text} is not in\nstdout:\n{}\nstderr:\n{}",
            self.stdout, self.stderr
        );
        self
    }

    /// Reads stdout as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).expect(&self.stdout)
    }
}

/// A project that tests fill and run commands in.
pub(crate) struct Sandbox {
    folder: tempfile::TempDir,
}

impl Sandbox {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// An English project with a Spanish edition and one document.
    pub(crate) fn small() -> Self {
        Self::empty()
            .file(
                "fluentdown.toml",
                "source = \"en\"\nlocales = [\"es\"]\n\
                 [[edition]]\nname = \"wire\"\nlocale = \"en\"\nformats = [\"md\", \"html\", \"txt\"]\n\
                 [[edition]]\nname = \"guaranda\"\nlocale = \"es-EC\"\nformats = [\"md\", \"html\", \"txt\"]\n",
            )
            .file(
                "content/news.md",
                "---\ntitle: Masks\n---\n\n# Masks\n\nThe city gave 30,000 masks. It has [a page](https://example.org/a).\n",
            )
    }

    /// A copy of a folder under `tests/fixtures`.
    pub(crate) fn fixture(name: &str) -> Self {
        let sandbox = Self::empty();
        let from = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fixtures")
            .join(name);
        copy(&from, sandbox.folder.path());
        sandbox
    }

    /// A copy of some of a folder's files and folders.
    pub(crate) fn copy(folder: &Path, names: &[&str]) -> Self {
        let sandbox = Self::empty();
        for name in names {
            let (from, to) = (folder.join(name), sandbox.path(name));
            if from.is_dir() {
                copy(&from, &to);
            } else {
                fs::copy(&from, &to).expect(name);
            }
        }
        sandbox
    }

    /// Writes a file.
    pub(crate) fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        self.write(path, text);
        self
    }

    /// Writes a file of a project that is in use.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let full = self.path(path);
        fs::create_dir_all(full.parent().expect("a folder")).expect("made");
        fs::write(full, text).expect("written");
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect(path)
    }

    /// Replaces text in a file, which must hold it.
    #[track_caller]
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{from} is not in\n{text}");
        self.write(path, text.replacen(from, to, 1));
    }

    /// Runs the binary at another time, in seconds since 1970.
    pub(crate) fn run_at(&self, epoch: &str, args: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_fluentdown"))
            .args(args)
            .current_dir(self.folder.path())
            .env_remove("NO_COLOR")
            .env("SOURCE_DATE_EPOCH", epoch)
            .output()
            .expect("the binary runs");
        Run::from(output)
    }

    /// Runs the binary.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_fluentdown"))
            .args(args)
            .current_dir(self.folder.path())
            .env_remove("NO_COLOR")
            .env_remove("SOURCE_DATE_EPOCH")
            .output()
            .expect("the binary runs");
        Run::from(output)
    }

    /// Returns every file with its bytes and the time of its last change.
    pub(crate) fn snapshot(&self) -> Vec<(PathBuf, Vec<u8>, std::time::SystemTime)> {
        let mut files = Vec::new();
        walk(self.folder.path(), &mut files);
        files.sort();
        let read = |path: PathBuf| {
            let changed = fs::metadata(&path)
                .and_then(|data| data.modified())
                .expect("a time");
            (path.clone(), fs::read(path).expect("read"), changed)
        };
        files.into_iter().map(read).collect()
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| str::from_utf8(bytes).expect("UTF-8").to_owned();
        Self {
            code: output.status.code().expect("not killed"),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }
}

/// Lists the files under a folder.
pub(crate) fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(&path, files)
        } else {
            files.push(path)
        }
    }
}

fn copy(from: &Path, to: &Path) {
    let mut files = Vec::new();
    walk(from, &mut files);
    for file in files {
        let target = to.join(file.strip_prefix(from).expect("inside"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("made");
        fs::copy(&file, target).expect("copied");
    }
}

/// Returns whether this run ignores interrupts, and so does what it starts: a
/// shell starts jobs in the background that way. Says so.
#[cfg(unix)]
#[expect(clippy::print_stdout, reason = "a skipped test says so")]
pub(crate) fn ignores_interrupts() -> bool {
    const INTERRUPT: u64 = 1 << 1;
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|text| u64::from_str_radix(text.trim(), 16).ok());
    let ignores = mask.is_some_and(|mask| mask & INTERRUPT != 0);
    if ignores {
        println!("skipped: interrupts are ignored here");
    }
    ignores
}
