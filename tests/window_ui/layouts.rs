//! Layouts: one step each, what is pinned or not selected stays, and a way back at any moment.

use std::collections::BTreeMap;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Pos2, Rect};
use egui_kittest::kittest::Queryable as _;
use linchpin::edit::Edit;
use linchpin::model::{
    Bond, Element, ElementId, ElementKind, Ends, Link, LinkId, LinkKind, MapId, Point, Project,
};

use crate::window::{CTRL, NOWHERE, Window};

/// Actors in a bad order: a ring whose neighbours stand far apart, two of them on one place.
fn tangle(count: usize) -> Project {
    let mut project = Project::new("Tangle");
    let map: MapId = project.maps_in_order()[0].0.clone();
    let id = |number: usize| ElementId::from(format!("e_{number:04}").as_str());
    let mut edits = Vec::new();
    for number in 0..count {
        let slot = number * 7 % count;
        let pos = Point::new((slot % 5) as f64 * 150.0, (slot / 5) as f64 * 90.0);
        let pos = if number == 1 { Point::new(0.0, 0.0) } else { pos };
        let element = Element::new(ElementKind::Actor, format!("Actor {number}"));
        edits.push(Edit::AddElement { id: id(number), element, map: map.clone(), pos });
    }
    for number in 0..count {
        let ends = Ends::elements(id(number), id((number + 1) % count));
        let link = LinkId::from(format!("l_{number:04}").as_str());
        edits.push(Edit::AddLink {
            id: link,
            link: Link::new(ends, Bond::new(LinkKind::Tie)),
            map: map.clone(),
        });
    }
    project = Edit::Many(String::new(), edits).apply(&project).unwrap();
    project
}

fn places(window: &Window) -> BTreeMap<ElementId, Point> {
    let map = &window.project().maps[window.view().map.as_ref().unwrap()];
    map.elements.iter().map(|(id, at)| (id.clone(), at.pos.unwrap())).collect()
}

/// Chooses a row of the Arrange menu and waits until everybody stands.
fn arrange(window: &mut Window, row: &str) {
    window.press_button("Arrange");
    window.press_button(row);
    rest(window);
}

/// Frames until nothing moves any more.
fn rest(window: &mut Window) {
    let mut before = None;
    for _ in 0..600 {
        std::thread::sleep(std::time::Duration::from_millis(5));
        window.harness.run_steps(6);
        let now = Some((places(window), window.harness.state().is_laying_out()));
        if now == before && !now.as_ref().unwrap().1 {
            return;
        }
        before = now;
    }
    panic!("the layout never came to rest");
}

fn press(window: &mut Window, key: Key) {
    let modifiers = Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE };
    window.key_with(modifiers, key);
}

#[test]
fn every_layout_is_one_step_that_can_be_taken_back() {
    let mut window = Window::on_sample("waste-pickers-bengaluru.linchpin");
    let opened = places(&window);
    for row in [
        "Force layout",
        "Layers from left to right",
        "Rings around the selection",
        "Circle",
        "Columns by sector",
        "Columns by region",
        "Clusters by sector",
        "Clusters by region",
    ] {
        arrange(&mut window, row);
        let after = places(&window);
        assert_ne!(after, opened, "{row}");
        assert!(window.undo_name().unwrap().starts_with(&format!("{row} of ")), "{row}");
        window.undo();
        assert_eq!(places(&window), opened, "{row}");
        assert_eq!(window.undo_name(), None, "{row} is one step");
        window.redo();
        assert_eq!(places(&window), after, "{row}");
        window.undo();
    }
}

#[test]
fn the_same_layout_gives_the_same_places() {
    let run = || {
        let mut window = Window::on(&tangle(12));
        press(&mut window, Key::L);
        rest(&mut window);
        places(&window)
    };
    assert_eq!(run(), run());
}

#[test]
fn what_is_pinned_stays_and_of_several_selected_only_those_move() {
    let mut window = Window::on(&tangle(12));
    let opened = places(&window);
    window.click_element("actor Actor 5");
    window.letter(Key::P, "p");
    window.click_at(NOWHERE, Modifiers::NONE);
    press(&mut window, Key::L);
    rest(&mut window);
    let (five, six) = (window.id("Actor 5"), window.id("Actor 6"));
    assert_eq!(places(&window)[&five], opened[&five], "pinned");
    assert_ne!(places(&window)[&six], opened[&six]);
    window.undo();

    window.click_element("actor Actor 6");
    window.click_element_with("actor Actor 7", Modifiers::SHIFT);
    press(&mut window, Key::L);
    rest(&mut window);
    let now = places(&window);
    let moved: Vec<&ElementId> =
        now.iter().filter(|(id, at)| opened[*id] != **at).map(|(id, _)| id).collect();
    let chosen = [six, window.id("Actor 7")];
    assert!(!moved.is_empty() && moved.iter().all(|id| chosen.contains(id)), "{moved:?}");
    assert_eq!(window.selected(), ["Actor 6", "Actor 7"], "the selection stays");
}

