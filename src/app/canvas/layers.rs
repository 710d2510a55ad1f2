//! What is painted, from back to front: dots, groups, link bands, links, elements, signs, badges, rings.
//!
//! Figures at rest are made into triangles once ([`Sheets`]) and then only moved while the map is panned. What differs
//! from rest, because it is hovered or selected, is left out of them and painted over them in sheets of its own. Maps
//! with more elements than can be told apart are painted by [`overview`].
//!
//! `egui_graphs` asks for another frame each time it is shown. So it is shown only when figures at rest are painted
//! anew, and an idle window paints nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::epaint::{ClippedShape, Mesh};
use egui::{Rect, Shape, Ui};

use super::eye::Eye;
use super::ghosts::Ghosts;
use super::letters::Letters;
use super::overview::Overview;
use super::paint;
use super::sheets::Sheets;
use crate::app::reading::Lit;
use crate::app::theme::{color, tokens};
use crate::app::view_state::{Changes, ViewState};
use crate::edit::Selection;
use crate::model::{ElementId, End, Id as _, LinkId, MapId, Project};
use crate::scene::draw::Change;
use crate::scene::tokens::{Theme, Tokens};
use crate::scene::{Carried, ElementFigure, Level, LinkFigure, MapScene, State, draw};

/// What a frame shows.
pub(super) struct Frame<'a> {
    pub eye: Eye,
    pub scene: &'a MapScene,
    pub project: &'a Project,
    pub view: &'a ViewState,
    /// What is lit while the rest is dimmed.
    pub lit: Option<&'a Arc<Lit>>,
    /// Which map.
    pub map: &'a MapId,
    /// The number of the layout of all of it.
    pub built: u64,
    /// What was carried along since.
    pub carried: &'a Carried,
    /// The state of the project.
    pub revision: u64,
    /// The number of what colours and sizes say.
    pub stamp: u64,
    /// The map is seen from so far, and has so many elements, that only boxes and hairlines are painted.
    pub overview: bool,
    /// The zoom changes from frame to frame: what was painted is shown larger or smaller, and painted anew when it rests.
    pub zooming: bool,
}

/// What is painted: a layout of a map, and what colours and sizes say.
#[derive(Clone, Debug, PartialEq)]
struct Source {
    built: u64,
    map: MapId,
    stamp: u64,
}

/// Everything that figures at rest depend on, but for where the map stands on the screen.
#[derive(Clone, Debug, PartialEq)]
struct RestKey {
    source: Source,
    zoom: f64,
    theme: Theme,
    pixels: f32,
    lit: Option<Arc<Lit>>,
    changes: Option<Arc<Changes>>,
    overview: bool,
}

/// What makes figures differ from rest.
#[derive(Clone, Debug, PartialEq)]
struct TouchKey {
    rest: RestKey,
    /// Changes with each step of what is carried along.
    revision: u64,
    zooming: bool,
    selection: Selection,
    hovered: (Option<ElementId>, Option<LinkId>),
}

/// What was painted last.
struct Kept {
    key: TouchKey,
    eye: Eye,
    shapes: Vec<ClippedShape>,
}

/// The painted map, kept between frames.
#[derive(Default)]
pub(super) struct Layers {
    kept: Option<Kept>,
    rest: Option<(RestKey, Sheets)>,
    touched: Option<(TouchKey, Sheets)>,
    overview: Option<(RestKey, Overview)>,
    ghosts: Ghosts,
    letters: Option<Letters>,
}

impl Layers {
    /// Forgets what was painted.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// The kept triangles point at the wrong places in the texture of letters, because what was laid out since made it
    /// grow.
    pub fn outgrown(&self) -> bool {
        self.letters.as_ref().is_some_and(Letters::outgrown)
    }

    /// The zoom that the kept triangles were made for.
    pub fn drawn_at(&self) -> Option<f64> {
        let figures = self.rest.as_ref().map(|(key, _)| key.zoom);
        figures.or_else(|| self.overview.as_ref().map(|(key, _)| key.zoom))
    }

