//! Neighbourhoods, paths, trees and filters, held against slow and plain ways to find the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use linchpin::analysis::network::{NetworkOptions, analyze};
use linchpin::analysis::{
    Again, PathLimitKind, PathOptions, TraceOptions, TraceWay, Watch, figures_of, matching, near, paths,
    trace,
};
use linchpin::model::{
    Bond, Causal, Direction, Element, ElementId, ElementKind, Ends, Filter, Link, LinkId, LinkKind, Polarity,
    Project, Rating, RatingRange, Side, Tie,
};
use proptest::prelude::*;

use super::maps::{joined, number};

fn id(number: usize) -> ElementId {
    ElementId::from(format!("e_{number}").as_str())
}

/// Variables joined by causal links.
fn causal(count: usize, links: &[(usize, usize, Polarity)]) -> Project {
    let mut project = Project::default();
    for number in 0..count {
        let variable = Element::new(ElementKind::Variable, format!("V{number}"));
        project.elements.insert(id(number), Arc::new(variable));
    }
    for (number, (from, to, polarity)) in links.iter().enumerate() {
        let bond = Bond::Causal(Causal { polarity: Some(*polarity), ..Causal::default() });
        let link = Link::new(Ends::elements(id(*from), id(*to)), bond);
        project.links.insert(LinkId::from(format!("l_{number:02}").as_str()), Arc::new(link));
    }
    project
}

/// Actors joined by ties, mutual or not.
fn actors(count: usize, ties: &[(usize, usize, bool)]) -> Project {
    let mut project = Project::default();
    for number in 0..count {
        project.elements.insert(id(number), Arc::new(Element::new(ElementKind::Actor, format!("A{number}"))));
    }
    for (number, (from, to, mutual)) in ties.iter().enumerate() {
        let direction = mutual.then_some(Direction::Mutual);
        let bond = Bond::Tie(Tie { direction, ..Tie::default() });
        let link = Link::new(Ends::elements(id(*from), id(*to)), bond);
        project.links.insert(LinkId::from(format!("l_{number:02}").as_str()), Arc::new(link));
    }
    project
}

/// Every way that passes no element twice, by trying everything: the links taken.
fn all_ways(project: &Project, from: &ElementId, to: &ElementId) -> BTreeSet<Vec<LinkId>> {
    fn walk(
        project: &Project,
        at: &ElementId,
        to: &ElementId,
        seen: &mut Vec<ElementId>,
        taken: &mut Vec<LinkId>,
        found: &mut BTreeSet<Vec<LinkId>>,
    ) {
        if at == to {
            found.insert(taken.clone());
            return;
        }
        for (link_id, link) in &project.links {
            let Some((start, end)) = link.ends.pair() else { continue };
            if start == at && !seen.contains(end) {
                seen.push(end.clone());
                taken.push(link_id.clone());
                walk(project, end, to, seen, taken, found);
                taken.pop();
                seen.pop();
            }
        }
    }
    let mut found = BTreeSet::new();
    if from != to {
        walk(project, from, to, &mut vec![from.clone()], &mut Vec::new(), &mut found);
    }
    found
}

fn polarity() -> impl Strategy<Value = Polarity> {
    prop::sample::select(Polarity::ALL)
}

fn links() -> impl Strategy<Value = Vec<(usize, usize, Polarity)>> {
    prop::collection::vec((0..6_usize, 0..6_usize, polarity()), 0..14)
}

