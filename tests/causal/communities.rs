//! Predictions against community matrices that are solved by hand: M · x = −press, with M as drawn.
//!
//! Each is stable or not by its magnitudes; the signs below hold in every stable draw (Puccia and Levins 1985,
//! "Qualitative modeling of complex systems", has the cases).

use linchpin::analysis::Verdict::{self, Falls, Rises, Unchanged};
use linchpin::analysis::{PredictOptions, Watch, predict};

use super::{id, project};

fn press(count: usize, links: &[(usize, usize, f64)], pressed: usize) -> Vec<Verdict> {
    let options = PredictOptions {
        raise: [id(pressed)].into(),
        levins: true,
        draws: Some(300),
        ..PredictOptions::default()
    };
    let found = predict(&project(count, links), &options, &Watch::default());
    assert_eq!(found.undefined, None);
    assert!(found.stable > 0);
    found.variables.iter().map(|variable| variable.verdict).collect()
}

/// The first damps itself; each next one eats the one before.
fn chain(count: usize) -> Vec<(usize, usize, f64)> {
    let steps = (1..count).flat_map(|at| [(at - 1, at, 1.0), (at, at - 1, -1.0)]);
    std::iter::once((0, 0, -1.0)).chain(steps).collect()
}

#[test]
fn two_eaters_of_one_resource_compete_though_no_link_joins_them() {
    // Resource 0 and eater 1 damp themselves, eater 2 does not: row 3 gives f·x0 = 0 unless eater 2 is pressed.
    let links = [(0, 0, -1.0), (1, 1, -1.0), (0, 1, 1.0), (1, 0, -1.0), (0, 2, 1.0), (2, 0, -1.0)];
    // x = (0, 0, 1/c): all of it goes to the eater that nothing else holds back.
    assert_eq!(press(3, &links, 0), [Unchanged, Unchanged, Rises]);
    // x = (0, 1/e, −b/(ce)).
    assert_eq!(press(3, &links, 1), [Unchanged, Rises, Falls]);
    // x = (−1/f, −d/(ef), (a + bd/e)/(cf)).
    assert_eq!(press(3, &links, 2), [Falls, Falls, Rises]);
}

#[test]
fn one_who_eats_both_the_eater_and_its_food_harms_the_eater() {
    // M = [−a −b −c; d 0 −e; f g 0]. With K = a − bf/g + cd/e, pressing 0 gives x = (1, −f/g, d/e)/K, and K > 0 is one of
    // the conditions of stability.
    let links =
        [(0, 0, -1.0), (0, 1, 1.0), (1, 0, -1.0), (0, 2, 1.0), (2, 0, -1.0), (1, 2, 1.0), (2, 1, -1.0)];
    assert_eq!(press(3, &links, 0), [Rises, Falls, Rises]);
    // x0 = −c/(eK), x1 = −(f/g)·x0; the sign of x2 hangs on magnitudes.
    assert_eq!(press(3, &links, 1)[..2], [Falls, Rises]);
}

#[test]
fn a_chain_of_four_answers_at_every_second_place() {
    // From below, x0 = x2 = 0; from above, signs alternate down to the damped resource.
    assert_eq!(press(4, &chain(4), 0), [Unchanged, Rises, Unchanged, Rises]);
    assert_eq!(press(4, &chain(4), 3), [Falls, Rises, Falls, Rises]);
}

#[test]
fn a_chain_of_five_answers_at_the_other_places() {
    assert_eq!(press(5, &chain(5), 0), [Rises, Unchanged, Rises, Unchanged, Rises]);
    assert_eq!(press(5, &chain(5), 4), [Rises, Falls, Rises, Falls, Rises]);
    // Pressing the middle: row 5 gives x3 = 0, so row 3 gives x1 = −1/c, and row 1 x0 = −a'·x1/a.
    assert_eq!(press(5, &chain(5), 2), [Rises, Falls, Rises, Unchanged, Rises]);
}
