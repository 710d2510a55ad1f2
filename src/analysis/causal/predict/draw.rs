//! Draws of magnitudes, each with its response.

use nalgebra::{DMatrix, DVector};
use rayon::prelude::*;

use super::PredictOptions;
use crate::analysis::Watch;
use crate::analysis::causal::signed::SignedMap;
use crate::analysis::causal::stability::Parts;
use crate::analysis::random::Dice;

/// The spectral radius to which drawn effects are scaled.
const RADIUS: f64 = 0.9;
/// Levins' form tries this many draws for each that is wanted.
const TRIES: usize = 100;
/// How many draws are made between two reports of how far the work is.
const BATCH: usize = 128;
/// The same for more variables than [`LARGE`], of which a draw takes long.
const SMALL_BATCH: usize = 16;
/// How many variables a map of ordinary size has at most.
const LARGE: usize = 60;

/// One draw that counts.
pub(super) struct Draw {
    /// The magnitude of each link, after scaling.
    pub magnitudes: Vec<f64>,
    /// How far each element moves.
    pub response: Vec<f64>,
}

/// The draws that count, in order.
#[derive(Default)]
pub(super) struct Sampled {
    pub draws: Vec<Draw>,
    /// How many were made for them.
    pub tried: usize,
}

/// An element that no draw can damp: it stands in no loop with others and has no − link to itself.
pub(super) fn never_damped(map: &SignedMap) -> Option<usize> {
    let damps =
        |number: usize| map.arcs.iter().any(|arc| arc.from == number && arc.to == number && arc.sign < 0.0);
    Parts::of(map).alone().find(|number| !damps(*number))
}

/// Draws until `draws` of them count. Draw k of a seed is the same whatever the number of threads.
pub(super) fn sample(
    map: &SignedMap,
    press: &[f64],
    options: &PredictOptions,
    draws: usize,
    watch: &Watch,
) -> Sampled {
    let parts = Parts::of(map);
    let press = DVector::from_column_slice(press);
    let most = if options.levins { draws.saturating_mul(TRIES) } else { draws };
    let batch = if map.ids.len() > LARGE { SMALL_BATCH } else { BATCH };
    let mut sampled = Sampled::default();
    while sampled.draws.len() < draws && sampled.tried < most {
        if watch.is_cancelled() {
            return Sampled { draws: Vec::new(), tried: sampled.tried };
        }
        let from = sampled.tried;
        let found: Vec<Option<Draw>> = (from..most.min(from + batch))
            .into_par_iter()
            .map(|number| {
                if watch.is_cancelled() {
                    return None;
                }
                let mut dice = Dice::new(options.seed, number as u64);
                let magnitudes: Vec<f64> = map.arcs.iter().map(|_| dice.unit()).collect();
                if options.levins {
                    as_drawn(map, &parts, &press, magnitudes)
                } else {
                    scaled(map, &parts, &press, magnitudes)
                }
            })
            .collect();
        for draw in found {
            sampled.tried += 1;
            sampled.draws.extend(draw);
            if sampled.draws.len() == draws {
                break;
            }
        }
        watch.report(sampled.draws.len() as f64 / draws.max(1) as f64);
    }
    if watch.is_cancelled() { Sampled { draws: Vec::new(), tried: sampled.tried } } else { sampled }
}

/// The effects as a matrix: row is the element that is moved, column the one that moves it.
fn effects(map: &SignedMap, magnitudes: &[f64]) -> DMatrix<f64> {
    let mut matrix = DMatrix::zeros(map.ids.len(), map.ids.len());
    for (arc, magnitude) in map.arcs.iter().zip(magnitudes) {
        matrix[(arc.to, arc.from)] += arc.sign * magnitude;
    }
    matrix
}

/// Scales the drawn effects and their magnitudes to the spectral radius; `None` if its search did not converge.
pub(super) fn scaled_effects(map: &SignedMap, parts: &Parts, magnitudes: &mut [f64]) -> Option<DMatrix<f64>> {
    let mut matrix = effects(map, magnitudes);
    let radius = parts.spectral_radius(&matrix)?;
    if radius > f64::EPSILON {
        let scale = RADIUS / radius;
        matrix *= scale;
        for magnitude in magnitudes {
            *magnitude *= scale;
        }
    }
    Some(matrix)
}

/// The response of a map in which every variable damps itself.
fn scaled(map: &SignedMap, parts: &Parts, press: &DVector<f64>, mut magnitudes: Vec<f64>) -> Option<Draw> {
    let matrix = scaled_effects(map, parts, &mut magnitudes)?;
    let damped = DMatrix::identity(map.ids.len(), map.ids.len()) - matrix;
    let response = damped.lu().solve(press)?;
    Some(Draw { magnitudes, response: response.iter().copied().collect() })
}

fn as_drawn(map: &SignedMap, parts: &Parts, press: &DVector<f64>, magnitudes: Vec<f64>) -> Option<Draw> {
    let matrix = effects(map, &magnitudes);
    if !parts.is_stable(&matrix) {
        return None;
    }
    let response = (-matrix).lu().solve(press)?;
    Some(Draw { magnitudes, response: response.iter().copied().collect() })
}
