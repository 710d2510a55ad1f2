//! What an import would bring, before anything enters a project.

use super::Imported;
use crate::model::{Element, ElementId, ElementKind, Link, LinkId, LinkKind, Polarity, Project, TermKind};

/// The first rows shown of elements and of links.
pub(super) const ROWS: usize = 12;

/// The first elements and links of a file in its own order, by which people know it again. Ids, by which a project is
/// ordered, say nothing to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct First {
    /// The first elements.
    pub elements: Vec<ElementId>,
    /// The first links.
    pub links: Vec<LinkId>,
}

impl First {
    /// The first of a project as it is ordered itself.
    pub(super) fn of(project: &Project) -> Self {
        Self {
            elements: project.elements.keys().take(ROWS).cloned().collect(),
            links: project.links.keys().take(ROWS).cloned().collect(),
        }
    }
}

/// One element or link of a preview, as cells from left to right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Name, kind and notes of an element; start, end and what is drawn between for a link.
    pub cells: [String; 3],
}

/// What an import would bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// How many actors, variables and issues.
    pub elements: Vec<(ElementKind, usize)>,
    /// How many ties, causal links and levers.
    pub links: Vec<(LinkKind, usize)>,
    /// The titles of the maps.
    pub maps: Vec<String>,
    /// The first elements.
    pub first_elements: Vec<Row>,
    /// The first links.
    pub first_links: Vec<Row>,
}

impl Imported {
    /// What the import would bring. Takes O(n).
    pub fn preview(&self) -> Preview {
        let project = &self.project;
        let count_elements = |kind: &ElementKind| (*kind, project.elements_of(*kind).count());
        let count_links = |kind: &LinkKind| (*kind, project.links_of(*kind).count());
        let element = |element: &Element| Row {
            cells: [element.name.clone(), element.kind().as_str().to_owned(), element.notes.clone()],
        };
        let link = |link: &Link| {
            let (from, to) = link.ends.pair()?;
            Some(Row { cells: [project.name_of(from), project.name_of(to), self.between(link)] })
        };
        Preview {
            elements: ElementKind::ALL.iter().map(count_elements).filter(|(_, count)| *count > 0).collect(),
            links: LinkKind::ALL.iter().map(count_links).filter(|(_, count)| *count > 0).collect(),
            maps: project.maps_in_order().into_iter().map(|(_, map)| map.title.clone()).collect(),
            first_elements: self
                .first
                .elements
                .iter()
                .filter_map(|id| project.elements.get(id))
                .map(|one| element(one))
                .collect(),
            first_links: self.first.links.iter().filter_map(|id| link(project.links.get(id)?)).collect(),
        }
    }

    /// What is drawn between two elements, in words: the kind of tie or lever, or sign and delay.
    fn between(&self, link: &Link) -> String {
        if let Some(causal) = link.causal() {
            let sign = causal.polarity.map_or("", Polarity::as_str);
            return format!("{sign}{}", if causal.delay { " delayed" } else { "" });
        }
        let tie = link.tie().and_then(|tie| tie.tie.as_ref());
        let tie = tie.map(|word| self.project.word(TermKind::Tie, word));
        let lever = || link.lever().and_then(|lever| lever.lever).map(|kind| kind.as_str().replace('_', " "));
        tie.or_else(lever).unwrap_or_default()
    }
}
