//! A choice of a few, side by side.

use egui::{Align2, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType, pos2, vec2};

use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::scene::tokens::{radius, type_size};

use super::{ink, touch};

/// One of the choices.
#[derive(Clone, Copy, Debug)]
pub struct Segment<'a, V> {
    /// What choosing it means.
    pub value: V,
    /// Its icon, if any.
    pub icon: Option<char>,
    /// Its name; without room only the tooltip shows it.
    pub label: &'a str,
}

/// The choices in a box 28 high. With `labels` off only icons are shown. Marked as changed when another was chosen.
pub fn segmented<V: Copy + PartialEq>(
    ui: &mut Ui,
    segments: &[Segment<'_, V>],
    chosen: &mut V,
    labels: bool,
) -> Response {
    let t = tokens(ui);
    let widths: Vec<f32> = segments.iter().map(|segment| width(ui, segment, labels)).collect();
    let size = vec2(widths.iter().sum::<f32>() + 4.0, 28.0);
    let (id, rect) = ui.allocate_space(size);
    let mut whole = ui.interact(rect, id, Sense::hover());
    let rim = Stroke::new(1.0, color(t.border));
    ui.painter().rect(rect, corners(radius::CARD), color(t.sunken), rim, StrokeKind::Inside);
    let mut left = rect.left() + 2.0;
    for (index, (segment, width)) in segments.iter().zip(widths).enumerate() {
        let cell = Rect::from_min_max(pos2(left, rect.top() + 2.0), pos2(left + width, rect.bottom() - 2.0));
        left += width;
        let response = ui.interact(touch::reach(cell), id.with(index), Sense::click());
        if response.clicked() && segment.value != *chosen {
            *chosen = segment.value;
            whole.mark_changed();
        }
        let active = segment.value == *chosen;
        paint(ui, &response, cell, segment, (active, labels));
        response.widget_info(|| {
            WidgetInfo::selected(WidgetType::RadioButton, ui.is_enabled(), active, segment.label)
        });
        if !shows_label(segment, labels) {
            super::tip(response, segment.label, None);
        }
    }
    whole
}

fn shows_label<V>(segment: &Segment<'_, V>, labels: bool) -> bool {
    labels || segment.icon.is_none()
}

fn width<V>(ui: &Ui, segment: &Segment<'_, V>, labels: bool) -> f32 {
    let icon = if segment.icon.is_some() { 14.0 } else { 0.0 };
    if !shows_label(segment, labels) {
        return 34.0;
    }
    // As wide as when chosen, so that nothing shifts when it is.
    let job = fonts::text(segment.label, type_size::SMALL.0, Weight::SemiBold, egui::Color32::PLACEHOLDER);
    let gap = if segment.icon.is_some() { 6.0 } else { 0.0 };
    (fonts::galley(ui, job).size().x + icon + gap + 20.0).round()
}

fn paint<V>(
    ui: &Ui,
    response: &Response,
    cell: Rect,
    segment: &Segment<'_, V>,
    (active, labels): (bool, bool),
) {
    let t = tokens(ui);
    let hover = touch::hover(ui, response);
    let (ink_color, weight) = if active { (t.text, Weight::SemiBold) } else { (t.text2, Weight::Medium) };
    if active {
        let rim = Stroke::new(1.0, color(t.border));
        let fill = if t.theme == crate::scene::tokens::Theme::Dark { t.hover } else { t.raised };
        ui.painter().rect(cell, corners(radius::BUTTON), color(fill), rim, StrokeKind::Inside);
    } else {
        ui.painter().rect_filled(cell, corners(radius::BUTTON), color(t.hover.faded(hover)));
    }
    let middle = cell.center().y;
    let shows = shows_label(segment, labels);
    let mut left = cell.left() + 10.0;
    if let Some(icon) = segment.icon {
        let x = if shows { left + 7.0 } else { cell.center().x };
        ink::glyph(ui, pos2(x, middle), icon, if shows { 14.0 } else { 16.0 }, color(ink_color));
        left += 20.0;
    }
    if shows {
        let job = fonts::text(segment.label, type_size::SMALL.0, weight, color(ink_color));
        let x =
            if segment.icon.is_some() { f32::midpoint(left, cell.right() - 10.0) } else { cell.center().x };
        ink::text_at(ui, pos2(x, middle), Align2::CENTER_CENTER, job);
    }
    touch::focus_ring(ui, response, cell.shrink(1.0), radius::BUTTON);
}
