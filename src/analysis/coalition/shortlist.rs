//! A shortlist where there are too many candidates to compare all sets of: those that help most alone, the foremost holders
//! of everything that is wanted, and enough of every kind that a quota asks for. It bounds the time that a search takes.

use std::collections::BTreeSet;

use super::facts::Facts;
use super::rules::Rules;
use super::score::{Figures, Group};

/// Up to so many candidates nobody is passed over.
const LONGEST: usize = 400;
/// So many of those who help most alone stay.
const ALONE: usize = 200;
/// So many holders of each wish stay, and so many of each quota.
const FOREMOST: usize = 20;

/// Takes the candidates off the rules that the search passes over, and keeps them as such. Takes O(n) scores and O(n · t)
/// levels for n candidates and t wishes. Ties go to the smaller number.
pub(super) fn shorten(facts: &Facts, figures: &Figures, rules: &mut Rules) {
    if rules.free.len() <= LONGEST {
        return;
    }
    let root = Group::of(facts, figures, &rules.required);
    let alone: Vec<(f64, usize)> =
        rules.free.iter().map(|actor| (root.score(Some(*actor)), *actor)).collect();
    let mut kept: BTreeSet<usize> = foremost(alone.clone(), ALONE).collect();
    for wish in 0..facts.wanted.len() {
        let holders = rules.free.iter().map(|actor| (figures.levels[*actor][wish], *actor)).collect();
        kept.extend(foremost(holders, FOREMOST));
    }
    for quota in &rules.quotas {
        let of = alone.iter().filter(|(_, actor)| quota.of.contains(*actor)).copied().collect();
        kept.extend(foremost(of, FOREMOST));
    }
    let (free, passed_over) = std::mem::take(&mut rules.free).into_iter().partition(|id| kept.contains(id));
    rules.free = free;
    rules.passed_over = passed_over;
}

/// The first `count` by falling value.
fn foremost(mut of: Vec<(f64, usize)>, count: usize) -> impl Iterator<Item = usize> {
    of.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    of.into_iter().take(count).map(|(_, actor)| actor)
}
