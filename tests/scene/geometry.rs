//! Where links run and what a pointer hits.

use kurbo::Point;
use linchpin::model::{Bond, Causal, LeverKind, LinkId, LinkKind, MapKind, Placement, Polarity, Tie};
use linchpin::scene::{Level, LinkLook, MapScene, TextMeasurer};

use crate::samples::{self, Sketch};

fn build(sketch: &Sketch, level: Level) -> MapScene {
    MapScene::build(&sketch.project, &sketch.map, level, &mut TextMeasurer::new(), 1.0)
}

#[test]
fn links_end_just_outside_the_shapes_of_both_ends() {
    for sketch in [samples::actors(), samples::causal()] {
        for level in [Level::for_zoom(0.25), Level::Normal, Level::Near] {
            let scene = build(&sketch, level);
            for link in &scene.links {
                let Some(curve) = link.curve else { continue };
                let gap = if link.kind == LinkKind::Causal { 4.0 } else { 3.0 } * link.unit;
                let ends = [(&link.from, 0.0), (link.to.element().unwrap(), 1.0)];
                for (id, share) in ends {
                    let distance = scene.element(id).unwrap().outline.distance(curve.point(share));
                    assert!((distance - gap).abs() < 0.5, "{:?} {distance}", link.id);
                }
            }
        }
    }
}

#[test]
fn a_loop_bulges_outwards_and_its_hit_test_follows_the_curve() {
    let sketch = samples::causal();
    let scene = build(&sketch, Level::Normal);
    let middle = Point::new(746.0, 358.0);
    for key in ["l_sales_output", "l_output_cost", "l_cost_price", "l_price_sales"] {
        let link = scene.link(&key.into()).unwrap();
        let (from, to) =
            (scene.element(&link.from).unwrap(), scene.element(link.to.element().unwrap()).unwrap());
        let chord = from.center().midpoint(to.center());
        let apex = link.curve.unwrap().point(0.5);
        assert!((apex - middle).hypot() > (chord - middle).hypot() + 15.0, "{key}");
        assert_eq!(scene.link_at(apex, 6.0), Some(&link.id));
        assert_ne!(scene.link_at(chord, 6.0), Some(&link.id));
    }
}

#[test]
fn pointers_hit_elements_rims_and_nothing() {
    let sketch = samples::actors();
    let scene = build(&sketch, Level::Normal);
    let bbmp = scene.element(&"e_bbmp".into()).unwrap();
    let rect = bbmp.outline.rect;
    assert_eq!(scene.element_at(bbmp.center()), Some(&bbmp.id));
    assert_eq!(scene.near_rim(Point::new(rect.x1 + 5.0, rect.center().y), 6.0), Some(&bbmp.id));
    assert_eq!(scene.near_rim(bbmp.center(), 6.0), None);
    assert_eq!(scene.element_at(Point::new(-500.0, -500.0)), None);
    assert_eq!(scene.link_at(Point::new(-500.0, -500.0), 6.0), None);
}

fn pair(kind: MapKind) -> Sketch {
    let mut s = Sketch::new(kind);
    s.variable("a", "Alpha", (0.0, 0.0));
    s.variable("b", "Beta", (300.0, 0.0));
    s
}

#[test]
fn links_between_the_same_two_keep_apart() {
    let mut s = pair(MapKind::Causal);
    let plus = || Bond::Causal(Causal { polarity: Some(Polarity::Plus), ..Causal::default() });
    let tie = || Bond::Tie(Tie::default());
    let mut links =
        vec![s.link("1", "a", "b", plus()), s.link("2", "b", "a", plus()), s.link("3", "a", "b", plus())];
    links.extend([s.link("4", "a", "b", tie()), s.link("5", "b", "a", tie()), s.link("6", "a", "b", tie())]);
    let scene = build(&s, Level::Normal);
    let apex = |id: &LinkId| scene.link(id).unwrap().curve.unwrap().point(0.5);
    for (index, a) in links.iter().enumerate() {
        for b in &links[index + 1..] {
            assert!((apex(a) - apex(b)).hypot() > 12.0, "{a} {b}");
        }
    }
}

