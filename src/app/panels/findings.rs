//! The findings panel: cards of what the analyses say.

use egui::Ui;

use super::cards::{self, Finding};
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::view_state::{FindingFilter, Panel};
use crate::app::widgets::{self, Card};
use crate::app::worker::Found;
use crate::edit::Selection;
use crate::model::ElementKind;
use crate::scene::tokens::type_size;

/// The panel.
pub(super) fn findings_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let findings = app.worker.findings().clone();
    let project = app.session.history.project().clone();
    let all = cards::collect(&project, &findings, tokens(ui));
    let pending = app.worker.is_pending(app.session.history.revision());
    super::header(ui, "Findings", if pending { "Working…" } else { "" });
    filters(ui, app, &all);
    ui.add_space(8.0);
    let chosen = app.view.finding_filter;
    super::body(ui, "findings", 12.0, |ui| {
        let shown: Vec<&Finding> =
            all.iter().filter(|card| chosen == FindingFilter::All || card.filter == chosen).collect();
        for card in &shown {
            card_ui(ui, app, card, actions);
            ui.add_space(8.0);
        }
        if shown.is_empty() && !pending {
            super::empty(ui, hint(app));
        }
        let bottlenecks = findings.bottlenecks.as_ref().map(Found::latest);
        if let Some(found) = bottlenecks.filter(|found| !shown.is_empty() && !found.note.is_empty()) {
            let t = tokens(ui);
            widgets::paragraph(ui, &found.note, type_size::SMALL, Weight::Regular, t.text3);
        }
    });
}

/// What to do so that there is something to find.
fn hint(app: &App) -> &'static str {
    let project = app.session.history.project();
    if project.elements.is_empty() {
        "Draw actors and ties, or variables and causal links. What stands out is listed here, with its reasons."
    } else if project.elements_of(ElementKind::Actor).next().is_some() {
        "Nothing stands out yet. Draw ties between actors, and tag the actors with interest, influence and assets."
    } else {
        "No loops yet. A loop is a round of causal links: draw the link that closes one."
    }
}

fn filters(ui: &mut Ui, app: &mut App, all: &[Finding]) {
    ui.horizontal(|ui| {
        ui.add_space(12.0);
        ui.spacing_mut().item_spacing.x = 8.0;
        for (filter, word) in [
            (FindingFilter::All, "All"),
            (FindingFilter::Partners, "Partners"),
            (FindingFilter::Bottlenecks, "Bottlenecks"),
        ] {
            let count =
                all.iter().filter(|card| filter == FindingFilter::All || card.filter == filter).count();
            if count == 0 && filter != FindingFilter::All {
                continue;
            }
            let text =
                if filter == FindingFilter::Partners { word.to_owned() } else { format!("{word} {count}") };
            if widgets::chip(ui, &text, app.view.finding_filter == filter).clicked() {
                app.view.finding_filter = filter;
            }
        }
    });
}

fn card_ui(ui: &mut Ui, app: &App, card: &Finding, actions: &mut Vec<Action>) {
    let active = app.view.active_card.as_deref() == Some(card.key.as_str());
    let shown = ui
        .push_id(&card.key, |ui| {
            widgets::finding_card(
                ui,
                &Card {
                    icon: card.icon.char(),
                    kind: card.kind,
                    kind_color: card.color,
                    action: card.action,
                    sentence: &card.sentence,
                    evidence: &card.evidence,
                    active,
                },
            )
        })
        .inner;
    if shown.response.hovered() {
        actions.push(Action::Preview(card.spotlight.clone()));
    }
    if shown.response.clicked() || shown.action {
        let elements = card.spotlight.elements.clone();
        let single = elements.first().filter(|_| elements.len() == 1 && card.spotlight.links.is_empty());
        if let Some(id) = single {
            actions.push(Action::Reveal(id.clone()));
        } else {
            let lit = if active && !shown.action { None } else { Some(card.spotlight.clone()) };
            actions.push(Action::Select(Selection::default()));
            actions.push(Action::Light(lit));
        }
        actions.push(Action::Activate((!active || shown.action).then(|| card.key.clone())));
    }
    if shown.action && card.filter == FindingFilter::Partners {
        actions.push(Action::TogglePanel(Panel::Partners));
    }
    if !card.reasons.is_empty() {
        shown.response.on_hover_ui(|ui| {
            ui.set_max_width(280.0);
            for reason in &card.reasons {
                ui.label(reason);
            }
        });
    }
}
