//! The bars at the top: logo, menus, title and saved state, search, and a tab for each map.

use egui::{Align, Align2, Layout, Rect, Sense, Stroke, Ui, UiBuilder, pos2, vec2};

use super::App;
use super::action::Action;
use super::command::{Command, Menu, TABLE};
use super::fonts::{self, Weight};
use super::shell::Parts;
pub(super) use super::tabs::{end_room, keep_end_room, map_icon, split_ui, tabs_ui};
use super::theme::{color, tokens};
use super::widgets;
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The bar with logo, menus, title and search; on a small window also the tabs.
pub(super) fn top_bar_ui(ui: &mut Ui, app: &App, parts: &Parts, actions: &mut Vec<Action>) {
    let bar = ui.max_rect();
    let mut left = ui.new_child(
        UiBuilder::new().max_rect(bar.shrink2(vec2(12.0, 0.0))).layout(Layout::left_to_right(Align::Center)),
    );
    left.spacing_mut().item_spacing.x = 2.0;
    flat_buttons(&mut left);
    if parts.compact {
        menu_button(&mut left, app, actions);
        left.add_space(8.0);
        let end = bar.right() - 12.0 - end_room(ui);
        tabs_ui(&mut left, app, end, actions);
    } else {
        logo(&mut left);
        left.add_space(4.0);
        for menu in Menu::ALL {
            let title =
                fonts::text(menu.title(), type_size::BODY.0, Weight::Regular, color(tokens(ui).text2));
            left.menu_button(title, |ui| menu_rows(ui, app, menu, actions));
        }
    }
    let mut right = ui.new_child(
        UiBuilder::new().max_rect(bar.shrink2(vec2(12.0, 0.0))).layout(Layout::right_to_left(Align::Center)),
    );
    if !parts.compact {
        let present = widgets::button(&mut right, Some(Icon::Presentation.char()), "Present");
        if widgets::tip(present, "Present the story", Some("F5")).clicked() {
            actions.push(Action::Run(Command::Present));
        }
        right.add_space(6.0);
    }
    search(&mut right, parts.compact, actions);
    if parts.compact {
        right.add_space(8.0);
        split_ui(&mut right, app, actions);
        super::faces::switch_ui(&mut right, app.view.face, false, actions);
        keep_end_room(ui, right.min_rect().width());
    }
    title(ui, app, bar, (left.min_rect().right(), right.min_rect().left()));
}

/// Words in the bar show that they are buttons only under the pointer.
fn flat_buttons(ui: &mut Ui) {
    let widgets = &mut ui.visuals_mut().widgets;
    for look in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active, &mut widgets.open] {
        look.bg_stroke = Stroke::NONE;
    }
    widgets.inactive.weak_bg_fill = egui::Color32::TRANSPARENT;
}

/// The program's mark: a ring with a pin through it.
fn logo(ui: &mut Ui) {
    let t = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(24.0, 24.0), Sense::hover());
    let middle = rect.center();
    let ring: Vec<egui::Pos2> = (0..=40)
        .map(|step| {
            // Open where the pin comes in, at the upper right.
            let angle = (-20.0 + 280.0 * (step as f32) / 40.0_f32).to_radians();
            middle + 7.5 * vec2(angle.cos(), angle.sin())
        })
        .collect();
    ui.painter().line(ring, Stroke::new(3.0, color(t.text)));
    ui.painter().line_segment([middle, middle + vec2(6.5, -6.5)], Stroke::new(2.5, color(t.accent)));
    ui.painter().circle_filled(middle, 3.0, color(t.accent));
}

fn menu_button(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let icon = fonts::icon(Icon::List.char(), 18.0, color(tokens(ui).text2));
    let button = ui.menu_button(icon, |ui| {
        for menu in Menu::ALL {
            ui.menu_button(menu.title(), |ui| menu_rows(ui, app, menu, actions));
        }
    });
    let name = || egui::WidgetInfo::labeled(egui::WidgetType::Button, true, "Menu");
    button.response.widget_info(name);
}

/// The rows of a menu, from the command table.
fn menu_rows(ui: &mut Ui, app: &App, menu: Menu, actions: &mut Vec<Action>) {
    ui.set_width(300.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    for entry in TABLE.iter().filter(|entry| entry.menu == menu) {
        if entry.rule {
            ui.separator();
        }
        if command_row(ui, app, entry.command) {
            actions.push(Action::Run(entry.command));
            ui.close();
        }
        if entry.command == Command::Open {
            recent_files(ui, app, actions);
        }
    }
}

fn recent_files(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let recent = app.settings.recent();
    if recent.is_empty() {
        return;
    }
    ui.menu_button("Open recent", |ui| {
        for path in recent {
            let name =
                path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into());
            if ui.button(name).on_hover_text(path.display().to_string()).clicked() {
                actions.push(Action::OpenPath(path.clone()));
                ui.close();
            }
        }
    });
}

