//! The grid: actors by interest and influence, with the names that Mendelow's matrix gave its quarters (Mendelow 1991).

mod hands;
mod model;
mod paint;
mod place;
mod tray;

use std::sync::Arc;

use egui::{
    Align, Key, Layout, Modifiers, Popup, Rect, Sense, Ui, UiBuilder, Vec2, WidgetInfo, WidgetType, pos2,
    vec2,
};

use self::hands::Drag;
use self::model::{Kept, Rated, Standing, Whose};
use self::paint::Look;
use self::place::{MARKER, Plane};
use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::encoding::encoding_chips;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, tokens};
use crate::app::view_state::Tool;
use crate::app::widgets;
use crate::edit::Selection;
use crate::model::{ElementId, ElementKind, MapKind, Project, Scale};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// What the grid remembers between frames.
#[derive(Default)]
pub(in crate::app) struct GridState {
    whose: Whose,
    spread_off: bool,
    drag: Option<Drag>,
    kept: Kept,
}

impl GridState {
    /// Lets go of what is dragged where it was. False when nothing was.
    pub fn drop_nothing(&mut self) -> bool {
        self.drag.take().is_some()
    }
}

/// Where things are: the chips, the plane and the tray below it.
fn divide(rect: Rect) -> (Rect, Plane, Rect) {
    let roomy = rect.height() >= 640.0;
    let (left, right, top, bottom) = if roomy { (76.0, 40.0, 72.0, 116.0) } else { (64.0, 24.0, 52.0, 96.0) };
    let plane = Rect::from_min_max(
        pos2(rect.left() + left, rect.top() + top),
        pos2(
            (rect.right() - right).max(rect.left() + left + 240.0),
            (rect.bottom() - bottom).max(rect.top() + top + 160.0),
        ),
    );
    let head = Rect::from_min_max(
        pos2(plane.left(), rect.top() + if roomy { 16.0 } else { 10.0 }),
        pos2(plane.right(), rect.top() + if roomy { 44.0 } else { 38.0 }),
    );
    let tray = Rect::from_min_max(
        pos2(plane.left(), plane.bottom() + 52.0),
        pos2(plane.right(), rect.bottom() - 8.0),
    );
    (head, Plane { rect: plane }, tray)
}

/// The grid.
pub(super) fn grid_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let Some(map) = app.view.map.clone() else { return };
    let project = Arc::clone(app.session.history.project());
    let has_actors = project.maps.get(&map).is_some_and(|map| {
        map.elements.keys().any(|id| project.elements.get(id).is_some_and(|e| e.kind() == ElementKind::Actor))
    });
    if !has_actors {
        let hint = "The grid shows actors by interest and influence, and this map shows no actors yet.";
        super::nothing_here(ui, app, ("No actors to place", hint), &[MapKind::Actors], actions);
        return;
    }
    let (head, plane, tray) = divide(ui.max_rect());
    let revision = app.session.history.revision();
    if let Whose::One(who) = &app.faces.grid.whose
        && !project.assessors.contains_key(who)
    {
        app.faces.grid.whose = Whose::Mean;
    }
    let whose = app.faces.grid.whose.clone();
    let titles = paint::titles(plane);
    let standing = app.faces.grid.kept.get(ui, (&project, revision), &map, plane, &whose, &titles);

    let ground = ui.interact(ui.max_rect(), ui.id().with("grid ground"), Sense::click());
    if ground.clicked() {
        actions.push(Action::Select(Selection::default()));
    }
    paint::ground(ui, plane);
    app.view.hovered_element = None;
    let reached = markers(ui, app, &project, plane, &standing, actions);
    stacks(ui, app, &project, &standing, plane, actions);
    tray::tray_ui(ui, app, &project, tray, &standing.unrated, actions);
    chips(ui, app, &project, head, &standing, actions);
    keys(ui, app, &standing, reached, actions);
    drag(ui, app, &project, plane, actions);
}

