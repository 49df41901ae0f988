//! Changes to files, each against what the file held when it was read.
//!
//! People and their tools save files while a command runs. So every write and
//! every removal says what is expected to be there, and a file that is no
//! longer that is left as it is:
//!
//! 1. The new file stands whole beside the old one, under a hidden name. Both
//!    change places in one step (`renameat2` with `RENAME_EXCHANGE`), and then
//!    what came out is looked at. If it is not what was read, they change
//!    back. A file that should not be there yet is put in place only where
//!    nothing stands (`RENAME_NOREPLACE`); one that is removed is renamed away,
//!    looked at, and put back if it differs.
//! 2. What came out stays under its hidden name until [`Changes::finish`],
//!    which looks again 20 ms later: a program that had it open may have
//!    written into it since. That goes back to its place, too.
//! 3. Where two versions remain, such as two saves one after the other while
//!    the file changed places, the older one goes beside as `NAME.before`.
//!
//! Other systems, and file systems that cannot exchange names, compare right
//! before the rename. What no program can hold is a save by one that opens a
//! file, waits for longer than that, and then writes to it without looking
//! whether its name still leads there.
//!
//! The hidden name of what came out says what should be in it, so that a run
//! after one that was killed knows what it finds ([`Root::sweep`]).

use super::swap::{PREFIX, exchange, make_folder, place, sync_folder, unfinished};
use super::{Error, Root};
use crate::text::hash_bytes;
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long files are kept after they were replaced, to be looked at again.
const PAUSE: Duration = Duration::from_millis(20);

/// How those names end that only a run with the lock makes: another run that
/// has the lock may remove them.
const UNFINISHED: &str = ".tmp";
/// How the name of a file ends that changes places with another, or has.
const SPARE: &str = ".old";
/// What is added to the name of a file to keep what it held.
const BEFORE: &str = ".before";

/// What a text is known again by: a hash and a length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Print {
    hash: u64,
    length: u64,
}

impl Print {
    /// Returns the print of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            hash: hash_bytes(bytes),
            length: bytes.len() as u64,
        }
    }

    /// Reads what [`Print`] is shown as: 16 hex digits and those of the length.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (hash, length) = text.split_at_checked(16)?;
        let is_hex = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_hexdigit());
        if !is_hex(hash) || !is_hex(length) {
            return None;
        }
        Some(Self {
            hash: u64::from_str_radix(hash, 16).ok()?,
            length: u64::from_str_radix(length, 16).ok()?,
        })
    }

    /// Returns whether it is that of a file without a byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.length == 0
    }
}

impl fmt::Display for Print {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}{:x}", self.hash, self.length)
    }
}

/// What a file held when it was read; `None` where it was not there.
pub type Was = Option<Print>;

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// The file was so already.
    Same,
    /// It is done.
    Done,
    /// The file is not what it was when it was read, so it is left as it is.
    Left,
}

/// A file that was saved by somebody since it was read, and stays as saved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clash {
    /// Its path in the root.
    pub path: String,
    /// Where another version of it was put, if there was one more to keep.
    pub beside: Option<String>,
}

/// Whose work the files are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// People's and ours: they are on the disk before [`Changes::finish`]
    /// returns.
    Shared,
    /// Outputs, which can be made again: nothing waits for the disk.
    Output,
    /// Ours alone, such as the journal: on the disk, and nobody to wait for.
    Own,
    /// A file that the command line names, maybe without the project's lock.
    Given,
}

/// Several changes; [`Changes::finish`] ends them.
#[derive(Debug)]
pub struct Changes<'a> {
    root: &'a Root,
    care: Care,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    spares: Vec<Spare>,
    clashes: Vec<Clash>,
    /// Folders with names that changed.
    folders: BTreeSet<PathBuf>,
    /// Folders that a file was removed from.
    emptied: BTreeSet<PathBuf>,
    latest: Option<Instant>,
}

