//! Reading a map: focus, filters, paths, trees, search, saved views, the minimap.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::Queryable as _;
use linchpin::analysis::TraceWay;
use linchpin::app::view_state::Panel;
use linchpin::edit::Edit;
use linchpin::model::{
    Area, Bond, Causal, Element, ElementId, Ends, Link, LinkId, MapId, MapKind, Note, Point, Polarity,
    Project, Side, ViewId,
};

use crate::projects::{actors, row_of};
use crate::window::{CTRL, NOWHERE, Window};

/// Five variables in a row, each moving the next; the first moves the last at once, too, the opposite way.
fn chain() -> Project {
    let mut project = row_of(MapKind::Causal, &["Rain", "Harvest", "Income", "Savings", "Debt"]);
    let map = project.maps_in_order()[0].0.clone();
    let links = [
        (0, 1, Polarity::Plus),
        (1, 2, Polarity::Plus),
        (2, 3, Polarity::Plus),
        (3, 4, Polarity::Minus),
        (0, 4, Polarity::Plus),
    ];
    for (number, (from, to, polarity)) in links.into_iter().enumerate() {
        let end = |number: usize| ElementId::from(format!("e_{number}").as_str());
        let bond = Bond::Causal(Causal { polarity: Some(polarity), ..Causal::default() });
        let mut link = Link::new(Ends::elements(end(from), end(to)), bond);
        if number == 1 {
            "Only where the road is open".clone_into(&mut link.notes);
        }
        let add = Edit::AddLink { id: LinkId::from(format!("l_{number}").as_str()), link, map: map.clone() };
        project = add.apply(&project).unwrap();
    }
    project
}

/// The names of what is lit, sorted; nothing when nothing is dimmed.
fn lit(window: &Window) -> Option<Vec<String>> {
    let lit = window.harness.state().answers().lit.clone()?;
    let mut names: Vec<String> = lit.elements.iter().map(|id| window.project().name_of(id)).collect();
    names.sort();
    Some(names)
}

fn clear(window: &mut Window, chip: &str) {
    window.press_button(&format!("Clear: {chip}"));
}

#[test]
fn digits_light_so_many_links_around_what_is_selected() {
    let mut window = Window::on(&chain());
    let opened = window.project().clone();
    window.click_element("variable Income");
    window.letter(Key::Num1, "1");
    window.settle();
    assert_eq!(lit(&window).unwrap(), ["Harvest", "Income", "Savings"]);
    window.key(Key::Num0);
    assert_eq!(lit(&window).unwrap(), ["Income"]);
    window.key(Key::Num2);
    assert_eq!(lit(&window).unwrap().len(), 5);
    clear(&mut window, "Within 2 links of Income");
    assert_eq!(lit(&window), None);
    assert_eq!(*window.project(), opened, "looking changes nothing");
}

#[test]
fn a_digit_over_an_element_needs_no_selection() {
    let mut window = Window::on(&chain());
    window.key(Key::Num1);
    assert_eq!(lit(&window), None);
    assert!(window.shows_any(|said| said.starts_with("Select or point at an element")));
    let at = window.rect("variable Savings").center();
    window.hover(at);
    window.key(Key::Num1);
    assert_eq!(lit(&window).unwrap(), ["Debt", "Income", "Savings"]);
}

#[test]
fn plus_and_minus_widen_and_narrow_unless_a_causal_link_is_selected() {
    let mut window = Window::on(&chain());
    window.click_element("variable Rain");
    window.key(Key::Plus);
    assert_eq!(lit(&window).unwrap(), ["Debt", "Harvest", "Rain"]);
    window.key(Key::Plus);
    assert_eq!(lit(&window).unwrap().len(), 5);
    window.key(Key::Minus);
    window.key(Key::Minus);
    assert_eq!(lit(&window).unwrap(), ["Rain"]);
    let before = window.project().clone();
    window.key(Key::Minus);
    assert_eq!((lit(&window).unwrap(), window.project()), (vec!["Rain".to_owned()], &before));
    window.key_with(CTRL, Key::A);
    window.key(Key::Minus);
    assert_eq!(
        window.project().links[&LinkId::from("l_0")].causal().unwrap().polarity,
        Some(Polarity::Minus)
    );
    assert_eq!(window.view().reading().focus.as_ref().unwrap().steps, 0);
}

