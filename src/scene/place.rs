//! Places for what must not lie on other things: signs, written kinds, badges, far labels.

use std::collections::BTreeMap;

use kurbo::{Point, Rect, Vec2};

use crate::model::{ElementId, ElementKind, LinkKind, Map, Project};

use super::badge::{BadgeWords, LoopBadge, kind_of};
use super::build::MapScene;
use super::element::ElementFigure;
use super::level::Level;
use super::link::{LinkFigure, LinkLook, SIGN_RADIUS, Tip};
use super::room::{Room, Thing};
use super::shape::Outline;
use super::text::TextMeasurer;

/// Kinds of tie are written on maps of up to so many links; on larger ones their glyphs must do.
const MOST_WRITTEN: usize = 1500;
/// Glyphs and signs look for places on maps of up to so many links. On larger ones they stand where they always would:
/// looking takes seconds, and there is no room to be found.
const MOST_PLACED: usize = 20_000;
/// Stands for no link.
const NOBODY: usize = usize::MAX;

impl MapScene {
    /// Finds places for glyphs, delay strokes, signs, written kinds and badges, one after the other: each keeps clear of
    /// elements, arrowheads, titles, and what has its place already. Badges that people put somewhere stay there, and
    /// signs make way for them. Linear, but for crowded places.
    pub(super) fn place_labels(&mut self, project: &Project, map: &Map, text: &mut TextMeasurer) {
        let mut room = self.taken_room();
        self.place_badges(project, map, text, Kept::ByHand, &mut room);
        if !self.level.is_far() {
            self.place_middles(&mut room);
            self.place_signs(&mut room);
            self.place_pills(&room);
        }
        self.place_badges(project, map, text, Kept::Nowhere, &mut room);
    }

    /// Elements, words, arrowheads and lines; nothing on the largest maps.
    fn taken_room(&self) -> Room {
        let u = self.unit;
        let mut room = Room::new(48.0 * u);
        if self.links.len() > MOST_PLACED {
            return room;
        }
        for element in &self.elements {
            room.take(Thing::Element(element.outline), NOBODY);
            if element.bounds != element.outline.rect {
                room.take(Thing::Words(element.name().bounds), NOBODY);
            }
        }
        for group in &self.groups {
            room.take(Thing::Words(group.title.bounds), NOBODY);
        }
        for note in &self.notes {
            room.take(Thing::Words(note.rect), NOBODY);
        }
        for (index, link) in self.links.iter().enumerate() {
            let Some(curve) = link.curve else { continue };
            room.take(Thing::Course(curve), index);
            for (tip, course) in [(link.start, curve.reversed()), (link.end, curve)] {
                if tip != Tip::None {
                    let reach = if tip == Tip::Head { link.head.0 / 2.0 } else { 5.0 * u };
                    let center = course.point((1.0 - course.share_of(reach)).max(0.5));
                    room.take(Thing::Disc(center, reach.max(link.head.1 / 2.0)), index);
                }
            }
        }
        room
    }

    /// Puts glyphs, delay strokes and marks on the middles of their links, or beside them.
    fn place_middles(&mut self, room: &mut Room) {
        for (index, link) in self.links.iter_mut().enumerate() {
            let Some(curve) = link.curve else { continue };
            let radius = match link.look {
                LinkLook::Tie { .. } => 8.0,
                LinkLook::Causal { delay, mark, .. } if delay || mark.is_some() => 9.0,
                _ => continue,
            } * link.unit;
            let places = link.middle_places();
            let best = best(places.iter().map(|share| room.lies_on(curve.point(*share), radius, index)));
            link.middle = best.and_then(|best| places.get(best)).copied().unwrap_or(0.5);
            room.take(Thing::Disc(curve.point(link.middle), radius - link.unit), index);
            if let Some(aside) = link.delay_aside() {
                room.take(Thing::Disc(curve.point(aside), radius - link.unit), index);
            }
        }
    }

    /// Puts signs beside the heads of their links, on the outer side if there is room.
    fn place_signs(&mut self, room: &mut Room) {
        let clear = (SIGN_RADIUS + 1.0) * self.unit;
        for (index, link) in self.links.iter_mut().enumerate() {
            if link.kind != LinkKind::Causal {
                continue;
            }
            let places = link.sign_places();
            let best = best(places.iter().map(|place| room.lies_on(*place, clear, index)));
            let Some(place) = best.and_then(|best| places.get(best)).copied() else { continue };
            room.take(Thing::Disc(place, SIGN_RADIUS * self.unit), index);
            if let LinkLook::Causal { at, .. } = &mut link.look {
                *at = Some(place);
            }
        }
    }

