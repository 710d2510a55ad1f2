//! The force layout: everything pushes everything else away, links pull like springs, boxes do not lie on each other.
//!
//! The model is that of d3-force (Bostock, <https://d3js.org/d3-force>): velocities with friction, forces that fade
//! with the temperature `alpha`, springs as strong as the less joined of their two ends allows. What differs: springs rest
//! by the *clear space* between two boxes, boxes collide as rectangles, and parts that nothing joins
//! are held together by their middles, which does not squeeze them.

mod collide;
mod start;
mod tree;

use kurbo::{Point, Vec2};
use rayon::prelude::*;

use self::tree::Tree;
use super::LINK_GAP;
use super::board::Board;
use super::field::{Field, mean};
use super::overlap;
use super::pack;

/// How hot it is at first.
const HOT: f64 = 1.0;
/// It is cold, and over, below this.
const COLD: f64 = 0.001;
/// Steps from hot to cold.
const STEPS: f64 = 300.0;
/// What is left of a velocity after one step.
const GLIDE: f64 = 0.6;
/// The push between two boxes at distance 1.
const PUSH: f64 = 700.0;
/// The clear space at which a spring rests. Pushes add to it: most links end up about [`LINK_GAP`] long.
const REST: f64 = 0.7 * LINK_GAP;
/// How strongly a part's middle is pulled to the middle of all.
const HOLD: f64 = 0.06;
/// Boxes begin to collide when it is this cool; until then they may pass through each other to find their order.
const COLLIDE_BELOW: f64 = 0.3;
/// From this many bodies on, the pushes are computed on several threads: each is a sum of its own, so the number of
/// threads changes nothing.
const MANY: usize = 1_000;

/// A force layout under way.
#[derive(Debug)]
pub struct Simulation {
    field: Field,
    velocities: Vec<Vec2>,
    /// Each spring's ends, its strength, and the share of a pull that the second end takes.
    springs: Vec<Spring>,
    /// The connected parts in which nothing is fixed.
    parts: Vec<Vec<usize>>,
    middle: Point,
    has_fixed: bool,
    alpha: f64,
    tree: Tree,
    pushes: Vec<Vec2>,
}

#[derive(Clone, Copy, Debug)]
struct Spring {
    ends: (usize, usize),
    strength: f64,
    share: f64,
}

impl Simulation {
    /// Starts from where the items are; those without a place of their own start near what they are joined to.
    /// Items that lie on one point are scattered as `seed` says.
    pub fn new(board: &Board, seed: u64) -> Self {
        Self::of(Field::of(board), seed)
    }

    pub(super) fn of(mut field: Field, seed: u64) -> Self {
        start::scatter(&mut field, seed);
        let movable = field.movable();
        let has_fixed = movable.len() < field.len();
        let degree = |number: usize| field.neighbours[number].len() as f64;
        let springs = field
            .pairs
            .iter()
            .filter(|(a, b)| !field.fixed[*a] || !field.fixed[*b])
            .map(|(a, b)| {
                let strength = 1.0 / degree(*a).min(degree(*b));
                let share = match (field.fixed[*a], field.fixed[*b]) {
                    (true, _) => 1.0,
                    (_, true) => 0.0,
                    _ => degree(*a) / (degree(*a) + degree(*b)),
                };
                Spring { ends: (*a, *b), strength, share }
            })
            .collect();
        let mut parts = field.parts();
        parts.retain(|part| part.iter().all(|number| !field.fixed[*number]));
        Self {
            velocities: vec![Vec2::ZERO; field.len()],
            springs,
            parts,
            middle: mean(movable.iter().map(|number| field.places[*number])),
            has_fixed,
            // Nothing to move is cold from the start.
            alpha: if movable.is_empty() { 0.0 } else { HOT },
            tree: Tree::default(),
            pushes: Vec::new(),
            field,
        }
    }

    /// It has cooled down: further steps change nothing.
    pub fn is_done(&self) -> bool {
        self.alpha < COLD
    }

