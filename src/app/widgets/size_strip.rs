//! Size against score: a line with a dot for each size, and the knee.

use egui::{Align2, Rect, Sense, Stroke, Ui, WidgetInfo, WidgetType, pos2, vec2};

use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, tokens};
use crate::scene::tokens::type_size;

use super::ink;

/// A size and the best score at it.
pub type SizePoint = (usize, f64);

/// The strip, `height` points high. The marked size has a filled dot and a dotted line down to its number. With many
/// sizes only every second, third … is written. Gives the size that was clicked.
pub fn size_strip(ui: &mut Ui, points: &[SizePoint], marked: Option<usize>, height: f32) -> Option<usize> {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let said: Vec<String> = points.iter().map(|(size, score)| format!("{size}: {score:.2}")).collect();
    let text = format!("Members against score: {}", said.join(", "));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, &text));
    if !ui.is_rect_visible(rect) || points.is_empty() {
        return None;
    }
    let plot = plot(rect);
    let room = plot.width() / points.len().saturating_sub(1).max(1) as f32;
    let mut clicked = None;
    let mut under = None;
    for (at, (size, _)) in points.iter().enumerate() {
        let column = Rect::from_center_size(
            pos2(across(plot, at, points.len()), rect.center().y),
            vec2(room.min(44.0), rect.height()),
        );
        let dot = ui.interact(column, response.id.with(size), Sense::click());
        let name = format!("Ask for sets of exactly {size}");
        dot.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &name));
        if dot.hovered() || dot.has_focus() {
            under = Some(*size);
        }
        if super::tip(dot, &name, None).clicked() {
            clicked = Some(*size);
        }
    }
    paint(ui, rect, points, (marked, under));
    clicked
}

/// Where the dots are.
fn plot(rect: Rect) -> Rect {
    Rect::from_min_max(
        pos2(rect.left() + 28.0, rect.top() + 20.0),
        pos2(rect.right() - 28.0, rect.bottom() - 30.0),
    )
}

/// How far across a dot stands.
fn across(plot: Rect, at: usize, of: usize) -> f32 {
    if of == 1 { plot.center().x } else { plot.left() + plot.width() * at as f32 / (of - 1) as f32 }
}

fn paint(ui: &Ui, rect: Rect, points: &[SizePoint], (marked, under): (Option<usize>, Option<usize>)) {
    let t = tokens(ui);
    let plot = plot(rect);
    let foot = rect.bottom() - 20.0;
    ink::hairline(ui, pos2(rect.left(), foot), pos2(rect.right(), foot));
    let (low, high) = points.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (_, score)| {
        (low.min(*score), high.max(*score))
    });
    let span = (high - low).max(1e-6);
    let steps = points.len().saturating_sub(1).max(1) as f32;
    let place = |at: usize, score: f64| {
        let x = across(plot, at, points.len());
        pos2(x, plot.bottom() - plot.height() * ((score - low) / span) as f32)
    };
    let line: Vec<egui::Pos2> = points.iter().enumerate().map(|(at, (_, score))| place(at, *score)).collect();
    ui.painter().line(line.clone(), Stroke::new(1.5, color(t.link)));
    let room = plot.width() / steps;
    let every = (34.0 / room.max(1.0)).ceil().max(1.0) as usize;
    for (at, ((size, score), center)) in points.iter().zip(line).enumerate() {
        let on = marked == Some(*size);
        if under == Some(*size) {
            ui.painter().circle_filled(center, 10.0, color(t.accent_soft));
        }
        if on {
            let dash = Stroke::new(1.0, color(t.accent));
            let ends = [center, pos2(center.x, foot)];
            ui.painter().extend(egui::Shape::dashed_line(&ends, dash, 2.0, 3.0));
            ui.painter().circle_filled(center, 7.0, color(t.accent));
        } else {
            ui.painter().circle(center, 4.5, color(t.panel), Stroke::new(2.0, color(t.link)));
        }
        // The marked one is always written; of the others as many as fit between.
        let written = on || at % every == 0 && marked.is_none_or(|m| m.abs_diff(*size) >= every);
        if written {
            let ink_color = if on { t.accent_text } else { t.text };
            let value = format!("{score:.2}");
            let value = value.strip_prefix('0').unwrap_or(&value);
            let job = fonts::mono(value, type_size::MICRO.0, on, color(ink_color));
            ink::text_at(ui, center - vec2(0.0, 10.0), Align2::CENTER_BOTTOM, job);
            let weight = if on { Weight::Bold } else { Weight::Regular };
            let job = fonts::text(&size.to_string(), type_size::MICRO.0, weight, color(ink_color));
            ink::text_at(ui, pos2(center.x, foot + 11.0), Align2::CENTER_CENTER, job);
        }
    }
}
