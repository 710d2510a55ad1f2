//! What happens if something rises: signed prediction without numbers.
//!
//! Only signs are drawn, so magnitudes are sampled many times and the answers counted (after Levins 1974, "The
//! qualitative analysis of partially specified systems"; sampling as in Dambacher, Li & Rossignol 2003, "Qualitative
//! predictions in model ecosystems").
//!
//! In the default form every variable damps itself at rate 1 and the drawn effects A are scaled to spectral radius 0.9,
//! so that every draw is stable; the response to a lasting press p is (I − A)⁻¹ p. In Levins' form the community matrix
//! M is taken as drawn, so that only drawn self-links damp, and draws that are not stable are thrown away; the response
//! is −M⁻¹ p.

mod deciders;
mod draw;
mod every;

use std::collections::BTreeSet;

use serde::Serialize;

use super::signed::SignedMap;
use crate::analysis::Watch;
use crate::model::{ElementId, LinkId, MapId, Project};

pub use deciders::Decider;
pub(super) use every::Every;

/// A response nearer to zero than this is no change.
const NOTHING: f64 = 1e-9;
/// The share of draws that makes a verdict.
const ENOUGH: f64 = 0.6;

/// How many draws answer for a map of ordinary size.
const DRAWS: usize = 1_000;
/// The fewest draws that tell 60 % from half.
const FEWEST: usize = 100;
/// How many steps of arithmetic an answer may take, about: a draw for n variables takes n³.
const WORK: usize = 800_000_000;

/// How many draws a prediction is made from unless a number is given: 1,000, and fewer on maps of more than 92 variables,
/// down to 100, so that the answer comes in seconds. It depends on the number of variables alone.
pub fn usual_draws(variables: usize) -> usize {
    (WORK / variables.max(1).saturating_pow(3)).clamp(FEWEST, DRAWS)
}

/// What is pressed, and how the magnitudes are drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PredictOptions {
    /// Only what this map shows; `None` is the whole project.
    pub map: Option<MapId>,
    /// Variables and issues that are pressed up.
    pub raise: BTreeSet<ElementId>,
    /// Variables and issues that are pressed down.
    pub lower: BTreeSet<ElementId>,
    /// How many draws count; `None` is 1,000, and fewer where so many would take long ([`usual_draws`]).
    pub draws: Option<usize>,
    /// The same seed gives the same draws.
    pub seed: u64,
    /// Only drawn self-links damp, and unstable draws are thrown away.
    pub levins: bool,
}

impl Default for PredictOptions {
    /// Nothing pressed, the usual number of draws.
    fn default() -> Self {
        Self {
            map: None,
            raise: BTreeSet::new(),
            lower: BTreeSet::new(),
            draws: None,
            seed: 1,
            levins: false,
        }
    }
}

/// What the draws say about a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It rises in 60 % of the draws or more.
    Rises,
    /// It falls in 60 % of the draws or more.
    Falls,
    /// Nothing reaches it in any draw.
    Unchanged,
    /// Neither: it hangs on how strong the links are.
    Undecided,
}

/// A variable or issue with what the draws say about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PredictedVariable {
    /// The variable or issue.
    pub id: ElementId,
    /// Its name.
    pub name: String,
    /// The share of draws in which it rises, 0 to 1.
    pub rises: f64,
    /// The share of draws in which it falls.
    pub falls: f64,
    /// The share of draws in which it stays as it is.
    pub unchanged: f64,
    /// What that comes to.
    pub verdict: Verdict,
    /// Loops whose strength decides it, the most telling first; empty where the draws agree.
    pub deciders: Vec<Decider>,
}

/// What [`predict`] gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Prediction {
    /// How many draws were made.
    pub draws: usize,
    /// How many of them were stable and count.
    pub stable: usize,
    /// The seed of the draws.
    pub seed: u64,
    /// Only drawn self-links damp.
    pub levins: bool,
    /// Why there is no answer, if there is none.
    pub undefined: Option<String>,
    /// Every variable and issue in scope, by id.
    pub variables: Vec<PredictedVariable>,
    /// Causal links without an agreed sign: they were left out.
    pub skipped_links: Vec<LinkId>,
}

