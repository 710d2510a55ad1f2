//! A scene that follows what is dragged shows what a scene laid out anew would show of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::OrdMap;
use kurbo::Rect;
use linchpin::edit::Edit;
use linchpin::model::{ElementId, Map, MapId, Point, Project};
use linchpin::scene::{Encoded, Level, MapScene, TextMeasurer};
use proptest::prelude::*;

use crate::odd::map;

/// Moves some elements of a map that have a place.
fn moved(project: &Project, map: &MapId, steps: &[(prop::sample::Index, f64, f64)]) -> Project {
    let placed: Vec<(&ElementId, Point)> =
        project.maps[map].elements.iter().filter_map(|(id, place)| Some((id, place.pos?))).collect();
    let wanted = steps.iter().filter(|_| !placed.is_empty()).map(|(which, dx, dy)| {
        let (id, from) = which.get(&placed);
        ((*id).clone(), from.moved(*dx, *dy))
    });
    let edit = Edit::Move { map: map.clone(), places: wanted.collect() };
    edit.apply(project).unwrap_or_else(|_| project.clone())
}

/// The same project, with every link of the map bent by hand as it is drawn.
fn bent_as_drawn(project: &Project, id: &MapId, scene: &MapScene) -> Project {
    let mut project = project.clone();
    let mut map = Map::clone(&project.maps[id]);
    let courses = map.links.iter().map(|(link, course)| {
        let mut course = course.clone();
        course.bend = scene.link(link).map(|figure| figure.bend).or(course.bend);
        (link.clone(), course)
    });
    map.links = courses.collect::<OrdMap<_, _>>();
    project.maps.insert(id.clone(), Arc::new(map));
    project
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_carried_is_as_it_would_be_laid_out(
        sketch in map(),
        zoom in 0.1..4.0,
        steps in prop::collection::vec((any::<prop::sample::Index>(), -300.0..300.0, -300.0..300.0), 1..4),
    ) {
        let (level, mut text) = (Level::for_zoom(zoom), TextMeasurer::new());
        let before = MapScene::build(&sketch.project, &sketch.map, level, &mut text, 1.0);
        let after = moved(&sketch.project, &sketch.map, &steps);
        let mut scene = before.clone();
        let encoded = Encoded::default();
        let carried = scene.carry((&sketch.project, &after), &sketch.map, &mut text, &encoded);
        let carried = carried.expect("only places differ");

        let drawn = bent_as_drawn(&after, &sketch.map, &scene);
        let anew = MapScene::build(&drawn, &sketch.map, level, &mut text, 1.0);
        for (number, figure) in scene.elements.iter().enumerate() {
            if carried.elements.contains(&number) && !level.is_far() {
                prop_assert_eq!(figure, &anew.elements[number]);
            } else if !carried.elements.contains(&number) {
                prop_assert_eq!(figure, &before.elements[number]);
            }
            prop_assert!((figure.center() - anew.elements[number].center()).hypot() < 1e-6);
        }
        for (number, figure) in scene.links.iter().enumerate() {
            if !carried.links.contains(&number) {
                prop_assert_eq!(figure, &before.links[number]);
            } else if !level.is_far() {
                prop_assert_eq!(figure.curve, anew.links[number].curve);
            }
        }
        let everywhere = scene.bounds().unwrap_or(Rect::ZERO);
        for share in 0..5 {
            let at = everywhere.origin() + everywhere.size().to_vec2() * (f64::from(share) / 5.0);
            let rect = Rect::from_origin_size(at, everywhere.size() / 6.0);
            let elements = scene.elements.iter().enumerate().filter(|(_, e)| e.bounds.overlaps(rect));
            prop_assert_eq!(scene.elements_in(rect), elements.map(|(n, _)| n).collect::<Vec<_>>());
            let links = scene.links.iter().enumerate();
            let links = links.filter(|(_, l)| l.bounds().is_some_and(|bounds| bounds.overlaps(rect)));
            prop_assert_eq!(scene.links_in(rect), links.map(|(n, _)| n).collect::<Vec<_>>());
        }
    }

    #[test]
    fn anything_else_is_laid_out_anew(sketch in map(), which in any::<prop::sample::Index>()) {
        let mut text = TextMeasurer::new();
        let mut scene = MapScene::build(&sketch.project, &sketch.map, Level::Normal, &mut text, 1.0);
        let elements: Vec<&ElementId> = sketch.project.maps[&sketch.map].elements.keys().collect();
        let elements = [(*which.get(&elements)).clone()].into();
        let edit = Edit::TakeOffMap { map: sketch.map.clone(), elements, links: BTreeSet::new() };
        let after = edit.apply(&sketch.project).expect("the element is there");
        let states = (&sketch.project, &after);
        prop_assert_eq!(scene.carry(states, &sketch.map, &mut text, &Encoded::default()), None);
    }
}
