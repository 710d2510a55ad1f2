//! Undo, redo and gestures over random edits, held against a history that keeps whole files.

use std::sync::Arc;

use linchpin::edit::{Edit, EditError, ElementChange, History, Selection};
use linchpin::model::{Bond, ElementId, End, Ends, Link, LinkKind, Point, Project};
use proptest::prelude::*;

use super::random::{Recipe, recipe};
use super::start::{bytes, errors, first_map, sample, small};

/// A selection that stands for a moment.
fn selected(number: usize) -> Selection {
    Selection::element(ElementId::from(format!("e_{number}").as_str()))
}

/// Applies an edit and asks that it is made as a whole or not at all, and leaves nothing loose.
fn apply(history: &mut History, edit: &Edit, selection: &Selection) -> Result<bool, TestCaseError> {
    let (before, revision) = (Arc::clone(history.project()), history.revision());
    let known = errors(&before);
    let names = (history.undo_name().map(str::to_owned), history.redo_name().map(str::to_owned));
    let result = history.apply(edit, selection);
    let changed = history.revision() != revision;
    if result.is_err() {
        prop_assert!(!changed, "{edit:?} failed and yet made a step");
    }
    if changed {
        let new: Vec<String> = errors(history.project()).difference(&known).cloned().collect();
        prop_assert!(new.is_empty(), "{edit:?} left {new:?}");
        prop_assert!(
            bytes(&before) != bytes(history.project()),
            "{edit:?} changed nothing and yet made a step"
        );
    } else {
        prop_assert!(
            Arc::ptr_eq(&before, history.project()),
            "{edit:?} made no step and yet changed something"
        );
        prop_assert_eq!(
            names,
            (history.undo_name().map(str::to_owned), history.redo_name().map(str::to_owned))
        );
    }
    Ok(changed)
}

fn there_and_back(start: Project, recipes: &[Recipe]) -> Result<(), TestCaseError> {
    let mut history = History::new(start, true);
    let mut states = vec![bytes(history.project())];
    let mut selections = Vec::new();
    for (number, recipe) in recipes.iter().enumerate() {
        let edit = recipe.edit(history.project());
        if apply(&mut history, &edit, &selected(number))? {
            states.push(bytes(history.project()));
            selections.push(selected(number));
        }
    }
    let last = selected(recipes.len());
    let mut current = last.clone();
    for state in states.iter().rev().skip(1) {
        let before = history.undo(&current);
        prop_assert_eq!(&before, &selections.pop(), "undo brings the selection back");
        current = before.unwrap_or_default();
        prop_assert!(&bytes(history.project()) == state, "undo gives another file");
    }
    prop_assert!(history.undo(&current).is_none());
    prop_assert!(!history.is_unsaved(), "all the way back is what was saved");
    for state in states.iter().skip(1) {
        current = history.redo(&current).unwrap_or_default();
        prop_assert!(&bytes(history.project()) == state, "redo gives another file");
    }
    prop_assert!(history.redo(&current).is_none());
    if states.len() > 1 {
        prop_assert_eq!(current, last, "redo brings back the selection that undo left");
    }
    Ok(())
}

/// What a person may do.
#[derive(Clone, Debug)]
enum Act {
    Edit(Recipe),
    Begin,
    Commit,
    Cancel,
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => recipe().prop_map(Act::Edit),
        1 => Just(Act::Begin),
        1 => Just(Act::Commit),
        1 => Just(Act::Cancel),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ]
}

/// A history as one would first write it: files on two stacks.
struct Model {
    past: Vec<Vec<u8>>,
    present: Vec<u8>,
    future: Vec<Vec<u8>>,
    /// Where the open gesture began, and whether anything was done since.
    gesture: Option<(Vec<u8>, bool)>,
}

impl Model {
    fn edited(&mut self, next: Vec<u8>) {
        let before = std::mem::replace(&mut self.present, next);
        if let Some((_, touched)) = &mut self.gesture {
            *touched = true;
        } else {
            self.past.push(before);
            self.future.clear();
        }
    }

    fn commit(&mut self) {
        if let Some((start, true)) = self.gesture.take() {
            self.past.push(start);
            self.future.clear();
        }
    }

    fn undo(&mut self) {
        self.commit();
        if let Some(state) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.present, state));
        }
    }

    fn redo(&mut self) {
        self.commit();
        if let Some(state) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.present, state));
        }
    }
}

