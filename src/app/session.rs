//! The open project: its history, its file, and whether the two agree.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use super::keeper;
use crate::edit::{Edit, History};
use crate::exchange::{self, Format, ImportError, Options};
use crate::file::{self, Header, ReadError, Store};
use crate::layout::{Board, first_places, wants_places};
use crate::model::Project;
use crate::scene::{Level, MapScene, TextMeasurer};

/// The open project.
pub struct Session {
    /// The project and every way back.
    pub history: History,
    path: Option<PathBuf>,
    header: Header,
    read_only: bool,
    saving: Option<Saving>,
    saved_at: Option<String>,
}

struct Saving {
    revision: u64,
    path: PathBuf,
    outcome: Receiver<Result<Option<file::StoreError>, file::SaveError>>,
}

/// What opening a file gave.
pub struct Opened {
    /// The session.
    pub session: Session,
    /// What the user should know: repairs, a newer version, rows left out.
    pub notices: Vec<String>,
    /// The bytes of the project's file; `None` for an import, which is no version of a project.
    pub bytes: Option<Vec<u8>>,
}

/// How a save ended.
pub enum Saved {
    /// The file holds the project.
    Done {
        /// The file.
        path: PathBuf,
        /// Why the history does not hold this version.
        note: Option<String>,
    },
    /// It does not; the sentence says why and what to do.
    Failed(String),
}

impl Session {
    /// A new, unsaved project.
    pub fn new(project: Project) -> Self {
        Self {
            history: History::new(project, false),
            path: None,
            header: Header::default(),
            read_only: false,
            saving: None,
            saved_at: None,
        }
    }

    /// Opens a project file, or imports a table into a new unsaved project.
    ///
    /// # Errors
    /// One sentence that names the file, the place and the cure.
    pub fn open(path: &Path) -> Result<Opened, String> {
        let (imported, bytes) = file::read_bounded(path)
            .map_err(|fault| ReadError::new(path, fault).into())
            .and_then(|bytes| Ok((exchange::read_bytes(path, &bytes, &Options::default())?, bytes)))
            .map_err(|error: ImportError| error.to_string())?;
        let mut notices = imported.warnings;
        if imported.format != Format::Linchpin.name() {
            return Ok(Opened { session: Self::new(laid_out(imported.project)), notices, bytes: None });
        }
        if let Some(first) = imported.misfits.first() {
            let count = imported.misfits.len();
            let more = if count > 1 { format!(" and {} more", count - 1) } else { String::new() };
            notices.push(format!("{} could not be read{more}; it is kept as it was.", first.at));
        }
        let session = Self {
            read_only: imported.read_only,
            history: History::new(imported.project, true),
            path: Some(path.to_owned()),
            header: imported.header,
            saving: None,
            saved_at: None,
        };
        Ok(Opened { session, notices, bytes: Some(bytes) })
    }

    /// The file, if there is one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The file was made for a newer version: it may be looked at, not saved.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Nothing was drawn and nothing is to lose.
    pub fn is_untouched(&self) -> bool {
        self.path.is_none()
            && self.history.undo_name().is_none()
            && self.history.project().elements.is_empty()
    }

    /// Closing now would lose work.
    pub fn has_unsaved_work(&self) -> bool {
        !self.is_untouched() && self.history.is_unsaved()
    }

    /// The project's title, or the file's name.
    pub fn title(&self) -> String {
        let title = self.history.project().about.title.trim();
        if !title.is_empty() {
            return title.to_owned();
        }
        let stem = self.path.as_ref().and_then(|path| path.file_stem());
        stem.map_or_else(|| "Untitled project".to_owned(), |stem| stem.to_string_lossy().into_owned())
    }

    /// Whether the file holds the project, in words.
    pub fn state_text(&self) -> String {
        if self.saving.is_some() {
            "Saving…".to_owned()
        } else if self.read_only {
            "Read only".to_owned()
        } else if self.path.is_none() {
            "Not saved yet".to_owned()
        } else if self.history.is_unsaved() {
            "Unsaved changes".to_owned()
        } else {
            match &self.saved_at {
                Some(time) => format!("Saved {time}"),
                None => "Saved".to_owned(),
            }
        }
    }

    /// The file holds the project as it is.
    pub fn is_saved(&self) -> bool {
        self.path.is_some() && !self.history.is_unsaved() && self.saving.is_none()
    }

    /// A save is under way.
    pub fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    /// Starts saving the project as it is now, and keeping its versions in `store`. `wake` is called when it is done.
    pub fn save(
        &mut self,
        path: PathBuf,
        store: Option<Store>,
        wake: impl Fn() + Send + 'static,
    ) -> Option<Saved> {
        let revision = self.history.revision();
        let project = std::sync::Arc::clone(self.history.project());
        let header = self.header;
        let (sender, outcome) = channel();
        let target = path.clone();
        let run = move || {
            let bytes = file::to_bytes(&project, &header);
            drop(sender.send(file::save_kept(store.as_ref(), &target, &bytes)));
            wake();
        };
        match thread::Builder::new().name("save".to_owned()).spawn(run) {
            Ok(_) => {
                self.saving = Some(Saving { revision, path, outcome });
                None
            }
            Err(error) => Some(Saved::Failed(format!("The project could not be saved: {error}. Try again."))),
        }
    }

    /// How the save ended, once it has.
    pub fn poll_save(&mut self) -> Option<Saved> {
        let outcome = match self.saving.as_ref()?.outcome.try_recv() {
            Ok(outcome) => outcome.map_err(|error| error.to_string()),
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Err("The save was interrupted. Save again.".to_owned()),
        };
        let Saving { revision, path, .. } = self.saving.take()?;
        Some(match outcome {
            Ok(trouble) => {
                self.history.mark_saved(revision);
                self.saved_at = Some(chrono::Local::now().format("%H:%M").to_string());
                self.path = Some(path.clone());
                self.read_only = false;
                Saved::Done { path, note: trouble.as_ref().map(keeper::note) }
            }
            Err(sentence) => Saved::Failed(sentence),
        })
    }
}

/// A project with places for all elements that came without any, as large as they are drawn.
fn laid_out(mut project: Project) -> Project {
    let homeless: Vec<_> = project
        .maps
        .iter()
        .filter(|(_, map)| wants_places(map))
        .map(|(id, map)| (id.clone(), map.kind()))
        .collect();
    for (map, kind) in homeless {
        let scene = MapScene::build(&project, &map, Level::Normal, &mut TextMeasurer::new(), 1.0);
        let board = Board::of(&project, &map, |id| scene.element(id).map(|figure| figure.outline.rect));
        // Moving what is there cannot fail; if it did, the elements would stand where the scene puts strays.
        if let Ok(next) = (Edit::Move { map, places: first_places(board, kind) }).apply(&project) {
            project = next;
        }
    }
    project
}
