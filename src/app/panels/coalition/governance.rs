//! How the coalition could decide: four models with what speaks for and against each, and a charter for each partner.

use egui::{Ui, vec2};

use super::parts;
use crate::analysis::{CharterRow, GovernanceModel};
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::widgets::{self, Gesture, Slide, Tone};
use crate::edit::{CoalitionChange, Edit};
use crate::model::{CoalitionId, ElementId, Member};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The page.
pub(super) fn governance_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let Some(review) = app.ask_review(ui.ctx()) else {
        parts::working(ui);
        return;
    };
    parts::page_title(ui, app, "How it decides");
    if let Some(note) = &review.note {
        parts::hint(ui, note);
        ui.add_space(8.0);
    }
    asked_ui(ui, app, actions);
    ui.add_space(10.0);
    let fit = &review.governance;
    for model in &fit.models {
        ui.push_id(model.name, |ui| model_ui(ui, app, model, actions));
        ui.add_space(10.0);
    }
    if !fit.findings.is_empty() || !fit.unknown.is_empty() {
        parts::titled(ui, "To watch", "", |ui| {
            if !fit.unknown.is_empty() {
                parts::hint(ui, &format!("Not known, so left out: {}.", fit.unknown.join(", ")));
            }
            for (at, finding) in fit.findings.iter().enumerate() {
                ui.push_id(at, |ui| parts::finding_ui(ui, finding, actions));
            }
        });
        ui.add_space(10.0);
    }
    parts::titled(ui, "Charters", "what each partner brings, decides and gains", |ui| {
        if fit.charter.is_empty() {
            parts::hint(ui, "Keep a set as members first; then each has a charter here.");
        }
        for row in &fit.charter {
            ui.push_id((&row.id, &row.name), |ui| charter_ui(ui, app, row, actions));
        }
    });
}

/// What the map cannot know: how closely the public watches, how fast decisions must be, for how long it is planned.
fn asked_ui(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let Some((_, found)) = app.coalition() else { return };
    parts::titled(ui, "What only you know", "", |ui| {
        let rows = [
            ("Public scrutiny", found.scrutiny, (1.0, 5.0), "of 5"),
            ("Speed needed", found.speed, (1.0, 5.0), "of 5"),
            ("Horizon", found.horizon, (1.0, 20.0), "years"),
        ];
        for (at, (label, value, range, unit)) in rows.into_iter().enumerate() {
            let shown = value.map_or_else(|| "–".to_owned(), |value| format!("{value:.0}"));
            let slide = Slide {
                label,
                value: value.unwrap_or(range.0),
                range,
                step: 1.0,
                shown: &shown,
                label_width: 120.0,
            };
            let (response, gesture) = ui
                .push_id(label, |ui| {
                    ui.set_max_width(420.0);
                    widgets::slider(ui, &slide)
                })
                .inner;
            response.on_hover_text(format!("{label}, {unit}"));
            // A click on the first stop of what is not said yet says it.
            let gesture = gesture.map(|gesture| match gesture {
                Gesture::Set(None) => Gesture::Set(Some(range.0)),
                other => other,
            });
            if let Some(gesture) = gesture {
                let set = |value: f64| {
                    vec![match at {
                        0 => CoalitionChange::Scrutiny(Some(value)),
                        1 => CoalitionChange::Speed(Some(value)),
                        _ => CoalitionChange::Horizon(Some(value)),
                    }]
                };
                app.slide_coalition(gesture, set, actions);
            }
        }
    });
}

fn model_ui(ui: &mut Ui, app: &App, model: &GovernanceModel, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    parts::card(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_min_height(28.0);
            widgets::label(ui, model.name, type_size::BODY, Weight::SemiBold, t.text);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if model.chosen {
                    let clear = widgets::link_button(ui, "Clear", false);
                    if clear.clicked() {
                        app.change_coalition(vec![CoalitionChange::Governance(None)], actions);
                    }
                    widgets::tip(clear, "No model is chosen", None);
                    widgets::kind_chip(ui, "chosen", Tone::Accent);
                } else {
                    let choose = widgets::link_button(ui, "Choose", false);
                    if choose.clicked() {
                        let change = CoalitionChange::Governance(Some(model.model));
                        app.change_coalition(vec![change], actions);
                    }
                    widgets::tip(choose, "Decide in this way", None);
                }
            });
        });
        parts::hint(ui, model.character);
        match model.fit {
            Some(fit) => {
                let shown = format!("{:.0} %", fit * 100.0);
                widgets::score_bar(ui, "Fit", fit.clamp(0.0, 1.0) as f32, &shown, fit < 0.4);
            }
            None => parts::hint(ui, "Too little is known to say how well it fits."),
        }
        for line in &model.lines {
            let (icon, ink) = match line.speaks_for {
                Some(true) => (Icon::PlusCircle, t.success),
                Some(false) => (Icon::MinusCircle, t.warn),
                None => (Icon::Info, t.text3),
            };
            parts::noted(ui, icon, ink, &line.sentence);
        }
    });
}

