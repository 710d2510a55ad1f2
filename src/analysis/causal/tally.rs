//! Counting the loops up to a length without listing them.
//!
//! Elements with the most arcs come first. From each in turn a depth-first search goes over those after it only, so that
//! each loop is met once, at the first of its elements. One search backwards from there tells how far an element is from
//! closing a loop at best; steps that cannot close in time are not taken. The arcs that lead back to the start are
//! counted as soon as an element is reached, without taking them. O(n·(n + m) + p) for p paths of fewer arcs than the
//! greatest length; with hubs first, few paths are walked in vain.

use std::cmp::Reverse;

use super::arcs::Step;
use super::lists::Lists;
use super::loops::{LimitKind, LoopPolarity};
use crate::model::Polarity;

/// An element that cannot close a loop: nothing leads from it to the start, or it is on the path already.
const NEVER: u32 = u32::MAX;

/// How many loops there are.
pub(super) struct Tally {
    /// By the number of their arcs.
    pub lengths: Vec<u64>,
    /// By their polarity.
    pub kinds: [u64; 3],
}

/// The element at the other end of an arc, and the arc's sign.
type Way = (u32, Polarity);

/// An element of the path, and the way it takes next.
struct Stop {
    element: u32,
    next: usize,
    /// How far it is from the start.
    distance: u32,
    /// The polarity of the path up to here.
    kind: LoopPolarity,
}

/// Counts the loops of at most `longest` arcs. `signs` are those of the arcs, by number; `spend` is asked every few
/// steps whether there is time.
///
/// With the count comes whether there may be longer loops (a false one is sure), or what `spend` ended it with: then the
/// count is of the loops that were met.
pub(super) fn tally(
    steps: &[Vec<Step>],
    signs: &[Polarity],
    longest: usize,
    spend: &mut impl FnMut() -> Result<(), LimitKind>,
) -> (Tally, Result<bool, LimitKind>) {
    let mut search = Search::new(steps, signs, longest);
    let ended = (0..steps.len() as u32).try_for_each(|start| search.from(start, spend));
    let may_be_longer = search.cut;
    (search.tally, ended.map(|()| may_be_longer))
}

struct Search {
    /// The arcs out of each element and into it, ascending by their other ends.
    out: Lists<Way>,
    into: Lists<Way>,
    longest: usize,
    tally: Tally,
    /// Something was left out because it is too long.
    cut: bool,
    /// By element: where the arcs that lead to elements after the start begin, and those that come from them.
    later: Vec<usize>,
    earlier: Vec<usize>,
    distance: Vec<u32>,
    /// By element: how many arcs lead to the start, by polarity.
    closing: Vec<[u64; 3]>,
    /// The elements with a distance, nearest first.
    known: Vec<u32>,
    stops: Vec<Stop>,
}

impl Search {
    fn new(steps: &[Vec<Step>], signs: &[Polarity], longest: usize) -> Self {
        let count = steps.len();
        let mut degrees = vec![0_usize; count];
        for (from, list) in steps.iter().enumerate() {
            for step in list {
                degrees[from] += step.arcs.len();
                degrees[step.to] += step.arcs.len();
            }
        }
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by_key(|element| Reverse(degrees[*element]));
        let mut rank = vec![0; count];
        for (at, element) in (0_u32..).zip(order) {
            rank[element] = at;
        }
        let sign = |arc: &usize| signs.get(*arc).copied().unwrap_or(Polarity::Unknown);
        let mut arcs = Vec::new();
        for (from, list) in steps.iter().enumerate() {
            for step in list {
                arcs.extend(step.arcs.iter().map(|arc| (rank[from], rank[step.to], sign(arc))));
            }
        }
        arcs.sort_unstable_by_key(|(from, to, _)| (*from, *to));
        let out = Lists::new(count, arcs.iter().map(|(from, to, sign)| (*from, (*to, *sign))));
        let into = Lists::new(count, arcs.iter().map(|(from, to, sign)| (*to, (*from, *sign))));
        Self {
            tally: Tally { lengths: vec![0; count + 1], kinds: [0; 3] },
            longest,
            cut: false,
            later: out.begins.clone(),
            earlier: into.begins.clone(),
            distance: vec![NEVER; count],
            closing: vec![[0; 3]; count],
            known: Vec::new(),
            stops: Vec::new(),
            out,
            into,
        }
    }