proptest! {
    #[test]
    fn paths_are_those_that_trying_everything_finds(links in links()) {
        let project = causal(6, &links);
        let found = paths(&project, &id(0), &id(5), &PathOptions::default());
        prop_assert_eq!(found.limit, None);
        let listed: Vec<Vec<LinkId>> = found.paths.iter().map(|path| path.links.concat()).collect();
        let set: BTreeSet<Vec<LinkId>> = listed.iter().cloned().collect();
        prop_assert_eq!(set.len(), listed.len(), "a path is listed twice");
        prop_assert_eq!(set, all_ways(&project, &id(0), &id(5)));
        prop_assert!(listed.windows(2).all(|pair| pair[0].len() <= pair[1].len()), "the shortest comes first");
        for path in &found.paths {
            let signs: Vec<Polarity> = path
                .links
                .concat()
                .iter()
                .map(|link| project.links[link].causal().unwrap().effective_polarity())
                .collect();
            let minus = signs.iter().filter(|sign| **sign == Polarity::Minus).count();
            let expected = if signs.contains(&Polarity::Unknown) {
                Polarity::Unknown
            } else if minus % 2 == 0 {
                Polarity::Plus
            } else {
                Polarity::Minus
            };
            prop_assert_eq!(path.sign, Some(expected));
        }
    }

    #[test]
    fn a_budget_leaves_all_paths_up_to_the_length_it_says(links in links(), work in 1..60_usize) {
        let project = causal(6, &links);
        let all = paths(&project, &id(0), &id(5), &PathOptions::default());
        let part = paths(&project, &id(0), &id(5), &PathOptions { max_work: work, ..PathOptions::default() });
        prop_assert_eq!(&all.paths[..part.paths.len()], &part.paths[..]);
        match part.limit {
            None => prop_assert_eq!(part.paths.len(), all.paths.len()),
            Some(limit) => {
                prop_assert_eq!((limit.kind, limit.value), (PathLimitKind::Work, work));
                let short = all.paths.iter().filter(|path| path.links.len() <= limit.complete_to_length).count();
                prop_assert!(part.paths.len() >= short);
            }
        }
    }

    #[test]
    fn near_is_what_so_many_links_reach(
        ties in prop::collection::vec((0..7_usize, 0..7_usize, any::<bool>()), 0..12),
        steps in 0..4_usize,
        side in prop::sample::select(Side::ALL),
    ) {
        let project = actors(7, &ties);
        let found = near(&project, None, &[id(0)].into(), steps, side);
        let mut reached: BTreeMap<usize, usize> = [(0, 0)].into();
        for step in 1..=steps {
            for (from, to, mutual) in &ties {
                for (a, b) in [(from, to), (to, from)] {
                    let along = (a == from || *mutual) && side != Side::In;
                    let against = (a == to || *mutual) && side != Side::Out;
                    if (along || against) && reached.get(a).is_some_and(|away| *away == step - 1) {
                        reached.entry(*b).or_insert(step);
                    }
                }
            }
        }
        let expected: BTreeMap<ElementId, usize> =
            reached.into_iter().map(|(number, away)| (id(number), away)).collect();
        for (link_id, link) in &project.links {
            let (from, to) = link.ends.pair().unwrap();
            let inside = expected.contains_key(from) && expected.contains_key(to);
            prop_assert_eq!(found.links.contains(link_id), inside);
        }
        prop_assert_eq!(found.distance, expected);
    }

    #[test]
    fn a_tree_opens_each_variable_once_and_where_it_is_nearest(links in links(), depth in 0..5_usize) {
        let project = causal(6, &links);
        for (way, side) in [(TraceWay::Causes, Side::In), (TraceWay::Uses, Side::Out)] {
            let tree = trace(&project, &id(0), &TraceOptions { map: None, way, depth });
            let reached = near(&project, None, &[id(0)].into(), depth, side);
            let in_tree: BTreeSet<ElementId> = tree.rows.iter().map(|row| row.element.clone()).collect();
            prop_assert_eq!(in_tree, reached.distance.keys().cloned().collect::<BTreeSet<_>>());
            prop_assert!(tree.rows.len() <= project.links.len() + 1);
            let mut opened = BTreeSet::new();
            for (at, row) in tree.rows.iter().enumerate() {
                let has_rows = tree.rows.get(at + 1).is_some_and(|next| next.depth > row.depth);
                if has_rows {
                    prop_assert!(opened.insert(row.element.clone()), "opened twice");
                    prop_assert_eq!(row.depth, reached.distance[&row.element]);
                    prop_assert_eq!(row.again, None);
                }
                prop_assert!(row.depth <= depth);
            }
        }
    }
}

