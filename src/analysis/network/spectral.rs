//! Measures that are fixed points: eigenvector and Katz centrality, `PageRank`, hubs and authorities.

use super::NetworkError;
use super::arcs::{Arcs, Counted};
use super::blocks::strong_components;
use super::graph::TieGraph;
use super::progress::Progress;

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

/// The part of the largest possible damping that `katz_scaled` uses.
const KATZ_SHARE: f64 = 0.9;

/// Sums beyond this grow without end.
const ENDLESS: f64 = 1e100;

/// Sums beyond this, for each element, probably do: it is worth looking whether they must.
const SUSPECT: f64 = 1e9;

fn rounds(arcs: &Arcs) -> usize {
    FEWEST_ROUNDS.max((VISITS / (arcs.elements() + arcs.len()).max(1)).min(100_000))
}

/// What the elements give each other: for each the sum over its arcs of what the far end has.
fn gathered<'a>(arcs: &'a Arcs, counted: Counted, values: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
    (0..arcs.elements()).map(move |element| match counted {
        Counted::Ties => arcs.of(element).iter().map(|other| values[*other as usize]).sum::<f64>(),
        Counted::Strength => arcs.with_strength(element).map(|(other, s)| s * values[other]).sum(),
    })
}

/// Scales to a Euclidean length of 1, unless all is nothing.
fn unit_length(values: &mut [f64]) {
    let length = values.iter().map(|value| value * value).sum::<f64>().sqrt();
    if length > 0.0 {
        for value in values {
            *value /= length;
        }
    }
}

fn change(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum()
}

