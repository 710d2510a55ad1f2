//! What a project holds already, by name and by ends: made once and asked for every line.

use std::collections::BTreeMap;

use super::name::folded;
use super::near::Shape;
use crate::model::{ElementId, ElementKind, LinkId, MapId, Project};

/// An element that a name may mean.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub id: ElementId,
    pub kind: ElementKind,
    pub name: String,
    /// 0 on the map, 1 of the map's kind, 2 elsewhere.
    rank: u8,
    pub shape: Shape,
}

/// The names and links of a project as one map sees them.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    names: BTreeMap<String, Vec<Named>>,
    links: BTreeMap<(ElementId, ElementId), Vec<LinkId>>,
    count: usize,
}

impl Scope {
    /// What the project holds, as seen from a map. Takes O((elements + links) log n).
    pub fn of(project: &Project, map: Option<&MapId>) -> Self {
        let record = map.and_then(|map| project.maps.get(map));
        let mut scope = Self::default();
        for (id, element) in &project.elements {
            if element.name.trim().is_empty() {
                continue;
            }
            let kind = element.kind();
            let rank = match record {
                Some(map) if map.elements.contains_key(id) => 0,
                Some(map) if map.kind().element_kind() == kind => 1,
                _ => 2,
            };
            let named = Named {
                id: id.clone(),
                kind,
                name: element.name.clone(),
                rank,
                shape: Shape::of(&element.name),
            };
            scope.names.entry(folded(&element.name)).or_default().push(named);
            scope.count += 1;
        }
        for same in scope.names.values_mut() {
            same.sort_by(|a, b| (a.rank, &a.id).cmp(&(b.rank, &b.id)));
        }
        for (id, link) in &project.links {
            if let Some((from, to)) = link.ends.pair() {
                scope.links.entry((from.clone(), to.clone())).or_default().push(id.clone());
            }
        }
        scope
    }

    /// The element that a name means: one on the map before one of the map's kind before any other.
    pub(super) fn find(&self, folded: &str, kind: Option<ElementKind>) -> Option<&Named> {
        let same = self.names.get(folded)?;
        same.iter().find(|named| kind.is_none_or(|kind| kind == named.kind))
    }

    /// Every element with a name.
    pub(super) fn all(&self) -> impl Iterator<Item = &Named> {
        self.names.values().flatten()
    }

    /// How many elements have a name.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The links from one element to another.
    pub(super) fn links(&self, from: &ElementId, to: &ElementId) -> &[LinkId] {
        self.links.get(&(from.clone(), to.clone())).map_or(&[], Vec::as_slice)
    }
}
