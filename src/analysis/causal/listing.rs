//! From cycles of numbered arcs to loops in the document's terms: named ones with their records, the others numbered.

use std::collections::BTreeSet;

use super::arcs::{CausalArc, CausalGraph};
use super::enumerate::Found;
use super::loops::{FeedbackLoop, LimitKind, LoopLimit, LoopOptions, LoopPolarity, Loops, independent};
use super::stored::{Labels, Stored, letter_of};
use crate::model::{ElementId, LinkId, Project};

/// What a list of loops is made from.
pub(super) struct Listing<'a> {
    project: &'a Project,
    options: &'a LoopOptions,
    pub graph: CausalGraph,
    stored: Stored<'a>,
    pub through: Through,
}

/// Which loops are listed.
#[derive(Clone, Copy)]
pub(super) enum Through {
    /// All of them.
    Any,
    /// Those that pass this element.
    Element(usize),
    /// None: no link touches the element that they must pass.
    Nowhere,
}

impl Through {
    fn passes(self, arcs: &[CausalArc], cycle: &[usize]) -> bool {
        match self {
            Self::Any => true,
            Self::Element(at) => cycle.iter().any(|arc| arcs.get(*arc).is_some_and(|arc| arc.from == at)),
            Self::Nowhere => false,
        }
    }
}

impl<'a> Listing<'a> {
    pub fn new(project: &'a Project, options: &'a LoopOptions) -> Self {
        let graph = CausalGraph::new(project, options.map.as_ref());
        let start = match &options.over {
            Some(link) => Some(project.links.get(link).map(|link| &link.ends.from)),
            None => options.through.as_ref().or(options.and_through.as_ref()).map(Some),
        };
        let through = match start.map(|id| id.and_then(|id| graph.number(id))) {
            None => Through::Any,
            Some(Some(element)) => Through::Element(element),
            Some(None) => Through::Nowhere,
        };
        Self { project, options, graph, stored: Stored::new(project), through }
    }

    /// The loops that were found, with those that people named.
    pub fn list(&self, mut found: Found) -> Loops {
        let Self { project, options, graph, stored, through } = self;
        add_named(&mut found.loops, graph, stored, *through);
        found.loops.retain(|cycle| passes(graph, options, cycle));
        let mut labels = stored.labels.clone();
        let mut loops: Vec<FeedbackLoop> =
            found.loops.iter().map(|cycle| describe(project, graph, stored, &mut labels, cycle)).collect();
        if options.independent {
            let kept = independent(&loops).cloned().collect();
            loops = kept;
        }
        Loops {
            complete: found.limit.is_none(),
            limit: found.limit.map(|(kind, complete_to_length)| LoopLimit {
                kind,
                value: match kind {
                    LimitKind::Count => options.max_count as f64,
                    LimitKind::Length => options.max_length.unwrap_or_default() as f64,
                    LimitKind::Time => options.seconds,
                    LimitKind::Cancelled => 0.0,
                },
                complete_to_length,
            }),
            loops,
            broken: stored.broken.clone(),
            skipped_links: graph.skipped.clone(),
        }
    }
}

/// The cycle passes everything that was asked for.
fn passes(graph: &CausalGraph, options: &LoopOptions, cycle: &[usize]) -> bool {
    let mut arcs = cycle.iter().filter_map(|at| graph.arcs.get(*at));
    let passed = |id: &ElementId| {
        let number = graph.number(id);
        cycle.iter().any(|at| graph.arcs.get(*at).map(|arc| arc.from) == number)
    };
    options.over.as_ref().is_none_or(|link| arcs.any(|arc| arc.link == *link))
        && options.through.as_ref().is_none_or(passed)
        && options.and_through.as_ref().is_none_or(passed)
}

/// Adds the named loops that a limit cut off: somebody speaks of them.
fn add_named(cycles: &mut Vec<Vec<usize>>, graph: &CausalGraph, stored: &Stored<'_>, through: Through) {
    let known: BTreeSet<&Vec<usize>> = cycles.iter().collect();
    let number = |link: &LinkId| graph.arcs.binary_search_by(|arc| arc.link.cmp(link)).ok();
    let named = stored.kept.keys().filter_map(|key| key.iter().map(number).collect::<Option<Vec<usize>>>());
    let mut cut_off: Vec<Vec<usize>> =
        named.filter(|cycle| through.passes(&graph.arcs, cycle) && !known.contains(cycle)).collect();
    if !cut_off.is_empty() {
        cycles.append(&mut cut_off);
        cycles.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    }
}

/// The loop in the document's terms, with the next free label if it has none.
fn describe(
    project: &Project,
    graph: &CausalGraph,
    stored: &Stored<'_>,
    labels: &mut Labels,
    cycle: &[usize],
) -> FeedbackLoop {
    let of_cycle = || cycle.iter().filter_map(|at| graph.arcs.get(*at));
    let links: Vec<LinkId> = of_cycle().map(|arc| arc.link.clone()).collect();
    let elements: Vec<ElementId> =
        of_cycle().filter_map(|arc| graph.elements.get(arc.from)).cloned().collect();
    let polarity = LoopPolarity::of(of_cycle().map(|arc| arc.polarity));
    let kept = stored.kept.get(&links);
    let label = kept.map_or_else(|| labels.next(polarity), |kept| kept.label.clone());
    FeedbackLoop {
        now: letter_of(&label).filter(|letter| *letter != polarity).map(|_| polarity),
        label,
        named: kept.map(|kept| kept.id.clone()),
        name: kept.map(|kept| kept.name.to_owned()).unwrap_or_default(),
        polarity,
        delayed: of_cycle().any(|arc| arc.delay),
        length: cycle.len(),
        names: elements.iter().map(|id| project.name_of(id)).collect(),
        elements,
        links,
    }
}
