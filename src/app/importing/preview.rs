//! The preview of an import: what it brings, what it does not, and what is to be decided.

use egui::{Context, Id, Modal, ScrollArea, Ui, vec2};

use super::columns::columns_ui;
use super::{Import, Into, Read, counted};
use crate::app::App;
use crate::app::fonts::Weight;
use crate::app::overlay::Overlay;
use crate::app::theme::{color, tokens};
use crate::app::widgets::{self, Segment};
use crate::exchange::{Fate, Row};
use crate::model::Project;
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The width of the dialog's contents.
const WIDTH: f32 = 600.0;
/// The room of the bar for scrolling.
const BAR: f32 = 12.0;
/// The height of a row of a preview.
const ROW: f32 = 22.0;
/// The most kinds of fields that are listed.
const KEPT: usize = 24;
/// The most sentences of warning that are shown.
const WARNINGS: usize = 12;

/// What the user decided in this frame.
#[derive(Default)]
struct Decided {
    import: bool,
    cancel: bool,
    /// A column means something else now.
    reread: bool,
}

/// The dialog.
pub(in crate::app) fn import_ui(ctx: &Context, app: &mut App) {
    let Some(mut import) = app.import.take() else { return };
    let project = std::sync::Arc::clone(app.session.history.project());
    let t = tokens(ctx);
    let frame = widgets::dialog_frame(t);
    let shown = Modal::new(Id::new("import")).backdrop_color(color(t.scrim)).frame(frame).show(ctx, |ui| {
        let room = ctx.content_rect().size();
        ui.set_width(WIDTH.min(room.x - 80.0));
        let mut decided = Decided::default();
        let title = format!("Import {}", import.name());
        widgets::label(ui, &title, type_size::HEAD, Weight::SemiBold, t.text);
        ui.add_space(4.0);
        let height = (room.y - 240.0).max(160.0);
        ScrollArea::vertical()
            .max_height(height)
            // What is below grows after reading; the dialog grows with it.
            .min_scrolled_height(height)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                // The bar for scrolling has its own room.
                ui.set_width(ui.available_width() - BAR);
                contents(ui, &mut import, &project, &mut decided);
            });
        ui.add_space(16.0);
        let ready =
            matches!(import.read, Some(Ok(_))) && import.waiting.is_none() && import.joining.is_none();
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        ui.allocate_ui_with_layout(vec2(ui.available_width(), 28.0), layout, |ui| {
            let done = ui
                .add_enabled_ui(ready, |ui| {
                    widgets::primary_button(
                        ui,
                        None,
                        if import.joining.is_some() { "Importing …" } else { "Import" },
                    )
                })
                .inner;
            decided.import = done.on_hover_text("Bring this into the project, as one step  Enter").clicked();
            decided.cancel = widgets::button(ui, None, "Cancel")
                .on_hover_text("Leave the project as it is  Esc")
                .clicked();
        });
        decided.import |= ready
            && ui.input(|input| input.key_pressed(egui::Key::Enter))
            && ui.memory(|memory| memory.focused().is_none());
        decided
    });
    let should_close = shown.should_close();
    let decided = shown.inner;
    let closed = decided.cancel || should_close;
    app.import = (!closed).then_some(import);
    if closed {
        return;
    }
    app.overlay = Some(Overlay::Import);
    if decided.reread {
        app.read_import(ctx);
    }
    if decided.import {
        app.finish_import(ctx);
    }
}

fn contents(ui: &mut Ui, import: &mut Import, project: &Project, decided: &mut Decided) {
    let t = tokens(ui);
    match &import.read {
        None => {
            widgets::label(ui, "Reading the file …", type_size::BODY, Weight::Regular, t.text2);
        }
        Some(Err(sentence)) => {
            widgets::paragraph(ui, sentence, type_size::BODY, Weight::Regular, t.text);
            if !import.columns.is_empty() {
                let help = "Say below which columns hold names, or where links start and end.";
                widgets::paragraph(ui, help, type_size::BODY, Weight::Regular, t.text2);
            }
        }
        Some(Ok(read)) => {
            widgets::label(ui, &summary(read), type_size::BODY, Weight::Regular, t.text2);
        }
    }
    decided.reread |= columns_ui(ui, import);
    let Some(Ok(read)) = &import.read else { return };
    ui.add_space(12.0);
    let this_map = Segment { value: Into::ThisMap, icon: None, label: "This map" };
    let new_maps = Segment { value: Into::NewMaps, icon: None, label: "New map" };
    let new_project = Segment { value: Into::NewProject, icon: None, label: "New project" };
    widgets::segmented(ui, &[new_maps, this_map, new_project], &mut import.into, true);
    ui.add_space(4.0);
    let hint = match import.into {
        Into::NewMaps => {
            "What is in the project already is shown again, not doubled. One undo takes all of it back."
        }
        Into::ThisMap => "It comes to the right of what the map shows. One undo takes all of it back.",
        Into::NewProject => "The open project is closed; unsaved changes are asked about first.",
    };
    widgets::paragraph(ui, hint, type_size::SMALL, Weight::Regular, t.text3);
    if import.into != Into::NewProject {
        matches_ui(ui, read, project, &mut import.same);
    }
    rows_ui(ui, "First elements", &read.preview.first_elements, element_cells);
    rows_ui(ui, "First links", &read.preview.first_links, link_cells);
    account_ui(ui, read);
}

