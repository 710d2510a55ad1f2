//! The causal links as numbered arcs, without those that cannot be in a loop.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::analysis::scope::Scope;
use crate::model::{ElementId, ElementKind, LinkId, LinkKind, MapId, Polarity, Project};

/// One causal link between two elements that exist.
#[derive(Clone, Debug)]
pub(super) struct CausalArc {
    pub link: LinkId,
    pub from: usize,
    pub to: usize,
    pub polarity: Polarity,
    pub delay: bool,
}

/// The causal links, numbered. Elements and arcs are in the order of their ids, so numbers compare as ids do.
#[derive(Debug, Default)]
pub(super) struct CausalGraph {
    pub elements: Vec<ElementId>,
    pub arcs: Vec<CausalArc>,
    /// Causal links that do not join two variables or issues of the project.
    pub skipped: Vec<LinkId>,
}

impl CausalGraph {
    /// The causal links of the project, or only those that `map` shows. A map that is not there shows none.
    pub fn new(project: &Project, map: Option<&MapId>) -> Self {
        let scope = Scope::new(project, map);
        let fits = |id: &ElementId| {
            let kind = project.elements.get(id).map(|element| element.kind());
            matches!(kind, Some(ElementKind::Variable | ElementKind::Issue))
        };
        let mut skipped = Vec::new();
        let mut kept = Vec::new();
        for (id, link) in project.links_of(LinkKind::Causal).filter(|(id, _)| scope.shows_link(id)) {
            match (link.ends.pair(), link.causal()) {
                (Some((from, to)), Some(causal)) if fits(from) && fits(to) => {
                    kept.push((id, from, to, causal));
                }
                _ => skipped.push(id.clone()),
            }
        }
        let elements: BTreeSet<&ElementId> = kept.iter().flat_map(|(_, from, to, _)| [*from, *to]).collect();
        let number: BTreeMap<&ElementId, usize> =
            elements.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let arcs = kept.iter().filter_map(|(id, from, to, causal)| {
            Some(CausalArc {
                link: (*id).clone(),
                from: *number.get(from)?,
                to: *number.get(to)?,
                polarity: causal.effective_polarity(),
                delay: causal.delay,
            })
        });
        Self { arcs: arcs.collect(), elements: elements.into_iter().cloned().collect(), skipped }
    }

    /// The number of an element, if a causal link touches it.
    pub fn number(&self, element: &ElementId) -> Option<usize> {
        self.elements.binary_search(element).ok()
    }

    /// The arcs that can be in a loop, by start and then by end: those inside a strongly connected part.
    pub fn successors(&self) -> Vec<Vec<Step>> {
        let mut graph = DiGraph::<(), ()>::with_capacity(self.elements.len(), self.arcs.len());
        for _ in &self.elements {
            graph.add_node(());
        }
        for arc in &self.arcs {
            graph.add_edge(NodeIndex::new(arc.from), NodeIndex::new(arc.to), ());
        }
        let mut part = vec![0; self.elements.len()];
        for (number, members) in kosaraju_scc(&graph).iter().enumerate() {
            for member in members {
                part[member.index()] = number;
            }
        }
        let mut steps: Vec<BTreeMap<usize, Vec<usize>>> = vec![BTreeMap::new(); self.elements.len()];
        for (at, arc) in self.arcs.iter().enumerate() {
            if part[arc.from] == part[arc.to] {
                steps[arc.from].entry(arc.to).or_default().push(at);
            }
        }
        steps.into_iter().map(|to| to.into_iter().map(|(to, arcs)| Step { to, arcs }).collect()).collect()
    }
}

/// A way from one element to the next, with every parallel arc that takes it.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub to: usize,
    pub arcs: Vec<usize>,
}
