//! Copies of the project beside its file, as sync programs leave them: noticed, offered, merged as one step, and put into
//! the trash once what they hold is in the project's file.
//!
//! Looking, merging and moving happen on threads. A toast tells of a copy; the dialog opens only when it is asked for.

mod clear;
mod offer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use egui::Context;

use self::clear::Taken;
use self::offer::judge;
pub(in crate::app) use self::offer::{Kind, Offer};
use super::news::News;
use crate::app::App;
use crate::app::command::Command;
use crate::app::overlay::Overlay;
use crate::app::session::Session;
use crate::file::{self, PutAway, Sibling, Siblings};
use crate::model::ProjectId;

/// How often the folder is looked at.
const EVERY: Duration = Duration::from_secs(5);

struct Looking {
    path: PathBuf,
    id: ProjectId,
    /// Dropping it ends the thread.
    _stay: Sender<()>,
    seen: Receiver<Vec<Arc<Sibling>>>,
}

/// The copies beside the file.
#[derive(Default)]
pub(in crate::app) struct Copies {
    looking: Option<Looking>,
    siblings: Vec<Arc<Sibling>>,
    judging: Option<Receiver<Vec<Offer>>>,
    offers: Vec<Offer>,
    /// Not to be offered again in this window, by hash.
    later: Vec<[u8; 32]>,
    /// Told of already, by hash.
    told: Vec<[u8; 32]>,
    /// The copy to merge as soon as that is worked out for the project as it is.
    wanted: Option<[u8; 32]>,
    taken: Vec<Taken>,
    /// Those of them that were taken back: they are offered again.
    undone: Vec<[u8; 32]>,
    clearing: Option<Receiver<(Taken, PutAway)>>,
    /// What there is to say about copies that become maps of their own.
    apart: Option<Receiver<String>>,
}

impl Copies {
    /// The copy to ask about.
    pub fn offer(&self) -> Option<&Offer> {
        self.offers.iter().find(|offer| {
            let hash = offer.sibling.document.hash;
            let waits = self.taken.iter().any(|taken| taken.hash == hash) && !self.undone.contains(&hash);
            let waits = waits || self.wanted == Some(hash);
            offer.kind != Kind::Quiet && !waits && !self.later.contains(&hash)
        })
    }

    /// Asks no more about a copy in this window.
    pub fn put_off(&mut self, hash: [u8; 32]) {
        self.later.push(hash);
    }

    /// Takes what a copy holds in, as soon as nothing is being dragged.
    pub fn want(&mut self, hash: [u8; 32]) {
        self.wanted = Some(hash);
    }

    /// Looks beside the session's file from now on.
    fn look(&mut self, session: &Session, ctx: &Context) {
        let id = session.history.project().about.id.clone();
        let Some((path, id)) = session.path().zip(id) else { return };
        if self.looking.as_ref().is_some_and(|looking| looking.path == path && looking.id == id) {
            return;
        }
        let mut siblings = Siblings::of(path);
        let (wake, wanted) = (ctx.clone(), id.clone());
        let (stay, gone) = channel::<()>();
        let (outbox, seen) = channel();
        let run = move || {
            let mut last = Vec::new();
            loop {
                let now = siblings.look(&wanted);
                let names = |all: &[Arc<Sibling>]| -> Vec<(PathBuf, [u8; 32])> {
                    all.iter().map(|one| (one.path.clone(), one.document.hash)).collect()
                };
                if names(&now) != names(&last) {
                    if outbox.send(now.clone()).is_err() {
                        return;
                    }
                    wake.request_repaint();
                }
                last = now;
                if gone.recv_timeout(EVERY) == Err(RecvTimeoutError::Disconnected) {
                    return;
                }
            }
        };
        // Without a thread copies are found when the project is opened the next time.
        drop(thread::Builder::new().name("copies".to_owned()).spawn(run));
        *self = Self::default();
        self.looking = Some(Looking { path: path.to_owned(), id, _stay: stay, seen });
    }

    fn take_siblings(&mut self) {
        let Some(siblings) = self.looking.as_ref().and_then(|looking| looking.seen.try_iter().last()) else {
            return;
        };
        self.offers.retain(|offer| siblings.iter().any(|one| is_same(one, &offer.sibling)));
        self.siblings = siblings;
    }
}

fn is_same(a: &Sibling, b: &Sibling) -> bool {
    a.path == b.path && a.document.hash == b.document.hash
}

impl App {
    /// Notices copies of the project beside its file, and does with them what was asked. Called every frame; cheap when
    /// nothing happened.
    pub(super) fn follow_copies(&mut self, ctx: &Context) {
        // Only where something may be written for the user at all.
        if self.settings.local_folder().is_none() {
            return;
        }
        self.team.copies.look(&self.session, ctx);
        self.team.copies.take_siblings();
        self.take_judged();
        self.judge_copies(ctx);
        self.tell_of_copies();
        self.clear_copies(ctx);
        if let Some(told) = self.team.copies.apart.as_ref().and_then(|told| told.try_recv().ok()) {
            self.toasts.say(told);
        }
    }

    /// There is a copy to ask about.
    pub(in crate::app) fn has_copies(&self) -> bool {
        self.team.copies.offer().is_some()
    }

