//! The capture line: text that becomes elements and links, shown before it does.
//!
//! [`draft`] says what a text would make and where it would stand, [`carry`] makes it one edit, [`words`] says it.

mod carry;
mod draft;
mod place;
mod words;

use std::sync::Arc;

use self::draft::Draft;
pub(super) use self::draft::Surroundings;
pub(super) use self::place::beside;
use super::App;
use super::assessor;
use super::command::Command;
use crate::edit::Selection;
use crate::exchange::capture::print::name_text;
use crate::exchange::capture::{Parsed, Scope, Statement};
use crate::model::{MapId, Point};

/// The most lines that Up and Down walk through.
const MOST_ENTERED: usize = 100;

/// What is typed, what was entered, and what Enter would make.
#[derive(Default)]
pub struct CaptureLine {
    /// What is typed.
    pub text: String,
    /// The line takes the keyboard in the next frame.
    pub wanted: bool,
    /// The line has the keyboard.
    pub focused: bool,
    /// What the last Enter did, until something else is typed.
    pub said: Option<String>,
    /// Lines entered, the latest last.
    entered: Vec<String>,
    /// Which of them is shown, counted from the latest.
    back: Option<usize>,
    /// What was typed before walking back.
    kept: String,
    /// Where the last link started.
    source: Option<String>,
    scope: Option<(u64, MapId, Arc<Scope>)>,
    draft: Option<(DraftKey, Arc<Draft>)>,
    pasted: Option<Pasted>,
}

/// Pasted text with names that look like known ones, which can be made again meaning those.
struct Pasted {
    text: String,
    at: Option<Point>,
    /// The revision that the paste led to.
    revision: u64,
}

/// What a draft was made from.
#[derive(Clone, Debug, PartialEq)]
struct DraftKey {
    text: String,
    revision: u64,
    map: MapId,
}

/// Which way through the lines that were entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Walk {
    /// To an earlier one.
    Earlier,
    /// Back towards what is being typed.
    Later,
}

impl CaptureLine {
    /// Shows an earlier or a later line.
    pub(super) fn walk(&mut self, way: Walk) {
        let next = match (way, self.back) {
            (Walk::Earlier, None) => Some(0),
            (Walk::Earlier, Some(back)) => Some((back + 1).min(self.entered.len().saturating_sub(1))),
            (Walk::Later, None | Some(0)) => None,
            (Walk::Later, Some(back)) => Some(back - 1),
        };
        if self.back.is_none() {
            self.kept.clone_from(&self.text);
        }
        let shown = next.and_then(|back| self.entered.iter().rev().nth(back));
        self.back = next.filter(|_| shown.is_some());
        self.text = shown.unwrap_or(&self.kept).clone();
        self.said = None;
    }

    /// What was typed changed by hand.
    pub(super) fn typed(&mut self) {
        self.back = None;
        self.said = None;
    }

    /// Starts the line with the source of the last link.
    pub(super) fn repeat_source(&mut self) -> bool {
        match &self.source {
            Some(source) => {
                self.text = format!("{} -> ", name_text(source));
                true
            }
            None => false,
        }
    }

    fn entered(&mut self, draft: &Draft) {
        let text = std::mem::take(&mut self.text);
        self.entered.retain(|line| *line != text);
        self.entered.push(text);
        let surplus = self.entered.len().saturating_sub(MOST_ENTERED);
        self.entered.drain(..surplus);
        self.back = None;
        if let Some(Statement::Chain { first, .. }) = draft.statements.last() {
            // A slip that was united goes on under its right name.
            let slip = draft.plan.near.iter().find(|near| draft.united && near.typed == first.name);
            self.source = Some(slip.map_or(&first.name, |near| &near.name).clone());
        }
    }
}

impl App {
    /// The names of the project, as the map in front sees them.
    fn capture_scope(&mut self, map: &MapId) -> Arc<Scope> {
        let revision = self.session.history.revision();
        if let Some((known, on, scope)) = &self.capture.scope
            && *known == revision
            && on == map
        {
            return Arc::clone(scope);
        }
        let scope = Arc::new(Scope::of(self.session.history.project(), Some(map)));
        self.capture.scope = Some((revision, map.clone(), Arc::clone(&scope)));
        scope
    }

    /// What the typed line would make; made again only when the line, the project or the map changed.
    pub(super) fn capture_draft(&mut self) -> Option<Arc<Draft>> {
        let map = self.view.map.clone()?;
        if self.capture.text.trim().is_empty() {
            return None;
        }
        let revision = self.session.history.revision();
        let key = DraftKey { text: self.capture.text.clone(), revision, map };
        if let Some((known, draft)) = &self.capture.draft
            && *known == key
        {
            return Some(Arc::clone(draft));
        }
        let parsed = crate::exchange::capture::parse(&key.text);
        let draft = Arc::new(self.draft(parsed, None, false)?);
        self.capture.draft = Some((key, Arc::clone(&draft)));
        Some(draft)
    }

