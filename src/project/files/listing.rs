//! Which files a folder has.
//!
//! [`walk`] goes through a folder and what is under it, reads the `.gitignore`
//! and `.ignore` files in them itself (a pipe of that name would be waited for),
//! and counts what it leaves out.

use super::private::is_private;
use super::unread::{Unread, other_kind};
use super::{Error, Root, slashed};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a folder has, by paths in the root, sorted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Listing {
    /// Its files.
    pub files: Vec<String>,
    /// The folders under it.
    pub folders: Vec<String>,
    /// What is there and can be neither.
    pub unread: Vec<Unread>,
}

impl Root {
    /// Lists the files under a folder, sorted by path, as paths in this root.
    ///
    /// Hidden files are left out; so is what `.gitignore` and `.ignore` files
    /// in the folder and under it name, where `ignores` is set. The user's global
    /// settings of git do not matter: they differ between machines. A folder
    /// that is not there has no files. Links are followed inside the root;
    /// one that leads out, nowhere or in a circle is not read, and neither is
    /// a folder whose rules cannot be read.
    ///
    /// # Errors
    /// If the folder itself cannot be read, or is a file.
    pub fn list(&self, folder: &str, ignores: bool) -> Result<Listing, Error> {
        let start = self.resolve(folder)?;
        if !start.exists() {
            return Ok(Listing::default());
        }
        if !start.is_dir() {
            return Err(Error::WrongKind {
                path: start,
                expected: "folder",
            });
        }
        let found = walk(&start, ignores, Links::Inside(&self.path))
            .map_err(Error::io("read", start.as_path()))?;
        let mut listing = Listing::default();
        let inside = |path: &Path| path.strip_prefix(&self.path).ok().and_then(slashed);
        let shown = |path: &Path| {
            let path = path.strip_prefix(&self.path).unwrap_or(path);
            path.to_string_lossy().into_owned()
        };
        for (paths, list) in [
            (found.files, &mut listing.files),
            (found.folders, &mut listing.folders),
        ] {
            for path in paths {
                match inside(&path) {
                    Some(path) => list.push(path),
                    None => listing.unread.push(Unread::new(
                        &shown(&path),
                        "its name is not UTF-8, or holds a backslash",
                    )),
                }
            }
            list.sort();
        }
        for odd in found.odd {
            let covers = shown(&odd.covers);
            let mut unread = odd.unread(&shown(&odd.path));
            unread.path = covers;
            listing.unread.push(unread);
        }
        let key = |unread: &Unread| unread.finding.path.clone();
        listing.unread.sort_by_key(key);
        listing.unread.dedup_by_key(|unread| key(unread));
        Ok(listing)
    }
}

