//! The columns of a table that is imported, and saying what they mean.

use egui::{ScrollArea, Ui};

use super::Import;
use super::preview::{cell, heading};
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::widgets;
use crate::exchange::{self, Column, Role};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The most columns that are listed.
const MOST: usize = 60;

/// How high the list of meanings is before it scrolls, in points: the half of a row says that there are more.
const LIST: f32 = 352.0;

/// The columns of a table, each with what it means. Gives whether one means something else now.
pub(super) fn columns_ui(ui: &mut Ui, import: &mut Import) -> bool {
    let t = tokens(ui);
    let mut changed = None;
    let mut sheet = None;
    let roles = exchange::roles(&import.columns, &import.roles);
    let of_sheet = |sheet: &str| -> Vec<(&Column, Role)> {
        let columns = import.columns.iter().zip(roles.iter().copied());
        columns.filter(|(column, _)| column.sheet == sheet).collect()
    };
    for (column, role) in import.columns.iter().zip(&roles).take(MOST) {
        if sheet != Some(&column.sheet) {
            sheet = Some(&column.sheet);
            let of = if column.sheet.is_empty() { String::new() } else { format!(" of {}", column.sheet) };
            heading(ui, &format!("Columns{of}"));
        }
        ui.horizontal(|ui| {
            let width = ui.available_width();
            cell(ui, &column.name, width * 0.26, t.text);
            let filled = column.cells.iter().filter(|cell| !cell.is_empty()).map(String::as_str);
            cell(ui, &filled.collect::<Vec<_>>().join(", "), width * 0.42, t.text3);
            let name = format!("Meaning of {}", column.key());
            let (response, chosen) = widgets::dropdown(ui, &name, role.word(), |ui| {
                let sheet: Vec<Role> = of_sheet(&column.sheet).into_iter().map(|(_, role)| role).collect();
                let mut chosen = None;
                ScrollArea::vertical().max_height(LIST).show(ui, |ui| {
                    for one in Role::offered(&sheet) {
                        let icon = (one == *role).then_some(Icon::Check.char());
                        if widgets::menu_row(ui, icon, one.word(), "").clicked() {
                            chosen = Some(one);
                        }
                    }
                });
                chosen
            });
            response
                .on_hover_text("What this column means; it is remembered for tables with the same columns");
            if let Some(chosen) = chosen.flatten().filter(|chosen| chosen != role) {
                changed = Some((column.clone(), chosen));
            }
        });
    }
    if let Some(more) = import.columns.len().checked_sub(MOST).filter(|more| *more > 0) {
        let said = format!("And {more} more columns, which mean what their names say.");
        widgets::label(ui, &said, type_size::SMALL, Weight::Regular, t.text3);
    }
    let Some((chosen, role)) = changed else { return false };
    // A table has one column of a meaning; the one that had it becomes a field.
    let had = of_sheet(&chosen.sheet).into_iter().filter(|(_, other)| *other == role && !role.is_shared());
    let had: Vec<String> = had.map(|(column, _)| column.key()).collect();
    import.roles.extend(had.into_iter().map(|key| (key, Role::Field)));
    import.roles.insert(chosen.key(), role);
    true
}
