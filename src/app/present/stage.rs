//! The slide on the screen: painted, moved to the next one, pointed at and drawn on.

use std::sync::Arc;

use egui::emath::easing;
use egui::{Color32, CursorIcon, Pos2, Rect, Sense, Stroke, Ui, vec2};

use super::{Hand, Show};
use crate::app::App;
use crate::app::canvas::{Eye, Textures, marks_as_shapes};
use crate::app::encoding::Shown;
use crate::app::theme::{self, color};
use crate::model::{Camera, Point};
use crate::scene::tokens::Theme;
use crate::scene::{Mark, Slide};

/// How long the camera takes to the next step, in seconds.
const SECONDS: f32 = 0.6;
/// How long a line of ink stays, and how long it takes to fade.
const INK: (f64, f64) = (4.0, 1.5);

/// A move from one slide to the next.
#[derive(Default)]
pub(super) struct Motion {
    /// What is shown, or was before the move.
    from: Option<(usize, Arc<Slide>, View)>,
    /// What is moved to.
    to: Option<(usize, Arc<Slide>)>,
    start: Option<f64>,
    /// Where the move began.
    origin: Option<View>,
    /// Where the map is looked at from now.
    view: Option<View>,
}

/// Where a slide's map is looked at from: in points of the slide.
#[derive(Clone, Copy, Debug, PartialEq)]
struct View {
    middle: kurbo::Point,
    centre: kurbo::Point,
    zoom: f64,
}

impl View {
    fn of(slide: &Slide) -> Self {
        Self { middle: slide.middle, centre: slide.centre, zoom: slide.zoom }
    }

    /// A share of the way; the zoom goes by factors, so that it seems even.
    fn toward(self, to: Self, share: f64) -> Self {
        let zoom = (self.zoom.ln() + (to.zoom.ln() - self.zoom.ln()) * share).exp();
        Self { middle: self.middle.lerp(to.middle, share), centre: self.centre.lerp(to.centre, share), zoom }
    }
}

/// A line of ink, in points of the slide.
struct InkLine {
    points: Vec<kurbo::Point>,
    /// When it was last drawn on.
    at: f64,
}

/// What the pointer left on the slide.
#[derive(Default)]
pub(super) struct Pen {
    lines: Vec<InkLine>,
    /// Where the pointer is, in points of the slide.
    at: Option<kurbo::Point>,
}

impl Pen {
    /// Wipes the slide.
    pub(super) fn clear(&mut self) {
        self.lines.clear();
    }
}

/// The part of `rect` that a slide of this size fills, and how many screen points a point of it takes.
fn placed(rect: Rect, size: kurbo::Size) -> (Rect, f32) {
    let scale = (rect.width() / size.width as f32).min(rect.height() / size.height as f32);
    let room = vec2(size.width as f32 * scale, size.height as f32 * scale);
    (Rect::from_center_size(rect.center(), room), scale)
}

/// Paints marks of the slide that are in its own points.
fn paint_words(ui: &Ui, page: Rect, size: kurbo::Size, marks: &[Mark], opacity: f32) {
    let zoom = f64::from(page.width()) / size.width;
    let centre = Point::new(size.width / 2.0, size.height / 2.0);
    let mut painter = ui.painter().with_clip_rect(page.intersect(ui.clip_rect()));
    painter.set_opacity(opacity);
    let eye = Eye { rect: page, camera: Camera { centre, zoom } };
    painter.extend(marks_as_shapes(ui.ctx(), eye, marks));
}

/// Paints the map of a slide, with the pictures under it.
fn paint_map(
    ui: &Ui,
    pictures: &mut Textures,
    (page, scale): (Rect, f32),
    slide: &Slide,
    view: View,
    opacity: f32,
) {
    let clip = clip_of(page, scale, slide);
    let mut painter = ui.painter().with_clip_rect(clip.intersect(ui.clip_rect()));
    painter.set_opacity(opacity);
    let eye = eye_of(page, scale, view);
    pictures.paint_marks(&painter, eye, &slide.map);
    painter.extend(marks_as_shapes(ui.ctx(), eye, &slide.map));
}

/// The map's eye when a slide fills `page`.
fn eye_of(page: Rect, scale: f32, view: View) -> Eye {
    let middle = page.min + vec2(view.middle.x as f32, view.middle.y as f32) * scale;
    let rect = Rect::from_center_size(middle, page.size());
    let centre = Point::new(view.centre.x, view.centre.y);
    Eye { rect, camera: Camera { centre, zoom: view.zoom * f64::from(scale) } }
}