/// A file under a hidden name that is not needed if it holds what it should.
#[derive(Debug)]
struct Spare {
    at: PathBuf,
    holds: Print,
    /// The file that it stood for.
    full: PathBuf,
    path: String,
    /// What stands in its place now; `None` where it was removed.
    rest: Was,
    /// Whether it is our own text, which had stood in its place for a moment.
    ours: bool,
}

impl<'a> Changes<'a> {
    /// Begins changes of files in `root`.
    #[must_use]
    pub fn new(root: &'a Root, care: Care) -> Self {
        Self {
            root,
            care,
            state: Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a file that held `was`, atomically, with the folders over it. Its
    /// mode stays.
    ///
    /// # Errors
    /// If it cannot be written, or would lie outside.
    pub fn write(&self, path: &str, was: Was, bytes: &[u8]) -> Result<Put, Error> {
        let full = self.root.place(path)?;
        let new = Print::of(bytes);
        // Outputs have just been looked at, and there are many.
        if self.care != Care::Output {
            let present = self.root.read(path)?.map(|bytes| Print::of(&bytes));
            if present == Some(new) {
                return Ok(Put::Same);
            }
            if present != was {
                return Ok(self.left(path, None));
            }
        }
        let folder = full.parent().unwrap_or(self.root.path()).to_owned();
        make_folder(&folder)?;
        let ending = match self.care {
            Care::Given => ".part",
            Care::Shared | Care::Output | Care::Own => UNFINISHED,
        };
        let lasting = self.care != Care::Output;
        let failed = |error| Error::io("write", &full)(error);
        let file = unfinished(&folder, &full, bytes, ending, lasting).map_err(failed)?;
        self.state().folders.insert(folder);
        match was {
            None => self.make(path, &full, new, file),
            Some(was) => self.replace(path, &full, was, new, file),
        }
    }

    /// Puts a file where none stood.
    fn make(
        &self,
        path: &str,
        full: &Path,
        new: Print,
        file: tempfile::NamedTempFile,
    ) -> Result<Put, Error> {
        let file = file.into_temp_path();
        match place(&file, full) {
            Ok(()) => {
                // It is no temporary file any more.
                let _ = file.keep();
                Ok(Put::Done)
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if print_at(full) == Some(new) {
                    return Ok(Put::Same);
                }
                Ok(self.left(path, None))
            }
            Err(error) => Err(Error::io("write", full)(error)),
        }
    }

    /// Lets the new file change places with the old one, and looks at that.
    fn replace(
        &self,
        path: &str,
        full: &Path,
        was: Print,
        new: Print,
        file: tempfile::NamedTempFile,
    ) -> Result<Put, Error> {
        let spare = Spare {
            at: spare_name(full, was, Some(new)),
            holds: was,
            full: full.to_owned(),
            path: path.to_owned(),
            rest: Some(new),
            ours: false,
        };
        let file = file.into_temp_path();
        let failed = |error| Error::io("write", full)(error);
        place(&file, &spare.at).map_err(failed)?;
        let _ = file.keep();
        match exchange(&spare.at, full) {
            Ok(true) => self.judge(spare),
            Ok(false) if print_at(full) == Some(was) => match fs::rename(&spare.at, full) {
                Ok(()) => Ok(Put::Done),
                Err(error) => {
                    let _ = fs::remove_file(&spare.at);
                    Err(failed(error))
                }
            },
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                let _ = fs::remove_file(&spare.at);
                Err(failed(error))
            }
            // It has changed, or is gone.
            Ok(false) | Err(_) => {
                let _ = fs::remove_file(&spare.at);
                Ok(self.left(path, None))
            }
        }
    }

    /// Removes a file that held `was`, and the folders over it that are empty
    /// when all is finished.
    ///
    /// # Errors
    /// If it cannot be removed, or lies outside.
    pub fn remove(&self, path: &str, was: Print) -> Result<Put, Error> {
        let full = self.root.resolve(path)?;
        match self.root.read(path)?.map(|bytes| Print::of(&bytes)) {
            None => return Ok(Put::Same),
            Some(present) if present != was => return Ok(self.left(path, None)),
            Some(_) => {}
        }
        let failed = |error| Error::io("remove", &full)(error);
        let folder = full.parent().unwrap_or(self.root.path()).to_owned();
        {
            let mut state = self.state();
            state.folders.insert(folder.clone());
            state.emptied.insert(folder);
        }
        if full.symlink_metadata().is_ok_and(|data| data.is_symlink()) {
            // The link goes, and what it led to stays.
            fs::remove_file(&full).map_err(failed)?;
            return Ok(Put::Done);
        }
        let spare = Spare {
            at: spare_name(&full, was, None),
            holds: was,
            full: full.clone(),
            path: path.to_owned(),
            rest: None,
            ours: false,
        };
        match fs::rename(&full, &spare.at) {
            Ok(()) => self.judge(spare),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Put::Same),
            Err(error) => Err(failed(error)),
        }
    }

