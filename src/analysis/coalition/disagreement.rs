//! Where assessors disagree: something to talk about, not noise to average away.

use serde::Serialize;

use super::phrases::{listed, plain};
use crate::analysis::finding::{Finding, Tone};
use crate::model::{Actor, AssessorId, ElementId, ElementKind, Project, Scale};

/// One scale of one actor on which assessors are far apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Disagreement {
    /// The actor.
    pub id: ElementId,
    /// Its name.
    pub name: String,
    /// What it was rated on.
    pub scale: Scale,
    /// The mean.
    pub mean: f64,
    /// The lowest rating.
    pub low: f64,
    /// The highest rating.
    pub high: f64,
    /// Who gave the lowest.
    pub low_by: Vec<AssessorId>,
    /// Who gave the highest.
    pub high_by: Vec<AssessorId>,
    /// What was found, with the question to ask.
    pub finding: Finding,
}

/// Ratings that are two steps or more apart, the widest first. Takes O(n · a) for n actors and a assessors.
pub fn disagreements(project: &Project) -> Vec<Disagreement> {
    let mut found = Vec::new();
    for (id, element) in project.elements_of(ElementKind::Actor) {
        let Some(actor) = element.actor() else { continue };
        for scale in Scale::ALL {
            found.extend(disagreement(project, id, actor, *scale));
        }
    }
    let width = |d: &Disagreement| d.high - d.low;
    found.sort_by(|a, b| width(b).total_cmp(&width(a)).then_with(|| (&a.id, a.scale).cmp(&(&b.id, b.scale))));
    found
}

fn disagreement(project: &Project, id: &ElementId, actor: &Actor, scale: Scale) -> Option<Disagreement> {
    let spread = actor.spread(scale).filter(crate::model::Spread::is_disagreement)?;
    let rated_at = |value: f64| -> Vec<AssessorId> {
        let given = actor.ratings.iter().filter_map(|(who, rating)| Some((who, rating.get(scale)?)));
        given.filter(|(_, rating)| (rating - value).abs() < 1e-9).map(|(who, _)| who.clone()).collect()
    };
    let (low_by, high_by) = (rated_at(spread.low), rated_at(spread.high));
    let names = |ids: &[AssessorId]| {
        let name = |id: &AssessorId| {
            let known = project.assessors.get(id).map(|assessor| assessor.name.clone());
            known.filter(|name| !name.is_empty()).unwrap_or_else(|| id.to_string())
        };
        listed(&ids.iter().map(name).collect::<Vec<_>>())
    };
    let name = project.name_of(id);
    let sentence = format!(
        "{name}: {} is {} for {} and {} for {}. Ask what each of them saw before averaging.",
        scale.as_str(),
        plain(spread.low),
        names(&low_by),
        plain(spread.high),
        names(&high_by)
    );
    let finding = Finding::new("disagreement", Tone::Question, sentence)
        .figure("low", spread.low)
        .figure("high", spread.high)
        .figure("mean", spread.mean)
        .about([id]);
    Some(Disagreement {
        id: id.clone(),
        name,
        scale,
        mean: spread.mean,
        low: spread.low,
        high: spread.high,
        low_by,
        high_by,
        finding,
    })
}