/// The part of the page in which the map shows.
fn clip_of(page: Rect, scale: f32, slide: &Slide) -> Rect {
    let sight = slide.sight;
    let at = |x: f64, y: f64| page.min + vec2(x as f32, y as f32) * scale;
    Rect::from_min_max(at(sight.x0, sight.y0), at(sight.x1, sight.y1))
}

/// A slide as it stands, without moves, pointer and ink: for previews.
pub(super) fn still_ui(ui: &Ui, rect: Rect, slide: &Slide, pictures: &mut Textures) {
    let (page, scale) = placed(rect, slide.size);
    ui.painter().rect_filled(page, 0.0, color(slide.background));
    paint_map(ui, pictures, (page, scale), slide, View::of(slide), 1.0);
    paint_words(ui, page, slide.size, &slide.words, 1.0);
}

/// What the pointer does on a preview of the slide in front: the audience sees it too.
pub(super) fn hand_ui(ui: &mut Ui, app: &mut App, rect: Rect, slide: &Slide) {
    let response = ui.interact(rect, ui.id().with("desk slide"), Sense::click_and_drag());
    let (page, scale) = placed(rect, slide.size);
    let eye = eye_of(page, scale, View::of(slide));
    let Some(show) = &mut app.show else { return };
    pointer(ui, show, &response, (page, scale), eye, slide);
    ink_ui(ui, show, page, scale);
}

/// The step in front, with everything that moves; where it is `live` the pointer acts on it.
pub(super) fn stage_ui(ui: &mut Ui, app: &mut App, rect: Rect, live: bool) {
    let shape = f64::from(rect.width() / rect.height().max(1.0));
    let doing = app.live();
    let Some(at) = app.show.as_ref().map(|show| show.at) else { return };
    ui.painter().rect_filled(rect, 0.0, color(Theme::Projector.tokens().canvas));
    let Some(slide) = app.slide_of(at, shape, &doing) else {
        return;
    };
    let (page, scale) = placed(rect, slide.size);
    let response =
        ui.interact(rect, ui.id().with("stage"), if live { Sense::click_and_drag() } else { Sense::hover() });
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::WidgetType::Other, true, format!("Slide {}", at + 1))
    });
    let Some(show) = &mut app.show else { return };
    if show.blank {
        ui.painter().rect_filled(rect, 0.0, Color32::BLACK);
        return;
    }
    let view = moved(ui, show, (at, &slide), page, scale);
    let eye = eye_of(page, scale, view);
    pointer(ui, show, &response, (page, scale), eye, &slide);
    ink_ui(ui, show, page, scale);
    place_capture(app, eye);
    if app.show.as_ref().is_some_and(|show| show.hand == Hand::Laser) && response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::None);
    }
}

/// Paints slide and move, and gives where the map is looked at from now.
fn moved(ui: &Ui, show: &mut Show, (at, slide): (usize, &Arc<Slide>), page: Rect, scale: f32) -> View {
    let motion = &mut show.motion;
    let aimed = show.aim.as_ref().and_then(|aim| slide.boxes.iter().find(|(id, _)| *id == aim.0));
    let goal = match aimed {
        Some((_, place)) => {
            View { centre: place.center(), zoom: (slide.zoom * 1.5).min(3.5), ..View::of(slide) }
        }
        None => View::of(slide),
    };
    let known = motion.to.as_ref().is_some_and(|(step, to)| *step == at && Arc::ptr_eq(to, slide));
    let now = ui.ctx().input(|input| input.time);
    let view_before = motion.view;
    let same_goal = known && motion.from.as_ref().is_none_or(|(_, _, to)| *to == goal);
    if !known || !same_goal {
        let before = motion.to.take().zip(view_before);
        motion.from = Some(match before {
            Some(((step, old), _)) => (step, old, goal),
            None => (at, Arc::clone(slide), goal),
        });
        let first = view_before.is_none();
        motion.to = Some((at, Arc::clone(slide)));
        motion.start = (!first).then_some(now);
        if first {
            motion.view = Some(goal);
        }
        motion.origin = Some(view_before.unwrap_or(goal));
    }
    let length = f64::from(theme::seconds(ui.ctx(), SECONDS));
    let share = match motion.start {
        Some(start) if length > 0.0 => ((now - start) / length).clamp(0.0, 1.0),
        _ => 1.0,
    };
    let eased = f64::from(easing::cubic_out(share as f32));
    let origin = motion.origin.unwrap_or(goal);
    let same_map = motion.from.as_ref().is_none_or(|(_, old, _)| old.map_id == slide.map_id);
    let view = if same_map { origin.toward(goal, eased) } else { goal };
    motion.view = Some(view);
    let pictures = &mut show.pictures;
    if share < 1.0 {
        if let Some((_, old, _)) = &motion.from {
            let away = if same_map { view } else { origin };
            let fade = (1.0 - eased * eased) as f32;
            paint_map(ui, pictures, (page, scale), old, away, fade);
            paint_words(ui, page, old.size, &old.words, (1.0 - 2.0 * share).max(0.0) as f32);
        }
        paint_map(ui, pictures, (page, scale), slide, view, eased as f32);
        paint_words(ui, page, slide.size, &slide.words, eased as f32);
        ui.ctx().request_repaint();
    } else {
        motion.start = None;
        paint_map(ui, pictures, (page, scale), slide, view, 1.0);
        paint_words(ui, page, slide.size, &slide.words, 1.0);
    }
    view
}

