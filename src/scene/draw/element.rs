//! Elements.

use kurbo::{Point, Rect, Vec2};

use crate::scene::actor::{ActorFigure, AssetChip};
use crate::scene::element::{ElementFigure, Figure, PORTAL_RADIUS};
use crate::scene::encoding::{Extent, Ink};
use crate::scene::icon::Icon;
use crate::scene::label::Label;
use crate::scene::mark::{Font, Mark, Stroke};
use crate::scene::shape::{Corners, Outline};
use crate::scene::tokens::{Color, Tokens};

use super::sign;
use super::{Change, State, dim, fade};

/// The marks of an element itself.
pub fn element(figure: &ElementFigure, state: State, tokens: &Tokens, marks: &mut Vec<Mark>) {
    let first = marks.len();
    match &figure.figure {
        Figure::Actor(actor) if figure.level.is_far() => far_actor(figure, actor, state, tokens, marks),
        Figure::Actor(actor) => near_actor(figure, actor, state, tokens, marks),
        Figure::Variable { name, goal, external } => {
            variable(figure, (name, *goal, *external), state, tokens, marks);
        }
        Figure::Issue { name, letter, sources } => {
            issue(figure, (name, letter.as_ref(), sources.as_ref()), state, tokens, marks);
        }
    }
    if state.is_pale() {
        let share =
            if matches!(figure.figure, Figure::Variable { .. }) { dim::VARIABLE } else { dim::ELEMENT };
        fade(marks, first, share);
    }
}

/// The rings and discs around an element: selection, conflict, contested, what a merge did.
pub fn element_rings(figure: &ElementFigure, state: State, tokens: &Tokens, marks: &mut Vec<Mark>) {
    let first = marks.len();
    let u = figure.unit;
    let variable = matches!(figure.figure, Figure::Variable { .. });
    let outside = if variable { figure.outline } else { figure.outline.grown(4.0 * u) };
    let amber = Stroke::new(2.0 * u, tokens.warn).dashed(6.0 * u, 4.0 * u);
    if figure.conflict {
        marks.push(outside.mark(None, Some(amber)));
    } else if state.selected && !variable {
        marks.push(outside.mark(None, Some(Stroke::new(2.0 * u, tokens.selection))));
    } else if let Some(change) = state.change.filter(|change| *change != Change::Removed) {
        let stroke = Stroke::new(2.0 * u, sign::change_color(change, tokens));
        let dotted = change == Change::Changed;
        marks.push(outside.mark(None, Some(if dotted { stroke.dashed(2.0 * u, 2.5 * u) } else { stroke })));
    } else if state.hover && figure.level.is_far() && !variable {
        let color = element_color(figure, tokens);
        marks.push(outside.mark(None, Some(Stroke::new(1.5 * u, color))));
    }
    let rect = figure.outline.rect;
    let corner = if matches!(figure.outline.corners, Corners::Folded(_)) {
        Point::new(rect.x0 + 1.5 * u, rect.y0)
    } else {
        Point::new(rect.x1 - 2.0 * u, rect.y0 - 0.5 * u)
    };
    // What is to be decided goes before what came in.
    if figure.conflict && !figure.level.is_far() {
        sign::conflict(corner, u, tokens, marks);
    } else if let Some(change) = state.change {
        sign::change(change, corner, u, tokens, marks);
    }
    if let Some(center) = figure.portal_sign() {
        let rim = Stroke::new(1.5 * u, tokens.control);
        marks.push(Mark::Disc {
            center,
            radius: PORTAL_RADIUS * u,
            fill: Some(tokens.raised),
            stroke: Some(rim),
        });
        marks.push(Mark::Icon { center, icon: Icon::ArrowRight, size: 11.0 * u, color: tokens.text2 });
    }
    if figure.contested && !figure.conflict && !figure.level.is_far() {
        let (at, size) = match &figure.figure {
            Figure::Actor(ActorFigure { ring: Some(ring), .. }) => (*ring + Vec2::new(10.0, -12.5) * u, 14.0),
            Figure::Variable { .. } => (Point::new(rect.x1 + 4.0 * u, rect.y0), 14.0),
            _ => (Point::new(rect.x0 + 1.5 * u, rect.y0), 16.0),
        };
        sign::contested(at, size * u, tokens, marks);
    }
    if state.is_pale() {
        fade(marks, first, dim::ELEMENT);
    }
}

/// How an element is painted in what its colour says.
#[derive(Clone, Copy)]
struct Paint {
    color: Color,
    tint: Color,
    hollow: bool,
}

impl Paint {
    /// The ink, or `usual` where colours say nothing.
    fn of(figure: &ElementFigure, usual: (Color, Color), tokens: &Tokens) -> Self {
        let (color, tint) = figure.ink.map_or(usual, |ink| tokens.ink(ink));
        Self { color, tint, hollow: figure.ink == Some(Ink::Hollow) }
    }
}

