//! The short loops, swept length by length or many lengths at once, whichever the budget allows.

use std::ops::RangeInclusive;
use std::time::Instant;

use super::arcs::Step;
use super::census::{any_longer, check};
use super::enumerate::{Budget, Found};
use super::loops::LimitKind;
use super::sweep::{Ways, sweep};

/// The longest loops that are swept: beyond, paths that run into themselves outnumber the loops.
pub(super) const SWEPT: usize = 12;
/// Where a search that may go on pauses, so that a budget that ends it early still leaves a list.
const PAUSES: [usize; 3] = [4, 8, SWEPT];
/// How many steps are taken between two looks at the clock.
const PATIENCE: usize = 512;

/// The loops of up to `longest` links, at most [`SWEPT`], and whether that settles the search: what was found is all
/// there is, or a budget ended it. `tell` hears of each list that is complete up to a length.
pub(super) fn short(
    steps: &[Vec<Step>],
    longest: usize,
    budget: &Budget<'_>,
    began: Instant,
    tell: &mut impl FnMut(&[Vec<usize>], usize),
) -> (Found, bool) {
    let mut ticks = 0;
    let mut spend = || {
        ticks += 1;
        if !usize::is_multiple_of(ticks, PATIENCE) {
            return Ok(());
        }
        check(began, budget.time, budget.watch)
    };
    let ways = Ways::new(steps);
    let mut found = Found::default();
    let bounded = budget.max_length.is_some_and(|most| most <= longest);
    let pauses = if bounded { vec![longest] } else { PAUSES.to_vec() };
    let mut next = 1;
    for pause in pauses {
        let before = found.loops.len();
        // A sweep may be over before it looks at the clock; a budget that is spent already is heard all the same.
        let mut swept = check(began, budget.time, budget.watch)
            .and_then(|()| collect(&ways, &(next..=pause), budget, &mut found.loops, &mut spend));
        if swept == Err(LimitKind::Count) {
            // Too many: the shortest of them are found again, length by length.
            found.loops.truncate(before);
            for length in next..=pause {
                swept = collect(&ways, &(length..=length), budget, &mut found.loops, &mut spend);
                if swept.is_err() {
                    next = length;
                    break;
                }
            }
        }
        match swept {
            Ok(true) => {
                next = pause + 1;
                tell(&found.loops, pause);
            }
            Ok(false) => return (found, true),
            Err(kind) => {
                if kind != LimitKind::Count {
                    // What a clock cut off differs from run to run: unfinished lengths are left out.
                    found.loops.retain(|arcs| arcs.len() < next);
                }
                found.limit = Some((kind, next.saturating_sub(1)));
                return (found, true);
            }
        }
    }
    if bounded {
        // Whether there are longer ones may take long to say; if it does, the answer is that they were not looked for.
        if any_longer(steps, longest, &mut spend) != Ok(false) {
            found.limit = Some((LimitKind::Length, longest));
        }
        return (found, true);
    }
    (found, false)
}

/// Appends the loops of these lengths, by length and key.
fn collect(
    ways: &Ways,
    lengths: &RangeInclusive<usize>,
    budget: &Budget<'_>,
    loops: &mut Vec<Vec<usize>>,
    spend: &mut impl FnMut() -> Result<(), LimitKind>,
) -> Result<bool, LimitKind> {
    let before = loops.len();
    let swept = sweep(ways, lengths, spend, &mut |arcs| {
        if loops.len() >= budget.max_count {
            return Err(LimitKind::Count);
        }
        loops.push(arcs.iter().map(|arc| *arc as usize).collect());
        Ok(())
    });
    if let Some(new) = loops.get_mut(before..) {
        // Those of one length stand in the order of their keys already.
        new.sort_by_key(Vec::len);
    }
    swept
}