#[test]
fn links_keep_apart_from_those_that_were_bent_by_hand() {
    let mut s = pair(MapKind::Causal);
    let default = s.causal("a", "b", "+", false);
    let bent = s.link("2", "b", "a", Bond::Causal(Causal::default()));
    let more = s.link("3", "a", "b", Bond::Tie(Tie::default()));
    // From b to a to the right of the way: just where the first would run.
    s.map_mut().links.get_mut(&bent).unwrap().bend = Some(-0.18);
    let scene = build(&s, Level::Normal);
    let apex = |id: &LinkId| scene.link(id).unwrap().curve.unwrap().point(0.5);
    assert!((apex(&bent).y + 54.0).abs() < 1.0, "what was bent by hand stays");
    for (a, b) in [(&default, &bent), (&default, &more), (&bent, &more)] {
        assert!((apex(a) - apex(b)).hypot() > 20.0, "{a} {b}");
    }
}

#[test]
fn a_loop_of_one_stands_on_the_free_side_with_its_sign_and_delay() {
    for (neighbour, free) in
        [((300.0, 0.0), (-1.0, 0.0)), ((0.0, -200.0), (0.0, 1.0)), ((0.0, 200.0), (0.0, -1.0))]
    {
        let mut s = Sketch::new(MapKind::Causal);
        s.variable("a", "Alpha", (0.0, 0.0));
        s.variable("b", "Beta", neighbour);
        let own = s.causal("a", "a", "-", true);
        s.causal("a", "b", "+", false);
        let scene = build(&s, Level::Normal);
        let (link, element) = (scene.link(&own).unwrap(), scene.element(&"e_a".into()).unwrap());
        let curve = link.curve.unwrap();
        let top = curve.point(0.5);
        assert!(top.x * free.0 + top.y * free.1 > 30.0, "{neighbour:?} {top:?}");
        for share in [0.0, 1.0] {
            assert!((element.outline.distance(curve.point(share)) - 4.0).abs() < 0.5);
        }
        let LinkLook::Causal { at: Some(at), .. } = link.look else { panic!("no sign") };
        assert!(element.outline.distance(at) > 8.0 && curve.distance(at) > 8.0);
        // The pointer follows the round: on it, not in its middle.
        assert_eq!(scene.link_at(top, 6.0), Some(&own));
        let inside = curve.point(0.25).midpoint(curve.point(0.75));
        assert_ne!(scene.link_at(inside, 3.0), Some(&own));
    }
}

#[test]
fn the_side_of_a_loop_of_one_is_its_bend() {
    let mut s = pair(MapKind::Causal);
    let own = s.causal("a", "a", "+", false);
    for turns in [0.0, 0.25, 0.5, -0.25, -0.125] {
        s.map_mut().links.get_mut(&own).unwrap().bend = Some(turns);
        let scene = build(&s, Level::Normal);
        let top = scene.link(&own).unwrap().handle().unwrap();
        let side = linchpin::scene::LinkFigure::side_towards(Point::ZERO, top);
        // Boxes are wide, so that slanted sides lie flatter.
        assert!((side - turns).abs().min(1.0 - (side - turns).abs()) < 0.13, "{turns} {side}");
    }
}

#[test]
fn the_pointer_follows_strongly_bent_links() {
    for bend in [0.7, -0.7, 0.45] {
        let mut s = pair(MapKind::Causal);
        let link = s.causal("a", "b", "+", false);
        s.map_mut().links.get_mut(&link).unwrap().bend = Some(bend);
        let scene = build(&s, Level::Normal);
        let curve = scene.link(&link).unwrap().curve.unwrap();
        for step in 1..10 {
            let share = f64::from(step) / 10.0;
            let (at, out) = (curve.point(share), curve.outwards(share));
            assert_eq!(scene.link_at(at + out * 5.5, 6.0), Some(&link), "{bend} {share}");
            assert_eq!(scene.link_at(at - out * 5.5, 6.0), Some(&link), "{bend} {share}");
            assert_ne!(scene.link_at(at - out * 30.0, 6.0), Some(&link), "{bend} {share}");
        }
    }
}