/// The colour of an element seen from afar: what its colour says, or its sector's, or its kind's.
pub fn element_color(figure: &ElementFigure, tokens: &Tokens) -> Color {
    if let Some(ink) = figure.ink {
        return tokens.ink(ink).0;
    }
    match &figure.figure {
        Figure::Actor(actor) => tokens.sector(actor.sector.as_ref()).color,
        Figure::Variable { .. } => tokens.text,
        Figure::Issue { .. } => tokens.warn,
    }
}

/// The soft edge below what the pointer is over.
fn lift(figure: &ElementFigure, tokens: &Tokens, marks: &mut Vec<Mark>) {
    let under = figure.outline.grown(0.75 * figure.unit).shifted(Vec2::new(0.0, 2.25 * figure.unit));
    let black = Color { rgb: [0, 0, 0], alpha: 255 };
    let share = if tokens.theme == crate::scene::tokens::Theme::Dark { 0.45 } else { 0.1 };
    marks.push(under.mark(Some(black.faded(share)), None));
}

/// The rim of a box, or of one that a merge removed.
fn rim(figure: &ElementFigure, state: State, color: Color, tokens: &Tokens) -> Stroke {
    let u = figure.unit;
    if state.change == Some(Change::Removed) {
        return Stroke::new(1.5 * u, tokens.danger).dashed(5.0 * u, 3.5 * u);
    }
    let stroke = Stroke::new(if state.hover { 2.0 } else { 1.5 } * u, color);
    if size_unknown(figure) { stroke.dashed(4.0 * u, 3.0 * u) } else { stroke }
}

/// Sizes say something that is not known of the element.
fn size_unknown(figure: &ElementFigure) -> bool {
    figure.extent == Extent::Unknown
}

fn far_actor(
    figure: &ElementFigure,
    actor: &ActorFigure,
    state: State,
    tokens: &Tokens,
    marks: &mut Vec<Mark>,
) {
    let look = tokens.sector(actor.sector.as_ref());
    let paint = Paint::of(figure, (look.color, look.tint), tokens);
    if paint.hollow || size_unknown(figure) {
        let rim = Stroke::new(2.0 * figure.unit, paint.color);
        let rim = if size_unknown(figure) { rim.dashed(3.0 * figure.unit, 2.5 * figure.unit) } else { rim };
        let inside = Outline { rect: figure.outline.rect.inset(-figure.unit), ..figure.outline };
        marks.push(inside.mark(Some(paint.tint), Some(rim)));
    } else {
        marks.push(figure.outline.mark(Some(paint.color), None));
    }
    if figure.label_shown || state.hover || state.selected {
        let weight = if state.hover || state.selected { 600 } else { 500 };
        actor.name.draw_as(
            Font::Inter(weight),
            tokens.text,
            false,
            state.change == Some(Change::Removed),
            marks,
        );
    }
}

fn near_actor(
    figure: &ElementFigure,
    actor: &ActorFigure,
    state: State,
    tokens: &Tokens,
    marks: &mut Vec<Mark>,
) {
    let u = figure.unit;
    let look = tokens.sector(actor.sector.as_ref());
    let look = Paint::of(figure, (look.color, look.tint), tokens);
    if state.hover {
        lift(figure, tokens, marks);
    }
    marks.push(figure.outline.mark(Some(tokens.raised), Some(rim(figure, state, look.color, tokens))));
    if let Some(center) = actor.ring {
        let radius = 12.75 * u;
        let track = Stroke::new(2.5 * u, tokens.border);
        marks.push(Mark::Disc { center, radius, fill: Some(look.tint), stroke: Some(track) });
        if let Some(share) = actor.interest.filter(|share| *share > 0.0) {
            interest_arc(center, radius, share, Stroke::new(2.5 * u, look.color), marks);
        }
        marks.push(Mark::Icon { center, icon: actor.icon, size: 14.0 * u, color: look.color });
    }
    let strike = state.change == Some(Change::Removed);
    actor.name.draw_as(actor.name.font, tokens.text, false, strike, marks);
    if let Some(role) = &actor.role {
        role.draw(tokens.text3, marks);
    }
    if let Some((corner, halves)) = actor.stack {
        influence_stack(corner, halves, u, tokens, marks);
    }
    for chip in &actor.assets {
        asset_chip(chip, u, tokens, marks);
    }
}

/// The filled part of an interest ring, clockwise from the top.
pub(in crate::scene) fn interest_arc(
    center: Point,
    radius: f64,
    share: f64,
    stroke: Stroke,
    marks: &mut Vec<Mark>,
) {
    if share >= 1.0 {
        marks.push(Mark::Disc { center, radius, fill: None, stroke: Some(stroke) });
    } else {
        let (start, sweep) = (-std::f64::consts::FRAC_PI_2, share * std::f64::consts::TAU);
        marks.push(Mark::Arc { center, radius, start, sweep, stroke });
    }
}

