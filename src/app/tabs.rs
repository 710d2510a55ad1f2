//! A tab for each map: clicked, dragged to another place, renamed, and split.

use egui::{Id, Rect, Stroke, Ui, pos2, vec2};

use super::App;
use super::action::Action;
use super::command::Command;
use super::theme::{color, tokens};
use super::top_bar::command_row;
use super::widgets;
use crate::edit::Edit;
use crate::model::{Map, MapId, MapKind};
use crate::scene::icon::Icon;

/// The room between two tabs.
const GAP: f32 = 16.0;
/// The width of a button with an icon.
const BUTTON: f32 = 32.0;

/// The icon of a kind of map.
pub(super) fn map_icon(kind: MapKind) -> Icon {
    match kind {
        MapKind::Actors => Icon::Graph,
        MapKind::Causal => Icon::ArrowsClockwise,
        MapKind::Issues => Icon::Warning,
    }
}

/// A tab for each map, the way back to the one before, and a way to add one. Tabs that do not fit between here and `end`
/// scroll, and a menu lists them all.
pub(super) fn tabs_ui(ui: &mut Ui, app: &App, end: f32, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.x = GAP;
    back_ui(ui, app, actions);
    let project = app.session.history.project();
    let wanted: f32 =
        project.maps_in_order().into_iter().map(|(_, map)| widgets::tab_width(ui, title(map)) + GAP).sum();
    let room = end - ui.cursor().left() - BUTTON - 2.0 * GAP;
    if wanted <= room {
        row_ui(ui, app, actions);
    } else {
        let room = (room - BUTTON - GAP).max(80.0);
        ui.scope(|ui| {
            ui.set_max_width(room);
            egui::ScrollArea::horizontal()
                .id_salt("tabs")
                .auto_shrink([false, true])
                .scroll_bar_visibility(egui::scroll_area::ScrollBarVisibility::AlwaysHidden)
                .scroll_source(egui::scroll_area::ScrollSource::MOUSE_WHEEL)
                .show(ui, |ui| row_ui(ui, app, actions));
        });
        all_ui(ui, app, actions);
    }
    let plus = widgets::icon_button(ui, Icon::Plus.char(), "Add a map", None);
    egui::Popup::menu(&plus).show(|ui| {
        ui.set_width(240.0);
        for command in [Command::AddActorMap, Command::AddCausalMap, Command::AddIssueMap] {
            if command_row(ui, app, command) {
                actions.push(Action::Run(command));
                ui.close();
            }
        }
    });
}

fn title(map: &Map) -> &str {
    if map.title.is_empty() { "Untitled map" } else { &map.title }
}

/// The tabs themselves. The one of the map that was just turned to is brought into view.
fn row_ui(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let turned_to = Id::new("map in the tabs");
    let shown = app.view.map.clone();
    let turned = ui.data(|data| data.get_temp::<Option<MapId>>(turned_to)) != Some(shown.clone());
    let mut tabs: Vec<(MapId, egui::Response)> = Vec::new();
    for (id, map) in app.session.history.project().maps_in_order() {
        let active = shown.as_ref() == Some(id);
        let tab =
            ui.push_id(id, |ui| widgets::tab(ui, map_icon(map.kind()).char(), title(map), active)).inner;
        if active && turned {
            tab.scroll_to_me(None);
        }
        if app.view.beside.as_ref().is_some_and(|beside| beside.map == *id) {
            let line = Rect::from_min_max(pos2(tab.rect.left(), tab.rect.bottom() - 2.0), tab.rect.max);
            ui.painter().rect_filled(line, 1.0, color(tokens(ui).accent).gamma_multiply(0.4));
        }
        if tab.clicked() {
            actions.push(Action::ShowMap(id.clone()));
        }
        if tab.double_clicked() {
            actions.push(Action::Run(Command::RenameMap));
        }
        tab.context_menu(|ui| menu_ui(ui, app, id, actions));
        tabs.push((id.clone(), tab));
    }
    ui.data_mut(|data| data.insert_temp(turned_to, shown));
    reorder(ui, &tabs, actions);
}

