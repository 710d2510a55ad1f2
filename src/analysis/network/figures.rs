//! Puts the measures together into one result.

use std::collections::BTreeMap;

use super::blocks::{Blocks, blocks, strong_component_sizes};
use super::communities::communities;
use super::graph::TieGraph;
use super::paths::{self, Length, Reach};
use super::{
    Cancelled, Measure, Network, NetworkElement, NetworkError, NetworkOptions, Summary, local, spectral,
};
use crate::model::{ElementId, Project};

/// Above this many elements, distances are worked out only where a measure needs them: all pairs take their time.
const DISTANCES_UP_TO: usize = 5_000;

/// A figure for every element, and why some have none.
struct Column {
    values: Vec<Option<f64>>,
    reason: Option<String>,
}

impl Column {
    fn all(values: Vec<f64>) -> Self {
        Self { values: values.into_iter().map(Some).collect(), reason: None }
    }

    fn none(elements: usize, reason: &str) -> Self {
        Self { values: vec![None; elements], reason: Some(reason.to_owned()) }
    }

    fn some(values: Vec<Option<f64>>, reason: &str) -> Self {
        let reason = values.iter().any(Option::is_none).then(|| reason.to_owned());
        Self { values, reason }
    }
}

/// Reads a network out of a project and works out its figures.
///
/// Time is O(n·m) if distances are wanted, O(n·m·log n) for distances by strength; `cancelled` is asked often, from
/// several threads. The result is the same to the last bit on any number of threads.
///
/// # Errors
/// [`NetworkError::NoSuchMap`], or [`NetworkError::Cancelled`] once `cancelled` says so.
pub fn analyze(
    project: &Project,
    options: &NetworkOptions,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Result<Network, NetworkError> {
    let graph = TieGraph::new(project, options)?;
    let wanted = match &options.measures {
        Some(measures) => measures.clone(),
        None => Measure::ALL.iter().copied().filter(|measure| applies(*measure, &graph)).collect(),
    };
    let mut work = Work { graph: &graph, cancelled: Cancelled(cancelled), inward: None, outward: None };
    let mut undefined = BTreeMap::new();
    let mut rows = vec![BTreeMap::new(); graph.len()];
    for measure in wanted.iter().copied() {
        work.cancelled.check()?;
        let column = work.column(measure)?;
        for (row, value) in rows.iter_mut().zip(column.values) {
            row.insert(measure, value);
        }
        if let Some(reason) = column.reason {
            undefined.insert(measure.as_str().to_owned(), reason);
        }
    }
    let id = |place: usize| graph.ids[place].clone();
    let distances = graph.len() <= DISTANCES_UP_TO || wanted.iter().any(|measure| measure.needs_all_pairs());
    let blocks = blocks(graph.undirected(), graph.len());
    let found = communities(graph.undirected(), graph.len());
    let network = work.summary(&blocks, found.modularity, distances, &mut undefined)?;
    let elements = graph.ids.iter().zip(&graph.names).zip(rows);
    Ok(Network {
        kind: graph.kind,
        directed: graph.directed,
        merged_parallel: graph.merged_parallel,
        left_out_self: graph.left_out_self,
        elements: elements
            .map(|((id, name), values)| NetworkElement { id: id.clone(), name: name.clone(), values })
            .collect(),
        network,
        communities: found.members.iter().map(|members| members.iter().map(|m| id(*m)).collect()).collect(),
        cut_vertices: blocks.cut_vertices().map(id).collect::<Vec<ElementId>>(),
        bridges: blocks.bridges.iter().map(|(a, b)| [id(*a), id(*b)]).collect(),
        undefined,
    })
}

/// The measure has a meaning for this network.
fn applies(measure: Measure, graph: &TieGraph) -> bool {
    graph.directed || !matches!(measure, Measure::InDegreeCentrality | Measure::OutDegreeCentrality)
}

/// The work on one network, with the distances that several figures share.
struct Work<'a> {
    graph: &'a TieGraph,
    cancelled: Cancelled<'a>,
    inward: Option<Vec<Reach>>,
    outward: Option<Vec<Reach>>,
}

