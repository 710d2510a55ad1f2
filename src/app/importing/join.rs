//! Bringing what was read into the open project, or making a project of it, beside the window.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use crate::app::session::laid_out;
use crate::edit::{Adoption, Edit, EditError};
use crate::model::{MapId, Project};

/// What becomes of what was read.
pub(super) enum Task {
    /// It comes into the open project.
    Adopt(Adoption),
    /// It is a project of its own.
    Begin(Arc<Project>),
}

/// What bringing it in gave.
pub(super) struct Joined {
    /// The project as it was when this began.
    pub before: Arc<Project>,
    /// The project with what was read in it; the same when all of it was there.
    pub after: Result<Project, EditError>,
    /// What the step is called; `None` for a project of its own.
    pub name: Option<String>,
    /// The maps that show what came.
    pub maps: Vec<MapId>,
    /// How many elements were there already.
    pub known: usize,
}

/// Starts bringing it in. `wake` is called when it is done.
///
/// # Errors
/// When the system gives no further thread.
pub(super) fn start(
    before: Arc<Project>,
    task: Task,
    wake: impl FnOnce() + Send + 'static,
) -> io::Result<Receiver<Joined>> {
    let (sender, answer) = channel();
    let run = move || {
        // Nobody waits any more when the dialog was closed.
        drop(sender.send(joined(before, task)));
        wake();
    };
    thread::Builder::new().name("import".to_owned()).spawn(run)?;
    Ok(answer)
}

fn joined(before: Arc<Project>, task: Task) -> Joined {
    let mut adoption = match task {
        Task::Adopt(adoption) => adoption,
        Task::Begin(project) => {
            let after = Ok(laid_out(Project::clone(&project)));
            return Joined { before, after, name: None, maps: Vec::new(), known: 0 };
        }
    };
    adoption.project = Arc::new(laid_out(Project::clone(&adoption.project)));
    let known = adoption.same.len();
    let edit = Edit::Adopt(Box::new(adoption.clone()));
    let name = Some(edit.name(&before));
    let after = match edit.apply(&before) {
        Err(EditError::NoChange) => Ok(Project::clone(&before)),
        made => made,
    };
    let maps = after.as_ref().map(|after| adoption.maps(&before, after)).unwrap_or_default();
    Joined { before, after, name, maps, known }
}
