//! Minimal covers against every set, and "why not?" against the search itself.

use std::collections::BTreeSet;
use std::sync::Arc;

use linchpin::analysis::{ChangedTag, PartnerOptions, Watch, covers, partners, why_not};
use linchpin::model::{Body, Element, ElementId, Project};

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
