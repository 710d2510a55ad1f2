//! What the figures say, question by question, each with its definition one click away.

use egui::Ui;

use super::super::working_ui;
use super::{figure, light, spotlight};
use crate::analysis::network::{Answer, Definition, Kind, Question};
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::widgets::{self, Card};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The cards.
pub(super) fn questions_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let answered = app.network.answered.answer();
    super::super::body(ui, "questions", 12.0, |ui| {
        let Some(answered) = answered else {
            working_ui(ui, app.network.answered.progress());
            return;
        };
        let found = answered.as_ref().as_ref();
        let answers = found.map_or(&[][..], |answered| &answered.answers);
        if answers.is_empty() {
            super::super::empty(ui, hint(app.network_kind()));
            return;
        }
        for (place, answer) in answers.iter().enumerate() {
            ui.push_id(place, |ui| card_ui(ui, app, (place, answer), actions));
            ui.add_space(8.0);
        }
        let t = tokens(ui);
        for caution in found.iter().flat_map(|answered| &answered.network.cautions) {
            widgets::paragraph(ui, caution, type_size::SMALL, Weight::Regular, t.text3);
            ui.add_space(4.0);
        }
    });
}

fn hint(kind: Kind) -> &'static str {
    match kind {
        Kind::Actor => {
            "No ties yet. Drag from the rim of one actor to another to tie them; who connects, breaks or reaches the \
             others is then answered here."
        }
        Kind::Causal => {
            "No causal links yet. Drag from the rim of one variable to another; what drives the system is then \
             answered here."
        }
    }
}

fn card_ui(ui: &mut Ui, app: &mut App, (place, answer): (usize, &Answer), actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let key = format!("network {place} {}", answer.question.text());
    let active = app.view.active_card.as_deref() == Some(key.as_str());
    let figures: Vec<String> = answer.figures.iter().map(|one| said(&one.label, one.value)).collect();
    let open = app.network.explained == Some(place);
    let shown = widgets::finding_card(
        ui,
        &Card {
            icon: icon(answer.question).char(),
            kind: answer.question.text(),
            kind_color: t.accent_text,
            action: if open { "Close" } else { "Why" },
            sentence: &answer.sentence,
            evidence: &figures.join(" · "),
            active,
        },
    );
    let lit = spotlight(answer.question.text(), &answer.elements, &answer.links);
    if shown.response.hovered() {
        actions.push(Action::Preview(lit.clone()));
    }
    if shown.action {
        app.network.explained = (!open).then_some(place);
    } else if shown.response.clicked() {
        light(key, lit, active, actions);
    }
    if app.network.explained == Some(place) {
        ui.add_space(6.0);
        ui.indent("why", |ui| {
            if let Some(meaning) = answer.meaning() {
                meaning_ui(ui, meaning);
            }
            for caution in &answer.cautions {
                widgets::paragraph(ui, caution, type_size::SMALL, Weight::Regular, t.warn);
            }
        });
    }
}

/// How a figure is worked out, where that comes from, and between what it lies.
pub(super) fn meaning_ui(ui: &mut Ui, meaning: &Definition) {
    let t = tokens(ui);
    for (word, text) in [("How", meaning.formula), ("Range", meaning.range), ("Source", meaning.source)] {
        if !text.is_empty() {
            let text = format!("{word}: {text}");
            widgets::paragraph(ui, &text, type_size::SMALL, Weight::Regular, t.text2);
        }
    }
}

fn said(label: &str, value: f64) -> String {
    format!("{label} {}", figure(value))
}

fn icon(question: Question) -> Icon {
    match question {
        Question::Breaks | Question::BreakTogether => Icon::WarningCircle,
        Question::HangTogether | Question::BarelyTalk => Icon::Handshake,
        Question::Drives => Icon::ArrowsDownUp,
        _ => Icon::Lightbulb,
    }
}
