//! The health check: five principles of lasting coalitions, each as lines that the project answers.

use serde::Serialize;

use super::composition::Composition;
use super::life_cycle::LifeCycle;
use super::load::{Load, Standpoint};
use super::missing::Missing;
use super::party::Party;
use super::phrases::counted;
use super::scaling::Scaling;
use super::weak_points::WeakPoints;
use crate::model::{ChangeKind, Project};

/// The five principles (World Benchmarking Alliance 2025).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Principle {
    /// Clear, actionable goals.
    ClearGoals,
    /// Resources that sustain momentum.
    Resources,
    /// An inclusive and resilient network.
    InclusiveNetwork,
    /// Collaboration: co-leadership, workstreams that each have a lead.
    Collaboration,
    /// New norms: changes in policy and practice.
    NormCreation,
}

impl Principle {
    /// The principle in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::ClearGoals => "Clear, actionable goals",
            Self::Resources => "Resources that sustain momentum",
            Self::InclusiveNetwork => "An inclusive and resilient network",
            Self::Collaboration => "Collaboration",
            Self::NormCreation => "New norms",
        }
    }
}

/// One thing that a principle asks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HealthLine {
    /// The project shows it.
    pub good: bool,
    /// What it shows, or does not.
    pub sentence: String,
}

/// How one principle stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HealthRow {
    /// The principle.
    pub principle: Principle,
    /// Its name.
    pub name: &'static str,
    /// The share of its lines that are good, 0 to 1.
    pub share: f64,
    /// The lines.
    pub lines: Vec<HealthLine>,
}

/// What the check is made from.
pub(super) struct Examined<'a> {
    pub composition: &'a Composition,
    pub missing: &'a Missing,
    pub load: &'a Load,
    pub weak_points: &'a WeakPoints,
    pub life_cycle: &'a LifeCycle,
    pub scaling: &'a Scaling,
}

/// The five principles, each with what the project shows.
pub(super) fn health(project: &Project, party: &Party, of: &Examined<'_>) -> Vec<HealthRow> {
    let row = |principle: Principle, lines: Vec<HealthLine>| {
        let good = lines.iter().filter(|line| line.good).count();
        HealthRow { principle, name: principle.name(), share: good as f64 / lines.len().max(1) as f64, lines }
    };
    vec![
        row(Principle::ClearGoals, goals(project)),
        row(Principle::Resources, resources(party, of)),
        row(Principle::InclusiveNetwork, network(of)),
        row(Principle::Collaboration, collaboration(project, party)),
        row(Principle::NormCreation, norms(project, of)),
    ]
}

fn line(good: bool, yes: impl Into<String>, no: impl Into<String>) -> HealthLine {
    HealthLine { good, sentence: if good { yes.into() } else { no.into() } }
}

fn goals(project: &Project) -> Vec<HealthLine> {
    let outcomes = project.about.outcomes.iter().filter(|outcome| !outcome.trim().is_empty()).count();
    let aimed = project.indicators.values().filter(|indicator| indicator.target.is_some()).count();
    vec![
        line(!project.about.problem.trim().is_empty(), "The problem is stated.", "No problem statement yet."),
        line(outcomes > 0, format!("{} named.", counted(outcomes, "outcome")), "No outcome is named."),
        line(
            aimed > 0,
            format!("{} with a target.", counted(aimed, "indicator")),
            "No indicator has a target.",
        ),
    ]
}

fn resources(party: &Party, of: &Examined<'_>) -> Vec<HealthLine> {
    let chosen = of.life_cycle.funding.iter().find(|row| row.chosen);
    let overdue = of
        .load
        .ledger
        .iter()
        .filter(|row| party.id.as_ref() == Some(&row.coalition) && row.state == Standpoint::Overdue)
        .count();
    let overloaded = of
        .load
        .actors
        .iter()
        .filter(|row| row.overloaded && row.id.as_ref().is_some_and(|id| party.members.contains_key(id)));
    let overloaded = overloaded.count();
    vec![
        line(chosen.is_some(), "It is said who pays.", "Nobody has said who pays."),
        line(
            chosen.is_some_and(|row| row.suits_now),
            "The funding suits the phase.",
            "The funding does not suit the phase, or one of them is open.",
        ),
        line(
            overdue == 0,
            "No commitment is overdue.",
            format!(
                "{} overdue.",
                if overdue == 1 {
                    "One commitment is".to_owned()
                } else {
                    format!("{overdue} commitments are")
                }
            ),
        ),
        line(
            overloaded == 0,
            "Nobody carries more than the limit.",
            format!(
                "{} more than the limit.",
                if overloaded == 1 {
                    "One member carries".to_owned()
                } else {
                    format!("{overloaded} members carry")
                }
            ),
        ),
    ]
}

fn network(of: &Examined<'_>) -> Vec<HealthLine> {
    let has = |code: &str| of.composition.findings.iter().any(|finding| finding.code == code);
    let open = of.missing.blind_spots.iter().filter(|row| row.considered.is_none()).count();
    let cut = of.weak_points.members.iter().filter(|point| point.cut_vertex).count();
    vec![
        line(!has("concentration"), "No kind of member dominates.", "One kind of member dominates."),
        line(
            !has("community_without_seat") && !has("no_seats"),
            "Community organisations that are in can decide.",
            "Community organisations, or everybody, are without a decision seat.",
        ),
        line(
            open == 0,
            "Every blind-spot question is answered.",
            format!("{} open.", counted(open, "blind-spot question")),
        ),
        line(
            cut == 0,
            "No single member holds the others together.",
            format!(
                "{} hold{} the others together.",
                counted(cut, "member"),
                if cut == 1 { "s" } else { "" }
            ),
        ),
    ]
}

fn collaboration(project: &Project, party: &Party) -> Vec<HealthLine> {
    let Some(coalition) = party.coalition(project) else {
        return vec![line(false, "", "The set is not stored as a coalition yet: no workstreams.")];
    };
    let works = coalition.workstreams.len();
    let led = coalition.workstreams.values().filter(|work| work.lead.is_some()).count();
    let mut leads: Vec<_> = coalition.workstreams.values().filter_map(|work| work.lead.as_ref()).collect();
    leads.sort();
    leads.dedup();
    let seats = party.members.values().filter(|place| place.seat).count();
    vec![
        line(works > 0, format!("{}.", counted(works, "workstream")), "No workstream yet."),
        line(
            works > 0 && led == works,
            "Every workstream has a lead.",
            format!("{led} of {} have a lead.", counted(works, "workstream")),
        ),
        line(leads.len() > 1, format!("{} members lead.", leads.len()), "Leading is not shared."),
        line(seats > 1, format!("{seats} members have a decision seat."), "Fewer than two members decide."),
    ]
}

fn norms(project: &Project, of: &Examined<'_>) -> Vec<HealthLine> {
    let count = |kind| project.changes.values().filter(|change| change.kind == Some(kind)).count();
    let (policy, practice) = (count(ChangeKind::Policy), count(ChangeKind::Practice));
    let planned = of.scaling.pathways.iter().filter(|row| !row.planned.is_empty()).count();
    vec![
        line(
            policy > 0,
            format!("{} in policy logged.", counted(policy, "change")),
            "No change in policy is logged.",
        ),
        line(
            practice > 0,
            format!("{} in practice logged.", counted(practice, "change")),
            "No change in practice is logged.",
        ),
        line(
            planned > 0,
            format!("{} planned.", counted(planned, "scaling pathway")),
            "No scaling pathway is planned.",
        ),
    ]
}
