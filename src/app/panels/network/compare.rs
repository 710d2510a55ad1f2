//! Two actors or variables side by side, and who stands between them.

use egui::{Align2, Sense, Ui, pos2, vec2};

use super::super::working_ui;
use super::questions::meaning_ui;
use super::{figure, light, spotlight};
use crate::analysis::network::{Measure, SideBySide, definition};
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::{self, Weight};
use crate::app::network::Pair;
use crate::app::theme::{color, tokens};
use crate::app::widgets;
use crate::model::ElementId;
use crate::scene::tokens::type_size;

/// The width of a column of figures.
const COLUMN: f32 = 76.0;
const ROW: f32 = 26.0;

/// What most people ask for first.
const FIRST: [Measure; 7] = [
    Measure::DegreeCentrality,
    Measure::Betweenness,
    Measure::Closeness,
    Measure::Eigenvector,
    Measure::Constraint,
    Measure::Core,
    Measure::Clustering,
];

/// The two that are selected, side by side.
pub(super) fn compare_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let selected: Vec<ElementId> = app.view.selection.elements.iter().cloned().collect();
    super::super::body(ui, "compare", 12.0, |ui| {
        if selected.len() != 2 {
            super::over_time::over_time_ui(ui, app, actions);
        }
        let Ok(two) = <[ElementId; 2]>::try_from(selected) else {
            super::super::empty(
                ui,
                "Select two on the map: click one, then Shift-click the other. Their figures stand here side by side, \
                 with whom they share and who stands between them.",
            );
            return;
        };
        app.ask_pair(ui.ctx(), two);
        let Some(pair) = app.network.pair.answer() else {
            working_ui(ui, app.network.answered.progress().or_else(|| app.network.pair.progress()));
            return;
        };
        let Some(pair) = pair.as_ref() else {
            super::super::empty(
                ui,
                "These two are not in the same network. Select two actors, or two variables.",
            );
            return;
        };
        pair_ui(ui, app, pair, actions);
    });
}

fn pair_ui(ui: &mut Ui, app: &App, pair: &Pair, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let comparison = &pair.comparison;
    for sentence in &comparison.sentences {
        widgets::paragraph(ui, &format!("{sentence}."), type_size::BODY, Weight::Regular, t.text);
        ui.add_space(4.0);
    }
    let key = "stands between".to_owned();
    let active = app.view.active_card.as_deref() == Some(key.as_str());
    let found = pair.between.answer();
    let shown = widgets::finding_card(
        ui,
        &widgets::Card {
            icon: crate::scene::icon::Icon::Lightbulb.char(),
            kind: found.question.text(),
            kind_color: t.accent_text,
            action: "Show",
            sentence: &found.sentence,
            evidence: "Light the ways between them",
            active,
        },
    );
    if shown.response.clicked() || shown.action {
        light(key, spotlight(found.question.text(), &found.elements, &found.links), active, actions);
    }
    ui.add_space(12.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    for (place, name) in comparison.names.iter().enumerate() {
        let right = rect.right() - COLUMN * (1 - place) as f32;
        let job = fonts::text(name, type_size::SMALL.0, Weight::SemiBold, color(t.text));
        let job = fonts::elided(job, COLUMN - 6.0, 1);
        widgets::text_at(ui, pos2(right, rect.center().y), Align2::RIGHT_CENTER, job);
    }
    let is_first = |row: &&SideBySide| FIRST.contains(&row.measure);
    for row in comparison.measures.iter().filter(is_first) {
        measure_ui(ui, row);
    }
    for row in comparison.measures.iter().filter(|row| !FIRST.contains(&row.measure)) {
        measure_ui(ui, row);
    }
}

/// A measure, its two figures with their ranks, the greater one set off.
fn measure_ui(ui: &mut Ui, row: &SideBySide) {
    if row.values == [None, None] {
        return;
    }
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let word = row.measure.as_str().replace('_', " ");
    let job = fonts::text(&word, type_size::SMALL.0, Weight::Regular, color(t.text2));
    let job = fonts::elided(job, rect.width() - 2.0 * COLUMN - 4.0, 1);
    widgets::text_at(ui, rect.left_center(), Align2::LEFT_CENTER, job);
    for place in 0..2 {
        let said = match (row.values[place], row.ranks[place]) {
            (Some(value), Some(rank)) => format!("{} · #{rank}", figure(value)),
            (Some(value), None) => figure(value),
            _ => "–".to_owned(),
        };
        let more = row.values[place] > row.values[1 - place];
        let weight = if more { Weight::SemiBold } else { Weight::Regular };
        let right = rect.right() - COLUMN * (1 - place) as f32;
        let job = fonts::text(&said, type_size::SMALL.0, weight, color(t.text));
        widgets::text_at(ui, pos2(right, rect.center().y), Align2::RIGHT_CENTER, job);
    }
    if let Some(meaning) = definition(row.measure.as_str()) {
        response.on_hover_ui(|ui| {
            ui.set_max_width(280.0);
            widgets::paragraph(ui, meaning.answers, type_size::BODY, Weight::SemiBold, tokens(ui).text);
            meaning_ui(ui, meaning);
        });
    }
}
