//! Press, drag and release.

use egui::{Key, PointerButton, Response, Ui};

use super::hover::bend_handle;
use super::{Gesture, RIM};
use crate::app::App;
use crate::app::action::Action;
use crate::app::canvas::eye::Eye;
use crate::app::canvas::linking::{bend_of, link_to};
use crate::app::view_state::Tool;
use crate::edit::{Edit, Selection};
use crate::model::{ElementId, Point};
use crate::scene::{ElementFigure, MapScene};

/// The button went down and the pointer moved: which gesture begins.
pub(super) fn start(
    ui: &Ui,
    app: &mut App,
    eye: Eye,
    scene: &MapScene,
    response: &Response,
    actions: &mut Vec<Action>,
) {
    let Some(pos) = ui.input(|input| input.pointer.press_origin()) else { return };
    let place = eye.to_map(pos);
    let (shift, space) = ui.input(|input| (input.modifiers.shift, input.key_down(Key::Space)));
    let primary = response.drag_started_by(PointerButton::Primary);
    if !primary || space {
        app.canvas.gesture = Gesture::Pan;
        return;
    }
    if let Some(link) = bend_handle(app, eye, scene, place) {
        app.canvas.gesture = Gesture::Bend(link.id.clone());
        actions.push(Action::BeginGesture);
        return;
    }
    let under = scene.element_at(place).cloned();
    let from_tool = matches!(app.view.tool, Tool::Link(_)).then(|| under.clone()).flatten();
    let rim = scene.near_rim(place, RIM / eye.zoom()).cloned();
    app.canvas.gesture = match (from_tool.or(rim), under) {
        (Some(from), _) => Gesture::Link(from),
        (None, Some(id)) => {
            let mut selection = app.view.selection.clone();
            if !selection.elements.contains(&id) {
                selection = Selection::element(id);
                actions.push(Action::Select(selection.clone()));
            }
            actions.push(Action::BeginGesture);
            let place_of = |id: &ElementId| scene.element(id).map(ElementFigure::center);
            let from = selection
                .elements
                .iter()
                .filter_map(|id| place_of(id).map(|c| (id.clone(), Point::new(c.x, c.y))))
                .collect();
            Gesture::Move { start: place, from, moved: false }
        }
        (None, None) if shift => Gesture::Lasso(pos),
        (None, None) => Gesture::Pan,
    };
}

/// The gesture goes on.
pub(super) fn drag(
    ui: &Ui,
    app: &mut App,
    eye: Eye,
    scene: &MapScene,
    response: &Response,
    actions: &mut Vec<Action>,
) {
    let Some(pos) = response.interact_pointer_pos() else { return };
    let place = eye.to_map(pos);
    let Some(map) = app.view.map.clone() else { return };
    match &mut app.canvas.gesture {
        Gesture::Pan => actions.push(Action::Look(eye.panned(response.drag_delta()))),
        Gesture::Move { start, from, moved } => {
            let offset = place - *start;
            if response.drag_delta() != egui::Vec2::ZERO {
                *moved = true;
                let places =
                    from.iter().map(|(id, pos)| (id.clone(), pos.moved(offset.x, offset.y))).collect();
                actions.push(Action::Edit(Edit::Move { map, places }));
            }
        }
        Gesture::Link(_) => {
            app.view.hovered_element = scene.element_at(place).cloned();
            app.view.hovered_link = None;
            ui.ctx().request_repaint();
        }
        Gesture::Bend(id) => {
            if let Some(bend) = bend_of(scene, id, place) {
                actions.push(Action::Edit(Edit::Bend { map, link: id.clone(), bend: Some(bend) }));
            }
        }
        Gesture::Lasso(_) | Gesture::None => {}
    }
}

/// The button came up: the gesture ends.
pub(super) fn stop(
    app: &mut App,
    eye: Eye,
    scene: &MapScene,
    response: &Response,
    actions: &mut Vec<Action>,
) {
    let pos = response.interact_pointer_pos();
    match std::mem::take(&mut app.canvas.gesture) {
        Gesture::Move { .. } | Gesture::Bend(_) => actions.push(Action::CommitGesture),
        Gesture::Lasso(from) => {
            let Some(to) = pos else { return };
            let area = kurbo::Rect::from_points(eye.to_map(from), eye.to_map(to));
            let mut selection = app.view.selection.clone();
            let inside = scene.elements.iter().filter(|figure| area.overlaps(figure.bounds));
            selection.elements.extend(inside.map(|figure| figure.id.clone()));
            actions.push(Action::Select(selection));
        }
        Gesture::Link(from) => {
            let Some(pos) = pos else { return };
            link_to(app, &from, eye.to_map(pos), scene, actions);
        }
        Gesture::Pan | Gesture::None => {}
    }
}
