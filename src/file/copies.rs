//! Other versions of a project beside its file, as sync programs leave them when two people saved at once.
//!
//! They are known by the project's id, whatever they are called: each sync program has names of its own, in every
//! language. Names only tell, where they can, who made a copy.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::canonical::to_bytes;
use super::disk::{folder_of, pass};
use super::document::{Document, parse, read_bounded};
use super::error::ReadFault;
use super::history::Store;
use super::merge::{Merged, merge};
use super::save::{SaveError, save_if};
use super::watch::{Stamp, stamp};
use crate::model::{Id as _, Project, ProjectId};

/// Another version of a project in the folder of its file.
#[derive(Clone, Debug)]
pub struct Sibling {
    /// Its file.
    pub path: PathBuf,
    /// What it holds.
    pub document: Document,
}

impl Sibling {
    /// The name of its file.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Who made it, if its name says so: "plan (Ann's conflicted copy 2026-11-22).linchpin".
    pub fn who(&self) -> Option<String> {
        let name = self.name();
        let (before, _) = name.split_once("conflicted copy")?;
        let (_, who) = before.rsplit_once('(')?;
        let who = who.trim_end();
        let who = who.strip_suffix("'s").or_else(|| who.strip_suffix("’s"))?.trim();
        (!who.is_empty()).then(|| who.to_owned())
    }

    /// `file` is called like a copy of this one, which is the project's own file then.
    pub fn is_original_of(&self, file: &Path) -> bool {
        let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let (ours, theirs) = (stem(&self.path), stem(file));
        theirs.strip_prefix(&ours).is_some_and(|rest| rest.starts_with([' ', '(', '-', '_', '.', '~']))
    }
}

/// Looks for the siblings of a file. Remembers what it has read, so that looking again is cheap.
#[derive(Debug)]
pub struct Siblings {
    file: PathBuf,
    read: BTreeMap<PathBuf, (Stamp, Option<Arc<Sibling>>)>,
}

impl Siblings {
    /// Looks beside `file`.
    pub fn of(file: &Path) -> Self {
        Self { file: file.to_owned(), read: BTreeMap::new() }
    }

