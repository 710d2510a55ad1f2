//! Shortest paths: betweenness (Brandes 2001, "A faster algorithm for betweenness centrality"), and what the distances
//! from every element say.
//!
//! Sources are shared among threads in chunks that depend on nothing but the number of elements, and the chunks' sums
//! are added in order, so the figures are the same to the last bit on any number of threads.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use rayon::prelude::*;

use super::graph::Arcs;
use super::{Cancelled, NetworkError};

/// More chunks share the work better and cost a row of sums each.
const CHUNKS: usize = 64;

/// Two paths are equally long if their lengths differ by no more than this share: sums of 1 / strength round.
const SAME_LENGTH: f64 = 1e-12;

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

/// A distance and an element, ordered by both.
#[derive(PartialEq)]
struct Entry(f64, usize);

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0).then(self.1.cmp(&other.1))
    }
}

/// The buffers of one search, reused from source to source.
struct Search {
    distance: Vec<f64>,
    /// The number of shortest paths from the source.
    paths: Vec<f64>,
    /// How much of the shortest paths to others leads through each element.
    dependency: Vec<f64>,
    settled: Vec<bool>,
    /// The elements reached, nearest first.
    order: Vec<usize>,
    heap: BinaryHeap<Reverse<Entry>>,
}

fn same(a: f64, b: f64) -> bool {
    b.is_finite() && (a - b).abs() <= SAME_LENGTH * b
}

impl Search {
    fn new(elements: usize) -> Self {
        Self {
            distance: vec![f64::INFINITY; elements],
            paths: vec![0.0; elements],
            dependency: vec![0.0; elements],
            settled: vec![false; elements],
            order: Vec::with_capacity(elements),
            heap: BinaryHeap::new(),
        }
    }

    fn start(&mut self, source: usize) {
        for &element in &self.order {
            self.distance[element] = f64::INFINITY;
            self.paths[element] = 0.0;
            self.dependency[element] = 0.0;
            self.settled[element] = false;
        }
        self.order.clear();
        self.distance[source] = 0.0;
        self.paths[source] = 1.0;
    }

    /// Finds the distances from `source` without passing through `without`.
    fn run(&mut self, arcs: &Arcs, source: usize, length: Length, without: Option<usize>) {
        self.start(source);
        match length {
            Length::Step => self.by_steps(arcs, source, without),
            Length::Strength => self.by_strength(arcs, source),
        }
    }

    fn by_steps(&mut self, arcs: &Arcs, source: usize, without: Option<usize>) {
        self.order.push(source);
        let mut next = 0;
        while let Some(&element) = self.order.get(next) {
            next += 1;
            let far = self.distance[element] + 1.0;
            for &other in arcs.of(element) {
                if Some(other) == without {
                    continue;
                }
                if self.distance[other].is_infinite() {
                    self.distance[other] = far;
                    self.order.push(other);
                }
                if self.distance[other] >= far {
                    self.paths[other] += self.paths[element];
                }
            }
        }
    }

    fn by_strength(&mut self, arcs: &Arcs, source: usize) {
        self.heap.push(Reverse(Entry(0.0, source)));
        while let Some(Reverse(Entry(_, element))) = self.heap.pop() {
            if self.settled[element] {
                continue;
            }
            self.settled[element] = true;
            self.order.push(element);
            for (other, strength) in arcs.with_strength(element) {
                if self.settled[other] {
                    continue;
                }
                let far = self.distance[element] + 1.0 / strength;
                if same(far, self.distance[other]) {
                    self.paths[other] += self.paths[element];
                } else if far < self.distance[other] {
                    self.distance[other] = far;
                    self.paths[other] = self.paths[element];
                    self.heap.push(Reverse(Entry(far, other)));
                }
            }
        }
    }

    /// Adds to `sums` what share of the shortest paths from the source leads through each element.
    fn accumulate(&mut self, into: &Arcs, length: Length, sums: &mut [f64]) {
        for &element in self.order.iter().skip(1).rev() {
            let share = (1.0 + self.dependency[element]) / self.paths[element];
            for (before, strength) in into.with_strength(element) {
                let step = match length {
                    Length::Step => 1.0,
                    Length::Strength => 1.0 / strength,
                };
                if same(self.distance[before] + step, self.distance[element]) {
                    self.dependency[before] += self.paths[before] * share;
                }
            }
            sums[element] += self.dependency[element];
        }
    }

