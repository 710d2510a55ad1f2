//! What makes each archetype.

use std::collections::{BTreeMap, BTreeSet};

use super::kinds::{Archetype, Role};
use super::{ArchetypeMatch, Cycle};
use crate::analysis::causal::loops::LoopPolarity::{Balancing, Reinforcing};
use crate::model::{ElementId, Project};

type Roles = BTreeMap<Role, Vec<ElementId>>;

/// Every match of one archetype, in the order of the loops.
pub(super) fn find(archetype: Archetype, project: &Project, cycles: &[Cycle]) -> Vec<ArchetypeMatch> {
    let of = |kind| cycles.iter().filter(move |cycle| cycle.kind == kind).collect::<Vec<_>>();
    let (r, b) = (of(Reinforcing), of(Balancing));
    let two = |roles: Option<Roles>, loops: [&Cycle; 2]| Some(matched(archetype, roles?, &loops));
    let three = |roles: Option<Roles>, loops: [&Cycle; 3]| Some(matched(archetype, roles?, &loops));
    match archetype {
        Archetype::LimitsToGrowth => {
            each(&r, &b).filter_map(|(r, b)| two(limits_to_growth(r, b), [r, b])).collect()
        }
        Archetype::FixesThatFail => {
            each(&b, &r).filter_map(|(b, r)| two(fixes_that_fail(b, r), [b, r])).collect()
        }
        Archetype::Escalation => pairs(&b).filter_map(|(a, b)| two(two_sides(a, b), [a, b])).collect(),
        Archetype::SuccessToTheSuccessful => {
            pairs(&r).filter_map(|(a, b)| two(two_sides(a, b), [a, b])).collect()
        }
        Archetype::ErodingGoals => {
            each(&b, &b).filter_map(|(a, b)| two(eroding_goals(project, a, b), [a, b])).collect()
        }
        Archetype::ShiftingTheBurden => each(&b, &b)
            .filter(|(quick, lasting)| is_burden(quick, lasting))
            .flat_map(|(quick, lasting)| {
                r.iter()
                    .filter_map(move |r| three(shifting_the_burden(quick, lasting, r), [quick, lasting, r]))
            })
            .collect(),
        Archetype::TragedyOfTheCommons => pairs(&b)
            .filter(|(a, b)| is_common(a, b))
            .flat_map(|(a, b)| {
                let gains = pairs(&r).flat_map(|(x, y)| [(x, y), (y, x)]);
                gains.filter_map(move |(x, y)| {
                    Some(matched(archetype, tragedy((a, b), (x, y))?, &[a, b, x, y]))
                })
            })
            .collect(),
        Archetype::GrowthAndUnderinvestment => each(&r, &b)
            .filter(|(r, b)| !r.shared(b).is_empty())
            .flat_map(|(r, limit)| {
                b.iter()
                    .filter_map(move |invest| three(underinvestment(r, limit, invest), [r, limit, invest]))
            })
            .collect(),
    }
}

