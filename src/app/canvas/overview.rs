//! Large maps from afar: elements as boxes and links as hairlines, made once in map units and only put into their
//! places on the screen at each frame. The best connected elements have their names, and what is hovered, selected or
//! lit is painted as on smaller maps.

use egui::epaint::{Mesh, Vertex, WHITE_UV};
use egui::{Color32, Pos2, Shape, Vec2};
use kurbo::{Point, Rect};

use super::eye::Eye;
use super::layers::{Frame, States};
use super::letters::Letters;
use super::paint;
use crate::app::theme::color;
use crate::scene::tokens::Tokens;
use crate::scene::{
    Anchor, Curve, ElementFigure, Figure, Font, Label, LabelLine, Level, LinkFigure, Mark, Outline, draw,
};

/// Maps with more elements are not painted figure by figure under 50 %.
pub(super) const CROWD: usize = 1_000;
/// Half the width of a hairline, in points.
const HAIR: f32 = 0.45;
/// Boxes are painted no smaller than this to each side of their middle, in points.
const LEAST: f32 = 1.5;
/// So many of the best connected elements may have their names.
const MOST_NAMED: usize = 400;
/// So many have them at once.
const MOST_NAMES: usize = 40;

/// A point of a line: where it is on the map from the middle, and which way the line widens on the screen.
struct Bead {
    at: Vec2,
    aside: Vec2,
    color: Color32,
}

/// The middle of a box, half its width and height, both in map units.
struct Tile {
    at: Vec2,
    half: Vec2,
    color: Color32,
}

/// The boxes and lines of a map.
pub(super) struct Overview {
    /// What places are counted from, so that they stay exact far out.
    origin: Point,
    tiles: Vec<Tile>,
    beads: Vec<Bead>,
    /// Corners of the lines' triangles.
    corners: Vec<u32>,
    /// Elements by how many links they have, the most first.
    connected: Vec<usize>,
}

impl Overview {
    /// Linear in elements and links.
    pub fn new(frame: &Frame<'_>, states: &States<'_>, t: &Tokens) -> Self {
        let scene = frame.scene;
        let origin = scene.elements.first().map_or(Point::ZERO, ElementFigure::center);
        let mut new =
            Self { origin, tiles: Vec::new(), beads: Vec::new(), corners: Vec::new(), connected: Vec::new() };
        for figure in &scene.links {
            let state = states.link_at_rest(figure);
            let Some(curve) = figure.curve.filter(|_| draw::shows(figure, state)) else { continue };
            let share = if state.is_pale() { draw::dim::LINK } else { 1.0 };
            let ink = color(draw::link_color(figure, state, t).faded(share));
            new.line(&curve, ink);
        }
        for figure in &scene.elements {
            let share = if states.element_at_rest(figure).is_pale() { draw::dim::ELEMENT } else { 1.0 };
            let rect = figure.outline.rect;
            new.tiles.push(Tile {
                at: new.offset_of(rect.center()),
                half: Vec2::new(rect.width() as f32, rect.height() as f32) / 2.0,
                color: color(draw::element_color(figure, t).faded(share)),
            });
        }
        let mut order: Vec<usize> = (0..scene.elements.len()).collect();
        order.sort_by_key(|number| (std::cmp::Reverse(scene.links_at(*number).len()), *number));
        order.truncate(MOST_NAMED);
        new.connected = order;
        new
    }

    fn offset_of(&self, place: Point) -> Vec2 {
        let way = place - self.origin;
        Vec2::new(way.x as f32, way.y as f32)
    }

    fn line(&mut self, curve: &Curve, ink: Color32) {
        let steps = if matches!(curve, Curve::Line { .. }) { 1 } else { 5_u8 };
        for step in 0..=steps {
            let share = f64::from(step) / f64::from(steps);
            let (at, out) = (self.offset_of(curve.point(share)), curve.outwards(share));
            let aside = Vec2::new(out.x as f32, out.y as f32) * HAIR;
            let next = self.beads.len() as u32;
            self.beads.extend([Bead { at, aside, color: ink }, Bead { at, aside: -aside, color: ink }]);
            if step > 0 {
                self.corners.extend([next - 2, next - 1, next, next - 1, next, next + 1]);
            }
        }
    }

    /// Adds what `frame` shows.
    pub fn paint(
        &self,
        frame: &Frame<'_>,
        states: &States<'_>,
        t: &Tokens,
        letters: &mut Letters,
        shapes: &mut Vec<Shape>,
    ) {
        let eye = frame.eye;
        let (elements, links) = states.touched(frame.scene);
        let far = Far { unit: 1.0 / eye.zoom() };
        let touched = |figure: &LinkFigure| (far.link(figure), states.link(figure));
        let touched: Vec<_> = links.iter().filter_map(|n| frame.scene.links.get(*n)).map(touched).collect();
        let (mut under, mut over) = (Vec::new(), Vec::new());
        for (figure, state) in &touched {
            draw::link_band(figure, *state, t, &mut under);
            draw::link(figure, *state, t, &mut under);
        }
        let mut named: Vec<Rect> = Vec::new();
        for number in elements {
            let Some(figure) = frame.scene.elements.get(number) else { continue };
            let (far, state) = (far.element(figure, frame), states.element(figure));
            draw::element(&far, state, t, &mut over);
            draw::element_rings(&far, state, t, &mut over);
            named.push(room(&far));
        }
        for badge in frame.scene.badges_in(eye.visible()) {
            draw::badge(badge, states.badge(&badge.links), t, &mut over);
        }
        self.names(frame, states, t, &mut named, &mut over);
        shapes.push(Shape::mesh(self.lines(eye)));
        shapes.extend(paint::shapes_with(letters, eye, &under));
        shapes.push(Shape::mesh(self.boxes(eye)));
        shapes.extend(paint::shapes_with(letters, eye, &over));
    }

