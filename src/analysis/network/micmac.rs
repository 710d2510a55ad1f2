//! Influence and dependence through paths of any length (Duperrin and Godet 1973, MICMAC).

use serde::Serialize;

use super::NetworkError;
use super::arcs::{Arcs, Counted};
use super::graph::TieGraph;
use super::progress::Progress;
use crate::model::ElementId;

/// Longer paths than this say nothing new: maps settle within a few steps.
const LONGEST: usize = 12;

/// Where an element stands by influence and dependence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Quadrant {
    /// Influences more than most and depends less: a driver.
    Driver,
    /// Influences and depends more than most: unstable, it passes on what it gets.
    Relay,
    /// Depends more than most and influences less: a result.
    Result,
    /// Does neither: apart from the rest.
    Autonomous,
}

/// The influence and dependence of an element, as shares of all.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Influence {
    /// The element.
    pub id: ElementId,
    /// Its share of the arcs that leave.
    pub direct_influence: f64,
    /// Its share of the arcs that arrive.
    pub direct_dependence: f64,
    /// Its share of the starts of all paths of the length [`Micmac::length`].
    pub influence: f64,
    /// Its share of their ends.
    pub dependence: f64,
    /// Where it stands, beside the mean of 1 / n.
    pub quadrant: Quadrant,
}

/// Influence and dependence, direct and indirect.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Micmac {
    /// The length of the paths that are counted: the first at which the order of elements is that of the step before, 12
    /// at most.
    pub length: usize,
    /// The order had settled by then.
    pub settled: bool,
    /// By element.
    pub elements: Vec<Influence>,
}

/// Counts paths until the order of elements settles. `None` without ties. O(m) a step.
///
/// Where no path is as long (a network without cycles), the paths of the longest length that there is are counted.
pub(super) fn micmac(graph: &TieGraph, progress: &Progress<'_>) -> Result<Option<Micmac>, NetworkError> {
    let n = graph.len();
    if graph.ties() == 0 {
        return Ok(None);
    }
    let (Some(direct_influence), Some(direct_dependence)) =
        (step(graph.out(), &vec![1.0; n]), step(graph.into(), &vec![1.0; n]))
    else {
        return Ok(None);
    };
    let (mut influence, mut dependence) = (direct_influence.clone(), direct_dependence.clone());
    let (mut length, mut settled) = (1, false);
    while length < LONGEST && !settled {
        progress.check()?;
        let (Some(ahead), Some(behind)) = (step(graph.out(), &influence), step(graph.into(), &dependence))
        else {
            settled = true;
            break;
        };
        settled = ranks(&ahead) == ranks(&influence) && ranks(&behind) == ranks(&dependence);
        (influence, dependence) = (ahead, behind);
        length += 1;
    }
    let mean = 1.0 / n as f64;
    let element = |v: usize| {
        let quadrant = match (influence[v] > mean, dependence[v] > mean) {
            (true, false) => Quadrant::Driver,
            (true, true) => Quadrant::Relay,
            (false, true) => Quadrant::Result,
            (false, false) => Quadrant::Autonomous,
        };
        Influence {
            id: graph.ids[v].clone(),
            direct_influence: direct_influence[v],
            direct_dependence: direct_dependence[v],
            influence: influence[v],
            dependence: dependence[v],
            quadrant,
        }
    };
    Ok(Some(Micmac { length, settled, elements: (0..n).map(element).collect() }))
}

/// Takes the paths one step on, as shares; `None` if none goes on.
fn step(arcs: &Arcs, values: &[f64]) -> Option<Vec<f64>> {
    let gather = |v: usize| arcs.with(v, Counted::Ties).map(|(u, _)| values[u]).sum();
    let next: Vec<f64> = (0..arcs.elements()).map(gather).collect();
    let sum: f64 = next.iter().sum();
    (sum > 0.0).then(|| next.into_iter().map(|value| value / sum).collect())
}

/// The order of elements; those that differ only by rounding are in the order of their numbers.
fn ranks(values: &[f64]) -> Vec<usize> {
    let rounded = |v: usize| (values[v] * 1e12).round() as u64;
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by_key(|v| (std::cmp::Reverse(rounded(*v)), *v));
    order
}
