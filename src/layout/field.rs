//! A board made safe to compute with: finite places and sizes, joins that lead somewhere.

use std::collections::BTreeMap;

use kurbo::{Point, Rect, Size, Vec2};

use super::BOX_GAP;
use super::board::Board;

/// The size of a box whose own size makes no sense.
const ORDINARY: Size = Size::new(120.0, 44.0);

/// The longest side that is believed.
const LONGEST: f64 = 4_000.0;

/// The farthest place that is believed; a file holds none farther out.
const FARTHEST: f64 = 1e7;

/// A board in arrays, by the items' numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Field {
    /// Where the middles are now.
    pub places: Vec<Point>,
    /// Half the width and half the height.
    pub halves: Vec<Vec2>,
    /// Who stays.
    pub fixed: Vec<bool>,
    /// Whose place says something.
    pub placed: Vec<bool>,
    /// Every joined pair once, the smaller number first; nothing is joined to itself.
    pub pairs: Vec<(usize, usize)>,
    /// The joins as drawn, without those from an item to itself.
    pub arcs: Vec<(usize, usize)>,
    /// Who is joined to whom, ascending.
    pub neighbours: Vec<Vec<usize>>,
}

impl Field {
    /// The board's items and joins, made safe.
    pub fn of(board: &Board) -> Self {
        let count = board.items.len();
        let mut field = Self {
            places: board.items.iter().map(|item| place(item.rect)).collect(),
            halves: board.items.iter().map(|item| half(item.rect)).collect(),
            fixed: board.items.iter().map(|item| item.fixed).collect(),
            placed: board.items.iter().map(|item| item.placed).collect(),
            ..Self::default()
        };
        let known = |from: usize, to: usize| from < count && to < count && from != to;
        field.arcs =
            board.joins.iter().map(|join| (join.from, join.to)).filter(|(a, b)| known(*a, *b)).collect();
        field.rejoin();
        field
    }

    /// Finds the pairs and neighbours anew from the arcs.
    pub fn rejoin(&mut self) {
        self.neighbours = vec![Vec::new(); self.len()];
        self.pairs = self.arcs.iter().map(|(a, b)| (*a.min(b), *a.max(b))).collect();
        self.pairs.sort_unstable();
        self.pairs.dedup();
        for (a, b) in &self.pairs {
            self.neighbours[*a].push(*b);
            self.neighbours[*b].push(*a);
        }
        for others in &mut self.neighbours {
            others.sort_unstable();
        }
    }

    /// The field of these items alone, with what joins them.
    pub fn part(&self, chosen: &[usize]) -> Self {
        let numbers: BTreeMap<usize, usize> =
            chosen.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        let mut part = Self {
            places: chosen.iter().map(|old| self.places[*old]).collect(),
            halves: chosen.iter().map(|old| self.halves[*old]).collect(),
            fixed: chosen.iter().map(|old| self.fixed[*old]).collect(),
            placed: chosen.iter().map(|old| self.placed[*old]).collect(),
            ..Self::default()
        };
        let both = |(a, b): &(usize, usize)| Some((*numbers.get(a)?, *numbers.get(b)?));
        part.arcs = self.arcs.iter().filter_map(both).collect();
        part.rejoin();
        part
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// The numbers of the items that may move.
    pub fn movable(&self) -> Vec<usize> {
        (0..self.len()).filter(|number| !self.fixed[*number]).collect()
    }

    /// The box of an item.
    pub fn rect(&self, number: usize) -> Rect {
        rect(self.places[number], self.halves[number])
    }

    /// The radius of the circle around an item's box.
    pub fn radius(&self, number: usize) -> f64 {
        self.halves[number].hypot()
    }

    /// The radius of the circle around an item's box with its share of the least clear space.
    pub fn clear_radius(&self, number: usize) -> f64 {
        (self.halves[number] + Vec2::new(BOX_GAP, BOX_GAP) / 2.0).hypot()
    }

    /// The connected parts, each ascending, in the order of their smallest items.
    pub fn parts(&self) -> Vec<Vec<usize>> {
        let mut seen = vec![false; self.len()];
        let mut parts = Vec::new();
        for first in 0..self.len() {
            if seen[first] {
                continue;
            }
            seen[first] = true;
            let mut part = vec![first];
            let mut next = 0;
            while let Some(at) = part.get(next).copied() {
                next += 1;
                for other in &self.neighbours[at] {
                    if !std::mem::replace(&mut seen[*other], true) {
                        part.push(*other);
                    }
                }
            }
            part.sort_unstable();
            parts.push(part);
        }
        parts
    }
}

/// The box around a middle.
pub(super) fn rect(middle: Point, half: Vec2) -> Rect {
    Rect::from_points(middle - half, middle + half)
}

/// The mean of some places; the origin when there are none.
pub(super) fn mean(places: impl IntoIterator<Item = Point>) -> Point {
    let (sum, count) =
        places.into_iter().fold((Vec2::ZERO, 0.0), |(sum, count), at| (sum + at.to_vec2(), count + 1.0));
    if count > 0.0 { (sum / count).to_point() } else { Point::ORIGIN }
}

fn place(rect: Rect) -> Point {
    let settle = |value: f64| if value.is_finite() { value.clamp(-FARTHEST, FARTHEST) } else { 0.0 };
    let middle = rect.center();
    Point::new(settle(middle.x), settle(middle.y))
}

fn half(rect: Rect) -> Vec2 {
    let side = |length: f64, ordinary: f64| {
        let length = if length.is_finite() && length > 0.0 { length } else { ordinary };
        length.clamp(1.0, LONGEST) / 2.0
    };
    Vec2::new(side(rect.width(), ORDINARY.width), side(rect.height(), ORDINARY.height))
}
