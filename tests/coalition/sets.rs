//! Sets of partners against every set there is, and what is said of their members against the facts themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use linchpin::analysis::{PartnerOptions, Standing, Suggestion, Watch, evaluate, partners};
use linchpin::model::{Actor, Body, Element, ElementId, Id as _, Project, Rating, Scale, TermKind};

use crate::many;

fn actor<'p>(project: &'p Project, id: &ElementId) -> &'p Actor {
    project.elements[id].actor().unwrap()
}

/// Every set of so many of the candidates.
fn sets(ids: &[ElementId], size: u32) -> Vec<BTreeSet<ElementId>> {
    let chosen = |bits: u32| (0..ids.len()).filter(move |at| bits >> at & 1 == 1);
    let all = (0_u32..1 << ids.len()).filter(|bits| bits.count_ones() == size);
    all.map(|bits| chosen(bits).map(|at| ids[at].clone()).collect()).collect()
}

#[test]
fn no_set_of_any_size_is_better_than_the_one_that_is_suggested() {
    for count in [5, 8, 11] {
        let project = many(count);
        let options = PartnerOptions { min: Some(2), max: Some(5), trials: 0, ..PartnerOptions::default() };
        let found = partners(&project, &options, &Watch::default());
        assert!(found.exact, "{count} candidates");
        let ids: Vec<ElementId> = project.elements.keys().cloned().collect();
        let mut best_of_all = f64::MIN;
        for size in &found.by_size {
            let scores = sets(&ids, size.size as u32).into_iter();
            let best =
                scores.map(|set| evaluate(&project, &options, &set).unwrap().score).fold(f64::MIN, f64::max);
            assert!((best - size.score).abs() < 1e-9, "{} of {count}: {best}, not {}", size.size, size.score);
            best_of_all = if size.size >= 2 { best_of_all.max(best) } else { best_of_all };
        }
        assert!((found.suggestions[0].score - best_of_all).abs() < 1e-9, "{count} candidates");
    }
}

/// The sentences about one member of a set that speak of assets, ratings and sectors, made anew from the project.
fn facts(project: &Project, set: &Suggestion, id: &ElementId) -> BTreeSet<String> {
    let level = |who: &ElementId, asset| actor(project, who).assets.get(asset).copied().unwrap_or(0.0);
    let mean = |who: &ElementId, scale: Scale| {
        let ratings = actor(project, who).ratings.values().filter_map(|rating: &Rating| rating.get(scale));
        let ratings: Vec<f64> = ratings.collect();
        (!ratings.is_empty()).then(|| ratings.iter().sum::<f64>() / ratings.len() as f64)
    };
    let others: Vec<&ElementId> =
        set.members.iter().map(|member| &member.id).filter(|other| *other != id).collect();
    let mut said = BTreeSet::new();
    for supply in &set.supply {
        let asset = supply.asset.as_ref().unwrap();
        let (own, name) = (level(id, asset), &supply.name);
        if own < 45.0 {
            continue;
        }
        let holders = project.elements.keys().filter(|who| level(who, asset) >= 45.0).count();
        if holders == 1 {
            said.insert(format!("Only holder of {name} ({own})"));
        } else if others.iter().all(|other| level(other, asset) < 45.0) {
            said.insert(format!("Only member who holds {name} ({own})"));
        } else if others.iter().map(|other| level(other, asset) / 100.0).sum::<f64>() < supply.target {
            said.insert(format!("Adds {name} ({own}) to the group"));
        }
    }
    let sector = actor(project, id).sector.as_ref().unwrap();
    if others.iter().all(|other| actor(project, other).sector.as_ref() != Some(sector)) {
        said.insert(format!("Only member from the {} sector", project.word(TermKind::Sector, sector)));
    }
    if let Some(interest) = mean(id, Scale::Interest).filter(|interest| *interest >= 3.5) {
        said.insert(format!("Interest {interest} of 5"));
    }
    let alignment = mean(id, Scale::Alignment).unwrap_or(0.0);
    if let Some(influence) = mean(id, Scale::Influence).filter(|influence| *influence >= 3.5) {
        let stance = if alignment > 0.0 { " and in favour" } else { "" };
        said.insert(format!("Influence {influence} of 5{stance}"));
    }
    if alignment < 0.0 {
        said.insert(format!("Stands against it (alignment {}), so expect objections", words(alignment)));
    }
    said
}

/// With the sign that people print.
fn words(number: f64) -> String {
    number.to_string().replace('-', "−")
}

