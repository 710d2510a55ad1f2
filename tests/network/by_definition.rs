//! Every figure of small random networks, worked out again straight from its definition.

use linchpin::analysis::Watch;
use linchpin::analysis::network::{
    Measure, Network, NetworkOptions, TieGraph, analyze, key_players, stands_between,
};
use linchpin::model::{ElementId, Project};
use proptest::prelude::*;

use super::maps::{actors, id, number};

/// The strengths of the ties as a matrix; 0 where there is none.
#[derive(Clone, Debug)]
struct Net {
    directed: bool,
    a: Vec<Vec<f64>>,
}

/// 3 to 7 actors, with ties of strengths 1, 2, 4 or 5, whose shares are exact.
fn net() -> impl Strategy<Value = Net> {
    (3_usize..8, any::<bool>()).prop_flat_map(|(n, directed)| {
        let tie = (0..n, 0..n, prop::sample::select(vec![1.0, 2.0, 4.0, 5.0]));
        prop::collection::vec(tie, 1..14).prop_map(move |ties| {
            let mut a = vec![vec![0.0; n]; n];
            for (from, to, strength) in ties.into_iter().filter(|(from, to, _)| from != to) {
                a[from][to] = strength;
                if !directed {
                    a[to][from] = strength;
                }
            }
            Net { directed, a }
        })
    })
}

impl Net {
    fn n(&self) -> usize {
        self.a.len()
    }

    fn others(&self, v: usize) -> impl Iterator<Item = usize> + use<> {
        (0..self.n()).filter(move |u| *u != v)
    }

    fn pairs(&self) -> Vec<(usize, usize)> {
        (0..self.n()).flat_map(|s| self.others(s).map(move |t| (s, t))).collect()
    }

    fn has(&self, from: usize, to: usize) -> bool {
        self.a[from][to] > 0.0
    }

    /// Strength both ways added, as Burt and `NetworkX` take it.
    fn both(&self, u: usize, v: usize) -> f64 {
        self.a[u][v] + self.a[v][u]
    }

    fn touches(&self, u: usize, v: usize) -> bool {
        self.both(u, v) > 0.0
    }

    fn network(&self) -> Network {
        let options = NetworkOptions { directed: Some(self.directed), ..NetworkOptions::default() };
        analyze(&self.project(), &options, &Watch::default()).unwrap()
    }

    fn project(&self) -> Project {
        let ties: Vec<_> = self
            .pairs()
            .into_iter()
            .filter(|(s, t)| self.has(*s, *t) && (self.directed || s < t))
            .map(|(s, t)| (s, t, self.a[s][t]))
            .collect();
        actors(self.n(), &ties, !self.directed)
    }

    /// Distances by Floyd and Warshall's method, without `gone`.
    fn distances(&self, weighted: bool, gone: &[usize]) -> Vec<Vec<f64>> {
        let n = self.n();
        let mut d = vec![vec![f64::INFINITY; n]; n];
        for v in (0..n).filter(|v| !gone.contains(v)) {
            d[v][v] = 0.0;
        }
        for (s, t) in self.pairs() {
            if self.has(s, t) && !gone.contains(&s) && !gone.contains(&t) {
                d[s][t] = if weighted { 1.0 / self.a[s][t] } else { 1.0 };
            }
        }
        for k in 0..n {
            for s in 0..n {
                for t in 0..n {
                    d[s][t] = d[s][t].min(d[s][k] + d[k][t]);
                }
            }
        }
        d
    }
}

fn near(what: &str, found: Option<f64>, expected: f64) -> Result<(), TestCaseError> {
    let close = found.is_some_and(|found| (found - expected).abs() <= 1e-8 * expected.abs().max(1.0));
    prop_assert!(close, "{what} is {found:?}, not {expected}");
    Ok(())
}

fn each(network: &Network, measure: Measure, expected: impl Fn(usize) -> f64) -> Result<(), TestCaseError> {
    for v in 0..network.elements.len() {
        near(&format!("{measure} of {v}"), network.value(&id(v), measure), expected(v))?;
    }
    Ok(())
}

