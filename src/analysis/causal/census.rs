//! Counting loops without listing them: by length and by polarity.
//!
//! Without a bound on the length the loops are counted by the algorithm of Johnson 1975 ("Finding all the elementary
//! circuits of a directed graph"): O((n + m)(c + 1)) for c loops. With a bound see [`super::tally`].

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::arcs::{CausalGraph, Step};
use super::loops::{LimitKind, LoopLimit, LoopOptions, LoopPolarity};
use super::tally::{Tally, tally};
use crate::analysis::Watch;
use crate::model::{Polarity, Project};

/// How many steps are taken between two looks at the clock.
const PATIENCE: usize = 4_096;

/// How many loops there are.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LoopCensus {
    /// Every loop was counted.
    pub complete: bool,
    /// What ended the count early. Its `complete_to_length` is 0 when time ran out: loops are not met by length.
    pub limit: Option<LoopLimit>,
    /// All loops that were counted.
    pub total: u64,
    /// By the number of their links.
    pub by_length: BTreeMap<usize, u64>,
    /// Reinforcing ones.
    pub reinforcing: u64,
    /// Balancing ones.
    pub balancing: u64,
    /// Those with a link that has no agreed sign.
    pub unknown: u64,
}

/// Counts the loops of a project or map. Of the options, `map`, `max_length` and `seconds` are heard.
pub fn census(project: &Project, options: &LoopOptions, watch: &Watch) -> LoopCensus {
    let graph = CausalGraph::new(project, options.map.as_ref());
    let steps = graph.successors();
    let time = options.time();
    let began = Instant::now();
    let mut ticks = 0;
    let mut spend = || {
        ticks += 1;
        if !usize::is_multiple_of(ticks, PATIENCE) {
            return Ok(());
        }
        check(began, time, watch)
    };
    let mut counted = LoopCensus::default();
    let signs: Vec<Polarity> = graph.arcs.iter().map(|arc| arc.polarity).collect();
    let (Tally { lengths, kinds }, ended) = if let Some(longest) = options.max_length {
        let (tally, ended) = tally(&steps, &signs, longest, &mut spend);
        let ended = match ended {
            Ok(true) if any_longer(&steps, longest, &mut spend) != Ok(false) => Err(LimitKind::Length),
            Ok(_) => Ok(()),
            Err(kind) => Err(kind),
        };
        (tally, ended)
    } else {
        let mut tally = Tally { lengths: vec![0; steps.len() + 1], kinds: [0; 3] };
        let mut emit = |length: usize, kind: LoopPolarity| {
            tally.lengths[length] += 1;
            tally.kinds[kind as usize] += 1;
            Ok(())
        };
        let ended = Circuits::new(&steps, &signs).run(&mut spend, &mut emit);
        (tally, ended)
    };
    [counted.reinforcing, counted.balancing, counted.unknown] = kinds;
    counted.total = kinds.iter().sum();
    counted.by_length = (0..).zip(lengths).filter(|(_, count)| *count > 0).collect();
    counted.complete = ended.is_ok();
    counted.limit = ended.err().map(|kind| LoopLimit {
        kind,
        value: match kind {
            LimitKind::Length => options.max_length.unwrap_or_default() as f64,
            LimitKind::Time => options.seconds,
            LimitKind::Count | LimitKind::Cancelled => 0.0,
        },
        complete_to_length: match kind {
            LimitKind::Length => options.max_length.unwrap_or_default(),
            _ => 0,
        },
    });
    watch.report(1.0);
    counted
}

/// Whether there is time.
pub(super) fn check(began: Instant, time: Duration, watch: &Watch) -> Result<(), LimitKind> {
    if watch.is_cancelled() {
        return Err(LimitKind::Cancelled);
    }
    if began.elapsed() > time { Err(LimitKind::Time) } else { Ok(()) }
}

/// Some loop has more than so many links. Long loops are met early, so that a "yes" is soon found; a "no" takes as long
/// as counting all.
///
/// # Errors
/// What `spend` ended it with.
pub(super) fn any_longer(
    steps: &[Vec<Step>],
    length: usize,
    spend: &mut impl FnMut() -> Result<(), LimitKind>,
) -> Result<bool, LimitKind> {
    let mut found = false;
    let signs = Vec::new();
    let mut emit = |of: usize, _: LoopPolarity| {
        found = of > length;
        if found { Err(LimitKind::Length) } else { Ok(()) }
    };
    match Circuits::new(steps, &signs).run(spend, &mut emit) {
        Err(LimitKind::Length) => Ok(true),
        Err(kind) => Err(kind),
        Ok(()) => Ok(found),
    }
}

