//! Keys on the map: rating, signing, deleting, copying.

use egui::{Key, Modifiers};
use linchpin::model::{LinkId, Polarity, Scale};

use crate::projects::{actors, variables};
use crate::window::{CTRL, Window};

fn rating(window: &Window, name: &str, scale: Scale) -> Vec<f64> {
    let element = &window.project().elements[&window.id(name)];
    element.actor().unwrap().ratings.values().filter_map(|rating| rating.get(scale)).collect()
}

#[test]
fn r_and_two_digits_rate_interest_then_influence() {
    let mut window = Window::on(&actors());
    window.click_element("actor Ann");
    window.click_element_with("actor Cleo", Modifiers::SHIFT);
    window.letter(Key::R, "r");
    assert!(window.shows("Press 1 to 5: interest"));
    window.letter(Key::Num4, "4");
    assert!(window.shows("Press 1 to 5: influence, or Esc"));
    window.letter(Key::Num5, "5");
    for name in ["Ann", "Cleo"] {
        assert_eq!(rating(&window, name, Scale::Interest), [4.0]);
        assert_eq!(rating(&window, name, Scale::Influence), [5.0]);
    }
    assert!(rating(&window, "Ben", Scale::Interest).is_empty());
    let project = window.project();
    assert_eq!(project.assessors.len(), 1);
    let assessor = project.assessors.keys().next().unwrap();
    let element = &project.elements[&window.id("Ann")];
    assert!(element.actor().unwrap().ratings.contains_key(assessor));
    assert!(!window.shows_any(|said| said.starts_with("Press 1 to 5")));
}

#[test]
fn escape_leaves_rating_without_a_rating() {
    let mut window = Window::on(&actors());
    window.click_element("actor Ann");
    window.letter(Key::R, "r");
    window.key(Key::Escape);
    window.letter(Key::Num4, "4");
    assert!(rating(&window, "Ann", Scale::Interest).is_empty());
    assert_eq!(window.selected(), ["Ann"]);
}

fn signed() -> (Window, LinkId) {
    let (project, link) = variables();
    let mut window = Window::on(&project);
    window.key_with(CTRL, Key::A);
    assert!(window.view().selection.links.contains(&link));
    (window, link)
}

#[test]
fn plus_minus_and_question_mark_sign_causal_links() {
    let (mut window, link) = signed();
    let sign = |window: &Window| window.project().links[&link].causal().unwrap().polarity;
    for (modifiers, key, expected) in [
        (Modifiers::SHIFT, Key::Plus, Polarity::Plus),
        (Modifiers::NONE, Key::Minus, Polarity::Minus),
        (Modifiers::NONE, Key::Equals, Polarity::Plus),
        (Modifiers::SHIFT, Key::Questionmark, Polarity::Unknown),
        (Modifiers::SHIFT, Key::Equals, Polarity::Plus),
        (Modifiers::SHIFT, Key::Slash, Polarity::Unknown),
        (Modifiers::NONE, Key::Plus, Polarity::Plus),
    ] {
        window.key_with(modifiers, key);
        assert_eq!(sign(&window), Some(expected), "after {modifiers:?} {key:?}");
    }
    window.undo();
    assert_eq!(sign(&window), Some(Polarity::Unknown));
}

#[test]
fn d_marks_and_unmarks_a_delay() {
    let (mut window, link) = signed();
    let delay = |window: &Window| window.project().links[&link].causal().unwrap().delay;
    for expected in [true, false, true] {
        window.letter(Key::D, "d");
        assert_eq!(delay(&window), expected);
    }
}

#[test]
fn delete_offers_undo() {
    let mut window = Window::on(&actors());
    let opened = window.project().clone();
    window.click_element("actor Ben");
    window.key(Key::Delete);
    assert_eq!(window.project().elements.len(), 2);
    assert!(window.view().selection.is_empty());
    assert!(window.shows_any(|said| said == "Deleted 1 actor"));
    window.press_button("Undo");
    assert_eq!(*window.project(), opened);
    assert_eq!(window.selected(), ["Ben"]);
}

