//! Where there is room on a map for what must not lie on other things.

use std::collections::HashMap;

use kurbo::{Point, Rect};

use super::curve::Curve;
use super::shape::Outline;

/// What takes room.
#[derive(Clone, Copy, Debug)]
pub(super) enum Thing {
    /// A disc: a sign, a glyph, delay strokes, an arrowhead.
    Disc(Point, f64),
    /// A box with words.
    Words(Rect),
    /// An element's outline.
    Element(Outline),
    /// A link's line.
    Course(Curve),
}

impl Thing {
    fn bounds(&self) -> Rect {
        match self {
            Self::Disc(center, radius) => Rect::from_center_size(*center, (2.0 * radius, 2.0 * radius)),
            Self::Words(rect) => *rect,
            Self::Element(outline) => outline.rect,
            Self::Course(curve) => curve.bounds(),
        }
    }

    /// How far a point is from it; 0 or less on it.
    fn distance(&self, point: Point) -> f64 {
        match self {
            Self::Disc(center, radius) => (point - *center).hypot() - radius,
            Self::Words(rect) => Outline::rounded(*rect, 0.0).distance(point),
            Self::Element(outline) => outline.distance(point),
            Self::Course(curve) => curve.distance(point),
        }
    }

    /// How bad it is to lie on it: names and heads must be read, a line shows on both sides of a disc.
    pub fn weight(&self) -> f64 {
        match self {
            Self::Element(_) => 8.0,
            Self::Disc(..) | Self::Words(_) => 4.0,
            Self::Course(_) => 1.0,
        }
    }
}

/// So many things are kept of a place, and of elements all. Where more lie over each other nothing is clear anyway.
const MOST_AT_A_PLACE: usize = 64;

/// What takes room on a map, in a grid, so that asking about a place costs as much as what lies near it.
#[derive(Debug, Default)]
pub(super) struct Room {
    cells: HashMap<(i64, i64), Vec<usize>>,
    things: Vec<(Thing, usize)>,
    /// What is too large for the grid.
    huge: Vec<usize>,
    cell: f64,
}

impl Room {
    /// An empty map whose cells are `cell` wide.
    pub fn new(cell: f64) -> Self {
        Self { cell: cell.max(1e-3), ..Self::default() }
    }

    /// The cells that a box touches; `None` when they are very many.
    fn cells(&self, rect: Rect) -> Option<impl Iterator<Item = (i64, i64)> + use<>> {
        const MOST: f64 = 400.0;
        let columns = rect.width() / self.cell + 2.0;
        let rows = rect.height() / self.cell + 2.0;
        (columns * rows <= MOST).then(|| {
            let cell = |value: f64| (value / self.cell).floor() as i64;
            let (x0, y0, x1, y1) = (cell(rect.x0), cell(rect.y0), cell(rect.x1), cell(rect.y1));
            (x0..=x1).flat_map(move |x| (y0..=y1).map(move |y| (x, y)))
        })
    }

    /// Takes room. `owner` is the number of the link it belongs to, if it belongs to one; see [`Self::lies_on`].
    pub fn take(&mut self, thing: Thing, owner: usize) {
        let number = self.things.len();
        self.things.push((thing, owner));
        let parts = match thing {
            // A long line touches few of the cells in the box around it.
            Thing::Course(curve) => {
                let count = (curve.length() / self.cell).ceil().clamp(1.0, 256.0) as usize;
                let share = |part: usize| part as f64 / count as f64;
                (0..count).map(|part| curve.part(share(part), share(part + 1)).bounds()).collect()
            }
            _ => vec![thing.bounds()],
        };
        for part in parts {
            let Some(cells) = self.cells(part) else {
                if self.huge.last() != Some(&number) {
                    self.huge.push(number);
                }
                continue;
            };
            for cell in cells {
                let here = self.cells.entry(cell).or_default();
                let full = here.len() >= MOST_AT_A_PLACE && !matches!(thing, Thing::Element(_));
                if here.last() != Some(&number) && !full {
                    here.push(number);
                }
            }
        }
    }