    /// Asks about the next copy.
    pub(in crate::app) fn ask_about_copy(&mut self) {
        if self.has_copies() {
            self.overlay = Some(Overlay::MergeCopy);
        }
    }

    /// Makes a copy a map of its own.
    pub(in crate::app) fn set_copy_apart(&mut self, ctx: &Context, sibling: &Arc<Sibling>) {
        self.team.copies.put_off(sibling.document.hash);
        let (store, sibling, wake) = (self.keeper.store(), Arc::clone(sibling), ctx.clone());
        let (sender, inbox) = channel();
        let run = move || {
            let told = match file::set_apart(store.as_ref(), &sibling.path, sibling.document.hash) {
                Ok(()) => format!("{} is a map of its own now.", sibling.name()),
                Err(error) => error.to_string(),
            };
            drop(sender.send(told));
            wake.request_repaint();
        };
        // Without a thread the copy is offered again when the project is opened the next time.
        drop(thread::Builder::new().name("set apart".to_owned()).spawn(run));
        self.team.copies.apart = Some(inbox);
    }

    fn judge_copies(&mut self, ctx: &Context) {
        let revision = self.session.history.revision();
        let asked = self.overlay == Some(Overlay::MergeCopy);
        let copies = &self.team.copies;
        // What may not be saved cannot hold a copy.
        if copies.judging.is_some() || self.session.history.in_gesture() || self.session.is_read_only() {
            return;
        }
        let wants = |sibling: &Arc<Sibling>| {
            let offer = copies.offers.iter().find(|offer| is_same(sibling, &offer.sibling));
            let stale = copies.wanted == Some(sibling.document.hash) || asked;
            offer.is_none_or(|offer| stale && offer.revision != revision)
        };
        let list: Vec<Arc<Sibling>> =
            copies.siblings.iter().filter(|sibling| wants(sibling)).cloned().collect();
        let Some(path) = self.session.path().map(Path::to_owned).filter(|_| !list.is_empty()) else { return };
        let ours = Arc::clone(self.session.history.project());
        let (store, saves) = (self.keeper.store(), self.team.saves.clone());
        let wake = ctx.clone();
        let (sender, inbox) = channel();
        let run = move || {
            let each = |sibling| judge(store.as_ref(), &path, sibling, (&ours, revision), &saves);
            drop(sender.send(list.into_iter().map(each).collect()));
            wake.request_repaint();
        };
        // Without a thread the next frame tries again.
        drop(thread::Builder::new().name("merge copies".to_owned()).spawn(run));
        self.team.copies.judging = Some(inbox);
    }

    fn take_judged(&mut self) {
        let copies = &mut self.team.copies;
        match copies.judging.as_ref().map(Receiver::try_recv) {
            None | Some(Err(TryRecvError::Empty)) => {}
            Some(Err(TryRecvError::Disconnected)) => copies.judging = None,
            Some(Ok(judged)) => {
                copies.judging = None;
                for offer in judged {
                    copies.offers.retain(|old| !is_same(&old.sibling, &offer.sibling));
                    // A copy that is gone or changed meanwhile is not offered.
                    if copies.siblings.iter().any(|one| is_same(one, &offer.sibling)) {
                        copies.offers.push(offer);
                    }
                }
                copies.offers.sort_by(|a, b| a.sibling.path.cmp(&b.sibling.path));
            }
        }
        if self.session.history.in_gesture() {
            return;
        }
        let revision = self.session.history.revision();
        let ready =
            |offer: &&Offer| copies.wanted == Some(offer.sibling.document.hash) && offer.revision == revision;
        if let Some(offer) = copies.offers.iter().find(ready).cloned() {
            copies.wanted = None;
            self.take_copy(offer);
        }
    }

    /// Takes what a copy holds in, as one step.
    fn take_copy(&mut self, offer: Offer) {
        let Offer { sibling, merged, lost, .. } = offer;
        let name = sibling.name();
        if let Some(base) = self.session.base().cloned() {
            self.session.rebase(base, sibling.document.header(), false);
        }
        let news = News::of(self.session.history.project(), &merged, lost);
        let who = sibling.who();
        self.adopt_news((*merged).clone(), News { who, ..news }, &format!("merging {name}"));
        let revision = self.session.history.revision();
        let taken = Taken { path: sibling.path.clone(), hash: sibling.document.hash, revision };
        self.team.copies.taken.push(taken);
        if self.session.history.is_unsaved() {
            let told = format!("Once this map is saved, {name} goes to the trash.");
            self.toasts.offer(told, "Save", Command::Save);
        }
    }

    /// Tells of copies that were not told of, once; not while presenting.
    fn tell_of_copies(&mut self) {
        if self.show.is_some() {
            return;
        }
        let copies = &mut self.team.copies;
        let Some(offer) = copies.offer() else { return };
        let (hash, name, kind) = (offer.sibling.document.hash, offer.sibling.name(), offer.kind);
        if copies.told.contains(&hash) {
            return;
        }
        copies.told.push(hash);
        let (told, label) = match kind {
            Kind::Original => (format!("This file is a copy of {name}."), "Show"),
            Kind::Empty => (format!("Everything in {name} is in this map."), "Clear up"),
            _ => (format!("{name} is another version of this map."), "Merge…"),
        };
        self.toasts.offer(told, label, Command::MergeCopy);
    }
}
