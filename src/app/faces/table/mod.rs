//! The table: a row for each element or link that the map shows, changed in place.

mod bars;
mod block;
mod cells;
mod column;
mod editor;
mod hands;
mod sheet;
mod spreadsheet;
mod state;
mod write;

use std::sync::Arc;

use egui::containers::scroll_area::{DragScroll, ScrollSource};
use egui::{EventFilter, Id, Pos2, Rect, Sense, Ui, UiBuilder, WidgetInfo, WidgetType, pos2, vec2};

use self::column::Column;
use self::sheet::{RowId, Sheet};
pub(in crate::app) use self::state::TableState;
use self::state::{Rows, Spot};
use crate::app::App;
use crate::app::action::Action;
use crate::app::assessor;
use crate::app::command::Command;
use crate::app::theme::{color, tokens};
use crate::app::view_state::Tool;
use crate::app::worker::Source;
use crate::edit::{Edit, ElementChange, Selection};
use crate::model::{Id as _, Map, MapId, Project};

/// How high rows and the header are.
const ROW: f32 = 36.0;
/// How wide the column of row numbers is.
const NUMBERS: f32 = 44.0;

/// What the table shows in this frame.
struct Shown {
    pub project: Arc<Project>,
    pub map: MapId,
    pub sheet: Sheet,
    pub rows: Arc<Rows>,
    pub columns: Vec<Column>,
    /// The analyses are still at work on what is shown.
    pub updating: bool,
}

impl Shown {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn text(&self, column: Column, row: &RowId) -> String {
        column.text(&self.project, row, &self.rows.figures)
    }
}

/// Where the cells are: the corner of the whole table, and the part of it that is seen.
#[derive(Clone, Debug)]
struct Places {
    pub body: Rect,
    /// Where the first row and the first scrolling column would be.
    pub origin: Pos2,
    /// Widths of the columns.
    pub widths: Vec<f32>,
}

impl Places {
    /// A cell. The first column stays where it is.
    pub fn cell(&self, spot: Spot) -> Rect {
        let before: f32 = self.widths.iter().take(spot.column).sum();
        let base = if spot.column == 0 { self.body.left() } else { self.origin.x };
        let left = base + NUMBERS + before;
        let width = self.widths.get(spot.column).copied().unwrap_or_default();
        let top = self.origin.y + spot.row as f32 * ROW;
        Rect::from_min_size(pos2(left, top), vec2(width, ROW))
    }

    /// Where the columns begin to scroll.
    pub fn frozen(&self) -> f32 {
        self.body.left() + NUMBERS + self.widths.first().copied().unwrap_or_default()
    }

    /// The row at a height, and the column at a place; no column means the row's number.
    pub fn at(&self, pos: Pos2, rows: usize) -> Option<(usize, Option<usize>)> {
        let row = ((pos.y - self.origin.y) / ROW).floor();
        if !self.body.contains(pos) || row < 0.0 || row > rows as f32 {
            return None;
        }
        if pos.x < self.body.left() + NUMBERS {
            return Some((row as usize, None));
        }
        if pos.x < self.frozen() {
            return Some((row as usize, Some(0)));
        }
        let mut right = self.origin.x + NUMBERS;
        for (index, width) in self.widths.iter().enumerate() {
            right += width;
            if pos.x < right {
                return Some((row as usize, Some(index)));
            }
        }
        None
    }
}

/// The table.
pub(super) fn table_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let Some((map, record)) = app.current_map() else { return };
    let shown = look(app, map, &record);
    let whole = ui.max_rect();
    let foot = if whole.height() >= 420.0 { 36.0 } else { 0.0 };
    let head = Rect::from_min_max(whole.min, pos2(whole.right(), whole.top() + 48.0));
    let titles = Rect::from_min_max(head.left_bottom(), pos2(whole.right(), head.bottom() + ROW));
    let body = Rect::from_min_max(titles.left_bottom(), pos2(whole.right(), whole.bottom() - foot));
    ui.painter().rect_filled(whole, 0.0, color(tokens(ui).panel));
    bars::head_ui(ui, app, &shown, &record, head, actions);

    let id = ui.id().with("table");
    follow_selection(app, &shown);
    let places = body_ui(ui, app, &shown, (id, body), actions);
    bars::titles_ui(ui, app, &shown, &places, titles);
    if foot > 0.0 {
        let foot = Rect::from_min_max(body.left_bottom(), whole.max);
        bars::foot_ui(ui, &shown, foot);
    }
    editor::editor_ui(ui, app, &shown, &places, actions);
}

