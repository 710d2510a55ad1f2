//! The network panel: what the figures say question by question, "If this actor leaves", and two actors side by side.

mod compare;
mod leaving;
mod over_time;
mod questions;

use egui::Ui;

use crate::analysis::network::Kind;
use crate::app::App;
use crate::app::action::Action;
use crate::app::network::Part;
use crate::app::view_state::Spotlight;
use crate::app::widgets::{self, Segment};
use crate::edit::Selection;
use crate::model::{ElementId, LinkId};

/// The panel.
pub(super) fn network_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    app.ask_network(ui.ctx());
    super::header(ui, "Network", scope(app));
    ui.horizontal(|ui| {
        ui.add_space(12.0);
        let parts = [
            Segment { value: Part::Questions, icon: None, label: "Questions" },
            Segment { value: Part::Leaving, icon: None, label: "If they leave" },
            Segment { value: Part::Compare, icon: None, label: "Compare" },
        ];
        widgets::segmented(ui, &parts, &mut app.network.part, true);
    });
    ui.add_space(10.0);
    match app.network.part {
        Part::Questions => questions::questions_ui(ui, app, actions),
        Part::Leaving => leaving::leaving_ui(ui, app, actions),
        Part::Compare => compare::compare_ui(ui, app, actions),
    }
}

/// What is measured, in a word.
fn scope(app: &App) -> &'static str {
    match app.network_kind() {
        Kind::Actor => "All actors",
        Kind::Causal => "All variables",
    }
}

/// What lights these on the map.
fn spotlight(title: &str, elements: &[ElementId], links: &[LinkId]) -> Spotlight {
    Spotlight {
        title: title.to_owned(),
        elements: elements.iter().cloned().collect(),
        links: links.iter().cloned().collect(),
        kind: None,
    }
}

/// Lights something, or no longer.
fn light(key: String, lit: Spotlight, active: bool, actions: &mut Vec<Action>) {
    actions.push(Action::Select(Selection::default()));
    actions.push(Action::Light((!active).then_some(lit)));
    actions.push(Action::Activate((!active).then_some(key)));
}

/// A figure as people read it: whole numbers plain, others to three places.
fn figure(value: f64) -> String {
    if value.fract().abs() < 1e-9 { format!("{value:.0}") } else { format!("{value:.3}") }
}
