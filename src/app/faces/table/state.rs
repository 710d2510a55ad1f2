//! What the table remembers between frames: the sheet, the order, the cell in front, and what is typed in it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::column::Column;
use super::sheet::{Figures, Order, RowId, Sheet, rows};
use crate::analysis::network::Measure;
use crate::analysis::{Measured, Wanted};
use crate::edit::Selection;
use crate::model::{ElementKind, LinkKind, Map, MapId, MapKind, Project};

/// A cell, by row and column. The row after the last is the one that adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Spot {
    pub row: usize,
    pub column: usize,
}

/// A cell being typed in.
#[derive(Clone, Debug)]
pub(super) struct Editing {
    /// The row; `None` is the one that adds.
    pub row: Option<RowId>,
    pub column: Column,
    /// What the cell said before.
    pub old: String,
    pub text: String,
    /// The text is as the cell had it: a list of choices is not narrowed yet.
    pub untouched: bool,
    /// The choice under the keys.
    pub choice: Option<usize>,
    /// Why the text will not do.
    pub problem: Option<String>,
    /// The field has had its first frame, in which it takes the keyboard.
    pub focused: bool,
}

/// The rows that are shown, in order.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub shown: Vec<RowId>,
    /// How many there are without the filter.
    pub all: usize,
    pub figures: Figures,
}

struct Key {
    revision: u64,
    map: MapId,
    sheet: Sheet,
    order: Order,
    filter: String,
    columns: Vec<Column>,
    measured: Arc<Measured>,
}

/// What the table remembers.
#[derive(Default)]
pub(in crate::app) struct TableState {
    /// The sheet that was chosen for each map.
    sheets: BTreeMap<MapId, usize>,
    order: Option<Order>,
    pub(super) filter: String,
    /// Columns that every sheet has and that were put away.
    hidden: BTreeSet<Column>,
    /// Columns of figures that were chosen.
    chosen: BTreeSet<Column>,
    /// The cell that keys act on.
    pub(super) cursor: Option<Spot>,
    /// The other corner of the marked cells.
    pub(super) anchor: Spot,
    /// The row of the cursor, which it follows when the order changes.
    at: Option<RowId>,
    /// Rows were marked by their numbers: Delete deletes them.
    pub(super) whole_rows: bool,
    pub(super) editing: Option<Editing>,
    /// The table takes the keyboard in the next frame.
    pub(super) wants_keyboard: bool,
    /// The cursor comes into view in the next frame.
    pub(super) scroll: bool,
    /// What the table selected last.
    pub(super) selected: Selection,
    kept: Option<(Key, Arc<Rows>)>,
}

impl TableState {
    /// Leaves a cell that is being typed in. False when none was.
    pub fn stop_typing(&mut self) -> bool {
        self.wants_keyboard |= self.editing.is_some();
        self.editing.take().is_some()
    }

    /// The table has the keyboard from the next frame on.
    pub fn take_keyboard(&mut self) {
        self.wants_keyboard = true;
    }

    /// The sheet of a map: the one chosen, else what the map is for.
    pub(super) fn sheet(&self, id: &MapId, map: &Map) -> Sheet {
        let chosen = self.sheets.get(id).and_then(|index| Sheet::ALL.get(*index)).copied();
        chosen.unwrap_or(Sheet::Elements(map.kind().element_kind()))
    }

    /// Chooses a sheet.
    pub(super) fn choose(&mut self, map: &MapId, sheet: Sheet) {
        if let Some(index) = Sheet::ALL.into_iter().position(|other| other == sheet) {
            self.sheets.insert(map.clone(), index);
        }
        self.cursor = None;
        self.at = None;
        self.order = None;
        self.editing = None;
        self.filter.clear();
    }

    /// How the rows are ordered.
    pub(super) fn order(&self, sheet: Sheet) -> Order {
        let first = sheet.columns().first().copied().unwrap_or(Column::Name);
        self.order
            .filter(|order| self.columns(sheet).contains(&order.column))
            .unwrap_or(Order { column: first, falling: false })
    }

    /// Orders by a column; again turns round, a third time goes back to the first column. Numbers start from the highest.
    pub(super) fn order_by(&mut self, sheet: Sheet, column: Column) {
        let falling_first = column.is_number();
        let now = self.order(sheet);
        self.order = if now.column != column {
            Some(Order { column, falling: falling_first })
        } else if now.falling == falling_first {
            Some(Order { column, falling: !falling_first })
        } else {
            None
        };
    }

    /// The columns to show: those of the sheet that were not put away, and before region and notes the chosen figures.
    pub(super) fn columns(&self, sheet: Sheet) -> Vec<Column> {
        let own = sheet.columns().iter().copied().filter(|column| !self.hidden.contains(column));
        let mut columns: Vec<Column> = own.collect();
        if matches!(sheet, Sheet::Elements(_)) {
            let late = |column: &Column| matches!(column, Column::Region | Column::Notes);
            let at = columns.iter().position(late).unwrap_or(columns.len());
            columns.splice(at..at, offered_figures(sheet).into_iter().filter(|c| self.chosen.contains(c)));
        }
        columns
    }

    /// Shows a column, or puts it away.
    pub(super) fn toggle(&mut self, column: Column) {
        let set = if column.is_computed() { &mut self.chosen } else { &mut self.hidden };
        if !set.remove(&column) {
            set.insert(column);
        }
        self.cursor = None;
    }

