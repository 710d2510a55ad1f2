//! Groups, notes and pictures.

use crate::scene::area::{GroupFigure, NoteFigure, UnderlayFigure};
use crate::scene::mark::{Mark, Stroke};
use crate::scene::tokens::Tokens;

use super::{State, dim, fade};

/// A titled area. Far away only its title and rim show.
pub fn group(figure: &GroupFigure, state: State, tokens: &Tokens, marks: &mut Vec<Mark>) {
    let first = marks.len();
    let u = figure.unit;
    let fill = (!figure.far).then(|| tokens.hover.faded(0.55));
    let stroke = match state {
        State { selected: true, .. } => Stroke::new(2.0 * u, tokens.selection),
        State { hover: true, .. } => Stroke::new(1.5 * u, tokens.control),
        _ => Stroke::new(u, tokens.border),
    };
    marks.push(Mark::Rect { rect: figure.rect, radius: 14.0 * u, fill, stroke: Some(stroke) });
    figure.title.draw(tokens.text2, marks);
    if state.is_pale() {
        fade(marks, first, dim::ELEMENT);
    }
}

/// Free text on a card.
pub fn note(figure: &NoteFigure, state: State, tokens: &Tokens, marks: &mut Vec<Mark>) {
    let first = marks.len();
    let u = figure.text.size / 12.0;
    let stroke = match state {
        State { selected: true, .. } => Stroke::new(2.0 * u, tokens.selection),
        State { hover: true, .. } => Stroke::new(1.5 * u, tokens.control),
        _ => Stroke::new(u, tokens.border),
    };
    marks.push(Mark::Rect {
        rect: figure.rect,
        radius: 6.0 * u,
        fill: Some(tokens.panel),
        stroke: Some(stroke),
    });
    figure.text.draw(tokens.text2, marks);
    if state.is_pale() {
        fade(marks, first, dim::ELEMENT);
    }
}

/// A picture under the map.
pub fn underlay(figure: &UnderlayFigure, state: State, marks: &mut Vec<Mark>) {
    let first = marks.len();
    let source = figure.source.clone();
    marks.push(Mark::Picture { rect: figure.rect, source, opacity: figure.opacity });
    if state.is_pale() {
        fade(marks, first, dim::ELEMENT);
    }
}
