//! Work that is not in its file yet, kept so that a crash or a dead battery costs at most a second of it.
//!
//! Each window has one recovery file in a folder of the user's own, never beside the project: a whole project file with
//! one more key that says which file it belongs to and what that file held. A lock on a second file says that the window
//! is still there; the system lets go of it however the program ends.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::canonical::to_bytes;
use super::disk::pass;
use super::document::{Document, Header, parse, read_bounded};
use super::history::{RECOVERIES, data_folder};
use super::save::{SaveError, replace};
use crate::model::json::{Json as _, Object, Reader};
use crate::model::{Project, ViewId};

/// The key that says where the work belongs.
const KEY: &str = "recovery";

/// The ending of recovery files.
const ENDING: &str = "linchpin";

/// Work that somebody chose not to save is kept for so long.
const DISCARDED: Duration = Duration::from_hours(30 * 24);

/// What is held back on the disk, to be given up when the disk is full.
const BALLAST: &str = "ballast";

/// So many bytes of it: room for the work of hours.
const BALLAST_BYTES: usize = 8 << 20;

/// It repeats itself after so many: farther than file systems look for something to pack.
const BALLAST_BLOCK: usize = 256 << 10;

/// The disk has no room left, or gives no more of it.
pub fn is_full(error: &io::Error) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge)
}

/// Where the work of a recovery file belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Origin {
    /// The project's own file; `None` when it was never saved.
    pub path: Option<PathBuf>,
    /// The first 16 digits of the hash of what that file held when the work began: the base for merging.
    pub base: Option<String>,
    /// When it was written, in milliseconds since 1970.
    pub millis: u64,
}

impl Origin {
    /// When it was written.
    pub fn time(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(self.millis)
    }
}

/// Work that a window left behind.
#[derive(Clone, Debug)]
pub struct Left {
    /// The recovery file.
    pub file: PathBuf,
    /// Where the work belongs.
    pub origin: Origin,
    /// The work, as a project file without the additional key.
    pub document: Document,
}

/// The recovery file of one window. Dropping it leaves the file as it is.
#[derive(Debug)]
pub struct Recovery {
    folder: PathBuf,
    session: String,
    /// Locked for as long as this lives.
    _lock: File,
}

/// The folder of recovery files in the user's data folder. `None` when there is no home folder.
pub fn recovery_folder() -> Option<PathBuf> {
    Some(data_folder()?.join(RECOVERIES))
}

impl Recovery {
    /// Takes a place in `folder`, which is made when it is missing.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn start(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let session = ViewId::random().to_string();
        let lock = File::create(lock_of(folder, &session))?;
        lock.try_lock().map_err(io::Error::from)?;
        Ok(Self { folder: folder.to_owned(), session, _lock: lock })
    }

    /// The recovery file.
    pub fn file(&self) -> PathBuf {
        self.folder.join(&self.session).with_extension(ENDING)
    }

    /// Holds back some room on the disk, which is given up when the disk is full. Without it work is kept as long as
    /// there is room.
    pub fn hold_back(&self) {
        let path = self.folder.join(BALLAST);
        if path.exists() {
            return;
        }
        // Numbers that no file system packs, and few of them: work waits meanwhile.
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()
        };
        let block = std::iter::repeat_with(next).take(BALLAST_BLOCK / 8).collect::<Vec<_>>().concat();
        if fs::write(&path, block.repeat(BALLAST_BYTES / BALLAST_BLOCK)).is_err() {
            drop(fs::remove_file(&path));
        }
    }

    /// Writes the work, in place of what was written before. It is on the disk when this returns. On a full disk what
    /// was held back is given up for it.
    ///
    /// # Errors
    /// When the disk refuses; what was written before is whole then.
    pub fn write(&self, project: &Project, header: &Header, origin: &Origin) -> io::Result<()> {
        let millis = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as u64;
        let origin = Origin { millis, ..origin.clone() };
        let bytes = to_bytes(project, header);
        let rest = bytes.strip_prefix(b"{\n").unwrap_or(&bytes);
        let mut marked = format!("{{\n \"{KEY}\": {},\n", serde_json::to_string(&origin)?).into_bytes();
        marked.extend_from_slice(rest);
        let write = || match replace(&self.file(), &marked) {
            Err(SaveError::Disk { source, .. }) => Err(source),
            done => done.map_err(io::Error::other),
        };
        match write() {
            Err(error) if is_full(&error) && fs::remove_file(self.folder.join(BALLAST)).is_ok() => write(),
            done => done,
        }
    }

    /// Takes the work away because it is in its file now. Nothing there is no error.
    pub fn clear(&self) {
        // What stays is offered again, which loses nothing.
        drop(pass().and_then(|()| fs::remove_file(self.file())));
    }

    /// Puts the work aside because somebody chose not to save it; it stays for 30 days.
    pub fn discard(&self) {
        discard_left(&self.file());
    }
}

