//! Looking for the best set: every set where that is cheap, else greedily with exchanges.
//!
//! Greedy choice keeps at least 1 − 1/e of the best value for the part that has diminishing returns (Nemhauser, Wolsey
//! and Fisher 1978); exchanging single members then repairs most of what it missed. Ties go to the smaller id, so the
//! same project gives the same answer.

use super::facts::Facts;
use super::rules::Rules;
use super::score::{Figures, Group};
use crate::analysis::Watch;

/// Gains below this are rounding.
const ROUNDING: f64 = 1e-12;
/// Up to so many free candidates every set is tried.
const FEW: usize = 15;

/// The best set found of one size.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Best {
    /// In order.
    pub members: Vec<usize>,
    /// The score, less what broken rules cost.
    pub value: f64,
}

/// The best set of each size from the required ones to the most members; the first entry has at least one member.
pub(super) fn by_size(facts: &Facts, figures: &Figures, rules: &Rules, watch: &Watch) -> Vec<Best> {
    if rules.free.len() <= FEW { exact(facts, figures, rules) } else { greedy(facts, figures, rules, watch) }
}

/// The best of the sets with an allowed size; the smaller one where two are equal.
pub(super) fn best_of<'b>(sizes: &'b [Best], rules: &Rules) -> Option<&'b Best> {
    let largest = sizes.last().map_or(0, |best| best.members.len());
    let allowed = sizes.iter().filter(|best| best.members.len() >= rules.min.min(largest));
    allowed.fold(None, |best: Option<&Best>, next| match best {
        Some(best) if next.value <= best.value + ROUNDING => Some(best),
        _ => Some(next),
    })
}

/// Grows the set one by one, exchanging members after each step until no exchange gains.
///
/// Takes O(k³ · n) scores at the most seen for n candidates and k members; usually two rounds of k · n.
pub(super) fn greedy(facts: &Facts, figures: &Figures, rules: &Rules, watch: &Watch) -> Vec<Best> {
    let mut group = Group::of(facts, figures, &rules.required);
    let mut sizes = Vec::new();
    loop {
        if !group.members.is_empty() {
            let mut members = group.members.clone();
            members.sort_unstable();
            sizes.push(Best { value: rules.value(&group, None), members });
        }
        if group.members.len() >= rules.max || watch.is_cancelled() {
            return sizes;
        }
        let Some((_, next)) = best_addition(&group, rules, f64::NEG_INFINITY) else { return sizes };
        group.add(next);
        exchange(facts, figures, rules, &mut group, watch);
    }
}

/// The free candidate that makes the best group, if better than `least`.
fn best_addition(group: &Group<'_>, rules: &Rules, least: f64) -> Option<(f64, usize)> {
    let mut best: Option<(f64, usize)> = None;
    for &actor in rules.free.iter().filter(|actor| !group.bits.contains(**actor)) {
        let value = rules.value(group, Some(actor));
        if value > best.map_or(least, |(value, _)| value) + ROUNDING {
            best = Some((value, actor));
        }
    }
    best
}

/// Exchanges one member for one outside, the best pair first, until nothing gains.
fn exchange<'a>(facts: &'a Facts, figures: &'a Figures, rules: &Rules, group: &mut Group<'a>, watch: &Watch) {
    loop {
        let mut best: Option<(f64, usize, usize)> = None;
        let now = rules.value(group, None);
        let mut leaving = group.members.clone();
        leaving.sort_unstable();
        leaving.retain(|member| !rules.required.contains(member));
        for out in leaving {
            if watch.is_cancelled() {
                return;
            }
            let rest = without(facts, figures, &group.members, out);
            let least = best.map_or(now, |(value, ..)| value);
            if let Some((value, into)) = best_addition(&rest, rules, least) {
                best = Some((value, out, into));
            }
        }
        let Some((_, out, into)) = best else { return };
        *group = without(facts, figures, &group.members, out);
        group.add(into);
    }
}

/// The group without one member.
pub(super) fn without<'a>(
    facts: &'a Facts,
    figures: &'a Figures,
    members: &[usize],
    out: usize,
) -> Group<'a> {
    let rest: Vec<usize> = members.iter().copied().filter(|member| *member != out).collect();
    Group::of(facts, figures, &rest)
}