#[test]
fn ties_side_by_side_are_one_way_and_may_be_followed_backwards() {
    let project = actors(3, &[(0, 1, false), (1, 0, false), (2, 1, false)]);
    let directed = paths(&project, &id(0), &id(2), &PathOptions::default());
    assert!(directed.paths.is_empty() && directed.limit.is_none());
    let options = PathOptions { directed: false, ..PathOptions::default() };
    let found = paths(&project, &id(0), &id(2), &options);
    assert_eq!(found.paths.len(), 1);
    assert_eq!(found.paths[0].links, [vec!["l_00".into(), "l_01".into()], vec![LinkId::from("l_02")]]);
    assert_eq!((found.shortest(), found.paths[0].sign), (Some(2), None));
}

#[test]
fn the_most_and_the_longest_paths_are_said() {
    let (plus, minus) = (Polarity::Plus, Polarity::Minus);
    let project = causal(4, &[(0, 3, plus), (0, 1, minus), (1, 3, plus), (1, 2, plus), (2, 3, minus)]);
    let all = paths(&project, &id(0), &id(3), &PathOptions::default());
    assert_eq!((all.with_sign(plus), all.with_sign(minus), all.shortest()), (2, 1, Some(1)));
    let few = paths(&project, &id(0), &id(3), &PathOptions { max_count: 2, ..PathOptions::default() });
    let limit = few.limit.unwrap();
    assert_eq!((few.paths.len(), limit.kind, limit.complete_to_length), (2, PathLimitKind::Count, 2));
    let short = paths(&project, &id(0), &id(3), &PathOptions { max_length: 2, ..PathOptions::default() });
    let limit = short.limit.unwrap();
    assert_eq!((short.paths.len(), limit.kind, limit.complete_to_length), (2, PathLimitKind::Length, 2));
}

#[test]
fn a_tree_says_why_a_row_ends() {
    let (plus, minus) = (Polarity::Plus, Polarity::Minus);
    // 0 <- 1 <- 2 <- 0 is a loop; 2 also moves 0 at once.
    let project = causal(4, &[(1, 0, minus), (2, 1, minus), (0, 2, plus), (2, 0, plus), (3, 2, plus)]);
    let options = TraceOptions { map: None, way: TraceWay::Causes, depth: 5 };
    let tree = trace(&project, &id(0), &options);
    let rows: Vec<(usize, &str, Polarity, Option<Again>)> = tree
        .rows
        .iter()
        .map(|row| (row.depth, project.elements[&row.element].name.as_str(), row.net, row.again))
        .collect();
    assert_eq!(
        rows,
        [
            (0, "V0", plus, None),
            (1, "V1", minus, None),
            (2, "V2", plus, Some(Again::Elsewhere)),
            (1, "V2", plus, None),
            (2, "V0", plus, Some(Again::Loop)),
            (2, "V3", plus, None),
        ]
    );
    let shallow = trace(&project, &id(0), &TraceOptions { depth: 1, ..options });
    assert_eq!(shallow.rows.last().unwrap().again, Some(Again::Deeper));
}

/// Three actors: an NGO, a funder that holds capital, and one that nobody rated; and a variable.
fn mixed() -> Project {
    let mut project = actors(3, &[(0, 1, false), (1, 2, false)]);
    let mut change = |number: usize, change: &dyn Fn(&mut linchpin::model::Actor)| {
        let mut element = Element::clone(&project.elements[&id(number)]);
        if let linchpin::model::Body::Actor(actor) = &mut element.body {
            change(actor);
        }
        project.elements.insert(id(number), Arc::new(element));
    };
    let rated =
        |interest: f64| Rating { interest: Some(interest), influence: Some(3.0), ..Rating::default() };
    change(0, &|actor| {
        actor.sector = Some("NGO".into());
        actor.ratings.insert("s_a".into(), rated(2.0));
        actor.ratings.insert("s_b".into(), rated(5.0));
    });
    change(1, &|actor| {
        actor.sector = Some("t_funder".into());
        actor.assets.insert("t_capital".into(), 60.0);
        actor.assets.insert("t_policy".into(), 30.0);
        actor.ratings.insert("s_a".into(), rated(1.0));
    });
    project.elements.insert(id(3), Arc::new(Element::new(ElementKind::Variable, "Income of the poor")));
    let tie = Tie { tie: Some("funds".into()), ..Tie::default() };
    let link = Link::new(Ends::elements(id(1), id(0)), Bond::Tie(tie));
    project.links.insert("l_funds".into(), Arc::new(link));
    assert_eq!(project.links_of(LinkKind::Tie).count(), 3);
    project
}

