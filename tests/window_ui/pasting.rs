//! Copying and pasting within a map and between maps.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use linchpin::edit::Edit;
use linchpin::model::{Bond, Ends, Link, LinkKind, MapKind, Project};

use crate::projects::actors;
use crate::window::{NOWHERE, Window};

const CTRL_SHIFT: Modifiers = Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE };

/// Ann and Ben with a tie, Cleo, and an empty second map.
fn two_maps() -> Project {
    let project = actors();
    let map = project.maps_in_order()[0].0.clone();
    let link = Link::new(Ends::elements("e_0".into(), "e_1".into()), Bond::new(LinkKind::Tie));
    let edits = [
        Edit::AddLink { id: "l_0".into(), link, map },
        Edit::AddMap { id: "m_second".into(), kind: MapKind::Actors, title: "Second".to_owned() },
    ];
    edits.iter().fold(project, |project, edit| edit.apply(&project).unwrap())
}

/// A window with Ann and Ben copied; gives the text.
fn copied() -> (Window, String) {
    let mut window = Window::on(&two_maps());
    window.click_element("actor Ann");
    window.click_element_with("actor Ben", Modifiers::SHIFT);
    let text = window.copy().unwrap();
    window.settle();
    (window, text)
}

fn counts(window: &Window) -> (usize, usize) {
    (window.project().elements.len(), window.project().links.len())
}

#[test]
fn the_clipboard_holds_text_that_other_programs_can_read() {
    let (_, text) = copied();
    assert!(text.contains("Ann") && text.contains("Ben"), "{text}");
    assert!(!text.contains('{'), "no records: {text}");
}

#[test]
fn pasting_on_the_same_map_makes_copies_with_their_links() {
    let (mut window, text) = copied();
    let opened = window.project().clone();
    window.hover(NOWHERE);
    window.paste(&text);
    assert_eq!(counts(&window), (5, 2));
    assert_eq!(window.selected(), ["Ann", "Ben"]);
    window.undo();
    assert_eq!(*window.project(), opened);
}

#[test]
fn pasting_on_another_map_shows_the_same_and_offers_copies() {
    let (mut window, text) = copied();
    let opened = window.project().clone();
    window.press_button("Second");
    window.paste(&text);
    assert_eq!(counts(&window), (3, 1), "nothing was copied");
    let map = &window.project().maps[window.view().map.as_ref().unwrap()];
    assert_eq!((map.elements.len(), map.links.len()), (2, 1));
    assert_eq!(window.undo_name().as_deref(), Some("Show 2 elements"));
    window.press_button("Paste copies");
    assert_eq!(counts(&window), (5, 2));
    let map = &window.project().maps[window.view().map.as_ref().unwrap()];
    assert_eq!((map.elements.len(), map.links.len()), (2, 1));
    assert_eq!(window.undo_name().as_deref(), Some("Paste 2 elements"));
    window.undo();
    assert_eq!(*window.project(), opened, "one step, whichever way");
    assert_eq!(window.undo_name(), None);
}

#[test]
fn with_shift_pasting_makes_copies_on_another_map_too() {
    let (mut window, text) = copied();
    window.press_button("Second");
    window.harness.event(Event::ModifiersChanged(CTRL_SHIFT));
    window.harness.event(Event::Paste(text));
    window.harness.step();
    window.harness.event(Event::ModifiersChanged(Modifiers::NONE));
    window.settle();
    assert_eq!(counts(&window), (5, 2));
}

#[test]
fn cut_and_paste_brings_everything_back() {
    let (mut window, _) = copied();
    window.harness.event(Event::Cut);
    window.harness.step();
    let texts = window.harness.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    let text = texts.expect("something was cut");
    window.settle();
    assert_eq!(counts(&window), (1, 0));
    window.press_button("Second");
    window.paste(&text);
    assert_eq!(counts(&window), (3, 1));
}

#[test]
fn elements_are_copied_as_a_table_and_a_table_from_a_spreadsheet_is_pasted() {
    let (mut window, _) = copied();
    window.key(Key::Escape);
    window.press_button("Edit");
    window.harness.get_by_role_and_label(Role::Button, "Copy as a table").click();
    let mut text = None;
    for _ in 0..3 {
        window.harness.step();
        text = text.or(window.copied_text());
    }
    window.settle();
    let text = text.expect("the map was copied");
    assert_eq!(text, "name\tkind\nAnn\tactor\nBen\tactor\nCleo\tactor\n");
    window.paste("Who\tWhom\tHow\nAnn\tDora\tfunds\n");
    assert!(window.project().find_element("Dora").is_some());
    window.undo();
    window.paste("from\tto\tstrength\nAnn\tCleo\t4\nCleo\tDora\t2\n");
    assert_eq!(counts(&window), (4, 3), "an edge list: Dora is new, Ann and Cleo are known");
    window.paste("name\tsector\tinterest\nEve\tHost government\t4\n");
    let (_, eve) = window.project().find_element("Eve").unwrap();
    assert!(eve.actor().unwrap().sector.is_some());
}

#[test]
fn changed_text_is_pasted_as_it_says() {
    let (mut window, text) = copied();
    window.paste(&format!("{text}\nDora"));
    assert!(window.project().find_element("Dora").is_some());
    window.key(Key::Escape);
}
