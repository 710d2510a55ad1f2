//! Rows, columns and cells of the matrix, worked out from a map.

use std::collections::BTreeMap;

use crate::analysis::Measured;
use crate::model::{Bond, ElementId, ElementKind, Id as _, LinkId, LinkKind, Map, Project, TermId, TermKind};

/// A cell, by row and column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub row: usize,
    pub column: usize,
}

/// How rows and columns are ordered; equals stand by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// By name.
    #[default]
    Name,
    /// By sector, in the order of the vocabulary.
    Sector,
    /// By community, the largest first, so that blocks show along the diagonal.
    Community,
    /// Who has the most links first.
    Links,
}

impl Order {
    pub const ALL: [Self; 4] = [Self::Name, Self::Sector, Self::Community, Self::Links];

    pub fn title(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Sector => "Sector",
            Self::Community => "Community",
            Self::Links => "Number of links",
        }
    }
}

/// The elements of a map from both sides, and the links where they cross.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Square {
    pub elements: Vec<ElementId>,
    /// The links in each cell that has any, from the row to the column. A mutual tie is in two cells.
    pub cells: BTreeMap<Spot, Vec<LinkId>>,
    /// How many links there are.
    pub links: usize,
}

impl Square {
    /// Crosses the elements that links of this kind join. O(n log n) in elements and links.
    pub fn of(project: &Project, map: &Map, kind: LinkKind, order: Order, measured: &Measured) -> Self {
        let fits = |kind_of: ElementKind| (kind_of == ElementKind::Actor) == (kind == LinkKind::Tie);
        let shown = map.links.keys().filter_map(|id| Some((id, project.links.get(id)?)));
        let links: Vec<_> = shown.filter(|(_, link)| link.kind() == kind).collect();
        let mut degrees: BTreeMap<&ElementId, usize> = BTreeMap::new();
        for (_, link) in &links {
            *degrees.entry(&link.ends.from).or_default() += 1;
            if let Some(to) = link.ends.to.element() {
                *degrees.entry(to).or_default() += 1;
            }
        }
        let communities: BTreeMap<&ElementId, usize> = measured
            .network
            .iter()
            .flat_map(|network| network.communities.iter().enumerate())
            .flat_map(|(number, members)| members.iter().map(move |id| (id, number)))
            .collect();
        let sectors: Vec<TermId> = project.words(TermKind::Sector).into_iter().map(|word| word.id).collect();
        let place = |id: &ElementId| match order {
            Order::Name => 0,
            Order::Sector => {
                let sector = project.elements.get(id).and_then(|element| element.actor()?.sector.clone());
                let sector = sector.map(|sector| project.resolve(TermKind::Sector, &sector));
                sector.map_or(usize::MAX, |sector| {
                    sectors.iter().position(|known| *known == sector).unwrap_or(sectors.len())
                })
            }
            Order::Community => communities.get(id).copied().unwrap_or(usize::MAX),
            Order::Links => usize::MAX - degrees.get(id).copied().unwrap_or_default(),
        };
        let of_kind = |id: &&ElementId| project.elements.get(*id).is_some_and(|element| fits(element.kind()));
        let mut keyed: Vec<(usize, String, ElementId)> = map
            .elements
            .keys()
            .filter(of_kind)
            .map(|id| (place(id), project.name_of(id).to_lowercase(), id.clone()))
            .collect();
        keyed.sort();
        let elements: Vec<ElementId> = keyed.into_iter().map(|(.., id)| id).collect();
        let numbers: BTreeMap<&ElementId, usize> =
            elements.iter().enumerate().map(|(number, id)| (id, number)).collect();
        let mut cells: BTreeMap<Spot, Vec<LinkId>> = BTreeMap::new();
        let mut count = 0;
        for (id, link) in links {
            let Some((from, to)) = link.ends.pair() else { continue };
            let (Some(row), Some(column)) = (numbers.get(from), numbers.get(to)) else { continue };
            count += 1;
            cells.entry(Spot { row: *row, column: *column }).or_default().push(id.clone());
            let mutual = matches!(&link.bond, Bond::Tie(tie) if tie.is_mutual());
            if mutual && row != column {
                cells.entry(Spot { row: *column, column: *row }).or_default().push(id.clone());
            }
        }
        Self { elements, cells, links: count }
    }

    /// The links in a cell.
    pub fn at(&self, spot: Spot) -> &[LinkId] {
        self.cells.get(&spot).map_or(&[], Vec::as_slice)
    }

    /// The element of a row or column.
    pub fn element(&self, number: usize) -> Option<&ElementId> {
        self.elements.get(number)
    }

    /// The first cell that holds a link.
    pub fn find(&self, id: &LinkId) -> Option<Spot> {
        self.cells.iter().find(|(_, links)| links.contains(id)).map(|(spot, _)| *spot)
    }

    /// A cell in words: "Ann → Ben: funds, strength 3".
    pub fn words(&self, project: &Project, spot: Spot) -> String {
        let name = |number: usize| self.element(number).map_or_else(String::new, |id| project.name_of(id));
        let said: Vec<String> = self.at(spot).iter().filter_map(|id| link_words(project, id)).collect();
        let said = if said.is_empty() { "nothing".to_owned() } else { said.join("; ") };
        format!("{} → {}: {said}", name(spot.row), name(spot.column))
    }
}

/// A link in words, without its ends.
fn link_words(project: &Project, id: &LinkId) -> Option<String> {
    use crate::model::Polarity;
    let link = project.links.get(id)?;
    Some(match &link.bond {
        Bond::Tie(tie) => {
            let kind =
                tie.tie.as_ref().map_or_else(|| "tie".to_owned(), |kind| project.word(TermKind::Tie, kind));
            let mutual = if tie.is_mutual() { ", both ways" } else { "" };
            let strength = tie.strength.map_or_else(String::new, |strength| format!(", strength {strength}"));
            format!("{kind}{mutual}{strength}")
        }
        Bond::Causal(causal) => {
            let sign = match causal.effective_polarity() {
                _ if causal.is_contested() => "contested",
                Polarity::Plus => "+ the same way",
                Polarity::Minus => "\u{2212} the opposite way",
                Polarity::Unknown => "? not signed",
            };
            format!("{sign}{}", if causal.delay { ", delayed" } else { "" })
        }
        Bond::Lever(_) => id.as_str().to_owned(),
    })
}
