//! Links.

use kurbo::{Point, Rect, Vec2};

use crate::analysis::LoopPolarity;
use crate::model::LinkKind;
use crate::scene::curve::Curve;
use crate::scene::encoding::Ink;
use crate::scene::label::Label;
use crate::scene::level::Level;
use crate::scene::link::{GLYPH_GAP, LinkFigure, LinkLook, Sign, Tip};
use crate::scene::mark::{Mark, Stroke};
use crate::scene::tokens::{Color, Theme, Tokens};

use super::{Change, State, dim, fade, loop_color, sign};

/// Where the delay strokes stand when the middle is taken.
const ASIDE: f64 = 0.38;

/// The link shows in this state: lever links on far maps only when somebody asks for them.
pub fn shows(figure: &LinkFigure, state: State) -> bool {
    !(figure.level.is_far() && figure.kind == LinkKind::Lever)
        || state.selected
        || state.hover
        || state.neighbour
}

/// The band under a link that is hovered, selected or lit, or that a merge added or changed.
pub fn link_band(figure: &LinkFigure, state: State, tokens: &Tokens, marks: &mut Vec<Mark>) {
    let Some(curve) = figure.curve.filter(|_| shows(figure, state)) else { return };
    let u = figure.unit;
    let mut band = |width: f64, color: Color, share: f32| {
        marks.push(curve.mark(Stroke::new(width * u, color.faded(share)).rounded()));
    };
    match (state, state.change) {
        (State { selected: true, .. }, _) => band(9.0, tokens.selection, 0.3),
        (State { hover: true, .. }, _) => band(9.0, tokens.link, 0.22),
        (State { lit: Some(kind), .. }, _) => lit_band(&curve, kind, u, tokens, marks),
        (_, Some(Change::Added)) => band(9.0, tokens.success, 0.3),
        _ => {}
    }
}

/// Reinforcing: a filled band. Balancing: one with two rails. Undetermined: a dotted one.
fn lit_band(curve: &Curve, kind: LoopPolarity, u: f64, tokens: &Tokens, marks: &mut Vec<Mark>) {
    let color = loop_color(kind, tokens);
    let share = if tokens.theme == Theme::Dark { 0.26 } else { 0.2 };
    let stroke = Stroke::new(12.0 * u, color.faded(share));
    match kind {
        LoopPolarity::Unknown => marks.push(curve.mark(stroke.dashed(5.0 * u, 4.0 * u))),
        _ => marks.push(curve.mark(stroke.rounded())),
    }
    if kind == LoopPolarity::Balancing {
        for side in [-5.25, 5.25] {
            marks.push(curve.beside(side * u).mark(Stroke::new(1.5 * u, color)));
        }
    }
}

/// The colour of a link's line.
pub fn link_color(figure: &LinkFigure, state: State, tokens: &Tokens) -> Color {
    if figure.conflict || figure.contested && state.lit.is_none() {
        return tokens.warn;
    }
    if state.change == Some(Change::Removed) {
        return tokens.danger;
    }
    if let Some(kind) = state.lit {
        return loop_color(kind, tokens);
    }
    match figure.ink {
        Some(Ink::Hollow) => return tokens.link,
        Some(ink) => return tokens.ink(ink).0,
        None => {}
    }
    match &figure.look {
        LinkLook::Tie { hostile: true, .. } => tokens.danger,
        LinkLook::Tie { .. } if state.hover || state.selected || state.neighbour => tokens.link_strong,
        LinkLook::Tie { .. } => tokens.link,
        LinkLook::Causal { sign, .. } => match sign {
            Sign::Plus => tokens.plus,
            Sign::Minus => tokens.minus,
            Sign::Unknown => tokens.undetermined,
            Sign::Contested => tokens.warn,
        },
        LinkLook::Lever(_) => tokens.accent,
    }
}

