//! What can be said of several ties, causal links or lever links.

use egui::Ui;

use super::super::link::lever_word;
use super::{MIXED, Shared, rating_ui, switch_ui, word_ui};
use crate::app::action::Action;
use crate::app::widgets::{self, Segment};
use crate::edit::{Edit, LinkChange, Selection};
use crate::model::{Bond, Causal, Direction, Lever, LeverKind, LinkId, Polarity, Project, TermKind, Tie};
use crate::scene::icon::Icon;

/// The fields of each kind of link that is selected.
pub(super) fn links_ui(ui: &mut Ui, project: &Project, selection: &Selection, actions: &mut Vec<Action>) {
    let (mut ties, mut causal, mut levers) = (Vec::new(), Vec::new(), Vec::new());
    for (id, link) in selection.links.iter().filter_map(|id| project.links.get_key_value(id)) {
        match &link.bond {
            Bond::Tie(tie) => ties.push((id, tie)),
            Bond::Causal(bond) => causal.push((id, bond)),
            Bond::Lever(lever) => levers.push((id, lever)),
        }
    }
    ties_ui(ui, project, &ties, actions);
    causal_ui(ui, &causal, actions);
    levers_ui(ui, &levers, actions);
}

fn edit<R>(links: &[(&LinkId, R)], change: LinkChange) -> Edit {
    Edit::ChangeLinks { ids: links.iter().map(|(id, _)| (*id).clone()).collect(), change }
}

/// The strength of ties and lever links.
fn strength_ui<R>(
    ui: &mut Ui,
    links: &[(&LinkId, R)],
    strength: impl Fn(&R) -> Option<f64>,
    actions: &mut Vec<Action>,
) {
    if let Some(current) = Shared::of(links.iter().map(|(_, link)| strength(link))) {
        rating_ui(ui, ("Strength", (1.0, 5.0), "Counts as 1"), current, actions, |value| {
            edit(links, LinkChange::Strength(value))
        });
    }
}

fn ties_ui(ui: &mut Ui, project: &Project, ties: &[(&LinkId, &Tie)], actions: &mut Vec<Action>) {
    let kind = |tie: &Tie| tie.tie.as_ref().map(|id| project.resolve(TermKind::Tie, id));
    let Some(kind) = Shared::of(ties.iter().map(|(_, tie)| kind(tie))) else { return };
    let direction = Shared::of(ties.iter().map(|(_, tie)| tie.direction.unwrap_or(Direction::Forward)));
    widgets::section(ui, "All ties", &ties.len().to_string(), |ui| {
        word_ui(ui, project, (TermKind::Tie, "Kind"), &kind, |word| {
            actions.push(Action::Edit(edit(ties, LinkChange::Tie(word))));
        });
        widgets::row_label_value(ui, "Runs", |ui| {
            let mut chosen = direction.and_then(Shared::same);
            let choices = [
                Segment { value: Some(Direction::Forward), icon: None, label: "One way" },
                Segment { value: Some(Direction::Mutual), icon: None, label: "Both ways" },
            ];
            let changed = widgets::segmented(ui, &choices, &mut chosen, true).changed();
            if let Some(direction) = chosen.filter(|_| changed) {
                actions.push(Action::Edit(edit(ties, LinkChange::Direction(direction))));
            }
        });
        ui.add_space(8.0);
        strength_ui(ui, ties, |tie| tie.strength, actions);
    });
}

fn causal_ui(ui: &mut Ui, causal: &[(&LinkId, &Causal)], actions: &mut Vec<Action>) {
    let polarity = |link: &Causal| link.polarity.unwrap_or(Polarity::Unknown);
    let Some(polarity) = Shared::of(causal.iter().map(|(_, link)| polarity(link))) else { return };
    let delay = Shared::of(causal.iter().map(|(_, link)| link.delay)).unwrap_or(Shared::Mixed);
    let note = if polarity == Shared::Mixed { "Signs: mixed" } else { "" };
    widgets::section(ui, "All causal links", note, |ui| {
        let mut chosen = polarity.same();
        let choices = [
            Segment { value: Some(Polarity::Plus), icon: None, label: "+ same" },
            Segment { value: Some(Polarity::Minus), icon: None, label: "− opposite" },
            Segment { value: Some(Polarity::Unknown), icon: None, label: "? unknown" },
        ];
        let changed = widgets::segmented(ui, &choices, &mut chosen, true).changed();
        if let Some(sign) = chosen.filter(|_| changed) {
            actions.push(Action::Edit(edit(causal, LinkChange::Polarity(Some(sign)))));
        }
        ui.add_space(8.0);
        switch_ui(ui, Icon::Pause, "Delay", delay, |on| {
            actions.push(Action::Edit(edit(causal, LinkChange::Delay(on))));
        });
    });
}

fn levers_ui(ui: &mut Ui, levers: &[(&LinkId, &Lever)], actions: &mut Vec<Action>) {
    let kind = |lever: &Lever| lever.lever.unwrap_or(LeverKind::Influences);
    let Some(kind) = Shared::of(levers.iter().map(|(_, lever)| kind(lever))) else { return };
    widgets::section(ui, "All lever links", &levers.len().to_string(), |ui| {
        let shown = kind.same().map_or(MIXED, |kind| lever_word(Some(kind)));
        widgets::row_label_value(ui, "Kind", |ui| {
            widgets::dropdown(ui, "kind of all levers", shown, |ui| {
                for kind in LeverKind::ALL {
                    if widgets::menu_row(ui, None, lever_word(Some(*kind)), "").clicked() {
                        actions.push(Action::Edit(edit(levers, LinkChange::Lever(*kind))));
                    }
                }
            })
        });
        ui.add_space(8.0);
        ui.push_id("levers", |ui| strength_ui(ui, levers, |lever| lever.strength, actions));
    });
}
