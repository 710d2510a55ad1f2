//! Shortest paths: betweenness (Brandes 2001, "A faster algorithm for betweenness centrality"), and what the distances
//! between all pairs say, from the same searches.
//!
//! Sources are shared among threads in chunks that depend on nothing but the number of elements, and the chunks' sums
//! are added in order, so the figures are the same to the last bit on any number of threads.

mod core;
mod estimate;
mod search;
mod steps;

use rayon::prelude::*;

use super::NetworkError;
use super::arcs::Arcs;
use super::progress::Progress;
use core::Core;
use search::Search;

pub(super) use estimate::{Sampled, betweenness_estimate};
pub(super) use steps::distances_from;
pub(in crate::analysis) use steps::{steps_apart, steps_from};

/// More chunks share the work better and cost a row of sums each.
const CHUNKS: usize = 64;

/// Fewer sources than this are not worth a chunk.
const SOURCES: usize = 8;

/// Whether all ties are one step long, or 1 / strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    Step,
    Strength,
}

/// What the distances from one element to all others say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Reach {
    /// How many others it reaches.
    pub(crate) count: usize,
    /// The sum of the distances to them.
    pub(crate) total: f64,
    /// The sum of one over each distance.
    pub(crate) harmonic: f64,
    /// The distance to the farthest.
    pub(crate) farthest: f64,
}

impl Reach {
    fn add(&mut self, count: u64, distance: f64) {
        self.count += count as usize;
        self.total += count as f64 * distance;
        self.harmonic += count as f64 / distance;
        self.farthest = self.farthest.max(distance);
    }

    /// Takes one distance for another that is no longer.
    fn replace(&mut self, wrong: f64, right: f64) {
        self.total += right - wrong;
        self.harmonic += 1.0 / right - 1.0 / wrong;
    }

    /// From how many are how many steps away; the first entry is left out.
    fn of_steps(steps: &[u64]) -> Self {
        let mut reach = Self::default();
        for (count, step) in steps.iter().zip(0_u32..).skip(1).filter(|(count, _)| **count > 0) {
            reach.add(*count, f64::from(step));
        }
        reach
    }

    fn join(&mut self, other: &Self) {
        self.count += other.count;
        self.total += other.total;
        self.harmonic += other.harmonic;
        self.farthest = self.farthest.max(other.farthest);
    }
}

/// What to find out on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    /// How many shortest paths lead through each element.
    pub(super) betweenness: bool,
    /// How many shortest paths lead along each arc.
    pub(super) arcs: bool,
    /// What the distances say.
    pub(super) reach: bool,
}

impl Wanted {
    /// Nothing is wanted.
    pub(super) fn nothing(self) -> bool {
        self == Self::default()
    }
}

/// What all shortest paths say. What was not wanted is empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Paths {
    /// The share of the shortest paths between others that leads through each element, 0 to 1: over (n − 1)(n − 2)
    /// ordered pairs.
    pub(super) betweenness: Vec<f64>,
    /// The share of the shortest paths that leads along each arc, 0 to 1: over n(n − 1) ordered pairs.
    pub(super) arcs: Vec<f64>,
    /// From each element to the others.
    pub(super) outward: Vec<Reach>,
    /// From the others to each element; empty without direction, where it is the same.
    inward: Vec<Reach>,
}

impl Paths {
    /// From the others to each element.
    pub(super) fn inward(&self) -> &[Reach] {
        if self.inward.is_empty() { &self.outward } else { &self.inward }
    }
}

/// What a chunk of sources found.
struct Part {
    through: Vec<f64>,
    arcs: Vec<f64>,
    inward: Vec<Reach>,
    outward: Vec<(u32, Reach)>,
}

/// Searches from every element. O(n·m) by steps, O(n·m·log n) by strength. `directed` says whether the arcs may run one
/// way only. One part of `progress` for each element.
pub(super) fn all_paths(
    arcs: &Arcs,
    directed: bool,
    length: Length,
    wanted: Wanted,
    progress: &Progress<'_>,
) -> Result<Paths, NetworkError> {
    let n = arcs.elements();
    let core = Core::new(arcs, length, !directed);
    let parts: Result<Vec<Part>, NetworkError> = chunks(core.len())
        .into_par_iter()
        .map(|sources| search_chunk(&core, sources, directed, wanted, progress))
        .collect();
    let room = |of: usize, wanted: bool| vec![0.0; if wanted { of } else { 0 }];
    let mut through = room(core.len(), wanted.betweenness);
    let mut along = room(core.to.len(), wanted.arcs);
    let mut inward = vec![Reach::default(); if wanted.reach && directed { core.len() } else { 0 }];
    let mut found = Paths {
        betweenness: room(n, wanted.betweenness),
        arcs: room(arcs.len(), wanted.arcs),
        ..Paths::default()
    };
    if wanted.reach {
        found.outward = vec![Reach::default(); n];
    }
    for part in parts? {
        add(&mut through, &part.through);
        add(&mut along, &part.arcs);
        for (sum, more) in inward.iter_mut().zip(&part.inward) {
            sum.join(more);
        }
        for (element, reach) in part.outward {
            found.outward[element as usize] = reach;
        }
    }
    if !inward.is_empty() {
        found.inward = vec![Reach::default(); n];
        for (core_number, reach) in inward.into_iter().enumerate() {
            found.inward[core.original[core_number] as usize] = reach;
        }
    }
    if wanted.betweenness || wanted.arcs {
        unfold(arcs, &core, &through, &along, &mut found);
    }
    Ok(found)
}

