//! The map on the screen: drawn by `egui_graphs` from the scene's marks, moved and edited by our own gestures.
//!
//! The order of a frame: look ([`look`]), lay out ([`Canvas::scene`]), read the pointer ([`gesture`]), paint ([`layers`]),
//! then what floats over the map ([`bars`], [`naming`], [`welcome`]).

mod access;
mod area_menu;
mod areas;
mod arrange_menu;
mod bars;
mod came_in;
mod capture;
mod chips;
mod context_menu;
mod eye;
mod filter_sheet;
mod flight;
mod gesture;
mod ghosts;
mod graph;
mod guides;
mod laid_out;
mod layer;
mod layers;
mod letters;
mod linking;
mod look;
mod minimap;
mod naming;
mod overview;
mod paint;
mod portal;
mod press_marks;
mod pulse;
mod search;
mod sheets;
mod underlays;
mod views_menu;
mod welcome;
mod zooming;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Sense, Ui};

pub(super) use self::bars::bar as floating_bar;
pub(super) use self::capture::cursor_to_end as capture_cursor_to_end;
pub(super) use self::capture::{
    field_ui as capture_field, hint as capture_hint, ring as capture_ring, words_ui as capture_words,
};
pub(super) use self::chips::reading_chips;
use self::context_menu::MenuPlace;
pub(super) use self::context_menu::selection_rows;
pub(super) use self::eye::Eye;
pub(super) use self::eye::clamp_zoom;
use self::gesture::Gesture;
use self::laid_out::{LaidOut, Moment};
use self::layers::Layers;
use self::look::{Fitted, look};
pub(super) use self::paint::shapes as marks_as_shapes;
pub(super) use self::portal::Carried;
pub(super) use self::underlays::Textures;
use super::App;
use super::action::Action;
use super::encoding::Shown;
use super::theme::{color, tokens};
use crate::edit::snap::Guide;
use crate::layout::Board;
use crate::model::{AreaId, Camera, ElementId, MapId, Point, Project};
use crate::scene::{Level, MapScene, TextMeasurer};

/// What the canvas remembers between frames: geometry, painted shapes, and the gesture under way.
#[derive(Default)]
pub struct Canvas {
    text: TextMeasurer,
    laid_out: Option<LaidOut>,
    layers: Layers,
    textures: Textures,
    gesture: Gesture,
    /// Where the button went down for it.
    pressed: egui::Pos2,
    /// Why what is dragged stands where it stands.
    guides: Vec<Guide>,
    /// The last scrolling came from a trackpad, which moves the map.
    scroll_moves: bool,
    menu: MenuPlace,
    eye: Option<Eye>,
    fitted: Option<Fitted>,
    seen: Option<zooming::Seen>,
    legend: Option<bars::KeptLegend>,
    flight: Option<flight::Flight>,
    minimap: Option<minimap::Minimap>,
}

impl Canvas {
    /// Forgets everything, for another project.
    pub(super) fn forget(&mut self) {
        self.laid_out = None;
        self.layers.forget();
        self.gesture = Gesture::None;
        self.guides.clear();
        self.eye = None;
        self.fitted = None;
        self.seen = None;
        self.legend = None;
        self.flight = None;
        self.minimap = None;
    }

    /// What was painted must be painted again in this frame: the texture of letters grew after it.
    pub(super) fn outgrown(&self) -> bool {
        self.layers.outgrown()
    }

    /// The map's geometry at a moment, laid out again only when the project, the map or the level changed.
    fn scene(&mut self, moment: Moment<'_>, map: &MapId, seen: (Level, &Shown)) -> Arc<MapScene> {
        let laid_out = LaidOut::at(self.laid_out.take(), moment, map, seen, &mut self.text);
        let scene = Arc::clone(laid_out.scene());
        self.laid_out = Some(laid_out);
        scene
    }

    /// The elements that are on the screen.
    pub(super) fn on_screen(&self) -> BTreeSet<ElementId> {
        let (Some(eye), Some(scene)) = (self.eye, self.last_scene()) else { return BTreeSet::new() };
        let seen = eye.visible();
        let inside = scene.elements.iter().filter(|element| seen.overlaps(element.bounds));
        inside.map(|element| element.id.clone()).collect()
    }

    /// How much of the map is on the screen, across and from top to bottom, in map units.
    pub(super) fn seen(&self) -> Option<(f64, f64)> {
        let eye = self.eye?;
        let zoom = eye.zoom();
        Some((f64::from(eye.rect.width()) / zoom, f64::from(eye.rect.height()) / zoom))
    }