    /// Paints the map, or what was kept of it.
    pub fn paint(&mut self, ui: &mut Ui, frame: &Frame<'_>) {
        let mut rest = RestKey {
            source: Source { built: frame.built, map: frame.map.clone(), stamp: frame.stamp },
            zoom: frame.eye.zoom(),
            theme: tokens(ui).theme,
            pixels: ui.pixels_per_point(),
            lit: frame.lit.cloned(),
            changes: frame.view.changes.clone(),
            overview: frame.overview,
        };
        if let Some((known, _)) = self.rest.as_ref().filter(|_| frame.zooming) {
            rest.zoom = known.zoom;
        }
        let key = TouchKey {
            rest,
            revision: frame.revision,
            zooming: frame.zooming,
            selection: frame.view.selection.clone(),
            hovered: (frame.view.hovered_element.clone(), frame.view.hovered_link.clone()),
        };
        let mut letters = self.letters.take().unwrap_or_else(|| Letters::new(ui.ctx()));
        if !letters.hold() {
            (self.kept, self.rest, self.touched) = (None, None, None);
        }
        let layer = ui.layer_id();
        if let Some(kept) = self.kept.as_ref().filter(|kept| kept.key == key && kept.eye == frame.eye) {
            ui.graphics_mut(|graphics| {
                let list = graphics.entry(layer);
                for shape in &kept.shapes {
                    list.add(shape.clip_rect, shape.shape.clone());
                }
            });
            self.letters = Some(letters);
            return;
        }
        // Kept shapes share their triangles with the sheets, which could not be moved in place.
        self.kept = None;
        let mut shapes = if frame.overview {
            self.paint_overview(ui, frame, &key, &mut letters)
        } else {
            self.paint_figures(ui, frame, &key, &mut letters)
        };
        shapes.retain(|shape| !matches!(shape, Shape::Noop));
        ui.painter().extend(shapes.iter().cloned());
        let clip_rect = ui.clip_rect();
        let shapes = shapes.into_iter().map(|shape| ClippedShape { clip_rect, shape }).collect();
        self.kept = Some(Kept { key, eye: frame.eye, shapes });
        self.letters = Some(letters);
    }

    fn paint_figures(
        &mut self,
        ui: &mut Ui,
        frame: &Frame<'_>,
        key: &TouchKey,
        letters: &mut Letters,
    ) -> Vec<Shape> {
        self.overview = None;
        let t = tokens(ui);
        let states = States::new(frame);
        let (_, mut rest) = self
            .rest
            .take()
            .filter(|(known, sheets)| {
                *known == key.rest && sheets.reach(frame.eye) && (frame.zooming || !sheets.is_scaled())
            })
            .unwrap_or_else(|| (key.rest.clone(), Sheets::at_rest(ui, frame, &states, letters)));
        let eye = rest.follow(frame.eye);
        let (mut elements, mut links) = states.touched(frame.scene);
        elements.extend(&frame.carried.elements);
        links.extend(&frame.carried.links);
        let mut touched =
            self.touched.take().filter(|(known, sheets)| known == key && sheets.reach(eye)).map_or_else(
                || Sheets::touched(ui, frame, eye, &states, (&elements, &links), letters),
                |(_, sheets)| sheets,
            );
        touched.follow(eye);
        rest.leave_out(&elements, &links);

        let mut shapes = vec![dots(ui, eye, t)];
        let visible = eye.visible();
        let (mut back, mut front) = (Vec::new(), Vec::new());
        areas(frame, visible, t, &mut back);
        if let (Some(other), Some(changes)) = (&frame.view.ghosts, &frame.view.changes) {
            let place = (frame.map, Level::for_zoom(eye.zoom()));
            back.extend_from_slice(self.ghosts.marks((other, changes), place, frame.scene, t));
        }
        for badge in frame.scene.badges_in(visible) {
            draw::badge(badge, states.badge(&badge.links), t, &mut front);
        }
        shapes.extend(paint::shapes_with(letters, eye, &back));
        shapes.extend([rest.bands.shape(), touched.bands.shape()]);
        shapes.extend([rest.links.shape(), touched.links.shape()]);
        shapes.extend([rest.elements.shape(), touched.elements.shape()]);
        shapes.extend([rest.signs.shape(), touched.signs.shape()]);
        shapes.extend(paint::shapes_with(letters, eye, &front));
        shapes.extend([rest.rings.shape(), touched.rings.shape()]);
        self.rest = Some((RestKey { zoom: rest.made_at(), ..key.rest.clone() }, rest));
        self.touched = Some((key.clone(), touched));
        shapes
    }

