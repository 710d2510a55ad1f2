//! What an analysis of a network gives.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Kind, Measure};
use crate::model::ElementId;

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
    /// How far ties stay within communities, without direction or strength (Newman's modularity); `None` without ties.
    pub modularity: Option<f64>,
}

/// What [`super::analyze`] gives.
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
    /// Communities (Louvain, without direction or strength), largest first; every element is in one.
    pub communities: Vec<Vec<ElementId>>,
    /// Elements without which a part would fall apart, by id.
    pub cut_vertices: Vec<ElementId>,
    /// Pairs whose tie is all that joins two parts, by id.
    pub bridges: Vec<[ElementId; 2]>,
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
