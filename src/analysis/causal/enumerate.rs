//! Every loop once, shortest first, within budgets.
//!
//! Short loops are swept, see [`super::short`]. Longer ones, and those through one element, are found by iterative
//! deepening: one depth-first pass for each length that occurs. A loop is searched from its smallest element
//! only, so it is met once. Before a path is made longer, a search backwards from the start tells how far each next
//! element is from closing the loop without touching the path again; steps that cannot close in time are not taken, so
//! every path walked is part of some loop. The same distances tell the shortest length left over from a pass, and so
//! when there are no longer loops at all. A pass takes O(p · m) for p paths walked over m links.
//!
//! Parallel links multiply the loops only when one closes: they never lengthen the search.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::arcs::Step;
use super::loops::LimitKind;
use super::short::{SWEPT, short};
use crate::analysis::Watch;

/// How much may be spent.
#[derive(Debug)]
pub(super) struct Budget<'a> {
    pub max_count: usize,
    pub max_length: Option<usize>,
    pub time: Duration,
    pub watch: &'a Watch,
}

/// What was found: arcs in order, each loop rotated so that its smallest arc comes first, sorted by length and key.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub loops: Vec<Vec<usize>>,
    /// What ended the search early, and up to which length it is complete.
    pub limit: Option<(LimitKind, usize)>,
}

/// How many elements are looked at between two looks at the clock.
const PATIENCE: usize = 64;

/// Finds the loops of a graph given by its steps; with `through`, only those through that element. Whenever every loop
/// of up to some length has been found and the search goes on, `paused` hears them and the length.
pub(super) fn enumerate(
    steps: &[Vec<Step>],
    through: Option<usize>,
    budget: &Budget<'_>,
    paused: &mut impl FnMut(&[Vec<usize>], usize),
) -> Found {
    let mut search = Search::new(steps, through, budget);
    let mut length = 1;
    if through.is_none() {
        let longest = budget.max_length.unwrap_or(usize::MAX).min(SWEPT);
        let (found, settled) = short(steps, longest, budget, search.began, paused);
        if settled {
            return found;
        }
        search.found = found;
        length = longest + 1;
        search.left.fill(length);
    }
    let mut complete_to = length - 1;
    loop {
        if let Some(longest) = budget.max_length.filter(|longest| length > *longest) {
            search.found.limit = Some((LimitKind::Length, longest));
            break;
        }
        let before = search.found.loops.len();
        let stopped = search.pass(length).err();
        if matches!(stopped, Some(LimitKind::Time | LimitKind::Cancelled)) {
            // What a clock cut off differs from run to run: an unfinished length is left out.
            search.found.loops.truncate(before);
        }
        if let Some(of_length) = search.found.loops.get_mut(before..) {
            of_length.sort_unstable();
        }
        if let Some(kind) = stopped {
            search.found.limit = Some((kind, complete_to));
            break;
        }
        let Some(next) = search.next_length() else { break };
        complete_to = next - 1;
        length = next;
        paused(&search.found.loops, complete_to);
    }
    search.found
}

/// One element of the path, and where it can go.
struct Stop {
    element: usize,
    /// The steps that can still close the loop in time, as places in the element's list.
    viable: Vec<usize>,
    /// How many of them were taken.
    taken: usize,
}

struct Search<'a> {
    steps: &'a [Vec<Step>],
    predecessors: Vec<Vec<usize>>,
    /// Loops through this element only, from whichever element is the smallest.
    through: Option<usize>,
    /// By start: the shortest loop not yet found; `usize::MAX` when there is none.
    left: Vec<usize>,
    budget: &'a Budget<'a>,
    began: Instant,
    ticks: usize,
    on_path: Vec<bool>,
    /// Steps to the start, valid where `round` is the current one.
    distance: Vec<usize>,
    round: Vec<usize>,
    current_round: usize,
    queue: VecDeque<usize>,
    found: Found,
}

impl<'a> Search<'a> {
    fn new(steps: &'a [Vec<Step>], through: Option<usize>, budget: &'a Budget<'a>) -> Self {
        let count = steps.len();
        let mut predecessors = vec![Vec::new(); count];
        for (from, list) in steps.iter().enumerate() {
            for step in list {
                predecessors[step.to].push(from);
            }
        }
        let is_start = |at: usize| through.is_none_or(|only| only == at);
        Self {
            steps,
            predecessors,
            through,
            left: (0..count).map(|at| if is_start(at) { 1 } else { usize::MAX }).collect(),
            budget,
            began: Instant::now(),
            ticks: 0,
            on_path: vec![false; count],
            distance: vec![0; count],
            round: vec![0; count],
            current_round: 0,
            queue: VecDeque::new(),
            found: Found::default(),
        }
    }

