//! What an analysis looks at: the whole project, or what one map shows.

use crate::model::{ElementId, LinkId, Map, MapId, Project};

/// The whole project or one of its maps.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scope<'a> {
    /// Everything.
    Project,
    /// What this map shows; a map that is not in the project shows nothing.
    Map(Option<&'a Map>),
}

impl<'a> Scope<'a> {
    /// The project, or the map with this id.
    pub fn new(project: &'a Project, map: Option<&MapId>) -> Self {
        map.map_or(Self::Project, |map| Self::Map(project.maps.get(map).map(AsRef::as_ref)))
    }

    /// An element is looked at.
    pub fn shows_element(self, id: &ElementId) -> bool {
        match self {
            Self::Project => true,
            Self::Map(map) => map.is_some_and(|map| map.elements.contains_key(id)),
        }
    }

    /// A link is looked at.
    pub fn shows_link(self, id: &LinkId) -> bool {
        match self {
            Self::Project => true,
            Self::Map(map) => map.is_some_and(|map| map.links.contains_key(id)),
        }
    }
}
