//! Showing on a map what a map of another project shows.

use std::collections::BTreeMap;

use super::free;
use crate::model::{
    Area, BadgePlace, ElementId, Group, GroupId, LinkId, LoopId, Map, Note, NoteId, Placement, Underlay,
    UnderlayId,
};

/// What the records of the other project became.
pub(super) struct Became {
    pub(super) elements: BTreeMap<ElementId, ElementId>,
    pub(super) links: BTreeMap<LinkId, LinkId>,
    pub(super) loops: BTreeMap<LoopId, LoopId>,
}

impl Became {
    /// Shows on a map what another shows, moved by `shift`. What it shows already stays where it is.
    pub(super) fn show(&self, map: &mut Map, theirs: &Map, shift: (f64, f64)) {
        for (id, placement) in &theirs.elements {
            let Some(id) = self.elements.get(id).filter(|id| !map.elements.contains_key(*id)).cloned() else {
                continue;
            };
            let pos = placement.pos.map(|pos| pos.moved(shift.0, shift.1));
            map.elements.insert(id, Placement { pos, ..placement.clone() });
        }
        for (id, course) in &theirs.links {
            if let Some(id) = self.links.get(id).filter(|id| !map.links.contains_key(*id)).cloned() {
                map.links.insert(id, course.clone());
            }
        }
        for (id, badge) in &theirs.loops {
            if let Some(id) = self.loops.get(id).filter(|id| !map.loops.contains_key(*id)).cloned() {
                let pos = badge.pos.map(|pos| pos.moved(shift.0, shift.1));
                map.loops.insert(id, BadgePlace { pos, ..badge.clone() });
            }
        }
        for (id, note) in &theirs.notes {
            if map.notes.get(id).is_some_and(|known| known.text == note.text) {
                continue;
            }
            let note = Note { area: moved(note.area, shift), ..note.clone() };
            let id = free(id, NoteId::from_bytes, |id| map.notes.contains_key(id));
            map.notes.insert(id, note);
        }
        self.show_groups(map, theirs, shift);
        for (id, underlay) in &theirs.underlays {
            if map.underlays.get(id).is_some_and(|known| known.source == underlay.source) {
                continue;
            }
            let underlay = Underlay { area: moved(underlay.area, shift), ..underlay.clone() };
            let id = free(id, UnderlayId::from_bytes, |id| map.underlays.contains_key(id));
            map.underlays.insert(id, underlay);
        }
    }

    fn show_groups(&self, map: &mut Map, theirs: &Map, shift: (f64, f64)) {
        let mut became: BTreeMap<&GroupId, GroupId> = BTreeMap::new();
        for (id, group) in &theirs.groups {
            if map.groups.get(id).is_some_and(|known| known.title == group.title) {
                continue;
            }
            let taken = |id: &GroupId| map.groups.contains_key(id) || became.values().any(|new| new == id);
            let new = free(id, GroupId::from_bytes, taken);
            became.insert(id, new);
        }
        for (id, new) in &became {
            let Some(group) = theirs.groups.get(*id) else { continue };
            let group = Group {
                members: group.members.iter().filter_map(|id| self.elements.get(id).cloned()).collect(),
                parent: group.parent.as_ref().and_then(|parent| became.get(parent).cloned()),
                area: moved(group.area, shift),
                ..group.clone()
            };
            map.groups.insert(new.clone(), group);
        }
    }
}

/// The area, moved.
fn moved(area: Option<Area>, shift: (f64, f64)) -> Option<Area> {
    area.map(|area| Area { corner: area.corner.moved(shift.0, shift.1), ..area })
}
