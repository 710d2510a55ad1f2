//! A rough run of a causal map as a fuzzy cognitive map (Kosko 1986, "Fuzzy cognitive maps").
//!
//! Every variable has a level; each step makes all levels anew from the levels before, so a run depends on the state
//! alone. With w the signed weights and f the squashing function, the new level of i is
//!
//! - Kosko: f(Σⱼ wⱼᵢ aⱼ)
//! - modified Kosko: f(aᵢ + Σⱼ wⱼᵢ aⱼ) (Stylios & Groumpos 2004)
//! - rescaled: f(2aᵢ − 1 + Σⱼ wⱼᵢ (2aⱼ − 1)) (Papageorgiou 2011)
//!
//! Levels are rough: only the difference between a run and its baseline says anything.

use std::collections::BTreeMap;

use serde::Serialize;
use thiserror::Error;

use super::signed::SignedMap;
use crate::model::{ElementId, LinkId, MapId, Project};

/// How new levels are made from old ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Only what comes in counts.
    #[default]
    Kosko,
    /// The level itself counts too.
    Modified,
    /// As modified, with levels read from −1 to 1, so that a half pushes nowhere.
    Rescaled,
}

/// How what comes in is squashed into a level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Squash {
    /// 1 / (1 + e^(−λx)), 0 to 1.
    #[default]
    Sigmoid,
    /// tanh(λx), −1 to 1.
    Tanh,
    /// 1 above nothing, else 0.
    Bivalent,
    /// The sign: −1, 0 or 1.
    Trivalent,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 3] = [Self::Kosko, Self::Modified, Self::Rescaled];

    /// The word on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kosko => "kosko",
            Self::Modified => "modified",
            Self::Rescaled => "rescaled",
        }
    }
}

impl Squash {
    /// Every squashing function.
    pub const ALL: [Self; 4] = [Self::Sigmoid, Self::Tanh, Self::Bivalent, Self::Trivalent];

    /// The word on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sigmoid => "sigmoid",
            Self::Tanh => "tanh",
            Self::Bivalent => "bivalent",
            Self::Trivalent => "trivalent",
        }
    }

    /// The level that `x` comes to with steepness `lambda`.
    pub fn level(self, x: f64, lambda: f64) -> f64 {
        match self {
            Self::Sigmoid => 1.0 / (1.0 + (-lambda * x).exp()),
            Self::Tanh => (lambda * x).tanh(),
            Self::Bivalent => f64::from(u8::from(x > 0.0)),
            Self::Trivalent if x > 0.0 => 1.0,
            Self::Trivalent if x < 0.0 => -1.0,
            Self::Trivalent => 0.0,
        }
    }

    /// Where levels start when nobody says: the middle of the range.
    pub fn start(self) -> f64 {
        match self {
            Self::Sigmoid | Self::Bivalent => 0.5,
            Self::Tanh | Self::Trivalent => 0.0,
        }
    }

    /// The lowest and the highest level.
    pub fn range(self) -> (f64, f64) {
        match self {
            Self::Sigmoid | Self::Bivalent => (0.0, 1.0),
            Self::Tanh | Self::Trivalent => (-1.0, 1.0),
        }
    }
}

/// How a map is run.
#[derive(Clone, Debug, PartialEq)]
pub struct SimulateOptions {
    /// Only what this map shows; `None` is the whole project.
    pub map: Option<MapId>,
    /// How new levels are made.
    pub rule: Rule,
    /// How they are squashed.
    pub squash: Squash,
    /// The steepness of the squashing; above 0.
    pub lambda: f64,
    /// Levels held fast all through the run: the interventions.
    pub clamp: BTreeMap<ElementId, f64>,
    /// Levels at the start, where they differ from the squashing function's own.
    pub start: BTreeMap<ElementId, f64>,
    /// The most steps.
    pub steps: usize,
    /// Levels that change by no more than this stand still.
    pub epsilon: f64,
    /// How many steps later a delayed link acts; 0 runs delayed links like the others.
    pub delay: usize,
}

impl Default for SimulateOptions {
    /// Kosko with a sigmoid of steepness 1, 100 steps, ε 0.001, delays not honoured.
    fn default() -> Self {
        Self {
            map: None,
            rule: Rule::default(),
            squash: Squash::default(),
            lambda: 1.0,
            clamp: BTreeMap::new(),
            start: BTreeMap::new(),
            steps: 100,
            epsilon: 0.001,
            delay: 0,
        }
    }
}

/// Why a map cannot be run.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum RunError {
    /// A level lies outside what the squashing function can give.
    #[error("The level {value} of “{name}” is outside {low} to {high}. Choose a level in that range.")]
    Level {
        /// Whose level.
        name: String,
        /// The level.
        value: f64,
        /// The lowest that can be.
        low: f64,
        /// The highest that can be.
        high: f64,
    },
    /// A level is set for something that does not run.
    #[error("“{0}” is no variable or issue of what is run. Choose one that is.")]
    NotThere(String),
    /// The steepness is not above 0.
    #[error("The steepness {0} is not above 0. 1 is usual.")]
    Lambda(f64),
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Outcome {
    /// The levels came to stand still.
    #[serde(rename = "fixed point")]
    FixedPoint,
    /// The levels go round through the same states.
    #[serde(rename = "limit cycle")]
    LimitCycle,
    /// Neither, within the steps given.
    #[serde(rename = "not converged")]
    NotConverged,
}

/// A run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Simulation {
    /// How it ended.
    pub outcome: Outcome,
    /// How many steps were made.
    pub steps: usize,
    /// How many steps the cycle takes, in a limit cycle.
    pub period: Option<usize>,
    /// The levels of every variable and issue from the start on: one more than there are steps.
    pub series: BTreeMap<ElementId, Vec<f64>>,
    /// Their names.
    pub names: BTreeMap<ElementId, String>,
    /// Causal links without an agreed sign: they were left out.
    pub skipped_links: Vec<LinkId>,
}

