//! Importing into the open project: a file is read beside the window, its preview is shown, and only then anything
//! enters the project, as one step.

mod columns;
mod join;
mod preview;
mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};

use egui::Context;

pub(super) use preview::import_ui;

use super::App;
use super::overlay::{Next, Overlay};
use super::session::Session;
use super::view_state::Panel;
use crate::edit::{Adoption, Destination};
use crate::exchange::{Account, Column, Matches, Preview, Role};
use crate::model::{ElementId, Project};

/// Where what was read goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Into {
    NewMaps,
    ThisMap,
    NewProject,
}

/// How a file came to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It was to be imported.
    Import,
    /// It was to be opened.
    Open {
        /// What becomes of unsaved work was asked already.
        asked: bool,
    },
}

/// What reading a file gave.
pub(super) struct Read {
    pub project: Arc<Project>,
    pub title: &'static str,
    pub preview: Preview,
    pub account: Account,
    pub warnings: Vec<String>,
    pub matches: Matches,
}

/// The import under way.
pub struct Import {
    path: PathBuf,
    way: Way,
    bytes: Option<Arc<Vec<u8>>>,
    columns: Vec<Column>,
    /// What the user said columns mean.
    roles: BTreeMap<String, Role>,
    /// What reading gave, once it has.
    read: Option<Result<Read, String>>,
    waiting: Option<Receiver<read::Answer>>,
    /// It is on its way into the project.
    joining: Option<Receiver<join::Joined>>,
    into: Into,
    /// The new elements that the user said are the ones they look like.
    same: BTreeSet<ElementId>,
}

impl Import {
    /// The name of the file.
    fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Starts bringing it in.
    fn join(&mut self, ctx: &Context, before: Arc<Project>, task: join::Task) {
        let wake = ctx.clone();
        match join::start(before, task, move || wake.request_repaint()) {
            Ok(joining) => self.joining = Some(joining),
            Err(error) => self.read = Some(Err(format!("It could not be imported: {error}. Try again."))),
        }
    }

    /// The columns stand for what is remembered of them.
    fn signature(&self) -> String {
        read::signature(&self.columns)
    }
}

impl App {
    /// Starts reading a file to import; the preview opens at once.
    pub(super) fn start_import(&mut self, ctx: &Context, path: &Path, way: Way) {
        let opening = matches!(way, Way::Open { .. });
        let into = if opening || self.session.is_untouched() { Into::NewProject } else { Into::NewMaps };
        self.import = Some(Import {
            path: path.to_owned(),
            way,
            bytes: None,
            columns: Vec::new(),
            roles: BTreeMap::new(),
            read: None,
            waiting: None,
            joining: None,
            into,
            same: BTreeSet::new(),
        });
        self.overlay = Some(Overlay::Import);
        self.read_import(ctx);
    }

    /// Reads the file again, as its columns are understood now.
    fn read_import(&mut self, ctx: &Context) {
        let remembered = self.settings.column_roles();
        let project = Arc::clone(self.session.history.project());
        let Some(import) = &mut self.import else { return };
        let job = read::Job {
            path: import.path.clone(),
            bytes: import.bytes.clone(),
            roles: import.roles.clone(),
            remembered,
            project,
        };
        let wake = ctx.clone();
        match read::start(job, move || wake.request_repaint()) {
            Ok(waiting) => import.waiting = Some(waiting),
            Err(error) => import.read = Some(Err(format!("The file could not be read: {error}. Try again."))),
        }
    }

    /// Takes in what was read, and what it was brought into.
    pub(super) fn poll_import(&mut self, ctx: &Context) {
        // A dialog that was closed takes its import with it; the question about unsaved changes does not.
        let held = matches!(self.overlay, Some(Overlay::Import | Overlay::Unsaved(Next::Imported)))
            || self.after_save == Some(Next::Imported);
        if !held {
            self.import = None;
        }
        let Some(import) = &mut self.import else { return };
        match import.waiting.as_ref().map(Receiver::try_recv) {
            Some(Ok(answer)) => {
                import.waiting = None;
                import.bytes = answer.bytes;
                import.columns = answer.columns;
                import.roles = answer.roles;
                import.read = Some(answer.read);
            }
            Some(Err(TryRecvError::Disconnected)) => {
                import.waiting = None;
                import.read = Some(Err("Reading the file was interrupted. Import it again.".to_owned()));
            }
            Some(Err(TryRecvError::Empty)) | None => {}
        }
        match import.joining.as_ref().map(Receiver::try_recv) {
            Some(Ok(joined)) => self.take_joined(ctx, joined),
            Some(Err(TryRecvError::Disconnected)) => {
                import.joining = None;
                import.read =
                    Some(Err("The import was interrupted; nothing entered the project.".to_owned()));
            }
            Some(Err(TryRecvError::Empty)) | None => {}
        }
    }

