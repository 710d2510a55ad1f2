//! What a set of partners is worth, part by part.
//!
//! With interest I, influence F, alignment A, asset levels a, targets r and weights w (all 0 to 1 but A, r and w), for a
//! set C among n actors:
//!
//! - coverage = Σₜ wₜ · min(1, Σ a / rₜ) / Σ w
//! - diversity = (1 − Σ p²) / (1 − 1/T) over sectors (Blau 1977, normalised), 1 where there is one sector
//! - push = 1 − Π (1 − F · max(0, A))
//! - reach = Σⱼ 1/d(C, j) / n with d = 1 for members (Borgatti 2006, distance-weighted reach)
//! - commitment = mean I
//! - cohesion = joined pairs without a conflict / all pairs
//! - redundancy = Σₜ wₜ · max(0, Σ a − rₜ) / Σ w
//! - cost = the number of members
//!
//! The score is the weighted sum of the first six, less the weighted redundancy and cost. Untagged actors belong to no
//! sector: p is taken over the tagged members. The empty set is worth 0.

use std::collections::BTreeMap;

use serde::Serialize;

use super::bits::Bits;
use super::facts::{Facts, SCALES};
use crate::model::{Coalition, Scale};

/// A part of the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// How much of the wanted assets the members hold.
    Coverage,
    /// How evenly the members are spread over sectors.
    Diversity,
    /// The influence of members who are in favour.
    Push,
    /// How near every actor is to a member.
    Reach,
    /// The mean interest of the members.
    Commitment,
    /// How many pairs of members are tied without a conflict.
    Cohesion,
    /// How much the members hold beyond what is wanted; counts against.
    Redundancy,
    /// How many members there are; counts against.
    Cost,
}

impl Part {
    /// Every part, in order.
    pub const ALL: [Self; 8] = [
        Self::Coverage,
        Self::Diversity,
        Self::Push,
        Self::Reach,
        Self::Commitment,
        Self::Cohesion,
        Self::Redundancy,
        Self::Cost,
    ];

    /// The name that stored weights use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Coverage => "coverage",
            Self::Diversity => "diversity",
            Self::Push => "push",
            Self::Reach => "reach",
            Self::Commitment => "commitment",
            Self::Cohesion => "cohesion",
            Self::Redundancy => "redundancy",
            Self::Cost => "cost",
        }
    }

    /// The weight when nothing else is said. Those of the gains sum to 1.
    pub fn default_weight(self) -> f64 {
        match self {
            Self::Coverage => 0.44,
            Self::Diversity => 0.14,
            Self::Push | Self::Reach => 0.12,
            Self::Commitment => 0.10,
            Self::Cohesion => 0.08,
            Self::Redundancy => 0.06,
            Self::Cost => 0.008,
        }
    }

    /// The part counts against a set.
    pub fn is_penalty(self) -> bool {
        matches!(self, Self::Redundancy | Self::Cost)
    }
}

/// A value for each part that counts; the others are absent.
pub(super) type Parts = BTreeMap<Part, f64>;

/// The weights that count: the stored or default ones, where the weight of a part that nothing is known about is shared
/// among the other gains in proportion to theirs.
pub(super) fn weights(facts: &Facts, coalition: Option<&Coalition>) -> Parts {
    let stored = |part: Part| {
        let weight = coalition.and_then(|coalition| coalition.weights.get(part.as_str())).copied();
        weight.filter(|weight| weight.is_finite() && *weight >= 0.0).unwrap_or(part.default_weight())
    };
    let is_rated = |scale| SCALES.iter().position(|s| *s == scale).is_some_and(|at| facts.is_rated[at]);
    let is_known = |part: Part| match part {
        Part::Coverage | Part::Redundancy => !facts.wanted.is_empty(),
        Part::Diversity => !facts.sectors.is_empty(),
        Part::Push => is_rated(Scale::Influence) && is_rated(Scale::Alignment),
        Part::Commitment => is_rated(Scale::Interest),
        Part::Reach | Part::Cohesion | Part::Cost => true,
    };
    let mut weights: Parts =
        Part::ALL.into_iter().filter(|part| is_known(*part)).map(|part| (part, stored(part))).collect();
    let gains = || Part::ALL.into_iter().filter(|part| !part.is_penalty());
    let whole: f64 = gains().map(stored).sum();
    let known: f64 = gains().filter(|part| is_known(*part)).map(stored).sum();
    if known > 0.0 {
        for (_, weight) in weights.iter_mut().filter(|(part, _)| !part.is_penalty()) {
            *weight *= whole / known;
        }
    }
    weights
}

