//! The pointer, the keys, and the list of kinds.

use egui::{Event, Key, Popup, Response, Ui};

use super::model::Spot;
use super::write::{Cell, Done};
use super::{CELL, Places, Shown, select_cell};
use crate::app::App;
use crate::app::action::Action;
use crate::app::faces::choice::{self, Choice};
use crate::app::faces::take_key;
use crate::edit::Selection;
use crate::model::{Id as _, LinkKind, Polarity, TermId, TermKind};
use crate::scene::icon::Icon;

/// A cell and what is in it.
fn cell(shown: &Shown, spot: Spot) -> Option<Cell<'_>> {
    Some(Cell {
        project: &shown.project,
        map: &shown.map,
        kind: shown.kind,
        from: shown.square.element(spot.row)?,
        to: shown.square.element(spot.column)?,
        links: shown.square.at(spot),
    })
}

fn perform(app: &mut App, done: Option<Done>, actions: &mut Vec<Action>) {
    if let Some((edit, selection)) = done {
        app.faces.matrix.selected = selection.clone();
        actions.push(Action::EditAndSelect(edit, selection));
    }
}

/// What Enter and a second click do: the next sign, or the list of kinds.
fn open(app: &mut App, shown: &Shown, spot: Spot, actions: &mut Vec<Action>) {
    if shown.kind == LinkKind::Tie {
        app.faces.matrix.list = Some(0);
    } else {
        let done = cell(shown, spot).and_then(|cell| cell.next_sign());
        perform(app, done, actions);
    }
}

/// Clicks and what is under the pointer.
pub(super) fn pointer(
    ui: &Ui,
    app: &mut App,
    shown: &Shown,
    places: &Places,
    response: &Response,
    actions: &mut Vec<Action>,
) {
    let count = shown.square.elements.len();
    let hit = |pos: Option<egui::Pos2>| pos.map(|pos| places.at(pos, count));
    app.faces.matrix.hover = match hit(response.hover_pos()) {
        Some((Some(row), Some(column))) => Some(Spot { row, column }),
        _ => None,
    };
    app.view.hovered_element = match hit(response.hover_pos()) {
        Some((Some(row), None)) => shown.square.element(row).cloned(),
        _ => None,
    };
    // Enter on what has the keyboard is no click of the pointer.
    let clicked = response.clicked_by(egui::PointerButton::Primary);
    if clicked || response.secondary_clicked() {
        response.request_focus();
        match hit(response.interact_pointer_pos()) {
            Some((Some(row), Some(column))) => {
                let spot = Spot { row, column };
                let again = app.faces.matrix.cursor == Some(spot) && app.faces.matrix.list.is_none();
                app.faces.matrix.go(spot, &shown.square);
                if again && clicked {
                    open(app, shown, spot, actions);
                } else {
                    select_cell(app, shown, spot, actions);
                    if response.secondary_clicked() && shown.kind == LinkKind::Tie {
                        app.faces.matrix.list = Some(0);
                    }
                }
            }
            Some((Some(row), None)) => {
                app.faces.matrix.leave();
                let more = ui.input(|input| input.modifiers.shift || input.modifiers.command);
                let mut selection = if more { app.view.selection.clone() } else { Selection::default() };
                selection.elements.extend(shown.square.element(row).cloned());
                actions.push(Action::Select(selection));
            }
            _ => {
                app.faces.matrix.leave();
                actions.push(Action::Select(Selection::default()));
            }
        }
    }
}

/// Keys while the matrix has the keyboard.
pub(super) fn keys(ui: &Ui, app: &mut App, shown: &Shown, places: &Places, actions: &mut Vec<Action>) {
    if app.overlay.is_some() || Popup::is_any_open(ui) {
        return;
    }
    if app.faces.matrix.list.is_some() {
        list_keys(ui, app, shown, actions);
        return;
    }
    moves(ui, app, shown, places, actions);
    if take_key(ui, Key::Escape).is_some() {
        app.faces.matrix.leave();
        actions.push(Action::Select(Selection::default()));
    }
    let Some(spot) = app.faces.matrix.cursor else { return };
    if take_key(ui, Key::Enter).or(take_key(ui, Key::F2)).is_some() {
        open(app, shown, spot, actions);
    }
    let Some(cell) = cell(shown, spot) else { return };
    let mut done = None;
    if take_key(ui, Key::Delete).or(take_key(ui, Key::Backspace)).is_some() {
        done = cell.remove();
    }
    for letter in typed(ui) {
        done = match letter {
            '+' | '=' => cell.sign(Polarity::Plus),
            '-' | '\u{2212}' => cell.sign(Polarity::Minus),
            '?' => cell.sign(Polarity::Unknown),
            'd' | 'D' => cell.toggle_delay(),
            'm' | 'M' => cell.toggle_mutual(),
            digit @ '1'..='5' => digit.to_digit(10).and_then(|digit| cell.strength(f64::from(digit))),
            _ => None,
        }
        .or(done);
    }
    perform(app, done, actions);
}

