//! The menu of the right mouse button, of a long touch, and of Shift+F10.

use egui::{Pos2, Response, SetOpenCommand, Ui};

use super::Canvas;
use super::area_menu;
use super::arrange_menu;
use super::eye::Eye;
use super::gesture::FORGIVING;
use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::top_bar::command_response;
use crate::edit::Selection;
use crate::scene::MapScene;

/// What the canvas remembers of its menu.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum MenuPlace {
    /// It opens at the pointer.
    #[default]
    Pointer,
    /// A key asked for it.
    Asked,
    /// A key opened it here; its first row has the keyboard.
    At(Pos2),
}

impl Canvas {
    /// The next frame opens the menu of what is selected.
    pub(in crate::app) fn ask_for_menu(&mut self) {
        self.menu = MenuPlace::Asked;
    }
}

/// A right click on something unselected selects it first, so that the menu speaks of what is under the pointer.
pub(super) fn choose_for_menu(
    app: &App,
    eye: Eye,
    scene: &MapScene,
    response: &Response,
    actions: &mut Vec<Action>,
) {
    let Some(pos) = response.interact_pointer_pos() else { return };
    let place = eye.to_map(pos);
    let selection = &app.view.selection;
    if let Some(id) = scene.element_at(place) {
        if !selection.elements.contains(id) {
            actions.push(Action::Select(Selection::element(id.clone())));
        }
    } else if let Some(id) = scene.link_at(place, FORGIVING / eye.zoom()) {
        if !selection.links.contains(id) {
            actions.push(Action::Select(Selection::link(id.clone())));
        }
    } else {
        actions.push(Action::Select(Selection::default()));
    }
}

/// Where the menu of what is selected opens: under its first element, at its first link, else in the middle.
fn place_of_selection(app: &App, eye: Eye, scene: &MapScene) -> Pos2 {
    let selection = &app.view.selection;
    let element = selection.elements.iter().find_map(|id| scene.element(id));
    let link = || selection.links.iter().find_map(|id| scene.link(id)?.curve.as_ref());
    let place = match element {
        Some(figure) => Some(kurbo::Point::new(figure.outline.rect.x0, figure.outline.rect.y1)),
        None => link().map(|curve| curve.point(0.5)),
    };
    let pos = place.map_or(eye.rect.center(), |place| eye.to_screen(place));
    eye.rect.shrink(8.0).clamp(pos)
}

/// Shows the menu while it is open.
pub(super) fn context_menu(
    app: &mut App,
    eye: Eye,
    scene: &MapScene,
    response: &Response,
    actions: &mut Vec<Action>,
) {
    let mut popup = egui::Popup::context_menu(response);
    let mut takes_keyboard = false;
    if response.secondary_clicked() {
        app.canvas.menu = MenuPlace::Pointer;
    }
    if app.canvas.menu == MenuPlace::Asked {
        app.canvas.menu = MenuPlace::At(place_of_selection(app, eye, scene));
        popup = popup.open_memory(SetOpenCommand::Bool(true));
        takes_keyboard = true;
    }
    if let MenuPlace::At(pos) = app.canvas.menu {
        popup = popup.at_position(pos);
    }
    popup.show(|ui| {
        if !area_menu::rows(ui, app, actions) {
            selection_rows(ui, app, takes_keyboard, actions);
            if app.view.selection.elements.len() != 1 && app.view.selection.links.is_empty() {
                arrange_menu::rows(ui, app, actions);
            }
            if app.view.selection.elements.is_empty() && !app.view.selection.links.is_empty() {
                area_menu::link_rows(ui, app, actions);
            }
        }
    });
}

/// The rows for what is selected.
pub(in crate::app) fn selection_rows(
    ui: &mut Ui,
    app: &App,
    takes_keyboard: bool,
    actions: &mut Vec<Action>,
) {
    const ON_NOTHING: &[&[Command]] = &[
        &[Command::AddElement, Command::AddLink, Command::AddNote, Command::AddPicture, Command::Paste],
        &[Command::SelectAll, Command::SelectByLasso, Command::SelectByBox],
        &[Command::SnapToGrid, Command::SnapToOthers, Command::Fit],
    ];
    const ON_ELEMENT: &[&[Command]] = &[
        &[Command::Rename, Command::AddLink, Command::Rate],
        &[Command::Cut, Command::Copy, Command::Paste, Command::Duplicate],
        &[Command::SelectNeighbours, Command::SelectSameSector, Command::SelectSameRegion],
        &[Command::Pin, Command::Unpin],
        &[Command::OpenPortal, Command::SetPortal, Command::ShowOnMap],
        &[Command::TakeOffMap, Command::Delete],
    ];
    const ON_ELEMENTS: &[&[Command]] = &[
        &[Command::Rate, Command::Cut, Command::Copy, Command::Duplicate],
        &[
            Command::AlignLeft,
            Command::AlignCentre,
            Command::AlignRight,
            Command::AlignTop,
            Command::AlignMiddle,
            Command::AlignBottom,
            Command::DistributeAcross,
            Command::DistributeDown,
        ],
        &[Command::SelectNeighbours, Command::SelectInverse, Command::Pin, Command::Unpin],
        &[Command::Group, Command::Ungroup, Command::ShowOnMap],
        &[Command::TakeOffMap, Command::Delete],
    ];
    const ON_LINKS: &[&[Command]] = &[
        &[Command::SignPlus, Command::SignMinus, Command::SignUnknown, Command::ToggleDelay],
        &[Command::Reverse, Command::RoundLoops, Command::SelectLoop, Command::SelectNeighbours],
        &[Command::TakeOffMap, Command::Delete],
    ];
    let selection = &app.view.selection;
    let groups = match (selection.elements.len(), selection.links.is_empty()) {
        (0, true) => ON_NOTHING,
        (0, false) => ON_LINKS,
        (1, _) => ON_ELEMENT,
        _ => ON_ELEMENTS,
    };
    command_rows(ui, app, groups, takes_keyboard, actions);
}

/// Groups of commands with rules between; what would do nothing now is left out.
pub(in crate::app) fn command_rows(
    ui: &mut Ui,
    app: &App,
    groups: &[&[Command]],
    takes_keyboard: bool,
    actions: &mut Vec<Action>,
) {
    ui.set_width(300.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut takes_keyboard = takes_keyboard;
    let mut rule = false;
    for group in groups {
        let mut shown = false;
        for command in group.iter().filter(|command| app.is_enabled(**command)) {
            if std::mem::take(&mut rule) {
                ui.separator();
            }
            shown = true;
            let row = command_response(ui, app, *command);
            if std::mem::take(&mut takes_keyboard) {
                row.request_focus();
            }
            if row.clicked() {
                actions.push(Action::Run(*command));
                ui.close();
            }
        }
        rule |= shown;
    }
}
