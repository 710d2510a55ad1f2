//! Other faces of the map in front: a grid, a table and a matrix of the same elements and links.
//!
//! Every face reads the project and the same [`ViewState`](super::view_state::ViewState) as the canvas (selection, what is
//! lit), and pushes the same actions, so that what is done on one shows on all. What can be computed without a window
//! stands in files of its own.

mod choice;
mod grid;
mod matrix;
mod rate;
mod table;

use egui::{Align, Align2, Context, Event, Key, Layout, Modifiers, Rect, Ui, UiBuilder, pos2, vec2};

use super::App;
use super::action::Action;
use super::command::Command;
use super::fonts::{self, Weight};
use super::theme::{color, tokens};
use super::view_state::{Face, Tool};
use super::widgets::{self, Segment};
use crate::analysis::Wanted;
use crate::model::{ElementId, MapKind};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

pub(super) use self::table::csv as table_csv;

/// What the faces remember between frames.
#[derive(Default)]
pub(super) struct Faces {
    grid: grid::GridState,
    table: table::TableState,
    matrix: matrix::MatrixState,
}

impl Faces {
    /// Leaves a cell that is being typed in without keeping the text. False when none was.
    fn stop_typing(&mut self) -> bool {
        self.table.stop_typing() || self.matrix.close_list()
    }

    /// The figures that a face shows.
    pub(super) fn wanted(&self, face: Face) -> Wanted {
        match face {
            Face::Matrix => self.matrix.wanted(),
            Face::Table => self.table.wanted(),
            Face::Map | Face::Grid => Wanted::default(),
        }
    }

    /// Escape: takes back what is under way on a face. False when nothing was.
    pub(super) fn step_back(&mut self) -> bool {
        self.grid.drop_nothing() || self.stop_typing()
    }
}

const FACES: [(Face, Command, Icon); 4] = [
    (Face::Map, Command::FaceMap, Icon::Graph),
    (Face::Grid, Command::FaceGrid, Icon::SquaresFour),
    (Face::Table, Command::FaceTable, Icon::Table),
    (Face::Matrix, Command::FaceMatrix, Icon::GridFour),
];

/// The switch between the faces.
pub(super) fn switch_ui(ui: &mut Ui, face: Face, labels: bool, actions: &mut Vec<Action>) {
    let segments = FACES.map(|(value, command, icon)| Segment {
        value,
        icon: Some(icon.char()),
        label: command.entry().label,
    });
    let mut chosen = face;
    let keys = FACES.map(|(_, command, _)| command.keys_text().unwrap_or_default()).join(", ");
    let shown = widgets::segmented(ui, &segments, &mut chosen, labels);
    if shown.changed() {
        actions.push(Action::ShowFace(chosen));
    }
    widgets::tip(shown, "Show the map as a drawing, grid, table or matrix", Some(&keys));
}

/// The face in front, in the place of the canvas.
pub(super) fn face_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let rect = ui.max_rect();
    ui.painter().rect_filled(rect, 0.0, color(tokens(ui).canvas));
    app.view.pointer = None;
    app.view.hovered_link = None;
    app.read_map();
    match app.view.face {
        Face::Grid => grid::grid_ui(ui, app, actions),
        Face::Table => table::table_ui(ui, app, actions),
        Face::Matrix => matrix::matrix_ui(ui, app, actions),
        Face::Map => {}
    }
}

impl App {
    /// Shows the map in front another way.
    pub(super) fn show_face(&mut self, ctx: &Context, face: Face) {
        if self.view.face == face {
            return;
        }
        self.view.face = face;
        self.view.tool = Tool::Select;
        self.view.naming = None;
        self.view.hovered_element = None;
        self.view.hovered_link = None;
        self.faces.stop_typing();
        ctx.memory_mut(|memory| {
            if let Some(focused) = memory.focused() {
                memory.surrender_focus(focused);
            }
        });
        match face {
            Face::Table => self.faces.table.take_keyboard(),
            Face::Matrix => self.faces.matrix.take_keyboard(),
            Face::Map | Face::Grid => {}
        }
    }

    /// Runs a command in the way of the face in front. False when that is the usual way.
    pub(super) fn run_on_face(&mut self, ctx: &Context, command: Command) -> bool {
        match (self.view.face, command) {
            (Face::Map, _) => false,
            // A cell being typed in is what was done last.
            (_, Command::Undo) => self.faces.stop_typing(),
            (Face::Table, Command::AddElement | Command::Rename) => {
                table::run(self, command);
                true
            }
            // Names are typed and links are drawn on the canvas.
            (_, Command::AddElement | Command::AddLink | Command::Rename) => {
                self.show_face(ctx, Face::Map);
                false
            }
            _ => false,
        }
    }

    /// A dimmed element is not among what is lit.
    fn is_dimmed(&self, id: &ElementId) -> bool {
        self.answers().lit.as_ref().is_some_and(|lit| !lit.elements.contains(id))
    }
}

/// Takes a key that was pressed in this frame, with what was held down with it.
fn take_key(ui: &Ui, wanted: Key) -> Option<Modifiers> {
    ui.input_mut(|input| {
        let is_wanted =
            |event: &Event| matches!(event, Event::Key { key, pressed: true, .. } if *key == wanted);
        let at = input.events.iter().position(is_wanted)?;
        match input.events.remove(at) {
            Event::Key { modifiers, .. } => Some(modifiers),
            _ => None,
        }
    })
}

/// The row of chips at the top of a face.
fn head(ui: &mut Ui, rect: Rect, content: impl FnOnce(&mut Ui)) {
    let mut row = ui.new_child(
        UiBuilder::new().id_salt("face head").max_rect(rect).layout(Layout::left_to_right(Align::Center)),
    );
    row.spacing_mut().item_spacing.x = 8.0;
    content(&mut row);
}

/// Whatever is dimmed shows a chip that clears it.
fn lit_chip(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    super::canvas::reading_chips(ui, app, actions);
}

/// A face with nothing to show: what is missing, and what to do about it.
fn nothing_here(
    ui: &mut Ui,
    app: &App,
    (title, hint): (&str, &str),
    wanted: &[MapKind],
    actions: &mut Vec<Action>,
) {
    let t = tokens(ui);
    let middle = ui.max_rect().center() - vec2(0.0, 40.0);
    let job = fonts::text(title, type_size::HEAD.0, Weight::SemiBold, color(t.text));
    widgets::text_at(ui, middle, Align2::CENTER_CENTER, job);
    let room = (ui.max_rect().width() - 64.0).clamp(200.0, 520.0);
    let place = Rect::from_min_size(pos2(middle.x - room / 2.0, middle.y + 20.0), vec2(room, 120.0));
    let layout = Layout::top_down(Align::Center);
    let mut column = ui.new_child(UiBuilder::new().id_salt("nothing").max_rect(place).layout(layout));
    widgets::paragraph(&mut column, hint, type_size::BODY, Weight::Regular, t.text2);
    column.add_space(12.0);
    let project = app.session.history.project();
    let other = project
        .maps_in_order()
        .into_iter()
        .find(|(_, map)| wanted.contains(&map.kind()) && !map.elements.is_empty());
    if let Some((id, map)) = other.filter(|(id, _)| app.view.map.as_ref() != Some(id)) {
        if widgets::primary_button(&mut column, None, &format!("Go to “{}”", map.title)).clicked() {
            actions.push(Action::ShowMap(id.clone()));
        }
    } else if widgets::primary_button(&mut column, Some(Icon::Graph.char()), "Draw on the map").clicked() {
        actions.push(Action::ShowFace(Face::Map));
        actions.push(Action::Run(Command::AddElement));
    }
}
