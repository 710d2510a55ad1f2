//! The workshop: the step in front with its timer, the other steps, and the dots.

use egui::{Align2, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::app::view_state::Tool;
use crate::app::widgets;
use crate::app::workshop::{self, DOTS, SCRIPTS};
use crate::model::{Id as _, Project};
use crate::scene::icon::Icon;
use crate::scene::tokens::{radius, type_size};
use crate::scene::{Encoding, Field};

/// How many elements with dots are listed.
const MOST: usize = 12;

/// The panel.
pub(super) fn workshop_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    super::header(ui, "Workshop", "");
    super::body(ui, "workshop", 16.0, |ui| {
        script_ui(ui, app);
        card_ui(ui, app, actions);
        steps_ui(ui, app);
        dots_ui(ui, app, actions);
    });
}

/// Which script is open.
fn script_ui(ui: &mut Ui, app: &mut App) {
    let t = tokens(ui);
    let open = app.workshop.open();
    let (choice, _) = widgets::dropdown(ui, "Script", open.title, |ui| {
        for (number, script) in SCRIPTS.iter().enumerate() {
            if widgets::menu_row(ui, None, script.title, "").clicked() {
                app.workshop.go_to(number, 0);
            }
        }
    });
    widgets::tip(choice, "Choose what the group does next", None);
    ui.add_space(4.0);
    widgets::paragraph(ui, open.aim, type_size::SMALL, Weight::Regular, t.text3);
    ui.add_space(10.0);
}

/// The step in front: what to say, the timer, and what the tool does.
fn card_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let Some(card) = app.workshop.front() else { return };
    widgets::paragraph(ui, card.title, type_size::TITLE, Weight::SemiBold, t.text);
    ui.add_space(2.0);
    widgets::paragraph(ui, card.says, type_size::BODY, Weight::Regular, t.text2);
    ui.add_space(8.0);
    let now = ui.input(|input| input.time);
    let left = app.workshop.left(now);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let ink = if left < 60.0 && app.workshop.runs() { t.warn } else { t.text };
        let whole = left.ceil() as u64;
        let job = fonts::mono(&format!("{:02}:{:02}", whole / 60, whole % 60), 26.0, true, color(ink));
        let size = fonts::galley(ui, job.clone()).size();
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        widgets::text_at(ui, rect.left_center(), Align2::LEFT_CENTER, job);
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, "Time left"));
        ui.add_space(6.0);
        let (icon, name) = if app.workshop.runs() {
            (Icon::Pause, "Rest the timer")
        } else {
            (Icon::Play, "Start the timer")
        };
        if widgets::icon_button(ui, icon.char(), name, None).clicked() {
            app.workshop.toggle(now);
        }
        for (icon, name, by) in [(Icon::Minus, "A minute less", -60.0), (Icon::Plus, "A minute more", 60.0)] {
            if widgets::icon_button(ui, icon.char(), name, None).clicked() {
                app.workshop.add(by);
            }
        }
    });
    ui.add_space(8.0);
    let start = widgets::primary_button(ui, Some(Icon::Play.char()), "Start this step");
    if widgets::tip(start, card.mode.says(), None).clicked() {
        if !app.workshop.runs() {
            app.workshop.toggle(now);
        }
        actions.push(Action::StartCard);
    }
    ui.add_space(4.0);
    widgets::paragraph(ui, card.mode.says(), type_size::SMALL, Weight::Regular, t.text3);
    ui.add_space(12.0);
}

