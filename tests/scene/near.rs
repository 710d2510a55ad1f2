//! What lies under a pointer is the same whether it is looked up in the tree of boxes or among all figures.

use kurbo::{Point, Rect};
use linchpin::model::{ElementId, LinkId};
use linchpin::scene::{Level, MapScene, TextMeasurer};
use proptest::prelude::*;

use crate::odd::map;

fn element_at(scene: &MapScene, point: Point) -> Option<&ElementId> {
    let all = scene.elements.iter().rev();
    all.filter(|element| element.outline.contains(point)).map(|element| &element.id).next()
}

fn near_rim(scene: &MapScene, point: Point, margin: f64) -> Option<&ElementId> {
    let distance = |element: &linchpin::scene::ElementFigure| element.outline.distance(point).abs();
    let near = scene.elements.iter().filter(|element| distance(element) <= margin);
    near.min_by(|a, b| distance(a).total_cmp(&distance(b))).map(|element| &element.id)
}

fn link_at(scene: &MapScene, point: Point, margin: f64) -> Option<&LinkId> {
    let near = scene.links.iter().filter(|link| {
        let around = link.bounds().map(|bounds| bounds.inflate(margin, margin));
        around.is_some_and(|around| around.contains(point)) && link.distance(point) <= margin
    });
    near.min_by(|a, b| a.distance(point).total_cmp(&b.distance(point))).map(|link| &link.id)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_tree_finds_what_a_look_at_everything_finds(
        sketch in map(),
        zoom in 0.05..4.0,
        margin in 0.0..40.0,
        aim in prop::collection::vec((0.0..1.0, 0.0..1.0, any::<prop::sample::Index>()), 12),
    ) {
        let level = Level::for_zoom(zoom);
        let scene = MapScene::build(&sketch.project, &sketch.map, level, &mut TextMeasurer::new(), 1.0);
        for (x, y, which) in aim {
            // Points about an element hit something often enough.
            let bounds = which.get(&scene.elements).bounds.inflate(30.0, 30.0);
            let point = Point::new(bounds.x0 + x * bounds.width(), bounds.y0 + y * bounds.height());
            prop_assert_eq!(scene.element_at(point), element_at(&scene, point));
            prop_assert_eq!(scene.near_rim(point, margin), near_rim(&scene, point, margin));
            prop_assert_eq!(scene.link_at(point, margin), link_at(&scene, point, margin));
            let rect = Rect::from_points(point, bounds.origin());
            let elements = scene.elements.iter().enumerate().filter(|(_, e)| e.bounds.overlaps(rect));
            prop_assert_eq!(scene.elements_in(rect), elements.map(|(n, _)| n).collect::<Vec<_>>());
            let links = scene.links.iter().enumerate();
            let links = links.filter(|(_, l)| l.bounds().is_some_and(|bounds| bounds.overlaps(rect)));
            prop_assert_eq!(scene.links_in(rect), links.map(|(n, _)| n).collect::<Vec<_>>());
        }
    }
}