/// What the table shows of a map now.
fn look(app: &mut App, map: MapId, record: &Map) -> Shown {
    let project = Arc::clone(app.session.history.project());
    let sheet = app.faces.table.sheet(&map, record);
    let columns = app.faces.table.columns(sheet);
    let wanted = state::wanted(&columns);
    let figures = app.worker.figures(&Source::new(&project, &map), &wanted);
    let revision = app.session.history.revision();
    let rows = app.faces.table.rows((&project, revision), (&map, record), &columns, &figures.measured);
    Shown { project, map, sheet, rows, columns, updating: figures.updating }
}

/// The table in front as a file: the rows and columns that are seen, in their order. `None` when there is none.
pub(in crate::app) fn csv(app: &mut App) -> Option<Vec<u8>> {
    let (map, record) = app.current_map()?;
    let shown = look(app, map, &record);
    Some(spreadsheet::write(&shown))
}

/// Something was selected elsewhere: the cursor goes there.
fn follow_selection(app: &mut App, shown: &Shown) {
    let state = &mut app.faces.table;
    if app.view.selection != state.selected {
        state.selected = app.view.selection.clone();
        let found = shown.rows.shown.iter().position(|row| row.is_in(&app.view.selection));
        let column = state.cursor.map_or(0, |cursor| cursor.column);
        match found {
            Some(row) if state.cursor.is_none_or(|cursor| cursor.row != row) => {
                state.go(Spot { row, column }, false, &shown.rows.shown);
            }
            None if state.editing.is_none() => state.cursor = None,
            _ => {}
        }
    }
    state.follow(&shown.rows.shown, shown.columns().len());
}

/// The cells, scrolled; gives back where they are.
fn body_ui(
    ui: &mut Ui,
    app: &mut App,
    shown: &Shown,
    (id, body): (Id, Rect),
    actions: &mut Vec<Action>,
) -> Places {
    let mut widths: Vec<f32> = shown.columns().iter().map(|column| column.width()).collect();
    let taken: f32 = NUMBERS + widths.iter().sum::<f32>();
    if let Some(last) = widths.last_mut() {
        *last += (body.width() - taken).max(0.0);
    }
    let total = vec2(NUMBERS + widths.iter().sum::<f32>(), (shown.rows.shown.len() + 1) as f32 * ROW);
    let mut child = ui.new_child(UiBuilder::new().id_salt("table rows").max_rect(body));
    child.set_clip_rect(body.intersect(ui.clip_rect()));
    let area = egui::ScrollArea::both()
        .id_salt((shown.map.as_str(), shown.sheet.title()))
        .auto_shrink([false, false])
        .scroll_source(ScrollSource { drag: DragScroll::Never, ..ScrollSource::default() });
    area.show_viewport(&mut child, |ui, _| {
        ui.set_min_size(total);
        let places = Places { body, origin: ui.min_rect().min, widths };
        let response = ui.interact(body, id, Sense::click_and_drag());
        response.widget_info(|| {
            WidgetInfo::labeled(WidgetType::Other, true, format!("{} table", shown.sheet.title()))
        });
        hands::pointer(ui, app, shown, &places, &response, actions);
        // A menu or dialog had the keyboard: it comes back to the cell.
        let idle = ui.memory(|memory| memory.focused().is_none())
            && app.faces.table.cursor.is_some()
            && app.overlay.is_none()
            && app.view.tool == Tool::Select
            && !egui::Popup::is_any_open(ui);
        if std::mem::take(&mut app.faces.table.wants_keyboard) || idle {
            response.request_focus();
        }
        if response.has_focus() {
            let filter =
                EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
            hands::keys(ui, app, shown, &places, &response, actions);
        }
        if let (true, Some(cursor)) = (std::mem::take(&mut app.faces.table.scroll), app.faces.table.cursor) {
            let mut cell = places.cell(cursor);
            if cursor.column == 0 {
                // The first column is always in view.
                cell.min.x = body.left();
                cell.max.x = body.left() + 1.0;
            } else {
                cell.min.x -= places.frozen() - body.left();
            }
            ui.scroll_to_rect(cell, None);
        }
        cells::cells_ui(ui, app, shown, &places, response.has_focus());
        places
    })
    .inner
}