    /// What may lie near a box, in the order in which it took room.
    fn near(&self, rect: Rect) -> impl Iterator<Item = &(Thing, usize)> {
        let mut near: Vec<usize> = match self.cells(rect) {
            Some(cells) => cells.filter_map(|cell| self.cells.get(&cell)).flatten().copied().collect(),
            None => (0..self.things.len()).collect(),
        };
        near.extend(&self.huge);
        near.sort_unstable();
        near.dedup();
        near.into_iter().filter_map(|number| self.things.get(number))
    }

    /// How much a disc would lie on what is there, by weight; 0 when it is clear. The line of the link `owner` does not
    /// count, all else that belongs to it does.
    pub fn lies_on(&self, center: Point, radius: f64, owner: usize) -> f64 {
        let around = Rect::from_center_size(center, (2.0 * radius, 2.0 * radius));
        let counts = |(thing, by): &&(Thing, usize)| *by != owner || !matches!(thing, Thing::Course(_));
        self.near(around)
            .filter(counts)
            .map(|(thing, _)| thing.weight() * (radius - thing.distance(center)).max(0.0) / radius.max(1e-9))
            .sum()
    }

    /// How many things a box would lie on, by weight. Lines do not count unless `lines` says so.
    pub fn covers(&self, rect: Rect, lines: bool) -> f64 {
        let hits = |thing: &Thing| match thing {
            Thing::Disc(center, radius) => Outline::rounded(rect, 0.0).distance(*center) < *radius,
            Thing::Words(other) => other.overlaps(rect),
            Thing::Element(outline) => outline.rect.overlaps(rect),
            Thing::Course(curve) => {
                let steps = (curve.length() / (self.cell / 8.0)).ceil().clamp(1.0, 4096.0) as usize;
                lines && (0..=steps).any(|step| rect.contains(curve.point(step as f64 / steps as f64)))
            }
        };
        self.near(rect).filter(|(thing, _)| hits(thing)).map(|(thing, _)| thing.weight()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_where_nothing_lies() {
        let mut room = Room::new(64.0);
        room.take(Thing::Words(Rect::new(0.0, 0.0, 100.0, 20.0)), 9);
        room.take(
            Thing::Course(Curve::Line { from: Point::new(0.0, 200.0), to: Point::new(900.0, 200.0) }),
            1,
        );
        assert!(room.lies_on(Point::new(50.0, 25.0), 8.0, 1) > 0.0);
        assert!(room.lies_on(Point::new(50.0, 29.0), 8.0, 1) <= 0.0);
        assert!(room.lies_on(Point::new(700.0, 205.0), 8.0, 2) > 0.0);
        assert!(room.lies_on(Point::new(700.0, 205.0), 8.0, 1) <= 0.0, "its own line is no obstacle");
        assert!(room.covers(Rect::new(90.0, 10.0, 120.0, 40.0), false) > 0.0);
        assert!(room.covers(Rect::new(300.0, 190.0, 320.0, 210.0), false) <= 0.0);
        assert!(room.covers(Rect::new(300.0, 190.0, 320.0, 210.0), true) > 0.0);
    }

    #[test]
    fn crowded_places_are_asked_as_quickly_as_others() {
        let mut room = Room::new(48.0);
        let middle = Point::new(500.0, 500.0);
        for line in 0..20_000 {
            let turn = kurbo::Vec2::from_angle(f64::from(line)) * 500.0;
            room.take(Thing::Course(Curve::Line { from: middle - turn, to: middle + turn }), 1);
        }
        let side = Rect::from_center_size(middle, (20.0, 20.0));
        room.take(Thing::Element(Outline::rounded(side, 0.0)), 2);
        assert!(room.cells.values().all(|here| here.len() <= MOST_AT_A_PLACE + 1));
        assert!(room.covers(side, false) >= 8.0, "an element is never overlooked");
        assert!(room.lies_on(middle, 8.0, 3) > 10.0);
    }
}
