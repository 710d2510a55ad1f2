//! Every measure of a network, at 500, 2,000 and 10,000 actors with six ties each on average.
//!
//! `benches/network/peers.py` measures other libraries on the very same networks; run both on an idle computer and
//! compare within one run.

#![expect(clippy::expect_used, reason = "a bench without its network cannot run")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use linchpin::analysis::network::{
    Kind, Measure, NetworkOptions, TieGraph, columns, communities_of, cut_vertices, key_players, measure,
};
use linchpin::analysis::{Watch, bottlenecks};
use linchpin::model::{Bond, Element, ElementId, ElementKind, Ends, Link, LinkId, LinkKind, Project, Tie};

/// How many ties each new actor brings.
const TIES: usize = 3;

/// Actors tied so that the well tied get more ties (Barabási and Albert 1999, m = 3), the same each time; strengths 1 to
/// 5. `peers.py` makes the same.
fn ties(actors: usize) -> Vec<(usize, usize, u64)> {
    // Knuth's linear congruential generator: small, and easy to write in any language.
    let mut state = 42_u64;
    let mut next = |over: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % over
    };
    let (mut ties, mut ends) = (Vec::new(), Vec::new());
    for new in TIES..actors {
        let mut chosen: Vec<usize> = Vec::new();
        while chosen.len() < TIES {
            let old = if ends.is_empty() { chosen.len() } else { ends[next(ends.len())] };
            if !chosen.contains(&old) {
                chosen.push(old);
            }
        }
        for old in chosen {
            ties.push((old, new, next(5) as u64 + 1));
            ends.extend([old, new]);
        }
    }
    ties
}

fn network(actors: usize) -> (Project, TieGraph) {
    let mut project = Project::new("Bench");
    let id = |number: usize| ElementId::from(format!("e_{number:016}").as_str());
    for number in 0..actors {
        let actor = Element::new(ElementKind::Actor, format!("Actor {number}"));
        project.elements.insert(id(number), Arc::new(actor));
    }
    for (number, (from, to, strength)) in ties(actors).into_iter().enumerate() {
        let mut link = Link::new(Ends::elements(id(from), id(to)), Bond::new(LinkKind::Tie));
        link.bond = Bond::Tie(Tie { strength: Some(strength as f64), ..Tie::default() });
        project.links.insert(LinkId::from(format!("l_{number:016}").as_str()), Arc::new(link));
    }
    let options =
        NetworkOptions { kind: Some(Kind::Actor), directed: Some(false), ..NetworkOptions::default() };
    let graph = TieGraph::new(&project, &options).expect("the whole project has a network");
    (project, graph)
}

fn measures(c: &mut Criterion) {
    for actors in [500, 2_000, 10_000] {
        let (project, graph) = network(actors);
        let mut group = c.benchmark_group("network");
        group.sample_size(10).warm_up_time(Duration::from_millis(100));
        group.measurement_time(Duration::from_millis(500));
        let watch = Watch::default();
        for one in Measure::ALL.iter().filter(|one| !one.needs_direction()) {
            group.bench_function(BenchmarkId::new(one.as_str(), actors), |b| {
                b.iter(|| black_box(columns(&graph, &[*one], &watch)));
            });
        }
        group.bench_function(BenchmarkId::new("communities", actors), |b| {
            b.iter(|| black_box(communities_of(&graph, &watch)));
        });
        group.bench_function(BenchmarkId::new("cut vertices", actors), |b| {
            b.iter(|| black_box(cut_vertices(&graph)));
        });
        let reach = [Measure::Betweenness, Measure::Closeness, Measure::Harmonic, Measure::Eccentricity];
        group.bench_function(
            BenchmarkId::new("betweenness, closeness, harmonic, eccentricity", actors),
            |b| {
                b.iter(|| black_box(columns(&graph, &reach, &watch)));
            },
        );
        group.bench_function(BenchmarkId::new("all together", actors), |b| {
            b.iter(|| black_box(measure(&graph, None, &watch)));
        });
        if actors <= 2_000 {
            group.bench_function(BenchmarkId::new("key players", actors), |b| {
                b.iter(|| black_box(key_players(&graph, 3, &watch)));
            });
            group.bench_function(BenchmarkId::new("bottlenecks", actors), |b| {
                b.iter(|| black_box(bottlenecks(&project, None, &watch)));
            });
        }
    }
}

/// Beyond 10,000 actors shortest paths are sampled.
fn estimates(c: &mut Criterion) {
    let (_, graph) = network(50_000);
    let mut group = c.benchmark_group("network");
    group.sample_size(10).warm_up_time(Duration::from_millis(100));
    for one in [Measure::Betweenness, Measure::PageRank] {
        group.bench_function(BenchmarkId::new(one.as_str(), 50_000), |b| {
            b.iter(|| black_box(columns(&graph, &[one], &Watch::default())));
        });
    }
}

criterion_group!(benches, measures, estimates);
criterion_main!(benches);
