//! The dialog of earlier versions: a list, how the chosen one looked, and what restoring it would change.

use egui::{Align, Context, Id, Layout, Modal, ScrollArea, Ui, UiBuilder, vec2};

use crate::app::App;
use crate::app::fonts::Weight;
use crate::app::overlay::Overlay;
use crate::app::theme::{color, corners, tokens};
use crate::app::versions::{Preview, when};
use crate::app::widgets;
use crate::scene::icon::Icon;
use crate::scene::tokens::{radius, type_size};

/// What was answered.
#[derive(Clone, Copy)]
enum Answer {
    Restore,
    Compare,
    Close,
}

/// Shows the versions until one is restored or compared, or the dialog is closed.
pub(super) fn versions_ui(ctx: &Context, app: &mut App) {
    app.poll_versions(ctx);
    let t = tokens(ctx);
    let frame = widgets::dialog_frame(t);
    let room = ctx.content_rect().size() - vec2(120.0, 120.0);
    let size = vec2(820.0_f32.min(room.x), 520.0_f32.min(room.y));
    let shown = Modal::new(Id::new("versions")).backdrop_color(color(t.scrim)).frame(frame).show(ctx, |ui| {
        ui.set_width(size.x);
        widgets::label(ui, "Earlier versions", type_size::HEAD, Weight::SemiBold, t.text);
        ui.add_space(4.0);
        let note = "What was opened and saved on this computer. Restoring is one step that undo takes back.";
        widgets::label(ui, note, type_size::BODY, Weight::Regular, t.text2);
        ui.add_space(12.0);
        let (rect, _) = ui.allocate_exact_size(vec2(size.x, size.y - 130.0), egui::Sense::hover());
        let (left, right) = rect.split_left_right_at_x(rect.left() + 220.0);
        let mut list = ui.new_child(UiBuilder::new().id_salt("list").max_rect(left));
        list_ui(&mut list, app);
        let right = right.with_min_x(right.left() + 16.0);
        let mut preview = ui.new_child(UiBuilder::new().id_salt("preview").max_rect(right));
        preview_ui(&mut preview, app);
        ui.add_space(16.0);
        let ready = matches!(app.versions.preview, Some(Ok(_)));
        let layout = Layout::right_to_left(Align::Center);
        ui.allocate_ui_with_layout(vec2(ui.available_width(), 28.0), layout, |ui| {
            let mut answer = None;
            ui.add_enabled_ui(ready, |ui| {
                if widgets::primary_button(ui, None, "Restore").clicked() {
                    answer = Some(Answer::Restore);
                }
                if widgets::button(ui, None, "Compare").clicked() {
                    answer = Some(Answer::Compare);
                }
            });
            if widgets::button(ui, None, "Cancel").clicked() {
                answer = Some(Answer::Close);
            }
            answer
        })
        .inner
    });
    match shown.inner.or_else(|| shown.should_close().then_some(Answer::Close)) {
        None => app.overlay = Some(Overlay::Versions),
        Some(Answer::Restore) => app.restore_version(),
        Some(Answer::Compare) => app.compare_version(),
        Some(Answer::Close) => {}
    }
}

fn list_ui(ui: &mut Ui, app: &mut App) {
    let t = tokens(ui);
    let Some(list) = app.versions.list.clone() else {
        widgets::label(ui, "Looking…", type_size::BODY, Weight::Regular, t.text3);
        return;
    };
    if list.is_empty() {
        let none = "There are none yet. Each time the project is opened or saved, a version is kept here.";
        widgets::paragraph(ui, none, type_size::BODY, Weight::Regular, t.text3);
        return;
    }
    ScrollArea::vertical().id_salt("versions").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (place, version) in list.iter().enumerate() {
            let mark = if app.versions.chosen == place { Icon::Check } else { Icon::ClockCounterClockwise };
            if widgets::menu_row(ui, Some(mark.char()), &when(version), "").clicked() {
                app.versions.choose(place);
            }
        }
    });
}

fn preview_ui(ui: &mut Ui, app: &mut App) {
    let t = tokens(ui);
    match &mut app.versions.preview {
        None if app.versions.list.as_ref().is_some_and(|list| !list.is_empty()) => {
            widgets::label(ui, "Reading…", type_size::BODY, Weight::Regular, t.text3);
        }
        None => {}
        Some(Err(told)) => {
            widgets::paragraph(ui, told, type_size::BODY, Weight::Regular, t.warn);
        }
        Some(Ok(preview)) => read_ui(ui, preview),
    }
}

fn read_ui(ui: &mut Ui, preview: &mut Preview) {
    let t = tokens(ui);
    let whole = ui.available_rect_before_wrap();
    let (top, bottom) = whole.split_top_bottom_at_y(whole.bottom() - 130.0);
    ui.painter().rect_filled(top, corners(radius::CARD), color(t.canvas));
    if let Some(image) = preview.image.clone() {
        let ctx = ui.ctx().clone();
        let texture = preview.texture.get_or_insert_with(|| {
            ctx.load_texture(format!("version {}", preview.hash), image, egui::TextureOptions::LINEAR)
        });
        let size = texture.size_vec2();
        let scale = ((top.width() - 16.0) / size.x).min((top.height() - 16.0) / size.y).min(1.0);
        let rect = egui::Rect::from_center_size(top.center(), size * scale);
        egui::Image::new((texture.id(), size)).paint_at(ui, rect);
    }
    let diff = &preview.diff;
    let counts =
        [(diff.added.len(), "back"), (diff.removed.len(), "gone"), (diff.changed.len(), "as before")];
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let head = match parts.as_slice() {
        [] => "This is what is open now.".to_owned(),
        parts => format!("Restoring: {}.", parts.join(", ")),
    };
    let mut text =
        ui.new_child(UiBuilder::new().id_salt("diff").max_rect(bottom.with_min_y(bottom.top() + 10.0)));
    widgets::label(&mut text, &head, type_size::BODY, Weight::SemiBold, t.text);
    ScrollArea::vertical().id_salt("diff").auto_shrink([false, false]).show(&mut text, |ui| {
        for line in diff.to_string().lines().take(60) {
            widgets::label(ui, line, type_size::SMALL, Weight::Regular, t.text2);
        }
    });
}
