//! Rough runs.

use linchpin::analysis::{Outcome, Rule, RunError, SimulateOptions, Simulation, Squash, simulate};
use linchpin::model::{LinkId, Project};
use serde_json::Value;
use std::sync::Arc;

use super::{id, project};

fn oracle() -> (Value, Project, SimulateOptions) {
    let path = format!("{}/tests/data/oracles/fcm_8_concepts.json", env!("CARGO_MANIFEST_DIR"));
    let oracle: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let number = |value: &Value| value.as_f64().unwrap();
    let rows = oracle["W_row_from_col_to"].as_array().unwrap();
    let mut links = Vec::new();
    for (from, row) in rows.iter().enumerate() {
        for (to, weight) in row.as_array().unwrap().iter().enumerate() {
            if number(weight) != 0.0 {
                links.push((from, to, number(weight)));
            }
        }
    }
    let initial = oracle["initial"].as_array().unwrap().iter().enumerate();
    let start = initial.map(|(at, level)| (id(at), number(level))).collect();
    let project = project(rows.len(), &links);
    (oracle, project, SimulateOptions { start, ..SimulateOptions::default() })
}

fn ends(run: &Simulation) -> Vec<f64> {
    run.series.values().map(|series| *series.last().unwrap()).collect()
}

#[test]
fn the_published_runs_of_eight_concepts_are_met() {
    let (oracle, project, options) = oracle();
    for (rule, name, steps) in
        [(Rule::Kosko, "kosko", 6), (Rule::Modified, "modified_kosko", 6), (Rule::Rescaled, "rescaled", 48)]
    {
        let run = simulate(&project, &SimulateOptions { rule, ..options.clone() }).unwrap();
        assert_eq!((run.outcome, run.steps), (Outcome::FixedPoint, steps), "{name}");
        let published = oracle["published"][name].as_array().unwrap();
        for (ours, theirs) in ends(&run).into_iter().zip(published) {
            assert!((ours - theirs.as_f64().unwrap()).abs() < 1e-6, "{name}: {ours} for {theirs}");
        }
    }
}

#[test]
fn a_step_by_hand() {
    // a = (1, 0.5): Kosko with tanh gives V1 = tanh(0.8 · 1) and V0 = tanh(−0.4 · 0.5).
    let project = project(2, &[(0, 1, 0.8), (1, 0, -0.4)]);
    let start = [(id(0), 1.0), (id(1), 0.5)].into();
    let options = SimulateOptions { squash: Squash::Tanh, start, steps: 1, ..SimulateOptions::default() };
    let run = simulate(&project, &options).unwrap();
    assert!((run.series[&id(0)][1] - (-0.2_f64).tanh()).abs() < 1e-15);
    assert!((run.series[&id(1)][1] - 0.8_f64.tanh()).abs() < 1e-15);
    assert_eq!(run.outcome, Outcome::NotConverged);
}

/// Where V0 = 0.4 and V1 = 0.2 come in one step, with V0 → V1 at 0.5 and V1 → V0 at −0.3.
fn stepped(rule: Rule, squash: Squash) -> [f64; 2] {
    let project = project(2, &[(0, 1, 0.5), (1, 0, -0.3)]);
    let start = [(id(0), 0.4), (id(1), 0.2)].into();
    let options = SimulateOptions { rule, squash, start, steps: 1, ..SimulateOptions::default() };
    let run = simulate(&project, &options).unwrap();
    [run.series[&id(0)][1], run.series[&id(1)][1]]
}

