//! Minimal covers against every set, and "why not?" against the search itself.

use std::collections::BTreeSet;
use std::sync::Arc;

use linchpin::analysis::{
    ChangedTag, PartnerOptions, Watch, covers, evaluate, partners, suggested_seats, templates, why_not,
};
use linchpin::model::{
    Body, Bond, Coalition, Element, ElementId, ElementKind, End, Ends, Lever, LeverKind, Link, Project,
    Quota, Target, TermKind,
};

use crate::many;

fn options() -> PartnerOptions {
    PartnerOptions { trials: 0, alternatives: 1, max: Some(5), ..PartnerOptions::default() }
}

fn members(project: &Project) -> (BTreeSet<ElementId>, f64) {
    let best = partners(project, &options(), &Watch::default()).suggestions.swap_remove(0);
    (best.members.into_iter().map(|member| member.id).collect(), best.score)
}

#[test]
fn minimal_covers_are_those_that_trying_every_set_finds() {
    for count in [6, 9, 12] {
        let project = many(count);
        let found = covers(&project, &options(), &Watch::default());
        assert!(found.complete);
        let held: Vec<BTreeSet<&str>> = project
            .elements
            .values()
            .map(|element| {
                let levels = element.actor().unwrap().assets.iter().filter(|(_, level)| **level >= 45.0);
                levels.map(|(id, _)| linchpin::model::Id::as_str(id)).collect()
            })
            .collect();
        let all: BTreeSet<&str> = held.iter().flatten().copied().collect();
        let covered = |set: usize| -> BTreeSet<&str> {
            (0..count).filter(|at| set >> at & 1 == 1).flat_map(|at| held[at].iter().copied()).collect()
        };
        let ids: Vec<&ElementId> = project.elements.keys().collect();
        let mut expected: Vec<Vec<ElementId>> = (1..1_usize << count)
            .filter(|set| set.count_ones() <= 5 && covered(*set) == all)
            .filter(|set| {
                (0..count).filter(|at| set >> at & 1 == 1).all(|at| covered(set & !(1 << at)) != all)
            })
            .map(|set| (0..count).filter(|at| set >> at & 1 == 1).map(|at| ids[at].clone()).collect())
            .collect();
        let mut sets = found.sets.clone();
        assert!(sets.windows(2).all(|pair| pair[0].len() <= pair[1].len()), "the smallest first");
        sets.sort();
        expected.sort();
        assert_eq!(sets, expected, "{count} actors");
    }
}

#[test]
fn the_swap_loses_what_the_sentence_says_and_the_change_brings_the_actor_in() {
    let project = many(12);
    let (best, score) = members(&project);
    let mut brought_in = 0;
    for id in project.elements.keys() {
        let answer = why_not(&project, &options(), id, &Watch::default()).unwrap();
        assert_eq!(answer.is_in, best.contains(id));
        let (Some(out), Some(loss)) = (&answer.swap, answer.loss) else { continue };
        // The score after the swap, by asking for exactly that set.
        let mut swapped: BTreeSet<ElementId> = best.iter().filter(|member| *member != out).cloned().collect();
        swapped.insert(id.clone());
        let size = Some(swapped.len());
        let asked = PartnerOptions { require: swapped, min: size, max: size, ..options() };
        let after = partners(&project, &asked, &Watch::default()).suggestions.swap_remove(0).score;
        assert!((score - after - loss).abs() < 1e-9, "{}", answer.sentence);
        let Some(change) = &answer.change else { continue };
        let mut changed = project.clone();
        let mut element = Element::clone(&project.elements[id]);
        let Body::Actor(actor) = &mut element.body else { panic!("an actor") };
        match &change.tag {
            ChangedTag::Asset(asset) => {
                actor.assets.insert(asset.clone(), change.to);
            }
            ChangedTag::Lever(end) => panic!("no lever is wanted, not {end:?}"),
            ChangedTag::Rating(scale) => {
                for rating in actor.ratings.values_mut() {
                    rating.set(*scale, Some(change.to));
                }
            }
        }
        // A rating that nobody gave moves the mean that stands in for others: then the promise is only about this one.
        let is_new = matches!(&change.tag, ChangedTag::Rating(scale) if project.elements[id].actor().unwrap().spread(*scale).is_none());
        changed.elements.insert(id.clone(), Arc::new(element));
        if !is_new {
            assert!(members(&changed).0.contains(id), "{}", answer.sentence);
            brought_in += 1;
        }
    }
    assert!(brought_in > 0, "no actor could be brought in");
}

