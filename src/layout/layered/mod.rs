//! Layers from left to right along the links (Sugiyama, Tagawa and Toda, "Methods for visual understanding of
//! hierarchical system structures", 1981).
//!
//! Links that close a cycle are turned round for the while ([`cycles`]), every element gets a layer ([`ranks`]), long
//! links get a stand-in on each layer that they pass, the order within layers is chosen so that few links cross
//! ([`order`]), and heights so that links run level ([`heights`]). Parts that nothing joins are laid out each for
//! itself and put beside each other.

mod cycles;
mod heights;
mod order;
mod ranks;

use kurbo::{Point, Vec2};

use super::LINK_GAP;
use super::field::Field;
use super::pack;

/// More stand-ins than this are not made: long links then go where they may.
const MOST_STAND_INS: usize = 200_000;

/// The layers of one connected part: items and the stand-ins of long links, which are the nodes from the number of
/// items on.
#[derive(Debug, Default)]
struct Layers {
    /// The layer of each node.
    rank: Vec<usize>,
    /// The nodes of each layer, from top to bottom.
    order: Vec<Vec<usize>>,
    /// Half the height of each node; 0 for a stand-in.
    half: Vec<f64>,
    /// Who is joined to whom on the layer before.
    before: Vec<Vec<usize>>,
    /// Who is joined to whom on the layer after.
    after: Vec<Vec<usize>>,
    /// Nodes under this number are items.
    items: usize,
}

/// New places for all items of a field. `go_on` may end the search for fewer crossings early.
pub(super) fn places(field: &Field, go_on: &dyn Fn(f64) -> bool) -> Vec<Point> {
    let mut places = vec![Point::ORIGIN; field.len()];
    let mut whole = field.clone();
    let parts = field.parts();
    for part in &parts {
        let alone = field.part(part);
        let found = one_part(&alone, go_on);
        for (number, place) in part.iter().zip(found) {
            places[*number] = place;
        }
    }
    whole.places = places;
    pack::parts(&mut whole, &parts);
    whole.places
}

fn one_part(field: &Field, go_on: &dyn Fn(f64) -> bool) -> Vec<Point> {
    let mut arcs = cycles::forwards(field.len(), &field.arcs);
    arcs.sort_unstable();
    arcs.dedup();
    let ranks = ranks::ranks(field.len(), &arcs);
    let mut layers = Layers::new(field, &arcs, ranks);
    order::reduce_crossings(&mut layers, go_on);
    let heights = heights::heights(&layers);
    let columns = columns(field, &layers);
    (0..field.len()).map(|node| Point::new(columns[layers.rank[node]], heights[node])).collect()
}

/// Where the middles of the layers are from left to right.
fn columns(field: &Field, layers: &Layers) -> Vec<f64> {
    let mut columns = Vec::with_capacity(layers.order.len());
    let mut right = 0.0;
    for layer in &layers.order {
        let items = layer.iter().filter(|node| **node < layers.items);
        let half = items.map(|node| field.halves[*node].x).fold(0.0, f64::max);
        columns.push(right + half);
        right += 2.0 * half + LINK_GAP;
    }
    columns
}

impl Layers {
    fn new(field: &Field, arcs: &[(usize, usize)], rank: Vec<usize>) -> Self {
        let items = field.len();
        let mut layers = Self {
            half: field.halves.iter().map(|half: &Vec2| half.y).collect(),
            before: vec![Vec::new(); items],
            after: vec![Vec::new(); items],
            rank,
            items,
            ..Self::default()
        };
        for (from, to) in arcs {
            let mut last = *from;
            for rank in layers.rank[*from] + 1..layers.rank[*to] {
                if layers.rank.len() - items >= MOST_STAND_INS {
                    break;
                }
                let node = layers.rank.len();
                layers.rank.push(rank);
                layers.half.push(0.0);
                layers.before.push(vec![last]);
                layers.after.push(Vec::new());
                layers.after[last].push(node);
                last = node;
            }
            if layers.rank[last] + 1 == layers.rank[*to] {
                layers.after[last].push(*to);
                layers.before[*to].push(last);
            }
        }
        let count = layers.rank.iter().max().map_or(0, |most| most + 1);
        layers.order = vec![Vec::new(); count];
        for (node, rank) in layers.rank.iter().enumerate() {
            layers.order[*rank].push(node);
        }
        // Where nothing else decides, what is higher on the map now stays higher.
        let height = |node: &usize| if *node < items { field.places[*node].y } else { f64::INFINITY };
        for layer in &mut layers.order {
            layer.sort_by(|a, b| height(a).total_cmp(&height(b)).then(a.cmp(b)));
        }
        layers
    }

    fn is_stand_in(&self, node: usize) -> bool {
        node >= self.items
    }
}
