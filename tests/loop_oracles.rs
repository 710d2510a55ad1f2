//! Feedback loops against another program's counts and a search by brute force.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use linchpin::analysis::{FeedbackLoop, LoopOptions, LoopPolarity, Loops, Watch, loops};
use linchpin::exchange;
use linchpin::model::{
    Bond, Causal, Element, ElementId, ElementKind, Ends, Link, LinkId, NamedLoop, Polarity, Project,
};
use proptest::prelude::*;
use serde_json::Value;

fn element(number: usize) -> ElementId {
    format!("e_{number:04}").as_str().into()
}

fn link(number: usize) -> LinkId {
    format!("l_{number:05}").as_str().into()
}

fn sign(number: i64) -> Polarity {
    match number {
        1 => Polarity::Plus,
        -1 => Polarity::Minus,
        _ => Polarity::Unknown,
    }
}

/// A project of variables and causal links `(from, to, sign)`.
fn project(count: usize, links: &[(usize, usize, i64)]) -> Project {
    let mut project = Project::default();
    for number in 0..count {
        let variable = Element::new(ElementKind::Variable, format!("V{number}"));
        project.elements.insert(element(number), Arc::new(variable));
    }
    for (number, (from, to, polarity)) in links.iter().enumerate() {
        let causal = Causal { polarity: Some(sign(*polarity)), ..Causal::default() };
        let ends = Ends::elements(element(*from), element(*to));
        project.links.insert(link(number), Arc::new(Link::new(ends, Bond::Causal(causal))));
    }
    project
}

fn find(project: &Project, options: &LoopOptions) -> Loops {
    loops(project, options, &Watch::default())
}

fn all(project: &Project) -> Loops {
    find(project, &LoopOptions { max_count: 1_000_000, seconds: f64::INFINITY, ..LoopOptions::default() })
}

fn read(path: &str) -> Option<String> {
    std::fs::read_to_string(format!("{}/tests/data/oracles/{path}", env!("CARGO_MANIFEST_DIR"))).ok()
}

#[test]
fn published_maps_have_the_loops_that_networkx_finds() {
    for number in 1..=3 {
        let oracle: Value =
            serde_json::from_str(&read(&format!("cld_loopy_example{number}.json")).unwrap()).unwrap();
        let edges: Vec<(usize, usize, i64)> = oracle["edges"]
            .as_array()
            .unwrap()
            .iter()
            .map(|edge| {
                let at = |place: usize| edge[place].as_u64().unwrap() as usize;
                (at(0), at(1), edge[2].as_i64().unwrap())
            })
            .collect();
        let map = project(oracle["n"].as_u64().unwrap() as usize, &edges);
        let found: BTreeSet<(BTreeSet<String>, &str)> = all(&map)
            .loops
            .iter()
            .map(|found| (found.names.iter().cloned().collect(), found.polarity.as_str()))
            .collect();
        let expected: BTreeSet<(BTreeSet<String>, &str)> = oracle["loops"]
            .as_array()
            .unwrap()
            .iter()
            .map(|expected| {
                let nodes = expected["nodes"].as_array().unwrap();
                (nodes.iter().map(|node| format!("V{node}")).collect(), expected["type"].as_str().unwrap())
            })
            .collect();
        assert_eq!(found, expected, "example {number}");
    }
}

/// How many loops there are of each kind and length.
fn by_kind(found: &Loops) -> BTreeMap<(String, u64), u64> {
    let mut counts = BTreeMap::new();
    for one in &found.loops {
        *counts.entry((one.polarity.as_str().to_owned(), one.length as u64)).or_default() += 1;
    }
    counts
}

