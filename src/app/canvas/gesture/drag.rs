//! Press, drag and release.

use egui::{Key, PointerButton, Response, Ui};

use super::areas::AreaDrag;
use super::enclose::Enclosure;
use super::hover::bend_handle;
use super::moving::Moving;
use super::{Gesture, RIM};
use crate::app::App;
use crate::app::action::Action;
use crate::app::canvas::eye::Eye;
use crate::app::canvas::linking::{bend_of, link_to};
use crate::app::view_state::Tool;
use crate::edit::Edit;
use crate::scene::MapScene;

/// A drag from a rim that ends so near on the same element draws nothing, in screen points.
const SLIP: f32 = 14.0;

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
    app.canvas.pressed = pos;
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
    if let Some(shape) = Enclosure::of_tool(&app.view.tool, pos) {
        app.canvas.gesture = Gesture::Enclose(shape);
        return;
    }
    let under = scene.element_at(place).cloned();
    let from_tool = matches!(app.view.tool, Tool::Link(_)).then(|| under.clone()).flatten();
    let rim = scene.near_rim(place, RIM / eye.zoom()).cloned();
    let corner = AreaDrag::at_corner(app, eye, scene, place);
    let free = under.is_none() && rim.is_none();
    let area =
        corner.or_else(|| free.then(|| AreaDrag::begin(ui, app, eye, scene, place, actions)).flatten());
    if let Some(area) = area {
        app.canvas.gesture = Gesture::Area(area);
        actions.push(Action::BeginGesture);
        return;
    }
    app.canvas.gesture = match (from_tool.or(rim), under) {
        (Some(from), _) => Gesture::Link(from),
        (None, Some(id)) => Gesture::Move(Moving::begin(app, scene, id, place, actions)),
        (None, None) if shift => Gesture::Enclose(Enclosure::Box(pos)),
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
        Gesture::Move(moving) => {
            if response.drag_delta() != egui::Vec2::ZERO {
                let moving = moving.clone();
                let snapped = moving.snapped(ui, app, eye, scene, place);
                actions.push(Action::Edit(Edit::Move { map, places: moving.places(place, snapped.by) }));
                app.canvas.guides = snapped.guides;
            }
        }
        Gesture::Enclose(shape) => shape.grow(pos),
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
        Gesture::Area(area) => actions.extend(area.edit(ui, &map, place).map(Action::Edit)),
        Gesture::None => {}
    }
}

/// The gesture ends: the button came up, or Escape took it back.
pub(super) fn stop(
    ui: &Ui,
    app: &mut App,
    eye: Eye,
    scene: &MapScene,
    response: &Response,
    actions: &mut Vec<Action>,
) {
    let gesture = std::mem::take(&mut app.canvas.gesture);
    app.canvas.guides.clear();
    let (released, modifiers) = ui.input(|input| (input.pointer.any_released(), input.modifiers));
    let pos = response.interact_pointer_pos().filter(|_| released);
    if let (Gesture::Move(moving), true, Some(map)) = (&gesture, released, &app.view.map) {
        app.standing.settle(map, moving.elements());
    }
    match gesture {
        Gesture::Move(_) | Gesture::Bend(_) | Gesture::Area(_) if released => {
            actions.push(Action::CommitGesture);
        }
        Gesture::Move(_) | Gesture::Bend(_) | Gesture::Area(_) => actions.push(Action::CancelGesture),
        Gesture::Enclose(shape) => {
            let Some(to) = pos else { return };
            let selection = shape.choose(eye, scene, to, &app.view, modifiers);
            actions.push(Action::Select(selection));
            // What was drawn round is mostly moved or changed next; with a modifier held there is more to draw.
            if modifiers.is_none() {
                actions.push(Action::Take(Tool::Select));
            }
        }
        Gesture::Link(from) => {
            let Some(pos) = pos else { return };
            // A slip of the hand on the rim is no wish for a link from an element to itself.
            let slip = app.canvas.pressed.distance(pos) < SLIP;
            if !(slip && scene.element_at(eye.to_map(pos)) == Some(&from)) {
                link_to(app, &from, eye.to_map(pos), scene, actions);
            }
        }
        Gesture::Pan | Gesture::None => {}
    }
}
