//! Chips: small pills that filter, name an asset or state a kind.

use egui::{Align2, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType, pos2, vec2};

use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::scene::tokens::{Color, Tokens, type_size};

use super::{icon, ink, touch};

const HEIGHT: f32 = 24.0;
const PADDING: f32 = 11.0;

/// A filter chip: shows what is chosen, and chooses when clicked.
pub fn chip(ui: &mut Ui, text: &str, active: bool) -> Response {
    icon_chip(ui, None, text, active)
}

/// A filter chip with an icon before its text.
pub fn icon_chip(ui: &mut Ui, icon: Option<char>, text: &str, active: bool) -> Response {
    let response = pill(ui, icon, text, (active, false));
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, enabled, active, text));
    response
}

/// The chip of something that is filtered, dimmed or lit: an active chip with a ×. Clicking it anywhere clears.
pub fn clear_chip(ui: &mut Ui, icon: Option<char>, text: &str) -> Response {
    let response = pill(ui, icon, text, (true, true));
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, format!("Clear: {text}")));
    super::tip(response, "Clear", None)
}

fn pill(ui: &mut Ui, icon: Option<char>, text: &str, (active, dismiss): (bool, bool)) -> Response {
    let t = tokens(ui);
    let (weight, ink_color) =
        if active { (Weight::SemiBold, t.accent_text) } else { (Weight::Medium, t.text2) };
    let job = fonts::text(text, type_size::SMALL.0, weight, color(ink_color));
    let lead = if icon.is_some() { 20.0 } else { 0.0 };
    let trail = if dismiss { 18.0 } else { 0.0 };
    let width = (fonts::galley(ui, job.clone()).size().x + 2.0 * PADDING + lead + trail).round();
    let (rect, response) = touch::place(ui, vec2(width, HEIGHT), Sense::click());
    if ui.is_rect_visible(rect) {
        let hover = touch::hover(ui, &response);
        let (fill, rim) = if active { (t.accent_soft, t.accent) } else { (t.raised, t.border) };
        let over = if active { t.accent_soft } else { t.hover };
        let fill = color(fill).lerp_to_gamma(color(over), hover);
        ui.painter().rect(rect, corners(12.0), fill, Stroke::new(1.0, color(rim)), StrokeKind::Inside);
        let middle = rect.center().y;
        if let Some(icon) = icon {
            ink::glyph(ui, pos2(rect.left() + PADDING + 7.0, middle), icon, 14.0, color(ink_color));
        }
        ink::text_at(ui, pos2(rect.left() + PADDING + lead, middle), Align2::LEFT_CENTER, job);
        if dismiss {
            ink::glyph(ui, pos2(rect.right() - PADDING - 5.0, middle), icon::CLOSE, 12.0, color(ink_color));
        }
        touch::focus_ring(ui, &response, rect, 12.0);
    }
    response
}

/// An asset an actor holds, with its level as three bars: one under 45, two under 75, three from 75 (of 100).
pub fn asset_chip(ui: &mut Ui, icon: char, name: &str, level: f64) -> Response {
    let t = tokens(ui);
    let job = fonts::text(name, type_size::SMALL.0, Weight::Medium, color(t.text2));
    let width = (fonts::galley(ui, job.clone()).size().x + 29.0 + 28.0).round();
    let (rect, response) = touch::place(ui, vec2(width, HEIGHT), Sense::click());
    if ui.is_rect_visible(rect) {
        let fill = color(t.raised).lerp_to_gamma(color(t.hover), touch::hover(ui, &response));
        let rim = Stroke::new(1.0, color(t.border));
        ui.painter().rect(rect, corners(12.0), fill, rim, StrokeKind::Inside);
        let middle = rect.center().y;
        ink::glyph(ui, pos2(rect.left() + 16.0, middle), icon, 14.0, color(t.text2));
        let text = ink::text_at(ui, pos2(rect.left() + 29.0, middle), Align2::LEFT_CENTER, job);
        level_bars(ui, t, pos2(text.right() + 7.0, middle + 5.0), level);
        touch::focus_ring(ui, &response, rect, 12.0);
    }
    response.widget_info(|| {
        WidgetInfo::labeled(WidgetType::Button, true, format!("{name}, level {} of 100", level.round()))
    });
    super::tip(response, &format!("{name}: {} of 100", level.round()), None)
}

/// The three bars of an asset, from `foot` (left, bottom) rightwards.
fn level_bars(ui: &Ui, t: &Tokens, foot: egui::Pos2, level: f64) {
    let filled = if level < 45.0 { 1 } else { 2 + usize::from(level >= 75.0) };
    for (bar, height) in [4.0, 7.0, 10.0].into_iter().enumerate() {
        let left = foot.x + 4.5 * bar as f32;
        let rect = Rect::from_min_max(pos2(left, foot.y - height), pos2(left + 3.0, foot.y));
        let ink_color = if bar < filled { t.text2 } else { t.border };
        ui.painter().rect_filled(rect, corners(1.0), color(ink_color));
    }
}

/// What a kind chip says with its colour, beside its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Sure, added, core.
    Success,
    /// Nothing special.
    Neutral,
    /// A gap, a conflict.
    Warn,
    /// Removed, broken.
    Danger,
    /// You, the active thing.
    Accent,
}

impl Tone {
    /// The text and the fill.
    fn colors(self, t: &Tokens) -> (Color, Color) {
        match self {
            Self::Success => (t.success, t.success_soft),
            Self::Neutral => (t.text2, t.sunken),
            Self::Warn => (t.warn, t.warn_soft),
            Self::Danger => (t.danger, t.danger_soft),
            Self::Accent => (t.accent_text, t.accent_soft),
        }
    }
}

/// A chip that only states something, 20 high.
pub fn kind_chip(ui: &mut Ui, text: &str, tone: Tone) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(kind_chip_width(ui, text), 20.0), Sense::hover());
    paint_kind_chip(ui, rect, text, tone);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, text));
    response
}

/// The width of a kind chip.
pub(super) fn kind_chip_width(ui: &Ui, text: &str) -> f32 {
    let job = fonts::text(text, type_size::SMALL.0, Weight::Medium, egui::Color32::PLACEHOLDER);
    (fonts::galley(ui, job).size().x + 18.0).round()
}

/// Paints a kind chip into `rect`.
pub(super) fn paint_kind_chip(ui: &Ui, rect: Rect, text: &str, tone: Tone) {
    let t = tokens(ui);
    let (ink_color, fill) = tone.colors(t);
    let rim = if tone == Tone::Neutral { Stroke::new(1.0, color(t.border)) } else { Stroke::NONE };
    ui.painter().rect(rect, corners(10.0), color(fill), rim, StrokeKind::Inside);
    let job = fonts::text(text, type_size::SMALL.0, Weight::Medium, color(ink_color));
    ink::text_at(ui, rect.center(), Align2::CENTER_CENTER, job);
}
