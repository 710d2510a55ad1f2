//! The empty window: a question, three cards, and the first actor.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use linchpin::app::view_state::Tool;
use linchpin::model::{ElementKind, MapKind};

use crate::window::{CTRL, NOWHERE, Window};

#[test]
fn the_question_and_three_cards_are_there() {
    let window = Window::empty();
    assert!(window.shows("Who is in this system?"));
    for card in ["Draw an actor", "Link two", "Rate it"] {
        window.harness.get_by_role_and_label(Role::Button, card);
    }
    for start in ["Paste a list", "Open", "Causal loops"] {
        window.harness.get_by_role_and_label(Role::Button, start);
    }
    window.harness.get_by_role_and_label(Role::Link, "Waste pickers in Bengaluru");
    assert!(window.project().elements.is_empty());
}

#[test]
fn the_first_card_starts_an_actor() {
    let mut window = Window::empty();
    window.press_button("Draw an actor");
    window.type_text("Pickers");
    window.key(Key::Enter);
    let actors: Vec<_> =
        window.project().elements_of(ElementKind::Actor).map(|(_, e)| e.name.clone()).collect();
    assert_eq!(actors, ["Pickers"]);
}

#[test]
fn the_second_card_takes_up_the_link_tool() {
    let mut window = Window::empty();
    window.press_button("Link two");
    assert_eq!(window.view().tool, Tool::Link(None));
}

#[test]
fn the_third_card_opens_the_keys() {
    let mut window = Window::empty();
    window.press_button("Rate it");
    assert!(window.shows("Mouse and more"));
}

#[test]
fn another_kind_of_map_asks_its_own_question() {
    let mut window = Window::empty();
    window.press_button("Causal loops");
    let map = window.view().map.clone().unwrap();
    assert_eq!(window.project().maps[&map].kind(), MapKind::Causal);
    assert!(window.shows("What drives what?"));
    window.harness.get_by_role_and_label(Role::Button, "Sign the link");
}

#[test]
fn a_sample_opens_from_its_link() {
    let mut window = Window::empty();
    window.harness.get_by_role_and_label(Role::Link, "Five Collective Impact Coalitions").click();
    window.settle();
    assert!(!window.project().elements.is_empty());
    assert!(!window.shows("Who is in this system?"));
}

#[test]
fn e_a_name_and_enter_draw_an_actor() {
    let mut window = Window::empty();
    window.letter(Key::E, "e");
    window.type_text("Élan & söhne");
    window.key(Key::Enter);
    let (id, actor) = window.project().elements.iter().next().unwrap();
    assert_eq!((actor.name.as_str(), actor.kind()), ("Élan & söhne", ElementKind::Actor));
    let map = &window.project().maps[window.view().map.as_ref().unwrap()];
    assert!(map.elements[id].pos.is_some());
    assert_eq!(window.selected(), ["Élan & söhne"]);
    window.harness.get_by_label("actor Élan & söhne");
    // One step: undo leaves nothing.
    window.undo();
    assert!(window.project().elements.is_empty());
    assert_eq!(window.undo_name(), None);
}

#[test]
fn a_hasty_name_loses_no_letter() {
    let mut window = Window::empty();
    // Each letter comes in the very next frame, the first before the field was ever shown.
    for (key, text) in [(Key::E, "e"), (Key::D, "D"), (Key::E, "e"), (Key::L, "l")] {
        let events = &mut window.harness.input_mut().events;
        events.push(egui::Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: egui::Modifiers::NONE,
        });
        events.push(egui::Event::Text(text.to_owned()));
        window.harness.run_steps(1);
    }
    window.key(Key::Enter);
    let names: Vec<_> = window.project().elements.values().map(|e| e.name.clone()).collect();
    assert_eq!(names, ["Del"]);
}

#[test]
fn escape_while_typing_makes_nothing() {
    let mut window = Window::empty();
    window.letter(Key::E, "e");
    window.type_text("Nobody");
    window.key(Key::Escape);
    assert!(window.view().naming.is_none());
    assert!(window.project().elements.is_empty());
    assert!(window.shows("Who is in this system?"));
}

#[test]
fn an_empty_name_makes_nothing() {
    let mut window = Window::empty();
    window.letter(Key::E, "e");
    window.type_text("   ");
    window.key(Key::Enter);
    assert!(window.project().elements.is_empty());
    assert_eq!(window.undo_name(), None);
}

#[test]
fn a_double_click_draws_where_it_was() {
    let mut window = Window::empty();
    let at = NOWHERE;
    window.double_click_at(at);
    window.type_text("Here");
    window.key(Key::Enter);
    let rect = window.rect("actor Here");
    assert!(rect.center().distance(at) < 4.0, "{rect:?} is not at {at:?}");
}

#[test]
fn clicking_elsewhere_keeps_the_name() {
    let mut window = Window::empty();
    window.letter(Key::E, "e");
    window.type_text("Kept");
    window.click_at(NOWHERE, egui::Modifiers::NONE);
    assert_eq!(window.project().elements.len(), 1);
}

#[test]
fn a_pasted_list_is_an_element_a_line() {
    let mut window = Window::empty();
    window.paste("Pickers\n\n  BBMP \nH&M Foundation\n");
    let mut names: Vec<_> = window.project().elements.values().map(|e| e.name.clone()).collect();
    names.sort();
    assert_eq!(names, ["BBMP", "H&M Foundation", "Pickers"]);
    assert_eq!(window.selected(), names);
    let rects: Vec<_> = names.iter().map(|name| window.rect(&format!("actor {name}"))).collect();
    for (index, rect) in rects.iter().enumerate() {
        assert!(rects[index + 1..].iter().all(|other| !other.intersects(*rect)), "{rects:?}");
    }
    window.key_with(CTRL, Key::Z);
    assert!(window.project().elements.is_empty());
}
