//! The table "if this actor leaves", and the network's behaviour at its edges.

use std::sync::Arc;

use linchpin::analysis::network::{Kind, Measure, NetworkError, NetworkOptions, analyze};
use linchpin::analysis::{BottleneckRow, Watch, bottlenecks};
use linchpin::model::{Body, Course, Map, MapId, MapKind, Placement, Project};

use super::maps::{actors, id, joined};

fn row(project: &Project, actor: usize) -> BottleneckRow {
    bottlenecks(project, None, &Watch::default()).unwrap().row(&id(actor)).unwrap().clone()
}

fn near(found: Option<f64>, expected: f64) {
    assert!(found.is_some_and(|found| (found - expected).abs() < 1e-12), "{found:?} is not {expected}");
}

fn star(leaves: usize) -> Project {
    joined(leaves + 1, &(1..=leaves).map(|leaf| (0, leaf)).collect::<Vec<_>>())
}

fn give(project: &mut Project, actor: usize, asset: &str, level: f64) {
    let element = project.elements.get_mut(&id(actor)).map(Arc::make_mut).unwrap();
    let Body::Actor(actor) = &mut element.body else { panic!("not an actor") };
    actor.assets.insert(asset.into(), level);
}

#[test]
fn a_star_hangs_on_its_centre() {
    let project = star(4);
    let centre = row(&project, 0);
    near(centre.constraint, 0.25);
    near(row(&project, 1).constraint, 1.0);
    near(Some(centre.betweenness), 1.0);
    assert_eq!((centre.cut_vertex, centre.bridges, centre.disconnected_pairs), (true, 4, 6));
    assert_eq!(centre.loses_count, 4);
    assert_eq!(centre.headline(), "Only Actor 0 ties Actor 1, Actor 2 and 2 others to anyone");
    assert_eq!(centre.evidence(), "Cut vertex · betweenness 1.00");
    assert!(centre.reasons.contains(&"Cut vertex: 6 pairs of actors would no longer be joined".to_owned()));
    assert!(centre.reasons.contains(&"On 100 % of the shortest paths between others".to_owned()));
    let leaf = row(&project, 1);
    assert!(leaf.reasons.is_empty());
    assert_eq!(leaf.headline(), "The others stay joined without Actor 1");
    let network = analyze(&project, &NetworkOptions::default(), &Watch::default()).unwrap();
    near(network.network.degree_centralization, 1.0);
    assert_eq!(network.top(Measure::Betweenness, 1)[0].0.id, id(0));
}

#[test]
fn a_triangle_constrains_everyone() {
    let project = joined(3, &[(0, 1), (1, 2), (0, 2)]);
    near(row(&project, 0).constraint, 1.125);
    near(row(&project, 0).fragmentation, 0.0);
    assert!(bottlenecks(&project, None, &Watch::default()).unwrap().notable().next().is_none());
}

#[test]
fn a_path_of_three_goes_from_a_sixth_to_all_fragmented() {
    let project = joined(3, &[(0, 1), (1, 2)]);
    let middle = row(&project, 1);
    near(middle.fragmentation, 1.0 - 1.0 / 6.0);
    assert_eq!(middle.loses, ["Actor 0", "Actor 2"]);
    assert!(middle.reasons.contains(&"Cut vertex: 1 pair of actors would no longer be joined".to_owned()));
}

