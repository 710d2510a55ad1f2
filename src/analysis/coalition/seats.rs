//! Who could decide: decision seats for a set of partners.

use std::collections::BTreeSet;

use super::partners::Suggestion;
use super::party::sector;
use crate::model::{ElementId, Project, TermId};

/// Members to give decision seats to, at most `most` unless there are more sectors: every community organisation, since
/// they are decision-makers and not beneficiaries; then one member of each sector, then whoever adds most to the score.
///
/// Takes O(k² ) for k members. Equal members go in the order of their ids.
pub fn suggested_seats(project: &Project, set: &Suggestion, most: usize) -> BTreeSet<ElementId> {
    let of = |id: &ElementId| -> Option<TermId> { sector(project, project.elements.get(id)?.actor()?) };
    let mut ranked: Vec<(&ElementId, f64)> =
        set.members.iter().map(|member| (&member.id, member.marginal)).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let community = TermId::from("t_community");
    let mut seats: BTreeSet<ElementId> = BTreeSet::new();
    let mut sectors: BTreeSet<TermId> = BTreeSet::new();
    for (id, _) in &ranked {
        match of(id) {
            Some(kind) if kind == community || sectors.insert(kind.clone()) => {
                sectors.insert(kind);
                seats.insert((*id).clone());
            }
            _ => {}
        }
    }
    for (id, _) in ranked {
        if seats.len() >= most {
            break;
        }
        seats.insert(id.clone());
    }
    seats
}
