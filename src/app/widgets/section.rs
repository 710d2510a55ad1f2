//! The inspector's sections and rows.

use egui::{Align, Layout, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::scene::tokens::type_size;

use super::ink;

/// A section: its title, a note at the right, its contents 16 in from both sides, and a hairline under it.
pub fn section<R>(ui: &mut Ui, title: &str, right: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let t = tokens(ui);
    let note = |ui: &mut Ui| {
        if !right.is_empty() {
            // A word ends where the contents do.
            ui.add_space(6.0);
            ink::label(ui, right, type_size::MICRO, Weight::Regular, t.text3);
        }
    };
    section_with(ui, title, note, contents)
}

/// A section with widgets at the right of its title, the first outermost: an icon button, a link.
pub fn section_with<R>(
    ui: &mut Ui,
    title: &str,
    right: impl FnOnce(&mut Ui),
    contents: impl FnOnce(&mut Ui) -> R,
) -> R {
    let t = tokens(ui);
    let start = ui.cursor().min;
    let width = ui.available_width();
    let inner = Rect::from_min_max(start + vec2(16.0, 12.0), pos2(start.x + width - 16.0, f32::INFINITY));
    let shown = ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
        if !title.is_empty() {
            // The row is 16 high whatever stands at its right: a button reaches over it.
            let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), 16.0), Sense::hover());
            let mut left = ui.new_child(child(row, Layout::left_to_right(Align::Center)));
            ink::label(&mut left, title, type_size::SMALL, Weight::SemiBold, t.text);
            // An icon stands above the right edge of the contents, so its button reaches past it.
            let wide = Rect::from_min_max(row.min - vec2(0.0, 6.0), row.max + vec2(6.0, 6.0));
            right(&mut ui.new_child(child(wide, Layout::right_to_left(Align::Center))));
            ui.add_space((10.0 - ui.spacing().item_spacing.y).max(0.0));
        }
        contents(ui)
    });
    let bottom = shown.response.rect.bottom() + 12.0;
    ui.advance_cursor_after_rect(Rect::from_min_max(start, pos2(start.x + width, bottom)));
    ink::hairline(ui, pos2(start.x, bottom), pos2(start.x + width, bottom));
    shown.inner
}

fn child(rect: Rect, layout: Layout) -> UiBuilder {
    UiBuilder::new().max_rect(rect).layout(layout)
}

/// A row 28 high: its label in a column of 84, its value beside it.
pub fn row_label_value<R>(ui: &mut Ui, label: &str, value: impl FnOnce(&mut Ui) -> R) -> R {
    let t = tokens(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        let (rect, _) = ui.allocate_exact_size(vec2(84.0, 28.0), Sense::hover());
        let mut column = ui.new_child(child(rect, Layout::left_to_right(Align::Center)));
        ink::label(&mut column, label, type_size::SMALL, Weight::Regular, t.text3);
        ui.spacing_mut().item_spacing.x = 0.0;
        value(ui)
    })
    .inner
}
