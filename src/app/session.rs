//! The open project: its history, its file, and whether the two agree.

mod saving;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use self::saving::Saving;
pub use self::saving::{Base, Came, Saved};
use crate::edit::{Edit, History, Selection};
use crate::exchange::{self, Format, ImportError, Options};
use crate::file::{self, Header, ReadError, Store};
use crate::layout::{Board, first_places, wants_places};
use crate::model::Project;
use crate::scene::{MapScene, TextMeasurer};

/// The open project.
pub struct Session {
    /// The project and every way back.
    pub history: History,
    path: Option<PathBuf>,
    header: Header,
    read_only: bool,
    /// What the file holds as far as we know; `None` without a file.
    base: Option<Base>,
    saving: Option<Saving>,
    saved_at: Option<String>,
}

/// What opening a file gave.
pub struct Opened {
    /// The session.
    pub session: Session,
    /// What the user should know: repairs, a newer version, rows left out.
    pub notices: Vec<String>,
    /// The bytes of the project's file; `None` for what was recovered or merged, which is no version of it.
    pub bytes: Option<Vec<u8>>,
    /// The merge of the versions that git left in the file.
    pub marked: Option<file::Merged>,
    /// What was read of a damaged file, in a sentence.
    pub recovered: Option<String>,
}

impl Opened {
    fn of(session: Session, notices: Vec<String>, bytes: Option<Vec<u8>>) -> Self {
        Self { session, notices, bytes, marked: None, recovered: None }
    }
}

impl Session {
    /// A new, unsaved project.
    pub fn new(project: Project) -> Self {
        Self {
            history: History::new(project, false),
            path: None,
            header: Header::default(),
            read_only: false,
            base: None,
            saving: None,
            saved_at: None,
        }
    }

    /// Opens a project file; `None` for one of another format, which is to be imported.
    ///
    /// # Errors
    /// One sentence that names the file, the place and the cure.
    pub fn open(path: &Path, store: Option<&Store>) -> Result<Option<Opened>, String> {
        let bytes = file::read_bounded(path).map_err(|fault| ReadError::new(path, fault).to_string())?;
        let imported = match exchange::read_bytes(path, &bytes, &Options::default()) {
            Ok(imported) => imported,
            Err(error) => return Self::open_damaged(path, &bytes, &error, store).map(Some),
        };
        if imported.format != Format::Linchpin.name() {
            return Ok(None);
        }
        let mut notices = imported.warnings;
        if let Some(first) = imported.misfits.first() {
            let count = imported.misfits.len();
            let more = if count > 1 { format!(" and {} more", count - 1) } else { String::new() };
            notices.push(format!("{} could not be read{more}; it is kept as it was.", first.at));
        }
        let mut session = Self::of(path, imported.project, imported.header, hash_of(&bytes));
        session.read_only = imported.read_only;
        Ok(Some(Opened::of(session, notices, Some(bytes))))
    }

    /// Opens what git left unmerged, or what can be read of a damaged file, as unsaved work.
    fn open_damaged(
        path: &Path,
        bytes: &[u8],
        error: &ImportError,
        store: Option<&Store>,
    ) -> Result<Opened, String> {
        if let ImportError::Read(ReadError { fault: file::ReadFault::ConflictMarkers { .. }, .. }) = error {
            let (merged, header) =
                file::open_marked(path, base_of_marks(bytes, store)).map_err(|error| error.to_string())?;
            let project = Arc::new(merged.project.clone());
            let session = Self {
                history: History::new(merged.project.clone(), false),
                path: Some(path.to_owned()),
                header,
                base: Some(Base { hash: hash_of(bytes), project }),
                ..Self::new(Project::default())
            };
            let notice =
                "The file holds an unfinished git merge. Both versions are merged here; save to finish it.";
            let opened = Opened::of(session, vec![notice.to_owned()], None);
            return Ok(Opened { marked: Some(merged), ..opened });
        }
        let Some(file::Salvaged { document, records, doubled }) = file::salvage(bytes) else {
            return Err(error.to_string());
        };
        let mut project = document.project;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let title = if project.about.title.trim().is_empty() { &*stem } else { project.about.title.trim() };
        project.about.title = format!("{title} (recovered)");
        let twice = match doubled {
            0 => String::new(),
            1 => " One of them had the id of another; both were kept.".to_owned(),
            _ => format!(" {doubled} of them had the id of another; all were kept."),
        };
        let told = format!(
            "{error} {records} records could be read and are open here, unsaved.{twice} The file itself was left as it \
             is. Earlier versions are under File, Restore an earlier version."
        );
        let opened = Opened::of(Self::new(project), Vec::new(), None);
        Ok(Opened { recovered: Some(told), ..opened })
    }

