//! The network panel: questions answered with their definitions, who is thought away, two side by side.

use egui::Modifiers;
use linchpin::edit::Edit;
use linchpin::model::{Bond, ElementId, Ends, Link, LinkId, LinkKind, Project};

use crate::projects::actors;
use crate::window::Window;

/// Ann, Ben and Cleo in a row: Ben joins the others.
fn chain() -> Project {
    let mut project = actors();
    let map = project.maps_in_order()[0].0.clone();
    for (number, (from, to)) in [("e_0", "e_1"), ("e_1", "e_2")].into_iter().enumerate() {
        let ends = Ends::elements(ElementId::from(from), ElementId::from(to));
        let id = LinkId::from(format!("l_{number}").as_str());
        let link = Link::new(ends, Bond::new(LinkKind::Tie));
        project = Edit::AddLink { id, link, map: map.clone() }.apply(&project).unwrap();
    }
    project
}

fn open(project: &Project) -> Window {
    let mut window = Window::on(project);
    window.press_button("Network");
    window
}

/// Shows a part of the panel.
fn part(window: &mut Window, name: &str) {
    window.click_at(window.rect(name).center(), Modifiers::NONE);
}

#[test]
fn questions_are_answered_and_say_how() {
    let mut window = open(&chain());
    let card = |text: &str| text.starts_with("Who connects the others?") && text.contains("Ben");
    window.wait_until("the answer is there", |window| window.shows_any(card));
    let card = window.find(card).unwrap();
    window.press_button(&card);
    assert!(window.view().spotlight.is_some(), "a click lights the answer");
    window.press_button(&card);
    assert_eq!(window.view().spotlight, None);
}

#[test]
fn a_map_without_ties_says_how_to_draw_them() {
    let mut window = open(&actors());
    let hint = |text: &str| text.starts_with("No ties yet");
    window.wait_until("the hint is there", |window| window.shows_any(hint));
}

#[test]
fn those_thought_away_show_what_falls_apart() {
    let project = chain();
    let mut window = open(&project);
    part(&mut window, "If they leave");
    window.wait_until("the table is there", |window| window.shows("Think Ben away"));
    window.press_button("Think Ben away");
    let said = |text: &str| text.starts_with("Without Ben");
    window.wait_until("the answer is there", |window| window.shows_any(said));
    assert!(window.shows_any(|text| text.contains("2 parts")));
    window.press_button("Show what is left");
    let lit = window.view().spotlight.clone().expect("what is left is lit");
    assert_eq!(lit.title, "Without Ben");
    assert_eq!(lit.elements.len(), 1);
    window.press_button("Bring all back");
    assert!(!window.shows_any(said));
    assert_eq!(*window.project(), project, "thinking changes nothing");
}

#[test]
fn rows_are_ordered_by_the_column_pressed() {
    let mut window = open(&chain());
    part(&mut window, "If they leave");
    let row = |window: &Window, name: &str| {
        let said = window.find(|text| text.starts_with(&format!("{name}: "))).expect("the row is there");
        window.rect(&said).top()
    };
    window.wait_until("the table is there", |window| window.shows("Think Ben away"));
    assert!(row(&window, "Ben") < row(&window, "Ann"));
    window.press_button("Order by name");
    assert!(row(&window, "Ann") < row(&window, "Ben") && row(&window, "Ben") < row(&window, "Cleo"));
}

#[test]
fn two_selected_stand_side_by_side() {
    let mut window = open(&chain());
    part(&mut window, "Compare");
    assert!(window.shows_any(|text| text.starts_with("Select two on the map")));
    window.click_element("actor Ann");
    window.click_element_with("actor Cleo", Modifiers::SHIFT);
    let card = |text: &str| text.starts_with("Who stands between these two?") && text.contains("Ben");
    window.wait_until("the two are compared", |window| window.shows_any(card));
}