/// "Kumu project: 4 variables, 5 causal links, 2 maps".
fn summary(read: &Read) -> String {
    let elements = read.preview.elements.iter().map(|(kind, count)| counted(*count, kind.as_str()));
    let links = read.preview.links.iter().map(|(kind, count)| {
        let noun = if kind.as_str() == "causal" { "causal link" } else { kind.as_str() };
        counted(*count, noun)
    });
    let maps = read.preview.maps.len();
    let maps = (maps > 1).then(|| counted(maps, "map"));
    let parts: Vec<String> = elements.chain(links).chain(maps).collect();
    if parts.is_empty() {
        format!("{}: nothing in it", read.title)
    } else {
        format!("{}: {}", read.title, parts.join(", "))
    }
}

pub(super) fn heading(ui: &mut Ui, text: &str) {
    let t = tokens(ui);
    ui.add_space(12.0);
    widgets::label(ui, text, type_size::SMALL, Weight::SemiBold, t.text2);
    ui.add_space(2.0);
}

/// What is in the project already, and what looks as if it were.
fn matches_ui(
    ui: &mut Ui,
    read: &Read,
    project: &Project,
    same: &mut std::collections::BTreeSet<crate::model::ElementId>,
) {
    let t = tokens(ui);
    let matches = &read.matches;
    if !matches.same.is_empty() {
        ui.add_space(8.0);
        let sentence = match matches.same.len() {
            1 => "1 element is in this project already, by id or name, and stays as it is there.".to_owned(),
            many => format!(
                "{many} elements are in this project already, by id or name, and stay as they are there."
            ),
        };
        widgets::paragraph(ui, &sentence, type_size::SMALL, Weight::Regular, t.text2);
    }
    if matches.near.is_empty() {
        return;
    }
    heading(ui, "Perhaps the same");
    for near in &matches.near {
        let names = (read.project.name_of(&near.new), project.name_of(&near.known));
        let on = same.contains(&near.new);
        ui.horizontal(|ui| {
            let words = format!("“{}” is “{}”", names.0, names.1);
            let icon = on.then_some(Icon::Check.char());
            let tip = if on {
                "Taken as the same; click to bring it as a new one"
            } else {
                "Click to take it as the same instead of a new one"
            };
            if widgets::icon_chip(ui, icon, &words, on).on_hover_text(tip).clicked() {
                if on {
                    same.remove(&near.new);
                } else {
                    same.insert(near.new.clone());
                }
            }
        });
    }
}

/// A cell of text that is cut off where its room ends.
pub(super) fn cell(ui: &mut Ui, text: &str, width: f32, ink: crate::scene::tokens::Color) {
    ui.allocate_ui_with_layout(vec2(width, ROW), egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_width(width);
        widgets::label(ui, text, type_size::SMALL, Weight::Regular, ink);
    });
}

/// The cells of a row with their shares of the width.
type Cells = [(String, f32); 3];

fn element_cells(row: &Row) -> Cells {
    let [name, kind, notes] = row.cells.clone();
    [(name, 0.44), (kind, 0.16), (notes, 0.36)]
}

fn link_cells(row: &Row) -> Cells {
    let [from, to, between] = row.cells.clone();
    [(from, 0.4), (between, 0.16), (to, 0.4)]
}

fn rows_ui(ui: &mut Ui, title: &str, rows: &[Row], cells: fn(&Row) -> Cells) {
    if rows.is_empty() {
        return;
    }
    let t = tokens(ui);
    heading(ui, title);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for row in rows.iter().take(5) {
            ui.horizontal(|ui| {
                let width = ui.available_width() - 2.0 * ui.spacing().item_spacing.x;
                for (at, (text, share)) in cells(row).into_iter().enumerate() {
                    cell(ui, &text, width * share, if at == 0 { t.text } else { t.text2 });
                }
            });
        }
    });
}

/// What was kept as fields, and what could not be carried.
fn account_ui(ui: &mut Ui, read: &Read) {
    let t = tokens(ui);
    let kept: Vec<String> =
        read.account.parts(Fate::Kept).map(|(part, count)| format!("{part} ({count})")).collect();
    if !kept.is_empty() {
        heading(ui, "Kept as fields");
        let more = kept.len().checked_sub(KEPT).filter(|more| *more > 0);
        let more = more.map(|more| format!(", and {more} more")).unwrap_or_default();
        let listed = kept.iter().take(KEPT).cloned().collect::<Vec<_>>().join(", ");
        widgets::paragraph(ui, &(listed + &more), type_size::SMALL, Weight::Regular, t.text2);
    }
    if !read.warnings.is_empty() {
        heading(ui, "To know");
        for warning in read.warnings.iter().take(WARNINGS) {
            widgets::paragraph(ui, warning, type_size::SMALL, Weight::Regular, t.text2);
        }
        if let Some(more) = read.warnings.len().checked_sub(WARNINGS).filter(|more| *more > 0) {
            widgets::paragraph(ui, &format!("And {more} more."), type_size::SMALL, Weight::Regular, t.text3);
        }
    }
}