    /// Takes this for where the map is seen: something else than the canvas shows it. What is captured meanwhile is
    /// placed by it.
    pub(super) fn seen_elsewhere(
        &mut self,
        project: &Arc<Project>,
        revision: u64,
        map: &MapId,
        (shown, eye): (&Shown, Eye),
    ) {
        self.eye = Some(eye);
        let moment = Moment { project, revision, in_gesture: false };
        self.scene(moment, map, (Level::Normal, shown));
    }

    /// The geometry as it was laid out last.
    fn last_scene(&self) -> Option<&MapScene> {
        self.laid_out.as_ref().map(|laid_out| &**laid_out.scene())
    }

    /// Measures text for what is drawn beside the map.
    pub(super) fn text_mut(&mut self) -> &mut TextMeasurer {
        &mut self.text
    }

    /// Runs `made` with what was laid out last and with what measures text.
    pub(super) fn with_scene<R>(
        &mut self,
        made: impl FnOnce(Option<&MapScene>, &mut TextMeasurer) -> R,
    ) -> R {
        let scene = self.laid_out.as_ref().map(|laid_out| Arc::clone(laid_out.scene()));
        made(scene.as_deref(), &mut self.text)
    }

    /// The box of an element, as it was laid out last.
    pub(super) fn extent(&self, id: &ElementId) -> Option<kurbo::Rect> {
        let scene = self.last_scene()?;
        scene.element(id).map(|figure| figure.bounds)
    }

    /// A place of the map in front is on the screen, clear of its edges.
    pub(super) fn shows(&self, place: Point) -> bool {
        const EDGE: f32 = 40.0;
        let place = kurbo::Point::new(place.x(), place.y());
        self.eye.is_some_and(|eye| eye.rect.shrink(EDGE).contains(eye.to_screen(place)))
    }

    /// The camera that shows all of these elements; `None` when none of them is on the map.
    pub(super) fn camera_on(&self, elements: &BTreeSet<ElementId>) -> Option<Camera> {
        let scene = self.last_scene()?;
        let boxes = elements.iter().filter_map(|id| Some(scene.element(id)?.bounds));
        let bounds = boxes.reduce(|a, b| a.union(b))?;
        Some(Eye::fitting(self.eye?.rect, bounds))
    }

    /// The middle of a group, note or picture of the map in front.
    pub(super) fn middle_of(&self, area: &AreaId) -> Option<Point> {
        let scene = self.last_scene()?;
        let rect = match area {
            AreaId::Group(id) => scene.groups.iter().find(|group| group.id == *id)?.rect,
            AreaId::Note(id) => scene.notes.iter().find(|note| note.id == *id)?.rect,
            AreaId::Underlay(id) => scene.underlays.iter().find(|underlay| underlay.id == *id)?.rect,
        };
        Some(Point::new(rect.center().x, rect.center().y))
    }

    /// A map's elements as boxes, as large as they are drawn at 100 %.
    pub(super) fn board(
        &mut self,
        project: &Arc<Project>,
        revision: u64,
        map: &MapId,
        shown: &Shown,
    ) -> Board {
        let moment = Moment { project, revision, in_gesture: false };
        let scene = self.scene(moment, map, (Level::Normal, shown));
        Board::of(project, map, |id| scene.element(id).map(|figure| figure.outline.rect))
    }

    /// The camera that shows all of `around` on the map in front, if part of it is not on the screen.
    pub(super) fn fitted_if_hidden(&self, around: kurbo::Rect) -> Option<Camera> {
        const ROOM: f64 = 24.0;
        /// What floats over the map at the top and at the bottom.
        const BARS: (f32, f32) = (44.0, 60.0);
        let eye = self.eye?;
        let corner = eye.to_map(eye.rect.min + egui::vec2(0.0, BARS.0));
        let shown = kurbo::Rect::from_points(corner, eye.to_map(eye.rect.max - egui::vec2(0.0, BARS.1)));
        (!shown.contains_rect(around)).then(|| Eye::fitting(eye.rect, around.inflate(ROOM, ROOM)))
    }

    /// A place near `at` where a new element covers no other.
    pub(super) fn free_place(&self, at: Point) -> Point {
        const STEP: f64 = 76.0;
        const SIZE: (f64, f64) = (150.0, 60.0);
        let Some(scene) = self.last_scene() else { return at };
        let is_free = |place: &Point| {
            let middle = kurbo::Point::new(place.x(), place.y());
            let wanted = kurbo::Rect::from_center_size(middle, SIZE);
            scene.elements.iter().all(|element| element.bounds.intersect(wanted).area() <= 0.0)
        };
        let steps = std::iter::successors(Some(at), |place| Some(place.moved(0.0, STEP)));
        steps.take(40).find(is_free).unwrap_or(at)
    }
}

