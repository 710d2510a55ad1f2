//! What if several actors leave together?

use serde::Serialize;

use super::holders;
use crate::analysis::Watch;
use crate::analysis::network::{self, Arcs, NetworkError, Progress, TieGraph, count, list, steps_apart};
use crate::model::{ElementId, LinkId, Project, TermId};

/// What would be left without some actors.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Departure {
    /// Who leaves, by id.
    pub leaving: Vec<ElementId>,
    /// The ties that go with them, by id.
    pub links: Vec<LinkId>,
    /// Pairs of the others that are joined now and would not be any more.
    pub disconnected_pairs: u64,
    /// The distance-weighted fragmentation now, 0 to 1; `None` with fewer than two actors.
    pub fragmentation_before: Option<f64>,
    /// That of the others alone; `None` with fewer than two of them.
    pub fragmentation_after: Option<f64>,
    /// How much it rises, −1 to 1.
    pub fragmentation: Option<f64>,
    /// The parts that are left, largest first, then by first id; members by id.
    pub parts: Vec<Vec<ElementId>>,
    /// Who is tied to someone now and would have no tie left, by id.
    pub left_alone: Vec<ElementId>,
    /// Assets that those who stay do not hold at level 45 or more, while someone who leaves does.
    pub assets_lost: Vec<TermId>,
    /// What that means, in sentences, weightiest first.
    pub sentences: Vec<String>,
}

/// What would happen if these actors left together. O(n·m / 64) a step of distance.
///
/// # Errors
/// [`NetworkError::NoSuchElement`], or [`NetworkError::Cancelled`] once the watch says so.
pub fn departure(
    project: &Project,
    graph: &TieGraph,
    leaving: &[ElementId],
    watch: &Watch,
) -> Result<Departure, NetworkError> {
    let mut gone = leaving.iter().map(|id| graph.asked(id)).collect::<Result<Vec<usize>, _>>()?;
    gone.sort_unstable();
    gone.dedup();
    let arcs = graph.undirected();
    let n = graph.len();
    let progress = &Progress::new(watch, 2);
    let before = steps_apart(arcs, &[], progress)?;
    progress.advance(1);
    let after = steps_apart(arcs, &gone, progress)?;
    progress.advance(1);
    let fragmentation_before = network::fragmentation(n, &before);
    let fragmentation_after = network::fragmentation(n - gone.len(), &after);
    let parts = parts(arcs, &gone);
    let joined = |parts: &[Vec<usize>]| -> u64 {
        let pairs = |part: &Vec<usize>| (part.len() * (part.len() - 1) / 2) as u64;
        parts.iter().map(pairs).sum()
    };
    let whole: Vec<Vec<usize>> = self::parts(arcs, &[])
        .into_iter()
        .map(|part| part.into_iter().filter(|v| gone.binary_search(v).is_err()).collect::<Vec<_>>())
        .filter(|part| !part.is_empty())
        .collect();
    let stays = |u: &&u32| gone.binary_search(&(**u as usize)).is_err();
    let alone = |v: &usize| arcs.degree(*v) > 0 && arcs.of(*v).iter().find(stays).is_none();
    let left_alone: Vec<usize> =
        (0..n).filter(|v| gone.binary_search(v).is_err()).filter(|v| alone(v)).collect();
    let mut links = Vec::new();
    for &v in &gone {
        arcs.of(v).iter().for_each(|u| links.extend(graph.joins_of(v, *u as usize)));
    }
    links.sort();
    links.dedup();
    let ids = |of: &[usize]| of.iter().map(|v| graph.ids[*v].clone()).collect::<Vec<_>>();
    let lost = holders::lost_with(project, &graph.ids, &ids(&gone));
    let mut found = Departure {
        leaving: ids(&gone),
        links,
        disconnected_pairs: joined(&whole) - joined(&parts),
        fragmentation_before,
        fragmentation_after,
        fragmentation: fragmentation_after.zip(fragmentation_before).map(|(after, before)| after - before),
        parts: parts.iter().map(|part| ids(part)).collect(),
        left_alone: ids(&left_alone),
        assets_lost: lost.iter().map(|(id, _)| id.clone()).collect(),
        sentences: Vec::new(),
    };
    let names = |of: &[usize]| of.iter().map(|v| graph.names[*v].clone()).collect::<Vec<_>>();
    let assets: Vec<String> = lost.into_iter().map(|(_, name)| name).collect();
    found.sentences = sentences(&found, &names(&gone), &names(&left_alone), &assets, whole.len());
    Ok(found)
}

fn sentences(
    found: &Departure,
    leaving: &[String],
    left_alone: &[String],
    assets: &[String],
    parts_before: usize,
) -> Vec<String> {
    let who = list(leaving, leaving.len());
    let mut said = Vec::new();
    if found.parts.len() > parts_before {
        said.push(format!(
            "Without {who} the others are in {}, and {} no longer joined",
            count(found.parts.len(), "part"),
            if found.disconnected_pairs == 1 {
                "1 pair is".to_owned()
            } else {
                format!("{} pairs are", found.disconnected_pairs)
            }
        ));
    } else {
        said.push(format!("Without {who} the others stay joined as they are"));
    }
    if !left_alone.is_empty() {
        said.push(format!("No tie is left for {}", list(left_alone, left_alone.len())));
    }
    if !assets.is_empty() {
        said.push(format!("Nobody else holds {}", list(assets, assets.len())));
    }
    said
}

/// The parts without some elements, largest first, then by first member; members ascending.
fn parts(arcs: &Arcs, gone: &[usize]) -> Vec<Vec<usize>> {
    let mut seen = vec![false; arcs.elements()];
    for &v in gone {
        seen[v] = true;
    }
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for root in 0..arcs.elements() {
        if seen[root] {
            continue;
        }
        seen[root] = true;
        let mut part = vec![root];
        let mut next = 0;
        while let Some(&v) = part.get(next) {
            next += 1;
            for &u in arcs.of(v) {
                if !seen[u as usize] {
                    seen[u as usize] = true;
                    part.push(u as usize);
                }
            }
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    parts
}
