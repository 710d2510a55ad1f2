//! Two actors side by side, and two versions of a map.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::equivalence::distance;
use super::graph::TieGraph;
use super::words::{count, list};
use super::{Measure, Network, NetworkError};
use crate::model::ElementId;

/// What differs by less than this is the same but for rounding.
const SAME: f64 = 1e-9;

/// A measure of two elements.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SideBySide {
    /// The measure.
    pub measure: Measure,
    /// The figures; `None` where there is no value.
    pub values: [Option<f64>; 2],
    /// Their ranks, from 1 for the highest; equals share a rank.
    pub ranks: [Option<usize>; 2],
}

/// Two elements of one network side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The two.
    pub elements: [ElementId; 2],
    /// Their names.
    pub names: [String; 2],
    /// They are tied directly, in either direction.
    pub tied: bool,
    /// Whom both are tied with, by id.
    pub shared: Vec<ElementId>,
    /// Whom only one of them is tied with, by id.
    pub only: [Vec<ElementId>; 2],
    /// The distance of their ties with all others: 0 if they could stand in for each other.
    pub distance: f64,
    /// Every measure.
    pub measures: Vec<SideBySide>,
    /// What that means, in sentences.
    pub sentences: Vec<String>,
}

/// The rank of every element by a measure, from 1 for the highest.
fn ranks(network: &Network, measure: Measure) -> BTreeMap<&ElementId, usize> {
    let top = network.top(measure, network.elements.len());
    let mut ranks = BTreeMap::new();
    let (mut rank, mut before) = (0, f64::INFINITY);
    for (place, (element, value)) in top.into_iter().enumerate() {
        if before - value > SAME {
            rank = place + 1;
        }
        before = value;
        ranks.insert(&element.id, rank.max(1));
    }
    ranks
}

/// The measures of the elements of a network.
fn measures(network: &Network) -> Vec<Measure> {
    network.elements.first().map_or_else(Vec::new, |element| element.values.keys().copied().collect())
}

/// Compares two elements of a network.
///
/// # Errors
/// [`NetworkError::NoSuchElement`] or [`NetworkError::SameElement`].
pub fn compare(
    graph: &TieGraph,
    network: &Network,
    elements: [&ElementId; 2],
) -> Result<Comparison, NetworkError> {
    let [a, b] = elements;
    let places = [graph.asked(a)?, graph.asked(b)?];
    if a == b {
        return Err(NetworkError::SameElement(a.clone()));
    }
    let around = places.map(|place| {
        let others = graph.undirected().of(place).iter().map(|other| *other as usize);
        others.filter(|other| !places.contains(other)).collect::<BTreeSet<usize>>()
    });
    let ids = |of: Vec<usize>| of.into_iter().map(|place| graph.ids[place].clone()).collect::<Vec<_>>();
    let names = places.map(|place| graph.names[place].clone());
    let shared = ids(around[0].intersection(&around[1]).copied().collect());
    let only = [
        ids(around[0].difference(&around[1]).copied().collect()),
        ids(around[1].difference(&around[0]).copied().collect()),
    ];
    let side_by_side = |measure: Measure| {
        let ranks = ranks(network, measure);
        SideBySide {
            measure,
            values: elements.map(|id| network.value(id, measure)),
            ranks: elements.map(|id| ranks.get(id).copied()),
        }
    };
    let measures: Vec<SideBySide> = measures(network).into_iter().map(side_by_side).collect();
    let distance = distance(graph, places[0], places[1]);
    let mut sentences = Vec::new();
    for row in measures.iter().filter(|row| row.measure == Measure::Betweenness) {
        if let [Some(x), Some(y)] = row.values {
            let sentence = match x.partial_cmp(&y).filter(|_| (x - y).abs() > SAME) {
                Some(Ordering::Greater) => format!("{} connects the others more than {}", names[0], names[1]),
                Some(Ordering::Less) => format!("{} connects the others more than {}", names[1], names[0]),
                _ => format!("{} and {} connect the others alike", names[0], names[1]),
            };
            sentences.push(sentence);
        }
    }
    sentences.push(if distance == 0.0 && !shared.is_empty() {
        format!("{} and {} have the same ties and could stand in for each other", names[0], names[1])
    } else {
        let both = count(shared.len(), "neighbour");
        format!(
            "They share {both}; {} has {} of its own, {} has {}",
            names[0],
            only[0].len(),
            names[1],
            only[1].len()
        )
    });
    Ok(Comparison {
        elements: [a.clone(), b.clone()],
        names,
        tied: graph.undirected().has(places[0], places[1]),
        shared,
        only,
        distance,
        measures,
        sentences,
    })
}