    /// Counts the loops of the start and elements after it.
    fn from(
        &mut self,
        start: u32,
        spend: &mut impl FnMut() -> Result<(), LimitKind>,
    ) -> Result<(), LimitKind> {
        if self.longest == 0 {
            self.cut |= !self.out.ways.is_empty();
            return Ok(());
        }
        self.measure(start);
        self.close(start, 1, LoopPolarity::Reinforcing);
        self.walk_to(start, start, LoopPolarity::Reinforcing);
        while let Some(stop) = self.stops.last_mut() {
            if stop.next == self.out.end(stop.element) {
                self.distance[stop.element as usize] = stop.distance;
                self.stops.pop();
                continue;
            }
            let (to, sign) = self.out.ways[stop.next];
            stop.next += 1;
            let kind = stop.kind.turned(sign);
            let distance = self.distance[to as usize];
            let taken = self.stops.len();
            if distance == NEVER {
                continue;
            }
            if taken + distance as usize > self.longest {
                self.cut = true;
                continue;
            }
            spend()?;
            self.close(to, taken + 1, kind);
            self.walk_to(start, to, kind);
        }
        Ok(())
    }

    /// Counts the loops that close from an element at once.
    fn close(&mut self, element: u32, length: usize, kind: LoopPolarity) {
        let [reinforcing, balancing, unknown] = self.closing[element as usize];
        let all = reinforcing + balancing + unknown;
        if all == 0 {
            return;
        }
        self.tally.lengths[length] += all;
        let (even, odd, open) = match kind {
            LoopPolarity::Reinforcing => (reinforcing, balancing, unknown),
            LoopPolarity::Balancing => (balancing, reinforcing, unknown),
            LoopPolarity::Unknown => (0, 0, all),
        };
        let [r, b, u] = &mut self.tally.kinds;
        *r += even;
        *b += odd;
        *u += open;
    }

    /// Puts an element on the path if a loop can be closed beyond it.
    fn walk_to(&mut self, start: u32, element: u32, kind: LoopPolarity) {
        let at = element as usize;
        let end = self.out.end(element);
        let mut next = self.later[at];
        // Starts come in order, so what leads back before one leads back before all that follow.
        while next < end && self.out.ways[next].0 <= start {
            next += 1;
        }
        self.later[at] = next;
        if next == end {
            return;
        }
        if self.stops.len() + 2 > self.longest {
            self.cut = true;
            return;
        }
        let distance = std::mem::replace(&mut self.distance[at], NEVER);
        self.stops.push(Stop { element, next, distance, kind });
    }

    /// Measures how many arcs each element after the start is from it, and counts the arcs that lead to it.
    fn measure(&mut self, start: u32) {
        for element in self.known.drain(..) {
            self.distance[element as usize] = NEVER;
            self.closing[element as usize] = [0; 3];
        }
        self.known.push(start);
        self.distance[start as usize] = 0;
        let mut looked_at = 0;
        while let Some(at) = self.known.get(looked_at).copied() {
            looked_at += 1;
            let next = self.distance[at as usize] + 1;
            let end = self.into.end(at);
            let mut way = self.earlier[at as usize];
            while way < end && self.into.ways[way].0 < start {
                way += 1;
            }
            self.earlier[at as usize] = way;
            for (before, sign) in &self.into.ways[way..end] {
                if at == start && (*before == start || self.longest > 1) {
                    let kind = LoopPolarity::Reinforcing.turned(*sign);
                    self.closing[*before as usize][kind as usize] += 1;
                }
                if self.distance[*before as usize] != NEVER {
                    continue;
                }
                if next as usize >= self.longest {
                    self.cut = true;
                    return;
                }
                self.distance[*before as usize] = next;
                self.known.push(*before);
            }
        }
    }
}
