//! Pressing every variable in turn with the same draws.

use nalgebra::DMatrix;

use super::NOTHING;
use super::draw::scaled_effects;
use crate::analysis::Watch;
use crate::analysis::causal::signed::SignedMap;
use crate::analysis::causal::stability::Parts;
use crate::analysis::random::Dice;

/// The shares of draws in which pressing one variable makes another rise or fall.
pub(in crate::analysis::causal) struct Every {
    count: usize,
    draws: usize,
    rises: Vec<u32>,
    falls: Vec<u32>,
}

impl Every {
    /// Presses every variable in so many draws, in the default form of [`super::predict()`]. O(n³) for each draw.
    pub fn new(map: &SignedMap, draws: usize, seed: u64, watch: &Watch) -> Self {
        let count = map.ids.len();
        let parts = Parts::of(map);
        let mut every =
            Self { count, draws: 0, rises: vec![0; count * count], falls: vec![0; count * count] };
        for number in 0..draws {
            if watch.is_cancelled() {
                break;
            }
            let mut dice = Dice::new(seed, number as u64);
            let mut magnitudes: Vec<f64> = map.arcs.iter().map(|_| dice.unit()).collect();
            let Some(effects) = scaled_effects(map, &parts, &mut magnitudes) else { continue };
            let Some(response) = (DMatrix::identity(count, count) - effects).try_inverse() else { continue };
            every.draws += 1;
            for (slot, change) in response.iter().enumerate() {
                every.rises[slot] += u32::from(*change >= NOTHING);
                every.falls[slot] += u32::from(*change <= -NOTHING);
            }
        }
        every
    }

    /// The shares in which `target` rises and falls when `pressed` is raised.
    pub fn shares(&self, pressed: usize, target: usize) -> (f64, f64) {
        // The inverse is stored column by column, a column for each press.
        let slot = pressed * self.count + target;
        let share = |counts: &[u32]| {
            counts.get(slot).map_or(0.0, |count| f64::from(*count) / self.draws.max(1) as f64)
        };
        (share(&self.rises), share(&self.falls))
    }
}
