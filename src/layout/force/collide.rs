//! Boxes push each other apart where they overlap, once per step: each pair along the side where less is to do.

use kurbo::Vec2;

use crate::layout::BOX_GAP;
use crate::layout::field::Field;
use crate::layout::overlap::{Near, apart};

/// How much of an overlap one step takes away.
const SHARE: f64 = 0.7;

/// Parts overlapping boxes a little.
pub(super) fn part(field: &mut Field) {
    let gap = Vec2::new(BOX_GAP, BOX_GAP) / 2.0;
    let mut near = Near::of(field, gap);
    let mut pairs = Vec::new();
    near.pairs(field, usize::MAX, &mut pairs);
    for (a, b) in pairs {
        if let Some(push) = apart(field, a, b, gap) {
            let (of_a, of_b) = match (field.fixed[a], field.fixed[b]) {
                (true, true) => continue,
                (true, false) => (0.0, SHARE),
                (false, true) => (SHARE, 0.0),
                (false, false) => (SHARE / 2.0, SHARE / 2.0),
            };
            field.places[a] -= push * of_a;
            field.places[b] += push * of_b;
        }
    }
}
