//! Running a layout by its name.

use kurbo::{Point, Vec2};

use super::board::Board;
use super::field::{Field, mean, rect};
use super::force::Simulation;
use super::room::Room;
use super::{BOX_GAP, LINK_GAP, blocks, circle, layered, newcomers, overlap, rings};

/// How to lay out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// Springs and pushes, until it rests.
    Force,
    /// Layers from left to right along the links.
    Layered,
    /// Rings around these items (by number), by how many links away the others are. Without any, around the item with
    /// the most neighbours.
    Radial(Vec<usize>),
    /// One circle, few crossings.
    Circle,
    /// A column for each [`key`](super::Item::key), from left to right.
    Columns,
    /// The items of one key together.
    Clusters,
    /// Rows and columns in reading order.
    Grid,
    /// Moves overlapping boxes apart and nothing else.
    RemoveOverlaps,
    /// Puts each item that may move near those it is joined to, clear of all others.
    Newcomers,
}

/// New places for the board's items, by their numbers; fixed items stay where they are. What moves stays about where it
/// was as a whole.
///
/// `go_on` hears how much is done, 0 to 1, and may say no: then the layout ends early, as it stands. The same board,
/// method and `seed` give the same places.
pub fn arrange(board: &Board, method: &Method, seed: u64, go_on: &dyn Fn(f64) -> bool) -> Vec<Point> {
    let mut field = Field::of(board);
    let free = field.movable();
    if free.is_empty() {
        return field.places;
    }
    let part = field.part(&free);
    match method {
        Method::Force => Simulation::of(field, seed).run(go_on),
        Method::RemoveOverlaps => {
            overlap::part(&mut field, BOX_GAP);
            field.places
        }
        Method::Newcomers => newcomers::places(&field),
        Method::Radial(roots) => {
            let places = rings::places(&field, roots, seed, go_on);
            for number in free {
                field.places[number] = places[number];
            }
            overlap::part(&mut field, BOX_GAP);
            field.places
        }
        Method::Layered => put_in(field, &free, layered::places(&part, go_on)),
        Method::Circle => put_in(field, &free, circle::places(&part, go_on)),
        Method::Columns => put_in(field, &free, blocks::columns(board, &free, &part)),
        Method::Clusters => put_in(field, &free, blocks::clusters(board, &free, &part, seed, go_on)),
        Method::Grid => put_in(field, &free, blocks::grid(&part)),
    }
}

/// Puts the free items into the field at these places, shifted so that their middle is where it was, and clear of what
/// is fixed.
fn put_in(mut field: Field, free: &[usize], places: Vec<Point>) -> Vec<Point> {
    let standing: Vec<usize> = free.iter().filter(|number| field.placed[**number]).copied().collect();
    let known = if standing.is_empty() { free } else { &standing };
    let offset = mean(known.iter().map(|number| field.places[*number])) - mean(places.iter().copied());
    for (number, place) in free.iter().zip(places) {
        field.places[*number] = place + offset;
    }
    // A part of a map moves out of the way of the rest as a whole; a whole map goes round what is pinned.
    if free.len() < field.len() && free.len() <= field.len() - free.len() {
        dodge(&mut field, free);
    }
    overlap::part(&mut field, BOX_GAP);
    field.places
}

/// Shifts the free items, all the same way, to the nearest place where they are clear of the fixed ones; not at all when
/// there is none within their own width.
fn dodge(field: &mut Field, free: &[usize]) {
    const STEP: f64 = 40.0;
    const MOST_LOOKS: usize = 4_000_000;
    let mut room = Room::for_boxes(&field.halves);
    for number in (0..field.len()).filter(|number| field.fixed[*number]) {
        room.add(field.rect(number));
    }
    let gap = Vec2::new(LINK_GAP, LINK_GAP) / 2.0;
    let fits = |offset: Vec2| {
        let moved = |number: &usize| rect(field.places[*number] + offset, field.halves[*number] + gap);
        free.iter().all(|number| room.is_free(moved(number)))
    };
    let around = free.iter().map(|number| field.rect(*number)).reduce(|all, one| all.union(one));
    let farthest = around.map_or(0.0, |around| around.width().hypot(around.height())) + 4.0 * STEP;
    let mut looks = MOST_LOOKS / free.len().max(1);
    let mut radius = 0.0;
    while radius <= farthest {
        let turns = (std::f64::consts::TAU * radius / STEP).ceil().max(1.0) as usize;
        for turn in 0..turns {
            let angle = std::f64::consts::TAU * turn as f64 / turns as f64;
            let offset = radius * Vec2::from_angle(angle);
            if fits(offset) {
                for number in free {
                    field.places[*number] += offset;
                }
                return;
            }
            looks = looks.saturating_sub(1);
            if looks == 0 {
                return;
            }
        }
        radius += STEP;
    }
}