fn charter_ui(ui: &mut Ui, app: &mut App, row: &CharterRow, actions: &mut Vec<Action>) {
    let Some(who) = row.id.clone() else { return };
    let t = tokens(ui);
    let open = app.partnering.open_charter.as_ref() == Some(&who);
    let project = app.session.history.project().clone();
    ui.horizontal(|ui| {
        ui.set_min_height(30.0);
        let (icon, look) = parts::look(ui, &project, &who);
        let (rect, _) = ui.allocate_exact_size(vec2(24.0, 24.0), egui::Sense::hover());
        widgets::disc_glyph(ui, rect.center(), 22.0, icon.char(), look);
        let name = widgets::link_button(ui, &row.name, false);
        if name.clicked() {
            app.partnering.open_charter = (!open).then(|| who.clone());
        }
        widgets::tip(name, "Open or close the charter", None);
        if !row.role.is_empty() {
            widgets::label(ui, &row.role, type_size::MICRO, Weight::Regular, t.text3);
        }
        if row.seat {
            widgets::kind_chip(ui, "decision seat", Tone::Accent);
        }
        let (leads, supports) = (row.leads.len(), row.supports.len());
        if leads + supports > 0 {
            let text = format!("leads {leads}, supports {supports}");
            widgets::label(ui, &text, type_size::MICRO, Weight::Regular, t.text3);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if row.open.is_empty() {
                widgets::kind_chip(ui, "complete", Tone::Success);
            } else {
                let text = format!("{} open", row.open.len());
                widgets::kind_chip(ui, &text, Tone::Warn)
                    .on_hover_text(format!("Open: {}", row.open.join(", ")));
            }
        });
    });
    if open {
        fields(ui, app, &who, actions);
    } else if !row.contribution.is_empty() {
        ui.horizontal(|ui| {
            ui.add_space(32.0);
            parts::say(ui, &row.contribution);
        });
    }
}

fn fields(ui: &mut Ui, app: &App, who: &ElementId, actions: &mut Vec<Action>) {
    /// A text of a partner's charter.
    type Field = fn(&mut Member) -> &mut String;
    let Some((id, found)) = app.coalition() else { return };
    let Some(member) = found.members.get(who) else { return };
    let rows: [(&str, &str, Field); 5] = [
        ("Contribution", "What the partner brings", |member| &mut member.contribution),
        ("Value", "What the partner gains, in plain words", |member| &mut member.value),
        ("Decision rights", "What it may decide, and with whom", |member| &mut member.rights),
        ("Escalation", "To whom it turns when people disagree", |member| &mut member.escalation),
        ("Resources", "Money, people and time", |member| &mut member.resources),
    ];
    for (label, hint, field) in rows {
        let mut after = member.clone();
        let response =
            widgets::row_label_value(ui, label, |ui| widgets::text_field(ui, label, field(&mut after), hint));
        typed(&response, &id, who, after, actions);
    }
    ui.add_space(8.0);
}

/// Typing in a field is one step: it begins with the focus and ends with it.
fn typed(
    response: &egui::Response,
    id: &CoalitionId,
    who: &ElementId,
    after: Member,
    actions: &mut Vec<Action>,
) {
    if response.gained_focus() {
        actions.push(Action::BeginGesture);
    }
    if response.changed() {
        let change = CoalitionChange::Member(who.clone(), Some(after));
        actions.push(Action::Edit(Edit::ChangeCoalition { id: id.clone(), change }));
    }
    if response.lost_focus() {
        actions.push(Action::CommitGesture);
    }
}
