//! Dialogs, the palette, the help and toasts: what lies over the window.

mod copies;
mod recover;
mod versions;

use std::path::PathBuf;

use egui::{Context, Id, Modal, Ui};

use super::App;
use super::action::Action;
use super::chooser::Purpose;
use super::fonts::Weight;
use super::help;
use super::importing;
use super::map_chooser::map_chooser_ui;
use super::overlay::{Next, Overlay};
use super::palette;
use super::theme::{color, tokens};
use super::widgets::{self, ButtonKind, Choice, DialogButton};
use crate::edit::Edit;
use crate::model::{About, LinkId, MapId, ViewId};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// Shows what lies over the window.
pub(super) fn overlay_ui(ctx: &Context, app: &mut App, actions: &mut Vec<Action>) {
    toasts_ui(ctx, app, actions);
    match app.overlay.take() {
        None => {}
        Some(Overlay::Palette { query, row }) => {
            app.overlay = palette::palette_ui(ctx, app, query, row, actions);
        }
        Some(Overlay::Help) => app.overlay = help::help_ui(ctx).then_some(Overlay::Help),
        Some(Overlay::Recover) => recover::recover_ui(ctx, app),
        Some(Overlay::MergeCopy) => copies::copy_ui(ctx, app),
        Some(Overlay::Versions) => versions::versions_ui(ctx, app),
        Some(Overlay::Unsaved(next)) => unsaved(ctx, app, next),
        Some(Overlay::Message { title, body }) => {
            let ok = [DialogButton { text: "OK", kind: ButtonKind::Safe }];
            if widgets::dialog(ctx, Id::new("message"), (&title, &body), &ok).is_none() {
                app.overlay = Some(Overlay::Message { title, body });
            }
        }
        Some(Overlay::PathPrompt { purpose, text }) => path_prompt(ctx, app, purpose, text),
        Some(Overlay::Replace { purpose, path }) => replace(ctx, app, purpose, path),
        Some(Overlay::Import) => importing::import_ui(ctx, app),
        Some(Overlay::ChooseMap(choice)) => {
            app.overlay = map_chooser_ui(ctx, app, choice, actions);
        }
        Some(Overlay::RenameMap { map, text }) => rename_map(ctx, app, map, text, actions),
        Some(Overlay::NameLoop { key, label, text }) => name_loop(ctx, app, key, label, text),
        Some(Overlay::NameView { view, text }) => name_view(ctx, app, view, text),
        Some(Overlay::DeleteMap(map)) => delete_map(ctx, app, map, actions),
        Some(Overlay::Export(choice)) => super::export_dialog::export_ui(ctx, app, choice),
        Some(Overlay::Details(about)) => details(ctx, app, about, actions),
    }
}

fn unsaved(ctx: &Context, app: &mut App, next: Next) {
    let title = format!("Save changes to {}?", app.session.title());
    let body = "Your changes are lost if you do not save them.";
    let buttons = [
        DialogButton { text: "Save", kind: ButtonKind::Safe },
        DialogButton { text: "Don’t save", kind: ButtonKind::Danger },
        DialogButton { text: "Cancel", kind: ButtonKind::Plain },
    ];
    match widgets::dialog(ctx, Id::new("unsaved"), (&title, body), &buttons) {
        None => app.overlay = Some(Overlay::Unsaved(next)),
        Some(Choice::Button(0)) => {
            app.after_save = Some(next);
            app.save(ctx);
        }
        Some(Choice::Button(1)) => app.go(ctx, next),
        Some(_) => {}
    }
}

