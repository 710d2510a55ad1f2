//! What is under the pointer, and the pointer's shape.

use egui::{CursorIcon, Key, Ui};

use super::{FORGIVING, Gesture, RIM};
use crate::app::App;
use crate::app::canvas::areas;
use crate::app::canvas::eye::Eye;
use crate::app::view_state::{Spotlight, Tool};
use crate::model::LinkId;
use crate::scene::{LinkFigure, MapScene};

pub(super) fn hovering(app: &mut App, eye: Eye, scene: &MapScene, hover: Option<kurbo::Point>) {
    let element = hover.and_then(|place| scene.element_at(place)).cloned();
    let link = match (&element, hover) {
        (None, Some(place)) => scene.link_at(place, FORGIVING / eye.zoom()).cloned(),
        _ => None,
    };
    let badge = match (&element, hover) {
        (None, Some(place)) => scene.badge_at(place),
        _ => None,
    };
    if let Some(badge) = badge {
        app.view.preview = Some(badge_spotlight(app, scene, badge));
    }
    app.view.hovered_element = element;
    app.view.hovered_link = link;
}

/// The loop of a badge, lit.
pub(super) fn badge_spotlight(app: &App, scene: &MapScene, badge: &crate::scene::LoopBadge) -> Spotlight {
    let links: std::collections::BTreeSet<LinkId> = badge.links.iter().cloned().collect();
    let from = |id: &LinkId| scene.link(id).map(|link| link.from.clone());
    let named = badge.id.as_ref().and_then(|id| app.session.history.project().loops.get(id));
    Spotlight {
        title: named.map(|named| named.label.clone()).unwrap_or_default(),
        elements: links.iter().filter_map(from).collect(),
        links,
        kind: Some(badge.kind),
    }
}

/// The handle that bends the selected link.
pub(super) fn bend_handle<'a>(
    app: &App,
    eye: Eye,
    scene: &'a MapScene,
    place: kurbo::Point,
) -> Option<&'a LinkFigure> {
    let id = app.view.selection.single_link()?;
    let link = scene.link(id)?;
    let handle = link.handle()?;
    ((handle - place).hypot() * eye.zoom() <= 10.0).then_some(link)
}

/// The pointer says what a press would do.
pub(super) fn cursor(ui: &Ui, app: &App, eye: Eye, scene: &MapScene, hover: Option<kurbo::Point>) {
    let Some(place) = hover else { return };
    let space = ui.input(|input| input.key_down(Key::Space));
    let icon = match (&app.canvas.gesture, &app.view.tool) {
        (Gesture::Pan, _) => CursorIcon::Grabbing,
        (Gesture::Move(_), _) => CursorIcon::Move,
        (Gesture::Link(_), _) | (_, Tool::Link(_) | Tool::Element | Tool::Lasso | Tool::Box) => {
            CursorIcon::Crosshair
        }
        _ if space => CursorIcon::Grab,
        _ if bend_handle(app, eye, scene, place).is_some() => CursorIcon::Grab,
        _ if scene.near_rim(place, RIM / eye.zoom()).is_some() => CursorIcon::Crosshair,
        _ if app.view.hovered_element.is_some() || app.view.hovered_link.is_some() => {
            CursorIcon::PointingHand
        }
        _ if scene.badge_at(place).is_some() || areas::under(app, eye, scene, place).is_some() => {
            CursorIcon::Grab
        }
        _ => CursorIcon::Default,
    };
    ui.ctx().set_cursor_icon(icon);
}
