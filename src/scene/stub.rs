//! Stubs: what stands for the links of a map that lead to elements which are not shown.

use std::collections::BTreeSet;

use kurbo::{Point, Rect, Vec2};

use crate::model::ElementId;

use super::build::MapScene;
use super::label::Label;
use super::link::LinkFigure;
use super::mark::{Anchor, Font, Mark, Stroke};
use super::near::Near;
use super::text::TextMeasurer;
use super::tokens::Tokens;

/// How high a stub is, in points of the specification.
const HEIGHT: f64 = 22.0;
/// How far it stands from its element.
const FAR: f64 = 16.0;

/// Where a stub can stand: how far to the right and down, as shares of what clears its element.
const WAYS: [(f64, f64); 8] =
    [(0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7), (0.0, 1.0), (0.0, -1.0), (1.0, 0.0), (-1.0, 0.0)];

/// "+ 5 more links" beside an element.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stub {
    /// Where the line to it starts.
    from: Point,
    rect: Rect,
    label: Label,
    unit: f64,
}

impl Stub {
    /// Adds its marks: a line, and a pill that says how many links are not shown.
    pub fn draw(&self, tokens: &Tokens, marks: &mut Vec<Mark>) {
        let line = Stroke::new(1.25 * self.unit, tokens.link);
        let to = Point::new(
            self.from.x.clamp(self.rect.x0, self.rect.x1),
            self.from.y.clamp(self.rect.y0, self.rect.y1),
        );
        marks.push(Mark::Line { from: self.from, to, stroke: line });
        marks.push(Mark::Rect {
            rect: self.rect,
            radius: self.rect.height() / 2.0,
            fill: Some(tokens.sunken),
            stroke: Some(Stroke::new(0.75 * self.unit, tokens.border)),
        });
        self.label.draw(tokens.text2, marks);
    }
}

/// Leaves only `revealed` on the map, with whatever stands between them, and gives a stub for each element that has
/// links to others. Areas stay only where all that they hold is shown.
pub(super) fn reveal(
    scene: &mut MapScene,
    revealed: &BTreeSet<ElementId>,
    text: &mut TextMeasurer,
) -> Vec<Stub> {
    let hides = |id: &ElementId| !revealed.contains(id);
    let shown_link = |link: &LinkFigure| !hides(&link.from) && !link.to.element().is_some_and(hides);
    let mut hidden: Vec<(ElementId, usize)> = Vec::new();
    for element in scene.elements.iter().filter(|element| !hides(&element.id)) {
        let touches = |link: &&LinkFigure| {
            (link.from == element.id || link.to.element() == Some(&element.id)) && !shown_link(link)
        };
        let count = scene.links.iter().filter(touches).count();
        if count > 0 {
            hidden.push((element.id.clone(), count));
        }
    }
    scene.links.retain(shown_link);
    // A lever may act on a link that is not shown now.
    let links: BTreeSet<_> = scene.links.iter().map(|link| link.id.clone()).collect();
    scene.links.retain(|link| match &link.to {
        crate::model::End::Link(to) => links.contains(to),
        crate::model::End::Element(_) => true,
    });
    scene.elements.retain(|element| !hides(&element.id));
    let links: BTreeSet<_> = scene.links.iter().map(|link| link.id.clone()).collect();
    scene.badges.retain(|badge| badge.links.iter().all(|id| links.contains(id)));
    let boxes: Vec<Rect> = scene.elements.iter().map(|element| element.bounds).collect();
    scene.groups.retain(|group| boxes.iter().any(|rect| group.rect.contains(rect.center())));
    scene.notes.clear();
    scene.element_index = scene.elements.iter().enumerate().map(|(at, e)| (e.id.clone(), at)).collect();
    scene.link_index = scene.links.iter().enumerate().map(|(at, link)| (link.id.clone(), at)).collect();
    scene.near = Near::new(scene);
    let mut stubs: Vec<Stub> = Vec::new();
    for (id, count) in hidden {
        let Some(bounds) = scene.element(&id).map(|figure| figure.bounds) else { continue };
        let taken: Vec<Rect> = stubs.iter().map(|stub| stub.rect).collect();
        stubs.push(beside(scene, bounds, count, &taken, text));
    }
    stubs
}

/// The stub of an element, where it lies on as little as possible; below at the right if nothing speaks against it.
fn beside(scene: &MapScene, bounds: Rect, count: usize, taken: &[Rect], text: &mut TextMeasurer) -> Stub {
    let unit = scene.unit();
    let words = if count == 1 { "+ 1 more link".to_owned() } else { format!("+ {count} more links") };
    let font = Font::Inter(500);
    let width = text.width(&words, font, 11.0) * unit + 18.0 * unit;
    let half = Vec2::new(width / 2.0, HEIGHT * unit / 2.0);
    let place = |(x, y): (f64, f64)| {
        let reach = Vec2::new(
            x.signum()
                * f64::from(u8::from(x != 0.0))
                * (bounds.width() / 2.0 * x.abs() + half.x + FAR * unit),
            y * (bounds.height() / 2.0 + half.y + FAR * unit) / if x == 0.0 { 1.0 } else { 0.7 },
        );
        let center = bounds.center() + reach;
        Rect::from_center_size(center, (2.0 * half.x, 2.0 * half.y))
    };
    let cost = |rect: &Rect| {
        let boxes = scene.elements.iter().map(|element| element.bounds).chain(taken.iter().copied());
        let badges = scene.badges.iter().map(super::LoopBadge::bounds);
        let covered = boxes.chain(badges).filter(|other| other.overlaps(*rect)).count() * 10;
        let room = rect.inflate(3.0 * unit, 3.0 * unit);
        let crossed = scene
            .links
            .iter()
            .filter_map(|link| link.curve.as_ref())
            .filter(|curve| (0..=24).any(|step| room.contains(curve.point(f64::from(step) / 24.0))));
        covered + crossed.count() * 3
    };
    let places = WAYS.into_iter().map(place);
    // The first of those that lie on the least.
    let rect = places.min_by_key(cost).unwrap_or(bounds);
    let toward = rect.center() - bounds.center();
    let shrink =
        |extent: f64, way: f64| if way.abs() < 1e-9 { f64::INFINITY } else { extent / 2.0 / way.abs() };
    let share = shrink(bounds.width(), toward.x).min(shrink(bounds.height(), toward.y)).min(1.0);
    let from = bounds.center() + share * toward;
    let label = Label::line(text, &words, (font, 11.0 * unit), width, Anchor::Middle, rect.center());
    Stub { from, rect, label, unit }
}
