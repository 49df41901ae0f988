//! A file that the command line names to be written; it may stand anywhere.

use super::changes::{Care, Print, Put, Was};
use super::private::check_given;
use super::{Error, Root};
use std::fs;
use std::path::{Path, PathBuf};

/// A file that the command line names to be written, as it was before the
/// command did its work.
#[derive(Debug)]
pub struct Destination {
    path: PathBuf,
    was: Was,
}

impl Destination {
    /// Looks at the file, which may be there or not.
    ///
    /// # Errors
    /// If it is there and cannot be read, or is in a folder of another tool.
    pub fn look(path: &Path) -> Result<Self, Error> {
        check_given(path, None)?;
        let is_file = fs::metadata(path).is_ok_and(|data| data.is_file());
        let was = if is_file {
            let bytes = fs::read(path).map_err(Error::io("read", path))?;
            Some(Print::of(&bytes))
        } else {
            None
        };
        let path = path.to_owned();
        Ok(Self { path, was })
    }

    /// Returns its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes it, atomically, unless somebody has saved it since.
    ///
    /// # Errors
    /// If it cannot be written, or has been saved.
    pub fn write(&self, bytes: &[u8]) -> Result<(), Error> {
        let path = &self.path;
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        fs::create_dir_all(folder).map_err(Error::io("make", folder))?;
        let name = path.file_name().and_then(|name| name.to_str());
        let is_plain = path.symlink_metadata().map_or(true, |data| data.is_file());
        let (true, Some(name)) = (is_plain, name) else {
            // A pipe or a device, such as /dev/stdout; a link.
            return fs::write(path, bytes).map_err(Error::io("write", path));
        };
        match Root::open(folder)?.write(Care::Given, name, self.was, bytes)? {
            Put::Same | Put::Done => Ok(()),
            Put::Left => Err(Error::Input(format!(
                "`{}` was saved by somebody since this run began, so it is left as it is",
                path.display()
            ))),
        }
    }
}
