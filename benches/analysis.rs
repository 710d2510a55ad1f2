//! Analyses: on the samples, whose answers should seem immediate, and on a large network.

#[path = "../tests/history_memory/large.rs"]
mod large;

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use linchpin::analysis::network::{Measure, NetworkOptions, analyze};
use linchpin::analysis::{LoopOptions, PartnerOptions, Watch, loops, partners};
use linchpin::file;

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

criterion_group!(benches, samples, network);
criterion_main!(benches);
