//! Which elements and links of a project a network is made of.

use std::collections::BTreeMap;

use super::{Kind, NetworkError};
use crate::model::{Bond, Element, ElementId, ElementKind, Link, LinkId, LinkKind, Map, MapId, Project};

/// A link between two elements of the network.
pub(super) struct Drawn<'a> {
    pub(super) id: &'a LinkId,
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) strength: f64,
    pub(super) mutual: bool,
}

impl<'a> Drawn<'a> {
    pub(super) fn new(id: &'a LinkId, link: &Link, place: &BTreeMap<&ElementId, u32>) -> Option<Self> {
        let (from, to) = link.ends.pair()?;
        let (strength, mutual) = match &link.bond {
            Bond::Tie(tie) => (tie.weight(), tie.is_mutual()),
            Bond::Causal(causal) => (causal.weight.unwrap_or(1.0).abs(), false),
            Bond::Lever(_) => return None,
        };
        // A strength of nothing, or below it, is no strength that anyone gave: it counts as the default.
        let strength = if strength > 0.0 && strength.is_finite() { strength } else { 1.0 };
        Some(Self { id, from: *place.get(from)?, to: *place.get(to)?, strength, mutual })
    }
}

/// The part of the project that is looked at.
pub(super) struct Scope<'a> {
    project: &'a Project,
    map: Option<&'a Map>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(project: &'a Project, map: Option<&MapId>) -> Result<Self, NetworkError> {
        let map = match map {
            Some(id) => {
                let found = project.maps.get(id).ok_or_else(|| NetworkError::NoSuchMap(id.clone()))?;
                Some(found.as_ref())
            }
            None => None,
        };
        Ok(Self { project, map })
    }

    pub(super) fn elements(&self, kind: Kind) -> impl Iterator<Item = (&'a ElementId, &'a Element)> {
        let map = self.map;
        let elements = self.project.elements.iter().map(|(id, element)| (id, element.as_ref()));
        elements.filter(move |(id, element)| {
            ((element.kind() == ElementKind::Actor) == (kind == Kind::Actor))
                && map.is_none_or(|map| map.elements.contains_key(*id))
        })
    }

    pub(super) fn links(&self, kind: Kind) -> impl Iterator<Item = (&'a LinkId, &'a Link)> {
        let map = self.map;
        let wanted = match kind {
            Kind::Actor => LinkKind::Tie,
            Kind::Causal => LinkKind::Causal,
        };
        let links = self.project.links_of(wanted);
        links
            .filter(move |(id, _)| map.is_none_or(|map| map.links.contains_key(*id)))
            .map(|(id, link)| (id, link.as_ref()))
    }

    /// Actors if there are ties, otherwise whatever is there.
    pub(super) fn default_kind(&self) -> Kind {
        let causal_only = self.links(Kind::Actor).next().is_none()
            && (self.links(Kind::Causal).next().is_some() || self.elements(Kind::Actor).next().is_none());
        if causal_only { Kind::Causal } else { Kind::Actor }
    }
}
