//! Several maps in one project: tabs, the same element on several, two maps side by side, portals.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Pos2, Vec2};
use egui_kittest::kittest::Queryable as _;
use linchpin::edit::{Edit, ElementChange};
use linchpin::model::{MapId, MapKind, Point, Project};

use crate::projects::actors;
use crate::window::{CTRL, NOWHERE, Window};

const ALT: Modifiers = Modifiers::ALT;
const CTRL_SHIFT: Modifiers = Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE };

/// Ann, Ben and Cleo on the first map, Ann on the second, nobody on the third.
fn three_maps() -> Project {
    let mut project = actors();
    for (id, title) in [("m_b", "Second"), ("m_c", "Third")] {
        let add = Edit::AddMap { id: id.into(), kind: MapKind::Actors, title: title.to_owned() };
        project = add.apply(&project).unwrap();
    }
    let ann = project.find_element("Ann").unwrap().0.clone();
    let show = Edit::ShowElement { id: ann, map: "m_b".into(), pos: Point::default() };
    show.apply(&project).unwrap()
}

fn titles(window: &Window) -> Vec<String> {
    window.project().maps_in_order().into_iter().map(|(_, map)| map.title.clone()).collect()
}

fn front(window: &Window) -> String {
    window.project().maps[window.view().map.as_ref().unwrap()].title.clone()
}

fn shows(window: &Window, map: &str, name: &str) -> bool {
    window.project().maps[&MapId::from(map)].elements.contains_key(&window.id(name))
}

/// Clicks the lowest of the buttons with this name: the tab of a map has its name too.
fn click_lowest(window: &mut Window, label: &str) {
    let rows: Vec<_> = window.harness.query_all_by_role_and_label(Role::Button, label).collect();
    rows.iter().max_by(|a, b| a.rect().top().total_cmp(&b.rect().top())).unwrap().click();
    window.settle();
}

#[test]
fn page_keys_go_from_map_to_map_and_round() {
    let mut window = Window::on(&three_maps());
    let first = front(&window);
    for title in ["Second", "Third", &first, "Second"] {
        window.key_with(CTRL, Key::PageDown);
        assert_eq!(front(&window), title);
    }
    window.key_with(CTRL, Key::PageUp);
    assert_eq!(front(&window), first);
}

#[test]
fn a_tab_is_dragged_to_another_place_in_one_step() {
    let mut window = Window::on(&three_maps());
    let before = titles(&window);
    let (third, first) = (window.rect("Third"), window.rect(&before[0]));
    window.drag(third.center(), first.left_center() + Vec2::new(4.0, 0.0), Modifiers::NONE);
    assert_eq!(titles(&window), ["Third", &before[0], "Second"]);
    assert_eq!(window.undo_name().as_deref(), Some("Move map “Third”"));
    window.undo();
    assert_eq!(titles(&window), before);
    assert_eq!(window.undo_name(), None);
}

#[test]
fn selected_elements_are_shown_on_another_map_and_the_way_back_is_kept() {
    let mut window = Window::on(&three_maps());
    let first = front(&window);
    window.click_element("actor Ben");
    window.harness.get_by_label("Show on another map…").click();
    window.settle();
    click_lowest(&mut window, "Third");
    assert_eq!(front(&window), "Third");
    assert_eq!(window.selected(), ["Ben"]);
    assert!(shows(&window, "m_c", "Ben"));
    assert_eq!(window.project().elements.len(), 3, "the same element, not a copy");
    window.press_button(&format!("Back to “{first}”"));
    assert_eq!(front(&window), first);
    window.undo();
    assert!(!shows(&window, "m_c", "Ben"));
    assert_eq!(window.undo_name(), None);
}

#[test]
fn the_inspector_says_on_which_maps_an_element_stands_and_leads_there() {
    let mut window = Window::on(&three_maps());
    window.click_element("actor Ann");
    assert!(!window.shows("On the map Third"));
    window.press_button("On the map Second");
    assert_eq!(front(&window), "Second");
    assert_eq!(window.selected(), ["Ann"]);
    window.key_with(ALT, Key::ArrowLeft);
    assert_ne!(front(&window), "Second");
}