fn as_modelled(start: Project, acts: &[Act]) -> Result<(), TestCaseError> {
    let mut history = History::new(start, false);
    let present = bytes(history.project());
    let mut model = Model { past: Vec::new(), present, future: Vec::new(), gesture: None };
    let nothing = Selection::default();
    for act in acts {
        match act {
            Act::Edit(recipe) => {
                let edit = recipe.edit(history.project());
                if apply(&mut history, &edit, &nothing)? {
                    model.edited(bytes(history.project()));
                }
            }
            Act::Begin => {
                history.begin(&nothing);
                model.commit();
                model.gesture = Some((model.present.clone(), false));
            }
            Act::Commit => {
                history.commit();
                model.commit();
            }
            Act::Cancel => {
                let was_open = history.in_gesture();
                prop_assert_eq!(history.cancel().is_some(), was_open);
                if let Some((start, _)) = model.gesture.take() {
                    model.present = start;
                }
            }
            Act::Undo => {
                history.undo(&nothing);
                model.undo();
            }
            Act::Redo => {
                history.redo(&nothing);
                model.redo();
            }
        }
        prop_assert!(bytes(history.project()) == model.present, "after {act:?}");
        prop_assert_eq!(history.in_gesture(), model.gesture.is_some());
        let can_undo = !model.past.is_empty() || matches!(model.gesture, Some((_, true)));
        prop_assert_eq!(history.undo_name().is_some(), can_undo);
        prop_assert_eq!(history.redo_name().is_some(), !model.future.is_empty());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_edits_on_a_small_project_are_undone_and_redone(recipes in prop::collection::vec(recipe(), 0..24)) {
        there_and_back(small(), &recipes)?;
    }

    #[test]
    fn any_acts_follow_the_plain_history(acts in prop::collection::vec(act(), 0..40)) {
        as_modelled(small(), &acts)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_edits_on_a_sample_are_undone_and_redone(recipes in prop::collection::vec(recipe(), 0..12)) {
        there_and_back(sample("waste-pickers-bengaluru.linchpin"), &recipes)?;
    }
}

fn rename(id: &str, name: &str) -> Edit {
    Edit::ChangeElements { ids: vec![id.into()], change: ElementChange::Name(name.to_owned()) }
}

fn shift(project: &Project, id: &str, x: f64) -> Edit {
    Edit::Move { map: first_map(project), places: vec![(id.into(), Point::new(x, 0.0))] }
}

#[test]
fn a_gesture_is_one_step_named_after_its_first_edit() {
    let mut history = History::new(small(), true);
    let start = bytes(history.project());
    history.begin(&selected(1));
    for x in 1..=50 {
        let edit = shift(history.project(), "e_a", f64::from(x));
        history.apply(&edit, &selected(2)).unwrap();
    }
    history.apply(&rename("e_a", "Anna"), &selected(2)).unwrap();
    assert_eq!(history.undo_name(), Some("Move 1 actor"));
    history.commit();
    assert!(!history.in_gesture());
    assert_eq!(history.undo(&selected(3)), Some(selected(1)));
    assert_eq!(bytes(history.project()), start);
    assert_eq!(history.undo(&selected(3)), None);
    assert_eq!(history.redo(&selected(1)), Some(selected(3)));
    assert_eq!(history.project().elements[&ElementId::from("e_a")].name, "Anna");
}

#[test]
fn a_cancelled_gesture_leaves_no_trace() {
    let mut history = History::new(small(), true);
    history.apply(&rename("e_a", "Anna"), &selected(0)).unwrap();
    history.undo(&selected(1));
    let (start, revision) = (bytes(history.project()), history.revision());
    history.begin(&selected(2));
    let edit = shift(history.project(), "e_a", 70.0);
    history.apply(&edit, &selected(2)).unwrap();
    assert_eq!(history.cancel(), Some(selected(2)));
    assert_eq!((bytes(history.project()), history.revision()), (start, revision));
    assert_eq!((history.undo_name(), history.redo_name()), (None, Some("Rename “A”")));
    assert!(!history.is_unsaved());
    assert_eq!(history.cancel(), None);
}

#[test]
fn a_gesture_that_did_nothing_leaves_no_step() {
    let mut history = History::new(small(), true);
    history.begin(&Selection::default());
    let edit = shift(history.project(), "e_a", 0.0);
    history.apply(&edit, &Selection::default()).unwrap();
    history.commit();
    assert_eq!(history.undo_name(), None);
}

#[test]
fn refused_edits_say_why() {
    let project = small();
    let map = first_map(&project);
    let refuse = |edit: Edit| edit.apply(&project).unwrap_err();
    assert_eq!(refuse(rename("e_gone", "X")), EditError::NoElement("e_gone".into()));
    assert_eq!(refuse(rename("e_a", "A")), EditError::NoChange);
    let lever =
        Link::new(Ends { from: "e_v".into(), to: End::Link("l_wx".into()) }, Bond::new(LinkKind::Lever));
    let lever = Edit::AddLink { id: "l_n".into(), link: lever, map: map.clone() };
    assert_eq!(refuse(lever), EditError::WrongEnds(LinkKind::Lever.rule()), "a variable pulls no lever");
    assert_eq!(refuse(Edit::DeleteMap { id: "m_gone".into() }), EditError::NoMap("m_gone".into()));
    let one = Edit::DeleteMap { id: "m_causes".into() }.apply(&project).unwrap();
    assert_eq!(Edit::DeleteMap { id: map }.apply(&one).unwrap_err(), EditError::LastMap);
}
