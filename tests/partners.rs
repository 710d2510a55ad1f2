//! Coalition suggestions against arithmetic done by hand, and the promises they make.

#[cfg(test)]
mod coalition {
    mod builder;
    mod figures;
    mod review;
    mod sets;
}

use std::collections::BTreeMap;
use std::sync::Arc;

use linchpin::analysis::{Part, PartnerOptions, Partners, Standing, Suggestion, Watch, partners};
use linchpin::model::{
    Actor, Body, Bond, Coalition, Element, ElementId, ElementKind, Ends, Link, Project, Quota, Rating, Scale,
    Target, Tie,
};

#[derive(Clone, Copy, Default)]
struct Who {
    id: &'static str,
    sector: &'static str,
    interest: Option<f64>,
    influence: Option<f64>,
    alignment: Option<f64>,
    assets: &'static [(&'static str, f64)],
}

fn project(actors: &[Who], ties: &[(&str, &str, &str)]) -> Project {
    let mut project = Project::default();
    for who in actors {
        let rating = Rating {
            interest: who.interest,
            influence: who.influence,
            alignment: who.alignment,
            ..Rating::default()
        };
        let actor = Actor {
            sector: (!who.sector.is_empty()).then(|| who.sector.into()),
            assets: who.assets.iter().map(|(asset, level)| ((*asset).into(), *level)).collect(),
            ratings: [("s_a".into(), rating)].into(),
            ..Actor::default()
        };
        let mut element = Element::new(ElementKind::Actor, who.id.trim_start_matches("e_").to_uppercase());
        element.body = Body::Actor(actor);
        project.elements.insert(who.id.into(), Arc::new(element));
    }
    for (number, (from, to, kind)) in ties.iter().enumerate() {
        let tie = Tie { tie: Some((*kind).into()), ..Tie::default() };
        let link = Link::new(Ends::elements((*from).into(), (*to).into()), Bond::Tie(tie));
        project.links.insert(format!("l_{number}").as_str().into(), Arc::new(link));
    }
    project
}

fn five() -> [Who; 5] {
    [
        Who {
            id: "e_a",
            sector: "t_government",
            interest: Some(5.0),
            influence: Some(4.0),
            alignment: Some(1.0),
            assets: &[("t_policy", 100.0)],
        },
        Who {
            id: "e_b",
            sector: "t_funder",
            interest: Some(3.0),
            influence: Some(3.0),
            alignment: Some(1.0),
            assets: &[("t_policy", 60.0), ("t_capital", 80.0)],
        },
        Who {
            id: "e_c",
            sector: "t_funder",
            interest: Some(1.0),
            influence: Some(2.0),
            alignment: Some(-1.0),
            assets: &[("t_capital", 50.0)],
        },
        Who { id: "e_d", ..Who::default() },
        Who { id: "e_e", ..Who::default() },
    ]
}

const TIES: [(&str, &str, &str); 4] = [
    ("e_a", "e_b", "collaborates"),
    ("e_c", "e_b", "conflicts"),
    ("e_c", "e_e", "informs"),
    ("e_d", "e_e", "informs"),
];

fn ids(text: &[&str]) -> std::collections::BTreeSet<ElementId> {
    text.iter().map(|id| ElementId::from(*id)).collect()
}

fn options(size: usize) -> PartnerOptions {
    PartnerOptions { min: Some(size), max: Some(size), trials: 0, ..PartnerOptions::default() }
}

fn find(project: &Project, options: &PartnerOptions) -> Partners {
    partners(project, options, &Watch::default())
}

fn members(suggestion: &Suggestion) -> Vec<&str> {
    suggestion.members.iter().map(|member| member.name.as_str()).collect()
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9, "{a} instead of {b}");
}

