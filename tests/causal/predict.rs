//! What rises and falls.

use linchpin::analysis::{PredictOptions, Prediction, Verdict, Watch, predict, usual_draws};
use proptest::prelude::*;

use super::{id, project};

fn raise(count: usize, links: &[(usize, usize, f64)], pressed: usize, levins: bool) -> Prediction {
    let raise = [id(pressed)].into();
    let options = PredictOptions { raise, levins, draws: Some(400), ..PredictOptions::default() };
    predict(&project(count, links), &options, &Watch::default())
}

fn verdicts(found: &Prediction) -> Vec<Verdict> {
    found.variables.iter().map(|variable| variable.verdict).collect()
}

use Verdict::{Falls, Rises, Unchanged, Undecided};

#[test]
fn pressing_a_self_damped_prey_raises_only_its_predator() {
    // M = [−a −b; c 0]: −M⁻¹ (1, 0) = (0, 1/b), whatever the magnitudes.
    let links = [(0, 0, -1.0), (0, 1, 1.0), (1, 0, -1.0)];
    let found = raise(2, &links, 0, true);
    assert_eq!(verdicts(&found), [Unchanged, Rises]);
    assert_eq!((found.stable, found.draws), (400, 400), "every draw of this pair is stable");
    // −M⁻¹ (0, 1) = (−1/c, a/(bc)): pressing the predator lowers the prey and raises the predator.
    assert_eq!(verdicts(&raise(2, &links, 1, true)), [Falls, Rises]);
    // In the default form the prey is damped further and rises as well.
    assert_eq!(verdicts(&raise(2, &links, 0, false)), [Rises, Rises]);
}

#[test]
fn a_food_chain_alternates_from_the_top() {
    // Resource, consumer, predator, with a damped resource: pressing the predator lowers the consumer and raises the
    // resource (the textbook trophic cascade).
    let links = [(0, 0, -1.0), (0, 1, 1.0), (1, 0, -1.0), (1, 2, 1.0), (2, 1, -1.0)];
    assert_eq!(verdicts(&raise(3, &links, 2, true)), [Rises, Falls, Rises]);
    // Pressing the resource: M⁻¹ leaves the consumer as it is and raises resource and predator.
    assert_eq!(verdicts(&raise(3, &links, 0, true)), [Rises, Unchanged, Rises]);
}

#[test]
fn two_ways_of_opposite_sign_leave_it_undecided_and_name_no_loop() {
    let links = [(0, 1, 1.0), (0, 2, 1.0), (1, 3, 1.0), (2, 3, -1.0)];
    let found = raise(4, &links, 0, false);
    assert_eq!(verdicts(&found), [Rises, Rises, Rises, Undecided]);
    let last = &found.variables[3];
    assert!((0.4..0.6).contains(&last.rises) && (0.4..0.6).contains(&last.falls), "{last:?}");
    assert!(last.deciders.is_empty(), "there is no loop");
}

#[test]
fn the_loops_that_decide_are_named() {
    // Two ways from V0 to V1 of opposite sign, each made stronger by a reinforcing loop: R1 (V2, V3) on the way down,
    // R2 (V4, V5) on the way up.
    let links = [
        (0, 2, 1.0),
        (2, 3, 1.0),
        (3, 2, 1.0),
        (2, 1, -1.0),
        (0, 4, 1.0),
        (4, 5, 1.0),
        (5, 4, 1.0),
        (4, 1, 1.0),
    ];
    let found = raise(6, &links, 0, false);
    let decided = &found.variables[1];
    let named: Vec<_> = decided.deciders.iter().map(|one| (one.label.as_str(), one.lifts)).collect();
    assert!(named.contains(&("R1", false)) && named.contains(&("R2", true)), "{decided:?}");
    assert!(decided.sentence().ends_with(": R2 lifts it, R1 lowers it."), "{}", decided.sentence());
}

