//! Governance fit: how well four models fit who is in, with the lines for and against. A bar each, never a verdict.
//!
//! The criteria are those of Provan and Kenis (2008): the number of members, how densely they are tied and trust each
//! other, how far their goals agree, and how central one of them is. Neutral backbone stands for their network
//! administrative organisation, corporate-led and NGO-led for a lead organisation, equitable multi-stakeholder for
//! shared governance. Where power sits, public scrutiny, speed and horizon come from the practice guides. Each criterion
//! gives a fit of 0 to 1; what is not known gives none. A bar is the mean of its lines.

use serde::Serialize;

use super::charter::{CharterRow, charter};
use super::governance_facts::{GovernanceFacts, facts};
use super::party::Party;
use super::phrases::{counted, named, per_cent, plain};
use crate::analysis::finding::{Finding, Tone};
use crate::model::{Governance, Project};

/// Up to this many members are few; from the second on they are many (linear between).
const FEW_TO_MANY: (f64, f64) = (6.0, 16.0);
/// Years that are short, and that are long.
const HORIZON: (f64, f64) = (1.0, 5.0);
/// Lines from here on speak for a model; those up to one less this speak against it.
const FOR: f64 = 0.6;

/// A line for or against a model.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GovernanceLine {
    /// How well the model fits by this criterion, 0 to 1.
    pub fit: f64,
    /// It speaks for the model (true), against it (false), or neither way.
    pub speaks_for: Option<bool>,
    /// What it says.
    pub sentence: String,
}

/// How one model fits.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GovernanceModel {
    /// The model.
    pub model: Governance,
    /// Its name.
    pub name: &'static str,
    /// How decisions are made, how neutral it seems, how it is resourced and what it is best for.
    pub character: &'static str,
    /// The bar, 0 to 1; `None` when nothing is known.
    pub fit: Option<f64>,
    /// The lines, those for it first.
    pub lines: Vec<GovernanceLine>,
    /// The coalition has chosen it.
    pub chosen: bool,
}

/// What [`governance`] gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GovernanceFit {
    /// What it is judged by.
    pub facts: GovernanceFacts,
    /// The four models, the best fit first.
    pub models: Vec<GovernanceModel>,
    /// What is not known and would count.
    pub unknown: Vec<&'static str>,
    /// A charter for each member.
    pub charter: Vec<CharterRow>,
    /// What to talk about.
    pub findings: Vec<Finding>,
}

/// How the four governance models fit a coalition. Takes O(k²) for k members.
pub fn governance(project: &Project, party: &Party) -> GovernanceFit {
    let facts = facts(project, party);
    let chosen = party.coalition(project).and_then(|coalition| coalition.governance);
    let mut models: Vec<GovernanceModel> = Governance::ALL
        .iter()
        .map(|model| {
            let mut lines = lines(project, *model, &facts);
            lines.sort_by(|a, b| b.fit.total_cmp(&a.fit));
            let mean = lines.iter().map(|line| line.fit).sum::<f64>() / lines.len().max(1) as f64;
            GovernanceModel {
                model: *model,
                name: name(*model),
                character: character(*model),
                fit: (!lines.is_empty()).then_some(mean),
                lines,
                chosen: chosen == Some(*model),
            }
        })
        .collect();
    models.sort_by(|a, b| {
        b.fit.unwrap_or(-1.0).total_cmp(&a.fit.unwrap_or(-1.0)).then_with(|| a.model.cmp(&b.model))
    });
    let unknown = [
        ("trust (rate it on ties)", facts.trust.is_none()),
        ("alignment", facts.consensus.is_none()),
        ("influence", facts.corporate_influence.is_none()),
        ("public scrutiny", facts.scrutiny.is_none()),
        ("the speed needed", facts.speed.is_none()),
        ("the horizon", facts.horizon.is_none()),
    ];
    let unknown = unknown.into_iter().filter(|(_, is_unknown)| *is_unknown).map(|(what, _)| what).collect();
    let charter = charter(project, party);
    let mut findings = model_findings(&models, &facts);
    findings.extend(charter.iter().filter_map(CharterRow::finding));
    GovernanceFit { facts, models, unknown, charter, findings }
}

/// Where a value lies between two ends, 0 to 1.
fn ramp(value: f64, (low, high): (f64, f64)) -> f64 {
    ((value - low) / (high - low)).clamp(0.0, 1.0)
}

/// 1 in the middle, 0 at both ends.
fn middling(share: f64) -> f64 {
    1.0 - (2.0 * share - 1.0).abs()
}

