//! What an analysis of a network gives.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Kind, Measure, Micmac, Mixing};
use crate::model::{ElementId, LinkId};

/// An element with its figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NetworkElement {
    /// The element.
    pub id: ElementId,
    /// Its name.
    pub name: String,
    /// Its figures; `None` where there is no value.
    #[serde(flatten)]
    pub values: BTreeMap<Measure, Option<f64>>,
}

/// Figures for the whole network. Names are those of `NetworkX` 3 functions where there is one.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Summary {
    /// The number of elements.
    pub elements: usize,
    /// The number of ties after merging: joined pairs, or one-way arcs in a directed network.
    pub ties: usize,
    /// The share of possible ties that are there, 0 to 1.
    pub density: f64,
    /// The share of arcs that are answered; only in a directed network with ties.
    pub reciprocity: Option<f64>,
    /// The share of two-step paths that are closed, 0 to 1.
    pub transitivity: f64,
    /// The mean clustering coefficient, 0 to 1; `None` without elements.
    pub average_clustering: Option<f64>,
    /// The number of separate parts, whatever the direction of ties.
    pub components: usize,
    /// Their sizes, largest first.
    pub component_sizes: Vec<usize>,
    /// The number of parts within which everyone reaches everyone along the direction of ties.
    pub strong_components: usize,
    /// Their sizes, largest first.
    pub strong_component_sizes: Vec<usize>,
    /// The number of parts that no single removal parts.
    pub biconnected_components: usize,
    /// The largest distance; `None` where some cannot reach others.
    pub diameter: Option<f64>,
    /// The mean distance over all pairs; `None` where some cannot reach others.
    pub average_shortest_path_length: Option<f64>,
    /// Freeman's centralisation by degree, without direction: 1 for a star, 0 where all have as many ties; `None` with
    /// fewer than three elements (Freeman 1978).
    pub degree_centralization: Option<f64>,
    /// Freeman's centralisation by betweenness: 1 for a star; `None` with fewer than three elements, or where betweenness
    /// was not worked out exactly.
    pub betweenness_centralization: Option<f64>,
    /// The correlation of the degrees at both ends of ties, −1 to 1 (Newman 2002); `None` where degrees do not differ.
    pub degree_assortativity: Option<f64>,
    /// How far ties keep to their own sector, −1 to 1 (Newman 2003).
    pub sector_assortativity: Option<f64>,
    /// How far ties keep to their own region, −1 to 1.
    pub region_assortativity: Option<f64>,
    /// Ties out of sectors less those within, as a share of both, −1 to 1 (Krackhardt and Stern 1988).
    pub sector_e_i_index: Option<f64>,
    /// The same by region.
    pub region_e_i_index: Option<f64>,
    /// How far ties stay within communities, without direction or strength (Newman's modularity); `None` without ties.
    pub modularity: Option<f64>,
}

/// A joined pair, or an arc where direction counts, with its figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TieFigures {
    /// The elements that it joins.
    pub ends: [ElementId; 2],
    /// The links that it stands for, in either direction, by id.
    pub links: Vec<LinkId>,
    /// The share of the shortest paths between all pairs that runs along it, 0 to 1.
    pub edge_betweenness_centrality: f64,
    /// The same where the distance of a tie is 1 / strength.
    pub weighted_edge_betweenness_centrality: f64,
}

/// How far an estimate can be trusted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// Shortest paths that were drawn.
    pub samples: usize,
    /// How far a figure can be from the exact one.
    pub error: f64,
    /// With what probability all figures are within that.
    pub confidence: f64,
    /// The same in words.
    pub note: String,
}

impl Estimate {
    pub(super) fn new(samples: usize, error: f64) -> Self {
        let note = format!(
            "Estimated from {samples} shortest paths drawn at random: with 95 % probability every figure is within {error:.4} of the exact one."
        );
        Self { samples, error, confidence: 0.95, note }
    }
}

/// What [`super::measure`] gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Network {
    /// What the network is made of.
    pub kind: Kind,
    /// Direction counts.
    pub directed: bool,
    /// Links that ran where another ran already and were merged with it.
    pub merged_parallel: usize,
    /// Links from an element to itself, left out.
    pub left_out_self: usize,
    /// The elements with their figures, by id.
    pub elements: Vec<NetworkElement>,
    /// Figures for the whole.
    pub network: Summary,
    /// The ties with their figures, by the ids of their ends; empty if only some measures were asked for, and beyond 10,000
    /// elements.
    pub ties: Vec<TieFigures>,
    /// Communities (Leiden, without direction or strength), largest first; every element is in one.
    pub communities: Vec<Vec<ElementId>>,
    /// Elements without which a part would fall apart, by id.
    pub cut_vertices: Vec<ElementId>,
    /// Pairs whose tie is all that joins two parts, by id.
    pub bridges: Vec<[ElementId; 2]>,
    /// Parts of two or more that no single removal parts, largest first.
    pub biconnected: Vec<Vec<ElementId>>,
    /// Sets of elements with the same ties with the same others, largest first; empty if only some measures were asked for.
    pub equivalent: Vec<Vec<ElementId>>,
    /// How ties mix sectors and regions.
    pub mixing: Vec<Mixing>,
    /// Influence and dependence through paths of any length; `None` without ties and if only some measures were asked for.
    pub micmac: Option<Micmac>,
    /// Which measures are estimates, and how good they are.
    pub estimates: BTreeMap<String, Estimate>,
    /// What to know before reading the figures.
    pub cautions: Vec<String>,
    /// Why figures have no value, by the name of the measure.
    pub undefined: BTreeMap<String, String>,
}

impl Network {
    /// The figures of one element.
    pub fn element(&self, id: &ElementId) -> Option<&NetworkElement> {
        let place = self.elements.binary_search_by(|element| element.id.cmp(id)).ok()?;
        self.elements.get(place)
    }

    /// One figure of one element; `None` if it was not asked for or has no value.
    pub fn value(&self, id: &ElementId, measure: Measure) -> Option<f64> {
        self.element(id)?.values.get(&measure).copied().flatten()
    }

    /// The elements with the highest figures, highest first, at most `count`; equals by name, then id.
    pub fn top(&self, measure: Measure, count: usize) -> Vec<(&NetworkElement, f64)> {
        let valued = |element| -> Option<(&NetworkElement, f64)> {
            let element: &NetworkElement = element;
            Some((element, element.values.get(&measure).copied().flatten()?))
        };
        let mut all: Vec<(&NetworkElement, f64)> = self.elements.iter().filter_map(valued).collect();
        all.sort_by(|(a, x), (b, y)| y.total_cmp(x).then_with(|| (&a.name, &a.id).cmp(&(&b.name, &b.id))));
        all.truncate(count);
        all
    }
}
