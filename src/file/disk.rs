//! The few things that saving asks of a file system, behind a seam so that tests can make each of them fail.

use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// How many links to links are followed, as systems themselves do.
const MOST_LINKS: usize = 40;

/// Every operation on the disk passes here first, so that tests can make each one fail in its turn.
#[cfg_attr(not(test), expect(clippy::unnecessary_wraps, reason = "only tests make it fail"))]
pub(super) fn pass() -> io::Result<()> {
    #[cfg(test)]
    super::fault::pass()?;
    Ok(())
}

/// What saving asks of a file system.
pub(super) trait Disk {
    /// The file that `path` means once every link is followed, whether it exists or not.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;
    /// What is known about a file; `None` when there is none.
    fn look(&self, path: &Path) -> io::Result<Option<Metadata>>;
    /// The bytes of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// A new file in `folder` with the rights of `like`, or those of any new file. It goes when it is dropped.
    fn create(&self, folder: &Path, stem: &str, like: Option<&Metadata>) -> io::Result<NamedTempFile>;
    /// Writes all bytes.
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()>;
    /// Waits until the file's bytes are on the disk.
    fn sync(&self, file: &File) -> io::Result<()>;
    /// Puts the file `from` in the place of `to` in one step.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Waits until the folder's names are on the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
}

/// The computer's own file system.
pub(super) struct RealDisk;

impl Disk for RealDisk {
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        pass()?;
        let mut path = path.to_owned();
        for _ in 0..MOST_LINKS {
            match fs::canonicalize(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                done => return done,
            }
            // Nothing there yet. A link to a file that is missing means that file, not itself.
            match fs::read_link(&path) {
                Ok(target) => path = folder_of(&path).join(target),
                Err(_) => return Ok(path),
            }
        }
        Err(io::Error::other("too many links to links"))
    }

    fn look(&self, path: &Path) -> io::Result<Option<Metadata>> {
        pass()?;
        match fs::metadata(path) {
            Ok(metadata) => Ok(Some(metadata)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        pass()?;
        fs::read(path)
    }

    fn create(&self, folder: &Path, stem: &str, like: Option<&Metadata>) -> io::Result<NamedTempFile> {
        pass()?;
        // Sync programs leave names alone that start with `.~` and end with `.tmp`.
        let prefix = format!(".~{stem}.");
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix).suffix(".tmp");
        #[cfg(unix)]
        builder.permissions(unix::new_file());
        let file = builder.tempfile_in(folder)?;
        #[cfg(unix)]
        if let Some(like) = like {
            unix::copy_rights(file.as_file(), like)?;
        }
        #[cfg(not(unix))]
        let _ = like;
        Ok(file)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        pass()?;
        file.write_all(bytes)?;
        file.flush()
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        pass()?;
        match file.sync_all() {
            // Some network shares cannot; the reading back that follows still checks them.
            Err(error)
                if matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput) =>
            {
                Ok(())
            }
            done => done,
        }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        pass()?;
        rename_patiently(from, to)
    }

    #[cfg(unix)]
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        pass()?;
        File::open(folder)?.sync_all()
    }

    #[cfg(not(unix))]
    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(not(windows))]
fn rename_patiently(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// On Windows a viewer, indexer or sync program that holds the file makes renaming fail for a moment.
#[cfg(windows)]
fn rename_patiently(from: &Path, to: &Path) -> io::Result<()> {
    const BUSY: [i32; 3] = [5, 32, 33];
    let mut pause = std::time::Duration::from_millis(20);
    for _ in 0..9 {
        match fs::rename(from, to) {
            Err(error) if error.raw_os_error().is_some_and(|code| BUSY.contains(&code)) => {
                std::thread::sleep(pause);
                pause = (pause * 2).min(std::time::Duration::from_secs(1));
            }
            done => return done,
        }
    }
    fs::rename(from, to)
}

/// The folder that holds `path`.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

#[cfg(unix)]
mod unix {
    use std::fs::{File, Metadata, Permissions};
    use std::io;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};

    /// What every new file may have; the user's umask takes away from it. A temporary file's own default would lock
    /// colleagues on a shared folder out.
    pub(super) fn new_file() -> Permissions {
        Permissions::from_mode(0o666)
    }

    /// Gives `file` the group and the mode of `like`.
    pub(super) fn copy_rights(file: &File, like: &Metadata) -> io::Result<()> {
        if file.metadata()?.gid() != like.gid() {
            // Only members of the group may do this; the file is as good without.
            let _ = fchown(file, None, Some(like.gid()));
        }
        file.set_permissions(Permissions::from_mode(like.mode() & 0o7777))
    }
}
