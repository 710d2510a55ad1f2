//! One bar cut into shares, such as the sectors of a coalition.

use egui::{Align2, CornerRadius, Rect, Response, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::scene::tokens::{Color, Theme, type_size};

use super::ink;

/// One share.
#[derive(Clone, Debug)]
pub struct Share {
    /// Its name, for the tooltip and the screen reader.
    pub name: String,
    /// How much of the whole, 0 to 1.
    pub share: f64,
    /// Its colour.
    pub color: Color,
    /// Its icon, shown where it fits.
    pub icon: char,
}

/// A row 23 high: a label, the bar, and a figure at the right. Without shares it says `empty`.
pub fn share_bar(ui: &mut Ui, label: &str, shares: &[Share], figure: &str, empty: &str) -> Response {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 23.0), Sense::hover());
    let middle = rect.center().y;
    let name = fonts::text(label, type_size::SMALL.0, Weight::Regular, color(t.text2));
    ink::text_at(ui, pos2(rect.left(), middle), Align2::LEFT_CENTER, name);
    let value = fonts::mono(figure, type_size::SMALL.0, false, color(t.text2));
    ink::text_at(ui, pos2(rect.right(), middle), Align2::RIGHT_CENTER, value);
    let track = Rect::from_min_max(
        pos2(rect.left() + 70.0, middle - 7.0),
        pos2((rect.right() - 44.0).max(rect.left() + 90.0), middle + 7.0),
    );
    if shares.is_empty() {
        ui.painter().rect_filled(track, corners(3.0), color(t.sunken));
        let job = fonts::text(empty, type_size::MICRO.0, Weight::Regular, color(t.text3));
        ink::text_at(ui, track.center(), Align2::CENTER_CENTER, fonts::elided(job, track.width() - 8.0, 1));
    }
    let on_fill = if t.theme == Theme::Dark { t.canvas } else { Color::hex(0xFF_FF_FF) };
    let mut left = track.left();
    for (at, share) in shares.iter().enumerate() {
        let width = track.width() * share.share.clamp(0.0, 1.0) as f32;
        let last = at + 1 == shares.len();
        let right = if last { track.right() } else { left + width };
        let cell = Rect::from_min_max(
            pos2(left, track.top()),
            pos2((right - if last { 0.0 } else { 1.0 }).max(left), track.bottom()),
        );
        let corner = CornerRadius {
            nw: if at == 0 { 3 } else { 0 },
            sw: if at == 0 { 3 } else { 0 },
            ne: if last { 3 } else { 0 },
            se: if last { 3 } else { 0 },
        };
        ui.painter().rect_filled(cell, corner, color(share.color));
        if cell.width() >= 16.0 {
            ink::glyph(ui, cell.center(), share.icon, 11.0, color(on_fill));
        }
        left = right;
    }
    let said: Vec<String> =
        shares.iter().map(|share| format!("{} {:.0} %", share.name, share.share * 100.0)).collect();
    let said = if said.is_empty() { empty.to_owned() } else { said.join(", ") };
    let text = format!("{label}: {said}");
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, &text));
    super::tip(response, &text, None)
}