    fn paint_overview(
        &mut self,
        ui: &Ui,
        frame: &Frame<'_>,
        key: &TouchKey,
        letters: &mut Letters,
    ) -> Vec<Shape> {
        (self.rest, self.touched) = (None, None);
        let t = tokens(ui);
        let states = States::new(frame);
        // The boxes are in map units: coming nearer changes nothing in them.
        let same = |known: &RestKey| {
            let still = *frame.carried == Carried::default();
            still && RestKey { zoom: key.rest.zoom, ..known.clone() } == key.rest
        };
        let overview = match self.overview.take().filter(|(known, _)| same(known)) {
            Some((_, overview)) => overview,
            None => Overview::new(frame, &states, t),
        };
        let mut shapes = vec![dots(ui, frame.eye, t)];
        let mut back = Vec::new();
        areas(frame, frame.eye.visible(), t, &mut back);
        shapes.extend(paint::shapes_with(letters, frame.eye, &back));
        overview.paint(frame, &states, t, letters, &mut shapes);
        self.overview = Some((key.rest.clone(), overview));
        shapes
    }
}

/// The marks of groups and notes that show. What is lit dims them, but for groups that hold some of it.
fn areas(frame: &Frame<'_>, visible: kurbo::Rect, t: &Tokens, marks: &mut Vec<crate::scene::Mark>) {
    let map = frame.project.maps.get(frame.map);
    let holds_lit = |id| {
        let members = map.map(|map| map.members_of(id)).unwrap_or_default();
        frame.lit.is_some_and(|lit| !lit.elements.is_disjoint(&members))
    };
    for group in frame.scene.groups.iter().filter(|group| group.rect.overlaps(visible)) {
        let dimmed = frame.lit.is_some() && !holds_lit(&group.id);
        draw::group(group, State { dimmed, ..State::default() }, t, marks);
    }
    let dimmed = State { dimmed: frame.lit.is_some(), ..State::default() };
    for note in frame.scene.notes.iter().filter(|note| note.rect.overlaps(visible)) {
        draw::note(note, dimmed, t, marks);
    }
}

/// Dots every 24 points, wider apart when they would crowd.
fn dots(ui: &Ui, eye: Eye, t: &Tokens) -> Shape {
    const APART: f64 = 24.0;
    let Some(ink) = t.grid else { return Shape::Noop };
    let mut step = APART;
    while step * eye.zoom() < 14.0 {
        step *= 2.0;
    }
    let visible = eye.visible();
    let mut mesh = Mesh::default();
    let mut y = (visible.y0 / step).floor() * step;
    // Two whole pixels, so much paler as they are larger than the dot of 1.6: no edges to smooth.
    let pixel = 1.0 / ui.pixels_per_point();
    let size = egui::Vec2::splat((1.6 / pixel).round().max(1.0) * pixel);
    let ink = color(ink).gamma_multiply((1.6 * 1.6 / (size.x * size.y)).min(1.0));
    while y < visible.y1 {
        let mut x = (visible.x0 / step).floor() * step;
        while x < visible.x1 {
            let corner = eye.to_screen(kurbo::Point::new(x, y)) - size / 2.0;
            let corner = egui::pos2((corner.x / pixel).round() * pixel, (corner.y / pixel).round() * pixel);
            mesh.add_colored_rect(Rect::from_min_size(corner, size), ink);
            x += step;
        }
        y += step;
    }
    Shape::mesh(mesh)
}

