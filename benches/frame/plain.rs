//! The same map in `egui_graphs` with its own shapes, for comparison.

use std::hint::black_box;

use egui::{Context, RawInput, Rect, Vec2};
use egui_graphs::{
    Graph, GraphView, LayoutRandom, LayoutStateRandom, SettingsInteraction, SettingsNavigation,
};
use linchpin::model::MapKind;
use petgraph::stable_graph::StableGraph;

use crate::hands::WINDOW;

pub(crate) struct Plain {
    ctx: Context,
    graph: Graph<(), ()>,
}

impl Plain {
    pub(crate) fn new(elements: usize) -> Self {
        let (project, _) = crate::map::project(MapKind::Actors, elements);
        let mut links = StableGraph::new();
        let numbers: std::collections::BTreeMap<_, _> =
            project.elements.keys().map(|id| (id.clone(), links.add_node(()))).collect();
        for link in project.links.values() {
            if let Some((from, to)) = link.ends.pair() {
                links.add_edge(numbers[from], numbers[to], ());
            }
        }
        Self { ctx: Context::default(), graph: Graph::from(&links) }
    }

    pub(crate) fn frame(&mut self) {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, Vec2::from(WINDOW))),
            ..RawInput::default()
        };
        let output = self.ctx.run_ui(input, |ui| {
            let navigation = SettingsNavigation::new().with_fit_to_screen_enabled(true);
            GraphView::<LayoutStateRandom, LayoutRandom>::new()
                .with_navigations(&navigation)
                .with_interactions(&SettingsInteraction::new())
                .show(ui, &mut self.graph);
        });
        black_box(self.ctx.tessellate(output.shapes, output.pixels_per_point));
    }
}
