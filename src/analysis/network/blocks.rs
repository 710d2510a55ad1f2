//! What holds a network together: cut vertices, bridges, blocks and components (Tarjan 1972; Hopcroft and Tarjan
//! 1973). Searches keep their own stack, so that a chain of any length cannot overflow the thread's.

use std::collections::BTreeMap;
use std::ops::Range;

use super::arcs::Arcs;

/// The frame of a depth-first search: an element and how many of its ties were followed.
struct Frame {
    element: usize,
    parent: Option<usize>,
    followed: usize,
}

/// How the parts of an undirected network hang together.
pub(crate) struct Blocks {
    /// The elements in the order of the depth-first search: a component is a run of it, and so is all that falls away
    /// below a cut vertex.
    pub(crate) order: Vec<usize>,
    /// The place of each element in `order`.
    place: Vec<usize>,
    /// The component of each element, as a run of `order`.
    pub(crate) component: Vec<Range<usize>>,
    /// For each cut vertex, the runs of `order` that are cut off below it.
    below: BTreeMap<usize, Vec<Range<usize>>>,
    /// Ties whose removal would part a component, each once, the smaller index first, ascending.
    pub(crate) bridges: Vec<(usize, usize)>,
    /// The biconnected components: parts of two or more elements that no single removal parts. Members ascending;
    /// largest first, then by first member.
    pub(crate) biconnected: Vec<Vec<usize>>,
}

/// Finds cut vertices, bridges and blocks. O(n + m). `arcs` must hold each tie in both directions.
pub(crate) fn blocks(arcs: &Arcs) -> Blocks {
    const UNSEEN: usize = usize::MAX;
    let elements = arcs.elements();
    let mut found = vec![UNSEEN; elements];
    let mut low = vec![UNSEEN; elements];
    let mut result = Blocks {
        order: Vec::with_capacity(elements),
        place: Vec::new(),
        component: vec![0..0; elements],
        below: BTreeMap::new(),
        bridges: Vec::new(),
        biconnected: Vec::new(),
    };
    let mut stack: Vec<Frame> = Vec::new();
    let mut waiting = Vec::new();
    for root in 0..elements {
        if found[root] != UNSEEN {
            continue;
        }
        let first = result.order.len();
        stack.push(Frame { element: root, parent: None, followed: 0 });
        while let Some(frame) = stack.last_mut() {
            let v = frame.element;
            if found[v] == UNSEEN {
                found[v] = result.order.len();
                low[v] = found[v];
                result.order.push(v);
                waiting.push(v);
            }
            if let Some(&u) = arcs.of(v).get(frame.followed) {
                let u = u as usize;
                frame.followed += 1;
                if found[u] == UNSEEN {
                    stack.push(Frame { element: u, parent: Some(v), followed: 0 });
                } else if frame.parent != Some(u) {
                    low[v] = low[v].min(found[u]);
                }
                continue;
            }
            let parent = frame.parent;
            stack.pop();
            let Some(parent) = parent else { continue };
            low[parent] = low[parent].min(low[v]);
            if low[v] > found[parent] {
                result.bridges.push((parent.min(v), parent.max(v)));
            }
            if low[v] >= found[parent] {
                let mut block = vec![parent];
                // What waits above here was found below it, and belongs to no block yet.
                while let Some(u) = waiting.pop() {
                    block.push(u);
                    if u == v {
                        break;
                    }
                }
                block.sort_unstable();
                result.biconnected.push(block);
                result.below.entry(parent).or_default().push(found[v]..result.order.len());
            }
        }
        waiting.clear();
        // The root parts nothing unless two parts hang below it.
        if result.below.get(&root).is_some_and(|parts| parts.len() < 2) {
            result.below.remove(&root);
        }
        let run = first..result.order.len();
        for place in run.clone() {
            result.component[result.order[place]] = run.clone();
        }
    }
    result.bridges.sort_unstable();
    result.biconnected.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    result.place = found;
    result
}

impl Blocks {
    /// The elements whose removal parts their component, ascending.
    pub(crate) fn cut_vertices(&self) -> impl Iterator<Item = usize> {
        self.below.keys().copied()
    }

