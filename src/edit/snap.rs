//! Snapping to what stands near: middles, edges and equal gaps, with the guides that say why.

use super::arrange::{Axis, Extent, Span};

/// Two lengths that differ by less than this are equal: files keep hundredths.
const SAME: f64 = 0.02;

/// A thin line that says what something was snapped to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guide {
    /// One end, in map units.
    pub from: (f64, f64),
    /// The other end.
    pub to: (f64, f64),
    /// It measures a gap that is as wide as another; otherwise it lies along edges or middles.
    pub is_gap: bool,
}

/// Where something snaps to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapped {
    /// How far it moves, as `(dx, dy)`.
    pub by: (f64, f64),
    /// Why.
    pub guides: Vec<Guide>,
}

/// One way to snap along an axis.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    by: f64,
    /// The two that the gap is measured with; `None` for a line.
    gap: Option<(Extent, Extent)>,
}

/// Snaps `moving` to the middles and edges of `others`, and to gaps as wide as those between others in the same row or
/// column, within `reach` along each axis. The nearest wins, a line before a gap. Snapping what is snapped already moves
/// nothing. Takes O(n log n) for n others.
pub fn snap(moving: Extent, others: &[Extent], reach: f64) -> Snapped {
    let down = nearest(moving, others, Axis::Down, reach);
    let placed = shifted(moving, Axis::Down, down);
    let mut across = nearest(placed, others, Axis::Across, reach);
    // A gap in a column holds only for what stays in that column.
    if let (Some(Candidate { gap: Some((a, b)), .. }), Some(to)) = (down, across) {
        let span = placed.moved(to.by, 0.0).span(Axis::Across);
        if !span.overlaps(a.span(Axis::Across)) || !span.overlaps(b.span(Axis::Across)) {
            across = None;
        }
    }
    let settled = shifted(placed, Axis::Across, across);
    let mut guides = Vec::new();
    for (axis, found) in [(Axis::Across, across), (Axis::Down, down)] {
        if let Some(found) = found {
            match found.gap {
                None => guides.extend(lines(settled, others, axis)),
                Some(_) => guides.extend(gaps(settled, others, axis)),
            }
        }
    }
    let by = |found: Option<Candidate>| found.map_or(0.0, |found| found.by);
    Snapped { by: (by(across), by(down)), guides }
}

fn shifted(extent: Extent, axis: Axis, found: Option<Candidate>) -> Extent {
    let (dx, dy) = axis.by(found.map_or(0.0, |found| found.by));
    extent.moved(dx, dy)
}

/// The nearest way to snap along an axis.
fn nearest(moving: Extent, others: &[Extent], axis: Axis, reach: f64) -> Option<Candidate> {
    let here = moving.span(axis);
    let to_lines = others.iter().flat_map(|other| {
        let there = other.span(axis);
        let by = [
            there.middle() - here.middle(),
            there.low - here.low,
            there.high - here.high,
            there.low - here.high,
            there.high - here.low,
        ];
        by.map(|by| Candidate { by, gap: None })
    });
    let to_gaps = row(moving, others, axis).into_iter().flat_map(|(a, b)| {
        let (low, high) = (a.span(axis), b.span(axis));
        let gap = high.low - low.high;
        let by = [
            f64::midpoint(low.high, high.low) - here.middle(),
            high.high + gap - here.low,
            low.low - gap - here.high,
        ];
        // Between the two is a place only for what fits there.
        let skip = usize::from(gap < here.length());
        by.into_iter().skip(skip).map(move |by| Candidate { by, gap: Some((a, b)) })
    });
    to_lines.chain(to_gaps).filter(|candidate| candidate.by.abs() <= reach).min_by(|a, b| {
        let key = |candidate: &Candidate| (candidate.by.abs(), candidate.gap.is_some(), candidate.by);
        let ((near_a, gap_a, by_a), (near_b, gap_b, by_b)) = (key(a), key(b));
        near_a
            .total_cmp(&near_b)
            .then(gap_a.cmp(&gap_b))
            .then(by_a.total_cmp(&by_b))
            .then_with(|| order(a, b))
    })
}

