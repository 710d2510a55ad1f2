//! Noticing that another program changed the file: by polling and by content, never by time alone.
//!
//! Sync programs and git set old times, and network drives send no events; opening, looking and comparing hashes works
//! everywhere.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use sha2::{Digest as _, Sha256};

use super::document::{Document, parse, read_bounded};
use super::error::{ReadError, ReadFault};

/// How often the file is looked at.
pub const EVERY: Duration = Duration::from_secs(1);

/// How often it is read whatever its size and time say.
const READ_EVERY: Duration = Duration::from_secs(15);

/// A file that is missing or damaged for so long is not just half-way through a sync.
const PATIENCE: Duration = Duration::from_secs(3);

/// What happened to the file.
#[derive(Debug)]
pub enum Change {
    /// It holds another version now.
    Changed(Box<Arrived>),
    /// It is gone; our last good version is the one in memory.
    Missing,
    /// It is there but cannot be read as a project.
    Damaged(ReadError),
    /// Its folder cannot be reached. Nothing changed as far as anybody knows.
    Offline(ReadError),
    /// It is as we know it again.
    Back,
}

/// A version that another program put into the file.
#[derive(Debug)]
pub struct Arrived {
    /// What it holds.
    pub document: Document,
    /// Its bytes, for the history.
    pub bytes: Vec<u8>,
}

/// What of a file changes when its content does, mostly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    #[cfg(unix)]
    inode: u64,
}

impl Stamp {
    /// The other file is this one under another name, as far as the system tells.
    pub(super) fn is_same_file(self, other: Self) -> bool {
        cfg!(unix) && self == other
    }
}

/// Looks at one file. A state machine without a clock or a thread of its own; [`Watcher`] runs one.
#[derive(Debug)]
pub struct Watch {
    path: PathBuf,
    known: [u8; 32],
    stamp: Option<Stamp>,
    read_at: Option<Instant>,
    trouble: Option<Instant>,
    told: bool,
}

impl Watch {
    /// Watches `path`, which holds bytes of the hash `known` as far as we know.
    pub fn new(path: impl Into<PathBuf>, known: [u8; 32]) -> Self {
        Self { path: path.into(), known, stamp: None, read_at: None, trouble: None, told: false }
    }

    /// We have written bytes of this hash ourselves.
    pub fn own_write(&mut self, known: [u8; 32]) {
        self.known = known;
        self.stamp = None;
    }

    /// Looks once. Reads the file only when it looks changed, or has not been read for 15 seconds.
    pub fn look(&mut self, now: Instant) -> Option<Change> {
        let before = stamp(&self.path).ok();
        let unread = self.read_at.is_none_or(|at| now.duration_since(at) >= READ_EVERY);
        if before.is_some() && self.stamp == before && !unread && self.trouble.is_none() {
            return None;
        }
        let read = read_bounded(&self.path);
        self.read_at = Some(now);
        let bytes = match read {
            Ok(bytes) => bytes,
            Err(fault) => return self.trouble(fault, now),
        };
        // What we opened may be more than a project, such as one with the marks of a git merge.
        if <[u8; 32]>::from(Sha256::digest(&bytes)) == self.known {
            self.stamp = before.filter(|before| stamp(&self.path).is_ok_and(|after| after == *before));
            self.trouble = None;
            return std::mem::take(&mut self.told).then_some(Change::Back);
        }
        match parse(&bytes) {
            Ok(document) => {
                // A file that changed while it was read is read again next time.
                self.stamp = before.filter(|before| stamp(&self.path).is_ok_and(|after| after == *before));
                self.trouble = None;
                self.told = false;
                self.known = document.hash;
                Some(Change::Changed(Box::new(Arrived { document, bytes })))
            }
            Err(error) => self.trouble(error.fault, now),
        }
    }

    fn trouble(&mut self, fault: ReadFault, now: Instant) -> Option<Change> {
        self.stamp = None;
        let since = *self.trouble.get_or_insert(now);
        if self.told || now.duration_since(since) < PATIENCE {
            return None;
        }
        self.told = true;
        let folder = self
            .path
            .parent()
            .is_none_or(|folder| folder.as_os_str().is_empty() || fs::metadata(folder).is_ok());
        Some(match fault {
            ReadFault::Missing if folder => Change::Missing,
            fault @ (ReadFault::Missing | ReadFault::NotAllowed | ReadFault::Unreadable(_)) => {
                Change::Offline(ReadError::new(&self.path, fault))
            }
            fault => Change::Damaged(ReadError::new(&self.path, fault)),
        })
    }
}

/// Opens the file rather than asking for its state: network drives then ask the server.
pub(super) fn stamp(path: &Path) -> io::Result<Stamp> {
    let metadata = File::open(path)?.metadata()?;
    Ok(Stamp {
        size: metadata.len(),
        modified: metadata.modified().ok(),
        #[cfg(unix)]
        inode: std::os::unix::fs::MetadataExt::ino(&metadata),
    })
}

enum Order {
    OwnWrite([u8; 32]),
    Look,
}

/// A thread that watches a file. Dropping it ends the thread.
#[derive(Debug)]
pub struct Watcher {
    orders: Sender<Order>,
    changes: Receiver<Change>,
}

impl Watcher {
    /// Starts watching `path` for bytes other than those of the hash `known`. `wake` is called after each change.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn start(
        path: impl Into<PathBuf>,
        known: [u8; 32],
        every: Duration,
        wake: impl Fn() + Send + 'static,
    ) -> io::Result<Self> {
        let mut watch = Watch::new(path, known);
        let (orders, inbox) = channel();
        let (outbox, changes) = channel();
        let run = move || {
            loop {
                match inbox.recv_timeout(every) {
                    Ok(Order::OwnWrite(hash)) => watch.own_write(hash),
                    Err(RecvTimeoutError::Disconnected) => return,
                    Ok(Order::Look) | Err(RecvTimeoutError::Timeout) => {
                        if let Some(change) = watch.look(Instant::now()) {
                            if outbox.send(change).is_err() {
                                return;
                            }
                            wake();
                        }
                    }
                }
            }
        };
        thread::Builder::new().name("watch".to_owned()).spawn(run)?;
        Ok(Self { orders, changes })
    }

    /// We have written bytes of this hash ourselves: they are no news. To be called when a save begins.
    pub fn own_write(&self, hash: [u8; 32]) {
        // A thread that has ended tells nobody anything.
        let _ = self.orders.send(Order::OwnWrite(hash));
    }

    /// Looks now, as when the window gets the focus.
    pub fn look(&self) {
        let _ = self.orders.send(Order::Look);
    }

    /// The next change, if there is one.
    pub fn poll(&self) -> Option<Change> {
        self.changes.try_recv().ok()
    }
}
