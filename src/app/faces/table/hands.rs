//! The pointer and the keys in the table.

use egui::{Event, Key, Response, Ui};

use super::column::Column;
use super::sheet::RowId;
use super::state::Spot;
use super::{Places, ROW, Shown, block, editor, perform, select_marked, with_target};
use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::faces::take_key;
use crate::app::widgets;

/// Presses, drags, double clicks and the menu.
pub(super) fn pointer(
    ui: &Ui,
    app: &mut App,
    shown: &Shown,
    places: &Places,
    response: &Response,
    actions: &mut Vec<Action>,
) {
    let count = shown.rows.shown.len();
    let pos = response.interact_pointer_pos().or(response.hover_pos());
    let hit = pos.and_then(|pos| places.at(pos, count));
    app.view.hovered_element =
        match response.hover_pos().and(hit).and_then(|(row, _)| shown.rows.shown.get(row)) {
            Some(RowId::Element(id)) => Some(id.clone()),
            _ => None,
        };
    let (pressed, secondary, shift) = ui.input(|input| {
        (input.pointer.primary_pressed(), input.pointer.secondary_pressed(), input.modifiers.shift)
    });
    let on_it = response.contains_pointer() || response.is_pointer_button_down_on();
    if (pressed || secondary) && on_it && !editor::is_at_pointer(app, ui) {
        if !editor::leave(app, shown, actions) {
            return;
        }
        response.request_focus();
        if let Some((row, column)) = hit {
            let marked = app.faces.table.marked_rows(count).is_some_and(|marked| marked.contains(&row));
            if secondary && marked {
                return;
            }
            let spot = Spot { row, column: column.unwrap_or(0) };
            app.faces.table.go(spot, shift, &shown.rows.shown);
            app.faces.table.whole_rows = column.is_none();
            app.faces.table.scroll = false;
            select_marked(app, shown, actions);
        } else {
            app.faces.table.cursor = None;
            select_marked(app, shown, actions);
        }
    } else if response.dragged()
        && app.faces.table.editing.is_none()
        && let (Some((row, column)), Some(cursor)) = (hit, app.faces.table.cursor)
    {
        let spot = Spot { row: row.min(count.saturating_sub(1)), column: column.unwrap_or(cursor.column) };
        if spot != cursor && cursor.row < count {
            let whole = app.faces.table.whole_rows;
            app.faces.table.go(spot, true, &shown.rows.shown);
            app.faces.table.whole_rows = whole;
            select_marked(app, shown, actions);
        }
    }
    let adds = hit.is_some_and(|(row, _)| row == count) && response.clicked();
    if (response.double_clicked() || adds)
        && let (Some((row, Some(column))), None) = (hit, &app.faces.table.editing)
    {
        editor::start(app, shown, Spot { row, column }, None);
    }
    menu(app, shown, response, actions);
}

/// What can be done with the marked cells.
fn menu(app: &mut App, shown: &Shown, response: &Response, actions: &mut Vec<Action>) {
    let Some(rows) = app.faces.table.marked_rows(shown.rows.shown.len()) else { return };
    let count = rows.end() - rows.start() + 1;
    response.context_menu(|ui| {
        ui.set_min_width(220.0);
        let delete = format!("Delete {}", shown.sheet.counted(count));
        if widgets::menu_row(ui, None, "Copy cells", "Ctrl+C").clicked() {
            copy(ui, app, shown);
        }
        if count > 1 && widgets::menu_row(ui, None, "Fill down", "Ctrl+D").clicked() {
            fill_down(app, shown, actions);
        }
        if widgets::menu_row(ui, None, "Clear cells", "Del").clicked() {
            clear(app, shown, actions);
        }
        if widgets::menu_row(ui, None, &delete, "").clicked() {
            actions.push(Action::Run(Command::Delete));
        }
    });
}

