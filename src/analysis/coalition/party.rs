//! Who is in the coalition that is looked at: stored, or only suggested so far.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::{Actor, Coalition, CoalitionId, ElementId, LinkKind, Project, Scale, TermId, TermKind};

/// A member's place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Place {
    /// It has a seat where decisions are made.
    pub seat: bool,
    /// How many organisations it stands for.
    pub heads: f64,
}

/// The members that an analysis looks at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Party {
    /// The stored coalition, if it is one.
    pub id: Option<CoalitionId>,
    /// Its name.
    pub name: String,
    /// Who is in.
    pub members: BTreeMap<ElementId, Place>,
}

impl Party {
    /// The members of a stored coalition, without those who left by `today` (ISO 8601; empty means that whoever has
    /// left on any date is out). `None` when there is no such coalition.
    pub fn stored(project: &Project, id: &CoalitionId, today: &str) -> Option<Self> {
        let coalition = project.coalitions.get(id)?;
        let has_left = |left: &str| !left.is_empty() && (today.is_empty() || left <= today);
        let members = coalition.members.iter().filter(|(id, member)| {
            !has_left(&member.left) && project.elements.get(*id).is_some_and(|e| e.actor().is_some())
        });
        let place = |(id, member): (&ElementId, &crate::model::Member)| {
            let heads = member.heads.filter(|heads| heads.is_finite() && *heads >= 0.0).unwrap_or(1.0);
            (id.clone(), Place { seat: member.seat, heads })
        };
        Some(Self {
            id: Some(id.clone()),
            name: coalition.name.clone(),
            members: members.map(place).collect(),
        })
    }

    /// A set that nobody stored, without seats.
    pub fn suggested(project: &Project, name: &str, ids: impl IntoIterator<Item = ElementId>) -> Self {
        let actors =
            ids.into_iter().filter(|id| project.elements.get(id).is_some_and(|e| e.actor().is_some()));
        let members = actors.map(|id| (id, Place { seat: false, heads: 1.0 })).collect();
        Self { id: None, name: name.to_owned(), members }
    }

    /// The stored coalition.
    pub(super) fn coalition<'p>(&self, project: &'p Project) -> Option<&'p Coalition> {
        self.id.as_ref().and_then(|id| project.coalitions.get(id)).map(|found| &**found)
    }

    /// The members with what they are tagged with.
    pub(super) fn actors<'p>(&self, project: &'p Project) -> Vec<(&'p ElementId, &'p Actor, Place)> {
        let members = self.members.iter();
        members
            .filter_map(|(id, place)| {
                let (id, element) = project.elements.get_key_value(id)?;
                Some((id, element.actor()?, *place))
            })
            .collect()
    }

    /// Somebody has a decision seat.
    pub(super) fn has_seats(&self) -> bool {
        self.members.values().any(|place| place.seat)
    }
}

/// The mean rating on a scale as formulas use it; `None` where nobody rated.
pub(super) fn rated(actor: &Actor, scale: Scale) -> Option<f64> {
    let (low, high) = scale.range();
    actor.spread(scale).map(|spread| scale.normalised(spread.mean.clamp(low, high)))
}

/// The assets that an actor holds (level 45 or more), with their levels.
pub(super) fn holdings(project: &Project, actor: &Actor) -> BTreeMap<TermId, f64> {
    let levels = actor.assets.iter().filter(|(_, level)| **level >= super::facts::HOLDER);
    levels.map(|(id, level)| (project.resolve(TermKind::Asset, id), *level)).collect()
}

/// An actor's sector as the vocabulary knows it.
pub(super) fn sector(project: &Project, actor: &Actor) -> Option<TermId> {
    actor.sector.as_ref().map(|id| project.resolve(TermKind::Sector, id))
}

/// Who is tied to whom, in either direction, and who is in conflict. Actors without ties have no entry.
#[derive(Debug, Default)]
pub(super) struct Ties {
    /// By actor: everybody it is tied to.
    pub near: BTreeMap<ElementId, BTreeSet<ElementId>>,
    /// Pairs with a conflict, the smaller id first.
    pub conflicts: BTreeSet<(ElementId, ElementId)>,
}

impl Ties {
    /// Reads the ties of a project. Takes O(m log n).
    pub fn new(project: &Project) -> Self {
        let mut ties = Self::default();
        for (_, link) in project.links_of(LinkKind::Tie) {
            let (Some((from, to)), Some(tie)) = (link.ends.pair(), link.tie()) else { continue };
            if from == to {
                continue;
            }
            ties.near.entry(from.clone()).or_default().insert(to.clone());
            ties.near.entry(to.clone()).or_default().insert(from.clone());
            let kind = tie.tie.as_ref().map(|kind| project.resolve(TermKind::Tie, kind));
            if kind.is_some_and(|kind| kind == TermId::from("conflicts")) {
                ties.conflicts.insert((from.min(to).clone(), from.max(to).clone()));
            }
        }
        ties
    }

    /// Everybody that the actor is tied to.
    pub fn of(&self, id: &ElementId) -> impl Iterator<Item = &ElementId> {
        self.near.get(id).into_iter().flatten()
    }

    /// The two are tied, and without a conflict.
    pub fn joins(&self, one: &ElementId, other: &ElementId) -> bool {
        self.near.get(one).is_some_and(|near| near.contains(other))
            && !self.conflicts.contains(&(one.min(other).clone(), one.max(other).clone()))
    }
}
