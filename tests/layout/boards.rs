//! Boards to lay out.

use kurbo::{Point, Rect};
use linchpin::layout::{Board, Item, Join};
use linchpin::model::ElementId;
use proptest::prelude::*;

/// The id of the item with this number; ids sort like numbers.
pub fn id(number: usize) -> ElementId {
    ElementId::from(format!("e_{number:06}").as_str())
}

/// An item that may move.
pub fn item(number: usize, middle: (f64, f64), size: (f64, f64)) -> Item {
    Item {
        id: id(number),
        rect: Rect::from_center_size(middle, size),
        placed: true,
        fixed: false,
        key: String::new(),
    }
}

/// Items of 120 by 44, all on one point, with these joins.
pub fn heap(count: usize, joins: &[(usize, usize)]) -> Board {
    Board {
        items: (0..count).map(|number| item(number, (0.0, 0.0), (120.0, 44.0))).collect(),
        joins: joins.iter().map(|(from, to)| Join { from: *from, to: *to }).collect(),
    }
}

/// Always yes: do not stop.
pub fn go_on(_: f64) -> bool {
    true
}

/// The boxes of the items at these places.
pub fn boxes(board: &Board, places: &[Point]) -> Vec<Rect> {
    assert_eq!(board.items.len(), places.len());
    let at = |(item, place): (&Item, &Point)| Rect::from_center_size(*place, item.rect.size());
    board.items.iter().zip(places).map(at).collect()
}

/// Panics when a box that may move overlaps another.
pub fn assert_clear(board: &Board, places: &[Point], gap: f64) {
    let boxes = boxes(board, places);
    for (a, first) in boxes.iter().enumerate() {
        for (b, second) in boxes.iter().enumerate().skip(a + 1) {
            if board.items[a].fixed && board.items[b].fixed {
                continue;
            }
            let both = first.inflate(gap / 2.0, gap / 2.0).intersect(second.inflate(gap / 2.0, gap / 2.0));
            let overlap = both.width() > 1e-5 && both.height() > 1e-5;
            assert!(!overlap, "{a} and {b}: {first} {second}");
        }
    }
}

/// Panics when a place is not finite or a fixed item moved by even a bit.
pub fn assert_kept(board: &Board, places: &[Point]) {
    assert_eq!(board.items.len(), places.len());
    for (item, place) in board.items.iter().zip(places) {
        assert!(place.is_finite(), "{place}");
        if item.fixed && item.rect.is_finite() {
            let before = item.rect.center();
            assert_eq!((before.x.to_bits(), before.y.to_bits()), (place.x.to_bits(), place.y.to_bits()));
        }
    }
}

/// The bits of places, to compare two runs.
pub fn bits(places: &[Point]) -> Vec<(u64, u64)> {
    places.iter().map(|place| (place.x.to_bits(), place.y.to_bits())).collect()
}

fn an_item(number: usize) -> impl Strategy<Value = Item> {
    let place = prop_oneof![
        6 => (-400.0..400.0_f64, -300.0..300.0_f64),
        1 => Just((0.0, 0.0)),
        1 => (-1e7..1e7_f64, -1e7..1e7_f64),
    ];
    let size = (20.0..260.0_f64, 16.0..120.0_f64);
    (place, size, proptest::bool::weighted(0.2), proptest::bool::weighted(0.8), "[abc]?").prop_map(
        move |(middle, size, fixed, placed, key)| Item {
            fixed: fixed && placed,
            placed,
            key,
            ..item(number, middle, size)
        },
    )
}

/// Boards with all that may come: fixed items, newcomers, loops, parallel joins, separate parts, far places.
pub fn any_board() -> impl Strategy<Value = Board> {
    (0..24_usize)
        .prop_flat_map(|count| {
            let items: Vec<_> = (0..count).map(an_item).collect();
            let joins = proptest::collection::vec((0..count.max(1), 0..count.max(1)), 0..2 * count + 1);
            (items, joins)
        })
        .prop_map(|(items, joins)| Board {
            items,
            joins: joins.into_iter().map(|(from, to)| Join { from, to }).collect(),
        })
}
