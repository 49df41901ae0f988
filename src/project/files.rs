//! The only place that reads and writes files.
//!
//! A [`Root`] is a folder; every path given to it is relative, has `/`
//! between its parts, and cannot leave it, neither by `..` nor by a link.
//! Writes are atomic: a temporary file in the same folder, synced, then
//! renamed, and only where the bytes differ, so that a kill or a full disk
//! leaves every file whole, old or new. Whoever writes or removes says what
//! the file held when it was read: one that somebody has saved since is left
//! ([`Changes`]).

#![expect(
    clippy::disallowed_methods,
    reason = "this is the module that does the I/O"
)]

mod changes;
mod destination;
mod listing;
mod private;
mod swap;
mod unread;

pub use changes::{Care, Changes, Clash, Print, Put, Was};
pub use destination::Destination;
pub use listing::{Given, Listing, list_given};
pub use private::{check_given, is_hidden};
pub use unread::{NOT_UTF8, Unread};

use unread::{decode, not_text};

use super::error::Error;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Text {
    /// There is no such file.
    Absent,
    /// Text.
    Utf8(String),
    /// Bytes that are no text, or what cannot be read; the finding says where.
    Invalid(Box<Unread>),
}

/// A folder that reads and writes stay inside of.
#[derive(Debug, Clone)]
pub struct Root {
    path: PathBuf,
}

