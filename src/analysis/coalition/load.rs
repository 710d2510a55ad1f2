//! Who carries how much: coalitions, workstreams and commitments of every actor, and who fades.

use std::collections::BTreeMap;

use serde::Serialize;

use super::phrases::{counted, named};
use crate::analysis::finding::{Finding, Tone};
use crate::model::{Coalition, CoalitionId, Commitment, CommitmentId, CommitmentState, ElementId, Project};

/// What counts as too much, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadOptions {
    /// Coalitions and workstreams together that one actor can carry.
    pub limit: usize,
    /// The date that commitments are held against (ISO 8601); empty means that nothing is overdue.
    pub today: String,
}

impl Default for LoadOptions {
    /// Up to four coalitions and workstreams; nothing is overdue.
    fn default() -> Self {
        Self { limit: 4, today: String::new() }
    }
}

/// Where a commitment stands on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standpoint {
    /// The date has passed, and it is not delivered.
    Overdue,
    /// Promised.
    Open,
    /// Delivered.
    Delivered,
    /// Given up.
    Withdrawn,
}

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LedgerRow {
    /// The commitment.
    pub id: CommitmentId,
    /// The coalition it was made to.
    pub coalition: CoalitionId,
    /// Who promised, if that is known.
    pub who: Option<ElementId>,
    /// Their name.
    pub name: String,
    /// What was promised.
    pub what: String,
    /// When it is due (ISO 8601), if a date was set.
    pub due: String,
    /// Where it stands.
    pub state: Standpoint,
}

/// What an actor carries over all coalitions.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LoadRow {
    /// The actor; absent only before it is known.
    pub id: Option<ElementId>,
    /// Its name.
    pub name: String,
    /// The coalitions it is a member of.
    pub coalitions: Vec<CoalitionId>,
    /// How many workstreams it leads.
    pub leads: usize,
    /// How many it supports.
    pub supports: usize,
    /// Coalitions and workstreams together.
    pub load: usize,
    /// More than the limit.
    pub overloaded: bool,
    /// Commitments not yet due.
    pub open: usize,
    /// Commitments that are due and not delivered.
    pub overdue: usize,
    /// Commitments delivered.
    pub delivered: usize,
}

/// What [`load`] gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Load {
    /// The limit that was used.
    pub limit: usize,
    /// Every actor that is in a coalition, leads or promised something; the heaviest load first.
    pub actors: Vec<LoadRow>,
    /// Every commitment, by due date.
    pub ledger: Vec<LedgerRow>,
    /// Fatigue, free-riding and broken promises.
    pub findings: Vec<Finding>,
}

/// Loads over all coalitions of the project; free-riding among the members of `coalition`, or of all.
pub fn load(project: &Project, coalition: Option<&CoalitionId>, options: &LoadOptions) -> Load {
    let mut rows: BTreeMap<ElementId, LoadRow> = BTreeMap::new();
    let mut ledger = Vec::new();
    for (id, found) in &project.coalitions {
        count(&mut rows, id, found);
        for (promise, commitment) in &found.commitments {
            let state = standpoint(commitment, &options.today);
            if let Some(who) = &commitment.who {
                let row = rows.entry(who.clone()).or_default();
                match state {
                    Standpoint::Overdue => row.overdue += 1,
                    Standpoint::Open => row.open += 1,
                    Standpoint::Delivered => row.delivered += 1,
                    Standpoint::Withdrawn => {}
                }
            }
            ledger.push(LedgerRow {
                id: promise.clone(),
                coalition: id.clone(),
                who: commitment.who.clone(),
                name: commitment.who.as_ref().map(|who| project.name_of(who)).unwrap_or_default(),
                what: commitment.what.clone(),
                due: commitment.due.clone(),
                state,
            });
        }
    }
    // What has no date comes last.
    ledger.sort_by(|a, b| (a.due.is_empty(), &a.due, &a.id).cmp(&(b.due.is_empty(), &b.due, &b.id)));
    let mut actors: Vec<LoadRow> = rows
        .into_iter()
        .map(|(id, row)| {
            let load = row.coalitions.len() + row.leads + row.supports;
            let name = project.name_of(&id);
            LoadRow { id: Some(id), name, load, overloaded: load > options.limit, ..row }
        })
        .collect();
    actors
        .sort_by(|a, b| b.load.cmp(&a.load).then_with(|| a.name.cmp(&b.name)).then_with(|| a.id.cmp(&b.id)));
    let findings = findings(project, coalition, &actors, &ledger, options);
    Load { limit: options.limit, actors, ledger, findings }
}

