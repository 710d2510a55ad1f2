//! Changes to the coalition in hand, each one step for undo.

use std::collections::BTreeMap;

use crate::analysis::{Suggestion, marked_levers};
use crate::app::App;
use crate::app::action::Action;
use crate::app::widgets::Gesture;
use crate::edit::{CoalitionChange, Edit};
use crate::model::{Coalition, CoalitionId, ElementId, End, Target, TermId};

/// How many seats a suggestion gives away: at most half of the members, and no fewer than it takes to be several.
const SEATS: usize = 5;

impl App {
    /// Makes changes to the coalition in hand as one step. Without one, a new coalition is made first, in the same step.
    pub(in crate::app) fn change_coalition(&self, changes: Vec<CoalitionChange>, actions: &mut Vec<Action>) {
        let known = self.coalition().map(|(id, _)| id);
        let id = known.clone().unwrap_or_else(CoalitionId::random);
        if known.is_some() && changes.len() == 1 {
            let edits = changes.into_iter().map(|change| Edit::ChangeCoalition { id: id.clone(), change });
            actions.extend(edits.map(Action::Edit));
            return;
        }
        let name = if known.is_none() { "Start a coalition" } else { "Change the coalition" };
        let fresh = Coalition { name: "New coalition".to_owned(), ..Coalition::default() };
        let first = known.is_none().then(|| CoalitionChange::Put(Box::new(fresh)));
        let edits = first.into_iter().chain(changes);
        let edits = edits.map(|change| Edit::ChangeCoalition { id: id.clone(), change }).collect();
        actions.push(Action::Edit(Edit::Many(name.to_owned(), edits)));
    }

    /// Changes from a slider: a drag is one step.
    pub(in crate::app) fn slide_coalition(
        &self,
        gesture: Gesture,
        change: impl Fn(f64) -> Vec<CoalitionChange>,
        actions: &mut Vec<Action>,
    ) {
        let known = self.coalition().map(|(id, _)| id);
        // A drag on what is not there yet: the first touch makes it.
        let Some(id) = known else {
            if let Gesture::Set(Some(value)) | Gesture::Begin(value) = gesture {
                self.change_coalition(change(value), actions);
            }
            return;
        };
        let mut edit = |value| {
            let edits =
                change(value).into_iter().map(|change| Edit::ChangeCoalition { id: id.clone(), change });
            actions.extend(edits.map(Action::Edit));
        };
        match gesture {
            Gesture::Begin(value) => {
                actions.push(Action::BeginGesture);
                let edits = change(value).into_iter();
                actions.extend(
                    edits.map(|change| Action::Edit(Edit::ChangeCoalition { id: id.clone(), change })),
                );
            }
            Gesture::Change(value) => edit(value),
            Gesture::Commit(value) => {
                edit(value);
                actions.push(Action::CommitGesture);
            }
            Gesture::Set(Some(value)) => self.change_coalition(change(value), actions),
            Gesture::Set(None) => {}
        }
    }

    /// What is wanted, spelled out: a coalition that wants everything says so by naming nothing.
    pub(in crate::app) fn wishes(&self) -> BTreeMap<TermId, Target> {
        let project = self.session.history.project();
        let stored = self.coalition().map(|(_, found)| found.wanted.clone()).unwrap_or_default();
        if !stored.is_empty() {
            return stored;
        }
        let all = super::held_assets(project);
        all.into_iter().map(|id| (id, Target::default())).collect()
    }

    /// The changes that set one wish; the others are spelled out when nothing is named yet.
    pub(in crate::app) fn set_wish(&self, asset: &TermId, wish: Option<Target>) -> Vec<CoalitionChange> {
        let named = self.coalition().is_some_and(|(_, found)| !found.wanted.is_empty());
        let mut changes = Vec::new();
        if !named {
            let others = self.wishes().into_iter().filter(|(id, _)| id != asset);
            changes.extend(others.map(|(id, target)| CoalitionChange::Asset(id, Some(target))));
        }
        changes.push(CoalitionChange::Asset(asset.clone(), wish));
        changes
    }

    /// Wants the levers on the links that the team marked, and the assets of whoever holds them.
    pub(in crate::app) fn want_marked(&self) -> Vec<CoalitionChange> {
        let marked = marked_levers(self.session.history.project());
        let stored = self.coalition().map(|(_, found)| found).unwrap_or_default();
        let levers = marked.levers.into_iter().filter(|end| !stored.levers.contains_key(end));
        let mut changes: Vec<CoalitionChange> = levers
            // One actor who controls it is enough.
            .map(|end| CoalitionChange::Lever(end, Some(Target { target: Some(0.8), ..Target::default() })))
            .collect();
        let wishes = self.wishes();
        for asset in marked.assets.into_keys().filter(|id| !wishes.contains_key(id)) {
            changes.extend(self.set_wish(&asset, Some(Target::default())));
        }
        changes
    }

    /// Takes a set over as the members; with `seats`, those who carry it get the decision seats.
    pub(in crate::app) fn keep_set(&mut self, ids: Vec<ElementId>, actions: &mut Vec<Action>) {
        self.partnering.shown = super::Shown::Members;
        self.change_coalition(vec![CoalitionChange::Members(ids.into_iter().collect())], actions);
    }

    /// Who should decide: every community organisation, then one of each sector, those first who add most.
    pub(in crate::app) fn suggest_seats(&self, set: &Suggestion) -> Vec<CoalitionChange> {
        let seats = crate::analysis::suggested_seats(self.session.history.project(), set, SEATS);
        let members = self.coalition().map(|(_, found)| found.members.clone()).unwrap_or_default();
        let changed = members.iter().filter(|(id, member)| member.seat != seats.contains(*id));
        changed.map(|(id, _)| CoalitionChange::Seat(id.clone(), seats.contains(id))).collect()
    }

    /// Sets the target of a lever.
    pub(in crate::app) fn set_lever(end: &End, wish: Option<Target>) -> Vec<CoalitionChange> {
        vec![CoalitionChange::Lever(end.clone(), wish)]
    }
}