/// What can be done with a map.
fn menu_ui(ui: &mut Ui, app: &App, id: &MapId, actions: &mut Vec<Action>) {
    ui.set_width(240.0);
    let groups: [&[Command]; 3] = [
        &[Command::RenameMap, Command::MapEarlier, Command::MapLater],
        &[Command::SplitView],
        &[Command::DeleteMap],
    ];
    for (number, group) in groups.into_iter().enumerate() {
        if number > 0 {
            ui.separator();
        }
        for command in group {
            if command_row(ui, app, *command) {
                actions.push(Action::ShowMap(id.clone()));
                actions.push(Action::Run(*command));
                ui.close();
            }
        }
    }
}

/// All maps in a menu.
fn all_ui(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let all = widgets::icon_button(ui, Icon::CaretDown.char(), "All maps", None);
    egui::Popup::menu(&all).show(|ui| {
        ui.set_width(280.0);
        egui::ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            for (id, map) in app.session.history.project().maps_in_order() {
                let icon = if app.view.map.as_ref() == Some(id) { Icon::Check } else { map_icon(map.kind()) };
                if widgets::menu_row(ui, Some(icon.char()), title(map), "").clicked() {
                    actions.push(Action::ShowMap(id.clone()));
                    ui.close();
                }
            }
        });
    });
}

/// How much room the controls at the end of the row took in the last frame.
pub(super) fn end_room(ui: &Ui) -> f32 {
    ui.data(|data| data.get_temp(Id::new("end of the tabs"))).unwrap_or(0.0)
}

/// Remembers how much room the controls at the end of the row take.
pub(super) fn keep_end_room(ui: &Ui, room: f32) {
    let id = Id::new("end of the tabs");
    ui.data_mut(|data| data.insert_temp(id, room));
}

/// The way back to the map that one came from.
fn back_ui(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let project = app.session.history.project();
    let Some(map) = app.view.way_back.last().and_then(|map| project.maps.get(map)) else { return };
    let name = format!("Back to “{}”", map.title);
    let keys = Command::GoBack.keys_text();
    if widgets::icon_button(ui, Icon::ArrowLeft.char(), &name, keys.as_deref()).clicked() {
        actions.push(Action::Run(Command::GoBack));
    }
}

/// A tab that is dragged shows where it will stand; let go, it stands there.
fn reorder(ui: &Ui, tabs: &[(MapId, egui::Response)], actions: &mut Vec<Action>) {
    let moving = |(_, tab): &(MapId, egui::Response)| tab.dragged() || tab.drag_stopped();
    let Some(from) = tabs.iter().position(moving) else { return };
    let (id, tab) = &tabs[from];
    let Some(pos) = tab.interact_pointer_pos().or_else(|| ui.input(|input| input.pointer.latest_pos()))
    else {
        return;
    };
    let others = tabs.iter().enumerate().filter(|(at, _)| *at != from);
    let to = others.filter(|(_, (_, other))| other.rect.center().x < pos.x).count();
    if tab.dragged() && to != from {
        // The mark stands before the tab that will come next.
        let mark = if to > from { tabs[to].1.rect.right() + 8.0 } else { tabs[to].1.rect.left() - 8.0 };
        let ink = Stroke::new(2.0, color(tokens(ui).accent));
        let rect = tab.rect.shrink2(vec2(0.0, 6.0));
        ui.painter().vline(mark, rect.y_range(), ink);
    }
    if tab.drag_stopped() && to != from {
        actions.push(Action::Edit(Edit::MoveMap { id: id.clone(), to }));
    }
}

/// The button that shows two maps side by side.
pub(super) fn split_ui(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let split = app.view.beside.is_some();
    let name = if split { "One map again" } else { "Two maps side by side" };
    let keys = Command::SplitView.keys_text();
    let icon = Icon::SquareSplitHorizontal.char();
    if widgets::tool_button(ui, icon, name, keys.as_deref(), split).clicked() {
        actions.push(Action::Run(Command::SplitView));
    }
}
