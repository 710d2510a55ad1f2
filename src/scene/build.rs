//! From a map to its figures.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kurbo::{Point, Rect, Vec2};

use crate::model::{ElementId, End, Id as _, LinkId, LinkKind, Map, MapId, Project};

use super::area::{GroupFigure, NoteFigure, UnderlayFigure};
use super::badge::LoopBadge;
use super::bend::{Joined, default_bends};
use super::element::{ElementFigure, Layout};
use super::encoding::Encoded;
use super::level::Level;
use super::link::LinkFigure;
use super::near::Near;
use super::text::TextMeasurer;

/// A map as figures with places, in the order of their ids.
#[derive(Clone, Debug)]
pub struct MapScene {
    /// The elements.
    pub elements: Vec<ElementFigure>,
    /// The links.
    pub links: Vec<LinkFigure>,
    /// The groups, outer ones first.
    pub groups: Vec<GroupFigure>,
    /// The notes.
    pub notes: Vec<NoteFigure>,
    /// The pictures under the map.
    pub underlays: Vec<UnderlayFigure>,
    /// The badges of named loops that the map shows whole.
    pub badges: Vec<LoopBadge>,
    pub(super) level: Level,
    pub(super) unit: f64,
    pub(super) element_index: HashMap<ElementId, usize>,
    pub(super) link_index: HashMap<LinkId, usize>,
    pub(super) near: Near,
}

impl MapScene {
    /// Lays out a map. `text_scale` (1 = 100 %) enlarges type and boxes; values outside 0.5 to 4 are taken as those.
    ///
    /// A map that does not exist gives an empty scene; what a map lists but the project lacks is left out. Elements
    /// without a place get one below the others, the same each time. Linear in elements and links but for the default
    /// bends of causal links (a breadth-first search each) and, far away, the choice of labels (quadratic).
    pub fn build(
        project: &Project,
        map: &MapId,
        level: Level,
        text: &mut TextMeasurer,
        text_scale: f64,
    ) -> Self {
        Self::build_encoded(project, map, level, text, text_scale, &Encoded::default())
    }

    /// Lays out a map whose colours and sizes say something; otherwise as [`MapScene::build`].
    pub fn build_encoded(
        project: &Project,
        map: &MapId,
        level: Level,
        text: &mut TextMeasurer,
        text_scale: f64,
        encoded: &Encoded,
    ) -> Self {
        let scale = if text_scale.is_finite() { text_scale.clamp(0.5, 4.0) } else { 1.0 };
        let unit = level.unit() * scale;
        let mut scene = Self::empty(level, unit);
        let Some(map) = project.maps.get(map) else { return scene };
        let mut layout = Layout { project, text, level, unit, encoded };
        scene.place_elements(map, &mut layout);
        if level.is_far() {
            scene.thin_out_labels(project, map);
        }
        scene.run_links(map, &mut layout);
        scene.draw_groups(map, &mut layout);
        scene.draw_notes(map, &mut layout);
        scene.draw_underlays(map);
        scene.place_labels(project, map, layout.text);
        scene.mark_conflicts(project);
        scene.near = Near::new(&scene);
        scene
    }

    /// The elements of a map as large as they are drawn at 100 %, without links and labels, which layouts do not ask for
    /// and which cost the most while nothing has its place yet.
    pub fn of_elements(project: &Project, map: &MapId, text: &mut TextMeasurer) -> Self {
        let level = Level::Normal;
        let unit = level.unit();
        let mut scene = Self::empty(level, unit);
        if let Some(map) = project.maps.get(map) {
            let encoded = Encoded::default();
            scene.place_elements(map, &mut Layout { project, text, level, unit, encoded: &encoded });
        }
        scene
    }

    /// Nothing, as it looks from some distance.
    fn empty(level: Level, unit: f64) -> Self {
        Self {
            elements: Vec::new(),
            links: Vec::new(),
            groups: Vec::new(),
            notes: Vec::new(),
            underlays: Vec::new(),
            badges: Vec::new(),
            level,
            unit,
            element_index: HashMap::new(),
            link_index: HashMap::new(),
            near: Near::default(),
        }
    }

    /// How near one looks.
    pub fn level(&self) -> Level {
        self.level
    }

    /// Map units per point of the specification.
    pub fn unit(&self) -> f64 {
        self.unit
    }

    /// An element of the map.
    pub fn element(&self, id: &ElementId) -> Option<&ElementFigure> {
        self.elements.get(*self.element_index.get(id)?)
    }