/// Keys while the table has the keyboard and no cell is typed in.
pub(super) fn keys(
    ui: &Ui,
    app: &mut App,
    shown: &Shown,
    places: &Places,
    response: &Response,
    actions: &mut Vec<Action>,
) {
    if app.faces.table.editing.is_some() || app.overlay.is_some() || egui::Popup::is_any_open(ui) {
        return;
    }
    moves(ui, app, shown, places, actions);
    if take_key(ui, Key::Escape).is_some() {
        let state = &mut app.faces.table;
        match state.cursor {
            Some(cursor) if cursor != state.anchor => state.anchor = cursor,
            Some(_) => state.cursor = None,
            None => response.surrender_focus(),
        }
        select_marked(app, shown, actions);
    }
    let Some(cursor) = app.faces.table.cursor else {
        if take_key(ui, Key::Delete).or(take_key(ui, Key::Backspace)).is_some() {
            actions.push(Action::Run(Command::Delete));
        }
        return;
    };
    if take_key(ui, Key::Enter).or(take_key(ui, Key::F2)).is_some() {
        editor::start(app, shown, cursor, None);
        return;
    }
    if take_key(ui, Key::Delete).or(take_key(ui, Key::Backspace)).is_some() {
        if app.faces.table.whole_rows {
            actions.push(Action::Run(Command::Delete));
        } else {
            clear(app, shown, actions);
        }
    }
    let command = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, key));
    if command(Key::D) {
        fill_down(app, shown, actions);
    }
    if command(Key::A) {
        let last = Spot {
            row: shown.rows.shown.len().saturating_sub(1),
            column: shown.columns().len().saturating_sub(1),
        };
        app.faces.table.go(Spot::default(), false, &shown.rows.shown);
        app.faces.table.go(last, true, &shown.rows.shown);
        app.faces.table.scroll = false;
        select_marked(app, shown, actions);
    }
    clipboard_and_text(ui, app, shown, cursor, actions);
}

fn clipboard_and_text(ui: &Ui, app: &mut App, shown: &Shown, cursor: Spot, actions: &mut Vec<Action>) {
    let events: Vec<Event> = ui.input_mut(|input| {
        let ours =
            |event: &Event| matches!(event, Event::Copy | Event::Cut | Event::Paste(_) | Event::Text(_));
        let (ours, others) = std::mem::take(&mut input.events).into_iter().partition(ours);
        input.events = others;
        ours
    });
    let mut typed = String::new();
    for event in events {
        match event {
            Event::Copy => copy(ui, app, shown),
            Event::Cut => {
                copy(ui, app, shown);
                clear(app, shown, actions);
            }
            Event::Paste(text) => paste(app, shown, cursor, &text, actions),
            Event::Text(text) => typed.push_str(&text),
            _ => {}
        }
    }
    if !typed.is_empty() {
        editor::start(app, shown, cursor, Some(typed));
    }
}

/// Arrows, Tab, Home, End, and pages.
fn moves(ui: &Ui, app: &mut App, shown: &Shown, places: &Places, actions: &mut Vec<Action>) {
    let page = ((places.body.height() / ROW) as isize - 1).max(1);
    let steps: [(Key, isize, isize); 8] = [
        (Key::ArrowUp, -1, 0),
        (Key::ArrowDown, 1, 0),
        (Key::ArrowLeft, 0, -1),
        (Key::ArrowRight, 0, 1),
        (Key::PageUp, -page, 0),
        (Key::PageDown, page, 0),
        (Key::Home, 0, isize::MIN),
        (Key::End, 0, isize::MAX),
    ];
    let last_row = shown.rows.shown.len();
    let last_column = shown.columns().len().saturating_sub(1);
    for (key, down, right) in steps {
        let Some(held) = take_key(ui, key) else { continue };
        let far = held.command || held.ctrl;
        let next = match app.faces.table.cursor {
            None => Spot::default(),
            Some(cursor) => {
                let mut row = cursor.row.saturating_add_signed(down);
                let mut column = cursor.column.saturating_add_signed(right);
                if far {
                    // With Ctrl, to the edge; Home and End to the first and the last row.
                    match key {
                        Key::ArrowUp | Key::Home => row = 0,
                        Key::ArrowDown | Key::End => row = last_row.saturating_sub(1),
                        Key::ArrowLeft => column = 0,
                        Key::ArrowRight => column = last_column,
                        _ => {}
                    }
                }
                Spot { row: row.min(last_row), column: column.min(last_column) }
            }
        };
        app.faces.table.go(next, held.shift, &shown.rows.shown);
        select_marked(app, shown, actions);
    }
    if let Some(held) = take_key(ui, Key::Tab) {
        let next =
            app.faces.table.cursor.map_or(Spot::default(), |cursor| next_cell(shown, cursor, held.shift));
        app.faces.table.go(next, false, &shown.rows.shown);
        select_marked(app, shown, actions);
    }
}

