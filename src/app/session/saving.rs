//! Saving the open project, on a thread of its own, together with what somebody else put into the file.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use super::{Session, hash_of, now};
use crate::app::keeper;
use crate::file::{self, Header, Store};
use crate::model::{Project, ProjectId};

/// A version of the file that was loaded or saved: what a merge starts from.
#[derive(Clone, Debug)]
pub struct Base {
    /// The hash of its bytes.
    pub hash: [u8; 32],
    /// What it holds.
    pub project: Arc<Project>,
}

pub(super) struct Saving {
    revision: u64,
    path: PathBuf,
    /// The project becomes one of its own, with this id.
    apart: Option<ProjectId>,
    outcome: Receiver<Result<Written, file::SaveError>>,
}

/// What a save wrote.
struct Written {
    trouble: Option<file::StoreError>,
    /// What the file holds now.
    base: Base,
    header: Header,
    /// What was ours of it, when something was merged in.
    ours: Option<Arc<Project>>,
}

/// How a save ended.
pub enum Saved {
    /// The file holds the project.
    Done {
        /// The file.
        path: PathBuf,
        /// Why the history does not hold this version.
        note: Option<String>,
        /// The revision that was saved.
        revision: u64,
        /// What somebody else had put into the file and was merged in.
        came: Option<Box<Came>>,
    },
    /// It does not; the sentence says why and what to do.
    Failed(String),
}

/// What came into the file with a save.
pub struct Came {
    /// The project that was saved.
    pub ours: Arc<Project>,
    /// What the file holds now: the merge of both.
    pub written: Base,
    /// Its first lines.
    pub header: Header,
}

impl Session {
    /// Starts saving the project as it is now, and keeping its versions in `store`. `wake` is called when it is done.
    pub fn save(
        &mut self,
        path: PathBuf,
        store: Option<Store>,
        wake: impl Fn() + Send + 'static,
    ) -> Option<Saved> {
        let revision = self.history.revision();
        let mut project = Arc::clone(self.history.project());
        let header = self.header;
        // Beside its old file it would be taken for a copy of it otherwise.
        let apart = self.path.as_ref().is_some_and(|old| !is_same(old, &path)).then(ProjectId::random);
        if let Some(id) = &apart {
            Arc::make_mut(&mut project).about.id = Some(id.clone());
        }
        // Another file is replaced as it is: that was asked before.
        let base = self.base.clone().filter(|_| self.path.is_some() && apart.is_none());
        let (sender, outcome) = channel();
        let target = path.clone();
        let run = move || {
            drop(sender.send(write(store.as_ref(), &target, base.as_ref(), project, header)));
            wake();
        };
        match thread::Builder::new().name("save".to_owned()).spawn(run) {
            Ok(_) => {
                self.saving = Some(Saving { revision, path, apart, outcome });
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
        let Saving { revision, path, apart, .. } = self.saving.take()?;
        Some(match outcome {
            Ok(Written { trouble, base, header, ours }) => {
                self.saved_at = Some(now());
                self.path = Some(path.clone());
                self.read_only = false;
                if let Some(id) = &apart {
                    self.history.set_id(id);
                }
                let came = if let Some(ours) = ours {
                    // The window does not hold what came in yet. Until it does, a merge starts from ours: a second save
                    // would otherwise read as if others' changes had been taken back here.
                    if let Some(known) = &mut self.base {
                        known.project = Arc::clone(&ours);
                    }
                    Some(Box::new(Came { ours, written: base, header }))
                } else {
                    self.base = Some(base);
                    self.header = header;
                    self.history.mark_saved(revision);
                    None
                };
                Saved::Done { path, note: trouble.as_ref().map(keeper::note), revision, came }
            }
            Err(sentence) => Saved::Failed(sentence),
        })
    }
}

/// The two paths lead to one file.
fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    one == other || real(one).is_some_and(|one| Some(one) == real(other))
}

/// Writes a project to its file, on a thread of its own. With `base`, what somebody else put there is merged in.
fn write(
    store: Option<&Store>,
    path: &Path,
    base: Option<&Base>,
    project: Arc<Project>,
    header: Header,
) -> Result<Written, file::SaveError> {
    let Some(base) = base else {
        let bytes = file::to_bytes(&project, &header);
        let trouble = file::save_kept(store, path, &bytes)?;
        return Ok(Written { trouble, base: Base { hash: hash_of(&bytes), project }, header, ours: None });
    };
    let known = file::Known { hash: base.hash, project: &base.project };
    let done = file::save_together(store, path, known, &project, &header)?;
    let written = Base { hash: done.hash, project: Arc::new(done.project) };
    let ours = done.merged.map(|_| project);
    Ok(Written { trouble: done.trouble, base: written, header: done.header, ours })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::edit::{Edit, Selection};
    use crate::model::{Element, ElementId, ElementKind, Point};

    fn with(project: &Project, id: &str) -> Project {
        let map = project.maps_in_order()[0].0.clone();
        let element = Element::new(ElementKind::Actor, id);
        let add = Edit::AddElement { id: ElementId::from(id), element, map, pos: Point::default() };
        add.apply(project).unwrap()
    }

    fn save(session: &mut Session, path: &Path) -> Saved {
        assert!(session.save(path.to_owned(), None, || ()).is_none());
        loop {
            if let Some(saved) = session.poll_save() {
                return saved;
            }
            thread::sleep(Duration::from_millis(1));
        }
    }

    #[test]
    fn a_second_save_keeps_what_came_in_with_the_first_before_the_window_holds_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.linchpin");
        let start = Project::new("Plan");
        let write = |project: &Project| {
            let bytes = file::to_bytes(project, &Header::default());
            std::fs::write(&path, &bytes).unwrap();
            hash_of(&bytes)
        };
        let hash = write(&start);
        let mut session = Session::of(&path, start.clone(), Header::default(), hash);
        session.history.adopt(with(&start, "e_ours"), "edit", &Selection::default());
        write(&with(&start, "e_theirs"));
        for save_number in 1..=3 {
            let Saved::Done { came, .. } = save(&mut session, &path) else {
                panic!("save {save_number} failed")
            };
            assert!(came.is_some(), "save {save_number}: the window does not hold theirs yet");
            let held = file::open(&path).unwrap().project;
            for id in ["e_ours", "e_theirs"] {
                assert!(held.elements.contains_key(&ElementId::from(id)), "save {save_number} dropped {id}");
            }
        }
        // Once the window holds both, there is nothing left to merge.
        let Saved::Done { came: Some(came), .. } = save(&mut session, &path) else { panic!("not saved") };
        let both = (*came.written.project).clone();
        session.rebase(came.written, came.header, false);
        session.adopt(both, "what came in", &Selection::default());
        assert!(session.is_saved());
        assert!(matches!(save(&mut session, &path), Saved::Done { came: None, .. }));
    }
}
