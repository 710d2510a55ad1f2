//! Changes to a coalition: what it wants, who is in it, how it decides, what it promised.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::change::within;
use super::error::EditError;
use crate::model::{
    Coalition, CoalitionId, Commitment, CommitmentId, ElementId, ElementKind, End, Funding, Governance,
    LinkId, Member, Pathway, PathwayPlan, Phase, Project, Quota, Target, TermId, Workstream, WorkstreamId,
};

/// The most members that a size can ask for.
const MOST: f64 = 10_000.0;
/// The longest horizon, in years.
const LONGEST: f64 = 100.0;

/// A change to one coalition. All but [`CoalitionChange::Put`] need one that is there.
#[derive(Clone, Debug, PartialEq)]
pub enum CoalitionChange {
    /// Adds the coalition, or gives it these fields.
    Put(Box<Coalition>),
    /// Deletes it; its members stay in the project.
    Delete,
    /// The name.
    Name(String),
    /// The notes.
    Notes(String),
    /// How much of an asset is wanted; `None` takes the wish away.
    Asset(TermId, Option<Target>),
    /// How much of a lever is wanted; `None` takes the wish away.
    Lever(End, Option<Target>),
    /// Whether an actor must be in. It may then be on the list of those who must stay out no more.
    MustIn(ElementId, bool),
    /// Whether an actor must stay out. It may then be on the list of those who must be in no more.
    MustOut(ElementId, bool),
    /// Whether two actors will not sit at one table.
    Conflict(ElementId, ElementId, bool),
    /// How many members of a sector or region; `None` lifts the quota.
    Quota(TermId, Option<Quota>),
    /// The fewest and the most members; the most is never fewer than the fewest.
    Sizes(Option<f64>, Option<f64>),
    /// The weight of a part of the score by its name; `None` is the default.
    Weight(String, Option<f64>),
    /// Adds a member or gives it these fields; `None` takes it out, with its places in workstreams.
    Member(ElementId, Option<Member>),
    /// Exactly these members, as a suggestion names them. Who stays keeps its fields.
    Members(BTreeSet<ElementId>),
    /// Whether a member has a decision seat.
    Seat(ElementId, bool),
    /// Adds a workstream or gives it these fields; `None` deletes it. The lead is not listed as a member too.
    Workstream(WorkstreamId, Option<Workstream>),
    /// Adds a commitment or gives it these fields; `None` deletes it.
    Commitment(CommitmentId, Option<Commitment>),
    /// The governance model.
    Governance(Option<Governance>),
    /// How closely the public watches, 1 to 5.
    Scrutiny(Option<f64>),
    /// How fast decisions must be, 1 to 5.
    Speed(Option<f64>),
    /// For how many years the work is planned.
    Horizon(Option<f64>),
    /// Who pays.
    Funding(Option<Funding>),
    /// The stage in the policy cycle.
    Stage(Option<TermId>),
    /// How far the work has come.
    Phase(Option<Phase>),
    /// The assets that a stage needs; `None` are the usual ones.
    Needs(TermId, Option<BTreeSet<TermId>>),
    /// What is planned on a pathway; `None` takes the plan away.
    Pathway(Pathway, Option<PathwayPlan>),
}

/// Makes the change.
pub(super) fn make(
    project: &mut Project,
    id: &CoalitionId,
    change: &CoalitionChange,
) -> Result<(), EditError> {
    if *change == CoalitionChange::Delete {
        return match project.coalitions.remove(id) {
            Some(_) => Ok(()),
            None => Err(EditError::NoCoalition(id.clone())),
        };
    }
    let before = project.coalitions.get(id);
    let mut after = match (change, before) {
        (CoalitionChange::Put(coalition), _) => Coalition::clone(coalition),
        (_, Some(before)) => Coalition::clone(before),
        (_, None) => return Err(EditError::NoCoalition(id.clone())),
    };
    check(project, &after, change)?;
    change.apply(&mut after);
    if before.is_some_and(|before| **before == after) {
        return Err(EditError::NoChange);
    }
    project.coalitions.insert(id.clone(), Arc::new(after));
    Ok(())
}

