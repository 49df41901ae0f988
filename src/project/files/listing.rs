//! Which files a folder has.

use super::{Error, Root, slashed};
use crate::diagnostic::{Finding, Severity};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// What is left out, and why.
type LeftOut = Arc<Mutex<BTreeMap<PathBuf, &'static str>>>;

impl Root {
    /// Lists the files under a folder, sorted by path, as paths in this root.
    ///
    /// Hidden files are left out; so is what the project's own `.gitignore`
    /// and `.ignore` files name, where `ignores` is set. The user's global
    /// settings of git do not matter: they differ between machines. A folder
    /// that is not there has no files. Links are followed inside the root;
    /// one that leads out, nowhere or in a circle is a finding.
    ///
    /// # Errors
    /// If a folder cannot be read, or is a file.
    pub fn list(&self, folder: &str, ignores: bool) -> Result<(Vec<String>, Vec<Finding>), Error> {
        let start = self.resolve(folder)?;
        if !start.exists() {
            return Ok((Vec::new(), Vec::new()));
        }
        if !start.is_dir() {
            return Err(Error::WrongKind {
                path: start,
                expected: "folder",
            });
        }
        let left_out = LeftOut::default();
        let (noted, root) = (Arc::clone(&left_out), self.path.clone());
        // A link to a folder outside must not even be walked into: it may be `/`.
        let inside = move |entry: &ignore::DirEntry| {
            let why = if entry.path_is_symlink() {
                bad_link(entry.path(), &root)
            } else {
                None
            };
            if let Some(why) = why
                && let Ok(mut noted) = noted.lock()
            {
                noted.insert(entry.path().to_owned(), why);
            }
            why.is_none()
        };
        let walk = ignore::WalkBuilder::new(&start)
            .standard_filters(false)
            .hidden(true)
            .ignore(ignores)
            .git_ignore(ignores)
            .require_git(false)
            .follow_links(true)
            .filter_entry(inside)
            .build();
        let (mut files, mut findings) = (Vec::new(), Vec::new());
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    findings.extend(self.unread(error, &start)?);
                    continue;
                }
            };
            if !entry.file_type().is_some_and(|kind| kind.is_file()) {
                continue;
            }
            match entry.path().strip_prefix(&self.path).ok().and_then(slashed) {
                Some(path) => files.push(path),
                None => findings.push(
                    self.unusable(entry.path(), "its name is not UTF-8, or holds a backslash"),
                ),
            }
        }
        if let Ok(left_out) = left_out.lock() {
            let left_out = left_out.iter();
            findings.extend(left_out.map(|(path, why)| self.unusable(path, why)));
        }
        files.sort();
        findings.sort_by(|left, right| left.path.cmp(&right.path));
        findings.dedup_by(|left, right| left.path == right.path);
        Ok((files, findings))
    }

    /// Says what could not be walked: a link is left out, all else ends the run.
    fn unread(&self, error: ignore::Error, start: &Path) -> Result<Option<Finding>, Error> {
        let (path, circle) = place(&error);
        let path = path.unwrap_or(start).to_owned();
        // `ELOOP`: the kind for it is not stable yet.
        let circle =
            circle || fs::metadata(&path).is_err_and(|error| error.raw_os_error() == Some(40));
        if circle {
            return Ok(Some(self.unusable(&path, CIRCLE)));
        }
        let Some(source) = error.into_io_error() else {
            // A line of an ignore file that cannot be read.
            return Ok(None);
        };
        if source.kind() == io::ErrorKind::NotFound {
            let link = fs::symlink_metadata(&path).is_ok_and(|data| data.is_symlink());
            return Ok(link.then(|| self.unusable(&path, NOWHERE)));
        }
        Err(Error::io("read", path)(source))
    }

    fn unusable(&self, path: &Path, why: &str) -> Finding {
        let shown = path.strip_prefix(&self.path).unwrap_or(path);
        unusable(&shown.to_string_lossy(), why)
    }
}

/// Says that a file is left out.
pub(crate) fn unusable(path: &str, why: &str) -> Finding {
    Finding::new(
        "unusable-file",
        Severity::Error,
        path,
        format!("this file is left out: {why}"),
    )
    .help("move the file into the project, or rename it")
}

const NOWHERE: &str = "a link leads nowhere";
const CIRCLE: &str = "a link leads back to itself, or to a folder that it stands in";

/// Says what is wrong with a link, if anything.
fn bad_link(path: &Path, root: &Path) -> Option<&'static str> {
    match fs::canonicalize(path) {
        Ok(real) if real.starts_with(root) => None,
        Ok(_) => Some("a link leads out of the project"),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // Where it would lead matters to nobody.
            Some(NOWHERE)
        }
        Err(_) => Some(CIRCLE),
    }
}

/// Returns the path that an error speaks of, and whether it is a link that
/// leads to a folder over it.
fn place(error: &ignore::Error) -> (Option<&Path>, bool) {
    match error {
        ignore::Error::WithPath { path, err } => {
            let (inner, circle) = place(err);
            (inner.or(Some(path)), circle)
        }
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            place(err)
        }
        ignore::Error::Loop { child, .. } => (Some(child), true),
        _ => (None, false),
    }
}
