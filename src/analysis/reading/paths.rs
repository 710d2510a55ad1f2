//! Every way from one element to another that passes no element twice.

use std::collections::VecDeque;

use serde::Serialize;

use super::arcs::{Way, Ways};
use crate::model::{ElementId, LinkId, MapId, Polarity, Project};

/// What to look for, and for how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathOptions {
    /// Only what this map shows; a map that is not there shows nothing.
    pub map: Option<MapId>,
    /// Links are followed only the way they point.
    pub directed: bool,
    /// The most paths to list.
    pub max_count: usize,
    /// The longest paths to look for, in links.
    pub max_length: usize,
    /// The most steps to try.
    pub max_work: usize,
}

impl Default for PathOptions {
    /// The whole project, the way links point, 1,000 paths of 20 links at most, 300,000 steps.
    fn default() -> Self {
        Self { map: None, directed: true, max_count: 1_000, max_length: 20, max_work: 300_000 }
    }
}

/// A way from one element to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Path {
    /// The elements, both ends included.
    pub elements: Vec<ElementId>,
    /// For each step the link, or the ties and levers that run side by side.
    pub links: Vec<Vec<LinkId>>,
    /// What the signs make together: + where an even number is −, − where an odd number is, ? where one is unknown.
    /// Absent where not every step is a causal link that is followed the way it points.
    pub sign: Option<Polarity>,
    /// The effect takes time somewhere on the way.
    pub delayed: bool,
}

/// Which budget ended the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PathLimitKind {
    /// So many paths were found.
    Count,
    /// Longer ones were not asked for.
    Length,
    /// So many steps were tried.
    Work,
}

/// Where the list ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PathLimit {
    /// Which budget ended the search.
    pub kind: PathLimitKind,
    /// The budget.
    pub value: usize,
    /// All paths of up to so many links are listed.
    pub complete_to_length: usize,
}

/// The paths from one element to another, the shortest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Paths {
    /// The paths by length, then by the ids on the way.
    pub paths: Vec<Path>,
    /// Where the list ends, if it is not complete.
    pub limit: Option<PathLimit>,
}

impl Paths {
    /// How many links the shortest path has.
    pub fn shortest(&self) -> Option<usize> {
        self.paths.first().map(|path| path.links.len())
    }

    /// How many paths have this sign.
    pub fn with_sign(&self, sign: Polarity) -> usize {
        self.paths.iter().filter(|path| path.sign == Some(sign)).count()
    }
}

/// The paths between two elements: simple paths, those that pass no element twice. From an element to itself there is
/// none; loops have a list of their own.
///
/// One length after the other is searched, and turns from which the goal is too far for that length are not taken, so
/// what a budget leaves is complete up to a length. The answer depends on the budgets alone, never on the clock.
pub fn paths(project: &Project, from: &ElementId, to: &ElementId, options: &PathOptions) -> Paths {
    let ways = Ways::new(project, options.map.as_ref());
    let (Some(from), Some(to)) = (ways.number(from), ways.number(to)) else { return Paths::default() };
    if from == to {
        return Paths::default();
    }
    let count = ways.ids.len();
    let next: Vec<Vec<Way>> =
        if options.directed { ways.out.clone() } else { (0..count).map(|at| ways.around(at)).collect() };
    let mut search = Search { away: distances(&next, to), next, to, work: 0, found: Vec::new(), options };
    let Some(shortest) = search.away.get(from).copied().flatten() else { return Paths::default() };
    let mut limit = None;
    for length in shortest.. {
        let complete_to_length = length - 1;
        if length > options.max_length {
            limit = Some(PathLimit {
                kind: PathLimitKind::Length,
                value: options.max_length,
                complete_to_length,
            });
            break;
        }
        match search.of_length(from, length) {
            Ok(true) => {}
            Ok(false) => break,
            Err(kind) => {
                let value = if kind == PathLimitKind::Count { options.max_count } else { options.max_work };
                limit = Some(PathLimit { kind, value, complete_to_length });
                break;
            }
        }
    }
    let directed = options.directed;
    let named = search.found.iter().map(|steps| describe(&ways, from, steps, directed));
    Paths { paths: named.collect(), limit }
}

