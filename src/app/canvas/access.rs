//! Names for what is painted: a screen reader, and a test, find every element, link and loop on the screen by its name.

use egui::{Id, Rect, Sense, Ui, WidgetInfo, WidgetType};

use super::eye::Eye;
use crate::model::{LinkKind, Project};
use crate::scene::{LinkFigure, MapScene};

/// Beyond this many of a kind, naming every figure would slow the frame; the list of elements names them all.
const MOST: usize = 1_000;

/// Lays an invisible, named widget over each element, link and badge on the screen, if a reader asks for names. Clicks
/// go through to the canvas.
pub(super) fn name_figures(ui: &mut Ui, eye: Eye, scene: &MapScene, project: &Project) {
    if ui.ctx().accesskit_node_builder(ui.id(), |_| ()).is_none() {
        return;
    }
    let visible = eye.visible();
    let elements = scene.elements_in(visible).into_iter().filter_map(|number| scene.elements.get(number));
    for figure in elements.take(MOST) {
        let name = format!("{} {}", figure.kind.as_str(), project.name_of(&figure.id));
        name_place(ui, eye, ui.id().with(&figure.id), figure.bounds, &name);
    }
    let links = scene.links_in(visible).into_iter().filter_map(|number| scene.links.get(number));
    for figure in links.take(MOST) {
        let Some(middle) = figure.middle() else { continue };
        let place = kurbo::Rect::from_center_size(middle, (16.0 * figure.unit, 16.0 * figure.unit));
        name_place(ui, eye, ui.id().with(&figure.id), place, &link_name(figure, project));
    }
    for badge in scene.badges_in(visible) {
        let said: Vec<&str> = [Some(&badge.label), badge.name.as_ref()]
            .into_iter()
            .flatten()
            .flat_map(|label| label.lines.iter().map(|line| line.text.as_str()))
            .collect();
        let id = ui.id().with(("badge", &badge.links));
        name_place(ui, eye, id, badge.bounds(), &format!("loop {}", said.join(" ")));
    }
}

fn link_name(figure: &LinkFigure, project: &Project) -> String {
    let from = project.name_of(&figure.from);
    let to = figure.to.element().map_or_else(|| "a link".to_owned(), |to| project.name_of(to));
    let kind = match figure.kind {
        LinkKind::Tie => "tie",
        LinkKind::Causal => "causal link",
        LinkKind::Lever => "lever",
    };
    format!("{kind} from {from} to {to}")
}

fn name_place(ui: &mut Ui, eye: Eye, id: Id, place: kurbo::Rect, name: &str) {
    let corner = eye.to_screen(kurbo::Point::new(place.x1, place.y1));
    let rect = Rect::from_two_pos(eye.to_screen(place.origin()), corner);
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, name));
}
