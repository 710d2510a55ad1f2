//! Drawing, linking and moving on the map.

use egui::{Key, Modifiers, Vec2};
use linchpin::app::view_state::Tool;
use linchpin::model::{LinkKind, MapKind};

use crate::projects::{actors, row_of, variables};
use crate::window::{CTRL, NOWHERE, Window, rim};

#[test]
fn l_and_a_click_make_a_tie() {
    let mut window = Window::on(&actors());
    window.click_element("actor Ann");
    window.letter(Key::L, "l");
    assert_eq!(window.view().tool, Tool::Link(Some(window.id("Ann"))));
    window.click_element("actor Ben");
    let link = window.project().links.values().next().expect("a tie was drawn").clone();
    assert_eq!(link.kind(), LinkKind::Tie);
    assert_eq!(link.ends.pair(), Some((&window.id("Ann"), &window.id("Ben"))));
    assert_eq!(window.view().tool, Tool::Select);
    assert!(window.view().selection.single_link().is_some());
}

#[test]
fn l_without_a_selection_waits_for_both_ends() {
    let mut window = Window::on(&actors());
    window.letter(Key::L, "l");
    window.click_element("actor Ben");
    assert!(window.project().links.is_empty());
    window.click_element("actor Cleo");
    let link = window.project().links.values().next().expect("a tie was drawn").clone();
    assert_eq!(link.ends.pair(), Some((&window.id("Ben"), &window.id("Cleo"))));
}

#[test]
fn pulling_from_the_rim_makes_a_tie() {
    let mut window = Window::on(&actors());
    let (from, to) = (rim(window.rect("actor Cleo")), window.rect("actor Ann").center());
    let before = window.place("Cleo");
    window.drag(from, to, Modifiers::NONE);
    let link = window.project().links.values().next().expect("a tie was drawn").clone();
    assert_eq!(link.ends.pair(), Some((&window.id("Cleo"), &window.id("Ann"))));
    assert_eq!(window.place("Cleo"), before);
    window.undo();
    assert!(window.project().links.is_empty());
}

#[test]
fn pulling_into_nothing_draws_the_other_end_too() {
    let mut window = Window::on(&actors());
    let (from, to) = (rim(window.rect("actor Ann")), NOWHERE);
    window.drag(from, to, Modifiers::NONE);
    window.type_text("Dan");
    window.key(Key::Enter);
    let link = window.project().links.values().next().expect("a tie was drawn").clone();
    assert_eq!(link.ends.pair(), Some((&window.id("Ann"), &window.id("Dan"))));
    assert!(window.rect("actor Dan").center().distance(to) < 4.0);
    // The actor and the tie are one step.
    window.undo();
    assert_eq!((window.project().elements.len(), window.project().links.len()), (3, 0));
}

#[test]
fn variables_are_joined_by_causal_links() {
    let mut window = Window::on(&row_of(MapKind::Causal, &["Price", "Income"]));
    window.click_element("variable Price");
    window.letter(Key::L, "l");
    window.click_element("variable Income");
    let link = window.project().links.values().next().expect("a causal link was drawn");
    assert_eq!(link.kind(), LinkKind::Causal);
}

#[test]
fn a_drag_moves_an_element_in_one_step() {
    let mut window = Window::on(&actors());
    let opened = window.project().clone();
    let from = window.rect("actor Ben").center();
    let to = from + Vec2::new(30.0, 110.0);
    let place = window.place("Ben");
    window.drag(from, to, Modifiers::NONE);
    let moved = window.place("Ben");
    assert!((moved.x() - place.x() - 30.0).abs() < 1.0, "{place:?} to {moved:?}");
    assert!((moved.y() - place.y() - 110.0).abs() < 1.0, "{place:?} to {moved:?}");
    assert_eq!(window.undo_name().as_deref(), Some("Move 1 actor"));
    window.undo();
    assert_eq!(*window.project(), opened);
    assert_eq!(window.undo_name(), None);
    window.redo();
    assert_eq!(window.place("Ben"), moved);
}

#[test]
fn a_drag_of_one_of_several_moves_them_all() {
    let mut window = Window::on(&actors());
    window.click_element("actor Ann");
    window.click_element_with("actor Ben", Modifiers::SHIFT);
    assert_eq!(window.selected(), ["Ann", "Ben"]);
    let from = window.rect("actor Ben").center();
    let (ann, cleo) = (window.place("Ann"), window.place("Cleo"));
    window.drag(from, from + Vec2::new(0.0, 90.0), Modifiers::NONE);
    assert!((window.place("Ann").y() - ann.y() - 90.0).abs() < 1.0);
    assert_eq!(window.place("Cleo"), cleo);
    assert_eq!(window.undo_name().as_deref(), Some("Move 2 actors"));
}

