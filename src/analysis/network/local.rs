//! Measures of an element and its neighbours: clustering, cores, structural holes.

use super::graph::{Arcs, TieGraph};

/// Visits every `w` that both `v` and one of its neighbours lead to, along `first` and then `second`, and counts.
fn closed(first: &Arcs, second: &Arcs, target: &[bool], v: usize) -> usize {
    let around = first.of(v).iter().filter(|u| **u != v);
    around.map(|u| second.of(*u).iter().filter(|w| target[**w]).count()).sum()
}

/// A mark for each element that `arcs` lead to from the element it was last set for.
struct Marks(Vec<bool>);

impl Marks {
    fn new(elements: usize) -> Self {
        Self(vec![false; elements])
    }

    fn set(&mut self, arcs: &Arcs, element: usize, value: bool) {
        for &other in arcs.of(element) {
            self.0[other] = value;
        }
    }
}

/// The clustering coefficient: closed pairs of neighbours over all pairs. In a directed network all eight directed
/// triangles count, over twice (d(d − 1) − 2r) with d ties in and out and r mutual ones (Fagiolo 2007).
pub(super) fn clustering(graph: &TieGraph) -> Vec<f64> {
    let (out, into) = (graph.out(), graph.into());
    let (mut ahead, mut behind) = (Marks::new(graph.len()), Marks::new(graph.len()));
    let mut values = Vec::with_capacity(graph.len());
    for v in 0..graph.len() {
        ahead.set(out, v, true);
        let value = if graph.directed {
            behind.set(into, v, true);
            let triangles: usize = [out, into]
                .into_iter()
                .flat_map(|first| [(first, out), (first, into)])
                .flat_map(|(first, second)| [(first, second, &ahead), (first, second, &behind)])
                .map(|(first, second, marks)| closed(first, second, &marks.0, v))
                .sum();
            let degree = out.degree(v) + into.degree(v);
            let mutual = out.of(v).iter().filter(|u| behind.0[**u]).count();
            behind.set(into, v, false);
            // With one tie, or one mutual tie, there is no pair of neighbours.
            let pairs = (degree * degree.saturating_sub(1)).saturating_sub(2 * mutual);
            if triangles == 0 { 0.0 } else { triangles as f64 / (2 * pairs) as f64 }
        } else {
            let degree = out.degree(v);
            let triangles = closed(out, out, &ahead.0, v);
            if triangles == 0 { 0.0 } else { triangles as f64 / (degree * (degree - 1)) as f64 }
        };
        ahead.set(out, v, false);
        values.push(value);
    }
    values
}

/// The share of two-step paths that are closed: three times the triangles over the triads. In a directed network, as in
/// `NetworkX`, pairs of elements that the same one leads to, and whether the first leads to the second.
pub(super) fn transitivity(graph: &TieGraph) -> f64 {
    let out = graph.out();
    let mut marks = Marks::new(graph.len());
    let (mut triangles, mut pairs) = (0, 0);
    for v in 0..graph.len() {
        marks.set(out, v, true);
        triangles += closed(out, out, &marks.0, v);
        marks.set(out, v, false);
        pairs += out.degree(v) * out.degree(v).saturating_sub(1);
    }
    if triangles == 0 { 0.0 } else { triangles as f64 / pairs as f64 }
}

/// Core numbers by repeatedly removing whoever has fewest ties (Batagelj and Zaveršnik 2003); ties in and out both
/// count. O(n + m).
pub(super) fn core_numbers(graph: &TieGraph) -> Vec<usize> {
    let view = graph.undirected();
    let mut degree: Vec<usize> = (0..graph.len())
        .map(|v| if graph.directed { graph.out().degree(v) + graph.into().degree(v) } else { view.degree(v) })
        .collect();
    let mut waiting: Vec<Vec<usize>> = vec![Vec::new(); degree.iter().max().map_or(0, |most| most + 1)];
    for (v, d) in degree.iter().enumerate().rev() {
        waiting[*d].push(v);
    }
    let mut removed = vec![false; graph.len()];
    let mut level = 0;
    while level < waiting.len() {
        let Some(v) = waiting[level].pop() else {
            level += 1;
            continue;
        };
        // An element waits once for every degree it has had; only the last of these counts.
        if removed[v] || degree[v] != level {
            continue;
        }
        removed[v] = true;
        for (u, folded) in view.with_folded(v) {
            if !removed[u] && degree[u] > level {
                let arcs = if graph.directed { folded as usize } else { 1 };
                degree[u] = degree[u].saturating_sub(arcs).max(level);
                waiting[degree[u]].push(u);
            }
        }
    }
    degree
}

/// Burt's constraint, Σⱼ (pᵢⱼ + `Σ_q` `pᵢq·p_qj)²` over the neighbours j of i, with pᵢⱼ the share of i's ties that are with
/// j (Burt 1992, *Structural Holes*). `None` without ties.
pub(in crate::analysis) fn constraint(arcs: &Arcs, elements: usize) -> Vec<Option<f64>> {
    let totals = &totals(arcs, elements);
    let mut invested = vec![0.0; elements];
    let one = |v: usize| {
        let direct = |u: usize| arcs.with_folded(u).map(move |(w, folded)| (w, folded / totals[u]));
        for (u, p) in direct(v) {
            invested[u] += p;
            for (w, q) in direct(u) {
                invested[w] += p * q;
            }
        }
        let sum = arcs.of(v).iter().map(|u| invested[*u] * invested[*u]).sum();
        for &u in arcs.of(v) {
            invested[u] = 0.0;
            for &w in arcs.of(u) {
                invested[w] = 0.0;
            }
        }
        (arcs.degree(v) > 0).then_some(sum)
    };
    (0..elements).map(one).collect()
}

/// Burt's effective size, Σⱼ (1 − `Σ_q` pᵢq·mⱼq) over the neighbours j of i, with mⱼq the ties of j with q over j's
/// most ties with anyone; without direction n − 2t/n for t ties among n neighbours (Borgatti 1997). `None` without ties.
pub(super) fn effective_size(arcs: &Arcs, elements: usize) -> Vec<Option<f64>> {
    let totals = totals(arcs, elements);
    let mut share = vec![0.0; elements];
    let one = |v: usize| {
        for (u, folded) in arcs.with_folded(v) {
            share[u] = folded / totals[v];
        }
        let worth = |u: usize| {
            let most = arcs.with_folded(u).map(|(_, folded)| folded).fold(1.0, f64::max);
            1.0 - arcs.with_folded(u).map(|(w, folded)| share[w] * folded / most).sum::<f64>()
        };
        let sum = arcs.of(v).iter().map(|u| worth(*u)).sum();
        for &u in arcs.of(v) {
            share[u] = 0.0;
        }
        (arcs.degree(v) > 0).then_some(sum)
    };
    (0..elements).map(one).collect()
}

fn totals(arcs: &Arcs, elements: usize) -> Vec<f64> {
    (0..elements).map(|v| arcs.with_folded(v).map(|(_, folded)| folded).sum()).collect()
}