#[test]
fn escape_midway_takes_a_layout_back() {
    let mut window = Window::on(&tangle(12));
    let opened = places(&window);
    press(&mut window, Key::L);
    window.wait_until("elements are on their way", |window| places(window) != opened);
    assert!(window.harness.state().is_laying_out(), "they do not jump");
    window.key(Key::Escape);
    assert_eq!(places(&window), opened);
    rest(&mut window);
    assert_eq!(places(&window), opened, "nothing comes after");
    assert_eq!(window.undo_name(), None);
}

#[test]
fn an_edit_midway_lets_the_layout_arrive_first() {
    let mut window = Window::on(&tangle(12));
    let opened = places(&window);
    window.click_element("actor Actor 3");
    press(&mut window, Key::L);
    window.wait_until("elements are on their way", |window| places(window) != opened);
    assert!(window.harness.state().is_laying_out());
    window.key(Key::Delete);
    rest(&mut window);
    assert_eq!(window.project().elements.len(), 11);
    window.undo();
    let arrived = places(&window);
    assert!(window.undo_name().unwrap().starts_with("Force layout of 12"));
    window.undo();
    assert_eq!(places(&window), opened);
    press(&mut window, Key::L);
    rest(&mut window);
    assert_eq!(places(&window), arrived, "it arrived where it would have without the edit");
}

#[test]
fn long_work_shows_how_far_it_is_and_stops_where_it_is() {
    let mut window = Window::on(&tangle(700));
    let opened = places(&window);
    press(&mut window, Key::L);
    window.wait_until("there is a way to stop it", |window| window.shows("Stop"));
    window.press_button("Stop");
    rest(&mut window);
    let stopped = places(&window);
    assert_ne!(stopped, opened, "what was done so far is kept");
    assert!(window.undo_name().unwrap().starts_with("Force layout of 700"));
    window.undo();
    assert_eq!(places(&window), opened);
}

#[test]
fn without_motion_elements_jump() {
    let mut window = Window::on(&tangle(12));
    let opened = places(&window);
    linchpin::app::theme::set_reduced_motion(&window.harness.ctx.clone(), true);
    press(&mut window, Key::L);
    window.wait_until("it is laid out", |window| places(window) != opened);
    assert!(!window.harness.state().is_laying_out(), "no frame shows them under way");
}

#[test]
fn only_what_was_just_added_is_tidied() {
    let mut window = Window::on(&tangle(12));
    let opened = places(&window);
    press(&mut window, Key::T);
    rest(&mut window);
    assert_eq!(places(&window), opened, "nothing is new");
    window.paste("Newcomer one\nNewcomer two");
    let added = window.project().elements.len() - 12;
    assert!(added > 0, "the list was pasted");
    window.click_at(NOWHERE, Modifiers::NONE);
    let pasted = places(&window);
    press(&mut window, Key::T);
    rest(&mut window);
    let now = places(&window);
    assert!(opened.iter().all(|(id, at)| now[id] == *at), "who stood before stays");
    if now != pasted {
        assert!(window.undo_name().unwrap().starts_with("Tidy"));
        window.undo();
        assert_eq!(places(&window), pasted);
    }
}

#[test]
fn overlaps_are_taken_away_and_little_else_moves() {
    let mut window = Window::on(&tangle(12));
    let opened = places(&window);
    arrange(&mut window, "Remove overlaps");
    let boxes: Vec<Rect> = (0..12).map(|number| window.rect(&format!("actor Actor {number}"))).collect();
    for (at, one) in boxes.iter().enumerate() {
        assert!(boxes[at + 1..].iter().all(|other| !one.shrink(1.0).intersects(other.shrink(1.0))), "{at}");
    }
    let moved = places(&window).iter().filter(|(id, at)| opened[*id] != **at).count();
    assert!((1..=4).contains(&moved), "{moved} moved");
    window.undo();
    assert_eq!(places(&window), opened);
}

#[test]
fn a_layout_that_leaves_the_window_brings_the_camera_along() {
    let mut window = Window::on(&tangle(12));
    window.click_at(NOWHERE, Modifiers::NONE);
    for _ in 0..6 {
        window.key_with(CTRL, Key::Plus);
    }
    press(&mut window, Key::L);
    rest(&mut window);
    let screen = Rect::from_min_size(Pos2::ZERO, egui::vec2(1440.0, 900.0));
    for number in 0..12 {
        let name = format!("actor Actor {number}");
        assert!(screen.contains_rect(window.rect(&name)), "{name}");
    }
}

#[test]
fn an_empty_map_says_what_to_draw_first() {
    let mut window = Window::empty();
    window.harness.get_all_by_role_and_label(Role::Button, "Lay out").last().unwrap().click();
    window.settle();
    assert!(window.shows_any(|said| said.starts_with("There is nothing to lay out yet.")));
}