fn search_chunk(
    core: &Core,
    sources: std::ops::Range<usize>,
    directed: bool,
    wanted: Wanted,
    progress: &Progress<'_>,
) -> Result<Part, NetworkError> {
    let paths = wanted.betweenness || wanted.arcs;
    let mut search = Search::new(core);
    let mut part = Part {
        through: vec![0.0; if paths { core.len() } else { 0 }],
        arcs: vec![0.0; if wanted.arcs { core.to.len() } else { 0 }],
        inward: vec![Reach::default(); if wanted.reach && directed { core.len() } else { 0 }],
        outward: Vec::new(),
    };
    for source in sources {
        progress.check()?;
        search.run(core, source);
        if wanted.reach {
            search.reach(core, source, |element, reach| part.outward.push((element, reach)));
            if directed {
                search.add_inward(core.unit, &mut part.inward);
            }
        }
        if paths {
            search.accumulate(core, source, &mut part.through, &mut part.arcs);
        }
        progress.advance(1 + core.leaves(source).len());
    }
    Ok(part)
}

/// Adds the paths that begin or end at leaves, numbers everything as the network does, and makes shares of it.
fn unfold(arcs: &Arcs, core: &Core, through: &[f64], along: &[f64], found: &mut Paths) {
    let n = arcs.elements();
    let pairs = n as f64 * n.saturating_sub(1) as f64;
    let others = n.saturating_sub(1) as f64 * n.saturating_sub(2) as f64;
    let reached = reached(core);
    for (v, reached) in reached.into_iter().enumerate() {
        let element = core.original[v] as usize;
        let leaves = core.weight[v] - 1.0;
        if !found.betweenness.is_empty() && others > 0.0 {
            let own = leaves * (leaves - 1.0) + 2.0 * leaves * (reached - core.weight[v]);
            found.betweenness[element] = (through[v] + own) / others;
        }
        if !found.arcs.is_empty() && pairs > 0.0 {
            for leaf in core.leaves(v) {
                let leaf = leaf.element as usize;
                for arc in [arcs.place(element, leaf), arcs.place(leaf, element)].into_iter().flatten() {
                    found.arcs[arc] = (reached - 1.0) / pairs;
                }
            }
            for arc in core.range(v) {
                found.arcs[core.arc[arc] as usize] = along[arc] / pairs;
            }
        }
    }
}

/// How many elements are in the part of the network that each is in, if there are leaves; else nothing is asked of it.
fn reached(core: &Core) -> Vec<f64> {
    let mut sizes = core.weight.clone();
    if core.leaf_start.last() == Some(&0) {
        return sizes;
    }
    let mut seen = vec![false; core.len()];
    for root in 0..core.len() {
        if seen[root] {
            continue;
        }
        seen[root] = true;
        let mut part = vec![root];
        let mut next = 0;
        while let Some(&v) = part.get(next) {
            next += 1;
            for &u in core.of(v) {
                if !seen[u as usize] {
                    seen[u as usize] = true;
                    part.push(u as usize);
                }
            }
        }
        let size: f64 = part.iter().map(|v| core.weight[*v]).sum();
        for v in part {
            sizes[v] = size;
        }
    }
    sizes
}

fn add(sums: &mut [f64], more: &[f64]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}

fn chunks(elements: usize) -> Vec<std::ops::Range<usize>> {
    let size = elements.div_ceil(CHUNKS).max(SOURCES);
    (0..elements).step_by(size).map(|start| start..(start + size).min(elements)).collect()
}

/// Betweenness of every element along `arcs`, as `NetworkX` normalises it. O(n·m) by steps.
pub(in crate::analysis) fn betweenness(
    arcs: &Arcs,
    directed: bool,
    progress: &Progress<'_>,
) -> Result<Vec<f64>, NetworkError> {
    let wanted = Wanted { betweenness: true, ..Wanted::default() };
    Ok(all_paths(arcs, directed, Length::Step, wanted, progress)?.betweenness)
}
