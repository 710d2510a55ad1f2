//! Shared indicators: where they stand, and whether each partner's own target points the same way.

use serde::Serialize;

use super::party::Party;
use super::phrases::{named, per_cent, plain};
use crate::analysis::finding::{Finding, Tone};
use crate::model::{ElementId, Indicator, IndicatorId, Project};

/// Where an indicator stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorRow {
    /// The indicator.
    pub id: IndicatorId,
    /// What is measured.
    pub name: String,
    /// The unit.
    pub unit: String,
    /// The latest reading, with its date (ISO 8601).
    pub latest: Option<(String, f64)>,
    /// How far from the baseline (0) to the target (1); can be less or more. `None` without all three.
    pub progress: Option<f64>,
    /// Partners whose own target falls short of the shared one.
    pub below: Vec<ElementId>,
    /// Members without a target of their own.
    pub without_target: Vec<ElementId>,
}

/// What [`metrics`] gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Metrics {
    /// The indicators, in the order of the file.
    pub indicators: Vec<IndicatorRow>,
    /// What is open, and what does not point the same way.
    pub findings: Vec<Finding>,
}

/// Where the shared indicators stand for a coalition.
pub fn metrics(project: &Project, party: &Party) -> Metrics {
    let indicators: Vec<IndicatorRow> =
        project.indicators.iter().map(|(id, indicator)| row(id, indicator, party)).collect();
    let mut findings = Vec::new();
    if indicators.is_empty() {
        let sentence =
            "No shared indicator yet: agree on a few outcomes that everybody measures in the same way.";
        findings.push(Finding::new("no_indicators", Tone::Gap, sentence));
    }
    for row in &indicators {
        let indicator = project.indicators.get(&row.id);
        if !row.below.is_empty() {
            let target = indicator.and_then(|indicator| indicator.target).map(plain).unwrap_or_default();
            let sentence = format!(
                "{}: the own target of {} falls short of the shared {target} {}.",
                row.name,
                named(project, &row.below),
                row.unit
            );
            findings.push(
                Finding::new(
                    "target_below",
                    Tone::Question,
                    format!("{}.", sentence.trim_end_matches([' ', '.'])),
                )
                .about(&row.below),
            );
        }
        let is_open = [
            ("baseline", indicator.is_some_and(|i| i.baseline.is_none())),
            ("target", indicator.is_some_and(|i| i.target.is_none())),
            ("reading", row.latest.is_none()),
        ];
        let open: Vec<&str> = is_open.into_iter().filter(|(_, is)| *is).map(|(what, _)| what).collect();
        if !open.is_empty() {
            let sentence = format!("{} has no {} yet.", row.name, open.join(" and no "));
            findings.push(Finding::new("indicator_open", Tone::Gap, sentence));
        }
        if let (Some(progress), Some((date, _))) = (row.progress, &row.latest) {
            let sentence = if progress < 0.0 {
                format!("{} was farther from its target on {date} than at the start.", row.name)
            } else {
                format!("{} was {} of the way to its target on {date}.", row.name, per_cent(progress))
            };
            let tone = if progress < 0.0 { Tone::Warning } else { Tone::Note };
            findings.push(Finding::new("progress", tone, sentence).figure("progress", progress));
        }
    }
    Metrics { indicators, findings }
}

fn row(id: &IndicatorId, indicator: &Indicator, party: &Party) -> IndicatorRow {
    let latest = indicator.readings.last_key_value().map(|(date, value)| (date.clone(), *value));
    let ends =
        indicator.baseline.zip(indicator.target).filter(|(baseline, target)| (target - baseline).abs() > 0.0);
    let progress = latest
        .as_ref()
        .zip(ends)
        .map(|((_, value), (baseline, target))| (value - baseline) / (target - baseline));
    let rises = ends.is_none_or(|(baseline, target)| target > baseline);
    let below = indicator.target.map_or_else(Vec::new, |target| {
        let short = |own: &f64| if rises { *own < target } else { *own > target };
        indicator.partners.iter().filter(|(_, own)| short(own)).map(|(id, _)| id.clone()).collect()
    });
    let without = party.members.keys().filter(|id| !indicator.partners.contains_key(*id));
    IndicatorRow {
        id: id.clone(),
        name: indicator.name.clone(),
        unit: indicator.unit.clone(),
        latest,
        progress,
        below,
        without_target: without.cloned().collect(),
    }
}