/// Everything that the change speaks of is there.
fn check(project: &Project, coalition: &Coalition, change: &CoalitionChange) -> Result<(), EditError> {
    let actor = |id: &ElementId| match project.elements.get(id) {
        Some(element) if element.kind() == ElementKind::Actor => Ok(()),
        Some(_) => Err(EditError::NotAnActor(id.clone())),
        None => Err(EditError::NoElement(id.clone())),
    };
    let lever = |end: &End| match end {
        End::Element(id) => match project.elements.get(id) {
            Some(element) if element.kind() != ElementKind::Actor => Ok(()),
            Some(_) => Err(EditError::WrongEnds("A lever is on a variable, an issue or a causal link.")),
            None => Err(EditError::NoElement(id.clone())),
        },
        End::Link(id) => link(project, id),
    };
    match change {
        CoalitionChange::Put(_) => {
            let listed = coalition.must_in.iter().chain(&coalition.must_out).chain(coalition.members.keys());
            let conflicts = coalition.conflicts.iter().flatten();
            let work = coalition.workstreams.values();
            let working = work.flat_map(|work| work.lead.iter().chain(&work.members));
            let promising = coalition.commitments.values().filter_map(|promise| promise.who.as_ref());
            listed.chain(conflicts).chain(working).chain(promising).try_for_each(actor)?;
            coalition.levers.keys().try_for_each(lever)?;
            coalition.pathways.values().flat_map(|plan| &plan.links).try_for_each(|id| link(project, id))
        }
        CoalitionChange::Lever(end, Some(_)) => lever(end),
        CoalitionChange::MustIn(id, true)
        | CoalitionChange::MustOut(id, true)
        | CoalitionChange::Member(id, Some(_)) => actor(id),
        CoalitionChange::Conflict(one, other, true) => {
            actor(one)?;
            actor(other)
        }
        CoalitionChange::Members(ids) => ids.iter().try_for_each(actor),
        CoalitionChange::Seat(id, _) if !coalition.members.contains_key(id) => {
            Err(EditError::NotAMember(id.clone()))
        }
        CoalitionChange::Workstream(_, Some(work)) => {
            work.lead.iter().chain(&work.members).try_for_each(actor)
        }
        CoalitionChange::Commitment(_, Some(commitment)) => commitment.who.iter().try_for_each(actor),
        CoalitionChange::Pathway(_, Some(plan)) => plan.links.iter().try_for_each(|id| link(project, id)),
        _ => Ok(()),
    }
}

fn link(project: &Project, id: &LinkId) -> Result<(), EditError> {
    match project.links.get(id) {
        Some(link) if link.causal().is_some() => Ok(()),
        Some(_) => Err(EditError::WrongEnds("Only causal links can be marked and moved.")),
        None => Err(EditError::NoLink(id.clone())),
    }
}

/// A share of something that is wanted, brought into its range.
fn target(target: &Target) -> Target {
    let positive = (0.0, 1000.0);
    Target {
        target: within(target.target, positive),
        weight: within(target.weight, positive),
        ..target.clone()
    }
}

/// Sets or takes away the entry of a key.
fn put<K: Ord + Clone, V>(table: &mut std::collections::BTreeMap<K, V>, key: &K, value: Option<V>) {
    match value {
        Some(value) => table.insert(key.clone(), value),
        None => table.remove(key),
    };
}

fn toggle(set: &mut BTreeSet<ElementId>, id: &ElementId, on: bool) {
    if on {
        set.insert(id.clone());
    } else {
        set.remove(id);
    }
}

