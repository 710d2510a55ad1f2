//! Hints about drawing.

use std::sync::Arc;

use linchpin::analysis::{Hint, HintFix, HintKind, Watch, hints};
use linchpin::model::{
    Body, Bond, Course, Element, ElementKind, End, Ends, Lever, Link, LinkId, Map, MapKind, Placement,
    Project,
};

use super::{id, project};

fn all(project: &Project) -> Vec<Hint> {
    hints(project, None, &Watch::default())
}

fn of(project: &Project, kind: HintKind) -> Vec<Hint> {
    all(project).into_iter().filter(|hint| hint.kind == kind).collect()
}

fn name(project: &mut Project, number: usize, name: &str) {
    let mut element = (*project.elements[&id(number)]).clone();
    name.clone_into(&mut element.name);
    project.elements.insert(id(number), Arc::new(element));
}

fn mark(project: &mut Project, number: usize, goal: bool, external: bool) {
    let mut element = (*project.elements[&id(number)]).clone();
    if let Body::Variable(variable) = &mut element.body {
        variable.goal = goal;
        variable.external = external;
    }
    project.elements.insert(id(number), Arc::new(element));
}

#[test]
fn opposite_signs_between_the_same_two_are_one_hint_on_both_links() {
    let found = of(&project(2, &[(0, 1, 1.0), (0, 1, -1.0), (0, 1, 1.0)]), HintKind::Contradiction);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].links.len(), 3);
    assert!(found[0].sentence.starts_with("V0 → V1 is drawn both + and −"));
    assert!(of(&project(2, &[(0, 1, 1.0), (1, 0, -1.0)]), HintKind::Contradiction).is_empty());
}

#[test]
fn unsigned_links_and_links_without_evidence_are_told() {
    let mut map = project(2, &[(0, 1, 0.0), (1, 0, 1.0)]);
    assert_eq!(of(&map, HintKind::Unsigned).len(), 1);
    assert_eq!(of(&map, HintKind::NoEvidence).len(), 2);
    let link = LinkId::from("l_00001");
    let mut told = (*map.links[&link]).clone();
    told.notes = "Said at the workshop.".to_owned();
    map.links.insert(link, Arc::new(told));
    assert_eq!(of(&map, HintKind::NoEvidence).len(), 1);
}

#[test]
fn a_first_cause_and_a_last_effect_are_asked_about_until_marked() {
    let mut chain = project(3, &[(0, 1, 1.0), (1, 2, 1.0)]);
    let fixes = |kind| of(&chain, kind).into_iter().map(|hint| hint.fix).collect::<Vec<_>>();
    assert_eq!(fixes(HintKind::NoCause), [Some(HintFix::MarkExternal(id(0)))]);
    assert_eq!(fixes(HintKind::NoEffect), [Some(HintFix::MarkGoal(id(2)))]);
    mark(&mut chain, 0, false, true);
    mark(&mut chain, 2, true, false);
    assert!(of(&chain, HintKind::NoCause).is_empty() && of(&chain, HintKind::NoEffect).is_empty());
}

#[test]
fn a_balancing_loop_is_asked_for_its_goal() {
    let mut map = project(2, &[(0, 1, 1.0), (1, 0, -1.0)]);
    let found = of(&map, HintKind::NoGoal);
    assert_eq!(found.len(), 1);
    assert!(found[0].sentence.starts_with("B1 balances, but towards what?"), "{}", found[0].sentence);
    mark(&mut map, 1, true, false);
    assert!(of(&map, HintKind::NoGoal).is_empty());
    assert!(
        of(&project(2, &[(0, 1, 1.0), (1, 0, 1.0)]), HintKind::NoGoal).is_empty(),
        "reinforcing loops need none"
    );
}

#[test]
fn a_goal_that_leads_into_the_loop_is_a_goal_shown() {
    let mut map = project(3, &[(0, 1, 1.0), (1, 0, -1.0), (2, 0, 1.0)]);
    assert_eq!(of(&map, HintKind::NoGoal).len(), 1);
    name(&mut map, 2, "Desired V0");
    assert!(of(&map, HintKind::NoGoal).is_empty());
}

