//! What a picture of the map shows: asked before its file is chosen.

use std::collections::BTreeSet;

use egui::{Context, Ui};

use super::App;
use super::chooser::Purpose;
use super::dialogs::form;
use super::fonts::Weight;
use super::overlay::Overlay;
use super::theme::tokens;
use super::widgets::{self, Segment};
use crate::export::pdf::{Pages, Paper};
use crate::model::{ElementId, MapId};
use crate::scene::tokens::type_size;

/// Which part of the project a picture shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportPart {
    /// The map in front.
    #[default]
    Map,
    /// Of it, what is on the screen.
    Screen,
    /// Of it, what is selected.
    Selection,
    /// Every map, into files with numbers.
    AllMaps,
}

/// What a picture shows besides the map.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent choices of a dialog")]
pub struct ExportChoice {
    /// Which part of the project.
    pub part: ExportPart,
    /// The map's title above it.
    pub title: bool,
    /// The legend below it.
    pub legend: bool,
    /// A line with the date and the hash of the project.
    pub stamp: bool,
    /// Nothing behind it.
    pub transparent: bool,
    /// Pixels per point of a PNG.
    pub scale: f64,
    /// How it comes onto the pages of a PDF.
    pub pages: Pages,
}

impl Default for ExportChoice {
    fn default() -> Self {
        Self {
            part: ExportPart::Map,
            title: false,
            legend: true,
            stamp: false,
            transparent: false,
            scale: 2.0,
            pages: Pages::AsDrawn,
        }
    }
}

/// What can be chosen for a PDF.
const PAGES: [(Pages, &str); 5] = [
    (Pages::AsDrawn, "As drawn"),
    (Pages::Fit(Paper::A4), "A4"),
    (Pages::Fit(Paper::A3), "A3"),
    (Pages::Fit(Paper::Letter), "Letter"),
    (Pages::Poster(Paper::A4, 1.0), "Poster"),
];

/// The dialog.
pub(super) fn export_ui(ctx: &Context, app: &mut App, mut choice: ExportChoice) {
    let selected = !app.view.selection.elements.is_empty();
    let maps = app.session.history.project().maps.len();
    let answer = form(ctx, "export", "Export a picture", "Choose file…", |ui| {
        let part = &mut choice.part;
        row(ui, "Show", |ui| {
            let mut parts = vec![
                Segment { value: ExportPart::Map, icon: None, label: "Map" },
                Segment { value: ExportPart::Screen, icon: None, label: "Screen" },
            ];
            if selected {
                parts.push(Segment { value: ExportPart::Selection, icon: None, label: "Selection" });
            }
            if maps > 1 {
                parts.push(Segment { value: ExportPart::AllMaps, icon: None, label: "All maps" });
            }
            let what = "The map in front, what of it is on the screen or selected, or every map in a file or on a page of its own";
            let shown = widgets::segmented(ui, &parts, part, true);
            widgets::tip(shown, what, None);
        });
        row(ui, "With", |ui| {
            for (on, word, tip) in [
                (&mut choice.title, "Title", "The map’s title above it"),
                (&mut choice.legend, "Legend", "What shapes, colours and signs mean, below it"),
                (&mut choice.stamp, "Date and hash", "A line with the date and the SHA-256 of the project"),
                (&mut choice.transparent, "No ground", "Nothing behind the map"),
            ] {
                if widgets::tip(widgets::chip(ui, word, *on), tip, None).clicked() {
                    *on = !*on;
                }
            }
        });
        row(ui, "PNG", |ui| {
            let scales = [(1.0, "1×"), (2.0, "2×"), (4.0, "4×")];
            let segments = scales.map(|(value, label)| Segment { value, icon: None, label });
            let shown = widgets::segmented(ui, &segments, &mut choice.scale, true);
            widgets::tip(shown, "Pixels per point; an SVG has none", None);
        });
        row(ui, "PDF", |ui| {
            let segments = PAGES.map(|(value, label)| Segment { value, icon: None, label });
            let shown = widgets::segmented(ui, &segments, &mut choice.pages, true);
            let what =
                "A page as large as the map, one sheet on which it fits, or sheets of A4 to glue together";
            widgets::tip(shown, what, None);
        });
        let t = tokens(ui);
        let said = "What is dimmed, focused or filtered on the screen is so in the picture.";
        widgets::paragraph(ui, said, type_size::SMALL, Weight::Regular, t.text3);
        ui.input(|input| input.key_pressed(egui::Key::Enter))
    });
    app.export = choice;
    match answer {
        None => app.overlay = Some(Overlay::Export(choice)),
        Some(true) => app.choose(ctx, Purpose::Picture),
        Some(false) => {}
    }
}

fn row(ui: &mut Ui, label: &str, content: impl FnOnce(&mut Ui)) {
    let t = tokens(ui);
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(48.0, 28.0), egui::Sense::hover());
        let mut cell = ui.new_child(
            egui::UiBuilder::new().max_rect(rect).layout(egui::Layout::left_to_right(egui::Align::Center)),
        );
        widgets::label(&mut cell, label, type_size::SMALL, Weight::Regular, t.text3);
        ui.spacing_mut().item_spacing.x = 4.0;
        content(ui);
    });
    ui.add_space(4.0);
}

impl App {
    /// The elements that a part of the map in front shows; `None` for all.
    pub(super) fn exported(&self, part: ExportPart) -> Option<BTreeSet<ElementId>> {
        match part {
            ExportPart::Map | ExportPart::AllMaps => None,
            ExportPart::Selection => Some(self.view.selection.elements.clone()),
            ExportPart::Screen => Some(self.canvas.on_screen()),
        }
    }

    /// The maps that a picture is made of.
    pub(super) fn exported_maps(&self, part: ExportPart) -> Vec<MapId> {
        let project = self.session.history.project();
        match part {
            ExportPart::AllMaps => project.maps_in_order().into_iter().map(|(id, _)| id.clone()).collect(),
            _ => self.view.map.iter().cloned().collect(),
        }
    }
}
