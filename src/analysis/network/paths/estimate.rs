//! Betweenness of large networks from a sample of shortest paths (Riondato and Kornaropoulos 2016, "Fast approximation
//! of betweenness centrality through sampling"), found from both ends at once.

use rayon::prelude::*;

use super::chunks;
use crate::analysis::network::NetworkError;
use crate::analysis::network::arcs::Arcs;
use crate::analysis::network::progress::Progress;
use crate::analysis::random::Dice;

/// Pairs of elements whose path is drawn.
const SAMPLES: usize = 8_192;

/// The same network always gives the same estimate.
const SEED: u64 = 0;

/// The bound holds for all elements at once with all but this probability.
const MISSES: f64 = 0.05;

const UNSEEN: u32 = u32::MAX;

/// An estimate of betweenness.
pub(in crate::analysis::network) struct Sampled {
    /// The estimates.
    pub(in crate::analysis::network) values: Vec<f64>,
    /// How many paths were drawn.
    pub(in crate::analysis::network) samples: usize,
    /// How far the estimates can be from the exact figures, for all elements at once, with probability 0.95.
    pub(in crate::analysis::network) error: f64,
}

/// Estimates betweenness. Each sample is a pair of elements, drawn evenly, and one of the shortest paths between them,
/// drawn evenly: the share of paths that an element is on has its betweenness as mean. The bound is the empirical
/// Bernstein inequality of Maurer and Pontil (2009) for the element with the widest one, over all elements.
pub(in crate::analysis::network) fn betweenness_estimate(
    (out, into): (&Arcs, &Arcs),
    progress: &Progress<'_>,
) -> Result<Sampled, NetworkError> {
    let n = out.elements();
    let parts: Result<Vec<Vec<u32>>, NetworkError> = chunks(SAMPLES)
        .into_par_iter()
        .map(|samples| {
            let mut ends = [Side::new(n), Side::new(n)];
            let mut counts = Vec::new();
            for sample in samples {
                progress.check()?;
                let mut dice = Dice::new(SEED, sample as u64);
                draw(out, into, &mut ends, &mut dice, &mut counts);
                progress.advance(1);
            }
            Ok(counts)
        })
        .collect();
    let mut counts = vec![0_u32; n];
    parts?.into_iter().flatten().for_each(|element| counts[element as usize] += 1);
    let samples = SAMPLES as f64;
    let doubt = (4.0 * n.max(1) as f64 / MISSES).ln();
    let scale = n as f64 / n.saturating_sub(2).max(1) as f64;
    let error = |count: f64| {
        let mean = count / samples;
        let variance = mean * (1.0 - mean) * samples / (samples - 1.0);
        (2.0 * variance * doubt / samples).sqrt() + 7.0 * doubt / (3.0 * (samples - 1.0))
    };
    Ok(Sampled {
        error: scale * counts.iter().map(|count| error(f64::from(*count))).fold(0.0, f64::max),
        values: counts.into_iter().map(|count| scale * f64::from(count) / samples).collect(),
        samples: SAMPLES,
    })
}

/// A search from one end of a pair.
struct Side {
    distance: Vec<u32>,
    paths: Vec<f64>,
    /// All that was reached, nearest first.
    order: Vec<u32>,
    /// Where the farthest begin.
    rim: usize,
}

impl Side {
    fn new(elements: usize) -> Self {
        Self { distance: vec![UNSEEN; elements], paths: vec![0.0; elements], order: Vec::new(), rim: 0 }
    }

    fn start(&mut self, at: usize) {
        for &element in &self.order {
            self.distance[element as usize] = UNSEEN;
        }
        self.order.clear();
        self.order.push(at as u32);
        self.distance[at] = 0;
        self.paths[at] = 1.0;
        self.rim = 0;
    }

    /// Arcs that the next step would follow.
    fn cost(&self, arcs: &Arcs) -> usize {
        self.order[self.rim..].iter().map(|element| arcs.degree(*element as usize)).sum()
    }

    /// Goes one step on.
    fn advance(&mut self, arcs: &Arcs) {
        let rim = self.rim..self.order.len();
        self.rim = self.order.len();
        for place in rim {
            let element = self.order[place] as usize;
            let far = self.distance[element] + 1;
            for &other in arcs.of(element) {
                let other = other as usize;
                if self.distance[other] == UNSEEN {
                    self.distance[other] = far;
                    self.paths[other] = 0.0;
                    self.order.push(other as u32);
                }
                if self.distance[other] == far {
                    self.paths[other] += self.paths[element];
                }
            }
        }
    }

    /// Walks back to the end this search began at, along `back`, and lists who is on the way between.
    fn walk_back(&self, back: &Arcs, mut at: usize, dice: &mut Dice, on_path: &mut Vec<u32>) {
        while self.distance[at] > 1 {
            let nearer = |other: &u32| self.distance[*other as usize] == self.distance[at] - 1;
            let before = back.of(at).iter().copied().filter(nearer).map(|u| (u, self.paths[u as usize]));
            let Some(chosen) = choose(before, self.paths[at], dice) else { return };
            on_path.push(chosen);
            at = chosen as usize;
        }
    }
}

/// Draws one of these with probabilities in proportion to their weights, whose sum is `total`.
fn choose(from: impl Iterator<Item = (u32, f64)>, total: f64, dice: &mut Dice) -> Option<u32> {
    let mut left = dice.unit() * total;
    let mut last = None;
    for (element, weight) in from {
        last = Some(element);
        left -= weight;
        if left < 0.0 {
            break;
        }
    }
    last
}

/// Draws a pair and a shortest path between them, and lists who is on it, without its ends.
fn draw(out: &Arcs, into: &Arcs, ends: &mut [Side; 2], dice: &mut Dice, on_path: &mut Vec<u32>) {
    let n = out.elements();
    if n < 2 {
        return;
    }
    let source = (dice.unit() * n as f64) as usize;
    let skipped = (dice.unit() * (n - 1) as f64) as usize;
    let target = if skipped >= source { skipped + 1 } else { skipped };
    let [ahead, behind] = ends;
    ahead.start(source);
    behind.start(target);
    loop {
        let costs = (ahead.cost(out), behind.cost(into));
        if costs.0 == 0 || costs.1 == 0 {
            return;
        }
        let (moved, other) = if costs.0 <= costs.1 {
            ahead.advance(out);
            (&*ahead, &*behind)
        } else {
            behind.advance(into);
            (&*behind, &*ahead)
        };
        let met = || {
            let rim = moved.order[moved.rim..].iter().copied();
            let both = rim.filter(|element| other.distance[*element as usize] != UNSEEN);
            both.map(|element| (element, moved.paths[element as usize] * other.paths[element as usize]))
        };
        let total: f64 = met().map(|(_, paths)| paths).sum();
        let Some(middle) = choose(met(), total, dice) else { continue };
        if middle as usize != source && middle as usize != target {
            on_path.push(middle);
        }
        ahead.walk_back(into, middle as usize, dice, on_path);
        behind.walk_back(out, middle as usize, dice, on_path);
        return;
    }
}
