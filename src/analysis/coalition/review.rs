//! Everything about one coalition in one answer.

use serde::Serialize;

use super::composition::{Composition, composition};
use super::disagreement::{Disagreement, disagreements};
use super::governance::{GovernanceFit, governance};
use super::guide::{GuideRow, guide};
use super::health::{Examined, HealthRow, health};
use super::levers::{LeverReach, LeverScope, MarkedLevers, lever_reach, marked_levers};
use super::life_cycle::{LifeCycle, life_cycle};
use super::load::{Load, LoadOptions, load};
use super::metrics::{Metrics, metrics};
use super::missing::{Missing, missing};
use super::partners::{PartnerOptions, partners};
use super::party::Party;
use super::phrases::counted;
use super::scaling::{Scaling, scaling};
use super::weak_points::{WeakPoints, weak_points};
use crate::analysis::Watch;
use crate::model::{CoalitionId, ElementKind, LinkKind, Project};

/// One line about a coalition, for the overview of all.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoalitionLine {
    /// The coalition.
    pub id: CoalitionId,
    /// Its name.
    pub name: String,
    /// How many organisations are in.
    pub heads: f64,
    /// How many members have a decision seat.
    pub seats: usize,
    /// The share of civil society, 0 to 1.
    pub civil_society: Option<f64>,
    /// Effective number of sectors by heads.
    pub effective_sectors: Option<f64>,
}

/// A voice gap of a named loop.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LoopLevers {
    /// The loop's label.
    pub label: String,
    /// Its name.
    pub name: String,
    /// Who holds, feels and knows it.
    pub reach: LeverReach,
}

/// What [`review`] gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Review {
    /// Who is looked at.
    #[serde(rename = "coalition")]
    pub party: Party,
    /// What to do first, or what is looked at instead.
    pub note: Option<String>,
    /// How it is made up.
    pub composition: Composition,
    /// Who is missing.
    pub missing: Missing,
    /// How it could decide.
    pub governance: GovernanceFit,
    /// Who carries how much.
    pub load: Load,
    /// What it would lose with one member.
    pub weak_points: WeakPoints,
    /// What its stages need.
    pub life_cycle: LifeCycle,
    /// What the marked links need.
    pub levers: MarkedLevers,
    /// The named loops, and who holds them.
    pub loops: Vec<LoopLevers>,
    /// How the marked links could scale.
    pub scaling: Scaling,
    /// Where the shared indicators stand.
    pub metrics: Metrics,
    /// The five principles.
    pub health: Vec<HealthRow>,
    /// Where assessors disagree.
    pub disagreements: Vec<Disagreement>,
    /// The guided path.
    pub guide: Vec<GuideRow>,
    /// All coalitions of the project.
    pub coalitions: Vec<CoalitionLine>,
}

/// Everything about a stored coalition. Without `coalition` it is the first by name; a project without coalitions gets its
/// best suggestion looked at instead, and `note` says so.
///
/// A cancelled `watch` ends the search for a suggestion early. Takes O(n · m) for n actors and m ties.
pub fn review(
    project: &Project,
    coalition: Option<&CoalitionId>,
    options: &LoadOptions,
    watch: &Watch,
) -> Review {
    let (party, note) = choose(project, coalition, options, watch);
    watch.report(0.5);
    let composition = composition(project, &party);
    let missing = missing(project, &party);
    let governance = governance(project, &party);
    let load = load(project, party.id.as_ref(), options);
    let weak_points = weak_points(project, &party, &load);
    let life_cycle = life_cycle(project, &party);
    let levers = marked_levers(project);
    let scaling = scaling(project, &party, &levers);
    let metrics = metrics(project, &party);
    watch.report(0.8);
    let examined = Examined {
        composition: &composition,
        missing: &missing,
        load: &load,
        weak_points: &weak_points,
        life_cycle: &life_cycle,
        scaling: &scaling,
    };
    let health = health(project, &party, &examined);
    let mut named: Vec<_> = project.loops.values().collect();
    named.sort_by(|a, b| (&a.label, &a.key).cmp(&(&b.label, &b.key)));
    let loops = named
        .into_iter()
        .map(|named| LoopLevers {
            label: named.label.clone(),
            name: named.name.clone(),
            reach: lever_reach(project, &LeverScope::of_links(project, &named.key)),
        })
        .collect();
    let mut review = Review {
        party,
        note,
        composition,
        missing,
        governance,
        load,
        weak_points,
        life_cycle,
        levers,
        loops,
        scaling,
        metrics,
        health,
        disagreements: disagreements(project),
        guide: Vec::new(),
        coalitions: overview(project, options),
    };
    review.guide = guide(project, &review, &review.disagreements);
    watch.report(1.0);
    review
}

/// The coalition to look at, and what to say about the choice.
fn choose(
    project: &Project,
    coalition: Option<&CoalitionId>,
    options: &LoadOptions,
    watch: &Watch,
) -> (Party, Option<String>) {
    if let Some(party) = coalition.and_then(|id| Party::stored(project, id, &options.today)) {
        let note = party
            .members
            .is_empty()
            .then(|| format!("“{}” has no members yet. Take over a suggestion, or add members.", party.name));
        return (party, note);
    }
    let mut stored: Vec<_> = project.coalitions.iter().collect();
    stored.sort_by(|a, b| a.1.name.cmp(&b.1.name).then_with(|| a.0.cmp(b.0)));
    if let Some(party) = stored.first().and_then(|(id, _)| Party::stored(project, id, &options.today)) {
        let note = if stored.len() > 1 {
            Some(format!("This is “{}”, one of {}.", party.name, counted(stored.len(), "coalition")))
        } else {
            party.members.is_empty().then(|| {
                format!("“{}” has no members yet. Take over a suggestion, or add members.", party.name)
            })
        };
        return (party, note);
    }
    let quick = PartnerOptions { trials: 0, alternatives: 1, ..PartnerOptions::default() };
    let found = partners(project, &quick, watch);
    let members = found.suggestions.into_iter().next().map(|best| best.members).unwrap_or_default();
    let party = Party::suggested(project, "Suggested partners", members.into_iter().map(|member| member.id));
    let note = match (party.members.len(), project.elements_of(ElementKind::Actor).count()) {
        (_, 0) => "There are no actors yet. Draw the actors and the ties between them first.".to_owned(),
        (_, 1) => "One actor is no coalition. Draw the others, and the ties between them.".to_owned(),
        (0, _) => found.note.unwrap_or_else(|| "Nothing can be suggested yet.".to_owned()),
        _ if project.links_of(LinkKind::Tie).next().is_none() => {
            "No coalition is stored: the best suggestion is looked at. Draw ties, so that reach and cohesion can count."
                .to_owned()
        }
        _ => "No coalition is stored: the best suggestion is looked at.".to_owned(),
    };
    (party, Some(note))
}

fn overview(project: &Project, options: &LoadOptions) -> Vec<CoalitionLine> {
    let mut lines: Vec<CoalitionLine> = project
        .coalitions
        .keys()
        .filter_map(|id| {
            let party = Party::stored(project, id, &options.today)?;
            let found = composition(project, &party);
            Some(CoalitionLine {
                id: id.clone(),
                name: party.name,
                heads: found.heads,
                seats: found.seats,
                civil_society: found.civil_society.share,
                effective_sectors: found.concentrations.first().and_then(|by_heads| by_heads.effective_kinds),
            })
        })
        .collect();
    lines.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.id.cmp(&b.id)));
    lines
}
