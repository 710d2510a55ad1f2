//! The panels: lists and findings at the left, the inspector at the right. They read and push actions.

mod cards;
mod coalition;
mod elements;
mod findings;
mod history;
mod inspector;
mod loops;
mod network;
mod story;
mod time;
mod trace;
mod what_if;
mod workshop;

use egui::{Align, Layout, ScrollArea, Ui, UiBuilder, vec2};

pub(super) use self::cards::{finding_count, loop_detail, loop_name, loop_spotlight};
pub(super) use self::coalition::{check_ui, page_ui};
pub(super) use self::inspector::inspector_ui;
use super::App;
use super::action::Action;
use super::fonts::Weight;
use super::theme::tokens;
use super::view_state::Panel;
use super::widgets;
use crate::scene::tokens::type_size;

/// The open panel.
pub(super) fn panel_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    match app.view.panel {
        Some(Panel::Elements) => elements::elements_ui(ui, app, actions),
        Some(Panel::Findings) => findings::findings_ui(ui, app, actions),
        Some(Panel::Loops) => loops::loops_ui(ui, app, actions),
        Some(panel) if panel.is_of_the_desk() => coalition::side_ui(ui, app, actions),
        Some(Panel::Network) => network::network_ui(ui, app, actions),
        Some(Panel::WhatIf) => what_if::what_if_ui(ui, app, actions),
        Some(Panel::Story) => story::story_ui(ui, app, actions),
        Some(Panel::Workshop) => workshop::workshop_ui(ui, app, actions),
        Some(Panel::Trace) => trace::trace_ui(ui, app, actions),
        Some(Panel::Time) => time::time_ui(ui, app, actions),
        Some(Panel::History) => history::history_ui(ui, app, actions),
        Some(_) | None => {}
    }
}

/// A panel's title, with a count or a note at the right.
fn header(ui: &mut Ui, title: &str, note: &str) {
    let t = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 44.0), egui::Sense::hover());
    let inner = rect.shrink2(vec2(16.0, 0.0));
    let mut row = ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::left_to_right(Align::Center)));
    widgets::label(&mut row, title, type_size::TITLE, Weight::SemiBold, t.text);
    let mut right =
        ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center)));
    widgets::label(&mut right, note, type_size::SMALL, Weight::Regular, t.text3);
}

/// The scrolling body of a panel, `gutter` in from both sides.
fn body(ui: &mut Ui, name: &str, gutter: f32, content: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(name).auto_shrink([false, false]).show(ui, |ui| {
        let width = ui.available_width();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(gutter);
            ui.vertical(|ui| {
                ui.set_width(width - 2.0 * gutter);
                content(ui);
                ui.add_space(16.0);
            });
        });
    });
}

/// What an empty panel says: what it is for and how to fill it.
fn empty(ui: &mut Ui, sentence: &str) {
    let t = tokens(ui);
    ui.add_space(8.0);
    widgets::paragraph(ui, sentence, type_size::BODY, Weight::Regular, t.text3);
}

/// How far an answer is that is being worked out.
fn working_ui(ui: &mut Ui, progress: Option<f32>) {
    let t = tokens(ui);
    let said = match progress {
        Some(share) if share > 0.0 => format!("Working… {:.0} %", share * 100.0),
        _ => "Working…".to_owned(),
    };
    widgets::label(ui, &said, type_size::SMALL, Weight::Regular, t.text3);
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(250));
}
