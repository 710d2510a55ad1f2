//! Every measure against the figures of `NetworkX` and igraph.

use std::collections::BTreeMap;

use linchpin::analysis::Watch;
use linchpin::analysis::network::{
    Measure, Network, NetworkOptions, TieGraph, analyze, communities_of, cut_vertices,
};
use serde_json::Value;

use super::maps::{actors, id, number};

const UNDIRECTED: [&str; 8] = [
    "krackhardt_kite",
    "florentine_families",
    "zachary_karate",
    "les_miserables",
    "davis_southern_women",
    "burt_borgatti_holes",
    "barbell_5_1",
    "disconnected_p4_c5_iso",
];

fn read(name: &str) -> Value {
    let path = format!("{}/tests/data/oracles/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn ties(oracle: &Value, strength: impl Fn(f64) -> f64) -> Vec<(usize, usize, f64)> {
    let end = |tie: &Value, place: usize| tie[place].as_u64().unwrap() as usize;
    let edges = oracle["edges"].as_array().unwrap().iter();
    edges.map(|tie| (end(tie, 0), end(tie, 1), strength(tie[2].as_f64().unwrap()))).collect()
}

fn size(oracle: &Value) -> usize {
    oracle["n"].as_u64().unwrap() as usize
}

fn run(oracle: &Value, directed: bool, strength: impl Fn(f64) -> f64) -> Network {
    let project = actors(size(oracle), &ties(oracle, strength), !directed);
    analyze(&project, &NetworkOptions::default(), &Watch::default()).unwrap()
}

fn close(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-9 * expected.abs().max(1.0)
}

fn check(what: &str, network: &Network, measure: Measure, expected: &Value, scale: f64) {
    let expected = expected.as_array().unwrap_or_else(|| panic!("{what}: no figures for {measure}"));
    assert_eq!(expected.len(), network.elements.len(), "{what}: {measure}");
    for (place, expected) in expected.iter().enumerate() {
        let found = network.value(&id(place), measure);
        match (found, expected.as_f64()) {
            (None, None) => {}
            (Some(found), Some(expected)) if close(found, expected * scale) => {}
            _ => panic!("{what}: {measure} of {place} is {found:?}, not {expected} × {scale}"),
        }
    }
}

fn check_whole(what: &str, name: &str, found: Option<f64>, expected: &Value) {
    let expected = expected.as_f64().unwrap_or_else(|| panic!("{what}: no figure for {name}"));
    assert!(found.is_some_and(|found| close(found, expected)), "{what}: {name} is {found:?}, not {expected}");
}

#[test]
fn undirected_measures_agree() {
    for name in UNDIRECTED {
        let oracle = read(name);
        let expected = &oracle["expected"];
        let others = (size(&oracle) - 1) as f64;
        let network = run(&oracle, false, |weight| weight);
        assert!(!network.directed);
        let joined = expected["connected"].as_bool().unwrap();
        let closeness = if joined { "closeness" } else { "closeness_nx_wf_improved" };
        check(name, &network, Measure::DegreeCentrality, &expected["degree"], 1.0 / others);
        check(name, &network, Measure::Betweenness, &expected["betweenness_normalized"], 1.0);
        check(name, &network, Measure::Closeness, &expected[closeness], 1.0);
        check(name, &network, Measure::Harmonic, &expected["harmonic"], 1.0);
        check(name, &network, Measure::PageRank, &expected["pagerank_085"], 1.0);
        check(name, &network, Measure::Core, &expected["coreness"], 1.0);
        check(name, &network, Measure::Clustering, &expected["clustering"], 1.0);
        check(name, &network, Measure::Constraint, &expected["constraint"], 1.0);
        check(name, &network, Measure::EffectiveSize, &expected["effective_size"], 1.0);
        check(name, &network, Measure::Eigenvector, &expected["eigenvector_l2"], 1.0);
        if let Some(strength) = expected.get("strength") {
            check(name, &network, Measure::WeightedDegree, strength, 1.0);
        }
        let whole = &network.network;
        check_whole(name, "density", Some(whole.density), &expected["density"]);
        check_whole(name, "transitivity", Some(whole.transitivity), &expected["transitivity"]);
        check_whole(name, "average_clustering", whole.average_clustering, &expected["average_clustering"]);
        assert_eq!(whole.components as u64, expected["n_components"].as_u64().unwrap(), "{name}");
        if joined {
            let mean = &expected["average_path_length"];
            check_whole(name, "diameter", whole.diameter, &expected["diameter"]);
            check_whole(name, "mean distance", whole.average_shortest_path_length, mean);
        } else {
            assert!(whole.diameter.is_none() && network.undefined.contains_key("diameter"));
            assert!(network.undefined.contains_key("eccentricity"));
        }
    }
}

#[test]
fn cut_vertices_and_bridges_agree() {
    for name in UNDIRECTED {
        let oracle = read(name);
        let network = run(&oracle, false, |weight| weight);
        let cut: Vec<usize> = network.cut_vertices.iter().map(number).collect();
        assert_eq!(serde_json::json!(cut), oracle["expected"]["articulation_points"], "{name}");
        let bridges: Vec<[usize; 2]> = network.bridges.iter().map(|[a, b]| [number(a), number(b)]).collect();
        let mut expected: Vec<[usize; 2]> =
            serde_json::from_value(oracle["expected"]["bridges"].clone()).unwrap();
        for bridge in &mut expected {
            bridge.sort_unstable();
        }
        expected.sort_unstable();
        assert_eq!(bridges, expected, "{name}");
    }
}

#[test]
fn betweenness_by_strength_agrees_where_distance_is_one_over_strength() {
    let mut checked = 0;
    for name in UNDIRECTED.iter().chain(&["directed_gnm_40_110"]) {
        let oracle = read(name);
        let directed = *name == "directed_gnm_40_110";
        let Some(expected) = oracle["expected"].get("betweenness_weighted_dist") else { continue };
        // The oracle takes the weight as the distance.
        let network = run(&oracle, directed, |weight| 1.0 / weight);
        let n = size(&oracle) as f64;
        let pairs = (n - 1.0) * (n - 2.0) / if directed { 1.0 } else { 2.0 };
        check(name, &network, Measure::WeightedBetweenness, expected, 1.0 / pairs);
        checked += 1;
    }
    assert!(checked >= 3, "only {checked} networks have weights");
}

#[test]
fn directed_measures_agree() {
    let oracle = read("directed_gnm_40_110");
    let expected = &oracle["expected"];
    let network = run(&oracle, true, |weight| weight);
    let name = "directed";
    assert!(network.directed);
    check(name, &network, Measure::Betweenness, &expected["betweenness"], 1.0 / (39.0 * 38.0));
    check(name, &network, Measure::Closeness, &expected["closeness_in_networkx_wf"], 1.0);
    check(name, &network, Measure::Harmonic, &expected["harmonic_in_networkx"], 1.0);
    check(name, &network, Measure::PageRank, &expected["pagerank_085"], 1.0);
    check(name, &network, Measure::Core, &expected["coreness_all"], 1.0);
    check(name, &network, Measure::Constraint, &expected["constraint_networkx"], 1.0);
    check_whole(name, "reciprocity", network.network.reciprocity, &expected["reciprocity"]);
    let strong: Vec<usize> = serde_json::from_value::<Vec<Vec<usize>>>(expected["scc"].clone())
        .unwrap()
        .iter()
        .map(Vec::len)
        .collect();
    assert_eq!(network.network.strong_component_sizes, strong);
}

#[test]
fn strengths_and_conventions_at_the_edges_agree() {
    let oracle = read("directed_strengths");
    for directed in [true, false] {
        let name = if directed { "directed" } else { "undirected" };
        let project = actors(size(&oracle), &ties(&oracle, |weight| weight), false);
        let options = NetworkOptions { directed: Some(directed), ..NetworkOptions::default() };
        let network = analyze(&project, &options, &Watch::default()).unwrap();
        let expected = &oracle[name];
        let elements: BTreeMap<String, Value> = serde_json::from_value(expected["elements"].clone()).unwrap();
        for (measure, figures) in elements {
            check(name, &network, measure.parse().unwrap(), &figures, 1.0);
        }
        let whole = serde_json::to_value(&network.network).unwrap();
        for (figure, expected) in expected["network"].as_object().unwrap() {
            match expected {
                Value::Array(_) => assert_eq!(whole[figure], *expected, "{name}: {figure}"),
                _ => check_whole(name, figure, whole[figure].as_f64(), expected),
            }
        }
    }
}

#[test]
fn communities_are_near_the_best_known() {
    for name in UNDIRECTED {
        let oracle = read(name);
        let network = run(&oracle, false, |weight| weight);
        let best = &oracle["expected"]["leiden_modularity_best20"];
        let (found, best) = (network.network.modularity.unwrap(), best.as_f64().unwrap());
        assert!(found <= best + 1e-9, "{name}: {found} is better than the best, {best}");
        assert!(found >= 0.9 * best, "{name}: {found} is far below {best}");
        assert_eq!(network.communities.iter().map(Vec::len).sum::<usize>(), size(&oracle), "{name}");
    }
}

#[test]
fn communities_and_cut_vertices_are_the_same_alone_as_among_the_rest() {
    for name in UNDIRECTED {
        let oracle = read(name);
        let project = actors(size(&oracle), &ties(&oracle, |weight| weight), true);
        let graph = TieGraph::new(&project, &NetworkOptions::default()).unwrap();
        let network = run(&oracle, false, |weight| weight);
        assert_eq!(communities_of(&graph, &Watch::default()).unwrap(), network.communities, "{name}");
        assert_eq!(cut_vertices(&graph), network.cut_vertices, "{name}");
    }
}
