//! A scene that follows what is dragged, without laying out what stays.

use std::collections::BTreeSet;

use imbl::ordmap::DiffItem;
use kurbo::{Point, Vec2};

use crate::model::{self, ElementId, End, LinkId, LinkKind, Map, MapId, Project};

use super::build::MapScene;
use super::element::{ElementFigure, Layout};
use super::encoding::Encoded;
use super::link::{LinkFigure, LinkLook};
use super::near::Near;
use super::place::hide_label;
use super::text::TextMeasurer;

/// The numbers of the figures that differ from the scene as it was laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Elements that were moved.
    pub elements: BTreeSet<usize>,
    /// Links at them, and links that were bent.
    pub links: BTreeSet<usize>,
}

impl Carried {
    /// Adds the figures of another step.
    pub fn extend(&mut self, other: Self) {
        self.elements.extend(other.elements);
        self.links.extend(other.links);
    }
}

/// What differs between two states of a map, when only places and bends do.
#[derive(Default)]
struct Steps {
    elements: Vec<(ElementId, Point)>,
    links: Vec<(LinkId, f64)>,
    badges: Vec<(model::LoopId, Point)>,
}

impl Steps {
    /// `None` when anything else differs.
    fn between(before: &Project, after: &Project, id: &MapId) -> Option<Self> {
        let same = before.elements.ptr_eq(&after.elements)
            && before.links.ptr_eq(&after.links)
            && before.loops.ptr_eq(&after.loops)
            && before.vocabulary.ptr_eq(&after.vocabulary)
            && before.conflicts.ptr_eq(&after.conflicts);
        if !same {
            return None;
        }
        let (old, new) = (before.maps.get(id)?, after.maps.get(id)?);
        let rest = old.groups == new.groups && old.notes == new.notes && old.underlays == new.underlays;
        if !rest {
            return None;
        }
        let mut steps = Self::default();
        for item in old.elements.diff(&new.elements) {
            let DiffItem::Update { old: (id, from), new: (_, to) } = item else { return None };
            let to = to.pos.filter(|_| from.pos.is_some())?;
            steps.elements.push((id.clone(), point(to)));
        }
        for item in old.links.diff(&new.links) {
            let DiffItem::Update { old: (id, _), new: (_, to) } = item else { return None };
            steps.links.push((id.clone(), to.bend.filter(|bend| bend.is_finite())?));
        }
        for item in old.loops.diff(&new.loops) {
            let (DiffItem::Update { new: (id, place), .. } | DiffItem::Add(id, place)) = item else {
                return None;
            };
            steps.badges.push((id.clone(), point(place.pos?)));
        }
        Some(steps)
    }
}

fn point(at: model::Point) -> Point {
    Point::new(at.x(), at.y())
}

impl MapScene {
    /// Follows elements that were moved and links and badges that were bent or moved between two states of the project,
    /// the first of which the scene shows. Gives which figures changed; `None`, and an unchanged scene, when more
    /// differs than that, or when the scene is of another map.
    ///
    /// What is beside a moved link keeps its side, and nothing makes way for what comes near: that is for
    /// [`MapScene::build`] when the hand lets go. Costs what moved and its links, not the map.
    pub fn carry(
        &mut self,
        (before, after): (&Project, &Project),
        map: &MapId,
        text: &mut TextMeasurer,
        encoded: &Encoded,
    ) -> Option<Carried> {
        let steps = Steps::between(before, after, map)?;
        let map = after.maps.get(map)?;
        let mut carried = Carried {
            elements: steps.elements.iter().map(|(id, _)| self.element_number(id)).collect::<Option<_>>()?,
            links: steps.links.iter().map(|(id, _)| self.link_number(id)).collect::<Option<_>>()?,
        };
        carried.links.extend(carried.elements.iter().flat_map(|number| self.links_at(*number)));
        let moved: BTreeSet<&LinkId> =
            carried.links.iter().filter_map(|number| Some(&self.links.get(*number)?.id)).collect();
        let is_on_moved = |link: &LinkFigure| matches!(&link.to, End::Link(to) if moved.contains(to));
        let levers: Vec<usize> =
            (0..self.links.len()).filter(|number| self.links.get(*number).is_some_and(is_on_moved)).collect();

        let boxes = self.boxes(&carried, &levers);
        let chords: Vec<(usize, f64)> =
            carried.links.iter().filter_map(|number| Some((*number, self.chord(*number)?))).collect();
        self.shift_badges(&steps);
        let (level, unit) = (self.level, self.unit);
        let mut layout = Layout { project: after, text, level, unit, encoded };
        for (id, center) in &steps.elements {
            self.stand(id, *center, &mut layout);
        }
        for (number, chord) in chords {
            self.keep_bulge(number, chord);
        }
        for (id, bend) in &steps.links {
            let number = self.link_number(id);
            if let Some(link) = number.and_then(|number| self.links.get_mut(number)) {
                link.bend = *bend;
            }
        }
        carried.links.extend(levers);
        // Levers come after the links that they end at.
        let (plain, onto): (Vec<usize>, Vec<usize>) = carried
            .links
            .iter()
            .partition(|number| self.links.get(**number).is_some_and(|link| link.to.element().is_some()));
        for number in plain.into_iter().chain(onto) {
            self.run_again(number);
        }
        self.surround(map, &mut layout);
        self.settle_boxes(&carried, &boxes);
        Some(carried)
    }

