//! Shared indicators with everybody's targets, and the log of changes in policy and practice.

use egui::Ui;

use super::work::{is_open, opener};
use super::{draft, parts};
use crate::analysis::Metrics;
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::widgets::{self, Segment};
use crate::edit::{Edit, RecordChange};
use crate::model::{Change, ChangeId, ChangeKind, ElementId, Indicator, IndicatorId, Project};
use crate::scene::tokens::type_size;

/// The indicators.
pub(super) fn indicators_ui(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    metrics: &Metrics,
    actions: &mut Vec<Action>,
) {
    parts::titled(ui, "Shared indicators", "outcomes that everybody reads in the same way", |ui| {
        if project.indicators.is_empty() {
            parts::hint(ui, "No shared indicator yet.");
        }
        for (id, record) in &project.indicators {
            ui.push_id(id, |ui| {
                if let Some(after) = indicator_ui(ui, app, project, metrics, (id, record)) {
                    actions.push(Action::Edit(Edit::Record(RecordChange::Indicator(id.clone(), after))));
                }
            });
        }
        for (at, finding) in metrics.findings.iter().enumerate() {
            ui.push_id(at, |ui| parts::finding_ui(ui, finding, actions));
        }
        let add = widgets::link_button(ui, "+  Add an indicator", false);
        if add.clicked() {
            let id = IndicatorId::random();
            app.partnering.open_record = Some(id.to_string());
            let fresh = Indicator { name: "New indicator".to_owned(), ..Indicator::default() };
            actions.push(Action::Edit(Edit::Record(RecordChange::Indicator(id, Some(fresh)))));
        }
        widgets::tip(add, "An outcome that everybody measures in the same way", None);
    });
}

fn indicator_ui(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    metrics: &Metrics,
    (id, record): (&IndicatorId, &Indicator),
) -> Option<draft::Fate<Indicator>> {
    let t = tokens(ui);
    let key = id.to_string();
    let row = metrics.indicators.iter().find(|row| row.id == *id);
    ui.horizontal(|ui| {
        opener(ui, app, &key, &record.name, "Change the indicator");
        let latest = match record.readings.last_key_value() {
            Some((date, value)) => format!("{value} {} on {date}", record.unit),
            None => "no reading yet".to_owned(),
        };
        widgets::label(ui, &latest, type_size::MICRO, Weight::Regular, t.text3);
    });
    if let Some(progress) = row.and_then(|row| row.progress) {
        let shown = format!("{:.0} %", progress * 100.0);
        widgets::score_bar(ui, "To target", progress.clamp(0.0, 1.0) as f32, &shown, progress < 0.5);
    }
    if let Some(row) = row.filter(|row| !row.below.is_empty()) {
        parts::say(ui, &format!("Aims lower than the shared target: {}.", parts::names(project, &row.below)));
    }
    if let Some(row) = row.filter(|row| !row.without_target.is_empty()) {
        let names = parts::names(project, &row.without_target);
        parts::hint(ui, &format!("Without a target of its own: {names}."));
    }
    ui.add_space(6.0);
    if !is_open(app, &key) {
        return None;
    }
    let change = fields(ui, app, project, &key, record);
    let delete = widgets::link_button(ui, "Delete the indicator", false);
    let deleted = delete.clicked();
    widgets::tip(delete, "Take it off the project; undo brings it back", None);
    ui.add_space(8.0);
    if deleted { Some(None) } else { change.map(Some) }
}

