//! What several people's maps agree on.

use std::sync::Arc;

use linchpin::analysis::{LoopOptions, LoopPolarity, Shared, Watch, consensus, loops, turns};
use linchpin::model::{Course, LinkId, Map, MapKind, Polarity, Project};

use Polarity::{Minus, Plus, Unknown};

use super::project;

fn link(number: usize) -> LinkId {
    format!("l_{number:05}").as_str().into()
}

fn with_map(project: &mut Project, id: &str, links: &[usize]) {
    let mut map = Map::new(MapKind::Causal, id, id);
    map.links.extend(links.iter().map(|number| (link(*number), Course::default())));
    project.maps.insert(id.into(), Arc::new(map));
}

#[test]
fn each_way_says_which_map_draws_it_with_which_sign() {
    let ana = project(3, &[(0, 1, 1.0), (1, 2, 1.0)]);
    let ben = project(3, &[(0, 1, -1.0), (1, 2, 1.0), (2, 0, 0.0)]);
    let chen = project(3, &[(1, 2, 1.0)]);
    let found = consensus(&[(&ana, None), (&ben, None), (&chen, None)]);
    let of = |from: &str| found.links.iter().find(|one| one.from == from).unwrap();
    assert_eq!(of("V0").by_map, [Some(Plus), Some(Minus), None]);
    assert_eq!(of("V0").shared(), Shared::SignsDiffer);
    assert_eq!(of("V1").by_map, [Some(Plus); 3]);
    assert_eq!(of("V1").shared(), Shared::All);
    assert_eq!(of("V2").by_map, [None, Some(Unknown), None]);
    assert_eq!(of("V2").shared(), Shared::One);
}

#[test]
fn most_is_more_than_half_of_the_maps() {
    let two = project(2, &[(0, 1, 1.0)]);
    let none = project(2, &[]);
    let shared = |maps: &[&Project]| {
        let maps: Vec<_> = maps.iter().map(|map| (*map, None)).collect();
        consensus(&maps).links[0].shared()
    };
    assert_eq!(shared(&[&two, &two, &none]), Shared::Most);
    assert_eq!(shared(&[&two, &two, &none, &none]), Shared::Some);
    assert_eq!(shared(&[&two, &none]), Shared::One);
}

#[test]
fn maps_of_one_project_are_compared_and_their_links_found_again() {
    let mut both = project(3, &[(0, 1, 1.0), (0, 1, -1.0), (1, 2, 1.0)]);
    with_map(&mut both, "m_ana", &[0, 2]);
    with_map(&mut both, "m_ben", &[1, 2]);
    let (ana, ben) = ("m_ana".into(), "m_ben".into());
    let found = consensus(&[(&both, Some(&ana)), (&both, Some(&ben))]);
    let shared: Vec<_> = found.links.iter().map(|one| (one.from.as_str(), one.shared())).collect();
    assert_eq!(shared, [("V1", Shared::All), ("V0", Shared::SignsDiffer)]);
    assert_eq!(found.drawn_in(&both, Some(&ben)), [vec![link(2)], vec![link(1)]]);
    assert_eq!(found.drawn_in(&both, None), [vec![link(2)], vec![link(0), link(1)]]);
    assert_eq!(found.drawn_in(&Project::default(), None), [vec![], Vec::<LinkId>::new()]);
}

#[test]
fn any_link_says_which_loops_turn_with_it() {
    let map = project(3, &[(0, 1, 1.0), (1, 0, 1.0), (1, 2, 1.0), (2, 1, 0.0)]);
    let found = loops(&map, &LoopOptions::default(), &Watch::default());
    let of = |number: usize| {
        let turns = turns(&map, &found.loops, &link(number));
        turns.into_iter().map(|turn| (turn.if_plus, turn.if_minus)).collect::<Vec<_>>()
    };
    assert_eq!(of(0), [(LoopPolarity::Reinforcing, LoopPolarity::Balancing)]);
    assert_eq!(of(2), [(LoopPolarity::Unknown, LoopPolarity::Unknown)], "its other link has no sign");
    assert!(of(9).is_empty());
}
