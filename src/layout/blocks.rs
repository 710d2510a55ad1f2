//! Blocks: a grid, columns and clusters by what elements belong to.

use std::collections::BTreeMap;

use kurbo::{Point, Rect, Vec2};

use super::board::Board;
use super::field::{Field, mean};
use super::force::Simulation;
use super::pack::rows;
use super::{BOX_GAP, LINK_GAP};

/// More than this stand beside, not below each other in a column.
const LONGEST_COLUMN: usize = 14;
/// The room between the rows of a column: columns are wide, so that there is height to spare, and from afar the shapes
/// of elements are larger than their boxes are high.
const ROW_GAP: f64 = 3.0 * BOX_GAP;

/// How many times wider than high columns may be, when there are more than a few.
const FLATTEST: f64 = 3.2;
/// So few keys always stand in one row.
const FEW: usize = 4;

/// The clear space around a cluster.
const AROUND: f64 = 50.0;

/// In rows and columns, in the order in which one reads the map now.
pub(super) fn grid(field: &Field) -> Vec<Point> {
    let order = reading_order(field);
    let wide: f64 = field.halves.iter().map(|half| half.x).fold(0.0, f64::max) * 2.0 + 2.0 * BOX_GAP;
    let high: f64 = field.halves.iter().map(|half| half.y).fold(0.0, f64::max) * 2.0 + 2.0 * BOX_GAP;
    let columns = ((order.len() as f64 * 1.6 * high / wide).sqrt().round() as usize).max(1);
    let mut places = field.places.clone();
    for (place, number) in order.into_iter().enumerate() {
        let (row, column) = (place / columns, place % columns);
        places[number] = Point::new(column as f64 * wide, row as f64 * high);
    }
    places
}

/// Rows from top to bottom, each from left to right. Middles that differ in height by less than a box count as one
/// row.
fn reading_order(field: &Field) -> Vec<usize> {
    let mut order: Vec<usize> = (0..field.len()).collect();
    order.sort_by(|a, b| field.places[*a].y.total_cmp(&field.places[*b].y).then(a.cmp(b)));
    let mean_half = field.halves.iter().map(|half| half.y).sum::<f64>() / field.len().max(1) as f64;
    let (mut row, mut top) = (0_usize, f64::NEG_INFINITY);
    let mut keyed: Vec<(usize, usize)> = Vec::with_capacity(order.len());
    for number in order {
        if field.places[number].y > top + mean_half {
            row += 1;
            top = field.places[number].y;
        }
        keyed.push((row, number));
    }
    keyed.sort_by(|(r, a), (s, b)| {
        r.cmp(s).then(field.places[*a].x.total_cmp(&field.places[*b].x)).then(a.cmp(b))
    });
    keyed.into_iter().map(|(_, number)| number).collect()
}

/// The numbers of the items with each key, in the order of the keys; those without one last.
fn groups(board: &Board, chosen: &[usize]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<(bool, &str), Vec<usize>> = BTreeMap::new();
    for (place, number) in chosen.iter().enumerate() {
        let key = board.items[*number].key.as_str();
        groups.entry((key.is_empty(), key)).or_default().push(place);
    }
    groups.into_values().collect()
}

/// Columns that belong to one key, with the places of their items against the middle of their left side.
struct Block {
    places: Vec<(usize, Vec2)>,
    size: Vec2,
}

impl Block {
    /// What is higher now stays higher.
    fn of(mut group: Vec<usize>, field: &Field) -> Self {
        group.sort_by(|a, b| field.places[*a].y.total_cmp(&field.places[*b].y).then(a.cmp(b)));
        let beside = group.len().div_ceil(LONGEST_COLUMN).max(1);
        let mut block = Self { places: Vec::with_capacity(group.len()), size: Vec2::ZERO };
        for column in group.chunks(group.len().div_ceil(beside).max(1)) {
            let half = column.iter().map(|number| field.halves[*number].x).fold(0.0, f64::max);
            let whole: f64 = column.iter().map(|number| 2.0 * field.halves[*number].y + ROW_GAP).sum();
            let left = if block.size.x > 0.0 { block.size.x + BOX_GAP } else { 0.0 };
            let mut top = -whole / 2.0;
            for number in column {
                block.places.push((*number, Vec2::new(left + half, top + field.halves[*number].y)));
                top += 2.0 * field.halves[*number].y + ROW_GAP;
            }
            block.size = Vec2::new(left + 2.0 * half, block.size.y.max(whole));
        }
        block
    }
}

