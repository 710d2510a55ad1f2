//! What is selected: kept beside the history, so that undo brings it back, and never saved.

use std::collections::BTreeSet;

use crate::model::{ElementId, LinkId, Project};

/// The selected elements and links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The selected elements.
    pub elements: BTreeSet<ElementId>,
    /// The selected links.
    pub links: BTreeSet<LinkId>,
}

impl Selection {
    /// One element.
    pub fn element(id: ElementId) -> Self {
        Self { elements: [id].into(), ..Self::default() }
    }

    /// One link.
    pub fn link(id: LinkId) -> Self {
        Self { links: [id].into(), ..Self::default() }
    }

    /// Nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty() && self.links.is_empty()
    }

    /// How many things are selected.
    pub fn len(&self) -> usize {
        self.elements.len() + self.links.len()
    }

    /// The element, if exactly one thing is selected and it is one.
    pub fn single_element(&self) -> Option<&ElementId> {
        if self.len() == 1 { self.elements.first() } else { None }
    }

    /// The link, if exactly one thing is selected and it is one.
    pub fn single_link(&self) -> Option<&LinkId> {
        if self.len() == 1 { self.links.first() } else { None }
    }

    /// Drops what the project no longer holds.
    pub fn retain_existing(&mut self, project: &Project) {
        self.elements.retain(|id| project.elements.contains_key(id));
        self.links.retain(|id| project.links.contains_key(id));
    }
}
