//! Opening, saving and exporting, and what waits for them.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Context, ViewportCommand};

use super::App;
use super::chooser::{Choice, Chooser, Purpose};
use super::importing::Way;
use super::overlay::{Next, Overlay};
use super::session::{Saved, Session};
use super::view_state::ViewState;
use crate::exchange::Format;
use crate::model::Project;

impl App {
    /// Goes on only when no work would be lost, or after asking.
    pub(super) fn guarded(&mut self, ctx: &Context, next: Next) {
        self.session.history.commit();
        if let Next::Open(path) = &next
            && is_foreign(path)
        {
            // Its preview asks what becomes of the open project.
            self.start_import(ctx, path, Way::Open { asked: false });
            return;
        }
        if self.session.has_unsaved_work() {
            self.overlay = Some(Overlay::Unsaved(next));
        } else {
            self.go(ctx, next);
        }
    }

    /// Does what was held up by unsaved changes.
    pub(super) fn go(&mut self, ctx: &Context, next: Next) {
        match next {
            Next::New => {
                let session = Session::new(Project::new(""));
                self.take_up(session);
            }
            Next::Choose => self.choose(ctx, Purpose::Open),
            Next::Open(path) => self.open(ctx, &path),
            Next::Recover => self.recover(),
            Next::Imported => self.take_up_import(ctx),
            Next::Quit => {
                self.recoverer.close(&self.session);
                self.may_close = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    /// Opens a file; the open project stays when that fails. A foreign file is shown before it is taken up.
    pub(super) fn open(&mut self, ctx: &Context, path: &Path) {
        if is_foreign(path) {
            self.start_import(ctx, path, Way::Open { asked: true });
            return;
        }
        match Session::open(path, self.keeper.store().as_ref()) {
            Ok(None) => self.start_import(ctx, path, Way::Open { asked: true }),
            Ok(Some(opened)) => {
                self.take_up(opened.session);
                self.settings.add_recent(path);
                if let Some(bytes) = opened.bytes {
                    let wake = ctx.clone();
                    self.keeper.keep(bytes, move || wake.request_repaint());
                }
                if let Some(merged) = opened.marked {
                    self.show_marks(&merged);
                }
                if let Some(body) = opened.recovered {
                    let title = "Part of this file was recovered".to_owned();
                    self.overlay = Some(Overlay::Message { title, body });
                }
                for notice in opened.notices.into_iter().take(2) {
                    self.toasts.say(notice);
                }
            }
            Err(body) => {
                self.settings.forget_recent(path);
                self.overlay =
                    Some(Overlay::Message { title: "This file could not be opened".to_owned(), body });
            }
        }
    }

    pub(super) fn take_up(&mut self, session: Session) {
        self.recoverer.leave(&self.session);
        self.team.forget();
        self.pasted = None;
        self.view = ViewState::for_project(session.history.project(), self.view.panel);
        self.layouts = None;
        self.standing = super::standing::Standing::of(session.history.project());
        self.session = session;
        self.worker.forget();
        self.canvas.forget();
        self.desk.forget();
        self.partnering.forget();
        self.network.forget();
        self.timeline.forget();
        self.canvas_beside.forget();
        self.faces = super::faces::Faces::default();
        self.overlay = None;
    }

    pub(super) fn choose(&mut self, ctx: &Context, purpose: Purpose) {
        self.pasted = None;
        let ending = purpose.writes().unwrap_or("linchpin");
        let suggested = format!("{}.{ending}", file_stem(&self.session.title()));
        if self.settings.types_paths() {
            return self.prompt_for_path(purpose);
        }
        let folder = self.session.path().and_then(|path| path.parent()).map(Path::to_owned);
        let wake = ctx.clone();
        match Chooser::open(purpose, &suggested, folder.clone(), move || wake.request_repaint()) {
            Ok(chooser) => self.chooser = Some(chooser),
            Err(_) => self.prompt_for_path(purpose),
        }
    }

    fn prompt_for_path(&mut self, purpose: Purpose) {
        let folder = self.session.path().and_then(|path| path.parent()).map(Path::to_owned);
        let folder = folder.or_else(|| std::env::current_dir().ok()).unwrap_or_default();
        let name = purpose.writes().map(|ending| format!("{}.{ending}", file_stem(&self.session.title())));
        let text = folder.join(name.unwrap_or_default()).display().to_string();
        self.overlay = Some(Overlay::PathPrompt { purpose, text });
    }

    /// Takes in what a file dialog said.
    pub(super) fn poll_chooser(&mut self, ctx: &Context) {
        let Some(choice) = self.chooser.as_ref().and_then(Chooser::poll) else { return };
        self.chooser = None;
        match choice {
            Choice::Path(purpose, path) => self.choose_file(ctx, purpose, path, true),
            Choice::Cancelled => self.after_save = None,
            Choice::NoDialog(purpose) => self.prompt_for_path(purpose),
        }
    }

    /// Goes on with the file that was chosen or typed. One that is there already is replaced only after asking, which the
    /// system's dialogs have done for the very name that they gave.
    pub(super) fn choose_file(&mut self, ctx: &Context, purpose: Purpose, path: PathBuf, asked: bool) {
        let (path, asked) = match purpose.writes() {
            Some(ending) if path.extension().is_none() => (path.with_extension(ending), false),
            _ => (path, asked),
        };
        let own = purpose == Purpose::Save && self.session.path() == Some(&path);
        if purpose.writes().is_some() && !asked && !own && path.exists() {
            self.overlay = Some(Overlay::Replace { purpose, path });
        } else {
            self.chosen(ctx, purpose, path);
        }
    }

    /// Goes on with the file that was settled on.
    pub(super) fn chosen(&mut self, ctx: &Context, purpose: Purpose, path: PathBuf) {
        match purpose {
            Purpose::Open => self.open(ctx, &path),
            Purpose::Import => self.start_import(ctx, &path, Way::Import),
            Purpose::Save => self.save_to(ctx, path),
            Purpose::Picture => self.export_picture(ctx, &path),
            Purpose::Table => self.export_table(&path),
            Purpose::Report => self.write_report(ctx, path),
            Purpose::Compare => self.compare_with(ctx, path),
            Purpose::SomebodysMap => self.read_somebodys_map(ctx, path),
            Purpose::Snapshot => self.hold_against(&path),
            Purpose::Underlay => self.take_picture(ctx, path),
        }
    }

    pub(super) fn save(&mut self, ctx: &Context) {
        self.session.history.commit();
        match self.session.path() {
            Some(path) => self.save_to(ctx, path.to_owned()),
            None => self.choose(ctx, Purpose::Save),
        }
    }

    fn save_to(&mut self, ctx: &Context, path: PathBuf) {
        let wake = ctx.clone();
        if let Some(outcome) = self.session.save(path, self.keeper.store(), move || wake.request_repaint()) {
            self.saved(ctx, outcome, None);
        }
    }

    /// Goes on after a save. `before` is what the file held before it.
    pub(super) fn saved(&mut self, ctx: &Context, outcome: Saved, before: Option<Arc<Project>>) {
        match outcome {
            Saved::Done { path, note, revision, came } => {
                self.saved_together(before, came);
                self.settings.add_recent(&path);
                if let Some(note) = note {
                    self.toasts.say(note);
                }
                if let Some(next) = self.after_save.take() {
                    // What was drawn while the file was written is not in it.
                    if self.session.history.revision() == revision && !self.session.history.in_gesture() {
                        self.go(ctx, next);
                    } else {
                        self.guarded(ctx, next);
                    }
                }
            }
            Saved::Failed(body) => {
                self.after_save = None;
                self.overlay = Some(Overlay::Message { title: "Not saved".to_owned(), body });
            }
        }
    }

    fn export_table(&mut self, path: &Path) {
        let Some(bytes) = super::faces::table_csv(self) else { return };
        match crate::file::replace(path, &bytes) {
            Ok(()) => self.toasts.say(format!("The table is in {}.", path.display())),
            Err(error) => {
                let title = "The table was not written".to_owned();
                self.overlay = Some(Overlay::Message { title, body: error.to_string() });
            }
        }
    }
}

/// The file is there and of a foreign format, as far as its ending and its beginning say. A foreign file that this takes
/// for a project is found out when it is read.
fn is_foreign(path: &Path) -> bool {
    const BEGINNING: u64 = 4096;
    let begins_as_ours = || {
        let mut beginning = Vec::new();
        let read = File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut beginning));
        read.is_err() || String::from_utf8_lossy(&beginning).contains("\"linchpin\"")
    };
    let ours = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("linchpin"));
    !ours && Format::from_path(path).is_some() && path.is_file() && !begins_as_ours()
}

/// A title as a file name: what systems refuse is left out.
fn file_stem(title: &str) -> String {
    let stem: String =
        title.chars().filter(|c| !c.is_control() && !r#"<>:"/\|?*"#.contains(*c)).take(80).collect();
    let stem = stem.trim().trim_end_matches('.').to_owned();
    if stem.is_empty() { "Untitled".to_owned() } else { stem }
}
