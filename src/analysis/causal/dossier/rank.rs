//! The order of variables, and how far it shifts when the map is drawn a little differently.

use super::SEED;
use crate::analysis::Watch;
use crate::analysis::causal::predict::Every;
use crate::analysis::causal::signed::{SignedArc, SignedMap};
use crate::model::LinkId;

/// The most redrawings that are tried.
const MOST: usize = 24;
/// How many draws each redrawing is judged by.
const DRAWS: usize = 40;
/// How many multiplications all redrawings together may take.
const WORK: usize = 200_000_000;
/// Scores nearer than this share a place: two standard errors of a share of [`DRAWS`] draws would be wider.
const SAME: f64 = 1e-9;

/// The places of all variables.
pub(super) struct Ranks {
    /// 1 for the first; equals share a place.
    pub places: Vec<usize>,
    /// The best and worst place in any redrawing, the map as it is included.
    pub ranges: Vec<(usize, usize)>,
    /// How many redrawings were tried.
    pub redrawn: usize,
}

/// Ranks variables by how surely they move the goals, or by their number of loops where no goal is marked. Only the
/// order by goals is tried on redrawn maps.
pub(super) fn rank(map: &SignedMap, goals: &[usize], every: &Every, loops: &[usize], watch: &Watch) -> Ranks {
    let count = map.ids.len();
    if goals.is_empty() {
        let places = places(&loops.iter().map(|count| *count as f64).collect::<Vec<_>>());
        return Ranks { ranges: places.iter().map(|place| (*place, *place)).collect(), places, redrawn: 0 };
    }
    let places = places(&scores(every, goals, &(0..count).collect::<Vec<_>>()));
    let mut ranges: Vec<(usize, usize)> = places.iter().map(|place| (*place, *place)).collect();
    let cost = DRAWS * count.pow(3).max(1);
    let redrawings = redrawings(map, (WORK / cost).min(MOST));
    let mut redrawn = 0;
    for redrawing in &redrawings {
        if watch.is_cancelled() {
            break;
        }
        let every = Every::new(&redrawing.map, DRAWS, SEED, watch);
        let goals: Vec<usize> = goals.iter().map(|goal| redrawing.places[*goal].into).collect();
        let pressed: Vec<usize> = redrawing.places.iter().map(|place| place.out).collect();
        for (range, place) in ranges.iter_mut().zip(self::places(&scores(&every, &goals, &pressed))) {
            *range = (range.0.min(place), range.1.max(place));
        }
        redrawn += 1;
    }
    Ranks { places, ranges, redrawn }
}

/// How surely each of the variables moves the goals that it is not itself.
fn scores(every: &Every, goals: &[usize], pressed: &[usize]) -> Vec<f64> {
    let score = |pressed: &usize| {
        let others = goals.iter().filter(|goal| *goal != pressed);
        let sure = others.map(|goal| {
            let (rises, falls) = every.shares(*pressed, *goal);
            (rises - falls).abs()
        });
        let (sum, count) = sure.fold((0.0, 0), |(sum, count), sure| (sum + sure, count + 1));
        if count == 0 { 0.0 } else { sum / f64::from(count) }
    };
    pressed.iter().map(score).collect()
}

/// The place of each score: one more than the number of those that are greater.
fn places(scores: &[f64]) -> Vec<usize> {
    scores.iter().map(|own| 1 + scores.iter().filter(|other| **other > own + SAME).count()).collect()
}

/// Where a variable went in a redrawn map: what leads to it ends at `into`, what it leads to starts at `out`.
#[derive(Clone, Copy)]
struct Place {
    into: usize,
    out: usize,
}

/// The map with one variable drawn as two, or two as one.
struct Redrawing {
    map: SignedMap,
    /// By the variable's number in the map as it is.
    places: Vec<Place>,
}

/// So many redrawings, spread evenly over all there are: every variable with causes and effects as two in a row, and the
/// two ends of every + link as one.
fn redrawings(map: &SignedMap, most: usize) -> Vec<Redrawing> {
    let count = map.ids.len();
    let has = |end: fn(&SignedArc) -> usize, at: usize| map.arcs.iter().any(|arc| end(arc) == at);
    let splits =
        (0..count).filter(|at| has(|arc| arc.from, *at) && has(|arc| arc.to, *at)).map(Change::Split);
    let unions = map.arcs.iter().filter(|arc| arc.sign > 0.0 && arc.from != arc.to);
    let changes: Vec<Change> =
        splits.chain(unions.map(|arc| Change::Unite(arc.from.min(arc.to), arc.from.max(arc.to)))).collect();
    let step = changes.len().div_ceil(most.max(1)).max(1);
    let chosen = changes.into_iter().step_by(step).take(most);
    chosen.map(|change| redraw(map, change)).collect()
}

#[derive(Clone, Copy)]
enum Change {
    Split(usize),
    Unite(usize, usize),
}

fn redraw(map: &SignedMap, change: Change) -> Redrawing {
    let count = map.ids.len();
    let places: Vec<Place> = (0..count)
        .map(|at| match change {
            Change::Split(split) if at == split => Place { into: at, out: count },
            Change::Unite(kept, gone) if at == gone => Place { into: kept, out: kept },
            _ => Place { into: at, out: at },
        })
        .collect();
    let moved =
        |arc: &SignedArc| SignedArc { from: places[arc.from].out, to: places[arc.to].into, ..arc.clone() };
    let mut arcs: Vec<SignedArc> = map.arcs.iter().map(moved).collect();
    let mut ids = map.ids.clone();
    match change {
        Change::Split(split) => {
            // Only its number tells the second half apart; nobody sees it.
            ids.push(map.ids[split].clone());
            arcs.push(SignedArc {
                link: LinkId::from(""),
                from: split,
                to: count,
                sign: 1.0,
                weight: 1.0,
                delay: false,
            });
        }
        // The link between the two is inside the one now.
        Change::Unite(kept, _) => arcs.retain(|arc| arc.from != kept || arc.to != kept),
    }
    Redrawing { map: SignedMap { ids, arcs, ..SignedMap::default() }, places }
}
