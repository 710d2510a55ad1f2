//! "If this actor leaves": who holds the map of actors together, and who alone holds what it needs.
//!
//! Ties count both ways and all alike here, whatever their direction and strength: the question is who stays joined with
//! whom, not who gives to whom.

mod holders;
mod leaving;
mod reasons;

pub use leaving::{Departure, departure};

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::Serialize;

use super::Watch;
use super::network::{
    self, Arcs, Blocks, Counted, Kind, NetworkError, NetworkOptions, Progress, TieGraph, blocks, steps_apart,
    steps_from,
};
use crate::model::{ElementId, MapId, Project, TermId};

/// Up to this many actors, fragmentation is worked out for everyone.
const FRAGMENTATION_FOR_ALL: usize = 400;

/// Beyond that, for this many actors of highest betweenness at most.
const FRAGMENTATION_FOR_TOP: usize = 200;

/// And for no more than keeps the number of ties visited below this.
const FRAGMENTATION_VISITS: usize = 4_000_000_000;

/// Names listed for each actor at most; `loses_count` has them all.
const NAMES: usize = 50;

/// What would happen if this actor left.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BottleneckRow {
    /// The actor.
    pub id: ElementId,
    /// Its name.
    pub name: String,
    /// Its leaving would part the actors it is joined with.
    pub cut_vertex: bool,
    /// How many of its ties are all that joins two parts.
    pub bridges: usize,
    /// Pairs of the others that are joined now, directly or through others, and would not be any more.
    pub disconnected_pairs: u64,
    /// How much the distance-weighted fragmentation of the others rises, −1 to 1; `None` where it was not worked out.
    pub fragmentation: Option<f64>,
    /// The share of the shortest paths between others that pass through the actor, 0 to 1.
    pub betweenness: f64,
    /// Burt's constraint; `None` without ties.
    pub constraint: Option<f64>,
    /// Assets that no other actor holds at level 45 or more.
    pub sole_holder_of: Vec<TermId>,
    /// Their names, in the same order.
    pub sole_holder_names: Vec<String>,
    /// Who would fall away from the largest part that is left, or lose every tie: at most 50 names, sorted.
    pub loses: Vec<String>,
    /// How many would.
    pub loses_count: usize,
    /// What makes the actor a bottleneck, in sentences, weightiest first; empty if nothing does.
    pub reasons: Vec<String>,
}

/// What [`bottlenecks`] gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bottlenecks {
    /// All actors, worst first: by pairs disconnected, fragmentation, betweenness, then by name.
    pub actors: Vec<BottleneckRow>,
    /// What to know about the figures.
    pub note: String,
}

/// What would happen if each actor left, over the whole project or one map.
///
/// Time is O(n·m) for betweenness. Fragmentation takes O(n·m) for each actor; beyond 400 actors only those of highest
/// betweenness get it, 200 at most, and `note` says so. The watch is asked often, from several
/// threads.
///
/// # Errors
/// [`NetworkError::NoSuchMap`], or [`NetworkError::Cancelled`] once the watch says so.
pub fn bottlenecks(
    project: &Project,
    map: Option<&MapId>,
    watch: &Watch,
) -> Result<Bottlenecks, NetworkError> {
    let options =
        NetworkOptions { map: map.cloned(), kind: Some(Kind::Actor), directed: Some(false), measures: None };
    let graph = TieGraph::new(project, &options)?;
    let arcs = graph.undirected();
    let progress = &Progress::new(watch, 2 * graph.len());
    let blocks = blocks(arcs);
    let betweenness = network::betweenness(arcs, false, progress)?;
    let (fragmentation, covered) = fragmentations(arcs, &betweenness, progress)?;
    let constraint = network::constraint(arcs, Counted::Ties);
    let mut bridges = vec![0; graph.len()];
    for &(a, b) in &blocks.bridges {
        bridges[a] += 1;
        bridges[b] += 1;
    }
    let mut holdings = holders::sole_holdings(project, &graph.ids);
    let mut actors = Vec::with_capacity(graph.len());
    for (v, bridges) in bridges.into_iter().enumerate() {
        let losses = Losses::new(&graph, &blocks, v);
        let held = holdings.remove(&graph.ids[v]).unwrap_or_default();
        let mut row = BottleneckRow {
            id: graph.ids[v].clone(),
            name: graph.names[v].clone(),
            cut_vertex: blocks.is_cut_vertex(v),
            bridges,
            disconnected_pairs: blocks.disconnected_pairs(v),
            fragmentation: fragmentation[v],
            betweenness: betweenness[v],
            constraint: constraint[v],
            sole_holder_of: held.iter().map(|holding| holding.asset.clone()).collect(),
            sole_holder_names: held.iter().map(|holding| holding.name.clone()).collect(),
            loses: losses.names(),
            loses_count: losses.count,
            reasons: Vec::new(),
        };
        row.reasons = reasons::reasons(&row, &losses, &held, map.is_some());
        actors.push(row);
    }
    actors.sort_by(|a, b| {
        let figures = |row: &BottleneckRow| (row.disconnected_pairs, row.fragmentation.unwrap_or(f64::MIN));
        let ((pairs_a, split_a), (pairs_b, split_b)) = (figures(a), figures(b));
        pairs_b
            .cmp(&pairs_a)
            .then(split_b.total_cmp(&split_a))
            .then(b.betweenness.total_cmp(&a.betweenness))
            .then_with(|| (&a.name, &a.id).cmp(&(&b.name, &b.id)))
    });
    Ok(Bottlenecks { actors, note: reasons::note(&graph, covered) })
}