    /// Looks at what came out: it is kept for a moment, or goes back.
    fn judge(&self, spare: Spare) -> Result<Put, Error> {
        if print_at(&spare.at) == Some(spare.holds) {
            let mut state = self.state();
            state.latest = Some(Instant::now());
            state.spares.push(spare);
            return Ok(Put::Done);
        }
        self.give_back(spare)?;
        Ok(Put::Left)
    }

    /// Puts back what somebody saved.
    fn give_back(&self, spare: Spare) -> Result<(), Error> {
        let failed = |error| Error::io("write", &spare.full)(error);
        let swapped = match spare.rest {
            Some(_) => exchange(&spare.at, &spare.full),
            None => Ok(false),
        };
        match swapped {
            Ok(true) => {}
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            // Nothing stands in its place, or something that is not ours.
            Ok(false) | Err(_) => {
                let beside = match place(&spare.at, &spare.full) {
                    Ok(()) => None,
                    Err(_) => Some(put_beside(&spare.at, &spare.full, &spare.path)?),
                };
                self.left(&spare.path, beside);
                return Ok(());
            }
        }
        if print_at(&spare.at) == spare.rest {
            self.left(&spare.path, None);
            if let Some(ours) = spare.rest {
                let mut state = self.state();
                state.latest = Some(Instant::now());
                state.spares.push(Spare {
                    holds: ours,
                    ours: true,
                    ..spare
                });
            }
            return Ok(());
        }
        // Somebody saved once more, over ours: that is the newer one.
        exchange(&spare.at, &spare.full).map_err(failed)?;
        let beside = put_beside(&spare.at, &spare.full, &spare.path)?;
        self.left(&spare.path, Some(beside));
        Ok(())
    }

    fn left(&self, path: &str, beside: Option<String>) -> Put {
        let path = path.to_owned();
        self.state().clashes.push(Clash { path, beside });
        Put::Left
    }

    /// Ends the changes: looks once more at what was replaced, and returns the
    /// files that somebody has saved since they were read.
    ///
    /// # Errors
    /// If a file cannot be put back or removed.
    pub fn finish(self) -> Result<Vec<Clash>, Error> {
        if self.care != Care::Own {
            let latest = self.state().latest;
            let rest = latest.map(|latest| PAUSE.saturating_sub(latest.elapsed()));
            std::thread::sleep(rest.unwrap_or_default());
        }
        self.settle()?;
        let mut clashes = std::mem::take(&mut self.state().clashes);
        clashes.sort();
        clashes.dedup();
        Ok(clashes)
    }

