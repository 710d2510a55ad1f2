//! The dot that runs around a loop.

use egui::{Align2, Ui};

use super::eye::Eye;
use crate::app::App;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, reduced_motion, tokens};
use crate::app::widgets;
use crate::scene::MapScene;
use crate::scene::tokens::type_size;

/// Paints the dot, and asks for the next frame as long as it runs. Where nothing may move, the links are numbered.
pub(super) fn pulse_ui(ui: &mut Ui, app: &mut App, eye: Eye, scene: &MapScene) {
    let Some(pulse) = &app.desk.pulse else { return };
    // It belongs to the loop that is lit.
    let lit = app.view.spotlight.as_ref();
    if !lit.is_some_and(|lit| pulse.links.iter().all(|(link, _)| lit.links.contains(link))) {
        app.desk.pulse = None;
        return;
    }
    let t = tokens(ui);
    let Some((link, share)) = pulse.place(ui.input(|input| input.time)) else {
        app.desk.pulse = None;
        ui.ctx().request_repaint();
        return;
    };
    let curve = |link: &crate::model::LinkId| scene.link(link).and_then(|figure| figure.curve);
    if reduced_motion(ui) {
        for (number, (link, _)) in pulse.links.iter().enumerate() {
            let Some(curve) = curve(link) else { continue };
            let at = eye.to_screen(curve.point(0.5));
            ui.painter().circle_filled(at, 9.0, color(t.accent));
            let number = (number + 1).to_string();
            let job = fonts::text(&number, type_size::MICRO.0, Weight::SemiBold, color(t.on_accent));
            widgets::text_at(ui, at, Align2::CENTER_CENTER, job);
        }
    } else if let Some(curve) = pulse.links.get(link).and_then(|(link, _)| curve(link)) {
        let at = eye.to_screen(curve.point(share));
        ui.painter().circle_filled(at, 7.0, color(t.canvas));
        ui.painter().circle_filled(at, 5.5, color(t.accent));
    }
    ui.ctx().request_repaint();
}
