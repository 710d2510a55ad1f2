//! What follows from the signs alone.

use egui::Ui;

use super::{AnswerRow, answer_row};
use crate::analysis::{PredictedVariable, Prediction, Verdict};
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::view_state::Spotlight;
use crate::app::widgets;
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The answer.
pub(super) fn signs_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let Some(prediction) = app.desk.what_if.prediction.answer() else {
        super::super::working_ui(ui, app.desk.what_if.prediction.progress());
        return;
    };
    if let Some(reason) = &prediction.undefined {
        let said = capitalised(reason);
        widgets::paragraph(ui, &said, type_size::BODY, Weight::Regular, t.text2);
        ui.add_space(8.0);
        levins_ui(ui, app);
        return;
    }
    let press = app.desk.what_if.press.clone();
    let others = prediction
        .variables
        .iter()
        .filter(|one| !press.raise.contains(&one.id) && !press.lower.contains(&one.id));
    let mut rows: Vec<&PredictedVariable> = others.collect();
    rows.sort_by(|a, b| {
        order(a.verdict)
            .cmp(&order(b.verdict))
            .then_with(|| b.rises.max(b.falls).total_cmp(&a.rises.max(a.falls)))
            .then_with(|| a.name.cmp(&b.name))
    });
    for one in rows {
        row(ui, one, actions);
    }
    ui.add_space(8.0);
    levins_ui(ui, app);
    ui.add_space(8.0);
    widgets::paragraph(ui, &footnote(&prediction), type_size::SMALL, Weight::Regular, t.text3);
}

/// Decided answers first.
fn order(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Rises | Verdict::Falls => 0,
        Verdict::Undecided => 1,
        Verdict::Unchanged => 2,
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    let mut said: String = first.into_iter().flatten().chain(letters).collect();
    if !said.ends_with(['.', '!', '?']) {
        said.push('.');
    }
    said
}

fn row(ui: &mut Ui, one: &PredictedVariable, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    let (icon, said, ink) = match one.verdict {
        Verdict::Rises => (Icon::ArrowUp, format!("rises {}", percent(one.rises)), t.plus),
        Verdict::Falls => (Icon::ArrowDown, format!("falls {}", percent(one.falls)), t.minus),
        Verdict::Unchanged => (Icon::Minus, "stays".to_owned(), t.text3),
        Verdict::Undecided => (Icon::Question, format!("undecided, {} up", percent(one.rises)), t.text3),
    };
    let bar = if one.verdict == Verdict::Unchanged { (0.0, 0.0) } else { (one.rises, one.falls) };
    let row = AnswerRow { icon, name: &one.name, said: &said, ink, bar };
    let response = ui.push_id(&one.id, |ui| answer_row(ui, &row)).inner;
    if response.hovered() {
        let links = one.deciders.iter().flat_map(|decider| decider.links.iter().cloned()).collect();
        actions.push(Action::Preview(Spotlight {
            title: one.name.clone(),
            elements: [one.id.clone()].into(),
            links,
            kind: None,
        }));
    }
    if response.clicked() {
        actions.push(Action::Reveal(one.id.clone()));
    }
    response.on_hover_text(one.sentence());
}

fn levins_ui(ui: &mut Ui, app: &mut App) {
    let levins = app.desk.what_if.levins;
    let chip = widgets::chip(ui, "Only drawn damping", levins);
    if chip.clicked() {
        app.desk.what_if.levins = !levins;
    }
    chip.on_hover_text(
        "Levins’ form: only a − link of a variable to itself damps it, and draws that would never settle are thrown \
         away. Off: every variable damps itself, so that every draw settles.",
    );
}

fn footnote(prediction: &Prediction) -> String {
    let drawn = if prediction.levins {
        format!("{} of {} draws of magnitudes settle.", prediction.stable, prediction.draws)
    } else {
        format!("{} draws of magnitudes; only the signs are yours.", prediction.draws)
    };
    let left_out = match prediction.skipped_links.len() {
        0 => String::new(),
        1 => " 1 link without an agreed sign is left out.".to_owned(),
        count => format!(" {count} links without an agreed sign are left out."),
    };
    let few = if prediction.fewer_draws() {
        " So few because the map is large: shares may be some points off."
    } else {
        ""
    };
    format!("{drawn}{few} Grey means that the signs do not decide.{left_out}")
}
