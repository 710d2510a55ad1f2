//! "Why not X?": the best swap, what it costs, and what would bring the actor in.

use egui::{Ui, vec2};

use super::parts;
use crate::analysis::{ChangedTag, Partners, WhyNot};
use crate::app::App;
use crate::app::action::Action;
use crate::app::coalition::Answers;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, tokens};
use crate::app::widgets;
use crate::edit::CoalitionChange;
use crate::model::{ElementId, Project};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The section.
pub(super) fn why_ui(ui: &mut Ui, app: &mut App, answers: &Answers, actions: &mut Vec<Action>) {
    let project = app.session.history.project().clone();
    let Some(sets) = answers.sets.clone() else { return };
    let best: Vec<ElementId> = sets
        .suggestions
        .first()
        .map(|best| best.members.iter().map(|member| member.id.clone()).collect())
        .unwrap_or_default();
    let why = app.partnering.why.clone().filter(|id| project.elements.contains_key(id));
    let mut asked = None;
    let top = ui.cursor().min;
    widgets::section(ui, "Why not …", "of the best set", |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        let current = why.as_ref().map_or_else(|| "Choose an actor".to_owned(), |id| project.name_of(id));
        let (shown, _) = widgets::dropdown(ui, "Why not", &current, |ui| {
            let outside = parts::actors(&project).into_iter().filter(|(id, _)| !best.contains(id));
            if let Some(id) = parts::actor_menu(ui, &project, outside) {
                asked = Some(id);
            }
        });
        shown.on_hover_text("What it would cost to bring an actor in, and what would bring it in");
        if why.is_none() {
            parts::hint(ui, "Choose somebody who is not in the best set.");
            return;
        }
        let Some(found) = answers.why_not.as_ref().and_then(|found| Option::as_ref(found)) else {
            parts::working(ui);
            return;
        };
        answer(ui, app, &project, &sets, found, actions);
    });
    // The answer has come: only now is it known how high it is.
    if answers.why_not.is_some() && std::mem::take(&mut app.partnering.show_why) {
        let rect = egui::Rect::from_min_max(top, egui::pos2(top.x + 10.0, ui.cursor().top()));
        ui.scroll_to_rect(rect, None);
    }
    if let Some(id) = asked {
        app.partnering.why = Some(id);
    }
}

fn answer(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    sets: &Partners,
    found: &WhyNot,
    actions: &mut Vec<Action>,
) {
    let Some(best) = sets.suggestions.first() else { return };
    let (Some(out), Some(loss)) = (&found.swap, found.loss) else {
        parts::say(ui, &found.sentence);
        pin(ui, app, project, found, actions);
        return;
    };
    fact(ui, "Best swap", &format!("for {}", project.name_of(out)), "");
    if loss < 5.0 {
        fact(ui, "Score then", &format!("{:.3}", best.score - loss), &format!("{:+.3}", -loss));
    } else {
        fact(ui, "Score then", "a rule would be broken", "");
    }
    let come_in = match &found.change {
        Some(change) => {
            let tag = match &change.tag {
                ChangedTag::Rating(scale) => scale.as_str().to_owned(),
                ChangedTag::Asset(asset) => parts::asset(project, asset).to_lowercase(),
                ChangedTag::Lever(_) => "a lever".to_owned(),
            };
            format!("with {tag} at {:.0}, now {}", change.to, plain(change.from))
        }
        None => "by no single change of tags".to_owned(),
    };
    fact(ui, "They come in", &come_in, "");
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let swap = widgets::button(ui, None, "Swap anyway");
        if swap.clicked() {
            let mut ids: Vec<ElementId> = best.members.iter().map(|member| member.id.clone()).collect();
            ids.retain(|id| id != out);
            ids.push(found.id.clone());
            app.keep_set(ids, actions);
        }
        widgets::tip(swap, "Keep the best set as the members, with this swap", None);
        pin(ui, app, project, found, actions);
    });
    parts::hint(ui, &found.sentence);
}

fn plain(value: f64) -> String {
    format!("{value:.1}").trim_end_matches(".0").to_owned()
}

fn pin(ui: &mut Ui, app: &App, project: &Project, found: &WhyNot, actions: &mut Vec<Action>) {
    let must = app.coalition().is_some_and(|(_, stored)| stored.must_in.contains(&found.id));
    if found.is_in || must {
        return;
    }
    let pin = widgets::button(ui, Some(Icon::PushPin.char()), "Must be in");
    if pin.clicked() {
        app.change_coalition(vec![CoalitionChange::MustIn(found.id.clone(), true)], actions);
    }
    widgets::tip(pin, &format!("Make it a rule that {} is in", project.name_of(&found.id)), None);
}

/// A row: what it is, what it says, and a figure that is lost.
fn fact(ui: &mut Ui, label: &str, value: &str, lost: &str) {
    let t = tokens(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (rect, _) = ui.allocate_exact_size(vec2(80.0, 18.0), egui::Sense::hover());
        let job = fonts::text(label, type_size::SMALL.0, Weight::Regular, color(t.text3));
        widgets::text_at(ui, rect.left_center(), egui::Align2::LEFT_CENTER, job);
        ui.vertical(|ui| {
            ui.horizontal(|ui| {
                ui.set_min_height(18.0);
                ui.spacing_mut().interact_size.y = 18.0;
                widgets::label(ui, value, type_size::SMALL, Weight::Medium, t.text);
                if !lost.is_empty() {
                    widgets::label(ui, lost, type_size::SMALL, Weight::Medium, t.danger);
                }
            });
        });
    });
}