/// Every pair of one of `a` and another of `b`.
fn each<'a>(a: &'a [&'a Cycle], b: &'a [&'a Cycle]) -> impl Iterator<Item = (&'a Cycle, &'a Cycle)> {
    a.iter().flat_map(move |x| b.iter().map(move |y| (*x, *y))).filter(|(x, y)| x.links != y.links)
}

/// Every pair once.
fn pairs<'a>(all: &'a [&'a Cycle]) -> impl Iterator<Item = (&'a Cycle, &'a Cycle)> {
    let later = |at: usize| all.get(at + 1..).unwrap_or_default();
    all.iter().enumerate().flat_map(move |(at, x)| later(at).iter().map(move |y| (*x, *y)))
}

fn matched(archetype: Archetype, roles: Roles, cycles: &[&Cycle]) -> ArchetypeMatch {
    let links: BTreeSet<_> = cycles.iter().flat_map(|cycle| cycle.links.iter().cloned()).collect();
    ArchetypeMatch {
        archetype,
        roles,
        loops: cycles.iter().map(|cycle| cycle.label.clone()).collect(),
        links: links.into_iter().collect(),
    }
}

/// The parts, if every one has somebody to play it.
fn roles(parts: impl IntoIterator<Item = (Role, Vec<ElementId>)>) -> Option<Roles> {
    let roles: Roles = parts.into_iter().collect();
    roles.values().all(|players| !players.is_empty()).then_some(roles)
}

fn owned(elements: Vec<&ElementId>) -> Vec<ElementId> {
    elements.into_iter().cloned().collect()
}

/// A reinforcing loop, held back where it meets a balancing one that answers late.
fn limits_to_growth(r: &Cycle, b: &Cycle) -> Option<Roles> {
    if !b.is_delayed_outside(r) {
        return None;
    }
    roles([(Role::Growth, r.own(&[b])), (Role::State, owned(r.shared(b))), (Role::Limit, b.own(&[r]))])
}

/// A balancing loop whose step from problem to fix also starts a reinforcing one, with a delay on its own way.
fn fixes_that_fail(b: &Cycle, r: &Cycle) -> Option<Roles> {
    if !r.is_delayed_outside(b) {
        return None;
    }
    // The loops run together from the problem to the fix, in one stretch.
    let together: Vec<bool> = b.links.iter().map(|link| r.links.contains(link)).collect();
    let begins = |at: &usize| together[*at] && !together[(at + together.len() - 1) % together.len()];
    let starts: Vec<usize> = (0..together.len()).filter(begins).collect();
    let [start] = starts.as_slice() else { return None };
    let length = together.iter().filter(|together| **together).count();
    let at = |offset: usize| b.elements.get((start + offset) % b.elements.len());
    roles([
        (Role::Problem, vec![at(0)?.clone()]),
        (Role::Fix, (1..=length).filter_map(|offset| at(offset).cloned()).collect()),
        (Role::SideEffect, r.own(&[b])),
    ])
}

/// Two solutions of one problem, the lasting one slower.
fn is_burden(quick: &Cycle, lasting: &Cycle) -> bool {
    quick.shared(lasting).len() == 1 && lasting.is_delayed() && !quick.is_delayed()
}

/// … and a way round from the quick solution that bears on the lasting one.
fn shifting_the_burden(quick: &Cycle, lasting: &Cycle, r: &Cycle) -> Option<Roles> {
    let problem = owned(quick.shared(lasting));
    let (own_quick, own_lasting) = (quick.own(&[lasting]), lasting.own(&[quick]));
    let touches = |own: &[ElementId]| own.iter().any(|element| r.has(element));
    if !touches(&own_quick) || !touches(&own_lasting) {
        return None;
    }
    let mut parts = vec![
        (Role::Problem, problem),
        (Role::SymptomaticSolution, own_quick),
        (Role::FundamentalSolution, own_lasting),
    ];
    let side_effect = r.own(&[quick, lasting]);
    if !side_effect.is_empty() {
        parts.push((Role::SideEffect, side_effect));
    }
    roles(parts)
}

/// Two loops of one kind that meet in a single element, coming in and going out with opposite signs: what is good for
/// one side is bad for the other.
fn two_sides(a: &Cycle, b: &Cycle) -> Option<Roles> {
    let shared = a.shared(b);
    let [balance] = shared.as_slice() else { return None };
    let opposed = a.sign_into(balance)? != b.sign_into(balance)?
        && a.sign_out_of(balance)? != b.sign_out_of(balance)?;
    if !opposed {
        return None;
    }
    roles([(Role::Balance, vec![(*balance).clone()]), (Role::SideA, a.own(&[b])), (Role::SideB, b.own(&[a]))])
}

/// Two balancing loops that meet in the gap: one lowers a marked goal, the other acts, later.
fn eroding_goals(project: &Project, lowers: &Cycle, acts: &Cycle) -> Option<Roles> {
    let is_goal = |id: &ElementId| {
        project.elements.get(id).and_then(|element| element.variable()).is_some_and(|variable| variable.goal)
    };
    let goals: Vec<ElementId> =
        lowers.elements.iter().filter(|id| is_goal(id) && !acts.has(id)).cloned().collect();
    if !acts.is_delayed_outside(lowers) {
        return None;
    }
    roles([(Role::Gap, owned(lowers.shared(acts))), (Role::Goal, goals), (Role::Action, acts.own(&[lowers]))])
}

/// Two balancing loops that share a stretch on which something takes time.
fn is_common(a: &Cycle, b: &Cycle) -> bool {
    let slow = a.links.iter().zip(&a.delays).any(|(link, delay)| *delay && b.links.contains(link));
    slow && a.shared(b).len() >= 2
}

/// … each with a reinforcing loop of its own, that has nothing to do with the other.
fn tragedy((a, b): (&Cycle, &Cycle), (x, y): (&Cycle, &Cycle)) -> Option<Roles> {
    let (own_a, own_b) = (a.own(&[b]), b.own(&[a]));
    let joins = |own: &[ElementId], gain: &Cycle| own.iter().any(|element| gain.has(element));
    let apart = x.shared(y).is_empty()
        && joins(&own_a, x)
        && joins(&own_b, y)
        && !joins(&own_a, y)
        && !joins(&own_b, x);
    if !apart {
        return None;
    }
    let side = |own: Vec<ElementId>, gain: &Cycle| {
        let more = gain.elements.iter().filter(|element| !own.contains(element)).cloned().collect::<Vec<_>>();
        [own, more].concat()
    };
    roles([(Role::Commons, owned(a.shared(b))), (Role::SideA, side(own_a, x)), (Role::SideB, side(own_b, y))])
}

/// Growth held back by a strain, which an investment that has nothing to do with growth itself eases late.
fn underinvestment(r: &Cycle, limit: &Cycle, invest: &Cycle) -> Option<Roles> {
    let fits = r.shared(invest).is_empty()
        && limit.links != invest.links
        && invest.is_delayed_outside(limit)
        && !limit.shared(invest).is_empty();
    if !fits {
        return None;
    }
    roles([
        (Role::Growth, r.own(&[limit])),
        (Role::State, owned(r.shared(limit))),
        (Role::Limit, limit.own(&[r, invest]).into_iter().chain(owned(limit.shared(invest))).collect()),
        (Role::Capacity, invest.own(&[limit])),
    ])
}
