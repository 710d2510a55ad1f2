//! The head of the desk: its pages.

use egui::{Align, Layout, Ui};

use super::{PAGES, page_name};
use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::view_state::Panel;
use crate::app::widgets::{self, Segment};
use crate::scene::icon::Icon;

/// The switch between the pages, and the way back to the map.
pub(super) fn pages_ui(ui: &mut Ui, app: &mut App, page: Panel, actions: &mut Vec<Action>) {
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        let segments = PAGES.map(|page| Segment { value: page, icon: None, label: page_name(page) });
        let mut chosen = page;
        let shown = widgets::segmented(ui, &segments, &mut chosen, true);
        if shown.changed() {
            actions.push(Action::Run(command(chosen)));
        }
        widgets::tip(shown, "The pages of the coalition", None);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let map = widgets::button(ui, Some(Icon::Graph.char()), "Back to the map");
            if map.clicked() {
                actions.push(Action::TogglePanel(page));
            }
            widgets::tip(map, "Show the map again", Some("Esc"));
            // The builder says so beside its sets; ratings are read from the project at once.
            let is_review = matches!(page, Panel::Missing | Panel::Governance | Panel::Stages | Panel::Load);
            if is_review && app.is_reviewing() {
                super::parts::working(ui);
            }
        });
    });
}

/// The command that opens a page.
fn command(page: Panel) -> Command {
    match page {
        Panel::Missing => Command::ShowMissing,
        Panel::Governance => Command::ShowGovernance,
        Panel::Stages => Command::ShowStages,
        Panel::Load => Command::ShowLoad,
        Panel::Ratings => Command::ShowRatings,
        _ => Command::ShowPartners,
    }
}
