//! The cell that is typed in: the text, what it was, what can be chosen, and why it will not do.

use egui::text::{CCursor, CCursorRange};
use egui::{
    Id, Key, Rect, Sense, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, WidgetInfo, WidgetType, pos2, vec2,
};

use super::column::{self, Column};
use super::sheet::Sheet;
use super::state::{Editing, Spot};
use super::write::{Writer, known_word};
use super::{Places, Shown, block, hands, perform, select_marked, with_target};
use crate::app::App;
use crate::app::action::Action;
use crate::app::assessor;
use crate::app::faces::choice::{Choice, list_ui};
use crate::app::faces::{rate, take_key};
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, tokens};
use crate::app::widgets;
use crate::edit::Edit;
use crate::model::{Term, TermId};
use crate::scene::tokens::type_size;

/// Starts typing in a cell: over what it says, or with what was typed already.
pub(super) fn start(app: &mut App, shown: &Shown, spot: Spot, typed: Option<String>) {
    let Some(column) = shown.columns().get(spot.column).copied() else { return };
    let row = shown.rows.shown.get(spot.row).cloned();
    if row.is_some() && !column.is_editable() {
        app.toasts.say(format!("“{}” is counted from the links and cannot be typed.", column.title()));
        return;
    }
    let column = if row.is_none() { shown.columns().first().copied().unwrap_or(column) } else { column };
    let old = match (&row, column.scale()) {
        // One sets one's own rating, whatever the mean is.
        (Some(row), Some(scale)) => {
            let actor = column::element(&shown.project, row).and_then(|element| element.actor());
            let own = actor.and_then(|actor| rate::own(app, actor, scale));
            own.map_or_else(String::new, |own| own.to_string().replace('-', "\u{2212}"))
        }
        (Some(row), None) => shown.text(column, row),
        (None, _) => String::new(),
    };
    app.faces.table.editing = Some(Editing {
        row,
        column,
        untouched: typed.is_none(),
        text: typed.unwrap_or_else(|| old.clone()),
        old,
        choice: None,
        problem: None,
        focused: false,
    });
    app.faces.table.scroll = true;
}

/// The rows of the list under the cell; the last may add what was typed to the vocabulary.
fn choices(shown: &Shown, editing: &Editing) -> (Vec<String>, Option<String>) {
    let typed = editing.text.trim().to_lowercase();
    let all = match (editing.column, &editing.row) {
        (Column::From | Column::To, Some(_)) if !editing.untouched => names(shown, &typed),
        (column, Some(_)) => column.choices(&shown.project),
        (_, None) => Vec::new(),
    };
    let narrow = !editing.untouched && !typed.is_empty();
    let left: Vec<String> =
        all.into_iter().filter(|choice| !narrow || choice.to_lowercase().contains(&typed)).collect();
    let kind = editing.column.vocabulary().filter(|_| narrow && editing.row.is_some());
    let new = kind.filter(|kind| known_word(&shown.project, *kind, editing.text.trim()).is_none());
    (left, new.map(|_| editing.text.trim().to_owned()))
}

/// Elements whose names hold what was typed.
fn names(shown: &Shown, typed: &str) -> Vec<String> {
    const MOST: usize = 30;
    let mut names: Vec<String> = shown
        .project
        .elements
        .values()
        .filter(|element| element.name.to_lowercase().contains(typed))
        .map(|element| element.name.clone())
        .collect();
    names.sort();
    names.truncate(MOST);
    names
}

/// The pointer is over the cell that is typed in, or its list.
pub(super) fn is_at_pointer(app: &App, ui: &Ui) -> bool {
    let Some(pos) = ui.input(|input| input.pointer.latest_pos()) else { return false };
    app.faces.table.editing.is_some()
        && ui.data(|data| data.get_temp::<Rect>(place_id())).is_some_and(|r| r.contains(pos))
}

fn place_id() -> Id {
    Id::new("table editor place")
}