/// How a figure changed between two versions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Before and after.
    pub values: [Option<f64>; 2],
    /// Ranks before and after, from 1 for the highest.
    pub ranks: [Option<usize>; 2],
}

/// An element that is in both versions, and which of its figures changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ElementChange {
    /// The element.
    pub id: ElementId,
    /// Its name, after.
    pub name: String,
    /// The figures that changed.
    pub changes: BTreeMap<Measure, Change>,
}

/// Who gained and lost between two versions of a map.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct NetworkChanges {
    /// Elements that are in the later version only, by id.
    pub joined: Vec<ElementId>,
    /// Elements that are in the earlier version only, by id.
    pub left: Vec<ElementId>,
    /// Elements in both with figures that changed, by id.
    pub elements: Vec<ElementChange>,
    /// Who became or ceased to be someone without whom the map would part, by id.
    pub new_cut_vertices: Vec<ElementId>,
    /// Who ceased to be.
    pub former_cut_vertices: Vec<ElementId>,
    /// What that means, in sentences, weightiest first.
    pub sentences: Vec<String>,
}

/// Compares the figures of two versions of a map, or of two dates.
pub fn changes(before: &Network, after: &Network) -> NetworkChanges {
    let ids = |network: &Network| network.elements.iter().map(|e| e.id.clone()).collect::<BTreeSet<_>>();
    let (then, now) = (ids(before), ids(after));
    let cuts = |network: &Network| network.cut_vertices.iter().cloned().collect::<BTreeSet<_>>();
    let (cut_then, cut_now) = (cuts(before), cuts(after));
    let mut elements: BTreeMap<&ElementId, BTreeMap<Measure, Change>> = BTreeMap::new();
    for measure in measures(after).into_iter().filter(|measure| measures(before).contains(measure)) {
        let both = [before, after];
        let ranks = both.map(|network| ranks(network, measure));
        for id in then.intersection(&now) {
            let values = both.map(|network| network.value(id, measure));
            let same = match values {
                [Some(x), Some(y)] => (x - y).abs() <= SAME,
                [x, y] => x == y,
            };
            if !same {
                let ranks = [ranks[0].get(id).copied(), ranks[1].get(id).copied()];
                elements.entry(id).or_default().insert(measure, Change { values, ranks });
            }
        }
    }
    let name = |id: &ElementId| {
        after.element(id).or(before.element(id)).map_or_else(String::new, |e| e.name.clone())
    };
    let mut found = NetworkChanges {
        joined: now.difference(&then).cloned().collect(),
        left: then.difference(&now).cloned().collect(),
        elements: elements
            .into_iter()
            .map(|(id, changes)| ElementChange { id: id.clone(), name: name(id), changes })
            .collect(),
        new_cut_vertices: cut_now.difference(&cut_then).cloned().collect(),
        former_cut_vertices: cut_then.difference(&cut_now).cloned().collect(),
        sentences: Vec::new(),
    };
    found.sentences = sentences(&found, name);
    found
}

fn sentences(found: &NetworkChanges, name: impl Fn(&ElementId) -> String) -> Vec<String> {
    let mut said = Vec::new();
    let gain = |change: &Change| match change.values {
        [Some(then), Some(now)] => Some(now - then),
        _ => None,
    };
    let moved = found.elements.iter().filter_map(|element| {
        let change = element.changes.get(&Measure::Betweenness)?;
        Some((element, change, gain(change)?))
    });
    let mut moved: Vec<_> = moved.collect();
    moved.sort_by(|a, b| b.2.total_cmp(&a.2).then_with(|| a.0.id.cmp(&b.0.id)));
    let mut tell = |moved: Option<&(&ElementChange, &Change, f64)>, verb: &str, sign: f64| {
        if let Some((element, change, _)) = moved.filter(|moved| moved.2 * sign > SAME)
            && let ([Some(then), Some(now)], [Some(from), Some(to)]) = (change.values, change.ranks)
        {
            said.push(format!(
                "{} {verb} most as a connector: betweenness {then:.3} → {now:.3}, rank {from} → {to}",
                element.name
            ));
        }
    };
    tell(moved.first(), "gained", 1.0);
    tell(moved.last(), "lost", -1.0);
    let mut name_all = |ids: &[ElementId], words: &str| {
        if !ids.is_empty() {
            let names: Vec<String> = ids.iter().map(&name).collect();
            said.push(format!("{words}: {}", list(&names, names.len())));
        }
    };
    name_all(&found.new_cut_vertices, "The map would now part without");
    name_all(&found.former_cut_vertices, "The map would no longer part without");
    name_all(&found.joined, "New on the map");
    name_all(&found.left, "No longer on the map");
    said
}
