//! Measures of an element and its neighbours: clustering, transitivity and cores.

use super::arcs::{Arcs, Counted};
use super::graph::TieGraph;
use super::parallel::for_each_element;

/// What each arc weighs in a triangle: 1, or the cube root of its strength as a share of the greatest.
fn roots(arcs: &Arcs, counted: Counted) -> Vec<f64> {
    match counted {
        Counted::Ties => vec![1.0; arcs.len()],
        Counted::Strength => {
            let most = arcs.strengths().iter().copied().fold(0.0, f64::max);
            arcs.strengths().iter().map(|strength| (strength / most).cbrt()).collect()
        }
    }
}

/// Arcs with what each weighs.
struct Weighed<'a> {
    arcs: &'a Arcs,
    roots: Vec<f64>,
}

impl<'a> Weighed<'a> {
    fn new(arcs: &'a Arcs, counted: Counted) -> Self {
        Self { arcs, roots: roots(arcs, counted) }
    }

    fn of(&self, element: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.arcs.range(element);
        self.arcs.of(element).iter().map(|to| *to as usize).zip(self.roots[range].iter().copied())
    }

    fn set(&self, element: usize, marks: &mut [f64]) {
        self.of(element).for_each(|(other, root)| marks[other] = root);
    }

    fn clear(&self, element: usize, marks: &mut [f64]) {
        self.of(element).for_each(|(other, _)| marks[other] = 0.0);
    }

    /// The weights of the triangles from `v` along `self`, then `second`, and back to what is marked.
    fn closed(&self, second: &Self, marks: &[f64], v: usize) -> f64 {
        self.of(v).map(|(u, a)| a * second.of(u).map(|(w, b)| b * marks[w]).sum::<f64>()).sum()
    }
}

/// The clustering coefficient: closed pairs of neighbours over all pairs. In a directed network all eight directed
/// triangles count, over twice (d(d − 1) − 2r) with d ties in and out and r mutual ones (Fagiolo 2007). By strength each
/// triangle counts the geometric mean of its strengths as shares of the greatest (Onnela and others 2005).
pub(super) fn clustering(graph: &TieGraph, counted: Counted) -> Vec<f64> {
    let n = graph.len();
    let out = Weighed::new(graph.out(), counted);
    if !graph.directed {
        let one = |marks: &mut Vec<f64>, v: usize| {
            out.set(v, marks);
            let triangles = out.closed(&out, marks, v);
            out.clear(v, marks);
            let degree = out.arcs.degree(v);
            if triangles == 0.0 { 0.0 } else { triangles / (degree * (degree - 1)) as f64 }
        };
        return for_each_element(n, || vec![0.0; n], one);
    }
    let into = Weighed::new(graph.into(), counted);
    let one = |(ahead, behind): &mut (Vec<f64>, Vec<f64>), v: usize| {
        out.set(v, ahead);
        into.set(v, behind);
        let mut triangles = 0.0;
        for first in [&out, &into] {
            for second in [&out, &into] {
                triangles += first.closed(second, ahead, v) + first.closed(second, behind, v);
            }
        }
        let mutual = out.arcs.of(v).iter().filter(|u| behind[**u as usize] > 0.0).count();
        out.clear(v, ahead);
        into.clear(v, behind);
        let degree = out.arcs.degree(v) + into.arcs.degree(v);
        // With one tie, or one mutual tie, there is no pair of neighbours.
        let pairs = (degree * degree.saturating_sub(1)).saturating_sub(2 * mutual);
        if triangles == 0.0 { 0.0 } else { triangles / (2 * pairs) as f64 }
    };
    for_each_element(n, || (vec![0.0; n], vec![0.0; n]), one)
}

/// The share of two-step paths that are closed: three times the triangles over the triads. In a directed network, as in
/// `NetworkX`, pairs of elements that the same one leads to, and whether the first leads to the second.
pub(super) fn transitivity(graph: &TieGraph) -> f64 {
    let out = graph.out();
    let mut marks = vec![false; graph.len()];
    let (mut triangles, mut pairs) = (0, 0);
    for v in 0..graph.len() {
        out.of(v).iter().for_each(|u| marks[*u as usize] = true);
        let closed = |u: &u32| out.of(*u as usize).iter().filter(|w| marks[**w as usize]).count();
        triangles += out.of(v).iter().map(closed).sum::<usize>();
        out.of(v).iter().for_each(|u| marks[*u as usize] = false);
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