    /// Finds room for the written kinds of ties: clear of elements and of what is written on ties that may be written
    /// at the same time (near: all; else those of the same actor).
    fn place_pills(&mut self, room: &Room) {
        if self.links.len() > MOST_WRITTEN {
            return;
        }
        let margin = 2.0 * self.unit;
        let glyphs: Vec<Option<Point>> =
            self.links.iter().map(|link| link.curve.map(|curve| curve.point(link.middle))).collect();
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
            // Few are written: whose they are is asked of those only.
            let before = self.links.iter().take(index).filter(|other| other.pill.is_some());
            let written: Vec<Rect> = before.filter(together).filter_map(|other| other.pill).collect();
            let own = glyphs.get(index).copied().flatten();
            let free = |place: &Rect| {
                let wide = place.inflate(margin, margin);
                // Its own glyph gives way to the words.
                let on_own = own.is_some_and(|at| Outline::rounded(wide, 0.0).distance(at) < 7.0 * self.unit);
                let taken = room.covers(wide, false);
                let taken = if on_own { taken - Thing::Disc(Point::ZERO, 1.0).weight() } else { taken };
                taken <= 0.0 && !written.iter().any(|other| other.overlaps(wide))
            };
            let pill = places.into_iter().find(free);
            if let Some(link) = self.links.get_mut(index) {
                link.pill = pill;
            }
        }
    }

    /// Puts the badges of named loops where people put them, or else near the middle of the loop where nothing lies.
    fn place_badges(
        &mut self,
        project: &Project,
        map: &Map,
        text: &mut TextMeasurer,
        which: Kept,
        room: &mut Room,
    ) {
        for (id, named) in &project.loops {
            let Some(kind) = kind_of(project, &named.key).filter(|_| !named.key.is_empty()) else {
                continue;
            };
            let place = map.loops.get(id).and_then(|place| place.pos).map(|at| Point::new(at.x(), at.y()));
            if place.is_some() != (which == Kept::ByHand) {
                continue;
            }
            let words = BadgeWords { label: &named.label, name: &named.name, kind };
            let Some(mut badge) = LoopBadge::new(self, &named.key, words, place, text) else { continue };
            if place.is_none() {
                let by = way_to_room(&badge, room);
                badge.shift(by);
            } else {
                let sides: Vec<LoopBadge> = (0..4).map(|side| badge.with_name_on(side)).collect();
                let on = |badge: &LoopBadge| {
                    badge.name.as_ref().map_or(0.0, |name| room.covers(name.bounds, true))
                };
                let best = best(sides.iter().map(on)).unwrap_or(0);
                badge = sides.into_iter().nth(best).unwrap_or(badge);
            }
            let name = badge.name.as_ref().map(|name| name.bounds);
            badge.on_line = name.is_some_and(|name| room.covers(name, true) > room.covers(name, false));
            for part in badge.parts() {
                room.take(Thing::Words(part), NOBODY);
            }
            self.badges.push(LoopBadge { id: Some(id.clone()), by_hand: which == Kept::ByHand, ..badge });
        }
        // Drawn and hit in the order of their ids, wherever they stand.
        self.badges.sort_by(|a, b| a.id.cmp(&b.id));
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
            hide_label(element);
        }
    }
}

/// Leaves out the label of a far element. A variable without its label is a dot.
pub(super) fn hide_label(element: &mut ElementFigure) {
    element.label_shown = false;
    if element.kind == ElementKind::Variable {
        let side = 7.0 * element.unit;
        element.outline =
            Outline::rounded(Rect::from_center_size(element.center(), (side, side)), side / 2.0);
    }
    element.bounds = element.outline.rect;
}

/// Which badges are placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    /// Those that people put somewhere.
    ByHand,
    /// The others.
    Nowhere,
}

/// The first of the smallest.
fn best(costs: impl Iterator<Item = f64>) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (index, cost) in costs.enumerate() {
        if best.is_none_or(|(_, least)| cost < least - 1e-9) {
            best = Some((index, cost));
        }
        if cost <= 0.0 {
            break;
        }
    }
    best.map(|(index, _)| index)
}

/// The shortest of some ways by which a badge gets clear of all else, lines too if there is such a place nearby.
fn way_to_room(badge: &LoopBadge, room: &Room) -> Vec2 {
    const FARTHEST: u8 = 14;
    let step = 12.0 * badge.unit;
    let around: Vec<Vec2> = (0..=FARTHEST)
        .flat_map(|ring| {
            let turns = if ring == 0 { 1 } else { 12 };
            (0..turns).map(move |turn| {
                Vec2::from_angle(f64::from(turn) / 12.0 * std::f64::consts::TAU) * f64::from(ring) * step
            })
        })
        .collect();
    let parts = badge.parts();
    let cost =
        |by: &Vec2, lines: bool| -> f64 { parts.iter().map(|part| room.covers(*part + *by, lines)).sum() };
    let near = around.iter().take(1 + 12 * 6).find(|by| cost(by, true) <= 0.0);
    let found = near.copied().or_else(|| {
        let best = best(around.iter().map(|by| cost(by, false)));
        best.and_then(|best| around.get(best)).copied()
    });
    found.unwrap_or(Vec2::ZERO)
}
