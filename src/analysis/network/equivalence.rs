//! Who has the same ties with the same others (Burt 1976; Wasserman and Faust 1994, section 9.2).

use std::collections::BTreeMap;

use super::arcs::Arcs;
use super::graph::TieGraph;

/// Classes of two or more that could stand in for each other: the same ties with the same others, and either all tied
/// mutually among themselves or not at all. Members ascending; largest first, then by first member. Elements without
/// ties are in none. O(m·log n).
pub(super) fn equivalent(graph: &TieGraph) -> Vec<Vec<usize>> {
    let (out, into) = (graph.out(), graph.into());
    let with = |arcs: &Arcs, v: usize, own: bool| {
        let mut around = arcs.of(v).to_vec();
        if let (true, Err(place)) = (own, around.binary_search(&(v as u32))) {
            around.insert(place, v as u32);
        }
        around
    };
    let mut classes: BTreeMap<(bool, Vec<u32>, Vec<u32>), Vec<usize>> = BTreeMap::new();
    for v in (0..graph.len()).filter(|v| graph.undirected().degree(*v) > 0) {
        for own in [false, true] {
            let behind = if graph.directed { with(into, v, own) } else { Vec::new() };
            classes.entry((own, with(out, v, own), behind)).or_default().push(v);
        }
    }
    let mut found: Vec<Vec<usize>> = classes.into_values().filter(|class| class.len() > 1).collect();
    found.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    found
}

/// The Euclidean distance of the ties of two elements with all others, in and out; ties between the two do not count.
/// With direction √Σ (aᵢₖ − aⱼₖ)² + (aₖᵢ − aₖⱼ)²; without, every tie is one in and one out. O(d).
pub(super) fn distance(graph: &TieGraph, a: usize, b: usize) -> f64 {
    let one_sided = |arcs: &Arcs| {
        let count = |of: usize, other: usize| {
            arcs.of(of).iter().filter(|k| **k as usize != other && !arcs.has(other, **k as usize)).count()
        };
        count(a, b) + count(b, a)
    };
    ((one_sided(graph.out()) + one_sided(graph.into())) as f64).sqrt()
}
