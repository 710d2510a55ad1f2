//! Saving a project file as a whole or not at all.

use std::io;
use std::path::Path;

use super::disk::{Disk, RealDisk, folder_of};
use super::document::parse;
use super::error::ReadError;

/// The longest part of a file's name that its temporary file repeats: names end at 255 bytes.
const LONGEST_STEM: usize = 100;

/// Why a file was not saved. Except for [`SaveError::NotVerified`], the file on the disk is as it was.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The bytes to save cannot be read back as a project.
    #[error(
        "{file} was not saved: what would be written could not be read again ({source}); please report this."
    )]
    Unreadable {
        /// The file as the user named it.
        file: String,
        /// Why not.
        #[source]
        source: ReadError,
    },
    /// The file needs a newer program.
    #[error(
        "{file} was not saved: it needs a newer Linchpin; update it, or save under another name from there."
    )]
    NeedsNewer {
        /// The file as the user named it.
        file: String,
    },
    /// The user may not change the file.
    #[error("{file} was not saved: you may read but not change it; save under another name.")]
    Protected {
        /// The file as the user named it.
        file: String,
    },
    /// There is a folder with the file's name.
    #[error("{file} was not saved: there is a folder of this name; choose another name.")]
    Folder {
        /// The file as the user named it.
        file: String,
    },
    /// There is a device or a pipe with the file's name.
    #[error("{file} was not saved: it is a device or a pipe, not a file; choose another name.")]
    Device {
        /// The file as the user named it.
        file: String,
    },
    /// The disk refused.
    #[error("{file} was not saved: {doing} failed ({source}); free some space or save in another folder.")]
    Disk {
        /// The file as the user named it.
        file: String,
        /// What was being done.
        doing: &'static str,
        /// What the operating system says.
        #[source]
        source: io::Error,
    },
    /// Another program changed the file over and over while it was saved.
    #[error(
        "{file} was not saved: another program keeps changing it; your work is safe in the window, save again in a moment."
    )]
    Moved {
        /// The file as the user named it.
        file: String,
    },
    /// What is in the file cannot be read, so it can neither be merged nor replaced.
    #[error(
        "{file} was not saved, because what it holds now cannot be read and was left as it is ({source}); save under another name."
    )]
    Damaged {
        /// The file as the user named it.
        file: String,
        /// Why not.
        #[source]
        source: ReadError,
    },
    /// Another project is in the file.
    #[error(
        "{file} was not saved: it holds another project now, which was left as it is; save under another name."
    )]
    OtherProject {
        /// The file as the user named it.
        file: String,
    },
    /// What was written is not what the disk gives back.
    #[error(
        "{file}: the disk does not give back what was written; save in another folder and check the disk."
    )]
    NotVerified {
        /// The file as the user named it.
        file: String,
    },
}

/// Replaces the file at `path` by `bytes`, which are those of a project.
///
/// The new file is complete on the disk and has been read back before it takes the place of the old one in one step, so
/// an error, a full disk or a power cut leaves either the old file or the new one, never a part. Links are followed, and
/// the rights of the old file kept. A file that already holds the bytes is left alone.
///
/// # Errors
/// Says what failed and what helps.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    save_on(&RealDisk, path, bytes)
}

/// Replaces the file at `path` by any `bytes`, with the guarantees of [`save`] but without reading them as a project.
///
/// # Errors
/// Says what failed and what helps.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    replace_on(&RealDisk, path, bytes)
}

pub(super) fn save_on(disk: &impl Disk, path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let file = || path.display().to_string();
    let document = parse(bytes).map_err(|source| SaveError::Unreadable { file: file(), source })?;
    if document.read_only {
        return Err(SaveError::NeedsNewer { file: file() });
    }
    replace_on(disk, path, bytes)
}

/// As [`save`], but only if the file still holds exactly `old` (or is still missing) in the moment before it is replaced.
///
/// # Errors
/// As [`save`], and [`SaveError::Moved`] when it does not.
pub(super) fn save_if(path: &Path, bytes: &[u8], old: Option<&[u8]>) -> Result<(), SaveError> {
    let document =
        parse(bytes).map_err(|source| SaveError::Unreadable { file: path.display().to_string(), source })?;
    if document.read_only {
        return Err(SaveError::NeedsNewer { file: path.display().to_string() });
    }
    replace_if_on(&RealDisk, path, bytes, |disk, real| match (disk.read(real), old) {
        (Ok(found), Some(old)) => found == old,
        (Err(error), None) => error.kind() == io::ErrorKind::NotFound,
        _ => false,
    })
}

fn replace_on(disk: &impl Disk, path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    replace_if_on(disk, path, bytes, |_, _| true)
}

fn replace_if_on<D: Disk>(
    disk: &D,
    path: &Path,
    bytes: &[u8],
    may: impl Fn(&D, &Path) -> bool,
) -> Result<(), SaveError> {
    let file = || path.display().to_string();
    let failed = |doing: &'static str| {
        move |source: io::Error| match source.kind() {
            io::ErrorKind::PermissionDenied => SaveError::Protected { file: file() },
            _ => SaveError::Disk { file: file(), doing, source },
        }
    };
    let real = disk.resolve(path).map_err(failed("finding the folder"))?;
    let old = disk.look(&real).map_err(failed("looking at the old file"))?;
    if let Some(old) = &old {
        if old.is_dir() {
            return Err(SaveError::Folder { file: file() });
        }
        if !old.is_file() {
            return Err(SaveError::Device { file: file() });
        }
        if old.permissions().readonly() {
            return Err(SaveError::Protected { file: file() });
        }
        // Nothing to write is nothing for a sync program to send around. An old file that cannot be read is replaced.
        if old.len() == bytes.len() as u64 && disk.read(&real).is_ok_and(|old| old == bytes) {
            return Ok(());
        }
    }
    let folder = folder_of(&real);
    // Until it is kept, dropping `temp` removes it.
    let mut temp = disk.create(folder, &stem(&real), old.as_ref()).map_err(failed("making a new file"))?;
    disk.write(temp.as_file_mut(), bytes).map_err(failed("writing"))?;
    disk.sync(temp.as_file()).map_err(failed("writing to the disk"))?;
    // Closed before it is renamed: Windows would refuse otherwise.
    let temp = temp.into_temp_path();
    if disk.read(&temp).map_err(failed("reading back"))? != bytes {
        return Err(SaveError::NotVerified { file: file() });
    }
    if !may(disk, &real) {
        return Err(SaveError::Moved { file: file() });
    }
    let temp = temp.keep().map_err(|error| failed("keeping the new file")(error.error))?;
    if let Err(error) = disk.rename(&temp, &real) {
        let _ = std::fs::remove_file(&temp);
        return Err(failed("replacing the old file")(error));
    }
    // The data is in place; a share that cannot do this is no reason to call the file unsaved.
    let _ = disk.sync_folder(folder);
    match disk.read(&real) {
        Ok(found) if found == bytes => Ok(()),
        _ => Err(SaveError::NotVerified { file: file() }),
    }
}

/// The beginning of the file's name, cut at a character.
fn stem(path: &Path) -> String {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut stem = String::new();
    for character in name.chars() {
        if stem.len() + character.len_utf8() > LONGEST_STEM {
            break;
        }
        stem.push(character);
    }
    stem
}
