//! Two maps side by side.
//!
//! Everything in the window acts on one map, the one in front. With the view split there is a second one beside it, with
//! a canvas of its own; the half under the pointer comes to the front before anything else happens in a frame. So
//! gestures, commands and keys know nothing of halves.

use egui::{CursorIcon, Id, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use super::App;
use super::action::Action;
use super::canvas::{self, Canvas, Standpoint};
use super::fonts::{self, Weight};
use super::theme::{color, tokens};
use super::timeline;
use super::top_bar::map_icon;
use super::view_state::{Beside, Tool};
use super::widgets;
use crate::model::MapId;
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// How high the strip with a map's title is.
const STRIP: f32 = 32.0;
/// How wide the divider can be gripped.
const GRIP: f32 = 8.0;
/// The least share of the width that a half keeps.
const LEAST: f32 = 0.22;

/// The map in front, or two maps with a divider between. `covered` is what lies over them.
pub(super) fn maps_ui(ui: &mut Ui, app: &mut App, covered: &[Rect], actions: &mut Vec<Action>) {
    let area = ui.max_rect();
    let Some(beside) = &app.view.beside else {
        let rest = timeline::beside::then_ui(ui, app, area);
        if rest == area {
            canvas::canvas_ui(ui, app, Standpoint::Front, actions);
        } else {
            let mut now = ui.new_child(UiBuilder::new().id_salt("now").max_rect(rest));
            now.set_clip_rect(rest.intersect(ui.clip_rect()));
            canvas::canvas_ui(&mut now, app, Standpoint::Front, actions);
        }
        return;
    };
    let share = beside.share.clamp(LEAST, 1.0 - LEAST);
    let x = (area.left() + area.width() * share).round();
    let left = Rect::from_min_max(area.min, pos2(x, area.bottom()));
    let right = Rect::from_min_max(pos2(x, area.top()), area.max);
    follow_pointer(ui, app, [left, right], covered);
    for (half, name, is_right) in [(left, "left half", false), (right, "right half", true)] {
        let in_front = app.view.beside.as_ref().is_none_or(|beside| beside.front_right == is_right);
        half_ui(ui, app, (half, name), in_front, actions);
    }
    divider_ui(ui, app, area, x);
}

/// The half under the pointer comes to the front, unless something is under way in the other.
fn follow_pointer(ui: &Ui, app: &mut App, [left, right]: [Rect; 2], covered: &[Rect]) {
    let Some(beside) = &app.view.beside else { return };
    let other = if beside.front_right { left } else { right };
    let ctx = ui.ctx();
    let (pos, held) = ctx.input(|input| {
        let pointer = &input.pointer;
        (pointer.latest_pos(), pointer.any_down() && !pointer.any_pressed())
    });
    let busy = (held && !egui::DragAndDrop::has_any_payload(ctx))
        || app.overlay.is_some()
        || app.view.naming.is_some()
        || app.view.area_typing.is_some()
        || app.session.history.in_gesture()
        || egui::Popup::is_any_open(ctx);
    let over = |pos| other.shrink(GRIP / 2.0).contains(pos) && !covered.iter().any(|rect| rect.contains(pos));
    if !busy && pos.is_some_and(over) {
        app.swap_halves();
    }
}

fn half_ui(
    ui: &mut Ui,
    app: &mut App,
    (half, name): (Rect, &str),
    in_front: bool,
    actions: &mut Vec<Action>,
) {
    let strip = Rect::from_min_size(half.min, vec2(half.width(), STRIP));
    let rest = Rect::from_min_max(strip.left_bottom(), half.max);
    // What is asked for in the half behind is done there: it comes to the front first.
    let mut asked = Vec::new();
    if !in_front {
        app.exchange_halves();
    }
    let fit = app.view.fit_next;
    app.view.fit_next &= in_front;
    let mut child = ui.new_child(UiBuilder::new().id_salt(name).max_rect(rest));
    child.set_clip_rect(rest.intersect(ui.clip_rect()));
    let standpoint = if in_front { Standpoint::Front } else { Standpoint::Beside };
    canvas::canvas_ui(&mut child, app, standpoint, &mut asked);
    let mut head = ui.new_child(UiBuilder::new().id_salt((name, "strip")).max_rect(strip));
    head.set_clip_rect(strip.intersect(ui.clip_rect()));
    strip_ui(&mut head, app, strip, in_front, &mut asked);
    if !in_front {
        app.view.fit_next = fit;
        app.exchange_halves();
        if !asked.is_empty() {
            actions.push(Action::OtherHalf);
        }
    }
    actions.append(&mut asked);
}

/// The title of a half: the map, a way to choose another, and a way to close the other half.
fn strip_ui(ui: &mut Ui, app: &App, strip: Rect, in_front: bool, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    ui.interact(strip, ui.id().with("ground"), Sense::click_and_drag());
    ui.painter().rect_filled(strip, 0.0, color(t.panel));
    widgets::hairline(ui, strip.left_bottom(), strip.right_bottom());
    if in_front {
        let line = Rect::from_min_size(strip.min, vec2(strip.width(), 2.0));
        ui.painter().rect_filled(line, 0.0, color(t.accent));
    }
    let project = app.session.history.project();
    let shown = app.view.map.clone();
    let record = shown.as_ref().and_then(|id| project.maps.get(id));
    let title = record.map_or("", |map| map.title.as_str());
    let inside = strip.shrink2(vec2(8.0, 2.0));
    let mut row = ui.new_child(
        UiBuilder::new().max_rect(inside).layout(egui::Layout::left_to_right(egui::Align::Center)),
    );
    let job = fonts::text(
        title,
        type_size::SMALL.0,
        Weight::SemiBold,
        color(if in_front { t.text } else { t.text2 }),
    );
    let job = fonts::elided(job, (inside.width() - 96.0).max(40.0), 1);
    let width = fonts::galley(ui, job.clone()).size().x + 52.0;
    let (rect, button) = row.allocate_exact_size(vec2(width, 28.0), Sense::click());
    if button.hovered() {
        ui.painter().rect_filled(rect, super::theme::corners(6.0), color(t.hover));
    }
    let icon = record.map_or(Icon::Graph, |map| map_icon(map.kind()));
    widgets::glyph(ui, pos2(rect.left() + 15.0, rect.center().y), icon.char(), 15.0, color(t.text2));
    widgets::text_at(ui, pos2(rect.left() + 28.0, rect.center().y), egui::Align2::LEFT_CENTER, job);
    let caret = pos2(rect.right() - 12.0, rect.center().y);
    widgets::glyph(ui, caret, Icon::CaretDown.char(), 11.0, color(t.text3));
    let label = format!("Map in this half: {title}");
    button.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &label));
    let button = widgets::tip(button, "Choose the map of this half", None);
    egui::Popup::menu(&button).show(|ui| {
        ui.set_width(240.0);
        for (id, map) in project.maps_in_order().into_iter().filter(|(id, _)| Some(*id) != shown.as_ref()) {
            if widgets::menu_row(ui, Some(map_icon(map.kind()).char()), &map.title, "").clicked() {
                actions.push(Action::ShowMap(id.clone()));
                ui.close();
            }
        }
    });
    let mut end = ui.new_child(
        UiBuilder::new()
            .id_salt("end")
            .max_rect(inside)
            .layout(egui::Layout::right_to_left(egui::Align::Center)),
    );
    if widgets::icon_button(&mut end, Icon::X.char(), "Close this half", None).clicked() {
        actions.extend(shown.map(Action::CloseHalf));
    }
}

