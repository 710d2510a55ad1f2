//! Names for what is painted: a screen reader, and a test, find every element and link on the screen by its name.

use egui::{Rect, Sense, Ui, WidgetInfo, WidgetType};

use super::eye::Eye;
use crate::model::Project;
use crate::scene::MapScene;

/// Beyond this many, naming every figure would slow the frame; the list of elements names them all.
const MOST: usize = 1_000;

/// Lays an invisible, named widget over each element on the screen. Clicks go through to the canvas.
pub(super) fn name_figures(ui: &mut Ui, eye: Eye, scene: &MapScene, project: &Project) {
    let visible = eye.visible();
    let elements = scene.elements.iter().filter(|figure| figure.bounds.overlaps(visible));
    for figure in elements.take(MOST) {
        let bounds = figure.bounds;
        let rect = Rect::from_two_pos(
            eye.to_screen(bounds.origin()),
            eye.to_screen(kurbo::Point::new(bounds.x1, bounds.y1)),
        );
        let response = ui.interact(rect, ui.id().with(&figure.id), Sense::hover());
        let name = || format!("{} {}", figure.kind.as_str(), project.name_of(&figure.id));
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, name()));
    }
}
