//! The life cycle: what each stage of the policy cycle needs, who is there, and where a hand-over may fail.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::party::{Party, holdings};
use super::phrases::named;
use crate::analysis::finding::{Finding, Tone};
use crate::model::{ElementId, Funding, Phase, Project, TermId, TermKind};

/// What the stages usually need, where the coalition says nothing else.
const USUAL: [(&str, &[&str]); 5] = [
    ("t_stage_agenda", &["t_legitimacy", "t_policy"]),
    ("t_stage_negotiation", &["t_capital", "t_legitimacy", "t_policy"]),
    ("t_stage_implementation", &["t_capital", "t_implementation", "t_market"]),
    ("t_stage_monitoring", &["t_implementation", "t_legitimacy"]),
    ("t_stage_evaluation", &["t_legitimacy"]),
];

/// An asset that a stage needs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StageNeed {
    /// The asset.
    pub asset: TermId,
    /// Its name.
    pub name: String,
    /// Members who are there and hold it (45 or more).
    pub holders: Vec<ElementId>,
    /// Actors outside who hold it and can work in this stage.
    pub outside: Vec<ElementId>,
}

/// One stage of the strip.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StageRow {
    /// The stage.
    pub stage: TermId,
    /// Its name.
    pub name: String,
    /// The work is in it now.
    pub now: bool,
    /// What it needs.
    pub needs: Vec<StageNeed>,
    /// Members who work in it. Whoever is tagged with no stage counts as there.
    pub present: Vec<ElementId>,
    /// Members who come in with it.
    pub joins: Vec<ElementId>,
    /// Members who were in the stage before and are not in this one.
    pub leaves: Vec<ElementId>,
}

/// Who pays in a phase.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FundingRow {
    /// The funding model.
    pub funding: Funding,
    /// The phases that it suits.
    pub suits: &'static [Phase],
    /// The coalition has chosen it.
    pub chosen: bool,
    /// It suits the phase that the coalition is in.
    pub suits_now: bool,
}

/// What [`life_cycle`] gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LifeCycle {
    /// The stages in order.
    pub stages: Vec<StageRow>,
    /// Members who are tagged with no stage: they count as there throughout.
    pub untagged: Vec<ElementId>,
    /// The phase, pilot to scale.
    pub phase: Option<Phase>,
    /// The four ways of funding.
    pub funding: Vec<FundingRow>,
    /// Gaps and hand-overs.
    pub findings: Vec<Finding>,
}

/// The stages of a coalition's life, and who pays. Takes O(s · a · n) for s stages, a assets and n actors.
pub fn life_cycle(project: &Project, party: &Party) -> LifeCycle {
    let coalition = party.coalition(project);
    let now = coalition.and_then(|c| c.stage.as_ref()).or(project.about.stage.as_ref());
    let now = now.map(|stage| project.resolve(TermKind::Stage, stage));
    let phase = coalition.and_then(|c| c.phase).or(project.about.phase);
    let actors = Tagged::new(project);
    let mut stages: Vec<StageRow> = Vec::new();
    for word in project.words(TermKind::Stage) {
        let needs = needs(project, party, &word.id);
        let present: Vec<ElementId> =
            party.members.keys().filter(|id| actors.works_in(id, &word.id)).cloned().collect();
        let before = stages.last();
        let was = |id: &&ElementId| before.is_none_or(|before| before.present.contains(id));
        let row = StageRow {
            now: now.as_ref() == Some(&word.id),
            needs: needs
                .into_iter()
                .map(|asset| StageNeed {
                    name: project.word(TermKind::Asset, &asset),
                    holders: present.iter().filter(|id| actors.holds(id, &asset)).cloned().collect(),
                    outside: actors
                        .tags
                        .keys()
                        .filter(|id| !party.members.contains_key(**id))
                        .filter(|id| actors.holds(id, &asset) && actors.works_in(id, &word.id))
                        .map(|id| (*id).clone())
                        .collect(),
                    asset,
                })
                .collect(),
            joins: present.iter().filter(|id| !was(id)).cloned().collect(),
            leaves: before
                .map(|before| before.present.iter().filter(|id| !present.contains(id)).cloned().collect())
                .unwrap_or_default(),
            present,
            stage: word.id,
            name: word.name.into_owned(),
        };
        stages.push(row);
    }
    let untagged: Vec<ElementId> = party
        .members
        .keys()
        .filter(|id| actors.tags.get(*id).is_some_and(|(stages, _)| stages.is_empty()))
        .cloned()
        .collect();
    let chosen = coalition.and_then(|c| c.funding);
    let mut findings = stage_findings(project, party, &stages, &actors);
    findings.extend(funding_finding(chosen, phase));
    LifeCycle { funding: funding(chosen, phase), stages, untagged, phase, findings }
}

/// What actors are tagged with.
struct Tagged<'p> {
    tags: BTreeMap<&'p ElementId, (BTreeSet<TermId>, BTreeMap<TermId, f64>)>,
}

impl<'p> Tagged<'p> {
    fn new(project: &'p Project) -> Self {
        let tags = project.elements.iter().filter_map(|(id, element)| {
            let actor = element.actor()?;
            let stages = actor.stages.iter().map(|stage| project.resolve(TermKind::Stage, stage)).collect();
            Some((id, (stages, holdings(project, actor))))
        });
        Self { tags: tags.collect() }
    }

