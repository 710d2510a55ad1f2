//! The inspector: every change is one step.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use linchpin::model::{Id as _, Scale};

use crate::projects::actors;
use crate::window::{CTRL, NOWHERE, Window};

fn ann() -> Window {
    let mut window = Window::on(&actors());
    window.click_element("actor Ann");
    window
}

fn interest(window: &Window) -> Option<f64> {
    let element = &window.project().elements[&window.id("Ann")];
    element.actor().unwrap().ratings.values().find_map(|rating| rating.get(Scale::Interest))
}

fn slider(window: &Window, name: &str) -> String {
    let sliders = window.harness.query_all_by_role(Role::Slider);
    let labels: Vec<String> = sliders.filter_map(|node| node.accesskit_node().label()).collect();
    let found = labels.iter().find(|label| label.starts_with(name));
    found.unwrap_or_else(|| panic!("{name} is not among {labels:?}")).clone()
}

#[test]
fn a_rating_answers_to_keys() {
    let mut window = ann();
    let opened = window.project().clone();
    let label = slider(&window, "Interest");
    window.harness.get_by_label(&label).focus();
    window.settle();
    window.key(Key::Num4);
    assert_eq!(interest(&window), Some(4.0));
    window.key(Key::ArrowLeft);
    assert_eq!(interest(&window), Some(3.0));
    window.undo();
    assert_eq!(interest(&window), Some(4.0));
    window.undo();
    assert_eq!(*window.project(), opened);
}

#[test]
fn a_drag_of_a_rating_is_one_step() {
    let mut window = ann();
    let opened = window.project().clone();
    let rect = window.rect(&slider(&window, "Interest"));
    let from = Pos2::new(rect.left() + 10.0, rect.center().y);
    window.drag(from, Pos2::new(rect.right() - 8.0, rect.center().y), Modifiers::NONE);
    assert_eq!(interest(&window), Some(5.0));
    assert_eq!(window.project().assessors.len(), 1);
    let name = window.undo_name();
    assert_eq!(name.as_deref(), Some("Rate interest of “Ann”"));
    window.undo();
    assert_eq!(*window.project(), opened);
    assert_eq!(window.undo_name(), None);
}

#[test]
fn a_click_on_a_rating_sets_it() {
    let mut window = ann();
    let rect = window.rect(&slider(&window, "Influence"));
    window.click_at(rect.center(), Modifiers::NONE);
    let element = &window.project().elements[&window.id("Ann")];
    let given: Vec<_> =
        element.actor().unwrap().ratings.values().filter_map(|r| r.get(Scale::Influence)).collect();
    assert_eq!(given, [3.0]);
}

#[test]
fn an_asset_is_added_and_stepped() {
    let mut window = ann();
    let levels = |window: &Window| -> Vec<(String, f64)> {
        let element = &window.project().elements[&window.id("Ann")];
        let assets = &element.actor().unwrap().assets;
        assets.iter().map(|(id, level)| (id.as_str().to_owned(), *level)).collect()
    };
    window.press_button("Add");
    window.press_button("Policy");
    assert_eq!(levels(&window).len(), 1);
    assert!((levels(&window)[0].1 - 60.0).abs() < 1e-9);
    window.press_button("Policy, level 60 of 100");
    assert!((levels(&window)[0].1 - 85.0).abs() < 1e-9);
    window.press_button("Policy, level 85 of 100");
    assert!((levels(&window)[0].1 - 30.0).abs() < 1e-9);
    window.harness.get_by_label("Policy, level 30 of 100").click_secondary();
    window.settle();
    assert!(levels(&window).is_empty());
}

#[test]
fn a_sector_is_chosen_and_cleared() {
    let mut window = ann();
    let sector = |window: &Window| {
        let element = &window.project().elements[&window.id("Ann")];
        element.actor().unwrap().sector.clone()
    };
    window.harness.get_by_role_and_label(Role::ComboBox, "Sector").click();
    window.settle();
    window.press_button("Funder");
    assert_eq!(sector(&window).unwrap().as_str(), "t_funder");
    assert_eq!(window.undo_name().as_deref(), Some("Set sector of “Ann”"));
    window.harness.get_by_role_and_label(Role::ComboBox, "Sector").click();
    window.settle();
    window.press_button("None");
    assert_eq!(sector(&window), None);
}

#[test]
fn escape_closes_a_list_and_keeps_the_selection() {
    let mut window = ann();
    window.harness.get_by_role_and_label(Role::ComboBox, "Sector").click();
    window.settle();
    assert!(window.shows("Funder"));
    window.key(Key::Escape);
    assert!(!window.shows("Funder"));
    assert_eq!(window.selected(), ["Ann"]);
}

#[test]
fn a_typed_name_is_one_step() {
    let mut window = ann();
    let opened = window.project().clone();
    window.harness.get_by_role_and_label(Role::TextInput, "Name").click();
    window.settle();
    window.key_with(CTRL, Key::A);
    window.type_text("Anna Devi");
    assert!(window.project().find_element("Anna Devi").is_some(), "the map shows what is typed");
    window.click_at(NOWHERE, Modifiers::NONE);
    assert!(window.project().find_element("Anna Devi").is_some());
    assert_eq!(window.undo_name().as_deref(), Some("Rename “Ann”"));
    window.undo();
    assert_eq!(*window.project(), opened);
    assert_eq!(window.undo_name(), None);
}

#[test]
fn enter_ends_typing_a_name() {
    let mut window = ann();
    let opened = window.project().clone();
    window.harness.get_by_role_and_label(Role::TextInput, "Name").click();
    window.settle();
    window.type_text("!");
    window.key(Key::Enter);
    assert!(window.project().find_element("Ann!").is_some());
    // The same Enter must not start another rename on the map.
    assert!(window.view().naming.is_none());
    window.undo();
    assert_eq!(*window.project(), opened);
}

#[test]
fn typing_stays_with_the_element_it_began_with() {
    let mut window = ann();
    window.harness.get_by_role_and_label(Role::TextInput, "Name").click();
    window.settle();
    window.type_text("!");
    window.click_element("actor Cleo");
    assert!(window.project().find_element("Ann!").is_some());
    assert!(window.project().find_element("Cleo").is_some());
    // The gesture is over: a move is a step of its own, and undo takes the two back one by one.
    window.key_with(CTRL, Key::D);
    assert_eq!(window.project().elements.len(), 4);
    window.undo();
    assert_eq!(window.project().elements.len(), 3);
    assert!(window.project().find_element("Ann!").is_some());
    window.undo();
    assert!(window.project().find_element("Ann").is_some());
}