/// Selects the marked rows.
fn select_marked(app: &mut App, shown: &Shown, actions: &mut Vec<Action>) {
    let mut selection = Selection::default();
    if let Some(range) = app.faces.table.marked_rows(shown.rows.shown.len()) {
        for row in shown.rows.shown.iter().take(range.end() + 1).skip(*range.start()) {
            row.add_to(&mut selection);
        }
    }
    app.faces.table.selected = selection.clone();
    if app.view.selection != selection {
        actions.push(Action::Select(selection));
    }
}

/// Does what a block or a cell comes to, as one step, and says what could not be done.
fn perform(
    app: &mut App,
    shown: &Shown,
    name: Option<String>,
    written: block::Written,
    actions: &mut Vec<Action>,
) {
    let block::Written { mut edits, rows, problems } = written;
    if let Some(first) = problems.first() {
        let more = problems.len() - 1;
        let more =
            if more == 0 { String::new() } else { format!(" {more} more could not be written either.") };
        app.toasts.say(format!("{first}{more}"));
    }
    let mut selection = Selection::default();
    let adds = edits.iter().any(|edit| matches!(edit, Edit::AddElement { .. } | Edit::AddLink { .. }));
    for row in &rows {
        row.add_to(&mut selection);
    }
    let name = match (name, edits.as_slice()) {
        (_, []) => return,
        (Some(name), _) => name,
        (None, [first, ..]) => first.name(&shown.project),
    };
    let rates = |edit: &Edit| matches!(edit, Edit::ChangeElements { change: ElementChange::Rating(..), .. });
    if edits.iter().any(rates)
        && let (_, Some(add)) = assessor::current(&shown.project, &mut app.settings)
    {
        edits.insert(0, add);
    }
    let edit = Edit::Many(name, edits);
    if adds {
        actions.push(Action::EditAndSelect(edit, selection));
    } else {
        actions.push(Action::Edit(edit));
    }
}

/// Runs `work` on the cells, with who rates on this computer.
fn with_target(
    app: &mut App,
    shown: &Shown,
    work: impl FnOnce(&block::Target<'_>) -> block::Written,
) -> block::Written {
    let (who, _) = assessor::current(&shown.project, &mut app.settings);
    work(&block::Target {
        project: &shown.project,
        figures: &shown.rows.figures,
        map: &shown.map,
        sheet: shown.sheet,
        columns: &shown.columns,
        rows: &shown.rows.shown,
        who: &who,
    })
}

/// Commands that mean something else in the table: a new element is a new row, a new name is typed in its cell.
pub(super) fn run(app: &mut App, command: Command) {
    let Some((map, record)) = app.current_map() else { return };
    if command == Command::AddElement && block::kind(app.faces.table.sheet(&map, &record)).is_none() {
        app.faces.table.choose(&map, Sheet::Elements(record.kind().element_kind()));
    }
    let shown = look(app, map, &record);
    let row = match command {
        Command::AddElement => Some(shown.rows.shown.len()),
        _ => shown.rows.shown.iter().position(|row| row.is_in(&app.view.selection)),
    };
    if let Some(row) = row {
        let spot = Spot { row, column: 0 };
        app.faces.table.go(spot, false, &shown.rows.shown);
        editor::start(app, &shown, spot, None);
    }
}
