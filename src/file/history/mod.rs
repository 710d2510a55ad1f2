//! The history of a project on this computer: its backups, and the bases of merges.
//!
//! Versions are whole files in a folder of the user's own, never beside the project:
//! `history/<project id>/<unix ms>-<first 16 hex digits of the SHA-256>.linchpin`. What is loaded, saved or replaced is
//! kept, each content once in a row; old versions thin out (see [`keep`]).

mod bases;
mod keep;
mod keeping;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sha2::{Digest as _, Sha256};

use super::disk::pass;
use super::document::{Document, MOST_BYTES, parse, read_bounded};
use super::error::ReadError;
use super::save::replace;
use crate::model::{Id as _, ProjectId};
use keep::Kept;

pub(super) use keeping::keep_replaced;
pub use keeping::save_kept;

/// The folder of unsaved work, beside that of histories.
pub(super) const RECOVERIES: &str = "recovery";

/// The most bytes that the history of one project takes: 200 MB.
const MOST_OF_ONE: u64 = 200_000_000;

/// The most bytes that all histories take: 2 GB.
const MOST_OF_ALL: u64 = 2_000_000_000;

/// The first 16 hexadecimal digits of the SHA-256 of a version's bytes.
pub fn short_hash(bytes: &[u8]) -> String {
    short(&Sha256::digest(bytes).into())
}

/// The first 16 hexadecimal digits of a SHA-256.
pub fn short(hash: &[u8; 32]) -> String {
    hash.iter().take(8).fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// One kept version of a project.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// When it was kept, in milliseconds since 1970.
    pub millis: u64,
    /// The first 16 digits of its hash; names it to [`Store::read`].
    pub hash: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its file.
    pub path: PathBuf,
}

impl Version {
    /// When it was kept.
    pub fn time(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(self.millis)
    }
}

