//! How far links bend when nobody bent them.

use std::collections::{BTreeMap, VecDeque};

use kurbo::Point;

use crate::model::{ElementId, LinkId};

/// The sagitta of a causal link as a share of its chord.
pub const CAUSAL_BEND: f64 = 0.18;
/// How much more each further causal link between the same two variables bends.
const CAUSAL_STEP: f64 = 0.12;
/// How far apart parallel ties run at their middles, in points.
const TIE_STEP: f64 = 26.0;
/// Parallel ties bend no more than this.
const TIE_MOST: f64 = 0.4;

/// A link as far as its bend is concerned.
pub(super) struct Joined<'a> {
    pub id: &'a LinkId,
    pub from: &'a ElementId,
    pub to: &'a ElementId,
    pub causal: bool,
}

/// The bend of every link; 0 is straight, positive bulges to the left of the way.
///
/// Causal links bulge away from the middle of their shortest loop, so that loops look round; without a loop, and in
/// loops of two, to the left. Ties and levers are straight unless several join the same pair: then they spread.
/// A breadth-first search for each causal link: O(links · (elements + links)) at worst.
pub(super) fn default_bends(
    links: &[Joined<'_>],
    places: &BTreeMap<&ElementId, Point>,
) -> BTreeMap<LinkId, f64> {
    let mut next: BTreeMap<&ElementId, Vec<&ElementId>> = BTreeMap::new();
    let mut pairs: BTreeMap<(&ElementId, &ElementId), Vec<&Joined<'_>>> = BTreeMap::new();
    for link in links {
        if link.causal {
            next.entry(link.from).or_default().push(link.to);
            pairs.entry((link.from, link.to)).or_default().push(link);
        } else {
            pairs.entry((link.from.min(link.to), link.from.max(link.to))).or_default().push(link);
        }
    }
    let mut bends = BTreeMap::new();
    for ((a, b), links) in pairs {
        let (Some(from), Some(to)) = (places.get(a), places.get(b)) else { continue };
        let chord = (*to - *from).hypot().max(1.0);
        let causal = links.iter().filter(|link| link.causal);
        let side = if links.iter().any(|link| link.causal) { side(a, b, &next, places) } else { 1.0 };
        for (index, link) in causal.enumerate() {
            bends.insert(link.id.clone(), side * (CAUSAL_BEND + CAUSAL_STEP * index as f64));
        }
        let ties: Vec<_> = links.iter().filter(|link| !link.causal).collect();
        let middle = (ties.len() as f64 - 1.0) / 2.0;
        for (index, link) in ties.into_iter().enumerate() {
            let bend = ((index as f64 - middle) * TIE_STEP / chord).clamp(-TIE_MOST, TIE_MOST);
            bends.insert(link.id.clone(), if link.from == a { bend } else { -bend });
        }
    }
    bends
}

/// 1 when a causal link is to bulge to its left, −1 to its right.
fn side(
    from: &ElementId,
    to: &ElementId,
    next: &BTreeMap<&ElementId, Vec<&ElementId>>,
    places: &BTreeMap<&ElementId, Point>,
) -> f64 {
    let Some(round) = way_back(from, to, next) else { return 1.0 };
    let points: Vec<Point> = round.into_iter().filter_map(|id| places.get(id).copied()).collect();
    let (Some(a), Some(b)) = (places.get(from), places.get(to)) else { return 1.0 };
    let sum = points.iter().fold(kurbo::Vec2::ZERO, |sum, point| sum + point.to_vec2());
    let middle = (sum / points.len().max(1) as f64).to_point();
    let way = *b - *a;
    // Positive: the middle of the loop lies to the right of the way (y downwards).
    let right = way.cross(middle - *a);
    if right < -1e-6 * way.hypot2() { -1.0 } else { 1.0 }
}

/// The elements of the shortest loop through a link, if there is one.
fn way_back<'a>(
    from: &'a ElementId,
    to: &'a ElementId,
    next: &BTreeMap<&'a ElementId, Vec<&'a ElementId>>,
) -> Option<Vec<&'a ElementId>> {
    let mut came: BTreeMap<&ElementId, &ElementId> = BTreeMap::from([(to, to)]);
    let mut queue = VecDeque::from([to]);
    while let Some(here) = queue.pop_front() {
        if here == from {
            let mut round = vec![here];
            let mut at = here;
            while at != to {
                at = came.get(at)?;
                round.push(at);
            }
            return Some(round);
        }
        for after in next.get(here).into_iter().flatten() {
            if !came.contains_key(after) {
                came.insert(after, here);
                queue.push_back(after);
            }
        }
    }
    None
}
