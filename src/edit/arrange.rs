//! Putting elements in line: alignment, equal distances, and snapping to a grid. Plain geometry in map units.
//!
//! Nothing here depends on the order in which elements are given, and doing a thing twice is doing it once.

use crate::model::ElementId;

/// How far apart the lines of the grid are, in map units: the dots of the canvas.
pub const GRID: f64 = 24.0;

/// The room that an element takes on a map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// The left edge.
    pub left: f64,
    /// The upper edge.
    pub top: f64,
    /// The right edge, not left of the left one.
    pub right: f64,
    /// The lower edge, not above the upper one.
    pub bottom: f64,
}

impl Extent {
    /// This room moved by `(dx, dy)`.
    #[must_use]
    pub fn moved(self, dx: f64, dy: f64) -> Self {
        Self { left: self.left + dx, top: self.top + dy, right: self.right + dx, bottom: self.bottom + dy }
    }

    /// The room that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The room that holds all of them; `None` without any.
    pub fn around(all: impl IntoIterator<Item = Self>) -> Option<Self> {
        all.into_iter().reduce(Self::union)
    }

    /// Its reach along an axis.
    pub fn span(self, axis: Axis) -> Span {
        match axis {
            Axis::Across => Span { low: self.left, high: self.right },
            Axis::Down => Span { low: self.top, high: self.bottom },
        }
    }
}

/// Along which axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// From left to right.
    Across,
    /// From top to bottom.
    Down,
}

impl Axis {
    /// The other axis.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Across => Self::Down,
            Self::Down => Self::Across,
        }
    }

    /// A move along the axis as `(dx, dy)`.
    pub fn by(self, distance: f64) -> (f64, f64) {
        match self {
            Self::Across => (distance, 0.0),
            Self::Down => (0.0, distance),
        }
    }
}

/// A stretch of one axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Its lower end.
    pub low: f64,
    /// Its higher end.
    pub high: f64,
}

impl Span {
    /// Its middle.
    pub fn middle(self) -> f64 {
        f64::midpoint(self.low, self.high)
    }

    /// Its length.
    pub fn length(self) -> f64 {
        self.high - self.low
    }

    /// The two have more than a point in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.low < other.high && other.low < self.high
    }
}

/// Which line elements are brought to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Left edges to the leftmost.
    Left,
    /// Middles to the middle between the leftmost and the rightmost edge.
    Centre,
    /// Right edges to the rightmost.
    Right,
    /// Upper edges to the uppermost.
    Top,
    /// Middles to the middle between the uppermost and the lowest edge.
    Middle,
    /// Lower edges to the lowest.
    Bottom,
}

/// How far an element moves, as `(dx, dy)`.
pub type Shift = (ElementId, (f64, f64));

/// How far each element must move to stand on one line with the others.
pub fn align(elements: &[(ElementId, Extent)], how: Align) -> Vec<Shift> {
    let Some(all) = Extent::around(elements.iter().map(|(_, extent)| *extent)) else {
        return Vec::new();
    };
    let shift = |extent: &Extent| match how {
        Align::Left => (all.left - extent.left, 0.0),
        Align::Centre => (all.span(Axis::Across).middle() - extent.span(Axis::Across).middle(), 0.0),
        Align::Right => (all.right - extent.right, 0.0),
        Align::Top => (0.0, all.top - extent.top),
        Align::Middle => (0.0, all.span(Axis::Down).middle() - extent.span(Axis::Down).middle()),
        Align::Bottom => (0.0, all.bottom - extent.bottom),
    };
    elements.iter().map(|(id, extent)| (id.clone(), shift(extent))).collect()
}

/// How far each element must move so that the gaps between them are equal; the outermost two stay. Where they would
/// overlap, their middles are spread evenly instead. Elements are taken in the order of their middles, then of their
/// ids. Fewer than three stay as they are.
pub fn distribute(elements: &[(ElementId, Extent)], axis: Axis) -> Vec<Shift> {
    let mut row: Vec<(&ElementId, Span)> =
        elements.iter().map(|(id, extent)| (id, extent.span(axis))).collect();
    row.sort_by(|a, b| a.1.middle().total_cmp(&b.1.middle()).then_with(|| a.0.cmp(b.0)));
    let [(_, first), inner @ .., (_, last)] = row.as_slice() else { return Vec::new() };
    if inner.is_empty() {
        return Vec::new();
    }
    let gaps = (inner.len() + 1) as f64;
    let filled: f64 = inner.iter().map(|(_, span)| span.length()).sum();
    let gap = (last.low - first.high - filled) / gaps;
    let step = (last.middle() - first.middle()) / gaps;
    let mut end = first.high;
    let mut shifts = Vec::with_capacity(inner.len());
    for (number, (id, span)) in inner.iter().enumerate() {
        let by = if gap >= 0.0 {
            let by = end + gap - span.low;
            end = span.high + by;
            by
        } else {
            first.middle() + step * (number + 1) as f64 - span.middle()
        };
        shifts.push(((*id).clone(), axis.by(by)));
    }
    shifts
}

/// How far a place is from the nearest crossing of the grid, as `(dx, dy)`.
pub fn to_grid(x: f64, y: f64) -> (f64, f64) {
    let off = |value: f64| (value / GRID).round() * GRID - value;
    (off(x), off(y))
}
