//! Editing a project of 10,000 elements and 25,000 links: what stands between a key and the next frame.

#[path = "../tests/history_memory/large.rs"]
mod large;

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use linchpin::edit::{Edit, ElementChange, History, Selection};
use linchpin::model::Point;

use large::Large;

fn small_edits(large: &Large) -> [(&'static str, Edit); 3] {
    let element = large.element(4321);
    let name = ElementChange::Name("Renamed".to_owned());
    [
        ("rename 1 element", Edit::ChangeElements { ids: vec![element.clone()], change: name }),
        (
            "move 1 element",
            Edit::Move { map: large.map.clone(), places: vec![(element, Point::new(-7.0, -7.0))] },
        ),
        (
            "add 1 link",
            Edit::AddLink { id: "l_new".into(), link: large.tie(1, 9000), map: large.map.clone() },
        ),
    ]
}

fn commit(c: &mut Criterion) {
    let large = Large::new(10_000, 25_000);
    let history = History::new(large.project.clone(), true);
    let nothing = Selection::default();
    let mut group = c.benchmark_group("commit on 10k/25k");
    for (name, edit) in small_edits(&large) {
        group.bench_function(name, |b| {
            b.iter_batched_ref(
                || history.clone(),
                |history| black_box(history.apply(&edit, &nothing)),
                BatchSize::SmallInput,
            );
        });
    }
    group.finish();
}

fn undo(c: &mut Criterion) {
    let large = Large::new(10_000, 25_000);
    let nothing = Selection::default();
    let mut group = c.benchmark_group("undo on 10k/25k");
    for (name, edit) in small_edits(&large) {
        let mut history = History::new(large.project.clone(), true);
        if history.apply(&edit, &nothing).is_err() {
            continue;
        }
        group.bench_function(name, |b| {
            b.iter_batched_ref(
                || history.clone(),
                |history| black_box(history.undo(&nothing)),
                BatchSize::SmallInput,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, commit, undo);
criterion_main!(benches);
