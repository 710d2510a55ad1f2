//! Buttons: icon only, plain, the one main button, and links.

use egui::{
    Align2, Color32, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, WidgetType, pos2, vec2,
};

use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::scene::tokens::{Color, radius, type_size};

use super::{icon, ink, key, touch};

/// An icon of 16 on 28 points, named by its tooltip.
pub fn icon_button(ui: &mut Ui, icon: char, name: &str, shortcut: Option<&str>) -> Response {
    square(ui, icon, (28.0, 16.0), name, shortcut, None)
}

/// A tool of the capture line: an icon of 18 on 32 points; `active` while it is in hand.
pub fn tool_button(ui: &mut Ui, icon: char, name: &str, shortcut: Option<&str>, active: bool) -> Response {
    square(ui, icon, (32.0, 18.0), name, shortcut, Some(active))
}

fn square(
    ui: &mut Ui,
    icon: char,
    (side, icon_size): (f32, f32),
    name: &str,
    shortcut: Option<&str>,
    active: Option<bool>,
) -> Response {
    let t = tokens(ui);
    let (rect, response) = touch::place(ui, Vec2::splat(side), Sense::click());
    let on = active == Some(true);
    if ui.is_rect_visible(rect) {
        let hover = touch::hover(ui, &response);
        let fill = if on { color(t.accent_soft) } else { color(t.hover.faded(hover)) };
        ui.painter().rect_filled(rect, corners(radius::BUTTON), fill);
        let ink_color = if on { t.accent_text } else { t.text2 };
        ink::glyph(ui, rect.center(), icon, icon_size, color(ink_color));
        touch::focus_ring(ui, &response, rect, radius::BUTTON);
    }
    let enabled = ui.is_enabled();
    response.widget_info(|| match active {
        Some(active) => WidgetInfo::selected(WidgetType::Button, enabled, active, name),
        None => WidgetInfo::labeled(WidgetType::Button, enabled, name),
    });
    key::tip(response, name, shortcut)
}

/// The colours of a button with a text.
struct Paint {
    fill: Color,
    hovered: Color,
    rim: Option<Color>,
    ink: Color,
}

/// A plain button, 28 high.
pub fn button(ui: &mut Ui, icon: Option<char>, text: &str) -> Response {
    let t = tokens(ui);
    let paint = Paint { fill: t.raised, hovered: t.hover, rim: Some(t.border), ink: t.text };
    with_text(ui, icon, text, &paint)
}

/// The main button of its place, 28 high, in the accent. One at a time.
pub fn primary_button(ui: &mut Ui, icon: Option<char>, text: &str) -> Response {
    let t = tokens(ui);
    // Pressing and hovering must not cost contrast: the accent only moves towards its own text colour.
    let paint = Paint { fill: t.accent, hovered: t.accent_text, rim: None, ink: t.on_accent };
    with_text(ui, icon, text, &paint)
}

/// A button that destroys something, 28 high: plain, with its text in the colour of danger.
pub(super) fn danger_button(ui: &mut Ui, text: &str) -> Response {
    let t = tokens(ui);
    let paint = Paint { fill: t.raised, hovered: t.danger_soft, rim: Some(t.border), ink: t.danger };
    with_text(ui, None, text, &paint)
}

fn with_text(ui: &mut Ui, icon: Option<char>, text: &str, paint: &Paint) -> Response {
    let job = fonts::text(text, type_size::SMALL.0, Weight::SemiBold, color(paint.ink));
    let lead = if icon.is_some() { 22.0 } else { 0.0 };
    let width = (fonts::galley(ui, job.clone()).size().x + lead + 24.0).round();
    let (rect, response) = touch::place(ui, vec2(width, 28.0), Sense::click());
    if ui.is_rect_visible(rect) {
        let hover = touch::hover(ui, &response);
        let fill = color(paint.fill).lerp_to_gamma(color(paint.hovered), hover);
        let rim = paint.rim.map_or(Stroke::NONE, |rim| Stroke::new(1.0, color(rim)));
        ui.painter().rect(rect, corners(radius::BUTTON), fill, rim, StrokeKind::Inside);
        if let Some(icon) = icon {
            ink::glyph(ui, pos2(rect.left() + 20.0, rect.center().y), icon, 16.0, color(paint.ink));
        }
        ink::text_at(ui, pos2(rect.left() + 12.0 + lead, rect.center().y), Align2::LEFT_CENTER, job);
        touch::focus_ring(ui, &response, rect, radius::BUTTON);
    }
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, text));
    response
}

/// A text that leads on, in the accent; with an arrow when `arrow`.
pub fn link_button(ui: &mut Ui, text: &str, arrow: bool) -> Response {
    let t = tokens(ui);
    let width = link_width(ui, text, arrow);
    let (rect, response) = touch::place(ui, vec2(width, type_size::SMALL.1), Sense::click());
    if ui.is_rect_visible(rect) {
        paint_link(ui, rect, text, arrow, touch::hover(ui, &response), color(t.accent_text));
        touch::focus_ring(ui, &response, rect, radius::KEY);
    }
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Link, true, text));
    response
}

/// The width of a link.
pub(super) fn link_width(ui: &Ui, text: &str, arrow: bool) -> f32 {
    let job = fonts::text(text, type_size::SMALL.0, Weight::SemiBold, Color32::PLACEHOLDER);
    fonts::galley(ui, job).size().x + if arrow { 16.0 } else { 0.0 }
}

/// Paints a link from the left edge of `rect`, underlined as far as it is hovered.
pub(super) fn paint_link(ui: &Ui, rect: egui::Rect, text: &str, arrow: bool, hover: f32, ink: Color32) {
    let job = fonts::text(text, type_size::SMALL.0, Weight::SemiBold, ink);
    let drawn = ink::text_at(ui, rect.left_center(), Align2::LEFT_CENTER, job);
    if arrow {
        ink::glyph(ui, pos2(drawn.right() + 10.0, rect.center().y), icon::ARROW_RIGHT, 12.0, ink);
    }
    if hover > 0.0 {
        let y = drawn.bottom() - 1.0;
        ui.painter().hline(drawn.x_range(), y, Stroke::new(1.0, ink.gamma_multiply(hover)));
    }
}
