//! The six steps from a problem to scale: what is done, what is open, and where to do it. Nothing has to be done.

use egui::{Align, Layout, Sense, Ui, UiBuilder, vec2};

use super::parts;
use crate::analysis::{GuideItem, GuidePlace, GuideRow};
use crate::app::App;
use crate::app::action::Action;
use crate::app::coalition::Side;
use crate::app::command::Command;
use crate::app::fonts::Weight;
use crate::app::theme::{color, tokens};
use crate::app::widgets;
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The left side.
pub(super) fn steps_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let review = app.ask_review(ui.ctx());
    let t = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 44.0), Sense::hover());
    let inner = rect.shrink2(vec2(16.0, 0.0));
    let mut left =
        ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::left_to_right(Align::Center)));
    widgets::label(&mut left, "Six steps", type_size::TITLE, Weight::SemiBold, t.text);
    let mut right =
        ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center)));
    let brief = widgets::link_button(&mut right, "Skip to the brief", false);
    if brief.clicked() {
        app.partnering.side = Side::Brief;
    }
    widgets::tip(brief, "Leave the steps; they never have to be done", None);
    egui::ScrollArea::vertical().id_salt("steps").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let Some(review) = review else {
            ui.horizontal(|ui| {
                ui.add_space(16.0);
                parts::working(ui);
            });
            return;
        };
        for (at, row) in review.guide.iter().enumerate() {
            ui.push_id(at, |ui| step_ui(ui, at + 1, row, actions));
        }
    });
}

fn step_ui(ui: &mut Ui, number: usize, row: &GuideRow, actions: &mut Vec<Action>) {
    let count = format!("{} of {}", row.done, row.items.len());
    widgets::section(ui, &format!("{number}. {}", row.name), &count, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (at, item) in row.items.iter().enumerate() {
            ui.push_id(at, |ui| item_ui(ui, item, actions));
        }
    });
}

fn item_ui(ui: &mut Ui, item: &GuideItem, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let (icon, ink, words) = if item.done {
        (Icon::CheckCircle, t.success, t.text3)
    } else {
        (Icon::ArrowRight, t.accent_text, t.text)
    };
    let shown = ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 20.0), Sense::hover());
        widgets::glyph(ui, rect.center(), icon.char(), 14.0, color(ink));
        ui.vertical(|ui| {
            ui.add_space(2.0);
            widgets::paragraph(ui, &item.sentence, type_size::SMALL, Weight::Regular, words);
        });
    });
    let response = shown.response.interact(Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &item.sentence));
    widgets::focus_ring(ui, &response, response.rect, 4.0);
    if response.clicked() {
        go(item.place, actions);
    }
    widgets::tip(response, place_word(item.place), None);
}

/// Goes where the step is done.
fn go(place: GuidePlace, actions: &mut Vec<Action>) {
    let command = match place {
        GuidePlace::Project => Command::ProjectDetails,
        GuidePlace::Maps => {
            actions.push(Action::LeaveDesk);
            return;
        }
        GuidePlace::Loops => Command::ShowLoops,
        GuidePlace::Partners | GuidePlace::Composition => Command::ShowPartners,
        GuidePlace::Missing => Command::ShowMissing,
        GuidePlace::Governance => Command::ShowGovernance,
        GuidePlace::Load | GuidePlace::Indicators | GuidePlace::Changes => Command::ShowLoad,
        GuidePlace::LifeCycle | GuidePlace::Scaling => Command::ShowStages,
    };
    actions.push(Action::Run(command));
}

fn place_word(place: GuidePlace) -> &'static str {
    match place {
        GuidePlace::Project => "Go to the project's details",
        GuidePlace::Maps => "Go to the map",
        GuidePlace::Loops => "Go to the loops",
        GuidePlace::Partners => "Go to the partners",
        GuidePlace::Composition => "Go to the composition",
        GuidePlace::Missing => "Go to who is missing",
        GuidePlace::Governance => "Go to governance and charters",
        GuidePlace::Load => "Go to load and commitments",
        GuidePlace::Indicators => "Go to the shared indicators",
        GuidePlace::Changes => "Go to the log of changes",
        GuidePlace::LifeCycle => "Go to the stages",
        GuidePlace::Scaling => "Go to the ways to scale",
    }
}