/// The field over the cell.
pub(super) fn editor_ui(
    ui: &mut Ui,
    app: &mut App,
    shown: &Shown,
    places: &Places,
    actions: &mut Vec<Action>,
) {
    let Some(mut editing) = app.faces.table.editing.clone() else { return };
    let row = match &editing.row {
        Some(id) => shown.rows.shown.iter().position(|row| row == id),
        None => Some(shown.rows.shown.len()),
    };
    let column = shown.columns().iter().position(|column| *column == editing.column);
    let (Some(row), Some(column)) = (row, column) else {
        app.faces.table.editing = None;
        return;
    };
    if !editing.focused && ui.input(|input| input.pointer.any_released() || input.pointer.any_pressed()) {
        // The click that starts it would count as a click elsewhere, and end it.
        ui.ctx().request_repaint();
        return;
    }
    let cell = places.cell(Spot { row, column }).intersect(places.body);
    let (mut left, new) = choices(shown, &editing);
    let words = left.len();
    left.extend(new.iter().map(|word| format!("Add “{word}”")));
    let keys = Keys::read(ui);
    if keys.escape {
        app.faces.table.stop_typing();
        return;
    }
    if let Some(down) = keys.down.filter(|_| !left.is_empty()) {
        let last = left.len() - 1;
        editing.choice = Some(match editing.choice {
            None => {
                if down > 0 {
                    0
                } else {
                    last
                }
            }
            Some(row) if down > 0 => {
                if row >= last {
                    0
                } else {
                    row + 1
                }
            }
            Some(row) => row.checked_sub(1).unwrap_or(last),
        });
    }
    let shown_field = field(ui, cell, &mut editing, places.body);
    let shown_choices: Vec<Choice> = left.iter().map(Choice::plain).collect();
    let active =
        editing.choice.or((!editing.untouched && words > 0).then_some(0)).filter(|row| *row < left.len());
    let chosen = list_ui(ui, Id::new("table choices"), cell, &shown_choices, active);
    let picked = chosen.clicked.or(active.filter(|_| keys.keep.is_some()));
    let lost = shown_field.lost_focus() && !chosen.under_pointer && keys.keep.is_none();
    app.faces.table.editing = Some(editing.clone());
    if let Some(picked) = picked {
        if let (true, Some(word)) = (picked >= words, new) {
            add_word(app, shown, &editing, &word, actions);
            after(app, shown, keys.keep.unwrap_or(Keep::Stay), actions);
            return;
        }
        if let Some(editing) = &mut app.faces.table.editing {
            editing.text = left.get(picked).cloned().unwrap_or_default();
        }
    }
    if let Some(keep) = keys.keep.or(picked.map(|_| Keep::Stay)) {
        if commit(app, shown, actions) {
            after(app, shown, keep, actions);
        }
    } else if lost && !commit(app, shown, actions) {
        shown_field.request_focus();
    } else if shown_field.changed()
        && let Some(editing) = &mut app.faces.table.editing
    {
        editing.untouched = false;
        editing.choice = None;
        editing.problem = None;
    }
}

/// Where the cursor goes when a cell is kept.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Keep {
    Down,
    Next,
    Back,
    Stay,
}

/// Keys of the editor, taken before the field sees them.
struct Keys {
    keep: Option<Keep>,
    escape: bool,
    down: Option<i64>,
}

impl Keys {
    fn read(ui: &Ui) -> Self {
        let enter = take_key(ui, Key::Enter).map(|_| Keep::Down);
        let tab = take_key(ui, Key::Tab).map(|held| if held.shift { Keep::Back } else { Keep::Next });
        let down = take_key(ui, Key::ArrowDown).map(|_| 1);
        Self {
            keep: enter.or(tab),
            escape: take_key(ui, Key::Escape).is_some(),
            down: down.or(take_key(ui, Key::ArrowUp).map(|_| -1)),
        }
    }
}

