//! "If this actor leaves": who holds the map together, as a table, and what is left without some of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Align2, Rect, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::super::working_ui;
use super::spotlight;
use crate::analysis::{BottleneckRow, Departure};
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::{self, Weight};
use crate::app::network::{Order, Rows};
use crate::app::theme::{color, corners, tokens};
use crate::app::widgets;
use crate::edit::Selection;
use crate::model::ElementId;
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// How many rows the panel paints; the command line lists all.
const MOST_ROWS: usize = 400;
const ROW: f32 = 46.0;

/// The table, and over it what is left when those who are marked leave together.
pub(super) fn leaving_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let revision = app.session.history.revision();
    let found = app.worker.findings().bottlenecks.as_ref().and_then(|found| found.of(revision)).cloned();
    super::super::body(ui, "leaving", 12.0, |ui| {
        let Some(found) = found else {
            working_ui(ui, None);
            return;
        };
        if found.actors.is_empty() {
            super::super::empty(
                ui,
                "No actors yet. Draw actors and ties; what breaks when one leaves is listed here.",
            );
            return;
        }
        let t = tokens(ui);
        if app.network.leaving.is_empty() {
            let how = "Mark one or more actors to see on the map what falls apart without them.";
            widgets::paragraph(ui, how, type_size::SMALL, Weight::Regular, t.text3);
        } else {
            departure_ui(ui, app, actions);
        }
        ui.add_space(8.0);
        titles_ui(ui, app);
        let order = app.network.order;
        if !app.network.rows.as_ref().is_some_and(|rows| rows.is(&found, order)) {
            app.network.rows = Some(Rows::new(&found, order));
        }
        let rows = app.network.rows.as_ref().map(|rows| Arc::clone(&rows.places)).unwrap_or_default();
        for row in rows.iter().take(MOST_ROWS).filter_map(|place| found.actors.get(*place)) {
            ui.push_id(&row.id, |ui| row_ui(ui, app, row, actions));
        }
        if rows.len() > MOST_ROWS {
            let more = format!("{} more; linchpin bottlenecks lists all.", rows.len() - MOST_ROWS);
            widgets::paragraph(ui, &more, type_size::SMALL, Weight::Regular, t.text3);
        }
        if !found.note.is_empty() {
            ui.add_space(8.0);
            widgets::paragraph(ui, &found.note, type_size::SMALL, Weight::Regular, t.text3);
        }
    });
}

/// By what the rows are ordered; a press orders by another.
fn titles_ui(ui: &mut Ui, app: &mut App) {
    let t = tokens(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        widgets::label(ui, "Order", type_size::SMALL, Weight::Regular, t.text3);
        for (order, word, tip) in [
            (Order::Pairs, "Pairs", "Pairs of the others that would be joined no more"),
            (
                Order::Fragmentation,
                "Split",
                "How much farther apart the others would be: distance-weighted fragmentation",
            ),
            (
                Order::Between,
                "Paths",
                "The share of the shortest paths between others that pass through: betweenness",
            ),
            (Order::Name, "Name", "By name"),
        ] {
            let chosen = app.network.order == order;
            let weight = if chosen { Weight::SemiBold } else { Weight::Medium };
            let measured = fonts::galley(ui, fonts::text(word, type_size::SMALL.0, weight, color(t.text)));
            let (rect, response) = ui.allocate_exact_size(vec2(measured.size().x, 24.0), Sense::click());
            let ink = if chosen || response.hovered() { t.text } else { t.text3 };
            let job = fonts::text(word, type_size::SMALL.0, weight, color(ink));
            widgets::text_at(ui, rect.left_center(), Align2::LEFT_CENTER, job);
            response.widget_info(|| {
                let said = format!("Order by {}", word.to_lowercase());
                WidgetInfo::selected(WidgetType::Button, true, chosen, said)
            });
            if widgets::tip(response, tip, None).clicked() {
                app.network.order = order;
            }
        }
    });
    ui.add_space(4.0);
}

/// The figures of a row, in words.
fn figures(row: &BottleneckRow) -> String {
    let pairs = match row.disconnected_pairs {
        0 => "no pair".to_owned(),
        1 => "1 pair".to_owned(),
        many => format!("{many} pairs"),
    };
    let split = row.fragmentation.map_or_else(|| "–".to_owned(), |value| format!("{value:+.3}"));
    format!("{pairs} · split {split} · {:.0} % of paths", row.betweenness * 100.0)
}

