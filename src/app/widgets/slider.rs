//! A plain slider in one row: what it sets, a track, and its value.

use egui::{
    Align2, EventFilter, Key, Modifiers, Rect, Response, Sense, Stroke, Ui, WidgetInfo, accesskit, pos2, vec2,
};

use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::scene::tokens::type_size;

use super::{Gesture, ink, touch};

/// What a slider shows.
#[derive(Clone, Debug)]
pub struct Slide<'a> {
    /// What it sets.
    pub label: &'a str,
    /// Its value.
    pub value: f64,
    /// The least and the greatest value.
    pub range: (f64, f64),
    /// Values are whole multiples of this; keys move by it.
    pub step: f64,
    /// The value, written.
    pub shown: &'a str,
    /// How much room the label has, in points.
    pub label_width: f32,
}

impl Slide<'_> {
    fn snapped(&self, value: f64) -> f64 {
        let (low, high) = self.range;
        let steps = ((value - low) / self.step).round();
        // Rounded, so that a value of 0.1 is written so and not as 0.1000000001.
        ((low + steps * self.step) * 1e6).round().clamp(low * 1e6, high * 1e6) / 1e6
    }

    fn share(&self) -> f32 {
        let (low, high) = self.range;
        (((self.value - low) / (high - low).max(f64::EPSILON)).clamp(0.0, 1.0)) as f32
    }
}

/// The slider, 25 high: click, drag, arrows, Home and End. A drag is one gesture.
pub fn slider(ui: &mut Ui, slide: &Slide<'_>) -> (Response, Option<Gesture>) {
    let (id, rect) = ui.allocate_space(vec2(ui.available_width().max(140.0), 25.0));
    let track = Rect::from_min_max(
        pos2(rect.left() + slide.label_width, rect.center().y - 2.0),
        pos2((rect.right() - 60.0).max(rect.left() + slide.label_width + 32.0), rect.center().y + 2.0),
    );
    let hit = Rect::from_min_max(
        pos2(track.left() - 8.0, rect.top() - 1.5),
        pos2(track.right() + 8.0, rect.bottom() + 1.5),
    );
    let response = ui.interact(hit, id, Sense::click_and_drag());
    let change = pointer(ui, &response, slide, track).or_else(|| keys(ui, &response, slide));
    if ui.is_rect_visible(rect) {
        paint(ui, rect, track, &response, slide);
    }
    response.widget_info(|| WidgetInfo::slider(ui.is_enabled(), slide.value, slide.label));
    ui.accesskit_node_builder(response.id, |node| {
        node.set_min_numeric_value(slide.range.0);
        node.set_max_numeric_value(slide.range.1);
        node.set_numeric_value_step(slide.step);
        node.add_action(accesskit::Action::Increment);
        node.add_action(accesskit::Action::Decrement);
    });
    (response, change)
}

fn paint(ui: &Ui, rect: Rect, track: Rect, response: &Response, slide: &Slide<'_>) {
    let t = tokens(ui);
    let middle = rect.center().y;
    let label = fonts::text(slide.label, type_size::SMALL.0, Weight::Regular, color(t.text2));
    let label = fonts::elided(label, slide.label_width - 12.0, 1);
    ink::text_at(ui, pos2(rect.left(), middle), Align2::LEFT_CENTER, label);
    let value = fonts::mono(slide.shown, type_size::SMALL.0, false, color(t.text));
    ink::text_at(ui, pos2(rect.right(), middle), Align2::RIGHT_CENTER, value);
    ui.painter().rect_filled(track, corners(2.0), color(t.border));
    let x = track.left() + track.width() * slide.share();
    let full = Rect::from_min_max(track.min, pos2(x, track.bottom()));
    ui.painter().rect_filled(full, corners(2.0), color(t.accent));
    let over = touch::hover(ui, response);
    let handle = pos2(x, middle);
    ui.painter().circle(handle, 6.0 + over * 0.5, color(t.panel), Stroke::new(2.0, color(t.accent)));
    touch::focus_ring(ui, response, Rect::from_center_size(handle, vec2(14.0, 14.0)), 7.0);
}

fn pointer(ui: &Ui, response: &Response, slide: &Slide<'_>, track: Rect) -> Option<Gesture> {
    if response.drag_started() || response.clicked() {
        response.request_focus();
    }
    let last = response.id.with("last");
    let under = response.interact_pointer_pos().map(|at| {
        let share = f64::from(((at.x - track.left()) / track.width().max(1.0)).clamp(0.0, 1.0));
        slide.snapped(slide.range.0 + share * (slide.range.1 - slide.range.0))
    });
    if response.drag_stopped() {
        let kept = ui.data(|data| data.get_temp::<f64>(last));
        return under.or(kept).map(Gesture::Commit);
    }
    let value = under?;
    ui.data_mut(|data| data.insert_temp(last, value));
    Gesture::at(response, value)
}

fn keys(ui: &Ui, response: &Response, slide: &Slide<'_>) -> Option<Gesture> {
    let (up, down) = ui.input(|input| {
        let asked = |action| input.num_accesskit_action_requests(response.id, action);
        (asked(accesskit::Action::Increment), asked(accesskit::Action::Decrement))
    });
    let mut value = slide.value + slide.step * (up as f64 - down as f64);
    if response.has_focus() {
        ui.memory_mut(|memory| {
            let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
            memory.set_focus_lock_filter(response.id, filter);
        });
        ui.input_mut(|input| {
            let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
            if pressed(Key::ArrowRight) {
                value += slide.step;
            }
            if pressed(Key::ArrowLeft) {
                value -= slide.step;
            }
            if pressed(Key::Home) {
                value = slide.range.0;
            }
            if pressed(Key::End) {
                value = slide.range.1;
            }
        });
    }
    let value = slide.snapped(value.clamp(slide.range.0, slide.range.1));
    ((value - slide.value).abs() > 1e-9 && (up + down > 0 || response.has_focus()))
        .then_some(Gesture::Set(Some(value)))
}