    /// Removing the element parts its component.
    pub(crate) fn is_cut_vertex(&self, element: usize) -> bool {
        self.below.contains_key(&element)
    }

    /// The parts that are left of the component of a cut vertex once it is gone: each as its size and runs of `order`,
    /// largest first. Empty for everyone else.
    pub(crate) fn parts_without(&self, element: usize) -> Vec<(usize, Vec<Range<usize>>)> {
        let Some(below) = self.below.get(&element) else {
            return Vec::new();
        };
        let whole = &self.component[element];
        // Runs below an element come after it, in order, and do not overlap: what lies before it and between them is
        // the rest.
        let place = self.place[element];
        let before = whole.start..place;
        let mut rest = vec![before];
        let mut from = place + 1;
        for run in below {
            rest.push(from..run.start);
            from = run.end;
        }
        rest.push(from..whole.end);
        rest.retain(|run| !run.is_empty());
        let mut parts: Vec<(usize, Vec<Range<usize>>)> =
            below.iter().map(|run| (run.len(), vec![run.clone()])).collect();
        if !rest.is_empty() {
            parts.push((rest.iter().map(ExactSizeIterator::len).sum(), rest));
        }
        parts.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| first_of(&a.1).cmp(&first_of(&b.1))));
        parts
    }

    /// How many pairs of the others are joined now and would not be without the element.
    pub(crate) fn disconnected_pairs(&self, element: usize) -> u64 {
        let parts = self.parts_without(element);
        let all: u64 = parts.iter().map(|(size, _)| *size as u64).sum();
        pairs(all) - parts.iter().map(|(size, _)| pairs(*size as u64)).sum::<u64>()
    }

    /// The components, largest first, then by first member; members ascending.
    pub(crate) fn components(&self) -> Vec<Vec<usize>> {
        let mut parts = Vec::new();
        let mut place = 0;
        while let Some(&element) = self.order.get(place) {
            let run = self.component[element].clone();
            place = run.end;
            let mut part = self.order[run].to_vec();
            part.sort_unstable();
            parts.push(part);
        }
        parts.sort_by(|a: &Vec<usize>, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        parts
    }
}

fn first_of(runs: &[Range<usize>]) -> Option<usize> {
    runs.first().map(|run| run.start)
}

fn pairs(of: u64) -> u64 {
    of * of.saturating_sub(1) / 2
}

/// The strongly connected components, largest first, then by first member; members ascending (Tarjan 1972). O(n + m).
pub(super) fn strong_components(out: &Arcs) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let elements = out.elements();
    let (mut found, mut low) = (vec![UNSEEN; elements], vec![UNSEEN; elements]);
    let mut open = vec![false; elements];
    let (mut pending, mut stack, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    let mut count = 0;
    for root in 0..elements {
        if found[root] != UNSEEN {
            continue;
        }
        stack.push(Frame { element: root, parent: None, followed: 0 });
        while let Some(frame) = stack.last_mut() {
            let v = frame.element;
            if found[v] == UNSEEN {
                found[v] = count;
                low[v] = count;
                count += 1;
                open[v] = true;
                pending.push(v);
            }
            if let Some(&u) = out.of(v).get(frame.followed) {
                let u = u as usize;
                frame.followed += 1;
                if found[u] == UNSEEN {
                    stack.push(Frame { element: u, parent: Some(v), followed: 0 });
                } else if open[u] {
                    low[v] = low[v].min(found[u]);
                }
                continue;
            }
            let parent = frame.parent;
            stack.pop();
            if let Some(parent) = parent {
                low[parent] = low[parent].min(low[v]);
            }
            if low[v] == found[v] {
                let mut part = Vec::new();
                while let Some(u) = pending.pop() {
                    open[u] = false;
                    part.push(u);
                    if u == v {
                        break;
                    }
                }
                part.sort_unstable();
                parts.push(part);
            }
        }
    }
    parts.sort_unstable_by(|a: &Vec<usize>, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    parts
}
