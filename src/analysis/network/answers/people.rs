//! Answers about single elements and sets of them.

use super::{Answer, Question};
use crate::analysis::network::blocks::blocks;
use crate::analysis::network::graph::TieGraph;
use crate::analysis::network::words::{count, list, percent};
use crate::analysis::network::{Grouping, KeyPlayers, Kind, Measure, Network, Quadrant};
use crate::model::{ElementId, LinkId};

/// Named in a sentence at most.
const NAMED: usize = 3;

/// Betweenness below this connects nobody worth a sentence.
const CONNECTS_FROM: f64 = 0.02;

fn names(graph: &TieGraph, ids: &[ElementId]) -> Vec<String> {
    ids.iter().filter_map(|id| graph.place(id)).map(|place| graph.names[place].clone()).collect()
}

/// The links of these elements, by id.
fn links_of(graph: &TieGraph, ids: &[ElementId]) -> Vec<LinkId> {
    let mut links = Vec::new();
    for place in ids.iter().filter_map(|id| graph.place(id)) {
        for &other in graph.undirected().of(place) {
            links.extend(graph.joins_of(place, other as usize));
        }
    }
    links.sort();
    links.dedup();
    links
}

fn what(graph: &TieGraph) -> &'static str {
    if graph.kind == Kind::Actor { "actor" } else { "element" }
}

/// Who connects the others?
pub(super) fn connects(graph: &TieGraph, network: &Network) -> Option<Answer> {
    let mut top = network.top(Measure::Betweenness, NAMED);
    top.retain(|(_, value)| *value >= CONNECTS_FROM);
    let (first, share) = *top.first()?;
    let mut sentence = format!(
        "{} connects the others: it is on {} of the shortest paths between them",
        first.name,
        percent(share)
    );
    let next: Vec<String> =
        top.iter().skip(1).map(|(e, v)| format!("{} ({})", e.name, percent(*v))).collect();
    if !next.is_empty() {
        sentence = format!("{sentence}; next come {}", next.join(" and "));
    }
    let ids: Vec<ElementId> = top.iter().map(|(element, _)| element.id.clone()).collect();
    let links = links_of(graph, &ids[..1]);
    let mut answer = Answer::new(Question::Connects, sentence, "betweenness_centrality").showing(ids, links);
    for (element, value) in top {
        answer = answer.figure(element.name.clone(), value);
    }
    answer.cautions.extend(network.estimates.get(Measure::Betweenness.as_str()).map(|e| e.note.clone()));
    Some(answer)
}

/// Who would break the map by leaving?
pub(super) fn breaks(graph: &TieGraph) -> Option<Answer> {
    let blocks = blocks(graph.undirected());
    let mut cut: Vec<(u64, usize)> =
        blocks.cut_vertices().map(|v| (blocks.disconnected_pairs(v), v)).collect();
    cut.sort_by_key(|(pairs, v)| (std::cmp::Reverse(*pairs), graph.names[*v].clone(), *v));
    let (pairs, worst) = *cut.first()?;
    let parted = count(pairs as usize, "pair");
    let mut sentence =
        format!("Without {}, {parted} of others would no longer be joined", graph.names[worst]);
    if cut.len() > 1 {
        let all = count(cut.len(), what(graph));
        sentence = format!("{sentence}; {all} in all would part the map by leaving");
    }
    let ids: Vec<ElementId> = cut.iter().map(|(_, v)| graph.ids[*v].clone()).collect();
    let links = links_of(graph, &ids[..1]);
    let mut answer = Answer::new(Question::Breaks, sentence, "cut_vertices").showing(ids, links);
    for (pairs, v) in cut.into_iter().take(NAMED) {
        answer = answer.figure(graph.names[v].clone(), pairs as f64);
    }
    Some(answer)
}

/// Which few would break the map by leaving together?
pub(super) fn break_together(graph: &TieGraph, players: &KeyPlayers) -> Option<Answer> {
    let set = players.fragment.as_ref().filter(|set| set.members.len() > 1)?;
    let who = names(graph, &set.members);
    let sentence = format!(
        "If {} left together, the others would be {:.2} fragmented, on a scale of 0 to 1",
        list(&who, who.len()),
        set.value
    );
    let mut answer = Answer::new(Question::BreakTogether, sentence, "key_players_fragment")
        .figure("fragmentation of the others", set.value)
        .showing(set.members.clone(), links_of(graph, &set.members));
    if !set.exact {
        answer.cautions.push("Found by adding the best and swapping; a better set is possible.".to_owned());
    }
    Some(answer)
}

