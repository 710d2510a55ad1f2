//! What stands around the cells: sheets and search above, titles that order, figures and keys below.

use egui::{
    Align, Align2, Layout, Popup, PopupCloseBehavior, Rect, ScrollArea, Sense, Stroke, Ui, UiBuilder,
    WidgetInfo, WidgetType, pos2, vec2,
};

use super::column::Column;
use super::sheet::Sheet;
use super::state::{self, Spot};
use super::{NUMBERS, Places, Shown};
use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::faces::{head, lit_chip};
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, tokens};
use crate::app::widgets::{self, Segment};
use crate::model::{Map, Scale};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The sheets, what is lit, and the search.
pub(super) fn head_ui(
    ui: &mut Ui,
    app: &mut App,
    shown: &Shown,
    map: &Map,
    rect: Rect,
    actions: &mut Vec<Action>,
) {
    let inside = rect.shrink2(vec2(16.0, 0.0));
    head(ui, inside, |ui| {
        let offered = state::offered(&shown.project, map);
        let labels: Vec<String> =
            offered.iter().map(|(sheet, count)| format!("{} {count}", sheet.title())).collect();
        let segments: Vec<Segment<'_, Sheet>> = offered
            .iter()
            .zip(&labels)
            .map(|((sheet, _), label)| Segment { value: *sheet, icon: None, label })
            .collect();
        let mut chosen = shown.sheet;
        if widgets::segmented(ui, &segments, &mut chosen, true).changed() {
            app.faces.table.choose(&shown.map, chosen);
            app.faces.table.take_keyboard();
        }
        lit_chip(ui, app, actions);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            columns_ui(ui, app, shown, actions);
            let room = ui.available_width().min(220.0);
            ui.allocate_ui_with_layout(vec2(room, 28.0), Layout::top_down(Align::Min), |ui| {
                widgets::search_field(ui, &mut app.faces.table.filter, "Filter rows", "");
            });
            let (left, all) = (shown.rows.shown.len(), shown.rows.all);
            if !app.faces.table.filter.trim().is_empty() {
                let text = format!("{left} of {all} rows");
                if widgets::clear_chip(ui, None, &text).clicked() {
                    app.faces.table.filter.clear();
                }
            }
        });
    });
    widgets::hairline(ui, rect.left_bottom(), rect.right_bottom());
}

/// Which columns show, and the table as a file.
fn columns_ui(ui: &mut Ui, app: &mut App, shown: &Shown, actions: &mut Vec<Action>) {
    let file = widgets::icon_chip(ui, Some(Icon::Export.char()), "CSV", false);
    let keys = Command::ExportTable.keys_text();
    if widgets::tip(file, "Write what is seen as a CSV file", keys.as_deref()).clicked() {
        actions.push(Action::Run(Command::ExportTable));
    }
    let own = shown.sheet.columns();
    let figures = state::offered_figures(shown.sheet);
    let text = format!("Columns {} of {}", shown.columns().len(), own.len() + figures.len());
    let chip = widgets::icon_chip(ui, Some(Icon::Columns.char()), &text, false);
    let chip = widgets::tip(chip, "Choose columns, measures too", None);
    let room = (ui.ctx().content_rect().height() - chip.rect.bottom() - 48.0).max(200.0);
    let popup = Popup::menu(&chip).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        ui.set_width(240.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, |ui| {
            ui.set_width(232.0);
            for (index, column) in own.iter().skip(1).chain(&figures).enumerate() {
                if index + 1 == own.len() && !figures.is_empty() {
                    ui.separator();
                    widgets::label(ui, "Worked out", type_size::MICRO, Weight::SemiBold, tokens(ui).text3);
                }
                let on = shown.columns().contains(column);
                let icon = if on { Icon::Check.char() } else { ' ' };
                let row = widgets::menu_row(ui, Some(icon), column.title(), "");
                if row.clicked() {
                    app.faces.table.toggle(*column);
                }
                widgets::tip(row, column.help(), None);
            }
        });
    });
    if shown.updating {
        widgets::kind_chip(ui, "Updating…", widgets::Tone::Warn);
    }
}

