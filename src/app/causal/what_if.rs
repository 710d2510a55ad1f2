//! Pressing variables: signs alone, or a rough run.

use std::collections::{BTreeMap, BTreeSet};

use egui::Context;

use super::play::Play;
use crate::analysis::{
    Dominance, PredictOptions, Prediction, Rule, RunError, SimulateOptions, Simulation, Squash, dominance,
    predict, simulate,
};
use crate::app::App;
use crate::app::inquiry::Inquiry;
use crate::model::{ElementId, MapId};

/// How many steps a delayed link looks back in a run.
pub(in crate::app) const DELAY: usize = 3;
/// Where a pressed variable is held, as a share of its range from the top or the bottom.
const HELD: f64 = 0.9;

/// How the question is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::app) enum Method {
    /// From the signs alone.
    #[default]
    Signs,
    /// By a rough run as a fuzzy cognitive map.
    Run,
}

/// What is pressed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::app) struct Press {
    /// What is raised.
    pub raise: BTreeSet<ElementId>,
    /// What is lowered.
    pub lower: BTreeSet<ElementId>,
}

impl Press {
    /// Nothing is pressed.
    pub fn is_empty(&self) -> bool {
        self.raise.is_empty() && self.lower.is_empty()
    }

    /// Presses a variable up or down, or lets go of it when it is pressed that way already.
    pub fn toggle(&mut self, id: &ElementId, up: bool) {
        let (this, other) =
            if up { (&mut self.raise, &mut self.lower) } else { (&mut self.lower, &mut self.raise) };
        other.remove(id);
        if !this.remove(id) {
            this.insert(id.clone());
        }
    }

    /// Lets go of a variable.
    pub fn release(&mut self, id: &ElementId) {
        self.raise.remove(id);
        self.lower.remove(id);
    }
}

/// What a prediction depends on.
pub(in crate::app) type OfPrediction = (u64, Option<MapId>, Press, bool);
/// What a run depends on.
pub(in crate::app) type OfRun = (u64, Option<MapId>, Press, Rule, Squash);

/// A run beside the run in which nothing is pressed.
#[derive(Clone, Debug)]
pub(in crate::app) struct Run {
    /// Nothing is pressed.
    pub baseline: Simulation,
    /// With what is pressed held.
    pub scenario: Simulation,
    /// How far each variable ends from where it ends without the press.
    pub difference: BTreeMap<ElementId, f64>,
    /// Which loops drove the run.
    pub dominance: Dominance,
}

impl Run {
    /// How far a variable is from the baseline at a step.
    pub fn apart(&self, id: &ElementId, step: usize) -> f64 {
        let at = |run: &Simulation| {
            let series = run.series.get(id)?;
            series.get(step).or_else(|| series.last()).copied()
        };
        at(&self.scenario).zip(at(&self.baseline)).map_or(0.0, |(scenario, baseline)| scenario - baseline)
    }

    /// How many steps the longer of the two runs has.
    pub fn steps(&self) -> usize {
        self.scenario.steps.max(self.baseline.steps)
    }
}

/// What is pressed, how, and what follows.
#[derive(Default)]
pub(in crate::app) struct WhatIf {
    pub press: Press,
    pub method: Method,
    /// Only drawn links of a variable to itself damp it.
    pub levins: bool,
    pub rule: Rule,
    pub squash: Squash,
    pub prediction: Inquiry<OfPrediction, Prediction>,
    pub run: Inquiry<OfRun, Result<Run, RunError>>,
    pub play: Play,
}

impl App {
    /// Asks what follows from the press, in the way that is chosen.
    pub(in crate::app) fn ask_what_if(&mut self, ctx: &Context) {
        let project = self.session.history.project().clone();
        let (revision, map) = self.of_map();
        let what_if = &mut self.desk.what_if;
        what_if.press.raise.retain(|id| project.elements.contains_key(id));
        what_if.press.lower.retain(|id| project.elements.contains_key(id));
        if what_if.press.is_empty() {
            return;
        }
        let press = what_if.press.clone();
        match what_if.method {
            Method::Signs => {
                let key = (revision, map.clone(), press.clone(), what_if.levins);
                let options = PredictOptions {
                    map,
                    raise: press.raise,
                    lower: press.lower,
                    levins: what_if.levins,
                    ..PredictOptions::default()
                };
                what_if.prediction.ask(ctx, &key, move |watch| predict(&project, &options, watch));
            }
            Method::Run => {
                let (rule, squash) = (what_if.rule, what_if.squash);
                let key = (revision, map.clone(), press.clone(), rule, squash);
                let baseline =
                    SimulateOptions { map, rule, squash, delay: DELAY, ..SimulateOptions::default() };
                let (low, high) = squash.range();
                let hold = |up: bool| {
                    let share = if up { HELD } else { 1.0 - HELD };
                    low + (high - low) * share
                };
                let raised = press.raise.iter().map(|id| (id.clone(), hold(true)));
                let clamp = raised.chain(press.lower.iter().map(|id| (id.clone(), hold(false)))).collect();
                let scenario = SimulateOptions { clamp, ..baseline.clone() };
                what_if.run.ask(ctx, &key, move |watch| {
                    let before = simulate(&project, &baseline)?;
                    // The press comes into a map at rest.
                    let start = before.series.keys().filter_map(|id| Some((id.clone(), before.settled(id)?)));
                    let scenario = SimulateOptions { start: start.collect(), ..scenario };
                    let run = simulate(&project, &scenario)?;
                    let rest = SimulateOptions { start: scenario.start.clone(), ..baseline };
                    let baseline = simulate(&project, &rest)?;
                    let difference = run.difference(&baseline);
                    let dominance = dominance(&project, &scenario, &run, watch);
                    Ok(Run { baseline, scenario: run, difference, dominance })
                });
            }
        }
    }
}