/// The line of a link with its ends, glyph and delay.
pub fn link(figure: &LinkFigure, state: State, tokens: &Tokens, marks: &mut Vec<Mark>) {
    let Some(curve) = figure.curve.filter(|_| shows(figure, state)) else { return };
    let first = marks.len();
    let u = figure.unit;
    let color = link_color(figure, state, tokens);
    let width = match state {
        State { lit: Some(_), .. } => figure.width.max(3.0 * u),
        State { hover: true, .. } | State { selected: true, .. } => figure.width.max(2.5 * u),
        _ => figure.width,
    };
    let mut stroke = Stroke::new(width, color);
    if figure.conflict || figure.contested || state.change == Some(Change::Removed) {
        stroke = stroke.dashed(6.0 * u, 4.0 * u);
    } else if state.change == Some(Change::Changed) || is_dotted(figure) {
        stroke = stroke.dashed(3.0 * u, 3.0 * u);
    }
    let (from, to) = tips(figure, &curve, width, color, tokens, marks);
    let hole = holes(figure, &curve, (from, to), state, color, tokens, marks);
    let parts = hole.map_or([(from, to), (to, to)], |(start, end)| [(from, start), (end, to)]);
    // Beside a glyph, a shorter stub would read as dirt.
    let shortest = curve.share_of(if hole.is_some() { 3.0 } else { 0.5 } * u);
    for (start, end) in parts.into_iter().filter(|(start, end)| end - start > shortest) {
        marks.push(curve.part(start, end).mark(stroke));
    }
    if state.is_pale() {
        fade(marks, first, dim::LINK);
    }
}

fn is_dotted(figure: &LinkFigure) -> bool {
    use crate::model::LeverKind::{AffectedBy, KnowsAbout};
    matches!(figure.look, LinkLook::Lever(AffectedBy | KnowsAbout))
}

/// Paints what stands at the ends. Gives the shares between which the line itself runs.
fn tips(
    figure: &LinkFigure,
    curve: &Curve,
    width: f64,
    color: Color,
    tokens: &Tokens,
    marks: &mut Vec<Mark>,
) -> (f64, f64) {
    let u = figure.unit;
    let mut shorten = [0.0, 0.0];
    for ((tip, course), shorten) in
        [(figure.start, curve.reversed()), (figure.end, *curve)].into_iter().zip(&mut shorten)
    {
        let end = course.point(1.0);
        let back = |length: f64| course.share_of(length);
        match tip {
            Tip::None => {}
            Tip::Head => {
                let grown = (width / figure.width).clamp(1.0, 1.25);
                let length = (figure.head.0 * grown).min(course.length() * 0.6);
                let half = figure.head.1 * grown / 2.0 * (length / (figure.head.0 * grown));
                let base = course.point(1.0 - back(length));
                let way = (end - base) / (end - base).hypot().max(1e-9);
                let across = Vec2::new(way.y, -way.x) * half;
                marks.push(Mark::polygon(&[end, base + across, base - across], Some(color), None));
                *shorten = back(length * 0.9);
            }
            Tip::Dot => {
                let radius = if figure.level.is_far() { 1.6 * u } else { 2.6 * u + 0.35 * width };
                marks.push(Mark::Disc { center: end, radius, fill: Some(color), stroke: None });
            }
            Tip::Filled | Tip::Hollow => {
                let half = if tip == Tip::Filled { 4.5 } else { 4.0 } * u;
                let center = course.point((1.0 - back(half)).max(0.0));
                let way = course.direction(1.0) * half;
                let across = Vec2::new(way.y, -way.x);
                let corners =
                    [way + across, way - across, -way - across, across - way].map(|corner| center + corner);
                let fill = if tip == Tip::Filled { color } else { tokens.canvas };
                let rim = (tip == Tip::Hollow).then(|| Stroke::new(1.5 * u, color));
                marks.push(Mark::polygon(&corners, Some(fill), rim));
                *shorten = back(half * 2.0);
            }
        }
    }
    let [from, to] = shorten;
    (from, 1.0 - to)
}

/// Paints what stands on the course: a tie's glyph, delay strokes. Gives the shares of the hole that it needs.
fn holes(
    figure: &LinkFigure,
    curve: &Curve,
    (from, to): (f64, f64),
    state: State,
    color: Color,
    tokens: &Tokens,
    marks: &mut Vec<Mark>,
) -> Option<(f64, f64)> {
    let u = figure.unit;
    match &figure.look {
        LinkLook::Tie { icon, .. } if !figure.level.is_far() => {
            if pill_rect(figure, state).is_some() {
                return None;
            }
            let half = curve.share_of(GLYPH_GAP * u) / 2.0;
            if 2.0 * half > to - from {
                return None;
            }
            // Where there is room, unless an arrowhead stands there.
            let middle = figure.middle.clamp(from + half, to - half);
            let center = curve.point(middle);
            if state.hover || state.selected {
                marks.push(Mark::Disc { center, radius: 8.0 * u, fill: Some(tokens.canvas), stroke: None });
            }
            marks.push(Mark::Icon { center, icon: *icon, size: 13.0 * u, color });
            Some((middle - half, middle + half))
        }
        LinkLook::Causal { delay: true, mark, .. } => {
            let far = figure.level.is_far();
            let taken =
                (state.selected || figure.conflict) && (figure.middle - 0.5).abs() < curve.share_of(14.0 * u);
            let share = match figure.delay_aside() {
                _ if far => 0.5,
                Some(aside) => aside,
                None if taken && mark.is_none() => ASIDE,
                None => figure.middle,
            };
            let (half, apart) = if figure.level.is_far() { (4.0 * u, 3.5 * u) } else { (8.0 * u, 6.5 * u) };
            let gap = curve.share_of(apart);
            let stroke = Stroke::new(if figure.level.is_far() { 1.25 } else { 1.75 } * u, color);
            for at in [share - gap / 2.0, share + gap / 2.0] {
                let across = curve.outwards(at) * half;
                let middle = curve.point(at);
                marks.push(Mark::Line { from: middle - across, to: middle + across, stroke });
            }
            Some((share - gap / 2.0, share + gap / 2.0))
        }
        _ => None,
    }
}

