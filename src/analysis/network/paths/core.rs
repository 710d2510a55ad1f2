//! The network as searches see it: without leaves, and with those first that are reached most often.

use super::Length;
use crate::analysis::network::arcs::Arcs;

/// Strengths whose lengths are whole numbers up to this many in the finest unit are searched exactly.
const FINEST: u64 = 1 << 20;

/// Up to this length, arcs are followed with a bucket for each distance instead of a heap.
const BUCKETS: f64 = 4096.0;

/// How the nearest of the elements seen is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Every arc is one long: first seen, first followed.
    Queue,
    /// Arcs are whole numbers up to this: a bucket for each distance.
    Buckets(usize),
    /// A heap. `rounded` says that lengths round, so that equal paths differ a little.
    Heap { rounded: bool },
}

/// An element with one tie, which searches need not visit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leaf {
    /// Its number in the network.
    pub(super) element: u32,
    /// The length of its tie.
    pub(super) length: f64,
}

/// A network without its leaves, renumbered.
///
/// In a network without direction, all paths of an element with one tie lead through its neighbour, so the neighbour is
/// searched from once and counts for all its leaves (Sariyüce, Saule, Kaya and Çatalyürek 2013).
pub(super) struct Core {
    pub(super) start: Vec<u32>,
    pub(super) to: Vec<u32>,
    /// The length of each arc; empty if all are 1.
    pub(super) length: Vec<f64>,
    /// The place of each arc in the network.
    pub(super) arc: Vec<u32>,
    /// The number of each element in the network.
    pub(super) original: Vec<u32>,
    /// How many elements each stands for: itself and its leaves.
    pub(super) weight: Vec<f64>,
    pub(super) leaf_start: Vec<u32>,
    leaves: Vec<Leaf>,
    /// Lengths are in units of one over this.
    pub(super) unit: f64,
    pub(super) order: Order,
}

impl Core {
    /// Prepares a network for searches along `arcs`. `fold` leaves out leaves, for arcs that run both ways.
    pub(super) fn new(arcs: &Arcs, length: Length, fold: bool) -> Self {
        let n = arcs.elements();
        let (lengths, unit, order) = match length {
            Length::Step => (Vec::new(), 1.0, Order::Queue),
            Length::Strength => lengths(arcs.strengths()),
        };
        let long = |arc: usize| lengths.get(arc).copied().unwrap_or(1.0);
        let is_leaf = |v: usize| fold && arcs.degree(v) == 1 && arcs.degree(arcs.of(v)[0] as usize) > 1;
        let mut original: Vec<u32> = (0..n as u32).filter(|v| !is_leaf(*v as usize)).collect();
        original.sort_by_key(|v| std::cmp::Reverse(arcs.degree(*v as usize)));
        let mut number = vec![u32::MAX; n];
        for (core, v) in (0..).zip(&original) {
            number[*v as usize] = core;
        }
        let mut core = Self {
            start: vec![0],
            to: Vec::with_capacity(arcs.len()),
            length: Vec::new(),
            arc: Vec::with_capacity(arcs.len()),
            weight: Vec::with_capacity(original.len()),
            leaf_start: vec![0],
            leaves: Vec::new(),
            original: Vec::new(),
            unit,
            order,
        };
        for &v in &original {
            let before = core.leaves.len();
            for (arc, &u) in arcs.range(v as usize).zip(arcs.of(v as usize)) {
                if is_leaf(u as usize) {
                    core.leaves.push(Leaf { element: u, length: long(arc) });
                } else {
                    core.to.push(number[u as usize]);
                    core.arc.push(arc as u32);
                }
            }
            core.weight.push(1.0 + (core.leaves.len() - before) as f64);
            core.start.push(core.to.len() as u32);
            core.leaf_start.push(core.leaves.len() as u32);
        }
        if length == Length::Strength {
            core.length = core.arc.iter().map(|arc| long(*arc as usize)).collect();
        }
        core.original = original;
        core
    }

    /// The number of elements.
    pub(super) fn len(&self) -> usize {
        self.original.len()
    }

    /// The places of the arcs of an element.
    pub(super) fn range(&self, element: usize) -> std::ops::Range<usize> {
        self.start[element] as usize..self.start[element + 1] as usize
    }

    /// The far ends of the arcs of an element.
    pub(super) fn of(&self, element: usize) -> &[u32] {
        &self.to[self.range(element)]
    }

    /// Some elements were left out as leaves.
    pub(super) fn has_leaves(&self) -> bool {
        !self.leaves.is_empty()
    }

    /// The leaves of an element.
    pub(super) fn leaves(&self, element: usize) -> &[Leaf] {
        &self.leaves[self.leaf_start[element] as usize..self.leaf_start[element + 1] as usize]
    }
}

/// The lengths 1 / strength, in whole numbers of a common unit where there is one.
fn lengths(strengths: &[f64]) -> (Vec<f64>, f64, Order) {
    let inverse = || strengths.iter().map(|strength| 1.0 / strength).collect();
    let Some((scale, multiple)) = common(strengths) else {
        return (inverse(), 1.0, Order::Heap { rounded: true });
    };
    let lengths: Vec<f64> =
        strengths.iter().map(|strength| (multiple as f64 / (strength * scale)).round()).collect();
    let longest = lengths.iter().copied().fold(1.0, f64::max);
    let order =
        if longest <= BUCKETS { Order::Buckets(longest as usize) } else { Order::Heap { rounded: false } };
    (lengths, multiple as f64 / scale, order)
}

/// A scale that makes all strengths whole numbers, and their least common multiple.
fn common(strengths: &[f64]) -> Option<(f64, u64)> {
    let mut distinct: Vec<f64> = strengths.to_vec();
    distinct.sort_by(f64::total_cmp);
    distinct.dedup();
    [1.0, 2.0, 4.0, 5.0, 10.0, 20.0, 100.0].into_iter().find_map(|scale| {
        let multiple = distinct.iter().try_fold(1_u64, |multiple, strength| {
            let scaled = strength * scale;
            let whole = scaled.round();
            let fits = (1.0..=FINEST as f64).contains(&whole) && (scaled - whole).abs() < 1e-9;
            let whole = fits.then_some(whole as u64)?;
            Some(multiple / divisor(multiple, whole) * whole).filter(|multiple| *multiple <= FINEST)
        });
        multiple.map(|multiple| (scale, multiple))
    })
}

fn divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { divisor(b, a % b) }
}