fn fields(ui: &mut Ui, app: &mut App, project: &Project, key: &str, record: &Indicator) -> Option<Indicator> {
    let mut after = record.clone();
    let of = |field: &str| format!("{field} {key}");
    if let Some(name) = draft::text(ui, app, &of("name"), "Name", &record.name, "What is measured") {
        after.name = name;
    }
    if let Some(outcome) =
        draft::text(ui, app, &of("outcome"), "Outcome", &record.outcome, "What it stands for")
    {
        after.outcome = outcome;
    }
    if let Some(unit) = draft::text(ui, app, &of("unit"), "Unit", &record.unit, "Unit") {
        after.unit = unit;
    }
    if let Some(value) = draft::number(ui, app, &of("baseline"), "Baseline", record.baseline, "At the start")
    {
        after.baseline = value;
    }
    if let Some(value) = draft::number(ui, app, &of("target"), "Target", record.target, "Aimed at") {
        after.target = value;
    }
    for (date, value) in &record.readings {
        let typed =
            draft::number(ui, app, &of(&format!("reading {date}")), date, Some(*value), "Empty to drop");
        match typed {
            Some(Some(value)) => {
                after.readings.insert(date.clone(), value);
            }
            Some(None) => {
                after.readings.remove(date);
            }
            None => {}
        }
    }
    if let Some(typed) = draft::text(ui, app, &of("reading"), "New reading", "", "Year-month-day and value")
        && let Some((date, value)) = reading(&typed)
    {
        after.readings.insert(date, value);
    }
    let members: Vec<ElementId> =
        app.coalition().map(|(_, found)| found.members.keys().cloned().collect()).unwrap_or_default();
    if !members.is_empty() {
        parts::hint(ui, "Each partner's own target");
    }
    for who in members {
        let own = record.partners.get(&who).copied();
        let name = project.name_of(&who);
        match draft::number(ui, app, &of(&format!("partner {who}")), &name, own, "Its own target") {
            Some(Some(value)) => {
                after.partners.insert(who, value);
            }
            Some(None) => {
                after.partners.remove(&who);
            }
            None => {}
        }
    }
    (after != *record).then_some(after)
}

/// "2026-03-31 12.5": a date and a value.
fn reading(typed: &str) -> Option<(String, f64)> {
    let (date, value) = typed.trim().split_once(char::is_whitespace)?;
    let value = value.trim().replace(',', ".").parse::<f64>().ok().filter(|value| value.is_finite())?;
    Some((date.trim_end_matches(':').to_owned(), value))
}

/// The log of changes.
pub(super) fn changes_ui(ui: &mut Ui, app: &mut App, project: &Project, actions: &mut Vec<Action>) {
    parts::titled(ui, "Changes in policy and practice", "how impact is shown", |ui| {
        if project.changes.is_empty() {
            parts::hint(ui, "Nothing is on record yet.");
        }
        let mut all: Vec<_> = project.changes.iter().collect();
        all.sort_by(|a, b| b.1.date.cmp(&a.1.date).then_with(|| a.0.cmp(b.0)));
        for (id, record) in all {
            ui.push_id(id, |ui| {
                if let Some(after) = change_ui(ui, app, project, (id, record)) {
                    actions.push(Action::Edit(Edit::Record(RecordChange::Change(id.clone(), after))));
                }
            });
        }
        let add = widgets::link_button(ui, "+  Add a change", false);
        if add.clicked() {
            let id = ChangeId::random();
            app.partnering.open_record = Some(id.to_string());
            let fresh = Change { what: "What changed".to_owned(), ..Change::default() };
            actions.push(Action::Edit(Edit::Record(RecordChange::Change(id, Some(fresh)))));
        }
        widgets::tip(add, "A rule or a practice that has changed", None);
    });
}

fn change_ui(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    (id, record): (&ChangeId, &Change),
) -> Option<draft::Fate<Change>> {
    let key = id.to_string();
    let kind = record.kind.map_or("change", ChangeKind::as_str);
    let date = if record.date.is_empty() { "no date" } else { record.date.as_str() };
    opener(ui, app, &key, &format!("{date} ({kind}): {}", record.what), "Change the entry");
    if !record.actors.is_empty() {
        parts::hint(ui, &format!("With {}.", parts::names(project, &record.actors)));
    }
    if !is_open(app, &key) {
        return None;
    }
    let mut after = record.clone();
    if let Some(what) = draft::text(ui, app, &format!("what {key}"), "What", &record.what, "What changed") {
        after.what = what;
    }
    if let Some(date) = draft::text(ui, app, &format!("date {key}"), "When", &record.date, "Year-month-day") {
        after.date = date;
    }
    let segments = [
        Segment { value: Some(ChangeKind::Policy), icon: None, label: "Policy" },
        Segment { value: Some(ChangeKind::Practice), icon: None, label: "Practice" },
    ];
    let switch = widgets::segmented(ui, &segments, &mut after.kind, true);
    widgets::tip(switch, "A rule, law or standard; or what people do", None);
    let delete = widgets::link_button(ui, "Delete the entry", false);
    let deleted = delete.clicked();
    widgets::tip(delete, "Take it off the log; undo brings it back", None);
    ui.add_space(8.0);
    if deleted { Some(None) } else { (after != *record).then_some(Some(after)) }
}