fn row_ui(ui: &mut Ui, app: &mut App, row: &BottleneckRow, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let gone = app.network.leaving.contains(&row.id);
    let selected = app.view.selection.elements.contains(&row.id);
    if selected || response.hovered() {
        let fill = if selected { t.accent_soft } else { t.raised };
        ui.painter().rect_filled(rect, corners(6.0), color(fill));
    }
    let place = Rect::from_min_size(rect.min + vec2(0.0, 10.0), vec2(24.0, 24.0));
    let mut corner = ui.new_child(egui::UiBuilder::new().id_salt("leaves").max_rect(place));
    let (icon, tip) = if gone {
        (Icon::Eye, format!("Bring {} back", row.name))
    } else {
        (Icon::EyeSlash, format!("Think {} away", row.name))
    };
    if widgets::icon_button(&mut corner, icon.char(), &tip, None).clicked()
        && !app.network.leaving.remove(&row.id)
    {
        app.network.leaving.insert(row.id.clone());
    }
    let ink = if gone { t.text3 } else { t.text };
    let weight = if row.cut_vertex { Weight::SemiBold } else { Weight::Medium };
    let (left, room) = (rect.left() + 32.0, rect.width() - 40.0);
    let name = fonts::elided(fonts::text(&row.name, type_size::BODY.0, weight, color(ink)), room, 1);
    widgets::text_at(ui, pos2(left, rect.top() + 14.0), Align2::LEFT_CENTER, name);
    let said = figures(row);
    let job = fonts::text(&said, type_size::SMALL.0, Weight::Regular, color(t.text3));
    widgets::text_at(ui, pos2(left, rect.top() + 32.0), Align2::LEFT_CENTER, fonts::elided(job, room, 1));
    response.widget_info(|| {
        WidgetInfo::selected(WidgetType::Button, true, selected, format!("{}: {said}", row.name))
    });
    if response.hovered() {
        actions.push(Action::Preview(spotlight(&row.name, std::slice::from_ref(&row.id), &[])));
    }
    if response.clicked() {
        actions.push(Action::Reveal(row.id.clone()));
    }
    let reasons = row.reasons.join("\n");
    if !reasons.is_empty() {
        widgets::tip(response, &reasons, None);
    }
}

/// What is left, in sentences, and lit on the map.
fn departure_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    app.ask_departure(ui.ctx());
    let t = tokens(ui);
    let Some(found) = app.network.departure.answer() else {
        working_ui(ui, app.network.departure.progress());
        return;
    };
    let Some(found) = found.as_ref() else { return };
    for (place, sentence) in found.sentences.iter().enumerate() {
        let weight = if place == 0 { Weight::SemiBold } else { Weight::Regular };
        let ink = if place == 0 { t.text } else { t.text2 };
        widgets::paragraph(ui, &format!("{sentence}."), type_size::BODY, weight, ink);
        ui.add_space(2.0);
    }
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let show = widgets::button(ui, None, "Show what is left");
        if widgets::tip(show, "Light the largest part that stays joined; the rest is dimmed", None).clicked()
        {
            actions.push(Action::Select(Selection::default()));
            actions.push(Action::Light(Some(left(app, found))));
        }
        if widgets::button(ui, None, "Bring all back").clicked() {
            app.network.leaving.clear();
            actions.push(Action::Light(None));
        }
    });
}

/// The largest part that stays joined, with its ties.
fn left(app: &App, found: &Departure) -> crate::app::view_state::Spotlight {
    let part: BTreeSet<&ElementId> = found.parts.first().into_iter().flatten().collect();
    let project = app.session.history.project();
    let inside = |id: &ElementId| part.contains(id);
    let links = project
        .links
        .iter()
        .filter(|(_, link)| inside(&link.ends.from) && link.ends.to.element().is_some_and(inside));
    let links: Vec<_> = links.map(|(id, _)| id.clone()).collect();
    let elements: Vec<ElementId> = part.iter().map(|id| (*id).clone()).collect();
    let gone: Vec<String> = found.leaving.iter().map(|id| project.name_of(id)).collect();
    spotlight(&format!("Without {}", gone.join(", ")), &elements, &links)
}
