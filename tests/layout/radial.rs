//! Rings and circles.

use std::collections::BTreeMap;

use linchpin::layout::{Board, Method, arrange, quality};
use proptest::prelude::*;

use crate::boards::{assert_clear, go_on, heap};

/// How many links away from the nearest root each item is, found by widening until nothing changes.
fn distances(board: &Board, roots: &[usize]) -> Vec<Option<usize>> {
    let mut far = vec![None; board.items.len()];
    for root in roots {
        far[*root] = Some(0);
    }
    for _ in 0..board.items.len() {
        for join in &board.joins {
            for (a, b) in [(join.from, join.to), (join.to, join.from)] {
                if let Some(known) = far[a]
                    && far[b].is_none_or(|old| old > known + 1)
                {
                    far[b] = Some(known + 1);
                }
            }
        }
    }
    far
}

#[test]
fn a_tree_stands_around_its_root_without_crossings() {
    let joins = [(0, 1), (0, 2), (0, 3), (1, 4), (1, 5), (2, 6), (2, 7), (3, 8), (3, 9), (9, 10)];
    let board = heap(11, &joins);
    let places = arrange(&board, &Method::Radial(vec![0]), 1, &go_on);
    let found = quality(&board, &places);
    assert_eq!((found.overlaps, found.crossings), (0, 0), "{found:?}");
    assert!(places[0].to_vec2().hypot() < 1e-9, "the root moved");
}

#[test]
fn without_a_root_the_best_joined_is_in_the_middle() {
    let board = heap(6, &[(3, 0), (3, 1), (3, 2), (3, 4), (4, 5)]);
    let places = arrange(&board, &Method::Radial(Vec::new()), 1, &go_on);
    let others = (0..6).filter(|number| *number != 3);
    for other in others {
        assert!((places[other] - places[3]).hypot() > 150.0, "{places:?}");
    }
}

#[test]
fn a_ring_stays_a_ring_on_the_circle() {
    // A ring whose numbers are mixed up.
    let order = [0, 5, 2, 7, 4, 1, 6, 3];
    let ring: Vec<(usize, usize)> = (0..8).map(|place| (order[place], order[(place + 1) % 8])).collect();
    let board = heap(8, &ring);
    let places = arrange(&board, &Method::Circle, 1, &go_on);
    assert_eq!(quality(&board, &places).crossings, 0);
    let far: Vec<f64> = places.iter().map(|place| place.to_vec2().hypot()).collect();
    assert!(far.iter().all(|far| (far - far_of(&places)).abs() < 1e-6), "{far:?}");
}

fn far_of(places: &[kurbo::Point]) -> f64 {
    places[0].to_vec2().hypot()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn rings_are_distances(
        joins in proptest::collection::vec((0..18_usize, 0..18_usize), 0..40),
        roots in proptest::collection::btree_set(0..18_usize, 1..4),
    ) {
        let board = heap(18, &joins);
        let roots: Vec<usize> = roots.into_iter().collect();
        let places = arrange(&board, &Method::Radial(roots.clone()), 1, &go_on);
        assert_clear(&board, &places, 10.0);
        let mut rings: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
        for (far, place) in distances(&board, &roots).iter().zip(&places) {
            if let Some(far) = far {
                rings.entry(*far).or_default().push(place.to_vec2().hypot());
            }
        }
        let mut before = -1.0;
        for radii in rings.values() {
            prop_assert!(radii.iter().all(|radius| (radius - radii[0]).abs() < 1e-6), "{:?}", rings);
            prop_assert!(radii[0] > before, "{:?}", rings);
            before = radii[0];
        }
    }
}
