//! Rings around chosen elements, by how many links away the others are.
//!
//! Ring by ring, each item wants the mean angle of those it is joined to; sweeps over the rings bring neighbours near
//! each other as they do in layers (Bachmaier, "A radial adaptation of the Sugiyama framework", 2007). On the first ring
//! room is given by how much hangs on an item, as in radial trees (Eades 1992).

use std::collections::VecDeque;
use std::f64::consts::TAU;

use kurbo::{Point, Vec2};

use super::LINK_GAP;
use super::field::{Field, mean};
use super::force::Simulation;
use super::line::spread;

/// Sweeps over the rings.
const SWEEPS: usize = 12;

/// How many links away from the nearest root each item is; `None` when no link leads there. Links count in both
/// directions.
pub(super) fn distances(field: &Field, roots: &[usize]) -> Vec<Option<usize>> {
    let mut distances = vec![None; field.len()];
    let mut queue = VecDeque::new();
    for root in roots.iter().filter(|root| **root < field.len()) {
        if distances[*root].is_none() {
            distances[*root] = Some(0);
            queue.push_back((*root, 0));
        }
    }
    while let Some((at, far)) = queue.pop_front() {
        for other in &field.neighbours[at] {
            if distances[*other].is_none() {
                distances[*other] = Some(far + 1);
                queue.push_back((*other, far + 1));
            }
        }
    }
    distances
}

/// Places on rings around the roots, whose own middle stays where it is. Without roots, the item with the most
/// neighbours is the root. What no link joins to a root stands below.
pub(super) fn places(field: &Field, roots: &[usize], seed: u64, go_on: &dyn Fn(f64) -> bool) -> Vec<Point> {
    let most =
        || (0..field.len()).max_by_key(|number| (field.neighbours[*number].len(), usize::MAX - number));
    let roots: Vec<usize> = if roots.is_empty() { most().into_iter().collect() } else { roots.to_vec() };
    let distances = distances(field, &roots);
    let last = distances.iter().flatten().max().copied().unwrap_or(0);
    let mut rings = vec![Vec::new(); last + 1];
    for (number, far) in distances.iter().enumerate() {
        if let Some(far) = far {
            rings[*far].push(number);
        }
    }
    let middle = mean(roots.iter().filter_map(|root| field.places.get(*root).copied()));
    let radii = radii(field, &rings);
    let angles = angles(field, &rings, &radii, middle);
    let mut places = field.places.clone();
    for (ring, radius) in rings.iter().zip(&radii) {
        for number in ring {
            places[*number] = middle + *radius * Vec2::from_angle(angles[*number]);
        }
    }
    let far: Vec<usize> = (0..field.len()).filter(|number| distances[*number].is_none()).collect();
    if !far.is_empty() {
        let rest = field.part(&far);
        let halves = rest.halves.clone();
        let found = Simulation::of(rest, seed).run(go_on);
        let tops = found.iter().zip(&halves).map(|(place, half)| place.y - half.y);
        let top = tops.fold(f64::INFINITY, f64::min);
        let at = mean(found.iter().copied());
        let radius = radii.last().copied().unwrap_or(0.0);
        let below =
            rings.last().into_iter().flatten().map(|number| field.radius(*number)).fold(0.0, f64::max);
        let offset = Vec2::new(middle.x - at.x, middle.y + radius + below + 2.0 * LINK_GAP - top);
        for (number, place) in far.iter().zip(found) {
            places[*number] = place + offset;
        }
    }
    places
}

/// How far each ring is from the middle: clear of the one before, and long enough for all on it. Boxes count as the
/// circles around them, so they are clear of each other at any angle.
fn radii(field: &Field, rings: &[Vec<usize>]) -> Vec<f64> {
    let mut radii = Vec::with_capacity(rings.len());
    let mut edge: Option<f64> = None;
    for ring in rings {
        let largest = ring.iter().map(|number| field.radius(*number)).fold(0.0, f64::max);
        let around: f64 = ring.iter().map(|number| 2.0 * field.clear_radius(*number)).sum();
        let alone = ring.len() == 1 && edge.is_none();
        // A chord is shorter than its arc: at a share of 1 / 3 of the circle by a fifth.
        let round = if alone { 0.0 } else { 1.21 * around / TAU };
        let radius = round.max(edge.map_or(0.0, |edge| edge + LINK_GAP + largest));
        radii.push(radius);
        edge = Some(radius + largest);
    }
    radii
}