    fn count_steps(&self, counts: &mut Vec<u64>) {
        for &element in self.order.iter().skip(1) {
            let place = self.distance[element] as usize - 1;
            if counts.len() <= place {
                counts.resize(place + 1, 0);
            }
            counts[place] += 1;
        }
    }

    fn reach(&self) -> Reach {
        let mut reach = Reach::default();
        for &element in self.order.iter().skip(1) {
            let distance = self.distance[element];
            reach.count += 1;
            reach.total += distance;
            reach.harmonic += 1.0 / distance;
            reach.farthest = reach.farthest.max(distance);
        }
        reach
    }
}

/// How many of all pairs, without direction, are how many steps apart: entry d − 1 counts the ordered pairs d steps
/// apart that remain once the element `without` is gone. O(n·m).
pub(in crate::analysis) fn steps_apart(
    arcs: &Arcs,
    elements: usize,
    without: Option<usize>,
    cancelled: Cancelled<'_>,
) -> Result<Vec<u64>, NetworkError> {
    let mut search = Search::new(elements);
    let mut counts = Vec::new();
    for source in (0..elements).filter(|source| Some(*source) != without) {
        cancelled.check()?;
        search.run(arcs, source, Length::Step, without);
        search.count_steps(&mut counts);
    }
    Ok(counts)
}

/// How many others are how many steps from `source`: entry d − 1 counts those d steps away. O(m).
pub(in crate::analysis) fn steps_from(arcs: &Arcs, elements: usize, source: usize) -> Vec<u64> {
    let mut search = Search::new(elements);
    let mut counts = Vec::new();
    search.run(arcs, source, Length::Step, None);
    search.count_steps(&mut counts);
    counts
}

fn chunks(elements: usize) -> Vec<std::ops::Range<usize>> {
    let size = elements.div_ceil(CHUNKS).max(1);
    (0..elements).step_by(size).map(|start| start..(start + size).min(elements)).collect()
}

/// Betweenness as `NetworkX` normalises it: by (n − 1)(n − 2) ordered pairs. O(n·m) by steps, O(n·m·log n) by strength.
pub(super) fn betweenness(
    (out, into): (&Arcs, &Arcs),
    elements: usize,
    length: Length,
    cancelled: Cancelled<'_>,
) -> Result<Vec<f64>, NetworkError> {
    let parts: Result<Vec<Vec<f64>>, NetworkError> = chunks(elements)
        .into_par_iter()
        .map(|sources| {
            let mut search = Search::new(elements);
            let mut sums = vec![0.0; elements];
            for source in sources {
                cancelled.check()?;
                search.run(out, source, length, None);
                search.accumulate(into, length, &mut sums);
            }
            Ok(sums)
        })
        .collect();
    let mut sums = vec![0.0; elements];
    for part in parts? {
        for (sum, share) in sums.iter_mut().zip(part) {
            *sum += share;
        }
    }
    if elements > 2 {
        let pairs = (elements - 1) as f64 * (elements - 2) as f64;
        for sum in &mut sums {
            *sum /= pairs;
        }
    }
    Ok(sums)
}

/// What the distances along `arcs` from every element say. O(n·m) by steps, O(n·m·log n) by strength.
pub(super) fn reach(
    arcs: &Arcs,
    elements: usize,
    length: Length,
    cancelled: Cancelled<'_>,
) -> Result<Vec<Reach>, NetworkError> {
    let parts: Result<Vec<Vec<Reach>>, NetworkError> = chunks(elements)
        .into_par_iter()
        .map(|sources| {
            let mut search = Search::new(elements);
            let each = sources.map(|source| {
                cancelled.check()?;
                search.run(arcs, source, length, None);
                Ok(search.reach())
            });
            each.collect()
        })
        .collect();
    Ok(parts?.into_iter().flatten().collect())
}
