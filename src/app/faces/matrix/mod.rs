//! The matrix: who or what is linked to what. Rows are where links start, columns where they end.
//!
//! Columns carry numbers, since names would have to be turned; the name of a column stands beside the cell under the
//! pointer or the cursor, in the corner and at the foot. Only cells in view are painted.

mod bars;
mod cells;
mod hands;
mod model;
mod state;
mod write;

use std::sync::Arc;

use egui::containers::scroll_area::{DragScroll, ScrollSource};
use egui::{EventFilter, Id, Pos2, Rect, Sense, Ui, UiBuilder, WidgetInfo, WidgetType, pos2, vec2};

use self::model::{Spot, Square};
pub(in crate::app) use self::state::MatrixState;
use crate::app::App;
use crate::app::action::Action;
use crate::app::theme::{color, tokens};
use crate::app::view_state::Tool;
use crate::app::worker::Source;
use crate::edit::Selection;
use crate::model::{Id as _, LinkKind, MapId, MapKind, Project};

/// How wide and high a cell is.
const CELL: (f32, f32) = (36.0, 32.0);
/// How high the column numbers are.
const TITLES: f32 = 36.0;

/// What the matrix shows in this frame.
struct Shown {
    project: Arc<Project>,
    map: MapId,
    kind: LinkKind,
    square: Arc<Square>,
    /// The order waits for an analysis.
    updating: bool,
}

/// Where the cells are.
#[derive(Clone, Copy, Debug)]
struct Places {
    /// The part of the window that rows are in, their names included.
    body: Rect,
    /// How wide the names are.
    names: f32,
    /// Where the name of the first row would begin.
    origin: Pos2,
}

impl Places {
    fn cell(&self, spot: Spot) -> Rect {
        let left = self.origin.x + self.names + spot.column as f32 * CELL.0;
        let top = self.origin.y + spot.row as f32 * CELL.1;
        Rect::from_min_size(pos2(left, top), vec2(CELL.0, CELL.1))
    }

    /// The part where cells are seen.
    fn cells(&self) -> Rect {
        Rect::from_min_max(pos2(self.body.left() + self.names, self.body.top()), self.body.max)
    }

    /// The first and the last but one row and column in view, of `count`.
    fn seen(&self, count: usize) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
        let range = |from: f32, to: f32, size: f32| {
            let first = (from / size).floor().max(0.0) as usize;
            let end = (to / size).ceil().max(0.0) as usize;
            first.min(count)..end.min(count)
        };
        let cells = self.cells();
        let left = self.origin.x + self.names;
        (
            range(cells.top() - self.origin.y, cells.bottom() - self.origin.y, CELL.1),
            range(cells.left() - left, cells.right() - left, CELL.0),
        )
    }

    /// The row at a height, if any, and the column, if the place is right of the names.
    fn at(&self, pos: Pos2, count: usize) -> (Option<usize>, Option<usize>) {
        let number = |offset: f32, size: f32| {
            let number = (offset / size).floor();
            (number >= 0.0 && number < count as f32).then_some(number as usize)
        };
        let row = number(pos.y - self.origin.y, CELL.1).filter(|_| pos.y >= self.body.top());
        let left = self.origin.x + self.names;
        let column = number(pos.x - left, CELL.0).filter(|_| pos.x >= self.body.left() + self.names);
        (row, column)
    }
}

