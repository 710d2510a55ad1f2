//! The visible door to the layouts, and the pill that shows one under way.

use egui::{Align2, Rect, Ui, pos2, vec2};

use super::bars::bar;
use super::context_menu::command_rows;
use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::fonts::{self, Weight};
use crate::app::perform::LAYOUTS;
use crate::app::theme::{color, corners, tokens};
use crate::app::widgets;
use crate::model::Project;
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// How wide the door is in its bar, gap included.
pub(super) const DOOR: f32 = 32.0;

/// The button that opens the layouts, and its menu.
pub(super) fn door_ui(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let button = widgets::icon_button(ui, Icon::TreeStructure.char(), "Lay out", None);
    egui::Popup::menu(&button).show(|ui| {
        command_rows(ui, app, LAYOUTS, false, actions);
        if let Some(hint) = hint(app) {
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                ui.add_space(8.0);
                ui.vertical(|ui| {
                    ui.set_width(280.0);
                    let t = tokens(ui);
                    widgets::paragraph(ui, &hint, type_size::SMALL, Weight::Regular, t.text3);
                });
            });
            ui.add_space(4.0);
        }
    });
}

/// What to do where a layout would do nothing, or what it will leave alone.
fn hint(app: &App) -> Option<String> {
    let project: &Project = app.session.history.project();
    let map = app.view.map.as_ref().and_then(|map| project.maps.get(map))?;
    let selected = app.view.selection.elements.len();
    if map.elements.len() < 2 {
        return Some(
            "There is nothing to lay out yet. Draw two elements or more: press E and type a name.".to_owned(),
        );
    }
    if selected > 1 {
        return Some(format!("Moves the {selected} selected elements; the rest stays."));
    }
    let pinned = map.elements.values().filter(|place| place.pinned).count();
    match pinned {
        0 => None,
        1 => Some("The pinned element stays where it is.".to_owned()),
        _ => Some(format!("The {pinned} pinned elements stay where they are.")),
    }
}

/// How far a layout under way is, and a button that stops it.
pub(super) fn progress_ui(ui: &mut Ui, app: &mut App, canvas: Rect) {
    const WIDTH: f32 = 300.0;
    let now = ui.input(|input| input.time);
    let Some(layouts) = &app.layouts else { return };
    let Some(share) = layouts.progress(now) else { return };
    let name = layouts.name().to_owned();
    let rect =
        Rect::from_min_size(pos2(canvas.center().x - WIDTH / 2.0, canvas.top() + 12.0), vec2(WIDTH, 40.0));
    let mut stop = false;
    bar(ui, "layout progress", rect, |ui| {
        let t = tokens(ui);
        let words = fonts::elided(
            fonts::text(&name, type_size::SMALL.0, Weight::Medium, color(t.text)),
            WIDTH - 92.0,
            1,
        );
        widgets::text_at(ui, pos2(rect.left() + 14.0, rect.center().y - 4.0), Align2::LEFT_CENTER, words);
        let track =
            Rect::from_min_size(pos2(rect.left() + 14.0, rect.bottom() - 12.0), vec2(WIDTH - 92.0, 3.0));
        ui.painter().rect_filled(track, corners(1.5), color(t.border));
        let done = Rect::from_min_size(track.min, vec2(track.width() * share.clamp(0.0, 1.0), 3.0));
        ui.painter().rect_filled(done, corners(1.5), color(t.accent));
        let place =
            Rect::from_min_max(pos2(rect.right() - 70.0, rect.top() + 6.0), rect.max - vec2(6.0, 6.0));
        let mut end = ui.new_child(egui::UiBuilder::new().max_rect(place));
        let button = widgets::button(&mut end, None, "Stop");
        stop = button.on_hover_text("Stop and keep what is there. Esc takes it back.").clicked();
    });
    if stop {
        app.stop_layout();
    }
}

/// The layouts for the menu of the map.
pub(super) fn rows(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    if !app.is_enabled(Command::LayoutForce) {
        return;
    }
    ui.separator();
    ui.menu_button("Lay out", |ui| command_rows(ui, app, LAYOUTS, false, actions));
}