    fn works_in(&self, id: &ElementId, stage: &TermId) -> bool {
        self.tags.get(id).is_some_and(|(stages, _)| stages.is_empty() || stages.contains(stage))
    }

    fn holds(&self, id: &ElementId, asset: &TermId) -> bool {
        self.tags.get(id).is_some_and(|(_, assets)| assets.contains_key(asset))
    }
}

fn needs(project: &Project, party: &Party, stage: &TermId) -> BTreeSet<TermId> {
    let stored = party.coalition(project).and_then(|coalition| {
        let mut needs = coalition.needs.iter();
        needs.find(|(id, _)| project.resolve(TermKind::Stage, id) == *stage).map(|(_, assets)| assets)
    });
    if let Some(assets) = stored {
        return assets.iter().map(|id| project.resolve(TermKind::Asset, id)).collect();
    }
    let usual = USUAL.iter().find(|(id, _)| *stage == (*id).into()).map_or(&[][..], |(_, assets)| assets);
    usual.iter().map(|id| TermId::from(*id)).collect()
}

fn stage_findings(
    project: &Project,
    party: &Party,
    stages: &[StageRow],
    actors: &Tagged<'_>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if party.members.is_empty() {
        return findings;
    }
    for (at, row) in stages.iter().enumerate() {
        for need in &row.needs {
            let gone: Vec<&ElementId> = at
                .checked_sub(1)
                .and_then(|before| stages.get(before))
                .map(|before| {
                    let there = before.present.iter().filter(|id| actors.holds(id, &need.asset));
                    there.filter(|id| !row.present.contains(id)).collect()
                })
                .unwrap_or_default();
            let before =
                at.checked_sub(1).and_then(|before| stages.get(before)).map_or("", |row| row.name.as_str());
            match need.holders.as_slice() {
                [] if !gone.is_empty() => {
                    let sentence = format!(
                        "{} needs {}, and {} leave{} after {}: hand it over before then{}.",
                        row.name,
                        need.name,
                        named(project, gone.iter().copied()),
                        if gone.len() == 1 { "s" } else { "" },
                        before.to_lowercase(),
                        outside(project, need)
                    );
                    findings.push(Finding::new("hand_over", Tone::Warning, sentence).about(gone));
                }
                [] => {
                    let sentence = format!(
                        "{} needs {}, and no member who is there holds it{}.",
                        row.name,
                        need.name,
                        outside(project, need)
                    );
                    findings.push(Finding::new("stage_gap", Tone::Gap, sentence).about(&need.outside));
                }
                [only] => {
                    let leaves = stages.get(at + 1).is_some_and(|next| {
                        next.leaves.contains(only) && next.needs.iter().any(|other| other.asset == need.asset)
                    });
                    let sentence = format!(
                        "{} needs {}: one holder, {}{}.",
                        row.name,
                        need.name,
                        project.name_of(only),
                        if leaves { ", who leaves after this stage" } else { "" }
                    );
                    let tone = if leaves || row.now { Tone::Warning } else { Tone::Note };
                    findings.push(Finding::new("one_holder", tone, sentence).about([only]));
                }
                _ => {}
            }
        }
    }
    findings
}

fn outside(project: &Project, need: &StageNeed) -> String {
    if need.outside.is_empty() {
        String::new()
    } else {
        format!(" ({} could)", named(project, &need.outside))
    }
}

/// The phases that a way of funding suits.
fn suits(funding: Funding) -> &'static [Phase] {
    match funding {
        Funding::Grant => &[Phase::Pilot],
        Funding::Corporate => &[Phase::Pilot, Phase::Growth],
        Funding::Pooled => &[Phase::Growth, Phase::Scale],
        Funding::Blended => &[Phase::Scale],
    }
}

/// The words for a way of funding.
pub(super) fn funding_name(funding: Funding) -> &'static str {
    match funding {
        Funding::Grant => "philanthropic grants",
        Funding::Corporate => "a corporate balance sheet",
        Funding::Pooled => "a pooled or innovation fund",
        Funding::Blended => "blended or market-based finance",
    }
}

fn funding(chosen: Option<Funding>, phase: Option<Phase>) -> Vec<FundingRow> {
    let row = |funding: &Funding| FundingRow {
        funding: *funding,
        suits: suits(*funding),
        chosen: chosen == Some(*funding),
        suits_now: phase.is_some_and(|phase| suits(*funding).contains(&phase)),
    };
    Funding::ALL.iter().map(row).collect()
}

fn funding_finding(chosen: Option<Funding>, phase: Option<Phase>) -> Option<Finding> {
    let phase = phase?;
    let fits: Vec<&str> = Funding::ALL
        .iter()
        .filter(|funding| suits(**funding).contains(&phase))
        .map(|funding| funding_name(*funding))
        .collect();
    let fits = fits.join(" or ");
    match chosen {
        None => Some(Finding::new(
            "no_funding",
            Tone::Gap,
            format!("Nobody has said who pays; in the {} phase that is usually {fits}.", phase.as_str()),
        )),
        Some(chosen) if !suits(chosen).contains(&phase) => Some(Finding::new(
            "funding_phase",
            Tone::Question,
            format!(
                "Funded by {}; in the {} phase {fits} are the usual way. Is that on purpose?",
                funding_name(chosen),
                phase.as_str()
            ),
        )),
        Some(_) => None,
    }
}
