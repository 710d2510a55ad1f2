//! What opening and saving a project put into its history.

use std::path::Path;
use std::time::SystemTime;

use super::{Store, StoreError};
use crate::file::document::{parse, read_bounded};
use crate::file::error::ReadError;
use crate::file::recovery::bases;
use crate::file::save::{SaveError, save};
use crate::model::ProjectId;

impl Store {
    /// Keeps the bytes of a file that was opened, and drops versions no longer worth keeping. A project without an id
    /// has no history, so nothing is kept of it. Writes to the disk and waits for it.
    ///
    /// # Errors
    /// When the bytes are no project, or the disk refuses.
    pub fn keep(&self, bytes: &[u8]) -> Result<(), StoreError> {
        match parse(bytes)?.project.about.id {
            Some(project) => self.keep_of(&project, bytes),
            None => Ok(()),
        }
    }

    fn keep_of(&self, project: &ProjectId, bytes: &[u8]) -> Result<(), StoreError> {
        self.put(project, bytes)?;
        // The base of what is open here is the version just put, which is among the newest; work that a window keeps or
        // left behind may have started from an older one.
        self.prune(project, &bases(&self.recoveries()), SystemTime::now())?;
        self.prune_all()?;
        Ok(())
    }
}

/// Saves as [`save`] does, and keeps both the version that is replaced, before it goes, and the new one in `store`. A
/// version that cannot be read is not kept: nobody could go back to it.
///
/// A history that cannot be written never stops a save; why it could not is the answer then.
///
/// # Errors
/// As [`save`].
pub fn save_kept(store: Option<&Store>, path: &Path, bytes: &[u8]) -> Result<Option<StoreError>, SaveError> {
    let replaced = store.and_then(|store| keep_replaced(store, path, bytes).err());
    save(path, bytes)?;
    let written = store.and_then(|store| store.keep(bytes).err());
    Ok(replaced.or(written))
}

/// Keeps the file that is about to be replaced by `bytes`.
pub(in crate::file) fn keep_replaced(store: &Store, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    // Reading from a pipe would wait for whoever writes to it.
    if !std::fs::metadata(path).is_ok_and(|old| old.is_file()) {
        return Ok(());
    }
    let old = read_bounded(path).map_err(|fault| StoreError::NotKept(ReadError::new(path, fault)))?;
    if old == bytes {
        return Ok(());
    }
    // Another project may be in the way of a save under a new name: the version belongs to that one's history.
    match parse(&old).ok().and_then(|document| document.project.about.id) {
        Some(project) => store.keep_of(&project, &old),
        None => Ok(()),
    }
}