    /// Brings what was read into the project, or asks about unsaved changes first.
    fn finish_import(&mut self, ctx: &Context) {
        let Some(import) = &self.import else { return };
        if !import.roles.is_empty() {
            self.settings.remember_columns(import.signature(), &import.roles);
        }
        if import.into == Into::NewProject {
            if import.way == (Way::Open { asked: true }) {
                self.take_up_import(ctx);
            } else {
                self.guarded(ctx, Next::Imported);
            }
            return;
        }
        self.join_import(ctx);
    }

    /// Starts bringing what was read into the project as it is now.
    fn join_import(&mut self, ctx: &Context) {
        let before = Arc::clone(self.session.history.project());
        let (Some(import), Some(map)) = (&mut self.import, self.view.map.clone()) else { return };
        let Some(Ok(read)) = &import.read else { return };
        let mut same = read.matches.same.clone();
        let taken = read.matches.near.iter().filter(|near| import.same.contains(&near.new));
        same.extend(taken.map(|near| (near.new.clone(), near.known.clone())));
        let to = if import.into == Into::ThisMap { Destination::Map(map) } else { Destination::NewMaps };
        let adoption = Adoption { project: Arc::clone(&read.project), same, to };
        import.join(ctx, before, join::Task::Adopt(adoption));
    }

    /// Takes over the project with what was read in it, as one step, and says what came.
    fn take_joined(&mut self, ctx: &Context, joined: join::Joined) {
        let join::Joined { before, after, name, maps, known } = joined;
        let Some(name) = name else {
            if let Ok(project) = after {
                self.begin_with_import(project);
            }
            return;
        };
        if !Arc::ptr_eq(&before, self.session.history.project()) {
            // Somebody else's changes came in meanwhile.
            self.join_import(ctx);
            return;
        }
        self.import = None;
        self.overlay = None;
        let after = match after {
            Ok(after) => after,
            Err(error) => {
                self.toasts.say(error.to_string());
                return;
            }
        };
        self.session.history.adopt(after, &name, &self.view.selection);
        self.view.settle(self.session.history.project());
        let after = Arc::clone(self.session.history.project());
        if Arc::ptr_eq(&after, &before) {
            self.toasts.say("All of it is in this project already; nothing was imported.");
            return;
        }
        if let Some(map) = maps.first() {
            self.show_map(map.clone());
        }
        let known = match known {
            0 => String::new(),
            1 => "; 1 was there already".to_owned(),
            known => format!("; {known} were there already"),
        };
        self.toasts.say(format!(
            "Imported {} and {}{known}.",
            counted(after.elements.len().saturating_sub(before.elements.len()), "element"),
            counted(after.links.len().saturating_sub(before.links.len()), "link")
        ));
    }

    /// Starts making what was read the open project.
    pub(super) fn take_up_import(&mut self, ctx: &Context) {
        let before = Arc::clone(self.session.history.project());
        let Some(import) = &mut self.import else { return };
        let Some(Ok(read)) = &import.read else { return };
        let project = Arc::clone(&read.project);
        import.join(ctx, before, join::Task::Begin(project));
        self.overlay = Some(Overlay::Import);
    }

    /// Makes what was read the open project.
    fn begin_with_import(&mut self, project: Project) {
        let Some(Import { read: Some(Ok(read)), way, path, .. }) = self.import.take() else { return };
        self.take_up(Session::new(project));
        if way != Way::Import {
            self.view.panel.get_or_insert(Panel::Findings);
            self.settings.add_recent(&path);
        }
        for warning in read.warnings.into_iter().take(2) {
            self.toasts.say(warning);
        }
    }

    /// Files that were dropped on the window: a project is opened, anything else is imported.
    pub(super) fn take_dropped(&mut self, ctx: &Context) {
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        let Some(path) = dropped.first().map(|file| file.path().to_owned()) else { return };
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("linchpin")) {
            self.guarded(ctx, Next::Open(path));
        } else {
            self.start_import(ctx, &path, Way::Import);
        }
    }
}

/// "1 link", "3 links".
fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