    /// The project as it is in a file whose bytes have this hash.
    pub fn of(path: &Path, project: Project, header: Header, hash: [u8; 32]) -> Self {
        let history = History::new(project, true);
        let base = Some(Base { hash, project: Arc::clone(history.project()) });
        Self {
            history,
            path: Some(path.to_owned()),
            header,
            read_only: false,
            base,
            saving: None,
            saved_at: None,
        }
    }

    /// The first lines that the file is saved with.
    pub fn header(&self) -> Header {
        self.header
    }

    /// What the file holds as far as we know.
    pub fn base(&self) -> Option<&Base> {
        self.base.as_ref()
    }

    /// Where unsaved work belongs.
    pub fn origin(&self) -> file::Origin {
        let path = self.path.as_ref().map(|path| std::path::absolute(path).unwrap_or_else(|_| path.clone()));
        let base = self.base.as_ref().map(|base| file::short(&base.hash));
        file::Origin { path, base, millis: 0 }
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

    /// Takes in what the file holds now: `merged` is ours and theirs together. Becomes one step with this name.
    pub fn adopt(&mut self, merged: Project, name: &str, selection: &Selection) {
        self.history.adopt(merged, name, selection);
        if self.base.as_ref().is_some_and(|base| *base.project == **self.history.project()) {
            self.history.mark_saved(self.history.revision());
            self.saved_at = Some(now());
        }
    }

    /// The file holds another version now.
    pub fn rebase(&mut self, base: Base, header: Header, read_only: bool) {
        self.base = Some(base);
        self.header = self.header.newest(header);
        self.read_only |= read_only;
    }
}

/// The version before both sides of a git merge, from the history: the one nearest to both.
fn base_of_marks(bytes: &[u8], store: Option<&Store>) -> Option<Vec<u8>> {
    let marked = file::unmark(&String::from_utf8_lossy(bytes))?;
    let [ours, theirs] = [marked.ours, marked.theirs].map(|side| file::parse(side.as_bytes()).ok());
    let (ours, theirs) = (ours?.project, theirs?.project);
    let base = store?.common(ours.about.id.as_ref()?, &ours, &theirs)?;
    Some(file::to_bytes(&base, &Header::default()))
}

/// The time of day.
pub(super) fn now() -> String {
    chrono::Local::now().format("%H:%M").to_string()
}

/// The hash by which versions of a file are told apart.
fn hash_of(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// A project with places for all elements that came without any, as large as they are drawn.
pub(super) fn laid_out(mut project: Project) -> Project {
    let homeless: Vec<_> = project
        .maps
        .iter()
        .filter(|(_, map)| wants_places(map))
        .map(|(id, map)| (id.clone(), map.kind()))
        .collect();
    for (map, kind) in homeless {
        let scene = MapScene::of_elements(&project, &map, &mut TextMeasurer::new());
        let board = Board::of(&project, &map, |id| scene.element(id).map(|figure| figure.outline.rect));
        // Moving what is there cannot fail; if it did, the elements would stand where the scene puts strays.
        if let Ok(next) = (Edit::Move { map, places: first_places(board, kind) }).apply(&project) {
            project = next;
        }
    }
    project
}
