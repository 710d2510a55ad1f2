//! The guided path: six steps from the problem to scale, with what is done and what is still open.

use serde::Serialize;

use super::disagreement::Disagreement;
use super::phrases::counted;
use super::review::Review;
use crate::model::{ElementKind, LinkKind, Project, Scale};

/// A step of the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GuideStep {
    /// State the problem.
    Problem,
    /// Map the system.
    Map,
    /// Choose partners.
    Partners,
    /// Agree how to decide.
    Governance,
    /// Build trust: shared measures, promises, funding.
    Trust,
    /// Pilot, measure, scale.
    Scale,
}

impl GuideStep {
    /// The step in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Problem => "State the problem",
            Self::Map => "Map the system",
            Self::Partners => "Choose partners",
            Self::Governance => "Agree how to decide",
            Self::Trust => "Build trust: measures and funding",
            Self::Scale => "Pilot, measure, scale",
        }
    }
}

/// Where an item is worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GuidePlace {
    /// The project's details.
    Project,
    /// The maps.
    Maps,
    /// The loops.
    Loops,
    /// Who wants what, and the suggestions.
    Partners,
    /// Who is in, and how mixed they are.
    Composition,
    /// Who is missing.
    Missing,
    /// Governance and charters.
    Governance,
    /// Workstreams, commitments and load.
    Load,
    /// Shared indicators.
    Indicators,
    /// Stages and funding.
    LifeCycle,
    /// Marked links and pathways.
    Scaling,
    /// The log of changes.
    Changes,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GuideItem {
    /// It is done.
    pub done: bool,
    /// What was done, or what to do.
    pub sentence: String,
    /// Where.
    pub place: GuidePlace,
}

/// A step with its items.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GuideRow {
    /// The step.
    pub step: GuideStep,
    /// Its name.
    pub name: &'static str,
    /// How many items are done.
    pub done: usize,
    /// What is done and what is open, in order.
    pub items: Vec<GuideItem>,
}

fn item(done: bool, place: GuidePlace, yes: impl Into<String>, no: impl Into<String>) -> GuideItem {
    GuideItem { done, sentence: if done { yes.into() } else { no.into() }, place }
}

/// The six steps as the project stands.
pub(super) fn guide(project: &Project, review: &Review, disagreements: &[Disagreement]) -> Vec<GuideRow> {
    let row = |step: GuideStep, items: Vec<GuideItem>| GuideRow {
        step,
        name: step.name(),
        done: items.iter().filter(|item| item.done).count(),
        items,
    };
    vec![
        row(GuideStep::Problem, problem(project)),
        row(GuideStep::Map, map(project)),
        row(GuideStep::Partners, partners(project, review, disagreements)),
        row(GuideStep::Governance, governance(review)),
        row(GuideStep::Trust, trust(project, review)),
        row(GuideStep::Scale, scale(project, review)),
    ]
}

fn problem(project: &Project) -> Vec<GuideItem> {
    let outcomes = project.about.outcomes.iter().filter(|outcome| !outcome.trim().is_empty()).count();
    let affected = project
        .links_of(LinkKind::Lever)
        .any(|(_, link)| link.lever().is_some_and(|l| l.lever == Some(crate::model::LeverKind::AffectedBy)));
    vec![
        item(
            !project.about.problem.trim().is_empty(),
            GuidePlace::Project,
            "The problem is stated.",
            "Write the problem down in one paragraph that all can sign.",
        ),
        item(
            outcomes > 0,
            GuidePlace::Project,
            format!("{} named.", counted(outcomes, "outcome")),
            "Name a few outcomes that can be measured.",
        ),
        item(
            !project.evidence.is_empty(),
            GuidePlace::Maps,
            format!("{} behind the map.", counted(project.evidence.len(), "source")),
            "Add the sources behind the map: numbers and stories.",
        ),
        item(
            affected,
            GuidePlace::Maps,
            "The map says who lives with the problem.",
            "Say who lives with the problem: draw levers of the kind “affected by”.",
        ),
    ]
}

fn map(project: &Project) -> Vec<GuideItem> {
    let count = |kind| project.elements_of(kind).count();
    let links = |kind| project.links_of(kind).count();
    let (actors, ties) = (count(ElementKind::Actor), links(LinkKind::Tie));
    let (variables, causal) = (count(ElementKind::Variable), links(LinkKind::Causal));
    let issues = count(ElementKind::Issue);
    let levers = links(LinkKind::Lever);
    vec![
        item(
            actors > 2 && ties > 0,
            GuidePlace::Maps,
            format!("{} and {}.", counted(actors, "actor"), counted(ties, "tie")),
            "Draw the actors and the ties between them.",
        ),
        item(
            variables > 1 && causal > 1,
            GuidePlace::Maps,
            format!("{} and {}.", counted(variables, "variable"), counted(causal, "causal link")),
            "Draw what keeps the problem going: variables and causal links.",
        ),
        item(
            issues > 0,
            GuidePlace::Maps,
            format!("{}.", counted(issues, "issue")),
            "Draw the barriers as issues.",
        ),
        item(
            !project.loops.is_empty(),
            GuidePlace::Loops,
            format!("{} named.", counted(project.loops.len(), "loop")),
            "Name the loops that matter and tell their story.",
        ),
        item(
            levers > 0,
            GuidePlace::Maps,
            format!("{} join the maps.", counted(levers, "lever")),
            "Draw levers: who controls, influences, feels and knows what.",
        ),
    ]
}