#[test]
fn every_part_is_what_the_hand_computes() {
    let found =
        find(&project(&five(), &TIES), &PartnerOptions { exclude: ids(&["e_d", "e_e"]), ..options(3) });
    let best = &found.suggestions[0];
    assert_eq!(members(best), ["A", "B", "C"]);
    let part = |part| best.parts[&part];
    // Policy 1.0 + 0.6 of 1.5 is full; capital 0.8 + 0.5 = 1.3 of 1.5.
    near(part(Part::Coverage), f64::midpoint(1.0, 1.3 / 1.5));
    // One of government, two of funder, two sectors: (1 − 1/9 − 4/9) / (1 − 1/2).
    near(part(Part::Diversity), 8.0 / 9.0);
    // A pushes with 0.75 · 0.5, B with 0.5 · 0.5, C is against: 1 − 0.625 · 0.75.
    near(part(Part::Push), 0.53125);
    // Three members, E one step and D two steps away, among five: (3 + 1 + 1/2) / 5.
    near(part(Part::Reach), 0.9);
    // Interests of 1, 0.5 and 0.
    near(part(Part::Commitment), 0.5);
    // Three pairs; A and B are joined, B and C are in conflict.
    near(part(Part::Cohesion), 1.0 / 3.0);
    // Policy is 0.1 beyond its target, capital is not; two assets.
    near(part(Part::Redundancy), 0.05);
    near(part(Part::Cost), 3.0);
    // 0.41066… + 0.12444… + 0.06375 + 0.108 + 0.05 + 0.02666… − 0.003 − 0.024
    near(best.score, 0.756_527_777_777_777_8);
    assert_eq!(found.headline, "Three partners cover 93 % of the wanted assets");
}

#[test]
fn a_part_that_nobody_rated_shares_its_weight() {
    let mut actors = five();
    for who in &mut actors {
        who.interest = None;
    }
    let found = find(&project(&actors, &TIES), &options(3));
    assert!(!found.weights.contains_key(&Part::Commitment));
    near(found.weights[&Part::Coverage], 0.44 / 0.9);
    near(found.weights[&Part::Redundancy], 0.06);
    let gains: f64 =
        found.weights.iter().filter(|(part, _)| !part.is_penalty()).map(|(_, weight)| weight).sum();
    near(gains, 1.0);
    assert!(!found.suggestions[0].parts.contains_key(&Part::Commitment));
}

#[test]
fn an_unrated_actor_stands_at_the_mean_and_says_so() {
    let mut actors = five();
    actors[1].interest = None;
    let found =
        find(&project(&actors, &TIES), &PartnerOptions { exclude: ids(&["e_d", "e_e"]), ..options(3) });
    let best = &found.suggestions[0];
    // Interests of 1 and 0 are rated; B counts as 0.5.
    near(best.parts[&Part::Commitment], 0.5);
    assert_eq!(best.members[1].assumed, [Scale::Interest]);
    assert!(best.members[0].assumed.is_empty());
}

#[test]
fn the_marginal_value_is_the_score_less_the_score_without() {
    let map = project(&five(), &TIES);
    let all = find(&map, &PartnerOptions { require: ids(&["e_a", "e_b", "e_c"]), ..options(3) });
    for (out, rest) in [("A", ["e_b", "e_c"]), ("B", ["e_a", "e_c"]), ("C", ["e_a", "e_b"])] {
        let without = find(&map, &PartnerOptions { require: ids(&rest), ..options(2) });
        let member = all.suggestions[0].members.iter().find(|member| member.name == out).unwrap();
        near(member.marginal, all.suggestions[0].score - without.suggestions[0].score);
    }
}

#[test]
fn who_must_be_in_is_in_and_who_must_stay_out_is_out() {
    let map = project(&five(), &TIES);
    let found = find(&map, &PartnerOptions { require: ids(&["e_d"]), exclude: ids(&["e_a"]), ..options(3) });
    for suggestion in &found.suggestions {
        assert!(members(suggestion).contains(&"D") && !members(suggestion).contains(&"A"));
    }
    let required = found.suggestions[0].members.iter().find(|member| member.name == "D").unwrap();
    assert_eq!(required.reasons[0], "Must be in");
}

