//! The scene's marks as egui shapes: the same marks that the exporters write.

use egui::epaint::{CircleShape, PathShape, PathStroke, RectShape};
use egui::{Color32, Context, Pos2, Rect, Shape, Stroke, StrokeKind};
use kurbo::PathEl;

use super::eye::Eye;
use super::letters::Letters;
use crate::app::theme::{color, corners};
use crate::scene::{Mark, mark};

/// How far a flattened curve may stray, in screen points.
const TOLERANCE: f64 = 0.1;

/// The shapes of some marks, seen through `eye`.
pub(in crate::app) fn shapes(ctx: &Context, eye: Eye, marks: &[Mark]) -> Vec<Shape> {
    shapes_with(&mut Letters::new(ctx), eye, marks)
}

/// The shapes of some marks, seen through `eye`, with words that may have been laid out before.
pub(super) fn shapes_with(letters: &mut Letters, eye: Eye, marks: &[Mark]) -> Vec<Shape> {
    let mut shapes = Vec::with_capacity(marks.len());
    for mark in marks {
        add(letters, eye, mark, &mut shapes);
    }
    shapes
}

fn add(letters: &mut Letters, eye: Eye, mark: &Mark, shapes: &mut Vec<Shape>) {
    let zoom = eye.zoom() as f32;
    match mark {
        Mark::Path { path, fill, stroke } => {
            for (points, closed) in flatten(eye, path) {
                match (fill, stroke) {
                    (Some(fill), _) if closed => {
                        let dashed = stroke.as_ref().filter(|stroke| stroke.dash.is_some());
                        let solid = stroke.as_ref().filter(|_| dashed.is_none());
                        let rim = solid.map_or(PathStroke::NONE, |stroke| {
                            PathStroke::new(width(stroke, eye), color(stroke.color))
                        });
                        let (outline, fill) = (points.clone(), color(*fill));
                        shapes.push(Shape::Path(PathShape { points, closed: true, fill, stroke: rim }));
                        if let Some(stroke) = dashed {
                            line(outline, true, stroke, eye, shapes);
                        }
                    }
                    (_, Some(stroke)) => line(points, closed, stroke, eye, shapes),
                    _ => {}
                }
            }
        }
        Mark::Line { from, to, stroke } => {
            line(vec![eye.to_screen(*from), eye.to_screen(*to)], false, stroke, eye, shapes);
        }
        Mark::Arc { center, radius, start, sweep, stroke } => {
            let steps =
                (sweep.abs() * radius * eye.zoom()).sqrt().mul_add(1.5, 6.0).clamp(6.0, 96.0) as usize;
            let point = |step: usize| {
                let angle = start + sweep * step as f64 / steps as f64;
                eye.to_screen(*center + *radius * kurbo::Vec2::from_angle(angle))
            };
            line((0..=steps).map(point).collect(), false, stroke, eye, shapes);
        }
        Mark::Rect { rect, radius, fill, stroke } => {
            let rect = Rect::from_min_max(
                eye.to_screen(rect.origin()),
                eye.to_screen(kurbo::Point::new(rect.x1, rect.y1)),
            );
            let dashed = stroke.as_ref().filter(|stroke| stroke.dash.is_some());
            let rim = stroke
                .as_ref()
                .filter(|_| dashed.is_none())
                .map_or(Stroke::NONE, |stroke| Stroke::new(width(stroke, eye), color(stroke.color)));
            let corner = corners((*radius as f32 * zoom).min(127.0));
            let fill = fill.map_or(Color32::TRANSPARENT, color);
            shapes.push(Shape::Rect(RectShape::new(rect, corner, fill, rim, StrokeKind::Middle)));
            if let Some(stroke) = dashed {
                let path = kurbo::RoundedRect::from_rect(
                    kurbo::Rect::from_points(eye.to_map(rect.min), eye.to_map(rect.max)),
                    *radius,
                );
                for (points, closed) in flatten(eye, &kurbo::Shape::to_path(&path, TOLERANCE)) {
                    line(points, closed, stroke, eye, shapes);
                }
            }
        }
        Mark::Disc { center, radius, fill, stroke } => {
            let middle = eye.to_screen(*center);
            let on_screen = *radius as f32 * zoom;
            let dashed = stroke.as_ref().filter(|stroke| stroke.dash.is_some());
            let rim = stroke
                .as_ref()
                .filter(|_| dashed.is_none())
                .map_or(Stroke::NONE, |stroke| Stroke::new(width(stroke, eye), color(stroke.color)));
            let fill = fill.map_or(Color32::TRANSPARENT, color);
            shapes.push(Shape::Circle(CircleShape { center: middle, radius: on_screen, fill, stroke: rim }));
            if let Some(stroke) = dashed {
                let around = |step: usize| {
                    let angle = std::f32::consts::TAU * step as f32 / 48.0;
                    middle + on_screen * egui::Vec2::angled(angle)
                };
                line((0..48).map(around).collect(), true, stroke, eye, shapes);
            }
        }
        Mark::Text(text) => {
            let at = eye.to_screen(text.pos);
            letters.words(text, text.size * eye.zoom(), at, shapes);
        }
        // Pictures lie under everything, as textures.
        Mark::Picture { .. } => {}
        Mark::Icon { center, icon, size, color: ink } => {
            letters.icon(icon.char(), *size as f32 * zoom, eye.to_screen(*center), color(*ink), shapes);
        }
    }
}

/// A stroke's width on the screen; no line is thinner than a hairline.
fn width(stroke: &mark::Stroke, eye: Eye) -> f32 {
    ((stroke.width * eye.zoom()) as f32).max(0.6)
}

fn line(mut points: Vec<Pos2>, closed: bool, stroke: &mark::Stroke, eye: Eye, shapes: &mut Vec<Shape>) {
    let thickness = width(stroke, eye);
    let ink = color(stroke.color);
    if let Some([dash, gap]) = stroke.dash {
        if closed && let Some(first) = points.first().copied() {
            points.push(first);
        }
        let zoom = eye.zoom() as f32;
        let pen = Stroke::new(thickness, ink);
        shapes.extend(Shape::dashed_line(&points, pen, dash as f32 * zoom, gap as f32 * zoom));
        return;
    }
    if stroke.round
        && !closed
        && let (Some(first), Some(last)) = (points.first(), points.last())
    {
        shapes.push(Shape::circle_filled(*first, thickness / 2.0, ink));
        shapes.push(Shape::circle_filled(*last, thickness / 2.0, ink));
    }
    let pen = PathStroke::new(thickness, ink);
    shapes.push(Shape::Path(PathShape { points, closed, fill: Color32::TRANSPARENT, stroke: pen }));
}

/// A path as polygons on the screen, each with whether it is closed.
fn flatten(eye: Eye, path: &kurbo::BezPath) -> Vec<(Vec<Pos2>, bool)> {
    let mut lines: Vec<(Vec<Pos2>, bool)> = Vec::new();
    kurbo::flatten(path, TOLERANCE / eye.zoom(), |element| match element {
        PathEl::MoveTo(point) => lines.push((vec![eye.to_screen(point)], false)),
        PathEl::LineTo(point) => {
            if let Some((points, _)) = lines.last_mut() {
                points.push(eye.to_screen(point));
            }
        }
        PathEl::ClosePath => {
            if let Some((points, closed)) = lines.last_mut() {
                *closed = true;
                // A repeated first point would make the rim's corner there a spike.
                if points.len() > 1 && points.first() == points.last() {
                    points.pop();
                }
            }
        }
        PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
    });
    lines
}