impl Simulation {
    /// How far each level at the end lies from the one at the end of `baseline`; elements that only one has are left
    /// out. Of a limit cycle, the mean of its round counts.
    pub fn difference(&self, baseline: &Self) -> BTreeMap<ElementId, f64> {
        let others = |id: &ElementId| baseline.settled(id);
        let of = |id: &ElementId| Some((id.clone(), self.settled(id)? - others(id)?));
        self.series.keys().filter_map(of).collect()
    }

    /// The level at which an element settled: the last one, or the mean over a round of a limit cycle.
    pub fn settled(&self, id: &ElementId) -> Option<f64> {
        let series = self.series.get(id)?;
        let round = self.period.unwrap_or(1).clamp(1, series.len().max(1));
        let last = series.get(series.len().checked_sub(round)?..)?;
        Some(last.iter().sum::<f64>() / round as f64)
    }
}

/// Runs a causal map: O(n + m) for each step.
///
/// # Errors
/// [`RunError`] when a level or the steepness makes no sense.
pub fn simulate(project: &Project, options: &SimulateOptions) -> Result<Simulation, RunError> {
    let map = SignedMap::new(project, options.map.as_ref());
    if !(options.lambda > 0.0 && options.lambda.is_finite()) {
        return Err(RunError::Lambda(options.lambda));
    }
    let clamp = levels(project, &map, &options.clamp, options.squash)?;
    let start = levels(project, &map, &options.start, options.squash)?;
    let mut levels = vec![options.squash.start(); map.ids.len()];
    for (number, level) in start.iter().chain(&clamp) {
        if let Some(slot) = levels.get_mut(*number) {
            *slot = *level;
        }
    }
    let mut states = vec![levels];
    let mut outcome = Outcome::NotConverged;
    let mut period = None;
    while states.len() <= options.steps {
        let next = step(&map, options, &clamp, &states);
        let still = states.last().is_none_or(|before| apart(before, &next) <= options.epsilon);
        states.push(next);
        // With delays a pause is no end: what is under way must have arrived.
        if still && stood_still(&states, options) {
            outcome = Outcome::FixedPoint;
            break;
        }
    }
    if outcome == Outcome::NotConverged {
        period = cycle(&states, options.epsilon);
        if period.is_some() {
            outcome = Outcome::LimitCycle;
        }
    }
    let series_of = |number: usize| states.iter().filter_map(|state| state.get(number).copied()).collect();
    Ok(Simulation {
        outcome,
        steps: states.len() - 1,
        period,
        series: map.ids.iter().enumerate().map(|(number, id)| (id.clone(), series_of(number))).collect(),
        names: map.ids.iter().cloned().zip(map.names.iter().cloned()).collect(),
        skipped_links: map.skipped,
    })
}

/// The levels by the number of their element.
fn levels(
    project: &Project,
    map: &SignedMap,
    given: &BTreeMap<ElementId, f64>,
    squash: Squash,
) -> Result<BTreeMap<usize, f64>, RunError> {
    let (low, high) = squash.range();
    let number = |(id, value): (&ElementId, &f64)| {
        let number = map.number(id).ok_or_else(|| RunError::NotThere(project.name_of(id)))?;
        if (low..=high).contains(value) {
            Ok((number, *value))
        } else {
            Err(RunError::Level { name: project.name_of(id), value: *value, low, high })
        }
    };
    given.iter().map(number).collect()
}

/// The levels after the last state.
fn step(
    map: &SignedMap,
    options: &SimulateOptions,
    clamp: &BTreeMap<usize, f64>,
    states: &[Vec<f64>],
) -> Vec<f64> {
    let Some(now) = states.last() else { return Vec::new() };
    let read = |level: f64| if options.rule == Rule::Rescaled { 2.0 * level - 1.0 } else { level };
    let mut sums: Vec<f64> = match options.rule {
        Rule::Kosko => vec![0.0; now.len()],
        Rule::Modified | Rule::Rescaled => now.iter().map(|level| read(*level)).collect(),
    };
    for arc in &map.arcs {
        // Before a delayed link has anything to pass on, it passes on how things stood at the start.
        let back = if arc.delay { options.delay } else { 0 };
        let seen = states.len().saturating_sub(1 + back);
        let level = states.get(seen).and_then(|state| state.get(arc.from));
        if let (Some(level), Some(sum)) = (level, sums.get_mut(arc.to)) {
            *sum += arc.sign * arc.weight * read(*level);
        }
    }
    let level = |(number, sum): (usize, f64)| {
        clamp.get(&number).copied().unwrap_or_else(|| options.squash.level(sum, options.lambda))
    };
    sums.into_iter().enumerate().map(level).collect()
}

/// The largest difference between two states.
fn apart(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

/// Nothing moved in the last step, nor in the steps that delayed links still see.
fn stood_still(states: &[Vec<f64>], options: &SimulateOptions) -> bool {
    let window = options.delay + 1;
    states.len() > window
        && states.windows(2).rev().take(window).all(|pair| apart(&pair[0], &pair[1]) <= options.epsilon)
}

/// The shortest period, of 2 steps or more, that the last two rounds repeat.
fn cycle(states: &[Vec<f64>], epsilon: f64) -> Option<usize> {
    let count = states.len();
    (2..=count / 2).find(|period| {
        let same = |at: &usize| apart(&states[at - period], &states[*at]) <= epsilon;
        (count - period..count).all(|at| same(&at))
    })
}
