//! How many pairs are how many steps apart, for many sources at once: a bit for each source (Then and others 2014, "The
//! more the merrier: efficient multi-source graph traversal").

use crate::analysis::network::NetworkError;
use crate::analysis::network::arcs::Arcs;
use crate::analysis::network::progress::Progress;

/// Words of 64 sources that are followed together: what fits a cache line.
const WORDS: usize = 8;

/// Sources followed together.
const BATCH: usize = 64 * WORDS;

type Bits = [u64; WORDS];

/// How many of all pairs are how many steps apart: entry d − 1 counts the ordered pairs d steps apart that remain once
/// the elements `without` are gone. O(n·m / 64) a step of distance.
pub(in crate::analysis) fn steps_apart(
    arcs: &Arcs,
    without: &[usize],
    progress: &Progress<'_>,
) -> Result<Vec<u64>, NetworkError> {
    let n = arcs.elements();
    let mut gone = vec![false; n];
    for &v in without {
        gone[v] = true;
    }
    let mut counts = Vec::new();
    let mut seen = vec![[0; WORDS]; n];
    let mut now = seen.clone();
    let mut next = seen.clone();
    for first in (0..n).step_by(BATCH) {
        seen.fill([0; WORDS]);
        now.fill([0; WORDS]);
        for source in (first..n.min(first + BATCH)).filter(|source| !gone[*source]) {
            let bit = source - first;
            now[source][bit / 64] |= 1 << (bit % 64);
            seen[source] = now[source];
        }
        for step in 0.. {
            progress.check()?;
            let reached = step_on(arcs, &gone, &now, &mut seen, &mut next);
            if reached == 0 {
                break;
            }
            if counts.len() <= step {
                counts.resize(step + 1, 0);
            }
            counts[step] += reached;
            std::mem::swap(&mut now, &mut next);
        }
    }
    Ok(counts)
}

/// Takes every search one step on, and counts who was reached.
fn step_on(arcs: &Arcs, gone: &[bool], now: &[Bits], seen: &mut [Bits], next: &mut [Bits]) -> u64 {
    let mut reached = 0;
    for (v, ahead) in next.iter_mut().enumerate() {
        let mut bits = [0; WORDS];
        if !gone[v] {
            for &u in arcs.of(v) {
                let from = &now[u as usize];
                bits.iter_mut().zip(from).for_each(|(bit, from)| *bit |= from);
            }
            for (bit, seen) in bits.iter_mut().zip(&mut seen[v]) {
                *bit &= !*seen;
                *seen |= *bit;
                reached += u64::from(bit.count_ones());
            }
        }
        *ahead = bits;
    }
    reached
}

/// How many others are how many steps from `source`: entry d − 1 counts those d steps away. O(m).
pub(in crate::analysis) fn steps_from(arcs: &Arcs, source: usize) -> Vec<u64> {
    distances_from(arcs, &[source]).into_iter().flatten().fold(Vec::new(), |mut counts: Vec<u64>, steps| {
        let steps = steps as usize;
        if steps > 0 {
            if counts.len() < steps {
                counts.resize(steps, 0);
            }
            counts[steps - 1] += 1;
        }
        counts
    })
}

/// How many steps each element is from the nearest of the sources; `None` where no path leads. O(m).
pub(in crate::analysis) fn distances_from(arcs: &Arcs, sources: &[usize]) -> Vec<Option<u32>> {
    let mut distance = vec![None; arcs.elements()];
    let mut order: Vec<u32> = Vec::new();
    for &source in sources {
        distance[source] = Some(0);
        order.push(source as u32);
    }
    let mut next = 0;
    while let Some(&v) = order.get(next) {
        next += 1;
        let far = distance[v as usize].map(|distance| distance + 1);
        for &u in arcs.of(v as usize) {
            if distance[u as usize].is_none() {
                distance[u as usize] = far;
                order.push(u);
            }
        }
    }
    distance
}