#[test]
fn reasons_and_gaps_are_made_from_the_figures() {
    let mut actors = five();
    actors[1].assets = &[("t_capital", 80.0)];
    let found =
        find(&project(&actors, &TIES), &PartnerOptions { require: ids(&["e_a", "e_b"]), ..options(2) });
    let [a, b] = found.suggestions[0].members.as_slice() else { panic!("two members") };
    assert!(a.reasons.contains(&"Only holder of Policy (100)".to_owned()), "{:?}", a.reasons);
    assert!(a.reasons.contains(&"Interest 5 of 5".to_owned()));
    assert!(a.reasons.contains(&"Influence 4 of 5 and in favour".to_owned()));
    assert!(b.reasons.contains(&"Only member who holds Capital (80)".to_owned()), "{:?}", b.reasons);
    let names: Vec<&str> = found.gaps.iter().map(|gap| gap.name.as_str()).collect();
    assert_eq!(names, ["Capital", "Policy"]);
    assert_eq!(found.gaps[0].sentence, "Capital: 53 % of what is wanted. C (50) could bring more.");
    near(found.gaps[1].share, 1.0 / 1.5);
}

#[test]
fn a_member_that_joins_two_sectors_says_so() {
    let actors = ["t_ngo", "t_company", "t_university"].map(|sector| Who {
        id: ["e_n", "e_c", "e_u"]
            [["t_ngo", "t_company", "t_university"].iter().position(|s| *s == sector).unwrap()],
        sector,
        ..Who::default()
    });
    let ties = [("e_n", "e_c", "funds"), ("e_u", "e_n", "informs")];
    let found = find(&project(&actors, &ties), &options(3));
    let joiner = found.suggestions[0].members.iter().find(|member| member.name == "N").unwrap();
    assert!(
        joiner.reasons.contains(&"Joins the Company and University sectors".to_owned()),
        "{:?}",
        joiner.reasons
    );
    assert!(found.note.is_some_and(|note| note.contains("tag actors with assets")));
}

#[test]
fn a_stored_coalition_is_kept_to() {
    let mut map = project(&five(), &TIES);
    let target = Target { target: Some(1.0), weight: Some(2.0), ..Target::default() };
    let coalition = Coalition {
        wanted: [("t_capital".into(), target)].into(),
        must_in: ids(&["e_c"]),
        must_out: ids(&["e_d"]),
        conflicts: vec![vec!["e_b".into(), "e_c".into()]],
        quotas: [("t_government".into(), Quota { min: Some(1.0), ..Quota::default() })].into(),
        min_size: Some(2.0),
        max_size: Some(3.0),
        weights: [("coverage".to_owned(), 0.6)].into(),
        ..Coalition::default()
    };
    map.coalitions.insert("k_one".into(), Arc::new(coalition));
    let stored = PartnerOptions { coalition: Some("k_one".into()), trials: 0, ..PartnerOptions::default() };
    let found = find(&map, &stored);
    for suggestion in &found.suggestions {
        let names = members(suggestion);
        assert!(names.contains(&"C") && names.contains(&"A"), "{names:?}");
        assert!(!names.contains(&"B") && !names.contains(&"D"), "{names:?}");
        assert!((2..=3).contains(&names.len()));
    }
    near(found.suggestions[0].parts[&Part::Coverage], 0.5);
    near(found.weights[&Part::Coverage], 0.6);
    assert_eq!(found.note, None);

    let clash = PartnerOptions { require: ids(&["e_b"]), ..stored };
    assert!(find(&map, &clash).note.is_some_and(|note| note.starts_with("Not every rule")));
}

#[test]
fn without_tags_the_answer_says_what_to_do() {
    for empty in [Project::default(), project(&[Who { id: "e_a", ..Who::default() }], &[])] {
        let found = find(&empty, &PartnerOptions::default());
        assert!(found.suggestions.is_empty());
        assert!(found.note.is_some_and(|note| note.starts_with("Tag at least three actors")));
    }
}

