//! The order within the layers: few crossings.

use super::Layers;

/// Sweeps over all layers, there and back.
const SWEEPS: usize = 24;

/// Sweeps without fewer crossings after which the search ends.
const PATIENCE: usize = 6;

/// Layers wider than this are not improved by swapping neighbours, which takes long.
const WIDEST_SWAPPED: usize = 120;

/// Reorders each layer by the means of the neighbours on the layer before (then after, and again), swaps neighbours where
/// that helps, and keeps the best order found (Gansner et al., "A technique for drawing directed graphs", 1993, with
/// means for medians).
pub(super) fn reduce_crossings(layers: &mut Layers, go_on: &dyn Fn(f64) -> bool) {
    let mut place = vec![0; layers.rank.len()];
    for layer in &layers.order {
        renumber(layer, &mut place);
    }
    let mut fewest = crossings(layers, &place);
    let mut best = layers.order.clone();
    let mut vain = 0;
    for sweep in 0..SWEEPS {
        if fewest == 0 || vain >= PATIENCE || !go_on(sweep as f64 / SWEEPS as f64) {
            break;
        }
        for step in 0..layers.order.len() {
            let forth = sweep % 2 == 0;
            let rank = if forth { step } else { layers.order.len() - 1 - step };
            by_means(layers, rank, forth, &mut place);
            if layers.order[rank].len() <= WIDEST_SWAPPED {
                swap_neighbours(layers, rank, &mut place);
            }
        }
        let found = crossings(layers, &place);
        vain += 1;
        if found < fewest {
            fewest = found;
            best.clone_from(&layers.order);
            vain = 0;
        }
    }
    layers.order = best;
}

fn renumber(layer: &[usize], place: &mut [usize]) {
    for (number, node) in layer.iter().enumerate() {
        place[*node] = number;
    }
}

fn by_means(layers: &mut Layers, rank: usize, forth: bool, place: &mut [usize]) {
    let near = if forth { &layers.before } else { &layers.after };
    let wanted = |node: usize| {
        let others = &near[node];
        let sum: usize = others.iter().map(|other| place[*other]).sum();
        // Whoever has nobody there keeps the place.
        if others.is_empty() { place[node] as f64 } else { sum as f64 / others.len() as f64 }
    };
    let mut keyed: Vec<(f64, usize)> = layers.order[rank].iter().map(|node| (wanted(*node), *node)).collect();
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
    layers.order[rank] = keyed.into_iter().map(|(_, node)| node).collect();
    renumber(&layers.order[rank], place);
}

/// Swaps two that stand beside each other while fewer links cross then.
fn swap_neighbours(layers: &mut Layers, rank: usize, place: &mut [usize]) {
    const ROUNDS: usize = 4;
    for _ in 0..ROUNDS {
        let mut changed = false;
        for upper in 0..layers.order[rank].len().saturating_sub(1) {
            let (a, b) = (layers.order[rank][upper], layers.order[rank][upper + 1]);
            let sides = [&layers.before, &layers.after];
            let crossing = |first: usize, second: usize| -> usize {
                sides.iter().map(|near| pairs_crossing(&near[first], &near[second], place)).sum()
            };
            if crossing(b, a) < crossing(a, b) {
                layers.order[rank].swap(upper, upper + 1);
                place.swap(a, b);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
}

/// How many links of the upper node cross links of the lower one on one side.
fn pairs_crossing(upper: &[usize], lower: &[usize], place: &[usize]) -> usize {
    let under = |a: &usize| lower.iter().filter(|b| place[**b] < place[*a]).count();
    upper.iter().map(under).sum()
}

/// How many links cross in all, by counting inversions layer by layer: O(m log n).
fn crossings(layers: &Layers, place: &[usize]) -> usize {
    let mut count = 0;
    for (rank, layer) in layers.order.iter().enumerate() {
        let Some(next) = layers.order.get(rank + 1) else { break };
        // A Fenwick tree over the next layer's places.
        let mut tree = vec![0_usize; next.len() + 1];
        let mut seen = 0;
        for node in layer {
            let mut ends: Vec<usize> = layers.after[*node].iter().map(|to| place[*to]).collect();
            ends.sort_unstable();
            for end in &ends {
                let (mut at, mut up_to) = (end + 1, 0);
                while at > 0 {
                    up_to += tree[at];
                    at &= at - 1;
                }
                count += seen - up_to;
            }
            for end in ends {
                let mut at = end + 1;
                while at < tree.len() {
                    tree[at] += 1;
                    at += at & at.wrapping_neg();
                }
                seen += 1;
            }
        }
    }
    count
}
