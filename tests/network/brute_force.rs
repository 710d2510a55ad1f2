//! Small random networks, worked out again the slow way.

use linchpin::analysis::network::{Measure, NetworkOptions, analyze};
use linchpin::analysis::{Watch, bottlenecks};
use proptest::prelude::*;

use super::maps::{actors, id, joined, number};

type Pairs = Vec<(usize, usize)>;

/// A network of 2 to 9 actors, without self-ties or parallel ties.
fn network() -> impl Strategy<Value = (usize, Pairs)> {
    (2_usize..10).prop_flat_map(|n| {
        let tie = (0..n, 0..n);
        (Just(n), prop::collection::vec(tie, 0..16)).prop_map(|(n, ties)| {
            let mut ties: Pairs =
                ties.into_iter().filter(|(a, b)| a != b).map(|(a, b)| (a.min(b), a.max(b))).collect();
            ties.sort_unstable();
            ties.dedup();
            (n, ties)
        })
    })
}

/// Which component each actor is in, without one of them.
fn components(n: usize, ties: &[(usize, usize)], gone: Option<usize>) -> Vec<usize> {
    let mut label: Vec<usize> = (0..n).collect();
    for _ in 0..n {
        for &(a, b) in ties.iter().filter(|(a, b)| Some(*a) != gone && Some(*b) != gone) {
            let least = label[a].min(label[b]);
            label[a] = least;
            label[b] = least;
        }
    }
    label
}

/// Pairs that are joined among all but `gone`, with the ties as they are given.
fn joined_pairs(n: usize, ties: &[(usize, usize)], gone: usize, removed: Option<usize>) -> u64 {
    let label = components(n, ties, removed);
    let others: Vec<usize> = (0..n).filter(|v| *v != gone).collect();
    let pairs = others.iter().flat_map(|a| others.iter().map(move |b| (*a, *b)));
    pairs.filter(|(a, b)| a < b && label[*a] == label[*b]).count() as u64
}

/// All shortest paths from `s` to `t`, by trying all paths of growing length.
fn shortest_paths(next: &[Vec<usize>], s: usize, t: usize) -> Vec<Vec<usize>> {
    let mut paths = vec![vec![s]];
    while !paths.is_empty() {
        let done: Vec<_> = paths.iter().filter(|path| path.last() == Some(&t)).cloned().collect();
        if !done.is_empty() {
            return done;
        }
        let grown = paths.iter().flat_map(|path| {
            let ahead = next[*path.last().unwrap()].iter().filter(|v| !path.contains(v));
            ahead.map(|v| path.iter().copied().chain([*v]).collect())
        });
        paths = grown.collect();
    }
    Vec::new()
}

fn betweenness(n: usize, next: &[Vec<usize>]) -> Vec<f64> {
    let mut sums = vec![0.0; n];
    for (s, t) in (0..n).flat_map(|s| (0..n).map(move |t| (s, t))).filter(|(s, t)| s != t) {
        let paths = shortest_paths(next, s, t);
        for path in &paths {
            path[1..path.len() - 1].iter().for_each(|v| sums[*v] += 1.0 / paths.len() as f64);
        }
    }
    let pairs = if n > 2 { ((n - 1) * (n - 2)) as f64 } else { 1.0 };
    sums.iter().map(|sum| sum / pairs).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cut_vertices_bridges_and_disconnected_pairs((n, ties) in network()) {
        let project = joined(n, &ties);
        let table = bottlenecks(&project, None, &Watch::default()).unwrap();
        for row in &table.actors {
            let v = number(&row.id);
            let lost = joined_pairs(n, &ties, v, None) - joined_pairs(n, &ties, v, Some(v));
            prop_assert_eq!(row.disconnected_pairs, lost);
            prop_assert_eq!(row.cut_vertex, lost > 0);
        }
        let found = analyze(&project, &NetworkOptions::default(), &Watch::default()).unwrap();
        let whole = components(n, &ties, None);
        let bridges: Vec<_> = ties
            .iter()
            .filter(|tie| {
                let others: Pairs = ties.iter().copied().filter(|other| other != *tie).collect();
                components(n, &others, None) != whole
            })
            .map(|(a, b)| [id(*a), id(*b)])
            .collect();
        prop_assert_eq!(found.bridges, bridges);
    }

    #[test]
    fn betweenness_of_all_shortest_paths((n, ties) in network(), directed in any::<bool>()) {
        let weighted: Vec<_> = ties.iter().map(|(a, b)| (*a, *b, 2.0)).collect();
        let project = actors(n, &weighted, !directed);
        let options = NetworkOptions {
            directed: Some(directed),
            measures: Some(vec![Measure::Betweenness, Measure::WeightedBetweenness]),
            ..NetworkOptions::default()
        };
        let found = analyze(&project, &options, &Watch::default()).unwrap();
        let mut next = vec![Vec::new(); n];
        for &(a, b) in &ties {
            next[a].push(b);
            if !directed {
                next[b].push(a);
            }
        }
        for (v, expected) in betweenness(n, &next).into_iter().enumerate() {
            for measure in [Measure::Betweenness, Measure::WeightedBetweenness] {
                let value = found.value(&id(v), measure).unwrap();
                prop_assert!((value - expected).abs() < 1e-12, "{measure} of {v}: {value}, not {expected}");
            }
        }
    }

    #[test]
    fn fragmentation_is_that_of_the_others_alone((n, ties) in network()) {
        let before = fragmentation(n, &ties, None);
        for row in bottlenecks(&joined(n, &ties), None, &Watch::default()).unwrap().actors {
            let expected = fragmentation(n, &ties, Some(number(&row.id))).zip(before).map(|(b, a)| b - a);
            match (row.fragmentation, expected) {
                (Some(found), Some(expected)) => prop_assert!((found - expected).abs() < 1e-12),
                (found, expected) => prop_assert_eq!(found, expected),
            }
        }
    }
}

/// 1 − Σ 1/d / (n(n − 1)) over ordered pairs, distances by Floyd and Warshall's method.
fn fragmentation(n: usize, ties: &[(usize, usize)], gone: Option<usize>) -> Option<f64> {
    let mut d = vec![vec![f64::INFINITY; n]; n];
    for &(a, b) in ties.iter().filter(|(a, b)| Some(*a) != gone && Some(*b) != gone) {
        d[a][b] = 1.0;
        d[b][a] = 1.0;
    }
    for k in 0..n {
        for a in 0..n {
            for b in 0..n {
                d[a][b] = d[a][b].min(d[a][k] + d[k][b]);
            }
        }
    }
    let left: Vec<usize> = (0..n).filter(|v| Some(*v) != gone).collect();
    let pairs = left.iter().flat_map(|a| left.iter().map(move |b| (*a, *b))).filter(|(a, b)| a != b);
    let near: f64 = pairs.map(|(a, b)| 1.0 / d[a][b]).sum();
    (left.len() > 1).then(|| 1.0 - near / (left.len() * (left.len() - 1)) as f64)
}