#[test]
fn who_must_stay_out_is_told_by_the_rule() {
    let project = many(8);
    let id = project.elements.keys().next().unwrap();
    let asked = PartnerOptions { exclude: [id.clone()].into(), ..options() };
    let answer = why_not(&project, &asked, id, &Watch::default()).unwrap();
    assert!(answer.sentence.ends_with("must stay out: that is a rule, not a score."));
    assert!(why_not(&project, &asked, &"e_nowhere".into(), &Watch::default()).is_none());
    assert!(covers(&Project::default(), &asked, &Watch::default()).sets.is_empty());
}

/// The project with a variable that two actors hold: one controls it, one influences it; and a coalition that wants it.
fn with_lever(count: usize) -> (Project, ElementId, ElementId) {
    let mut project = many(count);
    let ids: Vec<ElementId> = project.elements.keys().cloned().collect();
    let (controls, influences) = (ids[0].clone(), ids[1].clone());
    let variable: ElementId = "e_zz_variable".into();
    project.elements.insert(variable.clone(), Arc::new(Element::new(ElementKind::Variable, "Price")));
    for (name, who, kind) in
        [("l_zz_1", &controls, LeverKind::Controls), ("l_zz_2", &influences, LeverKind::Influences)]
    {
        let lever = Lever { lever: Some(kind), strength: Some(4.0) };
        let ends = Ends { from: who.clone(), to: End::Element(variable.clone()) };
        project.links.insert(name.into(), Arc::new(Link::new(ends, Bond::Lever(lever))));
    }
    let wish = Target { target: Some(1.2), weight: Some(2.0), ..Target::default() };
    let coalition = Coalition {
        name: "Price".to_owned(),
        levers: [(End::Element(variable), wish)].into(),
        wanted: [("t_policy".into(), Target { weight: Some(0.0), ..Target::default() })].into(),
        ..Coalition::default()
    };
    project.coalitions.insert("k_zz".into(), Arc::new(coalition));
    (project, controls, influences)
}

#[test]
fn a_wanted_lever_counts_by_who_controls_and_who_influences_it() {
    let (project, controls, influences) = with_lever(8);
    let asked = PartnerOptions { coalition: Some("k_zz".into()), ..options() };
    // Strength 4 of 5: controls 0.8, influences half of that, 1.2 together: all that is wanted.
    for (members, held) in
        [(vec![&controls], 0.8), (vec![&influences], 0.4), (vec![&controls, &influences], 1.2)]
    {
        let members = members.into_iter().cloned().collect();
        let set = evaluate(&project, &asked, &members).unwrap();
        assert_eq!(set.supply.len(), 1, "an asset of no weight is not wanted");
        assert!((set.supply[0].held - held).abs() < 1e-9, "{:?}", set.supply);
        let coverage = set.parts[&linchpin::analysis::Part::Coverage];
        assert!((coverage - held / 1.2).abs() < 1e-9, "{coverage}");
        assert_eq!(set.gaps.is_empty(), held >= 1.2);
        if let Some(gap) = set.gaps.first() {
            assert!(gap.asset.is_none() && gap.lever.is_some());
        }
    }
    let best = partners(&project, &asked, &Watch::default()).suggestions.swap_remove(0);
    assert!(best.members.iter().any(|member| member.id == controls
        && member.reasons.iter().any(|reason| reason == "Only holder of a lever on Price (80)")));
}