/// How many links each element is from `to`.
fn distances(next: &[Vec<Way>], to: usize) -> Vec<Option<usize>> {
    let mut before = vec![Vec::new(); next.len()];
    for (from, ways) in next.iter().enumerate() {
        for way in ways {
            if let Some(before) = before.get_mut(way.to) {
                before.push(from);
            }
        }
    }
    let mut away = vec![None; next.len()];
    let mut waiting = VecDeque::from([(to, 0)]);
    while let Some((at, steps)) = waiting.pop_front() {
        if let Some(known @ None) = away.get_mut(at) {
            *known = Some(steps);
            waiting.extend(before.get(at).into_iter().flatten().map(|from| (*from, steps + 1)));
        }
    }
    away
}

struct Search<'a> {
    next: Vec<Vec<Way>>,
    /// How many links each element is from the goal.
    away: Vec<Option<usize>>,
    to: usize,
    work: usize,
    found: Vec<Vec<Way>>,
    options: &'a PathOptions,
}

impl Search<'_> {
    /// Finds the paths of exactly `length` links. Gives whether longer ones may exist.
    fn of_length(&mut self, from: usize, length: usize) -> Result<bool, PathLimitKind> {
        let mut longer = false;
        let mut on_path = vec![false; self.next.len()];
        if let Some(on) = on_path.get_mut(from) {
            *on = true;
        }
        let mut path: Vec<Way> = Vec::with_capacity(length);
        // The element of each step, with the number of the turn to take next.
        let mut turns = vec![(from, 0)];
        while let Some((at, turn)) = turns.last_mut() {
            let Some(way) = self.next.get(*at).and_then(|ways| ways.get(*turn)) else {
                if let Some(on) = on_path.get_mut(*at) {
                    *on = false;
                }
                turns.pop();
                path.pop();
                continue;
            };
            *turn += 1;
            self.work += 1;
            if self.work > self.options.max_work {
                return Err(PathLimitKind::Work);
            }
            let steps = path.len() + 1;
            if way.to == self.to {
                if steps == length {
                    if self.found.len() >= self.options.max_count {
                        return Err(PathLimitKind::Count);
                    }
                    self.found.push(path.iter().chain([way]).cloned().collect());
                }
                continue;
            }
            let Some(away) = self.away.get(way.to).copied().flatten() else { continue };
            if on_path.get(way.to).copied().unwrap_or(true) {
                continue;
            }
            if steps + away > length {
                longer = true;
                continue;
            }
            if let Some(on) = on_path.get_mut(way.to) {
                *on = true;
            }
            turns.push((way.to, 0));
            path.push(way.clone());
        }
        Ok(longer)
    }
}

fn describe(ways: &Ways, from: usize, steps: &[Way], directed: bool) -> Path {
    let elements = std::iter::once(from).chain(steps.iter().map(|way| way.to));
    let signs: Option<Vec<Polarity>> = steps.iter().map(|way| way.polarity).collect();
    Path {
        elements: elements.filter_map(|at| ways.ids.get(at).cloned()).collect(),
        links: steps.iter().map(|way| way.links.clone()).collect(),
        sign: signs.filter(|_| directed).map(|signs| signs.into_iter().fold(Polarity::Plus, times)),
        delayed: steps.iter().any(|way| way.delay),
    }
}

/// What two signs make, one after the other.
pub(super) fn times(a: Polarity, b: Polarity) -> Polarity {
    match (a, b) {
        (Polarity::Unknown, _) | (_, Polarity::Unknown) => Polarity::Unknown,
        _ if a == b => Polarity::Plus,
        _ => Polarity::Minus,
    }
}
