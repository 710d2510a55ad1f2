//! Feedback loops on small maps whose answers are known, and the promises about limits, labels and named loops.

use std::sync::Arc;

use linchpin::analysis::{LimitKind, LoopOptions, LoopPolarity, Loops, Watch, loops};
use linchpin::model::{
    Bond, Causal, Claim, Element, ElementId, ElementKind, Ends, Link, LinkId, Map, MapKind, NamedLoop,
    Polarity, Project,
};
use serde_json::Value;

fn element(number: usize) -> ElementId {
    format!("e_{number:04}").as_str().into()
}

fn link(number: usize) -> LinkId {
    format!("l_{number:05}").as_str().into()
}

fn sign(number: i64) -> Polarity {
    match number {
        1 => Polarity::Plus,
        -1 => Polarity::Minus,
        _ => Polarity::Unknown,
    }
}

fn causal(polarity: Polarity) -> Bond {
    Bond::Causal(Causal { polarity: Some(polarity), ..Causal::default() })
}

/// A project of variables and causal links `(from, to, sign)`.
fn project(count: usize, links: &[(usize, usize, i64)]) -> Project {
    let mut project = Project::default();
    for number in 0..count {
        let variable = Element::new(ElementKind::Variable, format!("V{number}"));
        project.elements.insert(element(number), Arc::new(variable));
    }
    for (number, (from, to, polarity)) in links.iter().enumerate() {
        let ends = Ends::elements(element(*from), element(*to));
        project.links.insert(link(number), Arc::new(Link::new(ends, causal(sign(*polarity)))));
    }
    project
}

fn complete(count: usize) -> Project {
    let pairs = (0..count).flat_map(|a| (0..count).filter(move |b| a != *b).map(move |b| (a, b, 1)));
    project(count, &pairs.collect::<Vec<_>>())
}

fn find(project: &Project, options: &LoopOptions) -> Loops {
    loops(project, options, &Watch::default())
}

fn all(project: &Project) -> Loops {
    find(project, &LoopOptions { max_count: 1_000_000, seconds: f64::INFINITY, ..LoopOptions::default() })
}

fn count(loops: &Loops, polarity: LoopPolarity, length: usize) -> usize {
    loops.loops.iter().filter(|found| found.polarity == polarity && found.length == length).count()
}

fn name(project: &mut Project, id: &str, label: &str, key: &[usize]) {
    let key = key.iter().map(|number| link(*number)).collect();
    let named =
        NamedLoop { label: label.to_owned(), key, name: format!("{label}'s name"), ..NamedLoop::default() };
    project.loops.insert(id.into(), Arc::new(named));
}

/// Three parties, each arming against the two others and tiring of its own arms.
fn arms_race() -> Project {
    let mut links = vec![(0, 0, -1), (1, 1, -1), (2, 2, -1)];
    links.extend([(0, 1, 1), (1, 0, 1), (1, 2, 1), (2, 1, 1), (0, 2, 1), (2, 0, 1)]);
    project(3, &links)
}

#[test]
fn the_arms_race_has_eight_loops_and_six_are_independent() {
    let found = all(&arms_race());
    assert!(found.complete && found.limit.is_none());
    assert_eq!(found.loops.len(), 8);
    assert_eq!(count(&found, LoopPolarity::Balancing, 1), 3);
    assert_eq!(count(&found, LoopPolarity::Reinforcing, 2), 3);
    assert_eq!(count(&found, LoopPolarity::Reinforcing, 3), 2);
    let labels: Vec<&str> = found.loops.iter().map(|found| found.label.as_str()).collect();
    assert_eq!(labels, ["B1", "B2", "B3", "R1", "R2", "R3", "R4", "R5"]);

    let independent = find(&arms_race(), &LoopOptions { independent: true, ..LoopOptions::default() });
    assert_eq!(independent.loops.len(), 6);
    assert!(independent.loops.iter().all(|found| found.length < 3));
}

#[test]
fn complete_maps_have_the_known_numbers_of_loops() {
    assert_eq!(all(&complete(5)).loops.len(), 84);
    let eight =
        find(&complete(8), &LoopOptions { max_count: 20_000, seconds: 600.0, ..LoopOptions::default() });
    assert_eq!(eight.loops.len(), 16_064);
    assert!(eight.complete);
}

