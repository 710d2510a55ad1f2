//! The inspector: what is selected, and everything that can be said about it.

mod actor;
mod claims;
mod evidence;
mod feedback_loop;
mod issue;
mod leverage;
mod link;
mod many;
mod maps;
mod variable;

use egui::{Align2, Response, Ui, pos2, vec2};

use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, tokens};
use crate::app::widgets;
use crate::edit::{Edit, ElementChange};
use crate::model::{Body, Element, ElementId, ElementKind, End, LinkId, Project, TermId, TermKind};
use crate::scene::icon::Icon;
use crate::scene::tokens::{Color, type_size};

/// The inspector of the selection.
pub(in crate::app) fn inspector_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let project = app.session.history.project().clone();
    let selection = app.view.selection.clone();
    let element = selection.single_element().and_then(|id| project.elements.get_key_value(id));
    let link = selection.single_link().and_then(|id| project.links.get_key_value(id));
    egui::ScrollArea::vertical().id_salt("inspector").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        match (element, link) {
            (Some((id, element)), _) => {
                ui.push_id(id, |ui| element_ui(ui, app, &project, id, element, actions));
            }
            (_, Some((id, record))) => {
                ui.push_id(id, |ui| link::link_ui(ui, app, &project, id, record, actions));
            }
            _ if selection.is_empty() => {
                if let Some(found) = app.chosen_loop() {
                    ui.push_id(&found.links, |ui| feedback_loop::loop_ui(ui, app, &found, actions));
                }
            }
            _ => many::many_ui(ui, app, &project, &selection, actions),
        }
    });
}

fn element_ui(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    id: &ElementId,
    element: &Element,
    actions: &mut Vec<Action>,
) {
    let t = tokens(ui);
    let detail = match &element.body {
        Body::Actor(actor) => {
            let sector = actor.sector.as_ref().map(|id| project.word(TermKind::Sector, id));
            let role = actor.role.as_ref().map(|id| project.word(TermKind::Role, id));
            let words: Vec<String> = sector.into_iter().chain(role).collect();
            if words.is_empty() { "Actor".to_owned() } else { words.join(" · ") }
        }
        Body::Variable(_) => "Variable".to_owned(),
        Body::Issue(_) => "Issue".to_owned(),
    };
    let (icon, _) = super::elements::glyph(project, element, t);
    let (ink, tint) = match &element.body {
        Body::Actor(actor) => {
            let sector = actor.sector.as_ref().map(|id| project.resolve(TermKind::Sector, id));
            let look = t.sector(sector.as_ref());
            (look.color, look.tint)
        }
        Body::Variable(_) => (t.text2, t.sunken),
        Body::Issue(_) => (t.warn, t.warn_soft),
    };
    head(ui, icon, (ink, tint), &project.name_of(id), &detail);
    match &element.body {
        Body::Actor(actor) => actor::actor_ui(ui, app, project, id, actor, actions),
        Body::Variable(variable) => variable::variable_ui(ui, id, variable, actions),
        Body::Issue(issue) => issue::issue_ui(ui, project, id, issue, actions),
    }
    if element.kind() != ElementKind::Actor {
        leverage::leverage_ui(ui, app, id, actions);
    }
    text_ui(ui, id, element, actions);
    links_ui(ui, project, id, actions);
    maps::maps_ui(ui, app, project, id, element, actions);
    evidence::evidence_ui(ui, app, project, &evidence::Of::Element(id), &element.evidence, actions);
}

/// The head: glyph, name and a line below.
fn head(ui: &mut Ui, icon: Icon, (ink, tint): (Color, Color), name: &str, detail: &str) {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 56.0), egui::Sense::hover());
    let middle = pos2(rect.left() + 32.0, rect.center().y);
    ui.painter().circle_filled(middle, 16.0, color(tint));
    widgets::glyph(ui, middle, icon.char(), 18.0, color(ink));
    let width = rect.width() - 72.0;
    let name_job =
        fonts::elided(fonts::text(name, type_size::TITLE.0, Weight::SemiBold, color(t.text)), width, 1);
    widgets::text_at(ui, pos2(rect.left() + 60.0, rect.center().y - 9.0), Align2::LEFT_CENTER, name_job);
    let detail =
        fonts::elided(fonts::text(detail, type_size::SMALL.0, Weight::Regular, color(t.text3)), width, 1);
    widgets::text_at(ui, pos2(rect.left() + 60.0, rect.center().y + 10.0), Align2::LEFT_CENTER, detail);
    widgets::hairline(ui, rect.left_bottom(), rect.right_bottom());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, name));
    response.on_hover_text(name);
}

/// Typing in a field is one step: it begins with the focus and ends with it.
pub(super) fn typing(response: &Response, actions: &mut Vec<Action>, edit: impl FnOnce() -> Edit) {
    if response.gained_focus() {
        actions.push(Action::BeginGesture);
    }
    if response.changed() {
        actions.push(Action::Edit(edit()));
    }
    if response.lost_focus() {
        actions.push(Action::CommitGesture);
    }
}

