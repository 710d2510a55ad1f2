//! Measures that are fixed points: eigenvector centrality and `PageRank`.

use super::graph::Arcs;
use super::{Cancelled, NetworkError};

/// How small the last change must be, summed over all elements.
const SETTLED: f64 = 1e-12;

/// `PageRank` shrinks every error by 0.85 a round: far fewer rounds than this reach [`SETTLED`].
const RANK_ROUNDS: usize = 500;

/// Rounds of power iteration at least, before it counts as not converging.
const FEWEST_ROUNDS: usize = 2_000;

/// Arc visits that the power iteration may spend on top, so that small networks get more rounds.
const VISITS: usize = 20_000_000;

/// The probability of following a tie rather than jumping.
const FOLLOW: f64 = 0.85;

/// The leading eigenvector of Aᵀ + I from a uniform start, of Euclidean length 1; `None` if it does not settle.
///
/// The identity is added as `NetworkX` 3 does: it changes no eigenvector and stops two-sided networks from oscillating.
pub(super) fn eigenvector(
    into: &Arcs,
    elements: usize,
    cancelled: Cancelled<'_>,
) -> Result<Option<Vec<f64>>, NetworkError> {
    let rounds = FEWEST_ROUNDS.max((VISITS / (elements + into.len()).max(1)).min(100_000));
    let mut values = vec![1.0 / elements.max(1) as f64; elements];
    for _ in 0..rounds {
        cancelled.check()?;
        let mut next: Vec<f64> = (0..elements)
            .map(|element| values[element] + into.of(element).iter().map(|other| values[*other]).sum::<f64>())
            .collect();
        let length = next.iter().map(|value| value * value).sum::<f64>().sqrt();
        if length > 0.0 {
            for value in &mut next {
                *value /= length;
            }
        }
        let change: f64 = next.iter().zip(&values).map(|(a, b)| (a - b).abs()).sum();
        values = next;
        if change < SETTLED {
            return Ok(Some(values));
        }
    }
    Ok(None)
}

/// `PageRank` with damping 0.85 and uniform jumps; who has no tie to follow jumps anywhere. Sums to 1.
pub(super) fn pagerank(
    (out, into): (&Arcs, &Arcs),
    elements: usize,
    cancelled: Cancelled<'_>,
) -> Result<Vec<f64>, NetworkError> {
    let share = 1.0 / elements.max(1) as f64;
    let mut ranks = vec![share; elements];
    for _ in 0..RANK_ROUNDS {
        cancelled.check()?;
        let stuck: f64 = (0..elements).filter(|element| out.degree(*element) == 0).map(|e| ranks[e]).sum();
        let base = (1.0 - FOLLOW + FOLLOW * stuck) * share;
        let next: Vec<f64> = (0..elements)
            .map(|element| {
                let given = into.of(element).iter().map(|other| ranks[*other] / out.degree(*other) as f64);
                base + FOLLOW * given.sum::<f64>()
            })
            .collect();
        let change: f64 = next.iter().zip(&ranks).map(|(a, b)| (a - b).abs()).sum();
        ranks = next;
        if change < SETTLED / 10.0 {
            break;
        }
    }
    Ok(ranks)
}
