//! The same file in other hands: what somebody else saves is noticed, merged in as one step, and told.
//!
//! Reading and merging happen on threads of their own. Nothing asks or gets in the way of somebody who draws or types:
//! what came in waits until a drag has ended, and is told by a toast.

mod arrival;
mod copies;
mod deciding;
pub(super) mod news;
mod notice;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};

use egui::Context;

use self::arrival::{Arrival, Merging};
pub(super) use self::copies::{Kind as CopyKind, Offer as CopyOffer};
pub(super) use self::deciding::Matter;
use self::deciding::Matters;
pub(super) use self::news::{Compared, News, changes};
use super::App;
use super::command::Command;
use super::session::{Came, Session};
use super::view_state::Panel;
use crate::edit::Selection;
use crate::file::{self, EVERY, Watcher};
use crate::model::Project;

/// What there is to know about the file in others' hands.
#[derive(Default)]
pub(super) struct Team {
    watched: Option<(PathBuf, Option<Watcher>)>,
    /// What is to be merged when nothing is being dragged.
    waiting: Option<Arrival>,
    merging: Option<Receiver<Merging>>,
    /// Our own saves: what the file held before and after.
    saves: Vec<(Arc<Project>, Arc<Project>)>,
    /// Who else has the project open.
    pub company: notice::Company,
    /// Copies beside the file.
    pub copies: copies::Copies,
    /// What came in last.
    pub news: Option<News>,
    matters: Matters,
    /// The path of the matter that keys decide.
    pub in_hand: Option<String>,
}

impl Team {
    /// Forgets everything, for another project.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Watches the session's file.
    fn watch(&mut self, session: &Session, ctx: &Context) {
        let Some((path, base)) = session.path().zip(session.base()) else { return };
        if self.watched.as_ref().is_some_and(|(watched, _)| watched == path) {
            return;
        }
        let wake = ctx.clone();
        // Without a thread saving still merges.
        let watcher = Watcher::start(path, base.hash, EVERY, move || wake.request_repaint()).ok();
        self.watched = Some((path.to_owned(), watcher));
    }
}

impl App {
    /// Notices and takes in what others saved. Called every frame; cheap when nothing happened.
    pub(super) fn follow_file(&mut self, ctx: &Context) {
        self.team.watch(&self.session, ctx);
        self.greet_company(ctx);
        // What the file holds is ours to know only after a save under way has said what it wrote.
        while !self.session.is_saving()
            && let Some(change) = self.team.watched.as_ref().and_then(|(_, watcher)| watcher.as_ref()?.poll())
        {
            self.file_changed(change);
        }
        self.finish_merge();
        self.let_news_pass();
        self.start_merge(ctx);
        self.follow_copies(ctx);
    }

    fn start_merge(&mut self, ctx: &Context) {
        if self.team.merging.is_some() || self.session.history.in_gesture() {
            return;
        }
        let Some(arrival) = self.team.waiting.take() else { return };
        let wake = ctx.clone();
        let saves = self.team.saves.clone();
        let merging =
            arrival.start(&self.session, self.keeper.store(), saves, move || wake.request_repaint());
        self.team.merging = Some(merging);
    }

    fn finish_merge(&mut self) {
        let Some(inbox) = &self.team.merging else { return };
        // Merged while somebody drags, it would be merged again; so it waits.
        if self.session.history.in_gesture() {
            return;
        }
        let merging = match inbox.try_recv() {
            Ok(merging) => merging,
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => {
                self.team.merging = None;
                return;
            }
        };
        self.team.merging = None;
        if merging.revision != self.session.history.revision() {
            // Somebody went on drawing: merge with what is there now, unless an even newer version came.
            self.team.waiting.get_or_insert(merging.arrival);
            return;
        }
        self.take_in(merging);
    }

    fn take_in(&mut self, merging: Merging) {
        let Merging { arrival, merged, news, .. } = merging;
        let (base, header, read_only) = arrival.base;
        self.session.rebase(base, header, read_only);
        let who = self.team.company.name();
        self.adopt_news(merged, News { who, ..news }, "what came in from the file");
    }

    /// Takes over what a merge gave, as one step with this name, and tells of it.
    fn adopt_news(&mut self, merged: file::Merged, news: News, name: &str) {
        let selection = self.view.selection.clone();
        let before = Arc::clone(self.session.history.project());
        let empty = merged.came_in.is_empty() && merged.conflicts.is_empty();
        self.session.adopt(merged.project, name, &selection);
        self.view.settle(self.session.history.project());
        if empty && news.lost.is_none() {
            return;
        }
        let news = News { revision: self.session.history.revision(), ..news };
        let sentence = news.sentence();
        if news.conflicts.is_empty() && news.lost.is_none() {
            self.toasts.offer(sentence, "Undo", Command::Undo);
        } else {
            self.toasts.offer(sentence, "Show", Command::ShowChanges);
        }
        self.view.changes = Some(Arc::new(news.changes()));
        self.view.ghosts = (!news.diff.removed.is_empty()).then_some(before);
        self.team.news = Some(news);
        self.team.matters = Matters::default();
    }

    /// What git left unmerged in the file that was opened is listed like what came in from somebody else.
    pub(super) fn show_marks(&mut self, merged: &file::Merged) {
        let news = News::of(self.session.history.project(), merged, None);
        if !news.conflicts.is_empty() {
            self.view.panel = Some(Panel::History);
        }
        self.team.news = Some(News { revision: self.session.history.revision(), ..news });
    }

    /// After a save: what it merged in, and what it changed.
    pub(super) fn saved_together(&mut self, before: Option<Arc<Project>>, came: Option<Box<Came>>) {
        let after = self.session.base().map(|base| Arc::clone(&base.project));
        if let Some(came) = came {
            self.team.waiting = Some(Arrival::saved(*came));
        } else if let (Some(before), Some(after)) = (before, after) {
            self.team.saves.push((before, after));
        }
    }

    fn forget_news(&mut self) {
        self.team.news = None;
        self.team.in_hand = None;
        self.view.changes = None;
        self.view.ghosts = None;
    }

    /// Whoever goes on drawing has seen what came in, unless something is to be done about it.
    fn let_news_pass(&mut self) {
        let revision = self.session.history.revision();
        let seen = |news: &News| {
            news.compared.is_none()
                && news.conflicts.is_empty()
                && news.lost.is_none()
                && news.revision != revision
        };
        if self.view.panel != Some(Panel::History) && self.team.news.as_ref().is_some_and(seen) {
            self.forget_news();
        }
    }

    /// What came in has been seen.
    pub(super) fn close_news(&mut self) {
        self.forget_news();
        self.view.panel = None;
    }

    /// Puts our own saved changes back that the file no longer held.
    pub(super) fn put_back(&mut self) {
        let Some(lost) = self.team.news.as_mut().and_then(|news| news.lost.take()) else { return };
        // Others' changes since then stay.
        let merged = file::merge(Some(&lost.from), self.session.history.project(), &lost.restored);
        self.session.adopt(merged.project, "putting saved changes back", &Selection::default());
        self.view.settle(self.session.history.project());
    }
}
