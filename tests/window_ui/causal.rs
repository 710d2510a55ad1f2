//! Loops in the inspector, hints and patterns, and what follows when something is pressed.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use linchpin::app::view_state::Panel;
use linchpin::model::{Body, Bond, Causal, Course, Ends, Link, Map, MapKind, Polarity, Project};

use crate::window::Window;

fn vehicles() -> Window {
    let mut window = Window::on_sample("electric-vehicles-india.linchpin");
    window.press_button("Loops");
    window.wait_until("the loops are listed", |window| {
        window.shows_any(|said| said.starts_with("R1 Scale cuts cost, reinforcing"))
    });
    window
}

fn row(window: &Window, start: &str) -> String {
    window.find(|said| said.starts_with(start)).unwrap_or_else(|| panic!("nothing starts with {start}"))
}

#[test]
fn a_lit_loop_is_in_the_inspector_and_its_story_is_one_step() {
    let mut window = vehicles();
    let row = row(&window, "R1 Scale cuts cost");
    window.click_at(window.rect(&row).center(), Modifiers::NONE);
    assert!(window.shows("2 minus links, an even number, so the loop reinforces."));
    assert!(window.shows("Battery makers controls Battery output"));
    assert!(window.shows_any(|said| said.starts_with("Nobody on the actor map controls")));
    let story = |window: &Window| {
        let named = window.project().loops.values().find(|named| named.label == "R1").unwrap();
        named.story.clone()
    };
    let before = story(&window);
    let at = window.harness.get_by_role_and_label(Role::MultilineTextInput, "Story").rect().center();
    window.click_at(at, Modifiers::NONE);
    window.type_text(" And on.");
    window.key(Key::Tab);
    assert_ne!(story(&window), before);
    window.undo();
    assert_eq!(story(&window), before);
}

#[test]
fn a_link_of_the_loop_can_be_selected_from_the_inspector() {
    let mut window = vehicles();
    let row = row(&window, "R1 Scale cuts cost");
    window.click_at(window.rect(&row).center(), Modifiers::NONE);
    window.press_button("same way EV sales → Battery output");
    assert_eq!(window.view().selection.links.len(), 1);
}

#[test]
fn a_double_click_brings_the_loop_into_view() {
    let mut window = vehicles();
    let row = row(&window, "B1 Evening grid strain");
    let camera = |window: &Window| window.view().cameras[window.view().map.as_ref().unwrap()];
    let before = camera(&window);
    window.double_click_at(window.rect(&row).center());
    assert_ne!(camera(&window), before);
    assert!(window.view().spotlight.is_some());
}

#[test]
fn pressing_a_variable_says_what_rises_and_falls() {
    let mut window = vehicles();
    window.click_element("variable EV price");
    window.key_with(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(window.view().panel, Some(Panel::WhatIf));
    assert!(window.shows("EV price rises") || window.shows("Let go of EV price"));
    window.wait_until("the prediction is there", |window| window.shows("EV sales: falls 100 %"));
    // The same key lets go.
    window.click_element("variable EV price");
    window.key_with(Modifiers::ALT, Key::ArrowUp);
    assert!(!window.shows("EV sales: falls 100 %"));
}

#[test]
fn keys_that_are_let_go_within_a_slow_frame_mean_what_they_meant_when_pressed() {
    let mut window = vehicles();
    window.click_element("variable EV price");
    let before = window.project().clone();
    window.quick_key(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(window.view().panel, Some(Panel::WhatIf));
    assert_eq!(*window.project(), before, "nothing was moved");
}

#[test]
fn a_rough_run_can_be_stepped_through() {
    let mut window = vehicles();
    window.click_element("variable EV price");
    window.key_with(Modifiers::ALT, Key::ArrowDown);
    window.click_at(window.rect("Rough run").center(), Modifiers::NONE);
    window.wait_until("the run is there", |window| {
        window.shows_any(|said| said.starts_with("It settles after") || said.starts_with("It swings"))
    });
    assert!(window.shows("Where it ends"));
    window.press_button("One step on");
    assert!(window.shows_any(|said| said.starts_with("Step 1 of ")));
    assert!(!window.shows("EV sales: as before"), "what the price moves directly has moved");
    assert!(window.shows("Evening grid load: as before"), "what that moves has not moved yet");
}

#[test]
fn a_hint_is_settled_by_one_click_and_one_undo() {
    let mut project = Project::new("Hints");
    let map = project.maps.keys().next().unwrap().clone();
    let mut record = Map::new(MapKind::Causal, "Causes", "a");
    for (number, name) in ["Trust", "Turnout"].into_iter().enumerate() {
        let id = linchpin::model::ElementId::from(format!("e_{number:016}").as_str());
        let element = linchpin::model::Element::new(linchpin::model::ElementKind::Variable, name);
        project.elements.insert(id.clone(), std::sync::Arc::new(element));
        let place = linchpin::model::Point::new(300.0 * number as f64, 0.0);
        record.elements.insert(id, linchpin::model::Placement::at(place));
    }
    let ends = Ends::elements("e_0000000000000000".into(), "e_0000000000000001".into());
    let causal = Causal { polarity: Some(Polarity::Plus), ..Causal::default() };
    let link = linchpin::model::LinkId::from("l_0000000000000000");
    project.links.insert(link.clone(), std::sync::Arc::new(Link::new(ends, Bond::Causal(causal))));
    record.links.insert(link, Course::default());
    project.maps.insert(map, std::sync::Arc::new(record));
    let mut window = Window::on(&project);
    window.press_button("Loops");
    window.wait_until("the hints are there", |window| window.shows("From outside"));
    let external = |window: &Window| {
        let element = &window.project().elements[&window.id("Trust")];
        matches!(&element.body, Body::Variable(variable) if variable.external)
    };
    window.click_at(window.rect("From outside").center(), Modifiers::NONE);
    assert!(external(&window));
    window.undo();
    assert!(!external(&window));
}

#[test]
fn a_rejected_pattern_stays_away() {
    let mut window = vehicles();
    let count = |window: &Window| window.harness.query_all_by_label("Reject").count();
    window.wait_until("the patterns are there", |window| count(window) > 0);
    let before = count(&window);
    let place = |window: &Window| window.harness.query_all_by_label("Reject").next().unwrap().rect().center();
    // The panel is scrolled until the first of them shows.
    for _ in 0..20 {
        if place(&window).y < 860.0 {
            break;
        }
        window.hover(egui::pos2(200.0, 840.0));
        window.scroll(egui::vec2(0.0, -60.0));
    }
    let at = place(&window);
    window.click_at(at, Modifiers::NONE);
    assert_eq!(count(&window), before - 1);
}

#[test]
fn a_variable_says_what_it_is_as_a_place_to_act() {
    let mut window = vehicles();
    window.click_element("variable EV price");
    window.wait_until("the dossier is there", |window| window.shows("1 of 16"));
    assert!(window.shows("Raising it lowers EV sales in 100 % of the draws, by one link."));
}
