//! All loops of a few lengths in one depth-first sweep.
//!
//! Loops are searched from their smallest link, over larger links only, and links are tried in their order. So each loop
//! is met once, its links come as its canonical key, and loops of one length come in the order of their keys: nothing is
//! rotated, sorted or looked up. One search backwards from the start of each first link tells how far an element is
//! from closing a loop at best; steps that cannot close in time are not taken. A path may still run into itself, so the
//! time is O(p + m²) for p paths of at most the greatest length, which for lengths up to about 12 is close to the number
//! of loops on maps that people draw.

use std::collections::VecDeque;
use std::ops::RangeInclusive;

use super::arcs::Step;
use super::loops::LimitKind;

/// An arc's number and the element at its other end.
type Way = (u32, u32);

/// The arcs that can be in a loop, by where they start and where they end, in the order of their numbers.
pub(super) struct Ways {
    /// The arcs with both their ends, in order.
    arcs: Vec<(u32, u32, u32)>,
    out: Vec<Vec<Way>>,
    into: Vec<Vec<Way>>,
}

impl Ways {
    pub fn new(steps: &[Vec<Step>]) -> Self {
        let mut arcs = Vec::new();
        for (from, list) in steps.iter().enumerate() {
            for step in list {
                arcs.extend(step.arcs.iter().map(|arc| (*arc as u32, from as u32, step.to as u32)));
            }
        }
        arcs.sort_unstable();
        let mut out = vec![Vec::new(); steps.len()];
        let mut into = vec![Vec::new(); steps.len()];
        for (arc, from, to) in &arcs {
            out[*from as usize].push((*arc, *to));
            into[*to as usize].push((*arc, *from));
        }
        Self { arcs, out, into }
    }
}

/// A path that is being made longer: where it stands and which way it takes next.
struct Stop {
    element: u32,
    next: usize,
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
    let mut reach = Reach::new(ways.out.len());
    let mut on_path = vec![false; ways.out.len()];
    let mut path: Vec<u32> = Vec::new();
    let mut stops: Vec<Stop> = Vec::new();
    let mut may_be_longer = false;
    for (first, start, second) in &ways.arcs {
        spend()?;
        path.clear();
        path.push(*first);
        if start == second {
            if lengths.contains(&1) {
                emit(&path)?;
            }
            continue;
        }
        may_be_longer |= reach.measure(ways, *start, *first, longest);
        if !reach.closes(*second, longest - 1) {
            continue;
        }
        let after = |element: u32| ways.out[element as usize].partition_point(|(arc, _)| arc <= first);
        on_path[*second as usize] = true;
        stops.push(Stop { element: *second, next: after(*second) });
        while let Some(stop) = stops.last_mut() {
            let Some((arc, to)) = ways.out[stop.element as usize].get(stop.next).copied() else {
                on_path[stop.element as usize] = false;
                stops.pop();
                path.pop();
                continue;
            };
            stop.next += 1;
            let taken = path.len() + 1;
            if to == *start {
                if lengths.contains(&taken) {
                    path.push(arc);
                    emit(&path)?;
                    path.pop();
                }
            } else if !on_path[to as usize] && reach.is_known(to) {
                if taken < longest && reach.closes(to, longest - taken) {
                    spend()?;
                    on_path[to as usize] = true;
                    path.push(arc);
                    stops.push(Stop { element: to, next: after(to) });
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
    /// The round in which a distance was measured: others are unknown.
    round: Vec<u32>,
    current: u32,
    queue: VecDeque<u32>,
}

impl Reach {
    fn new(count: usize) -> Self {
        Self { distance: vec![0; count], round: vec![0; count], current: 0, queue: VecDeque::new() }
    }

    /// Measures up to so many arcs. True when there are elements farther away.
    fn measure(&mut self, ways: &Ways, start: u32, first: u32, longest: usize) -> bool {
        self.current += 1;
        self.round[start as usize] = self.current;
        self.distance[start as usize] = 0;
        self.queue.clear();
        self.queue.push_back(start);
        while let Some(at) = self.queue.pop_front() {
            let next = self.distance[at as usize] + 1;
            for (_, before) in ways.into[at as usize].iter().rev().take_while(|(arc, _)| *arc > first) {
                if self.round[*before as usize] == self.current {
                    continue;
                }
                if next as usize >= longest {
                    return true;
                }
                self.round[*before as usize] = self.current;
                self.distance[*before as usize] = next;
                self.queue.push_back(*before);
            }
        }
        false
    }

    fn is_known(&self, element: u32) -> bool {
        self.round[element as usize] == self.current
    }

    fn closes(&self, element: u32, within: usize) -> bool {
        self.is_known(element) && self.distance[element as usize] as usize <= within
    }
}
