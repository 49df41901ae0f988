//! Renames that replace nothing unseen, and the files that they are made with.

use super::Error;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// How the names of files begin that are not yet, or no longer, in their place.
pub(super) const PREFIX: &str = ".fluentdown-";

/// Makes a whole file in `folder` under a name of its own, which ends in
/// `ending`, with the mode of the file `full` where that is there. Where it is
/// `lasting`, its bytes are on the disk on return.
///
/// # Errors
/// If it cannot be made, or `full` is read-only: a rename would replace it all
/// the same.
pub(super) fn unfinished(
    folder: &Path,
    full: &Path,
    bytes: &[u8],
    ending: &str,
    lasting: bool,
) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(ending);
    let mut file = for_everybody(&mut builder).tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(mode) = mode(full)? {
        file.as_file().set_permissions(mode)?;
    }
    if lasting {
        file.as_file().sync_all()?;
    }
    Ok(file)
}

/// Lets the files `left` and `right`, which both have to be there, change
/// places in one step. Returns false where the system or the file system
/// cannot do that; nothing has happened then.
///
/// # Errors
/// If one of them is not there, or for any other reason that the system gives.
#[cfg(target_os = "linux")]
pub(super) fn exchange(left: &Path, right: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    #[cfg(test)]
    if CANNOT.get() {
        return Ok(false);
    }
    match renameat_with(CWD, left, CWD, right, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(error) if is_unsupported(error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn exchange(_left: &Path, _right: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
thread_local! {
    /// Whether this thread is on a file system that has no such renames.
    pub(super) static CANNOT: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Renames `from` to `to`, where nothing may stand.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] where something does; whatever else the
/// system says.
pub(super) fn place(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        #[cfg(test)]
        if CANNOT.get() {
            return place_by_link(from, to);
        }
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            Err(error) if is_unsupported(error) => {}
            done => return Ok(done?),
        }
    }
    place_by_link(from, to)
}

/// Does what [`place`] does by a link, which is made only where nothing stands.
fn place_by_link(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // A file system without links.
        Err(_) if to.symlink_metadata().is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(from, to),
    }
}

/// What the kernel says where a file system has no such rename (`EINVAL`), or
/// itself has none.
#[cfg(target_os = "linux")]
fn is_unsupported(error: rustix::io::Errno) -> bool {
    use rustix::io::Errno;
    [Errno::INVAL, Errno::NOSYS, Errno::OPNOTSUPP, Errno::NOTTY].contains(&error)
}

/// Makes the names of a folder last.
pub(super) fn sync_folder(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        // Some systems cannot, and there is nothing else to do.
        let _ = folder.sync_all();
    }
}

/// Makes a folder, where it is not there.
pub(super) fn make_folder(folder: &Path) -> Result<(), Error> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder).map_err(Error::io("make", folder))
}

/// Returns the mode that the file has, if it is there.
///
/// # Errors
/// If it is read-only: a rename would replace it all the same.
fn mode(full: &Path) -> io::Result<Option<fs::Permissions>> {
    match fs::metadata(full) {
        Ok(data) if data.permissions().readonly() => Err(io::ErrorKind::PermissionDenied.into()),
        Ok(data) => Ok(Some(data.permissions())),
        Err(_) => Ok(None),
    }
}

/// Temporary files are private, ours get what the user's umask leaves.
#[cfg(unix)]
fn for_everybody<'a, 'b, 'c>(
    builder: &'c mut tempfile::Builder<'a, 'b>,
) -> &'c mut tempfile::Builder<'a, 'b> {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn for_everybody<'a, 'b, 'c>(
    builder: &'c mut tempfile::Builder<'a, 'b>,
) -> &'c mut tempfile::Builder<'a, 'b> {
    builder
}
