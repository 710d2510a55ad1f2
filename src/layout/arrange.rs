//! Running a layout by its name.

use kurbo::Point;

use super::BOX_GAP;
use super::board::Board;
use super::force::Simulation;
use super::overlap::remove_overlaps;

/// How to lay out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// Springs and pushes, until it rests.
    Force,
    /// Moves overlapping boxes apart and nothing else.
    RemoveOverlaps,
}

/// New places for the board's items, by their numbers; fixed items stay where they are. `go_on` hears how much is done,
/// 0 to 1, and may say no: then the layout ends early, as it stands. The same board, method and `seed` give the same
/// places.
pub fn arrange(board: &Board, method: &Method, seed: u64, go_on: &dyn Fn(f64) -> bool) -> Vec<Point> {
    match method {
        Method::Force => Simulation::new(board, seed).run(go_on),
        Method::RemoveOverlaps => remove_overlaps(board, BOX_GAP),
    }
}