fn count(rows: &mut BTreeMap<ElementId, LoadRow>, id: &CoalitionId, coalition: &Coalition) {
    for (member, _) in coalition.members.iter().filter(|(_, member)| member.left.is_empty()) {
        rows.entry(member.clone()).or_default().coalitions.push(id.clone());
    }
    for work in coalition.workstreams.values() {
        if let Some(lead) = &work.lead {
            rows.entry(lead.clone()).or_default().leads += 1;
        }
        for member in work.members.iter().filter(|member| Some(*member) != work.lead.as_ref()) {
            rows.entry(member.clone()).or_default().supports += 1;
        }
    }
}

fn standpoint(commitment: &Commitment, today: &str) -> Standpoint {
    match commitment.state {
        Some(CommitmentState::Delivered) => Standpoint::Delivered,
        Some(CommitmentState::Withdrawn) => Standpoint::Withdrawn,
        _ if !commitment.due.is_empty() && commitment.due.as_str() < today => Standpoint::Overdue,
        _ => Standpoint::Open,
    }
}

fn findings(
    project: &Project,
    coalition: Option<&CoalitionId>,
    actors: &[LoadRow],
    ledger: &[LedgerRow],
    options: &LoadOptions,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for row in actors.iter().filter(|row| row.overloaded) {
        let sentence = format!(
            "{} carries {} and {} (over {}): ask whether that is too much.",
            row.name,
            counted(row.coalitions.len(), "coalition"),
            counted(row.leads + row.supports, "workstream"),
            options.limit
        );
        findings.push(
            Finding::new("overloaded", Tone::Warning, sentence)
                .figure("load", row.load as f64)
                .about(&row.id),
        );
    }
    for row in ledger.iter().filter(|row| row.state == Standpoint::Overdue) {
        let sentence = if row.name.is_empty() {
            format!("“{}” was due on {}; nobody is named for it.", row.what, row.due)
        } else {
            format!("{} has not delivered “{}”, due on {}.", row.name, row.what, row.due)
        };
        findings.push(Finding::new("overdue", Tone::Warning, sentence).about(&row.who));
    }
    let looked_at = project.coalitions.iter().filter(|(id, _)| coalition.is_none_or(|only| only == *id));
    for (_, coalition) in looked_at {
        findings.extend(passive(project, coalition));
    }
    findings
}

/// Members that neither work nor promised anything, where others do.
fn passive(project: &Project, coalition: &Coalition) -> Option<Finding> {
    if coalition.workstreams.is_empty() && coalition.commitments.is_empty() {
        return None;
    }
    let works = |id: &ElementId| {
        coalition.workstreams.values().any(|work| work.lead.as_ref() == Some(id) || work.members.contains(id))
    };
    let promised = |id: &ElementId| {
        let promises = coalition.commitments.values();
        promises
            .filter(|promise| promise.state != Some(CommitmentState::Withdrawn))
            .any(|p| p.who.as_ref() == Some(id))
    };
    let members = coalition.members.iter().filter(|(_, member)| member.left.is_empty());
    let idle: Vec<&ElementId> = members.map(|(id, _)| id).filter(|id| !works(id) && !promised(id)).collect();
    (!idle.is_empty()).then(|| {
        let verb = if idle.len() == 1 { "is" } else { "are" };
        let sentence = format!(
            "{} {verb} in “{}” without a workstream or a promise: agree on one, so that few do not carry all.",
            named(project, idle.iter().copied()),
            coalition.name
        );
        Finding::new("free_riding", Tone::Question, sentence).figure("members", idle.len() as f64).about(idle)
    })
}