    /// What statements would make on the map in front, around `at` or the middle of what is seen.
    fn draft(&mut self, parsed: Parsed, at: Option<Point>, unite: bool) -> Option<Draft> {
        let map = self.view.map.clone()?;
        let scope = self.capture_scope(&map);
        let at = at.or_else(|| self.camera().map(|camera| camera.centre)).unwrap_or_default();
        let project = Arc::clone(self.session.history.project());
        let around = Surroundings { project: &project, map: &map, at };
        Some(self.canvas.with_scene(|scene, text| Draft::new(parsed, unite, &scope, &around, scene, text)))
    }

    /// Makes what the line says. The line stays and is empty for the next; one that cannot be understood stays as it is.
    /// Gives whether it was made.
    pub(super) fn enter_capture(&mut self, unite: bool) -> bool {
        let Some(mut draft) = self.capture_draft() else { return false };
        if unite && !draft.plan.near.is_empty() {
            let parsed = crate::exchange::capture::parse(&self.capture.text);
            match self.draft(parsed, None, true) {
                Some(united) => draft = Arc::new(united),
                None => return false,
            }
        }
        if draft.plan.is_empty() {
            return false;
        }
        let said = self.make(&draft);
        self.capture.entered(&draft);
        self.capture.said = Some(said);
        true
    }

    /// Makes what pasted text says around a place, as one step; selects it and says what was made and what was not.
    pub(super) fn paste_capture(&mut self, text: &str, at: Option<Point>) {
        self.make_of_text(text, at, false);
    }

    /// The text pasted last holds names that look like known ones, and nothing was done since.
    pub(super) fn can_unite_pasted(&self) -> bool {
        let revision = self.session.history.revision();
        self.capture.pasted.as_ref().is_some_and(|pasted| pasted.revision == revision)
    }

    /// Makes the text pasted last again: names that look like known ones mean those.
    pub(super) fn unite_pasted(&mut self) {
        if !self.can_unite_pasted() {
            return;
        }
        if let Some(Pasted { text, at, .. }) = self.capture.pasted.take() {
            self.travel(Command::Undo);
            self.make_of_text(&text, at, true);
        }
    }

    fn make_of_text(&mut self, text: &str, at: Option<Point>, unite: bool) {
        let parsed = match crate::exchange::capture::statements_of_table(text) {
            Some((statements, notes)) => Parsed { statements, notes },
            None => crate::exchange::capture::parse(text),
        };
        let Some(draft) = self.draft(parsed, at, unite) else { return };
        if draft.plan.is_empty() {
            let why = draft.notes.first().map(|note| format!(" {note}")).unwrap_or_default();
            self.toasts.say(format!(
                "There is nothing to make of this text.{why} Copy names, one a line, or A -> B."
            ));
            return;
        }
        let mut said = self.make(&draft);
        if let Some(note) = words::notes(&draft) {
            said = format!("{said} {note}");
        }
        self.capture.pasted = None;
        match words::slips(&draft) {
            Some(slips) => {
                let revision = self.session.history.revision();
                self.capture.pasted = Some(Pasted { text: text.to_owned(), at, revision });
                self.toasts.offer(format!("{said} {slips}"), "Use known names", Command::UnitePasted);
            }
            None => self.toasts.offer(said, "Undo", Command::Undo),
        }
        let elements =
            draft.plan.newcomers.iter().map(|new| new.id.clone()).chain(draft.plan.known.iter().cloned());
        self.view.selection = Selection { elements: elements.collect(), ..Selection::default() };
        self.view.settle(self.session.history.project());
    }

    /// Makes the one edit that a draft stands for, and says what it made.
    fn make(&mut self, draft: &Draft) -> String {
        let Some(map) = self.view.map.clone() else { return String::new() };
        let project = Arc::clone(self.session.history.project());
        let said = words::done(draft, &project);
        let (who, add) = if draft.plan.rates() {
            assessor::current(&project, &mut self.settings)
        } else {
            (crate::model::AssessorId::from("s_nobody"), None)
        };
        if let Some(edit) = carry::edit(draft, &project, &map, &who, add) {
            self.edit(&edit);
        }
        let all_seen = draft.places.iter().all(|(_, place)| self.canvas.shows(*place));
        if !all_seen {
            self.view.fit_next = true;
        }
        said
    }

    /// What the line says about what Enter would do, or why it cannot.
    pub(super) fn capture_words(&mut self) -> Option<Said> {
        match self.capture_draft() {
            Some(draft) => Some(words::preview(&draft, self.session.history.project())),
            None => self.capture.said.clone().map(Said::Done),
        }
    }
}

pub(super) use self::words::Said;
