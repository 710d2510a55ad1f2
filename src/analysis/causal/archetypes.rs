//! System archetypes: pairs and threes of loops whose joint shape is known for its troubles.
//!
//! A match is a hypothesis. The rules are structural, after Wolstenholme 2003 ("Towards the definition and use of a core
//! set of archetypal structures in system dynamics") and Senge 1990 ("The fifth discipline"), as searched for by
//! Schoenenberger, Schmid & Schwaninger 2015 ("Towards the algorithmic detection of archetypal structures in system
//! dynamics"): they look at which loops share what, at the signs with which they meet, and at delays.

mod kinds;
mod rules;

use std::collections::BTreeMap;

use serde::Serialize;

use super::loops::{LoopOptions, LoopPolarity, Loops, loops_of_map};
use crate::analysis::Watch;
use crate::model::{Causal, ElementId, LinkId, MapId, Polarity, Project};

pub use kinds::{Archetype, Role};

/// Longer loops are not looked at.
const LONGEST: usize = 8;
/// How many loops are looked at, shortest first.
const MOST_LOOPS: usize = 120;
/// How many matches of each archetype are listed.
const MOST_MATCHES: usize = 40;

/// Loops that together have the shape of an archetype.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArchetypeMatch {
    /// Which archetype.
    pub archetype: Archetype,
    /// Who plays which part.
    pub roles: BTreeMap<Role, Vec<ElementId>>,
    /// The labels of the loops.
    pub loops: Vec<String>,
    /// The links of all the loops, each once, by id.
    pub links: Vec<LinkId>,
}

/// What [`archetypes`] gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Archetypes {
    /// The matches, by archetype, then by the loops' order.
    pub matches: Vec<ArchetypeMatch>,
    /// How many loops were looked at.
    pub looked_at: usize,
    /// Every loop of up to eight links was looked at, and every match is listed.
    pub complete: bool,
}

/// A loop with what the rules ask of it.
struct Cycle {
    label: String,
    kind: LoopPolarity,
    elements: Vec<ElementId>,
    links: Vec<LinkId>,
    signs: Vec<Polarity>,
    delays: Vec<bool>,
}

impl Cycle {
    fn has(&self, element: &ElementId) -> bool {
        self.elements.contains(element)
    }

    fn is_delayed(&self) -> bool {
        self.delays.iter().any(|delay| *delay)
    }

    /// Some link that `other` does not have is delayed.
    fn is_delayed_outside(&self, other: &Self) -> bool {
        self.links.iter().zip(&self.delays).any(|(link, delay)| *delay && !other.links.contains(link))
    }

    /// What both pass, in this loop's order.
    fn shared<'a>(&'a self, other: &Self) -> Vec<&'a ElementId> {
        self.elements.iter().filter(|element| other.has(element)).collect()
    }

    /// What only this loop passes.
    fn own(&self, others: &[&Self]) -> Vec<ElementId> {
        let is_own = |element: &&ElementId| others.iter().all(|other| !other.has(element));
        self.elements.iter().filter(is_own).cloned().collect()
    }

    /// The sign with which the loop comes into an element.
    fn sign_into(&self, element: &ElementId) -> Option<Polarity> {
        let at = self.elements.iter().position(|other| other == element)?;
        self.signs.get((at + self.signs.len() - 1) % self.signs.len().max(1)).copied()
    }

    /// The sign with which it goes on.
    fn sign_out_of(&self, element: &ElementId) -> Option<Polarity> {
        let at = self.elements.iter().position(|other| other == element)?;
        self.signs.get(at).copied()
    }
}

/// Finds archetypes among the shortest loops of the project, or of a map.
///
/// O(l³) for the archetypes of three loops, with l ≤ 120 loops of at most eight links.
pub fn archetypes(project: &Project, map: Option<&MapId>, watch: &Watch) -> Archetypes {
    let options = LoopOptions { map: map.cloned(), max_length: Some(LONGEST), ..LoopOptions::default() };
    let found = loops_of_map(project, &options, watch);
    let is_whole = found.limit.as_ref().is_none_or(|limit| limit.complete_to_length >= LONGEST);
    let (cycles, all) = cycles(project, found);
    let mut matches = Vec::new();
    let mut complete = is_whole && all;
    for archetype in Archetype::ALL {
        if watch.is_cancelled() {
            complete = false;
            break;
        }
        let mut of_kind = rules::find(archetype, project, &cycles);
        complete &= of_kind.len() <= MOST_MATCHES;
        of_kind.truncate(MOST_MATCHES);
        matches.extend(of_kind);
    }
    Archetypes { matches, looked_at: cycles.len(), complete }
}

/// The loops whose kind is known, and whether that is all of them.
fn cycles(project: &Project, found: Loops) -> (Vec<Cycle>, bool) {
    let complete_to = found.limit.map_or(usize::MAX, |limit| limit.complete_to_length);
    let known: Vec<_> = found
        .loops
        .into_iter()
        .filter(|one| one.length <= complete_to && one.polarity != LoopPolarity::Unknown)
        .collect();
    let all = known.len() <= MOST_LOOPS;
    let causal = |id: &LinkId| project.links.get(id).and_then(|link| link.causal());
    let cycle = |one: super::loops::FeedbackLoop| Cycle {
        signs: one
            .links
            .iter()
            .map(|id| causal(id).map_or(Polarity::Unknown, Causal::effective_polarity))
            .collect(),
        delays: one.links.iter().map(|id| causal(id).is_some_and(|c| c.delay)).collect(),
        label: one.label,
        kind: one.polarity,
        elements: one.elements,
        links: one.links,
    };
    (known.into_iter().take(MOST_LOOPS).map(cycle).collect(), all)
}
