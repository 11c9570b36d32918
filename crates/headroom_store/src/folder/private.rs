//! A folder and files that nobody else can read or replace.

use std::fs::{self, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::remote::remote;
use crate::notice::Notice;

/// Why a place is not used.
#[derive(Debug)]
pub(crate) enum Unfit {
    /// It is not safe, or not reliable.
    Refused(Notice),
    /// It could not be looked at or made.
    Io(io::Error),
}

impl From<io::Error> for Unfit {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn refused(why: &'static str) -> Unfit {
    Unfit::Refused(Notice::Refused { why })
}

/// Makes the folder for `file` if it is not there, and gives its canonical path: local, the user's own, closed to others.
pub(crate) fn prepare(folder: &Path, file: &str) -> Result<PathBuf, Unfit> {
    let made = match fs::symlink_metadata(folder) {
        Ok(found) if found.is_symlink() => return Err(refused("it is a symbolic link")),
        Ok(found) if !found.is_dir() => return Err(refused("it is not a folder")),
        Ok(_) => false,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(parent) = folder.parent() {
                fs::create_dir_all(parent)?;
            }
            make(folder)?
        }
        Err(error) => return Err(error.into()),
    };
    let folder = folder.canonicalize()?;
    let found = fs::symlink_metadata(&folder)?;
    if !is_own(&found) {
        return Err(refused("it belongs to another user"));
    }
    if let Some(kind) = remote(&folder)? {
        return Err(Unfit::Refused(Notice::Remote { kind }));
    }
    // To close a folder that is used for something else would be rude, and to use it careless. In one that was made here
    // another process may have made its files by now.
    if is_open(&found) && !made && !folder.join(file).exists() && fs::read_dir(&folder)?.next().is_some() {
        return Err(refused("others can read it and it holds other files"));
    }
    if is_open(&found) || made {
        close(&folder, 0o700)?;
    }
    Ok(folder)
}

/// Refuses a file that somebody else may have placed; whether there is one. The file is not opened: closing it again
/// would drop the locks that SQLite has on it in this process (<https://sqlite.org/howtocorrupt.html>, section 2.2).
pub(crate) fn check_file(path: &Path) -> Result<bool, Unfit> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error.into()),
        Ok(found) if found.is_symlink() => Err(refused("a file in it is a symbolic link")),
        Ok(found) if !found.is_file() => Err(refused("something in it has the name of a file and is none")),
        Ok(found) if !is_own(&found) => Err(refused("a file in it belongs to another user")),
        Ok(found) => {
            if is_open(&found) {
                close(path, 0o600)?;
            }
            Ok(true)
        }
    }
}

/// Makes an empty file that only its owner can read. SQLite gives its other files the mode of the first.
pub(crate) fn create(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?;
    close(path, 0o600)
}

/// Whether the folder was made here: another process may have been faster.
fn make(folder: &Path) -> io::Result<bool> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        made => made.map(|()| true),
    }
}

/// What tells a file from another that later has its path.
#[cfg(unix)]
pub(crate) fn identity(path: &Path) -> io::Result<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let found = fs::metadata(path)?;
    Ok((found.dev(), found.ino()))
}

/// Windows does not let go of the path of a file that is open.
#[cfg(not(unix))]
pub(crate) fn identity(path: &Path) -> io::Result<(u64, u64)> {
    fs::metadata(path).map(|_| (0, 0))
}

#[cfg(unix)]
fn is_own(found: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::uid(found) == rustix::process::geteuid().as_raw()
}

#[cfg(unix)]
fn is_open(found: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::mode(found) & 0o077 != 0
}

/// Sets the mode whatever the umask left of it.
#[cfg(unix)]
fn close(path: &Path, mode: u32) -> io::Result<()> {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))
}

/// A user's local folder is closed to others on Windows: what is in it inherits that.
#[cfg(not(unix))]
fn is_own(_found: &Metadata) -> bool {
    true
}

#[cfg(not(unix))]
fn is_open(_found: &Metadata) -> bool {
    false
}

#[cfg(not(unix))]
fn close(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use headroom_testkit::Scratch;

    use super::*;

    #[test]
    fn a_folder_that_is_used_for_something_else_is_left_alone() {
        let scratch = Scratch::new("open");
        fs::set_permissions(scratch.path(), PermissionsExt::from_mode(0o755)).expect("a mode");
        fs::write(scratch.path().join("notes.txt"), "").expect("a file");
        assert!(matches!(prepare(scratch.path(), "a.db"), Err(Unfit::Refused(Notice::Refused { .. }))));
        assert_eq!(fs::metadata(scratch.path()).expect("a folder").permissions().mode() & 0o777, 0o755);
        fs::remove_file(scratch.path().join("notes.txt")).expect("a file");
        assert!(prepare(scratch.path(), "a.db").is_ok());
        assert_eq!(fs::metadata(scratch.path()).expect("a folder").permissions().mode() & 0o777, 0o700);
    }
}
