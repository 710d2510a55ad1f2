//! What governance is judged by, read off the members, their ties and what was asked.

use std::collections::BTreeSet;

use serde::Serialize;

use super::party::{Party, Ties, rated, sector};
use crate::model::{ElementId, Project, Scale, TermId, TermKind};

/// What governance is judged by. `None` is not known.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct GovernanceFacts {
    /// The number of members.
    pub members: usize,
    /// Pairs of members that are tied without a conflict, among all pairs.
    pub density: Option<f64>,
    /// Freeman's degree centralisation among the members, 0 to 1; three members or more.
    pub centralisation: Option<f64>,
    /// The mean trust on ties among members, (trust − 1)/4.
    pub trust: Option<f64>,
    /// 1 − the standard deviation of the members' alignment (in −1 to 1).
    pub consensus: Option<f64>,
    /// How many sectors the members are from.
    pub sectors: usize,
    /// How many sectors have a decision seat.
    pub sectors_with_seats: usize,
    /// The share of the members' influence that companies and investors have.
    pub corporate_influence: Option<f64>,
    /// The share that community organisations, labour and NGOs have.
    pub civil_influence: Option<f64>,
    /// Members in the role of a backbone.
    pub backbones: Vec<ElementId>,
    /// Public scrutiny, (s − 1)/4.
    pub scrutiny: Option<f64>,
    /// Speed needed, (s − 1)/4.
    pub speed: Option<f64>,
    /// The horizon in years.
    pub horizon: Option<f64>,
}

/// Gathers the facts. Takes O(k²) for k members.
pub(super) fn facts(project: &Project, party: &Party) -> GovernanceFacts {
    let actors = party.actors(project);
    let ids: Vec<&ElementId> = actors.iter().map(|(id, ..)| *id).collect();
    let count = ids.len();
    let ties = Ties::new(project);
    let degrees: Vec<usize> =
        ids.iter().map(|one| ids.iter().filter(|other| ties.joins(one, other)).count()).collect();
    let joined = degrees.iter().sum::<usize>() as f64 / 2.0;
    let pairs = (count * count.saturating_sub(1)) as f64 / 2.0;
    let highest = degrees.iter().max().copied().unwrap_or(0);
    let differences: usize = degrees.iter().map(|degree| highest - degree).sum();
    let central = ((count.saturating_sub(1)) * count.saturating_sub(2)) as f64;
    let sectors: BTreeSet<TermId> =
        actors.iter().filter_map(|(_, actor, _)| sector(project, actor)).collect();
    let seated = actors.iter().filter(|(.., place)| place.seat);
    let with_seats: BTreeSet<TermId> = seated.filter_map(|(_, actor, _)| sector(project, actor)).collect();
    let influence = |of: &[&str]| {
        let known = actors.iter().filter_map(|(_, actor, place)| {
            let influence = rated(actor, Scale::Influence)? * place.heads;
            let is_of = sector(project, actor).is_some_and(|id| of.iter().any(|word| id == (*word).into()));
            Some((influence, is_of))
        });
        let (mut part, mut whole) = (0.0, 0.0);
        for (influence, is_of) in known {
            whole += influence;
            part += if is_of { influence } else { 0.0 };
        }
        (whole > 0.0).then(|| part / whole)
    };
    let backbone = TermId::from("t_role_backbone");
    let role =
        |actor: &crate::model::Actor| actor.role.as_ref().map(|id| project.resolve(TermKind::Role, id));
    let coalition = party.coalition(project);
    let asked = |value: Option<f64>| value.map(|value| (value.clamp(1.0, 5.0) - 1.0) / 4.0);
    GovernanceFacts {
        members: count,
        density: (count > 1).then(|| joined / pairs),
        centralisation: (count > 2).then(|| differences as f64 / central),
        trust: trust(project, party),
        consensus: consensus(
            &actors.iter().filter_map(|(_, a, _)| rated(a, Scale::Alignment)).collect::<Vec<_>>(),
        ),
        sectors: sectors.len(),
        sectors_with_seats: with_seats.len(),
        corporate_influence: influence(&["t_company", "t_investor"]),
        civil_influence: influence(&["t_community", "t_labour", "t_ngo"]),
        backbones: actors
            .iter()
            .filter(|(_, actor, _)| role(actor).as_ref() == Some(&backbone))
            .map(|(id, ..)| (*id).clone())
            .collect(),
        scrutiny: asked(coalition.and_then(|coalition| coalition.scrutiny)),
        speed: asked(coalition.and_then(|coalition| coalition.speed)),
        horizon: coalition.and_then(|coalition| coalition.horizon),
    }
}

fn trust(project: &Project, party: &Party) -> Option<f64> {
    let inside = project.links.values().filter(|link| {
        link.ends.pair().is_some_and(|(a, b)| party.members.contains_key(a) && party.members.contains_key(b))
    });
    let rated: Vec<f64> = inside
        .filter_map(|link| link.tie())
        .filter(|tie| !tie.trust.is_empty())
        .map(|tie| {
            tie.trust.values().map(|trust| (trust.clamp(1.0, 5.0) - 1.0) / 4.0).sum::<f64>()
                / tie.trust.len() as f64
        })
        .collect();
    (!rated.is_empty()).then(|| rated.iter().sum::<f64>() / rated.len() as f64)
}

/// 1 − the standard deviation; two ratings or more.
fn consensus(alignments: &[f64]) -> Option<f64> {
    if alignments.len() < 2 {
        return None;
    }
    let count = alignments.len() as f64;
    let mean = alignments.iter().sum::<f64>() / count;
    let variance = alignments.iter().map(|a| (a - mean).powi(2)).sum::<f64>() / count;
    Some(1.0 - variance.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consensus_is_one_less_the_spread() {
        assert_eq!(consensus(&[0.5]), None);
        assert!((consensus(&[0.5, 0.5, 0.5]).unwrap() - 1.0).abs() < 1e-12);
        assert!(consensus(&[-1.0, 1.0]).unwrap().abs() < 1e-12);
    }
}