/// The line between the halves: it can be dragged, and a double click puts it in the middle.
fn divider_ui(ui: &Ui, app: &mut App, area: Rect, x: f32) {
    let t = tokens(ui);
    let grip = Rect::from_min_max(pos2(x - GRIP / 2.0, area.top()), pos2(x + GRIP / 2.0, area.bottom()));
    let response = ui.interact(grip, Id::new("divider of the maps"), Sense::click_and_drag());
    let active = response.hovered() || response.dragged();
    let ink = if active { t.accent } else { t.border };
    let wide = if active { 2.0 } else { 1.0 };
    ui.painter().vline(x, area.y_range(), egui::Stroke::new(wide, color(ink)));
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::WidgetType::Slider, true, "Divider between the maps")
    });
    if active {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
    let Some(beside) = &mut app.view.beside else { return };
    if response.double_clicked() {
        beside.share = 0.5;
    } else if let (true, Some(pos)) = (response.dragged(), response.interact_pointer_pos()) {
        beside.share = ((pos.x - area.left()) / area.width().max(1.0)).clamp(LEAST, 1.0 - LEAST);
    }
}

impl App {
    /// Exchanges what is in front with what is beside it, for as long as the other half is painted.
    fn exchange_halves(&mut self) {
        let Some(beside) = &mut self.view.beside else { return };
        if let Some(map) = &mut self.view.map {
            std::mem::swap(map, &mut beside.map);
            std::mem::swap(&mut self.canvas, &mut self.canvas_beside);
        }
    }

    /// The other half comes to the front. What is in hand stays in hand as far as it makes sense there.
    pub(super) fn swap_halves(&mut self) {
        self.exchange_halves();
        if let Some(beside) = &mut self.view.beside {
            beside.front_right = !beside.front_right;
        }
        let project = self.session.history.project();
        let shows = |id| {
            self.view
                .map
                .as_ref()
                .and_then(|map| project.maps.get(map))
                .is_some_and(|map| map.elements.contains_key(id))
        };
        if matches!(&self.view.tool, Tool::Link(Some(from)) if !shows(from)) {
            self.view.tool = Tool::Link(None);
        }
        self.view.settle(&project.clone());
    }

    /// Closes the half with this map; the other stays.
    pub(super) fn close_half(&mut self, map: &MapId) {
        if self.view.beside.is_some() {
            if self.view.map.as_ref() == Some(map) {
                self.swap_halves();
            }
            self.split(None);
        }
    }

    /// Splits the view, with `map` or else the next map beside the one in front; or closes the half beside.
    pub(super) fn split(&mut self, map: Option<MapId>) {
        let Some(front) = self.view.map.clone() else { return };
        if self.view.beside.take().is_some() {
            self.canvas_beside = Canvas::default();
            self.view.cameras.remove(&front);
            return;
        }
        let project = self.session.history.project();
        let in_order: Vec<&MapId> = project.maps_in_order().into_iter().map(|(id, _)| id).collect();
        let at = in_order.iter().position(|id| **id == front).unwrap_or_default();
        let next = (1..in_order.len()).map(|step| in_order[(at + step) % in_order.len()].clone()).next();
        let Some(other) = map.filter(|map| *map != front).or(next) else {
            self.toasts
                .say("There is one map only. Add a second one with + beside its tab, then split the view.");
            return;
        };
        // Each fits its half anew.
        self.view.cameras.remove(&front);
        self.view.cameras.remove(&other);
        self.canvas_beside = Canvas::default();
        self.view.beside = Some(Beside { map: other, front_right: false, share: 0.5 });
    }
}
