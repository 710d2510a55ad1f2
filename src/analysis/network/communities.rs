//! Communities by the Louvain method (Blondel, Guillaume, Lambiotte and Lefebvre 2008), on joined pairs without
//! direction or strength.
//!
//! Elements are visited in the order of their ids and ties between equally good moves go to the lowest community, so the
//! same network always gives the same communities; no seed is needed. Modularity is Newman's, at resolution 1.

use super::graph::Arcs;

/// A gain in modularity below this is rounding.
const LEAST_GAIN: f64 = 1e-12;

/// Sweeps over all elements at one level, before settling for what there is.
const SWEEPS: usize = 100;

/// A network of weighted pairs in which each element may stand for many.
struct Level {
    /// The neighbours of each element with the number of ties to them.
    around: Vec<Vec<(usize, f64)>>,
    /// Ends of ties inside each element: twice their number.
    inside: Vec<f64>,
}

/// Communities and how good they are.
pub(super) struct Communities {
    /// The members of each, ascending; largest first, then by first member.
    pub(super) members: Vec<Vec<usize>>,
    /// Newman's modularity; `None` without ties.
    pub(super) modularity: Option<f64>,
}

/// Finds communities. About O(m) a sweep, in practice a few sweeps a level and a few levels.
pub(super) fn communities(arcs: &Arcs, elements: usize) -> Communities {
    let mut of: Vec<usize> = (0..elements).collect();
    let mut level = Level {
        around: (0..elements).map(|v| arcs.of(v).iter().map(|u| (*u, 1.0)).collect()).collect(),
        inside: vec![0.0; elements],
    };
    while let Some(moved) = level.sweep() {
        for community in &mut of {
            *community = moved[*community];
        }
        level = level.folded(&moved);
    }
    let mut members = vec![Vec::new(); level.inside.len()];
    for (element, community) in of.iter().enumerate() {
        members[*community].push(element);
    }
    members.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    Communities { members, modularity: level.modularity() }
}

impl Level {
    fn strengths(&self) -> Vec<f64> {
        let ties = |around: &Vec<(usize, f64)>| around.iter().map(|(_, ties)| ties).sum::<f64>();
        self.around.iter().map(ties).zip(&self.inside).map(|(outside, inside)| outside + inside).collect()
    }

    /// The modularity with every element its own community.
    fn modularity(&self) -> Option<f64> {
        let strengths = self.strengths();
        let ends: f64 = strengths.iter().sum();
        let parts = self.inside.iter().zip(&strengths);
        (ends > 0.0).then(|| parts.map(|(inside, s)| inside / ends - (s / ends).powi(2)).sum())
    }

    /// Moves elements between communities while that gains modularity. Gives the communities, numbered in order of
    /// their first element, or `None` if nothing moved.
    fn sweep(&self) -> Option<Vec<usize>> {
        let strengths = self.strengths();
        let ends: f64 = strengths.iter().sum();
        let mut of: Vec<usize> = (0..strengths.len()).collect();
        let mut totals = strengths.clone();
        let mut shared = vec![0.0; strengths.len()];
        let mut any = false;
        for _ in 0..SWEEPS {
            let mut moved = false;
            for (v, around) in self.around.iter().enumerate() {
                let home = of[v];
                let mut near = vec![home];
                for &(u, ties) in around {
                    if shared[of[u]] == 0.0 && of[u] != home {
                        near.push(of[u]);
                    }
                    shared[of[u]] += ties;
                }
                totals[home] -= strengths[v];
                near[1..].sort_unstable();
                let gain = |c: usize| (shared[c] - strengths[v] * totals[c] / ends) / ends;
                let mut best = (home, gain(home));
                for &community in &near[1..] {
                    let gain = gain(community);
                    if gain > best.1 + LEAST_GAIN {
                        best = (community, gain);
                    }
                }
                for community in near {
                    shared[community] = 0.0;
                }
                totals[best.0] += strengths[v];
                of[v] = best.0;
                moved |= best.0 != home;
            }
            any |= moved;
            if !moved {
                break;
            }
        }
        any.then(|| renumbered(&of))
    }

    /// The network of communities.
    fn folded(&self, of: &[usize]) -> Self {
        let count = of.iter().max().map_or(0, |most| most + 1);
        let mut inside = vec![0.0; count];
        let mut pairs: Vec<Vec<(usize, f64)>> = vec![Vec::new(); count];
        for (v, around) in self.around.iter().enumerate() {
            inside[of[v]] += self.inside[v];
            for &(u, ties) in around {
                if of[u] == of[v] {
                    inside[of[v]] += ties;
                } else {
                    pairs[of[v]].push((of[u], ties));
                }
            }
        }
        let merged = |mut around: Vec<(usize, f64)>| {
            around.sort_by_key(|(u, _)| *u);
            around.dedup_by(|next, kept| {
                let same = next.0 == kept.0;
                if same {
                    kept.1 += next.1;
                }
                same
            });
            around
        };
        Self { around: pairs.into_iter().map(merged).collect(), inside }
    }
}

fn renumbered(of: &[usize]) -> Vec<usize> {
    let mut numbers = vec![usize::MAX; of.len()];
    let mut next = 0;
    of.iter()
        .map(|community| {
            if numbers[*community] == usize::MAX {
                numbers[*community] = next;
                next += 1;
            }
            numbers[*community]
        })
        .collect()
}
