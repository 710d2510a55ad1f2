//! What only variables have.

use egui::Ui;

use super::change;
use crate::app::action::Action;
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::widgets;
use crate::edit::ElementChange;
use crate::model::{ElementId, Variable};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// Goal and driver.
pub(super) fn variable_ui(ui: &mut Ui, id: &ElementId, variable: &Variable, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    widgets::section(ui, "Variable", "", |ui| {
        let hint = "A noun that can rise or fall.";
        widgets::paragraph(ui, hint, type_size::SMALL, Weight::Regular, t.text3);
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let goal = widgets::icon_chip(ui, Some(Icon::Target.char()), "Goal", variable.goal);
            if goal.clicked() {
                actions.push(change(id, ElementChange::Goal(!variable.goal)));
            }
            goal.on_hover_text("What the work is meant to move.");
            let external =
                widgets::icon_chip(ui, Some(Icon::GlobeHemisphereEast.char()), "External", variable.external);
            if external.clicked() {
                actions.push(change(id, ElementChange::External(!variable.external)));
            }
            external.on_hover_text("Driven from outside the system.");
        });
    });
}
