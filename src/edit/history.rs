//! Undo and redo over immutable snapshots.

use std::sync::Arc;

use super::error::EditError;
use super::operation::Edit;
use super::selection::Selection;
use crate::model::{Project, ProjectId};

/// A project as it was at one moment. Two snapshots with the same revision hold the same project.
#[derive(Clone, Debug)]
struct Snapshot {
    project: Arc<Project>,
    revision: u64,
}

/// A way back or forward: what it is called, and what to return to.
#[derive(Clone, Debug)]
struct Step {
    name: String,
    snapshot: Snapshot,
    selection: Selection,
}

/// The project as it is, and every way back and forward. Snapshots share what they have in common, so a thousand small
/// steps on a large project cost little more than one.
#[derive(Clone, Debug)]
pub struct History {
    present: Snapshot,
    past: Vec<Step>,
    future: Vec<Step>,
    /// Open while a drag or typing goes on: where it started. Everything until its end is one step.
    gesture: Option<Step>,
    last_revision: u64,
    saved_revision: Option<u64>,
}

impl History {
    /// Starts at `project`, as just opened (`saved`) or never saved.
    pub fn new(project: Project, saved: bool) -> Self {
        Self {
            present: Snapshot { project: Arc::new(project), revision: 0 },
            past: Vec::new(),
            future: Vec::new(),
            gesture: None,
            last_revision: 0,
            saved_revision: saved.then_some(0),
        }
    }

    /// The project as it is.
    pub fn project(&self) -> &Arc<Project> {
        &self.present.project
    }

    /// A number that stands for the project as it is: undoing back to a state gives its number again.
    pub fn revision(&self) -> u64 {
        self.present.revision
    }

    /// Applies an edit. Inside a gesture it becomes part of the gesture's step.
    ///
    /// # Errors
    /// When the edit cannot be made; nothing changes then. An edit that changes nothing is not an error and leaves no
    /// step.
    pub fn apply(&mut self, edit: &Edit, selection: &Selection) -> Result<(), EditError> {
        let next = match edit.apply(self.project()) {
            Ok(next) => next,
            Err(EditError::NoChange) => return Ok(()),
            Err(error) => return Err(error),
        };
        let name = edit.name(self.project());
        self.last_revision += 1;
        let next = Snapshot { project: Arc::new(next), revision: self.last_revision };
        let before = std::mem::replace(&mut self.present, next);
        if let Some(gesture) = &mut self.gesture {
            if gesture.name.is_empty() {
                gesture.name = name;
            }
        } else {
            self.past.push(Step { name, snapshot: before, selection: selection.clone() });
            self.future.clear();
        }
        Ok(())
    }

    /// Takes over a project that was made elsewhere, such as by a merge or from an earlier version, as one step with this
    /// name. An open gesture is committed first. The same project again leaves no step.
    pub fn adopt(&mut self, project: Project, name: &str, selection: &Selection) {
        self.commit();
        if project == **self.project() {
            return;
        }
        self.last_revision += 1;
        let next = Snapshot { project: Arc::new(project), revision: self.last_revision };
        let before = std::mem::replace(&mut self.present, next);
        self.past.push(Step { name: name.to_owned(), snapshot: before, selection: selection.clone() });
        self.future.clear();
    }

    /// Starts a gesture: all edits until [`commit`](Self::commit) become one step, named after the first of them. A
    /// gesture that is already open is committed first.
    pub fn begin(&mut self, selection: &Selection) {
        self.commit();
        self.gesture =
            Some(Step { name: String::new(), snapshot: self.present.clone(), selection: selection.clone() });
    }

    /// Opens the last step again if it led here and nothing was undone since: what follows becomes part of it until
    /// [`commit`](Self::commit). Gives whether there was one to open.
    pub fn reopen(&mut self) -> bool {
        if self.gesture.is_none() && self.future.is_empty() {
            self.gesture = self.past.pop();
        }
        self.gesture.is_some()
    }

    /// The project as it is came from the one with this revision, which was not taken back.
    pub fn is_built_on(&self, revision: u64) -> bool {
        let steps = self.past.iter().chain(&self.gesture);
        self.present.revision == revision
            || steps.map(|step| step.snapshot.revision).any(|past| past == revision)
    }

    /// Makes the project one of its own, now and at every step back and forward.
    pub fn set_id(&mut self, id: &ProjectId) {
        let steps = self.past.iter_mut().chain(&mut self.future).chain(&mut self.gesture);
        for snapshot in steps.map(|step| &mut step.snapshot).chain([&mut self.present]) {
            Arc::make_mut(&mut snapshot.project).about.id = Some(id.clone());
        }
    }

    /// A gesture is open.
    pub fn in_gesture(&self) -> bool {
        self.gesture.is_some()
    }

    /// Ends the gesture and keeps what it did as one step; a gesture that did nothing leaves none.
    pub fn commit(&mut self) {
        if let Some(gesture) = self.gesture.take()
            && gesture.snapshot.revision != self.present.revision
        {
            self.past.push(gesture);
            self.future.clear();
        }
    }

    /// Ends the gesture and takes back everything it did. Gives the selection it started with.
    pub fn cancel(&mut self) -> Option<Selection> {
        let gesture = self.gesture.take()?;
        self.present = gesture.snapshot;
        Some(gesture.selection)
    }

    /// Takes back the last step. Gives the selection from before it; `selection` is what redo will bring back.
    pub fn undo(&mut self, selection: &Selection) -> Option<Selection> {
        self.commit();
        let step = self.past.pop()?;
        let (step, before) = self.travel(step, selection);
        self.future.push(step);
        Some(before)
    }

    /// Does the last undone step again. Gives the selection from after it.
    pub fn redo(&mut self, selection: &Selection) -> Option<Selection> {
        self.commit();
        let step = self.future.pop()?;
        let (step, after) = self.travel(step, selection);
        self.past.push(step);
        Some(after)
    }

    /// Goes where `step` leads; gives the step that leads back.
    fn travel(&mut self, step: Step, selection: &Selection) -> (Step, Selection) {
        let Step { name, snapshot, selection: there } = step;
        let here = std::mem::replace(&mut self.present, snapshot);
        (Step { name, snapshot: here, selection: selection.clone() }, there)
    }

    /// What undo would take back.
    pub fn undo_name(&self) -> Option<&str> {
        let open = self.gesture.as_ref().filter(|gesture| gesture.snapshot.revision != self.present.revision);
        open.or(self.past.last()).map(|step| step.name.as_str())
    }

    /// What redo would do again.
    pub fn redo_name(&self) -> Option<&str> {
        self.future.last().map(|step| step.name.as_str())
    }

    /// The project with this revision is what the file holds now.
    pub fn mark_saved(&mut self, revision: u64) {
        self.saved_revision = Some(revision);
    }

    /// The file does not hold the project as it is.
    pub fn is_unsaved(&self) -> bool {
        self.saved_revision != Some(self.present.revision)
    }
}
