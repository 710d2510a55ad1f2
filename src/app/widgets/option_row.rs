//! One of the values to choose from when two people changed the same thing.

use egui::{Align2, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType, pos2, vec2};

use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::scene::tokens::{radius, type_size};

use super::{ink, touch};

/// A row 34 high: the key that chooses it, whose it is, and the value. What the map shows now has a rim in the accent.
pub fn option_row(ui: &mut Ui, key: &str, owner: &str, value: &str, shown: bool) -> Response {
    let t = tokens(ui);
    let (rect, response) = touch::place(ui, vec2(ui.available_width(), 34.0), Sense::click());
    if ui.is_rect_visible(rect) {
        let hover = touch::hover(ui, &response);
        let fill = if shown { color(t.accent_soft) } else { color(t.hover.faded(hover)) };
        let rim = if shown { Stroke::new(1.5, color(t.accent)) } else { Stroke::NONE };
        ui.painter().rect(rect, corners(radius::BUTTON), fill, rim, StrokeKind::Inside);
        let middle = rect.center().y;
        let cap = Rect::from_center_size(pos2(rect.left() + 17.0, middle), vec2(18.0, 18.0));
        let line = Stroke::new(1.0, color(t.border));
        ui.painter().rect(cap, corners(radius::KEY), color(t.panel), line, StrokeKind::Inside);
        let text = |text: &str, size: f32, weight, ink| fonts::text(text, size, weight, color(ink));
        let cap_job = text(key, type_size::MICRO.0, Weight::Medium, t.text2);
        ink::text_at(ui, cap.center(), Align2::CENTER_CENTER, cap_job);
        let owner_job = fonts::elided(text(owner, type_size::SMALL.0, Weight::Regular, t.text3), 58.0, 1);
        ink::text_at(ui, pos2(rect.left() + 36.0, middle), Align2::LEFT_CENTER, owner_job);
        let room = (rect.width() - 108.0).max(40.0);
        let value_job = fonts::elided(text(value, type_size::BODY.0, Weight::Medium, t.text), room, 1);
        ink::text_at(ui, pos2(rect.left() + 96.0, middle), Align2::LEFT_CENTER, value_job);
        touch::focus_ring(ui, &response, rect.shrink(2.0), radius::BUTTON);
    }
    response.widget_info(|| {
        WidgetInfo::selected(WidgetType::RadioButton, true, shown, format!("{owner}: {value}"))
    });
    super::tip(response, value, Some(key))
}
