//! Feedback loops on the maps whose counts are known: bounded enumeration, counting all, and the first list.
//!
//! `count` meets every loop and counts it by length and polarity, `list` gives each in the document's terms with its
//! label and names, and `read` is what both spend on turning the project into a graph.

use std::fs;
use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use linchpin::analysis::{LoopOptions, Watch, census, loops, loops_as_found};
use linchpin::model::{Bond, Causal, Element, ElementId, ElementKind, Ends, Link, LinkId, Polarity, Project};

/// The map whose loops are all counted: there are 1,781,717.
const ALL: &str = "cld_hub_100_2.0";
/// A map of 150 variables, for the first list.
const LARGE: &str = "cld_hub_150_2.5";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/oracles/cld_graphs")
}

/// The map in a file of `elements links seed`, then `from to weight sign` for each link.
fn map(name: &str) -> Option<Project> {
    let text = fs::read_to_string(folder().join(format!("{name}.txt"))).ok()?;
    let numbers = |line: &str| line.split(' ').map(str::parse).collect::<Result<Vec<i64>, _>>().ok();
    let mut lines = text.lines().filter_map(numbers);
    let count = *lines.next()?.first()?;
    let element = |number: i64| ElementId::from(format!("e_{number:016}").as_str());
    let mut project = Project::default();
    for number in 0..count {
        let variable = Element::new(ElementKind::Variable, format!("Variable {number}"));
        project.elements.insert(element(number), Arc::new(variable));
    }
    for (number, line) in lines.enumerate() {
        let [from, to, _, sign] = line.as_slice() else { continue };
        let polarity = Some(if *sign > 0 { Polarity::Plus } else { Polarity::Minus });
        let bond = Bond::Causal(Causal { polarity, ..Causal::default() });
        let link = Link::new(Ends::elements(element(*from), element(*to)), bond);
        project.links.insert(LinkId::from(format!("l_{number:016}").as_str()), Arc::new(link));
    }
    Some(project)
}

fn names() -> Vec<String> {
    let entries = fs::read_dir(folder()).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<String> = entries
        .filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".txt")?.to_owned()))
        .collect();
    names.sort();
    names
}

fn up_to(length: usize) -> LoopOptions {
    LoopOptions {
        max_length: Some(length),
        max_count: usize::MAX,
        seconds: f64::INFINITY,
        ..LoopOptions::default()
    }
}

fn bounded(c: &mut Criterion) {
    let mut group = c.benchmark_group("loops");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(600));
    let watch = Watch::default();
    for name in names() {
        let Some(project) = map(&name) else { continue };
        group.bench_function(BenchmarkId::new("read", &name), |b| {
            b.iter(|| black_box(census(&project, &up_to(0), &watch)));
        });
        for length in [8, 10, 12] {
            let options = up_to(length);
            group.bench_function(BenchmarkId::new(format!("count to {length}"), &name), |b| {
                b.iter(|| black_box(census(&project, &options, &watch)));
            });
            group.bench_function(BenchmarkId::new(format!("list to {length}"), &name), |b| {
                b.iter(|| black_box(loops(&project, &options, &watch)));
            });
        }
    }
    group.finish();
}

fn whole(c: &mut Criterion) {
    let mut group = c.benchmark_group("many loops");
    group.sample_size(10);
    if let Some(project) = map(ALL) {
        let options = LoopOptions { seconds: f64::INFINITY, ..LoopOptions::default() };
        group.bench_function(format!("count all of {ALL}"), |b| {
            b.iter(|| black_box(census(&project, &options, &Watch::default())));
        });
    }
    if let Some(project) = map(LARGE) {
        group.bench_function(format!("first list of {LARGE}"), |b| {
            b.iter(|| {
                let watch = Watch::default();
                let mut first = None;
                loops_as_found(&project, &LoopOptions::default(), &watch, |so_far| {
                    if so_far.loops.len() >= 50 {
                        first = Some(so_far.loops.len());
                        watch.cancel();
                    }
                });
                black_box(first)
            });
        });
        group.bench_function(format!("10,000 loops of {LARGE}"), |b| {
            b.iter(|| black_box(loops(&project, &LoopOptions::default(), &Watch::default())));
        });
    }
    group.finish();
}

criterion_group!(benches, bounded, whole);
criterion_main!(benches);
