//! What is known about a variable as a place to intervene.

use egui::Ui;

use crate::analysis::{Dossier, Dossiers, GoalEffect, MeadowsPlace, RankedBy, Verdict};
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::widgets::{self, Tone};
use crate::edit::{Edit, ElementChange};
use crate::model::ElementId;
use crate::scene::tokens::type_size;

/// The section of a variable or issue that stands on a causal map.
pub(super) fn leverage_ui(ui: &mut Ui, app: &mut App, id: &ElementId, actions: &mut Vec<Action>) {
    app.ask_dossiers(ui.ctx());
    let Some(dossiers) = app.desk.dossiers.answer() else {
        if app.desk.dossiers.progress().is_some() {
            let t = tokens(ui);
            widgets::section(ui, "As a place to act", "", |ui| {
                widgets::label(ui, "Working…", type_size::SMALL, Weight::Regular, t.text3);
            });
        }
        return;
    };
    let Some(dossier) = dossiers.rows.iter().find(|row| row.id == *id) else { return };
    if dossier.links == 0 {
        return;
    }
    let place = format!("{} of {}", dossier.rank, dossiers.rows.len());
    widgets::section(ui, "As a place to act", &place, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let t = tokens(ui);
        let say = |ui: &mut Ui, said: &str| {
            widgets::paragraph(ui, said, type_size::SMALL, Weight::Regular, t.text2);
        };
        say(ui, &loops(dossier, &dossiers));
        for effect in &dossier.goals {
            say(ui, &goal(effect));
        }
        if dossiers.ranked_by == RankedBy::Loops {
            say(ui, "No variable is marked as a goal, so variables are placed by their number of loops.");
        }
        let holders: Vec<String> = dossier
            .holders
            .iter()
            .map(|one| format!("{} {}", one.name, super::link::lever_word(Some(one.lever))))
            .collect();
        if holders.is_empty() {
            say(ui, "Nobody on the actor map holds it.");
        } else {
            say(ui, &format!("{}.", holders.join("; ")));
        }
        say(ui, &format!("{} of its {} links say why they hold.", dossier.evidenced, dossier.links));
        if dossier.is_sensitive(dossiers.rows.len()) {
            let (best, worst) = dossier.rank_range;
            let said = format!("Place {best} to {worst}, depending on how it is drawn");
            widgets::kind_chip(ui, &said, Tone::Warn).on_hover_text(format!(
                "{} other ways of drawing the map were tried: one variable as two in a row, or the two ends of a + link as one.",
                dossiers.redrawn
            ));
        }
        meadows_ui(ui, app, id, actions);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let what_if = widgets::link_button(ui, "What if it rises?", true);
            if what_if.clicked() {
                actions.push(Action::Run(crate::app::command::Command::PressUp));
            }
            widgets::tip(what_if, "Press it up and see what follows", Some("Alt+↑"));
        });
    });
}

/// Which of Meadows' twelve places people see in the variable.
fn meadows_ui(ui: &mut Ui, app: &App, id: &ElementId, actions: &mut Vec<Action>) {
    let Some(element) = app.session.history.project().elements.get(id) else { return };
    let current = MeadowsPlace::of(element);
    let words = |place: MeadowsPlace| format!("{}  {}", place.number(), place.title());
    let shown = current.map_or_else(|| "Not said".to_owned(), words);
    let set = |place: Option<MeadowsPlace>| {
        Action::Edit(Edit::ChangeElements {
            ids: vec![id.clone()],
            change: ElementChange::Fields(MeadowsPlace::tagged(element, place)),
        })
    };
    widgets::row_label_value(ui, "Kind of place", |ui| {
        let (field, _) = widgets::dropdown(ui, "Kind of place", &shown, |ui| {
            for place in MeadowsPlace::all() {
                let row = widgets::menu_row(ui, None, &words(place), "");
                if row.clicked() && current != Some(place) {
                    actions.push(set(Some(place)));
                }
                row.on_hover_text(place.meaning());
            }
            if current.is_some() && widgets::menu_row(ui, None, "Not said", "").clicked() {
                actions.push(set(None));
            }
        });
        let more = current.map(|place| format!("{}\n", place.meaning())).unwrap_or_default();
        field.on_hover_text(format!(
            "{more}One of Meadows' twelve places to intervene: the smaller the number, the more a change there can move, \
             and the harder it is to make."
        ));
    });
}

fn loops(dossier: &Dossier, dossiers: &Dossiers) -> String {
    let count = dossier.reinforcing + dossier.balancing + dossier.unknown;
    if count == 0 {
        return "In no loop of up to eight links.".to_owned();
    }
    let some = if dossiers.all_loops { "" } else { " or more" };
    let mut parts = Vec::new();
    for (number, word) in [
        (dossier.reinforcing, "reinforcing"),
        (dossier.balancing, "balancing"),
        (dossier.unknown, "without an agreed sign"),
    ] {
        if number > 0 {
            parts.push(format!("{number} {word}"));
        }
    }
    let noun = if count == 1 { "loop" } else { "loops" };
    format!("In {count}{some} {noun}: {}.", parts.join(", "))
}

fn goal(effect: &GoalEffect) -> String {
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    let name = &effect.name;
    let verdict = match effect.verdict {
        Verdict::Rises => format!("Raising it raises {name} in {} of the draws", percent(effect.rises)),
        Verdict::Falls => format!("Raising it lowers {name} in {} of the draws", percent(effect.falls)),
        Verdict::Unchanged => return format!("It does not reach {name}."),
        Verdict::Undecided => format!("The signs do not decide what raising it does to {name}"),
    };
    let way = match (effect.links, effect.delays) {
        (None, _) => String::new(),
        (Some(1), 0) => ", by one link".to_owned(),
        (Some(links), 0) => format!(", {links} links away"),
        (Some(links), 1) => format!(", {links} links and a delay away"),
        (Some(links), delays) => format!(", {links} links and {delays} delays away"),
    };
    format!("{verdict}{way}.")
}
