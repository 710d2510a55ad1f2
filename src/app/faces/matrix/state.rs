//! What the matrix remembers between frames.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::model::{Order, Spot, Square};
use crate::analysis::{Measured, Wanted};
use crate::edit::Selection;
use crate::model::{ElementId, ElementKind, LinkKind, Map, MapId, MapKind, Project};

/// What the square was worked out from.
struct Key {
    revision: u64,
    map: MapId,
    kind: LinkKind,
    order: Order,
    measured: Arc<Measured>,
}

/// What the matrix remembers.
#[derive(Default)]
pub(in crate::app) struct MatrixState {
    /// The kind of link that was chosen for each map.
    kinds: BTreeMap<MapId, LinkKind>,
    pub(super) order: Order,
    /// The cell that keys act on.
    pub(super) cursor: Option<Spot>,
    /// Its elements, which it follows when the order changes.
    at: Option<(ElementId, ElementId)>,
    /// The cell under the pointer.
    pub(super) hover: Option<Spot>,
    /// The list of kinds is open at the cursor, with this row in front.
    pub(super) list: Option<usize>,
    /// The matrix takes the keyboard in the next frame.
    pub(super) wants_keyboard: bool,
    /// The cursor comes into view in the next frame.
    pub(super) scroll: bool,
    /// What the matrix selected last.
    pub(super) selected: Selection,
    kept: Option<(Key, Arc<Square>)>,
}

impl MatrixState {
    /// Closes the list of kinds. False when it was not open.
    pub fn close_list(&mut self) -> bool {
        self.wants_keyboard |= self.list.is_some();
        self.list.take().is_some()
    }

    /// The matrix has the keyboard from the next frame on.
    pub fn take_keyboard(&mut self) {
        self.wants_keyboard = true;
    }

    /// What the order needs from the analyses.
    pub fn wanted(&self) -> Wanted {
        Wanted { communities: self.order == Order::Community, ..Wanted::default() }
    }

    /// The kind of link the cells show: the one that was chosen, or what the map is for.
    pub(super) fn kind(&self, project: &Project, id: &MapId, map: &Map) -> LinkKind {
        let own = if map.kind() == MapKind::Actors { LinkKind::Tie } else { LinkKind::Causal };
        let chosen = self.kinds.get(id).copied();
        chosen.filter(|kind| kinds(project, map).contains(kind)).unwrap_or(own)
    }

    pub(super) fn choose(&mut self, map: &MapId, kind: LinkKind) {
        self.kinds.insert(map.clone(), kind);
        self.cursor = None;
        self.at = None;
    }

    /// The rows, columns and cells to show.
    pub(super) fn square(
        &mut self,
        project: &Project,
        revision: u64,
        (id, map): (&MapId, &Map),
        measured: &Arc<Measured>,
    ) -> Arc<Square> {
        let (kind, order) = (self.kind(project, id, map), self.order);
        let same = |key: &Key| {
            key.revision == revision
                && key.map == *id
                && key.kind == kind
                && key.order == order
                && Arc::ptr_eq(&key.measured, measured)
        };
        if let Some((_, square)) = self.kept.as_ref().filter(|(key, _)| same(key)) {
            return Arc::clone(square);
        }
        if self.kept.as_ref().is_some_and(|(key, _)| key.map != *id) {
            (self.cursor, self.at, self.list) = (None, None, None);
        }
        let square = Arc::new(Square::of(project, map, kind, order, measured));
        let key = Key { revision, map: id.clone(), kind, order, measured: Arc::clone(measured) };
        self.kept = Some((key, Arc::clone(&square)));
        square
    }

    /// Keeps the cursor on its elements, and inside.
    pub(super) fn settle(&mut self, square: &Square) {
        let Some((from, to)) = &self.at else { return };
        let place = |id: &ElementId| square.elements.iter().position(|other| other == id);
        let known = self
            .cursor
            .filter(|spot| square.element(spot.row) == Some(from) && square.element(spot.column) == Some(to));
        let found = known.or_else(|| Some(Spot { row: place(from)?, column: place(to)? }));
        self.scroll |= found != self.cursor && found.is_some();
        self.cursor = found;
        if found.is_none() {
            (self.at, self.list) = (None, None);
        }
    }

    /// Puts the cursor on a cell.
    pub(super) fn go(&mut self, spot: Spot, square: &Square) {
        self.cursor = Some(spot);
        self.at = square.element(spot.row).cloned().zip(square.element(spot.column).cloned());
        self.list = None;
        self.scroll = true;
    }

    /// Leaves the cursor.
    pub(super) fn leave(&mut self) {
        (self.cursor, self.at, self.list) = (None, None, None);
    }
}

/// The kinds of link that a map can cross: what it is for, and what else it shows.
pub(super) fn kinds(project: &Project, map: &Map) -> Vec<LinkKind> {
    let has = |actor: bool| {
        let is = |id: &ElementId| {
            project.elements.get(id).is_some_and(|e| (e.kind() == ElementKind::Actor) == actor)
        };
        map.elements.keys().filter(|id| is(id)).count() > 1
    };
    let actors = map.kind() == MapKind::Actors;
    let offered = [(LinkKind::Tie, actors || has(true)), (LinkKind::Causal, !actors || has(false))];
    offered.into_iter().filter(|(_, offer)| *offer).map(|(kind, _)| kind).collect()
}
