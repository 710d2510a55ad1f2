//! The "What if" panel: variables that are pressed up or down, and what follows, from the signs alone or in a rough run.

mod run;
mod signs;

use egui::{Align2, Ui, pos2, vec2};

use crate::app::App;
use crate::app::action::Action;
use crate::app::causal::what_if::Method;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::app::widgets::{self, Segment};
use crate::model::{ElementId, ElementKind, Project};
use crate::scene::icon::Icon;
use crate::scene::tokens::{Tokens, type_size};

/// The panel.
pub(super) fn what_if_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    app.ask_what_if(ui.ctx());
    super::header(ui, "What if", "");
    let project = app.session.history.project().clone();
    let choices = choices(app, &project);
    super::body(ui, "what if", 16.0, |ui| {
        if choices.is_empty() && app.desk.what_if.press.is_empty() {
            super::empty(
                ui,
                "This map has no variables yet. Draw some and join them with signed causal links; then ask what \
                 follows when one of them rises or falls.",
            );
            return;
        }
        pressed_ui(ui, app, &project, &choices);
        if app.desk.what_if.press.is_empty() {
            super::empty(
                ui,
                "Choose a variable and say whether it rises or falls. On the map, select one and press Alt and an \
                 arrow key.",
            );
            return;
        }
        ui.add_space(8.0);
        let methods = [
            Segment { value: Method::Signs, icon: None, label: "Signs only" },
            Segment { value: Method::Run, icon: None, label: "Rough run" },
        ];
        widgets::segmented(ui, &methods, &mut app.desk.what_if.method, true);
        ui.add_space(12.0);
        match app.desk.what_if.method {
            Method::Signs => signs::signs_ui(ui, app, actions),
            Method::Run => run::run_ui(ui, app, actions),
        }
    });
}

/// The variables and issues of the map in front, by name.
fn choices(app: &App, project: &Project) -> Vec<(ElementId, String)> {
    let map = app.view.map.as_ref().and_then(|map| project.maps.get(map));
    let mut choices: Vec<(ElementId, String)> = project
        .elements
        .iter()
        .filter(|(id, element)| {
            element.kind() != ElementKind::Actor && map.is_none_or(|map| map.elements.contains_key(*id))
        })
        .map(|(id, _)| (id.clone(), project.name_of(id)))
        .collect();
    choices.sort_by(|a, b| a.1.to_lowercase().cmp(&b.1.to_lowercase()).then_with(|| a.0.cmp(&b.0)));
    choices
}

