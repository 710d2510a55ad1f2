//! The menu of saved views under its chip.

use egui::{Align, Layout, Popup, Ui, UiBuilder, vec2};

use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::fonts::Weight;
use crate::app::overlay::Overlay;
use crate::app::reading::views;
use crate::app::theme::tokens;
use crate::app::widgets;
use crate::edit::Edit;
use crate::model::{View, ViewId};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The chip, and its menu while that is open.
pub(super) fn views_chip(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let chip = widgets::icon_chip(ui, Some(Icon::MapTrifold.char()), "Views", false);
    let chip = widgets::tip(chip, "Saved views: map, camera, focus, filters", None);
    Popup::menu(&chip).show(|ui| {
        ui.set_width(300.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        let project = std::sync::Arc::clone(app.session.history.project());
        let saved = views::in_order(&project);
        if saved.is_empty() {
            ui.add_space(4.0);
            let sentence = "No views yet. Set focus and filters as you like, then save what you see.";
            widgets::paragraph(ui, sentence, type_size::SMALL, Weight::Regular, tokens(ui).text3);
            ui.add_space(8.0);
        }
        for (id, view) in saved {
            ui.push_id(id, |ui| view_row(ui, app, id, view, actions));
        }
        ui.separator();
        if widgets::menu_row(ui, Some(Icon::Plus.char()), Command::SaveView.entry().label, "").clicked() {
            actions.push(Action::Run(Command::SaveView));
            ui.close();
        }
    });
}

/// A view: a click shows it; at the right it is updated, renamed and deleted.
fn view_row(ui: &mut Ui, app: &mut App, id: &ViewId, view: &View, actions: &mut Vec<Action>) {
    const BUTTONS: f32 = 3.0 * 28.0;
    let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), egui::Sense::hover());
    let (mut left, mut right) = (whole, whole);
    left.max.x -= BUTTONS;
    right.min.x = left.max.x;
    let mut row = ui.new_child(UiBuilder::new().id_salt("name").max_rect(left));
    let elsewhere = view.map.as_ref() != app.view.map.as_ref();
    let map = view.map.as_ref().and_then(|map| app.session.history.project().maps.get(map));
    let name = match map.filter(|_| elsewhere) {
        Some(map) => format!("{} · {}", view.title, map.title),
        None => view.title.clone(),
    };
    if widgets::menu_row(&mut row, Some(Icon::Eye.char()), &name, "").clicked() {
        actions.push(Action::ShowView(id.clone()));
        ui.close();
    }
    let layout = Layout::right_to_left(Align::Center);
    let mut buttons = ui.new_child(UiBuilder::new().id_salt("buttons").max_rect(right).layout(layout));
    buttons.spacing_mut().item_spacing.x = 0.0;
    let name = |verb: &str| format!("{verb} “{}”", view.title);
    if widgets::icon_button(&mut buttons, Icon::Trash.char(), &name("Delete"), None).clicked() {
        actions.push(Action::Edit(Edit::RemoveView(id.clone())));
        ui.close();
    }
    if widgets::icon_button(&mut buttons, Icon::PencilSimple.char(), &name("Rename"), None).clicked() {
        app.overlay = Some(Overlay::NameView { view: Some(id.clone()), text: view.title.clone() });
        ui.close();
    }
    let update = name("Save what shows now as");
    if widgets::icon_button(&mut buttons, Icon::FloppyDisk.char(), &update, None).clicked() {
        let shown = Box::new(views::showing(&app.view, view));
        actions.push(Action::Edit(Edit::SetView(id.clone(), shown)));
        ui.close();
    }
}
