//! Looking around: the wheel and pinching zoom.

use egui::{Response, Ui};

use crate::app::action::Action;
use crate::app::canvas::eye::Eye;

/// The wheel zooms at the pointer; pinching does too.
pub(super) fn look_around(ui: &Ui, eye: Eye, response: &Response, actions: &mut Vec<Action>) {
    let Some(pos) = response.hover_pos() else { return };
    let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
    let wheel = (f64::from(scroll.y) / 240.0).exp();
    let factor = wheel * f64::from(pinch);
    if (factor - 1.0).abs() > 1e-4 {
        actions.push(Action::Look(eye.zoomed(factor, pos)));
    }
}