#[test]
fn escape_takes_a_drag_back() {
    let mut window = Window::on(&actors());
    let opened = window.project().clone();
    let from = window.rect("actor Ben").center();
    let to = from + Vec2::new(0.0, 110.0);
    window.drag_begin(from, to, Modifiers::NONE);
    assert_ne!(*window.project(), opened);
    window.key(Key::Escape);
    assert_eq!(*window.project(), opened);
    // What the hand still does is over: neither the next move nor letting go changes anything.
    window.harness.hover_at(to + Vec2::new(5.0, 5.0));
    window.harness.step();
    window.drag_end(to + Vec2::new(5.0, 5.0), Modifiers::NONE);
    assert_eq!(*window.project(), opened);
    assert_eq!(window.undo_name(), None);
}

#[test]
fn a_click_moves_nothing() {
    let mut window = Window::on(&actors());
    let opened = window.project().clone();
    window.click_element("actor Ann");
    window.click_element("actor Cleo");
    assert_eq!(window.selected(), ["Cleo"]);
    window.click_at(NOWHERE, Modifiers::NONE);
    assert!(window.view().selection.is_empty());
    assert_eq!(*window.project(), opened);
    assert_eq!(window.undo_name(), None);
}

#[test]
fn shift_and_drag_select_a_box() {
    let mut window = Window::on(&actors());
    let (ann, ben) = (window.rect("actor Ann"), window.rect("actor Ben"));
    let (from, to) = (ann.left_top() - Vec2::splat(25.0), ben.right_bottom() + Vec2::splat(25.0));
    window.drag(from, to, Modifiers::SHIFT);
    assert_eq!(window.selected(), ["Ann", "Ben"]);
    assert_eq!(window.undo_name(), None);
}

#[test]
fn a_drag_on_nothing_moves_the_map() {
    let mut window = Window::on(&actors());
    let opened = window.project().clone();
    let map = window.view().map.clone().unwrap();
    let before = window.view().cameras[&map];
    let from = NOWHERE;
    window.drag(from, from + Vec2::new(-80.0, 40.0), Modifiers::NONE);
    let after = window.view().cameras[&map];
    assert!((after.centre.x() - before.centre.x() - 80.0 / before.zoom).abs() < 1.0);
    assert!((after.centre.y() - before.centre.y() + 40.0 / before.zoom).abs() < 1.0);
    assert_eq!(*window.project(), opened);
    assert!(window.view().selection.is_empty());
}

#[test]
fn the_handle_bends_a_causal_link_in_one_step() {
    let (project, link) = variables();
    let mut window = Window::on(&project);
    let bend = |window: &Window| {
        let map = &window.project().maps[window.view().map.as_ref().unwrap()];
        map.links[&link].bend
    };
    let between = window.rect("variable Price").center().lerp(window.rect("variable Income").center(), 0.5);
    // Causal links curve by themselves, so the course is looked for from the straight line outwards.
    let offsets = (0..20).flat_map(|step| [-3.0, 3.0].map(|side| Vec2::new(0.0, side * step as f32)));
    let handle = offsets
        .map(|offset| between + offset)
        .find(|at| {
            window.hover(*at);
            window.view().hovered_link.as_ref() == Some(&link)
        })
        .expect("the link is somewhere between its ends");
    window.click_at(handle, Modifiers::NONE);
    assert_eq!(window.view().selection.single_link(), Some(&link));
    let moved = window.rect("variable Price").center().lerp(window.rect("variable Income").center(), 0.5);
    let handle = handle + (moved - between);
    let before = bend(&window);
    window.drag(handle, handle + Vec2::new(0.0, -70.0), Modifiers::NONE);
    assert_ne!(bend(&window), before);
    assert_eq!(window.undo_name().as_deref(), Some("Bend link"));
    window.undo();
    assert_eq!(bend(&window), before);
    assert_eq!(window.undo_name(), None);
}

#[test]
fn a_double_click_renames() {
    let mut window = Window::on(&actors());
    let at = window.rect("actor Ann").center();
    window.double_click_at(at);
    window.key_with(CTRL, Key::A);
    window.type_text("Anna");
    window.key(Key::Enter);
    assert!(window.project().find_element("Anna").is_some());
    assert_eq!(window.undo_name().as_deref(), Some("Rename “Ann”"));
}
