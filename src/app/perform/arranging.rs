//! What the Arrange menu and the arrow keys do.

use egui::Context;

use crate::app::App;
use crate::app::command::Command;
use crate::edit::Edit;
use crate::edit::arrange::{Align, Axis, Shift, align, distribute};
use crate::model::{ElementId, Point};

/// Key presses nearer to each other than this, in seconds, are one step.
const RUN: f64 = 1.0;

/// The last move by an arrow key: when, and the revision it led to.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::app) struct Nudge {
    at: f64,
    revision: u64,
}

impl App {
    /// Aligns, distributes or pins the selected elements, or changes what dragging snaps to.
    pub(in crate::app) fn arrange(&mut self, command: Command) {
        let elements = self.canvas.extents(&self.view.selection.elements);
        let count = elements.len();
        let (verb, shifts) = match command {
            Command::AlignLeft => ("Align", align(&elements, Align::Left)),
            Command::AlignCentre => ("Align", align(&elements, Align::Centre)),
            Command::AlignRight => ("Align", align(&elements, Align::Right)),
            Command::AlignTop => ("Align", align(&elements, Align::Top)),
            Command::AlignMiddle => ("Align", align(&elements, Align::Middle)),
            Command::AlignBottom => ("Align", align(&elements, Align::Bottom)),
            Command::DistributeAcross => ("Distribute", distribute(&elements, Axis::Across)),
            Command::DistributeDown => ("Distribute", distribute(&elements, Axis::Down)),
            Command::Pin | Command::Unpin => return self.pin(command == Command::Pin),
            Command::SnapToGrid => return self.settings.set_snaps_to_grid(!self.settings.snaps_to_grid()),
            Command::SnapToOthers => {
                return self.settings.set_snaps_to_others(!self.settings.snaps_to_others());
            }
            _ => return,
        };
        if let Some(edit) = self.shift(&shifts) {
            self.edit(&Edit::Many(format!("{verb} {count} elements"), vec![edit]));
        }
    }

    /// Moves elements on the map in front.
    fn shift(&self, shifts: &[Shift]) -> Option<Edit> {
        let (map, record) = self.current_map()?;
        let place = |(id, (dx, dy)): &Shift| {
            let pos = record.elements.get(id)?.pos?;
            Some((id.clone(), pos.moved(*dx, *dy)))
        };
        let places: Vec<(ElementId, Point)> = shifts.iter().filter_map(place).collect();
        (!places.is_empty()).then_some(Edit::Move { map, places })
    }

    fn pin(&mut self, pinned: bool) {
        let Some(map) = self.view.map.clone() else { return };
        self.edit(&Edit::Pin { map, elements: self.view.selection.elements.clone(), pinned });
    }

    /// Moves the selected elements by an arrow key. Presses that follow each other closely are one step.
    pub(in crate::app) fn nudge(&mut self, ctx: &Context, dx: f64, dy: f64) {
        let shifts: Vec<Shift> =
            self.view.selection.elements.iter().map(|id| (id.clone(), (dx, dy))).collect();
        let Some(edit) = self.shift(&shifts) else { return };
        let now = ctx.input(|input| input.time);
        let before = std::mem::take(&mut self.nudge);
        let goes_on = now - before.at < RUN && before.revision == self.session.history.revision();
        if !(goes_on && self.session.history.reopen()) {
            self.session.history.begin(&self.view.selection);
        }
        self.edit(&edit);
        self.session.history.commit();
        self.nudge = Nudge { at: now, revision: self.session.history.revision() };
    }

    /// The command of the Arrange menu would do something now.
    pub(in crate::app) fn can_arrange(&self, command: Command) -> bool {
        let selected = &self.view.selection.elements;
        let pinned = |wanted: bool| {
            let map = self.view.map.as_ref().and_then(|id| self.session.history.project().maps.get(id));
            map.is_some_and(|map| {
                selected.iter().any(|id| map.elements.get(id).is_some_and(|place| place.pinned == wanted))
            })
        };
        match command {
            Command::Pin => pinned(false),
            Command::Unpin => pinned(true),
            Command::DistributeAcross | Command::DistributeDown => selected.len() > 2,
            Command::SnapToGrid | Command::SnapToOthers => true,
            _ => selected.len() > 1,
        }
    }
}
