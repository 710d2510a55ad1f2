//! What the Select menu does.

use crate::app::App;
use crate::app::command::Command;
use crate::edit::Selection;
use crate::model::{Body, ElementKind, LinkKind};

impl App {
    /// Selects by kind, by what is common, or by what is joined.
    pub(in crate::app) fn select(&mut self, command: Command) {
        let Some((_, map)) = self.current_map() else { return };
        let project = self.session.history.project();
        let selection = &self.view.selection;
        let (chosen, nothing) = match command {
            Command::SelectNone => (Selection::default(), ""),
            Command::SelectInverse => (selection.inverted(&map), "Everything was selected."),
            Command::SelectActors => {
                (Selection::of_kind(project, &map, ElementKind::Actor), "This map shows no actors.")
            }
            Command::SelectVariables => {
                (Selection::of_kind(project, &map, ElementKind::Variable), "This map shows no variables.")
            }
            Command::SelectIssues => {
                (Selection::of_kind(project, &map, ElementKind::Issue), "This map shows no issues.")
            }
            Command::SelectTies => {
                (Selection::of_link_kind(project, &map, LinkKind::Tie), "This map shows no ties.")
            }
            Command::SelectCausalLinks => {
                (Selection::of_link_kind(project, &map, LinkKind::Causal), "This map shows no causal links.")
            }
            Command::SelectSameSector => (selection.same_sector(project, &map), ""),
            Command::SelectSameRegion => (selection.same_region(project, &map), ""),
            Command::SelectNeighbours => (selection.grown(project, &map), ""),
            Command::SelectLoop => {
                (self.loop_of_selection(), "No feedback loop runs through what is selected.")
            }
            _ => return,
        };
        if chosen.is_empty() && !nothing.is_empty() {
            self.toasts.say(nothing);
        }
        self.view.selection = chosen;
        self.view.active_card = None;
    }

    /// The loop that is lit; otherwise the shortest one through the selected links, or through the selected variables.
    fn loop_of_selection(&self) -> Selection {
        if let Some(lit) = self.view.spotlight.as_ref().filter(|lit| lit.kind.is_some()) {
            return Selection { elements: lit.elements.clone(), links: lit.links.clone() };
        }
        let selection = &self.view.selection;
        let Some(loops) = &self.worker.findings().loops else { return Selection::default() };
        let through = loops.loops.iter().filter(|found| {
            selection.links.iter().all(|id| found.links.contains(id))
                && selection.elements.iter().all(|id| found.elements.contains(id))
        });
        // Loops come in the order of their lengths only while nobody sorts them otherwise.
        let shortest = through.min_by_key(|found| (found.links.len(), found.label.clone()));
        shortest.map_or_else(Selection::default, |found| Selection {
            elements: found.elements.iter().cloned().collect(),
            links: found.links.iter().cloned().collect(),
        })
    }

    /// The command of the Select menu would find something to start from.
    pub(in crate::app) fn can_select(&self, command: Command) -> bool {
        let selection = &self.view.selection;
        let project = self.session.history.project();
        let is_lit = self.view.spotlight.as_ref().is_some_and(|lit| lit.kind.is_some());
        let any_actor = |has: &dyn Fn(&crate::model::Actor) -> bool| {
            selection
                .elements
                .iter()
                .filter_map(|id| project.elements.get(id))
                .any(|element| matches!(&element.body, Body::Actor(actor) if has(actor)))
        };
        match command {
            Command::SelectNone | Command::SelectNeighbours => !selection.is_empty(),
            Command::SelectSameSector => any_actor(&|actor| actor.sector.is_some()),
            Command::SelectSameRegion => any_actor(&|actor| actor.region.is_some()),
            Command::SelectLoop => is_lit || !selection.is_empty(),
            _ => true,
        }
    }
}
