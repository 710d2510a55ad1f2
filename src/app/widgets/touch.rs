//! What is common to everything one can press: the hit area, the ease of hovering and the focus ring.

use egui::{Context, Event, Id, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, emath::easing, vec2};

use crate::app::theme::{self, HOVER_SECONDS, color, tokens};

/// The least side of a hit area.
const HIT: f32 = 28.0;

/// Takes room for a widget. What is drawn may be smaller than what can be hit.
pub(super) fn place(ui: &mut Ui, size: Vec2, sense: Sense) -> (Rect, Response) {
    let (id, rect) = ui.allocate_space(size);
    (rect, ui.interact(reach(rect), id, sense))
}

/// The rectangle grown to the least hit area.
pub(super) fn reach(rect: Rect) -> Rect {
    let missing = (Vec2::splat(HIT) - rect.size()).max(Vec2::ZERO) / 2.0;
    rect.expand2(vec2(missing.x, missing.y))
}

/// How far the hover has come, 0 to 1.
pub(super) fn hover(ui: &Ui, response: &Response) -> f32 {
    let on = response.hovered() || response.is_pointer_button_down_on();
    let time = theme::seconds(ui, HOVER_SECONDS);
    ui.animate_bool_with_time_and_easing(response.id.with("hover"), on, time, easing::cubic_out)
}

/// Paints the focus ring around `rect` when the widget has the focus and keys are in use.
pub fn focus_ring(ui: &Ui, response: &Response, rect: Rect, corner: f32) {
    let keys = keyboard_in_use(ui);
    if response.has_focus() && keys {
        ui.painter().rect_stroke(
            rect.expand(2.0),
            theme::corners(corner + 2.0),
            Stroke::new(2.0, color(tokens(ui).selection)),
            StrokeKind::Outside,
        );
    }
}

/// The last pass looked at, and whether a key was the last thing used in it.
#[derive(Clone, Copy, Default)]
struct LastUsed {
    pass: u64,
    keys: bool,
}

/// Whether the last thing used was a key and not the pointer.
pub fn keyboard_in_use(ctx: &Context) -> bool {
    let id = Id::new("linchpin last used");
    let pass = ctx.cumulative_pass_nr();
    let seen: LastUsed = ctx.data(|data| data.get_temp(id)).unwrap_or_default();
    if seen.pass == pass {
        return seen.keys;
    }
    let keys = ctx.input(|input| {
        input.events.iter().fold(seen.keys, |keys, event| match event {
            Event::Key { pressed: true, .. } => true,
            Event::PointerButton { pressed: true, .. } | Event::Touch { .. } => false,
            _ => keys,
        })
    });
    ctx.data_mut(|data| data.insert_temp(id, LastUsed { pass, keys }));
    keys
}
