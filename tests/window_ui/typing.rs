//! While a text field has the keyboard, the keys of the map do nothing.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use linchpin::app::view_state::Tool;

use crate::projects::actors;
use crate::window::{CTRL, Window};

#[test]
fn letters_in_the_search_field_are_letters() {
    let mut window = Window::on(&actors());
    window.press_button("Elements");
    window.click_element("actor Ann");
    let opened = window.project().clone();
    window.harness.get_by_role_and_label(Role::TextInput, "Find an element").click();
    window.settle();
    for (key, text) in [
        (Key::E, "e"),
        (Key::D, "d"),
        (Key::L, "l"),
        (Key::R, "r"),
        (Key::F, "f"),
        (Key::Num4, "4"),
        (Key::Plus, "+"),
        (Key::Minus, "-"),
    ] {
        window.letter(key, text);
    }
    assert_eq!(window.view().element_search, "edlrf4+-");
    window.key(Key::Backspace);
    window.key(Key::Delete);
    assert_eq!(window.view().element_search, "edlrf4+");
    window.key_with(CTRL, Key::A);
    window.key_with(CTRL, Key::D);
    assert_eq!(*window.project(), opened);
    assert_eq!(window.selected(), ["Ann"]);
    assert_eq!(window.view().tool, Tool::Select);
    assert!(window.view().naming.is_none());
    // Pasting goes into the field too.
    window.harness.event(Event::Paste("ben".to_owned()));
    window.settle();
    assert_eq!(window.view().element_search, "ben");
    assert_eq!(*window.project(), opened);
    window.click_element_with("actor Cleo", Modifiers::NONE);
    window.key(Key::Delete);
    assert_eq!(window.project().elements.len(), 2, "the map has the keyboard again");
}

#[test]
fn the_search_finds_by_any_part_of_the_name() {
    let mut window = Window::on(&actors());
    window.press_button("Elements");
    window.harness.get_by_role_and_label(Role::TextInput, "Find an element").click();
    window.settle();
    window.type_text("LE");
    assert!(window.harness.query_by_role_and_label(Role::Button, "Cleo").is_some());
    assert!(window.harness.query_by_role_and_label(Role::Button, "Ann").is_none());
    window.press_button("Cleo");
    assert_eq!(window.selected(), ["Cleo"]);
}

#[test]
fn keys_wait_while_a_list_is_open() {
    let mut window = Window::on(&actors());
    window.click_element("actor Ann");
    let opened = window.project().clone();
    window.harness.get_by_role_and_label(Role::ComboBox, "Sector").click();
    window.settle();
    window.key(Key::Delete);
    assert_eq!(*window.project(), opened);
    assert_eq!(window.selected(), ["Ann"]);
}

#[test]
fn enter_on_a_focused_button_presses_it_and_renames_nothing() {
    let mut window = Window::on(&actors());
    window.click_element("actor Ann");
    window.harness.get_by_role_and_label(Role::Button, "Loops").focus();
    window.settle();
    window.key(Key::Enter);
    assert_eq!(window.view().panel, Some(linchpin::app::view_state::Panel::Loops));
    assert!(window.view().naming.is_none());
}

#[test]
fn letters_in_notes_are_letters() {
    let mut window = Window::on(&actors());
    window.click_element("actor Ann");
    window.harness.get_by_role_and_label(Role::MultilineTextInput, "Notes").click();
    window.settle();
    for (key, text) in [(Key::D, "d"), (Key::E, "e")] {
        window.letter(key, text);
    }
    window.key(Key::Enter);
    window.letter(Key::L, "l");
    assert_eq!(window.project().elements[&window.id("Ann")].notes, "de\nl");
    assert_eq!(window.view().tool, Tool::Select);
    assert_eq!(window.project().elements.len(), 3);
}
