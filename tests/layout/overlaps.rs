//! Taking overlaps away.

use kurbo::{Point, Rect};
use linchpin::layout::remove_overlaps;
use proptest::prelude::*;

use crate::boards::{any_board, assert_clear, assert_kept, bits, heap, item};
use linchpin::layout::Board;

#[test]
fn what_is_clear_stays() {
    let items = (0..5).map(|number| item(number, (300.0 * number as f64, 7.0), (120.0, 44.0))).collect();
    let board = Board { items, joins: Vec::new() };
    let before: Vec<Point> = board.items.iter().map(|item| item.rect.center()).collect();
    assert_eq!(bits(&remove_overlaps(&board, 20.0)), bits(&before));
}

#[test]
fn two_part_the_shorter_way_and_half_each() {
    let board = Board {
        items: vec![item(0, (0.0, 0.0), (100.0, 40.0)), item(1, (10.0, 30.0), (100.0, 40.0))],
        joins: Vec::new(),
    };
    let places = remove_overlaps(&board, 10.0);
    assert!(places[0].x.abs() < 1e-9 && (places[1].x - 10.0).abs() < 1e-9, "{places:?}");
    assert!((places[0].y + 10.0).abs() < 0.5 && (places[1].y - 40.0).abs() < 0.5, "{places:?}");
}

#[test]
fn a_heap_of_thousands_comes_apart() {
    let board = heap(2_000, &[]);
    let places = remove_overlaps(&board, 20.0);
    assert_clear(&board, &places, 19.9);
    // 2,000 boxes of 140 by 64 fill a disc of about 2,400 across; some air between them is fair.
    let wide = places.iter().map(|place| place.x.hypot(place.y)).fold(0.0, f64::max);
    assert!(wide < 2_800.0, "{wide}");
}

#[test]
fn numbers_that_are_none_do_no_harm() {
    let mut board = heap(6, &[(0, 1), (7, 99), (2, 2)]);
    board.items[0].rect = Rect::new(f64::NAN, 0.0, 5.0, f64::INFINITY);
    board.items[1].rect = Rect::new(1e300, -1e300, 1e301, 1e300);
    board.items[2].rect = Rect::ZERO;
    let places = remove_overlaps(&board, f64::NAN);
    assert!(places.iter().all(|place| place.is_finite()), "{places:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_afterwards(board in any_board(), gap in 0.0..40.0_f64) {
        let places = remove_overlaps(&board, gap);
        assert_kept(&board, &places);
        assert_clear(&board, &places, gap - 1e-3);
    }
}
