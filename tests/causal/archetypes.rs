//! The textbook drawing of each archetype is found, and what lacks its mark is not.

use std::sync::Arc;

use linchpin::analysis::{Archetype, ArchetypeMatch, Role, Watch, archetypes};
use linchpin::model::{Body, Bond, LinkId, Project};

use super::{id, project};

/// A map with links `(from, to, sign)`, of which those at the given places are delayed.
fn drawn(count: usize, links: &[(usize, usize, f64)], delayed: &[usize]) -> Project {
    let mut project = project(count, links);
    for number in delayed {
        let id = LinkId::from(format!("l_{number:05}").as_str());
        let mut link = (*project.links[&id]).clone();
        if let Bond::Causal(causal) = &mut link.bond {
            causal.delay = true;
        }
        project.links.insert(id, Arc::new(link));
    }
    project
}

fn of(project: &Project, archetype: Archetype) -> Vec<ArchetypeMatch> {
    let found = archetypes(project, None, &Watch::default());
    found.matches.into_iter().filter(|one| one.archetype == archetype).collect()
}

fn players(found: &ArchetypeMatch, role: Role) -> Vec<usize> {
    let number = |id: &linchpin::model::ElementId| id.to_string()[2..].parse().unwrap();
    let mut players: Vec<usize> = found.roles[&role].iter().map(number).collect();
    players.sort_unstable();
    players
}

#[test]
fn growth_that_meets_a_late_limit() {
    // 0 effort ⇄ 1 sales, and 1 sales → 2 strain → 1 sales.
    let links = [(0, 1, 1.0), (1, 0, 1.0), (1, 2, 1.0), (2, 1, -1.0)];
    let found = of(&drawn(3, &links, &[2]), Archetype::LimitsToGrowth);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].loops, ["R1", "B1"]);
    assert_eq!(players(&found[0], Role::Growth), [0]);
    assert_eq!(players(&found[0], Role::State), [1]);
    assert_eq!(players(&found[0], Role::Limit), [2]);
    assert!(of(&drawn(3, &links, &[]), Archetype::LimitsToGrowth).is_empty(), "nothing is late");
}

#[test]
fn a_fix_with_a_late_side_effect() {
    // 0 problem → 1 fix ⊣ 0 problem, and 1 fix → 2 side effect → 0 problem.
    let links = [(0, 1, 1.0), (1, 0, -1.0), (1, 2, 1.0), (2, 0, 1.0)];
    let found = of(&drawn(3, &links, &[2]), Archetype::FixesThatFail);
    assert_eq!(found.len(), 1);
    assert_eq!(players(&found[0], Role::Problem), [0]);
    assert_eq!(players(&found[0], Role::Fix), [1]);
    assert_eq!(players(&found[0], Role::SideEffect), [2]);
    assert!(of(&drawn(3, &links, &[1]), Archetype::FixesThatFail).is_empty(), "it is the fix that is late");
}

#[test]
fn a_quick_solution_that_weakens_the_lasting_one() {
    // 0 problem; 1 quick; 2 lasting; 3 dependence: 1 → 3 ⊣ 2.
    let links = [(0, 1, 1.0), (1, 0, -1.0), (0, 2, 1.0), (2, 0, -1.0), (1, 3, 1.0), (3, 2, -1.0)];
    let found = of(&drawn(4, &links, &[3]), Archetype::ShiftingTheBurden);
    assert_eq!(found.len(), 1);
    assert_eq!(players(&found[0], Role::SymptomaticSolution), [1]);
    assert_eq!(players(&found[0], Role::FundamentalSolution), [2]);
    assert_eq!(players(&found[0], Role::SideEffect), [3]);
}

