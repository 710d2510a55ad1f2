//! Works out measures of elements, each once, with the searches that several share.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::arcs::Counted;
use super::brokerage::{Roles, brokerage};
use super::graph::TieGraph;
use super::groups::Grouping;
use super::micmac::{Micmac, micmac};
use super::paths::{self, Length, Paths, Reach, Sampled, Wanted};
use super::progress::Progress;
use super::{Measure, NetworkError, holes, local, spectral};
use crate::analysis::Watch;

/// Above this many elements, betweenness is estimated, and what else needs all distances is worked out only when it is
/// asked for by name.
pub(super) const EXACT_UP_TO: usize = 10_000;

/// A figure for every element, in the order of their ids, and why some have none.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The measure.
    pub measure: Measure,
    /// The figures; `None` where there is no value.
    pub values: Vec<Option<f64>>,
    /// Why some or all have no value.
    pub reason: Option<String>,
    /// How far the figures can be from the exact ones, with probability 0.95 for all at once; `None` for exact figures.
    pub error: Option<f64>,
}

impl Column {
    fn all(measure: Measure, values: Vec<f64>) -> Self {
        Self { measure, values: values.into_iter().map(Some).collect(), reason: None, error: None }
    }

    fn none(measure: Measure, elements: usize, reason: &str) -> Self {
        Self { measure, values: vec![None; elements], reason: Some(reason.to_owned()), error: None }
    }

    fn some(measure: Measure, values: Vec<Option<f64>>, reason: &str) -> Self {
        let reason = values.iter().any(Option::is_none).then(|| reason.to_owned());
        Self { measure, values, reason, error: None }
    }
}

/// Works out measures of every element of a network.
///
/// Time is O(n·m) if distances are wanted, O(n·m·log n) for distances by strength, once for all measures together. The
/// result is the same to the last bit on any number of threads.
///
/// # Errors
/// [`NetworkError::Cancelled`] once the watch says so.
pub fn columns(graph: &TieGraph, measures: &[Measure], watch: &Watch) -> Result<Vec<Column>, NetworkError> {
    let progress = Progress::new(watch, 2 * graph.len() + measures.len());
    let mut work = Work::new(graph, &progress);
    work.plan(measures, false, false);
    measures.iter().map(|measure| work.column(*measure)).collect()
}

/// The work on one network, with what several figures share.
pub(super) struct Work<'a> {
    graph: &'a TieGraph,
    progress: &'a Progress<'a>,
    /// What the searches by steps and by strength find out when the first of their figures is asked for.
    wanted: [Wanted; 2],
    paths: [Option<Paths>; 2],
    sampled: Option<Sampled>,
    roles: BTreeMap<Grouping, Vec<Roles>>,
    /// Hubs and authorities by steps and by strength, once they were looked for.
    hits: [OnceCell<Option<[Vec<f64>; 2]>>; 2],
    micmac: OnceCell<Option<Micmac>>,
}

impl<'a> Work<'a> {
    pub(super) fn new(graph: &'a TieGraph, progress: &'a Progress<'a>) -> Self {
        Self {
            graph,
            progress,
            wanted: [Wanted::default(); 2],
            paths: [None, None],
            sampled: None,
            roles: BTreeMap::new(),
            hits: [OnceCell::new(), OnceCell::new()],
            micmac: OnceCell::new(),
        }
    }

    /// Betweenness is estimated.
    pub(super) fn estimates(&self) -> bool {
        self.graph.len() > EXACT_UP_TO
    }

    /// Says which figures will be asked for, so that each search is made once.
    pub(super) fn plan(&mut self, measures: &[Measure], ties: bool, distances: bool) {
        let has = |measure| measures.contains(&measure);
        self.wanted = [
            Wanted {
                betweenness: has(Measure::Betweenness) && !self.estimates(),
                arcs: ties,
                reach: distances
                    || has(Measure::Closeness)
                    || has(Measure::Harmonic)
                    || has(Measure::Eccentricity),
            },
            Wanted {
                betweenness: has(Measure::WeightedBetweenness),
                arcs: ties,
                reach: has(Measure::WeightedCloseness)
                    || has(Measure::WeightedHarmonic)
                    || has(Measure::WeightedEccentricity),
            },
        ];
    }

    /// What the shortest paths say, found once.
    pub(super) fn paths(&mut self, length: Length) -> Result<&Paths, NetworkError> {
        let place = usize::from(length == Length::Strength);
        let found = match self.paths[place].take() {
            Some(found) => found,
            None if self.wanted[place].nothing() => Paths::default(),
            None => {
                let graph = self.graph;
                paths::all_paths(graph.out(), graph.directed, length, self.wanted[place], self.progress)?
            }
        };
        Ok(self.paths[place].insert(found))
    }

