//! One search from one element, and what it says.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Reach;
use super::core::{Core, Order};

/// Two paths are equally long if their lengths differ by no more than this share: sums of 1 / strength round.
const SAME_LENGTH: f64 = 1e-12;

/// What is known of an element during a search. Both are together because they are read together.
#[derive(Clone, Copy)]
struct Place {
    distance: f64,
    /// On the way out the number of shortest paths from the source; on the way back, the share of the paths to here and
    /// beyond that each of them carries.
    value: f64,
}

const UNSEEN: Place = Place { distance: f64::INFINITY, value: 0.0 };

/// The buffers of one search, reused from source to source.
pub(super) struct Search {
    places: Vec<Place>,
    /// The elements reached, nearest first; the rest is room.
    order: Vec<u32>,
    reached: usize,
    buckets: Vec<Vec<u32>>,
    heap: BinaryHeap<Reverse<(u64, u32)>>,
    /// How many are how many steps away.
    steps: Vec<u64>,
    distances: Vec<f64>,
}

impl Search {
    pub(super) fn new(core: &Core) -> Self {
        let buckets = match core.order {
            Order::Buckets(longest) => vec![Vec::new(); longest + 1],
            _ => Vec::new(),
        };
        Self {
            places: vec![UNSEEN; core.len()],
            order: vec![0; core.len() + 1],
            reached: 0,
            buckets,
            heap: BinaryHeap::new(),
            steps: Vec::new(),
            distances: Vec::new(),
        }
    }

    /// Finds the distances from `source` and counts the shortest paths.
    pub(super) fn run(&mut self, core: &Core, source: usize) {
        self.places.fill(UNSEEN);
        self.places[source] = Place { distance: 0.0, value: 1.0 };
        match core.order {
            Order::Queue => self.by_steps(core, source),
            Order::Buckets(_) => self.by_buckets(core, source),
            Order::Heap { rounded } => self.by_heap(core, source, rounded),
        }
    }

    /// Every arc is looked at without a branch: on networks without a pattern half of all guesses would be wrong.
    fn by_steps(&mut self, core: &Core, source: usize) {
        let (places, order) = (&mut self.places, &mut self.order);
        order[0] = source as u32;
        let (mut next, mut end) = (0, 1);
        while next < end {
            let element = order[next] as usize;
            next += 1;
            let Place { distance, value } = places[element];
            let far = distance + 1.0;
            for &other in core.of(element) {
                let place = &mut places[other as usize];
                let seen = place.distance;
                order[end] = other;
                end += usize::from(seen == f64::INFINITY);
                place.distance = if seen < far { seen } else { far };
                place.value += if seen < far { 0.0 } else { value };
            }
        }
        self.reached = end;
    }

    fn by_buckets(&mut self, core: &Core, source: usize) {
        let size = self.buckets.len();
        self.buckets[0].push(source as u32);
        let (mut waiting, mut now) = (1_usize, 0_usize);
        self.reached = 0;
        while waiting > 0 {
            let mut here = std::mem::take(&mut self.buckets[now % size]);
            waiting -= here.len();
            for element in here.drain(..) {
                let Place { distance, value } = self.places[element as usize];
                // Whoever was found nearer since was followed then.
                if distance as usize != now {
                    continue;
                }
                self.order[self.reached] = element;
                self.reached += 1;
                let range = core.range(element as usize);
                for (&other, length) in core.to[range.clone()].iter().zip(&core.length[range]) {
                    let place = &mut self.places[other as usize];
                    let far = distance + length;
                    if far < place.distance {
                        *place = Place { distance: far, value };
                        self.buckets[far as usize % size].push(other);
                        waiting += 1;
                    } else if far <= place.distance {
                        place.value += value;
                    }
                }
            }
            self.buckets[now % size] = here;
            now += 1;
        }
    }

    fn by_heap(&mut self, core: &Core, source: usize, rounded: bool) {
        let slack = if rounded { SAME_LENGTH } else { 0.0 };
        self.reached = 0;
        // Distances are never negative, so their bits sort as they do.
        self.heap.push(Reverse((0_f64.to_bits(), source as u32)));
        while let Some(Reverse((bits, element))) = self.heap.pop() {
            let Place { distance, value } = self.places[element as usize];
            if distance.to_bits() != bits {
                continue;
            }
            self.order[self.reached] = element;
            self.reached += 1;
            let range = core.range(element as usize);
            for (&other, length) in core.to[range.clone()].iter().zip(&core.length[range]) {
                let place = &mut self.places[other as usize];
                let far = distance + length;
                if same(far, place.distance, slack) {
                    place.value += value;
                } else if far < place.distance {
                    *place = Place { distance: far, value };
                    self.heap.push(Reverse((far.to_bits(), other)));
                }
            }
        }
    }

