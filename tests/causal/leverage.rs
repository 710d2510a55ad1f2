//! Dossiers, dominance, contested links and what maps agree on: on small maps that can be worked out by hand.

use std::sync::Arc;

use linchpin::analysis::{
    LoopOptions, LoopPolarity, RankedBy, Rule, SimulateOptions, Squash, Verdict, Watch, consensus, contested,
    dominance, dossiers, loops, simulate,
};
use linchpin::model::{
    Body, Bond, Claim, Element, ElementKind, Ends, Lever, LeverKind, Link, LinkId, Polarity, Project,
};

use super::{id, project};

fn link(number: usize) -> LinkId {
    format!("l_{number:05}").as_str().into()
}

fn mark_goal(project: &mut Project, number: usize) {
    let mut element = (*project.elements[&id(number)]).clone();
    if let Body::Variable(variable) = &mut element.body {
        variable.goal = true;
    }
    project.elements.insert(id(number), Arc::new(element));
}

fn delay(project: &mut Project, number: usize) {
    let mut record = (*project.links[&link(number)]).clone();
    if let Bond::Causal(causal) = &mut record.bond {
        causal.delay = true;
    }
    project.links.insert(link(number), Arc::new(record));
}

#[test]
fn a_dossier_tells_loops_goals_ways_and_holders() {
    // 0 → 1 → 2 (goal), a loop 1 ⇄ 0 that reinforces, and a quicker way 0 → 2 that is delayed.
    let mut map = project(4, &[(0, 1, 1.0), (1, 2, 1.0), (1, 0, 1.0), (0, 2, 1.0)]);
    mark_goal(&mut map, 2);
    delay(&mut map, 3);
    let actor = Element::new(ElementKind::Actor, "Ministry");
    map.elements.insert("e_actor".into(), Arc::new(actor));
    let lever = Lever { lever: Some(LeverKind::Controls), strength: Some(4.0) };
    let ends = Ends::elements("e_actor".into(), id(0));
    map.links.insert("l_lever".into(), Arc::new(Link::new(ends, Bond::Lever(lever))));

    let found = dossiers(&map, None, &Watch::default());
    assert_eq!(found.ranked_by, RankedBy::Goals);
    assert!(found.all_loops);
    let of = |number: usize| found.rows.iter().find(|row| row.id == id(number)).unwrap();
    let first = of(0);
    assert_eq!((first.reinforcing, first.balancing, first.unknown), (1, 0, 0));
    assert_eq!(first.labels, ["R1"]);
    assert_eq!(first.holders.len(), 1);
    assert_eq!((first.holders[0].name.as_str(), first.holders[0].lever), ("Ministry", LeverKind::Controls));
    let effect = &first.goals[0];
    // Without a delay it takes two links; the single link there is delayed.
    assert_eq!((effect.links, effect.delays), (Some(2), 0));
    assert_eq!(effect.verdict, Verdict::Rises);
    assert!((effect.rises - 1.0).abs() < 1e-12, "both ways raise the goal in every draw");
    assert_eq!((first.links, first.evidenced), (3, 0));
    let cut_off = of(3);
    assert_eq!(cut_off.goals[0].links, None);
    assert_eq!(cut_off.goals[0].verdict, Verdict::Unchanged);
    assert_eq!(cut_off.rank, 3, "the goal itself and what is cut off move no goal");
    assert_eq!(of(1).rank, 1);
    assert!(found.redrawn > 0);
    for row in &found.rows {
        let (best, worst) = row.rank_range;
        assert!(best <= row.rank && row.rank <= worst, "{}: {best} to {worst}", row.name);
    }
    assert_eq!(found, dossiers(&map, None, &Watch::default()));
}

#[test]
fn without_goals_loops_rank() {
    let map = project(3, &[(0, 1, 1.0), (1, 0, 1.0), (1, 2, 1.0), (2, 1, -1.0)]);
    let found = dossiers(&map, None, &Watch::default());
    assert_eq!(found.ranked_by, RankedBy::Loops);
    let order: Vec<(&str, usize)> = found.rows.iter().map(|row| (row.name.as_str(), row.rank)).collect();
    assert_eq!(order, [("V1", 1), ("V0", 2), ("V2", 2)]);
}

