//! Saving while the disk fails: whatever goes wrong, and whenever, the old file or the new one is there in full.

use std::cell::Cell;
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

use super::disk::{Disk, RealDisk};
use super::document::Header;
use super::save::{SaveError, save_on};
use super::to_bytes;
use crate::model::Project;

/// How an operation goes wrong.
#[derive(Clone, Copy, Debug)]
enum Fault {
    /// It fails and does nothing.
    Error(io::ErrorKind),
    /// Writing stops half-way; reading gives half of the bytes. Other operations fail.
    Half,
    /// Reading and writing damage a byte and report success. Other operations fail.
    Garble,
}

/// A disk whose operation number `at` fails, and with `sticky` all that follow.
struct FaultDisk {
    at: usize,
    sticky: bool,
    fault: Fault,
    done: Cell<usize>,
    renamed: Cell<bool>,
}

impl FaultDisk {
    fn new(at: usize, sticky: bool, fault: Fault) -> Self {
        Self { at, sticky, fault, done: Cell::new(0), renamed: Cell::new(false) }
    }

    fn fault(&self) -> Option<Fault> {
        let now = self.done.get();
        self.done.set(now + 1);
        (now == self.at || (self.sticky && now > self.at)).then_some(self.fault)
    }

    fn pass(&self) -> io::Result<()> {
        match self.fault() {
            None => Ok(()),
            Some(Fault::Error(kind)) => Err(kind.into()),
            Some(_) => Err(io::ErrorKind::Other.into()),
        }
    }
}

fn garbled(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if let Some(last) = bytes.last_mut() {
        *last ^= 1;
    }
    bytes
}

impl Disk for FaultDisk {
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.pass()?;
        RealDisk.resolve(path)
    }

    fn look(&self, path: &Path) -> io::Result<Option<Metadata>> {
        self.pass()?;
        RealDisk.look(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let bytes = RealDisk.read(path)?;
        match self.fault() {
            None => Ok(bytes),
            Some(Fault::Error(kind)) => Err(kind.into()),
            Some(Fault::Half) => Ok(bytes[..bytes.len() / 2].to_vec()),
            Some(Fault::Garble) => Ok(garbled(&bytes)),
        }
    }

    fn create(&self, folder: &Path, stem: &str, like: Option<&Metadata>) -> io::Result<NamedTempFile> {
        self.pass()?;
        RealDisk.create(folder, stem, like)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        match self.fault() {
            None => RealDisk.write(file, bytes),
            Some(Fault::Error(kind)) => Err(kind.into()),
            Some(Fault::Half) => {
                RealDisk.write(file, &bytes[..bytes.len() / 2])?;
                Err(io::ErrorKind::StorageFull.into())
            }
            Some(Fault::Garble) => RealDisk.write(file, &garbled(bytes)),
        }
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.pass()?;
        RealDisk.sync(file)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.pass()?;
        RealDisk.rename(from, to)?;
        self.renamed.set(true);
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.pass()?;
        RealDisk.sync_folder(folder)
    }
}

fn bytes(title: &str) -> Vec<u8> {
    to_bytes(&Project::new(title), &Header::default())
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    entries.map(|name| name.to_string_lossy().into_owned()).collect()
}

/// Saves over `old` with each operation failing in turn; gives how many operations a save has.
fn fail_everywhere(old: Option<&[u8]>, sticky: bool, fault: Fault) -> usize {
    let new = bytes("the new one");
    for at in 0.. {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("plan.linchpin");
        if let Some(old) = old {
            fs::write(&path, old).unwrap();
        }
        let disk = FaultDisk::new(at, sticky, fault);
        let result = save_on(&disk, &path, &new);
        let found = fs::read(&path).ok();
        let case = format!("operation {at}, {fault:?}, sticky {sticky}, {result:?}");
        let expected = if disk.renamed.get() { Some(new.as_slice()) } else { old };
        assert_eq!(found.as_deref(), expected, "{case}");
        if result.is_ok() {
            assert_eq!(found.as_deref(), Some(new.as_slice()), "{case}");
        }
        let expected = if found.is_some() { vec!["plan.linchpin".to_owned()] } else { Vec::new() };
        assert_eq!(names_in(folder.path()), expected, "{case}");
        if disk.done.get() <= at {
            assert!(result.is_ok(), "{case}");
            return at;
        }
    }
    unreachable!()
}

#[test]
fn whatever_fails_the_old_file_or_the_new_one_is_whole() {
    let old = bytes("the old one, which is longer");
    let faults = [
        Fault::Error(io::ErrorKind::StorageFull),
        Fault::Error(io::ErrorKind::PermissionDenied),
        Fault::Error(io::ErrorKind::Other),
        Fault::Half,
        Fault::Garble,
    ];
    for fault in faults {
        for sticky in [false, true] {
            for old in [None, Some(old.as_slice())] {
                let operations = fail_everywhere(old, sticky, fault);
                assert_eq!(operations, 9, "resolve, look, create, write, sync, read, rename, folder, read");
            }
        }
    }
}

#[test]
fn a_failure_before_the_renaming_is_reported_with_what_was_being_done() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("plan.linchpin");
    let disk = FaultDisk::new(3, false, Fault::Half);
    let error = save_on(&disk, &path, &bytes("x")).unwrap_err();
    assert!(matches!(error, SaveError::Disk { doing: "writing", .. }), "{error}");
    assert!(error.to_string().contains("plan.linchpin was not saved: writing failed"), "{error}");
}
