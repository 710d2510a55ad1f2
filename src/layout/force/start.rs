//! Where a force layout starts from: two items on one point would never part.

use std::collections::{BTreeMap, VecDeque};

use kurbo::Vec2;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use crate::layout::field::{Field, mean};

/// Puts items without a place of their own near those they are joined to, and winds what lies on one point into a
/// spiral.
pub(super) fn scatter(field: &mut Field, seed: u64) {
    settle_newcomers(field);
    unwind(field, seed);
}

/// Newcomers start where their neighbours are: level by level, outwards from those who have places. Without anybody to
/// start from they stay in their stopgap places.
fn settle_newcomers(field: &mut Field) {
    let mut known = field.placed.clone();
    let mut queue: VecDeque<usize> = (0..field.len()).filter(|number| known[*number]).collect();
    while let Some(number) = queue.pop_front() {
        for other in field.neighbours[number].clone() {
            if known[other] || field.fixed[other] {
                continue;
            }
            let from = field.neighbours[other].iter().filter(|near| known[**near]);
            field.places[other] = mean(from.map(|near| field.places[*near]));
            known[other] = true;
            queue.push_back(other);
        }
    }
}

/// Items closer than a hundredth are wound into a sunflower spiral around their point (Vogel 1979, as d3 starts), turned
/// by chance. Fixed ones keep the point.
fn unwind(field: &mut Field, seed: u64) {
    let mut crowds: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for (number, at) in field.places.iter().enumerate() {
        let spot = ((at.x * 100.0).round() as i64, (at.y * 100.0).round() as i64);
        crowds.entry(spot).or_default().push(number);
    }
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    for crowd in crowds.values().filter(|crowd| crowd.len() > 1) {
        let turn = f64::from(chance.next_u32()) / f64::from(u32::MAX) * std::f64::consts::TAU;
        let wide = crowd.iter().map(|number| field.radius(*number)).sum::<f64>() / crowd.len() as f64;
        let mut place = crowd.iter().filter(|number| field.fixed[**number]).count();
        for number in crowd {
            if field.fixed[*number] {
                continue;
            }
            let angle = turn + place as f64 * std::f64::consts::PI * (3.0 - 5.0_f64.sqrt());
            let radius = wide * (place as f64).sqrt();
            field.places[*number] += radius * Vec2::from_angle(angle);
            place += 1;
        }
    }
}
