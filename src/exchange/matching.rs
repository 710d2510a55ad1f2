//! Which elements of an imported project are in another already.

use std::collections::{BTreeMap, BTreeSet};

use super::capture::near::Shape;
use crate::model::{ElementId, ElementKind, Project};

/// The most pairs of names that are compared for near duplicates.
const MOST_PAIRS: usize = 400_000;
/// The most near duplicates that are offered.
const MOST_NEAR: usize = 200;

/// A new element whose name looks like that of one that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMatch {
    /// The imported element.
    pub new: ElementId,
    /// The one that may be meant.
    pub known: ElementId,
}

/// What of an imported project is in another already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// The same by id, or else by kind and name in any case.
    pub same: BTreeMap<ElementId, ElementId>,
    /// New ones that look like one that is there: somebody has to say.
    pub near: Vec<NearMatch>,
}

/// A name as it is compared: in lower case with single spaces.
fn folded(name: &str) -> String {
    name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Matches the elements of `imported` with those of `project`. Takes O(n log n), and at most 400,000 comparisons of
/// names for near duplicates.
pub fn matches(project: &Project, imported: &Project) -> Matches {
    let mut by_name: BTreeMap<(ElementKind, String), &ElementId> = BTreeMap::new();
    for (id, element) in &project.elements {
        by_name.entry((element.kind(), folded(&element.name))).or_insert(id);
    }
    let mut found = Matches::default();
    let mut new = Vec::new();
    for (id, element) in &imported.elements {
        let same_id = project.elements.get(id).is_some_and(|known| known.kind() == element.kind());
        let known =
            if same_id { Some(id) } else { by_name.get(&(element.kind(), folded(&element.name))).copied() };
        match known {
            Some(known) => {
                found.same.insert(id.clone(), known.clone());
            }
            None => new.push((id, element.kind(), Shape::of(&element.name))),
        }
    }
    let taken: BTreeSet<&ElementId> = found.same.values().collect();
    let others: Vec<(&ElementId, ElementKind, Shape)> = project
        .elements
        .iter()
        .filter(|(id, _)| !taken.contains(id))
        .map(|(id, element)| (id, element.kind(), Shape::of(&element.name)))
        .collect();
    let mut left = MOST_PAIRS;
    for (id, kind, shape) in &new {
        if left < others.len() || found.near.len() >= MOST_NEAR {
            break;
        }
        left -= others.len();
        let near = others.iter().find(|(_, other, known)| other == kind && shape.is_near(known));
        if let Some((known, ..)) = near {
            found.near.push(NearMatch { new: (*id).clone(), known: (*known).clone() });
        }
    }
    found
}
