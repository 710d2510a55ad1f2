//! Keeps unsaved work on this computer while it is being done, and offers what a window left behind that did not end well.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::session::Session;
use super::settings::Settings;
use crate::file::{self, Counts, Document, Header, Left, Merged, Origin, Recovery, Store};
use crate::model::Project;

/// Work is written when nothing changed for so long,
const QUIET: Duration = Duration::from_millis(300);
/// and at the latest so long after its first change. Writing takes the rest of the second.
const LATEST: Duration = Duration::from_millis(800);
/// When the disk refused, it is tried again after so long.
const AGAIN: Duration = Duration::from_secs(3);

/// Work that a window left behind, and what recovering it comes to.
pub(super) struct Offer {
    /// The work.
    pub left: Left,
    /// What its file holds now; `None` when the work was never saved or the file is gone.
    pub disk: Option<Document>,
    /// The file's version with the work in it.
    pub merged: Merged,
    /// The file changed since the work began.
    pub moved: bool,
}

impl Offer {
    /// What it brings to the file, in words; empty when there is no file.
    pub fn brings(&self) -> Option<Counts> {
        self.disk.as_ref().map(|_| self.merged.came_in)
    }
}

struct Work {
    project: Arc<Project>,
    header: Header,
    origin: Origin,
}

enum Order {
    Keep(Box<Work>),
    Clear,
    Discard,
    /// The work of this recovery file is ours now.
    TookOver(std::path::PathBuf),
}

/// What the thread has to say.
enum Said {
    /// Once.
    Note(String),
    /// For as long as it holds: why work is not kept. `None` when it is.
    Trouble(Option<String>),
}

/// Work that is to be written.
struct Pending {
    work: Box<Work>,
    first: Instant,
    due: Instant,
}

/// Writes the recovery file on a thread of its own.
#[derive(Default)]
pub(super) struct Recoverer {
    orders: Option<Sender<Order>>,
    thread: Option<JoinHandle<()>>,
    offers: Option<Receiver<Vec<Offer>>>,
    said: Option<Receiver<Said>>,
    /// Why unsaved work is not kept on the disk.
    trouble: Option<String>,
    waiting: Vec<Offer>,
    /// The revision that is kept.
    kept: Option<u64>,
}

impl Recoverer {
    /// Starts the thread, which first looks for what was left behind. `wake` is called when there is something to say.
    pub fn start(settings: &Settings, wake: impl Fn() + Send + 'static) -> Self {
        let Some(folder) = settings.recoveries() else { return Self::default() };
        let store = settings.histories();
        let (orders, inbox) = channel();
        let (outbox, offers) = channel();
        let (teller, said) = channel();
        let run = move || {
            let found = file::left_behind(&folder);
            let found: Vec<Offer> =
                found.into_iter().filter_map(|left| offer(left, store.as_ref())).collect();
            if !found.is_empty() && outbox.send(found).is_ok() {
                wake();
            }
            match Recovery::start(&folder) {
                Ok(recovery) => keep(&recovery, &inbox, |said| {
                    if teller.send(said).is_ok() {
                        wake();
                    }
                }),
                Err(error) => {
                    let note =
                        format!("Unsaved work cannot be kept in {} ({error}). Save often.", folder.display());
                    if teller.send(Said::Note(note)).is_ok() {
                        wake();
                    }
                }
            }
        };
        let thread = thread::Builder::new().name("recovery".to_owned()).spawn(run).ok();
        let (offers, said) = (Some(offers), Some(said));
        Self { orders: Some(orders), thread, offers, said, trouble: None, waiting: Vec::new(), kept: None }
    }

    /// Hands the session's work on when it changed, and lets go of it once it is in its file. Cheap; called every frame.
    pub fn update(&mut self, session: &Session) {
        let revision = session.history.revision();
        if !session.has_unsaved_work() {
            if self.kept.take().is_some() {
                self.order(Order::Clear);
            }
        } else if self.kept != Some(revision) {
            self.kept = Some(revision);
            let project = Arc::clone(session.history.project());
            let work = Work { project, header: session.header(), origin: session.origin() };
            self.order(Order::Keep(Box::new(work)));
        }
    }

    /// The session is left; work that is not in its file was given up by choice.
    pub fn leave(&mut self, session: &Session) {
        self.update(session);
        if self.kept.take().is_some() {
            self.order(Order::Discard);
        }
    }

    /// The window closes, and what is not in its file is given up by choice.
    pub fn close(&mut self, session: &Session) {
        self.leave(session);
        // Frames that are painted until the window is gone must not keep it again.
        self.orders = None;
    }

    fn order(&self, order: Order) {
        if let Some(orders) = &self.orders {
            // A thread that has ended said why.
            drop(orders.send(order));
        }
    }