#[test]
fn the_smaller_part_falls_away() {
    // A triangle, a go-between, and two friends behind it.
    let project = joined(6, &[(0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (3, 5), (4, 5)]);
    let between = row(&project, 3);
    assert_eq!(between.loses, ["Actor 4", "Actor 5"]);
    assert_eq!(between.headline(), "Without Actor 3, Actor 4 and Actor 5 are cut off from the rest");
    assert_eq!(between.disconnected_pairs, 6);
    let table = bottlenecks(&project, None, &Watch::default()).unwrap();
    assert_eq!(table.actors[0].disconnected_pairs, 6);
    assert_eq!(table.cut_vertices().len(), 2);
}

#[test]
fn only_a_level_of_45_or_more_holds_an_asset() {
    let mut project = joined(3, &[(0, 1), (1, 2), (0, 2)]);
    give(&mut project, 0, "policy", 85.0);
    give(&mut project, 1, "t_policy", 44.0);
    give(&mut project, 1, "t_capital", 45.0);
    give(&mut project, 2, "t_capital", 90.0);
    let holder = row(&project, 0);
    assert_eq!(holder.sole_holder_of, ["t_policy".into()]);
    assert_eq!(holder.reasons, ["Only holder of Policy (85)"]);
    assert_eq!(holder.headline(), "Actor 0: only holder of Policy (85)");
    assert_eq!(holder.evidence(), "Only holder of Policy · betweenness 0.00");
    assert!(row(&project, 2).sole_holder_of.is_empty());
}

#[test]
fn a_map_is_seen_alone() {
    let mut project = star(3);
    let mut map = Map::new(MapKind::Actors, "Part", "V");
    for actor in 0..3 {
        map.elements.insert(id(actor), Placement::default());
    }
    map.links = project.links.keys().take(2).map(|link| (link.clone(), Course::default())).collect();
    let part = MapId::from("m_part");
    project.maps.insert(part.clone(), Arc::new(map));
    let table = bottlenecks(&project, Some(&part), &Watch::default()).unwrap();
    assert_eq!(table.actors.len(), 3);
    assert_eq!(table.actors[0].disconnected_pairs, 1);
    let missing = MapId::from("m_missing");
    let error = bottlenecks(&project, Some(&missing), &Watch::default()).unwrap_err();
    assert_eq!(error, NetworkError::NoSuchMap(missing));
}

#[test]
fn parallel_ties_merge_and_ties_with_oneself_are_left_out() {
    let project = actors(3, &[(0, 1, 2.0), (1, 0, 3.0), (0, 1, 1.0), (2, 2, 1.0)], true);
    let network = analyze(&project, &NetworkOptions::default(), &Watch::default()).unwrap();
    assert_eq!((network.merged_parallel, network.left_out_self, network.network.ties), (2, 1, 1));
    assert_eq!(network.value(&id(0), Measure::WeightedDegree), Some(6.0));
    let directed = NetworkOptions { directed: Some(true), ..NetworkOptions::default() };
    let network = analyze(&project, &directed, &Watch::default()).unwrap();
    assert_eq!((network.merged_parallel, network.network.ties), (2, 2));
    near(network.network.reciprocity, 1.0);
}

#[test]
fn one_way_ties_make_the_network_directed() {
    let mut project = actors(3, &[(0, 1, 1.0)], false);
    project.links.extend(joined(3, &[(0, 2), (1, 2)]).links.into_iter().skip(1));
    let network = analyze(&project, &NetworkOptions::default(), &Watch::default()).unwrap();
    assert!(network.directed);
    assert_eq!(network.network.ties, 3);
    let options = NetworkOptions {
        directed: Some(false),
        measures: Some(vec![Measure::InDegreeCentrality]),
        ..NetworkOptions::default()
    };
    let network = analyze(&project, &options, &Watch::default()).unwrap();
    assert_eq!(network.value(&id(0), Measure::InDegreeCentrality), None);
    assert!(network.undefined.contains_key("in_degree_centrality"));
}

#[test]
fn nothing_at_all_has_figures_too() {
    for count in 0..3 {
        let project = joined(count, &[]);
        let table = bottlenecks(&project, None, &Watch::default()).unwrap();
        assert_eq!(table.actors.len(), count);
        for kind in [None, Some(Kind::Actor), Some(Kind::Causal)] {
            for directed in [None, Some(true), Some(false)] {
                let options = NetworkOptions { kind, directed, ..NetworkOptions::default() };
                let network = analyze(&project, &options, &Watch::default()).unwrap();
                let json = serde_json::to_value(&network).unwrap();
                assert!(json["network"]["diameter"].is_null());
                assert!(network.undefined.contains_key("diameter"));
            }
        }
    }
}

#[test]
fn stopping_gives_no_answer() {
    let project = star(5);
    let stop = Watch::default();
    stop.cancel();
    let stopped = analyze(&project, &NetworkOptions::default(), &stop);
    assert_eq!(stopped.unwrap_err(), NetworkError::Cancelled);
    assert_eq!(bottlenecks(&project, None, &stop).unwrap_err(), NetworkError::Cancelled);
}

#[test]
fn a_chain_of_a_hundred_thousand_does_not_overflow() {
    let count = 100_000;
    let project = joined(count, &(1..count).map(|v| (v - 1, v)).collect::<Vec<_>>());
    let options =
        NetworkOptions { measures: Some(vec![Measure::DegreeCentrality]), ..NetworkOptions::default() };
    let network = analyze(&project, &options, &Watch::default()).unwrap();
    assert_eq!((network.cut_vertices.len(), network.bridges.len()), (count - 2, count - 1));
    let options = NetworkOptions { directed: Some(true), ..options };
    let network = analyze(&project, &options, &Watch::default()).unwrap();
    assert_eq!(network.network.strong_component_sizes, [count]);
}

#[test]
fn the_number_of_threads_changes_no_bit() {
    let ties: Vec<_> =
        (0..300_usize).map(|k| (k * 7919 % 97, (k * k + 3 * k) % 89, 1.0 + (k % 5) as f64)).collect();
    let project = actors(97, &ties, false);
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let network = analyze(&project, &NetworkOptions::default(), &Watch::default()).unwrap();
            let table = bottlenecks(&project, None, &Watch::default()).unwrap();
            serde_json::to_string(&(network, table)).unwrap()
        })
    };
    let one = run(1);
    for threads in [2, 3, 7] {
        assert!(one == run(threads), "{threads} threads");
    }
}

