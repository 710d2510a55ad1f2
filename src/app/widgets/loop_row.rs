//! A row of the list of loops.

use egui::{Align2, Response, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::scene::tokens::{radius, type_size};

use super::badge::{paint_loop_badge, word};
use super::{icon, ink, touch};
use crate::analysis::LoopPolarity;

/// What a row says.
#[derive(Clone, Debug)]
pub struct LoopRow<'a> {
    /// "R1".
    pub label: &'a str,
    /// What the loop does.
    pub kind: LoopPolarity,
    /// Its name.
    pub name: &'a str,
    /// "4 links · delayed"; of a broken loop the reason: "Broken: Fleet orders → EV sales".
    pub detail: &'a str,
    /// Whether it is lit on the map.
    pub active: bool,
    /// Whether a link of it is gone.
    pub broken: bool,
}

/// A row 48 high, as wide as its panel.
pub fn loop_row(ui: &mut Ui, row: &LoopRow<'_>) -> Response {
    let t = tokens(ui);
    let (rect, response) = touch::place(ui, vec2(ui.available_width(), 48.0), Sense::click());
    if ui.is_rect_visible(rect) {
        let hover = touch::hover(ui, &response);
        let fill = if row.active { color(t.accent_soft) } else { color(t.hover.faded(hover)) };
        ui.painter().rect_filled(rect, corners(radius::CARD), fill);
        let kind = if row.broken { LoopPolarity::Unknown } else { row.kind };
        let middle = rect.center().y;
        paint_loop_badge(ui, pos2(rect.left() + 25.0, middle), 26.0, (kind, row.label), false);
        let (left, trail) = (rect.left() + 48.0, if row.active { 40.0 } else { 12.0 });
        let room = (rect.right() - trail - left).max(16.0);
        let weight = if row.active { Weight::SemiBold } else { Weight::Medium };
        let name = if row.broken {
            let job = fonts::text(row.name, type_size::BODY.0, Weight::Regular, color(t.text3));
            fonts::struck(job, color(t.text3))
        } else {
            fonts::text(row.name, type_size::BODY.0, weight, color(t.text))
        };
        ink::text_at(ui, pos2(left, middle - 8.0), Align2::LEFT_CENTER, fonts::elided(name, room, 1));
        let detail = if row.broken { t.warn } else { t.text3 };
        let job = fonts::text(row.detail, type_size::SMALL.0, Weight::Regular, color(detail));
        ink::text_at(ui, pos2(left, middle + 9.0), Align2::LEFT_CENTER, fonts::elided(job, room, 1));
        if row.active {
            ink::glyph(ui, pos2(rect.right() - 20.0, middle), icon::EYE, 16.0, color(t.accent_text));
        }
        touch::focus_ring(ui, &response, rect.shrink(2.0), radius::CARD);
    }
    response.widget_info(|| {
        let name = format!("{} {}, {}, {}", row.label, row.name, word(row.kind), row.detail);
        WidgetInfo::selected(WidgetType::Button, true, row.active, name)
    });
    response
}