/// Among equals, the upper left pair.
fn order(a: &Candidate, b: &Candidate) -> std::cmp::Ordering {
    let corner = |candidate: &Candidate| {
        candidate.gap.map_or((0.0, 0.0, 0.0, 0.0), |(a, b)| (a.left, a.top, b.left, b.top))
    };
    let (a, b) = (corner(a), corner(b));
    a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2)).then(a.3.total_cmp(&b.3))
}

/// Each two that follow each other with a gap between, in the row (or column) of `moving`.
fn row(moving: Extent, others: &[Extent], axis: Axis) -> Vec<(Extent, Extent)> {
    let across = moving.span(axis.other());
    let mut row: Vec<Extent> =
        others.iter().copied().filter(|other| other.span(axis.other()).overlaps(across)).collect();
    row.sort_by(|a, b| {
        let (p, q) = (a.span(axis), b.span(axis));
        let beside = a.span(axis.other()).low.total_cmp(&b.span(axis.other()).low);
        p.low.total_cmp(&q.low).then(p.high.total_cmp(&q.high)).then(beside)
    });
    let pairs = row.iter().zip(row.iter().skip(1));
    pairs.filter(|(a, b)| b.span(axis).low - a.span(axis).high > SAME).map(|(a, b)| (*a, *b)).collect()
}

/// The lines along which `settled` stands with others; at most one through each of its edges and its middle.
fn lines(settled: Extent, others: &[Extent], axis: Axis) -> Vec<Guide> {
    let here = settled.span(axis);
    let places = [here.low, here.middle(), here.high];
    let mut guides = Vec::new();
    for (number, at) in places.into_iter().enumerate() {
        let touching = others.iter().filter(|other| {
            let there = other.span(axis);
            let lines = if number == 1 { [there.middle(); 2] } else { [there.low, there.high] };
            lines.iter().any(|line| (line - at).abs() < SAME)
        });
        let mut along: Option<Span> = None;
        for other in touching {
            let span = other.span(axis.other());
            let before = along.unwrap_or_else(|| settled.span(axis.other()));
            along = Some(Span { low: before.low.min(span.low), high: before.high.max(span.high) });
        }
        if let Some(along) = along {
            guides.push(segment(axis.other(), at, along, false));
        }
    }
    guides
}

/// The gaps between `settled` and its neighbours, and those as wide as them.
fn gaps(settled: Extent, others: &[Extent], axis: Axis) -> Vec<Guide> {
    let mut all = others.to_vec();
    all.push(settled);
    let pairs = row(settled, &all, axis);
    let width = |(a, b): &(Extent, Extent)| b.span(axis).low - a.span(axis).high;
    let mine = |(a, b): &(Extent, Extent)| *a == settled || *b == settled;
    let twins = |one: f64| pairs.iter().filter(|pair| (width(pair) - one).abs() < SAME).count() > 1;
    let own: Vec<f64> = pairs.iter().filter(|pair| mine(pair)).map(width).filter(|one| twins(*one)).collect();
    let middle = settled.span(axis.other()).middle();
    pairs
        .iter()
        .filter(|pair| own.iter().any(|one| (width(pair) - one).abs() < SAME))
        .map(|(a, b)| segment(axis, middle, Span { low: a.span(axis).high, high: b.span(axis).low }, true))
        .collect()
}

/// A line along `axis`, at `at` on the other one.
fn segment(axis: Axis, at: f64, along: Span, is_gap: bool) -> Guide {
    match axis {
        Axis::Across => Guide { from: (along.low, at), to: (along.high, at), is_gap },
        Axis::Down => Guide { from: (at, along.low), to: (at, along.high), is_gap },
    }
}
