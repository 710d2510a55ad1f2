//! The courses of links: straight lines and parts of circles.

use std::f64::consts::TAU;

use kurbo::{Arc, Point, Rect, Shape as _, Vec2};

use super::mark::{Mark, Stroke};
use super::shape::Outline;

/// Bends of less than this share of the chord are straight.
const STRAIGHT: f64 = 1e-3;
/// A link bends no more than this share of its chord: a little over half a circle.
const MOST_BENT: f64 = 0.7;

/// A straight line or a part of a circle, with a direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Curve {
    /// A straight line.
    Line {
        /// Where it starts.
        from: Point,
        /// Where it ends.
        to: Point,
    },
    /// A part of a circle.
    Arc {
        /// The middle of the circle.
        center: Point,
        /// Its radius, greater than 0.
        radius: f64,
        /// The angle at which the curve starts, clockwise from the x axis.
        start: f64,
        /// How far it turns; positive is clockwise.
        sweep: f64,
    },
}

impl Curve {
    /// The curve from one point to another whose middle lies `bend` chords to the left of the way (y downwards: the
    /// left of going right is up). The circle through both with sagitta s = |bend| · c has the radius
    /// (c² / 4 + s²) / 2s. Bends beyond ±0.7 are taken as ±0.7.
    pub fn bent(from: Point, to: Point, bend: f64) -> Self {
        let way = to - from;
        let chord = way.hypot();
        let bend = if bend.is_finite() { bend.clamp(-MOST_BENT, MOST_BENT) } else { 0.0 };
        if bend.abs() < STRAIGHT || chord < 1e-6 {
            return Self::Line { from, to };
        }
        let left = Vec2::new(way.y, -way.x) / chord;
        let sagitta = bend.abs() * chord;
        let radius = (chord * chord / 4.0 + sagitta * sagitta) / (2.0 * sagitta);
        let center = from.midpoint(to) + left * bend.signum() * (sagitta - radius);
        let start = (from - center).atan2();
        // Bulging to the left of the way, the curve turns clockwise on the screen.
        let turn = 4.0 * (2.0 * bend.abs()).atan();
        Self::Arc { center, radius, start, sweep: turn * bend.signum() }
    }

    /// The point at a share (0 to 1) of the length.
    pub fn point(&self, share: f64) -> Point {
        match *self {
            Self::Line { from, to } => from.lerp(to, share),
            Self::Arc { center, radius, start, sweep } => {
                center + Vec2::from_angle(start + sweep * share) * radius
            }
        }
    }

    /// The direction at a share of the length, as a unit vector; zero for a line without length.
    pub fn direction(&self, share: f64) -> Vec2 {
        match *self {
            Self::Line { from, to } => {
                let way = to - from;
                let length = way.hypot();
                if length > 1e-9 { way / length } else { Vec2::ZERO }
            }
            Self::Arc { start, sweep, .. } => {
                Vec2::from_angle(start + sweep * share + sweep.signum() * std::f64::consts::FRAC_PI_2)
            }
        }
    }

    /// The unit vector to the side to which the curve bulges; the left of a straight line.
    pub fn outwards(&self, share: f64) -> Vec2 {
        match *self {
            Self::Line { .. } => {
                let way = self.direction(share);
                Vec2::new(way.y, -way.x)
            }
            Self::Arc { start, sweep, .. } => Vec2::from_angle(start + sweep * share),
        }
    }

    /// The length.
    pub fn length(&self) -> f64 {
        match *self {
            Self::Line { from, to } => (to - from).hypot(),
            Self::Arc { radius, sweep, .. } => radius * sweep.abs(),
        }
    }

    /// The share of the length that `distance` takes.
    pub fn share_of(&self, distance: f64) -> f64 {
        let length = self.length();
        if length > 1e-9 { distance / length } else { 0.0 }
    }

    /// The part between two shares of the length.
    #[must_use]
    pub fn part(&self, from: f64, to: f64) -> Self {
        match *self {
            Self::Line { .. } => Self::Line { from: self.point(from), to: self.point(to) },
            Self::Arc { center, radius, start, sweep } => {
                Self::Arc { center, radius, start: start + sweep * from, sweep: sweep * (to - from) }
            }
        }
    }

    /// The same curve moved outwards by `by` everywhere.
    #[must_use]
    pub fn beside(&self, by: f64) -> Self {
        match *self {
            Self::Line { from, to } => {
                let aside = self.outwards(0.5) * by;
                Self::Line { from: from + aside, to: to + aside }
            }
            Self::Arc { center, radius, start, sweep } => {
                Self::Arc { center, radius: (radius + by).max(0.1), start, sweep }
            }
        }
    }

    /// The curve the other way round.
    #[must_use]
    pub fn reversed(&self) -> Self {
        match *self {
            Self::Line { from, to } => Self::Line { from: to, to: from },
            Self::Arc { center, radius, start, sweep } => {
                Self::Arc { center, radius, start: start + sweep, sweep: -sweep }
            }
        }
    }