/// The numbers of one reckoning: as rated, or as drawn in a trial.
#[derive(Clone, Debug)]
pub(super) struct Figures {
    pub weights: [f64; 8],
    /// By actor, 0 to 1.
    pub interest: Vec<f64>,
    /// By actor: influence · max(0, alignment), 0 to 1.
    pub push: Vec<f64>,
    /// By actor, then wanted asset, 0 to 1.
    pub levels: Vec<Vec<f64>>,
}

impl Figures {
    /// Figures from ratings and levels as given; `shift` moves each rating and level before it is clamped.
    pub fn new(facts: &Facts, weights: &Parts, mut shift: impl FnMut(Option<Scale>) -> f64) -> Self {
        let mut normalised = [Vec::new(), Vec::new(), Vec::new()];
        for (at, scale) in SCALES.into_iter().enumerate() {
            let (low, high) = scale.range();
            let shifted = |value: f64, by: f64| scale.normalised((value + by).clamp(low, high));
            normalised[at] =
                facts.ratings[at].iter().map(|rated| shifted(rated.value, shift(Some(scale)))).collect();
        }
        let [interest, influence, alignment] = normalised;
        let mut level = |level: &f64| {
            if *level > 0.0 { (level + shift(None)).clamp(0.0, 100.0) / 100.0 } else { 0.0 }
        };
        Self {
            weights: Part::ALL.map(|part| weights.get(&part).copied().unwrap_or(0.0)),
            push: influence.iter().zip(&alignment).map(|(f, a)| f * a.max(0.0)).collect(),
            interest,
            levels: facts.levels.iter().map(|levels| levels.iter().map(&mut level).collect()).collect(),
        }
    }
}

/// A set of partners, with the sums that its score is made of.
#[derive(Clone, Debug)]
pub(super) struct Group<'a> {
    facts: &'a Facts,
    figures: &'a Figures,
    /// In the order of joining.
    pub members: Vec<usize>,
    pub bits: Bits,
    sums: Vec<f64>,
    by_sector: Vec<u32>,
    interest: f64,
    unmoved: f64,
    joined: u32,
    near: Vec<Bits>,
}

impl<'a> Group<'a> {
    /// The empty set.
    pub fn new(facts: &'a Facts, figures: &'a Figures) -> Self {
        let count = facts.ids.len();
        Self {
            facts,
            figures,
            members: Vec::new(),
            bits: Bits::new(count),
            sums: vec![0.0; facts.wanted.len()],
            by_sector: vec![0; facts.sectors.len()],
            interest: 0.0,
            unmoved: 1.0,
            joined: 0,
            near: vec![Bits::new(count); facts.within.first().map_or(0, Vec::len)],
        }
    }

    /// The set of these actors. What is summed does not depend on their order.
    pub fn of(facts: &'a Facts, figures: &'a Figures, members: &[usize]) -> Self {
        let mut sorted = members.to_vec();
        sorted.sort_unstable();
        let mut group = Self::new(facts, figures);
        for member in sorted {
            group.add(member);
        }
        group
    }

