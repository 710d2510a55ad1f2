//! What is laid out: a map's elements as boxes, and what joins them.

use std::collections::{BTreeMap, BTreeSet};

use kurbo::{Point, Rect};

use crate::model::{self, ElementId, End, Map, MapId, Project, TermKind};

/// An element as a box.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Which element.
    pub id: ElementId,
    /// Where it is shown now, and how large.
    pub rect: Rect,
    /// The map says where it stands; otherwise `rect` is a stopgap and says nothing.
    pub placed: bool,
    /// It stays where it is.
    pub fixed: bool,
    /// What it belongs to, for the layouts that keep together what belongs together.
    pub key: String,
}

/// What joins two items, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Join {
    /// The item it leaves.
    pub from: usize,
    /// The item it enters.
    pub to: usize,
}

/// By what elements are kept together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The sector of actors.
    Sector,
    /// The region of actors.
    Region,
}

/// A map as boxes and what joins them.
///
/// The fields are plain values and may hold anything: sizes and places that are no numbers count as ordinary ones, and
/// joins to items that do not exist are left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    /// The elements.
    pub items: Vec<Item>,
    /// What joins them.
    pub joins: Vec<Join>,
}

impl Board {
    /// A map's elements, as large as `rect` says and where it shows them. An element without a figure is left out; one
    /// that is pinned, and has a place to be pinned to, is fixed. A lever on a link joins its actor to both ends of it.
    pub fn of_map(project: &Project, map: &Map, rect: impl Fn(&ElementId) -> Option<Rect>) -> Self {
        let mut board = Self::default();
        let mut numbers = BTreeMap::new();
        for (id, place) in &map.elements {
            let Some(rect) = rect(id) else { continue };
            numbers.insert(id, board.items.len());
            let placed = place.pos.is_some();
            let fixed = place.pinned && placed;
            board.items.push(Item { id: id.clone(), rect, placed, fixed, key: String::new() });
        }
        let mut join = |from: &ElementId, to: &ElementId| {
            if let (Some(from), Some(to)) = (numbers.get(from), numbers.get(to)) {
                board.joins.push(Join { from: *from, to: *to });
            }
        };
        for link in map.links.keys().filter_map(|id| project.links.get(id)) {
            match &link.ends.to {
                End::Element(to) => join(&link.ends.from, to),
                End::Link(to) => {
                    if let Some((from, to)) = project.links.get(to).and_then(|link| link.ends.pair()) {
                        join(&link.ends.from, from);
                        join(&link.ends.from, to);
                    }
                }
            }
        }
        board
    }

    /// The map with this id as [`of_map`](Self::of_map) gives it; empty when there is none.
    pub fn of(project: &Project, map: &MapId, rect: impl Fn(&ElementId) -> Option<Rect>) -> Self {
        project.maps.get(map).map_or_else(Self::default, |map| Self::of_map(project, map, rect))
    }

    /// Fixes every element that is not among `chosen`.
    #[must_use]
    pub fn only(mut self, chosen: &BTreeSet<ElementId>) -> Self {
        for item in &mut self.items {
            item.fixed |= !chosen.contains(&item.id);
        }
        self
    }

    /// Gives each item the key of its element: the word for its sector or region, nothing where it has none.
    #[must_use]
    pub fn keyed(mut self, project: &Project, key: Key) -> Self {
        for item in &mut self.items {
            let actor = project.elements.get(&item.id).and_then(|element| element.actor());
            let term = actor.and_then(|actor| match key {
                Key::Sector => actor.sector.as_ref().map(|term| (TermKind::Sector, term)),
                Key::Region => actor.region.as_ref().map(|term| (TermKind::Region, term)),
            });
            item.key = term.map(|(kind, term)| project.word(kind, term)).unwrap_or_default();
        }
        self
    }

    /// The numbers of these elements, in the order of the board.
    pub fn numbers(&self, ids: &BTreeSet<ElementId>) -> Vec<usize> {
        let inside = |(number, item): (usize, &Item)| ids.contains(&item.id).then_some(number);
        self.items.iter().enumerate().filter_map(inside).collect()
    }

    /// How many items may move.
    pub fn movable(&self) -> usize {
        self.items.iter().filter(|item| !item.fixed).count()
    }

    /// Something stays where it is.
    pub fn has_fixed(&self) -> bool {
        self.items.iter().any(|item| item.fixed)
    }

    /// The elements that may move, with their new places as a file keeps them.
    pub fn moves(&self, places: &[Point]) -> Vec<(ElementId, model::Point)> {
        let movable = self.items.iter().zip(places).filter(|(item, _)| !item.fixed);
        movable.map(|(item, at)| (item.id.clone(), model::Point::new(at.x, at.y))).collect()
    }
}
