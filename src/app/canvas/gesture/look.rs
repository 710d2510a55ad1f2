//! Looking around: the wheel and pinching zoom, two fingers move the map.

use egui::{Event, MouseWheelUnit, Response, Ui, Vec2};

use super::Gesture;
use crate::app::App;
use crate::app::action::Action;
use crate::app::canvas::eye::Eye;

/// Reads wheel, trackpad and fingers.
///
/// A wheel counts lines and zooms at the pointer, with Shift it moves the map sideways; a trackpad counts points and
/// moves the map. Ctrl and pinching zoom on both. Two fingers on a touch screen move and zoom together.
pub(super) fn look_around(ui: &Ui, app: &mut App, eye: Eye, response: &Response, actions: &mut Vec<Action>) {
    if let Some(fingers) = ui.input(egui::InputState::multi_touch) {
        if eye.rect.contains(fingers.center_pos) {
            // The first finger may have begun to move something before the second came.
            match std::mem::take(&mut app.canvas.gesture) {
                Gesture::Move(_) | Gesture::Bend(_) => actions.push(Action::CancelGesture),
                _ => {}
            }
            app.canvas.guides.clear();
            let moved = Eye { camera: eye.panned(fingers.translation_delta), ..eye };
            actions.push(Action::Look(moved.zoomed(f64::from(fingers.zoom_delta), fingers.center_pos)));
        }
        return;
    }
    let Some(pos) = response.hover_pos() else { return };
    let (scroll, pinch, unit) = ui.input(|input| {
        let unit = input.events.iter().rev().find_map(|event| match event {
            Event::MouseWheel { unit, .. } => Some(*unit),
            _ => None,
        });
        (input.smooth_scroll_delta(), input.zoom_delta(), unit)
    });
    // A turn of the wheel is spread over the frames that follow, which bring no events of their own.
    if let Some(unit) = unit {
        app.canvas.scroll_moves = unit == MouseWheelUnit::Point;
    }
    let (moved, turned) =
        if app.canvas.scroll_moves { (scroll, 0.0) } else { (Vec2::new(scroll.x, 0.0), scroll.y) };
    let factor = (f64::from(turned) / 240.0).exp() * f64::from(pinch);
    if moved != Vec2::ZERO || (factor - 1.0).abs() > 1e-4 {
        let moved = Eye { camera: eye.panned(moved), ..eye };
        actions.push(Action::Look(moved.zoomed(factor, pos)));
    }
}