/// The leading eigenvector of Aᵀ + I from a uniform start, of Euclidean length 1; `None` if it does not settle.
///
/// The identity is added as `NetworkX` 3 does: it changes no eigenvector and stops two-sided networks from oscillating.
pub(super) fn eigenvector(
    into: &Arcs,
    counted: Counted,
    progress: &Progress<'_>,
) -> Result<Option<Vec<f64>>, NetworkError> {
    let mut values = vec![1.0 / into.elements().max(1) as f64; into.elements()];
    for _ in 0..rounds(into) {
        progress.check()?;
        let mut next: Vec<f64> =
            gathered(into, counted, &values).zip(&values).map(|(given, own)| given + own).collect();
        unit_length(&mut next);
        let change = change(&next, &values);
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
    counted: Counted,
    progress: &Progress<'_>,
) -> Result<Vec<f64>, NetworkError> {
    let n = out.elements();
    let share = 1.0 / n.max(1) as f64;
    let given = |element: usize| match counted {
        Counted::Ties => out.degree(element) as f64,
        Counted::Strength => out.with_strength(element).map(|(_, strength)| strength).sum(),
    };
    let parts: Vec<f64> = (0..n).map(|v| if out.degree(v) > 0 { FOLLOW / given(v) } else { 0.0 }).collect();
    let stuck: Vec<usize> = (0..n).filter(|v| out.degree(*v) == 0).collect();
    let mut ranks = vec![share; n];
    let mut offered = vec![0.0; n];
    for _ in 0..RANK_ROUNDS {
        progress.check()?;
        let jumping: f64 = stuck.iter().map(|element| ranks[*element]).sum();
        let base = (1.0 - FOLLOW + FOLLOW * jumping) * share;
        for ((offer, rank), part) in offered.iter_mut().zip(&ranks).zip(&parts) {
            *offer = rank * part;
        }
        let mut change = 0.0;
        for (rank, given) in ranks.iter_mut().zip(gathered(into, counted, &offered)) {
            let next = base + given;
            change += (next - *rank).abs();
            *rank = next;
        }
        if change < SETTLED {
            break;
        }
    }
    Ok(ranks)
}

/// Katz centrality, x = α·Aᵀx + 1, of Euclidean length 1; `None` if the sums grow without end (Katz 1953).
pub(super) fn katz(
    graph: &TieGraph,
    counted: Counted,
    damping: f64,
    progress: &Progress<'_>,
) -> Result<Option<Vec<f64>>, NetworkError> {
    let into = graph.into();
    let mut trusted = false;
    let mut values = vec![1.0; into.elements()];
    for _ in 0..rounds(into) {
        progress.check()?;
        let next: Vec<f64> = gathered(into, counted, &values).map(|given| damping * given + 1.0).collect();
        let sum: f64 = next.iter().sum();
        let change = change(&next, &values);
        values = next;
        if !trusted && sum > SUSPECT * values.len() as f64 {
            // The sum over all walks has an end only where each step counts less than 1 / λmax of the one before.
            if damping * largest_eigenvalue(graph, counted, progress)? > 1.0 + 1e-6 {
                return Ok(None);
            }
            trusted = true;
        }
        if sum > ENDLESS {
            return Ok(None);
        }
        if change <= SETTLED * 1e-3 * sum {
            unit_length(&mut values);
            return Ok(Some(values));
        }
    }
    Ok(None)
}

/// Katz centrality with nine tenths of the largest damping for which it exists: α = 0.9 / λmax. `None` without cycles.
pub(super) fn katz_scaled(
    graph: &TieGraph,
    counted: Counted,
    progress: &Progress<'_>,
) -> Result<Option<Vec<f64>>, NetworkError> {
    let largest = largest_eigenvalue(graph, counted, progress)?;
    if largest > 0.0 { katz(graph, counted, KATZ_SHARE / largest, progress) } else { Ok(None) }
}

/// The largest eigenvalue of the network: that of its strong parts, each of which leads to a single value.
pub(super) fn largest_eigenvalue(
    graph: &TieGraph,
    counted: Counted,
    progress: &Progress<'_>,
) -> Result<f64, NetworkError> {
    let arcs = graph.out();
    let mut inside = vec![usize::MAX; arcs.elements()];
    let mut largest = 0.0_f64;
    for part in strong_components(arcs).into_iter().filter(|part| part.len() > 1) {
        for (place, element) in part.iter().enumerate() {
            inside[*element] = place;
        }
        let rows: Vec<Vec<(usize, f64)>> = part
            .iter()
            .map(|element| {
                let here = arcs.with(*element, counted).filter(|(other, _)| inside[*other] != usize::MAX);
                here.map(|(other, weight)| (inside[other], weight)).collect()
            })
            .collect();
        largest = largest.max(leading(&rows, rounds(arcs), !graph.directed, progress)?);
        for element in part {
            inside[element] = usize::MAX;
        }
    }
    Ok(largest)
}

/// The leading eigenvalue of a strongly connected network. It lies between the smallest and the largest ratio of what
/// elements gather and have (Collatz 1942); without direction the mean of the ratios is nearer still (Rayleigh).
fn leading(
    rows: &[Vec<(usize, f64)>],
    rounds: usize,
    symmetric: bool,
    progress: &Progress<'_>,
) -> Result<f64, NetworkError> {
    let mut values = vec![1.0; rows.len()];
    let mut found = 0.0;
    for _ in 0..rounds {
        progress.check()?;
        unit_length(&mut values);
        let gather = |(row, own): (&Vec<(usize, f64)>, &f64)| {
            own + row.iter().map(|(other, weight)| weight * values[*other]).sum::<f64>()
        };
        let next: Vec<f64> = rows.iter().zip(&values).map(gather).collect();
        let ratios = next.iter().zip(&values).map(|(next, own)| next / own);
        let (low, high) = ratios.fold((f64::INFINITY, 0.0_f64), |(l, h), ratio| (l.min(ratio), h.max(ratio)));
        let mean: f64 = next.iter().zip(&values).map(|(next, own)| next * own).sum();
        let before = found;
        found = if symmetric { mean - 1.0 } else { f64::midpoint(low, high) - 1.0 };
        values = next;
        let still = symmetric && (found - before).abs() <= 1e-16 * found;
        if high - low <= 1e-14 * high || still {
            break;
        }
    }
    Ok(found)
}

/// Hubs and authorities, each summing to 1: good hubs lead to good authorities (Kleinberg 1999); `None` if they do not
/// settle.
pub(super) fn hits(
    (out, into): (&Arcs, &Arcs),
    counted: Counted,
    progress: &Progress<'_>,
) -> Result<Option<[Vec<f64>; 2]>, NetworkError> {
    let shares = |mut values: Vec<f64>| {
        let sum: f64 = values.iter().sum();
        for value in &mut values {
            *value /= sum;
        }
        values
    };
    let mut hubs = vec![1.0 / out.elements().max(1) as f64; out.elements()];
    if out.len() == 0 {
        return Ok(None);
    }
    for _ in 0..rounds(out) {
        progress.check()?;
        let authorities = shares(gathered(into, counted, &hubs).collect());
        let next = shares(gathered(out, counted, &authorities).collect());
        let change = change(&next, &hubs);
        hubs = next;
        if change < SETTLED {
            let authorities = shares(gathered(into, counted, &hubs).collect());
            return Ok(Some([hubs, authorities]));
        }
    }
    Ok(None)
}
