//! Drawing and bending links, and what a link under way looks like.

use egui::{Rect, Stroke, StrokeKind, Ui};

use super::eye::Eye;
use super::gesture::Gesture;
use super::guides::{guides_ui, pins_ui};
use crate::app::App;
use crate::app::action::Action;
use crate::app::theme::{color, tokens};
use crate::app::view_state::{Naming, NamingTarget, Tool};
use crate::edit::{Edit, Selection};
use crate::model::{Bond, ElementId, End, Ends, Link, LinkId, LinkKind, MapId, Point, Project};
use crate::scene::{LinkFigure, MapScene};

/// Ends a link at the element under `place`, or at a new one there.
pub(super) fn link_to(
    app: &App,
    from: &ElementId,
    place: kurbo::Point,
    scene: &MapScene,
    actions: &mut Vec<Action>,
) {
    match scene.element_at(place) {
        Some(to) => actions.extend(join(app, from, to)),
        None => actions.push(Action::Name(Some(Naming {
            target: NamingTarget::New {
                pos: Point::new(place.x, place.y),
                linked_from: Some(from.clone()),
                chain: false,
            },
            text: String::new(),
            focused: false,
        }))),
    }
    actions.push(Action::Take(Tool::Select));
}

/// The edit that joins two elements in the way their kinds ask for.
fn join(app: &App, from: &ElementId, to: &ElementId) -> Option<Action> {
    let map = app.view.map.clone()?;
    let (edit, id) = link_edit(app.session.history.project(), &map, from, to)?;
    Some(Action::EditAndSelect(edit, Selection::link(id)))
}

/// A tie between actors, a causal link between variables and issues, a lever from an actor to either.
pub(super) fn link_edit(
    project: &Project,
    map: &MapId,
    from: &ElementId,
    to: &ElementId,
) -> Option<(Edit, LinkId)> {
    let kind_of = |id: &ElementId| project.elements.get(id).map(|element| element.kind());
    let (kind, ends) = match LinkKind::joining(kind_of(from)?, kind_of(to)?) {
        Some(LinkKind::Tie) if from == to => return None,
        Some(kind) => (kind, Ends::elements(from.clone(), to.clone())),
        None => (LinkKind::Lever, Ends::elements(to.clone(), from.clone())),
    };
    let id = LinkId::random();
    let edit = Edit::AddLink { id: id.clone(), link: Link::new(ends, Bond::new(kind)), map: map.clone() };
    Some((edit, id))
}

/// The bend that brings the middle of a link to `place`; nearly straight snaps to straight.
pub(super) fn bend_of(scene: &MapScene, id: &LinkId, place: kurbo::Point) -> Option<f64> {
    const SNAP: f64 = 0.03;
    const MOST: f64 = 1.5;
    let link = scene.link(id)?;
    let from = scene.element(&link.from)?.center();
    if link.is_own() {
        return Some(LinkFigure::side_towards(from, place));
    }
    let to = match &link.to {
        End::Element(to) => scene.element(to)?.center(),
        End::Link(to) => scene.link(to)?.middle()?,
    };
    // The handle may stand beside the middle: it is the handle that follows the pointer.
    let place = place + (link.middle()? - link.handle()?);
    let bend = LinkFigure::bend_through(from, to, place)?;
    Some(if bend.abs() < SNAP { 0.0 } else { bend.clamp(-MOST, MOST) })
}

/// What the gesture under way would make: a link to the pointer, a selection box.
pub(super) fn ghosts(ui: &Ui, app: &App, eye: Eye, scene: &MapScene) {
    let t = tokens(ui);
    pins_ui(ui, app, eye, scene);
    let Some(pointer) = ui.input(|input| input.pointer.latest_pos()) else { return };
    let accent = color(t.accent);
    if let Gesture::Enclose(shape) = &app.canvas.gesture {
        shape.paint(ui, pointer);
    }
    guides_ui(ui, eye, &app.canvas.guides);
    let ((Gesture::Link(from), _) | (_, Tool::Link(Some(from)))) = (&app.canvas.gesture, &app.view.tool)
    else {
        return;
    };
    let Some(figure) = scene.element(from).filter(|_| eye.rect.contains(pointer)) else { return };
    let start = eye.to_screen(figure.center());
    ui.painter().extend(egui::Shape::dashed_line(&[start, pointer], Stroke::new(1.75, accent), 6.0, 4.0));
    ui.painter().circle_filled(pointer, 4.0, accent);
    if let Some(target) = scene.element_at(eye.to_map(pointer)).and_then(|id| scene.element(id)) {
        let box_on_screen = Rect::from_two_pos(
            eye.to_screen(target.bounds.origin()),
            eye.to_screen(kurbo::Point::new(target.bounds.x1, target.bounds.y1)),
        );
        ui.painter().rect_stroke(
            box_on_screen.expand(4.0),
            8.0,
            Stroke::new(2.0, accent),
            StrokeKind::Outside,
        );
    }
}
