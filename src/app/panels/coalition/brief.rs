//! The brief: what is wanted, what counts, and the rules.

use egui::{Align, Layout, Ui, UiBuilder, vec2};

use super::{rules, wishes};
use crate::analysis::Part;
use crate::app::App;
use crate::app::action::Action;
use crate::app::coalition::{Answers, Side};
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::widgets::{self, Slide};
use crate::edit::{CoalitionChange, Edit};
use crate::model::{Coalition, CoalitionId};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The left side.
pub(super) fn brief_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let answers = app.ask_partners(ui.ctx());
    head(ui, app, actions);
    egui::ScrollArea::vertical().id_salt("brief").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        naming(ui, app, actions);
        wishes::wishes_ui(ui, app, &answers, actions);
        weights(ui, app, actions);
        rules::rules_ui(ui, app, &answers, actions);
        foot(ui, &answers);
    });
}

fn head(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 44.0), egui::Sense::hover());
    let inner = rect.shrink2(vec2(16.0, 0.0));
    let mut left =
        ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::left_to_right(Align::Center)));
    widgets::label(&mut left, "Brief", type_size::TITLE, Weight::SemiBold, t.text);
    let mut right =
        ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center)));
    menu(&mut right, app, actions);
    let steps = widgets::link_button(&mut right, "Six steps", false);
    if steps.clicked() {
        app.partnering.side = Side::Steps;
    }
    widgets::tip(steps, "The way from a problem to scale, and what is still open", None);
}

/// Which coalition is in hand, and what can be done with it as a whole.
fn menu(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let project = app.session.history.project().clone();
    let t = tokens(ui);
    let dots = crate::app::fonts::icon(Icon::DotsThree.char(), 18.0, crate::app::theme::color(t.text2));
    let button = rules::quiet_menu(ui, dots, |ui| {
        ui.set_min_width(220.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        let current = app.coalition().map(|(id, _)| id);
        for (id, found) in &project.coalitions {
            let icon = if Some(id) == current.as_ref() { Icon::Check } else { Icon::Handshake };
            if ui.push_id(id, |ui| widgets::menu_row(ui, Some(icon.char()), &found.name, "")).inner.clicked()
            {
                app.partnering.chosen = Some(id.clone());
                ui.close();
            }
        }
        if !project.coalitions.is_empty() {
            ui.separator();
        }
        if widgets::menu_row(ui, Some(Icon::Plus.char()), "New coalition", "").clicked() {
            let id = CoalitionId::random();
            let fresh = Coalition { name: "New coalition".to_owned(), ..Coalition::default() };
            let change = CoalitionChange::Put(Box::new(fresh));
            actions.push(Action::Edit(Edit::ChangeCoalition { id: id.clone(), change }));
            app.partnering.chosen = Some(id);
            ui.close();
        }
        if let Some((id, found)) = app.coalition() {
            if widgets::menu_row(ui, Some(Icon::PencilSimple.char()), "Rename", "").clicked() {
                app.partnering.naming = Some(found.name.clone());
                ui.close();
            }
            if widgets::menu_row(ui, Some(Icon::Trash.char()), "Delete coalition", "").clicked() {
                actions.push(Action::Edit(Edit::ChangeCoalition { id, change: CoalitionChange::Delete }));
                ui.close();
            }
        }
    });
    let name = || egui::WidgetInfo::labeled(egui::WidgetType::Button, true, "Coalitions");
    button.widget_info(name);
    widgets::tip(button, "Choose, add, rename or delete a coalition", None);
}

/// The name while it is typed.
fn naming(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let Some(mut name) = app.partnering.naming.clone() else { return };
    widgets::section(ui, "Name", "", |ui| {
        let field = widgets::text_field(ui, "Name of the coalition", &mut name, "Name");
        let done = field.lost_focus();
        if !done && !field.has_focus() {
            field.request_focus();
        }
        if done {
            app.partnering.naming = None;
            if !name.trim().is_empty() {
                app.change_coalition(vec![CoalitionChange::Name(name.trim().to_owned())], actions);
            }
        } else {
            app.partnering.naming = Some(name);
        }
    });
}

/// The weights of the score.
fn weights(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let stored = app.coalition().map(|(_, found)| found.weights.clone()).unwrap_or_default();
    let changed = !stored.is_empty();
    let right = |ui: &mut Ui| {
        if changed {
            ui.add_space(6.0);
            let reset = widgets::link_button(ui, "Usual", false);
            if reset.clicked() {
                let all = Part::ALL.map(|part| CoalitionChange::Weight(part.as_str().to_owned(), None));
                app.change_coalition(all.into(), actions);
            }
            widgets::tip(reset, "Give every part its usual weight again", None);
        }
    };
    let mut slid = Vec::new();
    widgets::section_with(ui, "What counts", right, |ui| {
        for part in Part::ALL {
            let value = stored.get(part.as_str()).copied().unwrap_or(part.default_weight());
            let (label, range, step) = match part {
                Part::Redundancy => ("Less overlap", (0.0, 0.5), 0.01),
                Part::Cost => ("Less size", (0.0, 0.05), 0.001),
                _ => (part_name(part), (0.0, 1.0), 0.01),
            };
            let shown = if part == Part::Cost { format!("{value:.3}") } else { format!("{value:.2}") };
            let slide = Slide { label, value, range, step, shown: &shown, label_width: 91.0 };
            let (response, gesture) = ui.push_id(part.as_str(), |ui| widgets::slider(ui, &slide)).inner;
            if let Some(gesture) = gesture {
                slid.push((part, gesture));
            }
            response.on_hover_text(meaning(part));
        }
    });
    for (part, gesture) in slid {
        app.slide_coalition(
            gesture,
            |value| vec![CoalitionChange::Weight(part.as_str().to_owned(), Some(value))],
            actions,
        );
    }
}

/// A part of the score by its name.
pub(super) fn part_name(part: Part) -> &'static str {
    match part {
        Part::Coverage => "Coverage",
        Part::Diversity => "Diversity",
        Part::Push => "Push",
        Part::Reach => "Reach",
        Part::Commitment => "Commitment",
        Part::Cohesion => "Cohesion",
        Part::Redundancy => "Overlap",
        Part::Cost => "Size",
    }
}

/// What a part of the score means.
pub(super) fn meaning(part: Part) -> &'static str {
    match part {
        Part::Coverage => "How much of what is wanted the members hold together",
        Part::Diversity => "How evenly the members are spread over sectors",
        Part::Push => "The influence of members who are in favour",
        Part::Reach => "How near every actor of the map is to some member",
        Part::Commitment => "The mean interest of the members",
        Part::Cohesion => "The share of pairs of members that are tied without a conflict",
        Part::Redundancy => "What the members hold beyond what is wanted counts against the set",
        Part::Cost => "Every member counts against the set, for the work it takes to keep it in",
    }
}

fn foot(ui: &mut Ui, answers: &Answers) {
    let Some(sets) = &answers.sets else { return };
    let how = if sets.exact { "every set checked" } else { "searched by growing and exchanging" };
    let people = if sets.candidates == 1 { "candidate" } else { "candidates" };
    let t = tokens(ui);
    let text = format!("{} {people}, {how}. No set is taken over until you keep it.", sets.candidates);
    egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 12)).show(ui, |ui| {
        widgets::paragraph(ui, &text, type_size::SMALL, Weight::Regular, t.text3);
    });
}
