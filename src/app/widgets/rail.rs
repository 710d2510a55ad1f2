//! The rail of panels at the left, and the tabs of maps at the top.

use egui::{Align2, Rect, Response, Sense, Ui, Vec2, WidgetInfo, WidgetType, pos2, vec2};

use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::scene::tokens::{radius, type_size};

use super::{ink, touch};

/// An item of the rail: 56 × 52 with its label, 36 × 36 without. The badge counts what is new.
pub fn rail_item(
    ui: &mut Ui,
    icon: char,
    label: &str,
    active: bool,
    badge: Option<usize>,
    labels: bool,
) -> Response {
    let t = tokens(ui);
    let size = if labels { vec2(56.0, 52.0) } else { Vec2::splat(36.0) };
    let (rect, response) = touch::place(ui, size, Sense::click());
    if ui.is_rect_visible(rect) {
        let hover = touch::hover(ui, &response);
        let fill = if active { color(t.accent_soft) } else { color(t.hover.faded(hover)) };
        ui.painter().rect_filled(rect, corners(radius::CARD), fill);
        let (ink_color, weight) =
            if active { (t.accent_text, Weight::SemiBold) } else { (t.text2, Weight::Medium) };
        let middle = pos2(rect.center().x, if labels { rect.top() + 17.5 } else { rect.center().y });
        ink::glyph(ui, middle, icon, 20.0, color(ink_color));
        if labels {
            let job =
                fonts::elided(fonts::text(label, type_size::MICRO.0, weight, color(ink_color)), 56.0, 1);
            ink::text_at(ui, pos2(rect.center().x, rect.top() + 38.0), Align2::CENTER_CENTER, job);
        }
        if let Some(count) = badge.filter(|&count| count > 0) {
            paint_count(ui, middle + vec2(5.0, -5.5), rect.right() + 3.0, count);
        }
        touch::focus_ring(ui, &response, rect.shrink(2.0), radius::CARD);
    }
    response.widget_info(|| {
        let name = badge.map_or_else(|| label.to_owned(), |count| format!("{label}, {count}"));
        WidgetInfo::selected(WidgetType::Button, true, active, name)
    });
    if labels { response } else { super::tip(response, label, None) }
}

/// A count on a disc of 16 that grows to the right from two digits on, as far as `end`; over 99 it says so.
fn paint_count(ui: &Ui, left: egui::Pos2, end: f32, count: usize) {
    let t = tokens(ui);
    let text = if count > 99 { "99+".to_owned() } else { count.to_string() };
    let job = fonts::text(&text, type_size::MICRO.0, Weight::Bold, color(t.canvas));
    let width = (fonts::galley(ui, job.clone()).size().x + 7.0).max(16.0);
    let left = pos2(left.x.min(end - width), left.y);
    let rect = Align2::LEFT_CENTER.anchor_size(left, vec2(width, 16.0));
    ui.painter().rect_filled(rect, corners(8.0), color(t.text));
    ink::text_at(ui, rect.center(), Align2::CENTER_CENTER, job);
}

/// A tab 36 high, underlined in the accent when its map is open.
pub fn tab(ui: &mut Ui, icon: char, label: &str, active: bool) -> Response {
    let t = tokens(ui);
    let (ink_color, weight) = if active { (t.text, Weight::SemiBold) } else { (t.text2, Weight::Medium) };
    let job = tab_text(label, weight, color(ink_color));
    let (rect, response) = touch::place(ui, vec2(tab_width(ui, label), 36.0), Sense::click_and_drag());
    if ui.is_rect_visible(rect) {
        let hover = touch::hover(ui, &response);
        let ink_now = color(ink_color).lerp_to_gamma(color(t.text), hover);
        let middle = rect.center().y;
        ink::glyph(ui, pos2(rect.left() + 12.5, middle), icon, 15.0, ink_now);
        ink::text_at(ui, pos2(rect.left() + 27.0, middle), Align2::LEFT_CENTER, job);
        let line = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 2.0), rect.max);
        let ink_line = if active { color(t.accent) } else { color(t.border.faded(hover)) };
        ui.painter().rect_filled(line, corners(1.0), ink_line);
        touch::focus_ring(ui, &response, rect.shrink(4.0), radius::BUTTON);
    }
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, active, label));
    response
}

/// The width of a tab, the same whether it is active or not.
pub fn tab_width(ui: &Ui, label: &str) -> f32 {
    let job = tab_text(label, Weight::SemiBold, egui::Color32::PLACEHOLDER);
    (fonts::galley(ui, job).size().x + 15.0 + 7.0 + 10.0).round()
}

/// A label, cut where it would take the room of three others.
fn tab_text(label: &str, weight: Weight, ink: egui::Color32) -> egui::text::LayoutJob {
    const WIDEST: f32 = 240.0;
    fonts::elided(fonts::text(label, type_size::BODY.0, weight, ink), WIDEST, 1)
}
