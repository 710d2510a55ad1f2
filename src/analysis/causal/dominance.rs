//! Which loops drive a rough run, step by step: Loops That Matter (Schoenberg, Davidsen & Eberlein 2020, "Understanding
//! model behavior using the Loops that Matter method").
//!
//! The score of a link from x to z in a step is |Δₓz / Δz| with the link's sign, where Δz is how far z moved and Δₓz how
//! far it would have moved had only x moved; it is 0 when either stood still. A loop's score is the product of its
//! links' scores, and its share is its score over the sum of all loops' magnitudes. A set of loops with half of that sum
//! is dominant. The shares speak of the run, not of the world.

use serde::Serialize;

use super::loops::{LoopOptions, LoopPolarity, loops_of_map};
use super::signed::SignedMap;
use super::simulate::{Rule, SimulateOptions, Simulation};
use crate::analysis::Watch;
use crate::model::{LinkId, Project};

/// Longer loops are left out.
const LONGEST: usize = 10;
/// How many loops are scored, shortest first.
const MOST_LOOPS: usize = 300;
/// A change smaller than this is none.
const NOTHING: f64 = 1e-12;

/// A loop's part in a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LoopShare {
    /// Its label.
    pub label: String,
    /// Which way it turns a change.
    pub polarity: LoopPolarity,
    /// Its links.
    pub links: Vec<LinkId>,
    /// Its share in each step, −1 to 1: negative when it balances. The first entry is that of step 1.
    pub shares: Vec<f64>,
    /// The mean magnitude over the steps in which any loop had a share.
    pub mean: f64,
}

/// Which loops drive a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Dominance {
    /// The loops, strongest first.
    pub loops: Vec<LoopShare>,
    /// How many of them, from the first, together hold half of all shares over the run; 0 when nothing moved.
    pub dominant: usize,
    /// Loops were left out because they are too many or too long.
    pub left_out: bool,
}

/// Scores the loops of a run that [`super::simulate()`] made with the same options.
///
/// O(t · (m + l)) for t steps, m links and l links in all loops.
pub fn dominance(project: &Project, options: &SimulateOptions, run: &Simulation, watch: &Watch) -> Dominance {
    let map = SignedMap::new(project, options.map.as_ref());
    let wanted = LoopOptions {
        map: options.map.clone(),
        max_length: Some(LONGEST),
        max_count: MOST_LOOPS,
        seconds: f64::INFINITY,
        ..LoopOptions::default()
    };
    let found = loops_of_map(project, &wanted, watch);
    let left_out = found.limit.is_some();
    let number = |link: &LinkId| map.arcs.binary_search_by(|arc| arc.link.cmp(link)).ok();
    let known: Vec<(Vec<usize>, LoopShare)> = found
        .loops
        .into_iter()
        .filter(|one| one.polarity != LoopPolarity::Unknown)
        .filter_map(|one| {
            let arcs = one.links.iter().map(number).collect::<Option<Vec<usize>>>()?;
            let share = LoopShare {
                label: one.label,
                polarity: one.polarity,
                links: one.links,
                shares: Vec::new(),
                mean: 0.0,
            };
            Some((arcs, share))
        })
        .collect();
    let (arcs, mut shares): (Vec<_>, Vec<_>) = known.into_iter().unzip();
    let mut moving = 0_usize;
    for step in 1..=run.steps {
        if watch.is_cancelled() {
            return Dominance::default();
        }
        let links = link_scores(&map, options, run, step);
        let score = |arcs: &Vec<usize>| arcs.iter().filter_map(|arc| links.get(*arc)).product::<f64>();
        let scores: Vec<f64> = arcs.iter().map(score).collect();
        let all: f64 = scores.iter().map(|score| score.abs()).sum();
        moving += usize::from(all > 0.0);
        for (share, score) in shares.iter_mut().zip(scores) {
            let part = if all > 0.0 { score / all } else { 0.0 };
            share.shares.push(part);
            share.mean += part.abs();
        }
    }
    for share in &mut shares {
        share.mean /= moving.max(1) as f64;
    }
    shares.sort_by(|a, b| b.mean.total_cmp(&a.mean).then_with(|| a.links.cmp(&b.links)));
    let mut sum = 0.0;
    let mut dominant = 0;
    while moving > 0 && sum < 0.5 && dominant < shares.len() {
        sum += shares.get(dominant).map_or(0.0, |share| share.mean);
        dominant += 1;
    }
    Dominance { loops: shares, dominant, left_out }
}

/// The score of each arc in the step that led to the levels at `step`.
fn link_scores(map: &SignedMap, options: &SimulateOptions, run: &Simulation, step: usize) -> Vec<f64> {
    let level = |element: usize, at: usize| {
        map.ids.get(element).and_then(|id| run.series.get(id)?.get(at)).copied().unwrap_or_default()
    };
    let read = |level: f64| if options.rule == Rule::Rescaled { 2.0 * level - 1.0 } else { level };
    // In the step to level `at`, an arc brought in the level of its cause one step earlier, or later by the delay.
    let seen = |arc: usize, at: usize| {
        let arc = &map.arcs[arc];
        let back = 1 + if arc.delay { options.delay } else { 0 };
        arc.sign * arc.weight * read(level(arc.from, at.saturating_sub(back)))
    };
    let before = step - 1;
    // What came in for the step before; the first step has none before it and starts from rest.
    let mut inputs: Vec<f64> = match options.rule {
        Rule::Kosko => vec![0.0; map.ids.len()],
        Rule::Modified | Rule::Rescaled => {
            (0..map.ids.len()).map(|element| read(level(element, before.saturating_sub(1)))).collect()
        }
    };
    for (number, arc) in map.arcs.iter().enumerate() {
        inputs[arc.to] += seen(number, before.max(1));
    }
    let squash = |x: f64| options.squash.level(x, options.lambda);
    let score = |(number, arc): (usize, &super::signed::SignedArc)| {
        let moved = level(arc.to, step) - level(arc.to, before);
        let change = seen(number, step) - seen(number, before.max(1));
        if moved.abs() < NOTHING || change.abs() < NOTHING {
            return 0.0;
        }
        let input = inputs[arc.to];
        let alone = squash(input + change) - squash(input);
        arc.sign * (alone / moved).abs()
    };
    map.arcs.iter().enumerate().map(score).collect()
}