#[test]
fn the_chip_switches_between_what_leads_here_and_what_it_leads_to() {
    let mut window = Window::on(&chain());
    window.click_element("variable Income");
    window.key(Key::Num1);
    for (name, side, names) in [
        ("What leads to it", Side::In, ["Harvest", "Income"]),
        ("What it leads to", Side::Out, ["Income", "Savings"]),
    ] {
        window.harness.get_by_role_and_label(Role::RadioButton, name).click();
        window.settle();
        assert_eq!(window.view().reading().focus.as_ref().unwrap().side, side);
        assert_eq!(lit(&window).unwrap(), names);
    }
}

#[test]
fn z_ends_all_that_dims_and_each_map_is_read_for_itself() {
    let mut project = chain();
    project = Edit::AddMap { id: "m_other".into(), kind: MapKind::Actors, title: "Others".to_owned() }
        .apply(&project)
        .unwrap();
    let mut window = Window::on(&project);
    window.click_element("variable Income");
    window.key(Key::Num1);
    window.press_button("Filter");
    window.harness.get_by_label("Words in names and notes").focus();
    window.settle();
    window.type_text("in");
    assert_eq!(lit(&window).unwrap(), ["Income", "Savings"]);
    window.click_at(NOWHERE, Modifiers::NONE);
    assert!(window.shows("Clear: Words: “in”") && window.shows("Clear: Within 1 link of Income"));
    window.press_button("Others");
    assert_eq!(lit(&window), None);
    window.press_button("Test");
    assert_eq!(lit(&window).unwrap(), ["Income", "Savings"]);
    window.letter(Key::Z, "z");
    window.settle();
    assert_eq!(lit(&window), None);
    assert!(!window.shows_any(|said| said.starts_with("Clear: ")));
}

#[test]
fn clear_all_shows_where_several_things_dim() {
    let mut window = Window::on(&chain());
    window.click_element("variable Income");
    window.key(Key::Num1);
    assert!(!window.shows("Clear all"));
    window.press_button("Filter");
    window.press_button("+");
    window.press_button("−");
    assert_eq!(lit(&window).unwrap(), ["Harvest", "Income", "Savings"]);
    window.press_button("−");
    window.click_at(NOWHERE, Modifiers::NONE);
    assert!(window.shows("Clear: Sign: +"));
    window.harness.get_by_label("Clear all").click();
    window.settle();
    assert_eq!(lit(&window), None);
}

#[test]
fn a_filter_by_a_measure_lets_only_the_highest_pass() {
    let mut window = Window::on(&chain());
    window.press_button("Filter");
    window.press_button("Betweenness");
    window.press_button("3");
    window.wait_until("it is measured", |window| lit(window).is_some_and(|lit| lit.len() < 5));
    // The middle of the chain: whoever else goes round by Rain → Debt.
    assert_eq!(lit(&window).unwrap(), ["Harvest", "Income", "Savings"]);
    window.click_at(NOWHERE, Modifiers::NONE);
    window.press_button("Clear: Highest: 3 by Betweenness");
    assert_eq!(lit(&window), None);
}

#[test]
fn a_filter_that_nothing_passes_says_so_and_offers_a_way_out() {
    let mut window = Window::on(&actors());
    window.press_button("Filter");
    window.harness.get_by_label("Words in names and notes").focus();
    window.settle();
    window.type_text("zebra");
    window.click_at(NOWHERE, Modifiers::NONE);
    assert!(window.shows("Nothing on this map passes the filter"));
    window.press_button("Show everything");
    assert!(!window.shows("Nothing on this map passes the filter"));
    assert_eq!(lit(&window), None);
}

#[test]
fn paths_between_two_elements_are_lit_counted_and_listed() {
    let mut window = Window::on(&chain());
    window.press_button("Findings");
    window.click_element("variable Debt");
    window.click_element_with("variable Rain", Modifiers::SHIFT);
    window.press_button("Ask");
    window.press_button("Paths between two elements");
    assert_eq!(window.view().panel, Some(Panel::Trace));
    assert!(window.shows("Clear: Rain → Debt: 1 of 2 paths lowers it"));
    assert!(window.shows("Path that lowers it: Rain → Harvest → Income → Savings → Debt"));
    assert!(window.shows("Path that raises it: Rain → Debt"));
    assert_eq!(lit(&window).unwrap().len(), 5);
    window.press_button("Shortest");
    assert_eq!(lit(&window).unwrap(), ["Debt", "Rain"]);
    window.press_button("The other way");
    assert!(window.shows("Clear: Debt → Rain: no path"));
    window.key(Key::Escape);
    window.key(Key::Escape);
    assert_eq!(lit(&window), None);
}

