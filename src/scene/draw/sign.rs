//! Small discs: polarity, contested, conflict, merge.

use kurbo::{Point, Rect, Vec2};

use crate::model::Intent;
use crate::scene::link::{SIGN_RADIUS, Sign};
use crate::scene::mark::{Anchor, Font, Mark, Stroke, Text};
use crate::scene::text::CAP_HEIGHT;
use crate::scene::tokens::{Color, Tokens};

use super::Change;

fn bar(center: Point, half: Vec2, stroke: Stroke) -> Mark {
    Mark::Line { from: center - half, to: center + half, stroke }
}

fn character(center: Point, text: &str, size: f64, color: Color) -> Mark {
    let pos = center + Vec2::new(0.0, CAP_HEIGHT * size / 2.0);
    let (font, width) = (Font::Inter(700), 0.65 * size);
    let text = text.to_owned();
    Mark::Text(Text {
        pos,
        text,
        font,
        size,
        color,
        anchor: Anchor::Middle,
        italic: false,
        strike: false,
        width,
    })
}

/// The disc of a causal link's sign in its own colour, or in `color`.
pub fn sign(
    sign: Sign,
    center: Point,
    unit: f64,
    color: Option<Color>,
    tokens: &Tokens,
    marks: &mut Vec<Mark>,
) {
    let u = unit;
    let radius = (SIGN_RADIUS - 0.75) * u;
    let wide = Vec2::new(3.6 * u, 0.0);
    let tall = Vec2::new(0.0, 3.6 * u);
    match sign {
        Sign::Plus => {
            let color = color.unwrap_or(tokens.plus);
            let stroke = Stroke::new(1.75 * u, tokens.canvas);
            marks.push(Mark::Disc { center, radius: SIGN_RADIUS * u, fill: Some(color), stroke: None });
            marks.extend([bar(center, wide, stroke), bar(center, tall, stroke)]);
        }
        Sign::Minus => {
            let stroke = Stroke::new(1.5 * u, color.unwrap_or(tokens.minus));
            marks.push(Mark::Disc { center, radius, fill: Some(tokens.canvas), stroke: Some(stroke) });
            marks.push(bar(center, wide, Stroke { width: 1.75 * u, ..stroke }));
        }
        Sign::Unknown => {
            let color = color.unwrap_or(tokens.undetermined);
            let stroke = Stroke::new(1.25 * u, color).dashed(2.2 * u, 1.6 * u);
            marks.push(Mark::Disc { center, radius, fill: Some(tokens.canvas), stroke: Some(stroke) });
            marks.push(character(center, "?", 10.0 * u, color));
        }
        Sign::Contested => contested(center, 16.0 * u, tokens, marks),
    }
}

/// The amber ± disc, `size` across.
pub(super) fn contested(center: Point, size: f64, tokens: &Tokens, marks: &mut Vec<Mark>) {
    let thin = size / 16.0;
    let stroke = Stroke::new(1.5 * thin, tokens.warn);
    let fill = Some(tokens.warn_soft);
    marks.push(Mark::Disc { center, radius: size / 2.0 - 0.75 * thin, fill, stroke: Some(stroke) });
    let line = Stroke::new(1.4 * thin, tokens.warn);
    let half = 2.9 * thin;
    let upper = center - Vec2::new(0.0, 1.0 * thin);
    marks.push(bar(upper, Vec2::new(half, 0.0), line));
    marks.push(bar(upper, Vec2::new(0.0, half * 0.95), line));
    marks.push(bar(center + Vec2::new(0.0, 3.9 * thin), Vec2::new(half, 0.0), line));
}

/// The small square that says what the team means to do with a causal link: chevrons up for stronger, down for weaker,
/// a cross for cutting it, two chevrons ahead for making it act sooner.
pub fn mark(intent: Intent, center: Point, unit: f64, tokens: &Tokens, marks: &mut Vec<Mark>) {
    let u = unit;
    let rect = Rect::from_center_size(center, (15.0 * u, 15.0 * u));
    let rim = Stroke::new(1.25 * u, tokens.text2);
    marks.push(Mark::Rect { rect, radius: 4.0 * u, fill: Some(tokens.raised), stroke: Some(rim) });
    let stroke = Stroke::new(1.5 * u, tokens.text2);
    let mut line = |from: (f64, f64), to: (f64, f64)| {
        let at = |(x, y): (f64, f64)| center + Vec2::new(x, y) * u;
        marks.push(Mark::Line { from: at(from), to: at(to), stroke });
    };
    let mut chevron = |tip: (f64, f64), way: (f64, f64)| {
        for side in [-1.0, 1.0] {
            let across = (-way.1 * side, way.0 * side);
            line(tip, (tip.0 - 2.6 * (way.0 - across.0), tip.1 - 2.6 * (way.1 - across.1)));
        }
    };
    match intent {
        Intent::Strengthen => {
            chevron((0.0, -3.6), (0.0, -1.0));
            chevron((0.0, 0.6), (0.0, -1.0));
        }
        Intent::Weaken => {
            chevron((0.0, 3.6), (0.0, 1.0));
            chevron((0.0, -0.6), (0.0, 1.0));
        }
        Intent::ShortenDelay => {
            chevron((3.6, 0.0), (1.0, 0.0));
            chevron((-0.6, 0.0), (1.0, 0.0));
        }
        Intent::Cut => {
            line((-3.2, -3.2), (3.2, 3.2));
            line((-3.2, 3.2), (3.2, -3.2));
        }
    }
}

/// A filled disc, 18 across, that stands out by a rim of the canvas.
fn flag(center: Point, unit: f64, color: Color, tokens: &Tokens, marks: &mut Vec<Mark>) {
    marks.push(Mark::Disc {
        center,
        radius: 9.0 * unit,
        fill: Some(color),
        stroke: Some(Stroke::new(1.0 * unit, tokens.canvas)),
    });
}

/// The amber ! disc of a conflict.
pub(super) fn conflict(center: Point, unit: f64, tokens: &Tokens, marks: &mut Vec<Mark>) {
    flag(center, unit, tokens.warn, tokens, marks);
    let stem = Rect::new(-1.05, -4.8, 1.05, 1.4).scale_from_origin(unit) + center.to_vec2();
    let dot = center + Vec2::new(0.0, 3.9 * unit);
    marks.push(Mark::Rect { rect: stem, radius: 0.6 * unit, fill: Some(tokens.raised), stroke: None });
    marks.push(Mark::Disc { center: dot, radius: 1.25 * unit, fill: Some(tokens.raised), stroke: None });
}

/// The disc that says what a merge did.
pub(super) fn change(change: Change, center: Point, unit: f64, tokens: &Tokens, marks: &mut Vec<Mark>) {
    let (color, text) = match change {
        Change::Added => (tokens.success, "+"),
        Change::Changed => (tokens.accent, "~"),
        Change::Removed => (tokens.danger, "\u{2212}"),
    };
    flag(center, unit, color, tokens, marks);
    marks.push(character(center, text, 12.0 * unit, tokens.raised));
}

/// The colour of what a merge did.
pub(super) fn change_color(change: Change, tokens: &Tokens) -> Color {
    match change {
        Change::Added => tokens.success,
        Change::Changed => tokens.accent,
        Change::Removed => tokens.danger,
    }
}