/// Five bars, filled from below by half bars of ten.
pub(in crate::scene) fn influence_stack(
    corner: Point,
    halves: u8,
    u: f64,
    tokens: &Tokens,
    marks: &mut Vec<Mark>,
) {
    let bar = |y: f64, width: f64, color: Color| Mark::Rect {
        rect: Rect::from_origin_size(corner + Vec2::new(0.0, y * u), (width * u, 4.0 * u)),
        radius: u,
        fill: Some(color),
        stroke: None,
    };
    for from_below in 0..5_u8 {
        let y = 6.0 * f64::from(4 - from_below);
        match halves.saturating_sub(2 * from_below) {
            0 => marks.push(bar(y, 8.0, tokens.border)),
            1 => marks.extend([bar(y, 8.0, tokens.border), bar(y, 4.0, tokens.text2)]),
            _ => marks.push(bar(y, 8.0, tokens.text2)),
        }
    }
}

fn asset_chip(chip: &AssetChip, u: f64, tokens: &Tokens, marks: &mut Vec<Mark>) {
    let rim = chip.icon.map(|_| Stroke::new(u, tokens.border));
    let fill = chip.icon.map(|_| tokens.sunken);
    if fill.is_some() {
        marks.push(Mark::Rect { rect: chip.rect, radius: chip.rect.height() / 2.0, fill, stroke: rim });
    }
    if let Some(icon) = chip.icon {
        marks.push(Mark::Icon { center: chip.at, icon, size: 13.0 * u, color: tokens.text2 });
        let foot = chip.rect.center().y + 5.0 * u;
        let left = chip.rect.x1 - 21.0 * u;
        for index in 0..3_u8 {
            let step = f64::from(index);
            let x = left + step * 4.5 * u;
            let rect = Rect::new(x, foot - (3.0 + 3.0 * step) * u, x + 3.0 * u, foot);
            let fill = if index < chip.bars { tokens.text2 } else { tokens.border };
            marks.push(Mark::Rect { rect, radius: 0.5 * u, fill: Some(fill), stroke: None });
        }
    }
    if let Some(name) = &chip.name {
        name.draw(tokens.text2, marks);
    }
}

fn variable(
    figure: &ElementFigure,
    (name, goal, external): (&Label, Option<Point>, bool),
    state: State,
    tokens: &Tokens,
    marks: &mut Vec<Mark>,
) {
    let u = figure.unit;
    if figure.ink.is_some() || size_unknown(figure) {
        let paint = Paint::of(figure, (tokens.control, tokens.raised), tokens);
        marks.push(figure.outline.mark(Some(paint.tint), Some(rim(figure, state, paint.color, tokens))));
    }
    if state.selected {
        let rim = (!figure.conflict).then(|| Stroke::new(2.0 * u, tokens.selection));
        marks.push(figure.outline.mark(Some(tokens.accent_soft), rim));
    } else if state.hover {
        marks.push(figure.outline.mark(Some(tokens.hover), None));
    }
    if state.change == Some(Change::Removed) {
        marks.push(figure.outline.mark(None, Some(rim(figure, state, tokens.danger, tokens))));
    }
    let color = if external { tokens.text2 } else { tokens.text };
    if !figure.label_shown && !state.hover && !state.selected {
        marks.push(Mark::Disc {
            center: figure.center(),
            radius: 3.0 * u,
            fill: Some(tokens.control),
            stroke: None,
        });
        return;
    }
    let weight = if state.selected || state.lit.is_some() { 600 } else { 500 };
    name.draw_as(Font::Inter(weight), color, external, state.change == Some(Change::Removed), marks);
    if let Some(center) = goal {
        marks.push(Mark::Icon { center, icon: Icon::Target, size: name.size + u, color: tokens.accent_text });
    }
}

fn issue(
    figure: &ElementFigure,
    (name, letter, sources): (&Label, Option<&(Rect, Label)>, Option<&Label>),
    state: State,
    tokens: &Tokens,
    marks: &mut Vec<Mark>,
) {
    let u = figure.unit;
    let paint = Paint::of(figure, (tokens.warn, tokens.warn_soft), tokens);
    let rim = rim(figure, state, paint.color, tokens);
    if state.hover && !figure.level.is_far() {
        lift(figure, tokens, marks);
    }
    marks.push(figure.outline.mark(Some(paint.tint), Some(rim)));
    if let Corners::Folded(fold) = figure.outline.corners {
        let rect = figure.outline.rect;
        let corner = Point::new(rect.x1 - fold, rect.y0);
        let points =
            [corner, Point::new(rect.x1, rect.y0 + fold), Point::new(rect.x1 - fold, rect.y0 + fold)];
        marks.push(Mark::polygon(&points, Some(tokens.raised), Some(rim)));
    }
    if let Some((rect, letter)) = letter {
        let radius = 4.0 * u;
        if figure.level.is_far() {
            letter.draw(paint.color, marks);
        } else {
            marks.push(Mark::Rect { rect: *rect, radius, fill: Some(paint.color), stroke: None });
            letter.draw(tokens.raised, marks);
        }
    }
    if figure.label_shown || state.hover || state.selected {
        name.draw_as(name.font, tokens.text, false, state.change == Some(Change::Removed), marks);
    }
    if let Some(sources) = sources {
        sources.draw(tokens.text2, marks);
    }
}
