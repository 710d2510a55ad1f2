//! What every method promises, and the methods that put elements into blocks.

use kurbo::Rect;
use linchpin::layout::{Board, Method, arrange};
use proptest::prelude::*;

use crate::boards::{any_board, assert_clear, assert_kept, bits, boxes, go_on, heap, item};

fn methods() -> [Method; 10] {
    [
        Method::Force,
        Method::Layered,
        Method::Radial(Vec::new()),
        Method::Radial(vec![0, 3, 99]),
        Method::Circle,
        Method::Columns,
        Method::Clusters,
        Method::Grid,
        Method::RemoveOverlaps,
        Method::Newcomers,
    ]
}

fn keyed(keys: &[&str], joins: &[(usize, usize)]) -> Board {
    let mut board = heap(keys.len(), joins);
    for (item, key) in board.items.iter_mut().zip(keys) {
        (*key).clone_into(&mut item.key);
    }
    board
}

#[test]
fn columns_stand_in_the_order_of_their_keys() {
    let board = keyed(&["b", "", "a", "b", "a", "a"], &[]);
    let places = arrange(&board, &Method::Columns, 1, &go_on);
    let x: Vec<f64> = places.iter().map(|place| place.x).collect();
    assert!((x[2] - x[4]).abs() + (x[2] - x[5]).abs() + (x[0] - x[3]).abs() < 1e-6, "{x:?}");
    assert!(x[2] + 150.0 < x[0] && x[0] + 150.0 < x[1], "{x:?}");
}

#[test]
fn many_short_columns_stand_in_rows_in_the_order_of_their_keys() {
    let keys: Vec<String> = (0..16).flat_map(|key| [format!("k{key:02}"), format!("k{key:02}")]).collect();
    let board = keyed(&keys.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
    let places = arrange(&board, &Method::Columns, 1, &go_on);
    assert_clear(&board, &places, 15.0);
    let whole = boxes(&board, &places).into_iter().reduce(|all, one| all.union(one)).unwrap();
    assert!(whole.width() < 3.5 * whole.height(), "{whole:?} is a band");
    // Read like a page: row by row, and from left to right within one.
    let firsts: Vec<_> = places.iter().step_by(2).collect();
    let next_row = |pair: &&[&kurbo::Point]| pair[1].x < pair[0].x;
    assert!(firsts.windows(2).filter(|pair| next_row(pair)).all(|pair| pair[1].y > pair[0].y));
    assert!(firsts.windows(2).filter(|pair| next_row(pair)).count() >= 1);
}

#[test]
fn clusters_do_not_mix() {
    let keys = ["a", "b", "c", "a", "b", "c", "a", "b", "", "a"];
    let board = keyed(&keys, &[(0, 3), (3, 6), (1, 4), (0, 1), (2, 5), (5, 8), (8, 9)]);
    let places = arrange(&board, &Method::Clusters, 1, &go_on);
    let boxes = boxes(&board, &places);
    let around = |key: &str| {
        let inside = boxes.iter().zip(&keys).filter(|(_, of)| **of == key).map(|(rect, _)| *rect);
        inside.reduce(|all, one: Rect| all.union(one)).unwrap()
    };
    let areas: Vec<Rect> = ["a", "b", "c", ""].into_iter().map(around).collect();
    for (number, area) in areas.iter().enumerate() {
        for other in &areas[number + 1..] {
            assert!(!area.overlaps(*other), "{areas:?}");
        }
    }
}

#[test]
fn a_grid_keeps_the_reading_order() {
    let items = (0..6).map(|n| item(n, (50.0 * (n % 3) as f64, 80.0 * (n / 3) as f64), (100.0, 40.0)));
    let board = Board { items: items.collect(), joins: Vec::new() };
    let places = arrange(&board, &Method::Grid, 1, &go_on);
    let read: Vec<(f64, f64)> = places.iter().map(|place| (place.y.round(), place.x.round())).collect();
    assert!(read.is_sorted(), "{places:?}");
    assert_clear(&board, &places, 15.0);
}

#[test]
fn newcomers_go_to_their_neighbours_and_nobody_else_moves() {
    let mut board = heap(6, &[(0, 4), (1, 4), (2, 5)]);
    for (number, middle) in [(0, (0.0, 0.0)), (1, (400.0, 0.0)), (2, (0.0, 600.0)), (3, (800.0, 600.0))] {
        board.items[number] = item(number, middle, (120.0, 44.0));
        board.items[number].fixed = true;
    }
    board.items[4].rect = Rect::from_center_size((5_000.0, 5_000.0), (120.0, 44.0));
    board.items[5].placed = false;
    let places = arrange(&board, &Method::Newcomers, 1, &go_on);
    assert_kept(&board, &places);
    assert_clear(&board, &places, 20.0);
    assert!((places[4].x - 200.0).abs() < 60.0 && places[4].y.abs() < 60.0, "{places:?}");
    let gap = (places[5] - places[2]).hypot();
    assert!((90.0..260.0).contains(&gap), "{gap}");
}

#[test]
fn a_selection_moves_as_a_whole_out_of_the_way_of_the_rest() {
    // Three in a row among many; in layers they would lie on others.
    let mut board = Board::default();
    for number in 0..25 {
        let middle = (200.0 * (number % 5) as f64, 110.0 * (number / 5) as f64);
        board.items.push(item(number, middle, (120.0, 44.0)));
        board.items[number].fixed = !(11..14).contains(&number);
    }
    board.joins =
        vec![linchpin::layout::Join { from: 11, to: 12 }, linchpin::layout::Join { from: 12, to: 13 }];
    let places = arrange(&board, &Method::Layered, 1, &go_on);
    assert_kept(&board, &places);
    assert_clear(&board, &places, 10.0);
    assert!((places[12].x - places[11].x - 196.0).abs() < 1e-6, "{places:?}");
    assert!((places[13].y - places[11].y).abs() < 1e-6, "{places:?}");
}

#[test]
fn a_thousand_on_one_heap_are_laid_out_and_stopped_early() {
    let joins: Vec<(usize, usize)> = (0..2_000).map(|n| (n * 7 % 1_000, n * 13 % 999)).collect();
    let board = heap(1_000, &joins);
    for method in methods().iter().filter(|method| **method != Method::Force) {
        assert_kept(&board, &arrange(&board, method, 1, &|_| false));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_method_keeps_its_promises(board in any_board(), seed in 0..3_u64) {
        for method in methods() {
            let places = arrange(&board, &method, seed, &go_on);
            assert_kept(&board, &places);
            assert_clear(&board, &places, 1.0);
            prop_assert_eq!(bits(&places), bits(&arrange(&board, &method, seed, &go_on)), "{:?}", method);
        }
    }
}
