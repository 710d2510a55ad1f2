//! Every measure, unweighted and by strength, against `NetworkX`; key players against trying every set.

use std::collections::BTreeMap;
use std::sync::Arc;

use linchpin::analysis::Watch;
use linchpin::analysis::network::{
    Definition, Measure, NetworkOptions, TieGraph, answers, columns, definition, key_players, measure,
    stands_between,
};
use linchpin::model::{Body, Project};
use serde_json::Value;

use super::maps::{actors, id, number};

fn read(name: &str) -> Value {
    let path = format!("{}/tests/data/oracles/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn close(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-8 * expected.abs().max(1.0)
}

fn place(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

/// The project of a network, with groups as sectors.
fn project(network: &Value) -> Project {
    let edges = network["edges"].as_array().unwrap();
    let ties: Vec<_> =
        edges.iter().map(|tie| (place(&tie[0]), place(&tie[1]), tie[2].as_f64().unwrap())).collect();
    let mut project = actors(place(&network["n"]), &ties, !network["directed"].as_bool().unwrap());
    for (actor, group) in network["groups"].as_array().into_iter().flatten().enumerate() {
        let element = project.elements.get_mut(&id(actor)).map(Arc::make_mut).unwrap();
        let Body::Actor(actor) = &mut element.body else { panic!("not an actor") };
        actor.sector = Some(format!("t_{}", group.as_str().unwrap()).as_str().into());
    }
    project
}

#[test]
fn every_measure_agrees_with_networkx() {
    let mut checked = std::collections::BTreeSet::new();
    for expected in read("measures")["networks"].as_array().unwrap() {
        let name = expected["name"].as_str().unwrap();
        let graph = TieGraph::new(&project(expected), &NetworkOptions::default()).unwrap();
        let found = measure(&graph, None, &Watch::default()).unwrap();
        assert_eq!(found.directed, expected["directed"].as_bool().unwrap(), "{name}");
        let elements: BTreeMap<String, Vec<Option<f64>>> =
            serde_json::from_value(expected["elements"].clone()).unwrap();
        for (key, figures) in elements {
            let measure: Measure = key.parse().unwrap();
            checked.insert(measure);
            for (actor, figure) in figures.into_iter().enumerate() {
                match (found.value(&id(actor), measure), figure) {
                    (None, None) => assert!(found.undefined.contains_key(&key), "{name}: {key}"),
                    (Some(found), Some(figure)) if close(found, figure) => {}
                    (found, figure) => panic!("{name}: {key} of {actor} is {found:?}, not {figure:?}"),
                }
            }
        }
        let whole = serde_json::to_value(&found.network).unwrap();
        for (key, figure) in expected["network"].as_object().unwrap() {
            let (found, figure) = (whole[key].as_f64().unwrap(), figure.as_f64().unwrap());
            assert!(close(found, figure), "{name}: {key} is {found}, not {figure}");
        }
        for key in ["edge_betweenness_centrality", "weighted_edge_betweenness_centrality"] {
            let figures = expected["edge_betweenness"][key].as_array().unwrap();
            assert_eq!(figures.len(), found.ties.len(), "{name}: {key}");
            for figure in figures {
                let mut ends = [id(place(&figure[0])), id(place(&figure[1]))];
                if !found.directed {
                    ends.sort();
                }
                let tie = found.ties.iter().find(|tie| tie.ends == ends).unwrap();
                let carried = serde_json::to_value(tie).unwrap()[key].as_f64().unwrap();
                assert!(close(carried, figure[2].as_f64().unwrap()), "{name}: {key} of {ends:?}");
            }
        }
        for cut in expected["least_cuts"].as_array().unwrap() {
            let ends = [id(place(&cut[0])), id(place(&cut[1]))];
            let between = stands_between(&graph, &ends[0], &ends[1], &Watch::default()).unwrap();
            assert_eq!(between.direct, cut[2].as_bool().unwrap(), "{name}: {cut}");
            assert_eq!(between.cut.len(), place(&cut[3]), "{name}: {cut}");
            assert_eq!(between.paths.len(), between.cut.len(), "{name}: {cut}");
            let inner = between.paths.iter().flat_map(|path| &path[1..path.len() - 1]);
            let distinct: std::collections::BTreeSet<_> = inner.clone().collect();
            assert_eq!(distinct.len(), inner.count(), "{name}: the paths of {cut} share somebody");
        }
    }
    let unchecked: Vec<_> = Measure::ALL.iter().filter(|measure| !checked.contains(measure)).collect();
    let elsewhere = |measure: &Measure| {
        let name = measure.as_str();
        name.ends_with("_region") || name.starts_with("micmac_") || name.ends_with("degree_centrality")
    };
    assert!(unchecked.iter().all(|measure| elsewhere(measure)), "{unchecked:?}");
}

#[test]
fn key_players_are_the_best_of_all_sets() {
    for name in ["krackhardt_kite", "florentine_families", "zachary_karate", "burt_borgatti_holes"] {
        let oracle = read(name);
        let edges = oracle["edges"].as_array().unwrap();
        let ties: Vec<_> = edges.iter().map(|tie| (place(&tie[0]), place(&tie[1]), 1.0)).collect();
        let project = actors(place(&oracle["n"]), &ties, true);
        let graph = TieGraph::new(&project, &NetworkOptions::default()).unwrap();
        for size in 1..=3 {
            let found = key_players(&graph, size, &Watch::default()).unwrap().unwrap();
            let expected = &oracle["expected"]["key_player"][size.to_string()];
            for (set, key) in
                [(&found.reach, "kpp_pos_DR"), (found.fragment.as_ref().unwrap(), "kpp_neg_DF_res")]
            {
                assert!(set.exact, "{name}: {size} {key}");
                let best = expected[key]["value"].as_f64().unwrap();
                assert!(close(set.value, best), "{name}: {size} {key} is {}, not {best}", set.value);
                let members: Vec<usize> = set.members.iter().map(number).collect();
                let sets: Vec<Vec<usize>> = serde_json::from_value(expected[key]["sets"].clone()).unwrap();
                assert!(sets.contains(&members), "{name}: {size} {key}: {members:?} of {sets:?}");
            }
        }
    }
}

#[test]
fn every_figure_and_finding_has_its_definition() {
    for measure in Measure::ALL {
        assert!(definition(measure.as_str()).is_some(), "{measure}");
        assert!(!measure.definition().formula.is_empty() && !measure.definition().range.is_empty());
    }
    for network in read("measures")["networks"].as_array().unwrap() {
        let graph = TieGraph::new(&project(network), &NetworkOptions::default()).unwrap();
        let found = measure(&graph, None, &Watch::default()).unwrap();
        let players = key_players(&graph, 3, &Watch::default()).unwrap();
        let said = answers(&graph, &found, players.as_ref());
        assert!(said.len() >= 6, "{said:?}");
        for finding in said {
            assert!(finding.meaning().is_some(), "{}", finding.definition);
            assert!(!finding.elements.is_empty() && !finding.figures.is_empty(), "{finding:?}");
            assert!(!finding.sentence.contains("NaN") && !finding.sentence.is_empty());
        }
    }
    let mut keys: Vec<_> = Definition::ALL.iter().map(|definition| definition.key).collect();
    keys.sort_unstable();
    let count = keys.len();
    keys.dedup();
    assert_eq!(keys.len(), count, "a key stands twice");
}

#[test]
fn estimates_of_a_large_network_are_as_near_as_they_say() {
    // Two stars of 5,009 rays whose centres are tied: 10,020 actors.
    let rays = 5_009;
    let count = 2 * (rays + 1);
    let mut ties: Vec<_> = (2..count).map(|ray| (ray % 2, ray, 1.0)).collect();
    ties.push((0, 1, 1.0));
    let graph = TieGraph::new(&actors(count, &ties, true), &NetworkOptions::default()).unwrap();
    let found = columns(&graph, &[Measure::Betweenness], &Watch::default()).unwrap().remove(0);
    let error = found.error.unwrap();
    assert!(error > 0.0 && error < 0.05, "{error}");
    // A centre is between its rays, and between each of them and everyone beyond.
    let pairs = (rays * (rays - 1) + 2 * rays * (rays + 1)) as f64;
    let exact = pairs / ((count - 1) * (count - 2)) as f64;
    for (actor, value) in found.values.iter().enumerate() {
        let expected = if actor < 2 { exact } else { 0.0 };
        let value = value.unwrap();
        assert!((value - expected).abs() <= error, "{actor}: {value}, not {expected} ± {error}");
    }
}
