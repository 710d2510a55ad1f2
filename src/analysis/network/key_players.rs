//! Key players (Borgatti 2006, "Identifying sets of key players in a social network"): who together reach most, and who
//! would break the map by leaving together. Ties count both ways and all alike.

mod cover;
mod search;

use rayon::prelude::*;
use serde::Serialize;

use super::arcs::Arcs;
use super::graph::TieGraph;
use super::paths::{distances_from, steps_apart};
use super::progress::Progress;
use super::{NetworkError, fragmentation};
use crate::analysis::Watch;
use crate::model::ElementId;
use cover::smallest_cover;
use search::{Choice, best_set};

/// Beyond this many elements, sets are not looked for: all distances would have to be kept.
const MOST: usize = 2_000;

/// Words of 64 bits that an exact search for who breaks the map may touch.
const EXACT_WORK: f64 = 4e8;

/// Sums that an exact search for who reaches most may add up.
const EXACT_SUMS: f64 = 2e8;

/// When not all sets are tried, those who are tried for breaking the map: the highest by betweenness.
const CANDIDATES: usize = 24;

/// A set of elements that does something together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlayerSet {
    /// Its members, by id.
    pub members: Vec<ElementId>,
    /// What they achieve, 0 to 1.
    pub value: f64,
    /// No other set of this size achieves more; otherwise it was found by adding the best and swapping.
    pub exact: bool,
}

/// The fewest that reach everyone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReachingSet {
    /// Within this many steps.
    pub steps: u32,
    /// Its members, by id. Elements without ties must be in it: nobody reaches them.
    pub members: Vec<ElementId>,
    /// No smaller set does; otherwise there may be a smaller one.
    pub exact: bool,
}

/// Sets of key players.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeyPlayers {
    /// The set that reaches most, soonest: KPP-Pos, (1/n) Σ 1/d with d = 1 for members.
    pub reach: PlayerSet,
    /// The set whose leaving fragments the others most: KPP-Neg, their distance-weighted fragmentation. `None` unless two
    /// or more others are left.
    pub fragment: Option<PlayerSet>,
    /// The smallest sets that reach everyone within one step and two.
    pub covers: Vec<ReachingSet>,
}

/// Finds key players in sets of `size` (at most as many as there are elements). `None` for an empty network and for more
/// than 2,000 elements. Exact while that is quick, else by adding the best and swapping while that gains something.
///
/// # Errors
/// [`NetworkError::Cancelled`].
pub fn key_players(graph: &TieGraph, size: usize, watch: &Watch) -> Result<Option<KeyPlayers>, NetworkError> {
    let arcs = graph.undirected();
    let n = graph.len();
    if n == 0 || n > MOST || size == 0 {
        return Ok(None);
    }
    let progress = &Progress::new(watch, n);
    let size = size.min(n);
    let distances: Vec<Vec<Option<u32>>> =
        (0..n).into_par_iter().map(|source| distances_from(arcs, &[source])).collect();
    progress.check()?;
    let set = |choice: Choice| PlayerSet {
        members: choice.members.iter().map(|v| graph.ids[*v].clone()).collect(),
        value: choice.value,
        exact: choice.exact,
    };
    let reach = most_reaching(&distances, size, progress)?;
    let fragment = if size + 2 <= n { Some(most_fragmenting(arcs, size, progress)?) } else { None };
    let cover = |steps: u32| {
        let found = smallest_cover(&distances, steps);
        let members = found.members.iter().map(|v| graph.ids[*v].clone()).collect();
        ReachingSet { steps, members, exact: found.exact }
    };
    Ok(Some(KeyPlayers { reach: set(reach), fragment: fragment.map(set), covers: vec![cover(1), cover(2)] }))
}

/// KPP-Pos.
fn most_reaching(
    distances: &[Vec<Option<u32>>],
    size: usize,
    progress: &Progress<'_>,
) -> Result<Choice, NetworkError> {
    let n = distances.len();
    let worth = |from: usize, to: usize| match distances[from][to] {
        Some(distance) => 1.0 / f64::from(distance.max(1)),
        None => 0.0,
    };
    let value = |set: &[usize]| {
        let best = |to: usize| set.iter().map(|from| worth(*from, to)).fold(0.0, f64::max);
        Ok((0..n).map(best).sum::<f64>() / n as f64)
    };
    let all: Vec<usize> = (0..n).collect();
    best_set(&all, size, EXACT_SUMS / (n * size) as f64, true, &value, progress)
}

/// KPP-Neg.
fn most_fragmenting(arcs: &Arcs, size: usize, progress: &Progress<'_>) -> Result<Choice, NetworkError> {
    let n = arcs.elements();
    let value = |set: &[usize]| {
        let steps = steps_apart(arcs, set, progress)?;
        Ok(fragmentation(n - set.len(), &steps).unwrap_or(0.0))
    };
    let cost = (n.div_ceil(512) * (arcs.len() + 2 * n) * 8 * 6) as f64;
    let sets = EXACT_WORK / cost;
    let mut all: Vec<usize> = (0..n).collect();
    let exact = search::sets_of(n, size) <= sets;
    if !exact && n > CANDIDATES {
        let between = super::paths::betweenness(arcs, false, progress)?;
        all.sort_by(|a, b| between[*b].total_cmp(&between[*a]).then(a.cmp(b)));
        all.truncate(CANDIDATES.max(size));
        all.sort_unstable();
    }
    best_set(&all, size, sets, exact, &value, progress)
}
