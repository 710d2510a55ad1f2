//! Rows of the palette and of menus.

use std::ops::Range;

use egui::{Align2, Rect, Response, Sense, Ui, UiBuilder, WidgetInfo, WidgetType, pos2, vec2};

use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::scene::tokens::{radius, type_size};

use super::badge::paint_loop_badge;
use super::{ink, key, touch};
use crate::analysis::LoopPolarity;

/// What a row of the palette says.
#[derive(Clone, Debug, Default)]
pub struct PaletteRow<'a> {
    /// The icon, unless it is a loop.
    pub icon: Option<char>,
    /// The badge of a loop.
    pub badge: Option<(LoopPolarity, &'a str)>,
    /// What it does or what it is.
    pub name: &'a str,
    /// The bytes of the name that match what was typed, in order.
    pub matches: &'a [Range<usize>],
    /// A word of explanation.
    pub detail: &'a str,
    /// Its shortcut: "Ctrl+L".
    pub shortcut: &'a str,
    /// Whether Enter would run it.
    pub active: bool,
}

/// A row 36 high.
pub fn palette_row(ui: &mut Ui, row: &PaletteRow<'_>) -> Response {
    let t = tokens(ui);
    let (rect, response) = touch::place(ui, vec2(ui.available_width(), 36.0), Sense::click());
    if ui.is_rect_visible(rect) {
        let hover = touch::hover(ui, &response);
        let fill = if row.active { color(t.accent_soft) } else { color(t.hover.faded(hover)) };
        ui.painter().rect_filled(rect, corners(radius::BUTTON), fill);
        if row.active {
            // The left rim of the same rounded box.
            let edge = Rect::from_min_max(rect.min, pos2(rect.left() + 2.0, rect.bottom()));
            let rim = ui.painter().with_clip_rect(edge.intersect(ui.clip_rect()));
            rim.rect_filled(rect, corners(radius::BUTTON), color(t.accent));
        }
        let middle = rect.center().y;
        let at = pos2(rect.left() + 25.0, middle);
        match (row.badge, row.icon) {
            (Some(badge), _) => paint_loop_badge(ui, at, 26.0, badge, false),
            (None, Some(icon)) => ink::glyph(ui, at, icon, 16.0, color(t.text2)),
            (None, None) => {}
        }
        let right = caps(ui, rect, row.shortcut);
        let job = fonts::elided(name(ui, row), (right - 16.0 - rect.left() - 50.0).max(16.0), 1);
        ink::text_at(ui, pos2(rect.left() + 50.0, middle), Align2::LEFT_CENTER, job);
        touch::focus_ring(ui, &response, rect.shrink(2.0), radius::BUTTON);
    }
    response.widget_info(|| {
        let name =
            if row.detail.is_empty() { row.name.to_owned() } else { format!("{}, {}", row.name, row.detail) };
        WidgetInfo::selected(WidgetType::Button, true, row.active, name)
    });
    response
}

/// The name with its matches in the accent, then the explanation.
fn name(ui: &Ui, row: &PaletteRow<'_>) -> egui::text::LayoutJob {
    let t = tokens(ui);
    let plain = fonts::format(type_size::BODY.0, Weight::Medium, color(t.text));
    let found = fonts::format(type_size::BODY.0, Weight::SemiBold, color(t.accent_text));
    let mut job = egui::text::LayoutJob::default();
    let mut at = 0;
    for range in row.matches {
        // Ranges that overlap, or that cut a letter in two, are passed over.
        if range.start < at {
            continue;
        }
        let (Some(before), Some(hit)) = (row.name.get(at..range.start), row.name.get(range.clone())) else {
            continue;
        };
        job.append(before, 0.0, plain.clone());
        job.append(hit, 0.0, found.clone());
        at = range.end;
    }
    job.append(row.name.get(at..).unwrap_or_default(), 0.0, plain);
    job.append(row.detail, 12.0, fonts::format(type_size::SMALL.0, Weight::Regular, color(t.text3)));
    job
}

/// The key caps at the right of a row; gives back where they begin.
fn caps(ui: &mut Ui, rect: Rect, shortcut: &str) -> f32 {
    if shortcut.is_empty() {
        return rect.right();
    }
    let area = Rect::from_min_max(rect.min, pos2(rect.right() - 12.0, rect.max.y));
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    let mut inner = ui.new_child(UiBuilder::new().max_rect(area).layout(layout));
    key::keys(&mut inner, shortcut);
    inner.min_rect().left()
}

/// A row of a menu, 28 high, its keys at the right. Clicking it closes the menu by itself.
pub fn menu_row(ui: &mut Ui, icon: Option<char>, text: &str, shortcut: &str) -> Response {
    let t = tokens(ui);
    let enabled = ui.is_enabled();
    let width = fonts::galley(ui, fonts::text(text, 13.0, Weight::Regular, color(t.text))).size().x;
    let caps_width = if shortcut.is_empty() { 0.0 } else { 24.0 + 32.0 * shortcut.split('+').count() as f32 };
    let lead = if icon.is_some() { 32.0 } else { 8.0 };
    let size = vec2(ui.available_width().max(width + lead + 8.0 + caps_width).min(360.0), 28.0);
    let (rect, response) = touch::place(ui, size, Sense::click());
    if ui.is_rect_visible(rect) {
        let on = response.hovered() || response.has_focus();
        if on {
            ui.painter().rect_filled(rect, corners(radius::KEY), color(t.hover));
        }
        let ink_color = color(if enabled { t.text } else { t.text3 });
        let middle = rect.center().y;
        if let Some(icon) = icon {
            ink::glyph(ui, pos2(rect.left() + 16.0, middle), icon, 16.0, color(t.text2));
        }
        let right = caps(ui, rect, shortcut);
        let job = fonts::text(text, type_size::BODY.0, Weight::Regular, ink_color);
        let job = fonts::elided(job, (right - rect.left() - lead - 8.0).max(16.0), 1);
        ink::text_at(ui, pos2(rect.left() + lead, middle), Align2::LEFT_CENTER, job);
        touch::focus_ring(ui, &response, rect.shrink(2.0), radius::KEY);
    }
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, text));
    response
}