/// An element of the path, and the way it takes next.
struct Stop {
    element: usize,
    next: usize,
    /// A loop was closed through it.
    closed: bool,
    /// The polarity of the path up to here.
    polarity: LoopPolarity,
}

/// Johnson's search, one start after the other, over elements that are no smaller than the start.
struct Circuits {
    /// By element: where arcs lead, and the polarity that each turns on.
    out: Vec<Vec<(usize, Polarity)>>,
    blocked: Vec<bool>,
    /// By element: who is to be freed with it.
    waiting: Vec<Vec<usize>>,
    freed: Vec<usize>,
}

impl Circuits {
    fn new(steps: &[Vec<Step>], signs: &[Polarity]) -> Self {
        let sign = |arc: &usize| signs.get(*arc).copied().unwrap_or(Polarity::Plus);
        let ways = |list: &Vec<Step>| {
            list.iter().flat_map(|step| step.arcs.iter().map(|arc| (step.to, sign(arc)))).collect()
        };
        let count = steps.len();
        Self {
            out: steps.iter().map(ways).collect(),
            blocked: vec![false; count],
            waiting: vec![Vec::new(); count],
            freed: Vec::new(),
        }
    }

    fn run(
        &mut self,
        spend: &mut impl FnMut() -> Result<(), LimitKind>,
        emit: &mut impl FnMut(usize, LoopPolarity) -> Result<(), LimitKind>,
    ) -> Result<(), LimitKind> {
        let mut stops: Vec<Stop> = Vec::new();
        let mut ring = Ring::new(&self.out);
        for start in 0..self.out.len() {
            // Elements that no loop joins with the start any more would be searched in vain.
            ring.around(&self.out, start);
            self.blocked[start..].fill(false);
            self.waiting[start..].iter_mut().for_each(Vec::clear);
            self.blocked[start] = true;
            stops.push(Stop { element: start, next: 0, closed: false, polarity: LoopPolarity::Reinforcing });
            while let Some(stop) = stops.last_mut() {
                if let Some((to, sign)) = self.out[stop.element].get(stop.next).copied() {
                    stop.next += 1;
                    if !ring.holds(to) {
                        continue;
                    }
                    let polarity = stop.polarity.turned(sign);
                    if to == start {
                        stop.closed = true;
                        emit(stops.len(), polarity)?;
                    } else if !self.blocked[to] {
                        spend()?;
                        self.blocked[to] = true;
                        stops.push(Stop { element: to, next: 0, closed: false, polarity });
                    }
                    continue;
                }
                let (element, closed) = (stop.element, stop.closed);
                stops.pop();
                if closed {
                    self.free(element);
                    if let Some(before) = stops.last_mut() {
                        before.closed = true;
                    }
                } else {
                    for (to, _) in &self.out[element] {
                        if ring.holds(*to) && !self.waiting[*to].contains(&element) {
                            self.waiting[*to].push(element);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Frees an element and all that wait for it.
    fn free(&mut self, element: usize) {
        self.freed.push(element);
        while let Some(element) = self.freed.pop() {
            if std::mem::replace(&mut self.blocked[element], false) {
                self.freed.append(&mut self.waiting[element]);
            }
        }
    }
}

/// The elements that stand in a loop with the start, among those that are no smaller.
struct Ring {
    into: Vec<Vec<usize>>,
    /// The start to which an element was last found to lead, plus one.
    leads: Vec<usize>,
    /// The start from which it was last reached, plus one.
    reached: Vec<usize>,
    mark: usize,
    stack: Vec<usize>,
}

impl Ring {
    fn new(out: &[Vec<(usize, Polarity)>]) -> Self {
        let mut into = vec![Vec::new(); out.len()];
        for (from, ways) in out.iter().enumerate() {
            for (to, _) in ways {
                into[*to].push(from);
            }
        }
        let none = vec![0; out.len()];
        Self { into, leads: none.clone(), reached: none, mark: 0, stack: Vec::new() }
    }

    fn around(&mut self, out: &[Vec<(usize, Polarity)>], start: usize) {
        self.mark = start + 1;
        self.stack.push(start);
        self.reached[start] = self.mark;
        while let Some(at) = self.stack.pop() {
            for (to, _) in &out[at] {
                if *to >= start && self.reached[*to] != self.mark {
                    self.reached[*to] = self.mark;
                    self.stack.push(*to);
                }
            }
        }
        self.stack.push(start);
        self.leads[start] = self.mark;
        while let Some(at) = self.stack.pop() {
            for from in &self.into[at] {
                if *from >= start && self.leads[*from] != self.mark {
                    self.leads[*from] = self.mark;
                    self.stack.push(*from);
                }
            }
        }
    }

    fn holds(&self, element: usize) -> bool {
        self.leads[element] == self.mark && self.reached[element] == self.mark
    }
}
