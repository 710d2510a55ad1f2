//! Figures as triangles, in sheets that lie over each other.

use std::collections::{BTreeMap, BTreeSet};

use egui::epaint::Tessellator;
use egui::{Context, Shape, Ui, UiBuilder};

use super::eye::Eye;
use super::graph::MapGraph;
use super::layer::{Layer, tessellator};
use super::layers::{Frame, States};
use super::letters::Letters;
use super::paint;
use crate::app::theme::tokens;
use crate::scene::tokens::Tokens;
use crate::scene::{MapScene, Mark, draw};

/// The sheets of some figures.
pub(super) struct Sheets {
    /// Bands under links.
    pub bands: Layer,
    /// The links themselves.
    pub links: Layer,
    /// The elements themselves.
    pub elements: Layer,
    /// What stands beside links.
    pub signs: Layer,
    /// What stands around elements.
    pub rings: Layer,
    eye: Eye,
    /// The part of the map whose figures are there.
    covered: kurbo::Rect,
    /// Pixels of a point.
    pixels: f32,
    /// The zoom that the triangles were made for.
    made_at: f64,
    /// They are shown at another, or were.
    scaled: bool,
}

impl Sheets {
    fn new(ctx: &Context, eye: Eye, covered: kurbo::Rect) -> Self {
        let [bands, links, elements, signs, rings] = std::array::from_fn(|_| Layer::default());
        let (made_at, pixels) = (eye.zoom(), ctx.pixels_per_point());
        Self { bands, links, elements, signs, rings, eye, covered, pixels, made_at, scaled: false }
    }

    /// All figures that show, and those a little way around, in the states that they have at rest.
    pub fn at_rest(ui: &mut Ui, frame: &Frame<'_>, states: &States<'_>, letters: &mut Letters) -> Self {
        let visible = frame.eye.visible();
        let covered = around(visible, frame.zooming);
        let mut sheets = Self::new(ui.ctx(), frame.eye, covered);
        let mut pen = Pen::new(ui.ctx(), frame.eye, letters, tokens(ui));
        let (elements, links) = (elements_in(frame.scene, covered), frame.scene.links_in(covered));
        let mut shown_links = Vec::new();
        for number in links {
            let Some(figure) = frame.scene.links.get(number) else { continue };
            let state = states.link_at_rest(figure);
            if draw::shows(figure, state) {
                let t = pen.tokens;
                pen.add(&mut sheets.bands, number, |marks| draw::link_band(figure, state, t, marks));
                pen.add(&mut sheets.signs, number, |marks| draw::link_sign(figure, state, t, marks));
                shown_links.push((number, pen.shapes(|marks| draw::link(figure, state, t, marks))));
            }
        }
        let mut shown_elements = Vec::new();
        for number in elements {
            let Some(figure) = frame.scene.elements.get(number) else { continue };
            let state = states.element_at_rest(figure);
            let t = pen.tokens;
            pen.add(&mut sheets.rings, number, |marks| draw::element_rings(figure, state, t, marks));
            shown_elements.push((number, pen.shapes(|marks| draw::element(figure, state, t, marks))));
        }
        let mut graph = graph_of(frame.scene, &shown_elements, &shown_links);
        let mut inside = ui.new_child(UiBuilder::new().id_salt("graph").max_rect(frame.eye.rect));
        // The graph spans the canvas and would take the next press from it, and the hover too.
        inside.disable();
        inside.set_opacity(1.0);
        let counts: Vec<(usize, usize)> = shown_links.iter().map(|(n, shapes)| (*n, shapes.len())).collect();
        let boxes: Vec<(usize, usize)> =
            shown_elements.iter().map(|(n, shapes)| (*n, shapes.len())).collect();
        let drawn = graph.draw(
            &mut inside,
            frame.map.to_string().as_str(),
            shown_elements.into_iter().map(|(_, shapes)| shapes).collect(),
            shown_links.into_iter().map(|(_, shapes)| shapes).collect(),
        );
        let mut drawn = drawn.into_iter();
        for (number, count) in counts {
            sheets.links.add(number, drawn.by_ref().take(count).collect(), &mut pen.tessellator);
        }
        for (number, count) in boxes {
            sheets.elements.add(number, drawn.by_ref().take(count).collect(), &mut pen.tessellator);
        }
        if frame.scene.bounds().is_none_or(|bounds| covered.contains_rect(bounds)) {
            sheets.covered = EVERYTHING;
        }
        sheets
    }

    /// The figures with these numbers, in the states that they have.
    pub fn touched(
        ui: &Ui,
        frame: &Frame<'_>,
        eye: Eye,
        states: &States<'_>,
        (elements, links): (&BTreeSet<usize>, &BTreeSet<usize>),
        letters: &mut Letters,
    ) -> Self {
        let visible = eye.visible();
        let covered = around(visible, frame.zooming);
        let mut sheets = Self::new(ui.ctx(), eye, covered);
        let mut pen = Pen::new(ui.ctx(), eye, letters, tokens(ui));
        let t = pen.tokens;
        for number in links {
            let Some(figure) = frame.scene.links.get(*number) else { continue };
            let state = states.link(figure);
            if figure.bounds().is_some_and(|bounds| bounds.overlaps(covered)) && draw::shows(figure, state) {
                pen.add(&mut sheets.bands, *number, |marks| draw::link_band(figure, state, t, marks));
                pen.add(&mut sheets.links, *number, |marks| draw::link(figure, state, t, marks));
                pen.add(&mut sheets.signs, *number, |marks| draw::link_sign(figure, state, t, marks));
            }
        }
        for number in elements {
            let Some(figure) = frame.scene.elements.get(*number) else { continue };
            let state = states.element(figure);
            pen.add(&mut sheets.elements, *number, |marks| draw::element(figure, state, t, marks));
            pen.add(&mut sheets.rings, *number, |marks| draw::element_rings(figure, state, t, marks));
        }
        sheets
    }