#[test]
fn a_bend_by_hand_goes_to_the_left_and_survives() {
    let mut s = pair(MapKind::Causal);
    let link = s.causal("a", "b", "+", false);
    s.map_mut().links.get_mut(&link).unwrap().bend = Some(0.1);
    let scene = build(&s, Level::Normal);
    let whole = linchpin::scene::Curve::bent(Point::ZERO, Point::new(300.0, 0.0), 0.1);
    assert!((whole.point(0.5).y + 30.0).abs() < 1e-6);
    assert!(scene.link(&link).unwrap().curve.unwrap().distance(Point::new(150.0, -30.0)) < 0.5);
    let bend = linchpin::scene::LinkFigure::bend_through(
        Point::ZERO,
        Point::new(300.0, 0.0),
        Point::new(150.0, -30.0),
    );
    assert!((bend.unwrap() - 0.1).abs() < 1e-9);
}

#[test]
fn loops_of_one_and_levers_on_links_show() {
    let mut s = pair(MapKind::Causal);
    let own = s.causal("a", "a", "+", false);
    let link = s.causal("a", "b", "-", false);
    s.actor("owner", "Owner", "t_ngo", (3.0, 3.0), (150.0, 200.0));
    let lever = s.lever_to_link("owner", &link);
    let other = s.lever(LeverKind::AffectedBy, "owner", "b");
    let scene = build(&s, Level::Normal);
    for id in [&own, &lever, &other] {
        assert!(scene.link(id).unwrap().curve.unwrap().length() > 20.0, "{id}");
    }
    let target = scene.link(&link).unwrap().curve.unwrap();
    assert!(target.distance(scene.link(&lever).unwrap().curve.unwrap().point(1.0)) < 10.0);
}

#[test]
fn signs_keep_clear_of_names() {
    let scene = build(&samples::causal(), Level::Normal);
    for link in &scene.links {
        let LinkLook::Causal { at: Some(at), .. } = link.look else { panic!("no sign") };
        for element in &scene.elements {
            assert!(element.outline.distance(at) > 7.0, "{} on {}", link.id, element.id);
        }
    }
}

#[test]
fn elements_without_a_place_get_one_of_their_own() {
    let mut s = samples::actors();
    for place in ["e_bbmp", "e_board", "e_bulk"] {
        s.map_mut().elements.insert(place.into(), Placement::default());
    }
    let (one, two) = (build(&s, Level::Normal), build(&s, Level::Normal));
    assert_eq!(one.elements, two.elements);
    for (index, a) in one.elements.iter().enumerate() {
        for b in &one.elements[index + 1..] {
            assert!((a.center() - b.center()).hypot() > 20.0, "{} {}", a.id, b.id);
        }
    }
}

#[test]
fn groups_lie_around_their_members() {
    let mut s = samples::actors();
    let (a, b) = ("e_bbmp".into(), "e_board".into());
    s.group("City", &[&a, &b]);
    let scene = build(&s, Level::Normal);
    let group = &scene.groups[0];
    for id in [&a, &b] {
        assert_eq!(group.rect.union(scene.element(id).unwrap().bounds), group.rect);
    }
    assert!(scene.group_at(group.rect.origin(), 6.0).is_some());
    assert!(scene.group_at(group.rect.center(), 6.0).is_none());
}

/// A layout asks how large elements are. Finding places for the labels of links that lead everywhere took it minutes.
#[test]
fn the_boxes_for_a_layout_are_those_of_the_map_and_cost_no_links() {
    for sketch in [samples::actors(), samples::causal()] {
        let boxes = MapScene::of_elements(&sketch.project, &sketch.map, &mut TextMeasurer::new());
        let whole = build(&sketch, Level::Normal);
        assert!(boxes.links.is_empty() && !whole.links.is_empty());
        assert_eq!(boxes.elements.len(), whole.elements.len());
        for element in &whole.elements {
            assert_eq!(boxes.element(&element.id).unwrap().outline, element.outline);
        }
    }
}
