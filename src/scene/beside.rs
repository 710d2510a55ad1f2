//! The places that a link offers to what stands on it and beside it, the best ones first.

use kurbo::{Point, Rect};

use super::link::{LinkFigure, LinkLook, Tip};

/// A sign stands so far back from the tip, along the link.
const SIGN_BACK: f64 = 18.0;
/// A sign stands so far beside the link.
const SIGN_ASIDE: f64 = 15.0;

impl LinkFigure {
    /// The places for the sign's disc, the best one first: beside the head, outside and inside of the bend, then
    /// farther back.
    pub(super) fn sign_places(&self) -> Vec<Point> {
        const BACK: [f64; 6] = [18.0, 26.0, 12.0, 36.0, 48.0, 62.0];
        let Some(curve) = self.curve.as_ref().filter(|_| !self.level.is_far()) else { return Vec::new() };
        let aside = SIGN_ASIDE * self.unit;
        let beside = |back: f64| {
            let share = (1.0 - curve.share_of(back * self.unit)).max(0.5);
            let (at, out) = (curve.point(share), curve.outwards(share) * aside);
            [at + out, at - out]
        };
        BACK.into_iter()
            .filter(|back| curve.length() > back * self.unit || *back <= SIGN_BACK)
            .flat_map(beside)
            .collect()
    }

    /// The shares of the course where a glyph, delay strokes or a mark could stand, the best one first.
    pub(super) fn middle_places(&self) -> Vec<f64> {
        const SHARES: [f64; 8] = [0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74];
        let Some(curve) = &self.curve else { return Vec::new() };
        let reach = |tip: Tip| {
            let head = if tip == Tip::Head { self.head.0 } else { 0.0 };
            curve.share_of(head + 10.0 * self.unit)
        };
        let (first, last) = (reach(self.start), 1.0 - reach(self.end));
        let middle = if first < last { 0.5_f64.clamp(first, last) } else { 0.5 };
        let others = SHARES.into_iter().filter(|share| (first..=last).contains(share));
        std::iter::once(middle).chain(others).collect()
    }

    /// The places where the kind of a tie could be written, the best one first.
    pub(super) fn pill_places(&self) -> Vec<Rect> {
        const SHARES: [f64; 9] = [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.22, 0.78];
        let (LinkLook::Tie { word, .. }, Some(curve), false) = (&self.look, &self.curve, self.level.is_far())
        else {
            return Vec::new();
        };
        let u = word.size / 12.0;
        let (width, height) = (word.bounds.width() + 36.0 * u, 22.0 * u);
        let fits = |share: f64| {
            let way = curve.direction(share);
            // How much of the line the pill hides there: its height where the line is steep, else its width.
            let across = (height / way.y.abs().max(1e-6)).min(width / way.x.abs().max(1e-6));
            curve.length() * share.min(1.0 - share) > across / 2.0 + 16.0 * u
        };
        let fitting = SHARES.into_iter().filter(|share| fits(*share));
        fitting.map(|share| Rect::from_center_size(curve.point(share), (width, height))).collect()
    }

    /// The share of the course where delay strokes stand that give way to a mark.
    pub(super) fn delay_aside(&self) -> Option<f64> {
        let curve = self.curve.as_ref()?;
        match self.look {
            LinkLook::Causal { delay: true, mark: Some(_), .. } => {
                Some((self.middle - curve.share_of(22.0 * self.unit)).max(0.12))
            }
            _ => None,
        }
    }
}