#[test]
fn a_portal_is_set_travelled_and_left_again() {
    let mut window = Window::on(&three_maps());
    let first = front(&window);
    let ben = window.id("Ben");
    let change = ElementChange::Portal(Some("m_c".into()));
    let led = Edit::ChangeElements { ids: vec![ben.clone()], change }.apply(window.project()).unwrap();

    window.click_element("actor Ben");
    // The inspector is longer than the window is high.
    window.hover(Pos2::new(1290.0, 500.0));
    window.scroll(Vec2::new(0.0, -1200.0));
    let choice = window.harness.get_by_role_and_label(Role::ComboBox, "Leads to").rect().center();
    window.click_at(choice, Modifiers::NONE);
    click_lowest(&mut window, "Third");
    assert_eq!(window.project().elements[&ben].portal, Some("m_c".into()));
    assert_eq!(window.undo_name().as_deref(), Some("Set portal of “Ben”"));

    // The sign stands at the lower right corner.
    let mut window = Window::on(&led);
    let sign = window.rect("actor Ben").right_bottom() - Vec2::new(9.0, 9.0);
    window.double_click_at(sign);
    assert_eq!(front(&window), "Third");
    window.key_with(ALT, Key::ArrowLeft);
    assert_eq!(front(&window), first);
    window.click_element("actor Ben");
    window.key_with(ALT, Key::ArrowRight);
    assert_eq!(front(&window), "Third");
    assert_eq!(*window.project(), led, "looking changes nothing");
}

#[test]
fn elements_are_dragged_from_the_panel_and_found_by_the_palette() {
    let mut window = Window::on(&three_maps());
    window.key_with(CTRL, Key::PageUp);
    assert_eq!(front(&window), "Third");
    window.press_button("Elements");
    let row = window.harness.get_by_role_and_label(Role::Button, "Cleo").rect().center();
    window.drag(row, Pos2::new(800.0, 400.0), Modifiers::NONE);
    assert!(shows(&window, "m_c", "Cleo"));
    assert_eq!(window.undo_name().as_deref(), Some("Show “Cleo”"));

    window.key_with(CTRL, Key::K);
    window.type_text("ben");
    assert!(window.shows("Put on this map"));
}

fn split(window: &mut Window) {
    window.key_with(CTRL_SHIFT, Key::M);
    assert!(window.view().beside.is_some());
}

#[test]
fn two_maps_side_by_side_are_both_edited_under_the_pointer() {
    let mut window = Window::on(&three_maps());
    let first = front(&window);
    split(&mut window);
    assert_eq!(front(&window), first);
    let beside = window.view().beside.clone().unwrap();
    assert_eq!(beside.map, "m_b".into());
    // Ann stands in both halves; her right figure is the second map's.
    let ann = |window: &Window| {
        let mut all: Vec<_> =
            window.harness.query_all_by_label("actor Ann").map(|node| node.rect()).collect();
        all.sort_by(|a, b| a.left().total_cmp(&b.left()));
        all
    };
    assert_eq!(ann(&window).len(), 2);
    let right = ann(&window)[1].center();
    let before = window.project().clone();
    window.drag(right, right + Vec2::new(60.0, 50.0), Modifiers::NONE);
    assert_eq!(front(&window), "Second", "the half under the pointer is in front");
    assert_eq!(window.selected(), ["Ann"], "the selection is shared");
    let pos = |project: &Project, map: &str| {
        let map = if map == "first" {
            project.maps_in_order()[0].1.clone()
        } else {
            project.maps[&MapId::from(map)].clone()
        };
        map.elements[&window.id("Ann")].pos
    };
    assert_ne!(pos(window.project(), "m_b"), pos(&before, "m_b"));
    assert_eq!(pos(window.project(), "first"), pos(&before, "first"));
    window.undo();
    assert_eq!(*window.project(), before);

    let left = ann(&window)[0].center();
    window.hover(left);
    assert_eq!(front(&window), first);
    assert_eq!(window.view().hovered_element, Some(window.id("Ann")), "which lights her in both halves");
}

