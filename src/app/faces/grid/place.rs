//! Where markers and their names go on the grid. Plain geometry, without a window.

use std::collections::BTreeMap;

use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// A marker's side.
pub(in crate::app::faces) const MARKER: f32 = 26.0;
/// How near the middles of two markers may come.
const APART: f32 = 29.0;
/// What the axes show beyond 1 and 5: left and right, below and above. The titles of the quadrants stand above.
const ACROSS: (f64, f64) = (0.55, 5.5);
const UPWARD: (f64, f64) = (0.6, 5.66);

/// The part of the screen where interest grows to the right and influence upwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Plane {
    pub rect: Rect,
}

impl Plane {
    /// Where an interest is.
    pub fn x(&self, interest: f64) -> f32 {
        let share = (interest - ACROSS.0) / (ACROSS.1 - ACROSS.0);
        self.rect.left() + self.rect.width() * share as f32
    }

    /// Where an influence is.
    pub fn y(&self, influence: f64) -> f32 {
        let share = (influence - UPWARD.0) / (UPWARD.1 - UPWARD.0);
        self.rect.bottom() - self.rect.height() * share as f32
    }

    /// Where an actor of these ratings is.
    pub fn point(&self, (interest, influence): (f64, f64)) -> Pos2 {
        pos2(self.x(interest), self.y(influence))
    }

    /// The ratings at a place, 1 to 5: whole steps, or tenths if `fine`.
    pub fn ratings(&self, at: Pos2, fine: bool) -> (f64, f64) {
        let across = f64::from((at.x - self.rect.left()) / self.rect.width().max(1.0));
        let up = f64::from((self.rect.bottom() - at.y) / self.rect.height().max(1.0));
        let snap = |value: f64| {
            let value = if fine { (value * 10.0).round() / 10.0 } else { value.round() };
            value.clamp(1.0, 5.0)
        };
        (snap(ACROSS.0 + across * (ACROSS.1 - ACROSS.0)), snap(UPWARD.0 + up * (UPWARD.1 - UPWARD.0)))
    }

    /// How far apart two steps are.
    pub fn step(&self) -> Vec2 {
        vec2(self.x(2.0) - self.x(1.0), self.y(1.0) - self.y(2.0))
    }
}

/// Middles of markers, found by place.
#[derive(Default)]
struct Taken {
    cells: BTreeMap<(i32, i32), Vec<Pos2>>,
}

impl Taken {
    fn cell(at: Pos2) -> (i32, i32) {
        ((at.x / APART).floor() as i32, (at.y / APART).floor() as i32)
    }

    fn is_free(&self, at: Pos2) -> bool {
        let (x, y) = Self::cell(at);
        let near = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y)));
        near.filter_map(|cell| self.cells.get(&cell)).flatten().all(|other| other.distance(at) >= APART)
    }

    fn add(&mut self, at: Pos2) {
        self.cells.entry(Self::cell(at)).or_default().push(at);
    }
}

/// Moves markers that would cover each other apart, as little as will do and never half a step or more; above and below
/// each other rather than side by side, so that names at the right stay readable. `None` is a marker for which there is
/// no room.
///
/// In the order given. O(n · places), where a point that is full is asked only once.
pub(super) fn fan(wanted: &[Pos2], step: Vec2) -> Vec<Option<Pos2>> {
    const NET: Vec2 = vec2(8.0, 6.0);
    let reach = step * 0.44;
    let (columns, rows) = ((reach.x / NET.x) as i32, (reach.y / NET.y) as i32);
    let mut offsets: Vec<Vec2> = (-rows..=rows)
        .flat_map(|row| {
            (-columns..=columns).map(move |column| vec2(column as f32 * NET.x, row as f32 * NET.y))
        })
        .collect();
    let cost = |offset: &Vec2| 1.8 * offset.x.abs() + offset.y.abs() + if offset.y < 0.0 { 0.5 } else { 0.0 };
    offsets.sort_by(|a, b| cost(a).total_cmp(&cost(b)).then(b.x.total_cmp(&a.x)));
    let mut taken = Taken::default();
    let mut full: Vec<Pos2> = Vec::new();
    wanted
        .iter()
        .map(|point| {
            if full.last() == Some(point) {
                return None;
            }
            let place = offsets.iter().map(|offset| *point + *offset).find(|place| taken.is_free(*place));
            match place {
                Some(place) => taken.add(place),
                None => full.push(*point),
            }
            place
        })
        .collect()
}