    /// How much is done, 0 to 1.
    pub fn progress(&self) -> f64 {
        if self.is_done() { 1.0 } else { (self.alpha.ln() / COLD.ln()).clamp(0.0, 1.0) }
    }

    /// Where the items are now, by their numbers.
    pub fn places(&self) -> &[Point] {
        &self.field.places
    }

    /// One step: O(n log n + links).
    pub fn step(&mut self) {
        if self.is_done() {
            return;
        }
        self.alpha *= COLD.powf(1.0 / STEPS);
        self.repel();
        self.pull();
        self.hold();
        for number in 0..self.field.len() {
            if !self.field.fixed[number] {
                self.velocities[number] *= GLIDE;
                self.field.places[number] += self.velocities[number];
            }
        }
        if self.alpha < COLLIDE_BELOW {
            collide::part(&mut self.field);
        }
        self.centre();
    }

    /// Everybody pushes everybody away.
    fn repel(&mut self) {
        let strength = PUSH * self.alpha;
        self.tree.build(&self.field.places);
        let (tree, places) = (&self.tree, &self.field.places);
        let push = |(number, at): (usize, &Point)| tree.push(*at, number) * strength;
        if places.len() < MANY {
            self.pushes.clear();
            self.pushes.extend(places.iter().enumerate().map(push));
        } else {
            places.par_iter().enumerate().with_min_len(256).map(push).collect_into_vec(&mut self.pushes);
        }
        for (velocity, push) in self.velocities.iter_mut().zip(&self.pushes) {
            *velocity += *push;
        }
    }

    /// Links pull their ends together, or push them apart, until the clear space between them is right.
    fn pull(&mut self) {
        for spring in &self.springs {
            let (a, b) = spring.ends;
            let ahead = |number: usize| self.field.places[number] + self.velocities[number];
            let mut offset = ahead(b) - ahead(a);
            if offset.hypot2() < 1e-6 {
                offset = Vec2::new(1e-3, 0.0);
            }
            let length = offset.hypot();
            let along = offset / length;
            let rest = reach(self.field.halves[a], along) + reach(self.field.halves[b], along) + REST;
            let pull = along * ((length - rest) * self.alpha * spring.strength);
            self.velocities[b] -= pull * spring.share;
            self.velocities[a] += pull * (1.0 - spring.share);
        }
    }

    /// Parts that nothing joins stay near the middle; each moves as a whole.
    fn hold(&mut self) {
        for part in &self.parts {
            let offset = self.middle - mean(part.iter().map(|number| self.field.places[*number]));
            for number in part {
                self.velocities[*number] += offset * (HOLD * self.alpha);
            }
        }
    }

    /// Keeps the middle of all where it was, unless something holds still anyway.
    fn centre(&mut self) {
        if !self.has_fixed {
            let offset = self.middle - mean(self.field.places.iter().copied());
            for place in &mut self.field.places {
                *place += offset;
            }
        }
    }

    /// Ends the layout as it stands: parts that nothing joins are put beside each other, and boxes that still overlap
    /// are moved apart. Gives the final places.
    pub fn finish(mut self) -> Vec<Point> {
        if !self.has_fixed && self.parts.len() > 1 {
            pack::parts(&mut self.field, &self.parts);
            self.centre();
        }
        overlap::part(&mut self.field, super::BOX_GAP);
        self.field.places
    }

    /// Runs to the end. `go_on` hears how much is done, 0 to 1, and may say no: then it ends as it stands.
    pub(super) fn run(mut self, go_on: &dyn Fn(f64) -> bool) -> Vec<Point> {
        while !self.is_done() && go_on(self.progress()) {
            self.step();
        }
        self.finish()
    }
}

/// How far it is from the middle of a box to its rim, along a unit vector.
pub(super) fn reach(half: Vec2, along: Vec2) -> f64 {
    let side = |half: f64, share: f64| if share.abs() < 1e-9 { f64::INFINITY } else { half / share.abs() };
    side(half.x, along.x).min(side(half.y, along.y))
}