#[test]
fn a_map_that_cannot_be_stable_says_why() {
    let found = raise(2, &[(0, 1, 1.0)], 0, true);
    assert_eq!((found.stable, found.draws), (0, 0));
    assert!(found.undefined.unwrap().contains("“V0” neither damps itself"));
}

#[test]
fn nothing_pressed_and_nothing_there_are_told_apart() {
    let empty = predict(&project(0, &[]), &PredictOptions::default(), &Watch::default());
    assert!(empty.undefined.unwrap().contains("no variables"));
    let idle = predict(&project(2, &[(0, 1, 1.0)]), &PredictOptions::default(), &Watch::default());
    assert!(idle.undefined.unwrap().contains("nothing is pressed"));
    assert!(idle.variables.iter().all(|one| one.verdict == Undecided));
}

#[test]
fn links_without_a_sign_are_left_out_and_listed() {
    let found = raise(2, &[(0, 1, 0.0)], 0, false);
    assert_eq!(found.skipped_links.len(), 1);
    assert_eq!(verdicts(&found), [Rises, Unchanged]);
}

#[test]
fn the_answer_is_the_same_on_any_number_of_threads() {
    let links = [(0, 1, 1.0), (1, 2, -1.0), (2, 0, 1.0), (2, 3, 1.0), (3, 1, 1.0)];
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| raise(4, &links, 0, false))
    };
    assert_eq!(on(1), on(3));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Without loops the response is the sum over all ways, so a sign that all ways share is certain.
    #[test]
    fn on_a_tree_the_sign_is_that_of_the_only_way(signs in proptest::collection::vec(any::<bool>(), 1..7)) {
        let weight = |plus: bool| if plus { 1.0 } else { -1.0 };
        let links: Vec<_> = signs.iter().enumerate().map(|(at, plus)| (at / 2, at + 1, weight(*plus))).collect();
        let found = raise(signs.len() + 1, &links, 0, false);
        let mut expected = vec![true];
        for (at, plus) in signs.iter().enumerate() {
            expected.push(expected[at / 2] == *plus);
        }
        let wanted: Vec<_> = expected.into_iter().map(|up| if up { Rises } else { Falls }).collect();
        prop_assert_eq!(verdicts(&found), wanted);
    }

    /// Lowering is raising turned round.
    #[test]
    fn lowering_mirrors_raising(links in proptest::collection::vec((0_usize..5, 0_usize..5, prop_oneof![Just(1.0), Just(-1.0)]), 0..12)) {
        let project = project(5, &links);
        let up = PredictOptions { raise: [id(0)].into(), draws: Some(50), ..PredictOptions::default() };
        let down = PredictOptions { lower: [id(0)].into(), draws: Some(50), ..PredictOptions::default() };
        let (up, down) = (predict(&project, &up, &Watch::default()), predict(&project, &down, &Watch::default()));
        for (a, b) in up.variables.iter().zip(&down.variables) {
            prop_assert!((a.rises - b.falls).abs() < 1e-12 && (a.falls - b.rises).abs() < 1e-12);
        }
    }
}

#[test]
fn a_very_large_map_is_answered_from_fewer_draws_and_says_so() {
    // A chain of 200 variables, each raising the next.
    let chain: Vec<(usize, usize, f64)> = (0..199).map(|from| (from, from + 1, 1.0)).collect();
    let options = PredictOptions { raise: [id(0)].into(), ..PredictOptions::default() };
    let found = predict(&project(200, &chain), &options, &Watch::default());
    assert_eq!((found.draws, found.fewer_draws()), (100, true));
    assert_eq!([1, 92, 100, 200, usize::MAX].map(usual_draws), [1_000, 1_000, 800, 100, 100]);
    let small = predict(&project(2, &[(0, 1, 1.0)]), &options, &Watch::default());
    assert_eq!((small.draws, small.fewer_draws()), (1_000, false));
}