/// The matrix.
pub(super) fn matrix_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let Some((map, record)) = app.current_map() else { return };
    let project = Arc::clone(app.session.history.project());
    let kind = app.faces.matrix.kind(&project, &map, &record);
    let wanted = app.faces.matrix.wanted();
    let figures = app.worker.figures(&Source::new(&project, &map), &wanted);
    let revision = app.session.history.revision();
    let square = app.faces.matrix.square(&project, revision, (&map, &record), &figures.measured);
    if square.elements.len() < 2 {
        let (title, hint, kinds): (_, _, &[MapKind]) = if kind == LinkKind::Tie {
            let hint = "The matrix crosses every actor with every other. This map needs two actors for that.";
            ("Nobody to cross yet", hint, &[MapKind::Actors])
        } else {
            let hint =
                "The matrix crosses every variable with every other. This map needs two variables for that.";
            ("Nothing to cross yet", hint, &[MapKind::Causal, MapKind::Issues])
        };
        super::nothing_here(ui, app, (title, hint), kinds, actions);
        return;
    }
    let shown = Shown { project, map, kind, square, updating: figures.updating };
    let whole = ui.max_rect();
    ui.painter().rect_filled(whole, 0.0, color(tokens(ui).panel));
    let foot = if whole.height() >= 380.0 { 36.0 } else { 0.0 };
    let head = Rect::from_min_max(whole.min, pos2(whole.right(), whole.top() + 48.0));
    let titles = Rect::from_min_max(head.left_bottom(), pos2(whole.right(), head.bottom() + TITLES));
    let body = Rect::from_min_max(titles.left_bottom(), pos2(whole.right(), whole.bottom() - foot));
    bars::head_ui(ui, app, &shown, &record, head, actions);
    follow_selection(app, &shown);
    let places = body_ui(ui, app, &shown, body, actions);
    bars::titles_ui(ui, app, &shown, &places, titles, actions);
    if foot > 0.0 {
        bars::foot_ui(ui, app, &shown, Rect::from_min_max(body.left_bottom(), whole.max));
    }
    hands::kinds_ui(ui, app, &shown, &places, actions);
}

/// Something was selected elsewhere: the cursor goes there.
fn follow_selection(app: &mut App, shown: &Shown) {
    let state = &mut app.faces.matrix;
    state.settle(&shown.square);
    if app.view.selection == state.selected {
        return;
    }
    state.selected = app.view.selection.clone();
    let links = &app.view.selection.links;
    let here = |spot: Spot| shown.square.at(spot).iter().any(|id| links.contains(id));
    if state.cursor.is_some_and(here) {
        return;
    }
    if let Some(spot) = links.first().and_then(|id| shown.square.find(id)) {
        state.go(spot, &shown.square);
    }
}

/// The cells, scrolled; gives back where they are.
fn body_ui(ui: &mut Ui, app: &mut App, shown: &Shown, body: Rect, actions: &mut Vec<Action>) -> Places {
    let count = shown.square.elements.len();
    let names = if body.width() < 700.0 { 168.0 } else { 232.0 };
    let id: Id = ui.id().with("matrix");
    let total = vec2(names + count as f32 * CELL.0 + 12.0, count as f32 * CELL.1 + 12.0);
    let mut child = ui.new_child(UiBuilder::new().id_salt("matrix rows").max_rect(body));
    child.set_clip_rect(body.intersect(ui.clip_rect()));
    let area = egui::ScrollArea::both()
        .id_salt((shown.map.as_str(), "matrix"))
        .auto_shrink([false, false])
        .scroll_source(ScrollSource { drag: DragScroll::Never, ..ScrollSource::default() });
    area.show_viewport(&mut child, |ui, _| {
        ui.set_min_size(total);
        let places = Places { body, names, origin: ui.min_rect().min };
        let response = ui.interact(body, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, "Matrix"));
        hands::pointer(ui, app, shown, &places, &response, actions);
        // A menu or dialog had the keyboard: it comes back to the cell.
        let idle = ui.memory(|memory| memory.focused().is_none())
            && app.faces.matrix.cursor.is_some()
            && app.overlay.is_none()
            && app.view.tool == Tool::Select
            && !egui::Popup::is_any_open(ui);
        if std::mem::take(&mut app.faces.matrix.wants_keyboard) || idle {
            response.request_focus();
        }
        if response.has_focus() {
            let filter =
                EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
            hands::keys(ui, app, shown, &places, actions);
        }
        if let (true, Some(cursor)) = (std::mem::take(&mut app.faces.matrix.scroll), app.faces.matrix.cursor)
        {
            let mut cell = places.cell(cursor);
            cell.min.x -= places.names;
            ui.scroll_to_rect(cell, None);
        }
        cells::cells_ui(ui, app, shown, &places, response.has_focus());
        places
    })
    .inner
}

/// Selects what is in the cell of the cursor.
fn select_cell(app: &mut App, shown: &Shown, spot: Spot, actions: &mut Vec<Action>) {
    let links = shown.square.at(spot).iter().cloned().collect();
    let selection = Selection { links, ..Selection::default() };
    app.faces.matrix.selected = selection.clone();
    if app.view.selection != selection {
        actions.push(Action::Select(selection));
    }
}
