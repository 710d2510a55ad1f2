//! What the pointer does on the map: a small state machine over press, drag and release.
//!
//! A frame: look around ([`look`]), see what is under the pointer ([`hover`]), then press, drag and release ([`drag`])
//! and click ([`click`]). Drags that do more have files of their own: [`moving`] elements, drawing round them
//! ([`enclose`]), groups, notes, pictures and badges ([`areas`]).

mod areas;
mod click;
mod drag;
mod enclose;
mod hover;
mod look;
mod moving;

pub(super) use self::enclose::Enclosure;
use self::moving::Moving;
pub(super) use self::moving::extent;

use egui::{Response, Ui};

use super::context_menu::{choose_for_menu, context_menu};
use super::eye::Eye;
use crate::app::App;
use crate::app::action::Action;
use crate::app::view_state::Tool;
use crate::model::{ElementId, LinkId, Point};
use crate::scene::MapScene;

/// How near the pointer must come to a link or a rim, in screen points.
pub(super) const FORGIVING: f64 = 6.0;
/// How wide the rim is from which a drag draws a link, inside and outside of it.
const RIM: f64 = 5.0;

/// What a drag does.
#[derive(Clone, Debug, Default)]
pub(super) enum Gesture {
    /// No drag.
    #[default]
    None,
    /// Moves the map.
    Pan,
    /// Draws round what is to be selected.
    Enclose(Enclosure),
    /// Moves elements from where they were.
    Move(Moving),
    /// Draws a link from an element.
    Link(ElementId),
    /// Bends a link.
    Bend(LinkId),
    /// Moves or resizes a group, a note or a picture; moves a badge or a whole loop.
    Area(areas::AreaDrag),
}

/// Reads the pointer and pushes what it asks for.
pub(super) fn read(
    ui: &Ui,
    app: &mut App,
    eye: Eye,
    scene: &MapScene,
    response: &Response,
    actions: &mut Vec<Action>,
) {
    let hover = response.hover_pos().map(|pos| eye.to_map(pos));
    app.view.pointer = hover.map(|place| Point::new(place.x, place.y));
    look::look_around(ui, app, eye, response, actions);
    if matches!(app.canvas.gesture, Gesture::None) {
        hover::hovering(app, eye, scene, hover);
    }
    hover::cursor(ui, app, eye, scene, hover);
    if response.drag_started() {
        drag::start(ui, app, eye, scene, response, actions);
    }
    if response.dragged() {
        drag::drag(ui, app, eye, scene, response, actions);
    }
    if response.drag_stopped() {
        drag::stop(ui, app, eye, scene, response, actions);
    }
    // A long touch is a press of the right button and of no other.
    if response.secondary_clicked() {
        if !areas::choose_for_menu(app, eye, scene, response, actions) {
            choose_for_menu(app, eye, scene, response, actions);
        }
    } else if response.double_clicked() && !matches!(app.view.tool, Tool::Link(_)) {
        click::double_click(app, eye, scene, response, actions);
    } else if response.clicked() {
        click::click(ui, app, eye, scene, response, actions);
    }
    context_menu(app, eye, scene, response, actions);
}
