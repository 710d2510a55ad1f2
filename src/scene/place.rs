//! Places for what must not lie on other things: signs, written kinds, badges, far labels.

use std::collections::BTreeMap;

use kurbo::{Point, Rect, Vec2};

use crate::model::{ElementId, ElementKind, LinkKind, Map, Project};

use super::badge::{BadgeWords, LoopBadge, kind_of};
use super::build::MapScene;
use super::element::ElementFigure;
use super::level::Level;
use super::link::{LinkFigure, LinkLook, SIGN_RADIUS};
use super::shape::Outline;
use super::text::TextMeasurer;

/// Signs keep clear of other links on maps of up to so many: beyond, the search would slow down dragging.
const MOST_WATCHED: usize = 600;
/// Kinds of tie are written on maps of up to so many links; on larger ones their glyphs must do.
const MOST_WRITTEN: usize = 1500;

impl MapScene {
    /// Puts signs on the outer side of their links, or on the inner one where the outer is taken.
    pub(super) fn place_signs(&mut self) {
        let clear = (SIGN_RADIUS + 1.0) * self.unit;
        let mut taken: Vec<Point> = Vec::new();
        let watched = self.links.len() <= MOST_WATCHED;
        for index in 0..self.links.len() {
            let Some(link) = self.links.get(index).filter(|link| link.kind == LinkKind::Causal) else {
                continue;
            };
            let Some(places) = link.sign_places() else { continue };
            let off_boxes = |place: &&Point| {
                let on_sign = taken.iter().any(|other| (*other - **place).hypot() < 2.0 * clear);
                let boxed = Rect::from_center_size(**place, (2.0 * clear, 2.0 * clear));
                let mut near = self.elements.iter().filter(|element| element.bounds.overlaps(boxed));
                !on_sign && !near.any(|element| element.outline.distance(**place) < clear)
            };
            let off_links = |place: &&Point| {
                let others = self.links.iter().enumerate().filter(|(other, _)| *other != index);
                !watched
                    || !others.filter_map(|(_, link)| link.curve).any(|curve| curve.distance(**place) < clear)
            };
            let [outer, _] = &places;
            let best = places.iter().find(|place| off_boxes(place) && off_links(place));
            let place = *best.or_else(|| places.iter().find(off_boxes)).unwrap_or(outer);
            taken.push(place);
            if let Some(LinkFigure { look: LinkLook::Causal { at, .. }, .. }) = self.links.get_mut(index) {
                *at = Some(place);
            }
        }
    }

    /// Finds room for the written kinds of ties: clear of elements and of what is written on ties that may be written
    /// at the same time (near: all; else those of the same actor).
    pub(super) fn place_pills(&mut self) {
        if self.links.len() > MOST_WRITTEN {
            return;
        }
        let margin = 2.0 * self.unit;
        let glyphs: Vec<Option<Point>> = self.links.iter().map(LinkFigure::handle).collect();
        for index in 0..self.links.len() {
            let Some(link) = self.links.get(index).filter(|link| link.kind == LinkKind::Tie) else {
                continue;
            };
            let places = link.pill_places();
            let together = |other: &&LinkFigure| {
                let ends = [Some(&other.from), other.to.element()];
                self.level == Level::Near
                    || ends.contains(&Some(&link.from))
                    || ends.contains(&link.to.element())
            };
            let written: Vec<Rect> =
                self.links.iter().take(index).filter(together).filter_map(|other| other.pill).collect();
            let free = |place: &Rect| {
                let wide = place.inflate(margin, margin);
                let on_element = self.elements.iter().any(|element| element.bounds.overlaps(wide));
                let mut others = glyphs.iter().enumerate().filter(|(other, _)| *other != index);
                let on_glyph = others.any(|(_, at)| at.is_some_and(|at| wide.contains(at)));
                !on_element && !on_glyph && !written.iter().any(|other| other.overlaps(wide))
            };
            let pill = places.into_iter().find(free);
            if let Some(link) = self.links.get_mut(index) {
                link.pill = pill;
            }
        }
    }

    /// Puts the badges of named loops where people put them, or else near the middle of the loop where nothing lies.
    pub(super) fn place_badges(&mut self, project: &Project, map: &Map, text: &mut TextMeasurer) {
        for (id, named) in &project.loops {
            let Some(kind) = kind_of(project, &named.key).filter(|_| !named.key.is_empty()) else {
                continue;
            };
            let place = map.loops.get(id).and_then(|place| place.pos).map(|at| Point::new(at.x(), at.y()));
            let words = BadgeWords { label: &named.label, name: &named.name, kind };
            let Some(mut badge) = LoopBadge::new(self, &named.key, words, place, text) else { continue };
            if place.is_none() {
                let by = self.way_to_room(badge.bounds());
                badge.shift(by);
            }
            self.badges.push(LoopBadge { id: Some(id.clone()), ..badge });
        }
    }

    /// The shortest of some ways by which `rect` gets clear of elements and badges; none when all are taken.
    fn way_to_room(&self, rect: Rect) -> Vec2 {
        const FARTHEST: usize = 4;
        let step = 24.0 * self.unit;
        let around = (0..=FARTHEST).flat_map(|ring| {
            let turns = if ring == 0 { 1 } else { 8 };
            (0..turns).map(move |turn| {
                Vec2::from_angle(f64::from(turn) * std::f64::consts::FRAC_PI_4) * ring as f64
            })
        });
        let free = |by: &Vec2| {
            let moved = rect + *by;
            let boxed = self.elements.iter().map(|element| element.bounds);
            !boxed.chain(self.badges.iter().map(LoopBadge::bounds)).any(|other| other.overlaps(moved))
        };
        around.map(|by| by * step).find(free).unwrap_or(Vec2::ZERO)
    }

    /// Keeps the labels of the best connected elements and drops those that would lie on others. A variable without
    /// its label is a dot. Quadratic in the elements.
    pub(super) fn thin_out_labels(&mut self, project: &Project, map: &Map) {
        let mut degree: BTreeMap<&ElementId, usize> = BTreeMap::new();
        for link in map.links.keys().filter_map(|id| project.links.get(id)) {
            for end in std::iter::once(&link.ends.from).chain(link.ends.to.element()) {
                *degree.entry(end).or_default() += 1;
            }
        }
        let mut order: Vec<usize> = (0..self.elements.len()).collect();
        let degree_of =
            |index: usize| self.elements.get(index).and_then(|element| degree.get(&element.id)).copied();
        order.sort_by_key(|index| (std::cmp::Reverse(degree_of(*index)), *index));
        let is_text = |element: &ElementFigure| element.kind == ElementKind::Variable;
        let shapes: Vec<Rect> = self
            .elements
            .iter()
            .map(|element| if is_text(element) { Rect::ZERO } else { element.outline.rect })
            .collect();
        let mut taken: Vec<Rect> = Vec::new();
        for index in order {
            let Some(element) = self.elements.get_mut(index) else { continue };
            let label = element.name().bounds;
            let on_shape =
                || shapes.iter().enumerate().any(|(other, rect)| other != index && rect.overlaps(label));
            element.label_shown = !taken.iter().any(|rect| rect.overlaps(label)) && !on_shape();
            if element.label_shown {
                taken.push(label);
                continue;
            }
            if is_text(element) {
                let side = 7.0 * element.unit;
                element.outline =
                    Outline::rounded(Rect::from_center_size(element.center(), (side, side)), side / 2.0);
            }
            element.bounds = element.outline.rect;
        }
    }
}