/// The letters that were typed, taken so that nothing else reads them.
fn typed(ui: &Ui) -> Vec<char> {
    ui.input_mut(|input| {
        let is_text = |event: &Event| matches!(event, Event::Text(_));
        let (ours, others): (Vec<Event>, Vec<Event>) =
            std::mem::take(&mut input.events).into_iter().partition(is_text);
        input.events = others;
        let said = ours.into_iter().filter_map(|event| match event {
            Event::Text(text) => Some(text),
            _ => None,
        });
        said.flat_map(|text| text.chars().collect::<Vec<_>>()).collect()
    })
}

/// Arrows, Home, End, and pages.
fn moves(ui: &Ui, app: &mut App, shown: &Shown, places: &Places, actions: &mut Vec<Action>) {
    let page = ((places.body.height() / CELL.1) as isize - 1).max(1);
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
    let last = shown.square.elements.len().saturating_sub(1);
    for (key, down, right) in steps {
        let Some(held) = take_key(ui, key) else { continue };
        let far = held.command || held.ctrl;
        let spot = app.faces.matrix.cursor.map_or(Spot::default(), |cursor| {
            let to = |from: usize, by: isize| match (far, by) {
                (true, by) if by < 0 => 0,
                (true, by) if by > 0 => last,
                _ => from.saturating_add_signed(by).min(last),
            };
            Spot { row: to(cursor.row, down), column: to(cursor.column, right) }
        });
        app.faces.matrix.go(spot, &shown.square);
        select_cell(app, shown, spot, actions);
    }
}

/// What the list of kinds offers.
#[derive(Clone, Debug, PartialEq)]
enum Row {
    Kind(TermId),
    Mutual,
    Remove,
}

fn rows(shown: &Shown, cell: &Cell<'_>) -> (Vec<Row>, Vec<Choice>) {
    let words = shown.project.words(TermKind::Tie);
    let mut rows = Vec::new();
    let mut choices = Vec::new();
    for word in words {
        let has = cell.has(&word.id).is_some();
        let icon = if has { Icon::Check } else { Icon::of_tie(Some(word.id.as_str())) };
        choices.push(Choice { icon: Some(icon.char()), text: word.name.into_owned() });
        rows.push(Row::Kind(word.id));
    }
    if !cell.links.is_empty() {
        choices.push(Choice { icon: Some(Icon::ArrowsLeftRight.char()), text: "One way or both".to_owned() });
        choices.push(Choice { icon: Some(Icon::Trash.char()), text: "Remove".to_owned() });
        rows.extend([Row::Mutual, Row::Remove]);
    }
    (rows, choices)
}

fn choose(app: &mut App, cell: &Cell<'_>, row: &Row, more: bool, actions: &mut Vec<Action>) {
    let done = match row {
        Row::Kind(kind) => cell.tie(kind, more),
        Row::Mutual => cell.toggle_mutual(),
        Row::Remove => cell.remove(),
    };
    app.faces.matrix.close_list();
    perform(app, done, actions);
}

fn list_keys(ui: &Ui, app: &mut App, shown: &Shown, actions: &mut Vec<Action>) {
    let (Some(spot), Some(at)) = (app.faces.matrix.cursor, app.faces.matrix.list) else { return };
    let Some(cell) = cell(shown, spot) else { return };
    let (rows, choices) = rows(shown, &cell);
    if take_key(ui, Key::Escape).is_some() {
        app.faces.matrix.close_list();
        return;
    }
    if let Some(held) = take_key(ui, Key::Enter) {
        if let Some(row) = rows.get(at) {
            choose(app, &cell, row, held.shift, actions);
        }
        return;
    }
    let mut next = at;
    if take_key(ui, Key::ArrowDown).is_some() {
        next = (at + 1) % rows.len().max(1);
    }
    if take_key(ui, Key::ArrowUp).is_some() {
        next = (at + rows.len().max(1) - 1) % rows.len().max(1);
    }
    // A letter goes to the next row that begins with it.
    for letter in typed(ui) {
        let begins = |row: &usize| {
            let first = choices.get(*row).and_then(|choice| choice.text.chars().next());
            first.is_some_and(|first| first.to_lowercase().eq(letter.to_lowercase()))
        };
        let later = (1..=rows.len()).map(|step| (next + step) % rows.len());
        next = later.into_iter().find(begins).unwrap_or(next);
    }
    app.faces.matrix.list = Some(next);
}

/// The list of kinds under the cell.
pub(super) fn kinds_ui(ui: &Ui, app: &mut App, shown: &Shown, places: &Places, actions: &mut Vec<Action>) {
    let (Some(spot), Some(at)) = (app.faces.matrix.cursor, app.faces.matrix.list) else { return };
    let Some(cell) = cell(shown, spot) else { return };
    let (rows, choices) = rows(shown, &cell);
    let chosen = choice::list_ui(ui, ui.id().with("kinds"), places.cell(spot), &choices, Some(at));
    if let Some(row) = chosen.clicked.and_then(|row| rows.get(row)) {
        let more = ui.input(|input| input.modifiers.shift);
        choose(app, &cell, row, more, actions);
        return;
    }
    // A click on the cells goes to another cell, or is the one that opened the list in this very frame.
    let elsewhere = ui.input(|input| {
        let at = input.pointer.latest_pos();
        input.pointer.any_pressed() && at.is_some_and(|at| !places.body.contains(at))
    });
    if elsewhere && !chosen.under_pointer {
        app.faces.matrix.close_list();
    }
}