/// What is pressed, each with its direction and a way to let go, and a list to press more.
fn pressed_ui(ui: &mut Ui, app: &mut App, project: &Project, choices: &[(ElementId, String)]) {
    let t = tokens(ui);
    let press = app.desk.what_if.press.clone();
    let both = press.raise.iter().map(|id| (id, true)).chain(press.lower.iter().map(|id| (id, false)));
    for (id, up) in both {
        let name = project.name_of(id);
        ui.push_id(id, |ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), egui::Sense::hover());
            ui.painter().rect_filled(rect, corners(8.0), color(t.accent_soft));
            let mut row = ui.new_child(
                egui::UiBuilder::new()
                    .max_rect(rect.shrink2(vec2(2.0, 0.0)))
                    .layout(egui::Layout::right_to_left(egui::Align::Center)),
            );
            row.spacing_mut().item_spacing.x = 0.0;
            if widgets::icon_button(&mut row, Icon::X.char(), &format!("Let go of {name}"), None).clicked() {
                app.desk.what_if.press.release(id);
            }
            let (turn, said) = if up {
                (Icon::ArrowDown, format!("Lower {name} instead"))
            } else {
                (Icon::ArrowUp, format!("Raise {name} instead"))
            };
            if widgets::icon_button(&mut row, turn.char(), &said, None).clicked() {
                app.desk.what_if.press.toggle(id, !up);
            }
            let icon = if up { Icon::ArrowUp } else { Icon::ArrowDown };
            let at = pos2(rect.left() + 16.0, rect.center().y);
            widgets::glyph(ui, at, icon.char(), 16.0, color(t.accent_text));
            let verb = if up { "rises" } else { "falls" };
            let said = format!("{name} {verb}");
            let job = fonts::text(&said, type_size::BODY.0, Weight::SemiBold, color(t.text));
            let job = fonts::elided(job, rect.width() - 100.0, 1);
            widgets::text_at(ui, at + vec2(14.0, 0.0), Align2::LEFT_CENTER, job);
        });
        ui.add_space(6.0);
    }
    let selected = app.view.selection.single_element().filter(|id| {
        !press.raise.contains(*id) && !press.lower.contains(*id) && choices.iter().any(|(one, _)| one == *id)
    });
    if let Some(id) = selected.cloned() {
        let name = project.name_of(&id);
        widgets::label(ui, &name, type_size::SMALL, Weight::SemiBold, t.text);
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let up = widgets::button(ui, Some(Icon::ArrowUp.char()), "Rises");
            if up.clicked() {
                app.desk.what_if.press.toggle(&id, true);
            }
            widgets::tip(up, "What if it rises?", Some("Alt+↑"));
            let down = widgets::button(ui, Some(Icon::ArrowDown.char()), "Falls");
            if down.clicked() {
                app.desk.what_if.press.toggle(&id, false);
            }
            widgets::tip(down, "What if it falls?", Some("Alt+↓"));
        });
        ui.add_space(8.0);
    }
    let words = if press.is_empty() { "Choose a variable…" } else { "Press another variable…" };
    widgets::dropdown(ui, "Variable to press", words, |ui| {
        egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for (id, name) in choices {
                if widgets::menu_row(ui, None, name, "").clicked() {
                    app.desk.what_if.press.toggle(id, true);
                }
            }
        });
    });
}

/// A row of the answer: an arrow, the name, what is said at the right, and a bar from −1 to 1 or of two shares.
struct AnswerRow<'a> {
    icon: Icon,
    name: &'a str,
    said: &'a str,
    ink: crate::scene::tokens::Color,
    /// The share of the bar that is filled from the left, and from the right.
    bar: (f64, f64),
}

/// A row 40 high.
fn answer_row(ui: &mut Ui, row: &AnswerRow<'_>) -> egui::Response {
    let t: &Tokens = tokens(ui);
    let size = vec2(ui.available_width(), 40.0);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), corners(6.0), color(t.hover));
    }
    let line = rect.top() + 14.0;
    widgets::glyph(ui, pos2(rect.left() + 8.0, line), row.icon.char(), 14.0, color(row.ink));
    let job = fonts::text(row.said, type_size::SMALL.0, Weight::Medium, color(row.ink));
    let said = widgets::text_at(ui, pos2(rect.right(), line), Align2::RIGHT_CENTER, job);
    let job = fonts::text(row.name, type_size::BODY.0, Weight::Medium, color(t.text));
    let room = (said.left() - rect.left() - 32.0).max(24.0);
    widgets::text_at(ui, pos2(rect.left() + 24.0, line), Align2::LEFT_CENTER, fonts::elided(job, room, 1));
    let track = egui::Rect::from_min_max(
        pos2(rect.left() + 24.0, rect.bottom() - 11.0),
        pos2(rect.right(), rect.bottom() - 7.0),
    );
    ui.painter().rect_filled(track, corners(2.0), color(t.border));
    let (left, right) = (row.bar.0.clamp(0.0, 1.0) as f32, row.bar.1.clamp(0.0, 1.0) as f32);
    let filled =
        egui::Rect::from_min_max(track.min, pos2(track.left() + track.width() * left, track.bottom()));
    ui.painter().rect_filled(filled, corners(2.0), color(t.plus));
    let filled =
        egui::Rect::from_min_max(pos2(track.right() - track.width() * right, track.top()), track.max);
    ui.painter().rect_filled(filled, corners(2.0), color(t.minus));
    let label = format!("{}: {}", row.name, row.said);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, label.clone()));
    response
}
