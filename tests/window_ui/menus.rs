//! Context menus, by the pointer and by keys, and the keys over what lies over the window.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, ViewportCommand};
use egui_kittest::kittest::Queryable as _;
use linchpin::app::view_state::Tool;

use crate::projects::{actors, variables};
use crate::window::{CTRL, NOWHERE, Window};

fn right_click(window: &mut Window, pos: Pos2) {
    let modifiers = Modifiers::NONE;
    window.harness.run_steps(30);
    window.harness.event(Event::PointerMoved(pos));
    for pressed in [true, false] {
        window.harness.event(Event::PointerButton {
            pos,
            button: PointerButton::Secondary,
            pressed,
            modifiers,
        });
    }
    window.settle();
}

#[test]
fn a_right_click_on_an_element_selects_it_and_offers_what_can_be_done() {
    let mut window = Window::on(&actors());
    let at = window.rect("actor Ben").center();
    right_click(&mut window, at);
    assert_eq!(window.selected(), ["Ben"]);
    for row in ["Rename", "Duplicate", "Pin", "Take off this map"] {
        assert!(window.shows(row), "{row}");
    }
    assert!(!window.shows("Align left"), "one element has nothing to be in line with");
    window.press_button("Pin");
    assert_eq!(window.undo_name().as_deref(), Some("Pin 1 actor"));
}

#[test]
fn a_right_click_on_one_of_several_speaks_of_all() {
    let mut window = Window::on(&actors());
    window.click_element("actor Ann");
    window.click_element_with("actor Ben", Modifiers::SHIFT);
    let at = window.rect("actor Ben").center();
    right_click(&mut window, at);
    assert_eq!(window.selected(), ["Ann", "Ben"]);
    // The inspector has a button of that name too; the menu lies over it.
    let rows: Vec<_> = window.harness.query_all_by_role_and_label(Role::Button, "Align top").collect();
    rows.iter().min_by(|a, b| a.rect().left().total_cmp(&b.rect().left())).unwrap().click();
    window.settle();
    assert!(!window.shows("Take off this map"), "the menu has closed");
    assert_eq!(window.selected(), ["Ann", "Ben"]);
}

#[test]
fn a_right_click_on_nothing_offers_what_a_map_can_take() {
    let mut window = Window::on(&actors());
    right_click(&mut window, NOWHERE);
    assert!(window.view().selection.is_empty());
    window.press_button("Select by box");
    assert_eq!(window.view().tool, Tool::Box);
}

#[test]
fn the_menu_opens_and_runs_by_keys_alone() {
    let (project, link) = variables();
    let mut window = Window::on(&project);
    window.click_element("variable Price");
    window.key_with(Modifiers::SHIFT, Key::F10);
    assert!(window.shows("Take off this map"));
    // The first row has the keyboard.
    window.key(Key::Enter);
    assert!(window.view().naming.is_some(), "Rename is the first row");
    window.key(Key::Escape);
    assert!(window.project().links.contains_key(&link));
}

#[test]
fn escape_closes_the_menu_and_keeps_the_selection() {
    let mut window = Window::on(&actors());
    window.click_element("actor Ben");
    window.key_with(Modifiers::SHIFT, Key::F10);
    window.key(Key::Escape);
    assert!(!window.shows("Take off this map"));
    assert_eq!(window.selected(), ["Ben"]);
}

#[test]
fn rows_of_the_elements_panel_have_the_same_menu() {
    let mut window = Window::on(&actors());
    window.press_button("Elements");
    let at = window.harness.get_by_role_and_label(Role::Button, "Ben").rect().center();
    right_click(&mut window, at);
    assert_eq!(window.selected(), ["Ben"]);
    window.press_button("Duplicate");
    assert_eq!(window.project().elements.len(), 4);
}

#[test]
fn a_message_does_not_keep_the_window_from_closing() {
    let mut window = Window::at(Some("/nowhere/missing.linchpin".into()), None);
    assert!(window.shows("This file could not be opened"));
    let input = window.harness.input_mut();
    let (key, modifiers) = (Key::Q, CTRL);
    input.events.push(Event::ModifiersChanged(CTRL));
    input.events.push(Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers });
    window.harness.run_steps(1);
    assert!(window.commands().contains(&ViewportCommand::Close));
}
