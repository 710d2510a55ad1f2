//! The map as a graph for `egui_graphs`, which draws it: links first, elements over them.
//!
//! The shapes come ready in screen points ([`Sheet`]), so nodes and edges carry no more than a number. Layout, dragging,
//! panning and selection of the crate stay off: places are the document's, and gestures are ours.

use std::sync::{Arc, Mutex, PoisonError};

use egui::layers::ShapeIdx;
use egui::{Pos2, Shape, Ui, Vec2};
use egui_graphs::{
    DisplayEdge, DisplayNode, DrawContext, EdgeProps, Graph, GraphView, Layout, LayoutState, Node, NodeProps,
};
use petgraph::Directed;
use petgraph::stable_graph::{DefaultIx, NodeIndex};

/// The shapes of this frame, by the number of the element or link.
#[derive(Debug, Default)]
struct Shapes {
    elements: Vec<Vec<Shape>>,
    links: Vec<Vec<Shape>>,
}

/// Where nodes and edges find their shapes.
#[derive(Clone, Debug, Default)]
struct Sheet(Arc<Mutex<Shapes>>);

impl Sheet {
    fn take(&self, pick: impl FnOnce(&mut Shapes) -> Option<&mut Vec<Shape>>) -> Vec<Shape> {
        let mut shapes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pick(&mut shapes).map(std::mem::take).unwrap_or_default()
    }
}

/// The number of an element or link, and where its shapes are.
#[derive(Clone, Debug)]
struct Ticket {
    sheet: Sheet,
    number: usize,
}

#[derive(Clone, Debug)]
struct NodeShape(Ticket);

impl From<NodeProps<Ticket>> for NodeShape {
    fn from(props: NodeProps<Ticket>) -> Self {
        Self(props.payload)
    }
}

impl DisplayNode<Ticket, Ticket, Directed, DefaultIx> for NodeShape {
    fn closest_boundary_point(&self, _: Vec2) -> Pos2 {
        Pos2::ZERO
    }

    fn shapes(&mut self, _: &DrawContext) -> Vec<Shape> {
        self.0.sheet.take(|shapes| shapes.elements.get_mut(self.0.number))
    }

    fn update(&mut self, _: &NodeProps<Ticket>) {}

    fn is_inside(&self, _: Pos2) -> bool {
        false
    }
}

#[derive(Clone, Debug)]
struct EdgeShape(Ticket);

impl From<EdgeProps<Ticket>> for EdgeShape {
    fn from(props: EdgeProps<Ticket>) -> Self {
        Self(props.payload)
    }
}

type MapNode = Node<Ticket, Ticket, Directed, DefaultIx, NodeShape>;

impl DisplayEdge<Ticket, Ticket, Directed, DefaultIx, NodeShape> for EdgeShape {
    fn shapes(&mut self, _: &MapNode, _: &MapNode, _: &DrawContext) -> Vec<Shape> {
        self.0.sheet.take(|shapes| shapes.links.get_mut(self.0.number))
    }

    fn update(&mut self, _: &EdgeProps<Ticket>) {}

    fn is_inside(&self, _: &MapNode, _: &MapNode, _: Pos2) -> bool {
        false
    }
}

/// Keeps every element where the document says; the crate's own layouts would move them.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
struct Keep;

impl LayoutState for Keep {}

impl Layout<Keep> for Keep {
    fn from_state(state: Keep) -> impl Layout<Keep> {
        state
    }

    fn next<N, E, Ty, Ix, Dn, De>(&mut self, _: &mut Graph<N, E, Ty, Ix, Dn, De>, _: &Ui)
    where
        N: Clone,
        E: Clone,
        Ty: petgraph::EdgeType,
        Ix: petgraph::graph::IndexType,
        Dn: DisplayNode<N, E, Ty, Ix>,
        De: DisplayEdge<N, E, Ty, Ix, Dn>,
    {
    }

    fn state(&self) -> Keep {
        Self
    }
}

/// A map as `egui_graphs` draws it.
#[derive(Default)]
pub(super) struct MapGraph {
    graph: Graph<Ticket, Ticket, Directed, DefaultIx, NodeShape, EdgeShape>,
    sheet: Sheet,
}

impl MapGraph {
    /// A graph of `elements` nodes and of edges between the given node numbers.
    pub fn new(elements: usize, links: &[(usize, usize)]) -> Self {
        let mut map = Self::default();
        let ticket = |number| Ticket { sheet: map.sheet.clone(), number };
        let nodes: Vec<NodeIndex> =
            (0..elements).map(|number| map.graph.add_node_custom(ticket(number), |_| ())).collect();
        for (number, (from, to)) in links.iter().enumerate() {
            if let (Some(from), Some(to)) = (nodes.get(*from), nodes.get(*to)) {
                map.graph.add_edge_custom(*from, *to, ticket(number), |_| ());
            }
        }
        map
    }

    /// Draws the shapes over all of `ui` and takes them from there: links first, elements after them, each in order.
    pub fn draw(
        &mut self,
        ui: &mut Ui,
        id: &str,
        elements: Vec<Vec<Shape>>,
        links: Vec<Vec<Shape>>,
    ) -> Vec<Shape> {
        let layer = ui.layer_id();
        let first = ui.graphics_mut(|graphics| graphics.entry(layer).next_idx());
        *self.sheet.0.lock().unwrap_or_else(PoisonError::into_inner) = Shapes { elements, links };
        let navigation = egui_graphs::SettingsNavigation::new()
            .with_fit_to_screen_enabled(false)
            .with_zoom_and_pan_enabled(false);
        GraphView::<Keep, Keep>::new()
            .with_navigations(&navigation)
            .with_interactions(&egui_graphs::SettingsInteraction::new())
            .with_id(Some(id.to_owned()))
            .show(ui, &mut self.graph);
        ui.graphics_mut(|graphics| {
            let list = graphics.entry(layer);
            let end = list.next_idx();
            (first.0..end.0)
                .map(|index| {
                    let mut taken = Shape::Noop;
                    list.mutate_shape(ShapeIdx(index), |drawn| std::mem::swap(&mut taken, &mut drawn.shape));
                    taken
                })
                .collect()
        })
    }
}
