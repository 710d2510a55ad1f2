//! All loops of a few lengths in one depth-first sweep.
//!
//! Loops are searched from their smallest link, over larger links only, and links are tried in their order. So each loop
//! is met once, its links come as its canonical key, and loops of one length come in the order of their keys: nothing is
//! rotated, sorted or looked up. One search backwards from the start of each first link tells how far an element is
//! from closing a loop at best; steps that cannot close in time are not taken. A path may still run into itself, so the
//! time is O(p + m²) for p paths of at most the greatest length, which for lengths up to about 12 is close to the number
//! of loops on maps that people draw.

use std::ops::RangeInclusive;

use super::arcs::Step;
use super::lists::Lists;
use super::loops::LimitKind;

/// An arc's number and the element at its other end.
type Way = (u32, u32);

/// An element that cannot close a loop: nothing leads from it to the start, or it is on the path already.
const NEVER: u32 = u32::MAX;

/// The arcs that can be in a loop, by where they start and where they end.
pub(super) struct Ways {
    /// The arcs with both their ends, in order.
    arcs: Vec<(u32, u32, u32)>,
    out: Lists<Way>,
    into: Lists<Way>,
}

impl Ways {
    /// In the order of their numbers: each loop comes as its canonical key.
    pub fn new(steps: &[Vec<Step>]) -> Self {
        let mut arcs = arcs(steps);
        arcs.sort_unstable();
        let count = steps.len();
        let out = Lists::new(count, arcs.iter().map(|(arc, from, to)| (*from, (*arc, *to))));
        let into = Lists::new(count, arcs.iter().map(|(arc, from, to)| (*to, (*arc, *from))));
        Self { arcs, out, into }
    }
}

/// The arcs with both their ends.
fn arcs(steps: &[Vec<Step>]) -> Vec<(u32, u32, u32)> {
    let mut arcs = Vec::new();
    for (from, list) in steps.iter().enumerate() {
        for step in list {
            arcs.extend(step.arcs.iter().map(|arc| (*arc as u32, from as u32, step.to as u32)));
        }
    }
    arcs
}

/// A path that is being made longer: where it stands, which ways it has still to take, and how far the element is from
/// the start.
struct Stop {
    element: u32,
    next: usize,
    end: usize,
    distance: u32,
}

/// Gives every loop with a length in `lengths` to `emit`, as its arcs beginning with the smallest; loops with the same
/// first arc come together. `spend` is asked every few steps whether there is time.
///
/// The answer says whether there may be longer loops: a false one is sure.
///
/// # Errors
/// What `emit` or `spend` ended it with.
pub(super) fn sweep(
    ways: &Ways,
    lengths: &RangeInclusive<usize>,
    spend: &mut impl FnMut() -> Result<(), LimitKind>,
    emit: &mut impl FnMut(&[u32]) -> Result<(), LimitKind>,
) -> Result<bool, LimitKind> {
    let longest = *lengths.end();
    if longest == 0 {
        return Ok(!ways.arcs.is_empty());
    }
    let mut reach = Reach::new(ways);
    let mut path: Vec<u32> = Vec::new();
    let mut stops: Vec<Stop> = Vec::new();
    let mut may_be_longer = false;
    for (first, start, second) in &ways.arcs {
        spend()?;
        reach.leave(*start, *second);
        path.clear();
        path.push(*first);
        if start == second {
            if lengths.contains(&1) {
                emit(&path)?;
            }
            continue;
        }
        may_be_longer |= reach.measure(ways, *start, longest);
        if !reach.closes(*second, 1, longest) {
            continue;
        }
        stops.push(reach.stop(ways, *second));
        while let Some(stop) = stops.last_mut() {
            if stop.next == stop.end {
                reach.distance[stop.element as usize] = stop.distance;
                stops.pop();
                path.pop();
                continue;
            }
            let (arc, to) = ways.out.ways[stop.next];
            stop.next += 1;
            if to == *start {
                path.push(arc);
                if lengths.contains(&path.len()) {
                    emit(&path)?;
                }
                path.pop();
            } else if reach.distance[to as usize] != NEVER {
                if reach.closes(to, path.len() + 1, longest) {
                    spend()?;
                    path.push(arc);
                    stops.push(reach.stop(ways, to));
                } else {
                    may_be_longer = true;
                }
            }
        }
    }
    Ok(may_be_longer)
}

/// How many arcs each element is from the start at best, over arcs larger than the first.
struct Reach {
    distance: Vec<u32>,
    /// The elements with a distance, nearest first.
    known: Vec<u32>,
    /// By element: where the arcs out of it that are larger than the first begin, and those into it.
    out: Vec<usize>,
    into: Vec<usize>,
}

impl Reach {
    fn new(ways: &Ways) -> Self {
        let (out, into) = (ways.out.begins.clone(), ways.into.begins.clone());
        Self { distance: vec![NEVER; out.len()], known: Vec::new(), out, into }
    }

    /// The arc between these, the smallest that is left, is the first now: only larger ones count.
    fn leave(&mut self, start: u32, second: u32) {
        self.out[start as usize] += 1;
        self.into[second as usize] += 1;
    }

    /// Measures up to `longest` arcs. True when there are elements farther away.
    fn measure(&mut self, ways: &Ways, start: u32, longest: usize) -> bool {
        for element in self.known.drain(..) {
            self.distance[element as usize] = NEVER;
        }
        self.known.push(start);
        self.distance[start as usize] = 0;
        let mut looked_at = 0;
        while let Some(at) = self.known.get(looked_at).copied() {
            looked_at += 1;
            let next = self.distance[at as usize] + 1;
            for (_, before) in &ways.into.ways[self.into[at as usize]..ways.into.end(at)] {
                if self.distance[*before as usize] != NEVER {
                    continue;
                }
                if next as usize >= longest {
                    return true;
                }
                self.distance[*before as usize] = next;
                self.known.push(*before);
            }
        }
        false
    }

    /// A path of so many arcs that ends at the element can close in time.
    fn closes(&self, element: u32, taken: usize, longest: usize) -> bool {
        let distance = self.distance[element as usize];
        distance != NEVER && taken + distance as usize <= longest
    }

    /// Puts an element on the path.
    fn stop(&mut self, ways: &Ways, element: u32) -> Stop {
        let distance = std::mem::replace(&mut self.distance[element as usize], NEVER);
        Stop { element, next: self.out[element as usize], end: ways.out.end(element), distance }
    }
}
