//! How far links bend when nobody bent them.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::f64::consts::{FRAC_PI_2, TAU};

use kurbo::{Point, Vec2};

use crate::model::{ElementId, LinkId};

/// The sagitta of a causal link as a share of its chord.
pub const CAUSAL_BEND: f64 = 0.18;
/// How far apart links between the same two elements run at their middles, in points.
const APART: f64 = 26.0;
/// How far apart they run at least, where there is room for it.
const CLOSEST: f64 = 22.0;
/// Links that make way for others bend no more than this.
const MOST: f64 = 0.6;
/// Loops of one keep clear of other elements that are so near, in points.
const NEAR: f64 = 240.0;

/// A link as far as its bend is concerned.
pub(super) struct Joined<'a> {
    pub id: &'a LinkId,
    pub from: &'a ElementId,
    pub to: &'a ElementId,
    pub causal: bool,
    /// The bend that people gave it.
    pub by_hand: Option<f64>,
}

/// The bend of every link that nobody bent; 0 is straight, positive bulges to the left of the way. Of a link from an
/// element to itself: the side of the element, in turns clockwise from the top.
///
/// Causal links bulge away from the middle of their shortest loop, so that loops look round; without a loop, and in
/// loops of two, to the left. Ties and levers are straight. Where several links join the same two elements, in either
/// direction and of any kind, they spread; those that were bent by hand stay. A breadth-first search for each causal
/// link: O(links · (elements + links)) at worst.
pub(super) fn default_bends(
    links: &[Joined<'_>],
    places: &BTreeMap<&ElementId, Point>,
) -> BTreeMap<LinkId, f64> {
    let mut ways = Ways::new(links, places);
    let mut pairs: BTreeMap<(&ElementId, &ElementId), Vec<&Joined<'_>>> = BTreeMap::new();
    for link in links {
        pairs.entry((link.from.min(link.to), link.from.max(link.to))).or_default().push(link);
    }
    let mut bends = BTreeMap::new();
    for ((a, b), together) in pairs {
        let (Some(from), Some(to)) = (places.get(a), places.get(b)) else { continue };
        if a == b {
            own_sides(a, &together, links, places, &mut bends);
            continue;
        }
        let chord = (*to - *from).hypot().max(1.0);
        // Bulges in points to the left of the way from a to b.
        let left = |link: &Joined<'_>, bend: f64| if link.from == a { bend * chord } else { -bend * chord };
        let mut taken: Vec<f64> =
            together.iter().filter_map(|link| Some(left(link, link.by_hand?))).collect();
        let free: Vec<&&Joined<'_>> = together.iter().filter(|link| link.by_hand.is_none()).collect();
        let straight = free.iter().filter(|link| !link.causal).count();
        let mut spread = -(straight.max(1) as f64 - 1.0) / 2.0;
        for link in free {
            let wanted = if link.causal {
                left(link, ways.side(link.from, link.to) * CAUSAL_BEND)
            } else {
                spread += 1.0;
                (spread - 1.0) * APART
            };
            let bulge = beside(&taken, wanted, MOST * chord);
            taken.push(bulge);
            bends.insert(link.id.clone(), left(link, bulge / chord) / chord);
        }
    }
    bends
}

/// The bulge nearest to `wanted`, farther out first, that keeps clear of those that are taken; `wanted` itself where
/// the two elements are too close for that.
fn beside(taken: &[f64], wanted: f64, most: f64) -> f64 {
    const STEPS: usize = 12;
    let outwards = if wanted < 0.0 { -1.0 } else { 1.0 };
    let steps = (0..=STEPS).flat_map(|step| {
        let away = outwards * step as f64 * APART / 2.0;
        [wanted + away, wanted - away]
    });
    let free = |bulge: &f64| {
        bulge.abs() <= most.max(wanted.abs()) && taken.iter().all(|other| (other - bulge).abs() >= CLOSEST)
    };
    steps.into_iter().find(free).unwrap_or(wanted)
}

/// The sides on which links from an element to itself stand: away from its other links and from elements nearby, and
/// from each other.
fn own_sides(
    own: &ElementId,
    together: &[&Joined<'_>],
    links: &[Joined<'_>],
    places: &BTreeMap<&ElementId, Point>,
    bends: &mut BTreeMap<LinkId, f64>,
) {
    const SIDES: u8 = 16;
    let Some(center) = places.get(own) else { return };
    let ways =
        links.iter().filter(|link| link.from != link.to).filter_map(|link| match (link.from, link.to) {
            (from, to) if from == own => Some(*places.get(to)? - *center),
            (from, to) if to == own => Some(*places.get(from)? - *center),
            _ => None,
        });
    let near = places.iter().filter(|(id, _)| **id != own).filter_map(|(_, place)| {
        let way = *place - *center;
        let share = 1.0 - way.hypot() / NEAR;
        (share > 0.0).then_some((way, share))
    });
    let mut crowd: Vec<(Vec2, f64)> = ways.map(|way| (way, 1.0)).chain(near).collect();
    for link in together {
        if let Some(turns) = link.by_hand {
            crowd.push((side_of(turns), 4.0));
        }
    }
    for link in together.iter().filter(|link| link.by_hand.is_none()) {
        let crowded = |turns: f64| -> f64 {
            let way = side_of(turns);
            crowd
                .iter()
                .map(|(other, weight)| weight * (1.0 + way.dot(*other) / other.hypot().max(1e-9)).powi(3))
                .sum()
        };
        // From the top, where nothing lies on any side.
        let sides = (0..SIDES).map(|side| {
            let turns = f64::from(side) / f64::from(SIDES);
            if turns > 0.5 { turns - 1.0 } else { turns }
        });
        let best = sides.map(|turns| (crowded(turns), turns)).min_by(|a, b| a.0.total_cmp(&b.0));
        let turns = best.map_or(0.0, |(_, turns)| turns);
        crowd.push((side_of(turns), 4.0));
        bends.insert(link.id.clone(), turns);
    }
}

/// The direction that lies so many turns clockwise from the top.
pub(super) fn side_of(turns: f64) -> Vec2 {
    let turns = if turns.is_finite() { turns } else { 0.0 };
    Vec2::from_angle(turns * TAU - FRAC_PI_2)
}

/// The causal links by where they lead, and searches for the shortest way back along them.
struct Ways<'a> {
    numbers: HashMap<&'a ElementId, usize>,
    points: Vec<Point>,
    next: Vec<Vec<usize>>,
    /// Whence each element was reached in the search with this number.
    came: Vec<(usize, usize)>,
    search: usize,
    queue: VecDeque<usize>,
}

impl<'a> Ways<'a> {
    fn new(links: &[Joined<'a>], places: &BTreeMap<&'a ElementId, Point>) -> Self {
        let numbers: HashMap<&ElementId, usize> =
            places.keys().enumerate().map(|(number, id)| (*id, number)).collect();
        let mut next = vec![Vec::new(); places.len()];
        for link in links.iter().filter(|link| link.causal && link.from != link.to) {
            if let (Some(from), Some(to)) = (numbers.get(link.from), numbers.get(link.to))
                && let Some(list) = next.get_mut(*from)
            {
                list.push(*to);
            }
        }
        let points: Vec<Point> = places.values().copied().collect();
        let came = vec![(0, 0); points.len()];
        Self { numbers, points, next, came, search: 0, queue: VecDeque::new() }
    }

    /// 1 when a causal link is to bulge to its left, −1 to its right.
    fn side(&mut self, from: &ElementId, to: &ElementId) -> f64 {
        let (Some(from), Some(to)) = (self.numbers.get(from).copied(), self.numbers.get(to).copied()) else {
            return 1.0;
        };
        let Some(round) = self.way_back(from, to) else { return 1.0 };
        let sum = round.iter().fold(Vec2::ZERO, |sum, number| sum + self.points[*number].to_vec2());
        let middle = (sum / round.len().max(1) as f64).to_point();
        let (a, b) = (self.points[from], self.points[to]);
        let way = b - a;
        // Positive: the middle of the loop lies to the right of the way (y downwards).
        let right = way.cross(middle - a);
        if right < -1e-6 * way.hypot2() { -1.0 } else { 1.0 }
    }

    /// The elements of the shortest loop through a link, if there is one.
    fn way_back(&mut self, from: usize, to: usize) -> Option<Vec<usize>> {
        self.search += 1;
        self.queue.clear();
        self.queue.push_back(to);
        self.came[to] = (self.search, to);
        while let Some(here) = self.queue.pop_front() {
            if here == from {
                let mut round = vec![here];
                let mut at = here;
                while at != to {
                    at = self.came[at].1;
                    round.push(at);
                }
                return Some(round);
            }
            for after in &self.next[here] {
                if self.came[*after].0 != self.search {
                    self.came[*after] = (self.search, here);
                    self.queue.push_back(*after);
                }
            }
        }
        None
    }
}