impl Drop for Recovery {
    fn drop(&mut self) {
        if !self.file().exists() {
            drop(fs::remove_file(lock_of(&self.folder, &self.session)));
        }
    }
}

/// Work of windows that are gone, latest first. Damaged files are left alone. Reads every recovery file, so it is not for
/// the window's thread.
pub fn left_behind(folder: &Path) -> Vec<Left> {
    forget_old(&folder.join("discarded"));
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let files = files.filter(|path| path.extension().is_some_and(|ending| ending == ENDING));
    let mut left: Vec<Left> =
        files.filter(|file| is_left(file)).filter_map(|file| read_left(&file)).collect();
    left.sort_by(|a, b| b.origin.millis.cmp(&a.origin.millis).then_with(|| a.file.cmp(&b.file)));
    left
}

/// Takes away work that was recovered and is safe elsewhere.
pub fn remove_left(file: &Path) {
    drop(fs::remove_file(file));
    drop(fs::remove_file(file.with_extension("lock")));
}

/// Puts work aside that nobody wants back; it stays for 30 days.
pub fn discard_left(file: &Path) {
    if !file.exists() {
        return;
    }
    let aside = file.parent().map(|folder| folder.join("discarded")).unwrap_or_default();
    let name = file.file_name().unwrap_or_default();
    let moved = pass()
        .and_then(|()| fs::create_dir_all(&aside))
        .and_then(|()| pass())
        .and_then(|()| fs::rename(file, aside.join(unused(&aside, name))));
    if moved.is_ok() {
        drop(fs::remove_file(file.with_extension("lock")));
    }
}

/// A name that nothing in `folder` has: one window may put work aside more than once.
fn unused(folder: &Path, name: &std::ffi::OsStr) -> PathBuf {
    let name = PathBuf::from(name);
    let stem = name.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let free = (1..).map(|number| PathBuf::from(format!("{stem}-{number}.{ENDING}")));
    free.into_iter().find(|name| !folder.join(name).exists()).unwrap_or(name)
}

/// The versions that work in `folder` started from, as the history names them. Reads the beginning of each file.
pub(super) fn bases(folder: &Path) -> Vec<String> {
    const BEGINNING: u64 = 16_384;
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let beginning = |path: PathBuf| {
        let mut bytes = Vec::new();
        File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut bytes)).ok()?;
        let text = String::from_utf8_lossy(&bytes);
        let line = text.lines().nth(1)?.trim().strip_prefix(&format!("\"{KEY}\": "))?.trim_end_matches(',');
        serde_json::from_str::<Origin>(line).ok()?.base
    };
    files
        .filter(|path| path.extension().is_some_and(|ending| ending == ENDING))
        .filter_map(beginning)
        .collect()
}

fn forget_old(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let age =
            entry.metadata().and_then(|data| data.modified()).map(|at| at.elapsed().unwrap_or_default());
        if age.is_ok_and(|age| age > DISCARDED) {
            drop(fs::remove_file(entry.path()));
        }
    }
}

fn lock_of(folder: &Path, session: &str) -> PathBuf {
    folder.join(session).with_extension("lock")
}

/// The window of this file is gone: nobody holds its lock.
fn is_left(file: &Path) -> bool {
    match File::open(file.with_extension("lock")) {
        // Without a lock file nobody can hold it.
        Err(error) => error.kind() == io::ErrorKind::NotFound,
        Ok(lock) => !matches!(lock.try_lock(), Err(TryLockError::WouldBlock)),
    }
}

fn read_left(file: &Path) -> Option<Left> {
    let mut document = parse(&read_bounded(file).ok()?).ok()?;
    let mut object: Object = document.project.to_json().as_object()?.clone();
    let origin = serde_json::from_value(object.remove(KEY)?).ok()?;
    let mut reader = Reader::default();
    document.project = Project::from_json(serde_json::Value::Object(object), &mut reader).ok()?.0;
    Some(Left { file: file.to_owned(), origin, document })
}