/// Laser, ink and spotlight follow the pointer.
fn pointer(
    ui: &Ui,
    show: &mut Show,
    response: &egui::Response,
    (page, scale): (Rect, f32),
    eye: Eye,
    slide: &Slide,
) {
    let on_page = |pos: Pos2| {
        let at = (pos - page.min) / scale;
        kurbo::Point::new(f64::from(at.x), f64::from(at.y))
    };
    let Some(pos) = response.hover_pos().filter(|_| response.sense.senses_drag()) else {
        return;
    };
    show.pen.at = Some(on_page(pos));
    match show.hand {
        Hand::Spotlight => {
            let place = eye.to_map(pos);
            let found = slide.boxes.iter().find(|(_, rect)| rect.inflate(6.0, 6.0).contains(place));
            let pointed = found.map(|(id, _)| id.clone());
            if pointed != show.pointed {
                show.pointed = pointed;
                ui.ctx().request_repaint();
            }
        }
        Hand::Ink if response.dragged() => {
            let now = ui.ctx().input(|input| input.time);
            if response.drag_started() || show.pen.lines.is_empty() {
                show.pen.lines.push(InkLine { points: Vec::new(), at: now });
            }
            if let Some(line) = show.pen.lines.last_mut() {
                line.points.push(on_page(pos));
                line.at = now;
            }
        }
        _ => {}
    }
}

/// The laser's dot and the lines of ink as far as they have not faded.
fn ink_ui(ui: &Ui, show: &mut Show, page: Rect, scale: f32) {
    let ink = color(Theme::Projector.tokens().danger);
    let on_screen = |at: &kurbo::Point| page.min + vec2(at.x as f32, at.y as f32) * scale;
    let now = ui.ctx().input(|input| input.time);
    show.pen.lines.retain(|line| now - line.at < INK.0 + INK.1);
    for line in &show.pen.lines {
        let left = ((INK.0 + INK.1 - (now - line.at)) / INK.1).clamp(0.0, 1.0) as f32;
        let points: Vec<Pos2> = line.points.iter().map(on_screen).collect();
        ui.painter().line(points, Stroke::new(6.0 * scale, ink.gamma_multiply(left)));
        let wait = INK.0 - (now - line.at);
        if wait > 0.0 {
            ui.ctx().request_repaint_after_secs(wait as f32);
        } else {
            ui.ctx().request_repaint();
        }
    }
    if let (Hand::Laser, Some(at)) = (show.hand, &show.pen.at) {
        let at = on_screen(at);
        ui.painter().circle_filled(at, 16.0 * scale, ink.gamma_multiply(0.25));
        ui.painter().circle_filled(at, 9.0 * scale, ink);
    }
}

/// What is typed into the capture line goes where the slide looks.
fn place_capture(app: &mut App, eye: Eye) {
    let Some(map) = app.view.map.clone() else { return };
    let project = Arc::clone(app.session.history.project());
    let revision = app.session.history.revision();
    app.view.cameras.insert(map.clone(), eye.camera);
    app.canvas.seen_elsewhere(&project, revision, &map, (&Shown::default(), eye));
}