    /// The names of the best connected elements, as many as find room.
    fn names(
        &self,
        frame: &Frame<'_>,
        states: &States<'_>,
        t: &Tokens,
        named: &mut Vec<Rect>,
        marks: &mut Vec<Mark>,
    ) {
        let far = Far { unit: 1.0 / frame.eye.zoom() };
        let visible = frame.eye.visible();
        let shown = self.connected.iter().filter_map(|number| frame.scene.elements.get(*number));
        let mut left = MOST_NAMES;
        for figure in shown.filter(|figure| visible.contains(figure.center())) {
            if left == 0 {
                return;
            }
            let figure_far = far.element(figure, frame);
            let around = room(&figure_far);
            if named.iter().any(|other| other.overlaps(around)) {
                continue;
            }
            let pale = states.element_at_rest(figure).is_pale();
            let ink = t.text.faded(if pale { draw::dim::ELEMENT } else { 1.0 });
            figure_far.name().draw(ink, marks);
            named.push(around);
            left -= 1;
        }
    }

    fn lines(&self, eye: Eye) -> Mesh {
        let (zoom, middle) = self.view(eye);
        let put = |bead: &Bead| Vertex {
            pos: middle + bead.at * zoom + bead.aside,
            uv: WHITE_UV,
            color: bead.color,
        };
        Mesh {
            vertices: self.beads.iter().map(put).collect(),
            indices: self.corners.clone(),
            ..Mesh::default()
        }
    }

    fn boxes(&self, eye: Eye) -> Mesh {
        let (zoom, middle) = self.view(eye);
        let mut mesh = Mesh::default();
        mesh.reserve_vertices(4 * self.tiles.len());
        mesh.reserve_triangles(2 * self.tiles.len());
        for tile in &self.tiles {
            let half = (tile.half * zoom).max(Vec2::splat(LEAST));
            mesh.add_colored_rect(
                egui::Rect::from_center_size(middle + tile.at * zoom, 2.0 * half),
                tile.color,
            );
        }
        mesh
    }

    /// The zoom, and where the origin is on the screen.
    fn view(&self, eye: Eye) -> (f32, Pos2) {
        (eye.zoom() as f32, eye.to_screen(self.origin))
    }
}

/// What a named element takes.
fn room(figure: &ElementFigure) -> Rect {
    let line = figure.name().lines.first();
    // About as wide as its letters: measuring would cost more than it helps.
    let width = line.map_or(0.0, |line| line.text.chars().count() as f64 * 6.4 * figure.unit);
    let name = Rect::from_center_size(figure.name().bounds.center(), (width, 15.0 * figure.unit));
    figure.outline.rect.union(name)
}

/// Figures of a map that was laid out at 100 % as they look from afar.
struct Far {
    /// How long a point of the screen is on the map.
    unit: f64,
}

impl Far {
    fn link(&self, figure: &LinkFigure) -> LinkFigure {
        let (level, unit) = (Level::Far { px: self.unit }, self.unit);
        LinkFigure { level, unit, width: 1.25 * unit, head: (7.0 * unit, 6.3 * unit), ..figure.clone() }
    }

    fn element(&self, figure: &ElementFigure, frame: &Frame<'_>) -> ElementFigure {
        let u = self.unit;
        let rect = figure.outline.rect;
        let least = 10.0 * u;
        let size = (rect.width().max(least), rect.height().max(least));
        let rect = Rect::from_center_size(rect.center(), size);
        let text = frame.project.name_of(&figure.id);
        let pos = Point::new(rect.center().x, rect.y1 + 13.0 * u);
        let bounds = Rect::from_center_size((pos.x, pos.y - 4.0 * u), (0.0, 14.0 * u));
        let line = LabelLine { text, width: 0.0, pos };
        let (font, anchor) = (Font::Inter(500), Anchor::Middle);
        let label = Label { lines: vec![line], font, size: 11.0 * u, anchor, bounds };
        let mut far = figure.clone();
        match &mut far.figure {
            Figure::Actor(actor) => actor.name = label,
            Figure::Variable { name, .. } | Figure::Issue { name, .. } => *name = label,
        }
        far.outline = Outline::rounded(rect, 3.0 * u);
        ElementFigure { level: Level::Far { px: u }, unit: u, bounds: rect, label_shown: true, ..far }
    }
}