impl Root {
    /// Opens a folder that exists.
    ///
    /// # Errors
    /// If it cannot be reached, or is not a folder.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let real = fs::canonicalize(path).map_err(Error::io("open", path))?;
        if private::is_private(&real) {
            return Err(Error::Hidden {
                path: path.display().to_string(),
            });
        }
        if !real.is_dir() {
            return Err(Error::WrongKind {
                path: real,
                expected: "folder",
            });
        }
        Ok(Self { path: real })
    }

    /// Opens a folder, and makes it where it is not there.
    ///
    /// # Errors
    /// If it cannot be made or reached.
    pub fn create(path: &Path) -> Result<Self, Error> {
        check_given(path, None)?;
        fs::create_dir_all(path).map_err(Error::io("make", path))?;
        Self::open(path)
    }

    /// Returns the nearest of `start` and the folders over it that holds a
    /// file of this name.
    ///
    /// # Errors
    /// If there is none.
    pub fn find(start: &Path, name: &str) -> Result<Self, Error> {
        let first = Self::open(start)?;
        let found = first
            .path
            .ancestors()
            .find(|folder| folder.join(name).is_file());
        match found {
            Some(folder) => Ok(Self {
                path: folder.to_owned(),
            }),
            None => Err(Error::NoProject {
                name: name.to_owned(),
                start: first.path,
            }),
        }
    }

    /// Returns the folder's own path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns where `path` lies, if that is inside the folder.
    ///
    /// # Errors
    /// If it is absolute, has a `..`, or a link leads out; if it leads into
    /// `.git` or a folder like it.
    pub fn resolve(&self, path: &str) -> Result<PathBuf, Error> {
        let outside = || Error::Outside {
            path: path.to_owned(),
        };
        let bad = |part: &str| {
            part.is_empty() || part == "." || part == ".." || part.contains(['\\', '\0'])
        };
        if path.split('/').any(bad) || Path::new(path).is_absolute() {
            return Err(outside());
        }
        let hidden = || Error::Hidden {
            path: path.to_owned(),
        };
        if path.split('/').any(private::is_tools) {
            return Err(hidden());
        }
        let full = self.path.join(path);
        if !self.has_link(path) {
            return Ok(full);
        }
        let mut existing = full.as_path();
        while existing.symlink_metadata().is_err() {
            existing = existing.parent().ok_or_else(outside)?;
        }
        // A link that leads nowhere cannot be followed, and is not ours to fill.
        let real = fs::canonicalize(existing).map_err(|_| outside())?;
        match real.strip_prefix(&self.path) {
            Ok(inside) if private::is_private(inside) => Err(hidden()),
            Ok(_) => Ok(full),
            Err(_) => Err(outside()),
        }
    }

    /// Returns where the bytes of `path` lie: as [`Root::resolve`], and through
    /// a link that stands there, which stays.
    fn place(&self, path: &str) -> Result<PathBuf, Error> {
        let full = self.resolve(path)?;
        if full.symlink_metadata().is_ok_and(|data| data.is_symlink()) {
            return fs::canonicalize(&full).map_err(Error::io("write", full));
        }
        Ok(full)
    }

    /// Returns whether a link stands on the way to `path`: without one it lies
    /// where it says.
    fn has_link(&self, path: &str) -> bool {
        let mut at = self.path.clone();
        for part in path.split('/') {
            at.push(part);
            match at.symlink_metadata() {
                Ok(data) if data.is_symlink() => return true,
                Ok(_) => {}
                // What is not there has nothing behind it; what cannot be seen might.
                Err(error) => return error.kind() != io::ErrorKind::NotFound,
            }
        }
        false
    }

    /// Returns `path`, which may be absolute or relative to the working
    /// folder, as a path in this folder; `None` if it lies elsewhere.
    #[must_use]
    pub fn relative(&self, path: &Path) -> Option<String> {
        let real = fs::canonicalize(path).ok()?;
        let inside = real.strip_prefix(&self.path).ok()?;
        slashed(inside)
    }

    /// Returns where `path` would lie in this folder, whether it is there or
    /// not; `None` if it would lie elsewhere.
    #[must_use]
    pub fn place_of(&self, path: &Path) -> Option<String> {
        let full = std::path::absolute(path).ok()?;
        let known = full.ancestors().find(|folder| folder.exists())?;
        let rest = full.strip_prefix(known).ok()?;
        let real = fs::canonicalize(known).ok()?.join(rest);
        slashed(real.strip_prefix(&self.path).ok()?)
    }

    /// Returns the project's folder as seen from `start`; `None` where it does not
    /// lie under it.
    #[must_use]
    pub fn seen_from(&self, start: &Path) -> Option<String> {
        let start = fs::canonicalize(start).ok()?;
        slashed(self.path.strip_prefix(start).ok()?)
    }

    /// Returns whether there is such a file or folder.
    #[must_use]
    pub fn exists(&self, path: &str) -> bool {
        self.resolve(path).is_ok_and(|full| full.exists())
    }

    /// Returns whether there is such a folder.
    #[must_use]
    pub fn is_folder(&self, path: &str) -> bool {
        self.resolve(path).is_ok_and(|full| full.is_dir())
    }

    /// Reads a file's bytes; `None` if there is no such file.
    ///
    /// # Errors
    /// If it cannot be read, or lies outside.
    pub fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let full = self.resolve(path)?;
        match fs::metadata(&full) {
            // Whoever reads a pipe waits for its writer, maybe for ever.
            Ok(data) if !data.is_file() => Err(Error::WrongKind {
                path: full,
                expected: "file",
            }),
            Ok(_) => fs::read(&full)
                .map(Some)
                .map_err(Error::io("read", full.as_path())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::io("read", full)(error)),
        }
    }

    /// Makes sure that a file can stand at `path`, as far as a look can tell:
    /// what is there is a file, what is over it are folders, and no name is
    /// too long.
    ///
    /// # Errors
    /// What stands in its way.
    pub fn check_place(&self, path: &str) -> Result<(), Error> {
        let full = self.resolve(path)?;
        let wrong = |path: &Path, expected| Error::WrongKind {
            path: path.to_owned(),
            expected,
        };
        match fs::metadata(&full) {
            Ok(data) if !data.is_file() => return Err(wrong(&full, "file")),
            Ok(data) if data.permissions().readonly() => {
                let denied = io::ErrorKind::PermissionDenied.into();
                return Err(Error::io("write", full)(denied));
            }
            Ok(_) => return Ok(()),
            Err(error) => match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {}
                _ => return Err(Error::io("write", full)(error)),
            },
        }
        for folder in full.ancestors().skip(1) {
            match fs::metadata(folder) {
                Ok(data) if data.is_dir() => return Ok(()),
                Ok(_) => return Err(wrong(folder, "folder")),
                Err(_) => {}
            }
        }
        Ok(())
    }

    /// Reads a text that [`Root::list`] has just found to be a file inside.
    ///
    /// Total: what has gone meanwhile, and what cannot be read for whatever reason, is
    /// [`Text::Invalid`].
    #[must_use]
    pub fn read_listed(&self, path: &str) -> Text {
        unread::read(&self.path.join(path), path)
    }

    /// Says what stands in the place of a file, if that is something else.
    #[must_use]
    pub fn other_than_file(&self, path: &str) -> Option<Unread> {
        let data = fs::metadata(self.resolve(path).ok()?).ok()?;
        let why = unread::other_kind(&data)?;
        Some(Unread::new(path, why).help("move away what stands there"))
    }

    /// Reads the bytes of a file that should be inside.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read_bytes(&self, path: &str) -> Result<Vec<u8>, Box<Unread>> {
        match self.read(path) {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => Err(Box::new(Unread::new(path, "it is not there any more"))),
            Err(error) => Err(Box::new(Unread::new(path, &error.to_string()))),
        }
    }

    /// Reads a text.
    ///
    /// # Errors
    /// If it cannot be read, or lies outside.
    pub fn read_text(&self, path: &str) -> Result<Text, Error> {
        Ok(self
            .read(path)?
            .map_or(Text::Absent, |bytes| decode(path, bytes)))
    }

    /// Takes the project's lock, so that two runs that write do not meet.
    ///
    /// Where another run holds it, calls `waiting` once and waits. The lock
    /// ends with the value that is returned, and with the process.
    ///
    /// # Errors
    /// If the lock cannot be had at all.
    pub fn lock(&self, waiting: impl FnOnce()) -> Result<Lock, Error> {
        let path = lock_path(&self.path);
        let file = open_lock(&path).map_err(Error::io("lock", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                waiting();
                file.lock().map_err(Error::io("lock", &path))?;
            }
            // Some file systems have no locks: then there is nothing to wait for.
            Err(fs::TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(fs::TryLockError::Error(error)) => return Err(Error::io("lock", path)(error)),
        }
        Ok(Lock { _file: file })
    }
}

