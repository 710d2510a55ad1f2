//! The thin lines that say what a dragged element snapped to.

use std::collections::BTreeSet;

use egui::{Stroke, Ui, vec2};

use super::Canvas;
use super::eye::Eye;
use super::gesture::extent;
use crate::app::theme::{color, tokens};
use crate::edit::arrange::Extent;
use crate::edit::snap::Guide;
use crate::model::ElementId;

impl Canvas {
    /// The room that these elements take on the map in front.
    pub(in crate::app) fn extents(&self, ids: &BTreeSet<ElementId>) -> Vec<(ElementId, Extent)> {
        let Some((_, scene)) = &self.scene else { return Vec::new() };
        ids.iter().filter_map(|id| scene.element(id).map(|figure| (id.clone(), extent(figure)))).collect()
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
