//! Saving a file that somebody else may have changed: merge first, and look again before the old file goes.

use std::path::Path;
use std::thread;
use std::time::Duration;

use sha2::{Digest as _, Sha256};

use super::canonical::to_bytes;
use super::document::{Document, Header, parse, read_bounded};
use super::error::{ReadError, ReadFault};
use super::history::{Store, StoreError, keep_replaced};
use super::merge::{Merged, merge};
use super::save::{SaveError, save_if};
use crate::model::Project;

/// How often saving starts again because the file changed meanwhile or cannot be read yet.
const TRIES: usize = 6;

/// A file that cannot be read may be half-way through a sync: it is read again after so long.
const PAUSE: Duration = Duration::from_millis(if cfg!(test) { 1 } else { 400 });

/// A version of a file that we loaded or saved ourselves.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The hash of its bytes.
    pub hash: [u8; 32],
    /// What it holds.
    pub project: &'a Project,
}

/// What saving gave.
#[derive(Debug)]
pub struct Together {
    /// What the file holds now.
    pub project: Project,
    /// Its first lines.
    pub header: Header,
    /// The hash of its bytes.
    pub hash: [u8; 32],
    /// The merge with what somebody else had put there; `None` when the file was as we knew it.
    pub merged: Option<Merged>,
    /// Why the history does not hold all of these versions.
    pub trouble: Option<StoreError>,
}

/// Saves `project` to the file at `path`, which held `known` when we last looked. What somebody else put there since is
/// merged in first, and the file is looked at once more before it is replaced. A file that is gone is written again.
///
/// # Errors
/// As [`super::save`]; also when the file holds another project or cannot be read: it is left as it is then.
pub fn save_together(
    store: Option<&Store>,
    path: &Path,
    known: Known<'_>,
    project: &Project,
    header: &Header,
) -> Result<Together, SaveError> {
    match std::fs::metadata(path) {
        Ok(old) if old.is_dir() => return Err(SaveError::Folder { file: path.display().to_string() }),
        // Reading from a pipe would wait for whoever writes to it.
        Ok(old) if !old.is_file() => return Err(SaveError::Device { file: path.display().to_string() }),
        _ => {}
    }
    let mut last = None;
    for attempt in 0..TRIES {
        if attempt > 0 {
            thread::sleep(if last.is_some() { PAUSE } else { Duration::ZERO });
        }
        last = None;
        let old = match read_bounded(path) {
            Ok(old) => Some(old),
            Err(ReadFault::Missing) => None,
            Err(fault) => {
                last = Some(ReadError::new(path, fault));
                continue;
            }
        };
        let changed = old.as_ref().filter(|old| <[u8; 32]>::from(Sha256::digest(old)) != known.hash);
        let theirs = match changed.map(|old| parse(old)) {
            Some(Err(error)) => {
                last = Some(ReadError::new(path, error.fault));
                continue;
            }
            Some(Ok(document)) => Some(document),
            None => None,
        };
        if let Some(done) =
            attempt_save(store, path, known, (project, header), (old.as_deref(), theirs.as_ref()))?
        {
            return Ok(done);
        }
    }
    let file = path.display().to_string();
    Err(match last {
        Some(source) => SaveError::Damaged { file, source },
        None => SaveError::Moved { file },
    })
}

/// One try; `None` when the file changed under it.
fn attempt_save(
    store: Option<&Store>,
    path: &Path,
    known: Known<'_>,
    (project, header): (&Project, &Header),
    (old, theirs): (Option<&[u8]>, Option<&Document>),
) -> Result<Option<Together>, SaveError> {
    let file = || path.display().to_string();
    let (merged, header) = match theirs {
        None => (None, *header),
        Some(theirs) if theirs.read_only => return Err(SaveError::NeedsNewer { file: file() }),
        Some(theirs) if is_other(&theirs.project, project) => {
            return Err(SaveError::OtherProject { file: file() });
        }
        Some(theirs) => {
            let merged = take_in(store, known.project, project, &theirs.project);
            (Some(merged), header.newest(theirs.header()))
        }
    };
    let result = merged.as_ref().map_or(project, |merged| &merged.project);
    let bytes = to_bytes(result, &header);
    let replaced = store.and_then(|store| keep_replaced(store, path, &bytes).err());
    match save_if(path, &bytes, old) {
        Err(SaveError::Moved { .. }) => return Ok(None),
        done => done?,
    }
    let written = store.and_then(|store| store.keep(&bytes).err());
    Ok(Some(Together {
        project: result.clone(),
        header,
        hash: Sha256::digest(&bytes).into(),
        merged,
        trouble: replaced.or(written),
    }))
}

/// Merges `ours` with `theirs`, a version that somebody else put into the file, when `known` is what we last loaded or
/// saved. Where they went apart is found in `store`; without it, they went on from `known`.
pub fn take_in(store: Option<&Store>, known: &Project, ours: &Project, theirs: &Project) -> Merged {
    match (store, &known.about.id) {
        (Some(store), Some(id)) => store.merge_arrived(id, known, ours, theirs),
        _ => merge(Some(known), ours, theirs),
    }
}

/// The file holds another project, not another version of this one.
pub fn is_other(theirs: &Project, ours: &Project) -> bool {
    matches!((&theirs.about.id, &ours.about.id), (Some(theirs), Some(ours)) if theirs != ours)
}
