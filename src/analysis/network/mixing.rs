//! How ties mix groups: assortativity, the E-I index, and which groups talk to which.

use serde::Serialize;

use super::graph::TieGraph;
use super::groups::Grouping;
use crate::model::TermId;

/// Ties between two groups, or within one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupPair {
    /// The groups; the same twice for ties within one.
    pub groups: [TermId; 2],
    /// Their names.
    pub names: [String; 2],
    /// Ties between them: joined pairs, or arcs where direction counts, either way.
    pub ties: usize,
    /// Ties that there would be if they were spread by chance, with the numbers of ties that everyone has.
    pub expected: f64,
    /// `ties / expected`; `None` where nothing is expected.
    pub ratio: Option<f64>,
}

/// A group and how far it keeps to itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupTies {
    /// The group.
    pub id: TermId,
    /// Its name.
    pub name: String,
    /// How many belong to it.
    pub members: usize,
    /// Ties within it.
    pub internal: usize,
    /// Ties to others.
    pub external: usize,
    /// (external − internal) / (external + internal); `None` without ties.
    pub e_i_index: Option<f64>,
}

/// How ties mix the groups of one kind. Ties of elements without a group are left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mixing {
    /// What the groups are.
    pub by: Grouping,
    /// Newman's assortativity, −1 to 1; `None` with one group or no ties.
    pub assortativity: Option<f64>,
    /// Krackhardt and Stern's E-I index, −1 to 1; `None` without ties.
    pub e_i_index: Option<f64>,
    /// The groups, by id.
    pub groups: Vec<GroupTies>,
    /// All pairs of groups and each with itself, by id.
    pub pairs: Vec<GroupPair>,
}

/// Counts ties between groups. O(m + g²).
pub(super) fn mixing(graph: &TieGraph, by: Grouping) -> Mixing {
    let groups = graph.groups(by);
    let count = groups.len();
    // Arcs from group to group; without direction each tie is an arc either way.
    let mut arcs = vec![vec![0_usize; count]; count];
    for v in 0..graph.len() {
        let Some(from) = groups.of[v] else { continue };
        for to in graph.out().of(v).iter().filter_map(|u| groups.of[*u as usize]) {
            arcs[from][to] += 1;
        }
    }
    let all: usize = arcs.iter().flatten().sum();
    let ahead: Vec<usize> = arcs.iter().map(|row| row.iter().sum()).collect();
    let behind: Vec<usize> = (0..count).map(|to| arcs.iter().map(|row| row[to]).sum()).collect();
    let inside: usize = (0..count).map(|group| arcs[group][group]).sum();
    let each = if graph.directed { 1 } else { 2 };
    let index = |external: usize, internal: usize| {
        let both = external + internal;
        (both > 0).then(|| (external as f64 - internal as f64) / both as f64)
    };
    let mut members = vec![0; count];
    groups.of.iter().flatten().for_each(|group| members[*group] += 1);
    let group = |g: usize| {
        let internal = arcs[g][g] / each;
        let external =
            if graph.directed { ahead[g] + behind[g] - 2 * arcs[g][g] } else { ahead[g] - arcs[g][g] };
        GroupTies {
            id: groups.ids[g].clone(),
            name: groups.names[g].clone(),
            members: members[g],
            internal,
            external,
            e_i_index: index(external, internal),
        }
    };
    let chance = |a: usize, b: usize| ahead[a] as f64 * behind[b] as f64 / all as f64;
    let pair = |a: usize, b: usize| {
        let (ties, expected) = match (a == b, graph.directed) {
            (true, _) => (arcs[a][a] / each, chance(a, a) / each as f64),
            (false, true) => (arcs[a][b] + arcs[b][a], chance(a, b) + chance(b, a)),
            (false, false) => (arcs[a][b], chance(a, b)),
        };
        let expected = if all > 0 { expected } else { 0.0 };
        GroupPair {
            groups: [a, b].map(|g| groups.ids[g].clone()),
            names: [a, b].map(|g| groups.names[g].clone()),
            ties,
            expected,
            ratio: (expected > 0.0).then(|| ties as f64 / expected),
        }
    };
    Mixing {
        by,
        assortativity: assortativity(&arcs, &ahead, &behind, all),
        e_i_index: index((all - inside) / each, inside / each),
        groups: (0..count).map(group).collect(),
        pairs: (0..count).flat_map(|a| (a..count).map(move |b| (a, b))).map(|(a, b)| pair(a, b)).collect(),
    }
}

/// (Σ eᵢᵢ − Σ aᵢbᵢ) / (1 − Σ aᵢbᵢ) (Newman 2003, "Mixing patterns in networks").
fn assortativity(arcs: &[Vec<usize>], ahead: &[usize], behind: &[usize], all: usize) -> Option<f64> {
    if all == 0 {
        return None;
    }
    let inside: usize = arcs.iter().enumerate().map(|(group, row)| row[group]).sum();
    let chance: f64 = ahead.iter().zip(behind).map(|(a, b)| *a as f64 * *b as f64).sum();
    let (inside, chance) = (inside as f64 / all as f64, chance / (all as f64 * all as f64));
    (chance < 1.0 - 1e-12).then(|| (inside - chance) / (1.0 - chance))
}

/// The correlation of the degrees at both ends of ties: with direction, of the ties out of the one and into the other
/// (Newman 2002). `None` where degrees do not differ.
pub(super) fn degree_assortativity(graph: &TieGraph) -> Option<f64> {
    let (out, into) = (graph.out(), graph.into());
    let mut sums = [0.0; 5];
    for v in 0..graph.len() {
        for &u in out.of(v) {
            let (x, y) = (out.degree(v) as f64, into.degree(u as usize) as f64);
            for (sum, more) in sums.iter_mut().zip([x, y, x * x, y * y, x * y]) {
                *sum += more;
            }
        }
    }
    let count = out.len() as f64;
    let [x, y, xx, yy, xy] = sums;
    // All sums are whole numbers, so equal degrees give exactly 0 here.
    let (of_x, of_y) = (count * xx - x * x, count * yy - y * y);
    (of_x > 0.0 && of_y > 0.0).then(|| (count * xy - x * y) / (of_x.sqrt() * of_y.sqrt()))
}
