//! Layers from left to right.

use linchpin::layout::{Method, arrange, quality};
use proptest::prelude::*;

use crate::boards::{assert_clear, go_on, heap};

#[test]
fn a_tree_has_no_crossings_and_runs_to_the_right() {
    let joins = [(0, 1), (0, 2), (1, 3), (1, 4), (2, 5), (2, 6), (6, 7), (0, 8)];
    let board = heap(9, &joins);
    let places = arrange(&board, &Method::Layered, 1, &go_on);
    let found = quality(&board, &places);
    assert_eq!((found.overlaps, found.crossings), (0, 0), "{found:?}");
    // 120 wide and 76 between.
    assert!((places[1].x - places[0].x - 196.0).abs() < 1e-6, "{places:?}");
}

#[test]
fn a_chain_is_level_and_a_link_past_it_leaves_room() {
    let board = heap(4, &[(0, 1), (1, 2), (2, 3)]);
    let places = arrange(&board, &Method::Layered, 1, &go_on);
    assert!(places.iter().all(|place| (place.y - places[0].y).abs() < 1e-6), "{places:?}");
    let board = heap(3, &[(0, 1), (1, 2), (0, 2)]);
    let places = arrange(&board, &Method::Layered, 1, &go_on);
    let passing = f64::midpoint(places[0].y, places[2].y);
    assert!((places[1].y - passing).abs() > 10.0, "{places:?}");
}

#[test]
fn of_a_ring_one_link_runs_back() {
    let ring: Vec<(usize, usize)> = (0..5).map(|number| (number, (number + 1) % 5)).collect();
    let board = heap(5, &ring);
    let places = arrange(&board, &Method::Layered, 1, &go_on);
    let back = ring.iter().filter(|(from, to)| places[*to].x < places[*from].x).count();
    assert_eq!(back, 1);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn links_without_cycles_run_to_the_right(
        joins in proptest::collection::vec((0..20_usize, 0..20_usize), 0..40)
    ) {
        let joins: Vec<_> =
            joins.iter().filter(|(a, b)| a != b).map(|(a, b)| (*a.min(b), *a.max(b))).collect();
        let board = heap(20, &joins);
        let places = arrange(&board, &Method::Layered, 1, &go_on);
        for (from, to) in joins {
            prop_assert!(places[to].x >= places[from].x + 190.0, "{} to {}: {:?}", from, to, places);
        }
        assert_clear(&board, &places, 10.0);
    }
}
