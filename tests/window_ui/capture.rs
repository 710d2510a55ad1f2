//! The capture line, pasted text, and drawing in chains.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use linchpin::model::{Project, Scale};

use crate::projects::actors;
use crate::window::{CTRL, Window};

/// A window whose capture line has the keyboard.
fn on(project: &Project) -> Window {
    let mut window = Window::on(project);
    window.key(Key::Slash);
    window
}

fn counts(window: &Window) -> (usize, usize) {
    (window.project().elements.len(), window.project().links.len())
}

fn line(window: &Window) -> String {
    let node = window.harness.get_by_role_and_label(Role::TextInput, "Capture line");
    egui_kittest::kittest::NodeT::accesskit_node(&node).value().unwrap_or_default()
}

#[test]
fn the_line_never_takes_the_keyboard_by_itself() {
    let mut window = Window::empty();
    window.letter(Key::E, "e");
    assert!(window.view().naming.is_some(), "e draws an element, it is not typed");
    window.key(Key::Escape);
    window.letter(Key::Slash, "/");
    assert_eq!(line(&window), "", "the key that leads to the line is not typed");
    window.letter(Key::E, "e");
    assert_eq!(line(&window), "e");
    window.key(Key::Escape);
    window.letter(Key::E, "e");
    assert!(window.view().naming.is_some(), "escape leaves the line");
}

#[test]
fn what_enter_would_make_is_said_before_it_is_made_in_one_step() {
    let mut window = on(&actors());
    let opened = window.project().clone();
    window.type_text("Dora #ngo !4 ?2 -> ann : funds 3");
    assert!(window.shows_any(|said| said.starts_with("Enter adds 1 actor and 1 tie")));
    assert_eq!(*window.project(), opened, "a ghost is not in the project");
    window.key(Key::Enter);
    assert_eq!(counts(&window), (4, 1));
    assert!(window.shows("Added 1 actor and 1 tie."));
    let project = window.project();
    let dora = project.elements[&window.id("Dora")].actor().unwrap().clone();
    let rated = |scale| dora.spread(scale).map(|spread| spread.mean);
    assert_eq!((rated(Scale::Influence), rated(Scale::Interest)), (Some(4.0), Some(2.0)));
    let assessor = project.assessors.keys().next().unwrap();
    assert!(dora.ratings.contains_key(assessor), "rated as who rates here");
    let link = project.links.values().next().unwrap();
    assert_eq!(link.ends.pair(), Some((&window.id("Dora"), &window.id("Ann"))));
    // The line is empty and still has the keyboard.
    window.type_text("Emil");
    window.key(Key::Enter);
    assert_eq!(counts(&window), (5, 1));
    window.undo();
    window.undo();
    assert_eq!(*window.project(), opened);
}

#[test]
fn tab_goes_on_from_the_last_source() {
    let mut window = on(&actors());
    window.type_text("Ann -> Ben");
    window.key(Key::Tab);
    assert_eq!((counts(&window), line(&window)), ((3, 1), "Ann -> ".to_owned()));
    window.type_text("Cleo");
    window.key(Key::Tab);
    window.type_text("Dora");
    window.key(Key::Enter);
    assert_eq!(counts(&window), (4, 3));
    assert!(window.project().links.values().all(|link| link.ends.from == window.id("Ann")));
    // In an empty line too.
    window.key(Key::Tab);
    assert_eq!(line(&window), "Ann -> ");
}

#[test]
fn up_and_down_walk_through_what_was_entered() {
    let mut window = on(&actors());
    for name in ["Dora", "Emil"] {
        window.type_text(name);
        window.key(Key::Enter);
    }
    window.type_text("half a");
    let mut walked = Vec::new();
    for key in [Key::ArrowUp, Key::ArrowUp, Key::ArrowUp, Key::ArrowDown, Key::ArrowDown] {
        window.key(key);
        walked.push(line(&window));
    }
    assert_eq!(walked, ["Emil", "Dora", "Dora", "Emil", "half a"]);
}

#[test]
fn a_slip_is_offered_and_one_key_unites() {
    let mut window = on(&actors());
    window.type_text("Municipality");
    window.key(Key::Enter);
    window.type_text("Municpality -> Ann");
    assert!(window.shows_any(|said| said.starts_with("Did you mean “Municipality” by “Municpality”?")));
    window.key_with(CTRL, Key::Enter);
    assert_eq!(counts(&window), (4, 1));
    window.key(Key::Tab);
    assert_eq!(line(&window), "Municipality -> ");
    window.type_text("Bem");
    window.key(Key::Enter);
    assert_eq!(counts(&window), (5, 2), "short names are no slips, and Enter takes them as they are");
}

#[test]
fn what_cannot_be_understood_stays_and_says_why() {
    let mut window = on(&actors());
    let opened = window.project().clone();
    for (text, said) in
        [("Ann ->", "Write a name after “->”."), ("Ann !9", "“!9”: influence runs from 1 to 5.")]
    {
        window.type_text(text);
        assert!(window.shows(said), "{text}");
        window.key(Key::Enter);
        assert_eq!((line(&window).as_str(), &opened), (text, window.project()));
        window.key_with(CTRL, Key::A);
        window.key(Key::Delete);
    }
}

const WORKSHOP: &str = "[actors]\nH&M Foundation #funder !4 ?5 $capital\nCAIF #ngo\nH&M Foundation -> CAIF : funds 3\n\
                        CAIF -- Ann : collaborates\nbad ->\n";