    /// One measure of every element.
    pub(super) fn column(&mut self, measure: Measure) -> Result<Column, NetworkError> {
        use Measure as M;
        let graph = self.graph;
        self.progress.check()?;
        let (n, out, into) = (graph.len(), graph.out(), graph.into());
        let counted =
            if measure.as_str().starts_with("weighted_") { Counted::Strength } else { Counted::Ties };
        let length = if counted == Counted::Strength { Length::Strength } else { Length::Step };
        if measure.needs_direction() && !graph.directed {
            return Ok(Column::none(
                measure,
                n,
                "Ties have no direction here; use the measure without in or out.",
            ));
        }
        let all = |values| Column::all(measure, values);
        let without_ties = "Undefined for elements without ties.";
        Ok(match measure {
            M::DegreeCentrality if graph.directed => self.shares(measure, |v| out.degree(v) + into.degree(v)),
            M::DegreeCentrality | M::OutDegreeCentrality => self.shares(measure, |v| out.degree(v)),
            M::InDegreeCentrality => self.shares(measure, |v| into.degree(v)),
            M::WeightedDegree | M::WeightedInDegree | M::WeightedOutDegree => {
                let sum = |arcs: &super::Arcs, v| arcs.with_strength(v).map(|(_, s)| s).sum::<f64>();
                let ahead = measure != M::WeightedInDegree;
                let behind = graph.directed && measure != M::WeightedOutDegree;
                let one =
                    |v| [(ahead, out), (behind, into)].iter().filter(|a| a.0).map(|a| sum(a.1, v)).sum();
                all((0..n).map(one).collect())
            }
            M::Betweenness if self.estimates() => self.estimated()?,
            M::Betweenness | M::WeightedBetweenness => all(self.paths(length)?.betweenness.clone()),
            M::Closeness | M::WeightedCloseness => {
                all(self.paths(length)?.inward().iter().map(|reach| closeness(reach, n)).collect())
            }
            M::Harmonic | M::WeightedHarmonic => {
                all(self.paths(length)?.inward().iter().map(|reach| reach.harmonic).collect())
            }
            M::Eccentricity | M::WeightedEccentricity => {
                let reaches = &self.paths(length)?.outward;
                if reaches.iter().any(|reach| reach.count + 1 < n) {
                    Column::none(measure, n, unreachable_reason(graph.directed))
                } else {
                    all(reaches.iter().map(|reach| reach.farthest).collect())
                }
            }
            M::Eigenvector
            | M::WeightedEigenvector
            | M::Katz
            | M::WeightedKatz
            | M::KatzScaled
            | M::WeightedKatzScaled
            | M::Hubs
            | M::WeightedHubs
            | M::Authorities
            | M::WeightedAuthorities => self.fixed_point(measure, counted)?,
            M::PageRank | M::WeightedPageRank => {
                all(spectral::pagerank((out, into), counted, self.progress)?)
            }
            M::Core => all(local::core_numbers(graph).into_iter().map(|core| core as f64).collect()),
            M::Clustering | M::WeightedClustering => all(local::clustering(graph, counted)),
            M::Constraint | M::WeightedConstraint => {
                Column::some(measure, holes::constraint(graph.undirected(), counted), without_ties)
            }
            M::EffectiveSize | M::WeightedEffectiveSize => {
                Column::some(measure, holes::effective_size(graph.undirected(), counted), without_ties)
            }
            M::MicmacInfluence | M::MicmacDependence => match self.micmac()? {
                Some(found) => {
                    let influence = measure == M::MicmacInfluence;
                    let share = |e: &super::Influence| if influence { e.influence } else { e.dependence };
                    all(found.elements.iter().map(share).collect())
                }
                None => Column::none(measure, n, "Needs ties."),
            },
            _ => self.role(measure),
        })
    }

    fn estimated(&mut self) -> Result<Column, NetworkError> {
        let found = match self.sampled.take() {
            Some(found) => found,
            None => paths::betweenness_estimate((self.graph.out(), self.graph.into()), self.progress)?,
        };
        let mut column = Column::all(Measure::Betweenness, found.values.clone());
        column.error = Some(found.error);
        self.sampled = Some(found);
        Ok(column)
    }

    /// How many paths betweenness was estimated from; `None` if it is exact.
    pub(super) fn samples(&self) -> Option<usize> {
        self.sampled.as_ref().map(|sampled| sampled.samples)
    }