/// The cell after this one, or before it, from row to row.
pub(super) fn next_cell(shown: &Shown, spot: Spot, back: bool) -> Spot {
    let columns = shown.columns().len();
    let rows = shown.rows.shown.len();
    match (back, spot.column) {
        (false, column) if column + 1 < columns && spot.row < rows => Spot { column: column + 1, ..spot },
        (false, _) => Spot { row: (spot.row + 1).min(rows), column: 0 },
        (true, 0) if spot.row == 0 => spot,
        (true, 0) => Spot { row: spot.row - 1, column: columns - 1 },
        (true, column) => Spot { column: column - 1, ..spot },
    }
}

fn copy(ui: &Ui, app: &mut App, shown: &Shown) {
    let Some(rows) = app.faces.table.marked_rows(shown.rows.shown.len()) else { return };
    let columns = app.faces.table.marked_columns(shown.sheet);
    let mut text = String::new();
    with_target(app, shown, |target| {
        text = target.copy(rows, columns);
        block::Written::default()
    });
    ui.ctx().copy_text(text);
}

fn clear(app: &mut App, shown: &Shown, actions: &mut Vec<Action>) {
    let Some(rows) = app.faces.table.marked_rows(shown.rows.shown.len()) else { return };
    let columns = app.faces.table.marked_columns(shown.sheet);
    let only_names = shown.columns().get(*columns.start()..=*columns.end()).is_some_and(|columns| {
        columns.iter().all(|column| matches!(column, Column::Name | Column::From | Column::To))
    });
    if only_names {
        app.toasts
            .say("Names and ends cannot be empty. To delete rows, click their numbers and press Delete.");
        return;
    }
    let cells = (rows.end() - rows.start() + 1) * (columns.end() - columns.start() + 1);
    let name = if cells == 1 { "Clear cell".to_owned() } else { format!("Clear {cells} cells") };
    let written = with_target(app, shown, |target| target.clear(rows, columns));
    perform(app, shown, Some(name), written, actions);
}

fn fill_down(app: &mut App, shown: &Shown, actions: &mut Vec<Action>) {
    let marked = app.faces.table.marked_rows(shown.rows.shown.len());
    let Some(rows) = marked.filter(|rows| rows.end() > rows.start()) else {
        app.toasts.say("Mark several rows first: hold Shift and press the down arrow, or drag over them.");
        return;
    };
    let columns = app.faces.table.marked_columns(shown.sheet);
    let name = match shown.columns().get(*columns.start()) {
        Some(column) if columns.start() == columns.end() => {
            format!("Fill down {}", column.title().to_lowercase())
        }
        _ => "Fill down".to_owned(),
    };
    let written = with_target(app, shown, |target| target.fill_down(rows, columns));
    perform(app, shown, Some(name), written, actions);
}

fn paste(app: &mut App, shown: &Shown, cursor: Spot, text: &str, actions: &mut Vec<Action>) {
    let mut cells = block::read(text);
    let (mut row, mut column) = (cursor.row, cursor.column);
    if let Some(marked) = app.faces.table.marked_rows(shown.rows.shown.len()) {
        let columns = app.faces.table.marked_columns(shown.sheet);
        (row, column) = (*marked.start(), *columns.start());
        // One cell goes into every marked one.
        if let ([line], true) =
            (cells.as_slice(), marked.end() > marked.start() || columns.end() > columns.start())
            && let [only] = line.as_slice()
        {
            let line = vec![only.clone(); columns.end() - columns.start() + 1];
            cells = vec![line; marked.end() - marked.start() + 1];
        }
    }
    if cells.is_empty() {
        app.toasts.say("There is no text to paste. Copy cells from a spreadsheet first.");
        return;
    }
    let name =
        if cells.len() == 1 { "Paste 1 row".to_owned() } else { format!("Paste {} rows", cells.len()) };
    let written = with_target(app, shown, |target| target.paste((row, column), &cells));
    perform(app, shown, Some(name), written, actions);
}
