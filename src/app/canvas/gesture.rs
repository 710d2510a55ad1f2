//! What the pointer does on the map: a small state machine over press, drag and release.

use egui::{CursorIcon, Key, PointerButton, Pos2, Response, Ui};

use super::context_menu::{choose_for_menu, context_menu};
use super::eye::Eye;
use super::linking::{bend_of, link_to};
use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::view_state::{Naming, NamingTarget, Spotlight, Tool};
use crate::edit::{Edit, Selection};
use crate::model::{ElementId, LinkId, Point};
use crate::scene::{ElementFigure, LinkFigure, MapScene};

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
    /// Selects a box, from here.
    Lasso(Pos2),
    /// Moves elements from where they were.
    Move { start: kurbo::Point, from: Vec<(ElementId, Point)>, moved: bool },
    /// Draws a link from an element.
    Link(ElementId),
    /// Bends a link.
    Bend(LinkId),
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
    look_around(ui, eye, response, actions);
    if matches!(app.canvas.gesture, Gesture::None) {
        hovering(app, eye, scene, hover);
    }
    cursor(ui, app, eye, scene, hover);
    if response.drag_started() {
        start(ui, app, eye, scene, response, actions);
    }
    if response.dragged() {
        drag(ui, app, eye, scene, response, actions);
    }
    if response.drag_stopped() {
        stop(app, eye, scene, response, actions);
    }
    if response.double_clicked() {
        double_click(app, eye, scene, response, actions);
    } else if response.clicked() {
        click(ui, app, eye, scene, response, actions);
    }
    if response.secondary_clicked() {
        choose_for_menu(app, eye, scene, response, actions);
    }
    context_menu(app, response, actions);
}

/// The wheel zooms at the pointer; pinching does too.
fn look_around(ui: &Ui, eye: Eye, response: &Response, actions: &mut Vec<Action>) {
    let Some(pos) = response.hover_pos() else { return };
    let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
    let wheel = (f64::from(scroll.y) / 240.0).exp();
    let factor = wheel * f64::from(pinch);
    if (factor - 1.0).abs() > 1e-4 {
        actions.push(Action::Look(eye.zoomed(factor, pos)));
    }
}

fn hovering(app: &mut App, eye: Eye, scene: &MapScene, hover: Option<kurbo::Point>) {
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

fn badge_spotlight(app: &App, scene: &MapScene, badge: &crate::scene::LoopBadge) -> Spotlight {
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

/// The handle at the middle of a selected causal link.
fn bend_handle<'a>(app: &App, eye: Eye, scene: &'a MapScene, place: kurbo::Point) -> Option<&'a LinkFigure> {
    let id = app.view.selection.single_link()?;
    let link = scene.link(id)?;
    let handle = link.handle()?;
    ((handle - place).hypot() * eye.zoom() <= 10.0).then_some(link)
}

fn cursor(ui: &Ui, app: &App, eye: Eye, scene: &MapScene, hover: Option<kurbo::Point>) {
    let Some(place) = hover else { return };
    let space = ui.input(|input| input.key_down(Key::Space));
    let icon = match (&app.canvas.gesture, &app.view.tool) {
        (Gesture::Pan, _) => CursorIcon::Grabbing,
        (Gesture::Move { .. }, _) => CursorIcon::Move,
        (Gesture::Link(_), _) | (_, Tool::Link(_) | Tool::Element) => CursorIcon::Crosshair,
        _ if space => CursorIcon::Grab,
        _ if bend_handle(app, eye, scene, place).is_some() => CursorIcon::Grab,
        _ if scene.near_rim(place, RIM / eye.zoom()).is_some() => CursorIcon::Crosshair,
        _ if app.view.hovered_element.is_some() || app.view.hovered_link.is_some() => {
            CursorIcon::PointingHand
        }
        _ => CursorIcon::Default,
    };
    ui.ctx().set_cursor_icon(icon);
}

fn start(ui: &Ui, app: &mut App, eye: Eye, scene: &MapScene, response: &Response, actions: &mut Vec<Action>) {
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

fn drag(ui: &Ui, app: &mut App, eye: Eye, scene: &MapScene, response: &Response, actions: &mut Vec<Action>) {
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

fn stop(app: &mut App, eye: Eye, scene: &MapScene, response: &Response, actions: &mut Vec<Action>) {
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

fn click(ui: &Ui, app: &mut App, eye: Eye, scene: &MapScene, response: &Response, actions: &mut Vec<Action>) {
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
        target: NamingTarget::New { pos, linked_from: None },
        text: String::new(),
        focused: false,
    })));
}

fn double_click(app: &App, eye: Eye, scene: &MapScene, response: &Response, actions: &mut Vec<Action>) {
    let Some(pos) = response.interact_pointer_pos() else { return };
    let place = eye.to_map(pos);
    if let Some(id) = scene.element_at(place) {
        actions.push(Action::Select(Selection::element(id.clone())));
        actions.push(Action::Run(Command::Rename));
    } else if scene.link_at(place, FORGIVING / eye.zoom()).is_none() {
        name_new(app, place, actions);
    }
}
