//! A charter for each partner: what it brings and gains, what it may decide, to whom it turns, what it commits.

use serde::Serialize;

use super::party::Party;
use super::phrases::listed;
use crate::analysis::finding::{Finding, Tone};
use crate::model::{ElementId, Project, TermKind, WorkstreamId};

/// One partner's charter.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CharterRow {
    /// The partner; absent only before it is known.
    pub id: Option<ElementId>,
    /// Its name.
    pub name: String,
    /// Its role, in words.
    pub role: String,
    /// It has a decision seat.
    pub seat: bool,
    /// What it brings.
    pub contribution: String,
    /// What it gains.
    pub value: String,
    /// What it may decide.
    pub rights: String,
    /// To whom it turns when people disagree.
    pub escalation: String,
    /// What it commits.
    pub resources: String,
    /// The workstreams it leads.
    pub leads: Vec<WorkstreamId>,
    /// The workstreams it supports.
    pub supports: Vec<WorkstreamId>,
    /// What is not written yet.
    pub open: Vec<&'static str>,
}

impl CharterRow {
    /// What is open, if anything is.
    pub(super) fn finding(&self) -> Option<Finding> {
        if self.open.is_empty() {
            return None;
        }
        let open: Vec<String> = self.open.iter().map(|what| (*what).to_owned()).collect();
        let sentence = format!("The charter of {} does not say its {} yet.", self.name, listed(&open));
        Some(
            Finding::new("charter_open", Tone::Gap, sentence)
                .figure("open", self.open.len() as f64)
                .about(&self.id),
        )
    }
}

/// The charters of all members, in order of their ids.
pub fn charter(project: &Project, party: &Party) -> Vec<CharterRow> {
    let Some(coalition) = party.coalition(project) else { return Vec::new() };
    let mut rows = Vec::new();
    for (id, actor, place) in party.actors(project) {
        let Some(member) = coalition.members.get(id) else { continue };
        let work = |is_in: &dyn Fn(&crate::model::Workstream) -> bool| {
            let found = coalition.workstreams.iter().filter(|(_, work)| is_in(work));
            found.map(|(id, _)| id.clone()).collect::<Vec<_>>()
        };
        let fields = [
            ("contribution", &member.contribution),
            ("value proposition", &member.value),
            ("decision rights", &member.rights),
            ("escalation path", &member.escalation),
            ("resources", &member.resources),
        ];
        rows.push(CharterRow {
            id: Some(id.clone()),
            name: project.name_of(id),
            role: actor.role.as_ref().map(|role| project.word(TermKind::Role, role)).unwrap_or_default(),
            seat: place.seat,
            contribution: member.contribution.clone(),
            value: member.value.clone(),
            rights: member.rights.clone(),
            escalation: member.escalation.clone(),
            resources: member.resources.clone(),
            leads: work(&|work| work.lead.as_ref() == Some(id)),
            supports: work(&|work| work.lead.as_ref() != Some(id) && work.members.contains(id)),
            open: fields
                .into_iter()
                .filter(|(_, text)| text.trim().is_empty())
                .map(|(what, _)| what)
                .collect(),
        });
    }
    rows
}