#[test]
fn each_rule_and_each_squash_by_hand() {
    let sigmoid = |x: f64| 1.0 / (1.0 + (-x).exp());
    // Kosko: f(Σ w·a) is −0.3·0.2 = −0.06 and 0.5·0.4 = 0.2.
    let kosko = [-0.06, 0.2];
    // Modified: f(a + Σ w·a).
    let modified = [0.4 - 0.06, 0.2 + 0.2];
    // Rescaled: f(2a − 1 + Σ w·(2a − 1)), with 2a − 1 = (−0.2, −0.6).
    let rescaled = [-0.2 + 0.3 * 0.6, -0.6 - 0.5 * 0.2];
    let close = |found: [f64; 2], expected: [f64; 2]| {
        found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-12)
    };
    for (rule, sums) in [(Rule::Kosko, kosko), (Rule::Modified, modified), (Rule::Rescaled, rescaled)] {
        let found = stepped(rule, Squash::Sigmoid);
        assert!(close(found, sums.map(sigmoid)), "{rule:?}: {found:?}");
    }
    assert!(close(stepped(Rule::Kosko, Squash::Tanh), kosko.map(f64::tanh)));
    assert!(close(stepped(Rule::Kosko, Squash::Bivalent), [0.0, 1.0]));
    assert!(close(stepped(Rule::Kosko, Squash::Trivalent), [-1.0, 1.0]));
}

#[test]
fn two_that_turn_each_other_round_make_a_cycle_of_four() {
    let project = project(2, &[(0, 1, 1.0), (1, 0, -1.0)]);
    let start = [(id(0), 1.0), (id(1), 1.0)].into();
    let options =
        SimulateOptions { squash: Squash::Trivalent, start, steps: 20, ..SimulateOptions::default() };
    let run = simulate(&project, &options).unwrap();
    assert_eq!((run.outcome, run.period), (Outcome::LimitCycle, Some(4)));
    assert_eq!(run.settled(&id(0)), Some(0.0), "a round of a cycle is averaged");
}

#[test]
fn what_is_held_stays_and_moves_the_rest() {
    let project = project(3, &[(0, 1, 1.0), (1, 2, -1.0)]);
    let baseline = simulate(&project, &SimulateOptions::default()).unwrap();
    let held = SimulateOptions { clamp: [(id(0), 1.0)].into(), ..SimulateOptions::default() };
    let scenario = simulate(&project, &held).unwrap();
    assert!(scenario.series[&id(0)].iter().all(|level| (level - 1.0).abs() < 1e-15));
    let difference = scenario.difference(&baseline);
    assert!(difference[&id(1)] > 0.05 && difference[&id(2)] < -0.01, "{difference:?}");
    assert!(baseline.difference(&baseline).values().all(|gap| *gap == 0.0));
}

#[test]
fn a_delayed_link_acts_later() {
    let mut project = project(2, &[(0, 1, 1.0)]);
    let link = LinkId::from("l_00000");
    let mut late = (*project.links[&link]).clone();
    if let linchpin::model::Bond::Causal(causal) = &mut late.bond {
        causal.delay = true;
    }
    project.links.insert(link, Arc::new(late));
    let options = SimulateOptions {
        squash: Squash::Trivalent,
        clamp: [(id(0), 1.0)].into(),
        start: [(id(0), 0.0)].into(),
        delay: 2,
        ..SimulateOptions::default()
    };
    // Held from the start, so what is passed on is known from the first step: compare with a run that starts to be held.
    let run = simulate(&project, &options).unwrap();
    assert_eq!(run.outcome, Outcome::FixedPoint);
    let free = SimulateOptions { clamp: [].into(), start: [(id(0), 1.0)].into(), ..options };
    let run = simulate(&project, &free).unwrap();
    // V0 falls to 0 at once; V1 goes on hearing of the start for two steps more.
    assert_eq!(run.series[&id(1)][..6], [0.0, 1.0, 1.0, 1.0, 0.0, 0.0]);
}

#[test]
fn levels_out_of_range_and_strangers_are_refused() {
    let project = project(1, &[]);
    let outside = SimulateOptions { clamp: [(id(0), 7.0)].into(), ..SimulateOptions::default() };
    assert!(matches!(simulate(&project, &outside), Err(RunError::Level { .. })));
    let stranger = SimulateOptions { clamp: [(id(9), 0.5)].into(), ..SimulateOptions::default() };
    assert!(matches!(simulate(&project, &stranger), Err(RunError::NotThere(_))));
    let flat = SimulateOptions { lambda: 0.0, ..SimulateOptions::default() };
    assert!(matches!(simulate(&project, &flat), Err(RunError::Lambda(_))));
}
