//! Loop badges.

use std::f64::consts::{FRAC_PI_2, PI};

use kurbo::{Point, Rect, Vec2};

use crate::analysis::LoopPolarity;
use crate::scene::badge::LoopBadge;
use crate::scene::mark::{Mark, Stroke};
use crate::scene::tokens::{Color, Tokens};

use super::{State, dim, fade, loop_color, loop_soft};

/// The turning arrow starts at the upper left and turns by three quarters.
const ARROW_START: f64 = 211.0 / 180.0 * PI;
const ARROW_TURN: f64 = 1.5 * PI;

/// A loop's badge: round when it reinforces, a rounded square when it balances, dashed when it is undetermined.
pub fn badge(figure: &LoopBadge, state: State, tokens: &Tokens, marks: &mut Vec<Mark>) {
    let first = marks.len();
    let u = figure.unit;
    let center = figure.center;
    let color = loop_color(figure.kind, tokens);
    let filled = state.lit.is_some() || state.selected;
    let (fill, ink) = if filled { (color, tokens.canvas) } else { (loop_soft(figure.kind, tokens), color) };
    let radius = figure.radius() - 0.75 * u;
    let stroke = Stroke::new(1.5 * u, color);
    match figure.kind {
        LoopPolarity::Balancing => {
            let rect = Rect::from_center_size(center, (2.0 * radius, 2.0 * radius));
            marks.push(Mark::Rect { rect, radius: 7.0 * u, fill: Some(fill), stroke: Some(stroke) });
        }
        kind => {
            let dashed = kind == LoopPolarity::Unknown;
            // Dashes around a fill of their own colour would read as a cogwheel: the fill keeps away from them.
            let inner = if dashed && filled { radius - 2.75 * u } else { radius };
            let stroke = if dashed { stroke.dashed(2.6 * u, 1.9 * u) } else { stroke };
            marks.push(Mark::Disc { center, radius: inner, fill: Some(fill), stroke: None });
            marks.push(Mark::Disc { center, radius, fill: None, stroke: Some(stroke) });
        }
    }
    figure.label.draw(ink, marks);
    if !figure.far {
        turning_arrow(center, figure.clockwise, u, color, marks);
        if let Some(name) = &figure.name {
            if figure.on_line {
                let rect = name.bounds.inflate(3.0 * u, 0.0);
                marks.push(Mark::Rect { rect, radius: 4.0 * u, fill: Some(tokens.canvas), stroke: None });
            }
            name.draw(color, marks);
        }
    }
    if state.selected {
        let radius = if figure.far { figure.radius() + 4.0 * u } else { 26.0 * u };
        let stroke = Some(Stroke::new(2.0 * u, tokens.selection));
        marks.push(Mark::Disc { center, radius, fill: None, stroke });
    } else if state.hover {
        let radius = if figure.far { figure.radius() + 3.0 * u } else { 24.5 * u };
        marks.push(Mark::Disc {
            center,
            radius,
            fill: None,
            stroke: Some(Stroke::new(1.5 * u, tokens.link)),
        });
    }
    if state.is_pale() {
        fade(marks, first, dim::ELEMENT);
    }
}

fn turning_arrow(center: Point, clockwise: bool, u: f64, color: Color, marks: &mut Vec<Mark>) {
    let radius = 20.0 * u;
    let head = 8.0 * u;
    let (start, sweep) = if clockwise { (ARROW_START, ARROW_TURN) } else { (PI - ARROW_START, -ARROW_TURN) };
    let drawn = sweep - sweep.signum() * head * 0.7 / radius;
    marks.push(Mark::Arc { center, radius, start, sweep: drawn, stroke: Stroke::new(1.5 * u, color) });
    let base = start + drawn;
    let at = center + Vec2::from_angle(base) * radius;
    let way = Vec2::from_angle(base + sweep.signum() * (FRAC_PI_2 + 0.2)) * head;
    let across = Vec2::new(way.y, -way.x) * 0.5;
    marks.push(Mark::polygon(&[at + way, at + across, at - across], Some(color), None));
}