#[test]
fn each_half_has_its_own_camera_and_escape_closes_the_one_beside() {
    let mut window = Window::on(&three_maps());
    let first = window.view().map.clone().unwrap();
    split(&mut window);
    let cameras = window.view().cameras.clone();
    window.hover(Pos2::new(1200.0, 300.0));
    window.key_with(CTRL, Key::Plus);
    let now = window.view().cameras.clone();
    assert_eq!(now[&first], cameras[&first]);
    assert!(now[&"m_b".into()].zoom > cameras[&"m_b".into()].zoom);
    window.key(Key::Escape);
    assert_eq!(window.view().beside, None);
    assert_eq!(front(&window), "Second", "the half that was used stays");
}

#[test]
fn a_half_shows_another_map_and_is_closed_by_its_button() {
    let mut window = Window::on(&three_maps());
    split(&mut window);
    window.press_button("Map in this half: Second");
    click_lowest(&mut window, "Third");
    assert!(window.shows("Map in this half: Third"));
    let mut closers: Vec<_> = window
        .harness
        .query_all_by_role_and_label(Role::Button, "Close this half")
        .map(|n| n.rect())
        .collect();
    closers.sort_by(|a, b| a.left().total_cmp(&b.left()));
    window.click_at(closers[0].center(), Modifiers::NONE);
    assert_eq!(window.view().beside, None);
    assert_eq!(front(&window), "Third");
}

#[test]
fn the_divider_is_dragged_within_bounds() {
    let mut window = Window::on(&three_maps());
    split(&mut window);
    let at = window.rect("Divider between the maps").center();
    window.drag(at, at + Vec2::new(150.0, 0.0), Modifiers::NONE);
    let share = window.view().beside.as_ref().unwrap().share;
    assert!(share > 0.55, "{share}");
    let at = window.rect("Divider between the maps").center();
    window.drag(at, Pos2::new(0.0, at.y), Modifiers::NONE);
    let share = window.view().beside.as_ref().unwrap().share;
    assert!((0.2..0.3).contains(&share), "{share}");
}

#[test]
fn deleting_the_map_beside_closes_the_split() {
    let mut window = Window::on(&three_maps());
    split(&mut window);
    window.hover(NOWHERE);
    window.press_button("Insert");
    window.press_button("Delete this map…");
    window.press_button("Delete");
    assert_eq!(window.project().maps.len(), 2);
    assert!(
        window.view().beside.as_ref().is_none_or(|beside| Some(&beside.map) != window.view().map.as_ref())
    );
}

#[test]
fn one_map_alone_cannot_be_split_and_says_so() {
    let mut window = Window::on(&actors());
    window.press_button("Two maps side by side");
    assert_eq!(window.view().beside, None);
    assert!(window.shows_any(|said| said.starts_with("There is one map only.")));
}

#[test]
fn more_maps_than_fit_scroll_and_stand_in_a_menu() {
    let mut project = three_maps();
    for number in 0..30 {
        let id = MapId::from(format!("m_more{number:02}").as_str());
        let title = format!("Workshop table {number}");
        project = Edit::AddMap { id, kind: MapKind::Actors, title }.apply(&project).unwrap();
    }
    let mut window = Window::on(&project);
    let switch = window.rect("Two maps side by side");
    assert!(window.rect("Add a map").right() < switch.left(), "tabs run into what stands at the end");
    window.press_button("All maps");
    click_lowest(&mut window, "Workshop table 9");
    assert_eq!(front(&window), "Workshop table 9");
    window.settle();
    let tab = window.rect("Workshop table 9");
    assert!(tab.right() <= switch.left() && tab.left() >= 0.0, "the tab of the map is not in view: {tab}");
}