    fn settle(&self) -> Result<(), Error> {
        let mut first = Ok(());
        // What goes back leaves our own text to look at.
        loop {
            let spares = std::mem::take(&mut self.state().spares);
            if spares.is_empty() {
                break;
            }
            for spare in spares {
                first = first.and(self.settle_one(spare));
            }
        }
        let (folders, emptied) = {
            let mut state = self.state();
            let folders = std::mem::take(&mut state.folders);
            (folders, std::mem::take(&mut state.emptied))
        };
        for folder in &emptied {
            let inside = |folder: &&Path| *folder != self.root.path();
            let mut over = folder.ancestors().take_while(inside);
            // The first that is not empty ends it.
            while over.next().is_some_and(|one| fs::remove_dir(one).is_ok()) {}
        }
        if self.care != Care::Output {
            let root = self.root.path();
            let over = |folder: &PathBuf| {
                let over = folder.ancestors().take_while(|one| one.starts_with(root));
                over.map(Path::to_owned).collect::<Vec<_>>()
            };
            let all: BTreeSet<PathBuf> = folders.iter().flat_map(over).collect();
            all.iter().for_each(|folder| sync_folder(folder));
        }
        first
    }

    fn settle_one(&self, spare: Spare) -> Result<(), Error> {
        if print_at(&spare.at) == Some(spare.holds) {
            return match fs::remove_file(&spare.at) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    Err(Error::io("remove", spare.at)(error))
                }
                _ => Ok(()),
            };
        }
        if spare.ours {
            let beside = put_beside(&spare.at, &spare.full, &spare.path)?;
            self.left(&spare.path, Some(beside));
            return Ok(());
        }
        self.give_back(spare)
    }
}

impl Drop for Changes<'_> {
    /// Leaves nothing lying about where a run ends early.
    fn drop(&mut self) {
        let _ = self.settle();
    }
}

impl Root {
    /// Writes one file that held `was`; see [`Changes::write`].
    ///
    /// # Errors
    /// As [`Changes::write`].
    pub fn write(&self, care: Care, path: &str, was: Was, bytes: &[u8]) -> Result<Put, Error> {
        let changes = Changes::new(self, care);
        let put = changes.write(path, was, bytes)?;
        let clashes = changes.finish()?;
        Ok(if clashes.is_empty() { put } else { Put::Left })
    }

    /// Removes one file that held `was`; see [`Changes::remove`].
    ///
    /// # Errors
    /// As [`Changes::remove`].
    pub fn remove(&self, care: Care, path: &str, was: Print) -> Result<Put, Error> {
        let changes = Changes::new(self, care);
        let put = changes.remove(path, was)?;
        let clashes = changes.finish()?;
        Ok(if clashes.is_empty() { put } else { Put::Left })
    }