    /// The shortest length of a loop not yet found.
    fn next_length(&self) -> Option<usize> {
        self.left.iter().copied().min().filter(|length| *length < usize::MAX)
    }

    /// Finds every loop of this length.
    fn pass(&mut self, length: usize) -> Result<(), LimitKind> {
        for start in 0..self.steps.len() {
            if self.left[start] == length {
                self.left[start] = usize::MAX;
                self.from(start, length)?;
            }
        }
        Ok(())
    }

    /// Finds every loop of this length whose smallest element is `start`.
    fn from(&mut self, start: usize, length: usize) -> Result<(), LimitKind> {
        let mut path = vec![self.stop(start, start, 0, length)?];
        while let Some(last) = path.last_mut() {
            let Some(way) = last.viable.get(last.taken).copied() else {
                self.on_path[last.element] = false;
                path.pop();
                continue;
            };
            last.taken += 1;
            let to = self.steps[last.element][way].to;
            if to == start {
                if path.len() == length {
                    self.close(&path)?;
                }
            } else {
                let stop = self.stop(start, to, path.len(), length)?;
                path.push(stop);
            }
        }
        Ok(())
    }

    /// Puts an element on the path, `depth` steps from the start, and finds where the path can go from there.
    fn stop(&mut self, start: usize, element: usize, depth: usize, length: usize) -> Result<Stop, LimitKind> {
        self.spend()?;
        self.on_path[element] = true;
        // Once a loop of the very next length is known to be left, nothing beyond this pass's reach matters.
        let reach = if self.left[start] == length + 1 { length - depth - 1 } else { usize::MAX };
        self.measure(start, reach);
        let mut viable = Vec::new();
        for (way, step) in self.steps[element].iter().enumerate() {
            if step.to == start {
                viable.push(way);
            } else if self.round[step.to] == self.current_round && !self.on_path[step.to] {
                let shortest = depth + 1 + self.distance[step.to];
                if shortest <= length {
                    viable.push(way);
                } else {
                    self.left[start] = self.left[start].min(shortest);
                }
            }
        }
        Ok(Stop { element, viable, taken: 0 })
    }

    /// Measures how far elements off the path are from the start, up to `reach` steps.
    fn measure(&mut self, start: usize, reach: usize) {
        self.current_round += 1;
        self.distance[start] = 0;
        self.queue.clear();
        self.queue.push_back(start);
        while let Some(at) = self.queue.pop_front() {
            let next = self.distance[at] + 1;
            if next > reach {
                break;
            }
            for &before in &self.predecessors[at] {
                let is_allowed = self.through.is_some() || before > start;
                if is_allowed && !self.on_path[before] && self.round[before] != self.current_round {
                    self.round[before] = self.current_round;
                    self.distance[before] = next;
                    self.queue.push_back(before);
                }
            }
        }
    }

    /// Records the loop that the path closes, once for every choice among parallel links.
    fn close(&mut self, path: &[Stop]) -> Result<(), LimitKind> {
        let ways: Vec<&[usize]> = path
            .iter()
            .filter_map(|stop| {
                let way = *stop.viable.get(stop.taken.checked_sub(1)?)?;
                Some(self.steps[stop.element][way].arcs.as_slice())
            })
            .collect();
        let mut choice = vec![0; ways.len()];
        loop {
            if self.found.loops.len() >= self.budget.max_count {
                return Err(LimitKind::Count);
            }
            let arcs = ways.iter().zip(&choice).map(|(arcs, at)| arcs[*at]).collect();
            self.found.loops.push(rotated(arcs));
            self.spend()?;
            let Some(place) = (0..ways.len()).rev().find(|at| choice[*at] + 1 < ways[*at].len()) else {
                return Ok(());
            };
            choice[place] += 1;
            choice[place + 1..].fill(0);
        }
    }

    /// Counts one step of work, and now and then asks whether to go on.
    fn spend(&mut self) -> Result<(), LimitKind> {
        self.ticks += 1;
        if !self.ticks.is_multiple_of(PATIENCE) {
            return Ok(());
        }
        if self.budget.watch.is_cancelled() {
            return Err(LimitKind::Cancelled);
        }
        let spent = self.began.elapsed();
        if spent > self.budget.time {
            return Err(LimitKind::Time);
        }
        let counted = self.found.loops.len() as f64 / self.budget.max_count.max(1) as f64;
        let timed = spent.as_secs_f64() / self.budget.time.as_secs_f64().max(f64::MIN_POSITIVE);
        self.budget.watch.report(counted.max(timed));
        Ok(())
    }
}

/// The same cycle, beginning with its smallest item.
pub(super) fn rotated<T: Ord>(mut cycle: Vec<T>) -> Vec<T> {
    if let Some((first, _)) = cycle.iter().enumerate().min_by(|a, b| a.1.cmp(b.1)) {
        cycle.rotate_left(first);
    }
    cycle
}
