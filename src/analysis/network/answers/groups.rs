//! Answers about sectors, regions and communities.

use super::people::{group_of, links_among};
use super::{Answer, Question};
use crate::analysis::network::graph::TieGraph;
use crate::analysis::network::words::{count, list};
use crate::analysis::network::{GroupPair, Grouping, Measure, Network};
use crate::model::ElementId;

/// Groups barely talk when they have no more than this share of the ties that chance would give.
const BARELY: f64 = 0.5;

/// Fewer ties than this by chance, and having none says nothing.
const EXPECTED_FROM: f64 = 2.0;

/// Pairs of groups that are named.
const PAIRS: usize = 3;

/// Who is a gatekeeper between which groups?
pub(super) fn gatekeepers(graph: &TieGraph, network: &Network) -> Vec<Answer> {
    let both = [(Grouping::Sector, Measure::GatekeeperSector), (Grouping::Region, Measure::GatekeeperRegion)];
    both.into_iter().filter_map(|(by, measure)| gatekeeper(graph, network, by, measure)).collect()
}

fn gatekeeper(graph: &TieGraph, network: &Network, by: Grouping, measure: Measure) -> Option<Answer> {
    let top = network.top(measure, PAIRS);
    let (first, times) = *top.first().filter(|(_, times)| *times > 0.0)?;
    let place = graph.place(&first.id)?;
    let groups = graph.groups(by);
    let own = group_of(graph, by, &first.id)?;
    let mut from: Vec<usize> =
        graph.into().of(place).iter().filter_map(|u| groups.of[*u as usize]).filter(|g| *g != own).collect();
    from.sort_unstable();
    from.dedup();
    let outside: Vec<String> = from.iter().map(|group| groups.names[*group].clone()).collect();
    let sentence = format!(
        "{} is the gatekeeper of {} towards {}: it lets others in {}",
        first.name,
        groups.names[own],
        list(&outside, outside.len()),
        count(times as usize, "time")
    );
    let ids: Vec<ElementId> =
        top.iter().filter(|(_, times)| *times > 0.0).map(|(e, _)| e.id.clone()).collect();
    let links = links_among(graph, |a, b| a == place || b == place);
    let mut answer = Answer::new(Question::Gatekeeper, sentence, measure.as_str()).showing(ids, links);
    for (element, times) in top {
        answer = answer.figure(element.name.clone(), times);
    }
    Some(answer)
}

/// Which groups barely talk?
pub(super) fn barely_talk(graph: &TieGraph, network: &Network) -> Vec<Answer> {
    let mut found = Vec::new();
    for mixing in &network.mixing {
        let quiet = |pair: &&GroupPair| {
            let rare = pair.ratio.is_some_and(|ratio| ratio <= BARELY);
            pair.groups[0] != pair.groups[1] && pair.expected >= EXPECTED_FROM && rare
        };
        let mut pairs: Vec<&GroupPair> = mixing.pairs.iter().filter(quiet).collect();
        let lacking = |pair: &GroupPair| pair.expected - pair.ties as f64;
        pairs.sort_by(|a, b| lacking(b).total_cmp(&lacking(a)).then_with(|| a.groups.cmp(&b.groups)));
        let Some(first) = pairs.first() else { continue };
        let ties = match first.ties {
            0 => "no tie".to_owned(),
            some => count(some, "tie"),
        };
        let sentence = format!(
            "{} and {} barely talk: {ties} where chance would give {:.0}",
            first.names[0], first.names[1], first.expected
        );
        let groups = graph.groups(mixing.by);
        let is_in =
            |v: usize, side: usize| groups.of[v].is_some_and(|group| groups.ids[group] == first.groups[side]);
        let members = (0..graph.len()).filter(|v| is_in(*v, 0) || is_in(*v, 1));
        let ids = members.map(|v| graph.ids[v].clone()).collect();
        let links = links_among(graph, |a, b| (is_in(a, 0) && is_in(b, 1)) || (is_in(a, 1) && is_in(b, 0)));
        let mut answer = Answer::new(Question::BarelyTalk, sentence, "group_mixing").showing(ids, links);
        for pair in pairs.iter().take(PAIRS) {
            answer = answer.figure(pair.names.join(" – "), pair.ratio.unwrap_or_default());
        }
        found.push(answer);
    }
    found
}

/// Which groups hang together?
pub(super) fn hang_together(graph: &TieGraph, network: &Network) -> Option<Answer> {
    let modularity = network.network.modularity?;
    let groups: Vec<&Vec<ElementId>> = network.communities.iter().filter(|group| group.len() > 1).collect();
    let largest = groups.first().filter(|_| groups.len() > 1)?;
    let mut community = vec![usize::MAX; graph.len()];
    for (number, members) in groups.iter().enumerate() {
        members.iter().filter_map(|id| graph.place(id)).for_each(|place| community[place] = number);
    }
    let sentence = format!(
        "Ties make {} groups, the largest of {}; modularity is {modularity:.2}",
        groups.len(),
        largest.len()
    );
    let links = links_among(graph, |a, b| community[a] == community[b] && community[a] != usize::MAX);
    Some(
        Answer::new(Question::HangTogether, sentence, "communities")
            .figure("modularity", modularity)
            .figure("groups", groups.len() as f64)
            .showing((*largest).clone(), links),
    )
}
