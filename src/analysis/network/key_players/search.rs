//! The best set of a given size: by trying all, or by adding the best and swapping.

use rayon::prelude::*;

use crate::analysis::network::NetworkError;
use crate::analysis::network::progress::Progress;

/// Gains below this are rounding.
const LEAST_GAIN: f64 = 1e-12;

/// Rounds of swaps at most.
const ROUNDS: usize = 20;

/// A set and what it is worth.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// Ascending.
    pub(super) members: Vec<usize>,
    pub(super) value: f64,
    pub(super) exact: bool,
}

impl Choice {
    /// The better of two; of equals the one with the smaller members.
    fn better(self, other: Self) -> Self {
        let gains = other.value > self.value + LEAST_GAIN;
        let equal = (other.value - self.value).abs() <= LEAST_GAIN;
        if gains || (equal && other.members < self.members) { other } else { self }
    }
}

/// How many sets of `size` there are among `n`.
pub(super) fn sets_of(n: usize, size: usize) -> f64 {
    (0..size.min(n)).map(|k| (n - k) as f64 / (k + 1) as f64).product()
}

/// The set of `size` of highest value among `all`. Tries every set if there are no more than `most` of them. `whole`
/// says that `all` leaves nobody out, so that trying all proves something.
pub(super) fn best_set(
    all: &[usize],
    size: usize,
    most: f64,
    whole: bool,
    value: &(impl Fn(&[usize]) -> Result<f64, NetworkError> + Sync),
    progress: &Progress<'_>,
) -> Result<Choice, NetworkError> {
    if sets_of(all.len(), size) <= most {
        let mut best = try_all(all, size, value, progress)?;
        best.exact = whole;
        return Ok(best);
    }
    let mut members: Vec<usize> = Vec::new();
    let mut best = Choice { members: Vec::new(), value: 0.0, exact: false };
    while members.len() < size {
        best = best_member(all, &members, value, progress)?;
        members.clone_from(&best.members);
    }
    for _ in 0..ROUNDS {
        let before = best.value;
        for place in 0..size {
            let mut rest = best.members.clone();
            rest.remove(place);
            let found = best_member(all, &rest, value, progress)?;
            if found.value > best.value + LEAST_GAIN {
                best = found;
            }
        }
        if best.value <= before + LEAST_GAIN {
            break;
        }
    }
    Ok(best)
}

/// The set with whoever is best to add.
fn best_member(
    all: &[usize],
    set: &[usize],
    value: &(impl Fn(&[usize]) -> Result<f64, NetworkError> + Sync),
    progress: &Progress<'_>,
) -> Result<Choice, NetworkError> {
    let tried: Result<Vec<Choice>, NetworkError> = all
        .par_iter()
        .filter(|candidate| !set.contains(candidate))
        .map(|candidate| {
            progress.check()?;
            let mut members = set.to_vec();
            members.push(*candidate);
            members.sort_unstable();
            Ok(Choice { value: value(&members)?, members, exact: false })
        })
        .collect();
    Ok(best_of(tried?))
}

fn best_of(choices: Vec<Choice>) -> Choice {
    let none = Choice { members: Vec::new(), value: f64::NEG_INFINITY, exact: false };
    choices.into_iter().reduce(Choice::better).unwrap_or(none)
}

/// Tries every set, those that begin with the same element together.
fn try_all(
    all: &[usize],
    size: usize,
    value: &(impl Fn(&[usize]) -> Result<f64, NetworkError> + Sync),
    progress: &Progress<'_>,
) -> Result<Choice, NetworkError> {
    let found: Result<Vec<Option<Choice>>, NetworkError> = (0..all.len())
        .into_par_iter()
        .map(|first| {
            let mut best: Option<Choice> = None;
            // The places of the members in `all`, counted through like the digits of a number.
            let mut places: Vec<usize> = (first..first + size).collect();
            while places.last().is_some_and(|last| *last < all.len()) {
                progress.check()?;
                let members: Vec<usize> = places.iter().map(|place| all[*place]).collect();
                let choice = Choice { value: value(&members)?, members, exact: true };
                best = Some(match best {
                    Some(best) => best.better(choice),
                    None => choice,
                });
                if !advance(&mut places, all.len()) {
                    break;
                }
            }
            Ok(best)
        })
        .collect();
    Ok(best_of(found?.into_iter().flatten().collect()))
}

/// The next set with the same first member; false after the last.
fn advance(places: &mut [usize], count: usize) -> bool {
    let size = places.len();
    for digit in (1..size).rev() {
        if places[digit] + (size - digit) < count {
            places[digit] += 1;
            for later in digit + 1..size {
                places[later] = places[later - 1] + 1;
            }
            return true;
        }
    }
    false
}
