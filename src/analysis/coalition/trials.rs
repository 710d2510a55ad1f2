//! How firm a suggestion is: what becomes of it when weights and ratings are a little different.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use serde::Serialize;

use super::facts::Facts;
use super::rules::Rules;
use super::score::{Figures, Part, Parts};
use super::search::quick;
use crate::analysis::Watch;
use crate::analysis::random::Dice;
use crate::model::ElementId;

/// How closely the drawn weights keep to the given ones: the sum of the Dirichlet parameters.
const CLOSENESS: f64 = 20.0;
/// How far an asset's level is moved; ratings move by one step.
const LEVEL_STEP: f64 = 15.0;
/// The share of the whole work that is done before the trials.
const BEFORE: f64 = 0.3;

/// How often an actor is in, as a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// In at least 80 % of the trials.
    Core,
    /// In 20 to 80 %.
    Swing,
    /// In fewer.
    Outside,
}

impl Standing {
    /// The word for a share of trials, 0 to 1.
    pub fn of(share: f64) -> Self {
        if share >= 0.8 {
            Self::Core
        } else if share >= 0.2 {
            Self::Swing
        } else {
            Self::Outside
        }
    }
}

/// Draws weights around the given ones, and each rating and level up, down or as it is; then searches greedily. Gives
/// the share of trials in which each candidate is in, and how many trials were run (fewer only when cancelled).
pub(super) fn inclusion(
    facts: &Facts,
    weights: &Parts,
    rules: &Rules,
    (trials, seed): (usize, u64),
    watch: &Watch,
) -> (BTreeMap<ElementId, f64>, usize) {
    let finished = AtomicUsize::new(0);
    let done: Vec<Vec<usize>> = (0..trials as u64)
        .into_par_iter()
        .filter_map(|trial| {
            let mut dice = Dice::new(seed, trial);
            let weights = drawn(weights, &mut dice);
            let figures = Figures::new(facts, &weights, |scale| {
                if scale.is_some() { dice.step() } else { LEVEL_STEP * dice.step() }
            });
            let best = quick(facts, &figures, rules, watch);
            let count = finished.fetch_add(1, Ordering::Relaxed) + 1;
            watch.report(BEFORE + (1.0 - BEFORE) * count as f64 / trials as f64);
            (!watch.is_cancelled()).then(|| best.map_or_else(Vec::new, |best| best.members))
        })
        .collect();
    let mut counts = vec![0_usize; facts.ids.len()];
    for member in done.iter().flatten() {
        counts[*member] += 1;
    }
    let candidates = rules.required.iter().chain(&rules.free).chain(&rules.passed_over);
    let shares = candidates
        .map(|actor| (facts.ids[*actor].clone(), counts[*actor] as f64 / done.len().max(1) as f64))
        .collect();
    (shares, done.len())
}

/// Weights of the gains drawn around the given ones, with the same sum; what counts against stays.
fn drawn(weights: &Parts, dice: &mut Dice) -> Parts {
    let gains: Vec<(Part, f64)> = weights
        .iter()
        .filter(|(part, _)| !part.is_penalty())
        .map(|(part, weight)| (*part, *weight))
        .collect();
    let whole: f64 = gains.iter().map(|(_, weight)| weight).sum();
    let parameters: Vec<f64> =
        gains.iter().map(|(_, weight)| CLOSENESS * weight / whole.max(f64::MIN_POSITIVE)).collect();
    let shares = dice.shares(&parameters);
    let mut drawn = weights.clone();
    drawn.extend(gains.into_iter().zip(shares).map(|((part, _), share)| (part, share * whole)));
    drawn
}