#[test]
fn pasted_lines_are_one_step_wherever_they_are_pasted() {
    for in_line in [false, true] {
        let mut window = Window::on(&actors());
        let opened = window.project().clone();
        if in_line {
            window.key(Key::Slash);
        }
        window.paste(WORKSHOP);
        assert_eq!(counts(&window), (5, 2), "in the line: {in_line}");
        assert!(window.shows_any(|said| said.starts_with("Added 2 actors and 2 ties. Line 6 was skipped")));
        window.undo();
        assert_eq!(*window.project(), opened);
    }
}

#[test]
fn a_pasted_table_becomes_elements_and_ties_that_cover_nothing() {
    let mut window = Window::on(&actors());
    window.paste("from\tto\tkind\nAnn\tDora\tfunds\nDora\tEmil\tinforms\n");
    assert_eq!(counts(&window), (5, 2));
    let names = ["Ann", "Ben", "Cleo", "Dora", "Emil"];
    for (index, one) in names.iter().enumerate() {
        for other in &names[index + 1..] {
            let (a, b) = (window.place(one), window.place(other));
            assert!((a.x() - b.x()).abs() > 60.0 || (a.y() - b.y()).abs() > 40.0, "{one} covers {other}");
        }
    }
    window.undo();
    assert_eq!(counts(&window), (3, 0));
}

#[test]
fn slips_in_pasted_text_are_offered_and_united_in_the_same_step() {
    let mut window = on(&actors());
    window.type_text("Municipality");
    window.key(Key::Enter);
    window.key(Key::Escape);
    let before = window.project().clone();
    window.paste("Municpality -> Ann\nCAIF -> Ben\n");
    assert_eq!(counts(&window), (6, 2));
    window.press_button("Use known names");
    assert_eq!(counts(&window), (5, 2));
    assert!(window.project().find_element("Municpality").is_none());
    window.undo();
    assert_eq!(*window.project(), before, "both are one step");
    window.paste("Municpality");
    window.undo();
    window.press_button("Use known names");
    assert_eq!(*window.project(), before, "what was taken back is not made again");
}

#[test]
fn odd_text_neither_stops_nor_freezes_the_window() {
    let mut window = Window::on(&actors());
    window.paste(&format!("{}\u{0}\u{7}\n👩‍👩‍👧 -> ويست بيكرز", "x".repeat(10_000)));
    assert_eq!(counts(&window), (6, 1));
    assert!(window.shows_any(|said| said.contains("was cut to 200 characters")));
    window.undo();
    let lines = (0..6_000).map(|number| format!("Group {number}\n")).collect::<Vec<String>>().concat();
    window.paste(&lines);
    assert_eq!(window.project().elements.len(), 5_003);
    assert!(window.shows_any(|said| said.contains("1000 lines after the first 5000 were skipped")));
    window.undo();
    window.paste("\u{0}\n\n");
    assert!(window.shows_any(|said| said.starts_with("There is nothing to make of this text")));
    assert_eq!(counts(&window), (3, 0));
}

#[test]
fn copied_text_makes_elements_and_links_elsewhere() {
    let mut window = on(&actors());
    window.type_text("Ann #ngo -> Ben : funds 3");
    window.key(Key::Enter);
    window.key(Key::Escape);
    window.click_element("actor Ann");
    window.click_element_with("actor Ben", Modifiers::SHIFT);
    let text = window.copy().unwrap();
    assert_eq!(text, "Ann #ngo\nAnn -> Ben : funds 3");
    let mut other = Window::empty();
    other.paste(&text);
    assert_eq!(counts(&other), (2, 1));
}

/// Types into the name field and presses a key.
fn name(window: &mut Window, text: &str, key: Key) {
    assert!(window.view().naming.is_some(), "a name is asked for before {text}");
    window.type_text(text);
    window.key(key);
}

#[test]
fn tab_draws_a_linked_element_and_enter_its_siblings() {
    let mut window = Window::on(&actors());
    window.click_element("actor Ann");
    window.key(Key::Tab);
    name(&mut window, "Dora", Key::Enter);
    name(&mut window, "Emil", Key::Tab);
    name(&mut window, "Fay", Key::Enter);
    window.key(Key::Enter);
    assert!(window.view().naming.is_none(), "an empty name ends the chain");
    let project = window.project();
    let mut ends: Vec<(String, String)> = project
        .links
        .values()
        .filter_map(|link| link.ends.pair())
        .map(|(from, to)| (project.name_of(from), project.name_of(to)))
        .collect();
    ends.sort();
    let expected = [("Ann", "Dora"), ("Ann", "Emil"), ("Emil", "Fay")];
    assert_eq!(ends, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert_eq!(window.selected(), ["Fay"]);
    window.undo();
    assert_eq!(counts(&window), (5, 2), "an element and its link are one step");
}

#[test]
fn tab_moves_the_keyboard_where_no_element_is_selected() {
    let mut window = Window::on(&actors());
    window.key(Key::Tab);
    assert!(window.view().naming.is_none());
    window.harness.event(Event::Copy);
    assert_eq!(counts(&window), (3, 0));
}

#[test]
fn the_help_explains_the_language() {
    let mut window = Window::on(&actors());
    window.key(Key::F1);
    assert!(window.shows("Writing a map") && window.shows("A -> B : funds 3"));
}
