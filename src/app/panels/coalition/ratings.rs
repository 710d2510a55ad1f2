//! What several people say about the actors: a grid of means with their spread, and where they disagree.

use egui::{Align2, Sense, Ui, pos2, vec2};

use super::parts;
use crate::analysis::disagreements;
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::app::widgets;
use crate::model::{Actor, ElementId, Project, Scale};
use crate::scene::tokens::type_size;

const SCALES: [(Scale, &str); 5] = [
    (Scale::Interest, "Interest"),
    (Scale::Influence, "Influence"),
    (Scale::Alignment, "Alignment"),
    (Scale::Legitimacy, "Legitimacy"),
    (Scale::Urgency, "Urgency"),
];

/// The page.
pub(super) fn ratings_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let project = app.session.history.project().clone();
    parts::page_title(ui, app, "What everyone says");
    let found = disagreements(&project);
    parts::titled(ui, "To talk about", "two steps apart or more", |ui| {
        if found.is_empty() {
            let said = if project.assessors.len() < 2 {
                "One person or team rates so far. Others can rate in their own copy of the file; merging keeps both."
            } else {
                "Nobody is two steps apart."
            };
            parts::hint(ui, said);
        }
        for (at, row) in found.iter().enumerate() {
            ui.push_id(at, |ui| parts::finding_ui(ui, &row.finding, actions));
        }
    });
    ui.add_space(10.0);
    parts::titled(
        ui,
        "Means and spread",
        "a dot for each person, the line joins the lowest and the highest",
        |ui| {
            let actors = parts::actors(&project);
            if actors.is_empty() {
                parts::hint(ui, "There are no actors yet. Draw them, then select one to rate it.");
                return;
            }
            ui.spacing_mut().item_spacing.y = 0.0;
            head(ui);
            for (id, name) in actors {
                if let Some(actor) = project.elements.get(&id).and_then(|element| element.actor()) {
                    row(ui, &project, &id, &name, actor, actions);
                }
            }
        },
    );
}

/// Where the column of a scale begins, and how wide it is.
fn column(width: f32, at: usize) -> (f32, f32) {
    let name = (width * 0.26).clamp(120.0, 240.0);
    let each = (width - name) / SCALES.len() as f32;
    (name + each * at as f32, each)
}

fn head(ui: &mut Ui) {
    let t = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    for (at, (_, label)) in SCALES.iter().enumerate() {
        let (left, _) = column(rect.width(), at);
        let job = fonts::text(label, type_size::MICRO.0, Weight::SemiBold, color(t.text3));
        widgets::text_at(ui, pos2(rect.left() + left, rect.center().y), Align2::LEFT_CENTER, job);
    }
    widgets::hairline(ui, rect.left_bottom(), rect.right_bottom());
}

fn row(ui: &mut Ui, project: &Project, id: &ElementId, name: &str, actor: &Actor, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let (rect, response) =
        ui.push_id(id, |ui| ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::click())).inner;
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), corners(6.0), color(t.hover));
    }
    let middle = rect.center().y;
    let (icon, look) = parts::look(ui, project, id);
    widgets::glyph(ui, pos2(rect.left() + 8.0, middle), icon.char(), 14.0, color(look.color));
    let (first, _) = column(rect.width(), 0);
    let job = fonts::text(name, type_size::SMALL.0, Weight::Medium, color(t.text));
    widgets::text_at(
        ui,
        pos2(rect.left() + 22.0, middle),
        Align2::LEFT_CENTER,
        fonts::elided(job, first - 34.0, 1),
    );
    let mut said = vec![name.to_owned()];
    for (at, (scale, label)) in SCALES.iter().enumerate() {
        let (left, width) = column(rect.width(), at);
        let left = rect.left() + left;
        let Some(spread) = actor.spread(*scale) else {
            let job = fonts::text("Not rated", type_size::MICRO.0, Weight::Regular, color(t.text3));
            widgets::text_at(ui, pos2(left, middle), Align2::LEFT_CENTER, job);
            continue;
        };
        let apart = spread.is_disagreement();
        let ink = if apart { t.warn } else { t.text };
        let job = fonts::mono(&format!("{:.1}", spread.mean), type_size::SMALL.0, apart, color(ink));
        widgets::text_at(ui, pos2(left, middle), Align2::LEFT_CENTER, job);
        let track = (left + 34.0, (left + width - 16.0).max(left + 50.0));
        let (low, high) = scale.range();
        let place = |value: f64| {
            let share = ((value - low) / (high - low)).clamp(0.0, 1.0) as f32;
            track.0 + (track.1 - track.0) * share
        };
        ui.painter().hline(track.0..=track.1, middle, egui::Stroke::new(1.0, color(t.border)));
        let band = egui::Stroke::new(3.0, color(if apart { t.warn } else { t.control }));
        ui.painter().hline(place(spread.low)..=place(spread.high), middle, band);
        for value in actor.ratings.values().filter_map(|rating| rating.get(*scale)) {
            ui.painter().circle_filled(
                pos2(place(value), middle),
                3.0,
                color(if apart { t.warn } else { t.text2 }),
            );
        }
        said.push(format!(
            "{} {:.1}, from {:.0} to {:.0}",
            label.to_lowercase(),
            spread.mean,
            spread.low,
            spread.high
        ));
    }
    widgets::hairline(ui, rect.left_bottom(), rect.right_bottom());
    let said = said.join("; ");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &said));
    widgets::focus_ring(ui, &response, rect, 4.0);
    if response.clicked() {
        actions.push(Action::LeaveDesk);
        actions.push(Action::Reveal(id.clone()));
    }
    widgets::tip(response, &format!("{said}. Click to rate it on the map."), None);
}
