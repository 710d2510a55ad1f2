//! Analyses: on the samples, whose answers should seem immediate, and on a large network.

#[path = "../tests/history_memory/large.rs"]
mod large;

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use linchpin::analysis::network::{Measure, NetworkOptions, analyze};
use linchpin::analysis::{LoopOptions, PartnerOptions, Watch, loops, partners};
use linchpin::file;
use linchpin::model::{Body, Rating};

use large::Large;

const SAMPLES: [&str; 3] = ["electric-vehicles-india", "five-coalitions", "waste-pickers-bengaluru"];

fn samples(c: &mut Criterion) {
    let mut group = c.benchmark_group("samples");
    group.sample_size(20);
    for name in SAMPLES {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name).with_extension("linchpin");
        let Ok(document) = file::open(&path) else { continue };
        let project = document.project;
        let watch = Watch::default();
        group.bench_function(format!("loops, {name}"), |b| {
            b.iter(|| black_box(loops(&project, &LoopOptions::default(), &watch)));
        });
        group.bench_function(format!("partners, {name}"), |b| {
            b.iter(|| black_box(partners(&project, &PartnerOptions::default(), &watch)));
        });
    }
    group.finish();
}

fn network(c: &mut Criterion) {
    let large = Large::new(2_000, 6_000);
    let options = NetworkOptions {
        map: Some(large.map.clone()),
        measures: Some(vec![Measure::Betweenness]),
        ..NetworkOptions::default()
    };
    let mut group = c.benchmark_group("network of 2k actors, 6k ties");
    group.sample_size(10);
    group.bench_function("betweenness", |b| {
        b.iter(|| black_box(analyze(&large.project, &options, &Watch::default())));
    });
    group.finish();
}

/// Suggestions for many candidates, who all have assets, ratings and a sector.
fn candidates(c: &mut Criterion) {
    let mut group = c.benchmark_group("partners among many");
    group.sample_size(10);
    for count in [22, 300, 2_000] {
        let mut project = Large::new(count, 3 * count).project;
        let ids: Vec<_> = project.elements.keys().cloned().collect();
        for (number, id) in ids.into_iter().enumerate() {
            let Some(element) = project.elements.get_mut(&id).map(Arc::make_mut) else { continue };
            let Body::Actor(actor) = &mut element.body else { continue };
            let step = |by: usize, over: usize| (number * by % over) as f64;
            let rating = Rating {
                interest: Some(1.0 + step(3, 5)),
                influence: Some(1.0 + step(7, 5)),
                alignment: Some(step(11, 5) - 2.0),
                ..Rating::default()
            };
            let assets = ["t_policy", "t_capital", "t_implementation", "t_legitimacy", "t_market"];
            actor.assets = [(assets[number % 5].into(), 20.0 + step(13, 80))].into();
            actor.ratings = [("s_a".into(), rating)].into();
            actor.sector = Some(["t_ngo", "t_company", "t_government", "t_community"][number % 4].into());
        }
        let options = PartnerOptions::default();
        group.bench_function(format!("{count} candidates"), |b| {
            b.iter(|| black_box(partners(&project, &options, &Watch::default())));
        });
    }
    group.finish();
}

criterion_group!(benches, samples, network, candidates);
criterion_main!(benches);
