//! The grid's axes, quadrants and markers.

use egui::epaint::TextShape;
use egui::{Align2, Color32, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use super::model::Rated;
use super::place::{MARKER, Plane};
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::app::widgets;
use crate::model::{Spread, TermId};
use crate::scene::icon::Icon;
use crate::scene::tokens::{Color, type_size};
use crate::scene::{Corners, Ink, Outline};

/// Mendelow's quadrants: name, what it means, whether at the right and at the top.
const QUADRANTS: [(&str, &str, bool, bool); 4] = [
    ("Keep satisfied", "strong, not yet committed", false, true),
    ("Manage closely", "strong and committed", true, true),
    ("Monitor", "little of either", false, false),
    ("Keep informed", "committed, little power", true, false),
];

/// How strongly something is painted when it is dimmed.
pub(super) const DIMMED: f32 = 0.28;

/// Where the names of the quadrants stand.
pub(super) fn titles(plane: Plane) -> Vec<Rect> {
    const SIZE: Vec2 = vec2(160.0, 40.0);
    let inside = plane.rect.shrink2(vec2(16.0, 10.0));
    QUADRANTS
        .iter()
        .map(|(_, _, right, top)| {
            let align = match (right, top) {
                (false, true) => Align2::LEFT_TOP,
                (true, true) => Align2::RIGHT_TOP,
                (false, false) => Align2::LEFT_BOTTOM,
                (true, false) => Align2::RIGHT_BOTTOM,
            };
            align.align_size_within_rect(SIZE, inside)
        })
        .collect()
}

/// Everything behind the markers.
pub(super) fn ground(ui: &Ui, plane: Plane) {
    let t = tokens(ui);
    let painter = ui.painter();
    let rect = plane.rect;
    let middle = plane.point((3.0, 3.0));
    painter.rect_filled(rect, 0.0, color(t.raised));
    let best = Rect::from_min_max(pos2(middle.x, rect.top()), pos2(rect.right(), middle.y));
    painter.rect_filled(best, 0.0, color(t.accent_soft.faded(0.6)));
    let fine = Stroke::new(1.0, color(t.border));
    for step in [1.0, 2.0, 4.0, 5.0] {
        let (x, y) = (plane.x(step), plane.y(step));
        painter.extend(Shape::dashed_line(&[pos2(x, rect.top()), pos2(x, rect.bottom())], fine, 3.0, 4.0));
        painter.extend(Shape::dashed_line(&[pos2(rect.left(), y), pos2(rect.right(), y)], fine, 3.0, 4.0));
    }
    let strong = Stroke::new(1.0, color(t.control));
    painter.vline(middle.x, rect.y_range(), strong);
    painter.hline(rect.x_range(), middle.y, strong);
    painter.rect_stroke(rect, 0.0, Stroke::new(1.0, color(t.border)), StrokeKind::Middle);
    axes(ui, plane);
    for ((name, meaning, right, top), place) in QUADRANTS.iter().zip(titles(plane)) {
        let (x, align) =
            if *right { (place.right(), Align2::RIGHT_CENTER) } else { (place.left(), Align2::LEFT_CENTER) };
        let (first, second) = if *top { (10.0, 28.0) } else { (14.0, 31.0) };
        let job = fonts::text(name, type_size::BODY.0, Weight::SemiBold, color(t.text2));
        widgets::text_at(ui, pos2(x, place.top() + first), align, job);
        let job = fonts::text(meaning, type_size::MICRO.0, Weight::Regular, color(t.text3));
        widgets::text_at(ui, pos2(x, place.top() + second), align, job);
    }
}

fn axes(ui: &Ui, plane: Plane) {
    let t = tokens(ui);
    let rect = plane.rect;
    for step in 1..=5 {
        let number = |at: Pos2, align| {
            let job = fonts::text(&step.to_string(), type_size::SMALL.0, Weight::Medium, color(t.text2));
            widgets::text_at(ui, at, align, job);
        };
        number(pos2(plane.x(f64::from(step)), rect.bottom() + 16.0), Align2::CENTER_CENTER);
        number(pos2(rect.left() - 12.0, plane.y(f64::from(step))), Align2::RIGHT_CENTER);
    }
    let title = |name: &str| fonts::text(name, type_size::SMALL.0, Weight::SemiBold, color(t.text2));
    widgets::text_at(ui, pos2(plane.x(3.0), rect.bottom() + 36.0), Align2::CENTER_CENTER, title("Interest"));
    let galley = fonts::galley(ui, title("Influence"));
    let half = galley.size() / 2.0;
    let corner = pos2(rect.left() - 40.0 - half.y, plane.y(3.0) + half.x);
    let upright = TextShape::new(corner, galley, color(t.text2)).with_angle(-std::f32::consts::FRAC_PI_2);
    ui.painter().add(upright);
}

/// How a marker is painted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    pub hover: bool,
    pub selected: bool,
    pub dimmed: bool,
}

/// The line from a marker that had to make room to where it belongs.
pub(super) fn tether(ui: &Ui, rated: &Rated, look: Look) {
    let Some(marker) = rated.marker.filter(|marker| marker.distance(rated.point) > 1.0) else { return };
    let ink = color(tokens(ui).border.faded(if look.dimmed { DIMMED } else { 1.0 }));
    ui.painter().line_segment([rated.point, marker], Stroke::new(1.0, ink));
}