#[test]
fn covers_keep_the_quotas_that_no_further_member_could_repair() {
    let mut project = many(12);
    let asked = PartnerOptions { coalition: Some("k_zz".into()), max: Some(4), ..options() };
    project.coalitions.insert("k_zz".into(), Arc::new(Coalition::default()));
    let free = covers(&project, &asked, &Watch::default());
    let sector = |id: &ElementId| project.elements[id].actor().unwrap().sector.clone();
    let one = free.sets.iter().flatten().find_map(&sector).expect("somebody has a sector");
    let none = Quota { max: Some(0.0), ..Quota::default() };
    let quotas = [(one.clone(), none)].into();
    let mut limited = project.clone();
    limited.coalitions.insert("k_zz".into(), Arc::new(Coalition { quotas, ..Coalition::default() }));
    let kept = covers(&limited, &asked, &Watch::default());
    assert!(kept.sets.len() < free.sets.len());
    assert!(kept.sets.iter().flatten().all(|id| sector(id).as_ref() != Some(&one)));
    let expected: Vec<_> = free
        .sets
        .iter()
        .filter(|set| set.iter().all(|id| sector(id).as_ref() != Some(&one)))
        .cloned()
        .collect();
    assert_eq!(kept.sets, expected);
}

#[test]
fn twenty_two_candidates_are_tried_one_by_one_and_no_other_set_is_better() {
    let project = many(22);
    let asked = PartnerOptions { alternatives: 5, max: Some(4), min: Some(4), ..options() };
    let found = partners(&project, &asked, &Watch::default());
    assert!(found.exact);
    assert_eq!(found.candidates, 22);
    let ids: Vec<ElementId> = project.elements.keys().cloned().collect();
    let best = found.suggestions[0].score;
    let mut tried = 0;
    // A sample of all sets of four, in a fixed stride so that the test stays fast.
    for bits in (0_u32..1 << 22).filter(|bits| bits.count_ones() == 4).step_by(37) {
        let members = (0..22).filter(|at| bits >> at & 1 == 1).map(|at| ids[at].clone()).collect();
        assert!(evaluate(&project, &asked, &members).unwrap().score <= best + 1e-9);
        tried += 1;
    }
    assert!(tried > 100);
    // The alternatives share at most 0.7 with each other.
    let sets: Vec<BTreeSet<&ElementId>> =
        found.suggestions.iter().map(|set| set.members.iter().map(|member| &member.id).collect()).collect();
    for (at, one) in sets.iter().enumerate() {
        for other in &sets[at + 1..] {
            let shared = one.intersection(other).count() as f64 / one.union(other).count() as f64;
            assert!(shared <= 0.7 + 1e-9);
        }
    }
    assert!(!partners(&many(23), &asked, &Watch::default()).exact);
}

#[test]
fn every_community_organisation_is_suggested_a_seat() {
    let mut project = many(9);
    for (at, id) in project.elements.keys().cloned().collect::<Vec<_>>().into_iter().enumerate() {
        let mut element = Element::clone(&project.elements[&id]);
        let Body::Actor(actor) = &mut element.body else { panic!("an actor") };
        actor.sector = Some(if at < 3 { "t_community".into() } else { "t_company".into() });
        project.elements.insert(id, Arc::new(element));
    }
    let all: BTreeSet<ElementId> = project.elements.keys().cloned().collect();
    let set = evaluate(&project, &options(), &all).unwrap();
    let seats = suggested_seats(&project, &set, 5);
    assert_eq!(seats.len(), 5);
    let sector = |id: &ElementId| project.elements[id].actor().unwrap().sector.clone().unwrap();
    assert_eq!(seats.iter().filter(|id| sector(id) == "t_community".into()).count(), 3);
    assert_eq!(suggested_seats(&project, &set, 1).len(), 4, "no sector goes without");
}

#[test]
fn templates_want_assets_that_the_vocabulary_knows() {
    let project = Project::default();
    for template in templates() {
        assert!(template.wanted.iter().all(|(id, target, weight)| {
            project.knows_word(TermKind::Asset, &(*id).into()) && *target > 0.0 && *weight > 0.0
        }));
    }
}
