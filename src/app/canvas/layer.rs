//! Figures made into triangles once, and kept while only the place of the map on the screen changes.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use egui::epaint::{Mesh, Tessellator};
use egui::{Context, Shape, Vec2};

use super::letters::atlas;

/// What makes shapes into triangles.
pub(super) fn tessellator(ctx: &Context) -> Tessellator {
    let options = ctx.tessellation_options(|options| *options);
    Tessellator::new(ctx.pixels_per_point(), options, atlas(ctx), Vec::new())
}

/// The triangles of many figures, each of which can be left out.
#[derive(Default)]
pub(super) struct Layer {
    mesh: Arc<Mesh>,
    /// Which of the mesh's corners belong to a figure, by the figure's number.
    parts: BTreeMap<usize, Range<usize>>,
    /// The corners of figures that are left out.
    hidden: BTreeMap<usize, Vec<u32>>,
}

impl Layer {
    /// Adds a figure on top. Each number comes once.
    pub fn add(&mut self, number: usize, shapes: Vec<Shape>, tessellator: &mut Tessellator) {
        let mesh = Arc::make_mut(&mut self.mesh);
        let start = mesh.indices.len();
        for shape in shapes {
            tessellate(shape, tessellator, mesh);
        }
        if mesh.indices.len() > start {
            self.parts.insert(number, start..mesh.indices.len());
        }
    }

    /// Leaves out these figures and no others.
    pub fn leave_out(&mut self, numbers: &BTreeSet<usize>) {
        if self.hidden.keys().eq(numbers.iter().filter(|number| self.parts.contains_key(number))) {
            return;
        }
        let mesh = Arc::make_mut(&mut self.mesh);
        for (number, corners) in std::mem::take(&mut self.hidden) {
            if let Some(part) = self.parts.get(&number).and_then(|part| mesh.indices.get_mut(part.clone())) {
                part.copy_from_slice(&corners);
            }
        }
        for number in numbers {
            if let Some(part) = self.parts.get(number).and_then(|part| mesh.indices.get_mut(part.clone())) {
                self.hidden.insert(*number, part.to_vec());
                // Triangles of one point cover nothing.
                part.fill(0);
            }
        }
    }

    /// Moves everything on the screen.
    pub fn translate(&mut self, by: Vec2) {
        Arc::make_mut(&mut self.mesh).translate(by);
    }

    /// Makes everything on the screen larger by `factor` around the origin, and then moves it.
    pub fn scale(&mut self, factor: f32, by: Vec2) {
        for vertex in &mut Arc::make_mut(&mut self.mesh).vertices {
            vertex.pos = (vertex.pos.to_vec2() * factor + by).to_pos2();
        }
    }

    /// All of it as one shape.
    pub fn shape(&self) -> Shape {
        if self.mesh.is_empty() { Shape::Noop } else { Shape::Mesh(Arc::clone(&self.mesh)) }
    }
}

fn tessellate(shape: Shape, tessellator: &mut Tessellator, mesh: &mut Mesh) {
    match shape {
        Shape::Vec(shapes) => shapes.into_iter().for_each(|shape| tessellate(shape, tessellator, mesh)),
        // Painted by the graphics card itself; figures have none.
        Shape::Callback(_) => {}
        shape => tessellator.tessellate_shape(shape, mesh),
    }
}

#[cfg(test)]
mod tests {
    use egui::{Color32, Rect};

    use super::*;

    fn visible(layer: &Layer) -> usize {
        layer.mesh.triangles().filter(|[a, b, c]| a != b && b != c).count()
    }

    #[test]
    fn figures_left_out_come_back() {
        let mut tessellator = Tessellator::new(1.0, epaint::TessellationOptions::default(), [1, 1], vec![]);
        let mut layer = Layer::default();
        for number in [3, 5, 9] {
            let rect = Rect::from_min_size(egui::pos2(number as f32, 0.0), Vec2::splat(4.0));
            layer.add(number, vec![Shape::rect_filled(rect, 0.0, Color32::RED)], &mut tessellator);
        }
        let all = Mesh::clone(&layer.mesh);
        let count = visible(&layer);
        layer.leave_out(&BTreeSet::from([5, 77]));
        assert_eq!(visible(&layer), count / 3 * 2);
        layer.leave_out(&BTreeSet::from([3, 9]));
        assert_eq!(visible(&layer), count / 3);
        layer.leave_out(&BTreeSet::new());
        assert_eq!(*layer.mesh, all);
    }
}