/// A dialog with fields: title, contents, then what it is answered with. Enter in a single field is the safe button.
pub(super) fn form(
    ctx: &Context,
    name: &str,
    title: &str,
    ok: &str,
    contents: impl FnOnce(&mut Ui) -> bool,
) -> Option<bool> {
    let t = tokens(ctx);
    let frame = widgets::dialog_frame(t);
    let shown = Modal::new(Id::new(name)).backdrop_color(color(t.scrim)).frame(frame).show(ctx, |ui| {
        ui.set_width(440.0 - 50.0);
        widgets::label(ui, title, type_size::HEAD, Weight::SemiBold, t.text);
        ui.add_space(12.0);
        let entered = contents(ui);
        ui.add_space(20.0);
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        let clicked = ui
            .allocate_ui_with_layout(egui::vec2(ui.available_width(), 28.0), layout, |ui| {
                let done = widgets::primary_button(ui, None, ok).clicked();
                let cancelled = widgets::button(ui, None, "Cancel").clicked();
                if done { Some(true) } else { cancelled.then_some(false) }
            })
            .inner;
        clicked.or(entered.then_some(true))
    });
    shown.inner.or_else(|| shown.should_close().then_some(false))
}

/// One field that has the keyboard from the start; true when Enter was pressed in it.
fn one_field(ui: &mut Ui, name: &str, text: &mut String) -> bool {
    let response = widgets::text_field(ui, name, text, name);
    let now = ui.ctx().cumulative_pass_nr();
    let first = ui.data_mut(|data| {
        let id = response.id.with("asked");
        let asked = data.get_temp::<u64>(id).unwrap_or(0);
        data.insert_temp(id, now);
        now > asked + 1
    });
    if first {
        response.request_focus();
    }
    response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))
}

fn path_prompt(ctx: &Context, app: &mut App, purpose: Purpose, mut text: String) {
    let (title, ok) = match purpose {
        Purpose::Open => ("Open which file?", "Open"),
        Purpose::Import => ("Import which file?", "Import"),
        Purpose::Save => ("Save to which file?", "Save"),
        Purpose::Picture => ("Write the picture to which file?", "Export"),
        Purpose::Table => ("Write the table to which file?", "Export"),
        Purpose::Report => ("Write the report to which file?", "Write"),
        Purpose::Compare => ("Compare with which file?", "Compare"),
        Purpose::SomebodysMap => ("Compare whose map?", "Compare"),
        Purpose::Snapshot => ("Which file shows an earlier state?", "Add"),
        Purpose::Underlay => ("Put which picture under the map?", "Choose"),
    };
    match form(ctx, "path", title, ok, |ui| one_field(ui, "Path of the file", &mut text)) {
        None => app.overlay = Some(Overlay::PathPrompt { purpose, text }),
        Some(true) if !text.trim().is_empty() => {
            app.choose_file(ctx, purpose, PathBuf::from(text.trim()), false);
        }
        Some(_) => app.after_save = None,
    }
}

fn replace(ctx: &Context, app: &mut App, purpose: Purpose, path: PathBuf) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let title = format!("Replace {name}?");
    let body = format!("{} is there already. What it holds would be gone.", path.display());
    let buttons = [
        DialogButton { text: "Keep it", kind: ButtonKind::Safe },
        DialogButton { text: "Replace", kind: ButtonKind::Danger },
    ];
    match widgets::dialog(ctx, Id::new("replace"), (&title, &body), &buttons) {
        None => app.overlay = Some(Overlay::Replace { purpose, path }),
        Some(Choice::Button(1)) => app.chosen(ctx, purpose, path),
        Some(_) => app.after_save = None,
    }
}

fn rename_map(ctx: &Context, app: &mut App, map: MapId, mut text: String, actions: &mut Vec<Action>) {
    match form(ctx, "rename map", "Rename this map", "Rename", |ui| one_field(ui, "Title", &mut text)) {
        None => app.overlay = Some(Overlay::RenameMap { map, text }),
        Some(true) if !text.trim().is_empty() => {
            actions.push(Action::Edit(Edit::RenameMap { id: map, title: text.trim().to_owned() }));
        }
        Some(_) => {}
    }
}

