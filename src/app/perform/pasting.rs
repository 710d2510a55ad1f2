//! Copying and pasting: within a map, between maps, between windows.

use egui::{Context, ViewportCommand};

use crate::app::App;
use crate::app::command::Command;
use crate::edit::{Clipping, PasteAt};
use crate::exchange::capture::print::print;
use crate::exchange::capture::selection_statements;
use crate::exchange::table_of;
use crate::model::{ElementId, Point};

/// What was pasted last, so that it can be pasted in the other way instead.
#[derive(Clone, Debug)]
pub(in crate::app) struct Pasted {
    clipping: Clipping,
    at: Point,
    /// The revision that the paste led to.
    revision: u64,
}

impl App {
    /// Cuts, copies or pastes.
    pub(super) fn run_on_clipboard(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::Cut => {
                self.copy(ctx);
                self.delete();
            }
            Command::CopyTable => self.copy_table(ctx),
            Command::Paste => ctx.send_viewport_cmd(ViewportCommand::RequestPaste),
            Command::PasteCopies => self.paste_copies(ctx),
            Command::UnitePasted => self.unite_pasted(),
            Command::Duplicate => self.duplicate(),
            _ => self.copy(ctx),
        }
    }

    /// Copies the selection: its text to the clipboard, the full records to this computer's store.
    pub(in crate::app) fn copy(&mut self, ctx: &Context) {
        let Some(map) = &self.view.map else { return };
        let clipping = Clipping::copy(self.session.history.project(), map, &self.view.selection);
        if !clipping.is_empty() {
            let project = self.session.history.project();
            let statements = selection_statements(project, map, &self.view.selection.elements);
            let text = print(&statements).trim_end().to_owned();
            self.clippings.keep(&text, clipping);
            ctx.copy_text(text);
        }
    }

    /// Copies the selected elements, or without any all of the map, as a table for spreadsheets.
    pub(in crate::app) fn copy_table(&mut self, ctx: &Context) {
        let Some((_, map)) = self.current_map() else { return };
        let selected = &self.view.selection.elements;
        let ids: Vec<ElementId> = if selected.is_empty() {
            map.elements.keys().cloned().collect()
        } else {
            selected.iter().cloned().collect()
        };
        ctx.copy_text(table_of(self.session.history.project(), &ids));
        let count =
            if ids.len() == 1 { "1 element is".to_owned() } else { format!("{} elements are", ids.len()) };
        self.toasts.say(format!("{count} in the clipboard as a table."));
    }

    /// Pastes text: what was copied here or in another window, or else what its lines or cells say. On another map of the
    /// same project the same elements are shown, unless `copies` are asked for.
    pub(in crate::app) fn paste(&mut self, text: &str, copies: bool) {
        let at = self.view.pointer.or_else(|| self.camera().map(|camera| camera.centre)).unwrap_or_default();
        match self.clippings.find(text).or_else(|| Clipping::from_text(text)).filter(|kept| !kept.is_empty())
        {
            Some(clipping) => self.paste_clipping(clipping, at, copies),
            None => self.paste_capture(text, Some(at)),
        }
    }

    fn paste_clipping(&mut self, clipping: Clipping, at: Point, copies: bool) {
        let Some((map, record)) = self.current_map() else { return };
        let project = self.session.history.project();
        let shows = !copies && clipping.can_show(project, &map);
        let (edit, selection) = if shows {
            clipping.show(project, &map, PasteAt::Middle(at))
        } else {
            clipping.paste_into(project, &map, PasteAt::Middle(at))
        };
        self.edit(&edit);
        self.view.selection = selection;
        self.view.settle(self.session.history.project());
        let count = match clipping.len() {
            1 => "1 element".to_owned(),
            count => format!("{count} elements"),
        };
        if shows {
            let title = if record.title.is_empty() { "this map" } else { record.title.as_str() };
            let said = format!("The same {count} now on {title} too.");
            self.toasts.offer(said, "Paste copies", Command::PasteCopies);
        } else if copies {
            self.toasts.say(format!("Pasted copies of {count}."));
        }
        self.pasted = Some(Pasted { clipping, at, revision: self.session.history.revision() });
    }

    /// Pastes copies: in place of what was just shown, or of what the clipboard holds.
    pub(in crate::app) fn paste_copies(&mut self, ctx: &Context) {
        match self.pasted.take() {
            Some(pasted) if pasted.revision == self.session.history.revision() => {
                self.travel(Command::Undo);
                self.paste_clipping(pasted.clipping, pasted.at, true);
            }
            _ => {
                self.pastes_copies = true;
                ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
            }
        }
    }

    /// Text came from the clipboard. With Shift held, or after "Paste as copies", copies are made.
    pub(in crate::app) fn paste_text(&mut self, ctx: &Context, text: &str) {
        let asked = std::mem::take(&mut self.pastes_copies);
        let shift = ctx.input(|input| input.modifiers.shift);
        self.paste(text, asked || shift);
    }

    /// Copies the selection beside itself.
    pub(in crate::app) fn duplicate(&mut self) {
        const BESIDE: f64 = 24.0;
        let Some(map) = self.view.map.clone() else { return };
        let clipping = Clipping::copy(self.session.history.project(), &map, &self.view.selection);
        let (edit, selection) = clipping.paste(&map, PasteAt::Offset(BESIDE, BESIDE));
        self.edit(&edit);
        self.view.selection = selection;
    }
}
