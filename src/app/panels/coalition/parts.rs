//! What several parts of the desk are made of: cards, rows and notes.

use egui::{Frame, Margin, Stroke, Ui, vec2};

use crate::analysis::{Finding, Tone as Meant};
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::Weight;
use crate::app::theme::{color, corners, tokens};
use crate::app::view_state::Spotlight;
use crate::app::widgets;
use crate::model::{ElementId, Project, TermId, TermKind};
use crate::scene::icon::Icon;
use crate::scene::tokens::{Color, SectorLook, radius, type_size};

/// A white card as wide as its page.
pub(super) fn card<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let t = tokens(ui);
    let frame = Frame::new()
        .fill(color(t.panel))
        .stroke(Stroke::new(1.0, color(t.border)))
        .corner_radius(corners(radius::CARD))
        .inner_margin(Margin::symmetric(16, 12));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        contents(ui)
    });
    shown.inner
}

/// A card with a title, and a note beside it.
pub(super) fn titled<R>(ui: &mut Ui, title: &str, note: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    card(ui, |ui| {
        let t = tokens(ui);
        ui.horizontal(|ui| {
            widgets::label(ui, title, type_size::BODY, Weight::SemiBold, t.text);
            if !note.is_empty() {
                widgets::label(ui, note, type_size::SMALL, Weight::Regular, t.text3);
            }
        });
        ui.add_space(4.0);
        contents(ui)
    })
}

/// A sentence, in the second ink.
pub(super) fn say(ui: &mut Ui, sentence: &str) {
    let t = tokens(ui);
    widgets::paragraph(ui, sentence, type_size::SMALL, Weight::Regular, t.text2);
}

/// A sentence in the third ink: hints and empty states.
pub(super) fn hint(ui: &mut Ui, sentence: &str) {
    let t = tokens(ui);
    widgets::paragraph(ui, sentence, type_size::SMALL, Weight::Regular, t.text3);
}

/// A sentence with an icon before it.
pub(super) fn noted(ui: &mut Ui, icon: Icon, ink: Color, sentence: &str) -> egui::Response {
    let t = tokens(ui);
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 16.0), egui::Sense::hover());
        widgets::glyph(ui, rect.center(), icon.char(), 14.0, color(ink));
        ui.vertical(|ui| widgets::paragraph(ui, sentence, type_size::SMALL, Weight::Regular, t.text2)).inner
    })
    .inner
}

/// A finding of an analysis: hovering lights it on the map, a click shows it there.
pub(super) fn finding_ui(ui: &mut Ui, finding: &Finding, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let (icon, ink) = match finding.tone {
        Meant::Warning => (Icon::Warning, t.danger),
        Meant::Gap => (Icon::WarningCircle, t.warn),
        Meant::Question => (Icon::ChatCircleText, t.text3),
        Meant::Note => (Icon::Info, t.text3),
    };
    let shown = noted(ui, icon, ink, &finding.sentence);
    if finding.elements.is_empty() && finding.links.is_empty() {
        return;
    }
    let shown = shown.interact(egui::Sense::click());
    if shown.clicked() {
        show_on_map(&spotlight(finding), actions);
    }
    widgets::tip(shown, "Show on the map", None);
}

/// Lights on the map, and puts the map in front.
pub(super) fn show_on_map(lit: &Spotlight, actions: &mut Vec<Action>) {
    actions.push(Action::LeaveDesk);
    actions.push(Action::Light(Some(lit.clone())));
}

fn spotlight(finding: &Finding) -> Spotlight {
    Spotlight {
        title: finding.code.replace('_', " "),
        elements: finding.elements.iter().cloned().collect(),
        links: finding.links.iter().cloned().collect(),
        kind: None,
    }
}

/// A sentence that must not be missed.
pub(super) fn alarm(ui: &mut Ui, sentence: &str) {
    let t = tokens(ui);
    let frame = Frame::new()
        .fill(color(t.danger_soft))
        .corner_radius(corners(radius::CARD))
        .inner_margin(Margin::symmetric(10, 9));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(18.0, 16.0), egui::Sense::hover());
            widgets::glyph(ui, rect.center(), Icon::Warning.char(), 15.0, color(t.danger));
            ui.vertical(|ui| {
                widgets::paragraph(ui, sentence, type_size::SMALL, Weight::SemiBold, t.text);
            });
        });
    });
}

/// The sector of an actor as it is drawn: its icon and colours.
pub(super) fn look(ui: &Ui, project: &Project, id: &ElementId) -> (Icon, SectorLook) {
    let actor = project.elements.get(id).and_then(|element| element.actor());
    let sector =
        actor.and_then(|actor| actor.sector.as_ref()).map(|id| project.resolve(TermKind::Sector, id));
    (Icon::of_sector(sector.as_ref().map(crate::model::Id::as_str)), tokens(ui).sector(sector.as_ref()))
}

/// The role of an actor, or nothing.
pub(super) fn role(project: &Project, id: &ElementId) -> String {
    let actor = project.elements.get(id).and_then(|element| element.actor());
    actor
        .and_then(|actor| actor.role.as_ref())
        .map_or_else(String::new, |id| project.word(TermKind::Role, id))
}

/// The name of an asset.
pub(super) fn asset(project: &Project, id: &TermId) -> String {
    project.word(TermKind::Asset, id)
}

/// Names joined by commas.
pub(super) fn names<'a>(project: &Project, ids: impl IntoIterator<Item = &'a ElementId>) -> String {
    ids.into_iter().map(|id| project.name_of(id)).collect::<Vec<_>>().join(", ")
}

/// Every actor by name.
pub(super) fn actors(project: &Project) -> Vec<(ElementId, String)> {
    let of = project.elements_of(crate::model::ElementKind::Actor);
    let mut all: Vec<(ElementId, String)> = of.map(|(id, _)| (id.clone(), project.name_of(id))).collect();
    all.sort_by(|a, b| a.1.to_lowercase().cmp(&b.1.to_lowercase()).then_with(|| a.0.cmp(&b.0)));
    all
}

/// A list of actors in a menu; gives the one that was chosen.
pub(super) fn actor_menu(
    ui: &mut Ui,
    project: &Project,
    list: impl IntoIterator<Item = (ElementId, String)>,
) -> Option<ElementId> {
    let mut chosen = None;
    egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
        ui.set_min_width(240.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        for (id, name) in list {
            let (icon, _) = look(ui, project, &id);
            if ui.push_id(&id, |ui| widgets::menu_row(ui, Some(icon.char()), &name, "")).inner.clicked() {
                chosen = Some(id);
                ui.close();
            }
        }
    });
    chosen
}

/// The page while its answer is worked out.
pub(super) fn working(ui: &mut Ui) {
    super::super::working_ui(ui, None);
}

/// The name of the coalition in hand with what the page is about.
pub(super) fn page_title(ui: &mut Ui, app: &App, about: &str) {
    let t = tokens(ui);
    let name =
        app.coalition().map_or_else(|| "Suggested partners".to_owned(), |(_, found)| found.name.clone());
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        widgets::label(ui, &name, type_size::TITLE, Weight::SemiBold, t.text);
        widgets::label(ui, about, type_size::SMALL, Weight::Regular, t.text3);
    });
    ui.add_space(8.0);
}
