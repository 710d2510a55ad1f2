//! All on one circle, in an order in which few links cross.

use std::f64::consts::TAU;

use kurbo::{Point, Vec2};

use super::field::{Field, mean};

/// Rounds of swaps.
const ROUNDS: usize = 60;

/// More links than this are not swapped about, which takes long: the order is then that of the better start.
const MOST_LINKS: usize = 3_000;

/// Rounds by mean angles.
const MEANS: usize = 20;

/// Places on a circle around where the items are now, as large as their boxes need.
///
/// The order starts from the better of two, where the items are now around their middle and a depth-first walk, is improved
/// by the mean angles of neighbours, and then by swapping two that stand beside each other while fewer links cross
/// (adjacent exchange of Baur and Brandes, "Crossing reduction in circular layouts", 2004).
pub(super) fn places(field: &Field, go_on: &dyn Fn(f64) -> bool) -> Vec<Point> {
    let middle = mean(field.places.iter().copied());
    let mut order = best_start(field, middle);
    if field.pairs.len() <= MOST_LINKS {
        swap(field, &mut order, go_on);
    }
    let needs: Vec<f64> = order.iter().map(|number| 2.0 * field.clear_radius(*number)).collect();
    let whole: f64 = needs.iter().sum();
    // A chord is shorter than its arc: with three on the circle by a fifth.
    let radius = if order.len() < 2 { 0.0 } else { 1.21 * whole / TAU };
    let mut places = vec![middle; field.len()];
    let mut at = -TAU / 4.0;
    let following = needs.iter().skip(1).chain(needs.first());
    for ((number, need), next) in order.iter().zip(&needs).zip(following) {
        places[*number] = middle + radius * Vec2::from_angle(at);
        at += (need + next) / 2.0 / whole * TAU;
    }
    places
}

fn best_start(field: &Field, middle: Point) -> Vec<usize> {
    let mut by_angle: Vec<usize> = (0..field.len()).collect();
    let angle = |number: &usize| (field.places[*number] - middle).atan2();
    by_angle.sort_by(|a, b| angle(a).total_cmp(&angle(b)).then(a.cmp(b)));
    let starts = [by_angle, walk(field)];
    let both = starts.into_iter().flat_map(|start| [by_means(field, start.clone()), start]);
    let best = both.map(|order| (crossings(field, &order), order)).min_by_key(|(count, _)| *count);
    best.map(|(_, order)| order).unwrap_or_default()
}

/// Depth first, those with few neighbours first, so that chains and leaves lie together.
fn walk(field: &Field) -> Vec<usize> {
    let degree = |number: &usize| (field.neighbours[*number].len(), *number);
    let mut firsts: Vec<usize> = (0..field.len()).collect();
    firsts.sort_by_key(degree);
    let (mut order, mut seen) = (Vec::new(), vec![false; field.len()]);
    for first in firsts {
        let mut stack = vec![first];
        while let Some(number) = stack.pop() {
            if std::mem::replace(&mut seen[number], true) {
                continue;
            }
            order.push(number);
            let mut next = field.neighbours[number].clone();
            next.sort_by_key(degree);
            stack.extend(next.into_iter().rev());
        }
    }
    order
}

/// Sorts again and again by the mean direction of oneself and one's neighbours; gives the best order on the way.
fn by_means(field: &Field, mut order: Vec<usize>) -> Vec<usize> {
    let mut best = (crossings(field, &order), order.clone());
    let mut angle = vec![0.0; field.len()];
    for _ in 0..MEANS {
        for (place, number) in order.iter().enumerate() {
            angle[*number] = TAU * place as f64 / order.len() as f64;
        }
        let wanted = |number: &usize| {
            let near = field.neighbours[*number].iter().chain([number]);
            near.fold(Vec2::ZERO, |sum, other| sum + Vec2::from_angle(angle[*other])).atan2()
        };
        let mut keyed: Vec<(f64, usize)> = order.iter().map(|number| (wanted(number), *number)).collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        let next: Vec<usize> = keyed.into_iter().map(|(_, number)| number).collect();
        if next == order {
            break;
        }
        order = next;
        let count = crossings(field, &order);
        if count < best.0 {
            best = (count, order.clone());
        }
    }
    best.1
}

