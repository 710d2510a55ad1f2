//! The thin lines that say what a dragged element snapped to, and the pins of pinned elements. Neither is part of a picture
//! of the map: they help with arranging it.

use std::collections::BTreeSet;

use egui::{Stroke, Ui, vec2};

use super::Canvas;
use super::eye::Eye;
use super::gesture::extent;
use crate::app::App;
use crate::app::theme::{color, tokens};
use crate::app::widgets;
use crate::edit::arrange::Extent;
use crate::edit::snap::Guide;
use crate::model::ElementId;
use crate::scene::MapScene;
use crate::scene::icon::Icon;

impl Canvas {
    /// The room that these elements take on the map in front.
    pub(in crate::app) fn extents(&self, ids: &BTreeSet<ElementId>) -> Vec<(ElementId, Extent)> {
        let Some(scene) = self.last_scene() else { return Vec::new() };
        ids.iter().filter_map(|id| scene.element(id).map(|figure| (id.clone(), extent(figure)))).collect()
    }
}

/// Paints a small pin at the upper right corner of each pinned element.
pub(super) fn pins_ui(ui: &Ui, app: &App, eye: Eye, scene: &MapScene) {
    const RADIUS: f32 = 8.0;
    let project = app.session.history.project();
    let Some(map) = app.view.map.as_ref().and_then(|map| project.maps.get(map)) else { return };
    if scene.level().is_far() {
        return;
    }
    let t = tokens(ui);
    let visible = eye.visible();
    for figure in scene.elements.iter().filter(|figure| figure.bounds.overlaps(visible)) {
        if map.elements.get(&figure.id).is_some_and(|placement| placement.pinned) {
            let rect = figure.outline.rect;
            let middle = eye.to_screen(kurbo::Point::new(rect.x1, rect.y0));
            ui.painter().circle(middle, RADIUS, color(t.raised), Stroke::new(1.0, color(t.border)));
            widgets::glyph(ui, middle, Icon::PushPin.char(), 11.0, color(t.text2));
        }
    }
}

/// Paints guides in the accent; a gap has short ends.
pub(super) fn guides_ui(ui: &Ui, eye: Eye, guides: &[Guide]) {
    const END: f32 = 4.0;
    let stroke = Stroke::new(1.0, color(tokens(ui).accent));
    let place = |(x, y): (f64, f64)| eye.to_screen(kurbo::Point::new(x, y));
    for guide in guides {
        let (from, to) = (place(guide.from), place(guide.to));
        ui.painter().line_segment([from, to], stroke);
        if guide.is_gap {
            let along = (to - from).normalized();
            let end = END * vec2(-along.y, along.x);
            for at in [from, to] {
                ui.painter().line_segment([at - end, at + end], stroke);
            }
        }
    }
}
