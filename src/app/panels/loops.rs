//! The loop panel: what is complete, and every loop with its kind, length and delay.

use egui::{Ui, vec2};

use super::cards::{loop_detail, loop_name, loop_reason, loop_spotlight};
use crate::analysis::{LimitKind, LoopPolarity, Loops};
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::Weight;
use crate::app::overlay::Overlay;
use crate::app::theme::{color, tokens};
use crate::app::widgets::{self, LoopRow};
use crate::edit::Selection;
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// How many rows the panel paints; the command line lists all.
const MOST_ROWS: usize = 400;

/// The panel.
pub(super) fn loops_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let Some(loops) = app.worker.findings().loops.clone() else {
        super::header(ui, "Loops", "Working…");
        return;
    };
    super::header(ui, "Loops", "");
    if loops.loops.is_empty() && loops.broken.is_empty() {
        super::body(ui, "loops", 16.0, |ui| {
            super::empty(
                ui,
                "No loops yet. Draw variables on a causal map and join them with causal links; a round of links is a loop.",
            );
        });
        return;
    }
    filters(ui, app, &loops);
    completeness(ui, &loops);
    let filter = app.view.loop_filter;
    let project = app.session.history.project().clone();
    super::body(ui, "loops", 4.0, |ui| {
        let matching =
            |found: &&crate::analysis::FeedbackLoop| filter.is_none_or(|kind| found.polarity == kind);
        let mut rows: Vec<_> = loops.loops.iter().filter(matching).collect();
        // As people count them: R1, R2 … B1 …, not by length.
        rows.sort_by_key(|found| (found.polarity, found.label.len(), found.label.clone()));
        for found in rows.into_iter().take(MOST_ROWS) {
            let key = format!("loop {}", found.label);
            let active = app.view.active_card.as_deref() == Some(key.as_str());
            let (name, detail) = (loop_name(found), loop_detail(found));
            let row = LoopRow {
                label: &found.label,
                kind: found.polarity,
                name: &name,
                detail: &detail,
                active,
                broken: false,
            };
            let response = ui.push_id(&key, |ui| widgets::loop_row(ui, &row)).inner;
            if response.hovered() {
                actions.push(Action::Preview(loop_spotlight(found)));
            }
            if response.clicked() {
                actions.push(Action::Select(Selection::default()));
                actions.push(Action::Light((!active).then(|| loop_spotlight(found))));
                actions.push(Action::Activate((!active).then_some(key)));
            }
            response.context_menu(|ui| {
                if ui.button("Name this loop…").clicked() {
                    app.overlay = Some(Overlay::NameLoop {
                        key: found.links.clone(),
                        label: found.label.clone(),
                        text: found.name.clone(),
                    });
                    ui.close();
                }
            });
            response.on_hover_text(format!("{}\n{}", found.names.join(" → "), loop_reason(&project, found)));
        }
        if filter.is_none() {
            for broken in &loops.broken {
                let detail = broken.reason.clone();
                let row = LoopRow {
                    label: &broken.label,
                    kind: LoopPolarity::Unknown,
                    name: &broken.name,
                    detail: &detail,
                    active: false,
                    broken: true,
                };
                ui.push_id(&broken.label, |ui| widgets::loop_row(ui, &row).on_hover_text(&detail));
            }
        }
    });
}

fn filters(ui: &mut Ui, app: &mut App, loops: &Loops) {
    ui.horizontal(|ui| {
        ui.add_space(12.0);
        ui.spacing_mut().item_spacing.x = 8.0;
        if widgets::chip(ui, &format!("All {}", loops.loops.len()), app.view.loop_filter.is_none()).clicked()
        {
            app.view.loop_filter = None;
        }
        for kind in LoopPolarity::ALL {
            let count = loops.loops.iter().filter(|found| found.polarity == kind).count();
            let text = format!("{} {count}", kind.as_str());
            if count > 0 && widgets::chip(ui, &text, app.view.loop_filter == Some(kind)).clicked() {
                app.view.loop_filter = Some(kind);
            }
        }
    });
    ui.add_space(8.0);
}

/// "All loops listed, the longest has 5 links", or where the list ends and why.
fn completeness(ui: &mut Ui, loops: &Loops) {
    let t = tokens(ui);
    let longest = loops.loops.iter().map(|found| found.length).max().unwrap_or(0);
    let (icon, ink, sentence) = match &loops.limit {
        None => {
            let links = if longest == 1 { "1 link".to_owned() } else { format!("{longest} links") };
            (Icon::CheckCircle, t.success, format!("All loops listed, the longest has {links}"))
        }
        Some(limit) => {
            let why = match limit.kind {
                LimitKind::Count => format!("the first {} are listed", limit.value),
                LimitKind::Length => "longer ones were not asked for".to_owned(),
                LimitKind::Time => format!("the search stopped after {} s", limit.value),
                LimitKind::Cancelled => "the search was stopped".to_owned(),
            };
            let complete = limit.complete_to_length;
            (Icon::WarningCircle, t.warn, format!("All loops up to {complete} links; {why}"))
        }
    };
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 20.0), egui::Sense::hover());
        widgets::glyph(ui, rect.center(), icon.char(), 14.0, color(ink));
        widgets::label(ui, &sentence, type_size::SMALL, Weight::Regular, t.text3);
    });
    ui.add_space(4.0);
}
