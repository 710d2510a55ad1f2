//! Bending causal links so that their loops look round.
//!
//! The heuristic is the one that Stella describes: the link becomes a circular arc around the middle of the elements of
//! its shortest loop with more than two links; loops of two become a thin ellipse.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::model::{ElementId, LinkId, MapId, Point, Project};

/// The sagittas, as shares of the chord, between which a link is bent: less looks like a mistake, more like a hook.
const BENDS: (f64, f64) = (0.11, 0.45);
/// The two links of a loop of two.
const ELLIPSE: f64 = 0.14;
/// How much more each further link between the same two elements bends.
const STEP: f64 = 0.12;

/// A causal link of the map, with the places of its ends.
struct Arrow<'a> {
    id: &'a LinkId,
    ends: (&'a ElementId, &'a ElementId),
}

/// The bends (see [`Course::bend`](crate::model::Course::bend)) that make the loops of a map look round: for every causal
/// link that lies on a loop, or for those of `only` when it is not empty. Links without a loop, links from an element to
/// itself and elements without a place are left as they are.
///
/// For an arc around the middle of the loop that spans the angle θ between two elements, the sagitta is tan(θ / 4) / 2
/// of the chord: the elements of a regular polygon come to lie on one circle (0.207 for four of them). A breadth-first
/// search for each link: O(links · (elements + links)) at worst.
pub fn round_loops(project: &Project, map: &MapId, only: &BTreeSet<LinkId>) -> Vec<(LinkId, f64)> {
    let Some(map) = project.maps.get(map) else { return Vec::new() };
    let places: BTreeMap<&ElementId, Point> =
        map.elements.iter().filter_map(|(id, place)| Some((id, place.pos?))).collect();
    let arrows: Vec<Arrow<'_>> = map
        .links
        .keys()
        .filter_map(|id| {
            let (id, link) = project.links.get_key_value(id)?;
            link.causal()?;
            let (from, to) = link.ends.pair()?;
            let whole = from != to && places.contains_key(from) && places.contains_key(to);
            whole.then_some(Arrow { id, ends: (from, to) })
        })
        .collect();
    let mut next: BTreeMap<&ElementId, Vec<&ElementId>> = BTreeMap::new();
    for arrow in &arrows {
        next.entry(arrow.ends.0).or_default().push(arrow.ends.1);
    }
    let mut bends: Vec<(LinkId, f64)> = Vec::new();
    // By pair of elements: the bends given so far, as seen from the smaller id.
    let mut given: BTreeMap<(&ElementId, &ElementId), Vec<f64>> = BTreeMap::new();
    for arrow in &arrows {
        let (from, to) = arrow.ends;
        let back = next.get(to).is_some_and(|after| after.contains(&from));
        let wanted = match way_back(from, to, &next) {
            Some(round) => around(from, to, &round, &places),
            None if back => Some(ELLIPSE),
            None => None,
        };
        let Some(wanted) = wanted else { continue };
        let taken = given.entry((from.min(to), from.max(to))).or_default();
        let turn = if from < to { 1.0 } else { -1.0 };
        let bend = beside(taken, wanted * turn) * turn;
        taken.push(bend * turn);
        if only.is_empty() || only.contains(arrow.id) {
            bends.push((arrow.id.clone(), bend));
        }
    }
    bends
}

/// The wanted bend, or one beside it where others already run there.
fn beside(taken: &[f64], wanted: f64) -> f64 {
    let steps = (0..6_u8).flat_map(|step| {
        let out = wanted + wanted.signum() * STEP * f64::from(step);
        // The other side before a second lane: a link and its answer make an ellipse.
        [out, -wanted.signum() * (ELLIPSE + STEP * f64::from(step))]
    });
    let free = |bend: &f64| taken.iter().all(|other| (other - bend).abs() > STEP * 0.9);
    steps.into_iter().find(free).unwrap_or(wanted)
}

/// The bend of an arc around the middle of a loop, away from that middle; `None` when two elements stand at one place.
fn around(
    from: &ElementId,
    to: &ElementId,
    round: &[&ElementId],
    places: &BTreeMap<&ElementId, Point>,
) -> Option<f64> {
    let points: Vec<Point> = round.iter().filter_map(|id| places.get(id).copied()).collect();
    let count = points.len().max(1) as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |(x, y), point| (x + point.x(), y + point.y()));
    let (x, y) = (x / count, y / count);
    let (a, b) = (places.get(from)?, places.get(to)?);
    let (ax, ay, bx, by) = (a.x() - x, a.y() - y, b.x() - x, b.y() - y);
    let (wx, wy) = (bx - ax, by - ay);
    if wx.hypot(wy) < 1.0 {
        return None;
    }
    let cross = ax * by - ay * bx;
    let angle = cross.abs().atan2(ax * bx + ay * by);
    let bend = ((angle / 4.0).tan() / 2.0).clamp(BENDS.0, BENDS.1);
    // With y downwards, a middle to the right of the way gives a positive cross product: bulge to the left.
    Some(if cross < 0.0 { -bend } else { bend })
}