#[test]
fn a_loop_with_a_gap_is_offered_its_target_and_another_a_choice() {
    let mut map = project(2, &[(0, 1, 1.0), (1, 0, -1.0)]);
    let fix = |map: &Project| of(map, HintKind::NoGoal)[0].fix.clone().unwrap();
    assert_eq!(fix(&map), HintFix::ChooseGoal(vec![id(0), id(1)]));
    name(&mut map, 0, "Funding gap");
    name(&mut map, 1, "Funds raised");
    let target = HintFix::AddTarget { state: id(1), gap: id(0), name: "Desired funds raised".to_owned() };
    assert_eq!(fix(&map), target);
}

#[test]
fn contradicting_links_become_one_unless_a_lever_would_be_lost() {
    let mut map = project(2, &[(0, 1, 1.0), (0, 1, -1.0)]);
    let link = |number: usize| LinkId::from(format!("l_{number:05}").as_str());
    let fix = |map: &Project| of(map, HintKind::Contradiction)[0].fix.clone();
    let unite = |keep: usize, drop: usize| Some(HintFix::Unite { keep: link(keep), drop: vec![link(drop)] });
    assert_eq!(fix(&map), unite(0, 1));
    // The one that an actor holds stays.
    map.elements.insert("e_actor".into(), Arc::new(Element::new(ElementKind::Actor, "Ministry")));
    let mut hold = |number: usize| {
        let ends = Ends { from: "e_actor".into(), to: End::Link(link(number)) };
        let lever = Link::new(ends, Bond::Lever(Lever::default()));
        map.links.insert(format!("l_lever{number}").as_str().into(), Arc::new(lever));
        fix(&map)
    };
    assert_eq!(hold(1), unite(1, 0));
    assert_eq!(hold(0), None, "both are held");
}

#[test]
fn every_hint_about_a_link_leads_to_where_it_is_settled() {
    let map = project(2, &[(0, 1, 0.0)]);
    let link = || LinkId::from("l_00000");
    assert_eq!(of(&map, HintKind::Unsigned)[0].fix, Some(HintFix::Sign(link())));
    assert_eq!(of(&map, HintKind::NoEvidence)[0].fix, Some(HintFix::AddSource(link())));
    let alone = project(1, &[]);
    assert_eq!(of(&alone, HintKind::NoCause)[0].fix, Some(HintFix::Join(id(0))));
}

#[test]
fn a_loop_has_one_label_in_hints_of_a_map_and_in_the_project() {
    // B1 is on another map.
    let mut map = project(4, &[(0, 1, 1.0), (1, 0, -1.0), (2, 3, 1.0), (3, 2, -1.0)]);
    let mut shown = Map::new(MapKind::Causal, "Second", "a");
    for number in [2, 3] {
        shown.links.insert(format!("l_{number:05}").as_str().into(), Course::default());
        shown.elements.insert(id(number), Placement::default());
    }
    map.maps.insert("m_second".into(), Arc::new(shown));
    let found = hints(&map, Some(&"m_second".into()), &Watch::default());
    let goals: Vec<&str> = found
        .iter()
        .filter(|hint| hint.kind == HintKind::NoGoal)
        .map(|hint| hint.sentence.as_str())
        .collect();
    assert_eq!(goals.len(), 1);
    assert!(goals[0].starts_with("B2 balances"), "{}", goals[0]);
}

#[test]
fn a_name_with_a_direction_comes_with_a_better_one() {
    let mut map = project(1, &[]);
    map.elements.insert(id(0), Arc::new(Element::new(ElementKind::Variable, "Increase in trust")));
    let found = of(&map, HintKind::Name);
    assert_eq!(found[0].fix, Some(HintFix::Rename(id(0), "Trust".to_owned())));
}

#[test]
fn an_empty_project_needs_no_hint() {
    assert!(all(&Project::default()).is_empty());
}