#[test]
fn a_limit_says_up_to_which_length_every_loop_is_listed() {
    // Of five variables: 10 loops of length 2, 20 of 3, 30 of 4, 24 of 5.
    let limited = find(&complete(5), &LoopOptions { max_count: 35, ..LoopOptions::default() });
    assert!(!limited.complete);
    assert_eq!(limited.loops.len(), 35);
    let limit = limited.limit.unwrap();
    assert_eq!((limit.kind, limit.complete_to_length), (LimitKind::Count, 3));

    let short = find(&complete(5), &LoopOptions { max_length: Some(3), ..LoopOptions::default() });
    assert_eq!(short.loops.len(), 30);
    let limit = serde_json::to_value(short.limit).unwrap();
    assert_eq!(limit, serde_json::json!({"kind": "length", "value": 3, "complete_to_length": 3}));

    let exact =
        find(&complete(5), &LoopOptions { max_count: 84, max_length: Some(5), ..LoopOptions::default() });
    assert!(exact.complete, "a limit that cuts nothing off is none");
    assert_eq!(serde_json::to_value(&exact).unwrap()["limit"], Value::Null);
}

#[test]
fn time_and_cancelling_end_a_search_that_would_not_end() {
    let options = LoopOptions { max_count: usize::MAX, seconds: 0.05, ..LoopOptions::default() };
    let timed = find(&complete(16), &options);
    let limit = timed.limit.unwrap();
    assert_eq!(limit.kind, LimitKind::Time);
    assert!(timed.loops.iter().all(|found| found.length <= limit.complete_to_length));

    let watch = Watch::default();
    watch.cancel();
    let cancelled = loops(&complete(16), &LoopOptions::default(), &watch);
    assert_eq!(cancelled.limit.map(|limit| limit.kind), Some(LimitKind::Cancelled));
}

#[test]
fn parallel_links_and_directions_make_different_loops() {
    let parallel = all(&project(2, &[(0, 1, 1), (0, 1, -1), (1, 0, 1), (1, 0, 0)]));
    let kinds: Vec<_> = parallel.loops.iter().map(|found| found.label.as_str()).collect();
    assert_eq!(kinds, ["R1", "U1", "B1", "U2"]);

    let ring = all(&project(3, &[(0, 1, 1), (1, 2, 1), (2, 0, 1), (1, 0, 1), (2, 1, 1), (0, 2, 1)]));
    assert_eq!(count(&ring, LoopPolarity::Reinforcing, 3), 2);
}

#[test]
fn a_loop_says_where_it_runs() {
    let mut map = project(3, &[(2, 0, 1), (0, 1, -1), (1, 2, -1)]);
    let mut slow = (**map.links.get(&link(1)).unwrap()).clone();
    slow.bond = Bond::Causal(Causal { polarity: Some(Polarity::Minus), delay: true, ..Causal::default() });
    map.links.insert(link(1), Arc::new(slow));
    let found = all(&map).loops.remove(0);
    assert_eq!(found.links, [link(0), link(1), link(2)]);
    assert_eq!(found.elements, [element(2), element(0), element(1)]);
    assert_eq!(found.names, ["V2", "V0", "V1"]);
    assert!(found.delayed && found.polarity == LoopPolarity::Reinforcing);
}

#[test]
fn groups_that_disagree_about_a_sign_make_the_loop_unknown() {
    let mut map = project(2, &[(0, 1, 1), (1, 0, 1)]);
    let mut contested = Causal { polarity: Some(Polarity::Plus), ..Causal::default() };
    for (id, polarity) in [("c_a", Polarity::Plus), ("c_b", Polarity::Minus)] {
        contested.claims.insert(id.into(), Claim { polarity: Some(polarity), ..Claim::default() });
    }
    let ends = Ends::elements(element(0), element(1));
    map.links.insert(link(0), Arc::new(Link::new(ends, Bond::Causal(contested))));
    assert_eq!(all(&map).loops[0].polarity, LoopPolarity::Unknown);
}

#[test]
fn only_what_passes_through_or_shows_on_the_map() {
    let mut map = arms_race();
    let through = find(&map, &LoopOptions { through: Some(element(2)), ..LoopOptions::default() });
    let full = all(&map);
    let expected = full.loops.iter().filter(|found| found.elements.contains(&element(2))).count();
    assert_eq!((through.loops.len(), expected), (5, 5));
    let nowhere = find(&map, &LoopOptions { through: Some("e_gone".into()), ..LoopOptions::default() });
    assert!(nowhere.loops.is_empty());

    let mut shown = Map::new(MapKind::Causal, "Two", "V");
    for number in [3, 4, 5] {
        shown.links.insert(link(number), linchpin::model::Course::default());
    }
    map.maps.insert("m_two".into(), Arc::new(shown));
    let on_map = find(&map, &LoopOptions { map: Some("m_two".into()), ..LoopOptions::default() });
    assert_eq!(
        on_map.loops.iter().map(|found| found.links.clone()).collect::<Vec<_>>(),
        [[link(3), link(4)]]
    );
}