fn partners(project: &Project, review: &Review, disagreements: &[Disagreement]) -> Vec<GuideItem> {
    let actors = || project.elements.values().filter_map(|element| element.actor());
    let (all, rated) = (
        actors().count(),
        actors()
            .filter(|a| a.spread(Scale::Interest).is_some() && a.spread(Scale::Influence).is_some())
            .count(),
    );
    let members = review.party.members.len();
    let open = review.missing.blind_spots.iter().filter(|row| row.considered.is_none()).count();
    let is_stored = review.party.id.is_some();
    vec![
        item(
            all > 0 && rated == all,
            GuidePlace::Maps,
            "Every actor is rated on interest and influence.",
            format!("{rated} of {} rated on interest and influence: rate the others.", counted(all, "actor")),
        ),
        item(
            disagreements.is_empty(),
            GuidePlace::Maps,
            "No ratings are far apart.",
            format!("{} between assessors to talk about.", counted(disagreements.len(), "disagreement")),
        ),
        item(
            is_stored && members > 1,
            GuidePlace::Partners,
            format!("{} chosen.", counted(members, "member")),
            "Choose partners: take over a suggestion, or add members.",
        ),
        item(
            is_stored && review.composition.findings.is_empty(),
            GuidePlace::Composition,
            "The mix of members raises no question.",
            if is_stored {
                format!(
                    "{} about the mix of members.",
                    counted(review.composition.findings.len(), "question")
                )
            } else {
                "Look at the mix of members once they are chosen.".to_owned()
            },
        ),
        item(
            open == 0,
            GuidePlace::Missing,
            "Every blind-spot question is answered.",
            format!("{} open: whose voice could be missing?", counted(open, "blind-spot question")),
        ),
    ]
}

fn governance(review: &Review) -> Vec<GuideItem> {
    let chosen = review.governance.models.iter().find(|model| model.chosen);
    let charters = review.governance.charter.iter();
    let open = charters.clone().filter(|row| !row.open.is_empty()).count();
    let has_charters = charters.count() > 0;
    let works = review.governance.charter.iter().map(|row| row.leads.len()).sum::<usize>();
    vec![
        item(
            chosen.is_some(),
            GuidePlace::Governance,
            chosen.map_or_else(String::new, |model| format!("{} is chosen.", model.name)),
            "Choose one of four governance models; each shows what speaks for it and against it.",
        ),
        item(
            review.party.has_seats(),
            GuidePlace::Composition,
            format!("{} filled.", counted(review.composition.seats, "decision seat")),
            "Say who has a decision seat.",
        ),
        item(
            has_charters && open == 0,
            GuidePlace::Governance,
            "Every partner has a whole charter.",
            if has_charters {
                format!(
                    "{} not whole yet.",
                    if open == 1 { "One charter is".to_owned() } else { format!("{open} charters are") }
                )
            } else {
                "Write a short charter with each partner.".to_owned()
            },
        ),
        item(
            works > 0,
            GuidePlace::Load,
            format!("{} with a lead.", counted(works, "workstream")),
            "Set up workstreams, each with a lead.",
        ),
    ]
}

fn trust(project: &Project, review: &Review) -> Vec<GuideItem> {
    let aimed = project.indicators.values().filter(|i| i.target.is_some() && i.baseline.is_some()).count();
    let read = project.indicators.values().filter(|i| !i.readings.is_empty()).count();
    let own = project.indicators.values().any(|indicator| !indicator.partners.is_empty());
    let promised =
        review.load.ledger.iter().filter(|row| review.party.id.as_ref() == Some(&row.coalition)).count();
    let funded = review.life_cycle.funding.iter().any(|row| row.chosen);
    vec![
        item(
            aimed > 0,
            GuidePlace::Indicators,
            format!("{} with baseline and target.", counted(aimed, "indicator")),
            "Agree on shared indicators with a baseline and a target.",
        ),
        item(
            own,
            GuidePlace::Indicators,
            "Partners name targets of their own.",
            "Ask each partner for its own target, so that misalignment shows early.",
        ),
        item(
            read > 0,
            GuidePlace::Indicators,
            format!("{} read.", counted(read, "indicator")),
            "Enter the first readings.",
        ),
        item(
            promised > 0,
            GuidePlace::Load,
            format!("{} on record.", counted(promised, "commitment")),
            "Write down what each partner promises, and by when.",
        ),
        item(funded, GuidePlace::LifeCycle, "It is said who pays.", "Say who pays; the phase suggests how."),
    ]
}

fn scale(project: &Project, review: &Review) -> Vec<GuideItem> {
    let marked = review.levers.links.len();
    let planned = review.scaling.pathways.iter().filter(|row| !row.planned.is_empty()).count();
    let stage = review.life_cycle.stages.iter().any(|row| row.now);
    vec![
        item(
            marked > 0,
            GuidePlace::Scaling,
            format!("{} marked for change.", counted(marked, "causal link")),
            "Mark the causal links that the pilot is to strengthen, weaken, cut or speed up.",
        ),
        item(
            marked > 0 && review.scaling.unplanned.is_empty(),
            GuidePlace::Scaling,
            format!("{} planned for them.", counted(planned, "pathway")),
            "Choose a scaling pathway for each marked link.",
        ),
        item(
            stage && review.life_cycle.phase.is_some(),
            GuidePlace::LifeCycle,
            "Stage and phase are set.",
            "Set the stage of the policy cycle and the phase, pilot to scale.",
        ),
        item(
            !project.changes.is_empty(),
            GuidePlace::Changes,
            format!("{} in policy or practice logged.", counted(project.changes.len(), "change")),
            "Log changes in policy and practice as they come: that is how impact is shown.",
        ),
    ]
}
