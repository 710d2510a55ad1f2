//! Moving elements, with snapping to the grid or to what stands near.

use egui::Ui;

use crate::app::App;
use crate::app::action::Action;
use crate::app::canvas::eye::Eye;
use crate::edit::Selection;
use crate::edit::arrange::{Extent, to_grid};
use crate::edit::snap::{Snapped, snap};
use crate::model::{ElementId, Point};
use crate::scene::{ElementFigure, MapScene};

/// How near a line must be to snap to it, in screen points.
const NEAR: f64 = 6.0;

/// Elements under way, and where they were when the hand took them.
#[derive(Clone, Debug)]
pub(in crate::app::canvas) struct Moving {
    /// Where the hand took them.
    start: kurbo::Point,
    /// Their places then.
    from: Vec<(ElementId, Point)>,
    /// The middle of the one that was taken.
    taken: kurbo::Point,
    /// The room of all of them then.
    room: Extent,
}

impl Moving {
    /// Takes an element and whatever is selected with it.
    pub fn begin(
        app: &App,
        scene: &MapScene,
        id: ElementId,
        start: kurbo::Point,
        actions: &mut Vec<Action>,
    ) -> Self {
        let taken = scene.element(&id).map_or(start, ElementFigure::center);
        let mut selection = app.view.selection.clone();
        if !selection.elements.contains(&id) {
            selection = Selection::element(id);
            actions.push(Action::Select(selection.clone()));
        }
        actions.push(Action::BeginGesture);
        let figures: Vec<&ElementFigure> =
            selection.elements.iter().filter_map(|id| scene.element(id)).collect();
        let place = |figure: &&ElementFigure| {
            let middle = figure.center();
            (figure.id.clone(), Point::new(middle.x, middle.y))
        };
        let point = Extent { left: taken.x, top: taken.y, right: taken.x, bottom: taken.y };
        let room = Extent::around(figures.iter().map(|figure| extent(figure))).unwrap_or(point);
        Self { start, from: figures.iter().map(place).collect(), taken, room }
    }

    /// What brings them into line when the hand is at `place`. Alt or Ctrl suspends it.
    pub fn snapped(&self, ui: &Ui, app: &App, eye: Eye, scene: &MapScene, place: kurbo::Point) -> Snapped {
        let offset = place - self.start;
        if ui.input(|input| input.modifiers.alt || input.modifiers.command) {
            return Snapped::default();
        }
        if app.settings.snaps_to_grid() {
            let by = to_grid(self.taken.x + offset.x, self.taken.y + offset.y);
            return Snapped { by, guides: Vec::new() };
        }
        if !app.settings.snaps_to_others() {
            return Snapped::default();
        }
        let visible = eye.visible();
        let moves = |id: &ElementId| self.from.iter().any(|(moving, _)| moving == id);
        let others: Vec<Extent> = scene
            .elements
            .iter()
            .filter(|figure| figure.bounds.overlaps(visible) && !moves(&figure.id))
            .map(extent)
            .collect();
        snap(self.room.moved(offset.x, offset.y), &others, NEAR / eye.zoom())
    }

    /// Which elements.
    pub fn elements(&self) -> impl Iterator<Item = &ElementId> {
        self.from.iter().map(|(id, _)| id)
    }

    /// Where they stand when the hand is at `place`.
    pub fn places(&self, place: kurbo::Point, (dx, dy): (f64, f64)) -> Vec<(ElementId, Point)> {
        let offset = place - self.start;
        let moved = |pos: &Point| pos.moved(offset.x + dx, offset.y + dy);
        self.from.iter().map(|(id, pos)| (id.clone(), moved(pos))).collect()
    }
}

/// The room of a figure.
pub(in crate::app::canvas) fn extent(figure: &ElementFigure) -> Extent {
    let rect = figure.outline.rect;
    Extent { left: rect.x0, top: rect.y0, right: rect.x1, bottom: rect.y1 }
}
