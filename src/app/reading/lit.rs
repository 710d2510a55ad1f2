//! The lit part of a map.

use std::collections::BTreeSet;

use crate::analysis::{LoopPolarity, Matching, Near};
use crate::app::view_state::Spotlight;
use crate::model::{ElementId, End, LinkId, Map, Project};

/// The part of a map that is lit; the rest is dimmed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lit {
    /// The lit elements.
    pub elements: BTreeSet<ElementId>,
    /// The lit links.
    pub links: BTreeSet<LinkId>,
    /// The links are a loop and take its colour.
    pub kind: Option<LoopPolarity>,
}

impl Lit {
    /// What a spotlight lights on a map; `None` if nothing of it is there, so that the map stays as it is.
    ///
    /// A spotlight on one element alone lights its neighbours too, and one on elements the links between them.
    pub fn of_spotlight(project: &Project, map: &Map, spotlight: &Spotlight) -> Option<Self> {
        let mut elements: BTreeSet<ElementId> =
            spotlight.elements.iter().filter(|id| map.elements.contains_key(*id)).cloned().collect();
        let mut links: BTreeSet<LinkId> =
            spotlight.links.iter().filter(|id| map.links.contains_key(*id)).cloned().collect();
        if elements.is_empty() && links.is_empty() {
            return None;
        }
        if spotlight.links.is_empty() {
            let alone = spotlight.elements.len() == 1;
            let mut around = BTreeSet::new();
            for (id, link) in map.links.keys().filter_map(|id| Some((id, project.links.get(id)?))) {
                let to = link.ends.to.element();
                let inside = |id: Option<&ElementId>| id.is_some_and(|id| elements.contains(id));
                let (from_inside, to_inside) = (inside(Some(&link.ends.from)), inside(to));
                let shows = match &link.ends.to {
                    End::Link(_) => from_inside,
                    End::Element(_) if alone => from_inside || to_inside,
                    End::Element(_) => from_inside && to_inside,
                };
                if shows {
                    links.extend([id.clone()]);
                    around.insert(link.ends.from.clone());
                    around.extend(to.cloned());
                }
            }
            if alone {
                elements.extend(around);
            }
        }
        Some(Self { elements, links, kind: spotlight.kind })
    }

    /// What both light.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.elements.retain(|id| other.elements.contains(id));
        self.links.retain(|id| other.links.contains(id));
        Self { kind: self.kind.or(other.kind), ..self }
    }
}

impl From<Near> for Lit {
    fn from(near: Near) -> Self {
        Self { elements: near.distance.into_keys().collect(), links: near.links, kind: None }
    }
}

impl From<Matching> for Lit {
    fn from(matching: Matching) -> Self {
        Self { elements: matching.elements, links: matching.links, kind: None }
    }
}