    /// A link of the map.
    pub fn link(&self, id: &LinkId) -> Option<&LinkFigure> {
        self.links.get(*self.link_index.get(id)?)
    }

    /// What the map covers; `None` when it is empty.
    pub fn bounds(&self) -> Option<Rect> {
        let elements = self.elements.iter().map(|element| element.bounds);
        let links = self.links.iter().filter_map(LinkFigure::bounds);
        let areas = self.groups.iter().map(|group| group.rect).chain(self.notes.iter().map(|note| note.rect));
        let areas = areas.chain(self.underlays.iter().map(|underlay| underlay.rect));
        let badges = self.badges.iter().map(LoopBadge::bounds);
        elements.chain(links).chain(areas).chain(badges).reduce(|all, one| all.union(one))
    }

    fn place_elements(&mut self, map: &Map, layout: &mut Layout<'_>) {
        let placed = map.elements.values().filter_map(|place| place.pos);
        let (left, bottom) = placed.fold((f64::INFINITY, f64::NEG_INFINITY), |(left, bottom), at| {
            (left.min(at.x()), bottom.max(at.y()))
        });
        let corner = if left.is_finite() { Point::new(left, bottom + 120.0) } else { Point::ZERO };
        let homeless = map.elements.values().filter(|place| place.pos.is_none()).count();
        let columns = (homeless as f64).sqrt().ceil().max(1.0) as usize;
        let mut next = 0;
        for (id, place) in &map.elements {
            let Some(element) = layout.project.elements.get(id) else { continue };
            let center = place.pos.map_or_else(
                || {
                    let (column, row) = (next % columns, next / columns);
                    next += 1;
                    corner + Vec2::new(column as f64 * 220.0, row as f64 * 110.0)
                },
                |at| Point::new(at.x(), at.y()),
            );
            self.element_index.insert(id.clone(), self.elements.len());
            self.elements.push(ElementFigure::new(id, element, center, layout));
        }
    }

    fn run_links(&mut self, map: &Map, layout: &mut Layout<'_>) {
        let project = layout.project;
        let links: Vec<_> =
            map.links.iter().filter_map(|(id, course)| Some((id, course, project.links.get(id)?))).collect();
        let joined: Vec<Joined<'_>> = links
            .iter()
            .filter_map(|(id, course, link)| {
                let (from, to) = link.ends.pair()?;
                let by_hand = course.bend.filter(|bend| bend.is_finite());
                Some(Joined { id, from, to, causal: link.kind() == LinkKind::Causal, by_hand })
            })
            .collect();
        let places: BTreeMap<&ElementId, Point> = self.elements.iter().map(|e| (&e.id, e.center())).collect();
        let bends = default_bends(&joined, &places);
        let mut to_links = Vec::new();
        for (id, course, link) in links {
            let by_hand = course.bend.filter(|bend| bend.is_finite());
            let bend = by_hand.or_else(|| bends.get(id).copied()).unwrap_or(0.0);
            let Some(from) = self.element(&link.ends.from) else { continue };
            let mut figure = LinkFigure::new(id, link, bend, layout);
            figure.ink = layout.encoded.link_ink(id);
            match &link.ends.to {
                End::Element(to) => {
                    let Some(to) = self.element(to) else { continue };
                    figure.run(from, to);
                }
                End::Link(to) => to_links.push((self.links.len(), to.clone())),
            }
            self.link_index.insert(id.clone(), self.links.len());
            self.links.push(figure);
        }
        for (index, to) in to_links {
            let target = self.link(&to).and_then(LinkFigure::middle);
            let from = self.links.get(index).and_then(|figure| self.element(&figure.from)).cloned();
            if let (Some(target), Some(from), Some(figure)) = (target, from, self.links.get_mut(index)) {
                figure.run_to_link(&from, target);
            }
        }
    }

    /// Marks what a merge left to decide: conflicts are keyed by the path of the field, such as `links/l_x/notes`.
    fn mark_conflicts(&mut self, project: &Project) {
        let owners = |table: &str| -> BTreeSet<&str> {
            let inside =
                |path: &'_ String| path.strip_prefix(table).is_some_and(|rest| rest.starts_with('/'));
            project
                .conflicts
                .keys()
                .filter(|path| inside(path))
                .filter_map(|path| path.split('/').nth(1))
                .collect()
        };
        let (elements, links) = (owners("elements"), owners("links"));
        for element in &mut self.elements {
            element.conflict = elements.contains(element.id.as_str());
        }
        for link in &mut self.links {
            link.conflict = links.contains(link.id.as_str());
        }
    }
}
