//! The inspector's sections and rows.

use egui::{Align, Layout, Ui, UiBuilder, pos2, vec2};

use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::scene::tokens::type_size;

use super::ink;

/// A section: its title, a note at the right, its contents 16 in from both sides, and a hairline under it.
pub fn section<R>(ui: &mut Ui, title: &str, right: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let t = tokens(ui);
    let width = ui.available_width();
    let top = ui.cursor().top();
    let left = ui.cursor().left();
    let inner =
        egui::Rect::from_min_max(pos2(left + 16.0, top + 12.0), pos2(left + width - 16.0, f32::INFINITY));
    let shown = ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
        if !title.is_empty() {
            ui.horizontal(|ui| {
                ink::label(ui, title, type_size::SMALL, Weight::SemiBold, t.text);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if !right.is_empty() {
                        ink::label(ui, right, type_size::MICRO, Weight::Regular, t.text3);
                    }
                });
            });
            ui.add_space((10.0 - ui.spacing().item_spacing.y).max(0.0));
        }
        contents(ui)
    });
    let bottom = shown.response.rect.bottom() + 12.0;
    ui.advance_cursor_after_rect(egui::Rect::from_min_max(pos2(left, top), pos2(left + width, bottom)));
    ink::hairline(ui, pos2(left, bottom), pos2(left + width, bottom));
    shown.inner
}

/// A row 28 high: its label in a column of 84, its value beside it.
pub fn row_label_value<R>(ui: &mut Ui, label: &str, value: impl FnOnce(&mut Ui) -> R) -> R {
    let t = tokens(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        let (rect, _) = ui.allocate_exact_size(vec2(84.0, 28.0), egui::Sense::hover());
        let mut column =
            ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)));
        ink::label(&mut column, label, type_size::SMALL, Weight::Regular, t.text3);
        ui.spacing_mut().item_spacing.x = 0.0;
        value(ui)
    })
    .inner
}
