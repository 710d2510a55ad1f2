//! What the watcher says of the file, and who else has it open.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use egui::Context;

use super::arrival::Arrival;
use crate::app::App;
use crate::app::command::Command;
use crate::file::{self, Change, Person, Presence};

/// How often it is looked who is there.
const EVERY: Duration = Duration::from_secs(5);

/// Who else has the project open.
#[derive(Default)]
pub(in crate::app) struct Company {
    /// Dropping it ends the thread, which takes our own sign away.
    thread: Option<(Sender<()>, Receiver<Option<Person>>)>,
    other: Option<Person>,
}

impl Company {
    /// The name of who else has the project open.
    pub fn name(&self) -> Option<String> {
        self.other.as_ref().map(|person| person.user.clone()).filter(|name| !name.is_empty())
    }
}

impl App {
    /// Says that we are here, and notices who else is. Only where something may be written for the user at all.
    pub(super) fn greet_company(&mut self, ctx: &Context) {
        let Some(path) = self.session.path() else { return };
        if self.team.company.thread.is_none() && self.settings.local_folder().is_some() {
            let mut presence = Presence::at(path, Person::here());
            let wake = ctx.clone();
            let (stay, gone) = channel::<()>();
            let (outbox, seen) = channel();
            let run = move || {
                let mut last = None;
                loop {
                    let other = presence.tick(Instant::now());
                    let same =
                        |a: &Person, b: &Option<Person>| b.as_ref().is_some_and(|b| a.session == b.session);
                    if other.is_some() != last.is_some()
                        || other.as_ref().is_some_and(|other| !same(other, &last))
                    {
                        if outbox.send(other.clone()).is_err() {
                            return;
                        }
                        wake.request_repaint();
                    }
                    last = other;
                    if gone.recv_timeout(EVERY) == Err(RecvTimeoutError::Disconnected) {
                        return;
                    }
                }
            };
            // A hint that is missing costs nothing.
            drop(thread::Builder::new().name("presence".to_owned()).spawn(run));
            self.team.company.thread = Some((stay, seen));
        }
        let news = self.team.company.thread.as_ref().and_then(|(_, seen)| seen.try_recv().ok());
        if let Some(other) = news {
            self.team.company.other = other;
            if let Some(name) = self.team.company.name() {
                self.toasts.say(format!("{name} has this map open too. What both of you save is merged."));
            }
        }
    }

    /// Takes up what the watcher saw.
    pub(super) fn file_changed(&mut self, change: Change) {
        let name = self.session.path().and_then(|path| path.file_name());
        let name = name.map_or_else(|| "The file".to_owned(), |name| name.to_string_lossy().into_owned());
        match change {
            Change::Changed(arrived) => {
                if self.session.base().is_some_and(|base| base.hash == arrived.document.hash) {
                    return;
                }
                if file::is_other(&arrived.document.project, self.session.history.project()) {
                    let told = format!(
                        "{name} holds another project now. Yours is safe here: save it under another name."
                    );
                    self.toasts.offer(told, "Save as…", Command::SaveAs);
                    return;
                }
                self.team.waiting = Some(Arrival::seen(*arrived));
            }
            Change::Missing => {
                let told = format!("{name} was moved or deleted. Your map is safe here.");
                self.toasts.offer(told, "Write it again", Command::Save);
            }
            Change::Damaged(_) => {
                let told = format!("{name} cannot be read just now. The map here is its last good version.");
                self.toasts.offer(told, "Save as…", Command::SaveAs);
            }
            Change::Offline(_) => {
                self.toasts
                    .say(format!("{name} cannot be reached just now. Your work is kept on this computer."));
            }
            Change::Back => self.toasts.say(format!("{name} is back as it was.")),
        }
    }
}