impl CoalitionChange {
    /// Makes the change. Values outside their range are brought to its nearest end.
    fn apply(&self, coalition: &mut Coalition) {
        match self {
            Self::Put(_) | Self::Delete => {}
            Self::Name(name) => coalition.name.clone_from(name),
            Self::Notes(notes) => coalition.notes.clone_from(notes),
            Self::Asset(id, wish) => put(&mut coalition.wanted, id, wish.as_ref().map(target)),
            Self::Lever(end, wish) => put(&mut coalition.levers, end, wish.as_ref().map(target)),
            Self::MustIn(id, on) => {
                toggle(&mut coalition.must_in, id, *on);
                if *on {
                    coalition.must_out.remove(id);
                }
            }
            Self::MustOut(id, on) => {
                toggle(&mut coalition.must_out, id, *on);
                if *on {
                    coalition.must_in.remove(id);
                }
            }
            Self::Conflict(one, other, on) => conflict(coalition, one, other, *on),
            Self::Quota(term, quota) => {
                let limit = |value| within(value, (0.0, MOST)).map(f64::round);
                let quota =
                    quota.as_ref().map(|q| Quota { min: limit(q.min), max: limit(q.max), ..q.clone() });
                put(&mut coalition.quotas, term, quota);
            }
            Self::Sizes(min, max) => {
                let size = |value| within(value, (1.0, MOST)).map(f64::round);
                coalition.min_size = size(*min);
                coalition.max_size = size(*max).map(|max| max.max(coalition.min_size.unwrap_or(1.0)));
            }
            Self::Weight(part, weight) => put(&mut coalition.weights, part, within(*weight, (0.0, 1.0))),
            Self::Member(id, member) => {
                if let Some(member) = member {
                    let heads = within(member.heads, (0.0, 1e9));
                    coalition.members.insert(id.clone(), Member { heads, ..member.clone() });
                } else {
                    coalition.members.remove(id);
                    leave_work(coalition, |who| who == id);
                }
            }
            Self::Members(ids) => {
                coalition.members.retain(|id, _| ids.contains(id));
                leave_work(coalition, |who| !ids.contains(who));
                for id in ids {
                    coalition.members.entry(id.clone()).or_default();
                }
            }
            Self::Seat(id, seat) => {
                if let Some(member) = coalition.members.get_mut(id) {
                    member.seat = *seat;
                }
            }
            Self::Workstream(id, work) => {
                let work = work.as_ref().map(|work| {
                    let mut work = work.clone();
                    work.members.retain(|member| Some(member) != work.lead.as_ref());
                    work
                });
                put(&mut coalition.workstreams, id, work);
            }
            Self::Commitment(id, commitment) => put(&mut coalition.commitments, id, commitment.clone()),
            Self::Governance(model) => coalition.governance = *model,
            Self::Scrutiny(value) => coalition.scrutiny = within(*value, (1.0, 5.0)),
            Self::Speed(value) => coalition.speed = within(*value, (1.0, 5.0)),
            Self::Horizon(years) => coalition.horizon = within(*years, (0.0, LONGEST)),
            Self::Funding(funding) => coalition.funding = *funding,
            Self::Stage(stage) => coalition.stage.clone_from(stage),
            Self::Phase(phase) => coalition.phase = *phase,
            Self::Needs(stage, assets) => put(&mut coalition.needs, stage, assets.clone()),
            Self::Pathway(pathway, plan) => {
                put(&mut coalition.pathways, &pathway.as_str().to_owned(), plan.clone());
            }
        }
    }
}

fn conflict(coalition: &mut Coalition, one: &ElementId, other: &ElementId, on: bool) {
    let is_pair = |pair: &Vec<ElementId>| pair.len() == 2 && pair.contains(one) && pair.contains(other);
    let is_there = coalition.conflicts.iter().any(is_pair);
    if !on {
        coalition.conflicts.retain(|pair| !is_pair(pair));
    } else if !is_there && one != other {
        coalition.conflicts.push(vec![one.min(other).clone(), one.max(other).clone()]);
    }
}

/// Takes some actors out of the workstreams.
fn leave_work(coalition: &mut Coalition, leaves: impl Fn(&ElementId) -> bool) {
    for work in coalition.workstreams.values_mut() {
        work.lead = work.lead.take().filter(|lead| !leaves(lead));
        work.members.retain(|member| !leaves(member));
    }
}