/// One command as a menu row; "Undo" says what it would take back.
pub(super) fn command_row(ui: &mut Ui, app: &App, command: Command) -> bool {
    command_response(ui, app, command).clicked()
}

/// The row of a command, with its icon and keys; a check stands for the icon of what is on.
pub(super) fn command_response(ui: &mut Ui, app: &App, command: Command) -> egui::Response {
    let history = &app.session.history;
    let step = match command {
        Command::Undo => history.undo_name(),
        Command::Redo => history.redo_name(),
        _ => None,
    };
    let label = match step {
        Some(step) => format!("{} {step}", command.entry().label),
        None => command.entry().label.to_owned(),
    };
    let keys = command.keys_text().unwrap_or_default();
    let on = match command {
        Command::SnapToGrid => app.settings.snaps_to_grid(),
        Command::SnapToOthers => app.settings.snaps_to_others(),
        _ => false,
    };
    let icon = if on { Icon::Check } else { command.entry().icon };
    let row = ui.add_enabled_ui(app.is_enabled(command), |ui| {
        widgets::menu_row(ui, Some(icon.char()), &label, &keys)
    });
    row.inner
}

fn search(ui: &mut Ui, compact: bool, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let width = if compact { 84.0 } else { 236.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::click());
    let fill = if response.hovered() { t.hover } else { t.sunken };
    ui.painter().rect(
        rect,
        super::theme::corners(crate::scene::tokens::radius::BUTTON),
        color(fill),
        Stroke::new(1.0, color(t.border)),
        egui::StrokeKind::Inside,
    );
    widgets::glyph(
        ui,
        pos2(rect.left() + 17.0, rect.center().y),
        Icon::MagnifyingGlass.char(),
        15.0,
        color(t.text3),
    );
    let words = fonts::text("Search or run a command", type_size::SMALL.0, Weight::Regular, color(t.text3));
    if !compact {
        widgets::text_at(ui, pos2(rect.left() + 32.0, rect.center().y), Align2::LEFT_CENTER, words);
    }
    let cap = Rect::from_center_size(pos2(rect.right() - 28.0, rect.center().y), vec2(46.0, 18.0));
    let mut cap_ui =
        ui.new_child(UiBuilder::new().max_rect(cap).layout(Layout::left_to_right(Align::Center)));
    widgets::key_cap(&mut cap_ui, &Command::Palette.keys_text().unwrap_or_default().replace('+', " "));
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, "Search or run a command"));
    if response.clicked() {
        actions.push(Action::Run(Command::Palette));
    }
}

/// The project's name and whether its file holds it, in the middle unless the bar is full.
fn title(ui: &Ui, app: &App, bar: Rect, (left, right): (f32, f32)) {
    let t = tokens(ui);
    let room = (right - left - 32.0).max(0.0);
    let name = fonts::text(&app.session.title(), type_size::BODY.0, Weight::SemiBold, color(t.text));
    let name = fonts::galley(ui, fonts::elided(name, (room - 130.0).max(60.0), 1));
    let state = app.session.state_text();
    let saved = app.session.is_saved();
    let ink = if app.session.has_unsaved_work() { t.warn } else { t.text3 };
    let state = fonts::galley(ui, fonts::text(&state, type_size::SMALL.0, Weight::Regular, color(ink)));
    let check = if saved { 18.0 } else { 0.0 };
    let width = name.size().x + 12.0 + check + state.size().x;
    if width > room {
        return;
    }
    let wanted = bar.center().x - width / 2.0;
    let mut x = wanted.clamp(left + 16.0, right - 16.0 - width);
    let middle = bar.center().y;
    let painter = ui.painter();
    painter.galley(pos2(x, middle - name.size().y / 2.0), name.clone(), color(t.text));
    x += name.size().x + 12.0;
    if saved {
        widgets::glyph(ui, pos2(x + 6.0, middle), Icon::Check.char(), 13.0, color(t.success));
        x += check;
    }
    painter.galley(pos2(x, middle - state.size().y / 2.0), state, color(ink));
}
