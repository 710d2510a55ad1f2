//! The list of elements, with search.

use egui::{Align2, Sense, Ui, pos2, vec2};

use crate::app::App;
use crate::app::action::Action;
use crate::app::canvas::{Carried, selection_rows};
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::app::view_state::Spotlight;
use crate::app::widgets;
use crate::edit::{Edit, Selection};
use crate::model::{Body, Element, ElementId, ElementKind, Id as _, Project, TermKind};
use crate::scene::icon::Icon;
use crate::scene::tokens::{radius, type_size};

/// The panel.
pub(super) fn elements_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let project = app.session.history.project().clone();
    super::header(ui, "Elements", &project.elements.len().to_string());
    ui.horizontal(|ui| {
        ui.add_space(12.0);
        ui.vertical(|ui| {
            ui.set_width(ui.available_width() - 12.0);
            widgets::search_field(ui, &mut app.view.element_search, "Find an element", "");
        });
    });
    ui.add_space(8.0);
    let wanted = app.view.element_search.trim().to_lowercase();
    let mut rows: Vec<(&ElementId, &Element)> = project
        .elements
        .iter()
        .map(|(id, element)| (id, element.as_ref()))
        .filter(|(_, element)| wanted.is_empty() || element.name.to_lowercase().contains(&wanted))
        .collect();
    rows.sort_by_cached_key(|(id, element)| (element.kind(), element.name.to_lowercase(), (*id).clone()));
    super::body(ui, "elements", 4.0, |ui| {
        if rows.is_empty() {
            let sentence = if project.elements.is_empty() {
                "No elements yet. Press E on the map and type a name."
            } else {
                "No element has that in its name."
            };
            ui.indent("empty", |ui| super::empty(ui, sentence));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut kind = None;
        for (id, element) in rows {
            if kind != Some(element.kind()) {
                kind = Some(element.kind());
                ui.add_space(if kind.is_some() { 8.0 } else { 0.0 });
                heading(ui, element.kind());
            }
            row_ui(ui, app, &project, id, element, actions);
        }
    });
}

fn heading(ui: &mut Ui, kind: ElementKind) {
    let t = tokens(ui);
    let title = match kind {
        ElementKind::Actor => "Actors",
        ElementKind::Variable => "Variables",
        ElementKind::Issue => "Issues",
    };
    ui.horizontal(|ui| {
        ui.add_space(12.0);
        widgets::label(ui, title, type_size::MICRO, Weight::SemiBold, t.text3);
    });
}

fn row_ui(
    ui: &mut Ui,
    app: &App,
    project: &Project,
    id: &ElementId,
    element: &Element,
    actions: &mut Vec<Action>,
) {
    let t = tokens(ui);
    let (rect, response) = ui
        .push_id(id, |ui| ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::click_and_drag()))
        .inner;
    response.dnd_set_drag_payload(Carried(id.clone()));
    if ui.is_rect_visible(rect) {
        let selected = app.view.selection.elements.contains(id);
        let fill = if selected {
            t.accent_soft
        } else if response.hovered() {
            t.hover
        } else {
            t.panel
        };
        ui.painter().rect_filled(rect, corners(radius::BUTTON), color(fill));
        let middle = rect.center().y;
        let (icon, ink) = glyph(project, element, t);
        widgets::glyph(ui, pos2(rect.left() + 20.0, middle), icon.char(), 15.0, ink);
        let name = project.name_of(id);
        let weight = if selected { Weight::SemiBold } else { Weight::Regular };
        let job = fonts::text(&name, type_size::BODY.0, weight, color(t.text));
        let job = fonts::elided(job, rect.width() - 48.0, 1);
        widgets::text_at(ui, pos2(rect.left() + 36.0, middle), Align2::LEFT_CENTER, job);
        widgets::focus_ring(ui, &response, rect.shrink(2.0), radius::BUTTON);
    }
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, project.name_of(id)));
    if response.hovered() {
        actions.push(Action::Preview(Spotlight {
            title: element.name.clone(),
            elements: [id.clone()].into(),
            ..Spotlight::default()
        }));
    }
    let on_map = app.view.map.as_ref().and_then(|map| project.maps.get(map).map(|record| (map, record)));
    if response.clicked() {
        actions.push(Action::Reveal(id.clone()));
    }
    if response.secondary_clicked() && !app.view.selection.elements.contains(id) {
        actions.push(Action::Select(Selection::element(id.clone())));
    }
    response.context_menu(|ui| {
        let missing = on_map.filter(|(_, record)| !record.elements.contains_key(id));
        if let Some((map, _)) = missing {
            if widgets::menu_row(ui, Some(Icon::Eye.char()), "Show on this map", "").clicked() {
                let pos = app.camera().unwrap_or_default().centre;
                actions.push(Action::Edit(Edit::ShowElement { id: id.clone(), map: map.clone(), pos }));
                ui.close();
            }
            ui.separator();
        }
        selection_rows(ui, app, false, actions);
    });
}

/// The icon of an element and its colour.
pub(super) fn glyph(
    project: &Project,
    element: &Element,
    t: &crate::scene::tokens::Tokens,
) -> (Icon, egui::Color32) {
    match &element.body {
        Body::Actor(actor) => {
            let sector = actor.sector.as_ref().map(|id| project.resolve(TermKind::Sector, id));
            let icon = Icon::of_sector(sector.as_ref().map(crate::model::TermId::as_str));
            (icon, color(t.sector(sector.as_ref()).color))
        }
        Body::Variable(variable) if variable.goal => (Icon::Target, color(t.accent)),
        Body::Variable(_) => (Icon::ArrowsClockwise, color(t.text3)),
        Body::Issue(_) => (Icon::Warning, color(t.warn)),
    }
}
