//! The strands of the work, each with a lead and support, and what partners promised.

use egui::Ui;

use super::{draft, parts};
use crate::analysis::{LedgerRow, Standpoint};
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::widgets::{self, Segment, Tone};
use crate::edit::CoalitionChange;
use crate::model::{
    Coalition, Commitment, CommitmentId, CommitmentState, ElementId, Project, Workstream, WorkstreamId,
};
use crate::scene::tokens::type_size;

/// The workstreams.
pub(super) fn workstreams_ui(ui: &mut Ui, app: &mut App, project: &Project, actions: &mut Vec<Action>) {
    let Some((_, found)) = app.coalition() else { return };
    let mut change = None;
    parts::titled(ui, "Workstreams", "each has a lead, others support it", |ui| {
        if found.workstreams.is_empty() {
            parts::hint(ui, "No workstream yet.");
        }
        for (id, work) in &found.workstreams {
            ui.push_id(id, |ui| {
                if let Some(after) = workstream_ui(ui, app, project, &found, (id, work)) {
                    change = Some((id.clone(), after));
                }
            });
        }
        let add = widgets::link_button(ui, "+  Add a workstream", false);
        if add.clicked() {
            let id = WorkstreamId::random();
            app.partnering.open_record = Some(id.to_string());
            let work = Workstream { name: "New workstream".to_owned(), ..Workstream::default() };
            change = Some((id, Some(work)));
        }
        widgets::tip(add, "A strand of the work that one partner leads", None);
    });
    if let Some((id, after)) = change {
        app.change_coalition(vec![CoalitionChange::Workstream(id, after)], actions);
    }
}

/// One workstream; gives what becomes of it.
fn workstream_ui(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    found: &Coalition,
    (id, work): (&WorkstreamId, &Workstream),
) -> Option<draft::Fate<Workstream>> {
    let mut change = None;
    opener(ui, app, &id.to_string(), &work.name, "Change the workstream");
    let lead = work.lead.as_ref().map_or_else(|| "nobody".to_owned(), |id| project.name_of(id));
    if !is_open(app, &id.to_string()) {
        let support =
            if work.members.is_empty() { "nobody".to_owned() } else { parts::names(project, &work.members) };
        parts::say(ui, &format!("Led by {lead}; supported by {support}."));
        ui.add_space(4.0);
        return None;
    }
    if let Some(name) = draft::text(ui, app, &format!("name {id}"), "Name", &work.name, "Name") {
        change = Some(Some(Workstream { name, ..work.clone() }));
    }
    if let Some(lead) = who_ui(ui, project, "Lead", &lead, found.members.keys()) {
        change = Some(Some(Workstream { lead, ..work.clone() }));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        parts::hint(ui, "Support");
        for who in found.members.keys().filter(|who| work.lead.as_ref() != Some(*who)) {
            let on = work.members.contains(who);
            let chip = ui.push_id(who, |ui| widgets::chip(ui, &project.name_of(who), on)).inner;
            if chip.clicked() {
                let mut after = work.clone();
                if on {
                    after.members.remove(who);
                } else {
                    after.members.insert(who.clone());
                }
                change = Some(Some(after));
            }
            widgets::tip(chip, "Supports the workstream, or not", None);
        }
    });
    let delete = widgets::link_button(ui, "Delete the workstream", false);
    if delete.clicked() {
        change = Some(None);
    }
    widgets::tip(delete, "Take it off the coalition; undo brings it back", None);
    ui.add_space(8.0);
    change
}

/// A choice of one member or nobody.
fn who_ui<'a>(
    ui: &mut Ui,
    project: &Project,
    label: &str,
    current: &str,
    members: impl Iterator<Item = &'a ElementId>,
) -> Option<draft::Fate<ElementId>> {
    let mut chosen = None;
    widgets::row_label_value(ui, label, |ui| {
        let (shown, _) = widgets::dropdown(ui, label, current, |ui| {
            for who in members {
                if ui
                    .push_id(who, |ui| widgets::menu_row(ui, None, &project.name_of(who), ""))
                    .inner
                    .clicked()
                {
                    chosen = Some(Some(who.clone()));
                }
            }
            if widgets::menu_row(ui, None, "Nobody", "").clicked() {
                chosen = Some(None);
            }
        });
        widgets::tip(shown, label, None);
    });
    chosen
}

