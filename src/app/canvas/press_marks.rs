//! What is pressed and what follows, beside the variables of the map while the "What if" panel is open.

use egui::{Color32, Pos2, Rect, Stroke, Ui, vec2};

use super::eye::Eye;
use crate::analysis::Verdict;
use crate::app::App;
use crate::app::causal::what_if::Method;
use crate::app::theme::{color, corners, tokens};
use crate::app::view_state::Panel;
use crate::app::widgets;
use crate::scene::MapScene;
use crate::scene::icon::Icon;

/// The size of a mark.
const SIZE: f32 = 18.0;
/// The range of a level's bar, in parts of the range of levels.
const RANGE: f64 = 0.5;

/// Paints the marks.
pub(super) fn press_marks_ui(ui: &mut Ui, app: &mut App, eye: Eye, scene: &MapScene) {
    if app.view.panel != Some(Panel::WhatIf) || app.view.panels_hidden {
        return;
    }
    let t = tokens(ui);
    let what_if = &mut app.desk.what_if;
    let corner = |id: &crate::model::ElementId| {
        let bounds = scene.element(id)?.bounds;
        Some(eye.to_screen(kurbo::Point::new(bounds.x1, bounds.y0)))
    };
    for (ids, icon) in [(&what_if.press.raise, Icon::ArrowUp), (&what_if.press.lower, Icon::ArrowDown)] {
        for at in ids.iter().filter_map(corner) {
            disc(ui, at, icon, color(t.on_accent), color(t.accent), Stroke::NONE);
        }
    }
    if what_if.press.is_empty() {
        return;
    }
    let is_pressed = |id| what_if.press.raise.contains(id) || what_if.press.lower.contains(id);
    match what_if.method {
        Method::Signs => {
            let Some(prediction) = what_if.prediction.answer() else { return };
            for one in prediction.variables.iter().filter(|one| !is_pressed(&one.id)) {
                let Some(at) = corner(&one.id) else { continue };
                let (icon, ink) = match one.verdict {
                    Verdict::Rises => (Icon::ArrowUp, t.plus),
                    Verdict::Falls => (Icon::ArrowDown, t.minus),
                    Verdict::Undecided => (Icon::Question, t.text3),
                    Verdict::Unchanged => continue,
                };
                disc(ui, at, icon, color(ink), color(t.raised), Stroke::new(1.5, color(ink)));
            }
        }
        Method::Run => {
            let Some(answer) = what_if.run.answer() else { return };
            let Ok(run) = answer.as_ref() else { return };
            let step = what_if.play.step;
            for id in run.scenario.names.keys().filter(|id| !is_pressed(id)) {
                let Some(at) = corner(id) else { continue };
                let ended = || run.difference.get(id).copied().unwrap_or_default();
                let apart = step.map_or_else(ended, |step| run.apart(id, step));
                let ink = if apart < 0.0 { t.minus } else { t.plus };
                level(ui, at, apart, color(ink), [color(t.raised), color(t.control)]);
            }
        }
    }
}

/// A disc with an arrow at the corner of an element.
fn disc(ui: &Ui, at: Pos2, icon: Icon, ink: Color32, fill: Color32, rim: Stroke) {
    ui.painter().circle(at, SIZE / 2.0, fill, rim);
    widgets::glyph(ui, at, icon.char(), 12.0, ink);
}

/// A bar that grows up or down from its middle.
fn level(ui: &Ui, at: Pos2, apart: f64, ink: Color32, [fill, rim]: [Color32; 2]) {
    let rect = Rect::from_center_size(at, vec2(8.0, 26.0));
    ui.painter().rect(rect, corners(2.0), fill, Stroke::new(1.0, rim), egui::StrokeKind::Inside);
    let half = rect.height() / 2.0 - 1.0;
    let grown = ((apart / RANGE).clamp(-1.0, 1.0) as f32) * half;
    let middle = rect.center();
    let to = Pos2::new(middle.x, middle.y - grown);
    let bar = Rect::from_two_pos(middle - vec2(3.0, 0.0), to + vec2(3.0, 0.0));
    ui.painter().rect_filled(bar, 0.0, ink);
}