#[test]
fn a_filter_lets_through_what_meets_every_field() {
    let project = mixed();
    let range = |low, high| RatingRange { low, high, ..RatingRange::default() };
    let cases: [(&str, Filter, &[usize]); 9] = [
        ("nothing is asked", Filter::default(), &[0, 1, 2, 3]),
        ("a kind", Filter { kinds: [ElementKind::Variable].into(), ..Filter::default() }, &[3]),
        ("a sector, by its id", Filter { sectors: ["t_ngo".into()].into(), ..Filter::default() }, &[0]),
        (
            "one of two sectors",
            Filter { sectors: ["t_ngo".into(), "t_funder".into()].into(), ..Filter::default() },
            &[0, 1],
        ),
        ("an asset that is held", Filter { assets: ["t_capital".into()].into(), ..Filter::default() }, &[1]),
        ("one that is too low", Filter { assets: ["t_policy".into()].into(), ..Filter::default() }, &[]),
        (
            "the mean of the ratings",
            Filter { ratings: [("interest".to_owned(), range(Some(3.0), None))].into(), ..Filter::default() },
            &[0],
        ),
        ("nobody rated", Filter { unrated: true, ..Filter::default() }, &[2]),
        ("words in any case", Filter { text: " POOR".to_owned(), ..Filter::default() }, &[3]),
    ];
    for (what, filter, expected) in cases {
        let found = matching(&project, None, &filter, None);
        assert_eq!(found.elements, expected.iter().map(|number| id(*number)).collect(), "{what}");
        assert_eq!(matching(&project, Some(&"m_none".into()), &filter, None).elements, BTreeSet::new());
    }
}

#[test]
fn a_filter_of_ties_lets_through_their_ends() {
    let project = mixed();
    let filter = Filter { ties: ["funds".into()].into(), ..Filter::default() };
    let found = matching(&project, None, &filter, None);
    assert_eq!(found.elements, [id(0), id(1)].into());
    assert_eq!(found.links, ["l_funds".into()].into());
    let all = matching(&project, None, &Filter::default(), None);
    assert_eq!(all.links.len(), 3);
}

#[test]
fn a_filter_by_a_measure_lets_the_highest_and_their_equals_pass() {
    // 0 is tied to all, 1 and 2 also to each other, and 4 stands apart.
    let project = joined(5, &[(0, 1), (0, 2), (0, 3), (1, 2)]);
    let by = |name: &str, count: f64| {
        let filter = Filter { top: [(name.to_owned(), count)].into(), ..Filter::default() };
        let options = NetworkOptions {
            measures: Some(figures_of(&filter).measures.into_iter().collect()),
            ..NetworkOptions::default()
        };
        let network = analyze(&project, &options, &Watch::default()).unwrap();
        let found = matching(&project, None, &filter, Some(&network)).elements;
        assert_eq!(matching(&project, None, &filter, None).elements.len(), 5, "not worked out yet");
        found.iter().map(number).collect::<Vec<usize>>()
    };
    assert_eq!(by("degree_centrality", 1.0), [0]);
    assert_eq!(by("degree_centrality", 2.0), [0, 1, 2], "1 and 2 are equals");
    assert_eq!(by("degree_centrality", 9.0), [0, 1, 2, 3, 4]);
    assert_eq!(by("degree_centrality", 0.0), [0; 0]);
    assert_eq!(by("a measure of the future", 1.0), [0, 1, 2, 3, 4]);
}
