//! Puts the measures together into one result.

use std::collections::BTreeMap;

use super::blocks::{blocks, strong_components};
use super::columns::{Column, Work};
use super::definitions::cautions;
use super::equivalence::equivalent;
use super::graph::TieGraph;
use super::groups::Grouping;
use super::leiden::{Communities, communities};
use super::micmac::Micmac;
use super::mixing::mixing;
use super::paths::Length;
use super::progress::Progress;
use super::result::{Estimate, TieFigures};
use super::summary::{Distances, Reasons, summary};
use super::{Measure, Network, NetworkElement, NetworkError, NetworkOptions};
use crate::analysis::Watch;
use crate::model::{ElementId, Project};

/// Above this many elements, distances are worked out only where a measure needs them: all pairs take their time.
const DISTANCES_UP_TO: usize = 5_000;

/// Reads a network out of a project and works out its figures; see [`measure`].
///
/// # Errors
/// [`NetworkError::NoSuchMap`], or [`NetworkError::Cancelled`] once the watch says so.
pub fn analyze(project: &Project, options: &NetworkOptions, watch: &Watch) -> Result<Network, NetworkError> {
    measure(&TieGraph::new(project, options)?, options.measures.as_deref(), watch)
}

/// Works out the figures of a network: these measures, or all that apply and figures for every tie too.
///
/// Time is O(n·m) if distances are wanted, O(n·m·log n) for distances by strength. The result is the same to the last bit
/// on any number of threads. Beyond 10,000 elements betweenness is estimated, and what else needs the distances between
/// all pairs is left out unless it is asked for by name.
///
/// # Errors
/// [`NetworkError::Cancelled`] once the watch says so.
pub fn measure(
    graph: &TieGraph,
    measures: Option<&[Measure]>,
    watch: &Watch,
) -> Result<Network, NetworkError> {
    let large = graph.len() > super::columns::EXACT_UP_TO;
    let applies = |measure: &Measure| graph.directed || !measure.needs_direction();
    let mut wanted: Vec<Measure> = match measures {
        Some(measures) => measures.to_vec(),
        None => Measure::ALL.iter().copied().filter(applies).collect(),
    };
    wanted.sort_unstable();
    wanted.dedup();
    let left_out = |measure: Measure| {
        large && measures.is_none() && measure.needs_all_pairs() && measure != Measure::Betweenness
    };
    let now: Vec<Measure> = wanted.iter().copied().filter(|measure| !left_out(*measure)).collect();
    let of_steps = |m: &Measure| m.needs_all_pairs() && !m.as_str().starts_with("weighted_");
    let distances = graph.len() <= DISTANCES_UP_TO || (now.iter().any(of_steps) && !large);
    let searches = usize::from(distances) + usize::from(now.iter().any(|measure| measure.needs_all_pairs()));
    let progress = Progress::new(watch, searches * graph.len() + 1);
    let (far, near): (Vec<Measure>, Vec<Measure>) = now.iter().partition(|measure| measure.needs_all_pairs());
    let ties = measures.is_none() && !large;
    // The searches for paths are shared among threads; what runs on one thread is worked out beside them.
    let (found, beside) = rayon::join(
        || by_paths(graph, &far, (ties, distances), &progress),
        || beside_paths(graph, &near, measures.is_none(), &progress),
    );
    let (ByPaths { columns, estimates, ties, distances }, beside) = (found?, beside?);
    let mut undefined = Reasons::new();
    let mut columns: BTreeMap<Measure, Column> =
        columns.into_iter().chain(beside.columns).map(|column| (column.measure, column)).collect();
    let mut rows = vec![BTreeMap::new(); graph.len()];
    for measure in wanted {
        let Some(column) = columns.remove(&measure) else {
            for row in &mut rows {
                row.insert(measure, None);
            }
            let reason = "Not worked out for so many elements unless it is asked for by name.";
            undefined.insert(measure.as_str().to_owned(), reason.to_owned());
            continue;
        };
        for (row, value) in rows.iter_mut().zip(column.values) {
            row.insert(measure, value);
        }
        if let Some(reason) = column.reason {
            undefined.insert(measure.as_str().to_owned(), reason);
        }
    }
    let id = |place: usize| graph.ids[place].clone();
    let sets = |of: Vec<Vec<usize>>| -> Vec<Vec<ElementId>> {
        of.into_iter().map(|members| members.into_iter().map(id).collect()).collect()
    };
    let blocks = blocks(graph.undirected());
    let strong = if graph.directed { strong_components(graph.out()) } else { blocks.components() };
    let mixing: Vec<_> = Grouping::ALL.into_iter().map(|by| mixing(graph, by)).collect();
    let mut network = summary(graph, &blocks, &strong, &distances, &mixing, &mut undefined);
    network.modularity = beside.communities.modularity;
    if network.modularity.is_none() {
        undefined.insert("modularity".to_owned(), "Needs ties.".to_owned());
    }
    watch.report(1.0);
    let elements = graph.ids.iter().zip(&graph.names).zip(rows);
    Ok(Network {
        kind: graph.kind,
        directed: graph.directed,
        merged_parallel: graph.merged_parallel,
        left_out_self: graph.left_out_self,
        elements: elements
            .map(|((id, name), values)| NetworkElement { id: id.clone(), name: name.clone(), values })
            .collect(),
        cautions: cautions(graph.len(), graph.ties(), network.components, graph.left_out_self),
        network,
        ties,
        communities: sets(beside.communities.members),
        cut_vertices: blocks.cut_vertices().map(id).collect(),
        bridges: blocks.bridges.iter().map(|(a, b)| [id(*a), id(*b)]).collect(),
        biconnected: sets(blocks.biconnected),
        equivalent: sets(beside.equivalent),
        mixing,
        micmac: beside.micmac,
        estimates,
        undefined,
    })
}

