//! What is done to a cell, as edits: each one step.

use crate::edit::{Edit, LinkChange, Selection};
use crate::model::{
    Bond, Direction, ElementId, Ends, Link, LinkId, LinkKind, MapId, Polarity, Project, TermId, TermKind,
};

/// A cell and what is in it.
pub(super) struct Cell<'a> {
    pub project: &'a Project,
    pub map: &'a MapId,
    pub kind: LinkKind,
    pub from: &'a ElementId,
    pub to: &'a ElementId,
    pub links: &'a [LinkId],
}

/// An edit, and what is selected after it.
pub(super) type Done = (Edit, Selection);

impl Cell<'_> {
    /// Signs the links here, or draws one with this sign.
    pub fn sign(&self, sign: Polarity) -> Option<Done> {
        (self.kind == LinkKind::Causal).then(|| self.change(LinkChange::Polarity(Some(sign)), "Sign"))
    }

    /// The next of nothing, +, −, ? and nothing again.
    pub fn next_sign(&self) -> Option<Done> {
        if self.links.is_empty() {
            return self.sign(Polarity::Plus);
        }
        let first = self.links.first().and_then(|id| self.project.links.get(id)?.causal());
        match first?.polarity {
            None => self.sign(Polarity::Plus),
            Some(Polarity::Plus) => self.sign(Polarity::Minus),
            Some(Polarity::Minus) => self.sign(Polarity::Unknown),
            Some(Polarity::Unknown) => self.remove(),
        }
    }

    /// Marks the causal links here as delayed, or as not if all are.
    pub fn toggle_delay(&self) -> Option<Done> {
        let delayed = |id: &LinkId| {
            self.project.links.get(id).and_then(|link| link.causal()).is_some_and(|causal| causal.delay)
        };
        let all = !self.links.is_empty() && self.links.iter().all(delayed);
        (self.kind == LinkKind::Causal).then(|| self.change(LinkChange::Delay(!all), "Mark the delay of"))
    }

    /// Sets the strength of the ties here, or draws one so strong.
    pub fn strength(&self, strength: f64) -> Option<Done> {
        (self.kind == LinkKind::Tie)
            .then(|| self.change(LinkChange::Strength(Some(strength)), "Set the strength of"))
    }

    /// Lets the ties here run both ways, or one way if all run both.
    pub fn toggle_mutual(&self) -> Option<Done> {
        let mutual = |id: &LinkId| {
            self.project.links.get(id).and_then(|link| link.tie()).is_some_and(crate::model::Tie::is_mutual)
        };
        let all = !self.links.is_empty() && self.links.iter().all(mutual);
        let direction = if all { Direction::Forward } else { Direction::Mutual };
        (self.kind == LinkKind::Tie)
            .then(|| self.change(LinkChange::Direction(direction), "Set the direction of"))
    }

    /// Gives the tie here this kind, or draws one. `more`, or more ties than one, adds another beside them.
    pub fn tie(&self, kind: &TermId, more: bool) -> Option<Done> {
        if self.kind != LinkKind::Tie || self.has(kind).is_some() {
            return None;
        }
        let change = LinkChange::Tie(Some(kind.clone()));
        if more && !self.links.is_empty() || self.links.len() > 1 {
            return Some(self.add(&change));
        }
        Some(self.change(change, "Set the kind of"))
    }

    /// The tie of this kind here.
    pub fn has(&self, kind: &TermId) -> Option<&LinkId> {
        self.links.iter().find(|id| {
            let tie = self.project.links.get(*id).and_then(|link| link.tie()?.tie.as_ref());
            tie.is_some_and(|tie| self.project.resolve(TermKind::Tie, tie) == *kind)
        })
    }

    /// Deletes the links here.
    pub fn remove(&self) -> Option<Done> {
        if self.links.is_empty() {
            return None;
        }
        let links = self.links.iter().cloned().collect();
        Some((Edit::Delete { elements: std::iter::empty().collect(), links }, Selection::default()))
    }

    fn change(&self, change: LinkChange, verb: &str) -> Done {
        if self.links.is_empty() {
            return self.add(&change);
        }
        let ids = self.links.to_vec();
        let selection = Selection { links: ids.iter().cloned().collect(), ..Selection::default() };
        (Edit::Many(self.name(verb), vec![Edit::ChangeLinks { ids, change }]), selection)
    }

    fn add(&self, change: &LinkChange) -> Done {
        let id = LinkId::random();
        let link = Link::new(Ends::elements(self.from.clone(), self.to.clone()), Bond::new(self.kind));
        let edits = vec![
            Edit::AddLink { id: id.clone(), link, map: self.map.clone() },
            Edit::ChangeLinks { ids: vec![id.clone()], change: change.clone() },
        ];
        let selection = Selection { links: [id].into(), ..Selection::default() };
        (Edit::Many(self.name("Link"), edits), selection)
    }

    /// "Sign “Ann → Ben”".
    fn name(&self, verb: &str) -> String {
        let name = |id: &ElementId| self.project.name_of(id);
        format!("{verb} “{} → {}”", name(self.from), name(self.to))
    }
}
