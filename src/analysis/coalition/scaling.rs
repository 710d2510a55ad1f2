//! Scaling pathways: by which of five ways the marked links could move, and what is planned.

use serde::Serialize;

use super::levers::{MarkedLevers, link_name};
use super::party::{Party, holdings};
use super::phrases::listed;
use crate::analysis::finding::{Finding, Tone};
use crate::model::{ElementId, LinkId, Pathway, Project, TermId};

/// One pathway.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PathwayRow {
    /// Which.
    pub pathway: Pathway,
    /// Its name.
    pub name: &'static str,
    /// How long it takes.
    pub horizon: &'static str,
    /// How much it can change.
    pub change: &'static str,
    /// The asset it rests on most.
    pub rests_on: TermId,
    /// Members who hold that asset.
    pub members: Vec<ElementId>,
    /// Marked links whose levers are in the hands of holders of that asset: the pathway could move them.
    pub could_move: Vec<LinkId>,
    /// Marked links that it is planned to move.
    pub planned: Vec<LinkId>,
    /// Notes on the plan.
    pub notes: String,
    /// What it comes to.
    pub sentence: String,
}

/// What [`scaling`] gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scaling {
    /// The five pathways.
    pub pathways: Vec<PathwayRow>,
    /// Marked links that no pathway is planned for.
    pub unplanned: Vec<LinkId>,
    /// What is open.
    pub findings: Vec<Finding>,
}

/// Name, horizon, change and the asset that a pathway rests on.
fn character(pathway: Pathway) -> (&'static str, &'static str, &'static str, &'static str) {
    match pathway {
        Pathway::PublicPolicy => ("Public policy", "long", "very high", "t_policy"),
        Pathway::IndustryStandards => ("Industry standards", "medium", "moderate to high", "t_market"),
        Pathway::CollaborativeResearch => ("Collaborative research", "variable", "high", "t_capital"),
        Pathway::DataTransparency => ("Data transparency", "short to medium", "moderate", "t_legitimacy"),
        Pathway::InternalRollout => ("Internal rollout", "short", "low", "t_implementation"),
    }
}

/// How the marked links could be brought to scale.
pub fn scaling(project: &Project, party: &Party, marked: &MarkedLevers) -> Scaling {
    let coalition = party.coalition(project);
    let mut pathways = Vec::new();
    for pathway in Pathway::ALL {
        let (name, horizon, change, asset) = character(*pathway);
        let asset = TermId::from(asset);
        let members: Vec<ElementId> = party
            .actors(project)
            .into_iter()
            .filter(|(_, actor, _)| holdings(project, actor).contains_key(&asset))
            .map(|(id, ..)| id.clone())
            .collect();
        let could_move: Vec<LinkId> = marked
            .links
            .iter()
            .filter(|link| link.assets.contains_key(&asset))
            .map(|link| link.link.clone())
            .collect();
        let plan = coalition.and_then(|coalition| coalition.pathways.get(pathway.as_str()));
        let planned: Vec<LinkId> = plan.map(|plan| plan.links.iter().cloned().collect()).unwrap_or_default();
        let names =
            |links: &[LinkId]| listed(&links.iter().map(|id| link_name(project, id)).collect::<Vec<_>>());
        let sentence = if !planned.is_empty() {
            format!("{name} (horizon {horizon}, change {change}): planned for {}.", names(&planned))
        } else if could_move.is_empty() {
            format!("{name} (horizon {horizon}, change {change}): no marked link hangs on it.")
        } else {
            format!("{name} (horizon {horizon}, change {change}): could move {}.", names(&could_move))
        };
        pathways.push(PathwayRow {
            pathway: *pathway,
            name,
            horizon,
            change,
            rests_on: asset,
            members,
            could_move,
            planned,
            notes: plan.map(|plan| plan.notes.clone()).unwrap_or_default(),
            sentence,
        });
    }
    let is_planned = |id: &LinkId| pathways.iter().any(|row| row.planned.contains(id));
    let unplanned: Vec<LinkId> =
        marked.links.iter().map(|link| link.link.clone()).filter(|id| !is_planned(id)).collect();
    let mut findings = Vec::new();
    if marked.links.is_empty() {
        let sentence =
            "No causal link is marked yet: mark what is to be strengthened, weakened, cut or sped up.";
        findings.push(Finding::new("nothing_marked", Tone::Gap, sentence));
    }
    for id in &unplanned {
        let sentence =
            format!("{} is to change, and no pathway says how it gets to scale.", link_name(project, id));
        findings.push(Finding::new("no_pathway", Tone::Gap, sentence).along([id]));
    }
    for row in pathways.iter().filter(|row| !row.planned.is_empty() && row.members.is_empty()) {
        let sentence = format!("{} is planned, and no member holds what it rests on most.", row.name);
        findings.push(Finding::new("pathway_unheld", Tone::Warning, sentence).along(&row.planned));
    }
    Scaling { pathways, unplanned, findings }
}
