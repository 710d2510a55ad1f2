//! Reading, writing, saving and merging project files. The budgets: 1,000 elements and 2,000 links load in 50 ms, save in
//! 60 ms and merge in 30 ms; 50,000 and 100,000 load in 2 s and save in 1.5 s.

#[path = "../tests/history_memory/large.rs"]
mod large;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use linchpin::edit::Edit;
use linchpin::file::{Header, merge, open, parse, save, to_bytes};
use linchpin::model::Project;

use large::Large;

fn file(c: &mut Criterion) {
    for (name, elements, links, samples) in
        [("1k/2k", 1_000, 2_000, 30), ("10k/25k", 10_000, 25_000, 20), ("50k/100k", 50_000, 100_000, 10)]
    {
        let large = Large::new(elements, links);
        let header = Header::default();
        assert!(large.project.maps.contains_key(&large.map), "the large project shows its map");
        let bytes = to_bytes(&large.project, &header);
        let folder = tempfile::tempdir().ok();
        let Some(path) = folder.as_ref().map(|folder| folder.path().join("large.linchpin")) else { return };
        let other = [bytes.clone(), to_bytes(&retitled(&large.project), &header)];
        let mut group = c.benchmark_group(format!("file of {name}"));
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.sample_size(samples);
        group.bench_function("parse", |b| b.iter(|| black_box(parse(&bytes))));
        group.bench_function("write", |b| b.iter(|| black_box(to_bytes(&large.project, &header))));
        let mut turn = 0;
        // A file that holds the bytes already would not be written.
        group.bench_function("save", |b| {
            b.iter(|| {
                turn = 1 - turn;
                black_box(save(&path, &other[turn]))
            });
        });
        group.bench_function("load", |b| b.iter(|| black_box(open(&path))));
        group.finish();
    }
}

fn retitled(project: &Project) -> Project {
    let about = linchpin::model::About { title: "Another".to_owned(), ..project.about.clone() };
    Edit::SetAbout(about).apply(project).unwrap_or_else(|_| project.clone())
}

/// Both sides changed, each something else.
fn merging(c: &mut Criterion) {
    let large = Large::new(1_000, 2_000);
    let base = &large.project;
    let ours = retitled(base);
    let map = base.maps.iter().next().map(|(id, _)| id.clone());
    let theirs = map.and_then(|id| Edit::RenameMap { id, title: "Theirs".to_owned() }.apply(base).ok());
    let theirs = theirs.unwrap_or_else(|| base.clone());
    let mut group = c.benchmark_group("merge of 1k/2k");
    group.sample_size(30);
    group.bench_function("merge", |b| b.iter(|| black_box(merge(Some(base), &ours, &theirs))));
    group.finish();
}

criterion_group!(benches, file, merging);
criterion_main!(benches);