/// Which of the maps in the window a canvas shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standpoint {
    /// The one in front, on which everything acts.
    Front,
    /// The one beside it in a split view: it is only looked at until the pointer comes to it.
    Beside,
}

/// The canvas and everything that floats over it.
pub(super) fn canvas_ui(ui: &mut Ui, app: &mut App, standpoint: Standpoint, actions: &mut Vec<Action>) {
    let rect = ui.max_rect();
    let t = tokens(ui);
    ui.painter().rect_filled(rect, 0.0, color(t.canvas));
    let response = ui.interact(rect, ui.id().with("canvas"), Sense::click_and_drag());
    let Some(map) = app.view.map.clone() else { return };
    let project = Arc::clone(app.session.history.project());
    let revision = app.session.history.revision();
    let window = ui.ctx().content_rect().size();
    flight::advance(ui.ctx(), app);
    let shown = app.encoded(&map);
    let in_gesture = app.session.history.in_gesture();
    let moment = Moment { project: &project, revision, in_gesture };
    let eye = look(app, moment, &shown, &map, (rect, window));
    let crowd = project.maps.get(&map).is_some_and(|map| map.elements.len() > overview::CROWD);
    let overview = crowd && Level::for_zoom(eye.zoom()).is_far();
    let level = if overview { Level::Normal } else { Level::for_zoom(eye.zoom()) };
    let drawn_at = app.canvas.layers.drawn_at();
    let now = (&map, eye.zoom());
    let sight = zooming::sight(ui.ctx(), &mut app.canvas.seen, now, (level, overview), drawn_at);
    app.canvas.eye = Some(eye);
    let scene = app.canvas.scene(moment, &map, (sight.level, &shown));
    let (built, carried) = app.canvas.laid_out.as_ref().map(LaidOut::state).unwrap_or_default();
    let in_front = standpoint == Standpoint::Front;
    if in_front {
        gesture::read(ui, app, eye, &scene, &response, actions);
        portal::follow(ui, app, eye, &scene, &response);
    }
    app.read_map();
    app.canvas.textures.paint_map(ui.painter(), eye, &scene.underlays);
    let frame = layers::Frame {
        eye,
        scene: &scene,
        project: &project,
        view: &app.view,
        lit: app.answers.answers().lit.as_ref(),
        map: &map,
        built,
        carried: &carried,
        revision,
        stamp: shown.stamp,
        overview: sight.overview,
        zooming: sight.zooming,
    };
    // Figures that are painted anew take ids, which must not shift those of what comes after them.
    let mut figures = ui.new_child(egui::UiBuilder::new().id_salt("figures").max_rect(rect));
    app.canvas.layers.paint(&mut figures, &frame);
    if in_front {
        pulse::pulse_ui(ui, app, eye, &scene);
        press_marks::press_marks_ui(ui, app, eye, &scene);
        areas::chosen_ui(ui, app, eye, &scene);
        linking::ghosts(ui, app, eye, &scene);
        capture::ghosts(ui, app, eye);
    } else {
        guides::pins_ui(ui, app, eye, &scene);
    }
    access::name_figures(ui, eye, &scene, &project);
    let empty = project
        .maps
        .get(&map)
        .is_none_or(|map| map.elements.is_empty() && map.notes.is_empty() && map.underlays.is_empty());
    // What is typed shows on an empty map too.
    let typed = app.capture.focused && !app.capture.text.trim().is_empty();
    let naming = app.view.naming.is_some() || app.view.area_typing.is_some();
    if empty && in_front && !typed && !naming {
        welcome::welcome_ui(ui, app, actions);
    } else if !empty {
        bars::legend_ui(ui, app, &project, &map, &shown);
    }
    if in_front {
        naming::naming_ui(ui, app, eye, &scene, actions);
        areas::typing_ui(ui, app, eye, &scene, actions);
        bars::bars_ui(ui, app, eye, empty, actions);
        arrange_menu::progress_ui(ui, app, rect);
    }
    if in_front && !empty {
        let below = chips::chips_ui(ui, app, eye.rect, actions);
        let below = came_in::key_ui(ui, app, eye.rect, below);
        let foot = bars::above_zoom(eye.rect);
        minimap::minimap_ui(ui, app, eye, (built, &scene), foot, actions);
        chips::nothing_lit_ui(ui, app, eye.rect, actions);
        search::search_ui(ui, app, eye, below + 8.0, actions);
    }
}