    /// What the columns of any sheet need from the analyses.
    pub(in crate::app) fn wanted(&self) -> Wanted {
        wanted(&self.chosen.iter().copied().collect::<Vec<_>>())
    }

    /// The rows to show.
    pub(super) fn rows(
        &mut self,
        (project, revision): (&Project, u64),
        (id, map): (&MapId, &Map),
        columns: &[Column],
        measured: &Arc<Measured>,
    ) -> Arc<Rows> {
        let sheet = self.sheet(id, map);
        let key = Key {
            revision,
            map: id.clone(),
            sheet,
            order: self.order(sheet),
            filter: self.filter.clone(),
            columns: columns.to_vec(),
            measured: Arc::clone(measured),
        };
        if let Some((known, rows)) = &self.kept
            && known.is(&key)
        {
            return Arc::clone(rows);
        }
        let figures = Figures::of(project).with(columns, measured);
        let rows = rows(project, map, (sheet, columns), key.order, &key.filter, &figures);
        let rows = Arc::new(Rows { shown: rows, all: sheet.count(project, map), figures });
        if self.kept.as_ref().is_some_and(|(known, _)| known.map != key.map) {
            self.cursor = None;
            self.editing = None;
        }
        self.kept = Some((key, Arc::clone(&rows)));
        rows
    }

    /// Keeps the cursor on its row, and inside the table.
    pub(super) fn follow(&mut self, rows: &[RowId], columns: usize) {
        let Some(mut cursor) = self.cursor else { return };
        if rows.get(cursor.row) != self.at.as_ref()
            && let Some(row) = self.at.as_ref().and_then(|at| rows.iter().position(|row| row == at))
        {
            cursor.row = row;
            self.anchor = cursor;
            self.scroll = true;
        }
        let inside = |spot: Spot| Spot {
            row: spot.row.min(rows.len()),
            column: spot.column.min(columns.saturating_sub(1)),
        };
        self.anchor = inside(self.anchor);
        cursor = inside(cursor);
        self.at = rows.get(cursor.row).cloned();
        self.cursor = Some(cursor);
    }

    /// Puts the cursor on a cell; `extend` keeps the other corner of the marked cells.
    pub(super) fn go(&mut self, spot: Spot, extend: bool, rows: &[RowId]) {
        if !extend || self.cursor.is_none() {
            self.anchor = spot;
        }
        self.at = rows.get(spot.row).cloned();
        self.cursor = Some(spot);
        self.whole_rows = false;
        self.scroll = true;
    }

    /// The marked rows; the row that adds only when it alone is marked.
    pub(super) fn marked_rows(&self, count: usize) -> Option<RangeInclusive<usize>> {
        let cursor = self.cursor?;
        let (low, high) = (cursor.row.min(self.anchor.row), cursor.row.max(self.anchor.row));
        if low >= count { None } else { Some(low..=high.min(count.saturating_sub(1))) }
    }

    /// The marked columns.
    pub(super) fn marked_columns(&self, sheet: Sheet) -> RangeInclusive<usize> {
        let last = self.columns(sheet).len().saturating_sub(1);
        match self.cursor {
            Some(_) if self.whole_rows => 0..=last,
            Some(cursor) => cursor.column.min(self.anchor.column)..=cursor.column.max(self.anchor.column),
            None => 0..=0,
        }
    }
}

impl Key {
    /// Nothing that rows depend on differs.
    fn is(&self, other: &Self) -> bool {
        self.revision == other.revision
            && self.map == other.map
            && self.sheet == other.sheet
            && self.order == other.order
            && self.filter == other.filter
            && self.columns == other.columns
            && Arc::ptr_eq(&self.measured, &other.measured)
    }
}

/// The columns of figures that a sheet can show.
pub(super) fn offered_figures(sheet: Sheet) -> Vec<Column> {
    let Sheet::Elements(kind) = sheet else { return Vec::new() };
    let measures = Measure::ALL.iter().copied().map(Column::Measure).chain([Column::Community]);
    measures.chain((kind == ElementKind::Actor).then_some(Column::Missed)).collect()
}

/// What columns need from the analyses.
pub(super) fn wanted(columns: &[Column]) -> Wanted {
    let mut wanted = Wanted::default();
    for column in columns {
        match column {
            Column::Measure(measure) => wanted.measures.extend([*measure]),
            Column::Community => wanted.communities = true,
            Column::Missed => wanted.missed = true,
            _ => {}
        }
    }
    wanted
}

/// The sheets that are offered for a map, each with its number of rows: what it is for, and what else it shows.
pub(super) fn offered(project: &Project, map: &Map) -> Vec<(Sheet, usize)> {
    let own = match map.kind() {
        MapKind::Actors => [Sheet::Elements(ElementKind::Actor), Sheet::Links(LinkKind::Tie)],
        MapKind::Causal => [Sheet::Elements(ElementKind::Variable), Sheet::Links(LinkKind::Causal)],
        MapKind::Issues => [Sheet::Elements(ElementKind::Issue), Sheet::Links(LinkKind::Causal)],
    };
    Sheet::ALL
        .into_iter()
        .map(|sheet| (sheet, sheet.count(project, map)))
        .filter(|(sheet, count)| *count > 0 || own.contains(sheet))
        .collect()
}
