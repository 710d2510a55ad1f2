//! Who carries how much, what was promised, where the shared indicators stand, and what has changed.

use egui::Ui;

use super::parts;
use crate::analysis::{IndicatorRow, LedgerRow, LoadRow, Standpoint};
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::widgets::{self, Tone};
use crate::edit::CoalitionChange;
use crate::model::{CommitmentState, Project};
use crate::scene::tokens::type_size;

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
    workstreams(ui, app, &project);
    ui.add_space(10.0);
    parts::titled(ui, "Commitments", "promised, delivered, due", |ui| {
        if load.ledger.is_empty() {
            parts::hint(ui, "Nothing was promised yet.");
        }
        let own = app.coalition().map(|(id, _)| id);
        for row in &load.ledger {
            ui.push_id(&row.id, |ui| promise_ui(ui, app, row, own.as_ref() == Some(&row.coalition), actions));
        }
    });
    ui.add_space(10.0);
    parts::titled(ui, "Shared indicators", "outcomes that everybody reads in the same way", |ui| {
        if review.metrics.indicators.is_empty() {
            parts::hint(ui, "No shared indicator yet.");
        }
        for row in &review.metrics.indicators {
            ui.push_id(&row.id, |ui| indicator_ui(ui, &project, row));
        }
        for (at, finding) in review.metrics.findings.iter().enumerate() {
            ui.push_id(at, |ui| parts::finding_ui(ui, finding, actions));
        }
    });
    ui.add_space(10.0);
    changes(ui, &project);
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

fn workstreams(ui: &mut Ui, app: &App, project: &Project) {
    let Some((_, found)) = app.coalition() else { return };
    parts::titled(ui, "Workstreams", "each has a lead, others support it", |ui| {
        if found.workstreams.is_empty() {
            parts::hint(ui, "No workstream yet.");
        }
        for work in found.workstreams.values() {
            let t = tokens(ui);
            let lead = work.lead.as_ref().map_or_else(|| "nobody".to_owned(), |id| project.name_of(id));
            widgets::label(ui, &work.name, type_size::SMALL, Weight::SemiBold, t.text);
            let support = if work.members.is_empty() {
                "nobody".to_owned()
            } else {
                parts::names(project, &work.members)
            };
            parts::say(ui, &format!("Led by {lead}; supported by {support}."));
            ui.add_space(4.0);
        }
    });
}

fn promise_ui(ui: &mut Ui, app: &App, row: &LedgerRow, own: bool, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(26.0);
        let (word, tone) = match row.state {
            Standpoint::Overdue => ("overdue", Tone::Danger),
            Standpoint::Open => ("open", Tone::Neutral),
            Standpoint::Delivered => ("delivered", Tone::Success),
            Standpoint::Withdrawn => ("withdrawn", Tone::Warn),
        };
        widgets::kind_chip(ui, word, tone);
        let due = if row.due.is_empty() { String::new() } else { format!(", due {}", row.due) };
        let who = if row.name.is_empty() { "Nobody named".to_owned() } else { row.name.clone() };
        let open = matches!(row.state, Standpoint::Overdue | Standpoint::Open);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if own && open {
                let done = widgets::link_button(ui, "Delivered", false);
                if done.clicked()
                    && let Some(mut promise) =
                        app.coalition().and_then(|(_, found)| found.commitments.get(&row.id).cloned())
                {
                    promise.state = Some(CommitmentState::Delivered);
                    let change = CoalitionChange::Commitment(row.id.clone(), Some(promise));
                    app.change_coalition(vec![change], actions);
                }
                widgets::tip(done, "Say that it was delivered", None);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                widgets::label(
                    ui,
                    &format!("{who}: {}{due}", row.what),
                    type_size::SMALL,
                    Weight::Regular,
                    t.text2,
                );
            });
        });
    });
}

fn indicator_ui(ui: &mut Ui, project: &Project, row: &IndicatorRow) {
    let t = tokens(ui);
    ui.horizontal(|ui| {
        widgets::label(ui, &row.name, type_size::SMALL, Weight::SemiBold, t.text);
        let latest = match &row.latest {
            Some((date, value)) => format!("{value} {} on {date}", row.unit),
            None => "no reading yet".to_owned(),
        };
        widgets::label(ui, &latest, type_size::MICRO, Weight::Regular, t.text3);
    });
    if let Some(progress) = row.progress {
        let shown = format!("{:.0} %", progress * 100.0);
        widgets::score_bar(ui, "To target", progress.clamp(0.0, 1.0) as f32, &shown, progress < 0.5);
    }
    if !row.below.is_empty() {
        parts::say(ui, &format!("Aims lower than the shared target: {}.", parts::names(project, &row.below)));
    }
    if !row.without_target.is_empty() {
        let names = parts::names(project, &row.without_target);
        parts::hint(ui, &format!("Without a target of its own: {names}."));
    }
    ui.add_space(6.0);
}

fn changes(ui: &mut Ui, project: &Project) {
    parts::titled(ui, "Changes in policy and practice", "how impact is shown", |ui| {
        if project.changes.is_empty() {
            parts::hint(ui, "Nothing is on record yet.");
        }
        let mut all: Vec<_> = project.changes.values().collect();
        all.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.what.cmp(&b.what)));
        for change in all {
            let kind = change.kind.map_or("change", |kind| kind.as_str());
            let who = if change.actors.is_empty() {
                String::new()
            } else {
                format!(" With {}.", parts::names(project, &change.actors))
            };
            parts::say(ui, &format!("{} ({kind}): {}.{who}", change.date, change.what.trim_end_matches('.')));
        }
    });
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