#[test]
fn a_single_loop_holds_all_of_a_run() {
    let map = project(2, &[(0, 1, 1.0), (1, 0, 1.0)]);
    let options =
        SimulateOptions { start: [(id(0), 0.9), (id(1), 0.1)].into(), ..SimulateOptions::default() };
    let run = simulate(&map, &options).unwrap();
    let found = dominance(&map, &options, &run, &Watch::default());
    assert_eq!((found.loops.len(), found.dominant), (1, 1));
    assert_eq!(found.loops[0].shares.len(), run.steps);
    assert!(found.loops[0].shares[0].abs() < 1e-12, "nothing moved before the first step");
    assert!(found.loops[0].shares[1..].iter().all(|share| (share - 1.0).abs() < 1e-9));
}

#[test]
fn shares_of_two_loops_follow_their_weights() {
    // With tanh near 0 the map is linear: V0 loses what V1 brings at 0.6 and gains what V2 brings at 0.2; both copy V0.
    let map = project(3, &[(0, 1, 1.0), (1, 0, -0.6), (0, 2, 1.0), (2, 0, 0.2)]);
    let options = SimulateOptions {
        rule: Rule::Kosko,
        squash: Squash::Tanh,
        start: [(id(0), 1e-4)].into(),
        steps: 12,
        epsilon: 0.0,
        ..SimulateOptions::default()
    };
    let run = simulate(&map, &options).unwrap();
    let found = dominance(&map, &options, &run, &Watch::default());
    let of = |kind| found.loops.iter().find(|one| one.polarity == kind).unwrap();
    let (balancing, reinforcing) = (of(LoopPolarity::Balancing), of(LoopPolarity::Reinforcing));
    // Each loop's score is its own part of what moved V0; the link to it scores 1.
    let moved: Vec<usize> = (0..run.steps).filter(|step| balancing.shares[*step] != 0.0).collect();
    assert!(!moved.is_empty());
    for step in moved {
        assert!((balancing.shares[step] + 0.75).abs() < 1e-3, "{:?}", balancing.shares);
        assert!((reinforcing.shares[step] - 0.25).abs() < 1e-3, "{:?}", reinforcing.shares);
    }
    assert_eq!(found.loops[0].polarity, LoopPolarity::Balancing);
    assert_eq!(found.dominant, 1);
}

fn dispute(project: &mut Project, number: usize) {
    let mut record = (*project.links[&link(number)]).clone();
    if let Bond::Causal(causal) = &mut record.bond {
        for (key, who, sign) in [("c_a", "Finance", Polarity::Plus), ("c_b", "Industry", Polarity::Minus)] {
            let claim = Claim { who: who.to_owned(), polarity: Some(sign), ..Claim::default() };
            causal.claims.insert(key.into(), claim);
        }
    }
    project.links.insert(link(number), Arc::new(record));
}

#[test]
fn a_contested_link_says_which_loops_turn() {
    let mut map = project(3, &[(0, 1, 1.0), (1, 0, -1.0), (1, 2, 0.0), (2, 0, 1.0)]);
    dispute(&mut map, 0);
    let found = loops(&map, &LoopOptions::default(), &Watch::default());
    let links = contested(&map, &found.loops);
    assert_eq!(links.len(), 1);
    let one = &links[0];
    assert_eq!(one.way, "V0 → V1");
    assert_eq!(
        one.claims,
        [("Finance".to_owned(), Polarity::Plus), ("Industry".to_owned(), Polarity::Minus)]
    );
    let sides: Vec<_> = one.turns.iter().map(|turn| (turn.if_plus, turn.if_minus)).collect();
    assert_eq!(
        sides,
        [
            (LoopPolarity::Balancing, LoopPolarity::Reinforcing),
            (LoopPolarity::Unknown, LoopPolarity::Unknown)
        ]
    );
    assert_eq!(one.sentence(), "If it is +, U1 balances; if −, it reinforces.");
}

#[test]
fn maps_are_compared_by_the_names_of_their_variables() {
    let first = project(3, &[(0, 1, 1.0), (1, 2, 1.0)]);
    let mut second = project(3, &[(0, 1, -1.0), (1, 2, 1.0), (2, 0, 1.0)]);
    let mut renamed = (*second.elements[&id(1)]).clone();
    renamed.name = "  v1 ".to_owned();
    second.elements.insert(id(1), Arc::new(renamed));
    let found = consensus(&[(&first, None), (&second, None)]);
    assert_eq!(found.maps, 2);
    let said: Vec<_> =
        found.links.iter().map(|one| (one.from.as_str(), one.drawn, one.plus, one.minus)).collect();
    assert_eq!(said, [("V1", 2, 2, 0), ("V0", 2, 1, 1), ("V2", 1, 1, 0)]);
    // One signed link of four in all is the same.
    assert_eq!(found.distances.len(), 1);
    assert!((found.distances[0].2 - 0.75).abs() < 1e-12);
}
