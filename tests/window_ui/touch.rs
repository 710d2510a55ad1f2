//! Fingers and trackpads.

use egui::{Event, Modifiers, MouseWheelUnit, PointerButton, Pos2, TouchDeviceId, TouchId, TouchPhase, Vec2};
use linchpin::model::Camera;

use crate::projects::actors;
use crate::window::{CTRL, NOWHERE, Window};

fn camera(window: &Window) -> Camera {
    window.view().cameras[window.view().map.as_ref().unwrap()]
}

fn touch(window: &mut Window, finger: u64, phase: TouchPhase, pos: Pos2) {
    let device_id = TouchDeviceId(1);
    window.harness.event(Event::Touch { device_id, id: TouchId(finger), phase, pos, force: None });
    // The first finger is the pointer too, as the window system reports it.
    if finger == 1 {
        let button = |pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        window.harness.event(Event::PointerMoved(pos));
        match phase {
            TouchPhase::Start => window.harness.event(button(true)),
            TouchPhase::Move => {}
            TouchPhase::End | TouchPhase::Cancel => {
                window.harness.event(button(false));
                window.harness.event(Event::PointerGone);
            }
        }
    }
}

fn scroll(window: &mut Window, unit: MouseWheelUnit, delta: Vec2, modifiers: Modifiers) {
    window.harness.hover_at(NOWHERE);
    window.harness.step();
    window.harness.event(Event::ModifiersChanged(modifiers));
    window.harness.event(Event::MouseWheel { unit, delta, phase: TouchPhase::Move, modifiers });
    window.harness.run_steps(40);
    window.harness.event(Event::ModifiersChanged(Modifiers::NONE));
    window.settle();
}

#[test]
fn a_wheel_zooms_and_a_trackpad_moves_the_map() {
    let mut window = Window::on(&actors());
    let before = camera(&window);
    scroll(&mut window, MouseWheelUnit::Point, Vec2::new(30.0, -20.0), Modifiers::NONE);
    let moved = camera(&window);
    assert!((moved.zoom - before.zoom).abs() < 1e-9);
    assert!((moved.centre.x() - before.centre.x() + 30.0 / before.zoom).abs() < 1.0, "{moved:?}");
    assert!((moved.centre.y() - before.centre.y() - 20.0 / before.zoom).abs() < 1.0, "{moved:?}");
    scroll(&mut window, MouseWheelUnit::Line, Vec2::new(0.0, -2.0), Modifiers::NONE);
    assert!(camera(&window).zoom < moved.zoom * 0.95, "turning the wheel down goes away");
    let far = camera(&window).zoom;
    scroll(&mut window, MouseWheelUnit::Point, Vec2::new(0.0, 40.0), CTRL);
    assert!(camera(&window).zoom > far * 1.02, "Ctrl zooms on a trackpad too");
}

#[test]
fn two_fingers_zoom_where_they_are_and_move_the_map() {
    let mut window = Window::on(&actors());
    let opened = window.project().clone();
    let before = camera(&window);
    let middle = window.rect("actor Cleo").center() + Vec2::new(0.0, 200.0);
    let fingers = |window: &mut Window, phase, apart: f32, moved: Vec2| {
        touch(window, 1, phase, middle + moved - Vec2::new(apart, 0.0));
        touch(window, 2, phase, middle + moved + Vec2::new(apart, 0.0));
        window.harness.step();
    };
    fingers(&mut window, TouchPhase::Start, 60.0, Vec2::ZERO);
    for step in 1..=10 {
        fingers(&mut window, TouchPhase::Move, 60.0 - 3.0 * step as f32, Vec2::ZERO);
    }
    let after = camera(&window);
    assert!((after.zoom / before.zoom - 0.5).abs() < 0.03, "{before:?} {after:?}");
    for step in 1..=10 {
        fingers(&mut window, TouchPhase::Move, 30.0, Vec2::new(0.0, 4.0 * step as f32));
    }
    let moved = camera(&window);
    assert!((moved.zoom - after.zoom).abs() < 1e-3);
    assert!((moved.centre.y() - after.centre.y() + 40.0 / after.zoom).abs() < 4.0, "{after:?} {moved:?}");
    fingers(&mut window, TouchPhase::End, 30.0, Vec2::new(0.0, 40.0));
    window.settle();
    assert_eq!(*window.project(), opened);
    assert!(window.view().selection.is_empty());
}

#[test]
fn a_second_finger_takes_back_what_the_first_began_to_move() {
    let mut window = Window::on(&actors());
    let opened = window.project().clone();
    let ben = window.rect("actor Ben").center();
    touch(&mut window, 1, TouchPhase::Start, ben);
    window.harness.step();
    for step in 1..=6 {
        touch(&mut window, 1, TouchPhase::Move, ben + Vec2::new(0.0, 10.0 * step as f32));
        window.harness.step();
    }
    assert_ne!(*window.project(), opened, "one finger moves an element");
    touch(&mut window, 2, TouchPhase::Start, ben + Vec2::new(120.0, 60.0));
    window.harness.step();
    touch(&mut window, 2, TouchPhase::Move, ben + Vec2::new(140.0, 60.0));
    window.harness.run_steps(2);
    assert_eq!(*window.project(), opened);
    touch(&mut window, 2, TouchPhase::End, ben + Vec2::new(140.0, 60.0));
    touch(&mut window, 1, TouchPhase::End, ben + Vec2::new(0.0, 60.0));
    window.settle();
    assert_eq!(*window.project(), opened);
    assert_eq!(window.undo_name(), None);
}

#[test]
fn one_finger_on_nothing_moves_the_map() {
    let mut window = Window::on(&actors());
    let before = camera(&window);
    touch(&mut window, 1, TouchPhase::Start, NOWHERE);
    window.harness.step();
    for step in 1..=5 {
        touch(&mut window, 1, TouchPhase::Move, NOWHERE - Vec2::new(0.0, 20.0 * step as f32));
        window.harness.step();
    }
    touch(&mut window, 1, TouchPhase::End, NOWHERE - Vec2::new(0.0, 100.0));
    window.settle();
    let after = camera(&window);
    assert!((after.centre.y() - before.centre.y() - 100.0 / before.zoom).abs() < 2.0);
}

#[test]
fn a_long_touch_opens_the_menu_of_what_is_under_the_finger() {
    let mut window = Window::on(&actors());
    let opened = window.project().clone();
    let ben = window.rect("actor Ben").center();
    touch(&mut window, 1, TouchPhase::Start, ben);
    window.harness.run_steps(70);
    assert_eq!(window.selected(), ["Ben"]);
    assert!(window.shows("Take off this map"));
    // The finger may slip before it is lifted.
    touch(&mut window, 1, TouchPhase::Move, ben + Vec2::new(30.0, 0.0));
    window.harness.step();
    touch(&mut window, 1, TouchPhase::End, ben + Vec2::new(30.0, 0.0));
    window.settle();
    assert_eq!(*window.project(), opened);
    assert_eq!(window.selected(), ["Ben"]);
}