impl Work<'_> {
    fn column(&mut self, measure: Measure) -> Result<Column, NetworkError> {
        let graph = self.graph;
        let (n, out, into) = (graph.len(), graph.out(), graph.into());
        if !applies(measure, graph) {
            return Ok(Column::none(n, "Ties have no direction here; use degree_centrality."));
        }
        Ok(match measure {
            Measure::DegreeCentrality if graph.directed => self.shares(|v| out.degree(v) + into.degree(v)),
            Measure::DegreeCentrality | Measure::OutDegreeCentrality => self.shares(|v| out.degree(v)),
            Measure::InDegreeCentrality => self.shares(|v| into.degree(v)),
            Measure::Betweenness => {
                Column::all(paths::betweenness((out, into), n, Length::Step, self.cancelled)?)
            }
            Measure::WeightedBetweenness => {
                Column::all(paths::betweenness((out, into), n, Length::Strength, self.cancelled)?)
            }
            Measure::Closeness => {
                Column::all(self.inward()?.iter().map(|reach| closeness(reach, n)).collect())
            }
            Measure::WeightedCloseness => {
                let reaches = paths::reach(into, n, Length::Strength, self.cancelled)?;
                Column::all(reaches.iter().map(|reach| closeness(reach, n)).collect())
            }
            Measure::Harmonic => Column::all(self.inward()?.iter().map(|reach| reach.harmonic).collect()),
            Measure::Eccentricity => {
                let reaches = self.outward()?;
                if reaches.iter().any(|reach| reach.count + 1 < n) {
                    Column::none(n, unreachable_reason(graph.directed))
                } else {
                    Column::all(reaches.iter().map(|reach| reach.farthest).collect())
                }
            }
            Measure::Eigenvector if graph.directed && self.goes_nowhere() => {
                Column::none(n, "Ties never lead back to where they started, so nothing feeds on itself.")
            }
            Measure::Eigenvector => match spectral::eigenvector(into, n, self.cancelled)? {
                Some(values) => Column::all(values),
                None => Column::none(
                    n,
                    "The power iteration does not settle: no part of the network leads the others clearly.",
                ),
            },
            Measure::PageRank => Column::all(spectral::pagerank((out, into), n, self.cancelled)?),
            Measure::Core => {
                Column::all(local::core_numbers(graph).into_iter().map(|core| core as f64).collect())
            }
            Measure::Clustering => Column::all(local::clustering(graph)),
            Measure::Constraint => {
                Column::some(local::constraint(graph.undirected(), n), "Undefined for elements without ties.")
            }
            Measure::EffectiveSize => Column::some(
                local::effective_size(graph.undirected(), n),
                "Undefined for elements without ties.",
            ),
            Measure::WeightedDegree => {
                let sum = |v: usize| {
                    let both = into.with_strength(v).filter(|_| graph.directed);
                    out.with_strength(v).chain(both).map(|(_, strength)| strength).sum()
                };
                Column::all((0..n).map(sum).collect())
            }
        })
    }

    /// There are ties, and no cycle among them: every eigenvalue is 0, and none leads.
    fn goes_nowhere(&self) -> bool {
        let out = self.graph.out();
        out.len() > 0 && strong_component_sizes(out, self.graph.len()).first() == Some(&1)
    }

    /// Counts as shares of all others. One element alone has a share of 1, as in `NetworkX`.
    fn shares(&self, count: impl Fn(usize) -> usize) -> Column {
        let n = self.graph.len();
        let share = |v: usize| if n < 2 { 1.0 } else { count(v) as f64 / (n - 1) as f64 };
        Column::all((0..n).map(share).collect())
    }

    fn inward(&mut self) -> Result<&[Reach], NetworkError> {
        if self.inward.is_none() {
            self.inward =
                Some(paths::reach(self.graph.into(), self.graph.len(), Length::Step, self.cancelled)?);
        }
        Ok(self.inward.as_deref().unwrap_or_default())
    }

    fn outward(&mut self) -> Result<&[Reach], NetworkError> {
        if !self.graph.directed {
            return self.inward();
        }
        if self.outward.is_none() {
            self.outward =
                Some(paths::reach(self.graph.out(), self.graph.len(), Length::Step, self.cancelled)?);
        }
        Ok(self.outward.as_deref().unwrap_or_default())
    }

    fn summary(
        &mut self,
        blocks: &Blocks,
        modularity: Option<f64>,
        distances: bool,
        undefined: &mut BTreeMap<String, String>,
    ) -> Result<Summary, NetworkError> {
        let graph = self.graph;
        let n = graph.len();
        let pairs = n as f64 * n.saturating_sub(1) as f64;
        let arcs = graph.out().len() as f64;
        let mut none = |name: &str, reason: &str| {
            undefined.insert(name.to_owned(), reason.to_owned());
        };
        let mutual = |v: usize| graph.out().of(v).iter().filter(|u| graph.out().has(**u, v)).count();
        let reciprocity =
            (graph.directed && arcs > 0.0).then(|| (0..n).map(mutual).sum::<usize>() as f64 / arcs);
        if reciprocity.is_none() {
            none("reciprocity", "Needs ties with a direction.");
        }
        let average_clustering = (n > 0).then(|| local::clustering(graph).iter().sum::<f64>() / n as f64);
        if modularity.is_none() {
            none("modularity", "Needs ties.");
        }
        let degree_centralization = centralization(graph);
        if degree_centralization.is_none() {
            none("degree_centralization", "Needs three elements or more.");
        }
        let (mut diameter, mut mean) = (None, None);
        let reason = if n < 2 {
            Some("Needs two elements or more.")
        } else if !distances {
            Some("Not worked out for so many elements unless a measure of distance is asked for.")
        } else {
            let reaches = self.inward()?;
            let joined = reaches.iter().all(|reach| reach.count + 1 == n);
            diameter = joined.then(|| reaches.iter().map(|reach| reach.farthest).fold(0.0, f64::max));
            mean = joined.then(|| reaches.iter().map(|reach| reach.total).sum::<f64>() / pairs);
            (!joined).then(|| unreachable_reason(graph.directed))
        };
        if let Some(reason) = reason {
            none("diameter", reason);
            none("average_shortest_path_length", reason);
        }
        let component_sizes = blocks.component_sizes();
        let strong_component_sizes =
            if graph.directed { strong_component_sizes(graph.out(), n) } else { component_sizes.clone() };
        Ok(Summary {
            elements: n,
            ties: graph.ties(),
            density: if pairs > 0.0 { arcs / pairs } else { 0.0 },
            reciprocity,
            transitivity: local::transitivity(graph),
            average_clustering,
            components: component_sizes.len(),
            component_sizes,
            strong_components: strong_component_sizes.len(),
            strong_component_sizes,
            biconnected_components: blocks.biconnected,
            diameter,
            average_shortest_path_length: mean,
            degree_centralization,
            modularity,
        })
    }
}

fn unreachable_reason(directed: bool) -> &'static str {
    if directed {
        "Some elements cannot reach others along the direction of ties, so some distances are infinite."
    } else {
        "The network is in separate parts, so some distances are infinite."
    }
}

/// Wasserman and Faust's closeness: the inverse of the mean distance, times the share of the others that are reached.
fn closeness(reach: &Reach, elements: usize) -> f64 {
    let reached = reach.count as f64;
    if reach.count == 0 { 0.0 } else { reached / reach.total * (reached / (elements - 1) as f64) }
}

/// Σ (largest degree − degree) / ((n − 1)(n − 2)), without direction.
fn centralization(graph: &TieGraph) -> Option<f64> {
    let n = graph.len();
    let view = graph.undirected();
    let most = (0..n).map(|v| view.degree(v)).max()?;
    let short: usize = (0..n).map(|v| most - view.degree(v)).sum();
    (n > 2).then(|| short as f64 / ((n - 1) as f64 * (n - 2) as f64))
}