#[test]
fn a_click_in_a_tree_makes_a_variable_the_one_that_is_traced() {
    let mut window = Window::on(&chain());
    window.click_element("variable Debt");
    window.press_button("Ask");
    window.press_button("Causes of this variable");
    let row = |start: &str| format!("Tree: {start}");
    assert!(window.shows(&row("Debt")));
    assert!(window.shows(&row("Savings, moves the opposite way")));
    assert!(window.shows(&row("Rain, moves the same way")));
    assert_eq!(lit(&window).unwrap().len(), 5);
    window.press_button(&row("Savings, moves the opposite way"));
    window.harness.run_steps(30);
    assert_eq!(window.selected(), ["Savings"]);
    let tracing = window.view().reading().tracing.clone().unwrap();
    assert_eq!((tracing.root, tracing.way), (window.id("Savings"), TraceWay::Causes));
    assert!(!lit(&window).unwrap().contains(&"Debt".to_owned()));
    window.harness.get_by_role_and_label(Role::RadioButton, "Uses").click();
    window.settle();
    assert_eq!(lit(&window).unwrap(), ["Debt", "Savings"]);
    window.press_button("Close this panel");
    assert_eq!(window.view().panel, None);
    clear(&mut window, "Uses of Savings, 3 links deep");
    assert_eq!(lit(&window), None);
}

#[test]
fn search_shows_hits_as_one_types_and_enter_flies_to_them() {
    let mut project = chain();
    let map = project.maps_in_order()[0].0.clone();
    let note = Note {
        text: "Harvest came late".to_owned(),
        area: Some(Area { corner: Point::new(3000.0, 2000.0), size: Point::new(200.0, 80.0) }),
        ..Note::default()
    };
    let change = linchpin::edit::AreaChange::Note("n_late".into(), note);
    project = Edit::OnMap { map: map.clone(), change }.apply(&project).unwrap();
    let mut window = Window::on(&project);
    window.key_with(CTRL, Key::F);
    window.type_text("har");
    assert!(window.shows("2 hits"));
    assert!(window.shows("Hit: Harvest, variable"));
    assert!(window.shows("Hit: Harvest came late, note"));
    let camera = |window: &Window| window.view().cameras[&map];
    window.key(Key::Enter);
    window.harness.run_steps(30);
    assert!(window.shows("1 of 2"));
    assert_eq!(window.selected(), ["Harvest"]);
    let near = |a: Point, b: Point| (a.x() - b.x()).hypot(a.y() - b.y()) < 1.0;
    assert!(near(camera(&window).centre, window.place("Harvest")), "{:?}", camera(&window));
    window.key(Key::Enter);
    window.harness.run_steps(2);
    let under_way = camera(&window).centre;
    window.harness.run_steps(30);
    assert!(window.shows("2 of 2"));
    assert!(window.view().area.is_some());
    let arrived = camera(&window).centre;
    assert!(arrived.x() > 2900.0 && under_way.x() < arrived.x() - 100.0, "{under_way:?} {arrived:?}");
    window.key_with(Modifiers::SHIFT, Key::Enter);
    assert!(window.shows("1 of 2"));
    window.key(Key::Escape);
    assert!(window.view().search.is_none());
}

#[test]
fn search_finds_texts_of_links() {
    let mut window = Window::on(&chain());
    window.key_with(CTRL, Key::F);
    window.type_text("road");
    window.press_button("Hit: Harvest → Income, Only where the road is open");
    assert_eq!(window.view().selection.single_link(), Some(&LinkId::from("l_1")));
    window.press_button("Close the search");
    assert!(window.view().search.is_none());
}