#[test]
fn undo_and_redo_restore_project_and_selection() {
    let mut window = Window::on(&actors());
    let opened = window.project().clone();
    window.click_element("actor Ann");
    window.click_element_with("actor Ben", Modifiers::SHIFT);
    window.key(Key::Backspace);
    let without = window.project().clone();
    assert_eq!(without.elements.len(), 1);
    window.undo();
    assert_eq!(*window.project(), opened);
    assert_eq!(window.selected(), ["Ann", "Ben"]);
    window.redo();
    assert_eq!(*window.project(), without);
    assert!(window.view().selection.is_empty());
    window.undo();
    window.key_with(CTRL | Modifiers::SHIFT, Key::Z);
    assert_eq!(*window.project(), without);
    // Nothing is left to do again.
    window.redo();
    assert_eq!(*window.project(), without);
}

#[test]
fn select_all_takes_elements_and_links() {
    let (mut window, link) = signed();
    assert_eq!(window.selected(), ["Income", "Price"]);
    assert_eq!(window.view().selection.links.len(), 1);
    window.key(Key::Escape);
    assert!(window.view().selection.is_empty());
    assert!(window.project().links.contains_key(&link));
}

#[test]
fn a_copy_has_ids_of_its_own() {
    let (mut window, link) = signed();
    let originals = window.view().selection.elements.clone();
    let clipboard = window.copy().expect("something was copied");
    window.paste(&clipboard);
    let project = window.project();
    assert_eq!((project.elements.len(), project.links.len()), (4, 2));
    let copies = &window.view().selection;
    assert_eq!(copies.elements.len(), 2);
    assert!(copies.elements.is_disjoint(&originals));
    let copy = project.links.iter().find(|(id, _)| **id != link).unwrap().1;
    let (from, to) = copy.ends.pair().unwrap();
    assert!(copies.elements.contains(from) && copies.elements.contains(to));
    window.undo();
    assert_eq!(window.project().elements.len(), 2);
}

#[test]
fn cut_copies_and_deletes() {
    let mut window = Window::on(&actors());
    window.click_element("actor Cleo");
    window.harness.event(egui::Event::Cut);
    window.settle();
    assert!(window.project().find_element("Cleo").is_none());
    assert!(window.shows_any(|said| said.starts_with("Deleted")));
}

#[test]
fn duplicate_makes_a_copy_beside() {
    let mut window = Window::on(&actors());
    window.click_element("actor Ben");
    let ben = window.id("Ben");
    let place = window.place("Ben");
    window.key_with(CTRL, Key::D);
    assert_eq!(window.project().elements.len(), 4);
    let copy = window.view().selection.single_element().expect("the copy is selected").clone();
    assert_ne!(copy, ben);
    assert_eq!(window.project().elements[&copy].name, "Ben");
    let map = &window.project().maps[window.view().map.as_ref().unwrap()];
    assert_ne!(map.elements[&copy].pos, Some(place));
}

#[test]
fn take_off_the_map_leaves_the_project() {
    let mut window = Window::on(&actors());
    window.click_element("actor Ben");
    window.key_with(Modifiers::SHIFT, Key::Delete);
    assert_eq!(window.project().elements.len(), 3);
    let map = &window.project().maps[window.view().map.as_ref().unwrap()];
    assert!(!map.elements.contains_key(&window.id("Ben")));
}

#[test]
fn zoom_keys_change_the_camera_only() {
    let mut window = Window::on(&actors());
    let opened = window.project().clone();
    let map = window.view().map.clone().unwrap();
    let zoom = |window: &Window| window.view().cameras[&map].zoom;
    let before = zoom(&window);
    window.key_with(CTRL, Key::Minus);
    assert!(zoom(&window) < before);
    window.key_with(CTRL, Key::Num0);
    assert!((zoom(&window) - 1.0).abs() < 1e-9);
    assert_eq!(*window.project(), opened);
}