/// Who is hovered, selected, lit and dimmed.
pub(super) struct States<'a> {
    view: &'a ViewState,
    lit: Option<&'a Lit>,
}

impl<'a> States<'a> {
    pub fn new(frame: &Frame<'a>) -> Self {
        Self { view: frame.view, lit: frame.lit.map(Arc::as_ref) }
    }

    /// The numbers of the elements and links that differ from rest.
    pub fn touched(&self, scene: &MapScene) -> (BTreeSet<usize>, BTreeSet<usize>) {
        let selection = &self.view.selection;
        let elements = selection.elements.iter().chain(&self.view.hovered_element);
        let elements: BTreeSet<usize> = elements.filter_map(|id| scene.element_number(id)).collect();
        let selected = selection.elements.iter().filter_map(|id| scene.element_number(id));
        let mut links: BTreeSet<usize> =
            selected.flat_map(|number| scene.links_at(number)).copied().collect();
        let own = selection.links.iter().chain(&self.view.hovered_link);
        links.extend(own.filter_map(|id| scene.link_number(id)));
        if !selection.links.is_empty() {
            let levers = scene
                .links
                .iter()
                .enumerate()
                .filter(|(_, link)| matches!(&link.to, End::Link(to) if selection.links.contains(to)));
            links.extend(levers.map(|(number, _)| number));
        }
        (elements, links)
    }

    /// How an element looks when it is neither hovered nor selected.
    pub fn element_at_rest(&self, figure: &ElementFigure) -> State {
        at_rest(self.element(figure))
    }

    /// How a link looks when neither it nor its ends are hovered or selected.
    pub fn link_at_rest(&self, figure: &LinkFigure) -> State {
        at_rest(self.link(figure))
    }

    pub fn element(&self, figure: &ElementFigure) -> State {
        let id = &figure.id;
        let is_lit = self.lit.is_some_and(|lit| lit.elements.contains(id));
        State {
            hover: self.view.hovered_element.as_ref() == Some(id),
            selected: self.view.selection.elements.contains(id),
            lit: self.lit.and_then(|lit| lit.kind).filter(|_| is_lit),
            dimmed: self.lit.is_some() && !is_lit,
            change: self.change(id.as_str()),
            ..State::default()
        }
    }

    /// What a merge did to an element or link.
    fn change(&self, id: &str) -> Option<Change> {
        self.view.changes.as_ref()?.get(id).copied()
    }

    pub fn link(&self, figure: &LinkFigure) -> State {
        let ends: Vec<&ElementId> = std::iter::once(&figure.from).chain(figure.to.element()).collect();
        let selection = &self.view.selection;
        let is_lit = self.lit.is_some_and(|lit| lit.links.contains(&figure.id));
        let levered = matches!(&figure.to, End::Link(to) if selection.links.contains(to));
        State {
            hover: self.view.hovered_link.as_ref() == Some(&figure.id),
            selected: selection.links.contains(&figure.id),
            neighbour: levered || ends.iter().any(|id| selection.elements.contains(*id)),
            lit: self.lit.and_then(|lit| lit.kind).filter(|_| is_lit),
            dimmed: self.lit.is_some() && !is_lit,
            change: self.change(figure.id.as_str()),
        }
    }

    pub fn badge(&self, links: &[LinkId]) -> State {
        let Some(lit) = self.lit else { return State::default() };
        // Where a loop is lit, it alone; elsewhere every loop that is lit as a whole.
        let whole = links.iter().all(|id| lit.links.contains(id));
        let is_lit = whole && (lit.kind.is_none() || lit.links.len() == links.len());
        State { lit: lit.kind.filter(|_| is_lit), dimmed: !is_lit, ..State::default() }
    }
}

fn at_rest(state: State) -> State {
    State { hover: false, selected: false, neighbour: false, ..state }
}
