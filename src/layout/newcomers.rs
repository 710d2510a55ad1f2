//! Finding places for newcomers on a map that stays as it is.

use std::f64::consts::TAU;

use kurbo::{Point, Vec2};

use super::field::{Field, mean};
use super::force::reach;
use super::room::Room;
use super::{BOX_GAP, LINK_GAP};

/// The least clear space around a newcomer.
const GAP: f64 = 1.5 * BOX_GAP;

/// Directions that are tried around a single neighbour.
const DIRECTIONS: usize = 16;

/// Places each movable item near those it is joined to, free of all others; who is joined to nobody stays near where it
/// is, or, without a place of its own, below the rest. Those with most neighbours in place go first.
pub(super) fn places(field: &Field) -> Vec<Point> {
    let mut places = field.places.clone();
    let mut room = Room::for_boxes(&field.halves);
    let mut settled = field.fixed.clone();
    for number in (0..field.len()).filter(|number| settled[*number]) {
        room.add(field.rect(number));
    }
    let bottom = (0..field.len()).filter(|number| settled[*number]).map(|number| field.rect(number).y1);
    let bottom = bottom.fold(f64::NEG_INFINITY, f64::max);
    let left = (0..field.len()).filter(|number| settled[*number]).map(|number| field.rect(number).x0);
    let left = left.fold(f64::INFINITY, f64::min);
    let mut waiting = field.movable();
    while !waiting.is_empty() {
        let known = |number: usize| field.neighbours[number].iter().filter(|near| settled[**near]).count();
        // The first of those with most neighbours in place.
        let best = (0..waiting.len()).max_by_key(|place| (known(waiting[*place]), usize::MAX - place));
        let Some(number) = best.map(|place| waiting.remove(place)) else { break };
        let near: Vec<usize> =
            field.neighbours[number].iter().filter(|near| settled[**near]).copied().collect();
        let half = field.halves[number];
        let (wanted, towards) = match near.as_slice() {
            [] if field.placed[number] => (places[number], 0.0),
            [] if bottom.is_finite() => (Point::new(left + half.x, bottom + LINK_GAP + half.y), 0.0),
            [] => (places[number], 0.0),
            [one] => beside(field, &places, &settled, *one, number),
            several => (mean(several.iter().map(|near| places[*near])), TAU / 4.0),
        };
        places[number] = room.nearest(wanted, half, GAP, towards);
        settled[number] = true;
        room.add(super::field::rect(places[number], half));
    }
    places
}

/// A place beside the only neighbour, away from that one's other neighbours and from what stands around it; and the
/// direction there.
fn beside(field: &Field, places: &[Point], settled: &[bool], one: usize, number: usize) -> (Point, f64) {
    let at = |along: Vec2| {
        let far = reach(field.halves[one], along) + LINK_GAP + reach(field.halves[number], along);
        places[one] + along * far
    };
    let crowding = |place: Point| -> f64 {
        let others = (0..field.len()).filter(|other| settled[*other] && *other != one);
        others.map(|other| 1.0 / (place - places[other]).hypot2().max(1.0)).sum()
    };
    let tried = (0..DIRECTIONS).map(|turn| {
        let angle = TAU * turn as f64 / DIRECTIONS as f64;
        let place = at(Vec2::from_angle(angle));
        (crowding(place), place, angle)
    });
    let best = tried.min_by(|a, b| a.0.total_cmp(&b.0));
    best.map_or((places[one], 0.0), |(_, place, angle)| (place, angle))
}
