//! The sheets of the table, their rows and their order.

use std::collections::BTreeMap;

use super::column::Column;
use crate::analysis::Measured;
use crate::edit::Selection;
use crate::model::{ElementId, ElementKind, LinkId, LinkKind, Map, Project};

/// What the rows of the table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sheet {
    /// Elements of one kind.
    Elements(ElementKind),
    /// Links of one kind.
    Links(LinkKind),
}

impl Sheet {
    /// Every sheet, elements first.
    pub const ALL: [Self; 6] = [
        Self::Elements(ElementKind::Actor),
        Self::Elements(ElementKind::Variable),
        Self::Elements(ElementKind::Issue),
        Self::Links(LinkKind::Tie),
        Self::Links(LinkKind::Causal),
        Self::Links(LinkKind::Lever),
    ];

    /// What the rows are called together.
    pub fn title(self) -> &'static str {
        match self {
            Self::Elements(ElementKind::Actor) => "Actors",
            Self::Elements(ElementKind::Variable) => "Variables",
            Self::Elements(ElementKind::Issue) => "Issues",
            Self::Links(LinkKind::Tie) => "Ties",
            Self::Links(LinkKind::Causal) => "Causal links",
            Self::Links(LinkKind::Lever) => "Levers",
        }
    }

    /// What one row is called, with its article.
    pub fn one(self) -> &'static str {
        match self {
            Self::Elements(ElementKind::Actor) => "an actor",
            Self::Elements(ElementKind::Variable) => "a variable",
            Self::Elements(ElementKind::Issue) => "an issue",
            Self::Links(LinkKind::Tie) => "a tie",
            Self::Links(LinkKind::Causal) => "a causal link",
            Self::Links(LinkKind::Lever) => "a lever",
        }
    }

    /// "1 actor", "3 ties".
    pub fn counted(self, count: usize) -> String {
        if count == 1 {
            let noun = self.one();
            format!("1 {}", noun.split_once(' ').map_or(noun, |(_, noun)| noun))
        } else {
            format!("{count} {}", self.title().to_lowercase())
        }
    }

    /// The columns, in order; the first stays while the others scroll.
    pub fn columns(self) -> &'static [Column] {
        use Column as C;
        match self {
            Self::Elements(ElementKind::Actor) => &[
                C::Name,
                C::Sector,
                C::Role,
                C::Interest,
                C::Influence,
                C::Alignment,
                C::Assets,
                C::Degree,
                C::Region,
                C::Notes,
            ],
            Self::Elements(ElementKind::Variable) => {
                &[C::Name, C::Goal, C::External, C::Incoming, C::Outgoing, C::Notes]
            }
            Self::Elements(ElementKind::Issue) => &[C::Name, C::Category, C::Incoming, C::Outgoing, C::Notes],
            Self::Links(LinkKind::Tie) => &[C::From, C::To, C::TieKind, C::Direction, C::Strength, C::Notes],
            Self::Links(LinkKind::Causal) => &[C::From, C::To, C::Sign, C::Delay, C::Weight, C::Notes],
            Self::Links(LinkKind::Lever) => &[C::From, C::To, C::LeverKind, C::Strength, C::Notes],
        }
    }

    /// How many rows of this sheet a map shows.
    pub fn count(self, project: &Project, map: &Map) -> usize {
        match self {
            Self::Elements(kind) => map.elements.keys().filter(|id| is_kind(project, id, kind)).count(),
            Self::Links(kind) => map.links.keys().filter(|id| is_link_kind(project, id, kind)).count(),
        }
    }
}

fn is_kind(project: &Project, id: &ElementId, kind: ElementKind) -> bool {
    project.elements.get(id).is_some_and(|element| element.kind() == kind)
}

