//! The edits that paste a clipping.

use std::collections::BTreeMap;

use super::Clipping;
use crate::edit::operation::Edit;
use crate::edit::selection::Selection;
use crate::model::{Element, ElementId, End, Ends, Link, LinkId, MapId, Point, Project};

/// Where what is pasted goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PasteAt {
    /// Its middle comes to this place.
    Middle(Point),
    /// Each element stands this far right of and below its original.
    Offset(f64, f64),
}

impl Clipping {
    /// The middle of what was copied.
    fn middle(&self) -> (f64, f64) {
        let (mut x, mut y) = (0.0, 0.0);
        for id in self.elements.keys() {
            let place = self.place(id);
            x += place.x();
            y += place.y();
        }
        let count = self.elements.len().max(1) as f64;
        (x / count, y / count)
    }

    fn offset(&self, at: PasteAt) -> (f64, f64) {
        match at {
            PasteAt::Middle(at) => {
                let (x, y) = self.middle();
                (at.x() - x, at.y() - y)
            }
            PasteAt::Offset(dx, dy) => (dx, dy),
        }
    }

    /// All of it is in this project, and the map does not show all of it: it can be shown there instead of copied.
    pub fn can_show(&self, project: &Project, map: &MapId) -> bool {
        let Some(record) = project.maps.get(map) else { return false };
        let from_here = self.project.is_some() && self.project == project.about.id;
        from_here
            && self.elements.keys().all(|id| project.elements.contains_key(id))
            && self.elements.keys().any(|id| !record.elements.contains_key(id))
    }

    /// The edit that shows the same elements on another map of their project, with the links between them and to what
    /// that map shows, and what it selects. What the map shows already stays where it is.
    pub fn show(&self, project: &Project, map: &MapId, at: PasteAt) -> (Edit, Selection) {
        let (dx, dy) = self.offset(at);
        let shown = |id: &ElementId| project.maps.get(map).is_some_and(|map| map.elements.contains_key(id));
        let missing: Vec<&ElementId> = self.elements.keys().filter(|id| !shown(id)).collect();
        let mut edits: Vec<Edit> = missing
            .iter()
            .map(|id| Edit::ShowElement {
                id: (*id).clone(),
                map: map.clone(),
                pos: self.place(id).moved(dx, dy),
            })
            .collect();
        // A link between two that were shown already has a course there.
        let is_new = |link: &Link| link.ends.pair().is_some_and(|(a, b)| !shown(a) || !shown(b));
        for (id, course) in &self.courses {
            if course.bend.is_some() && self.links.get(id).is_some_and(|link| is_new(link)) {
                edits.push(Edit::Bend { map: map.clone(), link: id.clone(), bend: course.bend });
            }
        }
        let name = format!("Show {}", counted(missing.len()));
        let elements = self.elements.keys().cloned().collect();
        (Edit::Many(name, edits), Selection { elements, ..Selection::default() })
    }

    /// The edit that pastes copies with new ids, and what it selects.
    pub fn paste(&self, map: &MapId, at: PasteAt) -> (Edit, Selection) {
        let (dx, dy) = self.offset(at);
        let new_ids: BTreeMap<&ElementId, ElementId> =
            self.elements.keys().map(|old| (old, ElementId::random())).collect();
        let new_links: BTreeMap<&LinkId, LinkId> =
            self.links.keys().map(|old| (old, LinkId::random())).collect();
        let mut edits = Vec::with_capacity(self.elements.len() + self.links.len());
        let mut selection = Selection::default();
        for (old, element) in &self.elements {
            let Some(id) = new_ids.get(old) else { continue };
            selection.elements.insert(id.clone());
            edits.push(Edit::AddElement {
                id: id.clone(),
                element: Element::clone(element),
                map: map.clone(),
                pos: self.place(old).moved(dx, dy),
            });
        }
        let pinned = self.placements.iter().filter(|(_, placement)| placement.pinned);
        let pinned = pinned
            .filter_map(|(old, _)| new_ids.get(old).cloned())
            .collect::<std::collections::BTreeSet<_>>();
        if !pinned.is_empty() {
            edits.push(Edit::Pin { map: map.clone(), elements: pinned, pinned: true });
        }
        // Levers end at links, which must be there before.
        let on_links = |link: &Link| matches!(link.ends.to, End::Link(_));
        let first = self.links.iter().filter(|(_, link)| !on_links(link));
        let then = self.links.iter().filter(|(_, link)| on_links(link));
        for (old, link) in first.chain(then) {
            let to = match &link.ends.to {
                End::Element(to) => new_ids.get(to).cloned().map(End::Element),
                End::Link(to) => new_links.get(to).cloned().map(End::Link),
            };
            let (Some(from), Some(to), Some(id)) = (new_ids.get(&link.ends.from), to, new_links.get(old))
            else {
                continue;
            };
            let ends = Ends { from: from.clone(), to };
            let link = Link { ends, ..Link::clone(link) };
            edits.push(Edit::AddLink { id: id.clone(), link, map: map.clone() });
            if let Some(bend) = self.courses.get(old).and_then(|course| course.bend) {
                edits.push(Edit::Bend { map: map.clone(), link: id.clone(), bend: Some(bend) });
            }
        }
        (Edit::Many(format!("Paste {}", counted(self.elements.len())), edits), selection)
    }

    /// Like [`paste`](Self::paste); words, assessors and sources that the project lacks come along, and portals to maps that
    /// it lacks are closed.
    pub fn paste_into(&self, project: &Project, map: &MapId, at: PasteAt) -> (Edit, Selection) {
        let (edit, selection) = self.paste(map, at);
        let Edit::Many(name, edits) = edit else { return (edit, selection) };
        let words = self.vocabulary.iter().filter(|(id, _)| !project.vocabulary.contains_key(*id));
        let people = self.assessors.iter().filter(|(id, _)| !project.assessors.contains_key(*id));
        let sources = self.evidence.iter().filter(|(id, _)| !project.evidence.contains_key(*id));
        let edits = edits.into_iter().map(|edit| match edit {
            Edit::AddElement { id, mut element, map, pos } => {
                element.portal = element.portal.filter(|map| project.maps.contains_key(map));
                Edit::AddElement { id, element, map, pos }
            }
            edit => edit,
        });
        let all: Vec<Edit> = words
            .map(|(id, term)| Edit::SetWord(id.clone(), (**term).clone()))
            .chain(people.map(|(id, who)| Edit::SetAssessor(id.clone(), (**who).clone())))
            .chain(sources.map(|(id, source)| Edit::SetEvidence(id.clone(), (**source).clone())))
            .chain(edits)
            .collect();
        (Edit::Many(name, all), selection)
    }
}

/// "1 element", "3 elements".
fn counted(count: usize) -> String {
    if count == 1 { "1 element".to_owned() } else { format!("{count} elements") }
}