/// What a path of the command line has.
#[derive(Debug, Default)]
pub struct Given {
    /// The files that were asked for, sorted.
    pub files: Vec<PathBuf>,
    /// What is there and cannot be read.
    pub unread: Vec<Unread>,
    /// What was left out, and how often: `hidden`, `ignored`, `links`, `of other types`.
    pub left_out: [(usize, &'static str); 4],
}

/// Lists the files under `path` that have one of these extensions, or `path`
/// itself, whatever it is called.
///
/// Hidden files are left out, and links, and what `.gitignore` and `.ignore`
/// files name: those in the folder and under it, and, in a git repository,
/// those over it.
///
/// # Errors
/// If there is no such path, or it is a folder that cannot be read.
pub fn list_given(path: &Path, extensions: &[&str]) -> Result<Given, Error> {
    let data = fs::metadata(path).map_err(Error::io("open", path))?;
    if !data.is_dir() {
        return Ok(Given {
            files: vec![path.to_owned()],
            ..Given::default()
        });
    }
    let start = fs::canonicalize(path).map_err(Error::io("open", path))?;
    let found = walk(&start, true, Links::LeftOut).map_err(Error::io("read", path))?;
    let typed = |full: &Path| path.join(full.strip_prefix(&start).unwrap_or(full));
    let is_wanted = |file: &PathBuf| {
        let extension = file.extension().and_then(|one| one.to_str());
        extension.is_some_and(|one| {
            extensions
                .iter()
                .any(|known| one.eq_ignore_ascii_case(known))
        })
    };
    let (wanted, others): (Vec<PathBuf>, Vec<PathBuf>) =
        found.files.into_iter().partition(is_wanted);
    let mut files: Vec<PathBuf> = wanted.iter().map(|file| typed(file)).collect();
    files.sort();
    let odd = found.odd.into_iter();
    // A pipe that is called otherwise is no document either.
    let odd = odd.filter(|odd| !matches!(odd.why, Why::Kind(_)) || is_wanted(&odd.path));
    let mut unread: Vec<Unread> = odd
        .map(|odd| {
            let path = typed(&odd.path);
            odd.unread(&path.to_string_lossy())
        })
        .collect();
    unread.sort_by_key(|one| one.finding.path.clone());
    Ok(Given {
        files,
        unread,
        left_out: [
            (found.hidden, "hidden"),
            (found.ignored, "ignored"),
            (found.links, "links"),
            (others.len(), "of other types"),
        ],
    })
}

/// What becomes of links.
#[derive(Clone, Copy)]
enum Links<'a> {
    /// They are followed inside this folder.
    Inside(&'a Path),
    /// They are left out.
    LeftOut,
}

/// What a walk has found.
#[derive(Default)]
struct Found {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
    /// What is there and is neither.
    odd: Vec<Odd>,
    /// How many files and folders were left out, since their names begin with a stop.
    hidden: usize,
    /// How many were left out by an ignore file.
    ignored: usize,
    /// How many links were left out.
    links: usize,
}

/// Something that can be neither a file nor a folder.
struct Odd {
    path: PathBuf,
    /// What is left out for it: itself, or a folder.
    covers: PathBuf,
    why: Why,
}

impl Odd {
    /// Says so, of what is shown as `path`.
    fn unread(&self, path: &str) -> Unread {
        match &self.why {
            Why::Error(error) => Unread::of_error(path, error),
            Why::Kind(why) => Unread::new(path, why).help("move away what stands there"),
            Why::Link(why) => Unread::new(path, why),
            Why::Rules(why) => Unread::new(path, why).help(
                "mend or remove it; its folder is left out until then, since nobody can tell what it names",
            ),
        }
    }
}

/// Why something can be neither a file nor a folder.
enum Why {
    Error(io::Error),
    Kind(&'static str),
    Link(&'static str),
    Rules(String),
}

const PRIVATE: &str = "a link leads into a hidden folder of another tool";
const NOWHERE: &str = "a link leads nowhere";
const OUTSIDE: &str = "a link leads out of the project";
const CIRCLE: &str = "a link leads back to itself, or to a folder that it stands in";

/// The names of ignore files; the rules of an earlier one win.
const IGNORE_FILES: [&str; 2] = [".ignore", ".gitignore"];

/// A folder on the way to where a walk is.
struct Level {
    /// Where it is, links followed.
    real: PathBuf,
    /// The rules of its ignore files, in their order.
    rules: [Option<Gitignore>; 2],
}

struct Walk<'a> {
    ignores: bool,
    links: Links<'a>,
    found: Found,
    levels: Vec<Level>,
}

/// Goes through a folder; the order of what is found is the system's.
///
/// # Errors
/// If the folder itself cannot be read.
fn walk(start: &Path, ignores: bool, links: Links<'_>) -> io::Result<Found> {
    let levels = match links {
        Links::LeftOut => over(start),
        Links::Inside(_) => Vec::new(),
    };
    let mut walk = Walk {
        ignores,
        links,
        found: Found::default(),
        levels,
    };
    walk.folder(start, fs::canonicalize(start)?)?;
    Ok(walk.found)
}

/// Reads the rules of the folders over `start`, a real path, up to that of its git
/// repository; none where it is in none.
fn over(start: &Path) -> Vec<Level> {
    let top = start
        .ancestors()
        .find(|folder| folder.join(".git").exists());
    let Some(top) = top else { return Vec::new() };
    let folders = start.ancestors().skip(1);
    let folders: Vec<&Path> = folders.filter(|folder| folder.starts_with(top)).collect();
    let level = |folder: &&Path| Level {
        real: (*folder).to_owned(),
        rules: IGNORE_FILES.map(|name| read_rules(folder, &folder.join(name)).ok().flatten()),
    };
    folders.iter().rev().map(level).collect()
}

impl Walk<'_> {
    /// Goes through a folder whose real path is `real`.
    fn folder(&mut self, folder: &Path, real: PathBuf) -> io::Result<()> {
        let entries = fs::read_dir(folder)?;
        let entries: Vec<fs::DirEntry> = entries.collect::<io::Result<_>>()?;
        let rules = match self.rules(folder, &entries) {
            Ok(rules) => rules,
            Err(odd) => {
                self.found.odd.push(odd);
                return Ok(());
            }
        };
        self.levels.push(Level { real, rules });
        for entry in entries {
            self.entry(&entry);
        }
        self.levels.pop();
        Ok(())
    }

    fn entry(&mut self, entry: &fs::DirEntry) {
        let path = entry.path();
        let kind = match entry.file_type() {
            Ok(kind) => kind,
            Err(error) => return self.failed(path, error),
        };
        // What is plainly a file or a folder need not be asked again.
        let data = (!kind.is_file() && !kind.is_dir()).then(|| fs::metadata(&path));
        let is = |test: fn(&fs::Metadata) -> bool| matches!(&data, Some(Ok(data)) if test(data));
        let is_folder = kind.is_dir() || is(fs::Metadata::is_dir);
        let is_file = kind.is_file() || is(fs::Metadata::is_file);
        if self.is_left_out(entry, &path, is_folder) {
            return;
        }
        if kind.is_symlink() {
            let Links::Inside(root) = self.links else {
                self.found.links += 1;
                return;
            };
            if let Some(why) = self.bad_link(&path, root, is_folder) {
                return self.odd(path, Why::Link(why));
            }
        }
        if is_file {
            self.found.files.push(path);
        } else if is_folder {
            self.inner(path, entry, kind.is_symlink());
        } else {
            match data {
                Some(Err(error)) => self.failed(path, error),
                Some(Ok(data)) => {
                    let why = other_kind(&data).unwrap_or_default();
                    self.odd(path, Why::Kind(why));
                }
                None => {}
            }
        }
    }

    /// Goes through a folder that was found.
    fn inner(&mut self, path: PathBuf, entry: &fs::DirEntry, is_link: bool) {
        let real = match self.levels.last() {
            Some(level) if !is_link => Ok(level.real.join(entry.file_name())),
            _ => fs::canonicalize(&path),
        };
        match real.and_then(|real| self.folder(&path, real)) {
            Ok(()) => self.found.folders.push(path),
            Err(error) => self.failed(path, error),
        }
    }

    /// Notes what cannot be looked at; what has gone meanwhile was never there.
    fn failed(&mut self, path: PathBuf, error: io::Error) {
        if error.kind() != io::ErrorKind::NotFound || path.symlink_metadata().is_ok() {
            self.odd(path, Why::Error(error));
        }
    }

    fn odd(&mut self, path: PathBuf, why: Why) {
        let covers = path.clone();
        self.found.odd.push(Odd { path, covers, why });
    }

    /// Counts what is left out: by an ignore file, or for its name.
    fn is_left_out(&mut self, entry: &fs::DirEntry, path: &Path, is_folder: bool) -> bool {
        match self.named(path, is_folder) {
            Some(true) => {
                self.found.ignored += 1;
                true
            }
            Some(false) => false,
            None => {
                let name = entry.file_name();
                let is_hidden = name.as_encoded_bytes().starts_with(b".");
                self.found.hidden += usize::from(is_hidden);
                is_hidden
            }
        }
    }

    /// Returns whether an ignore file leaves a path out, or takes it in with
    /// `!`; the nearest that names it decides.
    fn named(&self, path: &Path, is_folder: bool) -> Option<bool> {
        (0..IGNORE_FILES.len()).find_map(|kind| {
            self.levels.iter().rev().find_map(|level| {
                let verdict = level.rules[kind].as_ref()?.matched(path, is_folder);
                (!verdict.is_none()).then(|| verdict.is_ignore())
            })
        })
    }

    /// Reads the ignore files of a folder.
    fn rules(
        &self,
        folder: &Path,
        entries: &[fs::DirEntry],
    ) -> Result<[Option<Gitignore>; 2], Odd> {
        let mut rules = [None, None];
        for (kind, name) in IGNORE_FILES.iter().enumerate() {
            if self.ignores && entries.iter().any(|entry| entry.file_name() == *name) {
                let path = folder.join(name);
                rules[kind] = read_rules(folder, &path).map_err(|why| Odd {
                    path,
                    covers: folder.to_owned(),
                    why: Why::Rules(why),
                })?;
            }
        }
        Ok(rules)
    }

    /// Says what is wrong with a link, if anything.
    fn bad_link(&self, path: &Path, root: &Path, is_folder: bool) -> Option<&'static str> {
        match fs::canonicalize(path) {
            Ok(real) if !real.starts_with(root) => Some(OUTSIDE),
            Ok(real) if is_private(real.strip_prefix(root).unwrap_or(&real)) => Some(PRIVATE),
            Ok(real) => {
                let is_over = self.levels.iter().any(|level| level.real == real);
                (is_folder && is_over).then_some(CIRCLE)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // Where it would lead matters to nobody.
                Some(NOWHERE)
            }
            Err(_) => Some(CIRCLE),
        }
    }
}

/// Reads an ignore file; `None` where it is gone.
///
/// # Errors
/// Why nobody can tell what it names.
fn read_rules(folder: &Path, path: &Path) -> Result<Option<Gitignore>, String> {
    let data = match fs::metadata(path) {
        Ok(data) => data,
        // A link that leads nowhere names nothing, as for git.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("it cannot be read ({error})")),
    };
    if let Some(why) = other_kind(&data) {
        return Err(why.to_owned());
    }
    let bytes = fs::read(path).map_err(|error| format!("it cannot be read ({error})"))?;
    let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())?;
    let mut builder = GitignoreBuilder::new(folder);
    for line in text.trim_start_matches('\u{feff}').lines() {
        // A line that cannot be read names nothing, as for git.
        let _ = builder.add_line(None, line);
    }
    builder.build().map(Some).map_err(|error| error.to_string())
}
