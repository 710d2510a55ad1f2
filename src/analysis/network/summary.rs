//! Figures for the whole network.

use std::collections::BTreeMap;

use super::blocks::Blocks;
use super::columns::{Work, unreachable_reason};
use super::graph::TieGraph;
use super::mixing::{Mixing, degree_assortativity};
use super::paths::Length;
use super::{NetworkError, Summary, local};

/// Why figures have no value, by their names.
pub(super) type Reasons = BTreeMap<String, String>;

/// What the distances of all pairs say of the whole, and the greatest betweenness.
pub(super) struct Distances {
    diameter: Option<f64>,
    mean: Option<f64>,
    reason: Option<&'static str>,
    betweenness: Vec<f64>,
}

impl Distances {
    pub(super) fn new(work: &mut Work<'_>, graph: &TieGraph, wanted: bool) -> Result<Self, NetworkError> {
        let n = graph.len();
        let pairs = n as f64 * n.saturating_sub(1) as f64;
        let paths = work.paths(Length::Step)?;
        let betweenness = paths.betweenness.clone();
        let (mut diameter, mut mean) = (None, None);
        let reason = if n < 2 {
            Some("Needs two elements or more.")
        } else if !wanted {
            Some("Not worked out for so many elements unless a measure of distance is asked for.")
        } else {
            let reaches = &paths.outward;
            let joined = reaches.iter().all(|reach| reach.count + 1 == n);
            diameter = joined.then(|| reaches.iter().map(|reach| reach.farthest).fold(0.0, f64::max));
            mean = joined.then(|| reaches.iter().map(|reach| reach.total).sum::<f64>() / pairs);
            (!joined).then(|| unreachable_reason(graph.directed))
        };
        Ok(Self { diameter, mean, reason, betweenness })
    }
}

/// Figures for the whole, without modularity. What has no value gets a reason.
pub(super) fn summary(
    graph: &TieGraph,
    blocks: &Blocks,
    strong: &[Vec<usize>],
    distances: &Distances,
    mixing: &[Mixing],
    undefined: &mut Reasons,
) -> Summary {
    let n = graph.len();
    let pairs = n as f64 * n.saturating_sub(1) as f64;
    let arcs = graph.out().len() as f64;
    let mutual = |v: usize| graph.out().of(v).iter().filter(|u| graph.out().has(**u as usize, v)).count();
    let reciprocity = (graph.directed && arcs > 0.0).then(|| (0..n).map(mutual).sum::<usize>() as f64 / arcs);
    let clustering = local::clustering(graph, super::arcs::Counted::Ties);
    let sizes = |parts: &[Vec<usize>]| parts.iter().map(Vec::len).collect::<Vec<_>>();
    let components = blocks.components();
    let assortativity = |place: usize| mixing.get(place).and_then(|mixing| mixing.assortativity);
    let e_i_index = |place: usize| mixing.get(place).and_then(|mixing| mixing.e_i_index);
    let found = Summary {
        elements: n,
        ties: graph.ties(),
        density: if pairs > 0.0 { arcs / pairs } else { 0.0 },
        reciprocity,
        transitivity: local::transitivity(graph),
        average_clustering: (n > 0).then(|| clustering.iter().sum::<f64>() / n as f64),
        components: components.len(),
        component_sizes: sizes(&components),
        strong_components: strong.len(),
        strong_component_sizes: sizes(strong),
        biconnected_components: blocks.biconnected.len(),
        diameter: distances.diameter,
        average_shortest_path_length: distances.mean,
        degree_centralization: degree_centralization(graph),
        betweenness_centralization: betweenness_centralization(&distances.betweenness),
        degree_assortativity: degree_assortativity(graph),
        sector_assortativity: assortativity(0),
        region_assortativity: assortativity(1),
        sector_e_i_index: e_i_index(0),
        region_e_i_index: e_i_index(1),
        modularity: None,
    };
    let groups = "Needs ties between elements of two groups or more.";
    let far = distances.reason.unwrap_or_default();
    for (name, value, reason) in [
        ("reciprocity", found.reciprocity, "Needs ties with a direction."),
        ("average_clustering", found.average_clustering, "Needs elements."),
        ("degree_centralization", found.degree_centralization, "Needs three elements or more."),
        (
            "betweenness_centralization",
            found.betweenness_centralization,
            "Needs three elements or more and exact betweenness.",
        ),
        (
            "degree_assortativity",
            found.degree_assortativity,
            "Needs ties between elements of different degree.",
        ),
        ("sector_assortativity", found.sector_assortativity, groups),
        ("region_assortativity", found.region_assortativity, groups),
        ("sector_e_i_index", found.sector_e_i_index, "Needs ties between elements with a sector."),
        ("region_e_i_index", found.region_e_i_index, "Needs ties between elements with a region."),
        ("diameter", found.diameter, far),
        ("average_shortest_path_length", found.average_shortest_path_length, far),
    ] {
        if value.is_none() {
            undefined.insert(name.to_owned(), reason.to_owned());
        }
    }
    found
}

/// Σ (largest degree − degree) / ((n − 1)(n − 2)), without direction.
fn degree_centralization(graph: &TieGraph) -> Option<f64> {
    let n = graph.len();
    let view = graph.undirected();
    let most = (0..n).map(|v| view.degree(v)).max()?;
    let short: usize = (0..n).map(|v| most - view.degree(v)).sum();
    (n > 2).then(|| short as f64 / ((n - 1) as f64 * (n - 2) as f64))
}

/// Σ (largest betweenness − betweenness) / (n − 1): 1 for a star.
fn betweenness_centralization(betweenness: &[f64]) -> Option<f64> {
    let n = betweenness.len();
    let most = betweenness.iter().copied().fold(0.0, f64::max);
    let short: f64 = betweenness.iter().map(|value| most - value).sum();
    (n > 2).then(|| short / (n - 1) as f64)
}
