//! Which elements of each map have found their place, so that what was just added can be tidied alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ElementId, Map, MapId, Project};

/// The elements that stood on each map when it was opened or last laid out, and those that a hand moved since. Part of
/// how one looks at a project, never saved.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    maps: BTreeMap<MapId, BTreeSet<ElementId>>,
}

impl Standing {
    /// Everything that has a place in a project that was just opened.
    pub fn of(project: &Project) -> Self {
        let placed = |map: &Map| {
            map.elements.iter().filter(|(_, at)| at.pos.is_some()).map(|(id, _)| id.clone()).collect()
        };
        Self { maps: project.maps.iter().map(|(id, map)| (id.clone(), placed(map))).collect() }
    }

    /// These elements have found their places on a map.
    pub fn settle<'a>(&mut self, map: &MapId, ids: impl IntoIterator<Item = &'a ElementId>) {
        self.maps.entry(map.clone()).or_default().extend(ids.into_iter().cloned());
    }

    /// The elements of a map that were added since.
    pub fn newcomers(&self, id: &MapId, map: &Map) -> BTreeSet<ElementId> {
        let known = self.maps.get(id);
        let is_new = |id: &&ElementId| known.is_none_or(|known| !known.contains(*id));
        map.elements.keys().filter(is_new).cloned().collect()
    }

    /// Something was added to a map since.
    pub fn has_newcomers(&self, id: &MapId, map: &Map) -> bool {
        let known = self.maps.get(id);
        map.elements.keys().any(|id| known.is_none_or(|known| !known.contains(id)))
    }
}
