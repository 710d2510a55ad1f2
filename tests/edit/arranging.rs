//! Alignment, distribution and snapping: done twice is done once, in whatever order things are given.

use linchpin::edit::arrange::{Align, Axis, Extent, Shift, align, distribute, to_grid};
use linchpin::edit::snap::snap;
use linchpin::edit::{Edit, History, Selection};
use linchpin::model::ElementId;
use proptest::prelude::*;

use super::start::{bytes, first_map, ids, small};

type Placed = (ElementId, Extent);

const ALIGNS: [Align; 6] =
    [Align::Left, Align::Centre, Align::Right, Align::Top, Align::Middle, Align::Bottom];

fn extents(most: usize) -> impl Strategy<Value = Vec<Placed>> {
    let one = (-400..400_i32, -300..300_i32, 1..120_i32, 1..80_i32);
    prop::collection::vec(one, 0..most).prop_map(|all| {
        let placed = all.into_iter().enumerate().map(|(number, (x, y, width, height))| {
            let (left, top) = (f64::from(x), f64::from(y));
            let id = ElementId::from(format!("e_{number:02}").as_str());
            (id, Extent { left, top, right: left + f64::from(width), bottom: top + f64::from(height) })
        });
        placed.collect()
    })
}

fn moved(elements: &[Placed], shifts: &[Shift]) -> Vec<Placed> {
    let by = |id: &ElementId| shifts.iter().find(|(moved, _)| moved == id).map_or((0.0, 0.0), |(_, by)| *by);
    elements.iter().map(|(id, extent)| (id.clone(), extent.moved(by(id).0, by(id).1))).collect()
}

fn at_rest(shifts: &[Shift]) -> bool {
    shifts.iter().all(|(_, (dx, dy))| dx.abs() < 1e-6 && dy.abs() < 1e-6)
}

fn sorted(mut shifts: Vec<Shift>) -> Vec<Shift> {
    shifts.sort_by(|a, b| a.0.cmp(&b.0));
    shifts
}

fn close(a: &[Shift], b: &[Shift]) -> bool {
    let near = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).abs() < 1e-6 && (a.1 - b.1).abs() < 1e-6;
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.0 == b.0 && near(a.1, b.1))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn aligning_twice_is_aligning_once(elements in extents(9), how in 0_usize..6) {
        let how = ALIGNS[how];
        let shifts = align(&elements, how);
        prop_assert!(at_rest(&align(&moved(&elements, &shifts), how)));
        let mut turned = elements.clone();
        turned.reverse();
        prop_assert!(close(&sorted(align(&turned, how)), &sorted(shifts)));
    }

    #[test]
    fn distributing_twice_is_distributing_once(elements in extents(9), down: bool) {
        let axis = if down { Axis::Down } else { Axis::Across };
        let shifts = distribute(&elements, axis);
        prop_assert!(at_rest(&distribute(&moved(&elements, &shifts), axis)));
        let mut turned = elements.clone();
        turned.reverse();
        prop_assert!(close(&sorted(distribute(&turned, axis)), &sorted(shifts)));
    }

    #[test]
    fn distributed_elements_have_equal_gaps_or_equal_steps(elements in extents(9), down: bool) {
        let axis = if down { Axis::Down } else { Axis::Across };
        let mut spans: Vec<_> =
            moved(&elements, &distribute(&elements, axis)).iter().map(|(_, e)| e.span(axis)).collect();
        spans.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
        prop_assume!(spans.len() > 2);
        let even = |steps: Vec<f64>| steps.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 1e-6);
        let gaps = spans.windows(2).map(|pair| pair[1].low - pair[0].high).collect();
        let steps = spans.windows(2).map(|pair| pair[1].middle() - pair[0].middle()).collect();
        prop_assert!(even(gaps) || even(steps));
    }

    #[test]
    fn snapping_twice_is_snapping_once(elements in extents(9)) {
        prop_assume!(!elements.is_empty());
        let moving = elements[0].1;
        let mut others: Vec<Extent> = elements[1..].iter().map(|(_, extent)| *extent).collect();
        let first = snap(moving, &others, 8.0);
        prop_assert!(first.by.0.abs() <= 8.0 && first.by.1.abs() <= 8.0);
        let again = snap(moving.moved(first.by.0, first.by.1), &others, 8.0);
        prop_assert!(again.by.0.abs() < 1e-6 && again.by.1.abs() < 1e-6, "{first:?} then {again:?}");
        others.reverse();
        prop_assert_eq!(snap(moving, &others, 8.0).by, first.by);
    }

    #[test]
    fn the_grid_is_near_and_holds(x in -1e4..1e4_f64, y in -1e4..1e4_f64) {
        let (dx, dy) = to_grid(x, y);
        prop_assert!(dx.abs() <= 12.0 && dy.abs() <= 12.0);
        let (again, below) = to_grid(x + dx, y + dy);
        prop_assert!(again.abs() < 1e-6 && below.abs() < 1e-6);
    }
}

fn square(x: f64, y: f64) -> Extent {
    Extent { left: x, top: y, right: x + 40.0, bottom: y + 40.0 }
}

#[test]
fn what_stands_near_a_line_or_an_equal_gap_snaps_and_says_why() {
    let others = [square(0.0, 0.0), square(100.0, 0.0)];
    // Below the first, 3 off its edges.
    let under = snap(square(3.0, 200.0), &others, 6.0);
    assert_eq!(under.by, (-3.0, 0.0));
    assert!(under.guides.iter().all(|guide| !guide.is_gap && (guide.from.0 - guide.to.0).abs() < 1e-9));
    assert!(!under.guides.is_empty());
    // To the right in the same row: the gap between the others is 60, and so it becomes here.
    let beside = snap(square(204.0, 1.0), &others, 6.0);
    assert_eq!(beside.by, (-4.0, -1.0));
    assert_eq!(beside.guides.iter().filter(|guide| guide.is_gap).count(), 2);
    // Far from everything.
    assert_eq!(snap(square(500.0, 500.0), &others, 6.0).by, (0.0, 0.0));
}

#[test]
fn pinning_is_one_step_and_leaves_the_place() {
    let start = small();
    let map = first_map(&start);
    let mut history = History::new(start.clone(), true);
    let pin = |pinned| Edit::Pin { map: map.clone(), elements: ids(["e_a", "e_b"]), pinned };
    history.apply(&pin(false), &Selection::default()).unwrap();
    assert_eq!(history.undo_name(), None, "nothing was pinned");
    history.apply(&pin(true), &Selection::default()).unwrap();
    assert_eq!(history.undo_name(), Some("Pin 2 actors"));
    let placement = &history.project().maps[&map].elements[&ElementId::from("e_a")];
    assert!(placement.pinned);
    assert_eq!(placement.pos, start.maps[&map].elements[&ElementId::from("e_a")].pos);
    history.undo(&Selection::default());
    assert_eq!(bytes(history.project()), bytes(&start));
}

#[test]
fn parts_that_take_each_other_back_leave_no_step() {
    let start = small();
    let map = first_map(&start);
    let pin = |pinned| Edit::Pin { map: map.clone(), elements: ids(["e_a"]), pinned };
    let mut history = History::new(start, true);
    history
        .apply(&Edit::Many("There and back".to_owned(), vec![pin(true), pin(false)]), &Selection::default())
        .unwrap();
    assert_eq!(history.undo_name(), None);
    assert_eq!(history.revision(), 0);
}