/// Actors with tags that vary with their number.
pub(crate) fn many(count: usize) -> Project {
    const SECTORS: [&str; 5] = ["t_ngo", "t_company", "t_funder", "t_government", "t_university"];
    const ASSETS: [&str; 5] = ["t_policy", "t_capital", "t_implementation", "t_legitimacy", "t_market"];
    let mut project = Project::default();
    for number in 0..count {
        let rating = Rating {
            interest: Some((1 + number * 7 % 5) as f64),
            influence: (number % 4 != 0).then_some((1 + number * 3 % 5) as f64),
            alignment: Some((number * 11 % 5) as f64 - 2.0),
            ..Rating::default()
        };
        let levels = [(number % 5, number * 37 % 101), (number * 3 % 5, number * 53 % 101)];
        let actor = Actor {
            sector: Some(SECTORS[number * 13 % 5].into()),
            assets: levels.into_iter().map(|(asset, level)| (ASSETS[asset].into(), level as f64)).collect(),
            ratings: [("s_a".into(), rating)].into(),
            ..Actor::default()
        };
        let mut element = Element::new(ElementKind::Actor, format!("Actor {number}"));
        element.body = Body::Actor(actor);
        project.elements.insert(format!("e_{number:03}").as_str().into(), Arc::new(element));
        for other in [number * 17 % count, number * 29 % count] {
            let ends = Ends::elements(
                format!("e_{number:03}").as_str().into(),
                format!("e_{other:03}").as_str().into(),
            );
            let link = Link::new(ends, Bond::Tie(Tie::default()));
            project.links.insert(format!("l_{number:03}_{other:03}").as_str().into(), Arc::new(link));
        }
    }
    project
}

#[test]
fn trials_give_shares_that_repeat() {
    let map = many(24);
    let options = PartnerOptions { trials: 40, seed: 3, ..PartnerOptions::default() };
    let found = find(&map, &options);
    assert_eq!(found, find(&map, &options));
    assert_eq!((found.trials, found.inclusion.len()), (40, 24));
    assert!(found.inclusion.values().all(|share| (0.0..=1.0).contains(share)));
    let members: f64 = found.inclusion.values().sum();
    assert!((3.0..=7.0 + 1e-9).contains(&members), "{members} members in a mean trial");
    assert_ne!(found.inclusion, find(&map, &PartnerOptions { seed: 4, ..options }).inclusion);
    let firm = &found.suggestions[0].members;
    assert!(firm.iter().any(|member| Standing::of(found.inclusion[&member.id]) != Standing::Outside));
}

#[test]
fn alternatives_differ_and_the_best_comes_first() {
    let found = find(&many(30), &PartnerOptions { trials: 0, ..PartnerOptions::default() });
    assert!(found.suggestions.len() >= 2 && found.suggestions.len() <= 5);
    let sets: Vec<Vec<&str>> = found.suggestions.iter().map(members).collect();
    for (at, one) in sets.iter().enumerate() {
        for other in &sets[..at] {
            let both = one.iter().filter(|name| other.contains(name)).count() as f64;
            let either = (one.len() + other.len()) as f64 - both;
            assert!(both / either <= 0.7, "{one:?} and {other:?}");
        }
    }
    assert!(found.suggestions.windows(2).all(|pair| pair[0].score >= pair[1].score));
}

#[test]
fn sizes_are_listed_and_the_knee_is_where_gains_end() {
    let found = find(&many(14), &PartnerOptions { max: Some(9), trials: 0, ..PartnerOptions::default() });
    let sizes: Vec<usize> = found.by_size.iter().map(|size| size.size).collect();
    assert_eq!(sizes, (1..=9).collect::<Vec<_>>());
    let scores: BTreeMap<usize, f64> = found.by_size.iter().map(|size| (size.size, size.score)).collect();
    let knee = found.knee.unwrap();
    assert!(scores[&(knee + 1)] - scores[&knee] < 0.01);
    assert!((1..knee).all(|size| scores[&(size + 1)] - scores[&size] >= 0.01));
    let best =
        found.by_size.iter().filter(|size| size.size >= 3).map(|size| size.score).fold(f64::MIN, f64::max);
    near(found.suggestions[0].score, best);
}

