//! The smallest sets that hold everything that is wanted.

use egui::Ui;

use super::parts;
use crate::app::App;
use crate::app::action::Action;
use crate::app::coalition::Answers;
use crate::app::widgets;

/// Covers that are listed.
const MOST: usize = 6;

/// The card.
pub(super) fn covers_ui(ui: &mut Ui, app: &mut App, answers: &Answers, actions: &mut Vec<Action>) {
    let Some(covers) = answers.covers.clone() else { return };
    let project = app.session.history.project().clone();
    parts::titled(ui, "Minimal covers", "nobody can be left out of them", |ui| {
        parts::say(ui, &covers.sentence);
        let nobody: Vec<String> = covers.unheld.iter().map(|id| parts::asset(&project, id)).collect();
        if !nobody.is_empty() {
            parts::hint(ui, &format!("No candidate holds {}; no set can cover it.", nobody.join(", ")));
        }
        for (at, cover) in covers.sets.iter().enumerate().take(MOST) {
            ui.push_id(at, |ui| {
                ui.horizontal(|ui| {
                    ui.set_min_height(24.0);
                    let keep = widgets::link_button(ui, "Keep", false);
                    if keep.clicked() {
                        app.keep_set(cover.clone(), actions);
                    }
                    widgets::tip(keep, "Take this cover over as the members", None);
                    let t = crate::app::theme::tokens(ui);
                    let text = format!("{}: {}", cover.len(), parts::names(&project, cover));
                    widgets::label(
                        ui,
                        &text,
                        crate::scene::tokens::type_size::SMALL,
                        crate::app::fonts::Weight::Regular,
                        t.text2,
                    );
                });
            });
        }
        if covers.sets.len() > MOST {
            parts::hint(ui, &format!("And {} more.", covers.sets.len() - MOST));
        }
    });
}
