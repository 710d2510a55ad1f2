//! The menu of the right mouse button.

use egui::Response;

use super::eye::Eye;
use super::gesture::FORGIVING;
use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::top_bar::command_row;
use crate::edit::Selection;
use crate::scene::MapScene;

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

pub(super) fn context_menu(app: &App, response: &Response, actions: &mut Vec<Action>) {
    const ON_NOTHING: &[Command] =
        &[Command::AddElement, Command::AddLink, Command::Paste, Command::SelectAll, Command::Fit];
    const ON_ELEMENTS: &[Command] = &[
        Command::Rename,
        Command::AddLink,
        Command::Rate,
        Command::Copy,
        Command::Duplicate,
        Command::TakeOffMap,
        Command::Delete,
    ];
    const ON_LINKS: &[Command] = &[
        Command::SignPlus,
        Command::SignMinus,
        Command::SignUnknown,
        Command::ToggleDelay,
        Command::Reverse,
        Command::TakeOffMap,
        Command::Delete,
    ];
    response.context_menu(|ui| {
        ui.set_min_width(200.0);
        let selection = &app.view.selection;
        let commands = match (selection.elements.is_empty(), selection.links.is_empty()) {
            (true, true) => ON_NOTHING,
            (true, false) => ON_LINKS,
            _ => ON_ELEMENTS,
        };
        for command in commands {
            if (app.is_enabled(*command) || *command == Command::Paste) && command_row(ui, app, *command) {
                actions.push(Action::Run(*command));
                ui.close();
            }
        }
    });
}
