//! The whole map as dots, at the bottom right, while part of it is off the screen. A press or a drag there moves the
//! camera.

use std::sync::Arc;

use egui::epaint::Mesh;
use egui::{Rect, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, WidgetType, pos2, vec2};

use super::eye::Eye;
use crate::app::App;
use crate::app::action::Action;
use crate::app::reading::Lit;
use crate::app::theme::{self, color, corners, tokens};
use crate::app::widgets;
use crate::model::{Camera, Point};
use crate::scene::tokens::{Theme, radius};
use crate::scene::{MapScene, draw};

/// Its size.
const SIZE: Vec2 = vec2(132.0, 84.0);
/// Around the dots.
const MARGIN: f32 = 6.0;
/// A dot is no smaller than this to each side.
const LEAST: Vec2 = vec2(1.5, 1.0);

/// The dots, and what they were made from.
pub(super) struct Minimap {
    /// The number of the layout: while something is dragged the dots stay.
    built: u64,
    theme: Theme,
    lit: Option<Arc<Lit>>,
    rect: Rect,
    /// What the map covers.
    bounds: Option<kurbo::Rect>,
    dots: Arc<Mesh>,
}

impl Minimap {
    fn new(ui: &Ui, (built, scene): (u64, &MapScene), lit: Option<Arc<Lit>>, rect: Rect) -> Self {
        let t = tokens(ui);
        let bounds = scene.bounds();
        let mut dots = Mesh::default();
        if let Some(bounds) = bounds {
            let eye = eye_on(rect, bounds);
            for figure in &scene.elements {
                let box_ = figure.outline.rect;
                let half = vec2(box_.width() as f32, box_.height() as f32) * (eye.zoom() as f32) / 2.0;
                let at = Rect::from_center_size(eye.to_screen(box_.center()), 2.0 * half.max(LEAST));
                let pale = lit.as_ref().is_some_and(|lit| !lit.elements.contains(&figure.id));
                let share = if pale { draw::dim::ELEMENT } else { 1.0 };
                dots.add_colored_rect(at, color(draw::element_color(figure, t).faded(share)));
            }
        }
        Self { built, theme: t.theme, lit, rect, bounds, dots: Arc::new(dots) }
    }

    fn is(&self, built: u64, theme: Theme, lit: Option<&Arc<Lit>>, rect: Rect) -> bool {
        let same_lit = match (&self.lit, lit) {
            (None, None) => true,
            (Some(known), Some(lit)) => Arc::ptr_eq(known, lit),
            _ => false,
        };
        self.built == built && self.theme == theme && same_lit && self.rect == rect
    }
}

/// The eye that sees all of `bounds` in the minimap.
fn eye_on(rect: Rect, bounds: kurbo::Rect) -> Eye {
    let inside = rect.shrink(MARGIN);
    let across = f64::from(inside.width()) / bounds.width().max(1.0);
    let down = f64::from(inside.height()) / bounds.height().max(1.0);
    let centre = bounds.center();
    let camera = Camera { centre: Point::new(centre.x, centre.y), zoom: across.min(down).min(1.0) };
    Eye { rect: inside, camera }
}

/// The minimap, if something is off the screen. `foot` is the lower right corner that it may reach to.
pub(super) fn minimap_ui(
    ui: &mut Ui,
    app: &mut App,
    eye: Eye,
    (built, scene): (u64, &MapScene),
    foot: egui::Pos2,
    actions: &mut Vec<Action>,
) {
    let t = tokens(ui);
    let rect = Rect::from_min_size(pos2(foot.x - SIZE.x, foot.y - SIZE.y), SIZE);
    let lit = app.answers().lit.clone();
    if !app.canvas.minimap.as_ref().is_some_and(|kept| kept.is(built, t.theme, lit.as_ref(), rect)) {
        app.canvas.minimap = Some(Minimap::new(ui, (built, scene), lit, rect));
    }
    let Some((bounds, dots)) =
        app.canvas.minimap.as_ref().and_then(|kept| Some((kept.bounds?, Arc::clone(&kept.dots))))
    else {
        return;
    };
    let corner = |pos: egui::Pos2| eye.to_map(pos);
    let seen = kurbo::Rect::from_points(corner(eye.rect.min), corner(eye.rect.max));
    // Half a point of what shows is no reason for a second map.
    if seen.inflate(0.5, 0.5).union(bounds) == seen.inflate(0.5, 0.5) || !enough_room(eye.rect) {
        return;
    }
    let small = eye_on(rect, bounds);
    let response = ui.interact(rect, ui.id().with("minimap"), Sense::click_and_drag());
    let painter = ui.painter().with_clip_rect(rect.expand(20.0));
    painter.add(theme::shadow(t).as_shape(rect, corners(radius::CARD)));
    let rim = Stroke::new(1.0, color(t.border));
    painter.rect(rect, corners(radius::CARD), color(t.raised), rim, StrokeKind::Inside);
    painter.add(Shape::Mesh(dots));
    let from = small.to_screen(seen.origin());
    let to = small.to_screen(kurbo::Point::new(seen.x1, seen.y1));
    let port = Rect::from_min_max(from, to).intersect(rect.shrink(3.0));
    if port.is_positive() {
        painter.rect_stroke(port, corners(2.0), Stroke::new(1.5, color(t.accent)), StrokeKind::Inside);
    }
    let down = response.is_pointer_button_down_on() || response.clicked();
    if let Some(pos) = response.interact_pointer_pos().filter(|_| down) {
        let place = small.to_map(rect.clamp(pos));
        let centre = Point::new(place.x, place.y);
        if centre != eye.camera.centre {
            actions.push(Action::Look(Camera { centre, zoom: eye.zoom() }));
        }
    }
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, "Minimap"));
    widgets::tip(response, "Click or drag to look elsewhere", None);
}

/// A small canvas needs its room for the map itself.
fn enough_room(canvas: Rect) -> bool {
    canvas.width() >= 480.0 && canvas.height() >= 320.0
}