/// The markers and their names. Gives back the one that has the keyboard.
fn markers(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    plane: Plane,
    standing: &Standing,
    actions: &mut Vec<Action>,
) -> Option<ElementId> {
    let mut reached = None;
    let encoded = app.view.map.clone().map(|map| app.encoded(&map).encoded).unwrap_or_default();
    let shown: Vec<(&Rated, egui::Pos2)> =
        standing.rated.iter().filter_map(|rated| rated.marker.map(|at| (rated, at))).collect();
    let mut looks = Vec::with_capacity(shown.len());
    for (rated, at) in &shown {
        let rect = Rect::from_center_size(*at, Vec2::splat(MARKER + 2.0));
        let response = ui.interact(rect, ui.id().with(&rated.id), Sense::click_and_drag());
        response.widget_info(|| {
            let (interest, influence) = rated.ratings;
            let text = format!("{}, interest {interest:.1}, influence {influence:.1}", rated.name);
            WidgetInfo::selected(
                WidgetType::Button,
                true,
                app.view.selection.elements.contains(&rated.id),
                text,
            )
        });
        handle(ui, app, &rated.id, Some(rated.point), &response, actions);
        if response.has_focus() {
            reached = Some(rated.id.clone());
        }
        looks.push(Look {
            hover: response.hovered() || response.has_focus(),
            selected: app.view.selection.elements.contains(&rated.id),
            dimmed: app.is_dimmed(&rated.id),
        });
        widgets::focus_ring(ui, &response, rect.expand(2.0), 6.0);
        if rated.label.is_none() || response.hovered() {
            let (interest, influence) = rated.ratings;
            let text = format!("{}: interest {interest:.1}, influence {influence:.1}", rated.name);
            widgets::tip(response, &text, None);
        }
    }
    for ((rated, _), look) in shown.iter().zip(&looks) {
        paint::tether(ui, rated, *look);
    }
    if !app.faces.grid.spread_off {
        for ((rated, _), look) in shown.iter().zip(&looks) {
            let given = |scale| given(project, &rated.id, scale);
            paint::spread(ui, plane, rated, (&given(Scale::Interest), &given(Scale::Influence)), *look);
        }
    }
    for ((rated, at), look) in shown.iter().zip(&looks) {
        if let Some(label) = rated.label {
            paint::name(ui, plane, label, &rated.name, *look);
        } else if look.selected {
            let size = model::name_size(ui, &rated.name);
            let sides = place::beside(*at, size);
            let free = sides.into_iter().find(|side| plane.rect.contains_rect(*side));
            paint::name(ui, plane, free.unwrap_or(sides[0]), &rated.name, *look);
        }
        let ink = encoded.ink(&rated.id);
        paint::marker(ui, *at, model::sector(project, &rated.id).as_ref(), ink, *look);
    }
    reached
}

/// Everyone's rating of an actor.
fn given(project: &Project, id: &ElementId, scale: Scale) -> Vec<f64> {
    let actor = project.elements.get(id).and_then(|element| element.actor());
    actor
        .map(|actor| actor.ratings.values().filter_map(|rating| rating.get(scale)).collect())
        .unwrap_or_default()
}

