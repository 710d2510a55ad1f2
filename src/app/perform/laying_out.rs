//! What the layouts of the Arrange menu do.

use egui::Context;

use crate::app::App;
use crate::app::command::Command;
use crate::app::layouts::Plan;
use crate::app::view_state::Face;
use crate::layout::{Board, Key, Method};
use crate::model::Body;

/// The layouts, in the order in which menus offer them.
pub(in crate::app) const LAYOUTS: &[&[Command]] = &[
    &[Command::LayoutForce, Command::LayoutLayered, Command::LayoutRadial, Command::LayoutCircle],
    &[
        Command::ColumnsBySector,
        Command::ColumnsByRegion,
        Command::ClustersBySector,
        Command::ClustersByRegion,
    ],
    &[Command::TidyNew, Command::RemoveOverlaps],
];

impl App {
    /// Lays out the map in front: all of it, or of two and more selected elements only those. What is pinned stays.
    pub(in crate::app) fn run_layout(&mut self, ctx: &Context, command: Command) {
        self.finish_layout();
        let Some((map, record)) = self.current_map() else { return };
        let project = self.session.history.project().clone();
        let revision = self.session.history.revision();
        let shown = self.encoded(&map);
        let selected = &self.view.selection.elements;
        let board = self.canvas.board(&project, revision, &map, &shown);
        let (method, key) = match command {
            Command::LayoutLayered => (Method::Layered, None),
            Command::LayoutRadial => (Method::Radial(board.numbers(selected)), None),
            Command::LayoutCircle => (Method::Circle, None),
            Command::ColumnsBySector => (Method::Columns, Some(Key::Sector)),
            Command::ColumnsByRegion => (Method::Columns, Some(Key::Region)),
            Command::ClustersBySector => (Method::Clusters, Some(Key::Sector)),
            Command::ClustersByRegion => (Method::Clusters, Some(Key::Region)),
            Command::RemoveOverlaps => (Method::RemoveOverlaps, None),
            Command::TidyNew => (Method::Newcomers, None),
            _ => (Method::Force, None),
        };
        let board = match command {
            // The selection is the middle of the rings.
            Command::LayoutRadial => board,
            Command::TidyNew if selected.len() < 2 => board.only(&self.standing.newcomers(&map, &record)),
            _ if selected.len() > 1 => board.only(selected),
            _ => board,
        };
        let board = match key {
            Some(key) => board.keyed(&project, key),
            None => board,
        };
        if board.movable() == 0 {
            self.toasts.say("Everything here is pinned, so nothing moves. Unpin some of it first (Alt+P).");
            return;
        }
        self.lay_out(ctx, Plan { name: step_name(command, &board), map, board, method });
    }

    /// The layout would find something to lay out.
    pub(in crate::app) fn can_lay_out(&self, command: Command) -> bool {
        let Some(map) = self.view.map.as_ref() else { return false };
        let project = self.session.history.project();
        let Some(record) = project.maps.get(map).filter(|_| self.view.face == Face::Map) else {
            return false;
        };
        let any_actor = |has: &dyn Fn(&crate::model::Actor) -> bool| {
            record
                .elements
                .keys()
                .filter_map(|id| project.elements.get(id))
                .any(|element| matches!(&element.body, Body::Actor(actor) if has(actor)))
        };
        record.elements.len() > 1
            && match command {
                Command::ColumnsBySector | Command::ClustersBySector => {
                    any_actor(&|actor| actor.sector.is_some())
                }
                Command::ColumnsByRegion | Command::ClustersByRegion => {
                    any_actor(&|actor| actor.region.is_some())
                }
                Command::TidyNew => {
                    self.view.selection.elements.len() > 1 || self.standing.has_newcomers(map, record)
                }
                _ => true,
            }
    }
}

/// What the step is called.
fn step_name(command: Command, board: &Board) -> String {
    let count = board.movable();
    match command {
        Command::RemoveOverlaps => "Remove overlaps".to_owned(),
        Command::TidyNew if count == 1 => "Tidy 1 element".to_owned(),
        Command::TidyNew => format!("Tidy {count} elements"),
        _ => format!("{} of {count} elements", command.entry().label),
    }
}