fn lines(project: &Project, model: Governance, facts: &GovernanceFacts) -> Vec<GovernanceLine> {
    let mut lines = Vec::new();
    let mut line = |fit: Option<f64>, sentence: String| {
        if let Some(fit) = fit {
            let fit = fit.clamp(0.0, 1.0);
            let speaks_for = if fit >= FOR { Some(true) } else { (fit <= 1.0 - FOR).then_some(false) };
            lines.push(GovernanceLine { fit, speaks_for, sentence });
        }
    };
    let known = facts.members > 0;
    let many = known.then(|| ramp(facts.members as f64, FEW_TO_MANY));
    let members = counted(facts.members, "member");
    let share = |value: Option<f64>| per_cent(value.unwrap_or(0.0));
    let scrutiny = format!("Public scrutiny {} of 5", plain(facts.scrutiny.unwrap_or(0.0) * 4.0 + 1.0));
    let speed = format!("Speed needed {} of 5", plain(facts.speed.unwrap_or(0.0) * 4.0 + 1.0));
    let years = facts.horizon.map(|years| ramp(years, HORIZON));
    let horizon = format!("Planned for {} years", plain(facts.horizon.unwrap_or(0.0)));
    let agree = format!("Goals agree at {} (1 − spread of alignment)", share(facts.consensus));
    let dense = format!("{} of the pairs of members are tied", share(facts.density));
    let trust = format!("Trust on ties {} of 5", plain(facts.trust.unwrap_or(0.0) * 4.0 + 1.0));
    match model {
        Governance::CorporateLed | Governance::NgoLed => {
            line(many.map(middling), format!("{members}: one leader suits a middling number"));
            line(
                facts.centralisation,
                format!(
                    "Ties centre on one member at {}: a leader needs such a place",
                    share(facts.centralisation)
                ),
            );
            line(facts.density.map(|d| 1.0 - d), format!("{dense}: a leader is for when few are"));
            line(
                facts.consensus.map(|c| 1.0 - c),
                format!("{agree}: a leader can work with little agreement"),
            );
            if model == Governance::CorporateLed {
                let part = share(facts.corporate_influence);
                line(
                    facts.corporate_influence,
                    format!("Companies and investors have {part} of the influence"),
                );
                line(
                    facts.scrutiny.map(|s| 1.0 - s),
                    format!("{scrutiny}: this model seems the least neutral"),
                );
                line(facts.speed, format!("{speed}: one company decides quickly"));
            } else {
                let part = share(facts.civil_influence);
                line(facts.civil_influence, format!("Civil society has {part} of the influence"));
                line(facts.scrutiny, format!("{scrutiny}: this model seems neutral"));
            }
        }
        Governance::NeutralBackbone => {
            line(many, format!("{members}: a secretariat pays off with many"));
            line(facts.trust.map(middling), format!("{trust}: a secretariat suits middling trust"));
            line(
                known.then(|| ramp(facts.sectors as f64, (1.0, 5.0))),
                format!(
                    "{}: the more kinds, the more a neutral hand helps",
                    counted(facts.sectors, "sector")
                ),
            );
            let has = if facts.backbones.is_empty() {
                "No member has the role of a backbone".to_owned()
            } else {
                format!("{} can be the backbone", named(project, &facts.backbones))
            };
            line(known.then(|| f64::from(u8::from(!facts.backbones.is_empty()))), has);
            line(years, format!("{horizon}: a secretariat is for the long run"));
            line(facts.scrutiny, format!("{scrutiny}: this model seems very neutral"));
        }
        Governance::EquitableMultiStakeholder => {
            line(many.map(|many| 1.0 - many), format!("{members}: deciding together suits few"));
            line(facts.density, format!("{dense}: deciding together needs many ties"));
            line(facts.trust, format!("{trust}: deciding together needs trust"));
            line(facts.consensus, format!("{agree}: deciding together needs agreement"));
            let seated = facts.sectors_with_seats as f64 / facts.sectors.max(1) as f64;
            line(
                (facts.sectors_with_seats > 0).then_some(seated),
                format!(
                    "{} of {} have a decision seat",
                    facts.sectors_with_seats,
                    counted(facts.sectors, "sector")
                ),
            );
            line(facts.scrutiny, format!("{scrutiny}: this model seems very neutral"));
            line(facts.speed.map(|s| 1.0 - s), format!("{speed}: equal votes take time"));
        }
    }
    lines
}

fn model_findings(models: &[GovernanceModel], facts: &GovernanceFacts) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(best) = models.first().filter(|best| best.fit.is_some()) else { return findings };
    if facts.members == 0 {
        return findings;
    }
    let said = |model: &GovernanceModel, side: bool| {
        let lines = model.lines.iter().filter(|line| line.speaks_for == Some(side));
        lines.take(2).map(|line| line.sentence.clone()).collect::<Vec<_>>().join("; ")
    };
    match models.iter().find(|model| model.chosen) {
        None => findings.push(Finding::new(
            "no_governance",
            Tone::Gap,
            format!(
                "No governance model is chosen yet. {} fits best so far; look at what speaks against it.",
                best.name
            ),
        )),
        Some(chosen) if chosen.model != best.model && !said(chosen, false).is_empty() => {
            let sentence = format!(
                "{} is chosen, {} fits better by the map. Against the choice: {}.",
                chosen.name,
                best.name.to_lowercase(),
                said(chosen, false)
            );
            let figure = chosen.fit.unwrap_or(0.0);
            findings.push(Finding::new("governance_fit", Tone::Question, sentence).figure("fit", figure));
        }
        Some(_) => {}
    }
    findings
}

fn name(model: Governance) -> &'static str {
    match model {
        Governance::CorporateLed => "Corporate-led",
        Governance::NgoLed => "NGO-led",
        Governance::NeutralBackbone => "Neutral backbone",
        Governance::EquitableMultiStakeholder => "Equitable multi-stakeholder",
    }
}

fn character(model: Governance) -> &'static str {
    match model {
        Governance::CorporateLed => {
            "Business priorities decide; seems little neutral; well resourced from inside; best for industry standards \
             and research."
        }
        Governance::NgoLed => {
            "The mission decides; seems neutral; moderately resourced; best for work in communities."
        }
        Governance::NeutralBackbone => {
            "A dedicated secretariat decides; seems very neutral; well resourced with own staff; best for complex change \
             over years."
        }
        Governance::EquitableMultiStakeholder => {
            "All sectors have equal votes; seems very neutral; moderately to well resourced; best for standards that need \
             everybody."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ramps_and_middles() {
        assert!((ramp(11.0, FEW_TO_MANY) - 0.5).abs() < 1e-12);
        assert!((middling(0.5) - 1.0).abs() < 1e-12 && middling(0.0).abs() < 1e-12);
    }
}