/// What a marker, or a chip of the tray, does.
fn handle(
    ui: &Ui,
    app: &mut App,
    id: &ElementId,
    point: Option<egui::Pos2>,
    response: &egui::Response,
    actions: &mut Vec<Action>,
) {
    let selected = app.view.selection.elements.contains(id);
    if response.hovered() {
        app.view.hovered_element = Some(id.clone());
        ui.ctx().set_cursor_icon(egui::CursorIcon::Grab);
    }
    if response.clicked() {
        let more = ui.input(|input| input.modifiers.shift || input.modifiers.command);
        let mut selection = if more { app.view.selection.clone() } else { Selection::default() };
        if !more || !selection.elements.remove(id) {
            selection.elements.insert(id.clone());
        }
        actions.push(Action::Select(selection));
    }
    if response.secondary_clicked() && !selected {
        actions.push(Action::Select(Selection::element(id.clone())));
    }
    if response.drag_started() {
        let ids =
            if selected { app.view.selection.elements.iter().cloned().collect() } else { vec![id.clone()] };
        // Selected when it is let go: the inspector must not come to lie where it is dragged.
        let at = response.interact_pointer_pos().unwrap_or_default();
        let press = ui.input(|input| input.pointer.press_origin()).unwrap_or(at);
        app.faces.grid.drag = Some(Drag { ids, at, grab: point.map_or(Vec2::ZERO, |point| point - press) });
    }
    response.context_menu(|ui| {
        ui.set_min_width(200.0);
        for command in [Command::Rate, Command::Rename, Command::Copy, Command::TakeOffMap, Command::Delete] {
            if crate::app::top_bar::command_row(ui, app, command) {
                actions.push(Action::Run(command));
                ui.close();
            }
        }
    });
}

/// A count stands where no more markers fit; it opens a list of those that did not.
fn stacks(
    ui: &mut Ui,
    app: &App,
    project: &Project,
    standing: &Standing,
    plane: Plane,
    actions: &mut Vec<Action>,
) {
    for stack in &standing.stacks {
        let corner = stack.point + plane.step() * vec2(0.42, -0.42);
        let rect = Rect::from_center_size(corner, vec2(64.0, 24.0));
        let mut beside = ui.new_child(
            UiBuilder::new()
                .id_salt(("stack", stack.members.first()))
                .max_rect(rect)
                .layout(Layout::left_to_right(Align::Center)),
        );
        let text = format!("+{} more", stack.members.len());
        let chip = widgets::chip(&mut beside, &text, false);
        Popup::menu(&chip).show(|ui| {
            egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                for id in &stack.members {
                    let icon = app.view.selection.elements.contains(id).then_some(Icon::Check.char());
                    if widgets::menu_row(ui, icon, &project.name_of(id), "").clicked() {
                        actions.push(Action::Select(Selection::element(id.clone())));
                    }
                }
            });
        });
    }
}

/// Whose ratings are shown, and how far apart they are.
fn chips(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    head: Rect,
    standing: &Standing,
    actions: &mut Vec<Action>,
) {
    let assessors: Vec<_> = project.assessors.iter().collect();
    let mean = match assessors.len() {
        0 | 1 => "Team rating".to_owned(),
        count => format!("Mean of {count} assessors"),
    };
    super::head(ui, head, |ui| {
        let shown = match &app.faces.grid.whose {
            Whose::Mean => mean.clone(),
            Whose::One(who) => project.assessors.get(who).map_or_else(String::new, |who| who.name.clone()),
        };
        if assessors.len() > 1 {
            let alone = app.faces.grid.whose != Whose::Mean;
            let chip = widgets::icon_chip(ui, Some(Icon::Users.char()), &shown, alone);
            Popup::menu(&chip).show(|ui| {
                ui.set_min_width(180.0);
                let choices =
                    assessors.iter().map(|(id, who)| (Whose::One((*id).clone()), who.name.as_str()));
                for (whose, name) in std::iter::once((Whose::Mean, mean.as_str())).chain(choices) {
                    let icon = (app.faces.grid.whose == whose).then_some(Icon::Check.char());
                    if widgets::menu_row(ui, icon, name, "").clicked() {
                        app.faces.grid.whose = whose;
                    }
                }
            });
            let spread = !app.faces.grid.spread_off;
            if widgets::icon_chip(ui, Some(Icon::Scales.char()), "Show spread", spread).clicked() {
                app.faces.grid.spread_off = spread;
            }
        }
        encoding_chips(ui, app, false, actions);
        super::lit_chip(ui, app, actions);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let hint = match (&app.view.tool, standing.rated.is_empty()) {
                (Tool::Rate { interest_done: false }, _) => "Press 1 to 5: interest",
                (Tool::Rate { interest_done: true }, _) => "Press 1 to 5: influence, or Esc",
                (_, true) => "Drag the actors below onto the grid",
                _ if head.width() > 620.0 => "Drag an actor to set both of your ratings",
                _ => "Drag to rate",
            };
            widgets::label(ui, hint, type_size::SMALL, Weight::Regular, tokens(ui).text3);
        });
    });
}