/// An edit of one element.
fn change(id: &ElementId, change: ElementChange) -> Action {
    Action::Edit(Edit::ChangeElements { ids: vec![id.clone()], change })
}

/// Name and notes.
fn text_ui(ui: &mut Ui, id: &ElementId, element: &Element, actions: &mut Vec<Action>) {
    widgets::section(ui, "Text", "", |ui| {
        let edit = |change| Edit::ChangeElements { ids: vec![id.clone()], change };
        let mut name = element.name.clone();
        let response =
            widgets::row_label_value(ui, "Name", |ui| widgets::text_field(ui, "Name", &mut name, "Name"));
        typing(&response, actions, || edit(ElementChange::Name(name)));
        ui.add_space(6.0);
        let mut notes = element.notes.clone();
        let response = widgets::notes_field(ui, "Notes", &mut notes, "Notes", 2);
        typing(&response, actions, || edit(ElementChange::Notes(notes)));
    });
}

/// A dropdown of the vocabulary's words, with a way to clear.
fn word_ui(
    ui: &mut Ui,
    project: &Project,
    kind: TermKind,
    label: &str,
    current: Option<&TermId>,
    choose: impl FnOnce(Option<TermId>),
) {
    let current = current.map(|id| project.resolve(kind, id));
    let shown = current.as_ref().map_or_else(|| "None".to_owned(), |id| project.word(kind, id));
    let mut chosen = None;
    widgets::row_label_value(ui, label, |ui| {
        widgets::dropdown(ui, label, &shown, |ui| {
            for word in project.words(kind) {
                if widgets::menu_row(ui, None, &word.name, "").clicked() {
                    chosen = Some(Some(word.id.clone()));
                }
            }
            if current.is_some() && widgets::menu_row(ui, None, "None", "").clicked() {
                chosen = Some(None);
            }
        })
        .0
        .on_hover_text(format!("{label}: {shown}"))
    });
    if let Some(word) = chosen
        && word != current
    {
        choose(word);
    }
}

/// Every link of an element; a click selects it.
fn links_ui(ui: &mut Ui, project: &Project, id: &ElementId, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let links: Vec<(&LinkId, &std::sync::Arc<crate::model::Link>)> =
        project.links.iter().filter(|(_, link)| link.ends.touch(id)).collect();
    if links.is_empty() {
        return;
    }
    widgets::section(ui, "Links", &links.len().to_string(), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (link_id, record) in links {
            let (icon, word, mutual) = link::words(project, record);
            let outgoing = record.ends.from == *id;
            let other = match (&record.ends.to, outgoing) {
                (End::Element(to), true) => project.name_of(to),
                (End::Link(to), true) => link::ends_text(project, to),
                (_, false) => project.name_of(&record.ends.from),
            };
            let (rect, response) = ui
                .push_id(link_id, |ui| {
                    ui.allocate_exact_size(vec2(ui.available_width(), 26.0), egui::Sense::click())
                })
                .inner;
            if response.hovered() {
                let back = rect.expand2(vec2(6.0, 0.0));
                ui.painter().rect_filled(back, super::super::theme::corners(6.0), color(t.hover));
            }
            let middle = rect.center().y;
            widgets::glyph(ui, pos2(rect.left() + 8.0, middle), icon.char(), 14.0, color(t.text2));
            let word_job = fonts::text(&word, type_size::SMALL.0, Weight::Regular, color(t.text3));
            let word_rect = widgets::text_at(
                ui,
                pos2(rect.left() + 24.0, middle),
                Align2::LEFT_CENTER,
                fonts::elided(word_job, 80.0, 1),
            );
            let arrow = match (mutual, outgoing) {
                (true, _) => Icon::ArrowsLeftRight,
                (false, true) => Icon::ArrowRight,
                (false, false) => Icon::ArrowLeft,
            };
            let x = word_rect.right().max(rect.left() + 88.0);
            widgets::glyph(ui, pos2(x + 12.0, middle), arrow.char(), 12.0, color(t.text3));
            let name_job = fonts::text(&other, type_size::SMALL.0, Weight::Medium, color(t.text));
            let name_job = fonts::elided(name_job, rect.right() - x - 24.0, 1);
            widgets::text_at(ui, pos2(x + 24.0, middle), Align2::LEFT_CENTER, name_job);
            response.widget_info(|| {
                egui::WidgetInfo::labeled(egui::WidgetType::Button, true, format!("{word} {other}"))
            });
            if response.clicked() {
                actions.push(Action::Select(crate::edit::Selection::link(link_id.clone())));
            }
            response.on_hover_text(format!("{word}: {other}"));
        }
    });
}
