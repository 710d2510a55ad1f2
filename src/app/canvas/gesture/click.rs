//! Clicks and double clicks.

use egui::{Response, Ui};

use super::FORGIVING;
use super::areas;
use super::hover::badge_spotlight;
use crate::app::App;
use crate::app::action::Action;
use crate::app::canvas::eye::Eye;
use crate::app::canvas::linking::link_to;
use crate::app::command::Command;
use crate::app::view_state::{Naming, NamingTarget, Tool};
use crate::app::workshop::vote;
use crate::edit::Selection;
use crate::model::Point;
use crate::scene::MapScene;

/// A click selects; with a tool in hand it does what the tool does.
pub(super) fn click(
    ui: &Ui,
    app: &mut App,
    eye: Eye,
    scene: &MapScene,
    response: &Response,
    actions: &mut Vec<Action>,
) {
    let Some(pos) = response.interact_pointer_pos() else { return };
    let place = eye.to_map(pos);
    let more = ui.input(|input| input.modifiers.shift || input.modifiers.command);
    ui.memory_mut(|memory| {
        if let Some(focused) = memory.focused() {
            memory.surrender_focus(focused);
        }
    });
    match (app.view.tool.clone(), scene.element_at(place).cloned()) {
        (Tool::Link(Some(from)), _) => link_to(app, &from, place, scene, actions),
        (Tool::Link(None), Some(id)) => {
            actions.push(Action::Select(Selection::element(id.clone())));
            actions.push(Action::Take(Tool::Link(Some(id))));
        }
        (Tool::Element, None) => {
            name_new(app, place, actions);
            actions.push(Action::Take(Tool::Select));
        }
        (Tool::Vote, Some(id)) => {
            let taken = ui.input(|input| input.modifiers.shift);
            actions.extend(vote(app.session.history.project(), &id, !taken).map(Action::Edit));
        }
        (_, Some(id)) => {
            let mut selection = if more { app.view.selection.clone() } else { Selection::default() };
            if !more || !selection.elements.remove(&id) {
                selection.elements.insert(id);
            }
            actions.push(Action::Select(selection));
        }
        (_, None) => {
            let link = scene.link_at(place, FORGIVING / eye.zoom()).cloned();
            let badge = scene.badge_at(place).map(|badge| badge_spotlight(app, scene, badge));
            if let Some(lit) = badge {
                let again = app.view.spotlight.as_ref() == Some(&lit);
                actions.push(Action::Light((!again).then_some(lit)));
                return;
            }
            if link.is_none() && areas::click(app, eye, scene, place, actions) {
                return;
            }
            let mut selection = if more { app.view.selection.clone() } else { Selection::default() };
            if let Some(id) = link
                && (!more || !selection.links.remove(&id))
            {
                selection.links.insert(id);
            }
            actions.push(Action::Select(selection));
        }
    }
}

fn name_new(app: &App, place: kurbo::Point, actions: &mut Vec<Action>) {
    let pos = app.canvas.free_place(Point::new(place.x, place.y));
    actions.push(Action::Select(Selection::default()));
    actions.push(Action::Name(Some(Naming {
        target: NamingTarget::New { pos, linked_from: None, chain: false },
        text: String::new(),
        focused: false,
    })));
}

/// A double click renames an element, or names a new one where there is nothing.
pub(super) fn double_click(
    app: &App,
    eye: Eye,
    scene: &MapScene,
    response: &Response,
    actions: &mut Vec<Action>,
) {
    let Some(pos) = response.interact_pointer_pos() else { return };
    let place = eye.to_map(pos);
    if let Some(id) = scene.portal_at(place) {
        actions.push(Action::Select(Selection::element(id.clone())));
        actions.push(Action::Run(Command::OpenPortal));
        return;
    }
    if areas::double_click(app, eye, scene, place, actions) {
        return;
    }
    if let Some(id) = scene.element_at(place) {
        actions.push(Action::Select(Selection::element(id.clone())));
        actions.push(Action::Run(Command::Rename));
    } else if scene.link_at(place, FORGIVING / eye.zoom()).is_none() {
        name_new(app, place, actions);
    }
}
