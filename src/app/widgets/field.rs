//! Fields to type in and to choose from: sunken boxes whose rim shows the focus.

use std::sync::Arc;

use egui::{
    Align2, CornerRadius, Frame, Galley, Id, Margin, Popup, Rect, Response, Sense, Stroke, StrokeKind,
    TextBuffer, TextEdit, Ui, WidgetInfo, WidgetType, pos2, vec2,
};

use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::scene::tokens::{radius, type_size};

use super::{icon, ink, touch};

/// A line to type in, 26 high, as wide as there is room. `name` is for the screen reader.
pub fn text_field(ui: &mut Ui, name: &str, text: &mut String, hint: &str) -> Response {
    edit(ui, name, text, hint, &Shape { height: 26.0, rows: 1, lead: 8.0, trail: 8.0 })
}

/// Lines to type in, at least `rows` of them.
pub fn notes_field(ui: &mut Ui, name: &str, text: &mut String, hint: &str, rows: usize) -> Response {
    edit(ui, name, text, hint, &Shape { height: 26.0, rows: rows.max(2), lead: 8.0, trail: 8.0 })
}

/// A search field, 28 high, with the keys that lead to it.
pub fn search_field(ui: &mut Ui, text: &mut String, hint: &str, key: &str) -> Response {
    let keys = fonts::text(key, type_size::MICRO.0, Weight::Medium, color(tokens(ui).text2));
    let room = if key.is_empty() { 8.0 } else { fonts::galley(ui, keys).size().x + 20.0 };
    let response = edit(ui, hint, text, hint, &Shape { height: 28.0, rows: 1, lead: 28.0, trail: room });
    let rect = response.rect;
    ink::glyph(ui, pos2(rect.left() + 15.0, rect.center().y), icon::SEARCH, 14.0, color(tokens(ui).text3));
    if !key.is_empty() {
        let cap = Rect::from_min_max(
            pos2(rect.right() - room + 4.0, rect.center().y - 9.0),
            pos2(rect.right() - 5.0, rect.center().y + 9.0),
        );
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(cap));
        super::key_cap(&mut inner, key);
    }
    response
}

/// The measures of a field.
struct Shape {
    height: f32,
    rows: usize,
    lead: f32,
    trail: f32,
}

fn edit(ui: &mut Ui, name: &str, text: &mut String, hint: &str, shape: &Shape) -> Response {
    let t = tokens(ui);
    let ink_color = color(t.text);
    let many = shape.rows > 1;
    let mut layouter = move |ui: &Ui, buffer: &dyn TextBuffer, wrap: f32| -> Arc<Galley> {
        let job = fonts::text(buffer.as_str(), type_size::SMALL.0, Weight::Medium, ink_color);
        let mut job = if many { fonts::wrapped(job, wrap, 18.0) } else { job };
        job.keep_trailing_whitespace = true;
        job.break_on_newline = many;
        fonts::galley(ui, job)
    };
    let row = ui.fonts_mut(|fonts| fonts.row_height(&egui::FontId::proportional(type_size::SMALL.0)));
    let pad = if many { 6.0 } else { (shape.height - row) / 2.0 };
    let margin = Margin {
        left: shape.lead as i8,
        right: shape.trail as i8,
        top: pad.floor() as i8,
        bottom: pad.ceil() as i8,
    };
    let behind = ui.painter().add(egui::Shape::Noop);
    let hint_job = fonts::text(hint, type_size::SMALL.0, Weight::Regular, color(t.text3));
    let widget = if many { TextEdit::multiline(text) } else { TextEdit::singleline(text) };
    let response = widget
        .font(egui::FontId::proportional(type_size::SMALL.0))
        .hint_text(hint_job)
        .desired_width(f32::INFINITY)
        .desired_rows(shape.rows)
        .frame(Frame::NONE.inner_margin(margin))
        .vertical_align(if many { egui::Align::TOP } else { egui::Align::Center })
        .layouter(&mut layouter)
        .show(ui)
        .response
        .response;
    // The rim of a field is its focus ring: it shows after a click too, since that is where typing goes.
    let rim = if response.has_focus() {
        Stroke::new(2.0, color(t.selection))
    } else {
        let over = touch::hover(ui, &response);
        Stroke::new(1.0, color(t.border).lerp_to_gamma(color(t.control), over * 0.6))
    };
    let box_shape = epaint::RectShape::new(
        response.rect,
        corners(radius::BUTTON),
        color(t.sunken),
        rim,
        StrokeKind::Inside,
    );
    ui.painter().set(behind, box_shape);
    ui.accesskit_node_builder(response.id, |node| node.set_label(name));
    response
}

/// A box 26 high with the current choice and a caret; its list opens below and closes on a click. `name` is what is
/// chosen: it names the box to a screen reader, and keeps it apart from the others of its place.
pub fn dropdown<R>(
    ui: &mut Ui,
    name: &str,
    current: &str,
    list: impl FnOnce(&mut Ui) -> R,
) -> (Response, Option<R>) {
    let t = tokens(ui);
    let id = ui.make_persistent_id(Id::new(name));
    let (_, rect) = ui.allocate_space(vec2(ui.available_width().max(64.0), 26.0));
    let response = ui.interact(touch::reach(rect), id, Sense::click());
    let open = Popup::is_id_open(ui, Popup::default_response_id(&response));
    if ui.is_rect_visible(rect) {
        let over = if open { 1.0 } else { touch::hover(ui, &response) };
        let rim = Stroke::new(1.0, color(t.border).lerp_to_gamma(color(t.control), over * 0.6));
        ui.painter().rect(rect, corners(radius::BUTTON), color(t.sunken), rim, StrokeKind::Inside);
        let job = fonts::text(current, type_size::SMALL.0, Weight::Medium, color(t.text));
        let job = fonts::elided(job, rect.width() - 36.0, 1);
        ink::text_at(ui, pos2(rect.left() + 8.0, rect.center().y), Align2::LEFT_CENTER, job);
        ink::glyph(ui, pos2(rect.right() - 15.0, rect.center().y), icon::CARET_DOWN, 12.0, color(t.text3));
        touch::focus_ring(ui, &response, rect, radius::BUTTON);
    }
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(WidgetType::ComboBox, enabled, name));
    ui.accesskit_node_builder(response.id, |node| node.set_value(current));
    let shown = Popup::menu(&response)
        .width(rect.width())
        .frame(Frame::popup(ui.style()).corner_radius(CornerRadius::same(8)))
        .show(|ui| {
            ui.set_min_width(rect.width() - 10.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            list(ui)
        });
    (response, shown.map(|shown| shown.inner))
}