/// What the searches for paths say.
struct ByPaths {
    columns: Vec<Column>,
    estimates: BTreeMap<String, Estimate>,
    ties: Vec<TieFigures>,
    distances: Distances,
}

/// Measures of all pairs; and, if wanted, figures for every tie and of the distances in the whole.
fn by_paths(
    graph: &TieGraph,
    measures: &[Measure],
    (ties, distances): (bool, bool),
    progress: &Progress<'_>,
) -> Result<ByPaths, NetworkError> {
    let mut work = Work::new(graph, progress);
    work.plan(measures, ties, distances);
    let columns = measures.iter().map(|measure| work.column(*measure)).collect::<Result<Vec<_>, _>>()?;
    let estimate = |column: &Column| {
        let found = Estimate::new(work.samples()?, column.error?);
        Some((column.measure.as_str().to_owned(), found))
    };
    Ok(ByPaths {
        estimates: columns.iter().filter_map(estimate).collect(),
        columns,
        ties: if ties { tie_figures(&mut work, graph)? } else { Vec::new() },
        distances: Distances::new(&mut work, graph, distances)?,
    })
}

/// What is found without searches for paths.
struct BesidePaths {
    columns: Vec<Column>,
    communities: Communities,
    micmac: Option<Micmac>,
    equivalent: Vec<Vec<usize>>,
}

/// Measures that need no paths, and communities; with `all` also influence and who could stand in for whom.
fn beside_paths(
    graph: &TieGraph,
    measures: &[Measure],
    all: bool,
    progress: &Progress<'_>,
) -> Result<BesidePaths, NetworkError> {
    let mut work = Work::new(graph, progress);
    Ok(BesidePaths {
        columns: measures.iter().map(|measure| work.column(*measure)).collect::<Result<_, _>>()?,
        communities: communities(graph.undirected(), progress)?,
        micmac: if all { work.micmac()?.cloned() } else { None },
        equivalent: if all { equivalent(graph) } else { Vec::new() },
    })
}

/// The communities alone, as [`measure`] gives them: ascending members, largest community first. About O(m).
///
/// # Errors
/// [`NetworkError::Cancelled`] once the watch says so.
pub fn communities_of(graph: &TieGraph, watch: &Watch) -> Result<Vec<Vec<ElementId>>, NetworkError> {
    let found = communities(graph.undirected(), &Progress::new(watch, 1))?;
    let named = |members: Vec<usize>| members.into_iter().map(|place| graph.ids[place].clone()).collect();
    Ok(found.members.into_iter().map(named).collect())
}

/// The cut vertices alone, as [`measure`] gives them. O(n + m).
pub fn cut_vertices(graph: &TieGraph) -> Vec<ElementId> {
    blocks(graph.undirected()).cut_vertices().map(|place| graph.ids[place].clone()).collect()
}

/// The figures of every joined pair, by the ids of its ends.
fn tie_figures(work: &mut Work<'_>, graph: &TieGraph) -> Result<Vec<TieFigures>, NetworkError> {
    let by_step = work.paths(Length::Step)?.arcs.clone();
    let by_strength = &work.paths(Length::Strength)?.arcs;
    let mut ties = Vec::with_capacity(graph.ties());
    for v in 0..graph.len() {
        for (arc, &u) in graph.out().range(v).zip(graph.out().of(v)) {
            let u = u as usize;
            let back = if graph.directed { None } else { graph.out().place(u, v) };
            if back.is_some() && u < v {
                continue;
            }
            // Without direction the two ways of a pair count together.
            let figure = |arcs: &[f64]| arcs[arc] + back.map_or(0.0, |back| arcs[back]);
            ties.push(TieFigures {
                ends: [graph.ids[v].clone(), graph.ids[u].clone()],
                links: graph.joins_of(v, u).collect(),
                edge_betweenness_centrality: figure(&by_step),
                weighted_edge_betweenness_centrality: figure(by_strength),
            });
        }
    }
    Ok(ties)
}