#[test]
fn a_view_is_saved_shown_renamed_updated_and_deleted_each_in_one_step() {
    let mut window = Window::on(&chain());
    let opened = window.project().clone();
    window.click_element("variable Income");
    window.key(Key::Num1);
    window.press_button("Views");
    window.press_button("Save this view…");
    window.key_with(CTRL, Key::A);
    window.type_text("Who lives on the harvest");
    window.key(Key::Enter);
    let saved = window.project().clone();
    assert_eq!(saved.views.len(), 1);
    let (id, view) = saved.views.iter().next().unwrap();
    let id: ViewId = id.clone();
    assert_eq!((view.title.as_str(), view.distance), ("Who lives on the harvest", Some(1.0)));
    assert_eq!(view.focus, [window.id("Income")].into());
    let camera = view.camera.unwrap();

    window.key(Key::Z);
    window.key(Key::Escape);
    window.drag(NOWHERE, NOWHERE + Vec2::new(-200.0, 0.0), Modifiers::NONE);
    assert_eq!(lit(&window), None);
    window.press_button("Views");
    window.press_button("Who lives on the harvest");
    window.harness.run_steps(30);
    assert_eq!(lit(&window).unwrap(), ["Harvest", "Income", "Savings"]);
    let map: MapId = window.view().map.clone().unwrap();
    assert_eq!(window.view().cameras[&map], camera);
    assert_eq!(*window.project(), saved, "showing a view is no edit");

    window.key(Key::Num0);
    window.press_button("Views");
    window.press_button("Save what shows now as “Who lives on the harvest”");
    assert_eq!(window.project().views[&id].distance, Some(0.0));
    window.press_button("Views");
    window.press_button("Rename “Who lives on the harvest”");
    window.key_with(CTRL, Key::A);
    window.type_text("Harvest");
    window.key(Key::Enter);
    assert_eq!(window.project().views[&id].title, "Harvest");
    window.press_button("Views");
    window.press_button("Delete “Harvest”");
    assert!(window.project().views.is_empty());
    for title in ["Harvest", "Who lives on the harvest"] {
        window.undo();
        assert_eq!(window.project().views[&id].title, title);
    }
    window.undo();
    assert_eq!(*window.project(), saved);
    window.undo();
    assert_eq!(*window.project(), opened);
}

#[test]
fn views_are_found_in_the_palette() {
    let mut window = Window::on_sample("waste-pickers-bengaluru.linchpin");
    window.key_with(CTRL, Key::K);
    window.type_text("policy power");
    window.key(Key::Enter);
    window.harness.run_steps(30);
    let reading = window.view().reading().into_owned();
    assert_eq!(reading.focus.unwrap().steps, 1);
    assert!(lit(&window).unwrap().len() > 1);
}

/// Two actors so far apart that both show only from afar.
fn apart() -> Project {
    let mut project = actors();
    let map = project.maps_in_order()[0].0.clone();
    let far = Edit::AddElement {
        id: "e_far".into(),
        element: Element::new(linchpin::model::ElementKind::Actor, "Far"),
        map,
        pos: Point::new(4000.0, 2500.0),
    };
    project = far.apply(&project).unwrap();
    project
}

#[test]
fn the_minimap_shows_while_something_is_off_the_screen_and_moves_the_camera() {
    let mut window = Window::on(&apart());
    let minimap = |window: &Window| window.harness.query_by_label("Minimap").map(|node| node.rect());
    assert_eq!(minimap(&window), None);
    window.key_with(CTRL, Key::Num0);
    let rect = minimap(&window).expect("part of the map is off the screen");
    assert_eq!(rect.size(), Vec2::new(132.0, 84.0));
    let map = window.view().map.clone().unwrap();
    let centre = |window: &Window| window.view().cameras[&map].centre;
    let opened = Arc::new(window.project().clone());
    window.click_at(rect.right_bottom() - Vec2::splat(8.0), Modifiers::NONE);
    let right = centre(&window);
    assert!(right.x() > 3500.0, "{right:?}");
    let from = rect.center();
    window.drag(from, from - Vec2::new(40.0, 0.0), Modifiers::NONE);
    let left = centre(&window);
    assert!(
        left.x() < right.x() - 1000.0 && (window.view().cameras[&map].zoom - 1.0).abs() < 1e-9,
        "{left:?}"
    );
    window.letter(Key::F, "f");
    window.settle();
    assert_eq!(minimap(&window), None);
    assert_eq!(*window.project(), *opened);
    assert_eq!(window.selected(), Vec::<String>::new());
}