    /// Puts an element elsewhere.
    fn stand(&mut self, id: &ElementId, center: Point, layout: &mut Layout<'_>) {
        let (Some(number), Some(element)) = (self.element_number(id), layout.project.elements.get(id)) else {
            return;
        };
        let Some(figure) = self.elements.get_mut(number) else { return };
        let mut new = ElementFigure::new(id, element, center, layout);
        new.conflict = figure.conflict;
        if !figure.label_shown {
            hide_label(&mut new);
        }
        *figure = new;
    }

    /// How far apart the ends of a link are that bulges by points, not by a share of its length.
    fn chord(&self, number: usize) -> Option<f64> {
        let link = self.links.get(number).filter(|link| link.kind != LinkKind::Causal && !link.is_own())?;
        let to = self.element(link.to.element()?)?;
        Some((to.center() - self.element(&link.from)?.center()).hypot())
    }

    /// Ties that run side by side stay as far apart when their ends move.
    fn keep_bulge(&mut self, number: usize, before: f64) {
        let Some(now) = self.chord(number) else { return };
        if let Some(link) = self.links.get_mut(number) {
            link.bend *= (before / now.max(1.0)).min(4.0);
        }
    }

    /// Runs a link along its new course. What stands on it and beside it keeps its share and its side.
    fn run_again(&mut self, number: usize) {
        let Some(mut link) = self.links.get(number).cloned() else { return };
        let sign_side = sign_of(&link).and_then(|at| nearest(link.sign_places().into_iter(), at));
        let pill = link.pill.map(|pill| pill.center());
        let pill_side =
            pill.and_then(|at| nearest(link.pill_places().into_iter().map(|place| place.center()), at));
        let Some(from) = self.element(&link.from) else { return };
        match &link.to {
            End::Element(to) => {
                let Some(to) = self.element(to) else { return };
                link.run(from, to);
            }
            End::Link(to) => {
                let Some(target) = self.link(to).and_then(LinkFigure::middle) else { return };
                link.run_to_link(from, target);
            }
        }
        let places = link.sign_places();
        let sign = sign_side.and_then(|side| places.get(side).or(places.first())).copied();
        if let LinkLook::Causal { at, .. } = &mut link.look {
            *at = sign;
        }
        link.pill = pill_side.and_then(|side| link.pill_places().get(side).copied());
        if let Some(figure) = self.links.get_mut(number) {
            *figure = link;
        }
    }

    /// Badges go where people put them, and otherwise along with the loop.
    fn shift_badges(&mut self, steps: &Steps) {
        let mut ways: Vec<Vec2> = Vec::with_capacity(self.badges.len());
        for badge in &self.badges {
            let put = steps.badges.iter().find(|(id, _)| badge.id.as_ref() == Some(id));
            let by = if let Some((_, place)) = put {
                *place - badge.center
            } else if badge.by_hand {
                Vec2::ZERO
            } else {
                let starts = badge.links.iter().filter_map(|id| self.element(&self.link(id)?.from));
                let moved = starts.filter_map(|start| {
                    let step = steps.elements.iter().find(|(id, _)| *id == start.id)?;
                    Some(step.1 - start.center())
                });
                moved.fold(Vec2::ZERO, |sum, by| sum + by) / badge.links.len().max(1) as f64
            };
            ways.push(by);
        }
        for (badge, by) in self.badges.iter_mut().zip(ways) {
            if by != Vec2::ZERO {
                badge.shift(by);
            }
        }
    }

    /// Groups go around what they hold.
    fn surround(&mut self, map: &Map, layout: &mut Layout<'_>) {
        self.groups.clear();
        self.draw_groups(map, layout);
    }

    /// What the figures cover that are about to move.
    fn boxes(&self, carried: &Carried, levers: &[usize]) -> Covered {
        let links = carried.links.iter().chain(levers);
        Covered {
            elements: carried
                .elements
                .iter()
                .filter_map(|number| Some((*number, self.elements.get(*number)?.bounds)))
                .collect(),
            links: links.filter_map(|number| Some((*number, self.links.get(*number)?.bounds()?))).collect(),
        }
    }

    /// Finds what moved where it is now.
    fn settle_boxes(&mut self, carried: &Carried, before: &Covered) {
        /// With more than this, making all anew is as fast.
        const MANY: usize = 200;
        if carried.elements.len() + carried.links.len() > MANY {
            self.near = Near::new(self);
            return;
        }
        let mut near = std::mem::take(&mut self.near);
        for (number, rect) in &before.elements {
            near.leave_element(*number, *rect);
        }
        for (number, rect) in &before.links {
            near.leave_link(*number, *rect);
        }
        for number in &carried.elements {
            if let Some(figure) = self.elements.get(*number) {
                near.enter_element(*number, figure.bounds);
            }
        }
        for number in &carried.links {
            if let Some(rect) = self.links.get(*number).and_then(LinkFigure::bounds) {
                near.enter_link(*number, rect);
            }
        }
        self.near = near;
    }
}

/// Boxes of figures, by number.
struct Covered {
    elements: Vec<(usize, kurbo::Rect)>,
    links: Vec<(usize, kurbo::Rect)>,
}

fn sign_of(link: &LinkFigure) -> Option<Point> {
    match link.look {
        LinkLook::Causal { at, .. } => at,
        _ => None,
    }
}

/// Which of some places is nearest to `at`.
fn nearest(places: impl Iterator<Item = Point>, at: Point) -> Option<usize> {
    let far = |place: Point| (place - at).hypot2();
    places.enumerate().min_by(|a, b| far(a.1).total_cmp(&far(b.1))).map(|(number, _)| number)
}
