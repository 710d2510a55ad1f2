//! Putting text, icons and lines where they belong.

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Align2, Color32, Galley, Pos2, Rect, Response, Sense, Stroke, Ui, WidgetInfo, WidgetType, vec2};

use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, tokens};
use crate::scene::tokens::{Color, SectorLook};

/// Paints an icon with its middle at `center`.
pub fn glyph(ui: &Ui, center: Pos2, icon: char, size: f32, ink: Color32) {
    text_at(ui, center, Align2::CENTER_CENTER, fonts::icon(icon, size, ink));
}

/// Paints text with the named point of its box at `anchor`; gives back the box.
pub fn text_at(ui: &Ui, anchor: Pos2, align: Align2, job: LayoutJob) -> Rect {
    let galley = fonts::galley(ui, job);
    let rect = align.anchor_size(anchor, galley.size());
    ui.painter().galley(rect.min, galley, Color32::PLACEHOLDER);
    rect
}

/// Paints lines `line` points apart with their top left corner at `top_left`. egui puts the letters at the top of each
/// line; here they stand in its middle.
pub(super) fn lines_at(ui: &Ui, top_left: Pos2, line: f32, size: f32, galley: Arc<Galley>) {
    let natural = ui.fonts_mut(|fonts| fonts.row_height(&egui::FontId::proportional(size)));
    let drop = ((line - natural) / 2.0).max(0.0);
    ui.painter().galley(top_left + vec2(0.0, drop), galley, Color32::PLACEHOLDER);
}

/// A hairline from one end to the other.
pub fn hairline(ui: &Ui, from: Pos2, to: Pos2) {
    ui.painter().line_segment([from, to], Stroke::new(1.0, color(tokens(ui).border)));
}

/// A line of text as a widget, in a box `line` points high.
pub fn label(ui: &mut Ui, content: &str, (size, line): (f32, f32), weight: Weight, ink: Color) -> Response {
    let width = ui.available_width();
    let job = fonts::elided(fonts::text(content, size, weight, color(ink)), width, 1);
    let galley = fonts::galley(ui, job);
    let elided = galley.elided;
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x, line), Sense::hover());
    let top = rect.left_center() - vec2(0.0, galley.size().y / 2.0);
    ui.painter().galley(top, galley, Color32::PLACEHOLDER);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, content));
    if elided { super::tip(response, content, None) } else { response }
}

/// Text on as many lines as the width asks for.
pub fn paragraph(
    ui: &mut Ui,
    content: &str,
    (size, line): (f32, f32),
    weight: Weight,
    ink: Color,
) -> Response {
    let width = ui.available_width();
    let job = fonts::wrapped(fonts::text(content, size, weight, color(ink)), width, line);
    let galley = fonts::galley(ui, job);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    lines_at(ui, rect.min, line, size, galley);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, content));
    response
}

/// An icon in its colour on a tinted disc: who or what a row is about.
pub fn disc_glyph(ui: &Ui, center: Pos2, diameter: f32, icon: char, look: SectorLook) {
    ui.painter().circle_filled(center, diameter / 2.0, color(look.tint));
    glyph(ui, center, icon, (diameter * 0.57).round(), color(look.color));
}