/// How many networks of each kind are tried.
const CASES: u32 = 1_000;

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn degrees_and_distances(net in net()) {
        let network = net.network();
        let n = net.n() as f64;
        let count = |v: usize| net.others(v).filter(|u| net.has(*u, v)).count() as f64;
        let out = |v: usize| net.others(v).filter(|u| net.has(v, *u)).count() as f64;
        each(&network, Measure::DegreeCentrality, |v| {
            (if net.directed { count(v) + out(v) } else { out(v) }) / (n - 1.0)
        })?;
        each(&network, Measure::WeightedDegree, |v| {
            let sum = |to: bool| net.others(v).map(|u| if to { net.a[u][v] } else { net.a[v][u] }).sum::<f64>();
            if net.directed { sum(true) + sum(false) } else { sum(false) }
        })?;
        if net.directed {
            each(&network, Measure::InDegreeCentrality, |v| count(v) / (n - 1.0))?;
            each(&network, Measure::OutDegreeCentrality, |v| out(v) / (n - 1.0))?;
        }
        for (weighted, closeness, harmonic) in [
            (false, Measure::Closeness, Measure::Harmonic),
            (true, Measure::WeightedCloseness, Measure::WeightedHarmonic),
        ] {
            let d = net.distances(weighted, &[]);
            each(&network, harmonic, |v| net.others(v).map(|u| 1.0 / d[u][v]).sum())?;
            each(&network, closeness, |v| {
                let reach: Vec<f64> = net.others(v).map(|u| d[u][v]).filter(|d| d.is_finite()).collect();
                let r = reach.len() as f64;
                if reach.is_empty() { 0.0 } else { r / reach.iter().sum::<f64>() * r / (n - 1.0) }
            })?;
        }
        let d = net.distances(false, &[]);
        let all: Vec<f64> = net.pairs().into_iter().map(|(s, t)| d[s][t]).collect();
        if all.iter().all(|d| d.is_finite()) {
            each(&network, Measure::Eccentricity, |v| net.others(v).map(|u| d[v][u]).fold(0.0, f64::max))?;
            near("diameter", network.network.diameter, all.iter().copied().fold(0.0, f64::max))?;
            let mean = all.iter().sum::<f64>() / all.len() as f64;
            near("mean distance", network.network.average_shortest_path_length, mean)?;
        } else {
            prop_assert!(network.network.diameter.is_none() && network.undefined.contains_key("diameter"));
        }
    }

    #[test]
    fn neighbourhoods(net in net()) {
        let network = net.network();
        let share = |u: usize, v: usize, one: bool| {
            let weight = |u, v| if one { f64::from(u8::from(net.has(u, v))) + f64::from(u8::from(net.has(v, u))) } else { net.both(u, v) };
            weight(u, v) / net.others(u).map(|w| weight(u, w)).sum::<f64>()
        };
        for (one, measure) in [(true, Measure::Constraint), (false, Measure::WeightedConstraint)] {
            for v in 0..net.n() {
                let around: Vec<usize> = net.others(v).filter(|u| net.touches(v, *u)).collect();
                let found = network.value(&id(v), measure);
                if around.is_empty() {
                    prop_assert_eq!(found, None);
                    continue;
                }
                let expected: f64 = around
                    .iter()
                    .map(|j| {
                        let through: f64 = around
                            .iter()
                            .filter(|q| *q != j && net.touches(**q, *j))
                            .map(|q| share(v, *q, one) * share(*q, *j, one))
                            .sum();
                        (share(v, *j, one) + through).powi(2)
                    })
                    .sum();
                near(&format!("{measure} of {v}"), found, expected)?;
            }
        }
        if !net.directed {
            each(&network, Measure::Clustering, |v| {
                let around: Vec<usize> = net.others(v).filter(|u| net.has(v, *u)).collect();
                let k = around.len();
                let closed = around.iter().flat_map(|a| around.iter().map(move |b| (*a, *b)));
                let closed = closed.filter(|(a, b)| a < b && net.has(*a, *b)).count();
                if k < 2 { 0.0 } else { closed as f64 / (k * (k - 1) / 2) as f64 }
            })?;
        }
        // The k-core is what is left when all with fewer than k ties are taken away again and again.
        let core = |v: usize| {
            (0..=2 * net.n()).rev().find(|k| {
                let mut left: Vec<usize> = (0..net.n()).collect();
                loop {
                    let degree = |v: usize| -> usize {
                        let ties = left.iter().filter(|u| **u != v);
                        ties.map(|u| if net.directed {
                            usize::from(net.has(*u, v)) + usize::from(net.has(v, *u))
                        } else {
                            usize::from(net.has(v, *u))
                        }).sum()
                    };
                    let next: Vec<usize> = left.iter().copied().filter(|v| degree(*v) >= *k).collect();
                    if next.len() == left.len() {
                        return left.contains(&v);
                    }
                    left = next;
                }
            })
        };
        each(&network, Measure::Core, |v| core(v).unwrap() as f64)?;
        if net.directed && network.network.ties > 0 {
            let arcs: Vec<_> = net.pairs().into_iter().filter(|(s, t)| net.has(*s, *t)).collect();
            let answered = arcs.iter().filter(|(s, t)| net.has(*t, *s)).count();
            near("reciprocity", network.network.reciprocity, answered as f64 / arcs.len() as f64)?;
        }
    }

    #[test]
    fn walks(net in net()) {
        let network = net.network();
        let n = net.n();
        // x = 0.15/n + 0.85 (Pᵀx + what hangs, spread), by many steps.
        let rank = |weighted: bool| {
            let weight = |u: usize, v: usize| if weighted { net.a[u][v] } else { f64::from(u8::from(net.has(u, v))) };
            let mut x = vec![1.0 / n as f64; n];
            for _ in 0..150 {
                let mut next = vec![0.15 / n as f64; n];
                for (u, here) in x.iter().enumerate() {
                    let out: f64 = net.others(u).map(|v| weight(u, v)).sum();
                    for (v, value) in next.iter_mut().enumerate() {
                        *value += 0.85 * here * if out > 0.0 { weight(u, v) / out } else { 1.0 / n as f64 };
                    }
                }
                x = next;
            }
            x
        };
        let (plain, weighted) = (rank(false), rank(true));
        each(&network, Measure::PageRank, |v| plain[v])?;
        each(&network, Measure::WeightedPageRank, |v| weighted[v])?;
        if network.value(&id(0), Measure::Katz).is_some() {
            let mut x = vec![1.0; n];
            for _ in 0..200 {
                x = (0..n).map(|v| 1.0 + 0.1 * net.others(v).filter(|u| net.has(*u, v)).map(|u| x[u]).sum::<f64>()).collect();
            }
            let length = x.iter().map(|x| x * x).sum::<f64>().sqrt();
            each(&network, Measure::Katz, |v| x[v] / length)?;
        }
    }

    #[test]
    fn betweenness_of_ties_and_of_the_strong(net in net()) {
        let network = net.network();
        let n = net.n();
        // The number of shortest paths s → t, and of those through v, by distances and counts; strengths are exact.
        let count = |weighted: bool| {
            let d = net.distances(weighted, &[]);
            let a = net.a.clone();
            let step = move |u: usize, v: usize| if weighted { 1.0 / a[u][v] } else { 1.0 };
            let same = |a: f64, b: f64| a.is_finite() && (a - b).abs() < 1e-9;
            let mut paths = vec![vec![0.0; n]; n];
            for (s, row) in paths.iter_mut().enumerate() {
                let mut order: Vec<usize> = (0..n).filter(|t| d[s][*t].is_finite()).collect();
                order.sort_by(|a, b| d[s][*a].total_cmp(&d[s][*b]));
                row[s] = 1.0;
                for t in order.into_iter().filter(|t| *t != s) {
                    row[t] = (0..n).filter(|u| net.has(*u, t) && same(d[s][*u] + step(*u, t), d[s][t])).map(|u| row[u]).sum();
                }
            }
            (d, paths, step)
        };
        for (weighted, measure) in [(false, Measure::Betweenness), (true, Measure::WeightedBetweenness)] {
            let (d, paths, step) = count(weighted);
            let same = |a: f64, b: f64| a.is_finite() && (a - b).abs() < 1e-9;
            let scale = ((n - 1) * (n - 2)) as f64;
            each(&network, measure, |v| {
                let pairs = net.pairs().into_iter().filter(|(s, t)| *s != v && *t != v && d[*s][*t].is_finite());
                pairs.map(|(s, t)| if same(d[s][v] + d[v][t], d[s][t]) { paths[s][v] * paths[v][t] / paths[s][t] } else { 0.0 }).sum::<f64>() / scale
            })?;
            for tie in &network.ties {
                let [u, v] = [number(&tie.ends[0]), number(&tie.ends[1])];
                let along = |u: usize, v: usize| {
                    let pairs = net.pairs().into_iter().filter(|(s, t)| d[*s][*t].is_finite());
                    pairs.map(|(s, t)| if same(d[s][u] + step(u, v) + d[v][t], d[s][t]) { paths[s][u] * paths[v][t] / paths[s][t] } else { 0.0 }).sum::<f64>()
                };
                let expected = if net.directed { along(u, v) } else { along(u, v) + along(v, u) };
                let found = if weighted { tie.weighted_edge_betweenness_centrality } else { tie.edge_betweenness_centrality };
                near(&format!("tie {u} – {v}"), Some(found), expected / (n * (n - 1)) as f64)?;
            }
        }
    }

    #[test]
    fn key_players_and_who_stands_between(net in net(), size in 1_usize..3) {
        let options = NetworkOptions { directed: Some(net.directed), ..NetworkOptions::default() };
        let graph = TieGraph::new(&net.project(), &options).unwrap();
        let n = net.n();
        let sets = || (0_usize..1 << n).map(move |bits| (0..n).filter(|v| bits >> v & 1 == 1).collect::<Vec<usize>>());
        // For key players ties count both ways.
        let mut joined = net.clone();
        for (s, t) in net.pairs() {
            joined.a[s][t] = net.both(s, t);
        }
        let players = key_players(&graph, size, &Watch::default()).unwrap().unwrap();
        let d = joined.distances(false, &[]);
        let nearest = |set: &[usize], to: usize| set.iter().map(|s| d[*s][to]).fold(f64::INFINITY, f64::min);
        let reach = |set: &[usize]| (0..n).map(|to| 1.0 / nearest(set, to).max(1.0)).sum::<f64>() / n as f64;
        let fragments = |set: &[usize]| {
            let d = joined.distances(false, set);
            let left = n - set.len();
            let pairs = net.pairs().into_iter().filter(|(s, t)| !set.contains(s) && !set.contains(t));
            1.0 - pairs.map(|(s, t)| 1.0 / d[s][t]).sum::<f64>() / (left * (left - 1)) as f64
        };
        let best = |value: &dyn Fn(&[usize]) -> f64| {
            sets().filter(|set| set.len() == size).map(|set| value(&set)).fold(0.0, f64::max)
        };
        let members = |ids: &[ElementId]| ids.iter().map(number).collect::<Vec<usize>>();
        prop_assert!(players.reach.exact);
        near("reach", Some(players.reach.value), best(&reach))?;
        near("reach of the members", Some(reach(&members(&players.reach.members))), players.reach.value)?;
        if let Some(found) = &players.fragment {
            prop_assert!(found.exact);
            near("fragmentation", Some(found.value), best(&fragments))?;
            near("fragmentation of the members", Some(fragments(&members(&found.members))), found.value)?;
        }
        for cover in &players.covers {
            let covers = |set: &[usize]| (0..n).all(|to| nearest(set, to) <= f64::from(cover.steps));
            let fewest = sets().filter(|set| covers(set)).map(|set| set.len()).min();
            prop_assert!(cover.exact && covers(&members(&cover.members)));
            prop_assert_eq!(Some(cover.members.len()), fewest);
        }
        let (from, to) = (0, n - 1);
        let between = stands_between(&graph, &id(from), &id(to), &Watch::default()).unwrap();
        let joined = |gone: &[usize]| {
            // A tie between the two joins them whatever stands between.
            let mut without = net.clone();
            without.a[from][to] = 0.0;
            if !net.directed { without.a[to][from] = 0.0; }
            without.distances(false, gone)[from][to].is_finite()
        };
        let fewest = sets().filter(|set| !set.contains(&from) && !set.contains(&to) && !joined(set)).map(|set| set.len()).min().unwrap();
        let cut: Vec<usize> = between.cut.iter().map(number).collect();
        prop_assert_eq!(between.direct, net.has(from, to));
        prop_assert_eq!(cut.len(), fewest, "{:?}", between);
        prop_assert!(!joined(&cut));
    }

    #[test]
    fn who_could_stand_in_for_whom(net in net()) {
        let network = net.network();
        let alike = |a: usize, b: usize| {
            net.has(a, b) == net.has(b, a)
                && (0..net.n()).filter(|k| *k != a && *k != b).all(|k| net.has(a, k) == net.has(b, k) && net.has(k, a) == net.has(k, b))
        };
        let tied = |v: usize| net.others(v).any(|u| net.touches(u, v));
        for (a, b) in net.pairs().into_iter().filter(|(a, b)| a < b && tied(*a) && tied(*b)) {
            let together = network.equivalent.iter().any(|class| class.contains(&id(a)) && class.contains(&id(b)));
            prop_assert_eq!(together, alike(a, b), "{} and {}", a, b);
        }
        if let Some(found) = &network.micmac {
            // Row and column sums of a power of the matrix, as shares.
            let n = net.n();
            let one = |u: usize, v: usize| f64::from(u8::from(net.has(u, v)));
            let mut power: Vec<Vec<f64>> = (0..n).map(|u| (0..n).map(|v| one(u, v)).collect()).collect();
            for _ in 1..found.length {
                power = (0..n).map(|u| (0..n).map(|v| (0..n).map(|k| power[u][k] * one(k, v)).sum()).collect()).collect();
            }
            let whole: f64 = power.iter().flatten().sum();
            prop_assert!(whole > 0.0);
            for influence in &found.elements {
                let v = number(&influence.id);
                near("influence", Some(influence.influence), power[v].iter().sum::<f64>() / whole)?;
                near("dependence", Some(influence.dependence), power.iter().map(|row| row[v]).sum::<f64>() / whole)?;
            }
        }
    }
}