#[test]
fn signed_models_have_the_loops_that_networkx_finds_in_their_arrows() {
    let models: Value = serde_json::from_str(&read("signed_models.json").unwrap()).unwrap();
    for (model, oracle) in models.as_object().unwrap() {
        let number = |value: &Value| value.as_i64().unwrap();
        let rows = |key: &str| oracle[key].as_array().unwrap().iter();
        let arrows: Vec<_> = rows("arrows")
            .map(|row| (number(&row[0]) as usize, number(&row[1]) as usize, number(&row[2])))
            .collect();
        let expected: BTreeMap<(String, u64), u64> = rows("loops")
            .map(|row| {
                ((row[0].as_str().unwrap().to_owned(), row[1].as_u64().unwrap()), row[2].as_u64().unwrap())
            })
            .collect();
        let map = project(number(&oracle["elements"]) as usize, &arrows);
        assert_eq!(by_kind(&all(&map)), expected, "{model}");
        // The file itself is read with the same arrows.
        let path = format!("{}/tests/data/corpus/{model}", env!("CARGO_MANIFEST_DIR"));
        let imported = exchange::read(Path::new(&path), &exchange::Options::default()).unwrap();
        assert_eq!(by_kind(&all(&imported.project)), expected, "{model}, as it is read");
    }
}

#[test]
fn random_maps_have_as_many_loops_of_each_length_as_networkx_counts() {
    let counts: Value = serde_json::from_str(&read("cld_graphs/counts.json").unwrap()).unwrap();
    let mut compared = 0;
    for (graph, expected) in counts["graphs"].as_object().unwrap() {
        // Not every map that was counted is kept here.
        let Some(text) = read(&format!("cld_graphs/{graph}.txt")) else { continue };
        let mut lines =
            text.lines().map(|line| line.split(' ').map(|n| n.parse().unwrap()).collect::<Vec<i64>>());
        let head = lines.next().unwrap();
        let arrows: Vec<_> = lines.map(|line| (line[0] as usize, line[1] as usize, line[3])).collect();
        let map = project(head[0] as usize, &arrows);
        for (length, expected) in expected.as_object().unwrap() {
            let (length, expected) = (length.parse::<usize>().unwrap(), expected.as_u64().unwrap() as usize);
            if expected > 4_000 {
                continue;
            }
            let options = LoopOptions {
                max_length: (length > 0).then_some(length),
                seconds: 600.0,
                ..LoopOptions::default()
            };
            let found = find(&map, &options);
            assert_eq!(found.loops.len(), expected, "{graph} up to {length}");
            assert_eq!(found.complete, length == 0, "{graph} up to {length}");
            compared += 1;
        }
    }
    assert!(compared >= 20, "only {compared} counts were compared");
}

