//! A version that somebody put into the file, and merging it with what is in the window.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use super::news::{Lost, News};
use crate::app::session::{Base, Came, Session};
use crate::file::{self, Arrived, Header, Merged, Store};
use crate::model::Project;

/// A version to take in.
pub(super) struct Arrival {
    theirs: Arc<Project>,
    /// Where ours and theirs went apart; `None` when that is to be found out.
    from: Option<Arc<Project>>,
    /// What the file holds now: its version, its first lines, and whether it is only to be looked at. The session knows
    /// once it is merged.
    pub base: (Base, Header, bool),
    bytes: Option<Vec<u8>>,
}

/// A merge that is done.
pub(super) struct Merging {
    pub arrival: Arrival,
    /// The revision that was merged.
    pub revision: u64,
    pub merged: Merged,
    pub news: News,
}

impl Arrival {
    /// What the watcher saw.
    pub fn seen(arrived: Arrived) -> Self {
        let Arrived { document, bytes } = arrived;
        let (header, hash, read_only) = (document.header(), document.hash, document.read_only);
        let theirs = Arc::new(document.project);
        let base = Base { hash, project: Arc::clone(&theirs) };
        Self { theirs, from: None, base: (base, header, read_only), bytes: Some(bytes) }
    }

    /// What came into the file with a save of ours.
    pub fn saved(came: Came) -> Self {
        let Came { ours, written, header } = came;
        let theirs = Arc::clone(&written.project);
        Self { theirs, from: Some(ours), base: (written, header, false), bytes: None }
    }

    /// Merges on a thread. `saves` are our own saves, as what the file held before and after.
    pub fn start(
        self,
        session: &Session,
        store: Option<Store>,
        saves: Vec<(Arc<Project>, Arc<Project>)>,
        wake: impl Fn() + Send + 'static,
    ) -> Receiver<Merging> {
        let revision = session.history.revision();
        let ours = Arc::clone(session.history.project());
        let known = session.base().map(|base| Arc::clone(&base.project));
        let (sender, inbox) = channel();
        let run = move || {
            drop(sender.send(merge(self, revision, &ours, known.as_deref(), store.as_ref(), &saves)));
            wake();
        };
        // Without a thread the next change tries again, and saving merges too.
        drop(thread::Builder::new().name("merge".to_owned()).spawn(run));
        inbox
    }
}

fn merge(
    arrival: Arrival,
    revision: u64,
    ours: &Arc<Project>,
    known: Option<&Project>,
    store: Option<&Store>,
    saves: &[(Arc<Project>, Arc<Project>)],
) -> Merging {
    let theirs = &*arrival.theirs;
    let merged = match (&arrival.from, known) {
        (Some(from), _) => file::merge(Some(from), ours, theirs),
        (None, Some(known)) => file::take_in(store, known, ours, theirs),
        (None, None) => file::merge(None, ours, theirs),
    };
    if let (Some(store), Some(bytes)) = (store, &arrival.bytes) {
        // Whoever saves next keeps it too.
        drop(store.keep(bytes));
    }
    let lost = lost(saves, ours, &merged.project);
    let news = News::of(ours, &merged, lost);
    Merging { arrival, revision, merged, news }
}

/// What of our own saves we had in `ours` and is gone from `now`.
pub(super) fn lost(saves: &[(Arc<Project>, Arc<Project>)], ours: &Project, now: &Project) -> Option<Lost> {
    let mut restored: Option<Project> = None;
    // The latest save is put back first: what it changed holds against older ones.
    for (before, after) in saves.iter().rev() {
        if let Some(next) = file::put_back(before, after, ours, restored.as_ref().unwrap_or(now)) {
            restored = Some(next);
        }
    }
    restored.map(|restored| {
        let counts = file::merge(Some(now), now, &restored).came_in;
        Lost { from: now.clone(), restored, counts }
    })
}