    /// Influence and dependence, worked out once; `None` without ties.
    pub(super) fn micmac(&mut self) -> Result<Option<&Micmac>, NetworkError> {
        if self.micmac.get().is_none() {
            let found = micmac(self.graph, self.progress)?;
            return Ok(self.micmac.get_or_init(|| found).as_ref());
        }
        Ok(self.micmac.get().and_then(Option::as_ref))
    }

    fn fixed_point(&mut self, measure: Measure, counted: Counted) -> Result<Column, NetworkError> {
        use Measure as M;
        let graph = self.graph;
        let (n, into, progress) = (graph.len(), graph.into(), self.progress);
        let (values, reason) = match measure {
            M::Eigenvector | M::WeightedEigenvector if graph.directed && goes_nowhere(graph) => {
                (None, "Ties never lead back to where they started, so nothing feeds on itself.")
            }
            M::Eigenvector | M::WeightedEigenvector => (
                spectral::eigenvector(into, counted, progress)?,
                "The power iteration does not settle: no part of the network leads the others clearly.",
            ),
            M::Katz | M::WeightedKatz => (
                spectral::katz(graph, counted, KATZ_DAMPING, progress)?,
                "The sum over all walks grows without end: the damping of 0.1 is 1 / λmax or more. Use katz_scaled.",
            ),
            M::KatzScaled | M::WeightedKatzScaled => (
                spectral::katz_scaled(graph, counted, progress)?,
                "Ties never lead back to where they started, so there is no λmax to scale by. Use katz_centrality.",
            ),
            _ => {
                let kept = &self.hits[usize::from(counted == Counted::Strength)];
                if kept.get().is_none() {
                    let found = spectral::hits((graph.out(), into), counted, progress)?;
                    kept.get_or_init(|| found);
                }
                let which = usize::from(matches!(measure, M::Authorities | M::WeightedAuthorities));
                let values = kept.get().and_then(Option::as_ref).map(|both| both[which].clone());
                (values, "Without ties there are no hubs; or none leads the others clearly.")
            }
        };
        Ok(values.map_or_else(|| Column::none(measure, n, reason), |values| Column::all(measure, values)))
    }

    /// A brokerage role.
    fn role(&mut self, measure: Measure) -> Column {
        use Measure as M;
        let graph = self.graph;
        let by = if measure.as_str().ends_with("_sector") { Grouping::Sector } else { Grouping::Region };
        if graph.groups(by).len() == 0 {
            let reason = format!("No element has a {by}. Give actors one to see who stands between groups.");
            return Column::none(measure, graph.len(), &reason);
        }
        let roles = self.roles.entry(by).or_insert_with(|| brokerage(graph, by));
        let count = |roles: &Roles| match measure {
            M::CoordinatorSector | M::CoordinatorRegion => roles.coordinator,
            M::ItinerantSector | M::ItinerantRegion => roles.itinerant,
            M::GatekeeperSector | M::GatekeeperRegion => roles.gatekeeper,
            M::RepresentativeSector | M::RepresentativeRegion => roles.representative,
            _ => roles.liaison,
        };
        let of = &graph.groups(by).of;
        let value = |(roles, group): (&Roles, &Option<usize>)| group.map(|_| count(roles) as f64);
        let values = roles.iter().zip(of).map(value).collect();
        Column::some(measure, values, &format!("Undefined for elements without a {by}."))
    }

    /// Counts as shares of all others. One element alone has a share of 1, as in `NetworkX`.
    fn shares(&self, measure: Measure, count: impl Fn(usize) -> usize) -> Column {
        let n = self.graph.len();
        let share = |v: usize| if n < 2 { 1.0 } else { count(v) as f64 / (n - 1) as f64 };
        Column::all(measure, (0..n).map(share).collect())
    }
}

/// The damping of `NetworkX`'s Katz centrality.
const KATZ_DAMPING: f64 = 0.1;

/// There are ties, and no cycle among them: every eigenvalue is 0, and none leads.
fn goes_nowhere(graph: &TieGraph) -> bool {
    let parts = super::blocks::strong_components(graph.out());
    graph.out().len() > 0 && parts.first().is_some_and(|largest| largest.len() == 1)
}

pub(super) fn unreachable_reason(directed: bool) -> &'static str {
    if directed {
        "Some elements cannot reach others along the direction of ties, so some distances are infinite."
    } else {
        "The network is in separate parts, so some distances are infinite."
    }
}

/// Wasserman and Faust's closeness: the inverse of the mean distance, times the share of the others that are reached.
fn closeness(reach: &Reach, elements: usize) -> f64 {
    let reached = reach.count as f64;
    if reach.count == 0 { 0.0 } else { reached / reach.total * (reached / (elements - 1) as f64) }
}
