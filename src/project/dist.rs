//! The folder of the outputs: what we wrote before and no longer make is
//! removed, and nothing else.
//!
//! A manifest in the folder lists what is ours: each file with the print of
//! what we wrote. A file that holds something else now is somebody's work, and
//! is left and reported. The manifest is written before the files that it
//! adds, with their old prints and their new ones, so that a run that is cut
//! off leaves no file of ours behind that a later run would take for somebody
//! else's.

use super::error::Error;
use super::files::{Care, Changes, Print, Put, Root, Text, Was};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The manifest's name in the folder.
pub const MANIFEST: &str = ".fluentdown-manifest";

const HEADER: &str = "# Written by fluentdown (2): the files here that it may replace and remove, as it wrote them.\n";
/// How many files a run may remove, however many there are: so few are soon
/// made again.
pub const FEW: usize = 20;

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
    /// Files of ours that somebody has changed since we wrote them: left alone.
    pub edited: Vec<String>,
}

/// A folder of outputs.
#[derive(Debug)]
pub struct Dist<'a> {
    root: &'a Root,
    folder: String,
}

/// The files that are ours, with what we wrote; nothing where an earlier
/// version did not write it down.
pub(super) type Ours = BTreeMap<String, BTreeSet<Print>>;

/// Tells whether a file that is listed holds what we wrote, or is not there.
/// What a power failure has emptied is nobody's work.
fn is_as_written(prints: &BTreeSet<Print>, present: Was) -> bool {
    prints.is_empty() || present.is_none_or(|one| one.is_empty() || prints.contains(&one))
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
    /// If a file cannot be read or written; if more than half of those of ours
    /// in scope, and more than [`FEW`], would be removed that nothing says `may_go`:
    /// nothing is written then.
    pub fn publish(
        &self,
        made: &BTreeMap<String, Vec<u8>>,
        in_scope: impl Fn(&str) -> bool,
        may_go: impl Fn(&str) -> bool,
    ) -> Result<Published, Error> {
        let (ours, manifest) = self.manifest()?;
        let scope = ours.keys().filter(|path| in_scope(path)).count();
        let is_gone = |path: &String| in_scope(path) && !made.contains_key(path);
        let gone: Vec<&String> = ours.keys().filter(|path| is_gone(path)).collect();
        let missed = gone.iter().filter(|path| !may_go(path)).count();
        if missed > FEW && missed * 2 > scope {
            let folder = self.folder.trim_end_matches('/');
            let folder = if folder.is_empty() {
                self.root.path().display().to_string()
            } else {
                folder.to_owned()
            };
            return Err(Error::Removal {
                what: format!("remove {missed} of {scope} outputs in `{folder}`"),
                command: "build",
            });
        }
        let mut published = Published::default();
        let mut during = ours.clone();
        let mut after = ours.clone();
        let mut write = Vec::new();
        for ((path, bytes), (present, new)) in made.iter().zip(self.look(made)?) {
            let listed = ours.get(path);
            if present == Some(new) {
                published.unchanged += 1;
            } else if listed.is_some_and(|prints| !is_as_written(prints, present)) {
                published.edited.push(path.clone());
                continue;
            } else if listed.is_none() && present.is_some() {
                published.refused.push(path.clone());
                continue;
            } else {
                write.push((path, bytes, present));
            }
            let both = during.entry(path.clone()).or_default();
            // Of a file without prints every content is ours.
            if listed.is_none_or(|prints| !prints.is_empty()) {
                both.insert(new);
            }
            after.insert(path.clone(), BTreeSet::from([new]));
        }
        if !write.is_empty() {
            self.sweep(&during)?;
        }
        let manifest = self.write_manifest(&during, &ours, manifest)?;
        let changes = Changes::new(self.root, Care::Output);
        let put: Vec<Put> = write
            .par_iter()
            .map(|(path, bytes, was)| changes.write(&self.full(path), *was, bytes))
            .collect::<Result<_, Error>>()?;
        for ((path, ..), put) in write.iter().zip(put) {
            if put == Put::Done {
                published.written.push((*path).clone());
            }
        }
        for path in gone {
            let present = self.root.read(&self.full(path))?;
            let present = present.map(|bytes| Print::of(&bytes));
            match present {
                Some(_) if !is_as_written(&ours[path], present) => {
                    published.edited.push(path.clone());
                    continue;
                }
                Some(present) => {
                    if changes.remove(&self.full(path), present)? == Put::Done {
                        published.removed.push(path.clone());
                    }
                }
                None => published.removed.push(path.clone()),
            }
            after.remove(path);
        }
        for clash in changes.finish()? {
            let path = clash.path.strip_prefix(&self.folder).unwrap_or_default();
            published.written.retain(|one| one != path);
            published.removed.retain(|one| one != path);
            published.edited.push(path.to_owned());
            let beside = clash.beside.as_deref();
            let beside = beside.and_then(|one| one.strip_prefix(&self.folder));
            published.edited.extend(beside.map(str::to_owned));
            match ours.get(path) {
                Some(prints) => drop(after.insert(path.to_owned(), prints.clone())),
                None => drop(after.remove(path)),
            }
        }
        self.write_manifest(&after, &during, manifest)?;
        Ok(published)
    }

    /// Reads a file of the folder; `None` where it is not there.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        self.root.read(&self.full(path))
    }

    /// Reads what stands where the files would go: the print of that, and of
    /// what is made.
    fn look(&self, made: &BTreeMap<String, Vec<u8>>) -> Result<Vec<(Was, Print)>, Error> {
        let look = |(path, bytes): (&String, &Vec<u8>)| {
            let present = self.root.read(&self.full(path))?;
            let new = Print::of(bytes);
            Ok(match present {
                Some(present) if present == *bytes => (Some(new), new),
                present => (present.map(|bytes| Print::of(&bytes)), new),
            })
        };
        made.par_iter().map(look).collect()
    }

    /// Clears the folders that are ours of what a killed run left unfinished;
    /// not the folders under them, which may be anybody's.
    fn sweep(&self, paths: &Ours) -> Result<(), Error> {
        let parent = |path: &String| path.rsplit_once('/').map(|(parent, _)| parent.to_owned());
        let mut folders: BTreeSet<String> = paths.keys().filter_map(parent).collect();
        folders.insert(String::new());
        for folder in folders {
            let full = self.full(&folder);
            // A save that goes back is one that we did not write: it is found as such.
            self.root.sweep(full.trim_end_matches('/'), false)?;
        }
        Ok(())
    }

    fn full(&self, path: &str) -> String {
        format!("{}{path}", self.folder)
    }

    /// Reads the manifest, and says what it held; a line that leads elsewhere
    /// is not ours.
    pub(super) fn manifest(&self) -> Result<(Ours, Was), Error> {
        let text = match self.root.read_text(&self.full(MANIFEST))? {
            Text::Utf8(text) => text,
            Text::Absent => return Ok((Ours::new(), None)),
            Text::Invalid(_) => {
                let bytes = self.root.read(&self.full(MANIFEST))?;
                return Ok((Ours::new(), bytes.map(|bytes| Print::of(&bytes))));
            }
        };
        let has_prints = text.starts_with(HEADER);
        let mut ours = Ours::new();
        let lines = text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            let (print, path) = match line.split_once(' ').filter(|_| has_prints) {
                Some((print, path)) => (Print::parse(print), path),
                None => (None, line),
            };
            if self.root.resolve(&self.full(path)).is_ok() {
                ours.entry(path.to_owned()).or_default().extend(print);
            }
        }
        Ok((ours, Some(Print::of(text.as_bytes()))))
    }

    /// Writes the manifest, which held `was` and listed `before`, if it differs.
    fn write_manifest(&self, paths: &Ours, before: &Ours, was: Was) -> Result<Was, Error> {
        if paths == before {
            return Ok(was);
        }
        let full = self.full(MANIFEST);
        if paths.is_empty() {
            if let Some(was) = was {
                self.root.remove(Care::Own, &full, was)?;
            }
            return Ok(None);
        }
        let mut text = HEADER.to_owned();
        for (path, prints) in paths {
            for print in prints {
                text.push_str(&format!("{print} {path}\n"));
            }
            if prints.is_empty() {
                text.push_str(&format!("- {path}\n"));
            }
        }
        match self.root.write(Care::Own, &full, was, text.as_bytes())? {
            Put::Same | Put::Done => Ok(Some(Print::of(text.as_bytes()))),
            Put::Left => Err(Error::Input(format!(
                "`{full}` was changed by another run or by hand: run again"
            ))),
        }
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
        let (all, none) = (|_: &str| true, |_: &str| false);
        let first = dist
            .publish(&made(&[("a/x.md", "1"), ("a/b/y.md", "1")]), all, none)
            .unwrap();
        assert_eq!(first.written, ["a/b/y.md", "a/x.md"]);
        fs::write(folder.path().join("dist/a/theirs.md"), "keep").unwrap();
        fs::write(folder.path().join("dist/z.md"), "keep").unwrap();

        let second = dist
            .publish(&made(&[("a/x.md", "1"), ("z.md", "ours")]), all, none)
            .unwrap();
        assert_eq!((second.unchanged, second.written.len()), (1, 0));
        assert_eq!(second.removed, ["a/b/y.md"]);
        assert_eq!(second.refused, ["z.md"]);
        assert!(!folder.path().join("dist/a/b").exists());

        let third = dist
            .publish(&made(&[]), |path| path.starts_with("a/"), none)
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
        let dist = Dist::new(&root, "");
        let published = dist.publish(&made(&[]), |_| true, |_| false).unwrap();
        assert_eq!(published, Published::default());
        assert!(folder.path().join("out.md").exists());
    }
}
