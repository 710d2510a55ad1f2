//! The heights within the layers: links run as level as the order allows.

use super::Layers;
use crate::layout::BOX_GAP;
use crate::layout::line::spread;

/// Sweeps there and back.
const SWEEPS: usize = 24;

/// The clear space beside a stand-in: a link passes.
const PASSING: f64 = 14.0;

/// The height of every node. Each sweep puts a layer's nodes as near to the means of their neighbours as their order and
/// sizes allow. Long links weigh more, so that they run straight (weights 1, 2 and 8 of Gansner et al. 1993).
pub(super) fn heights(layers: &Layers) -> Vec<f64> {
    let mut heights = vec![0.0; layers.rank.len()];
    for layer in &layers.order {
        let gaps = gaps(layers, layer);
        let whole: f64 = gaps.iter().take(layer.len().saturating_sub(1)).sum();
        let mut at = -whole / 2.0;
        for (node, gap) in layer.iter().zip(gaps) {
            heights[*node] = at;
            at += gap;
        }
    }
    for sweep in 0..SWEEPS {
        // The last sweeps look both ways.
        let sides: &[&Vec<Vec<usize>>] = match (sweep % 2, sweep + 4 >= SWEEPS) {
            (_, true) => &[&layers.before, &layers.after],
            (0, _) => &[&layers.before],
            _ => &[&layers.after],
        };
        for step in 0..layers.order.len() {
            let rank = if sweep % 2 == 0 { step } else { layers.order.len() - 1 - step };
            settle(layers, rank, sides, &mut heights);
        }
    }
    heights
}

/// The least distance of each node's middle from the next one's.
fn gaps(layers: &Layers, layer: &[usize]) -> Vec<f64> {
    let next = layer.iter().skip(1).map(Some).chain([None]);
    let gap = |(node, next): (&usize, Option<&usize>)| {
        let Some(next) = next else { return 0.0 };
        let passes = layers.is_stand_in(*node) || layers.is_stand_in(*next);
        layers.half[*node] + layers.half[*next] + if passes { PASSING } else { BOX_GAP }
    };
    layer.iter().zip(next).map(gap).collect()
}

fn settle(layers: &Layers, rank: usize, sides: &[&Vec<Vec<usize>>], heights: &mut [f64]) {
    /// How strongly a node without neighbours keeps its height.
    const ALONE: f64 = 0.05;
    let layer = &layers.order[rank];
    let (mut wanted, mut weights) = (Vec::with_capacity(layer.len()), Vec::with_capacity(layer.len()));
    for node in layer {
        let (mut sum, mut weight) = (0.0, 0.0);
        for near in sides {
            for other in &near[*node] {
                let own = match (layers.is_stand_in(*node), layers.is_stand_in(*other)) {
                    (true, true) => 8.0,
                    (false, false) => 1.0,
                    _ => 2.0,
                };
                sum += own * heights[*other];
                weight += own;
            }
        }
        wanted.push(if weight > 0.0 { sum / weight } else { heights[*node] });
        weights.push(if weight > 0.0 { weight } else { ALONE });
    }
    let places = spread(&wanted, &weights, &gaps(layers, layer));
    for (node, place) in layer.iter().zip(places) {
        heights[*node] = place;
    }
}
