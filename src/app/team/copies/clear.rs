//! Putting copies away whose contents are in the project's file.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use egui::Context;

use crate::app::App;
use crate::file::{self, PutAway, Trash};

/// A copy whose contents are in the window, and in the file once that is saved.
#[derive(Clone)]
pub(super) struct Taken {
    pub path: PathBuf,
    pub hash: [u8; 32],
    /// The revision that holds it.
    pub revision: u64,
}

impl App {
    /// Puts copies into the trash whose contents are in the file.
    pub(super) fn clear_copies(&mut self, ctx: &Context) {
        let copies = &mut self.team.copies;
        match copies.clearing.as_ref().map(Receiver::try_recv) {
            Some(Err(TryRecvError::Empty)) => return,
            Some(Ok((taken, outcome))) => {
                copies.clearing = None;
                self.copy_cleared(&taken, &outcome);
            }
            Some(Err(TryRecvError::Disconnected)) => copies.clearing = None,
            None => {}
        }
        let copies = &mut self.team.copies;
        let (held, undone): (Vec<_>, Vec<_>) =
            copies.taken.iter().partition(|taken| self.session.history.is_built_on(taken.revision));
        let is_held = |hash: &[u8; 32]| held.iter().any(|taken| taken.hash == *hash);
        let undone = undone.iter().map(|taken| taken.hash).filter(|hash| !is_held(hash)).collect();
        let held = held.first().map(|taken| (*taken).clone());
        copies.undone = undone;
        if !self.session.is_saved() {
            return;
        }
        let Some(taken) = held else { return };
        let Some((path, base)) = self.session.path().zip(self.session.base()) else { return };
        // Only what was written with the copy in it counts, not what another program put there since.
        if *base.project != **self.session.history.project() {
            return;
        }
        let (path, hash) = (path.to_owned(), base.hash);
        let (store, trash) =
            (self.keeper.store(), self.settings.trash().map_or(Trash::System, Trash::Folder));
        let (sender, inbox) = channel();
        let wake = ctx.clone();
        let run = move || {
            let outcome = file::put_away(&trash, store.as_ref(), (&path, hash), (&taken.path, taken.hash));
            if matches!(outcome, PutAway::Waits) {
                // Until then the window has noticed what happened to the file.
                thread::sleep(super::EVERY);
            }
            drop(sender.send((taken, outcome)));
            wake.request_repaint();
        };
        drop(thread::Builder::new().name("clear copies".to_owned()).spawn(run));
        copies.clearing = Some(inbox);
    }

    fn copy_cleared(&mut self, taken: &Taken, outcome: &PutAway) {
        let name = taken.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let told = match outcome {
            // Somebody saved at the same moment: after what they saved came in, it is tried again.
            PutAway::Waits => return,
            PutAway::Done => Some(format!("{name} is in the trash. All it held is in the map.")),
            PutAway::Refused(why) => {
                Some(format!("{name} could not go to the trash ({why}). All it held is in the map."))
            }
            PutAway::Gone | PutAway::Changed => None,
        };
        let copies = &mut self.team.copies;
        copies.taken.retain(|other| other.hash != taken.hash || other.path != taken.path);
        copies.later.push(taken.hash);
        if let Some(told) = told {
            self.toasts.say(told);
        }
    }
}
