//! The force layout.

use linchpin::layout::{Method, Simulation, arrange, quality};
use proptest::prelude::*;

use crate::boards::{any_board, assert_clear, assert_kept, bits, go_on, heap};

#[test]
fn a_ring_opens_with_even_links_and_without_crossings() {
    let ring: Vec<(usize, usize)> = (0..8).map(|number| (number, (number + 1) % 8)).collect();
    let board = heap(8, &ring);
    let places = arrange(&board, &Method::Force, 1, &go_on);
    let found = quality(&board, &places);
    assert_eq!((found.overlaps, found.crossings), (0, 0), "{found:?}");
    assert!((60.0..=130.0).contains(&found.mean_gap) && found.gap_spread < 25.0, "{found:?}");
    let middle = places.iter().fold(kurbo::Vec2::ZERO, |sum, place| sum + place.to_vec2()) / 8.0;
    assert!(middle.hypot() < 30.0, "the middle went to {middle}");
}

#[test]
fn separate_parts_stay_together() {
    let mut joins = Vec::new();
    for part in 0..6 {
        joins.extend((0..3).map(|number| (4 * part + number, 4 * part + number + 1)));
    }
    let board = heap(40, &joins);
    let places = arrange(&board, &Method::Force, 1, &go_on);
    let wide = places.iter().map(|place| place.x.abs().max(place.y.abs())).fold(0.0, f64::max);
    assert!(wide < 1_500.0, "{wide}");
    assert_clear(&board, &places, 10.0);
}

#[test]
fn stopping_keeps_what_is_there() {
    let board = heap(30, &[(0, 1), (1, 2), (2, 3)]);
    let places = arrange(&board, &Method::Force, 1, &|done| done < 0.2);
    assert_kept(&board, &places);
    assert_clear(&board, &places, 10.0);
    let mut simulation = Simulation::new(&board, 1);
    let before = bits(simulation.places());
    simulation.step();
    assert_ne!(bits(simulation.places()), before);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let joins: Vec<(usize, usize)> = (0..3_000).map(|n| (n * 7 % 1_500, n * 13 % 1_499)).collect();
    let board = heap(1_500, &joins);
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let mut simulation = Simulation::new(&board, 5);
            for _ in 0..8 {
                simulation.step();
            }
            bits(simulation.places())
        })
    };
    assert_eq!(run(1), run(3));
}

#[test]
fn nothing_and_next_to_nothing() {
    for count in 0..3 {
        let board = heap(count, &[]);
        let places = arrange(&board, &Method::Force, 1, &go_on);
        assert_kept(&board, &places);
        assert_clear(&board, &places, 10.0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_promises_hold(board in any_board(), seed in 0..9_u64) {
        let places = arrange(&board, &Method::Force, seed, &go_on);
        assert_kept(&board, &places);
        assert_clear(&board, &places, 1.0);
        prop_assert_eq!(bits(&places), bits(&arrange(&board, &Method::Force, seed, &go_on)));
    }
}