/// Says what rises and falls when variables are pressed.
///
/// O(n³) for each draw of n variables; the draws are shared among threads, and the same options give the same answer on
/// any number of them. When `watch` is cancelled the answer is that of no draws.
pub fn predict(project: &Project, options: &PredictOptions, watch: &Watch) -> Prediction {
    let map = SignedMap::new(project, options.map.as_ref());
    let press = |id: &ElementId| {
        f64::from(u8::from(options.raise.contains(id))) - f64::from(u8::from(options.lower.contains(id)))
    };
    let press: Vec<f64> = map.ids.iter().map(press).collect();
    let draws = options.draws.unwrap_or_else(|| usual_draws(map.ids.len()));
    let undefined = why_not(&map, &press, options);
    let sampled = match undefined {
        Some(_) => draw::Sampled::default(),
        None => draw::sample(&map, &press, options, draws, watch),
    };
    let deciding = deciders::Deciding::new(project, &map, options, &sampled);
    let variable = |(number, id): (usize, &ElementId)| {
        let responses = || sampled.draws.iter().filter_map(|draw| draw.response.get(number));
        let share = |count: usize| count as f64 / sampled.draws.len().max(1) as f64;
        let rises = share(responses().filter(|change| **change >= NOTHING).count());
        let falls = share(responses().filter(|change| **change <= -NOTHING).count());
        let verdict = match (rises, falls) {
            _ if sampled.draws.is_empty() => Verdict::Undecided,
            (rises, _) if rises >= ENOUGH => Verdict::Rises,
            (_, falls) if falls >= ENOUGH => Verdict::Falls,
            _ if rises + falls <= 0.0 => Verdict::Unchanged,
            _ => Verdict::Undecided,
        };
        PredictedVariable {
            id: id.clone(),
            name: map.names.get(number).cloned().unwrap_or_default(),
            rises,
            falls,
            unchanged: if sampled.draws.is_empty() { 0.0 } else { (1.0 - rises - falls).max(0.0) },
            verdict,
            deciders: if rises > 0.0 && falls > 0.0 { deciding.of(number) } else { Vec::new() },
        }
    };
    let undefined = undefined.or_else(|| nothing_stable(&sampled, draws, watch));
    watch.report(1.0);
    Prediction {
        draws: sampled.tried,
        stable: sampled.draws.len(),
        seed: options.seed,
        levins: options.levins,
        undefined,
        variables: map.ids.iter().enumerate().map(variable).collect(),
        skipped_links: map.skipped.clone(),
    }
}

/// Why no draw is worth making.
fn why_not(map: &SignedMap, press: &[f64], options: &PredictOptions) -> Option<String> {
    if map.ids.is_empty() {
        return Some("undefined because there are no variables or issues".to_owned());
    }
    if press.iter().all(|press| *press == 0.0) {
        return Some("undefined because nothing is pressed: choose a variable to raise or lower".to_owned());
    }
    let undamped = options.levins.then(|| draw::never_damped(map)).flatten()?;
    let name = map.names.get(undamped)?;
    Some(format!(
        "undefined because no draw can be stable: “{name}” neither damps itself nor stands in a loop; draw a − link from it to itself, or leave Levins' form"
    ))
}

fn nothing_stable(sampled: &draw::Sampled, draws: usize, watch: &Watch) -> Option<String> {
    if watch.is_cancelled() {
        return Some("undefined because it was stopped".to_owned());
    }
    (sampled.draws.is_empty() && draws > 0).then(|| {
        format!(
            "undefined because none of {} draws was stable; damp more variables by − links to themselves",
            sampled.tried
        )
    })
}

impl Prediction {
    /// The map is so large that fewer draws are usual than for others.
    pub fn fewer_draws(&self) -> bool {
        usual_draws(self.variables.len()) < DRAWS
    }
}

impl PredictedVariable {
    /// The finding in words: “Trust rises in 93 % of the draws and falls in 7 %: R1 lifts it, B2 lowers it.”
    pub fn sentence(&self) -> String {
        let percent = |share: f64| format!("{:.0} %", share * 100.0);
        let name = &self.name;
        let mut text = match self.verdict {
            Verdict::Unchanged => format!("{name} stays as it is"),
            _ if self.falls <= 0.0 => format!("{name} rises in {} of the draws", percent(self.rises)),
            _ if self.rises <= 0.0 => format!("{name} falls in {} of the draws", percent(self.falls)),
            _ => {
                let (rises, falls) = (percent(self.rises), percent(self.falls));
                format!("{name} rises in {rises} of the draws and falls in {falls}")
            }
        };
        let of = |lifts: bool| -> Vec<&str> {
            let found = self.deciders.iter().filter(|decider| decider.lifts == lifts);
            found.map(|decider| decider.label.as_str()).collect()
        };
        let (up, down) = (of(true), of(false));
        let verb = |labels: &[&str], one: &str, many: &str| {
            format!("{} {}", labels.join(" and "), if labels.len() == 1 { one } else { many })
        };
        let parts = [
            (!up.is_empty()).then(|| verb(&up, "lifts it", "lift it")),
            (!down.is_empty()).then(|| verb(&down, "lowers it", "lower it")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if !parts.is_empty() {
            text.push_str(": ");
            text.push_str(&parts.join(", "));
        }
        text.push('.');
        text
    }
}
