//! Single points of failure of the coalition itself: sole holders, cut vertices, overloaded brokers.

use serde::Serialize;

use super::load::Load;
use super::party::{Party, Ties, holdings};
use super::phrases::{counted, listed, named, per_cent};
use crate::analysis::Watch;
use crate::analysis::finding::{Finding, Tone};
use crate::analysis::network::{self, Arcs, Progress, blocks};
use crate::model::{ElementId, Project, TermId, TermKind};

/// From this share of the shortest paths between other members on, a member is a broker.
const BROKER: f64 = 0.4;

/// What would be lost with one member.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeakPoint {
    /// The member.
    pub id: ElementId,
    /// Its name.
    pub name: String,
    /// Wanted assets that no other member holds (45 or more).
    pub sole_holder_of: Vec<TermId>,
    /// Its leaving would part the other members.
    pub cut_vertex: bool,
    /// Pairs of other members that are joined now and would not be any more.
    pub disconnected_pairs: u64,
    /// The share of the shortest paths between other members that run through it, 0 to 1.
    pub betweenness: f64,
    /// It is a broker, and it carries more than the limit.
    pub overloaded_broker: bool,
}

/// What [`weak_points`] gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeakPoints {
    /// Members with something to lose, the worst first.
    pub members: Vec<WeakPoint>,
    /// Each as a sentence.
    pub findings: Vec<Finding>,
}

/// What the coalition would lose with each member; ties with a conflict do not hold it together. Takes O(k · m) for k
/// members and m ties among them.
pub fn weak_points(project: &Project, party: &Party, load: &Load) -> WeakPoints {
    let ids: Vec<&ElementId> = party.members.keys().collect();
    let ties = Ties::new(project);
    let mut arcs = Vec::new();
    for (at, one) in ids.iter().enumerate() {
        for other in ties.of(one).filter(|other| ties.joins(one, other)) {
            if let Ok(to) = ids.binary_search(&other) {
                arcs.push((at as u32, to as u32, 1.0));
            }
        }
    }
    let arcs = Arcs::new(ids.len(), arcs);
    let blocks = blocks(&arcs);
    let watch = Watch::default();
    let progress = Progress::new(&watch, ids.len());
    let betweenness = network::betweenness(&arcs, false, &progress).unwrap_or_else(|_| vec![0.0; ids.len()]);
    let wanted = wanted(project, party);
    let actors = party.actors(project);
    let mut members = Vec::new();
    let mut findings = Vec::new();
    for (at, (id, betweenness)) in ids.iter().zip(betweenness).enumerate() {
        let holds = |who: &ElementId, asset: &TermId| {
            let mut members = actors.iter();
            members.any(|(id, actor, _)| *id == who && holdings(project, actor).contains_key(asset))
        };
        let sole: Vec<TermId> = wanted
            .iter()
            .filter(|asset| holds(id, asset) && !ids.iter().any(|other| other != id && holds(other, asset)))
            .cloned()
            .collect();
        let is_loaded = load.actors.iter().any(|row| row.id.as_ref() == Some(id) && row.overloaded);
        let point = WeakPoint {
            id: (*id).clone(),
            name: project.name_of(id),
            sole_holder_of: sole,
            cut_vertex: blocks.is_cut_vertex(at),
            disconnected_pairs: blocks.disconnected_pairs(at),
            betweenness,
            overloaded_broker: is_loaded && betweenness >= BROKER,
        };
        if !point.sole_holder_of.is_empty() || point.cut_vertex || point.overloaded_broker {
            members.push(point);
        }
    }
    members.sort_by(|a, b| {
        let rank = |p: &WeakPoint| (p.disconnected_pairs, p.sole_holder_of.len());
        rank(b).cmp(&rank(a)).then_with(|| a.id.cmp(&b.id))
    });
    for point in &members {
        findings.extend(sentences(project, point));
    }
    let alone: Vec<&ElementId> = ids
        .iter()
        .enumerate()
        .filter(|(at, _)| ids.len() > 1 && arcs.degree(*at) == 0)
        .map(|(_, id)| *id)
        .collect();
    if !alone.is_empty() {
        let verb = if alone.len() == 1 { "has" } else { "have" };
        let sentence = format!(
            "{} {verb} no tie to any other member: draw it, or build it.",
            named(project, alone.iter().copied())
        );
        findings.push(Finding::new("untied_members", Tone::Gap, sentence).about(alone));
    }
    WeakPoints { members, findings }
}

/// The assets that the coalition wants; without wishes, those that some member holds.
fn wanted(project: &Project, party: &Party) -> Vec<TermId> {
    let stored =
        party.coalition(project).map(|coalition| &coalition.wanted).filter(|wanted| !wanted.is_empty());
    let mut wanted: Vec<TermId> = if let Some(wanted) = stored {
        wanted.keys().map(|id| project.resolve(TermKind::Asset, id)).collect()
    } else {
        let actors = party.actors(project);
        actors.iter().flat_map(|(_, actor, _)| holdings(project, actor).into_keys()).collect()
    };
    wanted.sort();
    wanted.dedup();
    wanted
}

fn sentences(project: &Project, point: &WeakPoint) -> Vec<Finding> {
    let mut findings = Vec::new();
    let name = &point.name;
    if !point.sole_holder_of.is_empty() {
        let words: Vec<String> =
            point.sole_holder_of.iter().map(|id| project.word(TermKind::Asset, id)).collect();
        let sentence = format!("{name} is the only member who holds {}.", listed(&words));
        findings.push(
            Finding::new("sole_holder", Tone::Warning, sentence)
                .figure("assets", words.len() as f64)
                .about([&point.id]),
        );
    }
    if point.cut_vertex {
        let pairs = counted(point.disconnected_pairs as usize, "pair");
        let sentence = format!("Without {name}, {pairs} of other members would not be joined any more.");
        findings.push(
            Finding::new("cut_vertex", Tone::Warning, sentence)
                .figure("disconnected_pairs", point.disconnected_pairs as f64)
                .about([&point.id]),
        );
    }
    if point.overloaded_broker {
        let sentence = format!(
            "{} of the shortest ways between other members run through {name}, which carries more than its share \
             already.",
            per_cent(point.betweenness)
        );
        findings.push(
            Finding::new("overloaded_broker", Tone::Warning, sentence)
                .figure("betweenness", point.betweenness)
                .about([&point.id]),
        );
    }
    findings
}