/// Keys: arrows move what is selected, or the marker that has the keyboard.
fn keys(ui: &Ui, app: &mut App, standing: &Standing, reached: Option<ElementId>, actions: &mut Vec<Action>) {
    let other = ui.memory(egui::Memory::focused).is_some() && reached.is_none();
    if other || app.overlay.is_some() || Popup::is_any_open(ui) {
        return;
    }
    if let Some(id) = reached {
        let filter = egui::EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..egui::EventFilter::default()
        };
        ui.memory_mut(|memory| {
            if let Some(focused) = memory.focused() {
                memory.set_focus_lock_filter(focused, filter);
            }
        });
        let arrows = [Key::ArrowLeft, Key::ArrowRight, Key::ArrowUp, Key::ArrowDown];
        let moves = ui.input(|input| arrows.into_iter().any(|key| input.key_pressed(key)));
        let letter = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::R));
        if (moves || letter) && !app.view.selection.elements.contains(&id) {
            app.view.selection = Selection::element(id);
        }
        if letter {
            // The digits that follow are read where nothing has the keyboard.
            ui.memory_mut(|memory| memory.focused().map(|focused| memory.surrender_focus(focused)));
            actions.push(Action::Run(Command::Rate));
        }
    }
    let shown: Vec<(ElementId, (f64, f64))> =
        standing.rated.iter().map(|rated| (rated.id.clone(), rated.ratings)).collect();
    hands::arrows(ui, app, &shown, actions);
}

/// The drag under way: the marker at the pointer, and what letting go would do.
fn drag(ui: &Ui, app: &mut App, project: &Project, plane: Plane, actions: &mut Vec<Action>) {
    let Some(mut drag) = app.faces.grid.drag.take() else { return };
    let (pos, down, fine) =
        ui.input(|input| (input.pointer.latest_pos(), input.pointer.primary_down(), input.modifiers.shift));
    drag.at = pos.unwrap_or(drag.at);
    if !down {
        hands::release(app, plane, &drag, fine, actions);
        return;
    }
    let t = tokens(ui);
    ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
    let text = match hands::drop_at(plane, drag.at, drag.grab, fine) {
        hands::Drop::Rate(interest, influence) => {
            let at = plane.point((interest, influence));
            ui.painter().circle(at, 5.0, color(t.raised), egui::Stroke::new(2.0, color(t.accent)));
            format!("Your rating: interest {interest}, influence {influence}")
        }
        hands::Drop::Clear => "Take your ratings back".to_owned(),
        hands::Drop::Nothing => String::new(),
    };
    for id in &drag.ids {
        paint::marker(
            ui,
            drag.at,
            model::sector(project, id).as_ref(),
            None,
            Look { selected: true, ..Look::default() },
        );
    }
    if !text.is_empty() {
        let job = fonts::text(&text, type_size::SMALL.0, Weight::Medium, color(t.text));
        let width = fonts::galley(ui, job.clone()).size().x + 16.0;
        let left = (drag.at.x + 22.0).min(ui.max_rect().right() - width - 4.0);
        let rect = Rect::from_min_size(pos2(left, drag.at.y - 36.0), vec2(width, 24.0));
        let rim = egui::Stroke::new(1.0, color(t.border));
        ui.painter().rect(rect, 6.0, color(t.raised), rim, egui::StrokeKind::Inside);
        widgets::text_at(ui, rect.center(), egui::Align2::CENTER_CENTER, job);
    }
    app.faces.grid.drag = Some(drag);
}