    /// Takes in an actor that is not in yet. Takes O(d · n / 64) for distances up to d.
    pub fn add(&mut self, actor: usize) {
        for (sum, level) in self.sums.iter_mut().zip(&self.figures.levels[actor]) {
            *sum += level;
        }
        if let Some(count) = self.facts.sector[actor].and_then(|sector| self.by_sector.get_mut(sector)) {
            *count += 1;
        }
        self.interest += self.figures.interest[actor];
        self.unmoved *= 1.0 - self.figures.push[actor];
        self.joined += self.facts.joined[actor].count_both(&self.bits);
        for (near, within) in self.near.iter_mut().zip(&self.facts.within[actor]) {
            near.add_all(within);
        }
        self.bits.insert(actor);
        self.members.push(actor);
    }

    /// The parts of the score, in the order of [`Part::ALL`], as if `extra` had joined.
    pub fn parts(&self, extra: Option<usize>) -> [f64; 8] {
        let size = self.members.len() + usize::from(extra.is_some());
        if size == 0 {
            return [0.0; 8];
        }
        let (facts, figures) = (self.facts, self.figures);
        let members = size as f64;
        let (coverage, redundancy) = self.assets(extra);
        let interest = self.interest + extra.map_or(0.0, |actor| figures.interest[actor]);
        let unmoved = self.unmoved * extra.map_or(1.0, |actor| 1.0 - figures.push[actor]);
        let joined = self.joined + extra.map_or(0, |actor| facts.joined[actor].count_both(&self.bits));
        let pairs = members * (members - 1.0) / 2.0;
        [
            coverage,
            self.diversity(extra),
            1.0 - unmoved,
            self.reach(extra),
            interest / members,
            if size < 2 { 0.0 } else { f64::from(joined) / pairs },
            redundancy,
            members,
        ]
    }

    /// The score, as if `extra` had joined.
    pub fn score(&self, extra: Option<usize>) -> f64 {
        let parts = self.parts(extra);
        let signed = Part::ALL.iter().zip(parts).zip(self.figures.weights);
        signed
            .map(|((part, value), weight)| if part.is_penalty() { -weight * value } else { weight * value })
            .sum()
    }

    fn assets(&self, extra: Option<usize>) -> (f64, f64) {
        let (mut covered, mut beyond, mut whole) = (0.0, 0.0, 0.0);
        for (at, wanted) in self.facts.wanted.iter().enumerate() {
            let sum = self.sums[at] + extra.map_or(0.0, |actor| self.figures.levels[actor][at]);
            covered += wanted.weight * (sum / wanted.target).min(1.0);
            beyond += wanted.weight * (sum - wanted.target).max(0.0);
            whole += wanted.weight;
        }
        if whole > 0.0 { (covered / whole, beyond / whole) } else { (0.0, 0.0) }
    }

    fn diversity(&self, extra: Option<usize>) -> f64 {
        let joining = extra.and_then(|actor| self.facts.sector[actor]);
        let counts = self.by_sector.iter().enumerate();
        let counts = counts.map(|(sector, count)| f64::from(*count + u32::from(joining == Some(sector))));
        let (tagged, squares) = counts.fold((0.0, 0.0), |(sum, squares), n| (sum + n, squares + n * n));
        let kinds = self.facts.kinds as f64;
        if tagged == 0.0 {
            0.0
        } else if kinds <= 1.0 {
            1.0
        } else {
            ((1.0 - squares / (tagged * tagged)) / (1.0 - 1.0 / kinds)).clamp(0.0, 1.0)
        }
    }

    fn reach(&self, extra: Option<usize>) -> f64 {
        let (mut sum, mut nearer) = (0.0, 0);
        for (steps, near) in self.near.iter().enumerate() {
            let within = match extra.and_then(|actor| self.facts.within[actor].get(steps)) {
                Some(more) => near.count_either(more),
                None => near.count(),
            };
            sum += f64::from(within - nearer) / (steps as f64 + 1.0);
            nearer = within;
        }
        sum / self.facts.ids.len().max(1) as f64
    }
}