/// The text field: the old value, an arrow and the new one; under it what is wrong.
fn field(ui: &mut Ui, cell: Rect, editing: &mut Editing, body: Rect) -> egui::Response {
    let t = tokens(ui);
    let rim = if editing.problem.is_some() { t.danger } else { t.selection };
    ui.painter().rect_filled(cell, 0.0, color(t.raised));
    let mut inside = cell.shrink2(vec2(10.0, 8.0));
    let short = editing.old.chars().count() <= 10 && editing.column != Column::Name;
    if short && !editing.old.is_empty() && !editing.untouched {
        let job = fonts::mono(&format!("{} → ", editing.old), type_size::SMALL.0, false, color(t.text2));
        let old = widgets::text_at(ui, inside.left_center(), egui::Align2::LEFT_CENTER, job);
        inside.min.x = old.right() + 2.0;
    }
    let id = Id::new("table editor");
    if !editing.focused {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let format = fonts::format(type_size::BODY.0, Weight::Medium, color(t.text));
    let hint = match (editing.row.is_none(), editing.column) {
        (true, Column::From) => "Ann -> Ben",
        (true, _) => "Type a name",
        (_, Column::Assets) => "Policy 85, Capital 40",
        _ => "",
    };
    let mut child = ui.new_child(UiBuilder::new().max_rect(inside));
    child.set_clip_rect(cell.intersect(ui.clip_rect()));
    let mut output = TextEdit::singleline(&mut editing.text)
        .id(id)
        .font(format.font_id)
        .hint_text(hint)
        .frame(egui::Frame::NONE)
        .lock_focus(true)
        .desired_width(f32::INFINITY)
        .show(&mut child);
    let response = output.response.response.clone();
    if !editing.focused {
        editing.focused = true;
        let end = CCursor::new(editing.text.chars().count());
        let from = if editing.untouched { CCursor::new(0) } else { end };
        output.state.cursor.set_char_range(Some(CCursorRange::two(from, end)));
        output.state.store(ui.ctx(), id);
    }
    ui.data_mut(|data| data.insert_temp(place_id(), cell));
    ui.painter().rect_stroke(cell, 0.0, Stroke::new(2.0, color(rim)), StrokeKind::Inside);
    let name = format!("{} cell", editing.column.title());
    ui.accesskit_node_builder(id, |node| node.set_label(name));
    if let Some(problem) = &editing.problem {
        message(ui, cell, problem, body);
    }
    response
}

/// What the cell may hold, under it.
fn message(ui: &mut Ui, cell: Rect, problem: &str, body: Rect) {
    let t = tokens(ui);
    let job = fonts::wrapped(
        fonts::text(problem, type_size::SMALL.0, Weight::Medium, color(t.danger)),
        320.0,
        16.0,
    );
    let galley = fonts::galley(ui, job);
    let size = galley.size() + vec2(20.0, 12.0);
    let below = cell.bottom() + size.y + 4.0 <= body.bottom();
    let top = if below { cell.bottom() + 2.0 } else { cell.top() - 2.0 - size.y };
    let left = cell.left().min(body.right() - size.x - 4.0);
    let rect = Rect::from_min_size(pos2(left, top), size);
    let rim = Stroke::new(1.0, color(t.danger));
    ui.painter().rect(rect, crate::app::theme::corners(6.0), color(t.danger_soft), rim, StrokeKind::Inside);
    ui.painter().galley(rect.min + vec2(10.0, 6.0), galley, color(t.danger));
    let response = ui.interact(rect, Id::new("table problem"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, problem));
}

/// Another cell was pressed: keeps what is typed. False when it will not do.
pub(super) fn leave(app: &mut App, shown: &Shown, actions: &mut Vec<Action>) -> bool {
    app.faces.table.editing.is_none() || commit(app, shown, actions)
}

/// Keeps what is typed, as one step. False when it will not do: the cell then says why.
fn commit(app: &mut App, shown: &Shown, actions: &mut Vec<Action>) -> bool {
    let Some(editing) = app.faces.table.editing.clone() else { return true };
    let text = editing.text.trim();
    let unchanged = text == editing.old.trim();
    let written = match &editing.row {
        _ if unchanged => Ok(block::Written::default()),
        None => Ok(add_row(app, shown, text)),
        Some(row) => {
            let (who, _) = assessor::current(&shown.project, &mut app.settings);
            let writer = Writer { project: &shown.project, map: &shown.map, who: &who };
            writer
                .write(row, editing.column, text)
                .map(|edits| block::Written { edits, ..block::Written::default() })
        }
    };
    let written = written.and_then(|mut written| match written.problems.pop() {
        Some(problem) => Err(problem),
        None => Ok(written),
    });
    match written {
        Ok(written) => {
            app.faces.table.editing = None;
            perform(app, shown, None, written, actions);
            true
        }
        Err(problem) => {
            if let Some(editing) = &mut app.faces.table.editing {
                editing.problem = Some(problem);
            }
            false
        }
    }
}

/// A new element by its name, or a new link by its ends.
fn add_row(app: &mut App, shown: &Shown, text: &str) -> block::Written {
    let cells = match shown.sheet {
        Sheet::Elements(_) => vec![text.to_owned()],
        Sheet::Links(_) => {
            let Some((from, to)) = block::ends(text) else {
                let problem = "Type both ends with an arrow between them: Ann -> Ben.".to_owned();
                return block::Written { problems: vec![problem], ..block::Written::default() };
            };
            vec![from, to]
        }
    };
    with_target(app, shown, |target| target.paste((shown.rows.shown.len(), 0), &[cells]))
}

/// Adds a word to the vocabulary and puts it into the cell, as one step.
fn add_word(app: &mut App, shown: &Shown, editing: &Editing, word: &str, actions: &mut Vec<Action>) {
    app.faces.table.editing = None;
    let (Some(kind), Some(row)) = (editing.column.vocabulary(), &editing.row) else { return };
    let term = Term { kind: Some(kind), name: word.to_owned(), ..Term::default() };
    let add = Edit::SetWord(TermId::random(), term);
    let Ok(with_word) = add.apply(&shown.project) else { return };
    let (who, _) = assessor::current(&shown.project, &mut app.settings);
    let writer = Writer { project: &with_word, map: &shown.map, who: &who };
    if let Ok(edits) = writer.write(row, editing.column, word) {
        let name = edits.first().map(|edit| edit.name(&shown.project));
        let edits = std::iter::once(add).chain(edits).collect();
        perform(app, shown, name, block::Written { edits, ..block::Written::default() }, actions);
    }
}

/// The cell is kept: the cursor goes on and the table has the keyboard again.
fn after(app: &mut App, shown: &Shown, keep: Keep, actions: &mut Vec<Action>) {
    app.faces.table.wants_keyboard = true;
    let Some(cursor) = app.faces.table.cursor else { return };
    let last = shown.rows.shown.len();
    let next = match keep {
        // A name was added: the next one can be typed at once, on the row below it.
        Keep::Down if cursor.row == last => return,
        Keep::Down => Spot { row: (cursor.row + 1).min(last), ..cursor },
        Keep::Next => hands::next_cell(shown, cursor, false),
        Keep::Back => hands::next_cell(shown, cursor, true),
        Keep::Stay => return,
    };
    app.faces.table.go(next, false, &shown.rows.shown);
    select_marked(app, shown, actions);
}
