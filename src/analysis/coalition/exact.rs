//! Every set of partners, with its value: what there is to choose from while there are few candidates.
//!
//! Sets are numbered by which of the free candidates are in, so that likeness to another set is a count of bits, and one
//! walk through all of them serves the best set, the other suggestions and every size.

use rayon::prelude::*;

use super::facts::Facts;
use super::rules::{ALIKE, BROKEN_RULE, Rules};
use super::score::{Figures, Group};
use super::search::Best;
use crate::analysis::Watch;

/// Up to so many free candidates every set is tried …
const FEW: usize = 22;
/// … unless there are more sets than this with an allowed size.
const MANY_SETS: u64 = 2_000_000;
/// Gains below this are rounding.
const ROUNDING: f64 = 1e-12;

/// A set: which of the free candidates are in besides the required ones, and its score less what broken rules cost.
#[derive(Clone, Copy, Debug)]
struct Tried {
    free: u32,
    value: f64,
}

/// Every set from the required ones to the most members.
pub(super) struct Catalogue {
    required: Vec<usize>,
    free: Vec<usize>,
    /// In the order of a walk that takes in candidates by number, each set before the larger ones that it grows into.
    tried: Vec<Tried>,
}

impl Catalogue {
    /// There are few enough sets to try them all.
    pub fn is_small(rules: &Rules) -> bool {
        let count = rules.free.len();
        if count > FEW {
            return false;
        }
        let most = rules.max.saturating_sub(rules.required.len()).min(count);
        let mut of_size = 1_u64;
        let mut sets = 1_u64;
        for size in 1..=most {
            of_size = of_size * (count - size + 1) as u64 / size as u64;
            sets += of_size;
        }
        sets <= MANY_SETS
    }

    /// Tries every set. Takes O(s) scores for s sets with an allowed size. Sets in `known` are not looked at here. A
    /// cancelled watch ends the walk early.
    pub fn new(facts: &Facts, figures: &Figures, rules: &Rules, watch: &Watch) -> Self {
        let bare = Rules { known: Vec::new(), ..rules.clone() };
        let root = Group::of(facts, figures, &rules.required);
        let mut tried = vec![Tried { free: 0, value: bare.value(&root, None) }];
        if root.members.len() < rules.max {
            let branches: Vec<Vec<Tried>> = (0..rules.free.len())
                .into_par_iter()
                .map(|first| {
                    let mut tried = Vec::new();
                    walk_from(&root, 0, first, &bare, watch, &mut tried);
                    tried
                })
                .collect();
            tried.extend(branches.into_iter().flatten());
        }
        Self { required: rules.required.clone(), free: rules.free.clone(), tried }
    }

    /// The best set of each size, where likeness to the known sets of `rules` costs by its excess; the first of equals.
    pub fn by_size(&self, rules: &Rules) -> Vec<Best> {
        let known: Vec<u32> = rules
            .known
            .iter()
            .map(|known| {
                let members = self.free.iter().enumerate().filter(|(_, actor)| known.contains(**actor));
                members.fold(0, |bits, (at, _)| bits | 1 << at)
            })
            .collect();
        let required = self.required.len() as u32;
        let value = |set: &Tried| {
            let excess: f64 = known
                .iter()
                .map(|known| {
                    let both = required + (set.free & known).count_ones();
                    let either = required + (set.free | known).count_ones();
                    (f64::from(both) / f64::from(either.max(1)) - ALIKE).max(0.0)
                })
                .sum();
            set.value - BROKEN_RULE * excess
        };
        let mut best: Vec<Option<Tried>> = vec![None; self.free.len() + 1];
        for set in &self.tried {
            let found = Tried { value: value(set), ..*set };
            if let Some(place) = best.get_mut(set.free.count_ones() as usize)
                && place.as_ref().is_none_or(|best| found.value > best.value + ROUNDING)
            {
                *place = Some(found);
            }
        }
        let sets = best.into_iter().flatten().map(|set| {
            let chosen = self.free.iter().enumerate().filter(|(at, _)| set.free >> at & 1 == 1);
            let mut members: Vec<usize> =
                self.required.iter().copied().chain(chosen.map(|(_, actor)| *actor)).collect();
            members.sort_unstable();
            Best { members, value: set.value }
        });
        sets.filter(|best| !best.members.is_empty()).collect()
    }
}

/// Tries the group with the candidate of this number, and everything that it grows into with later ones.
fn walk_from(group: &Group<'_>, free: u32, at: usize, rules: &Rules, watch: &Watch, tried: &mut Vec<Tried>) {
    let Some(actor) = rules.free.get(at).copied() else { return };
    let free = free | 1 << at;
    tried.push(Tried { free, value: rules.value(group, Some(actor)) });
    if group.members.len() + 1 >= rules.max || at + 1 >= rules.free.len() || watch.is_cancelled() {
        return;
    }
    let mut larger = group.clone();
    larger.add(actor);
    for next in at + 1..rules.free.len() {
        walk_from(&larger, free, next, rules, watch, tried);
    }
}
