//! What the analyses say, and what it lights on the map.

use egui::Modifiers;
use linchpin::app::view_state::Panel;

use crate::window::{CTRL, Window};

fn sample() -> Window {
    let mut window = Window::on_sample("waste-pickers-bengaluru.linchpin");
    assert_eq!(window.view().panel, Some(Panel::Findings));
    window.wait_until("every finding has arrived", |window| {
        window.shows_any(|said| said.starts_with("Findings, ")) && !window.shows("Working…")
    });
    window
}

fn card(window: &Window, start: &str) -> String {
    window.find(|said| said.starts_with(start)).unwrap_or_else(|| panic!("no card starts with {start}"))
}

#[test]
fn findings_arrive_as_cards() {
    let window = sample();
    card(&window, "Partners: ");
    card(&window, "Bottleneck: ");
}

#[test]
fn hovering_a_card_lights_it() {
    let mut window = sample();
    let label = card(&window, "Partners: ");
    assert!(window.harness.state().answers().lit.is_none());
    let at = window.rect(&label).center();
    window.hover(at);
    let lit = window.view().preview.clone().expect("the card lights the map");
    assert!(!lit.elements.is_empty());
    let painted = window.harness.state().answers().lit.clone().expect("the map was painted with it");
    assert!(lit.elements.is_subset(&painted.elements));
    window.hover(egui::Pos2::new(720.0, 20.0));
    assert!(window.view().preview.is_none() && window.harness.state().answers().lit.is_none());
}

#[test]
fn clicking_a_bottleneck_selects_its_actor() {
    let mut window = sample();
    let label = card(&window, "Bottleneck: ");
    let at = window.rect(&label).center();
    window.click_at(at, Modifiers::NONE);
    let selected = window.view().selection.single_element().expect("one actor is selected").clone();
    assert!(label.contains(&window.project().name_of(&selected)), "{label}");
    let map = &window.project().maps[window.view().map.as_ref().unwrap()];
    assert!(map.elements.contains_key(&selected), "its map is in front");
}

#[test]
fn clicking_a_loop_dims_the_rest_until_the_chip_is_closed() {
    let mut window = sample();
    window.press_button("Loops");
    assert_eq!(window.view().panel, Some(Panel::Loops));
    let row = window
        .find(|said| said.starts_with("R1 ") && said.contains(", reinforcing, "))
        .expect("the loop is listed");
    let at = window.rect(&row).center();
    window.click_at(at, Modifiers::NONE);
    let lit = window.view().spotlight.clone().expect("the loop is lit");
    assert_eq!(lit.title, "R1");
    assert!(!lit.links.is_empty());
    window.press_button("Clear: Showing R1, rest dimmed");
    assert!(window.view().spotlight.is_none());
    assert!(!window.shows("Clear: Showing R1, rest dimmed"));
}

#[test]
fn a_second_click_on_a_loop_and_escape_both_light_all_again() {
    let mut window = sample();
    window.press_button("Loops");
    let row = window.find(|said| said.starts_with("R1 ")).unwrap();
    let at = window.rect(&row).center();
    window.click_at(at, Modifiers::NONE);
    assert!(window.view().spotlight.is_some());
    window.click_at(at, Modifiers::NONE);
    assert!(window.view().spotlight.is_none());
    window.click_at(at, Modifiers::NONE);
    window.key(egui::Key::Escape);
    assert!(window.view().spotlight.is_none());
}

#[test]
fn every_panel_opens_on_every_sample() {
    for file in ["waste-pickers-bengaluru", "electric-vehicles-india", "five-coalitions"] {
        let mut window = Window::on_sample(&format!("{file}.linchpin"));
        window.wait_until("every finding has arrived", |window| !window.shows("Working…"));
        for panel in [Panel::Elements, Panel::Loops, Panel::Partners] {
            window.press_button(&format!("{panel:?}"));
            assert_eq!(window.view().panel, Some(panel), "{file}");
        }
        let maps: Vec<_> = window
            .project()
            .maps_in_order()
            .iter()
            .map(|(id, map)| ((*id).clone(), map.title.clone()))
            .collect();
        for (id, title) in maps {
            window.press_button(&title);
            assert_eq!(window.view().map, Some(id), "{file}");
        }
    }
}

#[test]
fn an_edit_brings_new_findings() {
    let mut window = sample();
    window.key_with(CTRL, egui::Key::A);
    window.key(egui::Key::Delete);
    window.settle();
    window.wait_until("the deleted actors are named no more", |window| {
        !window.shows_any(|said| said.starts_with("Bottleneck: "))
    });
}
