//! Taking another project into the open one: as new maps, or onto one that is there.

mod show;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use show::Became;

use super::error::EditError;
use crate::model::{
    Course, Element, ElementId, End, Ends, Id, Link, LinkId, LoopId, Map, MapId, NamedLoop, Object, Point,
    Project, Table, order,
};

/// The room between what a map shows and what comes beside it.
const GAP: f64 = 260.0;

/// Where the elements of another project go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// Its maps come after those that are there.
    NewMaps,
    /// Onto this map, to the right of what it shows.
    Map(MapId),
}

/// Another project on its way into the open one.
#[derive(Clone, Debug, PartialEq)]
pub struct Adoption {
    /// The other project, with places for all that its maps show.
    pub project: Arc<Project>,
    /// Its elements that are the same as ones of the open project.
    pub same: BTreeMap<ElementId, ElementId>,
    /// Where the others go.
    pub to: Destination,
}

impl Adoption {
    /// The project with the other one in it. Records that are there already stay as they are, but for
    /// notes and fields that they lack; a link that says the same between the same two comes once. Takes O(n log n).
    ///
    /// # Errors
    /// When the map that it goes to is not there, or nothing would change.
    pub fn apply(&self, project: &Project) -> Result<Project, EditError> {
        if let Destination::Map(id) = &self.to
            && !project.maps.contains_key(id)
        {
            return Err(EditError::NoMap(id.clone()));
        }
        let mut work = Work { next: project.clone(), other: &self.project };
        work.words();
        let elements = work.elements(&self.same);
        let links = work.links(&elements);
        let loops = work.loops(&links);
        let became = Became { elements, links, loops };
        match &self.to {
            Destination::NewMaps => work.new_maps(&became),
            Destination::Map(id) => work.onto(id, &became),
        }
        if work.next == *project { Err(EditError::NoChange) } else { Ok(work.next) }
    }

    /// The maps that show what came, in order: the new ones, or the one it went to.
    pub fn maps(&self, before: &Project, after: &Project) -> Vec<MapId> {
        match &self.to {
            Destination::Map(id) => vec![id.clone()],
            Destination::NewMaps => {
                let new = after.maps_in_order().into_iter().filter(|(id, _)| !before.maps.contains_key(*id));
                new.map(|(id, _)| id.clone()).collect()
            }
        }
    }
}

/// An adoption under way.
struct Work<'a> {
    next: Project,
    other: &'a Project,
}

/// Adds the records that are not there.
fn add_missing<I: Id, R: Clone>(to: &mut Table<I, R>, from: &Table<I, R>) {
    for (id, record) in from {
        if !to.contains_key(id) {
            to.insert(id.clone(), Arc::clone(record));
        }
    }
}

/// The id itself, or the first free one derived from it: the same edit of the same project gives the same project.
fn free<I: Id>(id: &I, from_bytes: fn([u8; 10]) -> I, taken: impl Fn(&I) -> bool) -> I {
    let derived = (2_usize..).map(|number| {
        let mut bytes = [0; 10];
        let hash = Sha256::digest(format!("{} {number}", id.as_str()));
        bytes.iter_mut().zip(hash).for_each(|(byte, hashed)| *byte = hashed);
        from_bytes(bytes)
    });
    std::iter::once(id.clone()).chain(derived).find(|id| !taken(id)).unwrap_or_else(|| id.clone())
}