/// Every loop by trying every path, without any pruning: the canonical keys.
fn brute_force(count: usize, links: &[(usize, usize, i64)]) -> BTreeSet<Vec<usize>> {
    fn walk(links: &[(usize, usize, i64)], path: &mut Vec<usize>, found: &mut BTreeSet<Vec<usize>>) {
        let start = links[path[0]].0;
        let end = links[path[path.len() - 1]].1;
        if end == start {
            let first = (0..path.len()).min_by_key(|at| path[*at]).unwrap_or(0);
            found.insert([&path[first..], &path[..first]].concat());
            return;
        }
        if path.iter().any(|at| links[*at].0 == end) {
            return;
        }
        for next in (0..links.len()).filter(|next| links[*next].0 == end) {
            path.push(next);
            walk(links, path, found);
            path.pop();
        }
    }
    let mut found = BTreeSet::new();
    assert!(links.iter().all(|(from, to, _)| *from < count && *to < count));
    for first in 0..links.len() {
        walk(links, &mut vec![first], &mut found);
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn every_loop_is_found_once(
        count in 1_usize..7,
        raw in prop::collection::vec((0_usize..7, 0_usize..7, -1_i64..=1), 0..14),
        budget in 1_usize..30,
        through in 0_usize..7,
    ) {
        let links: Vec<_> = raw.iter().map(|(a, b, s)| (a % count, b % count, *s)).collect();
        let map = project(count, &links);
        let expected: BTreeSet<Vec<LinkId>> = brute_force(count, &links)
            .into_iter()
            .map(|key| key.into_iter().map(link).collect())
            .collect();
        let found = all(&map);
        prop_assert!(found.complete);
        prop_assert_eq!(found.loops.len(), expected.len());
        let keys: BTreeSet<Vec<LinkId>> = found.loops.iter().map(|found| found.links.clone()).collect();
        prop_assert_eq!(&keys, &expected);
        for pair in found.loops.windows(2) {
            prop_assert!((pair[0].length, &pair[0].links) < (pair[1].length, &pair[1].links));
        }

        let limited = find(&map, &LoopOptions { max_count: budget, ..LoopOptions::default() });
        prop_assert_eq!(limited.loops.len(), budget.min(expected.len()));
        prop_assert_eq!(limited.complete, expected.len() <= budget);
        if let Some(limit) = limited.limit {
            let of_length = |loops: &[FeedbackLoop]| {
                loops.iter().filter(|found| found.length <= limit.complete_to_length).count()
            };
            prop_assert_eq!(of_length(&limited.loops), of_length(&found.loops));
        }

        let passing = find(&map, &LoopOptions { through: Some(element(through)), ..LoopOptions::default() });
        let of_element = expected.iter().filter(|key| {
            key.iter().any(|id| map.links.get(id).is_some_and(|link| link.ends.from == element(through)))
        });
        prop_assert_eq!(passing.loops.len(), of_element.count());
    }

    #[test]
    fn a_named_loop_keeps_its_label_whatever_is_drawn_elsewhere(
        raw in prop::collection::vec((0_usize..5, 0_usize..5, prop::bool::ANY), 1..10),
        drawn in prop::collection::vec((0_usize..7, 0_usize..7, prop::bool::ANY), 0..8),
        chosen in 0_usize..50,
        number in 1_u32..20,
    ) {
        let signed = |links: &[(usize, usize, bool)]| -> Vec<(usize, usize, i64)> {
            links.iter().map(|(a, b, plus)| (*a, *b, if *plus { 1 } else { -1 })).collect()
        };
        let found = all(&project(7, &signed(&raw))).loops;
        prop_assume!(!found.is_empty());
        let one = &found[chosen % found.len()];
        let label = format!("{}{number}", one.polarity.as_str());
        let named = NamedLoop { label: label.clone(), key: one.links.clone(), ..NamedLoop::default() };
        let mut map = project(7, &signed(&[raw.clone(), drawn].concat()));
        map.loops.insert("o_a".into(), Arc::new(named));
        let after = all(&map).loops;
        let with_label: Vec<_> = after.iter().filter(|found| found.label == label).collect();
        prop_assert_eq!(with_label.len(), 1);
        prop_assert_eq!(&with_label[0].links, &one.links);
        let labels: BTreeSet<&str> = after.iter().map(|found| found.label.as_str()).collect();
        prop_assert_eq!(labels.len(), after.len(), "no label is given twice");
    }

    #[test]
    fn flipping_one_sign_turns_exactly_the_loops_through_that_link(
        raw in prop::collection::vec((0_usize..5, 0_usize..5, prop::bool::ANY), 1..12),
        flipped in 0_usize..12,
    ) {
        let links: Vec<_> = raw.iter().map(|(a, b, plus)| (*a, *b, if *plus { 1 } else { -1 })).collect();
        let mut turned = links.clone();
        let flipped = flipped % links.len();
        turned[flipped].2 = -turned[flipped].2;
        let polarity = |map: &Project| -> BTreeMap<Vec<LinkId>, LoopPolarity> {
            all(map).loops.into_iter().map(|found| (found.links, found.polarity)).collect()
        };
        let (before, after) = (polarity(&project(5, &links)), polarity(&project(5, &turned)));
        prop_assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
        for (key, was) in &before {
            prop_assert_eq!(after.get(key) != Some(was), key.contains(&link(flipped)));
        }
    }
}
