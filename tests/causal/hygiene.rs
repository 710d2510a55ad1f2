//! Hints about drawing.

use std::sync::Arc;

use linchpin::analysis::{Hint, HintFix, HintKind, Watch, hints};
use linchpin::model::{Body, Element, ElementKind, LinkId, Project};

use super::{id, project};

fn all(project: &Project) -> Vec<Hint> {
    hints(project, None, &Watch::default())
}

fn of(project: &Project, kind: HintKind) -> Vec<Hint> {
    all(project).into_iter().filter(|hint| hint.kind == kind).collect()
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
