//! Putting parts that nothing joins beside each other.

use kurbo::{Rect, Vec2};

use super::field::Field;

/// The clear space between two parts.
const GAP: f64 = 60.0;

/// How much wider than high the whole should be: as screens are.
const ASPECT: f64 = 1.6;

/// Moves parts, each as a whole, into rows: the largest first, then what fits beside it.
pub(super) fn parts(field: &mut Field, parts: &[Vec<usize>]) {
    let around = |part: &[usize]| -> Option<Rect> {
        part.iter().map(|number| field.rect(*number)).reduce(|all, one| all.union(one))
    };
    let boxes: Vec<Rect> = parts.iter().map(|part| around(part).unwrap_or_default()).collect();
    let corners = rows(&boxes.iter().map(|of| Vec2::new(of.width(), of.height())).collect::<Vec<_>>(), GAP);
    for ((part, of), corner) in parts.iter().zip(&boxes).zip(corners) {
        let offset = corner - Vec2::new(of.x0, of.y0);
        for number in part {
            field.places[*number] += offset;
        }
    }
}

/// The top left corners of boxes of these sizes, in rows from left to right, higher boxes first, `gap` apart: shelves
/// about as wide as makes the whole [`ASPECT`] times as wide as high. Low boxes are stacked in the columns of a row
/// while they fit under each other.
pub(super) fn rows(sizes: &[Vec2], gap: f64) -> Vec<Vec2> {
    let area: f64 = sizes.iter().map(|size| (size.x + gap) * (size.y + gap)).sum();
    let widest = sizes.iter().map(|size| size.x).fold(0.0, f64::max);
    let wide = (area * ASPECT).sqrt().max(widest + gap);
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by(|a, b| sizes[*b].y.total_cmp(&sizes[*a].y).then(a.cmp(b)));
    let mut corners = vec![Vec2::ZERO; sizes.len()];
    let (mut row, mut high) = (0.0, 0.0);
    // The column that is being filled: its left side, its width, and how far down it is full.
    let (mut left, mut width, mut down) = (0.0, 0.0_f64, f64::INFINITY);
    for number in order {
        let size = sizes[number];
        if down + size.y <= row + high && size.x <= width {
            corners[number] = Vec2::new(left, down);
            down += size.y + gap;
            continue;
        }
        let next = if down.is_finite() { left + width + gap } else { left };
        if down.is_finite() && next + size.x > wide {
            row += high + gap;
            (left, high) = (0.0, size.y);
        } else {
            left = next;
            high = f64::max(high, size.y);
        }
        corners[number] = Vec2::new(left, row);
        width = size.x;
        down = row + size.y + gap;
    }
    corners
}
