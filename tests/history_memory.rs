//! Undo on a large project: a thousand small steps share what they do not change.

#[path = "history_memory/large.rs"]
mod large;

use linchpin::edit::{Edit, ElementChange, History, Selection};
use linchpin::model::Point;

const STEPS: usize = 1000;

/// The most that the process may grow, in MiB. Copying tables instead of sharing them would take gigabytes.
const MOST_GROWTH: f64 = 300.0;

/// The size of this process in memory, in MiB, where the system tells.
fn resident() -> Option<f64> {
    // Linux: the second number is the resident pages.
    const PAGE: f64 = 4096.0;
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: f64 = text.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages * PAGE / (1024.0 * 1024.0))
}

fn small_edit(project: &large::Large, step: usize) -> Edit {
    let element = project.element(step * 7919);
    match step % 3 {
        0 => Edit::ChangeElements {
            ids: vec![element],
            change: ElementChange::Name(format!("Renamed {step}")),
        },
        1 => Edit::Move { map: project.map.clone(), places: vec![(element, Point::new(step as f64, 1.0))] },
        _ => Edit::AddLink {
            id: format!("l_new{step}").as_str().into(),
            link: project.tie(step, step + 1),
            map: project.map.clone(),
        },
    }
}

#[test]
fn a_thousand_steps_on_a_large_project_take_little_memory() {
    let large = large::Large::new(10_000, 25_000);
    let mut history = History::new(large.project.clone(), true);
    let nothing = Selection::default();
    // Nothing large is freed before this: what the steps take could hide in it.
    let before = resident();
    for step in 0..STEPS {
        history.apply(&small_edit(&large, step), &nothing).unwrap();
    }
    let after = resident();
    let mut undone = 0;
    while history.undo(&nothing).is_some() {
        undone += 1;
    }
    assert_eq!(undone, STEPS);
    assert!(**history.project() == large.project, "all the way back is the first project");
    match before.zip(after) {
        Some((before, after)) => {
            let growth = after - before;
            println!("{STEPS} steps grew the process by {growth:.1} MiB, from {before:.1} MiB");
            assert!(growth < MOST_GROWTH, "{STEPS} steps took {growth:.0} MiB");
        }
        None => {
            println!(
                "skipped: this system does not tell how much memory a process has (no /proc/self/statm)"
            );
        }
    }
}
