//! Where the map is looked at from when the window changes.

use egui::{Pos2, Vec2};

use crate::projects::actors;
use crate::window::{NOWHERE, Window};

fn resize(window: &mut Window, size: Vec2) {
    window.harness.set_size(size);
    window.settle();
}

/// How far the middle of the map is from the middle of the part of the window between panel and right edge.
fn off_centre(window: &Window, size: Vec2) -> f32 {
    let names = ["actor Ann", "actor Ben"];
    let all = names.map(|name| window.rect(name)).into_iter().reduce(egui::Rect::union);
    let canvas = egui::Rect::from_min_max(Pos2::new(340.0, 76.0), size.to_pos2());
    (all.unwrap().center() - canvas.center()).length()
}

#[test]
fn a_window_that_grows_right_after_it_opened_shows_the_map_in_its_middle() {
    let mut window = Window::on(&actors());
    let before = window.view().cameras.clone();
    resize(&mut window, Vec2::new(2400.0, 1500.0));
    assert!(off_centre(&window, Vec2::new(2400.0, 1500.0)) < 200.0);
    resize(&mut window, Vec2::new(1440.0, 900.0));
    assert_eq!(window.view().cameras, before);
}

#[test]
fn a_camera_that_was_moved_stays_when_the_window_grows() {
    let mut window = Window::on(&actors());
    let at = window.rect("actor Ann").center();
    window.drag(NOWHERE, NOWHERE + Vec2::new(-60.0, -40.0), egui::Modifiers::NONE);
    let moved = window.rect("actor Ann").center() - at;
    assert!((moved - Vec2::new(-60.0, -40.0)).length() < 2.0, "{moved:?}");
    let before = window.rect("actor Ann").center();
    resize(&mut window, Vec2::new(1700.0, 1100.0));
    assert!((window.rect("actor Ann").center() - before).length() < 1.0);
}
