//! Ways to select: by kind, by what things have in common, by what joins them.

use std::collections::BTreeSet;

use super::selection::Selection;
use crate::model::{
    Actor, ElementId, ElementKind, End, Link, LinkId, LinkKind, Map, Project, TermId, TermKind,
};

impl Selection {
    /// Everything that the map shows.
    pub fn all(map: &Map) -> Self {
        Self { elements: map.elements.keys().cloned().collect(), links: map.links.keys().cloned().collect() }
    }

    /// The elements of a kind that the map shows.
    pub fn of_kind(project: &Project, map: &Map, kind: ElementKind) -> Self {
        let is_kind =
            |id: &&ElementId| project.elements.get(*id).is_some_and(|element| element.kind() == kind);
        Self { elements: map.elements.keys().filter(is_kind).cloned().collect(), links: BTreeSet::new() }
    }

    /// The links of a kind that the map shows.
    pub fn of_link_kind(project: &Project, map: &Map, kind: LinkKind) -> Self {
        let is_kind = |id: &&LinkId| project.links.get(*id).is_some_and(|link| link.kind() == kind);
        Self { elements: BTreeSet::new(), links: map.links.keys().filter(is_kind).cloned().collect() }
    }

    /// What the map shows and is not selected now. Links come along only where links were selected or nothing was.
    #[must_use]
    pub fn inverted(&self, map: &Map) -> Self {
        let mut rest = Self::all(map);
        rest.elements.retain(|id| !self.elements.contains(id));
        rest.links.retain(|id| !self.links.contains(id));
        if self.links.is_empty() && !self.elements.is_empty() {
            rest.links.clear();
        }
        rest
    }

    /// The selection and, one step further, every element of the map that a shown link joins to it. A selected link
    /// brings its ends.
    #[must_use]
    pub fn grown(&self, project: &Project, map: &Map) -> Self {
        let mut grown = Self { elements: self.elements.clone(), links: BTreeSet::new() };
        let shown = map.links.keys().filter_map(|id| project.links.get(id).map(|link| (id, link)));
        for (id, link) in shown {
            let ends = ends_of(project, link);
            let touches = ends.iter().any(|end| self.elements.contains(*end));
            if touches || self.links.contains(id) {
                grown
                    .elements
                    .extend(ends.into_iter().filter(|end| map.elements.contains_key(*end)).cloned());
            }
        }
        grown
    }

    /// Every actor of the map with the sector of one that is selected.
    #[must_use]
    pub fn same_sector(&self, project: &Project, map: &Map) -> Self {
        self.same_word(project, map, TermKind::Sector, |actor| actor.sector.as_ref())
    }

    /// Every actor of the map with the region of one that is selected.
    #[must_use]
    pub fn same_region(&self, project: &Project, map: &Map) -> Self {
        self.same_word(project, map, TermKind::Region, |actor| actor.region.as_ref())
    }

    fn same_word(
        &self,
        project: &Project,
        map: &Map,
        kind: TermKind,
        word: impl Fn(&Actor) -> Option<&TermId>,
    ) -> Self {
        let word_of = |id: &ElementId| {
            let actor = project.elements.get(id)?.actor()?;
            Some(word(actor).map(|id| project.resolve(kind, id)))
        };
        let wanted: BTreeSet<Option<TermId>> = self.elements.iter().filter_map(word_of).collect();
        let has = |id: &&ElementId| word_of(id).is_some_and(|word| wanted.contains(&word));
        Self { elements: map.elements.keys().filter(has).cloned().collect(), links: BTreeSet::new() }
    }
}

/// The elements that a link joins; a lever on a link joins its actor and the ends of that link.
fn ends_of<'a>(project: &'a Project, link: &'a Link) -> Vec<&'a ElementId> {
    let mut ends = vec![&link.ends.from];
    match &link.ends.to {
        End::Element(to) => ends.push(to),
        End::Link(to) => {
            if let Some((from, to)) = project.links.get(to).and_then(|link| link.ends.pair()) {
                ends.extend([from, to]);
            }
        }
    }
    ends
}
