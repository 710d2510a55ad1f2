//! What the pointer does on the map: a small state machine over press, drag and release.

use egui::{CursorIcon, Key, PointerButton, Pos2, Rect, Response, Stroke, StrokeKind, Ui};

use super::eye::Eye;
use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::theme::{color, tokens};
use crate::app::top_bar::command_row;
use crate::app::view_state::{Naming, NamingTarget, Spotlight, Tool};
use crate::edit::{Edit, Selection};
use crate::model::{Bond, ElementId, Ends, Link, LinkId, LinkKind, MapId, Point, Project};
use crate::scene::{ElementFigure, LinkFigure, MapScene};

/// How near the pointer must come to a link or a rim, in screen points.
const FORGIVING: f64 = 6.0;
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

/// The bend that brings the middle of a link to `place`; nearly straight snaps to straight.
fn bend_of(scene: &MapScene, id: &LinkId, place: kurbo::Point) -> Option<f64> {
    const SNAP: f64 = 0.03;
    const MOST: f64 = 1.5;
    let link = scene.link(id)?;
    let from = scene.element(&link.from)?.center();
    let to = scene.element(link.to.element()?)?.center();
    let bend = LinkFigure::bend_through(from, to, place)?;
    Some(if bend.abs() < SNAP { 0.0 } else { bend.clamp(-MOST, MOST) })
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

/// Ends a link at the element under `place`, or at a new one there.
fn link_to(app: &App, from: &ElementId, place: kurbo::Point, scene: &MapScene, actions: &mut Vec<Action>) {
    match scene.element_at(place) {
        Some(to) => actions.extend(join(app, from, to)),
        None => actions.push(Action::Name(Some(Naming {
            target: NamingTarget::New { pos: Point::new(place.x, place.y), linked_from: Some(from.clone()) },
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

/// A right click on something unselected selects it first, so that the menu speaks of what is under the pointer.
fn choose_for_menu(app: &App, eye: Eye, scene: &MapScene, response: &Response, actions: &mut Vec<Action>) {
    let Some(pos) = response.interact_pointer_pos() else { return };
    let place = eye.to_map(pos);
    let selection = &app.view.selection;
    if let Some(id) = scene.element_at(place) {
        if !selection.elements.contains(id) {
            actions.push(Action::Select(Selection::element(id.clone())));
        }
    } else if let Some(id) = scene.link_at(place, FORGIVING / eye.zoom()) {
        if !selection.links.contains(id) {
            actions.push(Action::Select(Selection::link(id.clone())));
        }
    } else {
        actions.push(Action::Select(Selection::default()));
    }
}

fn context_menu(app: &App, response: &Response, actions: &mut Vec<Action>) {
    const ON_NOTHING: &[Command] =
        &[Command::AddElement, Command::AddLink, Command::Paste, Command::SelectAll, Command::Fit];
    const ON_ELEMENTS: &[Command] = &[
        Command::Rename,
        Command::AddLink,
        Command::Rate,
        Command::Copy,
        Command::Duplicate,
        Command::TakeOffMap,
        Command::Delete,
    ];
    const ON_LINKS: &[Command] = &[
        Command::SignPlus,
        Command::SignMinus,
        Command::SignUnknown,
        Command::ToggleDelay,
        Command::Reverse,
        Command::TakeOffMap,
        Command::Delete,
    ];
    response.context_menu(|ui| {
        ui.set_min_width(200.0);
        let selection = &app.view.selection;
        let commands = match (selection.elements.is_empty(), selection.links.is_empty()) {
            (true, true) => ON_NOTHING,
            (true, false) => ON_LINKS,
            _ => ON_ELEMENTS,
        };
        for command in commands {
            if (app.is_enabled(*command) || *command == Command::Paste) && command_row(ui, app, *command) {
                actions.push(Action::Run(*command));
                ui.close();
            }
        }
    });
}

/// What the gesture under way would make: a link to the pointer, a selection box.
pub(super) fn ghosts(ui: &Ui, app: &App, eye: Eye, scene: &MapScene) {
    let t = tokens(ui);
    let Some(pointer) = ui.input(|input| input.pointer.latest_pos()) else { return };
    let accent = color(t.accent);
    if let Gesture::Lasso(from) = app.canvas.gesture {
        let rect = Rect::from_two_pos(from, pointer);
        ui.painter().rect(
            rect,
            2.0,
            accent.gamma_multiply(0.10),
            Stroke::new(1.0, accent),
            StrokeKind::Inside,
        );
    }
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