    /// Puts a text beside a file, as `NAME.before` or the next name that is
    /// free, and returns its path.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn keep_beside(&self, path: &str, bytes: &[u8]) -> Result<String, Error> {
        let full = self.place(path)?;
        let folder = full.parent().unwrap_or(&self.path);
        make_folder(folder)?;
        let failed = |error| Error::io("write", &full)(error);
        let file = unfinished(folder, &full, bytes, UNFINISHED, true).map_err(failed)?;
        let file = file.into_temp_path();
        let beside = put_beside(&file, &full, path)?;
        let _ = file.keep();
        sync_folder(folder);
        Ok(beside)
    }

    /// Clears what a run that was killed left in a folder, and in those under
    /// it if `deep`; only for a run that has the lock. A save that the other
    /// run had in its hands goes back to its place; returns those.
    ///
    /// # Errors
    /// If the folder lies outside, or a file cannot be removed or put back.
    pub fn sweep(&self, folder: &str, deep: bool) -> Result<Vec<Clash>, Error> {
        let start = if folder.is_empty() {
            self.path.clone()
        } else {
            self.resolve(folder)?
        };
        let walk = ignore::WalkBuilder::new(start)
            .standard_filters(false)
            .max_depth((!deep).then_some(1))
            .build();
        let mut saved = Vec::new();
        for entry in walk.flatten() {
            let name = entry.file_name().to_string_lossy();
            if !name.starts_with(PREFIX) {
                continue;
            }
            let path = entry.path();
            if name.ends_with(UNFINISHED) {
                fs::remove_file(path).map_err(Error::io("remove", path))?;
            } else if name.ends_with(SPARE) {
                saved.extend(self.rescue(path, &name)?);
            }
        }
        Ok(saved)
    }

    /// Looks at a file that was changing places when its run was killed.
    fn rescue(&self, at: &Path, name: &str) -> Result<Option<Clash>, Error> {
        let parts: Vec<&str> = name[PREFIX.len()..].split('-').collect();
        let [of, was, new, _] = parts[..] else {
            return Ok(None);
        };
        let new = Print::parse(new);
        let holds = print_at(at);
        if holds.is_some() && (holds == Print::parse(was) || holds == new) {
            fs::remove_file(at).map_err(Error::io("remove", at))?;
            return Ok(None);
        }
        let folder = at.parent().unwrap_or(&self.path);
        let names = fs::read_dir(folder).map_err(Error::io("read", folder))?;
        let mut full = names.flatten().map(|entry| entry.path());
        let full = full.find(|one| name_hash(one) == of);
        let known = full.clone().unwrap_or_else(|| folder.join("fluentdown"));
        let failed = |error| Error::io("write", &known)(error);
        let inside = known.strip_prefix(&self.path).unwrap_or(&known);
        let path = super::slashed(inside).unwrap_or_else(|| inside.to_string_lossy().into_owned());
        let is_ours = full.is_some() && new.is_some() && print_at(&known) == new;
        if is_ours && exchange(at, &known).map_err(failed)? && print_at(at) == new {
            fs::remove_file(at).map_err(Error::io("remove", at))?;
            return Ok(Some(Clash { path, beside: None }));
        }
        let beside = Some(put_beside(at, &known, &path)?);
        Ok(Some(Clash { path, beside }))
    }
}

/// Returns the print of a file; `None` where no file stands, or it cannot be
/// read: it is not what it was then.
fn print_at(full: &Path) -> Was {
    let data = full.symlink_metadata().ok()?;
    if !data.is_file() {
        return None;
    }
    fs::read(full).ok().map(|bytes| Print::of(&bytes))
}

/// Returns a hidden name beside `full` that says what belongs there.
fn spare_name(full: &Path, was: Print, new: Was) -> PathBuf {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let new = new.map_or_else(|| "0".to_owned(), |new| new.to_string());
    let own = format!("{:x}.{count:x}", std::process::id());
    full.with_file_name(format!(
        "{PREFIX}{}-{was}-{new}-{own}{SPARE}",
        name_hash(full)
    ))
}

fn name_hash(full: &Path) -> String {
    let name = full.file_name().unwrap_or_default().to_string_lossy();
    format!("{:016x}", hash_bytes(name.as_bytes()))
}

/// Renames `at` to the first free name made from that of `full`, whose path in
/// the root is `path`, and returns that one's.
fn put_beside(at: &Path, full: &Path, path: &str) -> Result<String, Error> {
    let name = full.file_name().unwrap_or_default().to_string_lossy();
    let long = name.len() + BEFORE.len() + 4 > 255;
    let name = if long { "fluentdown" } else { &*name };
    for count in 1_u32.. {
        let mut free = format!("{name}{BEFORE}");
        if count > 1 {
            free += &format!("-{count}");
        }
        match place(at, &full.with_file_name(&free)) {
            Ok(()) => {
                let folder = path.rsplit_once('/').map(|(folder, _)| folder);
                return Ok(folder.map_or(free.clone(), |folder| format!("{folder}/{free}")));
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(Error::io("write", full)(error)),
        }
    }
    Err(Error::io("write", full)(
        io::ErrorKind::AlreadyExists.into(),
    ))
}

#[cfg(test)]
mod tests;