/// Tries every set. Takes O(2ⁿ) scores for n free candidates.
pub(super) fn exact(facts: &Facts, figures: &Figures, rules: &Rules) -> Vec<Best> {
    let group = Group::of(facts, figures, &rules.required);
    let mut best: Vec<Option<Best>> = vec![None; rules.max + 1];
    try_all(&group, &rules.free, rules, &mut best);
    best.into_iter().flatten().filter(|best| !best.members.is_empty()).collect()
}

/// Tries the group and everything it can grow into with actors of `free`.
fn try_all(group: &Group<'_>, free: &[usize], rules: &Rules, best: &mut [Option<Best>]) {
    if let Some(place) = best.get_mut(group.members.len()) {
        let value = rules.value(group, None);
        if place.as_ref().is_none_or(|best| value > best.value + ROUNDING) {
            let mut members = group.members.clone();
            members.sort_unstable();
            *place = Some(Best { members, value });
        }
    }
    if group.members.len() >= rules.max {
        return;
    }
    for (at, actor) in free.iter().enumerate() {
        let mut larger = group.clone();
        larger.add(*actor);
        try_all(&larger, free.get(at + 1..).unwrap_or_default(), rules, best);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::super::partners::PartnerOptions;
    use super::super::rules::rules;
    use super::super::score::weights;
    use super::*;
    use crate::model::{Actor, Body, Bond, Element, ElementKind, Ends, Link, Project, Rating, Tie};

    /// Sector, interest, influence, alignment and two asset levels.
    type Tags = (u8, u8, u8, i8, u8, u8);

    fn project(actors: &[Tags], ties: &[(usize, usize)]) -> Project {
        let id = |number: usize| format!("e_{number:02}");
        let mut project = Project::default();
        for (number, (sector, interest, influence, alignment, policy, capital)) in actors.iter().enumerate() {
            let rating = Rating {
                interest: Some(f64::from(*interest)),
                influence: Some(f64::from(*influence)),
                alignment: Some(f64::from(*alignment)),
                ..Rating::default()
            };
            let actor = Actor {
                sector: Some(format!("t_sector{sector}").as_str().into()),
                assets: [("t_policy".into(), f64::from(*policy)), ("t_capital".into(), f64::from(*capital))]
                    .into(),
                ratings: [("s_a".into(), rating)].into(),
                ..Actor::default()
            };
            let mut element = Element::new(ElementKind::Actor, id(number));
            element.body = Body::Actor(actor);
            project.elements.insert(id(number).as_str().into(), Arc::new(element));
        }
        for (number, (from, to)) in ties.iter().enumerate() {
            let place = |at: &usize| id(at % actors.len()).as_str().into();
            let link = Link::new(Ends::elements(place(from), place(to)), Bond::Tie(Tie::default()));
            project.links.insert(format!("l_{number:02}").as_str().into(), Arc::new(link));
        }
        project
    }

    proptest! {
        #[test]
        fn greedy_with_exchanges_comes_near_the_best_of_all_sets(
            actors in prop::collection::vec((0_u8..4, 1_u8..=5, 1_u8..=5, -2_i8..=2, 0_u8..=100, 0_u8..=100), 4..11),
            ties in prop::collection::vec((0_usize..10, 0_usize..10), 0..16),
        ) {
            let project = project(&actors, &ties);
            let mut facts = Facts::new(&project, None);
            facts.kinds = facts.sectors.len();
            let figures = Figures::new(&facts, &weights(&facts, None), |_| 0.0);
            let options = PartnerOptions { min: Some(1), max: Some(5), ..PartnerOptions::default() };
            let rules = rules(&project, &facts, None, &options);
            let all = exact(&facts, &figures, &rules);
            let some = greedy(&facts, &figures, &rules, &Watch::default());
            prop_assert_eq!(all.len(), some.len());
            for (best, found) in all.iter().zip(&some) {
                prop_assert_eq!(best.members.len(), found.members.len());
                prop_assert!(found.value <= best.value + 1e-9);
                prop_assert!(found.value >= best.value - 0.05, "{found:?} instead of {best:?}");
            }
            // The sums that grow with a group are those of the group made at once.
            for found in &some {
                let whole = Group::of(&facts, &figures, &found.members);
                for out in &found.members {
                    let rest = without(&facts, &figures, &found.members, *out);
                    prop_assert!((rest.score(Some(*out)) - whole.score(None)).abs() < 1e-9);
                }
            }
        }
    }
}
