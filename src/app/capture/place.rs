//! Where newcomers stand: near what they are joined to, clear of everything.

use std::collections::BTreeMap;

use kurbo::{Point as Place, Rect, Vec2};

use crate::app::App;
use crate::layout::{Board, Item, Join, Method, arrange};
use crate::model::{ElementId, Point};

/// Up to so many newcomers find a place each; more stand in a block of their own.
const MOST_SINGLE: usize = 200;
/// Up to so many are laid out by their links, when they have the map to themselves.
const MOST_FORCE: usize = 300;
/// How far a block stands below the rest.
const BELOW: f64 = 96.0;
/// The same newcomers stand in the same places.
const SEED: u64 = 1;

fn item(id: &ElementId, rect: Rect, fixed: bool) -> Item {
    Item { id: id.clone(), rect, placed: true, fixed, key: String::new() }
}

/// The places of those who come to a map, in their order. `standing` has boxes, `coming` sizes; who is joined to nothing
/// stands as near to `at` as there is room.
pub(super) fn places(
    standing: &[(ElementId, Rect)],
    coming: &[(ElementId, Vec2)],
    joins: &[(&ElementId, &ElementId)],
    at: Point,
) -> Vec<(ElementId, Point)> {
    let middle = Place::new(at.x(), at.y());
    let new =
        || coming.iter().map(|(id, size)| item(id, Rect::from_center_size(middle, size.to_size()), false));
    let alone = standing.is_empty() || coming.len() > MOST_SINGLE;
    let mut board = Board::default();
    if !alone {
        board.items.extend(standing.iter().map(|(id, rect)| item(id, *rect, true)));
    }
    board.items.extend(new());
    let numbers: BTreeMap<&ElementId, usize> =
        board.items.iter().enumerate().map(|(number, item)| (&item.id, number)).collect();
    let ends = |(from, to): &(&ElementId, &ElementId)| {
        Some(Join { from: *numbers.get(from)?, to: *numbers.get(to)? })
    };
    let joined: Vec<Join> = joins.iter().filter_map(ends).collect();
    drop(numbers);
    board.joins = joined;
    let method = match () {
        () if !alone || coming.len() < 3 => Method::Newcomers,
        () if board.joins.is_empty() || coming.len() > MOST_FORCE => Method::Grid,
        () => Method::Force,
    };
    let mut found = arrange(&board, &method, SEED, &|_| true);
    if alone && !standing.is_empty() {
        let all = standing.iter().map(|(_, rect)| *rect).reduce(|a, b| a.union(b)).unwrap_or_default();
        let top =
            found.iter().zip(coming).map(|(at, (_, size))| at.y - size.y / 2.0).fold(f64::INFINITY, f64::min);
        let left =
            found.iter().zip(coming).map(|(at, (_, size))| at.x - size.x / 2.0).fold(f64::INFINITY, f64::min);
        let by = Vec2::new(all.x0 - left, all.y1 + BELOW - top);
        for at in &mut found {
            *at += by;
        }
    }
    let first = board.items.len() - coming.len();
    let new = found.into_iter().skip(first);
    coming.iter().zip(new).map(|((id, _), at)| (id.clone(), Point::new(at.x, at.y))).collect()
}

/// A free place beside an element of the map in front, for one that will be joined to it.
pub(in crate::app) fn beside(app: &App, from: &ElementId) -> Option<Point> {
    const SIZE: Vec2 = Vec2::new(190.0, 56.0);
    let (_, map) = app.current_map()?;
    let standing: Vec<(ElementId, Rect)> = map
        .elements
        .iter()
        .filter_map(|(id, placement)| {
            let pos = placement.pos?;
            let rect = app.canvas.extent(id);
            let usual = || Rect::from_center_size((pos.x(), pos.y()), SIZE.to_size());
            Some((id.clone(), rect.unwrap_or_else(usual)))
        })
        .collect();
    let new = ElementId::from("e_new");
    let found = places(&standing, &[(new.clone(), SIZE)], &[(from, &new)], Point::default());
    found.first().map(|(_, place)| *place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(count: usize) -> Vec<ElementId> {
        (0..count).map(|number| ElementId::from(format!("e_{number}").as_str())).collect()
    }

    fn clear(boxes: &[Rect]) -> bool {
        (0..boxes.len()).all(|a| {
            (a + 1..boxes.len()).all(|b| boxes[a].inflate(-1.0, -1.0).intersect(boxes[b]).area() <= 0.0)
        })
    }

    #[test]
    fn newcomers_cover_nothing_however_many_there_are() {
        for (there, count) in [(0, 1), (0, 12), (1, 2), (40, 30), (40, 260)] {
            let all = ids(there + count);
            let standing: Vec<(ElementId, Rect)> = all[..there]
                .iter()
                .enumerate()
                .map(|(n, id)| {
                    let middle = ((n % 7) as f64 * 220.0, (n / 7) as f64 * 110.0);
                    (id.clone(), Rect::from_center_size(middle, (150.0, 50.0)))
                })
                .collect();
            let coming: Vec<(ElementId, Vec2)> =
                all[there..].iter().map(|id| (id.clone(), Vec2::new(150.0, 50.0))).collect();
            let joins: Vec<(&ElementId, &ElementId)> = all.iter().zip(all.iter().skip(1)).collect();
            for joins in [Vec::new(), joins] {
                let found = places(&standing, &coming, &joins, Point::default());
                assert_eq!(found.len(), count);
                let new = found.iter().map(|(_, at)| Rect::from_center_size((at.x(), at.y()), (150.0, 50.0)));
                let boxes: Vec<Rect> = standing.iter().map(|(_, rect)| *rect).chain(new).collect();
                assert!(clear(&boxes), "{there} there, {count} new, {} joins", joins.len());
            }
        }
    }
}