/// Takes deleted elements and links out of every coalition. What was promised stays on record without its actor: it is
/// part of the story.
pub(super) fn forget(project: &mut Project, elements: &BTreeSet<ElementId>, links: &BTreeSet<LinkId>) {
    let all: Vec<_> = project.coalitions.iter().map(|(id, found)| (id.clone(), Arc::clone(found))).collect();
    for (id, before) in all {
        let mut after = Coalition::clone(&before);
        after.members.retain(|id, _| !elements.contains(id));
        after.must_in.retain(|id| !elements.contains(id));
        after.must_out.retain(|id| !elements.contains(id));
        after.conflicts.retain(|pair| !pair.iter().any(|id| elements.contains(id)));
        after.levers.retain(|end, _| match end {
            End::Element(id) => !elements.contains(id),
            End::Link(id) => !links.contains(id),
        });
        for plan in after.pathways.values_mut() {
            plan.links.retain(|id| !links.contains(id));
        }
        leave_work(&mut after, |id| elements.contains(id));
        for commitment in after.commitments.values_mut() {
            commitment.who = commitment.who.take().filter(|id| !elements.contains(id));
        }
        if after != *before {
            project.coalitions.insert(id, Arc::new(after));
        }
    }
}

impl CoalitionChange {
    /// What the change is called, in the words of the project before it.
    pub(super) fn name(&self, project: &Project, id: &CoalitionId) -> String {
        let before = project.coalitions.get(id);
        let of = || before.map_or_else(String::new, |before| format!(" of “{}”", before.name));
        let who = |id: &ElementId| format!("“{}”", project.name_of(id));
        let set = |what: &str| format!("Set {what}{}", of());
        match self {
            Self::Put(after) if before.is_none() => format!("Add coalition “{}”", after.name),
            Self::Put(_) => format!("Change coalition{}", of()),
            Self::Delete => {
                format!("Delete coalition “{}”", before.map_or("", |before| before.name.as_str()))
            }
            Self::Name(name) => format!("Rename coalition to “{name}”"),
            Self::Notes(_) => format!("Edit notes{}", of()),
            Self::Asset(..) => set("wanted assets"),
            Self::Lever(..) => set("wanted levers"),
            Self::MustIn(id, true) => format!("Require {}", who(id)),
            Self::MustOut(id, true) => format!("Exclude {}", who(id)),
            Self::MustIn(id, false) | Self::MustOut(id, false) => format!("Leave {} free", who(id)),
            Self::Conflict(one, other, true) => format!("Keep {} and {} apart", who(one), who(other)),
            Self::Conflict(one, other, false) => format!("Let {} and {} sit together", who(one), who(other)),
            Self::Quota(..) => set("quotas"),
            Self::Sizes(..) => set("size"),
            Self::Weight(part, _) => set(&format!("weight of {part}")),
            Self::Member(id, Some(_)) if before.is_some_and(|before| before.members.contains_key(id)) => {
                format!("Set charter of {}", who(id))
            }
            Self::Member(id, Some(_)) => format!("Add member {}", who(id)),
            Self::Member(id, None) => format!("Take out member {}", who(id)),
            Self::Members(_) => set("members"),
            Self::Seat(id, true) => format!("Give {} a decision seat", who(id)),
            Self::Seat(id, false) => format!("Take the decision seat of {}", who(id)),
            Self::Workstream(_, Some(work)) => format!("Set workstream “{}”", work.name),
            Self::Workstream(_, None) => "Delete workstream".to_owned(),
            Self::Commitment(_, Some(commitment)) => format!("Set commitment “{}”", commitment.what),
            Self::Commitment(_, None) => "Delete commitment".to_owned(),
            Self::Governance(_) => set("governance"),
            Self::Scrutiny(_) => set("public scrutiny"),
            Self::Speed(_) => set("speed"),
            Self::Horizon(_) => set("horizon"),
            Self::Funding(_) => set("funding"),
            Self::Stage(_) => set("stage"),
            Self::Phase(_) => set("phase"),
            Self::Needs(..) => set("needs of a stage"),
            Self::Pathway(..) => set("scaling pathway"),
        }
    }
}