/// The right to write, until it is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: fs::File,
}

/// Reads a text that is given on the command line, `-` being standard input.
///
/// # Errors
/// If it cannot be read, or is not UTF-8.
pub fn read_given(path: &Path) -> Result<String, Error> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin()
            .read_to_end(&mut bytes)
            .map_err(Error::io("read", path))?;
    } else {
        bytes = fs::read(path).map_err(Error::io("read", path))?;
    }
    String::from_utf8(bytes).map_err(|error| Error::Encoding {
        path: path.to_string_lossy().into_owned(),
        fault: not_text(error.as_bytes(), &error),
    })
}

/// Reads the text of a file that is named on the command line, or stands in a
/// folder that is; a pipe is read to its end.
#[must_use]
pub fn read_found(path: &Path) -> Text {
    let name = path.to_string_lossy();
    let is_pipe = fs::metadata(path).is_ok_and(|data| !data.is_file() && !data.is_dir());
    if !is_pipe {
        return unread::read(path, &name);
    }
    match fs::read(path) {
        Ok(bytes) => decode(&name, bytes),
        Err(error) => Text::Invalid(Box::new(Unread::of_error(&name, &error))),
    }
}

/// The folder itself is what is locked, so that no lock file lies about.
#[cfg(unix)]
fn lock_path(root: &Path) -> PathBuf {
    root.to_owned()
}

#[cfg(unix)]
fn open_lock(path: &Path) -> io::Result<fs::File> {
    fs::File::open(path)
}

#[cfg(not(unix))]
fn lock_path(root: &Path) -> PathBuf {
    root.join(".fluentdown.lock")
}

#[cfg(not(unix))]
fn open_lock(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
}

/// Returns a relative path with `/` between its parts; `None` if it is not
/// UTF-8 or a name in it holds a backslash.
fn slashed(path: &Path) -> Option<String> {
    let mut parts = Vec::new();
    for part in path.components() {
        let part = part.as_os_str().to_str()?;
        if part.contains('\\') {
            return None;
        }
        parts.push(part);
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> (tempfile::TempDir, Root) {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::open(folder.path()).unwrap();
        (folder, root)
    }

    #[test]
    fn no_path_leaves_the_root() {
        let (folder, root) = root();
        for path in [
            "../x",
            "/etc/passwd",
            "a/../../x",
            "",
            "a//b",
            "./a",
            "a\\..\\b",
        ] {
            assert!(root.resolve(path).is_err(), "{path}");
        }
        assert!(root.resolve("a/b c/é.md").is_ok());
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("/etc", folder.path().join("link")).unwrap();
            assert!(root.write(Care::Shared, "link/x", None, b"").is_err());
            assert!(root.read("link/hostname").is_err());
            assert!(root.list("link", true).is_err());
            fs::create_dir(folder.path().join("c")).unwrap();
            std::os::unix::fs::symlink("/", folder.path().join("c/link")).unwrap();
            let listing = root.list("c", true).unwrap();
            assert!(listing.files.is_empty());
            assert_eq!(listing.unread[0].finding.path, "c/link");
        }
        drop(folder);
    }

    #[test]
    fn writes_only_what_differs_and_keeps_the_mode() {
        let (folder, root) = root();
        let (one, two) = (Print::of(b"one"), b"two");
        let write = |was, bytes| root.write(Care::Shared, "a/b.txt", was, bytes).unwrap();
        assert_eq!(write(None, b"one"), Put::Done);
        assert_eq!(write(None, b"one"), Put::Same);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let file = folder.path().join("a/b.txt");
            fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
            assert_eq!(write(None, two), Put::Left);
            assert_eq!(write(Some(one), two), Put::Done);
            assert_eq!(
                fs::metadata(&file).unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
        assert_eq!(fs::read_dir(folder.path().join("a")).unwrap().count(), 1);
    }

    #[test]
    fn listing_is_sorted_and_obeys_the_project_alone() {
        let (folder, root) = root();
        for path in [
            "c/b.md",
            "c/a b.md",
            "c/ñ.md",
            "c/.hidden.md",
            "c/skip.md",
            "c/d/e.md",
        ] {
            root.write(Care::Shared, path, None, b"x").unwrap();
        }
        fs::write(folder.path().join("c/.gitignore"), "skip.md\n").unwrap();
        let listing = root.list("c", true).unwrap();
        assert_eq!(listing.files, ["c/a b.md", "c/b.md", "c/d/e.md", "c/ñ.md"]);
        assert_eq!(root.list("c", false).unwrap().files.len(), 5);
        assert_eq!(root.list("none", true).unwrap(), Listing::default());
    }

    #[test]
    fn a_second_run_waits() {
        let (_folder, root) = root();
        let lock = root.lock(|| panic!("nobody holds it")).unwrap();
        let (said, told) = std::sync::mpsc::channel();
        let other = root.clone();
        let run = std::thread::spawn(move || {
            let _lock = other.lock(|| said.send(()).unwrap()).unwrap();
        });
        told.recv().unwrap();
        drop(lock);
        run.join().unwrap();
    }
}