    /// What is to be asked about next.
    pub fn offer(&mut self) -> Option<&Offer> {
        if let Some(found) = self.offers.as_ref().and_then(|offers| offers.try_recv().ok()) {
            self.waiting = found;
        }
        self.waiting.first()
    }

    /// Takes the offer away, whatever was answered.
    pub fn take(&mut self) -> Option<Offer> {
        (!self.waiting.is_empty()).then(|| self.waiting.remove(0))
    }

    /// The work of `left` is in the session now, which keeps it from here on.
    pub fn took_over(&mut self, left: &Left, session: &Session) {
        self.update(session);
        self.order(Order::TookOver(left.file.clone()));
    }

    /// The next thing to say.
    pub fn take_note(&mut self) -> Option<String> {
        while let Some(said) = self.said.as_ref().and_then(|said| said.try_recv().ok()) {
            match said {
                Said::Note(note) => return Some(note),
                Said::Trouble(trouble) => self.trouble = trouble,
            }
        }
        None
    }

    /// Why unsaved work is not kept on the disk just now, and what to do.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }
}

impl Drop for Recoverer {
    fn drop(&mut self) {
        // What was ordered last must be done before the program ends.
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// Does what is ordered until the window is gone.
fn keep(recovery: &Recovery, inbox: &Receiver<Order>, tell: impl Fn(Said)) {
    let mut pending: Option<Pending> = None;
    let (mut failed, mut held_back) = (false, false);
    loop {
        let order = match &pending {
            Some(pending) => inbox.recv_timeout(pending.due.saturating_duration_since(Instant::now())),
            None => inbox.recv().map_err(RecvTimeoutError::from),
        };
        let mut write = |pending: &mut Option<Pending>| {
            let Some(Pending { work, .. }) = pending.take() else { return !failed };
            match recovery.write(&work.project, &work.header, &work.origin) {
                Ok(()) => {
                    if std::mem::take(&mut failed) {
                        tell(Said::Trouble(None));
                    }
                    if !std::mem::replace(&mut held_back, true) {
                        recovery.hold_back();
                    }
                }
                Err(error) => {
                    if !std::mem::replace(&mut failed, true) {
                        tell(Said::Trouble(Some(trouble(&error))));
                    }
                    let now = Instant::now();
                    *pending = Some(Pending { work, first: now, due: now + AGAIN });
                }
            }
            !failed
        };
        match order {
            Ok(Order::Keep(work)) => {
                let now = Instant::now();
                let first = pending.as_ref().map_or(now, |pending| pending.first);
                pending = Some(Pending { work, first, due: (first + LATEST).min(now + QUIET) });
            }
            Ok(Order::Clear) => {
                pending = None;
                if std::mem::take(&mut failed) {
                    tell(Said::Trouble(None));
                }
                recovery.clear();
            }
            Ok(Order::Discard) => {
                write(&mut pending);
                pending = None;
                if std::mem::take(&mut failed) {
                    tell(Said::Trouble(None));
                }
                recovery.discard();
            }
            Ok(Order::TookOver(left)) => {
                if write(&mut pending) {
                    file::remove_left(&left);
                }
            }
            Err(RecvTimeoutError::Timeout) => {
                write(&mut pending);
            }
            Err(RecvTimeoutError::Disconnected) => {
                write(&mut pending);
                return;
            }
        }
    }
}

/// Why work is not kept, and what to do.
fn trouble(error: &std::io::Error) -> String {
    if file::is_full(error) {
        "The disk is full: your latest changes are only in memory. Free some space, or save them elsewhere."
            .to_owned()
    } else {
        format!("Your latest changes are only in memory ({error}). Save them, here or elsewhere.")
    }
}

/// What recovering comes to. Work that is in its file by now is no longer needed.
fn offer(left: Left, store: Option<&Store>) -> Option<Offer> {
    let disk = left.origin.path.as_deref().and_then(|path| file::open(path).ok());
    let Some(disk) = disk else {
        let merged = file::merge(None, &left.document.project, &left.document.project);
        return Some(Offer { left, disk: None, merged, moved: false });
    };
    let work = &left.document.project;
    if disk.project == *work {
        file::remove_left(&left.file);
        return None;
    }
    let moved = left.origin.base.as_ref() != Some(&disk.short_hash());
    let base = match (&left.origin.base, &work.about.id, store) {
        _ if !moved => Some(disk.project.clone()),
        (Some(hash), Some(id), Some(store)) => store
            .open(id, hash)
            .ok()
            .map(|document| document.project)
            .or_else(|| store.common(id, work, &disk.project)),
        _ => None,
    };
    let merged = file::merge(base.as_ref(), &disk.project, work);
    Some(Offer { left, disk: Some(disk), merged, moved })
}
