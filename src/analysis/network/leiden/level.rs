//! A network in which each element may stand for many, and the steps of the method on it.

use std::collections::VecDeque;

use crate::analysis::network::arcs::Arcs;
use crate::analysis::random::Dice;

/// A gain in modularity below this is rounding.
pub(super) const LEAST_GAIN: f64 = 1e-12;

/// How freely refinement chooses among the moves that gain something: the method's θ.
const FREEDOM: f64 = 0.01;

/// Elements joined by numbers of ties.
pub(super) struct Level {
    start: Vec<u32>,
    to: Vec<u32>,
    ties: Vec<f64>,
    /// Ends of ties inside each element: twice their number.
    inside: Vec<f64>,
    /// Ends of ties at each element, inside and outside.
    ends: Vec<f64>,
    all_ends: f64,
}

/// Which communities are near an element, and by how many ties.
struct Near {
    shared: Vec<f64>,
    found: Vec<u32>,
}

impl Near {
    fn new(communities: usize) -> Self {
        Self { shared: vec![0.0; communities], found: Vec::new() }
    }

    fn clear(&mut self) {
        for community in self.found.drain(..) {
            self.shared[community as usize] = 0.0;
        }
    }

    fn add(&mut self, community: u32, ties: f64) {
        let shared = &mut self.shared[community as usize];
        if *shared == 0.0 {
            self.found.push(community);
        }
        *shared += ties;
    }
}

impl Level {
    /// The network itself.
    pub(super) fn of(arcs: &Arcs) -> Self {
        let n = arcs.elements();
        let mut level = Self {
            start: vec![0],
            to: Vec::with_capacity(arcs.len()),
            ties: vec![1.0; arcs.len()],
            inside: vec![0.0; n],
            ends: (0..n).map(|v| arcs.degree(v) as f64).collect(),
            all_ends: arcs.len() as f64,
        };
        for v in 0..n {
            level.to.extend_from_slice(arcs.of(v));
            level.start.push(level.to.len() as u32);
        }
        level
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn around(&self, element: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.start[element] as usize..self.start[element + 1] as usize;
        self.to[range.clone()].iter().map(|to| *to as usize).zip(self.ties[range].iter().copied())
    }

    /// Newman's modularity of these communities; 0 without ties.
    pub(super) fn modularity(&self, of: &[u32]) -> f64 {
        if self.all_ends == 0.0 {
            return 0.0;
        }
        let (mut within, mut totals) = (0.0, vec![0.0; self.len()]);
        for v in 0..self.len() {
            within += self.inside[v];
            within += self.around(v).filter(|(u, _)| of[*u] == of[v]).map(|(_, ties)| ties).sum::<f64>();
            totals[of[v] as usize] += self.ends[v];
        }
        let expected: f64 = totals.iter().map(|total| (total / self.all_ends).powi(2)).sum();
        within / self.all_ends - expected
    }

    /// A random order of the elements.
    fn shuffled(&self, dice: &mut Dice) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        for place in (1..order.len()).rev() {
            order.swap(place, (dice.unit() * (place + 1) as f64) as usize);
        }
        order
    }

    /// Moves elements to neighbouring communities, or out into one of their own, while that gains modularity. Whoever
    /// has a neighbour that moved is looked at again.
    pub(super) fn move_elements(&self, of: &mut [u32], dice: &mut Dice) {
        if self.all_ends == 0.0 {
            return;
        }
        let n = self.len();
        let mut totals = vec![0.0; n];
        let mut sizes = vec![0_u32; n];
        for v in 0..n {
            totals[of[v] as usize] += self.ends[v];
            sizes[of[v] as usize] += 1;
        }
        let mut empty: Vec<u32> = (0..n as u32).filter(|c| sizes[*c as usize] == 0).collect();
        let mut queue: VecDeque<u32> = self.shuffled(dice).into();
        let mut waits = vec![true; n];
        let mut near = Near::new(n);
        while let Some(v) = queue.pop_front() {
            let v = v as usize;
            waits[v] = false;
            let home = of[v];
            for (u, ties) in self.around(v) {
                near.add(of[u], ties);
            }
            totals[home as usize] -= self.ends[v];
            let share = self.ends[v] / self.all_ends;
            let gain = |c: u32| near.shared[c as usize] - share * totals[c as usize];
            let mut best = (home, gain(home));
            let least = LEAST_GAIN * self.all_ends;
            for &community in &near.found {
                let gain = gain(community);
                if gain > best.1 + least {
                    best = (community, gain);
                }
            }
            if best.1 < -least
                && sizes[home as usize] > 1
                && let Some(own) = empty.last()
            {
                best = (*own, 0.0);
            }
            near.clear();
            let chosen = best.0;
            totals[chosen as usize] += self.ends[v];
            if chosen == home {
                continue;
            }
            sizes[home as usize] -= 1;
            sizes[chosen as usize] += 1;
            if sizes[chosen as usize] == 1 {
                empty.pop();
            }
            if sizes[home as usize] == 0 {
                empty.push(home);
            }
            of[v] = chosen;
            for (u, _) in self.around(v) {
                if of[u] != chosen && !waits[u] {
                    waits[u] = true;
                    queue.push_back(u as u32);
                }
            }
        }
    }

