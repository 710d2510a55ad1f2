//! Who carries how much, what was promised, where the shared indicators stand, and what has changed.

use egui::Ui;

use super::{parts, records, work};
use crate::analysis::LoadRow;
use crate::app::App;
use crate::app::action::Action;
use crate::app::widgets;

/// Actors that the list shows.
const MOST: usize = 12;

/// The page.
pub(super) fn load_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let Some(review) = app.ask_review(ui.ctx()) else {
        parts::working(ui);
        return;
    };
    parts::page_title(ui, app, "Who carries it");
    if let Some(note) = &review.note {
        parts::hint(ui, note);
        ui.add_space(8.0);
    }
    let project = app.session.history.project().clone();
    let load = &review.load;
    let limit = format!("over all coalitions; {} or more wears people out", load.limit + 1);
    parts::titled(ui, "Load", &limit, |ui| {
        let rows: Vec<&LoadRow> = load.actors.iter().filter(|row| row.load > 0).take(MOST).collect();
        if rows.is_empty() {
            parts::hint(ui, "Nobody is in a coalition or workstream yet. Keep a set as members first.");
        }
        let most = rows.iter().map(|row| row.load).max().unwrap_or(1).max(load.limit + 1);
        for row in rows {
            row_ui(ui, row, most);
        }
        for (at, finding) in load.findings.iter().enumerate() {
            ui.push_id(at, |ui| parts::finding_ui(ui, finding, actions));
        }
    });
    ui.add_space(10.0);
    work::workstreams_ui(ui, app, &project, actions);
    ui.add_space(10.0);
    work::promises_ui(ui, app, &project, &load.ledger, actions);
    ui.add_space(10.0);
    records::indicators_ui(ui, app, &project, &review.metrics, actions);
    ui.add_space(10.0);
    records::changes_ui(ui, app, &project, actions);
    ui.add_space(10.0);
    overview(ui, app, &review.coalitions);
}

fn row_ui(ui: &mut Ui, row: &LoadRow, most: usize) {
    let share = row.load as f32 / most.max(1) as f32;
    let detail = format!(
        "{}: {} coalitions, leads {}, supports {}",
        row.name,
        row.coalitions.len(),
        row.leads,
        row.supports
    );
    let shown = widgets::labelled_bar(ui, &row.name, 180.0, share, &row.load.to_string(), row.overloaded);
    let promised = format!("open {}, overdue {}, delivered {}", row.open, row.overdue, row.delivered);
    shown.on_hover_text(format!("{detail}. Promises: {promised}."));
}

fn overview(ui: &mut Ui, app: &mut App, lines: &[crate::analysis::CoalitionLine]) {
    if lines.len() < 2 {
        return;
    }
    parts::titled(ui, "All coalitions", "a click takes one in hand", |ui| {
        for line in lines {
            ui.push_id(&line.id, |ui| {
                ui.horizontal(|ui| {
                    let name = widgets::link_button(ui, &line.name, false);
                    if name.clicked() {
                        app.partnering.chosen = Some(line.id.clone());
                    }
                    widgets::tip(name, "Take this coalition in hand", None);
                    let civil = line.civil_society.map_or_else(
                        || "civil society –".to_owned(),
                        |share| format!("civil society {:.1} %", share * 100.0),
                    );
                    parts::hint(
                        ui,
                        &format!("{:.0} organisations, {} seats, {civil}", line.heads, line.seats),
                    );
                });
            });
        }
    });
}
