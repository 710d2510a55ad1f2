//! The lit part of a map.

use std::collections::BTreeSet;

use crate::analysis::{LoopPolarity, Matching, Near};
use crate::app::view_state::Spotlight;
use crate::model::{ElementId, End, LeverKind, LinkId, LinkKind, Map, Project};

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
    /// A spotlight on one element alone lights its neighbours too, one on elements the links between them, and one on a
    /// loop the actors who control or feel what it is made of.
    pub fn of_spotlight(project: &Project, map: &Map, spotlight: &Spotlight) -> Option<Self> {
        let mut elements: BTreeSet<ElementId> =
            spotlight.elements.iter().filter(|id| map.elements.contains_key(*id)).cloned().collect();
        let mut links: BTreeSet<LinkId> =
            spotlight.links.iter().filter(|id| map.links.contains_key(*id)).cloned().collect();
        if spotlight.kind.is_some() && !spotlight.links.is_empty() {
            holders_of(project, map, spotlight, (&mut elements, &mut links));
        }
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

/// The actors of a map who control, influence or feel a variable or link of the loop that is lit, and their levers.
fn holders_of(
    project: &Project,
    map: &Map,
    spotlight: &Spotlight,
    (holders, levers): (&mut BTreeSet<ElementId>, &mut BTreeSet<LinkId>),
) {
    for (id, link) in project.links_of(LinkKind::Lever) {
        let touches = match &link.ends.to {
            End::Element(to) => spotlight.elements.contains(to),
            End::Link(to) => spotlight.links.contains(to),
        };
        let knows_only = link.lever().and_then(|lever| lever.lever) == Some(LeverKind::KnowsAbout);
        if touches && !knows_only && map.elements.contains_key(&link.ends.from) {
            holders.insert(link.ends.from.clone());
            if map.links.contains_key(id) {
                levers.insert(id.clone());
            }
        }
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