/// The steps of the script; a click puts one in front.
fn steps_ui(ui: &mut Ui, app: &mut App) {
    let t = tokens(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    for (number, card) in app.workshop.open().cards.iter().enumerate() {
        let (rect, response) = ui
            .push_id(number, |ui| ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::click()))
            .inner;
        let now = number == app.workshop.card;
        let fill = if now {
            t.accent_soft
        } else if response.hovered() {
            t.hover
        } else {
            t.panel
        };
        ui.painter().rect_filled(rect, corners(radius::BUTTON), color(fill));
        let middle = rect.center().y;
        let label = fonts::mono(&(number + 1).to_string(), 12.0, true, color(t.text3));
        widgets::text_at(ui, pos2(rect.left() + 14.0, middle), Align2::CENTER_CENTER, label);
        let job = fonts::text(card.title, type_size::BODY.0, Weight::Medium, color(t.text));
        widgets::text_at(ui, pos2(rect.left() + 28.0, middle), Align2::LEFT_CENTER, job);
        let minutes = fonts::text(
            &format!("{} min", card.minutes),
            type_size::SMALL.0,
            Weight::Regular,
            color(t.text3),
        );
        widgets::text_at(ui, pos2(rect.right() - 8.0, middle), Align2::RIGHT_CENTER, minutes);
        widgets::focus_ring(ui, &response, rect, radius::BUTTON);
        response.widget_info(|| {
            let name = format!("Workshop step {}: {}", number + 1, card.title);
            WidgetInfo::selected(WidgetType::Button, true, now, name)
        });
        if widgets::tip(response, card.says, None).clicked() {
            app.workshop.go_to(app.workshop.script, number);
        }
    }
    ui.add_space(16.0);
}

/// Who has how many dots, and what they went to.
fn dots_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let project = std::sync::Arc::clone(app.session.history.project());
    let rows = ranked(&project);
    let given: u64 = rows.iter().map(|(dots, _, _)| dots).sum();
    let all = u64::from(app.workshop.dots) * u64::from(app.workshop.people);
    ui.horizontal(|ui| {
        widgets::label(ui, "Dots", type_size::SMALL, Weight::SemiBold, t.text);
        ui.add_space(8.0);
        let said = format!("{given} of {all} placed");
        let ink = if given > all { t.warn } else { t.text3 };
        widgets::label(ui, &said, type_size::SMALL, Weight::Regular, ink);
    });
    ui.add_space(4.0);
    for (name, value) in [("Dots each", &mut app.workshop.dots), ("People", &mut app.workshop.people)] {
        widgets::row_label_value(ui, name, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                if widgets::icon_button(ui, Icon::Minus.char(), &format!("Fewer: {name}"), None).clicked() {
                    *value = value.saturating_sub(1).max(1);
                }
                widgets::label(ui, &value.to_string(), type_size::BODY, Weight::SemiBold, t.text);
                if widgets::icon_button(ui, Icon::Plus.char(), &format!("More: {name}"), None).clicked() {
                    *value = (*value + 1).min(500);
                }
            });
        });
    }
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let voting = app.view.tool == Tool::Vote;
        let vote = widgets::chip(ui, "Vote", voting);
        if widgets::tip(vote, "A click on an element gives it a dot; Shift takes one back", None).clicked() {
            actions.push(Action::Take(if voting { Tool::Select } else { Tool::Vote }));
        }
        let size = widgets::chip(ui, "Show by size", false);
        if widgets::tip(size, "Elements with more dots are larger", None).clicked()
            && let Ok(field) = Field::find(&project, &format!("field:{DOTS}"))
        {
            actions.push(Action::Encode(Encoding { size: Some(field), ..Encoding::default() }));
        }
        if let Some(clear) = workshop::clear(&project) {
            let chip = widgets::chip(ui, "Clear", false);
            if widgets::tip(chip, "Take all dots away; Ctrl+Z brings them back", None).clicked() {
                actions.push(Action::Edit(clear));
            }
        }
    });
    ui.add_space(8.0);
    for (dots, name, _) in rows.iter().take(MOST) {
        ui.horizontal(|ui| {
            let job = fonts::mono(&format!("{dots:>3}"), 13.0, true, color(t.accent_text));
            let (rect, _) = ui.allocate_exact_size(vec2(32.0, 20.0), Sense::hover());
            widgets::text_at(ui, rect.right_center(), Align2::RIGHT_CENTER, job);
            widgets::label(ui, name, type_size::BODY, Weight::Regular, t.text);
        });
    }
}

/// What has dots, most first.
fn ranked(project: &Project) -> Vec<(u64, String, String)> {
    let mut rows: Vec<(u64, String, String)> = project
        .elements
        .keys()
        .map(|id| (workshop::dots_of(project, id), project.name_of(id), id.as_str().to_owned()))
        .filter(|(dots, _, _)| *dots > 0)
        .collect();
    rows.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (&a.1, &a.2).cmp(&(&b.1, &b.2))));
    rows
}