/// The elements of the shortest loop through a link that has more than two links.
fn way_back<'a>(
    from: &'a ElementId,
    to: &'a ElementId,
    next: &BTreeMap<&'a ElementId, Vec<&'a ElementId>>,
) -> Option<Vec<&'a ElementId>> {
    let mut came: BTreeMap<&ElementId, &ElementId> = BTreeMap::from([(to, to)]);
    let mut queue = VecDeque::from([to]);
    while let Some(here) = queue.pop_front() {
        for after in next.get(here).into_iter().flatten() {
            if here == to && *after == from || came.contains_key(after) {
                continue;
            }
            came.insert(after, here);
            if *after == from {
                let mut round = vec![from];
                let mut at = from;
                while at != to {
                    at = came.get(at)?;
                    round.push(at);
                }
                return Some(round);
            }
            queue.push_back(after);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::f64::consts::TAU;
    use std::sync::Arc;

    use super::*;
    use crate::model::{Bond, Course, Element, ElementKind, Ends, Link, LinkKind, Map, MapKind, Placement};

    /// A map with elements at these places and causal links between them, by number.
    fn project(places: &[(f64, f64)], links: &[(usize, usize)]) -> (Project, MapId) {
        let mut project = Project::new("Round");
        let mut map = Map::new(MapKind::Causal, "Loops", "k");
        let element = |number: usize| ElementId::from(format!("e_{number}").as_str());
        for (number, (x, y)) in places.iter().enumerate() {
            project.elements.insert(element(number), Arc::new(Element::new(ElementKind::Variable, "V")));
            map.elements.insert(element(number), Placement::at(Point::new(*x, *y)));
        }
        for (number, (from, to)) in links.iter().enumerate() {
            let id = LinkId::from(format!("l_{number}").as_str());
            let link = Link::new(Ends::elements(element(*from), element(*to)), Bond::new(LinkKind::Causal));
            project.links.insert(id.clone(), Arc::new(link));
            map.links.insert(id, Course::default());
        }
        let id = MapId::from("m_round");
        project.maps.insert(id.clone(), Arc::new(map));
        (project, id)
    }

    fn bends(places: &[(f64, f64)], links: &[(usize, usize)]) -> BTreeMap<String, f64> {
        let (project, map) = project(places, links);
        round_loops(&project, &map, &BTreeSet::new())
            .into_iter()
            .map(|(id, bend)| (id.to_string(), bend))
            .collect()
    }

    /// Where corners lie, and between which of them links run.
    type Places = Vec<(f64, f64)>;
    type Pairs = Vec<(usize, usize)>;

    fn polygon(corners: usize) -> (Places, Pairs) {
        let at = |corner: usize| {
            let angle = TAU * corner as f64 / corners as f64;
            (300.0 * angle.cos(), 300.0 * angle.sin())
        };
        let links = (0..corners).map(|corner| (corner, (corner + 1) % corners)).collect();
        ((0..corners).map(at).collect(), links)
    }

    #[test]
    fn a_regular_polygon_becomes_a_circle() {
        for corners in 3..=6 {
            let (places, links) = polygon(corners);
            let sagitta = (TAU / corners as f64 / 4.0).tan() / 2.0;
            for (turned, sign) in [(false, 1.0), (true, -1.0)] {
                let links: Vec<_> =
                    links.iter().map(|(a, b)| if turned { (*b, *a) } else { (*a, *b) }).collect();
                let bends = bends(&places, &links);
                assert_eq!(bends.len(), corners);
                for bend in bends.values() {
                    assert!((bend - sign * sagitta).abs() < 1e-3, "{corners} corners: {bend}");
                }
            }
        }
        assert!(((TAU / 16.0).tan() / 2.0 - 0.2071).abs() < 1e-4);
    }

    #[test]
    fn bends_stay_in_their_range_and_what_is_on_no_loop_stays() {
        let flat = [(0.0, 0.0), (100.0, 2.0), (400.0, 0.0), (900.0, 0.0)];
        let bends = bends(&flat, &[(0, 1), (1, 2), (2, 0), (2, 3)]);
        assert_eq!(bends.keys().collect::<Vec<_>>(), ["l_0", "l_1", "l_2"]);
        assert!(bends.values().all(|bend| (0.11..=0.45).contains(&bend.abs())), "{bends:?}");
    }

    #[test]
    fn a_loop_of_two_is_a_thin_ellipse() {
        let bends = bends(&[(0.0, 0.0), (200.0, 0.0)], &[(0, 1), (1, 0)]);
        assert_eq!(bends.values().copied().collect::<Vec<_>>(), [ELLIPSE, ELLIPSE]);
    }

    #[test]
    fn both_ways_round_and_parallel_links_keep_apart() {
        let (places, mut links) = polygon(4);
        let back: Vec<_> = links.iter().map(|(a, b)| (*b, *a)).collect();
        links.extend(back);
        links.push((0, 1));
        let bends = bends(&places, &links);
        let from_zero = [bends["l_0"], -bends["l_4"], bends["l_8"]];
        for (index, a) in from_zero.iter().enumerate() {
            for b in &from_zero[index + 1..] {
                assert!((a - b).abs() > 0.1, "{from_zero:?}");
            }
        }
    }

    #[test]
    fn only_what_is_asked_for_is_bent() {
        let (places, links) = polygon(5);
        let (project, map) = project(&places, &links);
        let only = BTreeSet::from([LinkId::from("l_2")]);
        let bent = round_loops(&project, &map, &only);
        assert_eq!(bent.iter().map(|(id, _)| id).collect::<Vec<_>>(), [&LinkId::from("l_2")]);
    }
}