fn is_link_kind(project: &Project, id: &LinkId, kind: LinkKind) -> bool {
    project.links.get(id).is_some_and(|link| link.kind() == kind)
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum RowId {
    /// An element.
    Element(ElementId),
    /// A link.
    Link(LinkId),
}

impl RowId {
    /// Selects the row.
    pub fn add_to(&self, selection: &mut Selection) {
        match self {
            Self::Element(id) => selection.elements.insert(id.clone()),
            Self::Link(id) => selection.links.insert(id.clone()),
        };
    }

    /// The row is selected.
    pub fn is_in(&self, selection: &Selection) -> bool {
        match self {
            Self::Element(id) => selection.elements.contains(id),
            Self::Link(id) => selection.links.contains(id),
        }
    }
}

/// Numbers about rows that are not part of any record. Computed measures belong here: a column that shows one looks it
/// up by element, and is never edited.
#[derive(Clone, Debug, Default)]
pub(super) struct Figures {
    /// How many links of the project start and end at an element.
    pub links: BTreeMap<ElementId, (usize, usize)>,
    /// What the analyses say, by column.
    computed: BTreeMap<Column, BTreeMap<ElementId, f64>>,
}

impl Figures {
    /// Counts ties for actors, and causal links for variables and issues. O(links · log elements).
    pub fn of(project: &Project) -> Self {
        let mut figures = Self::default();
        for link in project.links.values().filter(|link| link.kind() != LinkKind::Lever) {
            let Some((from, to)) = link.ends.pair() else { continue };
            figures.links.entry(from.clone()).or_default().1 += 1;
            figures.links.entry(to.clone()).or_default().0 += 1;
        }
        figures
    }

    /// Takes in what the analyses say for some columns; what has no value is left out. O(columns · n log n).
    pub fn with(mut self, columns: &[Column], measured: &Measured) -> Self {
        for column in columns.iter().filter(|column| column.is_computed()) {
            let mut values = BTreeMap::new();
            if let (Column::Measure(measure), Some(network)) = (column, &measured.network) {
                let given = network.elements.iter().filter_map(|element| {
                    Some((element.id.clone(), element.values.get(measure).copied().flatten()?))
                });
                values.extend(given);
            }
            if let (Column::Community, Some(network)) = (column, &measured.network) {
                for (number, members) in network.communities.iter().enumerate() {
                    values.extend(members.iter().map(|id| (id.clone(), (number + 1) as f64)));
                }
            }
            if let (Column::Missed, Some(found)) = (column, &measured.bottlenecks) {
                values.extend(found.actors.iter().map(|row| (row.id.clone(), row.disconnected_pairs as f64)));
            }
            self.computed.insert(*column, values);
        }
        self
    }

    /// What an analysis says of an element.
    pub fn computed(&self, column: Column, id: &ElementId) -> Option<f64> {
        self.computed.get(&column)?.get(id).copied()
    }

    /// How many links end and start at an element.
    pub fn degree(&self, id: &ElementId) -> (usize, usize) {
        self.links.get(id).copied().unwrap_or_default()
    }
}

/// How rows are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Order {
    /// By this column, and where that is equal by the first.
    pub column: Column,
    /// From high to low.
    pub falling: bool,
}

/// The rows of a sheet that a map shows and whose text holds `filter`, in order. O(n log n).
pub(super) fn rows(
    project: &Project,
    map: &Map,
    (sheet, columns): (Sheet, &[Column]),
    order: Order,
    filter: &str,
    figures: &Figures,
) -> Vec<RowId> {
    let all: Vec<RowId> = match sheet {
        Sheet::Elements(kind) => map
            .elements
            .keys()
            .filter(|id| is_kind(project, id, kind))
            .map(|id| RowId::Element(id.clone()))
            .collect(),
        Sheet::Links(kind) => map
            .links
            .keys()
            .filter(|id| is_link_kind(project, id, kind))
            .map(|id| RowId::Link(id.clone()))
            .collect(),
    };
    let wanted = filter.trim().to_lowercase();
    let text = |column: Column, row: &RowId| column.text(project, row, figures);
    let matches = |row: &RowId| {
        wanted.is_empty() || columns.iter().any(|column| text(*column, row).to_lowercase().contains(&wanted))
    };
    let first = sheet.columns().first().copied().unwrap_or(Column::Name);
    let second = if matches!(sheet, Sheet::Links(_)) { Column::To } else { first };
    let mut keyed: Vec<_> = all
        .into_iter()
        .filter(matches)
        .map(|row| {
            let number = order.column.number(project, &row, figures);
            let word = if number.is_some() { String::new() } else { text(order.column, &row).to_lowercase() };
            (number, word, text(first, &row).to_lowercase(), text(second, &row).to_lowercase(), row)
        })
        .collect();
    keyed.sort_by(|a, b| {
        // What is not there comes last either way.
        let missing =
            |key: &(Option<f64>, String, String, String, RowId)| key.0.is_none() && key.1.is_empty();
        let value = match (a.0, b.0) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            _ => a.1.cmp(&b.1),
        };
        let value = if order.falling { value.reverse() } else { value };
        missing(a)
            .cmp(&missing(b))
            .then(value)
            .then_with(|| a.2.cmp(&b.2))
            .then_with(|| a.3.cmp(&b.3))
            .then_with(|| a.4.cmp(&b.4))
    });
    keyed.into_iter().map(|key| key.4).collect()
}