    /// Adds to `through` what share of the shortest paths from the source leads through each element, and to `arcs`, if
    /// there is room, what share leads along each arc; as often as there are elements at the source.
    pub(super) fn accumulate(&mut self, core: &Core, source: usize, through: &mut [f64], arcs: &mut [f64]) {
        let times = core.weight[source];
        let slack = if core.order == (Order::Heap { rounded: true }) { SAME_LENGTH } else { 0.0 };
        for place in (0..self.reached).rev() {
            let element = self.order[place] as usize;
            let Place { distance, value: paths } = self.places[element];
            let range = core.range(element);
            let mut sum = 0.0;
            if !arcs.is_empty() {
                let carried = times * paths;
                let lengths = core.length.get(range.clone()).unwrap_or_default();
                let mut lengths = lengths.iter().copied().chain(std::iter::repeat(1.0));
                for (&other, arc) in core.to[range.clone()].iter().zip(&mut arcs[range]) {
                    let Place { distance: there, value } = self.places[other as usize];
                    let far = distance + lengths.next().unwrap_or(1.0);
                    let value = if same(far, there, slack) { value } else { 0.0 };
                    sum += value;
                    *arc += carried * value;
                }
            } else if core.length.is_empty() {
                let far = distance + 1.0;
                for &other in &core.to[range] {
                    let Place { distance, value } = self.places[other as usize];
                    sum += if distance - far == 0.0 { value } else { 0.0 };
                }
            } else {
                for (&other, length) in core.to[range.clone()].iter().zip(&core.length[range]) {
                    let Place { distance: there, value } = self.places[other as usize];
                    sum += if same(distance + length, there, slack) { value } else { 0.0 };
                }
            }
            if place > 0 {
                let dependency = paths * sum;
                through[element] += times * dependency;
                self.places[element].value = (core.weight[element] + dependency) / paths;
            }
        }
    }

    /// Adds the source to what is known of how far everyone is from everyone, in a network where direction counts.
    pub(super) fn add_inward(&self, unit: f64, inward: &mut [Reach]) {
        for &element in &self.order[1..self.reached.max(1)] {
            let distance = self.places[element as usize].distance / unit;
            inward[element as usize].add(1, distance);
        }
    }

    /// What the distances from the source and from its leaves say, by their numbers in the network.
    pub(super) fn reach(&mut self, core: &Core, source: usize, mut tell: impl FnMut(u32, Reach)) {
        if core.order == Order::Queue {
            self.count_steps(core, source);
            tell(core.original[source], Reach::of_steps(&self.steps));
            if core.leaves(source).is_empty() {
                return;
            }
            // A leaf is one step farther from everyone but itself.
            self.steps[1] -= 1;
            self.steps.insert(0, 0);
            self.steps[1] += 1;
            let reach = Reach::of_steps(&self.steps);
            for leaf in core.leaves(source) {
                tell(leaf.element, reach);
            }
        } else {
            self.collect(core, source);
            let sum = |from: f64| {
                let mut reach = Reach::default();
                self.distances.iter().for_each(|distance| reach.add(1, (from + distance) / core.unit));
                reach
            };
            tell(core.original[source], sum(0.0));
            for leaf in core.leaves(source) {
                let mut reach = sum(leaf.length);
                // Twice its own tie, there and back, is no distance to anyone; its neighbour is.
                reach.replace(2.0 * leaf.length / core.unit, leaf.length / core.unit);
                tell(leaf.element, reach);
            }
        }
    }

    /// Counts who is how many steps away. Entry 0 is for nobody.
    fn count_steps(&mut self, core: &Core, source: usize) {
        self.steps.clear();
        let order = &self.order[..self.reached];
        let step = |element: u32| self.places[element as usize].distance as usize;
        self.steps.resize(order.last().map_or(0, |last| step(*last)) + 2, 0);
        if core.has_leaves() {
            for &element in order {
                self.steps[step(element)] += 1;
                self.steps[step(element) + 1] += core.leaves(element as usize).len() as u64;
            }
        } else {
            // Nearest first: each step is a run of the order.
            let mut before = 0;
            for (far, count) in self.steps.iter_mut().enumerate() {
                let here = order[before..].partition_point(|element| step(*element) <= far);
                *count = here as u64;
                before += here;
            }
        }
        self.steps[0] = 0;
        debug_assert!(source < core.len());
    }

    /// Lists the distances to all others.
    fn collect(&mut self, core: &Core, source: usize) {
        self.distances.clear();
        for &element in &self.order[..self.reached] {
            let distance = self.places[element as usize].distance;
            if element as usize != source {
                self.distances.push(distance);
            }
            self.distances.extend(core.leaves(element as usize).iter().map(|leaf| distance + leaf.length));
        }
    }
}

fn same(a: f64, b: f64, slack: f64) -> bool {
    b.is_finite() && (a - b).abs() <= slack * b
}
