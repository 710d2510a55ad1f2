//! Puts what is opened into the history, away from the window's own thread.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::settings::Settings;
use crate::file::{Store, StoreError};

/// Keeps versions of projects, and holds what there is to say when that fails.
pub(super) struct Keeper {
    store: Option<Store>,
    sender: Sender<String>,
    notes: Receiver<String>,
}

impl Keeper {
    /// Keeps versions where the preferences say, or nowhere.
    pub fn new(settings: &Settings) -> Self {
        let (sender, notes) = channel();
        Self { store: settings.histories(), sender, notes }
    }

    /// Where versions are kept.
    pub fn store(&self) -> Option<Store> {
        self.store.clone()
    }

    /// Keeps the bytes of a file that was opened. `wake` is called only when there is something to say.
    pub fn keep(&self, bytes: Vec<u8>, wake: impl Fn() + Send + 'static) {
        let Some(store) = self.store() else { return };
        let sender = self.sender.clone();
        let run = move || {
            if let Err(error) = store.keep(&bytes) {
                // Nobody to tell means that the window is gone.
                drop(sender.send(note(&error)));
                wake();
            }
        };
        // Without a thread this version is missing; the next save keeps the file's version before replacing it.
        drop(thread::Builder::new().name("history".to_owned()).spawn(run));
    }

    /// The next thing to say.
    pub fn take_note(&self) -> Option<String> {
        self.notes.try_recv().ok()
    }
}

/// A failure of the history, as somebody reads it whose project is safe.
pub(super) fn note(error: &StoreError) -> String {
    format!("No earlier version was kept: {error}")
}
