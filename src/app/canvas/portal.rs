//! The signs of elements that lead to other maps, and elements that are dropped onto the map from a panel.

use egui::{CursorIcon, Response, Ui};

use super::eye::Eye;
use crate::app::App;
use crate::app::theme::{color, tokens};
use crate::edit::{Edit, Selection};
use crate::model::{ElementId, Point};
use crate::scene::MapScene;

/// An element that is dragged out of a panel.
#[derive(Clone, Debug)]
pub(in crate::app) struct Carried(pub ElementId);

/// The sign under the pointer says where it leads. What is carried from a panel is shown under the pointer, and put on
/// the map where it is let go.
pub(super) fn follow(ui: &Ui, app: &mut App, eye: Eye, scene: &MapScene, response: &Response) {
    drop_ui(ui, app, eye, scene, response);
    let Some(pos) = response.hover_pos() else { return };
    let Some(id) = scene.portal_at(eye.to_map(pos)) else { return };
    let project = app.session.history.project();
    let led = project.elements.get(id).and_then(|element| project.maps.get(element.portal.as_ref()?));
    if let Some(map) = led {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        response.show_tooltip_text(format!("Leads to “{}”. Double-click to go there.", map.title));
    }
}

fn drop_ui(ui: &Ui, app: &mut App, eye: Eye, scene: &MapScene, response: &Response) {
    if response.dnd_hover_payload::<Carried>().is_some()
        && let Some(pos) = ui.input(|input| input.pointer.latest_pos())
    {
        let accent = color(tokens(ui).accent);
        ui.painter().circle(pos, 9.0, accent.gamma_multiply(0.2), egui::Stroke::new(2.0, accent));
    }
    let Some(carried) = response.dnd_release_payload::<Carried>() else { return };
    let Some(pos) = ui.input(|input| input.pointer.latest_pos()) else { return };
    let Some((map, record)) = app.current_map() else { return };
    let id = carried.0.clone();
    if record.elements.contains_key(&id) && scene.element(&id).is_some() {
        app.toasts.say("It stands on this map already. Drag it there to move it.");
    } else {
        let at = eye.to_map(pos);
        app.edit(&Edit::ShowElement { id: id.clone(), map, pos: Point::new(at.x, at.y) });
    }
    app.view.selection = Selection::element(id);
}
