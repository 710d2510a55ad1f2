//! What is painted, from back to front: dots, groups, link bands, links, elements, signs, badges, rings.
//!
//! `egui_graphs` asks for another frame each time it is shown. So it is shown only when something that is painted has
//! changed; otherwise the shapes of the last time are added again, and an idle window paints nothing.

use std::collections::{BTreeSet, HashMap};

use egui::epaint::ClippedShape;
use egui::{Rect, Shape, Ui, UiBuilder};

use super::eye::Eye;
use super::graph::MapGraph;
use super::paint;
use crate::app::theme::{color, tokens};
use crate::app::view_state::{Spotlight, ViewState};
use crate::edit::Selection;
use crate::model::{ElementId, End, LinkId, MapId, Project};
use crate::scene::tokens::{Theme, Tokens};
use crate::scene::{ElementFigure, LinkFigure, MapScene, Mark, State, draw};

/// What a frame shows.
pub(super) struct Frame<'a> {
    pub eye: Eye,
    pub scene: &'a MapScene,
    pub project: &'a Project,
    pub view: &'a ViewState,
    pub key: (u64, MapId),
}

/// Everything that the picture depends on.
#[derive(Clone, Debug, PartialEq)]
struct PaintKey {
    source: (u64, MapId),
    eye: Eye,
    theme: Theme,
    pixels: f32,
    selection: Selection,
    hovered: (Option<ElementId>, Option<LinkId>),
    lit: Option<Spotlight>,
}

struct Kept {
    key: PaintKey,
    shapes: Vec<ClippedShape>,
    /// How full the glyph texture was: when it is emptied, the kept glyphs point at nothing.
    glyphs: f32,
}

/// The painted map, kept between frames.
#[derive(Default)]
pub(super) struct Layers {
    kept: Option<Kept>,
    graph: MapGraph,
    ends: Vec<(usize, usize)>,
    elements: usize,
}

impl Layers {
    /// Forgets what was painted.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Paints the map, or what was kept of it.
    pub fn paint(&mut self, ui: &mut Ui, frame: &Frame<'_>) {
        let key = PaintKey {
            source: frame.key.clone(),
            eye: frame.eye,
            theme: tokens(ui).theme,
            pixels: ui.pixels_per_point(),
            selection: frame.view.selection.clone(),
            hovered: (frame.view.hovered_element.clone(), frame.view.hovered_link.clone()),
            lit: frame.view.lit().cloned(),
        };
        let layer = ui.layer_id();
        #[expect(
            clippy::redundant_closure_for_method_calls,
            reason = "a path has one lifetime, the call needs any"
        )]
        let glyphs = ui.fonts(|fonts| fonts.font_atlas_fill_ratio());
        if let Some(kept) = &self.kept
            && kept.key == key
            && glyphs >= kept.glyphs
        {
            ui.graphics_mut(|graphics| {
                let list = graphics.entry(layer);
                for shape in &kept.shapes {
                    list.add(shape.clip_rect, shape.shape.clone());
                }
            });
            return;
        }
        let first = ui.graphics_mut(|graphics| graphics.entry(layer).next_idx());
        self.paint_anew(ui, frame);
        let shapes = ui.graphics(|graphics| {
            graphics
                .get(layer)
                .map(|list| list.all_entries().skip(first.0).cloned().collect())
                .unwrap_or_default()
        });
        self.kept = Some(Kept { key, shapes, glyphs });
    }

    fn paint_anew(&mut self, ui: &mut Ui, frame: &Frame<'_>) {
        let t = tokens(ui);
        dots(ui, frame.eye, t);
        let states = States::new(frame);
        let Marks { back, links, elements, front } = marks(frame, &states, t);
        let eye = frame.eye;
        let ctx = ui.ctx().clone();
        ui.painter().extend(paint::shapes(&ctx, eye, &back));
        self.keep_graph(frame.scene);
        let shapes = |marks: &Vec<Vec<Mark>>| -> Vec<Vec<Shape>> {
            marks.iter().map(|marks| paint::shapes(&ctx, eye, marks)).collect()
        };
        let mut inside = ui.new_child(UiBuilder::new().id_salt("graph").max_rect(eye.rect));
        // The graph spans the canvas and would take the next press from it, and the hover too.
        inside.disable();
        inside.set_opacity(1.0);
        self.graph.show(&mut inside, frame.key.1.to_string().as_str(), shapes(&elements), shapes(&links));
        ui.painter().extend(paint::shapes(&ctx, eye, &front));
    }

    /// Makes the graph again when elements or links came or went.
    fn keep_graph(&mut self, scene: &MapScene) {
        let numbers: HashMap<&ElementId, usize> =
            scene.elements.iter().enumerate().map(|(number, element)| (&element.id, number)).collect();
        let number = |id: &ElementId| numbers.get(id).copied().unwrap_or(0);
        let ends: Vec<(usize, usize)> = scene
            .links
            .iter()
            .map(|link| {
                let from = number(&link.from);
                // A lever that ends at a link has one element only.
                (from, link.to.element().map_or(from, number))
            })
            .collect();
        if self.ends != ends || self.elements != scene.elements.len() {
            self.graph = MapGraph::new(scene.elements.len(), &ends);
            self.ends = ends;
            self.elements = scene.elements.len();
        }
    }
}

/// Dots every 24 points, wider apart when they would crowd.
fn dots(ui: &Ui, eye: Eye, t: &Tokens) {
    const APART: f64 = 24.0;
    let Some(ink) = t.grid else { return };
    let mut step = APART;
    while step * eye.zoom() < 14.0 {
        step *= 2.0;
    }
    let visible = eye.visible();
    let mut shapes = Vec::new();
    let mut y = (visible.y0 / step).floor() * step;
    while y < visible.y1 {
        let mut x = (visible.x0 / step).floor() * step;
        while x < visible.x1 {
            let middle = eye.to_screen(kurbo::Point::new(x, y));
            shapes.push(Shape::rect_filled(
                Rect::from_center_size(middle, egui::Vec2::splat(1.6)),
                0.0,
                color(ink),
            ));
            x += step;
        }
        y += step;
    }
    ui.painter().extend(shapes);
}

