//! What colours and sizes show: chosen by chips and keys, worked out in the background, said in the legend.

use egui::{Key, Modifiers};
use linchpin::scene::{Encoding, Field};

use crate::window::Window;

fn encoding(window: &Window) -> Encoding {
    window.view().encoding_of(window.view().map.as_ref().unwrap())
}

#[test]
fn a_chip_chooses_what_colours_show_and_edits_nothing() {
    let mut window = Window::on_sample("waste-pickers-bengaluru.linchpin");
    let opened = window.project().clone();
    assert_eq!(encoding(&window), Encoding::default());
    window.press_button("Colour: Sector");
    window.press_button("Interest");
    assert_eq!(encoding(&window).colour.to_string(), "interest");
    assert!(window.shows("Colour: Interest"));
    window.press_button("Size: Standard");
    window.press_button("Influence");
    assert_eq!(encoding(&window).size.map(|field| field.to_string()).as_deref(), Some("influence"));
    assert_eq!(*window.project(), opened);
}

#[test]
fn a_key_opens_the_menu_and_measures_arrive_from_the_background() {
    let mut window = Window::on_sample("waste-pickers-bengaluru.linchpin");
    window.letter(Key::C, "c");
    window.settle();
    window.press_button("Betweenness");
    assert_eq!(encoding(&window).colour.to_string(), "betweenness_centrality");
    window.wait_until("the measure is there", |window| !window.shows("Updating…"));
    window.key_with(Modifiers::SHIFT, Key::C);
    window.settle();
    window.press_button("Degree");
    window.wait_until("the measure is there", |window| !window.shows("Updating…"));
    assert!(matches!(encoding(&window).size, Some(Field::Measure(_))));
}
