//! Frames of the whole window, with panels hidden: input, layout, shapes and triangles, everything but the graphics card.
//!
//! What is measured is the processor time of the window's thread, so that other work on the computer does not show.

#![expect(clippy::expect_used, reason = "a bench without its file cannot run")]

mod clock;
mod hands;
mod map;
mod plain;

use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use linchpin::model::MapKind;

use clock::spent;
use hands::Hands;

/// Repeats a step so often and gives the time that it took.
fn time(times: u64, mut step: impl FnMut()) -> Duration {
    let start = spent();
    for _ in 0..times {
        step();
    }
    spent().saturating_sub(start)
}

fn frames(c: &mut Criterion) {
    let sizes = [(MapKind::Actors, 500), (MapKind::Actors, 2_000), (MapKind::Actors, 10_000)];
    for (kind, elements) in sizes.into_iter().chain([(MapKind::Causal, 500), (MapKind::Causal, 2_000)]) {
        let file = hands::file(kind, elements);
        for zoomed in [false, true] {
            let look = if zoomed { "100 %" } else { "fitted" };
            let mut group = c.benchmark_group(format!("{} {look}", kind.as_str()));
            group.sample_size(10).warm_up_time(Duration::from_millis(200));
            group.measurement_time(Duration::from_millis(600));
            let mut hands = Hands::open(&file, zoomed);
            let mut bench = |name: &str, mut step: Box<dyn FnMut(&mut Hands)>| {
                hands.calm();
                group.bench_function(BenchmarkId::new(name, elements), |b| {
                    b.iter_custom(|times| time(times, || step(&mut hands)));
                });
                hands.let_go();
            };
            bench("still", Box::new(Hands::still));
            bench("hover", Box::new(Hands::hover));
            bench("pan", Box::new(Hands::pan));
            bench("zoom", Box::new(Hands::zoom));
            bench("drag", Box::new(Hands::drag));
            group.bench_function(BenchmarkId::new("first", elements), |b| {
                b.iter_custom(|times| (0..times).map(|_| hands::first_frame(&file, zoomed)).sum());
            });
        }
    }
}

fn plain_graph(c: &mut Criterion) {
    let mut group = c.benchmark_group("egui_graphs as it comes");
    group.sample_size(10).warm_up_time(Duration::from_millis(200));
    for elements in [500, 2_000, 10_000] {
        let mut plain = plain::Plain::new(elements);
        group.bench_function(BenchmarkId::new("frame", elements), |b| {
            b.iter_custom(|times| time(times, || plain.frame()));
        });
    }
}

criterion_group!(benches, frames, plain_graph);
criterion_main!(benches);
