//! Power cuts: what was not waited for may be on the disk, or not, or as garbage.
//!
//! A save is recorded operation by operation. Before each of them the power goes: names that were not waited for stand or
//! do not, each for itself; the sectors of files that were not waited for hold what was written, what was there before,
//! zeros or garbage. Whatever comes of it, the file is the old one or the new one, and one that was said to be saved is
//! there.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

use super::disk::{Disk, RealDisk};
use super::save::save_on;
use super::{Header, to_bytes};
use crate::model::{Element, ElementId, ElementKind, Project};

/// What a disk keeps or loses as one.
const SECTOR: usize = 512;

/// How many disks are looked at for each moment at which the power goes.
const EACH: u64 = 1_000;

/// What was done to the disk.
#[derive(Clone, Debug)]
enum Done {
    Created(PathBuf),
    Wrote(Vec<u8>),
    Synced,
    Renamed(PathBuf, PathBuf),
    SyncedFolder,
}

/// The real disk, and a record of what was done to it.
#[derive(Default)]
struct Recorder {
    done: RefCell<Vec<Done>>,
}

impl Disk for Recorder {
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        RealDisk.resolve(path)
    }

    fn look(&self, path: &Path) -> io::Result<Option<Metadata>> {
        RealDisk.look(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        RealDisk.read(path)
    }

    fn create(&self, folder: &Path, stem: &str, like: Option<&Metadata>) -> io::Result<NamedTempFile> {
        let file = RealDisk.create(folder, stem, like)?;
        self.done.borrow_mut().push(Done::Created(file.path().to_owned()));
        Ok(file)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        self.done.borrow_mut().push(Done::Wrote(bytes.to_owned()));
        RealDisk.write(file, bytes)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.done.borrow_mut().push(Done::Synced);
        RealDisk.sync(file)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.done.borrow_mut().push(Done::Renamed(from.to_owned(), to.to_owned()));
        RealDisk.rename(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.done.borrow_mut().push(Done::SyncedFolder);
        RealDisk.sync_folder(folder)
    }
}

/// A file on the disk: what is surely there, and what was written and not waited for.
#[derive(Clone, Default)]
struct Inode {
    sure: Vec<u8>,
    written: Option<Vec<u8>>,
}

/// A disk before a power cut.
#[derive(Clone, Default)]
struct Model {
    inodes: Vec<Inode>,
    /// What the running system sees.
    names: BTreeMap<PathBuf, usize>,
    /// What is surely there.
    sure: BTreeMap<PathBuf, usize>,
    /// Changes of names that were not waited for, in order.
    pending: Vec<(Option<PathBuf>, PathBuf, usize)>,
    latest: usize,
}

impl Model {
    fn with_file(path: &Path, bytes: Option<&[u8]>) -> Self {
        let mut model = Self::default();
        if let Some(bytes) = bytes {
            model.inodes.push(Inode { sure: bytes.to_owned(), written: None });
            model.names.insert(path.to_owned(), 0);
            model.sure = model.names.clone();
        }
        model
    }

    fn apply(&mut self, done: &Done) {
        match done {
            Done::Created(path) => {
                self.latest = self.inodes.len();
                self.inodes.push(Inode::default());
                self.names.insert(path.clone(), self.latest);
                self.pending.push((None, path.clone(), self.latest));
            }
            Done::Wrote(bytes) => self.inodes[self.latest].written = Some(bytes.clone()),
            Done::Synced => {
                let inode = &mut self.inodes[self.latest];
                if let Some(written) = inode.written.take() {
                    inode.sure = written;
                }
            }
            Done::Renamed(from, to) => {
                let inode = self.names.remove(from).unwrap();
                self.names.insert(to.clone(), inode);
                self.pending.push((Some(from.clone()), to.clone(), inode));
            }
            Done::SyncedFolder => {
                self.sure = self.names.clone();
                self.pending.clear();
            }
        }
    }

    /// What `path` holds after the power came back, as `dice` fall.
    fn after_a_cut(&self, path: &Path, dice: &mut Dice) -> Option<Vec<u8>> {
        let mut names = self.sure.clone();
        for (from, to, inode) in &self.pending {
            if dice.below(2) == 0 {
                continue;
            }
            if let Some(from) = from {
                names.remove(from);
            }
            names.insert(to.clone(), *inode);
        }
        let inode = &self.inodes[*names.get(path)?];
        let Some(written) = &inode.written else { return Some(inode.sure.clone()) };
        // The length may be any, and each sector what it likes.
        let mut bytes = written[..dice.below(written.len() + 1)].to_owned();
        for (place, sector) in bytes.chunks_mut(SECTOR).enumerate() {
            match dice.below(4) {
                0 => {}
                1 => sector.fill(0),
                2 => sector.iter_mut().for_each(|byte| *byte = dice.next() as u8),
                _ => {
                    let before = inode.sure.get(place * SECTOR..).unwrap_or_default();
                    let count = before.len().min(sector.len());
                    sector[..count].copy_from_slice(&before[..count]);
                }
            }
        }
        Some(bytes)
    }
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

fn project(title: &str, elements: usize) -> Vec<u8> {
    let mut project = Project::new(title);
    for number in 0..elements {
        let id = ElementId::from(format!("e_{number:04}").as_str());
        project
            .elements
            .insert(id, std::sync::Arc::new(Element::new(ElementKind::Actor, format!("{title} {number}"))));
    }
    to_bytes(&project, &Header::default())
}

/// Saves the versions one after the other, and cuts the power before each operation; gives how many disks were looked at.
fn cut_everywhere(
    versions: &[Vec<u8>],
    dice: &mut Dice,
    wait: impl Fn(&Done) -> bool,
) -> Result<u64, String> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("plan.linchpin");
    let mut old: Option<&[u8]> = None;
    let mut disks = 0;
    for new in versions {
        let disk = Recorder::default();
        save_on(&disk, &path, new).unwrap();
        let real = RealDisk.resolve(&path).unwrap();
        let mut model = Model::with_file(&real, old);
        for done in disk.done.borrow().iter().filter(|done| wait(done)) {
            model.apply(done);
            for _ in 0..EACH {
                disks += 1;
                let found = model.after_a_cut(&real, dice);
                if found.as_deref() != old && found.as_ref() != Some(new) {
                    return Err(format!("after {done:?} the file is neither the old nor the new one"));
                }
            }
        }
        for _ in 0..EACH {
            disks += 1;
            if model.after_a_cut(&real, dice).as_ref() != Some(new) {
                return Err("what was said to be saved is gone".to_owned());
            }
        }
        old = Some(new);
    }
    Ok(disks)
}

fn versions() -> Vec<Vec<u8>> {
    vec![project("One", 0), project("Two", 40), project("Three", 3), project("Four", 12)]
}

#[test]
fn a_power_cut_leaves_the_old_file_or_the_new_one() {
    let disks = cut_everywhere(&versions(), &mut Dice(7), |_| true).unwrap();
    assert!(disks >= 20_000, "{disks}");
}

/// The checks above see what they are there for: without waiting for the file, or for its name, work is lost.
#[test]
fn saving_without_waiting_would_be_noticed() {
    let unsynced = cut_everywhere(&versions(), &mut Dice(7), |done| !matches!(done, Done::Synced));
    assert!(unsynced.unwrap_err().contains("neither"));
    let unnamed = cut_everywhere(&versions(), &mut Dice(7), |done| !matches!(done, Done::SyncedFolder));
    assert!(unnamed.unwrap_err().contains("said to be saved"));
}
