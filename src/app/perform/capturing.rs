//! Going to the capture line, entering it, and drawing in chains.

use egui::Context;

use crate::app::App;
use crate::app::canvas;
use crate::app::capture::beside;
use crate::app::command::Command;
use crate::app::view_state::{Face, Naming, NamingTarget};
use crate::model::{Camera, ElementId};

impl App {
    /// The capture line takes the keyboard, for which the map must be drawn; or the selected element begins a chain.
    pub(in crate::app) fn run_capture(&mut self, ctx: &Context, command: Command) {
        if command == Command::AddLinked {
            if let Some(from) = self.view.selection.single_element().cloned() {
                self.chain(&from);
            }
            return;
        }
        self.show_face(ctx, Face::Map);
        self.view.naming = None;
        self.capture.wanted = true;
        ctx.request_repaint();
    }

    /// Makes what the line says, and with `again` starts the next with the source of the last link.
    pub(in crate::app) fn enter_line(&mut self, ctx: &Context, unite: bool, again: bool) {
        let empty = self.capture.text.trim().is_empty();
        if (!empty && !self.enter_capture(unite)) || !again {
            return;
        }
        if self.capture.repeat_source() {
            canvas::capture_cursor_to_end(ctx, self);
        }
    }

    /// Starts to type the name of a new element linked from another, beside it.
    pub(in crate::app) fn chain(&mut self, from: &ElementId) {
        let Some(pos) = beside(self, from) else { return };
        if !self.canvas.shows(pos)
            && let (Some(map), Some(camera)) = (self.view.map.clone(), self.camera())
        {
            self.view.cameras.insert(map, Camera { centre: pos, ..camera });
        }
        let target = NamingTarget::New { pos, linked_from: Some(from.clone()), chain: true };
        self.view.naming = Some(Naming { target, text: String::new(), focused: false });
    }
}
