//! Unsaved work of a window that did not end well: offered at the start, never taken or dropped in silence.

use egui::{Context, Id};

use crate::app::App;
use crate::app::overlay::{Next, Overlay};
use crate::app::recoverer::Offer;
use crate::app::session::Session;
use crate::app::widgets::{self, ButtonKind, Choice, DialogButton};
use crate::edit::Selection;
use crate::file;

/// Asks about one piece of work.
pub(super) fn recover_ui(ctx: &Context, app: &mut App) {
    let Some(offer) = app.recoverer.offer() else { return };
    let (title, body) = words(offer);
    let buttons = [
        DialogButton { text: "Recover", kind: ButtonKind::Safe },
        DialogButton { text: "Discard", kind: ButtonKind::Danger },
        DialogButton { text: "Later", kind: ButtonKind::Plain },
    ];
    match widgets::dialog(ctx, Id::new("recover"), (&title, &body), &buttons) {
        None => app.overlay = Some(Overlay::Recover),
        Some(Choice::Button(0)) => app.guarded(ctx, Next::Recover),
        Some(Choice::Button(1)) => {
            if let Some(offer) = app.recoverer.take() {
                file::discard_left(&offer.left.file);
            }
        }
        // It stays where it is and is offered at the next start.
        Some(_) => drop(app.recoverer.take()),
    }
}

fn words(offer: &Offer) -> (String, String) {
    let origin = &offer.left.origin;
    let name = offer.left.document.project.about.title.trim();
    let file = origin.path.as_ref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy());
    let name = match (name, file) {
        ("", Some(file)) => file.into_owned(),
        ("", None) => "an untitled project".to_owned(),
        (name, _) => format!("“{name}”"),
    };
    let time = chrono::DateTime::<chrono::Local>::from(origin.time()).format("%d %B, %H:%M");
    let what = match offer.brings() {
        Some(counts) if counts.is_empty() => "that are not in its file".to_owned(),
        Some(counts) => format!("that are not in its file: {}", counts.words()),
        None => "that were never saved to a file".to_owned(),
    };
    let moved = if offer.moved { " The file has changed since; recovering merges both." } else { "" };
    let body =
        format!("Linchpin was closed on {time} with changes {what}. They are safe on this computer.{moved}");
    (format!("Recover unsaved work on {name}?"), body)
}

impl App {
    /// Keeps unsaved work, and asks about work that was left behind as soon as nothing else lies over the window.
    pub(in crate::app) fn keep_work(&mut self, ctx: &Context) {
        self.recoverer.update(&self.session);
        if let Some(note) = self.recoverer.take_note() {
            self.toasts.say(note);
        }
        // A dialog must not take the keys of somebody who types.
        if self.overlay.is_none() && !ctx.egui_wants_keyboard_input() && self.recoverer.offer().is_some() {
            self.overlay = Some(Overlay::Recover);
        }
    }

    /// Takes up the work that was offered. Undo leads back to what the file holds.
    pub(in crate::app) fn recover(&mut self) {
        let Some(Offer { left, disk, merged, .. }) = self.recoverer.take() else { return };
        let (session, told) = if let (Some(disk), Some(path)) = (disk, &left.origin.path) {
            let (header, hash) = (disk.header(), disk.hash);
            let mut session = Session::of(path, disk.project, header, hash);
            let told = format!("Recovered {}. Save to keep them in the file.", merged.came_in.words());
            session.history.adopt(merged.project, "recovering unsaved work", &Selection::default());
            (session, told)
        } else {
            let told = "Recovered. Save the project to a file to keep it.".to_owned();
            (Session::new(left.document.project.clone()), told)
        };
        self.take_up(session);
        self.recoverer.took_over(&left, &self.session);
        self.toasts.say(told);
    }
}