/// Where the written kind of a tie stands, if it is to show and has room.
fn pill_rect(figure: &LinkFigure, state: State) -> Option<Rect> {
    let wanted = figure.level == Level::Near || state.neighbour || state.selected;
    figure.pill.filter(|_| wanted && !figure.conflict)
}

/// What stands beside or over a link: its sign, its written kind, a conflict, the handle that bends it.
pub fn link_sign(figure: &LinkFigure, state: State, tokens: &Tokens, marks: &mut Vec<Mark>) {
    let Some(curve) = figure.curve.filter(|_| shows(figure, state)) else { return };
    let first = marks.len();
    let u = figure.unit;
    let color = link_color(figure, state, tokens);
    if let (Some(rect), LinkLook::Tie { icon, word, .. }) = (pill_rect(figure, state), &figure.look) {
        pill(rect, *icon, word, color, u, tokens, marks);
    }
    if let LinkLook::Causal { sign, at: Some(at), .. } = &figure.look {
        let own = state.lit.map(|kind| loop_color(kind, tokens));
        sign::sign(*sign, *at, u, own, tokens, marks);
    }
    if let LinkLook::Causal { mark: Some(mark), .. } = &figure.look
        && !figure.level.is_far()
    {
        let busy = state.selected || figure.conflict;
        let aside = (figure.middle + curve.share_of(22.0 * u)).min(0.88);
        sign::mark(*mark, curve.point(if busy { aside } else { figure.middle }), u, tokens, marks);
    }
    let middle = curve.point(0.5);
    // A tie's glyph stands in its middle.
    let beside = if figure.kind == LinkKind::Tie {
        curve.point(0.5 + curve.share_of(22.0 * u).min(0.3))
    } else {
        middle
    };
    if figure.conflict && !figure.level.is_far() {
        sign::conflict(beside, u, tokens, marks);
    } else if figure.contested && figure.kind == LinkKind::Tie && !figure.level.is_far() {
        sign::contested(beside, 16.0 * u, tokens, marks);
    } else if let Some(at) = figure.handle().filter(|_| state.selected && !figure.level.is_far()) {
        handle(at, u, tokens, marks);
    }
    // What is to be decided goes before what came in.
    if let Some(change) = state.change.filter(|_| !figure.conflict) {
        sign::change(change, beside, u, tokens, marks);
    }
    if state.is_pale() {
        fade(marks, first, dim::LINK);
    }
}

/// The handle that bends a link, 10 across.
fn handle(center: Point, u: f64, tokens: &Tokens, marks: &mut Vec<Mark>) {
    let stroke = Stroke::new(2.0 * u, tokens.selection);
    marks.push(Mark::Disc { center, radius: 4.5 * u, fill: Some(tokens.raised), stroke: Some(stroke) });
}

fn pill(
    rect: Rect,
    icon: crate::scene::icon::Icon,
    word: &Label,
    color: Color,
    u: f64,
    tokens: &Tokens,
    marks: &mut Vec<Mark>,
) {
    let (fill, stroke) = (Some(tokens.raised), Some(Stroke::new(u, color)));
    marks.push(Mark::Rect { rect, radius: rect.height() / 2.0, fill, stroke });
    let u = word.size / 12.0;
    let at = Point::new(rect.x0 + 16.0 * u, rect.center().y);
    marks.push(Mark::Icon { center: at, icon, size: 13.0 * u, color });
    let mut word = word.clone();
    word.shift(Vec2::new(rect.x0 + 26.0 * u, rect.center().y));
    word.draw(tokens.text, marks);
}