#[test]
fn a_cancelled_search_ends() {
    let watch = Watch::default();
    watch.cancel();
    let found = partners(&many(60), &PartnerOptions::default(), &watch);
    assert_eq!(found.trials, 0);
}

#[test]
fn the_json_speaks_the_names_of_the_contract() {
    let found = find(&many(16), &PartnerOptions { trials: 2, ..PartnerOptions::default() });
    let json = serde_json::to_value(&found).unwrap();
    let first = &json["suggestions"][0];
    assert!(first["parts"]["coverage"].is_f64() && first["score"].is_f64());
    assert!(first["members"][0]["reasons"][0].is_string() && first["members"][0]["marginal"].is_f64());
    assert!(json["inclusion"]["e_001"].is_f64() && json["gaps"].is_array());
}

#[test]
fn of_very_many_candidates_nobody_who_is_needed_is_passed_over() {
    let mut map = many(600);
    let rare = |id: &str, change: &dyn Fn(&mut Actor), map: &mut Project| {
        let element = Arc::make_mut(map.elements.get_mut(&ElementId::from(id)).unwrap());
        if let Body::Actor(actor) = &mut element.body {
            *actor = Actor::default();
            change(actor);
        }
    };
    // Nobody would choose these for themselves: unrated, and with one asset or one rare sector each.
    rare("e_101", &|actor| actor.assets = [("t_data".into(), 90.0)].into(), &mut map);
    rare("e_102", &|actor| actor.sector = Some("t_media".into()), &mut map);
    rare("e_103", &|_| (), &mut map);
    let want = |asset: &str, weight: f64| {
        (asset.into(), Target { target: Some(0.6), weight: Some(weight), ..Target::default() })
    };
    let coalition = Coalition {
        wanted: [want("t_data", 5.0), want("t_policy", 1.0)].into(),
        quotas: [("t_media".into(), Quota { min: Some(1.0), ..Quota::default() })].into(),
        must_in: ids(&["e_103"]),
        ..Coalition::default()
    };
    map.coalitions.insert("k_a".into(), Arc::new(coalition));
    let options = PartnerOptions { coalition: Some("k_a".into()), trials: 3, ..PartnerOptions::default() };
    let found = find(&map, &options);
    assert_eq!(found.candidates, 600);
    let chosen: Vec<ElementId> =
        found.suggestions[0].members.iter().map(|member| member.id.clone()).collect();
    for needed in ["e_101", "e_102", "e_103"] {
        assert!(chosen.contains(&needed.into()), "{needed} is not in {chosen:?}");
    }
    assert_eq!(found.inclusion.len(), 600, "who is passed over is still in the list of shares");
    assert_eq!(found, find(&map, &options), "the same again");
}

#[test]
fn rules_that_contradict_each_other_get_a_sentence_and_a_partial_answer() {
    let mut map = project(&five(), &TIES);
    let both = Coalition { must_in: ids(&["e_a", "e_b"]), must_out: ids(&["e_a"]), ..Coalition::default() };
    map.coalitions.insert("k_a".into(), Arc::new(both));
    let options = PartnerOptions { coalition: Some("k_a".into()), trials: 0, ..options(2) };
    let found = find(&map, &options);
    let note = found.note.expect("the contradiction is not said");
    assert_eq!(note, "A must be in and must stay out: it is left out. Clear one of the two.");
    assert!(!found.suggestions.is_empty());
    assert!(found.suggestions.iter().all(|set| !members(set).contains(&"A") && members(set).contains(&"B")));
}
