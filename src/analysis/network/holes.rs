//! Structural holes: Burt's constraint and effective size.

use super::arcs::{Arcs, Counted};
use super::parallel::for_each_element;

/// The share of an element's ties that each of its arcs is.
fn shares(arcs: &Arcs, counted: Counted) -> Vec<f64> {
    let mut shares = Vec::with_capacity(arcs.len());
    for v in 0..arcs.elements() {
        let total: f64 = arcs.with(v, counted).map(|(_, weight)| weight).sum();
        shares.extend(arcs.with(v, counted).map(|(_, weight)| weight / total));
    }
    shares
}

/// Burt's constraint, Σⱼ (pᵢⱼ + `Σ_q` `pᵢq·p_qj)²` over the neighbours j of i, with pᵢⱼ the share of i's ties that are with
/// j (Burt 1992, *Structural Holes*). `None` without ties. `arcs` must hold each tie in both directions. O(Σ d²).
pub(in crate::analysis) fn constraint(arcs: &Arcs, counted: Counted) -> Vec<Option<f64>> {
    let shares = shares(arcs, counted);
    let of = |v: usize| arcs.of(v).iter().zip(&shares[arcs.range(v)]);
    let one = |(near, invested): &mut (Vec<u32>, Vec<f64>), v: usize| {
        // Nobody is marked with 0 for a first element.
        let mark = v as u32 + 1;
        for (&u, &p) in of(v) {
            near[u as usize] = mark;
            invested[u as usize] = p;
        }
        for (&u, &p) in of(v) {
            for (&w, &q) in of(u as usize) {
                if near[w as usize] == mark {
                    invested[w as usize] += p * q;
                }
            }
        }
        let sum = arcs.of(v).iter().map(|u| invested[*u as usize] * invested[*u as usize]).sum();
        (arcs.degree(v) > 0).then_some(sum)
    };
    let n = arcs.elements();
    for_each_element(n, || (vec![0; n], vec![0.0; n]), one)
}

/// Burt's effective size, Σⱼ (1 − `Σ_q` pᵢq·mⱼq) over the neighbours j of i, with mⱼq the ties of j with q over j's
/// most ties with anyone; without direction n − 2t/n for t ties among n neighbours (Borgatti 1997). `None` without ties.
pub(super) fn effective_size(arcs: &Arcs, counted: Counted) -> Vec<Option<f64>> {
    let n = arcs.elements();
    let shares = shares(arcs, counted);
    let most: Vec<f64> =
        (0..n).map(|v| arcs.with(v, counted).map(|(_, weight)| weight).fold(0.0, f64::max)).collect();
    let one = |share: &mut Vec<f64>, v: usize| {
        for (&u, &p) in arcs.of(v).iter().zip(&shares[arcs.range(v)]) {
            share[u as usize] = p;
        }
        let worth = |u: usize| {
            1.0 - arcs.with(u, counted).map(|(w, weight)| share[w] * weight / most[u]).sum::<f64>()
        };
        let sum = arcs.of(v).iter().map(|u| worth(*u as usize)).sum();
        arcs.of(v).iter().for_each(|u| share[*u as usize] = 0.0);
        (arcs.degree(v) > 0).then_some(sum)
    };
    for_each_element(n, || vec![0.0; n], one)
}