    /// The figures that `eye` sees are there.
    pub fn reach(&self, eye: Eye) -> bool {
        self.covered.union(eye.visible()) == self.covered
    }

    /// The zoom that the triangles were made for.
    pub fn made_at(&self) -> f64 {
        self.made_at
    }

    /// The triangles were made for another zoom than they are shown at: words are not crisp.
    pub fn is_scaled(&self) -> bool {
        self.scaled
    }

    fn layers(&mut self) -> [&mut Layer; 5] {
        [&mut self.bands, &mut self.links, &mut self.elements, &mut self.signs, &mut self.rings]
    }

    /// Moves the sheets to where `eye` sees the map: by whole pixels, so that words stay crisp, if the zoom is the same,
    /// and else as they are. Gives the eye that sees it exactly there.
    pub fn follow(&mut self, eye: Eye) -> Eye {
        if eye.zoom().to_bits() != self.eye.zoom().to_bits() {
            let factor = (eye.zoom() / self.eye.zoom()) as f32;
            let origin = kurbo::Point::ZERO;
            let by = eye.to_screen(origin) - self.eye.to_screen(origin).to_vec2() * factor;
            for layer in self.layers() {
                layer.scale(factor, by.to_vec2());
            }
            self.scaled = true;
            self.eye = eye;
            return eye;
        }
        let centre = self.eye.camera.centre;
        let place = kurbo::Point::new(centre.x(), centre.y());
        let wanted = eye.to_screen(place) - self.eye.to_screen(place);
        let whole = (wanted * self.pixels).round() / self.pixels;
        if whole != egui::Vec2::ZERO {
            for layer in self.layers() {
                layer.translate(whole);
            }
        }
        self.eye = Eye { rect: eye.rect, camera: eye.panned(whole - wanted) };
        self.eye
    }

    /// Leaves these figures out, and no others.
    pub fn leave_out(&mut self, elements: &BTreeSet<usize>, links: &BTreeSet<usize>) {
        for layer in [&mut self.elements, &mut self.rings] {
            layer.leave_out(elements);
        }
        for layer in [&mut self.bands, &mut self.links, &mut self.signs] {
            layer.leave_out(links);
        }
    }
}

/// All of the plane.
const EVERYTHING: kurbo::Rect =
    kurbo::Rect { x0: f64::NEG_INFINITY, y0: f64::NEG_INFINITY, x1: f64::INFINITY, y1: f64::INFINITY };

/// What is made into triangles besides what is visible: panning soon comes to what is around, zooming out sooner.
fn around(visible: kurbo::Rect, zooming: bool) -> kurbo::Rect {
    let share = if zooming { 0.5 } else { 0.2 };
    visible.inflate(share * visible.width(), share * visible.height())
}

/// The elements that show in part of a map. The label of a far element lies below its box.
fn elements_in(scene: &MapScene, rect: kurbo::Rect) -> Vec<usize> {
    let reach = 30.0 * scene.unit();
    scene.elements_in(rect.inflate(reach, reach))
}

/// The graph of what shows: links with the elements at their ends.
fn graph_of(scene: &MapScene, elements: &[(usize, Vec<Shape>)], links: &[(usize, Vec<Shape>)]) -> MapGraph {
    let mut nodes: BTreeMap<usize, usize> =
        elements.iter().enumerate().map(|(node, (number, _))| (*number, node)).collect();
    let mut node = |number: usize| {
        let next = nodes.len();
        *nodes.entry(number).or_insert(next)
    };
    let mut ends = Vec::with_capacity(links.len());
    for figure in links.iter().filter_map(|(number, _)| scene.links.get(*number)) {
        let from = scene.element_number(&figure.from).map_or(0, &mut node);
        // A lever that ends at a link has one element only.
        let to = figure.to.element().and_then(|to| scene.element_number(to)).map_or(from, &mut node);
        ends.push((from, to));
    }
    MapGraph::new(nodes.len(), &ends)
}

/// Makes marks into triangles.
struct Pen<'a> {
    eye: Eye,
    letters: &'a mut Letters,
    tessellator: Tessellator,
    tokens: &'static Tokens,
}

impl<'a> Pen<'a> {
    fn new(ctx: &Context, eye: Eye, letters: &'a mut Letters, tokens: &'static Tokens) -> Self {
        Self { eye, letters, tessellator: tessellator(ctx), tokens }
    }

    fn shapes(&mut self, draw: impl FnOnce(&mut Vec<Mark>)) -> Vec<Shape> {
        let mut marks = Vec::new();
        draw(&mut marks);
        paint::shapes_with(self.letters, self.eye, &marks)
    }

    fn add(&mut self, layer: &mut Layer, number: usize, draw: impl FnOnce(&mut Vec<Mark>)) {
        let shapes = self.shapes(draw);
        layer.add(number, shapes, &mut self.tessellator);
    }
}
