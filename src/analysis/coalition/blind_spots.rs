//! The blind-spot checklist: whose voice could be missing, asked of every coalition.

use serde::Serialize;

use super::party::{Party, sector};
use super::phrases::named;
use crate::analysis::finding::{Finding, Tone};
use crate::model::{BlindSpotId, Considered, ElementId, Project, TermKind};

/// Whom conveners must search for (Stanley Foundation 2016): what a question must mention to cover it, and the question.
const ASKED_OF_ALL: [(&str, &str); 5] = [
    ("indigenous", "Indigenous people"),
    ("minorit", "Minorities"),
    ("remote", "People in remote areas"),
    ("sectarian", "Sectarian representation"),
    ("wom", "Women"),
];

/// One question of the checklist.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BlindSpotRow {
    /// The stored question; `None` for one that is asked of all and not stored yet.
    pub id: Option<BlindSpotId>,
    /// Whom it is about.
    pub who: String,
    /// In, out, or not answered.
    pub considered: Option<Considered>,
    /// Why.
    pub why: String,
    /// Who speaks for them on the map.
    pub actors: Vec<ElementId>,
    /// Of those, the members of the coalition.
    pub members: Vec<ElementId>,
    /// Those who speak for them, named.
    pub speakers: String,
}

impl BlindSpotRow {
    /// What is open about it, if anything is.
    pub(super) fn finding(&self) -> Option<Finding> {
        let who = &self.who;
        match self.considered {
            None => Some(Finding::new(
                "blind_spot_open",
                Tone::Question,
                format!("{who}: in, or left out for a reason? Nobody has answered yet."),
            )),
            Some(Considered::In) if self.members.is_empty() => {
                let speakers = if self.actors.is_empty() {
                    "no actor on the map speaks for them".to_owned()
                } else {
                    format!("{} speak for them and are not members", self.speakers)
                };
                let sentence = format!("{who} count as in, but {speakers}.");
                Some(Finding::new("blind_spot_unheard", Tone::Gap, sentence).about(&self.actors))
            }
            Some(Considered::Out) if self.why.trim().is_empty() => Some(Finding::new(
                "blind_spot_unexplained",
                Tone::Question,
                format!("{who} are left out, and no reason is given."),
            )),
            Some(_) => None,
        }
    }
}

/// The stored questions, and those asked of every coalition that no stored one covers; open ones first.
pub(super) fn checklist(project: &Project, party: &Party) -> Vec<BlindSpotRow> {
    let mut rows: Vec<BlindSpotRow> = project
        .blind_spots
        .iter()
        .map(|(id, spot)| {
            let of_term: Vec<ElementId> = spot.term.iter().flat_map(|term| tagged(project, term)).collect();
            let actors: Vec<ElementId> = spot.actors.iter().cloned().chain(of_term).collect();
            let members = actors.iter().filter(|id| party.members.contains_key(*id)).cloned().collect();
            BlindSpotRow {
                id: Some(id.clone()),
                who: spot.who.clone(),
                considered: spot.considered,
                why: spot.why.clone(),
                speakers: named(project, &actors),
                actors,
                members,
            }
        })
        .collect();
    let covered =
        |word: &str| project.blind_spots.values().any(|spot| spot.who.to_lowercase().contains(word));
    for (word, who) in ASKED_OF_ALL {
        if !covered(word) {
            rows.push(BlindSpotRow {
                id: None,
                who: who.to_owned(),
                considered: None,
                why: String::new(),
                actors: Vec::new(),
                members: Vec::new(),
                speakers: named(project, []),
            });
        }
    }
    // Stable: within open and answered ones the order of the file stays.
    rows.sort_by_key(|row| row.considered.is_some());
    rows
}

/// The actors with this sector or region.
fn tagged<'p>(project: &'p Project, term: &'p crate::model::TermId) -> impl Iterator<Item = ElementId> + 'p {
    let (as_sector, as_region) =
        (project.resolve(TermKind::Sector, term), project.resolve(TermKind::Region, term));
    project.elements.iter().filter_map(move |(id, element)| {
        let actor = element.actor()?;
        let region = actor.region.as_ref().map(|id| project.resolve(TermKind::Region, id));
        let is = sector(project, actor).as_ref() == Some(&as_sector) || region.as_ref() == Some(&as_region);
        is.then(|| id.clone())
    })
}