/// Who hears first?
pub(super) fn hears_first(graph: &TieGraph, network: &Network) -> Option<Answer> {
    let measure = if network.network.components > 1 { Measure::Harmonic } else { Measure::Closeness };
    let top = network.top(measure, NAMED);
    let (first, value) = *top.first().filter(|(_, value)| *value > 0.0)?;
    let sentence = if measure == Measure::Closeness && network.network.strong_components == 1 {
        format!("{} hears first: others are {:.1} steps away on average", first.name, 1.0 / value)
    } else {
        format!("{} hears first: it is nearest to all who can reach it", first.name)
    };
    let ids: Vec<ElementId> = top.iter().map(|(element, _)| element.id.clone()).collect();
    let links = links_of(graph, &ids[..1]);
    let mut answer = Answer::new(Question::HearsFirst, sentence, measure.as_str()).showing(ids, links);
    for (element, value) in top {
        answer = answer.figure(element.name.clone(), value);
    }
    Some(answer)
}

/// Who is the smallest set that reaches everyone?
pub(super) fn reach_everyone(graph: &TieGraph, players: &KeyPlayers) -> Option<Answer> {
    let set = players.covers.first().filter(|set| !set.members.is_empty())?;
    let who = names(graph, &set.members);
    let verb = if who.len() == 1 { "reaches" } else { "reach" };
    let sentence = format!("{} {verb} everyone directly", list(&who, who.len()));
    let mut answer = Answer::new(Question::ReachEveryone, sentence, "smallest_reaching_set")
        .figure("members, one step", set.members.len() as f64)
        .showing(set.members.clone(), links_of(graph, &set.members));
    if let Some(wider) = players.covers.get(1) {
        answer = answer.figure("members, two steps", wider.members.len() as f64);
    }
    if !set.exact {
        answer.cautions.push("A smaller set is possible: not all were tried.".to_owned());
    }
    Some(answer)
}

/// Which ties carry most?
pub(super) fn carries_most(graph: &TieGraph, network: &Network) -> Option<Answer> {
    let mut ties: Vec<_> = network.ties.iter().collect();
    ties.sort_by(|a, b| {
        let carried = b.edge_betweenness_centrality.total_cmp(&a.edge_betweenness_centrality);
        carried.then_with(|| a.ends.cmp(&b.ends))
    });
    let first = *ties.first()?;
    let ends = names(graph, &first.ends);
    let sentence = format!(
        "The tie between {} carries most: {} of all shortest paths run along it",
        ends.join(" and "),
        percent(first.edge_betweenness_centrality)
    );
    let mut answer = Answer::new(Question::CarriesMost, sentence, "edge_betweenness_centrality")
        .showing(first.ends.to_vec(), first.links.clone());
    for tie in ties.into_iter().take(NAMED) {
        answer = answer.figure(names(graph, &tie.ends).join(" – "), tie.edge_betweenness_centrality);
    }
    Some(answer)
}

/// Who could stand in for whom?
pub(super) fn stand_in(graph: &TieGraph, network: &Network) -> Option<Answer> {
    let class = network.equivalent.first()?;
    let who = names(graph, class);
    let sentence = format!("{} have the same ties and could stand in for each other", list(&who, who.len()));
    Some(
        Answer::new(Question::StandIn, sentence, "structural_equivalence")
            .figure("members", class.len() as f64)
            .showing(class.clone(), links_of(graph, class)),
    )
}

/// Who drives the system? Only where direction counts.
pub(super) fn drives(graph: &TieGraph, network: &Network) -> Option<Answer> {
    let micmac = network.micmac.as_ref().filter(|_| graph.directed)?;
    let mut drivers: Vec<_> = micmac.elements.iter().filter(|e| e.quadrant == Quadrant::Driver).collect();
    drivers.sort_by(|a, b| b.influence.total_cmp(&a.influence).then_with(|| a.id.cmp(&b.id)));
    let ids: Vec<ElementId> = drivers.iter().take(NAMED).map(|driver| driver.id.clone()).collect();
    let who = names(graph, &ids);
    let verb = if who.len() == 1 { "drives" } else { "drive" };
    let sentence = format!("{} {verb} the system more than being driven by it", list(&who, who.len()));
    let mut answer = Answer::new(Question::Drives, sentence, "micmac_influence");
    for driver in drivers.iter().take(NAMED) {
        answer = answer.figure(names(graph, std::slice::from_ref(&driver.id)).concat(), driver.influence);
    }
    let links = links_of(graph, &ids);
    (!ids.is_empty()).then(|| answer.showing(ids, links))
}

/// The groups of an element by number, for [`super::groups`].
pub(super) fn group_of(graph: &TieGraph, by: Grouping, id: &ElementId) -> Option<usize> {
    graph.groups(by).of[graph.place(id)?]
}

pub(super) fn links_among(graph: &TieGraph, joined: impl Fn(usize, usize) -> bool) -> Vec<LinkId> {
    let mut links = Vec::new();
    for v in 0..graph.len() {
        for &u in graph.undirected().of(v).iter().filter(|u| **u as usize > v && joined(v, **u as usize)) {
            links.extend(graph.joins_of(v, u as usize));
        }
    }
    links.sort();
    links
}
