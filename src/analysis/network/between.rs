//! Who stands between two: the fewest others without whom no path joins them (Menger 1927), by flows of one (Ford and
//! Fulkerson 1956).

use serde::Serialize;

use super::graph::TieGraph;
use super::{NetworkError, words};
use crate::analysis::Watch;
use crate::model::{ElementId, LinkId};

/// Who stands between two elements.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Between {
    /// From whom.
    pub from: ElementId,
    /// To whom.
    pub to: ElementId,
    /// They are tied directly; the rest is about all other ways.
    pub direct: bool,
    /// The fewest others without whom no other path leads from one to the other, by id. Of several such sets, the one
    /// nearest to `from`. Empty if no path leads.
    pub cut: Vec<ElementId>,
    /// As many paths as `cut` has members, that share nobody but their ends; the shortest first.
    pub paths: Vec<Vec<ElementId>>,
    /// The links along these paths, by id.
    pub links: Vec<LinkId>,
    /// What that means, in a sentence.
    pub sentence: String,
}

/// Finds who stands between two elements, along the direction of ties where it counts. O(k·m) for k in the cut.
///
/// # Errors
/// [`NetworkError::NoSuchElement`], [`NetworkError::SameElement`], or [`NetworkError::Cancelled`].
pub fn stands_between(
    graph: &TieGraph,
    from: &ElementId,
    to: &ElementId,
    watch: &Watch,
) -> Result<Between, NetworkError> {
    let (source, target) = (graph.asked(from)?, graph.asked(to)?);
    if source == target {
        return Err(NetworkError::SameElement(from.clone()));
    }
    let mut flow = Flow::new(graph, source, target);
    while flow.augment() {
        if watch.is_cancelled() {
            return Err(NetworkError::Cancelled);
        }
    }
    let direct = graph.out().has(source, target);
    let cut = flow.cut();
    let mut paths = flow.paths();
    paths.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    let steps = |path: &Vec<usize>| path.windows(2).map(|step| (step[0], step[1])).collect::<Vec<_>>();
    let mut links: Vec<LinkId> =
        paths.iter().flat_map(steps).flat_map(|(a, b)| graph.joins_of(a, b)).collect();
    if direct {
        links.extend(graph.joins_of(source, target));
    }
    links.sort();
    links.dedup();
    let ids = |of: &[usize]| of.iter().map(|v| graph.ids[*v].clone()).collect::<Vec<_>>();
    let name = |v: usize| graph.names[v].as_str();
    let sentence = sentence(graph, (name(source), name(target)), direct, &cut);
    Ok(Between {
        from: from.clone(),
        to: to.clone(),
        direct,
        cut: ids(&cut),
        paths: paths.iter().map(|path| ids(path)).collect(),
        links,
        sentence,
    })
}

fn sentence(graph: &TieGraph, (from, to): (&str, &str), direct: bool, cut: &[usize]) -> String {
    let names: Vec<String> = cut.iter().map(|v| graph.names[*v].clone()).collect();
    let who = words::list(&names, names.len());
    match (direct, names.len()) {
        (false, 0) => format!("No path leads from {from} to {to}"),
        (true, 0) => format!("{from} and {to} are tied directly, and in no other way"),
        (false, 1) => format!("{who} stands between {from} and {to}: without it no path joins them"),
        (false, _) => format!("{who} stand between {from} and {to}: without all of them no path joins them"),
        (true, 1) => format!("{from} and {to} are tied directly; all other ways lead through {who}"),
        (true, _) => format!("{from} and {to} are tied directly; all other ways lead through one of {who}"),
    }
}

/// Paths that share nobody.
struct Flow<'a> {
    graph: &'a TieGraph,
    source: usize,
    target: usize,
    /// Whom the path through an element leads to next.
    next: Vec<Option<usize>>,
    /// Whom it comes from.
    before: Vec<Option<usize>>,
    /// The first steps of all paths.
    first: Vec<usize>,
    /// For the last search: how the side of each element that paths enter and the one they leave was reached.
    entered: Vec<Option<Side>>,
    left: Vec<Option<Side>>,
}

/// One side of an element: where paths enter it, or leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Enter(usize),
    Leave(usize),
}

impl<'a> Flow<'a> {
    fn new(graph: &'a TieGraph, source: usize, target: usize) -> Self {
        let n = graph.len();
        Self {
            graph,
            source,
            target,
            next: vec![None; n],
            before: vec![None; n],
            first: Vec::new(),
            entered: vec![None; n],
            left: vec![None; n],
        }
    }

    /// Looks for one path more, turning others aside where that helps. The direct tie is left out.
    fn augment(&mut self) -> bool {
        let start = Side::Leave(self.source);
        self.entered.fill(None);
        self.left.fill(None);
        self.left[self.source] = Some(start);
        let mut order = vec![start];
        let mut place = 0;
        while let Some(&side) = order.get(place) {
            place += 1;
            match side {
                Side::Leave(v) => {
                    for &u in self.graph.out().of(v) {
                        let u = u as usize;
                        let is_direct = v == self.source && u == self.target;
                        if u == self.source || is_direct || self.entered[u].is_some() {
                            continue;
                        }
                        self.entered[u] = Some(side);
                        if u == self.target {
                            self.take();
                            return true;
                        }
                        order.push(Side::Enter(u));
                    }
                    // A path through an element can be turned aside before it.
                    let on_path = v != self.source && self.next[v].is_some();
                    if on_path && self.entered[v].is_none() {
                        self.entered[v] = Some(side);
                        order.push(Side::Enter(v));
                    }
                }
                Side::Enter(v) => {
                    let free = self.next[v].is_none();
                    if free && self.left[v].is_none() {
                        self.left[v] = Some(side);
                        order.push(Side::Leave(v));
                    }
                    if let Some(u) = self.before[v].filter(|u| *u != self.source && self.left[*u].is_none()) {
                        self.left[u] = Some(side);
                        order.push(Side::Leave(u));
                    }
                }
            }
        }
        false
    }

    /// Takes the path that the last search found.
    fn take(&mut self) {
        let mut steps = Vec::new();
        let mut here = Side::Enter(self.target);
        while here != Side::Leave(self.source) {
            let from = match here {
                Side::Enter(v) => self.entered[v],
                Side::Leave(v) => self.left[v],
            };
            let Some(from) = from else { return };
            steps.push((from, here));
            here = from;
        }
        // What is given up goes first, so that what is taken stays.
        for &(from, to) in &steps {
            if let (Side::Enter(v), Side::Leave(u)) = (from, to)
                && v != u
            {
                self.next[u] = None;
                self.before[v] = None;
            }
        }
        for (from, to) in steps {
            if let (Side::Leave(u), Side::Enter(v)) = (from, to) {
                if u == v {
                    continue;
                }
                if u == self.source {
                    self.first.push(v);
                } else {
                    self.next[u] = Some(v);
                }
                if v != self.target {
                    self.before[v] = Some(u);
                }
            }
        }
    }

    /// After a search that found nothing: who is entered and not left. A direct first step ends at such an element too.
    fn cut(&self) -> Vec<usize> {
        let inner = (0..self.graph.len()).filter(|v| *v != self.source && *v != self.target);
        inner.filter(|v| self.entered[*v].is_some() && self.left[*v].is_none()).collect()
    }

    fn paths(&self) -> Vec<Vec<usize>> {
        let follow = |first: &usize| {
            let mut path = vec![self.source, *first];
            while let Some(next) = path.last().and_then(|last| self.next[*last]) {
                path.push(next);
            }
            path
        };
        self.first.iter().map(follow).collect()
    }
}