#[test]
fn two_sides_that_answer_each_other_and_two_that_draw_on_the_same() {
    // 0 balance; 1 our arms; 2 their arms.
    let arms = [(0, 1, -1.0), (1, 0, 1.0), (0, 2, 1.0), (2, 0, -1.0)];
    let found = of(&drawn(3, &arms, &[]), Archetype::Escalation);
    assert_eq!(found.len(), 1);
    assert_eq!(players(&found[0], Role::Balance), [0]);
    // 0 share given to us; 1 our success; 2 theirs.
    let success = [(0, 1, 1.0), (1, 0, 1.0), (0, 2, -1.0), (2, 0, -1.0)];
    let found = of(&drawn(3, &success, &[]), Archetype::SuccessToTheSuccessful);
    assert_eq!(found.len(), 1);
    assert_eq!(players(&found[0], Role::SideA), [1]);
    // Two loops that go up together share nothing out.
    let together = [(0, 1, 1.0), (1, 0, 1.0), (0, 2, 1.0), (2, 0, 1.0)];
    assert!(of(&drawn(3, &together, &[]), Archetype::SuccessToTheSuccessful).is_empty());
}

#[test]
fn a_common_that_each_uses_up() {
    // 1 and 2 activity, 3 and 4 gain, 0 total, 5 gain per activity.
    let links = [
        (1, 3, 1.0),
        (3, 1, 1.0),
        (2, 4, 1.0),
        (4, 2, 1.0),
        (1, 0, 1.0),
        (2, 0, 1.0),
        (0, 5, -1.0),
        (5, 3, 1.0),
        (5, 4, 1.0),
    ];
    let found = of(&drawn(6, &links, &[6]), Archetype::TragedyOfTheCommons);
    assert_eq!(found.len(), 1);
    assert_eq!(players(&found[0], Role::Commons), [0, 5]);
    assert_eq!(players(&found[0], Role::SideA), [1, 3]);
    assert_eq!(players(&found[0], Role::SideB), [2, 4]);
    assert!(of(&drawn(6, &links, &[]), Archetype::TragedyOfTheCommons).is_empty(), "nothing is late");
}

#[test]
fn a_goal_that_gives_way() {
    // 0 gap; 1 goal: gap ⊣ goal → gap; 2 action → 3 state ⊣ gap.
    let links = [(0, 1, -1.0), (1, 0, 1.0), (0, 2, 1.0), (2, 3, 1.0), (3, 0, -1.0)];
    let mut map = drawn(4, &links, &[3]);
    assert!(of(&map, Archetype::ErodingGoals).is_empty(), "nothing is marked as a goal");
    let mut goal = (*map.elements[&id(1)]).clone();
    if let Body::Variable(variable) = &mut goal.body {
        variable.goal = true;
    }
    map.elements.insert(id(1), Arc::new(goal));
    let found = of(&map, Archetype::ErodingGoals);
    assert_eq!(found.len(), 1);
    assert_eq!(players(&found[0], Role::Gap), [0]);
    assert_eq!(players(&found[0], Role::Goal), [1]);
    assert_eq!(players(&found[0], Role::Action), [2, 3]);
}

#[test]
fn growth_that_is_not_invested_in() {
    // 0 effort ⇄ 1 demand; 1 demand ⊣ 2 performance → 1 demand; 2 performance ⊣ 3 investment → 4 capacity → 2.
    let links = [(0, 1, 1.0), (1, 0, 1.0), (1, 2, -1.0), (2, 1, 1.0), (2, 3, -1.0), (3, 4, 1.0), (4, 2, 1.0)];
    let found = of(&drawn(5, &links, &[5]), Archetype::GrowthAndUnderinvestment);
    assert_eq!(found.len(), 1);
    assert_eq!(players(&found[0], Role::Growth), [0]);
    assert_eq!(players(&found[0], Role::Capacity), [3, 4]);
}

#[test]
fn nothing_is_found_where_there_are_no_loops() {
    let found = archetypes(&project(3, &[(0, 1, 1.0), (1, 2, 1.0)]), None, &Watch::default());
    assert!(found.matches.is_empty() && found.complete && found.looked_at == 0);
}

#[test]
fn a_complete_map_ends_soon_and_says_it_is_not_complete() {
    let links: Vec<_> = (0..8)
        .flat_map(|a| {
            (0..8).filter(move |b| a != *b).map(move |b| (a, b, if (a + b) % 3 == 0 { -1.0 } else { 1.0 }))
        })
        .collect();
    let found = archetypes(&project(8, &links), None, &Watch::default());
    assert!(!found.complete && found.looked_at == 120);
}