/// One column for each key, from left to right; within it, what is higher now stays higher. Where many short columns
/// would make a band that no screen shows well, they stand in several rows. `chosen` are the board's numbers of the
/// field's items.
pub(super) fn columns(board: &Board, chosen: &[usize], field: &Field) -> Vec<Point> {
    let mut places = field.places.clone();
    let blocks: Vec<Block> = groups(board, chosen).into_iter().map(|group| Block::of(group, field)).collect();
    let mut top = 0.0;
    for row in rows_of(&blocks) {
        let high = row.iter().map(|block| block.size.y).fold(0.0, f64::max);
        let mut left = 0.0;
        for block in row {
            for (number, at) in &block.places {
                places[*number] = Point::new(left, top + high / 2.0) + *at;
            }
            left += block.size.x + BOX_GAP + LINK_GAP;
        }
        top += high + AROUND;
    }
    places
}

/// As few rows as make the whole no flatter than [`FLATTEST`], about equally wide.
fn rows_of(blocks: &[Block]) -> Vec<&[Block]> {
    let wide = |row: &[Block]| row.iter().map(|block| block.size.x + BOX_GAP + LINK_GAP).sum::<f64>();
    let high = |row: &[Block]| row.iter().map(|block| block.size.y).fold(0.0, f64::max) + AROUND;
    let whole = wide(blocks);
    let mut rows: Vec<&[Block]> = Vec::new();
    for count in 1..=blocks.len() {
        rows.clear();
        let mut rest = blocks;
        while !rest.is_empty() {
            let room = whole / count as f64;
            let fits =
                (1..=rest.len()).take_while(|many| wide(&rest[..*many]) <= room * 1.05).last().unwrap_or(1);
            let (row, left) = rest.split_at(fits);
            rows.push(row);
            rest = left;
        }
        let widest = rows.iter().map(|row| wide(row)).fold(0.0, f64::max);
        if blocks.len() <= FEW || widest <= FLATTEST * rows.iter().map(|row| high(row)).sum::<f64>() {
            break;
        }
    }
    rows
}

/// The items of one key together, each group laid out by forces; groups that many links join near each other.
pub(super) fn clusters(
    board: &Board,
    chosen: &[usize],
    field: &Field,
    seed: u64,
    go_on: &dyn Fn(f64) -> bool,
) -> Vec<Point> {
    let groups = groups(board, chosen);
    let mut places = field.places.clone();
    let mut boxes = Vec::with_capacity(groups.len());
    for group in &groups {
        let found = Simulation::of(field.part(group), seed).run(go_on);
        for (number, place) in group.iter().zip(found) {
            places[*number] = place;
        }
        let rects = group.iter().map(|number| super::field::rect(places[*number], field.halves[*number]));
        boxes.push(rects.reduce(|all, one| all.union(one)).unwrap_or_default());
    }
    let middles = around_each_other(field, &groups, &boxes);
    for ((group, of), middle) in groups.iter().zip(&boxes).zip(middles) {
        for number in group {
            places[*number] += middle - of.center();
        }
    }
    places
}

/// Where the groups' middles go: in rows, in an order that keeps joined ones near.
fn around_each_other(field: &Field, groups: &[Vec<usize>], boxes: &[Rect]) -> Vec<Point> {
    let mut of = vec![0; field.len()];
    for (group, numbers) in groups.iter().enumerate() {
        for number in numbers {
            of[*number] = group;
        }
    }
    let sizes: Vec<Vec2> =
        boxes.iter().map(|of| Vec2::new(of.width() + AROUND, of.height() + AROUND)).collect();
    let corners = rows(&sizes, AROUND);
    let mut middles: Vec<Point> =
        corners.iter().zip(&sizes).map(|(corner, size)| (*corner + *size / 2.0).to_point()).collect();
    // The groups start in rows and are then drawn together by their links, large boxes like any others.
    let mut whole = Field {
        places: middles.clone(),
        halves: sizes.iter().map(|size| *size / 2.0).collect(),
        fixed: vec![false; groups.len()],
        placed: vec![true; groups.len()],
        arcs: field.pairs.iter().map(|(a, b)| (of[*a], of[*b])).filter(|(a, b)| a != b).collect(),
        ..Field::default()
    };
    whole.rejoin();
    pull_together(&mut whole);
    middles.clone_from(&whole.places);
    middles
}

/// Draws boxes towards the means of those they are joined to, and apart where they overlap, in turn.
fn pull_together(field: &mut Field) {
    const ROUNDS: usize = 60;
    for round in 0..ROUNDS {
        let share = 0.3 * (1.0 - round as f64 / ROUNDS as f64);
        let middle = mean(field.places.iter().copied());
        let wanted: Vec<Point> = (0..field.len())
            .map(|number| {
                let near = field.neighbours[number].iter().map(|other| field.places[*other]);
                if field.neighbours[number].is_empty() { middle } else { mean(near).lerp(middle, 0.3) }
            })
            .collect();
        for (place, wanted) in field.places.iter_mut().zip(wanted) {
            *place = place.lerp(wanted, share);
        }
        super::overlap::part(field, AROUND);
    }
}
