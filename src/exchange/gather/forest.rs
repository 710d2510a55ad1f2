//! Making a tree of a map, for formats that hold nothing else.

use std::collections::{BTreeMap, VecDeque};

use crate::exchange::account::{Account, Fate};
use crate::exchange::flat::Flat;

/// The deepest that the lines of an outline may be nested.
pub(in crate::exchange) const DEEPEST: usize = 200;

/// Keeps for each item one join that leads to it, on a shortest way from one that nothing leads to; of a circle the item
/// that comes first is its top. Takes O(n log n).
pub(super) fn thin(flat: &mut Flat, account: &mut Account) {
    let places: BTreeMap<&str, usize> =
        flat.items.iter().enumerate().map(|(at, item)| (item.key.as_str(), at)).collect();
    let mut leaving: Vec<Vec<(usize, usize)>> = vec![Vec::new(); flat.items.len()];
    let mut is_top = vec![true; flat.items.len()];
    for (number, join) in flat.joins.iter().enumerate() {
        let ends = places.get(join.from.as_str()).zip(places.get(join.to.as_str()));
        let Some((from, to)) = ends.filter(|(from, to)| from != to) else { continue };
        if let (Some(leaving), Some(top)) = (leaving.get_mut(*from), is_top.get_mut(*to)) {
            leaving.push((number, *to));
            *top = false;
        }
    }
    let mut seen = vec![false; flat.items.len()];
    let mut kept = vec![false; flat.joins.len()];
    let tops = is_top.iter().enumerate().filter(|(_, top)| **top).map(|(at, _)| at);
    for start in tops.chain(0..flat.items.len()) {
        if seen.get(start).copied().unwrap_or(true) {
            continue;
        }
        mark(&mut seen, start);
        let mut open = VecDeque::from([(start, 1)]);
        while let Some((at, depth)) = open.pop_front() {
            for (number, to) in leaving.get(at).into_iter().flatten() {
                if depth < DEEPEST && !seen.get(*to).copied().unwrap_or(true) {
                    mark(&mut seen, *to);
                    mark(&mut kept, *number);
                    open.push_back((*to, depth + 1));
                }
            }
        }
    }
    let before = flat.joins.len();
    let mut kept = kept.into_iter();
    flat.joins.retain(|_| kept.next().unwrap_or(false));
    account.add(Fate::Lost, "links beyond a tree", before - flat.joins.len());
}

fn mark(marks: &mut [bool], at: usize) {
    if let Some(mark) = marks.get_mut(at) {
        *mark = true;
    }
}
