//! First places for what comes without any.

use super::arrange::{Method, arrange};
use super::board::Board;
use crate::model::{ElementId, Map, MapKind, Point};

/// Up to so many elements a causal map is read best as one circle: its loops show as loops.
const CIRCLE: usize = 12;

/// From so many elements on a layout would keep whoever opens the file waiting; rows and columns take no time.
const MOST: usize = 1_000;

/// The method that suits a map of this kind that nobody has laid out: springs for actors, a circle for a small causal
/// map, layers for issues and for larger ones, rows and columns where nothing is joined or there is too much.
pub fn suited(board: &Board, kind: MapKind) -> Method {
    if board.joins.is_empty() || board.items.len() > MOST {
        return Method::Grid;
    }
    match kind {
        MapKind::Actors => Method::Force,
        MapKind::Causal if board.items.len() <= CIRCLE => Method::Circle,
        MapKind::Causal | MapKind::Issues => Method::Layered,
    }
}

/// Some element of the map has no place yet.
pub fn wants_places(map: &Map) -> bool {
    map.elements.values().any(|placement| placement.pos.is_none())
}

/// Places for the elements that have none; the others stay where they are. A map without any places is laid out as
/// [`suited`] says; on others the newcomers are put near those they are joined to. Nothing when all have places.
pub fn first_places(mut board: Board, kind: MapKind) -> Vec<(ElementId, Point)> {
    let (mut any, mut all) = (false, true);
    for item in &mut board.items {
        item.fixed = item.placed;
        any |= item.placed;
        all &= item.placed;
    }
    if all {
        return Vec::new();
    }
    let method = if any { Method::Newcomers } else { suited(&board, kind) };
    board.moves(&arrange(&board, &method, 0, &|_| true))
}