/// How far the assessors are apart: a whisker, or for the selected actor a band with everyone's rating.
pub(super) fn spread(ui: &Ui, plane: Plane, rated: &Rated, given: (&[f64], &[f64]), look: Look) {
    let t = tokens(ui);
    let Some(at) = rated.marker else { return };
    let share = if look.dimmed { DIMMED } else { 1.0 };
    let sides = [(rated.interest, given.0, true), (rated.influence, given.1, false)];
    for (spread, given, across) in sides {
        let Some(spread) = spread.filter(|spread| spread.high - spread.low > 1e-9) else { continue };
        let point = |value: f64| {
            if across { pos2(plane.x(value), at.y) } else { pos2(at.x, plane.y(value)) }
        };
        if look.selected {
            band(ui, spread, given, &point);
            continue;
        }
        // Differences of a step are common: they must not drown those that are worth talking about.
        let ink: Color = if spread.is_disagreement() { t.warn } else { t.control.faded(0.55) };
        let pen = Stroke::new(1.0, color(ink.faded(share)));
        ui.painter().line_segment([point(spread.low), point(spread.high)], pen);
        let cap = if across { vec2(0.0, 5.0) } else { vec2(5.0, 0.0) };
        for end in [point(spread.low), point(spread.high)] {
            ui.painter().line_segment([end - cap, end + cap], pen);
        }
    }
}

fn band(ui: &Ui, spread: Spread, given: &[f64], point: &impl Fn(f64) -> Pos2) {
    let t = tokens(ui);
    let (fill, rim) = if spread.is_disagreement() { (t.warn_soft, t.warn) } else { (t.sunken, t.control) };
    let rect = Rect::from_two_pos(point(spread.low), point(spread.high)).expand(6.0);
    let pen = Stroke::new(1.0, color(rim));
    ui.painter().rect(rect, corners(6.0), color(fill), pen, StrokeKind::Inside);
    for value in given {
        ui.painter().circle(point(*value), 4.5, color(t.raised), Stroke::new(2.0, color(rim)));
    }
}

/// A marker: the sector's shape, filled, with its icon.
/// With an ink, in the colour of that; hollow where there is no value.
pub(super) fn marker(ui: &Ui, at: Pos2, sector: Option<&TermId>, ink: Option<Ink>, look: Look) {
    let t = tokens(ui);
    let sector_look = t.sector(sector);
    let (fill, _) = ink.map_or((sector_look.color, sector_look.tint), |ink| t.ink(ink));
    let hollow = ink == Some(Ink::Hollow);
    let share = if look.dimmed { DIMMED } else { 1.0 };
    let side = f64::from(MARKER) / 2.0;
    let center = kurbo::Point::new(f64::from(at.x), f64::from(at.y));
    let outline = Outline::of_sector(
        sector_look.shape,
        kurbo::Rect::from_center_size(center, (2.0 * side, 2.0 * side)),
        0.6,
    );
    // A rim of the ground keeps neighbours apart.
    shape(ui, &outline.grown(1.5), color(t.raised), Stroke::NONE);
    if hollow {
        let rim = Stroke::new(2.0, color(fill.faded(share)));
        shape(ui, &outline.grown(-1.0), color(t.raised), rim);
    } else {
        shape(ui, &outline, color(fill.faded(share)), Stroke::NONE);
    }
    let icon = Icon::of_sector(sector.map(crate::model::Id::as_str));
    let on = if hollow { fill } else { t.on_sector() };
    widgets::glyph(ui, at, icon.char(), 15.0, color(on.faded(share)));
    if look.selected {
        shape(ui, &outline.grown(3.5), Color32::TRANSPARENT, Stroke::new(2.0, color(t.selection)));
    } else if look.hover {
        shape(ui, &outline.grown(2.5), Color32::TRANSPARENT, Stroke::new(2.0, color(fill)));
    }
}

fn shape(ui: &Ui, outline: &Outline, fill: Color32, rim: Stroke) {
    match (outline.points(), outline.corners) {
        (Some(points), _) => {
            let points = points.into_iter().map(|point| pos2(point.x as f32, point.y as f32)).collect();
            ui.painter().add(Shape::convex_polygon(points, fill, rim));
        }
        (None, Corners::Round(radius)) => {
            let rect = outline.rect;
            let rect = Rect::from_min_max(
                pos2(rect.x0 as f32, rect.y0 as f32),
                pos2(rect.x1 as f32, rect.y1 as f32),
            );
            ui.painter().rect(rect, corners(radius as f32), fill, rim, StrokeKind::Middle);
        }
        (None, _) => {}
    }
}

/// A name on a clear ground, so that no line runs through it.
pub(super) fn name(ui: &Ui, plane: Plane, rect: Rect, text: &str, look: Look) {
    let t = tokens(ui);
    let share = if look.dimmed { DIMMED } else { 1.0 };
    let weight = if look.selected { Weight::SemiBold } else { Weight::Medium };
    if !look.dimmed {
        let clear = rect.shrink2(vec2(0.0, 1.0));
        ui.painter().rect_filled(clear, corners(4.0), color(t.raised));
        let middle = plane.point((3.0, 3.0));
        if rect.left() > middle.x && rect.bottom() < middle.y {
            ui.painter().rect_filled(clear, corners(4.0), color(t.accent_soft.faded(0.6)));
        }
    }
    let job = fonts::text(text, type_size::SMALL.0, weight, color(t.text.faded(share)));
    widgets::text_at(ui, rect.center(), Align2::CENTER_CENTER, fonts::elided(job, rect.width() - 4.0, 1));
}