    /// The other versions of the project `id` that are there now, by name. A folder that cannot be read has none, and
    /// neither files that cannot be read nor links count. Reads what changed since the last look.
    pub fn look(&mut self, id: &ProjectId) -> Vec<Arc<Sibling>> {
        let ending = self.file.extension().unwrap_or_default().to_owned();
        let own = stamp(&self.file).ok();
        let entries = fs::read_dir(folder_of(&self.file)).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
            .map(|entry| entry.path())
            .filter(|path| {
                path.extension().unwrap_or_default() == ending && path.file_name() != self.file.file_name()
            })
            // What is being written, by us or by a sync program.
            .filter(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')))
            .collect();
        paths.sort();
        let known = std::mem::take(&mut self.read);
        for path in paths {
            let Ok(now) = stamp(&path) else { continue };
            // Another name of our own file.
            if own.is_some_and(|own| own.is_same_file(now)) {
                continue;
            }
            let sibling = match known.get(&path) {
                Some((before, sibling)) if *before == now => sibling.clone(),
                _ => read(&path, id),
            };
            // A file that changed while it was read is read again next time.
            if stamp(&path).is_ok_and(|after| after == now) {
                self.read.insert(path, (now, sibling));
            }
        }
        let siblings = self.read.values().filter_map(|(_, sibling)| sibling.clone());
        siblings.filter(|sibling| sibling.document.project.about.id.as_ref() == Some(id)).collect()
    }
}

/// The file at `path` if it is a version of the project that may be merged.
fn read(path: &Path, id: &ProjectId) -> Option<Arc<Sibling>> {
    let bytes = read_bounded(path).ok()?;
    // Most files are other projects: these need not be understood.
    let named = id.as_str().as_bytes();
    if named.is_empty() || !bytes.windows(named.len()).any(|window| window == named) {
        return None;
    }
    let document = parse(&bytes).ok().filter(|document| !document.read_only)?;
    Some(Arc::new(Sibling { path: path.to_owned(), document }))
}

/// Merges a copy of the project into `ours`. The base is the newest version in `store` that both continued from; without
/// one nothing counts as deleted.
pub fn merge_copy(store: Option<&Store>, ours: &Project, copy: &Project) -> Merged {
    match (store, &ours.about.id) {
        (Some(store), Some(id)) => store.merge_apart(id, ours, copy),
        _ => merge(None, ours, copy),
    }
}

/// Where files go that nobody needs any more.
#[derive(Clone, Debug)]
pub enum Trash {
    /// The system's trash.
    System,
    /// A folder, for those who keep everything apart.
    Folder(PathBuf),
}

/// What became of a copy whose contents are in the project's file.
#[derive(Debug)]
pub enum PutAway {
    /// It is in the trash.
    Done,
    /// It was gone already.
    Gone,
    /// It is not what was merged any more, so it stays.
    Changed,
    /// The project's file is not what was saved any more, so the copy stays for now.
    Waits,
    /// The trash would not take it, so it stays; why not.
    Refused(String),
}

/// Puts the copy at `copy.0` into the trash if its bytes have the hash `copy.1`, as they had when they were merged, and
/// if the project's file at `project.0` holds what was saved after that, whose hash is `project.1`. What the copy held is
/// kept in `store` first, so that it is among the earlier versions too. Reads and writes the disk and waits for it.
pub fn put_away(
    trash: &Trash,
    store: Option<&Store>,
    project: (&Path, [u8; 32]),
    copy: (&Path, [u8; 32]),
) -> PutAway {
    let holds = |path: &Path, hash: [u8; 32]| match read_bounded(path) {
        Ok(bytes) if <[u8; 32]>::from(Sha256::digest(&bytes)) == hash => Ok(bytes),
        Ok(_) => Err(None),
        Err(fault) => Err(Some(fault)),
    };
    if holds(project.0, project.1).is_err() {
        return PutAway::Waits;
    }
    let bytes = match holds(copy.0, copy.1) {
        Ok(bytes) => bytes,
        Err(Some(ReadFault::Missing)) => return PutAway::Gone,
        Err(_) => return PutAway::Changed,
    };
    if let Some(store) = store {
        // The trash holds it too.
        drop(store.keep(&bytes));
    }
    match trash.take(copy.0) {
        Ok(()) => PutAway::Done,
        Err(error) => PutAway::Refused(error),
    }
}

impl Trash {
    fn take(&self, path: &Path) -> Result<(), String> {
        match self {
            Self::System => trash::delete(path).map_err(|error| error.to_string()),
            Self::Folder(folder) => {
                move_into(folder, path).map_err(|error| format!("{}: {error}", folder.display()))
            }
        }
    }
}

/// Moves a file into a folder, under a name that nothing there has.
fn move_into(folder: &Path, path: &Path) -> io::Result<()> {
    pass()?;
    fs::create_dir_all(folder)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let numbered = (2..).map(|number| format!("{stem} {number}.{ending}"));
    let name =
        std::iter::once(format!("{stem}.{ending}")).chain(numbered).find(|name| !folder.join(name).exists());
    pass()?;
    fs::rename(path, folder.join(name.unwrap_or_default()))
}

/// Makes the copy at `path`, whose bytes have the hash `hash`, a project of its own: the same contents with another id.
///
/// # Errors
/// As [`super::save`]; also when the file is not what it was. It is left as it is then.
pub fn set_apart(store: Option<&Store>, path: &Path, hash: [u8; 32]) -> Result<(), SaveError> {
    let file = || path.display().to_string();
    let old = read_bounded(path)
        .map_err(|fault| SaveError::Damaged { file: file(), source: super::ReadError::new(path, fault) })?;
    let document = parse(&old).map_err(|source| SaveError::Damaged { file: file(), source })?;
    if document.hash != hash {
        return Err(SaveError::Moved { file: file() });
    }
    let header = document.header();
    let mut project = document.project;
    project.about.id = Some(ProjectId::random());
    let bytes = to_bytes(&project, &header);
    if let Some(store) = store {
        // A history that cannot be written stops no save.
        drop(store.keep(&old));
    }
    save_if(path, &bytes, Some(&old))
}