fn name_loop(ctx: &Context, app: &mut App, key: Vec<LinkId>, label: String, mut text: String) {
    let title = format!("Name loop {label}");
    match form(ctx, "name loop", &title, "Name", |ui| one_field(ui, "Name of the loop", &mut text)) {
        None => app.overlay = Some(Overlay::NameLoop { key, label, text }),
        Some(true) => app.name_loop(key, label, text.trim().to_owned()),
        Some(false) => {}
    }
}

fn name_view(ctx: &Context, app: &mut App, view: Option<ViewId>, mut text: String) {
    let (title, ok) =
        if view.is_some() { ("Rename this view", "Rename") } else { ("Save this view", "Save") };
    match form(ctx, "name view", title, ok, |ui| one_field(ui, "Name of the view", &mut text)) {
        None => app.overlay = Some(Overlay::NameView { view, text }),
        Some(true) if !text.trim().is_empty() => app.name_view(view, text.trim().to_owned()),
        Some(_) => {}
    }
}

fn delete_map(ctx: &Context, app: &mut App, map: MapId, actions: &mut Vec<Action>) {
    let project = app.session.history.project();
    let name = project.maps.get(&map).map_or("", |map| map.title.as_str());
    let title = format!("Delete the map “{name}”?");
    let body = "Its elements and links stay in the project, and Undo brings the map back.";
    let buttons = [
        DialogButton { text: "Keep it", kind: ButtonKind::Safe },
        DialogButton { text: "Delete", kind: ButtonKind::Danger },
    ];
    match widgets::dialog(ctx, Id::new("delete map"), (&title, body), &buttons) {
        None => app.overlay = Some(Overlay::DeleteMap(map)),
        Some(Choice::Button(1)) => actions.push(Action::Edit(Edit::DeleteMap { id: map })),
        Some(_) => {}
    }
}

fn details(ctx: &Context, app: &mut App, mut about: Box<About>, actions: &mut Vec<Action>) {
    let mut outcomes = about.outcomes.join("\n");
    let answer = form(ctx, "details", "Project details", "Done", |ui| {
        let t = tokens(ui);
        for (label, text, rows) in [
            ("Title", &mut about.title, 0),
            ("Problem statement", &mut about.problem, 4),
            ("Outcomes, one a line", &mut outcomes, 3),
        ] {
            widgets::label(ui, label, type_size::SMALL, Weight::SemiBold, t.text);
            ui.add_space(2.0);
            if rows == 0 {
                widgets::text_field(ui, label, text, "");
            } else {
                widgets::notes_field(ui, label, text, "", rows);
            }
            ui.add_space(10.0);
        }
        false
    });
    about.outcomes =
        if outcomes.is_empty() { Vec::new() } else { outcomes.split('\n').map(str::to_owned).collect() };
    match answer {
        None => app.overlay = Some(Overlay::Details(about)),
        Some(true) => {
            about.outcomes.retain(|line| !line.trim().is_empty());
            actions.push(Action::Edit(Edit::SetAbout(*about)));
        }
        Some(false) => {}
    }
}

fn toasts_ui(ctx: &Context, app: &mut App, actions: &mut Vec<Action>) {
    const STEP: f32 = 48.0;
    let mut over = ctx.content_rect();
    over.max.y -= 60.0;
    let list = app.toasts.list().to_vec();
    for (index, toast) in list.iter().enumerate().rev() {
        let shown = widgets::Toast {
            icon: Icon::Info.char(),
            sentence: &toast.text,
            action: toast.action.map_or("", |(label, _)| label),
        };
        match widgets::toast(ctx, Id::new("toast").with(&toast.text), over, &shown, 1.0) {
            Some(widgets::ToastAction::Act) => {
                if let Some((_, command)) = toast.action {
                    actions.push(Action::Run(command));
                }
                app.toasts.dismiss(index);
            }
            Some(widgets::ToastAction::Close) => app.toasts.dismiss(index),
            Some(widgets::ToastAction::Stay) => app.toasts.keep(index),
            None => {}
        }
        over.max.y -= STEP;
    }
}
