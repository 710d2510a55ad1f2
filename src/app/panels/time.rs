//! The map over time: a slider over earlier states, and what came, went and changed since the chosen one.

use egui::Ui;

use super::history::{Listed, MOST_LINES, line, lines_of};
use crate::app::App;
use crate::app::action::Action;
use crate::app::chooser::Purpose;
use crate::app::command::Command;
use crate::app::fonts::Weight;
use crate::app::network::Part;
use crate::app::theme::tokens;
use crate::app::timeline::{Look, Stop};
use crate::app::widgets::{self, Gesture, Slide};
use crate::model::Id as _;
use crate::scene::draw::Change;
use crate::scene::icon::Icon;
use crate::scene::tokens::{Color, type_size};

/// The panel.
pub(super) fn time_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    app.ask_timeline(ui.ctx());
    let stops = app.timeline.stops();
    let note = match stops.len() {
        1 => "1 earlier state".to_owned(),
        count => format!("{count} earlier states"),
    };
    super::header(ui, "Over time", &note);
    super::body(ui, "time", 0.0, |ui| {
        if stops.is_empty() {
            inset(ui, |ui| {
                super::empty(
                    ui,
                    "Each save keeps a version on this computer; they stand here in a row. A file from last year can be \
                     added too. The map then shows what came, went and changed since.",
                );
                ui.add_space(8.0);
            });
        } else {
            inset(ui, |ui| slider_ui(ui, app, &stops));
        }
        inset(ui, |ui| ways_ui(ui, app, &stops));
        ui.add_space(8.0);
        look_ui(ui, app, &stops, actions);
    });
}

/// Contents 16 in from both sides.
fn inset(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let width = ui.available_width();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(16.0);
        ui.vertical(|ui| {
            ui.set_width(width - 32.0);
            content(ui);
        });
    });
}

fn say(ui: &mut Ui, sentence: &str, ink: Color) {
    inset(ui, |ui| {
        widgets::paragraph(ui, sentence, type_size::BODY, Weight::Regular, ink);
    });
}

fn slider_ui(ui: &mut Ui, app: &mut App, stops: &[Stop]) {
    let t = tokens(ui);
    let place = app.timeline.place(stops);
    let when = stops.get(place).map_or("Now", |stop| stop.when.as_str());
    widgets::label(ui, when, type_size::BODY, Weight::SemiBold, t.text);
    let shown =
        if place < stops.len() { format!("{} of {}", place + 1, stops.len()) } else { "now".to_owned() };
    let slide = Slide {
        label: "Since",
        value: place as f64,
        range: (0.0, stops.len() as f64),
        step: 1.0,
        shown: &shown,
        label_width: 48.0,
    };
    let (_, change) = widgets::slider(ui, &slide);
    let value = match change {
        Some(Gesture::Begin(value) | Gesture::Change(value) | Gesture::Commit(value)) => Some(value),
        Some(Gesture::Set(value)) => value,
        None => None,
    };
    if let Some(value) = value {
        app.timeline.choose(stops, value.round().max(0.0) as usize);
    }
    ui.add_space(6.0);
}

/// One state back or on, how it was beside how it is, and further files.
fn ways_ui(ui: &mut Ui, app: &mut App, stops: &[Stop]) {
    let place = app.timeline.place(stops);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add_enabled_ui(place > 0 && !stops.is_empty(), |ui| {
            if widgets::icon_button(ui, Icon::CaretLeft.char(), "Earlier state", None).clicked() {
                app.timeline.choose(stops, place.saturating_sub(1));
            }
        });
        ui.add_enabled_ui(place < stops.len(), |ui| {
            if widgets::icon_button(ui, Icon::CaretRight.char(), "Later state", None).clicked() {
                app.timeline.choose(stops, place + 1);
            }
        });
        let beside = widgets::chip(ui, "Side by side", app.timeline.beside);
        if widgets::tip(beside, "Show how the map was beside how it is", None).clicked() {
            app.timeline.beside = !app.timeline.beside;
            // The map has half the room now, or all of it again.
            app.view.fit_next = true;
        }
        let add = widgets::button(ui, Some(Icon::Plus.char()), "File…");
        if widgets::tip(add, "Add a file that shows an earlier state", None).clicked() {
            app.choose(ui.ctx(), Purpose::Snapshot);
        }
    });
}

fn look_ui(ui: &mut Ui, app: &mut App, stops: &[Stop], actions: &mut Vec<Action>) {
    let t = tokens(ui);
    if app.timeline.place(stops) == stops.len() {
        if !stops.is_empty() {
            let how =
                "This is the map as it is. Move the slider back to see what came, went and changed since.";
            say(ui, how, t.text3);
        }
        return;
    }
    let Some(found) = app.timeline.look() else {
        inset(ui, |ui| super::working_ui(ui, None));
        return;
    };
    match found.as_ref() {
        Ok(look) => changes_ui(ui, app, look, actions),
        Err(told) => say(ui, told, t.warn),
    }
}

fn changes_ui(ui: &mut Ui, app: &mut App, look: &Look, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let lines = lines_of(&look.diff);
    if lines.is_empty() {
        say(ui, "Nothing has changed since.", t.text2);
        return;
    }
    let mut chosen = None;
    for (change, word) in [(Change::Added, "came"), (Change::Removed, "went"), (Change::Changed, "changed")] {
        let these: Vec<&Listed> = lines.iter().filter(|listed| listed.change == change).collect();
        if these.is_empty() {
            continue;
        }
        widgets::section(ui, &format!("{} {word}", these.len()), "", |ui| {
            for listed in these.iter().take(MOST_LINES) {
                if line(ui, listed) {
                    chosen = Some(listed.id.clone());
                }
            }
            if these.len() > MOST_LINES {
                let more = format!("and {} more", these.len() - MOST_LINES);
                widgets::label(ui, &more, type_size::SMALL, Weight::Regular, t.text3);
            }
        });
    }
    let project = app.session.history.project();
    if let Some(id) = chosen.and_then(|id| project.elements.keys().find(|known| known.as_str() == id)) {
        actions.push(Action::Reveal(id.clone()));
    }
    app.ask_gains(ui.ctx());
    let figures = app.timeline.figures();
    let more = |ui: &mut Ui| {
        if widgets::link_button(ui, "Who gained and lost", false).clicked() {
            actions.push(Action::Run(Command::ShowNetwork));
            app.network.part = Part::Compare;
        }
    };
    widgets::section_with(ui, "The network", more, |ui| match figures.as_deref() {
        None => super::working_ui(ui, None),
        Some(None) => super::empty(ui, "There is no network to compare on this map."),
        Some(Some(found)) if found.sentences.is_empty() => {
            super::empty(ui, "Its figures are as they were.");
        }
        Some(Some(found)) => {
            for sentence in &found.sentences {
                let sentence = format!("{sentence}.");
                widgets::paragraph(ui, &sentence, type_size::BODY, Weight::Regular, t.text2);
                ui.add_space(4.0);
            }
        }
    });
}
