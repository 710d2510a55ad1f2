//! Outlines of elements: what a rim follows, where links end, and what a pointer hits.

use kurbo::{BezPath, Point, Rect, RoundedRect, Shape as _, Vec2};

use super::mark::{Mark, Stroke, polygon};
use super::tokens::{ActorShape, Color};

/// Growing a cut corner by `d` makes its cut longer by this share of `d` along each side: 2 − √2.
const CUT_GROWTH: f64 = 2.0 - std::f64::consts::SQRT_2;
const TOLERANCE: f64 = 0.02;

/// How the corners of an outline look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Corners {
    /// Rounded by a radius.
    Round(f64),
    /// All four cut off, so far along each side.
    Cut(f64),
    /// The left and right side are points, so deep.
    Pointed(f64),
    /// The top right corner is folded in, so far along each side.
    Folded(f64),
}

/// A closed convex outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outline {
    /// What it fills, points included.
    pub rect: Rect,
    /// How its corners look.
    pub corners: Corners,
}

impl Outline {
    /// The outline of an actor's box; `unit` scales the corners.
    pub fn of_sector(shape: ActorShape, rect: Rect, unit: f64) -> Self {
        let corners = match shape {
            ActorShape::Pill => Corners::Round(rect.height().min(rect.width()) / 2.0),
            ActorShape::Rounded => Corners::Round(10.0 * unit),
            ActorShape::Square => Corners::Round(2.0 * unit),
            ActorShape::Cut => Corners::Cut(10.0 * unit),
            ActorShape::Hexagon => Corners::Pointed(12.0 * unit),
        };
        Self { rect, corners }
    }

    /// A rectangle with corners rounded by `radius`.
    pub fn rounded(rect: Rect, radius: f64) -> Self {
        Self { rect, corners: Corners::Round(radius) }
    }

    /// The outline that runs `by` outside this one.
    #[must_use]
    pub fn grown(&self, by: f64) -> Self {
        let mut rect = self.rect.inflate(by, by);
        let corners = match self.corners {
            Corners::Round(radius) => Corners::Round((radius + by).max(0.0)),
            Corners::Cut(cut) => Corners::Cut(cut + CUT_GROWTH * by),
            Corners::Folded(fold) => Corners::Folded(fold + CUT_GROWTH * by),
            Corners::Pointed(depth) => {
                let half = self.rect.height() / 2.0;
                if half > 0.0 {
                    let reach = by * depth.hypot(half) / half;
                    rect = self.rect.inflate(reach, by);
                    Corners::Pointed(depth * (half + by) / half)
                } else {
                    Corners::Pointed(depth)
                }
            }
        };
        Self { rect, corners }
    }

    /// The corner points, clockwise from the top left; `None` for rounded rectangles.
    pub fn points(&self) -> Option<Vec<Point>> {
        let Rect { x0, y0, x1, y1 } = self.rect;
        let limit = |length: f64| length.clamp(0.0, self.rect.width().min(self.rect.height()) / 2.0);
        let points = match self.corners {
            Corners::Round(_) => return None,
            Corners::Cut(cut) => {
                let c = limit(cut);
                vec![
                    (x0 + c, y0),
                    (x1 - c, y0),
                    (x1, y0 + c),
                    (x1, y1 - c),
                    (x1 - c, y1),
                    (x0 + c, y1),
                    (x0, y1 - c),
                    (x0, y0 + c),
                ]
            }
            Corners::Pointed(depth) => {
                let d = depth.clamp(0.0, self.rect.width() / 2.0);
                let y = self.rect.center().y;
                vec![(x0 + d, y0), (x1 - d, y0), (x1, y), (x1 - d, y1), (x0 + d, y1), (x0, y)]
            }
            Corners::Folded(fold) => {
                let f = limit(fold);
                vec![(x0, y0), (x1 - f, y0), (x1, y0 + f), (x1, y1), (x0, y1)]
            }
        };
        Some(points.into_iter().map(Point::from).collect())
    }

    /// How round the corners are, no more than fits.
    fn radius(&self, radius: f64) -> f64 {
        radius.clamp(0.0, self.rect.width().min(self.rect.height()) / 2.0)
    }