/// How many links cross when the items stand on a circle in this order: O(links · log n).
fn crossings(field: &Field, order: &[usize]) -> usize {
    let place = place_of(order);
    let mut chords: Vec<(usize, usize)> =
        field.pairs.iter().map(|(a, b)| (place[*a].min(place[*b]), place[*a].max(place[*b]))).collect();
    chords.sort_unstable();
    // A chord crosses those chords that begin before it and end within it.
    let mut tree = vec![0_usize; order.len() + 1];
    let up_to = |tree: &[usize], end: usize| {
        let (mut at, mut sum) = (end, 0);
        while at > 0 {
            sum += tree[at];
            at &= at - 1;
        }
        sum
    };
    let (mut count, mut entered) = (0, 0);
    for number in 0..chords.len() {
        let (from, to) = chords[number];
        // Chords from the same item do not cross.
        while chords[entered].0 < from {
            let mut at = chords[entered].1 + 1;
            while at < tree.len() {
                tree[at] += 1;
                at += at & at.wrapping_neg();
            }
            entered += 1;
        }
        count += up_to(&tree, to) - up_to(&tree, from + 1);
    }
    count
}

fn place_of(order: &[usize]) -> Vec<usize> {
    let mut place = vec![0; order.len()];
    for (at, number) in order.iter().enumerate() {
        place[*number] = at;
    }
    place
}

/// Swaps two that stand beside each other while that takes crossings away. Only links of the two can begin or cease to
/// cross, and only each other.
fn swap(field: &Field, order: &mut [usize], go_on: &dyn Fn(f64) -> bool) {
    let count = order.len();
    if count < 4 {
        return;
    }
    let mut place = place_of(order);
    for round in 0..ROUNDS {
        let mut changed = false;
        for left in 0..count {
            let right = (left + 1) % count;
            let (a, b) = (order[left], order[right]);
            // How far round each neighbour is, seen from the two.
            let ends = |of: usize, but: usize| -> Vec<usize> {
                let others = field.neighbours[of].iter().filter(|other| **other != but);
                others.map(|other| (place[*other] + count - left) % count).collect()
            };
            let (of_a, of_b) = (ends(a, b), ends(b, a));
            let crossing = |first: &[usize], second: &[usize]| -> usize {
                first.iter().map(|end| second.iter().filter(|other| *other > end).count()).sum()
            };
            // `a` stands before `b`: their links cross where that of `a` ends first.
            if crossing(&of_b, &of_a) < crossing(&of_a, &of_b) {
                order.swap(left, right);
                place.swap(a, b);
                changed = true;
            }
        }
        if !changed || !go_on(round as f64 / ROUNDS as f64) {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Board, Item, Join};
    use crate::model::ElementId;

    fn field(count: usize, joins: &[(usize, usize)]) -> Field {
        let item = |number: usize| Item {
            id: ElementId::from(format!("e_{number}").as_str()),
            rect: kurbo::Rect::new(0.0, 0.0, 100.0, 40.0),
            placed: false,
            fixed: false,
            key: String::new(),
        };
        let joins = joins.iter().map(|(from, to)| Join { from: *from, to: *to }).collect();
        Field::of(&Board { items: (0..count).map(item).collect(), joins })
    }

    #[test]
    fn crossings_on_a_circle_are_counted() {
        let field = field(6, &[(0, 2), (1, 3), (0, 3), (4, 5), (1, 4)]);
        // (0,2)×(1,3), (0,2)×(1,4), (0,3)×(1,4).
        assert_eq!(crossings(&field, &[0, 1, 2, 3, 4, 5]), 3);
        assert_eq!(crossings(&field, &[0, 2, 3, 1, 4, 5]), 0);
    }

    #[test]
    fn swapping_counts_right() {
        let field = field(7, &[(0, 3), (1, 5), (2, 6), (0, 4), (3, 6), (1, 4)]);
        let mut order: Vec<usize> = (0..7).collect();
        let before = crossings(&field, &order);
        swap(&field, &mut order, &|_| true);
        let after = crossings(&field, &order);
        assert!(after < before, "{before} {after}");
    }
}