/// The titles of the columns. A click orders.
pub(super) fn titles_ui(ui: &mut Ui, app: &mut App, shown: &Shown, places: &Places, rect: Rect) {
    let t = tokens(ui);
    ui.painter().rect_filled(rect, 0.0, color(t.sunken));
    let order = app.faces.table.order(shown.sheet);
    let moving = Rect::from_min_max(pos2(places.frozen(), rect.top()), rect.max);
    let line = Stroke::new(1.0, color(t.border));
    for (index, column) in shown.columns().iter().enumerate().rev() {
        let cell = places.cell(Spot { row: 0, column: index });
        let cell = Rect::from_x_y_ranges(cell.x_range(), rect.y_range());
        let clip = if index == 0 { rect } else { moving };
        let seen = cell.intersect(clip);
        if !seen.is_positive() {
            continue;
        }
        let painter = ui.painter().with_clip_rect(clip.intersect(ui.clip_rect()));
        let response = ui.interact(seen, ui.id().with(("title", index)), Sense::click());
        if response.hovered() {
            painter.rect_filled(seen, 0.0, color(t.hover));
        }
        let sorted = order.column == *column;
        let (weight, ink) = if sorted { (Weight::SemiBold, t.text) } else { (Weight::Medium, t.text2) };
        let job = fonts::text(column.title(), type_size::SMALL.0, weight, color(ink));
        let galley = fonts::galley(ui, job);
        let arrow = if sorted { 16.0 } else { 0.0 };
        let left = if column.is_number() {
            cell.right() - 10.0 - galley.size().x - arrow
        } else {
            cell.left() + 10.0
        };
        let width = galley.size().x;
        painter.galley(pos2(left, cell.center().y - galley.size().y / 2.0), galley, color(ink));
        if sorted {
            let icon = if order.falling { Icon::ArrowDown } else { Icon::ArrowUp };
            let galley = fonts::galley(ui, fonts::icon(icon.char(), 12.0, color(t.accent_text)));
            let at = pos2(left + width + 4.0, cell.center().y - galley.size().y / 2.0);
            painter.galley(at, galley, color(t.accent_text));
        }
        painter.vline(cell.right(), cell.y_range(), line);
        widgets::focus_ring(ui, &response, seen.shrink(4.0), 0.0);
        response.widget_info(|| {
            let how = match (sorted, order.falling) {
                (true, true) => ", from high to low",
                (true, false) => ", from low to high",
                _ => "",
            };
            WidgetInfo::labeled(
                WidgetType::Button,
                true,
                format!("Sort by {}{how}", column.title().to_lowercase()),
            )
        });
        if response.clicked() {
            app.faces.table.order_by(shown.sheet, *column);
            app.faces.table.take_keyboard();
        }
        widgets::tip(response, &format!("{}. Click to sort.", column.help()), None);
    }
    let numbers = Rect::from_min_max(rect.min, pos2(rect.left() + NUMBERS, rect.bottom()));
    ui.painter().rect_filled(numbers, 0.0, color(t.sunken));
    let job = fonts::text("#", type_size::SMALL.0, Weight::Medium, color(t.text3));
    widgets::text_at(ui, numbers.center(), Align2::CENTER_CENTER, job);
    ui.painter().vline(numbers.right(), rect.y_range(), line);
    widgets::hairline(ui, rect.left_bottom(), rect.right_bottom());
}

/// How many there are, their means, and the keys.
pub(super) fn foot_ui(ui: &mut Ui, shown: &Shown, rect: Rect) {
    let t = tokens(ui);
    ui.painter().rect_filled(rect, 0.0, color(t.panel));
    widgets::hairline(ui, rect.left_top(), rect.right_top());
    let inside = rect.shrink2(vec2(16.0, 0.0));
    let mut row = ui.new_child(
        UiBuilder::new().id_salt("table foot").max_rect(inside).layout(Layout::left_to_right(Align::Center)),
    );
    row.spacing_mut().item_spacing.x = 16.0;
    let count = shown.sheet.counted(shown.rows.shown.len());
    widgets::label(&mut row, &count, type_size::SMALL, Weight::SemiBold, t.text);
    for scale in [Scale::Interest, Scale::Influence] {
        let column = if scale == Scale::Interest { Column::Interest } else { Column::Influence };
        if !shown.columns().contains(&column) {
            continue;
        }
        let rated: Vec<f64> = shown
            .rows
            .shown
            .iter()
            .filter_map(|row| column.spread(&shown.project, row))
            .map(|spread| spread.mean)
            .collect();
        if !rated.is_empty() {
            let mean = rated.iter().sum::<f64>() / rated.len() as f64;
            let text = format!("mean {} {mean:.1}", column.title().to_lowercase());
            widgets::label(&mut row, &text, type_size::SMALL, Weight::Regular, t.text2);
        }
    }
    if rect.width() < 760.0 {
        return;
    }
    row.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        for (keys, what) in [("Ctrl+V", "paste cells"), ("Ctrl+D", "fill down"), ("Enter", "edit")] {
            widgets::label(ui, what, type_size::SMALL, Weight::Regular, t.text2);
            widgets::keys(ui, keys);
            ui.add_space(8.0);
        }
    });
}
