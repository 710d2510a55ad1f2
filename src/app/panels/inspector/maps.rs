//! On which maps an element stands, and where it leads.

use egui::{Align2, Sense, Ui, pos2, vec2};

use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::app::top_bar::map_icon;
use crate::app::widgets;
use crate::edit::ElementChange;
use crate::model::{Element, ElementId, MapId, Project};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// Each map with the element, a way to put it on others, and the map that it leads to.
pub(super) fn maps_ui(
    ui: &mut Ui,
    app: &App,
    project: &Project,
    id: &ElementId,
    element: &Element,
    actions: &mut Vec<Action>,
) {
    let in_order = project.maps_in_order();
    let shown: Vec<_> = in_order.iter().filter(|(_, map)| map.elements.contains_key(id)).collect();
    widgets::section(ui, "Maps", &shown.len().to_string(), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (map, record) in shown {
            let here = app.view.map.as_ref() == Some(*map);
            let title = if record.title.is_empty() { "Untitled map" } else { &record.title };
            if row(ui, map, map_icon(record.kind()), title, here) && !here {
                actions.push(Action::Travel((*map).clone()));
            }
        }
        ui.add_space(4.0);
        if widgets::link_button(ui, "Show on another map…", false).clicked() {
            actions.push(Action::Run(Command::ShowOnMap));
        }
        if project.maps.len() < 2 {
            return;
        }
        ui.add_space(8.0);
        let led = element.portal.as_ref();
        let current =
            led.map_or("Nowhere", |map| project.maps.get(map).map_or("A map that is gone", |m| &m.title));
        widgets::row_label_value(ui, "Leads to", |ui| {
            widgets::dropdown(ui, "Leads to", current, |ui| {
                for (map, record) in &in_order {
                    let icon = Some(map_icon(record.kind()).char());
                    if led != Some(*map) && widgets::menu_row(ui, icon, &record.title, "").clicked() {
                        actions.push(super::change(id, ElementChange::Portal(Some((*map).clone()))));
                    }
                }
                if led.is_some() && widgets::menu_row(ui, None, "Nowhere", "").clicked() {
                    actions.push(super::change(id, ElementChange::Portal(None)));
                }
            })
            .0
            .on_hover_text("A small sign on the element leads to this map")
        });
        if let Some(map) = led.filter(|map| project.maps.contains_key(*map)) {
            ui.add_space(4.0);
            if widgets::link_button(ui, &format!("Go to “{current}”"), true).clicked() {
                actions.push(Action::Travel(map.clone()));
            }
        }
    });
}

/// A map as a row; a click goes there.
fn row(ui: &mut Ui, map: &MapId, icon: Icon, title: &str, here: bool) -> bool {
    let t = tokens(ui);
    let size = vec2(ui.available_width(), 26.0);
    let (rect, response) = ui.push_id(map, |ui| ui.allocate_exact_size(size, Sense::click())).inner;
    if response.hovered() && !here {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), corners(6.0), color(t.hover));
    }
    let middle = rect.center().y;
    widgets::glyph(ui, pos2(rect.left() + 8.0, middle), icon.char(), 14.0, color(t.text2));
    let (weight, ink) = if here { (Weight::SemiBold, t.text) } else { (Weight::Medium, t.accent_text) };
    let room = rect.width() - if here { 80.0 } else { 28.0 };
    let job = fonts::elided(fonts::text(title, type_size::SMALL.0, weight, color(ink)), room, 1);
    widgets::text_at(ui, pos2(rect.left() + 24.0, middle), Align2::LEFT_CENTER, job);
    if here {
        let note = fonts::text("in front", type_size::MICRO.0, Weight::Regular, color(t.text3));
        widgets::text_at(ui, pos2(rect.right(), middle), Align2::RIGHT_CENTER, note);
    }
    widgets::focus_ring(ui, &response, rect, 6.0);
    let said = format!("On the map {title}");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &said));
    let tip = if here { "This map is in front" } else { "Go to this map" };
    response.on_hover_text(tip).clicked()
}
