//! Key caps, and the tooltip that names a thing and its keys.

use egui::{
    Align2, Frame, Margin, Response, Sense, Stroke, StrokeKind, Tooltip, Ui, WidgetInfo, WidgetType, vec2,
};

use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::scene::tokens::{radius, type_size};

use super::ink;

/// One key cap.
pub fn key_cap(ui: &mut Ui, key: &str) -> Response {
    let t = tokens(ui);
    let job = fonts::text(key, type_size::MICRO.0, Weight::Medium, color(t.text2));
    let width = (fonts::galley(ui, job.clone()).size().x + 10.0).max(18.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width.round(), 18.0), Sense::hover());
    ui.painter().rect(
        rect,
        corners(radius::KEY),
        color(t.raised),
        Stroke::new(1.0, color(t.border)),
        StrokeKind::Inside,
    );
    ink::text_at(ui, rect.center(), Align2::CENTER_CENTER, job);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, key));
    response
}

/// The keys of a shortcut such as `Ctrl+Shift+K`, a cap each. In a right-to-left row they still read in order.
pub fn keys(ui: &mut Ui, shortcut: &str) {
    // The plus sign is itself a key: "Ctrl++" has an empty last part.
    let mut parts: Vec<&str> =
        shortcut.split('+').map(|part| if part.is_empty() { "+" } else { part }).collect();
    if shortcut.ends_with('+') {
        parts.pop();
    }
    if ui.layout().prefer_right_to_left() {
        parts.reverse();
    }
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for part in parts {
            key_cap(ui, part);
        }
    });
}

/// Names what the pointer rests on, and its shortcut, after half a second.
pub fn tip(response: Response, name: &str, shortcut: Option<&str>) -> Response {
    let t = tokens(&response.ctx);
    let frame = Frame::popup(&response.ctx.global_style())
        .inner_margin(Margin::symmetric(8, 6))
        .corner_radius(corners(radius::BUTTON));
    let mut tooltip = Tooltip::for_enabled(&response);
    tooltip.popup = tooltip.popup.frame(frame);
    tooltip.show(|ui| {
        let caps = shortcut.is_some();
        let widest = 280.0 - 16.0;
        let job = fonts::text(name, type_size::SMALL.0, Weight::Medium, color(t.text));
        if !caps || fonts::galley(ui, job.clone()).size().x > widest * 0.6 {
            ui.set_max_width(widest);
            ui.vertical(|ui| {
                ink::paragraph(ui, name, type_size::SMALL, Weight::Medium, t.text);
                if let Some(shortcut) = shortcut {
                    ui.horizontal(|ui| keys(ui, shortcut));
                }
            });
        } else if let Some(shortcut) = shortcut {
            ui.horizontal(|ui| {
                ink::label(ui, name, type_size::SMALL, Weight::Medium, t.text);
                keys(ui, shortcut);
            });
        }
    });
    response
}
