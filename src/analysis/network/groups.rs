//! The groups that elements belong to: sectors and regions.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::model::{ElementId, Project, TermId, TermKind};

/// What elements are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grouping {
    /// The kind of organisation.
    Sector,
    /// Where the actor is at home.
    Region,
}

impl Grouping {
    /// Both, in the order of lists.
    pub const ALL: [Self; 2] = [Self::Sector, Self::Region];

    /// The word in results and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sector => "sector",
            Self::Region => "region",
        }
    }
}

impl fmt::Display for Grouping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Grouping {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Which group each element is in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Groups {
    /// The groups that occur, by id.
    pub(crate) ids: Vec<TermId>,
    /// Their names, in the same order.
    pub(crate) names: Vec<String>,
    /// The group of each element; `None` where none is given.
    pub(crate) of: Vec<Option<usize>>,
}

impl Groups {
    pub(super) fn new(project: &Project, elements: &[ElementId], by: Grouping) -> Self {
        let kind = match by {
            Grouping::Sector => TermKind::Sector,
            Grouping::Region => TermKind::Region,
        };
        let term = |id: &ElementId| {
            let actor = project.elements.get(id)?.actor()?;
            let given = match by {
                Grouping::Sector => actor.sector.as_ref(),
                Grouping::Region => actor.region.as_ref(),
            };
            Some(project.resolve(kind, given?))
        };
        let terms: Vec<Option<TermId>> = elements.iter().map(term).collect();
        let mut places: BTreeMap<&TermId, usize> = terms.iter().flatten().map(|term| (term, 0)).collect();
        for (place, number) in places.values_mut().zip(0..) {
            *place = number;
        }
        let of = terms.iter().map(|term| places.get(term.as_ref()?).copied()).collect();
        let ids: Vec<TermId> = places.into_keys().cloned().collect();
        let names = ids.iter().map(|id| project.word(kind, id)).collect();
        Self { ids, names, of }
    }

    /// The number of groups.
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }
}