#[test]
fn what_is_said_of_a_member_is_what_the_map_says() {
    let (mut seen, mut kinds) = (0, BTreeSet::new());
    for count in [9, 14, 20, 31] {
        let project = many(count);
        let options = PartnerOptions { trials: 0, ..PartnerOptions::default() };
        let found = partners(&project, &options, &Watch::default());
        for set in &found.suggestions {
            let ids: BTreeSet<ElementId> = set.members.iter().map(|member| member.id.clone()).collect();
            for member in &set.members {
                // The marginal value is the score less the score of the others.
                let rest = ids.iter().filter(|id| **id != member.id).cloned().collect();
                let without = evaluate(&project, &options, &rest).unwrap().score;
                assert!((set.score - without - member.marginal).abs() < 1e-9, "{}", member.name);
                let told: BTreeSet<String> = member
                    .reasons
                    .iter()
                    .map(|reason| reason.replace('-', "−"))
                    .filter(|said| {
                        !["Tied ", "Joins ", "Raises ", "Lowers "].iter().any(|verb| said.starts_with(verb))
                    })
                    .collect();
                assert_eq!(told, facts(&project, set, &member.id), "{} of {count}", member.name);
                seen += told.len();
                kinds.extend(told.iter().map(|said| said.split(' ').take(2).collect::<Vec<_>>().join(" ")));
                // A number of ties is that of the links.
                let tied = member.reasons.iter().find_map(|said| {
                    let (tied, of) = said.strip_prefix("Tied to ")?.split_once(" of the other ")?;
                    Some((tied.parse::<usize>().unwrap(), of.to_owned()))
                });
                let joined = |other: &&ElementId| {
                    project.links.values().any(|link| {
                        link.ends.pair().is_some_and(|(a, b)| {
                            (a, b) == (&member.id, *other) || (b, a) == (&member.id, *other)
                        })
                    })
                };
                let counted = ids.iter().filter(|other| **other != member.id).filter(joined).count();
                if let Some((tied, of)) = tied {
                    assert_eq!(tied, counted, "{} of {count}", member.name);
                    assert_eq!(of, format!("{} members", ids.len() - 1));
                } else {
                    assert!(counted < 2, "{} of {count} is tied to {counted}", member.name);
                }
            }
        }
    }
    assert!(seen > 60 && kinds.len() >= 5, "{seen} sentences of {kinds:?}");
}

#[test]
fn core_swing_and_outside_part_at_four_fifths_and_one_fifth() {
    for (share, standing) in [
        (1.0, Standing::Core),
        (0.8, Standing::Core),
        (0.799, Standing::Swing),
        (0.2, Standing::Swing),
        (0.199, Standing::Outside),
        (0.0, Standing::Outside),
    ] {
        assert_eq!(Standing::of(share), standing, "{share}");
    }
}

#[test]
fn where_all_are_alike_the_answer_is_whole_and_repeats() {
    let mut project = many(12);
    for element in
        project.elements.iter().map(|(id, element)| (id.clone(), element.clone())).collect::<Vec<_>>()
    {
        let mut alike = Element::clone(&element.1);
        let rating =
            Rating { interest: Some(3.0), influence: Some(3.0), alignment: Some(1.0), ..Rating::default() };
        alike.body = Body::Actor(Actor {
            sector: Some("t_ngo".into()),
            assets: [("t_policy".into(), 50.0)].into(),
            ratings: [("s_a".into(), rating)].into(),
            ..Actor::default()
        });
        project.elements.insert(element.0, Arc::new(alike));
    }
    project.links = Project::default().links;
    let options = PartnerOptions { trials: 20, ..PartnerOptions::default() };
    let found = partners(&project, &options, &Watch::default());
    assert_eq!(found, partners(&project, &options, &Watch::default()));
    let best = &found.suggestions[0];
    // 0.5 each of 1.5: three are enough, and every further one only costs.
    assert_eq!(best.members.len(), 3);
    assert!(best.score.is_finite() && best.members.iter().all(|member| !member.reasons.is_empty()));
    let values: BTreeMap<String, usize> = best.members.iter().fold(BTreeMap::new(), |mut all, member| {
        *all.entry(format!("{:.9}", member.marginal)).or_default() += 1;
        all
    });
    assert_eq!(values.len(), 1, "equals are worth the same: {values:?}");
}

#[test]
fn two_thousand_candidates_get_an_answer_that_says_what_was_looked_at() {
    let project = many(2_000);
    let options = PartnerOptions { trials: 0, ..PartnerOptions::default() };
    let found = partners(&project, &options, &Watch::default());
    assert_eq!(found.candidates, 2_000);
    assert!(!found.exact && (3..=7).contains(&found.suggestions[0].members.len()));
    let note = found.note.unwrap();
    assert!(note.starts_with("Of 2000 actors") || note.starts_with("Of 2,000 actors"), "{note}");
    // Nobody who was passed over, put in the place of somebody, does better by more than 2 %.
    let ids: BTreeSet<ElementId> =
        found.suggestions[0].members.iter().map(|member| member.id.clone()).collect();
    for newcomer in project.elements.keys().filter(|id| !ids.contains(*id)).step_by(397) {
        for out in &ids {
            let set = ids.iter().filter(|id| *id != out).chain([newcomer]).cloned().collect();
            let score = evaluate(&project, &options, &set).unwrap().score;
            let most = found.suggestions[0].score * 1.02;
            assert!(score <= most, "{} for {}: {score}", newcomer.as_str(), out.as_str());
        }
    }
}