/// A record's name, which opens and closes it.
pub(super) fn opener(ui: &mut Ui, app: &mut App, key: &str, name: &str, what: &str) {
    let name = if name.is_empty() { "Without a name" } else { name };
    let link = widgets::link_button(ui, name, false);
    if link.clicked() {
        let open = is_open(app, key);
        app.partnering.open_record = (!open).then(|| key.to_owned());
    }
    widgets::tip(link, what, None);
}

pub(super) fn is_open(app: &App, key: &str) -> bool {
    app.partnering.open_record.as_deref() == Some(key)
}

/// What was promised, in this coalition and the others.
pub(super) fn promises_ui(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    ledger: &[LedgerRow],
    actions: &mut Vec<Action>,
) {
    let own = app.coalition();
    let mut change: Option<(CommitmentId, Option<Commitment>)> = None;
    parts::titled(ui, "Commitments", "promised, delivered, due", |ui| {
        if ledger.is_empty() {
            parts::hint(ui, "Nothing was promised yet.");
        }
        for row in ledger {
            let stored = own
                .as_ref()
                .filter(|(id, _)| *id == row.coalition)
                .and_then(|(_, found)| Some((found.clone(), found.commitments.get(&row.id)?.clone())));
            ui.push_id(&row.id, |ui| {
                let stored = stored.as_ref().map(|(found, promise)| (&**found, promise));
                if let Some(after) = promise_ui(ui, app, project, row, stored) {
                    change = Some((row.id.clone(), after));
                }
            });
        }
        if own.is_some() {
            let add = widgets::link_button(ui, "+  Add a promise", false);
            if add.clicked() {
                let id = CommitmentId::random();
                app.partnering.open_record = Some(id.to_string());
                change =
                    Some((id, Some(Commitment { what: "New promise".to_owned(), ..Commitment::default() })));
            }
            widgets::tip(add, "Something that a partner promised", None);
        }
    });
    if let Some((id, after)) = change {
        app.change_coalition(vec![CoalitionChange::Commitment(id, after)], actions);
    }
}

fn promise_ui(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    row: &LedgerRow,
    stored: Option<(&Coalition, &Commitment)>,
) -> Option<draft::Fate<Commitment>> {
    let t = tokens(ui);
    let key = row.id.to_string();
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
        let who = if row.name.is_empty() { "Nobody named" } else { row.name.as_str() };
        let said = format!("{who}: {}{due}", row.what);
        if stored.is_some() {
            opener(ui, app, &key, &said, "Change the promise");
        } else {
            widgets::label(ui, &said, type_size::SMALL, Weight::Regular, t.text2);
        }
    });
    let (found, promise) = stored.filter(|_| is_open(app, &key))?;
    let mut change = None;
    let current = promise.who.as_ref().map_or_else(|| "nobody".to_owned(), |id| project.name_of(id));
    if let Some(who) = who_ui(ui, project, "Who", &current, found.members.keys()) {
        change = Some(Some(Commitment { who, ..promise.clone() }));
    }
    if let Some(what) =
        draft::text(ui, app, &format!("what {key}"), "What", &promise.what, "What was promised")
    {
        change = Some(Some(Commitment { what, ..promise.clone() }));
    }
    if let Some(due) = draft::text(ui, app, &format!("due {key}"), "Due", &promise.due, "Year-month-day") {
        change = Some(Some(Commitment { due, ..promise.clone() }));
    }
    let segments = [
        Segment { value: CommitmentState::Promised, icon: None, label: "Promised" },
        Segment { value: CommitmentState::Delivered, icon: None, label: "Delivered" },
        Segment { value: CommitmentState::Withdrawn, icon: None, label: "Withdrawn" },
    ];
    let mut state = promise.state.unwrap_or(CommitmentState::Promised);
    let switch = widgets::segmented(ui, &segments, &mut state, true);
    if switch.changed() {
        change = Some(Some(Commitment { state: Some(state), ..promise.clone() }));
    }
    widgets::tip(switch, "Where the promise stands", None);
    let delete = widgets::link_button(ui, "Delete the promise", false);
    if delete.clicked() {
        change = Some(None);
    }
    widgets::tip(delete, "Take it off the record; undo brings it back", None);
    ui.add_space(8.0);
    change
}