fn angles(field: &Field, rings: &[Vec<usize>], radii: &[f64], middle: Point) -> Vec<f64> {
    let mut angles: Vec<f64> = field.places.iter().map(|place| (*place - middle).atan2()).collect();
    let mut rank = vec![usize::MAX; field.len()];
    for (number, ring) in rings.iter().enumerate() {
        for item in ring {
            rank[*item] = number;
        }
    }
    let hanging = hanging(field, rings, &rank);
    let mut best: Option<(f64, Vec<f64>)> = None;
    for sweep in 0..SWEEPS {
        // The first sweep goes outwards from where things are now; later ones look both ways.
        let inwards_too = sweep > 0 && sweep + 1 < SWEEPS;
        for (number, ring) in rings.iter().enumerate() {
            let wanted = |item: &usize| {
                let near = field.neighbours[*item].iter().filter(|other| {
                    let lone_root = rank[**other] == 0 && rings[0].len() == 1;
                    !lone_root && (rank[**other] + 1 == number || inwards_too && rank[**other] != usize::MAX)
                });
                let sum = near.fold(Vec2::ZERO, |sum, other| sum + Vec2::from_angle(angles[*other]));
                if sum.hypot() > 1e-9 { sum.atan2() } else { angles[*item] }
            };
            let mut order: Vec<(f64, usize)> = ring.iter().map(|item| (wanted(item), *item)).collect();
            let far = radii[number];
            let need = |item: usize| {
                let wide = 1.21 * 2.0 * field.clear_radius(item);
                if far > 0.0 { wide / far } else { 0.0 }
            };
            let found =
                if number <= 1 { shares(&mut order, &hanging, need) } else { around(&mut order, need) };
            for ((_, item), angle) in order.iter().zip(found) {
                angles[*item] = angle;
            }
        }
        let length = turned(field, &angles, &rank);
        if best.as_ref().is_none_or(|(shortest, _)| length < *shortest) {
            best = Some((length, angles.clone()));
        }
    }
    best.map_or(angles, |(_, angles)| angles)
}

/// How far links turn around the middle, in sum.
fn turned(field: &Field, angles: &[f64], rank: &[usize]) -> f64 {
    let inside = |(a, b): &&(usize, usize)| rank[*a] != usize::MAX && rank[*b] != usize::MAX;
    let turn = |(a, b): &(usize, usize)| {
        let turn = (angles[*a] - angles[*b]).rem_euclid(TAU);
        turn.min(TAU - turn)
    };
    field.pairs.iter().filter(inside).map(turn).sum()
}

/// How many items hang on each: itself, and those farther out that were first reached through it.
fn hanging(field: &Field, rings: &[Vec<usize>], rank: &[usize]) -> Vec<f64> {
    let mut hanging = vec![1.0; field.len()];
    for ring in rings.iter().rev() {
        for item in ring {
            let parents: Vec<usize> =
                field.neighbours[*item].iter().filter(|other| rank[**other] < rank[*item]).copied().collect();
            for parent in &parents {
                hanging[*parent] += hanging[*item] / parents.len() as f64;
            }
        }
    }
    hanging
}

/// Angles for items around the whole circle, each with a share for what hangs on it, turned as they want on average.
fn shares(order: &mut [(f64, usize)], hanging: &[f64], need: impl Fn(usize) -> f64) -> Vec<f64> {
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let needs: f64 = order.iter().map(|(_, item)| need(*item)).sum();
    let left = (TAU - needs).max(0.0);
    let all: f64 = order.iter().map(|(_, item)| hanging[*item]).sum();
    let (mut at, mut angles) = (0.0, Vec::with_capacity(order.len()));
    for (_, item) in order.iter() {
        let share = need(*item) + left * hanging[*item] / all;
        angles.push(at + share / 2.0);
        at += share;
    }
    let off = angles.iter().zip(order.iter());
    let sum = off.fold(Vec2::ZERO, |sum, (angle, (wanted, _))| sum + Vec2::from_angle(wanted - angle));
    let turn = if sum.hypot() > 1e-9 { sum.atan2() } else { 0.0 };
    angles.into_iter().map(|angle| angle + turn).collect()
}

/// Angles as near to the wanted ones as the needs allow: the circle is cut open where nobody wants to be.
fn around(order: &mut [(f64, usize)], need: impl Fn(usize) -> f64) -> Vec<f64> {
    for (wanted, _) in order.iter_mut() {
        *wanted = wanted.rem_euclid(TAU);
    }
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let count = order.len();
    let gap = |number: usize| {
        let next = if number + 1 < count { order[number + 1].0 } else { order[0].0 + TAU };
        next - order[number].0
    };
    let Some(widest) = (0..count).max_by(|a, b| gap(*a).total_cmp(&gap(*b)).then(b.cmp(a))) else {
        return Vec::new();
    };
    order.rotate_left((widest + 1) % count);
    let first = order[0].0;
    let wanted: Vec<f64> = order.iter().map(|(angle, _)| (angle - first).rem_euclid(TAU) + first).collect();
    let needs: Vec<f64> = order.iter().map(|(_, item)| need(*item)).collect();
    let gaps: Vec<f64> =
        (0..count).map(|number| f64::midpoint(needs[number], needs[(number + 1) % count])).collect();
    let angles = spread(&wanted, &vec![1.0; count], &gaps);
    let (from, to) = (angles[0], angles[count - 1]);
    let last = gaps[count - 1];
    if to - from + last <= TAU {
        return angles;
    }
    // Too long for the circle: the gaps fill it, stretched or not, around the same middle.
    let whole: f64 = gaps.iter().sum();
    let mut at = f64::midpoint(from, to) - TAU / 2.0 * (1.0 - last / whole);
    let step = |gap: &f64| {
        let angle = at;
        at += gap / whole * TAU;
        angle
    };
    gaps.iter().map(step).collect()
}