impl Work<'_> {
    fn words(&mut self) {
        add_missing(&mut self.next.vocabulary, &self.other.vocabulary);
        add_missing(&mut self.next.assessors, &self.other.assessors);
        add_missing(&mut self.next.evidence, &self.other.evidence);
    }

    /// The element that each of the other project's became.
    fn elements(&mut self, same: &BTreeMap<ElementId, ElementId>) -> BTreeMap<ElementId, ElementId> {
        let mut became = BTreeMap::new();
        for (id, element) in &self.other.elements {
            let known = same.get(id).filter(|known| self.next.elements.contains_key(*known)).cloned();
            if let Some(known) = known {
                self.fill(&known, element);
                became.insert(id.clone(), known);
                continue;
            }
            let new = free(id, ElementId::from_bytes, |id| self.next.elements.contains_key(id));
            let mut record = Element::clone(element);
            // The maps of the other project get ids of their own.
            record.portal = None;
            self.next.elements.insert(new.clone(), Arc::new(record));
            became.insert(id.clone(), new);
        }
        became
    }

    /// Gives a known element the notes and fields that it lacks.
    fn fill(&mut self, id: &ElementId, with: &Element) {
        let Some(before) = self.next.elements.get(id) else { return };
        let lacks_notes = before.notes.trim().is_empty() && !with.notes.trim().is_empty();
        let lacking: Object = with
            .fields
            .iter()
            .filter(|(name, _)| !before.fields.contains_key(*name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        if !lacks_notes && lacking.is_empty() {
            return;
        }
        let mut after = Element::clone(before);
        if lacks_notes {
            after.notes.clone_from(&with.notes);
        }
        after.fields.extend(lacking);
        self.next.elements.insert(id.clone(), Arc::new(after));
    }

    /// The link that each of the other project's became.
    fn links(&mut self, elements: &BTreeMap<ElementId, ElementId>) -> BTreeMap<LinkId, LinkId> {
        let mut there: BTreeMap<(ElementId, End), Vec<LinkId>> = BTreeMap::new();
        for (id, link) in &self.next.links {
            there.entry((link.ends.from.clone(), link.ends.to.clone())).or_default().push(id.clone());
        }
        let mut became: BTreeMap<LinkId, LinkId> = BTreeMap::new();
        // Levers may end at links, which must be there before.
        let on_link = |link: &Link| matches!(link.ends.to, End::Link(_));
        let first = self.other.links.iter().filter(|(_, link)| !on_link(link));
        let then = self.other.links.iter().filter(|(_, link)| on_link(link));
        for (id, link) in first.chain(then) {
            let from = elements.get(&link.ends.from).cloned();
            let to = match &link.ends.to {
                End::Element(to) => elements.get(to).cloned().map(End::Element),
                End::Link(to) => became.get(to).cloned().map(End::Link),
            };
            let (Some(from), Some(to)) = (from, to) else { continue };
            let ends = (from.clone(), to.clone());
            let link = Link { ends: Ends { from, to }, ..Link::clone(link) };
            let says_the_same =
                |id: &&LinkId| self.next.links.get(*id).is_some_and(|known| known.bond == link.bond);
            let known = there.get(&ends).and_then(|known| known.iter().find(says_the_same));
            if let Some(known) = known {
                became.insert(id.clone(), known.clone());
                continue;
            }
            let new = free(id, LinkId::from_bytes, |id| self.next.links.contains_key(id));
            self.next.links.insert(new.clone(), Arc::new(link));
            became.insert(id.clone(), new);
        }
        became
    }

    fn new_maps(&mut self, became: &Became) {
        let mut last = self.next.maps_in_order().last().map(|(_, map)| map.order.clone()).unwrap_or_default();
        let maps = self.other.maps_in_order();
        let only = maps.len() == 1 && !self.other.about.title.trim().is_empty();
        for (id, map) in maps {
            let mut new = Map::new(map.kind(), map.title.clone(), order::between(&last, ""));
            if only {
                self.other.about.title.trim().clone_into(&mut new.title);
            }
            last.clone_from(&new.order);
            became.show(&mut new, map, (0.0, 0.0));
            let id = free(id, MapId::from_bytes, |id| self.next.maps.contains_key(id));
            self.next.maps.insert(id, Arc::new(new));
        }
    }

    fn onto(&mut self, id: &MapId, became: &Became) {
        let Some(before) = self.next.maps.get(id) else { return };
        let mut map = Map::clone(before);
        for (_, theirs) in self.other.maps_in_order() {
            let shift = beside(&map, theirs);
            became.show(&mut map, theirs, shift);
        }
        // What came may be joined to what the map shows already.
        for id in became.links.values() {
            let ends = self.next.links.get(id).and_then(|link| link.ends.pair());
            let shown = ends
                .is_some_and(|(from, to)| map.elements.contains_key(from) && map.elements.contains_key(to));
            if shown && !map.links.contains_key(id) {
                map.links.insert(id.clone(), Course::default());
            }
        }
        self.next.maps.insert(id.clone(), Arc::new(map));
    }

    /// Brings named loops; a label that is taken becomes the next free number of its letter. Gives the loop that each of
    /// the other project's became.
    fn loops(&mut self, links: &BTreeMap<LinkId, LinkId>) -> BTreeMap<LoopId, LoopId> {
        let mut taken: BTreeSet<String> = self.next.loops.values().map(|named| named.label.clone()).collect();
        let mut known: BTreeMap<Vec<LinkId>, LoopId> =
            self.next.loops.iter().map(|(id, named)| (named.key.clone(), id.clone())).collect();
        let mut became = BTreeMap::new();
        for (id, named) in &self.other.loops {
            let key: Option<Vec<LinkId>> = named.key.iter().map(|link| links.get(link).cloned()).collect();
            let Some(mut key) = key else { continue };
            let first = key.iter().enumerate().min_by_key(|(_, id)| (*id).clone()).map_or(0, |(at, _)| at);
            key.rotate_left(first);
            if let Some(known) = known.get(&key) {
                became.insert(id.clone(), known.clone());
                continue;
            }
            let letter = named.label.chars().next().unwrap_or('U');
            let numbered = (1_usize..).map(|number| format!("{letter}{number}"));
            let mut labels = std::iter::once(named.label.clone()).chain(numbered);
            let label = labels.find(|label| !taken.contains(label)).unwrap_or_default();
            taken.insert(label.clone());
            let new = free(id, LoopId::from_bytes, |id| self.next.loops.contains_key(id));
            known.insert(key.clone(), new.clone());
            became.insert(id.clone(), new.clone());
            let named = NamedLoop { label, key, ..NamedLoop::clone(named) };
            self.next.loops.insert(new, Arc::new(named));
        }
        became
    }
}

/// How far another map moves to stand to the right of what this one shows, at the same height.
fn beside(map: &Map, theirs: &Map) -> (f64, f64) {
    let places = |map: &Map| map.elements.values().filter_map(|at| at.pos).collect::<Vec<Point>>();
    let (ours, theirs) = (places(map), places(theirs));
    let most = |of: &[Point], axis: fn(&Point) -> f64| of.iter().map(axis).fold(f64::NEG_INFINITY, f64::max);
    let least = |of: &[Point], axis: fn(&Point) -> f64| of.iter().map(axis).fold(f64::INFINITY, f64::min);
    if ours.is_empty() || theirs.is_empty() {
        return (0.0, 0.0);
    }
    let middle = |of: &[Point]| f64::midpoint(least(of, |p| p.y()), most(of, |p| p.y()));
    (most(&ours, |p| p.x()) + GAP - least(&theirs, |p| p.x()), middle(&ours) - middle(&theirs))
}
