//! The folder of the outputs: what we wrote before and no longer make is
//! removed, and nothing else.
//!
//! A manifest in the folder lists what is ours. It is written before the files
//! that it adds, so that a run that is cut off leaves no file of ours behind
//! that a later run would take for somebody else's.

use super::error::Error;
use super::files::{Root, Text};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The manifest's name in the folder.
pub const MANIFEST: &str = ".fluentdown-manifest";

const HEADER: &str = "# Written by fluentdown: the files here that it may replace and remove.\n";

/// What became of the files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Published {
    /// Files that are new or changed.
    pub written: Vec<String>,
    /// Files that stood there with the same bytes.
    pub unchanged: usize,
    /// Files that are no longer made.
    pub removed: Vec<String>,
    /// Files that somebody else put where ours would go: left alone.
    pub refused: Vec<String>,
}

/// A folder of outputs.
#[derive(Debug)]
pub struct Dist<'a> {
    root: &'a Root,
    folder: String,
}

impl<'a> Dist<'a> {
    /// Speaks of the folder `folder` in `root`; `""` is the root itself.
    #[must_use]
    pub fn new(root: &'a Root, folder: &str) -> Self {
        let folder = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        Self { root, folder }
    }

    /// Writes the files that were `made`, by path in the folder, and removes
    /// those of ours that are not made any more and `in_scope`.
    ///
    /// # Errors
    /// If a file cannot be read or written.
    pub fn publish(
        &self,
        made: &BTreeMap<String, Vec<u8>>,
        in_scope: impl Fn(&str) -> bool,
    ) -> Result<Published, Error> {
        let ours = self.manifest()?;
        let mut published = Published::default();
        let present: Vec<Option<bool>> = made
            .par_iter()
            .map(|(path, bytes)| {
                let present = self.root.read(&self.full(path))?;
                Ok(present.map(|present| present == *bytes))
            })
            .collect::<Result<_, Error>>()?;
        let mut write = Vec::new();
        for ((path, bytes), same) in made.iter().zip(present) {
            match same {
                Some(true) => published.unchanged += 1,
                Some(false) if !ours.contains(path) => published.refused.push(path.clone()),
                _ => write.push((path, bytes)),
            }
        }
        let kept = ours
            .iter()
            .filter(|path| !in_scope(path) || made.contains_key(*path));
        let made_by_us = made.keys().filter(|path| !published.refused.contains(path));
        let after: BTreeSet<String> = kept.chain(made_by_us).cloned().collect();
        let during: BTreeSet<String> = ours.union(&after).cloned().collect();
        if !write.is_empty() {
            self.sweep(&during)?;
        }
        if during != ours {
            self.write_manifest(&during)?;
        }
        write
            .par_iter()
            .map(|(path, bytes)| self.root.write_output(&self.full(path), bytes))
            .collect::<Result<(), Error>>()?;
        published.written = write.into_iter().map(|(path, _)| path.clone()).collect();
        for path in ours.difference(&after) {
            self.root.remove(&self.full(path))?;
            published.removed.push(path.clone());
        }
        if after != during {
            self.write_manifest(&after)?;
        }
        Ok(published)
    }

    /// Reads a file of the folder; `None` where it is not there.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        self.root.read(&self.full(path))
    }

    /// Clears the folders that are ours of what a killed run left unfinished;
    /// not the folders under them, which may be anybody's.
    fn sweep(&self, paths: &BTreeSet<String>) -> Result<(), Error> {
        let parent = |path: &String| path.rsplit_once('/').map(|(parent, _)| parent.to_owned());
        let mut folders: BTreeSet<String> = paths.iter().filter_map(parent).collect();
        folders.insert(String::new());
        for folder in folders {
            let full = self.full(&folder);
            self.root.sweep(full.trim_end_matches('/'), false)?;
        }
        Ok(())
    }

    fn full(&self, path: &str) -> String {
        format!("{}{path}", self.folder)
    }

    /// Reads the manifest; a line that leads elsewhere is not ours.
    pub(super) fn manifest(&self) -> Result<BTreeSet<String>, Error> {
        let Text::Utf8(text) = self.root.read_text(&self.full(MANIFEST))? else {
            return Ok(BTreeSet::new());
        };
        let lines = text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        Ok(lines
            .filter(|line| self.root.resolve(&self.full(line)).is_ok())
            .map(str::to_owned)
            .collect())
    }

    fn write_manifest(&self, paths: &BTreeSet<String>) -> Result<(), Error> {
        if paths.is_empty() {
            return self.root.remove(&self.full(MANIFEST));
        }
        let mut text = HEADER.to_owned();
        for path in paths {
            text.push_str(path);
            text.push('\n');
        }
        self.root.write(&self.full(MANIFEST), text.as_bytes())?;
        Ok(())
    }
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "the tests play the user, who has no Root"
)]
mod tests {
    use super::*;
    use std::fs;

    fn made(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
            .collect()
    }

    #[test]
    fn only_what_we_wrote_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::open(folder.path()).unwrap();
        let dist = Dist::new(&root, "dist");
        let all = |_: &str| true;
        let first = dist
            .publish(&made(&[("a/x.md", "1"), ("a/b/y.md", "1")]), all)
            .unwrap();
        assert_eq!(first.written, ["a/b/y.md", "a/x.md"]);
        fs::write(folder.path().join("dist/a/theirs.md"), "keep").unwrap();
        fs::write(folder.path().join("dist/z.md"), "keep").unwrap();

        let second = dist
            .publish(&made(&[("a/x.md", "1"), ("z.md", "ours")]), all)
            .unwrap();
        assert_eq!((second.unchanged, second.written.len()), (1, 0));
        assert_eq!(second.removed, ["a/b/y.md"]);
        assert_eq!(second.refused, ["z.md"]);
        assert!(!folder.path().join("dist/a/b").exists());

        let third = dist
            .publish(&made(&[]), |path| path.starts_with("a/"))
            .unwrap();
        assert_eq!(third.removed, ["a/x.md"]);
        assert!(folder.path().join("dist/a/theirs.md").exists());
        assert!(!folder.path().join("dist").join(MANIFEST).exists());
        assert_eq!(
            fs::read_to_string(folder.path().join("dist/z.md")).unwrap(),
            "keep"
        );
    }

    #[test]
    fn a_manifest_cannot_lead_out() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("in")).unwrap();
        fs::write(folder.path().join("out.md"), "keep").unwrap();
        let root = Root::open(&folder.path().join("in")).unwrap();
        fs::write(
            folder.path().join("in").join(MANIFEST),
            "../out.md\n/etc/x\n",
        )
        .unwrap();
        let published = Dist::new(&root, "").publish(&made(&[]), |_| true).unwrap();
        assert_eq!(published, Published::default());
        assert!(folder.path().join("out.md").exists());
    }
}