/// Where names go: right of the marker, else left, below or above it, whichever is free; `None` where nothing is.
///
/// `taken` are places that no name may cover. O(n²) in the markers shown, of which no more fit than the plane has room
/// for.
pub(super) fn names(markers: &[Pos2], sizes: &[Vec2], within: Rect, taken: &[Rect]) -> Vec<Option<Rect>> {
    let mut taken = taken.to_vec();
    taken.extend(markers.iter().map(|at| Rect::from_center_size(*at, Vec2::splat(MARKER))));
    markers
        .iter()
        .zip(sizes)
        .map(|(at, size)| {
            let free = |rect: &Rect| {
                within.contains_rect(*rect) && taken.iter().all(|other| !other.intersects(*rect))
            };
            let found = beside(*at, *size).into_iter().find(free)?;
            taken.push(found);
            Some(found)
        })
        .collect()
}

/// The four places of a name, best first.
pub(super) fn beside(at: Pos2, size: Vec2) -> [Rect; 4] {
    const GAP: f32 = 4.0;
    let half = MARKER / 2.0 + GAP;
    [
        Rect::from_min_size(pos2(at.x + half, at.y - size.y / 2.0), size),
        Rect::from_min_size(pos2(at.x - half - size.x, at.y - size.y / 2.0), size),
        Rect::from_min_size(pos2(at.x - size.x / 2.0, at.y + half - 2.0), size),
        Rect::from_min_size(pos2(at.x - size.x / 2.0, at.y - half + 2.0 - size.y), size),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plane() -> Plane {
        Plane { rect: Rect::from_min_max(pos2(100.0, 50.0), pos2(1030.0, 660.0)) }
    }

    #[test]
    fn every_rating_comes_back_from_its_place() {
        for interest in 10..=50 {
            for influence in 10..=50 {
                let given = (f64::from(interest) / 10.0, f64::from(influence) / 10.0);
                let at = plane().point(given);
                assert!(plane().rect.contains(at));
                let (x, y) = plane().ratings(at, true);
                assert!((x - given.0).abs() < 1e-9 && (y - given.1).abs() < 1e-9, "{given:?} {x} {y}");
                assert!(plane().ratings(at, false).0.fract().abs() < f64::EPSILON);
            }
        }
        assert_eq!(plane().ratings(pos2(-900.0, 9000.0), false), (1.0, 1.0));
    }

    #[test]
    fn markers_on_one_point_are_moved_apart_but_not_to_another_rating() {
        let point = plane().point((3.0, 4.0));
        let placed = fan(&[point; 14], plane().step());
        let spots: Vec<Pos2> = placed.iter().flatten().copied().collect();
        assert_eq!(spots.first(), Some(&point));
        assert!(spots.len() >= 12, "{}", spots.len());
        for (index, place) in spots.iter().enumerate() {
            assert_eq!(plane().ratings(*place, false), (3.0, 4.0));
            assert!(spots[..index].iter().all(|other| other.distance(*place) >= APART));
        }
    }

    #[test]
    fn a_point_without_room_says_so() {
        let point = plane().point((2.0, 2.0));
        let placed = fan(&[point; 400], plane().step());
        assert!(placed.iter().any(Option::is_none));
        assert!(placed.iter().take(6).all(Option::is_some));
    }

    #[test]
    fn names_cover_neither_markers_nor_each_other() {
        let wanted: Vec<Pos2> =
            (0..40).map(|n| plane().point((1.0 + f64::from(n % 5), 1.0 + f64::from(n % 4)))).collect();
        let markers: Vec<Pos2> = fan(&wanted, plane().step()).into_iter().flatten().collect();
        let sizes = vec![vec2(90.0, 16.0); markers.len()];
        let placed = names(&markers, &sizes, plane().rect, &[]);
        let rects: Vec<Rect> = placed.iter().flatten().copied().collect();
        assert!(rects.len() > 10);
        for (index, rect) in rects.iter().enumerate() {
            assert!(rects[..index].iter().all(|other| !other.intersects(*rect)));
            let over = |at: &&Pos2| Rect::from_center_size(**at, Vec2::splat(MARKER)).intersects(*rect);
            assert_eq!(markers.iter().filter(over).count(), 0);
        }
    }
}