/// By how much fragmentation rises without each actor, and for how many it was worked out.
fn fragmentations(
    arcs: &Arcs,
    betweenness: &[f64],
    progress: &Progress<'_>,
) -> Result<(Vec<Option<f64>>, usize), NetworkError> {
    let n = betweenness.len();
    let mut chosen: Vec<usize> = (0..n).collect();
    if n > FRAGMENTATION_FOR_ALL {
        let affordable = FRAGMENTATION_VISITS / (n * (n + arcs.len())).max(1);
        chosen.sort_by(|a, b| betweenness[*b].total_cmp(&betweenness[*a]).then(a.cmp(b)));
        chosen.truncate(FRAGMENTATION_FOR_TOP.min(affordable));
    }
    let mut rises = vec![None; n];
    if n < 3 || chosen.is_empty() {
        // With one actor left there is no pair to fragment.
        return Ok((rises, 0));
    }
    let whole = steps_apart(arcs, &[], progress)?;
    let before = network::fragmentation(n, &whole);
    let found: Result<Vec<Option<f64>>, NetworkError> = chosen
        .par_iter()
        .map(|&v| {
            // Whoever is on no shortest path between others can leave without changing any of their distances.
            let steps = if betweenness[v] > 0.0 {
                steps_apart(arcs, &[v], progress)?
            } else {
                let mut own = steps_from(arcs, v);
                own.resize(whole.len(), 0);
                whole.iter().zip(own).map(|(all, own)| all - 2 * own).collect()
            };
            progress.advance(1);
            let after = network::fragmentation(n - 1, &steps);
            Ok(after.zip(before).map(|(after, before)| after - before))
        })
        .collect();
    for (v, rise) in chosen.iter().zip(found?) {
        rises[*v] = rise;
    }
    Ok((rises, chosen.len()))
}

/// Who would be cut off without one actor.
struct Losses {
    /// Who would have no tie left, by name; at most [`NAMES`].
    tieless: Vec<String>,
    tieless_count: usize,
    /// Who else would fall away from the largest part, by name; at most [`NAMES`].
    cut_off: Vec<String>,
    cut_off_count: usize,
    /// All of them.
    count: usize,
}

impl Losses {
    fn new(graph: &TieGraph, blocks: &Blocks, v: usize) -> Self {
        let arcs = graph.undirected();
        let names = |places: Vec<usize>| {
            let mut names: Vec<String> = places.iter().map(|place| graph.names[*place].clone()).collect();
            names.sort();
            names
        };
        let only_tie = |u: &usize| arcs.degree(*u) == 1;
        let tieless: Vec<usize> = arcs.of(v).iter().map(|u| *u as usize).filter(only_tie).collect();
        let tieless_count = tieless.len();
        // A part of one is someone with no other tie, counted above.
        let smaller: Vec<_> =
            blocks.parts_without(v).into_iter().skip(1).filter(|(size, _)| *size > 1).collect();
        let cut_off_count = smaller.iter().map(|(size, _)| size).sum();
        let cut_off = smaller.into_iter().rev().flat_map(|(_, runs)| runs).flatten();
        let cut_off: Vec<usize> = cut_off.take(NAMES).map(|place| blocks.order[place]).collect();
        Self {
            tieless: names(tieless.into_iter().take(NAMES).collect()),
            tieless_count,
            cut_off: names(cut_off),
            cut_off_count,
            count: tieless_count + cut_off_count,
        }
    }

    fn names(&self) -> Vec<String> {
        let mut all: Vec<String> = self.tieless.iter().chain(&self.cut_off).take(NAMES).cloned().collect();
        all.sort();
        all
    }
}

impl Bottlenecks {
    /// The actors with something to say about them, worst first.
    pub fn notable(&self) -> impl Iterator<Item = &BottleneckRow> {
        self.actors.iter().filter(|row| !row.reasons.is_empty())
    }

    /// The row of one actor.
    pub fn row(&self, id: &ElementId) -> Option<&BottleneckRow> {
        self.actors.iter().find(|row| row.id == *id)
    }

    /// The actors whose leaving would part those they are joined with.
    pub fn cut_vertices(&self) -> BTreeSet<&ElementId> {
        self.actors.iter().filter(|row| row.cut_vertex).map(|row| &row.id).collect()
    }
}