/// Why the history could not do something. The project's own file is not touched by any of it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no version with this hash.
    #[error("there is no version {0} of this project on this computer; `--list` shows those there are.")]
    NoVersion(String),
    /// A version is damaged on the disk.
    #[error("the kept version {0} is damaged; choose another one.")]
    Damaged(String),
    /// A version cannot be read as a project.
    #[error("a kept version cannot be read: {0}")]
    Unreadable(#[from] ReadError),
    /// The version that a save replaces cannot be read.
    #[error("the version that was replaced is not kept: {0}")]
    NotKept(#[source] ReadError),
    /// The disk refused.
    #[error("the history in {folder} cannot be used ({source}); free some space or check the folder.")]
    Disk {
        /// The folder.
        folder: String,
        /// What the operating system says.
        #[source]
        source: io::Error,
    },
}

/// The histories of all projects on this computer.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// The store in the user's data folder, or in `LINCHPIN_DATA` if that is set. `None` when there is no home folder.
    pub fn of_user() -> Option<Self> {
        Some(Self { folder: data_folder()?.join("history") })
    }

    /// A store in any folder, which is made when it is needed.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    fn folder_of(&self, project: &ProjectId) -> PathBuf {
        // An id from a damaged or hostile file is no path.
        let plain: String =
            project.as_str().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(80).collect();
        self.folder.join(if plain.is_empty() { "p_unnamed" } else { &plain })
    }

    /// Unsaved work is kept beside the histories.
    fn recoveries(&self) -> PathBuf {
        self.folder.with_file_name(RECOVERIES)
    }

    fn failed(&self, source: io::Error) -> StoreError {
        StoreError::Disk { folder: self.folder.display().to_string(), source }
    }

    /// Keeps the bytes of a project's file. Bytes that are the newest version already are not kept twice. Gives the
    /// version's hash. The copy is complete on the disk, and has been read back, when this returns.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn put(&self, project: &ProjectId, bytes: &[u8]) -> Result<String, StoreError> {
        self.put_at(project, bytes, SystemTime::now())
    }

    /// As [`put`](Self::put), with the time for the version's name.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn put_at(&self, project: &ProjectId, bytes: &[u8], now: SystemTime) -> Result<String, StoreError> {
        let hash = short_hash(bytes);
        let versions = self.list(project)?;
        if versions.first().is_some_and(|version| version.hash == hash && version.bytes == bytes.len() as u64)
        {
            return Ok(hash);
        }
        let folder = self.folder_of(project);
        pass().and_then(|()| fs::create_dir_all(&folder)).map_err(|error| self.failed(error))?;
        let millis = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as u64;
        // Two versions within a millisecond keep their order.
        let millis = versions.first().map_or(millis, |newest| millis.max(newest.millis + 1));
        let path = folder.join(format!("{millis:013}-{hash}.linchpin"));
        replace(&path, bytes).map_err(|error| self.failed(io::Error::other(error)))?;
        Ok(hash)
    }

    /// The versions of a project, newest first.
    ///
    /// # Errors
    /// When the folder cannot be read; one that is not there is an empty history.
    pub fn list(&self, project: &ProjectId) -> Result<Vec<Version>, StoreError> {
        versions_in(&self.folder_of(project)).map_err(|error| self.failed(error))
    }

    /// The bytes of one version; they have the hash that its name says.
    ///
    /// # Errors
    /// When there is none, or it is damaged.
    pub fn read(&self, project: &ProjectId, hash: &str) -> Result<Vec<u8>, StoreError> {
        let version = self
            .list(project)?
            .into_iter()
            .find(|version| !hash.is_empty() && version.hash.starts_with(hash));
        let version = version.ok_or_else(|| StoreError::NoVersion(hash.to_owned()))?;
        let bytes = read_bounded(&version.path).map_err(|fault| ReadError::new(&version.path, fault))?;
        if short_hash(&bytes) == version.hash { Ok(bytes) } else { Err(StoreError::Damaged(version.hash)) }
    }

    /// One version as a project.
    ///
    /// # Errors
    /// As [`read`](Self::read), and when it cannot be read as a project.
    pub fn open(&self, project: &ProjectId, hash: &str) -> Result<Document, StoreError> {
        Ok(parse(&self.read(project, hash)?)?)
    }

    /// Deletes versions that are no longer worth keeping, but none whose hash is in `needed` (bases and recoveries).
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn prune(
        &self,
        project: &ProjectId,
        needed: &[String],
        now: SystemTime,
    ) -> Result<usize, StoreError> {
        let versions = self.list(project)?;
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as u64;
        let mut rules = Kept::new(now, MOST_OF_ONE);
        let mut pruned = 0;
        for version in &versions {
            let keep = rules.keep(version.millis, version.bytes) || needed.contains(&version.hash);
            if !keep && pass().and_then(|()| fs::remove_file(&version.path)).is_ok() {
                pruned += 1;
            }
        }
        Ok(pruned)
    }

    /// Deletes the oldest versions of all projects until they take at most 2 GB. The newest 20 of a project stay.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn prune_all(&self) -> Result<usize, StoreError> {
        let mut old = Vec::new();
        let mut total = 0;
        let entries = match pass().and_then(|()| fs::read_dir(&self.folder)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            entries => entries.map_err(|error| self.failed(error))?,
        };
        for entry in entries.flatten() {
            let versions = versions_in(&entry.path()).unwrap_or_default();
            total += versions.iter().map(|version| version.bytes).sum::<u64>();
            old.extend(versions.into_iter().skip(keep::NEWEST));
        }
        old.sort();
        let mut pruned = 0;
        for version in old {
            if total <= MOST_OF_ALL {
                break;
            }
            if pass().and_then(|()| fs::remove_file(&version.path)).is_ok() {
                total -= version.bytes;
                pruned += 1;
            }
        }
        Ok(pruned)
    }
}

/// The folder of what the program keeps for the user: history and recovery.
pub(super) fn data_folder() -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os("LINCHPIN_DATA").filter(|folder| !folder.is_empty()) {
        return Some(PathBuf::from(folder));
    }
    directories::ProjectDirs::from("", "", "linchpin").map(|dirs| dirs.data_local_dir().to_owned())
}

fn versions_in(folder: &Path) -> io::Result<Vec<Version>> {
    let entries = match pass().and_then(|()| fs::read_dir(folder)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut versions: Vec<Version> = entries.flatten().filter_map(|entry| version(&entry.path())).collect();
    versions.sort_by(|a, b| b.cmp(a));
    Ok(versions)
}

/// A version by its name; `None` for other files.
fn version(path: &Path) -> Option<Version> {
    let (millis, hash) = path.file_name()?.to_str()?.strip_suffix(".linchpin")?.split_once('-')?;
    let bytes = fs::metadata(path).ok()?.len();
    let is_hash = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let version =
        Version { millis: millis.parse().ok()?, hash: hash.to_owned(), bytes, path: path.to_owned() };
    (is_hash && bytes <= MOST_BYTES).then_some(version)
}