    /// The distance of a point from the curve.
    pub fn distance(&self, point: Point) -> f64 {
        let nearest = match *self {
            Self::Line { from, to } => {
                let way = to - from;
                let share = (point - from).dot(way) / way.hypot2().max(f64::MIN_POSITIVE);
                self.point(share.clamp(0.0, 1.0))
            }
            Self::Arc { center, radius, start, sweep } => {
                let turn = ((point - center).atan2() - start) * sweep.signum();
                if turn.rem_euclid(TAU) <= sweep.abs() {
                    return ((point - center).hypot() - radius).abs();
                }
                let ends = [self.point(0.0), self.point(1.0)];
                return ends.into_iter().map(|end| (point - end).hypot()).fold(f64::INFINITY, f64::min);
            }
        };
        (point - nearest).hypot()
    }

    /// What the curve covers.
    pub fn bounds(&self) -> Rect {
        match *self {
            Self::Line { from, to } => Rect::from_points(from, to),
            Self::Arc { center, radius, start, sweep } => {
                Arc::new(center, (radius, radius), start, sweep, 0.0).bounding_box()
            }
        }
    }

    /// The share of the length at which the curve, starting inside `outline`, is `gap` away from it for the first
    /// time; `None` when it never is.
    ///
    /// Steps by the distance that is missing: a curve is never shorter than the way it covers, so no step goes too far.
    pub fn leaves(&self, outline: &Outline, gap: f64) -> Option<f64> {
        const STEPS: usize = 64;
        const CLOSE: f64 = 0.005;
        let length = self.length();
        let mut gone = 0.0;
        for _ in 0..STEPS {
            let missing = gap - outline.distance(self.point(self.share_of(gone)));
            if missing <= CLOSE {
                return Some(self.share_of(gone));
            }
            gone += missing;
            if gone >= length {
                return None;
            }
        }
        Some(self.share_of(gone))
    }

    /// The curve as a mark.
    pub fn mark(&self, stroke: Stroke) -> Mark {
        match *self {
            Self::Line { from, to } => Mark::Line { from, to, stroke },
            Self::Arc { center, radius, start, sweep } => Mark::Arc { center, radius, start, sweep, stroke },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape::tests::every_outline;
    use super::*;

    const A: Point = Point::new(0.0, 0.0);
    const B: Point = Point::new(200.0, 0.0);

    #[test]
    fn the_middle_lies_its_bend_to_the_left_of_the_way() {
        for bend in [0.18, -0.18, 0.5, 0.05] {
            let curve = Curve::bent(A, B, bend);
            let middle = curve.point(0.5);
            assert!(
                (middle.x - 100.0).abs() < 1e-6 && (middle.y + 200.0 * bend).abs() < 1e-6,
                "{bend} {middle:?}"
            );
            assert!((curve.point(0.0) - A).hypot() < 1e-6 && (curve.point(1.0) - B).hypot() < 1e-6);
        }
        assert_eq!(Curve::bent(A, B, 0.0).point(0.5), Point::new(100.0, 0.0));
    }

    #[test]
    fn four_links_bent_by_0_207_make_a_circle() {
        let curve = Curve::bent(Point::new(0.0, -100.0), Point::new(100.0, 0.0), (2_f64.sqrt() - 1.0) / 2.0);
        let Curve::Arc { center, radius, .. } = curve else { panic!("straight") };
        assert!(center.to_vec2().hypot() < 1e-6 && (radius - 100.0).abs() < 1e-6, "{center:?} {radius}");
    }

    #[test]
    fn a_link_ends_just_outside_every_shape() {
        let rect = Rect::from_center_size(B, (120.0, 44.0));
        for outline in every_outline(rect) {
            for (angle, bend) in [(0.1, 0.0), (0.7, 0.2), (1.5, -0.2), (2.6, 0.18), (4.0, -0.5), (5.5, 0.0)] {
                let from = B + Vec2::from_angle(angle) * 300.0;
                let curve = Curve::bent(B, from, bend);
                let end = curve.point(curve.leaves(&outline, 4.0).unwrap());
                assert!((outline.distance(end) - 4.0).abs() < 0.1, "{outline:?} {angle}");
            }
        }
    }

    #[test]
    fn distance_follows_the_curve() {
        let curve = Curve::bent(A, B, 0.2);
        assert!(curve.distance(Point::new(100.0, -40.0)) < 1e-6);
        assert!(curve.distance(Point::new(100.0, 0.0)) > 30.0);
        assert!((curve.distance(Point::new(-30.0, 0.0)) - 30.0).abs() < 1e-6);
    }

    #[test]
    fn beside_and_part_keep_the_course() {
        let curve = Curve::bent(A, B, 0.2);
        assert!((curve.beside(5.0).distance(curve.point(0.3)) - 5.0).abs() < 1e-6);
        assert!((curve.part(0.25, 0.75).point(0.5) - curve.point(0.5)).hypot() < 1e-6);
        assert!((curve.reversed().point(0.25) - curve.point(0.75)).hypot() < 1e-6);
    }
}
