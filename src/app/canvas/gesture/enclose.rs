//! Drawing round what is to be selected: a box or a lasso.

use egui::{Modifiers, Pos2, Rect, Shape, Stroke, StrokeKind, Ui};
use kurbo::Shape as _;

use crate::app::canvas::eye::Eye;
use crate::app::theme::{color, tokens};
use crate::app::view_state::{Tool, ViewState};
use crate::edit::Selection;
use crate::scene::MapScene;

/// What is drawn round the things to select, in points of the screen.
#[derive(Clone, Debug)]
pub(in crate::app::canvas) enum Enclosure {
    /// A box with one corner here; the other is at the pointer.
    Box(Pos2),
    /// A line drawn freehand.
    Lasso(Vec<Pos2>),
}

impl Enclosure {
    /// What a tool draws that starts at `pos`.
    pub fn of_tool(tool: &Tool, pos: Pos2) -> Option<Self> {
        match tool {
            Tool::Lasso => Some(Self::Lasso(vec![pos])),
            Tool::Box => Some(Self::Box(pos)),
            _ => None,
        }
    }

    /// The pointer came to `pos`.
    pub fn grow(&mut self, pos: Pos2) {
        const APART: f32 = 2.0;
        if let Self::Lasso(line) = self
            && line.last().is_none_or(|last| last.distance(pos) >= APART)
        {
            line.push(pos);
        }
    }

    /// The selection once it is drawn: what is inside alone; added with Shift, taken away with Ctrl.
    pub fn choose(
        &self,
        eye: Eye,
        scene: &MapScene,
        to: Pos2,
        view: &ViewState,
        modifiers: Modifiers,
    ) -> Selection {
        let inside = self.inside(eye, scene, to);
        let mut selection = view.selection.clone();
        if modifiers.command {
            selection.elements.retain(|id| !inside.elements.contains(id));
            selection.links.retain(|id| !inside.links.contains(id));
            selection
        } else if modifiers.shift {
            selection.elements.extend(inside.elements);
            selection.links.extend(inside.links);
            selection
        } else {
            inside
        }
    }

    /// The elements inside; the links, where there is no element.
    fn inside(&self, eye: Eye, scene: &MapScene, to: Pos2) -> Selection {
        let mut selection = Selection::default();
        match self {
            Self::Box(from) => {
                let area = kurbo::Rect::from_points(eye.to_map(*from), eye.to_map(to));
                let inside = scene.elements.iter().filter(|figure| area.overlaps(figure.bounds));
                selection.elements.extend(inside.map(|figure| figure.id.clone()));
                if selection.elements.is_empty() {
                    selection.links.extend(links(scene, |middle| area.contains(middle)));
                }
            }
            Self::Lasso(line) => {
                let mut path = kurbo::BezPath::new();
                for (number, pos) in line.iter().chain([&to]).enumerate() {
                    let place = eye.to_map(*pos);
                    if number == 0 { path.move_to(place) } else { path.line_to(place) }
                }
                path.close_path();
                let inside = scene.elements.iter().filter(|figure| path.contains(figure.center()));
                selection.elements.extend(inside.map(|figure| figure.id.clone()));
                if selection.elements.is_empty() {
                    selection.links.extend(links(scene, |middle| path.contains(middle)));
                }
            }
        }
        selection
    }

    /// Paints it.
    pub fn paint(&self, ui: &Ui, pointer: Pos2) {
        let accent = color(tokens(ui).accent);
        let (fill, stroke) = (accent.gamma_multiply(0.10), Stroke::new(1.0, accent));
        match self {
            Self::Box(from) => {
                let rect = Rect::from_two_pos(*from, pointer);
                ui.painter().rect(rect, 2.0, fill, stroke, StrokeKind::Inside);
            }
            Self::Lasso(line) => {
                let mut points = line.clone();
                points.push(pointer);
                let ends: Vec<Pos2> = line.first().copied().into_iter().chain([pointer]).collect();
                ui.painter().extend(Shape::dashed_line(&ends, stroke, 3.0, 3.0));
                ui.painter().line(points, Stroke::new(1.5, accent));
            }
        }
    }
}

/// The links whose middles are inside.
fn links(
    scene: &MapScene,
    is_inside: impl Fn(kurbo::Point) -> bool,
) -> impl Iterator<Item = crate::model::LinkId> {
    let middle = |link: &crate::scene::LinkFigure| link.curve.as_ref().map(|curve| curve.point(0.5));
    let inside = scene.links.iter().filter(move |link| middle(link).is_some_and(&is_inside));
    inside.map(|link| link.id.clone()).collect::<Vec<_>>().into_iter()
}