    /// Splits communities into parts that hang together well: everyone alone at first, whoever is still alone joins a
    /// part that it shares enough ties with, drawn so that better moves are likelier.
    pub(super) fn refine(&self, of: &[u32], dice: &mut Dice) -> Vec<u32> {
        let n = self.len();
        let mut community_ends = vec![0.0; n];
        for v in 0..n {
            community_ends[of[v] as usize] += self.ends[v];
        }
        let within = |v: usize| self.around(v).filter(|(u, _)| of[*u] == of[v]).map(|(_, t)| t).sum();
        // Ties of each part with the rest of its community.
        let mut outward: Vec<f64> = (0..n).map(within).collect();
        let mut part: Vec<u32> = (0..n as u32).collect();
        let mut ends = self.ends.clone();
        let mut alone = vec![true; n];
        let mut near = Near::new(n);
        let mut choices: Vec<(u32, f64)> = Vec::new();
        let enough = |outward: f64, ends: f64, all: f64| outward >= ends * (all - ends) / self.all_ends;
        for v in self.shuffled(dice) {
            let v = v as usize;
            let all = community_ends[of[v] as usize];
            if !alone[v] || !enough(outward[v], self.ends[v], all) {
                continue;
            }
            for (u, ties) in self.around(v).filter(|(u, _)| of[*u] == of[v]) {
                near.add(part[u], ties);
            }
            choices.clear();
            for &candidate in &near.found {
                let c = candidate as usize;
                let gain = near.shared[c] - self.ends[v] * ends[c] / self.all_ends;
                if gain >= 0.0 && enough(outward[c], ends[c], all) {
                    choices.push((candidate, gain));
                }
            }
            if let Some(c) = draw(&choices, dice) {
                outward[c] += outward[v] - 2.0 * near.shared[c];
                ends[c] += self.ends[v];
                part[v] = c as u32;
                alone[v] = false;
                alone[c] = false;
            }
            near.clear();
        }
        part
    }

    /// The network of parts, which are numbered from 0 up.
    pub(super) fn folded(&self, part: &[u32], parts: usize) -> Self {
        let mut members_start = vec![0_u32; parts + 1];
        for p in part {
            members_start[*p as usize + 1] += 1;
        }
        for place in 0..parts {
            members_start[place + 1] += members_start[place];
        }
        let mut fill = members_start.clone();
        let mut members = vec![0_u32; part.len()];
        for (v, p) in part.iter().enumerate() {
            let at = &mut fill[*p as usize];
            members[*at as usize] = v as u32;
            *at += 1;
        }
        let mut folded = Self {
            start: vec![0],
            to: Vec::new(),
            ties: Vec::new(),
            inside: vec![0.0; parts],
            ends: vec![0.0; parts],
            all_ends: self.all_ends,
        };
        let mut near = Near::new(parts);
        for p in 0..parts {
            for &v in &members[members_start[p] as usize..members_start[p + 1] as usize] {
                let v = v as usize;
                folded.inside[p] += self.inside[v];
                folded.ends[p] += self.ends[v];
                for (u, ties) in self.around(v) {
                    if part[u] as usize == p {
                        folded.inside[p] += ties;
                    } else {
                        near.add(part[u], ties);
                    }
                }
            }
            for &other in &near.found {
                folded.to.push(other);
                folded.ties.push(near.shared[other as usize]);
            }
            near.clear();
            folded.start.push(folded.to.len() as u32);
        }
        folded
    }
}

/// Draws one of these communities with their gains, in proportion to exp(gain / θ).
fn draw(choices: &[(u32, f64)], dice: &mut Dice) -> Option<usize> {
    let best = choices.iter().map(|(_, gain)| *gain).fold(f64::MIN, f64::max);
    let weight = |gain: f64| ((gain - best) / FREEDOM).exp();
    let mut left = dice.unit() * choices.iter().map(|(_, gain)| weight(*gain)).sum::<f64>();
    let drawn = choices.iter().find(|(_, gain)| {
        left -= weight(*gain);
        left < 0.0
    });
    drawn.or(choices.last()).map(|(community, _)| *community as usize)
}

/// Numbers communities from 0 up in order of their first element, and says how many there are.
pub(super) fn renumber(of: &mut [u32]) -> usize {
    let mut numbers = vec![u32::MAX; of.iter().max().map_or(0, |most| *most as usize + 1)];
    let mut next = 0;
    for community in of.iter_mut() {
        let number = &mut numbers[*community as usize];
        if *number == u32::MAX {
            *number = next;
            next += 1;
        }
        *community = *number;
    }
    next as usize
}