#[test]
fn links_that_end_nowhere_are_left_out_and_listed() {
    let mut map = project(2, &[(0, 1, 1), (1, 0, 1), (1, 7, 1)]);
    map.elements.insert("e_x".into(), Arc::new(Element::new(ElementKind::Actor, "Mayor")));
    let to_actor = Link::new(Ends::elements(element(0), "e_x".into()), causal(Polarity::Plus));
    map.links.insert("l_x".into(), Arc::new(to_actor));
    let found = all(&map);
    assert_eq!(found.loops.len(), 1);
    assert_eq!(found.skipped_links, [link(2), "l_x".into()]);
}

#[test]
fn a_named_loop_keeps_its_label_and_others_number_around_it() {
    let mut map = arms_race();
    // The key as a hand-made file may hold it: not rotated.
    name(&mut map, "o_a", "R1", &[8, 3, 5]);
    let found = all(&map);
    let labels: Vec<&str> = found.loops.iter().map(|found| found.label.as_str()).collect();
    assert_eq!(labels, ["B1", "B2", "B3", "R2", "R3", "R4", "R1", "R5"]);
    assert_eq!((found.loops[6].named.clone(), found.loops[6].now), (Some("o_a".into()), None));
    assert_eq!(found.loops[6].name, "R1's name");
    assert!(found.broken.is_empty());
}

#[test]
fn a_sign_flip_leaves_the_label_and_says_so() {
    let mut map = project(2, &[(0, 1, 1), (1, 0, 1)]);
    name(&mut map, "o_a", "R3", &[1, 0]);
    let before = all(&map).loops.remove(0);
    assert_eq!((before.label.as_str(), before.now), ("R3", None));
    let ends = Ends::elements(element(0), element(1));
    map.links.insert(link(0), Arc::new(Link::new(ends, causal(Polarity::Minus))));
    let after = all(&map).loops.remove(0);
    assert_eq!(after.label, "R3");
    assert_eq!((after.polarity, after.now), (LoopPolarity::Balancing, Some(LoopPolarity::Balancing)));
}

#[test]
fn a_cut_loop_is_reported_with_the_link_that_went() {
    let mut map = project(3, &[(0, 1, 1), (1, 2, 1), (2, 0, 1), (1, 0, 1)]);
    name(&mut map, "o_a", "R1", &[0, 1, 2]);
    map.links.remove(&link(1));
    let found = all(&map);
    assert_eq!(found.broken.len(), 1);
    assert_eq!(found.broken[0].missing, [link(1)]);
    assert_eq!(found.broken[0].reason, "R1 (broken: V1 → V2 removed)");
    assert_eq!(found.loops[0].label, "R2", "the label of a broken loop is not given away");

    name(&mut map, "o_b", "R9", &[0, 2]);
    let bent = all(&map).broken.remove(1);
    assert!(bent.missing.is_empty() && bent.reason.contains("no longer meet"), "{bent:?}");

    name(&mut map, "o_c", "", &[]);
    let empty = all(&map).broken.remove(2);
    assert!(!empty.label.is_empty() && empty.missing.is_empty());
}

#[test]
fn labels_given_twice_are_told_apart() {
    let mut map = project(4, &[(0, 1, 1), (1, 0, 1), (2, 3, 1), (3, 2, 1)]);
    name(&mut map, "o_z", "R1", &[0, 1]);
    name(&mut map, "o_a", "R1", &[2, 3]);
    let labels: Vec<String> = all(&map).loops.into_iter().map(|found| found.label).collect();
    assert_eq!(labels, ["R1", "R2"]);
}

#[test]
fn a_named_loop_is_listed_beyond_the_limit() {
    let mut map = complete(4);
    let longest = all(&map).loops.pop().unwrap();
    let named = NamedLoop { label: "R1".to_owned(), key: longest.links.clone(), ..NamedLoop::default() };
    map.loops.insert("o_a".into(), Arc::new(named));
    let found = find(&map, &LoopOptions { max_length: Some(2), ..LoopOptions::default() });
    assert_eq!(found.loops.len(), 7);
    assert_eq!(found.loops.last().map(|found| (found.label.as_str(), found.length)), Some(("R1", 4)));
}

#[test]
fn a_long_ring_is_found_at_once() {
    let links: Vec<_> = (0..2000).map(|at| (at, (at + 1) % 2000, 1)).collect();
    let found = all(&project(2000, &links));
    assert_eq!(found.loops.iter().map(|found| found.length).collect::<Vec<_>>(), [2000]);
}