/// The marks of a frame, from back to front.
struct Marks {
    back: Vec<Mark>,
    links: Vec<Vec<Mark>>,
    elements: Vec<Vec<Mark>>,
    front: Vec<Mark>,
}

/// The marks of the frame. What is off the screen has none.
fn marks(frame: &Frame<'_>, states: &States<'_>, t: &Tokens) -> Marks {
    let scene = frame.scene;
    let visible = frame.eye.visible();
    let shows = |bounds: kurbo::Rect| bounds.overlaps(visible);
    let (mut back, mut front, mut rings) = (Vec::new(), Vec::new(), Vec::new());
    for group in scene.groups.iter().filter(|group| shows(group.rect)) {
        draw::group(group, State::default(), t, &mut back);
    }
    for note in scene.notes.iter().filter(|note| shows(note.rect)) {
        draw::note(note, State::default(), t, &mut back);
    }
    let mut links = vec![Vec::new(); scene.links.len()];
    for (figure, marks) in scene.links.iter().zip(&mut links) {
        let state = states.link(figure);
        if figure.bounds().is_some_and(shows) && draw::shows(figure, state) {
            draw::link_band(figure, state, t, &mut back);
            draw::link(figure, state, t, marks);
            draw::link_sign(figure, state, t, &mut front);
        }
    }
    let mut elements = vec![Vec::new(); scene.elements.len()];
    for (figure, marks) in scene.elements.iter().zip(&mut elements) {
        // The label of a far element lies below its box.
        let reach = 30.0 * figure.unit;
        if shows(figure.bounds.inflate(reach, reach)) {
            let state = states.element(figure);
            draw::element(figure, state, t, marks);
            draw::element_rings(figure, state, t, &mut rings);
        }
    }
    for badge in scene.badges.iter().filter(|badge| shows(badge.bounds())) {
        draw::badge(badge, states.badge(&badge.links), t, &mut front);
    }
    front.append(&mut rings);
    Marks { back, links, elements, front }
}

/// Who is hovered, selected, lit and dimmed.
struct States<'a> {
    view: &'a ViewState,
    lit: Option<&'a Spotlight>,
    neighbours: BTreeSet<&'a ElementId>,
}

impl<'a> States<'a> {
    fn new(frame: &Frame<'a>) -> Self {
        let view = frame.view;
        // What is lit may stand on other maps only; then this one stays as it is.
        let here = |lit: &&Spotlight| {
            lit.elements.iter().any(|id| frame.scene.element(id).is_some())
                || lit.links.iter().any(|id| frame.scene.link(id).is_some())
        };
        let lit = view.lit().filter(here);
        let around: BTreeSet<&ElementId> = match lit {
            Some(lit) if lit.links.is_empty() && lit.elements.len() == 1 => lit.elements.iter().collect(),
            _ => BTreeSet::new(),
        };
        let mut neighbours = BTreeSet::new();
        if !around.is_empty() {
            for link in &frame.scene.links {
                let to = link.to.element();
                if around.contains(&link.from) || to.is_some_and(|to| around.contains(to)) {
                    neighbours.insert(&link.from);
                    neighbours.extend(to);
                }
            }
        }
        // The figures outlive the borrow of the frame itself only through the project's own ids.
        let neighbours = neighbours
            .into_iter()
            .filter_map(|id| frame.project.elements.get_key_value(id).map(|(id, _)| id))
            .collect();
        Self { view, lit, neighbours }
    }

    fn element(&self, figure: &ElementFigure) -> State {
        let id = &figure.id;
        let is_lit = self.lit.is_some_and(|lit| lit.elements.contains(id));
        State {
            hover: self.view.hovered_element.as_ref() == Some(id),
            selected: self.view.selection.elements.contains(id),
            lit: self.lit.and_then(|lit| lit.kind).filter(|_| is_lit),
            dimmed: self.lit.is_some() && !is_lit && !self.neighbours.contains(id),
            ..State::default()
        }
    }

    fn link(&self, figure: &LinkFigure) -> State {
        let ends: Vec<&ElementId> = std::iter::once(&figure.from).chain(figure.to.element()).collect();
        let selection = &self.view.selection;
        let lit_links = self.lit.is_some_and(|lit| lit.links.contains(&figure.id));
        let shown = self.lit.is_none_or(|lit| {
            let inside = lit.links.is_empty() && ends.iter().all(|id| lit.elements.contains(*id));
            let touches = !self.neighbours.is_empty() && ends.iter().any(|id| lit.elements.contains(*id));
            lit_links || inside || touches
        });
        let levered = matches!(&figure.to, End::Link(to) if selection.links.contains(to));
        State {
            hover: self.view.hovered_link.as_ref() == Some(&figure.id),
            selected: selection.links.contains(&figure.id),
            neighbour: levered || ends.iter().any(|id| selection.elements.contains(*id)),
            lit: self.lit.and_then(|lit| lit.kind).filter(|_| lit_links),
            dimmed: !shown,
            ..State::default()
        }
    }

    fn badge(&self, links: &[LinkId]) -> State {
        let Some(lit) = self.lit else { return State::default() };
        let is_lit = lit.links.len() == links.len() && links.iter().all(|id| lit.links.contains(id));
        State { lit: lit.kind.filter(|_| is_lit), dimmed: !is_lit, ..State::default() }
    }
}