/// Gould and Fernandez: a → b → c without a → c.
#[test]
fn each_role_of_a_broker_is_counted_by_its_groups() {
    let role = |groups: [&str; 3], ties: &[(usize, usize)]| {
        let ties: Vec<_> = ties.iter().map(|(from, to)| (*from, *to, 1.0)).collect();
        let mut project = actors(3, &ties, false);
        for (number, group) in groups.into_iter().enumerate() {
            let element = project.elements.get_mut(&id(number)).map(Arc::make_mut).unwrap();
            let Body::Actor(actor) = &mut element.body else { panic!("not an actor") };
            actor.sector = Some(group.into());
        }
        let network = analyze(&project, &NetworkOptions::default(), &Watch::default()).unwrap();
        [
            Measure::CoordinatorSector,
            Measure::ItinerantSector,
            Measure::GatekeeperSector,
            Measure::RepresentativeSector,
            Measure::LiaisonSector,
        ]
        .map(|measure| network.value(&id(1), measure))
    };
    let one = |at: usize| std::array::from_fn(|place| Some(if place == at { 1.0 } else { 0.0 }));
    let open = [(0, 1), (1, 2)];
    for (at, groups) in [
        ["t_ngo", "t_ngo", "t_ngo"],
        ["t_ngo", "t_funder", "t_ngo"],
        ["t_ngo", "t_funder", "t_funder"],
        ["t_ngo", "t_ngo", "t_funder"],
        ["t_ngo", "t_funder", "t_labour"],
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(role(groups, &open), one(at), "{groups:?}");
        // Whom the first reaches without the broker is not brought together by it; who can answer counts no more.
        assert_eq!(role(groups, &[(0, 1), (1, 2), (0, 2)]), one(9), "{groups:?}");
        assert_eq!(role(groups, &[(0, 1), (1, 2), (2, 0)]), one(at), "{groups:?}");
    }
}

/// A leaf of a star of four is wholly tied to its centre: 1, and not the 1.1875 that counting everybody would give.
#[test]
fn constraint_counts_neighbours_only() {
    let project = star(4);
    near(row(&project, 1).constraint, 1.0);
    near(row(&star(7), 0).constraint, 1.0 / 7.0);
    assert_eq!(row(&joined(2, &[]), 0).constraint, None, "undefined for isolates");
}