    /// The signed distance of a point from the outline: negative inside.
    ///
    /// Exact. Rounded rectangles as a box whose corners are discs, polygons by their sides.
    pub fn distance(&self, point: Point) -> f64 {
        let Corners::Round(radius) = self.corners else {
            return self.points().map_or(f64::INFINITY, |points| polygon_distance(&points, point));
        };
        let radius = self.radius(radius);
        let center = self.rect.center();
        let qx = (point.x - center.x).abs() - self.rect.width() / 2.0 + radius;
        let qy = (point.y - center.y).abs() - self.rect.height() / 2.0 + radius;
        qx.max(0.0).hypot(qy.max(0.0)) + qx.max(qy).min(0.0) - radius
    }

    /// The point lies inside or on the outline.
    pub fn contains(&self, point: Point) -> bool {
        self.distance(point) <= 0.0
    }

    /// The outline as a closed path.
    pub fn path(&self) -> BezPath {
        match (self.corners, self.points()) {
            (_, Some(points)) => polygon(&points),
            (Corners::Round(radius), None) => {
                RoundedRect::from_rect(self.rect, self.radius(radius)).to_path(TOLERANCE)
            }
            (_, None) => self.rect.to_path(TOLERANCE),
        }
    }

    /// The outline as a mark.
    pub fn mark(&self, fill: Option<Color>, stroke: Option<Stroke>) -> Mark {
        match self.corners {
            Corners::Round(radius) => {
                Mark::Rect { rect: self.rect, radius: self.radius(radius), fill, stroke }
            }
            _ => Mark::Path { path: self.path(), fill, stroke },
        }
    }

    /// The same outline, moved.
    #[must_use]
    pub fn shifted(&self, by: Vec2) -> Self {
        Self { rect: self.rect + by, ..*self }
    }
}

/// The signed distance of a point from a convex polygon.
fn polygon_distance(points: &[Point], point: Point) -> f64 {
    let mut nearest = f64::INFINITY;
    let mut inside = true;
    let next = points.iter().cycle().skip(1);
    for (a, b) in points.iter().zip(next) {
        let (side, to) = (*b - *a, point - *a);
        let along = (to.dot(side) / side.hypot2().max(f64::MIN_POSITIVE)).clamp(0.0, 1.0);
        nearest = nearest.min((to - side * along).hypot());
        inside &= side.cross(to) >= 0.0;
    }
    if inside { -nearest } else { nearest }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::scene) fn every_outline(rect: Rect) -> Vec<Outline> {
        let corners = [
            Corners::Round(22.0),
            Corners::Round(10.0),
            Corners::Round(2.0),
            Corners::Cut(10.0),
            Corners::Pointed(12.0),
            Corners::Folded(14.0),
        ];
        corners.map(|corners| Outline { rect, corners }).to_vec()
    }

    #[test]
    fn a_grown_outline_keeps_its_distance() {
        for outline in every_outline(Rect::new(0.0, 0.0, 120.0, 44.0)) {
            for element in outline.grown(4.0).path().flatten_for_test() {
                let distance = outline.distance(element);
                // Corners of polygons lie farther out.
                assert!((3.95..=6.0).contains(&distance), "{outline:?} {element:?} {distance}");
            }
        }
    }

    #[test]
    fn the_middle_is_inside_and_afar_is_outside() {
        for outline in every_outline(Rect::new(0.0, 0.0, 120.0, 44.0)) {
            assert!(outline.contains(Point::new(60.0, 22.0)));
            assert!(!outline.contains(Point::new(60.0, 46.0)));
            assert!((outline.distance(Point::new(60.0, 49.0)) - 5.0).abs() < 1e-9, "{outline:?}");
        }
    }

    #[test]
    fn cut_corners_do_not_count_as_inside() {
        let rect = Rect::new(0.0, 0.0, 120.0, 44.0);
        assert!(!Outline { rect, corners: Corners::Folded(14.0) }.contains(Point::new(118.0, 2.0)));
        assert!(!Outline { rect, corners: Corners::Cut(10.0) }.contains(Point::new(2.0, 2.0)));
        assert!(!Outline { rect, corners: Corners::Pointed(12.0) }.contains(Point::new(3.0, 5.0)));
    }

    trait Corner {
        fn flatten_for_test(&self) -> Vec<Point>;
    }

    impl Corner for BezPath {
        fn flatten_for_test(&self) -> Vec<Point> {
            let mut points = Vec::new();
            kurbo::flatten(self.iter(), 0.05, |element| points.extend(element.end_point()));
            points
        }
    }
}
