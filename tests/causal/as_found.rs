//! Lists of loops that come while the search goes on.

use std::sync::Arc;

use linchpin::analysis::{LimitKind, LoopOptions, Loops, Watch, loops, loops_as_found};
use linchpin::model::{NamedLoop, Project};

use super::project;

/// Every variable raises every other.
fn complete(count: usize) -> Project {
    let pairs = (0..count).flat_map(|a| (0..count).filter(move |b| a != *b).map(move |b| (a, b, 1.0)));
    project(count, &pairs.collect::<Vec<_>>())
}

fn told(
    map: &Project,
    options: &LoopOptions,
    watch: &Watch,
    mut heard: impl FnMut(&Loops),
) -> (Vec<Loops>, Loops) {
    let mut lists = Vec::new();
    let last = loops_as_found(map, options, watch, |so_far| {
        heard(&so_far);
        lists.push(so_far);
    });
    (lists, last)
}

#[test]
fn the_shortest_loops_come_first_and_keep_their_labels() {
    // Of seven variables: 21 loops of length 2, 70 of 3, 210 of 4, and 2,365 in all.
    let map = complete(7);
    let options = LoopOptions { seconds: f64::INFINITY, ..LoopOptions::default() };
    let (lists, last) = told(&map, &options, &Watch::default(), |_| {});
    assert_eq!(last, loops(&map, &options, &Watch::default()));
    assert_eq!((last.loops.len(), last.complete), (2_365, true));
    assert!(!lists.is_empty());
    for list in &lists {
        let limit = list.limit.as_ref().unwrap();
        assert_eq!(limit.kind, LimitKind::Cancelled);
        assert_eq!(list.loops, last.loops[..list.loops.len()], "labels and order stay");
        let short = last.loops.iter().filter(|one| one.length <= limit.complete_to_length).count();
        assert_eq!(list.loops.len(), short, "all up to {} are there", limit.complete_to_length);
    }
}

#[test]
fn a_search_that_is_stopped_keeps_what_it_told() {
    let watch = Watch::default();
    let (lists, last) = told(&complete(12), &LoopOptions::default(), &watch, |_| watch.cancel());
    assert_eq!(lists, [last]);
}

#[test]
fn a_named_loop_is_told_of_before_the_search_comes_to_it() {
    let mut map = complete(7);
    let options = LoopOptions::default();
    let longest = loops(&map, &options, &Watch::default()).loops.pop().unwrap();
    let named = NamedLoop { label: "R900".to_owned(), key: longest.links, ..NamedLoop::default() };
    map.loops.insert("o_a".into(), Arc::new(named));
    let (lists, last) = told(&map, &options, &Watch::default(), |_| {});
    let has_it = |list: &Loops| list.loops.iter().any(|one| one.label == "R900" && one.length == 7);
    assert!(!lists.is_empty() && lists.iter().all(has_it) && has_it(&last));
}
