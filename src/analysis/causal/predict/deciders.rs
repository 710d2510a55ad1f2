//! Which loops decide a prediction: those whose strength goes with its sign from draw to draw.

use serde::Serialize;

use super::draw::Sampled;
use super::{NOTHING, PredictOptions};
use crate::analysis::Watch;
use crate::analysis::causal::loops::{LoopOptions, LoopPolarity, loops_of_map};
use crate::analysis::causal::signed::SignedMap;
use crate::model::{LinkId, Project};

/// Loops longer than this are too weak to decide much: strengths below 1 are multiplied along them.
const LONGEST: usize = 6;
/// How many loops are looked at, shortest first.
const LOOPS: usize = 60;
/// Loops whose strength goes with the sign less than this tell nothing.
const TELLING: f64 = 0.15;
/// How many loops are named in each direction.
const NAMED: usize = 2;

/// A loop that decides whether a variable rises or falls.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Decider {
    /// The loop's label, such as `R1`.
    pub label: String,
    /// Its links in order.
    pub links: Vec<LinkId>,
    /// Where the loop is strong the variable tends to rise; otherwise to fall.
    pub lifts: bool,
    /// The correlation over the draws between the loop's strength (the product of its links' magnitudes) and the sign of
    /// the response, −1 to 1.
    pub correlation: f64,
}

struct Candidate {
    label: String,
    links: Vec<LinkId>,
    /// The loop's strength in each draw.
    strengths: Vec<f64>,
}

/// The loops that may decide, with their strengths in each draw.
pub(super) struct Deciding<'a> {
    candidates: Vec<Candidate>,
    sampled: &'a Sampled,
}

impl<'a> Deciding<'a> {
    /// Finds the shortest loops and their strengths.
    pub fn new(project: &Project, map: &SignedMap, options: &PredictOptions, sampled: &'a Sampled) -> Self {
        if sampled.draws.is_empty() {
            return Self { candidates: Vec::new(), sampled };
        }
        // By count and length only: what a clock cuts off differs from run to run.
        let wanted = LoopOptions {
            map: options.map.clone(),
            max_length: Some(LONGEST),
            seconds: f64::INFINITY,
            ..LoopOptions::default()
        };
        let found = loops_of_map(project, &wanted, &Watch::default());
        let complete = found.limit.map_or(LONGEST, |limit| limit.complete_to_length);
        let number = |link: &LinkId| map.arcs.binary_search_by(|arc| arc.link.cmp(link)).ok();
        let candidates = found
            .loops
            .into_iter()
            .filter(|one| one.length <= complete && one.polarity != LoopPolarity::Unknown)
            .take(LOOPS)
            .filter_map(|one| {
                let arcs: Vec<usize> = one.links.iter().map(number).collect::<Option<_>>()?;
                let strength = |magnitudes: &[f64]| -> f64 {
                    arcs.iter().filter_map(|arc| magnitudes.get(*arc)).product()
                };
                let strengths = sampled.draws.iter().map(|draw| strength(&draw.magnitudes)).collect();
                Some(Candidate { label: one.label, links: one.links, strengths })
            })
            .collect();
        Self { candidates, sampled }
    }

    /// The loops that decide the response of an element, the most telling first in each direction.
    pub fn of(&self, element: usize) -> Vec<Decider> {
        let sign = |change: f64| if change.abs() < NOTHING { 0.0 } else { change.signum() };
        let signs: Vec<f64> = self
            .sampled
            .draws
            .iter()
            .map(|draw| draw.response.get(element).map_or(0.0, |change| sign(*change)))
            .collect();
        let mut found: Vec<Decider> = self
            .candidates
            .iter()
            .filter_map(|candidate| {
                let correlation = correlation(&candidate.strengths, &signs)?;
                (correlation.abs() >= TELLING).then(|| Decider {
                    label: candidate.label.clone(),
                    links: candidate.links.clone(),
                    lifts: correlation > 0.0,
                    correlation,
                })
            })
            .collect();
        found.sort_by(|a, b| b.correlation.abs().total_cmp(&a.correlation.abs()));
        let mut named = [0; 2];
        found.retain(|decider| {
            let count = &mut named[usize::from(decider.lifts)];
            *count += 1;
            *count <= NAMED
        });
        found
    }
}

/// Pearson's correlation; `None` where one of the two does not vary.
fn correlation(xs: &[f64], ys: &[f64]) -> Option<f64> {
    let count = xs.len().max(1) as f64;
    let (mean_x, mean_y) = (xs.iter().sum::<f64>() / count, ys.iter().sum::<f64>() / count);
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in xs.iter().zip(ys) {
        let (dx, dy) = (x - mean_x, y - mean_y);
        xy += dx * dy;
        xx += dx * dx;
        yy += dy * dy;
    }
    (xx > 0.0 && yy > 0.0).then(|| (xy / (xx.sqrt() * yy.sqrt())).clamp(-1.0, 1.0))
}
