//! What a variable is moved by, and what it moves, as a tree.

use std::collections::VecDeque;

use serde::Serialize;

use super::arcs::{Way, Ways};
use super::paths::times;
use crate::model::{ElementId, LinkId, MapId, Polarity, Project};

/// Which way the tree grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TraceWay {
    /// What moves the variable, and what moves that.
    Causes,
    /// What the variable moves, and what that moves.
    Uses,
}

/// What to trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceOptions {
    /// Only what this map shows; a map that is not there shows nothing.
    pub map: Option<MapId>,
    /// Which way.
    pub way: TraceWay,
    /// How many links deep.
    pub depth: usize,
}

/// Why a row has no rows of its own although its variable has links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Again {
    /// The row lies under itself: a feedback loop closes here.
    Loop,
    /// Its rows stand in another place of the tree, no deeper than here.
    Elsewhere,
    /// They lie deeper than was asked for.
    Deeper,
}

/// A row of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TraceRow {
    /// How many links it is from the root; the rows of a row follow it.
    pub depth: usize,
    /// The variable or issue.
    pub element: ElementId,
    /// The causal link between it and the row it belongs to; the root has none.
    pub link: Option<LinkId>,
    /// The sign of that link.
    pub sign: Option<Polarity>,
    /// What the signs from here to the root make together.
    pub net: Polarity,
    /// That link takes time.
    pub delay: bool,
    /// Why it has no rows although its variable has links.
    pub again: Option<Again>,
}

/// A tree of causes or uses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Trace {
    /// The rows from top to bottom, the root first. None if the root is not in scope.
    pub rows: Vec<TraceRow>,
}

/// The causes tree or the uses tree of a variable. Each variable has its rows in one place only, the first of those
/// nearest to the root, so a tree has one row more than it has causal links at most. Linear in elements and links but
/// for looking out for loops, which takes the depth for each row.
pub fn trace(project: &Project, root: &ElementId, options: &TraceOptions) -> Trace {
    let ways = Ways::new(project, options.map.as_ref());
    let Some(root) = ways.number(root) else { return Trace::default() };
    let next = match options.way {
        TraceWay::Causes => &ways.into,
        TraceWay::Uses => &ways.out,
    };
    let mut tree = Tree {
        away: distances(next, root),
        opened: vec![false; ways.ids.len()],
        next,
        ids: &ways.ids,
        depth: options.depth,
        rows: Vec::new(),
    };
    tree.grow(root);
    Trace { rows: tree.rows }
}

/// The causal ways from an element.
fn causal(next: &[Vec<Way>], at: usize) -> impl Iterator<Item = &Way> {
    next.get(at).into_iter().flatten().filter(|way| way.polarity.is_some())
}

fn distances(next: &[Vec<Way>], root: usize) -> Vec<Option<usize>> {
    let mut away = vec![None; next.len()];
    let mut waiting = VecDeque::from([(root, 0)]);
    while let Some((at, steps)) = waiting.pop_front() {
        if let Some(known @ None) = away.get_mut(at) {
            *known = Some(steps);
            waiting.extend(causal(next, at).map(|way| (way.to, steps + 1)));
        }
    }
    away
}

struct Tree<'a> {
    next: &'a [Vec<Way>],
    ids: &'a [ElementId],
    away: Vec<Option<usize>>,
    opened: Vec<bool>,
    depth: usize,
    rows: Vec<TraceRow>,
}

/// A row whose own rows are still to come.
struct Branch<'a> {
    at: usize,
    net: Polarity,
    rest: Vec<&'a Way>,
}

impl<'a> Tree<'a> {
    fn grow(&mut self, root: usize) {
        let Some(id) = self.ids.get(root) else { return };
        let again = self.again(root, 0, &[]);
        self.rows.push(TraceRow {
            depth: 0,
            element: id.clone(),
            link: None,
            sign: None,
            net: Polarity::Plus,
            delay: false,
            again,
        });
        let mut branches = Vec::new();
        self.open(root, Polarity::Plus, again, &mut branches);
        while let Some(branch) = branches.last_mut() {
            let Some(way) = branch.rest.pop() else {
                branches.pop();
                continue;
            };
            let sign = way.polarity.unwrap_or(Polarity::Unknown);
            let net = times(branch.net, sign);
            let depth = branches.len();
            let again = self.again(way.to, depth, &branches);
            let Some(element) = self.ids.get(way.to).cloned() else { continue };
            self.rows.push(TraceRow {
                depth,
                element,
                link: way.links.first().cloned(),
                sign: way.polarity,
                net,
                delay: way.delay,
                again,
            });
            self.open(way.to, net, again, &mut branches);
        }
    }

    fn again(&self, at: usize, depth: usize, branches: &[Branch<'a>]) -> Option<Again> {
        if branches.iter().any(|branch| branch.at == at) {
            return Some(Again::Loop);
        }
        causal(self.next, at).next()?;
        let nearest = self.away.get(at).copied().flatten().unwrap_or(depth);
        if nearest < depth || self.opened.get(at).copied().unwrap_or(true) {
            return Some(Again::Elsewhere);
        }
        (depth >= self.depth).then_some(Again::Deeper)
    }

    fn open(&mut self, at: usize, net: Polarity, again: Option<Again>, branches: &mut Vec<Branch<'a>>) {
        if again.is_some() {
            return;
        }
        if let Some(opened) = self.opened.get_mut(at) {
            *opened = true;
        }
        let mut rest: Vec<&Way> = causal(self.next, at).collect();
        rest.reverse();
        branches.push(Branch { at, net, rest });
    }
}
