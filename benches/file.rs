//! Reading and writing a project of 10,000 elements and 25,000 links.

#[path = "../tests/history_memory/large.rs"]
mod large;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use linchpin::file::{Header, parse, to_bytes};

use large::Large;

fn file(c: &mut Criterion) {
    let large = Large::new(10_000, 25_000);
    let header = Header::default();
    assert!(large.project.maps.contains_key(&large.map), "the large project shows its map");
    let bytes = to_bytes(&large.project, &header);
    let mut group = c.benchmark_group("file of 10k/25k");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.sample_size(20);
    group.bench_function("parse", |b| b.iter(|| black_box(parse(&bytes))));
    group.bench_function("write", |b| b.iter(|| black_box(to_bytes(&large.project, &header))));
    group.finish();
}

criterion_group!(benches, file);
criterion_main!(benches);
